"""Areas named in a report (towns, regions, states), and its sentences with the areas marked, for shapes to match."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from travaux.coding.context import Context
from travaux.coding.facilities import NAME, find_facilities
from travaux.ontology.vocabulary import CODED_SEGMENTS, ActorKind, FacilityKind
from travaux.packs.world import Entry, FormRole, Outlet
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_SIDE = re.compile(r"(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central) $")
_LED = re.compile(
    r"\b(?:in|into|inside|outside|near|around|throughout|across|towards|reach(?:ed|ing)?|enter(?:ed|ing)?|besieged|"
    r"(?:city|town|enclave|region|village|suburb|district|province|capital|camp) of) (?:the )?(?:[a-z-]+ )?$"
)
_JOINT = re.compile(r",? and (?:the )?")
_LEADING = re.compile(
    r"\b(?:in|into|to|from|of|near|at|inside|outside|out of|reach(?:ed|ing)?|enter(?:ed|ing)?|leav(?:e|ing)|left|for) "
    r"(?:the )?(?:[a-z]+ )?$"
)
_OWNED = re.compile(
    r"['’]s? (?:[a-z-]+ ){0,3}(?:[a-z]+ of )?(?:the )?[A-Z]|"
    r" (?:city|town|enclave|region|village|suburb|district|province|capital|camp) of (?:the )?[A-Z]"
)
_TALKS = re.compile(
    r"\b(?:talks|negotiations?|met|meet(?:ing)?s?|summit|conference|signed|host(?:s|ed|ing)?|declaration|agreement|"
    r"arrived|visit\w*) (?:\S+ ){0,2}(?:in|at|to|of)? ?(?:the )?$"
    r"|\b(?:talks|negotiations?|summit|conference) (?:\S+ ){0,2}in (?:\S+ ){0,4}(?:city|capital|town|resort) of (?:the )?$"
)
_OF_TALKS = re.compile(
    r" (?:peace )?(?:talks|process|declaration|agreement|accords?|platform|negotiations?|summit|conference|format|round|"
    r"commitments?|protocol|communiqu[eé])\b",
    re.IGNORECASE,
)
"""Where talks are held: seldom the place that they are about."""
_HARDSHIP = re.compile(
    r"\b(?:aid|humanitarian|relief|civilians?|besieged|siege|displaced|starv\w*|hunger|famine|fighting|war|attack\w*|"
    r"bomb\w*|shell\w*|strikes?|airstrikes?|killed|evacuat\w*|refugees?|hospitals?|suffer\w*|violence|rebel-held|enclave|"
    r"trapped|blockade\w*|ceasefire|truce)\b",
    re.IGNORECASE,
)
_AROUND = 120
"""How far around an area, in characters, such words are looked for."""
_INSIDE = re.compile(r"\b(?:in|into|inside|across|throughout|within) (?:the )?(?:\w+ )?$")
_FRAGMENTS = frozenset({"Strip", "City", "East", "West", "North", "South", "State", "States", "Republic", "Street"})
_NO_AREA = frozenset({"PERSON", "NORP", "DATE", "TIME", "LANGUAGE", "WORK_OF_ART", "EVENT", "LAW"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place with an extent, or several told as one ("Fua and Kefraya").

    `state`: one of them is a whole state; `sure`: packs, the model or a word of place say that it is an area.
    """

    span: Span
    name: str
    state: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSentence:
    """A sentence whose areas stand as ⟨n⟩ in `masked`; `places` are the characters of the report."""

    span: Span
    masked: str
    places: tuple[int, ...]
    areas: tuple[Area, ...]

    def span_of(self, start: int, end: int) -> Span:
        """The characters of the report for a stretch of the masked sentence."""
        return Span(self.places[start], max(self.places[start] + 1, self.places[end]))


def mark_areas(context: Context) -> tuple[AreaSentence, ...]:
    """The coded sentences of the report with their areas marked."""
    areas = context.once("areas", find_areas)
    out = []
    for sent in context.doc.sents:
        span = Span(sent.start_char, max(sent.end_char, sent.start_char + 1))
        if context.part(span) in CODED_SEGMENTS:
            out.append(_mask(context, span, [a for a in areas if span.covers(a.span)]))
    return tuple(out)


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
            out[-1] = replace(
                last, span=span, name=" ".join(context.quote(span).split()), state=last.state or area.state
            )
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
            led = _LED.search(text, max(0, run.start() - 50), run.start())
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
    tokens = tokens_at(context.doc, start, start + len(words))
    if tokens is None or len(words) < 3 or words in _FRAGMENTS or words.isupper() or len(words.split()) > 3:
        return False
    misread = (
        len(tokens) == 1
        and tokens[0].ent_type_ in {"PERSON", "NORP"}
        and _LEADING.search(_before(context, start)) is not None
    )
    if (any(t.ent_type_ in _NO_AREA for t in tokens) and not misread) or not all(
        t.pos_ == "PROPN" or t.text in "-–" for t in tokens
    ):
        return False
    return not any(isinstance(f.target, Outlet | Entry) for f in context.world.forms.get(words, ()))


def _before(context: Context, start: int) -> str:
    return context.report.text[max(0, start - 30) : start].replace("\n", " ")


