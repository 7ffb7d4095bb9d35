"""The margin of a report: its claims beside the paragraphs in which they begin, and the fields of one claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue, SegmentKind
from travaux.views.lines import make_line
from travaux.views.wording import say_issue
from travaux.web.passages import Paragraph, cut_paragraphs

_KINDS = {
    "access": "state of a point",
    "attribution": "statement",
    "control": "who controls a point",
    "count": "figure",
    "incident": "harm to aid",
    "instrument": "text signed",
    "leverage": "threat or pressure",
    "move": "deed",
    "participation": "role",
    "party": "role",
    "proposal": "proposal or agreement",
}
_ISSUES = {"issues", "issue"}
_SLOTS = ("act", "answer", "type", "strength", "state", "stance", "status", "role", "stage", "event", "action", "tone")
"""Fields that say at a glance what a claim is."""
_HIDDEN = {
    "schema", "id", "report", "report_id", "kind", "evidence", "text", "part", "rule", "confidence", "quote", "trigger", "source",
    "cue", "content_span", "about", "speaker", "speaker_kind", "relayed_by", "date_edtf", "date_reading", "hedge", "denied",
    "on_behalf_of",
}  # fmt: skip
"""Fields of a line that are shown elsewhere, or are offsets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A claim in the margin: what it is in a few words, and who says it."""

    id: str
    kind: str
    slot: str
    names: str
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A paragraph and the claims that begin in it."""

    paragraph: Paragraph
    coded: bool
    notes: tuple[Note, ...]


def make_margin(report: Report, claims: Sequence[AnyClaim], spans: Iterable[tuple[int, int, str]]) -> list[Beside]:
    """The paragraphs of a report with their claims."""
    skipped = [s.span for s in report.segments if s.kind is SegmentKind.FURNITURE]
    out = []
    for paragraph in cut_paragraphs(report.text, spans):
        own = [c for c in claims if paragraph.start <= c.span.start < paragraph.end]
        coded = not any(s.start <= paragraph.start and s.end >= paragraph.end for s in skipped)
        out.append(Beside(paragraph=paragraph, coded=coded, notes=tuple(map(_note, own))))
    return out


def name_report(report: Report) -> str:
    """What a report is called on a page: its headline, also one that stands in its text, or else its label."""
    told = next((s.span.of(report.text) for s in report.segments if s.kind is SegmentKind.HEADLINE), None)
    return report.headline or told or report.label


def _note(claim: AnyClaim) -> Note:
    line = make_line(claim)
    names = [*line.get("actors", ()), *line.get("by", ()), *line.get("participants", ())]
    names += [line[name] for name in ("name", "facility", "label", "what") if line.get(name)]
    slot = next((str(line[name]) for name in _SLOTS if line.get(name)), "")
    return Note(
        id=claim_id(claim),
        kind=name_kind(claim.kind),
        slot=slot.replace("_", " "),
        names=", ".join(dict.fromkeys(map(str, names))),
        speaker=claim.voice.speaker or "",
    )


def describe_claim(claim: AnyClaim) -> list[tuple[str, str]]:
    """The fields of a claim that hold something, for people."""
    line: Mapping[str, Any] = make_line(claim)
    rows = ((name.replace("_", " "), _say_field(name, value)) for name, value in line.items() if name not in _HIDDEN)
    return [(name, text) for name, text in rows if text]


def _say_field(name: str, value: Any) -> str:
    if name in _ISSUES and value:
        return "; ".join(say_issue(Issue(v)) for v in (value if isinstance(value, (list, tuple)) else [value]))
    return _say(value)


def _say(value: Any) -> str:
    if value is None or value is False or value == []:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(_say, value)))
    if isinstance(value, dict):
        return " ".join(filter(None, (_say(v) for k, v in value.items() if k != "span")))
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ") if value else ""


def name_kind(kind: str) -> str:
    """A kind of claim as one writes it."""
    return _KINDS.get(kind, kind.replace("_", " "))


def is_only_said(claims: Sequence[str]) -> bool:
    """Whether of the claims with these ids every one tells no more than who said the words."""
    return all(":attribution:" in name for name in claims)
