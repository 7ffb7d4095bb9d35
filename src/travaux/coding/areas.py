"""Areas named in a report: towns, regions, states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from travaux.coding.context import Context
from travaux.coding.facilities import NAME, find_facilities
from travaux.ontology.vocabulary import ActorKind, FacilityKind
from travaux.packs.world import Entry, FormRole, Outlet
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_SIDE = re.compile(r"(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central) $")
_LED = re.compile(
    r"\b(?:in|into|inside|outside|near|around|throughout|across|towards|reach(?:ed|ing)?|enter(?:ed|ing)?|besieged|"
    r"(?:city|town|enclave|region|village|suburb|district|province|capital|camp) of) (?:the )?(?:[a-z-]+ )?$"
)
_CALLED = re.compile(
    r", (?:the |an? )?(?:[a-z-]+ ){0,3}(?:capital|city|town|village|enclave|district|province|region|suburb)\b"
    r"| (?:has been|had been|is|was|remains?|remained) (?:[a-z]+ )?(?:under siege|besieged|blockaded|encircled|sealed off)\b"
)
"""What stands behind a name and says that it is an area's: "Kadugli, the capital of …"."""
_JOINT = re.compile(r",? and (?:the )?")
_LEADING = re.compile(
    r"\b(?:in|into|to|from|of|near|at|inside|outside|out of|reach(?:ed|ing)?|enter(?:ed|ing)?|leav(?:e|ing)|left|for) "
    r"(?:the )?(?:[a-z]+ )?$"
)
_OWNED = re.compile(
    r"['’]s? (?:[a-z-]+ ){0,3}(?:[a-z]+ of )?(?:the )?[A-Z]|"
    r" (?:city|town|enclave|region|village|suburb|district|province|capital|camp)s? of (?:the )?(?:[a-z]+ern )?[A-Z]"
)
_FRAGMENTS = frozenset({"Strip", "City", "East", "West", "North", "South", "State", "States", "Republic", "Street"})
_NO_AREA = frozenset({"PERSON", "NORP", "DATE", "TIME", "LANGUAGE", "WORK_OF_ART", "EVENT", "LAW"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place with an extent, or several told as one ("Fua and Kefraya").

    `state`: one of them is a whole state; `sure`: packs, the model or a word of place say that it is an area; `capital`: a
    state's capital and no other place with it, which often stands for the state; `recalled`: a general word ("the enclave")
    that takes up an earlier one.
    """

    span: Span
    name: str
    state: bool = False
    sure: bool = True
    capital: bool = False
    recalled: bool = False


def find_areas(context: Context) -> tuple[Area, ...]:
    """The areas that the report names, in order; those listed together are one; a named point is none, where a way leads is."""
    ways = {FacilityKind.CORRIDOR, FacilityKind.ROUTE}
    points = [f.span for f in context.once("facilities", find_facilities) if f.kind not in ways]
    found: dict[int, Area] = {}
    for area in (*_entities(context), *_runs(context)):
        if _is_free(area.span, points) and (area.span.start not in found or area.sure):
            found[area.span.start] = area
    out: list[Area] = []
    for area in (found[k] for k in sorted(found)):
        if out and area.span.overlaps(out[-1].span):
            if area.sure and not out[-1].sure:
                out[-1] = area
            continue
        if _owns(context, area, found):
            continue
        last = out[-1] if out else None
        if last is not None and _JOINT.fullmatch(
            context.quote(Span(last.span.end, max(area.span.start, last.span.end + 1)))
        ):
            span = Span(last.span.start, area.span.end)
            name = " ".join(context.quote(span).split())
            both = last.capital and area.capital
            out[-1] = replace(last, span=span, name=name, state=last.state or area.state, capital=both)
        else:
            out.append(area)
    return tuple(out)


def _is_free(span: Span, points: Sequence[Span]) -> bool:
    return not any(span.overlaps(p) for p in points)


def _owns(context: Context, area: Area, found: dict[int, Area]) -> bool:
    """Whether the area behind is the one meant: "Syria's eastern Ghouta", "the Kordofan city of Kadugli"."""
    behind = context.report.text[area.span.end : area.span.end + 45]
    return any(area.span.end < start < area.span.end + 35 for start in found) and _OWNED.match(behind) is not None


def _runs(context: Context) -> Iterator[Area]:
    """Capitalised names that packs know as areas, or that words of place lead to."""
    text = text_of(context.doc)
    for run in NAME.finditer(text):
        marks = [m.span() for m in re.finditer(r"\S+", run.group())]
        at = 0
        while at < len(marks):
            last = next(
                (n for n in range(len(marks) - 1, at - 1, -1) if _known(context, _cut(run, marks, at, n))), None
            )
            if last is not None:
                yield _area(context, run.start() + marks[at][0], run.start() + marks[last][1])
            at = at + 1 if last is None else last + 1
        if _can_be(context, run.group(), run.start()):
            led = _LED.search(text, max(0, run.start() - 50), run.start()) or _CALLED.match(text, run.end())
            yield replace(_area(context, run.start(), run.end()), sure=led is not None)


def _cut(run: re.Match[str], marks: Sequence[tuple[int, int]], first: int, last: int) -> str:
    return run.group()[marks[first][0] : marks[last][1]]


def _known(context: Context, words: str) -> bool:
    bare = re.sub(r"['’]s?$", "", words)
    return any(
        isinstance(f.target, Entry)
        and f.role is FormRole.NAME
        and (f.target.region or f.target.kind is ActorKind.STATE)
        and f.target.sub_kind != "supranational"
        for f in context.world.forms.get(bare, ())
    )


def _can_be(context: Context, words: str, start: int) -> bool:
    """Whether a name that packs do not know can be an area's: no person's, people's, date's or body's.

    A town that is nowhere known is often taken for a person or a people where it stands alone.
    """
    if len(words) < 3 or words in _FRAGMENTS or words.isupper() or len(words.split()) > 3:
        return False
    if any(isinstance(f.target, Outlet | Entry) for f in context.world.forms.get(words, ())):
        return False
    tokens = tokens_at(context.doc, start, start + len(words))
    if tokens is None:
        return False
    misread = (
        len(tokens) == 1
        and tokens[0].ent_type_ in {"PERSON", "NORP"}
        and (_LEADING.search(_before(context, start)) or _CALLED.match(context.report.text, start + len(words)))
        is not None
    )
    if any(t.ent_type_ in _NO_AREA for t in tokens) and not misread:
        return False
    return all(t.pos_ == "PROPN" or t.text in "-–" for t in tokens)


def _before(context: Context, start: int) -> str:
    return context.report.text[max(0, start - 30) : start].replace("\n", " ")


def _entities(context: Context) -> Iterator[Area]:
    for ent in context.doc.ents:
        if ent.label_ not in {"GPE", "LOC", "FAC"}:
            continue
        words = re.sub(r"^[Tt]he |['’]s?$", "", ent.text)
        targets = [f.target for f in context.world.forms.get(words, ())]
        actors = [t for t in targets if isinstance(t, Outlet) or (isinstance(t, Entry) and not t.region)]
        if any(isinstance(t, Entry) and t.sub_kind == "supranational" for t in targets):
            continue
        if words in _FRAGMENTS or not words[:1].isupper() or len(words) < 3:
            continue
        if _is_only_adjective(context, words):
            continue
        if all(isinstance(t, Entry) and t.kind is ActorKind.STATE for t in actors) and "\n" not in words:
            start = ent.start_char + ent.text.index(words)
            yield _area(context, start, start + len(words))


def _is_only_adjective(context: Context, words: str) -> bool:
    """ "The Kenyan offer": whose it is, and not where."""
    roles = {f.role for f in context.world.forms.get(words, ()) if isinstance(f.target, Entry)}
    return bool(roles) and roles <= {FormRole.ADJECTIVE, FormRole.PEOPLE, FormRole.MEMBERS}


def _area(context: Context, start: int, end: int) -> Area:
    words = re.sub(r"['’]s?$", "", context.report.text[start:end])
    end = start + len(words)
    state = any(
        isinstance(f.target, Entry) and f.target.kind is ActorKind.STATE and f.role is FormRole.NAME
        for f in context.world.forms.get(words, ())
    )
    capital = any(
        isinstance(f.target, Entry) and f.role is FormRole.CAPITAL for f in context.world.forms.get(words, ())
    )
    side = _SIDE.search(context.report.text, max(0, start - 12), start)
    first = side.start() if side is not None else start
    return Area(
        span=Span(first, end), name=" ".join(context.report.text[first:end].split()), state=state, capital=capital
    )
