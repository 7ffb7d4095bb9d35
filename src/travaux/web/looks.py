"""What a reader has not seen yet: a cookie remembers when they looked at a file, here and the time before."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from travaux.web.file import File

_VISIT = timedelta(minutes=30)
"""Without a request for so long, the next one is another look."""
_FORM = "%Y-%m-%dT%H:%M:%SZ"
COOKIE = "looked"
MAX_AGE_S = 400 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """When the reader looked at a file before this time (UTC, ISO 8601; None: never), and the cookie to remember it by."""

    before: str | None
    cookie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Reports that came in since a look, and the day of the first of them, from which on changes are to be seen."""

    reports: tuple[str, ...]
    since: str | None


def read_look(cookie: str, now: datetime) -> Look:
    """The last look, from the cookie "BEFORE|BEGAN|LATEST" of the request before this one."""
    before, began, latest = ([_read(part) for part in cookie.split("|")] + [None] * 3)[:3]
    if latest is None or latest > now:
        return Look(before=None, cookie=f"|{now.strftime(_FORM)}|{now.strftime(_FORM)}")
    if now - latest > _VISIT:
        before, began = latest, now
    told = before.strftime(_FORM) if before else ""
    return Look(before=told or None, cookie=f"{told}|{(began or now).strftime(_FORM)}|{now.strftime(_FORM)}")


def find_news(file: File, arrivals: dict[str, str], look: Look) -> News:
    """What came into the store since the look before this one."""
    before = look.before
    new = [r for r in file.dossier.reports if before is not None and arrivals.get(r.id, "") > before]
    return News(reports=tuple(r.id for r in new), since=min((r.published for r in new if r.published), default=None))


def now() -> datetime:
    """The time now."""
    return datetime.now(UTC).replace(microsecond=0)


def _read(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
