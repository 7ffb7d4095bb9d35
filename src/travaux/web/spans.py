"""Days of partial dates."""

from datetime import date, timedelta


def span_days(value: str) -> tuple[str, str] | None:
    """The first and last day of a year, a month or a day (ISO); None for what is none of them, as a season."""
    try:
        if len(value) == len("2025-01-01"):
            return value, date.fromisoformat(value).isoformat()
        if len(value) == len("2025-01"):
            first = date.fromisoformat(f"{value}-01")
            return first.isoformat(), ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()
        if len(value) == len("2025"):
            return date.fromisoformat(f"{value}-01-01").isoformat(), f"{value}-12-31"
    except (ValueError, OverflowError):
        return None
    return None