def _entities(context: Context) -> Iterator[Area]:
    for ent in context.doc.ents:
        words = re.sub(r"^[Tt]he |['’]s?$", "", ent.text)
        targets = [f.target for f in context.world.forms.get(words, ())]
        actors = [t for t in targets if isinstance(t, Outlet) or (isinstance(t, Entry) and not t.region)]
        if any(isinstance(t, Entry) and t.sub_kind == "supranational" for t in targets):
            continue
        if ent.label_ not in {"GPE", "LOC", "FAC"} or words in _FRAGMENTS or not words[:1].isupper() or len(words) < 3:
            continue
        if all(isinstance(t, Entry) and t.kind is ActorKind.STATE for t in actors) and "\n" not in words:
            start = ent.start_char + ent.text.index(words)
            yield _area(context, start, start + len(words))


def _area(context: Context, start: int, end: int) -> Area:
    words = re.sub(r"['’]s?$", "", context.report.text[start:end])
    end = start + len(words)
    state = any(
        isinstance(f.target, Entry) and f.target.kind is ActorKind.STATE and f.role is FormRole.NAME
        for f in context.world.forms.get(words, ())
    )
    side = _SIDE.search(context.report.text, max(0, start - 12), start)
    first = side.start() if side is not None else start
    return Area(span=Span(first, end), name=" ".join(context.report.text[first:end].split()), state=state)


def _mask(context: Context, span: Span, areas: Sequence[Area]) -> AreaSentence:
    pieces: list[str] = []
    places: list[int] = []
    at = span.start
    for n, area in enumerate(areas):
        before = context.report.text[at : area.span.start]
        mark = f"⟨{n}⟩"
        pieces += [before, mark]
        places += [*range(at, area.span.start), *([area.span.start] * len(mark))]
        at = area.span.end
    pieces.append(context.report.text[at : span.end])
    places += range(at, span.end)
    masked = "".join(pieces).replace("\n", " ").replace("’", "'")
    return AreaSentence(span=span, masked=masked, places=(*places, span.end), areas=tuple(areas))


def inner_area(sentence: AreaSentence, number: int) -> Area:
    """The area of a number; of two told as one inside the other ("Garissa, Kenya") the inner one."""
    mark = sentence.masked.find(f"⟨{number}⟩")
    inside = number > 0 and sentence.masked[:mark].endswith(f"⟨{number - 1}⟩, ")
    return sentence.areas[number - 1 if inside else number]


def main_area(context: Context) -> Area | None:
    """The area that the report names most: what an unnamed siege or delivery is about; a state where nothing smaller is."""
    return context.once("main_area", _find_main)


def _find_main(context: Context) -> Area | None:
    areas = [a for a in context.once("areas", find_areas) if a.sure]
    talks = {a.name.lower() for a in areas if _is_of_talks(context, a)}
    areas = [a for a in areas if a.name.lower() not in talks and _is_scene(context, a)]
    return _most_named([a for a in areas if not a.state]) or _most_named(
        _scenes(context, [a for a in areas if a.state])
    )


def _is_of_talks(context: Context, area: Area) -> bool:
    """ "Met in Oslo", "the Oslo accords": a place of talks."""
    behind = _OF_TALKS.match(context.report.text, area.span.end)
    return behind is not None or _TALKS.search(_left_of(context, area)) is not None


def _is_scene(context: Context, area: Area) -> bool:
    """Whether the words around an area tell of fighting or need: access is not a matter of places elsewhere."""
    around = context.report.text[max(0, area.span.start - _AROUND) : area.span.end + _AROUND]
    return _HARDSHIP.search(around) is not None


def _scenes(context: Context, states: Sequence[Area]) -> list[Area]:
    """Mentions of states in which something happens, where that is how they are mostly told of: not those that only act."""
    inside = {a.name for a in states if _INSIDE.search(_left_of(context, a))}
    told = Counter(a.name for a in states)
    acting = Counter(a.name for a in states if _acts(context, a))
    return [a for a in states if a.name in inside and 2 * acting[a.name] < told[a.name]]


def _acts(context: Context, area: Area) -> bool:
    """Whether a state is told as somebody: it does something, or owns what does ("Norway said", "Norway's envoy")."""
    tokens = tokens_at(context.doc, area.span.start, area.span.end)
    return tokens is not None and tokens.root.dep_ in {"nsubj", "nsubjpass", "agent", "poss", "compound"}


def _left_of(context: Context, area: Area) -> str:
    return context.report.text[max(0, area.span.start - 45) : area.span.start].replace("\n", " ")


def _most_named(areas: Sequence[Area]) -> Area | None:
    """The area named most; None where another is named as often."""
    counts = Counter(a.name.lower() for a in areas)
    best = max(counts, key=lambda n: (counts[n], n), default=None)
    if best is None or (len(counts) > 1 and list(counts.values()).count(counts[best]) > 1):
        return None
    return next(a for a in areas if a.name.lower() == best)


def area_near(context: Context, sentence: AreaSentence, place: int) -> Area | None:
    """The area meant by words that name none: the nearest of their sentence below a state, else the report's main one."""
    inside = [a for a in sentence.areas if a.sure and not a.state and not _is_of_talks(context, a)]
    nearest = min(inside, key=lambda a: abs(a.span.start - place), default=None)
    return nearest or main_area(context)
