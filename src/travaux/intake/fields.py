"""The facts that come with a report, read from JSON fields, from a page's metadata, or from flags."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from travaux.errors import InputError
from travaux.intake.options import IntakeOptions

EXPECTED = (
    'a report is an object with "text" and, where known, "id", "outlet", "published" (YYYY-MM-DD), "title", "url",'
    ' "language", "byline", "sensitivity", "embargo_until", "usage_terms"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What one source (a JSON object, a page, the flags) says about a report."""

    id: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    retrieved: date | None = None
    sensitivity: str | None = None
    embargo_until: date | None = None
    usage_terms: str | None = None


def override_fields(fields: Fields, options: IntakeOptions) -> Fields:
    """The fields with those that flags give in their place."""
    names = (
        "published",
        "outlet",
        "title",
        "byline",
        "url",
        "language",
        "retrieved",
        "sensitivity",
        "embargo_until",
        "usage_terms",
    )
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    return replace(fields, **given)


def read_day(value: object) -> date | None:
    """The day of a date or a time (in UTC where it has a zone) as JSON and page metadata write it.

    Raises:
        ValueError: the value is not empty and no full date.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD")
    words = value.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(words)
            return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD, or leave it out")


def read_fields(row: dict[str, Any], place: str) -> Fields:
    """The fields of a report in a JSON object; unknown ones are passed over.

    Raises:
        InputError: a field is of the wrong type, or a date cannot be read.
    """
    texts = ("outlet", "title", "byline", "url", "language", "sensitivity", "usage_terms")
    values: dict[str, Any] = {name: _read_words(row, name, place) for name in texts}
    number = row.get("id")
    values["id"] = (
        str(number) if isinstance(number, int) and not isinstance(number, bool) else _read_words(row, "id", place)
    )
    for name in ("published", "retrieved", "embargo_until"):
        try:
            values[name] = read_day(row.get(name))
        except ValueError as error:
            raise InputError(place, f"{name}: {error}") from error
    return Fields(**values)


def _read_words(row: dict[str, Any], name: str, place: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(place, f"{name} must be a string, not {str(value)[:40]!r}")
    if value and any("\ud800" <= c <= "\udfff" for c in value):
        raise InputError(place, f"{name} holds half of a surrogate pair; write it as UTF-8")
    return (value or "").strip() or None


def read_text(row: object, place: str) -> tuple[str, dict[str, Any]]:
    """The text of a report in JSON, exactly as given, and its object.

    Raises:
        InputError: it is no object, or it has no text.
    """
    if not isinstance(row, dict) or "text" not in row:
        raise InputError(place, f"it is not a report: {EXPECTED}")
    text = row["text"]
    if not isinstance(text, str):
        raise InputError(place, f"text must be a string, not {str(text)[:40]!r}")
    return text, row
