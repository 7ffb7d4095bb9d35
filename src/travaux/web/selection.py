"""What of a store's content a file is made of."""

from datetime import date


def is_known(published: date | None, retrieved: date | None, day: date, *, undated: bool = False) -> bool:
    """Whether a report was known on a day: one published by then, or of which only the day is known when it was retrieved.

    One of which neither is known is out, or with `undated` in.
    """
    seen = published or retrieved
    return undated if seen is None else seen <= day


def is_storable(name: str) -> bool:
    """Whether a name can be that of anything stored: no database keeps NUL or half a surrogate pair."""
    return "\0" not in name and not any("\ud800" <= c <= "\udfff" for c in name)
