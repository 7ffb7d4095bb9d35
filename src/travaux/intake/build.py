"""Puts a report together from its text and what flags, fields, page and text say about it."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from travaux.errors import InputError
from travaux.intake.dateline import find_place_line, find_published
from travaux.intake.fences import is_exercise
from travaux.intake.fields import Fields, override_fields
from travaux.intake.language import resolve_language
from travaux.intake.options import IntakeOptions
from travaux.intake.segments import Hints, segment_text
from travaux.ontology.report import Report, Segment, make_report_id
from travaux.ontology.vocabulary import Known, SegmentKind
from travaux.packs.load import load_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text and what came with it: the fields given beside it, and those that its page states."""

    text: str
    place: str
    given: Fields = field(default_factory=Fields)
    page: Fields = field(default_factory=Fields)
    hints: Hints = field(default_factory=Hints)


def make_report(source: Source, options: IntakeOptions) -> Report:
    """The report of a source; what is not known stays unknown.

    Raises:
        InputError: the text is empty, too long, or holds characters that cannot be kept.
    """
    _check_text(source, options)
    given, page, text = override_fields(source.given, options), source.page, source.text
    url = given.url or page.url
    title = given.title or page.title
    segments = segment_text(text, replace(source.hints, title=title))
    language, set_aside = resolve_language(given.language, text)
    if set_aside is None and not any(s.coded for s in segments):
        set_aside = "it holds no text of a report, only page furniture"
    if set_aside is None and is_exercise(text):
        set_aside = "it says of itself that it is an exercise or an invented example, and no report"
    outlet, outlet_known = _find_outlet(given, page, url)
    report = Report(
        id=given.id or page.id or make_report_id(text, url),
        text=text,
        headline=title,
        outlet=outlet,
        outlet_known=outlet_known,
        byline=given.byline or page.byline or _find_byline(text, segments),
        dateline=find_place_line(text, segments),
        retrieved=given.retrieved,
        url=url,
        language=language,
        usage_terms=given.usage_terms,
        sensitivity=given.sensitivity,
        embargo_until=given.embargo_until,
        place=source.place,
        segments=segments,
        set_aside=set_aside,
    )
    return _date(report, given, page)


def _check_text(source: Source, options: IntakeOptions) -> None:
    text = source.text
    if not text or text.isspace():
        raise InputError(source.place, "its text is empty; there is nothing to read")
    if len(text) > options.max_chars:
        raise InputError(
            source.place,
            f"its text has {len(text):,} characters, more than the {options.max_chars:,} that one report may have;"
            " split it into reports",
        )
    if "\0" in text:
        raise InputError(source.place, "its text holds a NUL character; it may be binary data, remove it")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        reason = f"character {error.start} of its text is half of a surrogate pair; write the text as UTF-8"
        raise InputError(source.place, reason) from error


def _date(report: Report, given: Fields, page: Fields) -> Report:
    found = (
        (given.published, Known.GIVEN),
        (page.published, Known.PAGE),
        (find_published(report.text, report.segments), Known.TEXT),
    )
    day, known = next(((day, known) for day, known in found if day), (None, Known.UNKNOWN))
    return replace(report, published=day, published_known=known)


def _find_outlet(given: Fields, page: Fields, url: str | None) -> tuple[str | None, Known]:
    """The outlet: as given, as the packs know the address's domain, as the page names itself, or the bare domain."""
    if given.outlet:
        return given.outlet, Known.GIVEN
    domain = find_domain(url)
    known = load_world().outlet_of_domain(domain) if domain else None
    outlet = known.name if known else page.outlet or domain
    return outlet, Known.PAGE if outlet else Known.UNKNOWN


def find_domain(url: str | None) -> str | None:
    """The domain of an address, without "www."; None if it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _find_byline(text: str, segments: tuple[Segment, ...]) -> str | None:
    """The names of the first line that begins with "By"."""
    for segment in segments:
        words = segment.span.of(text)
        if segment.kind is SegmentKind.BYLINE and words[:2].lower() == "by":
            return words[2:].strip(" \t\xa0:*_") or None
    return None
