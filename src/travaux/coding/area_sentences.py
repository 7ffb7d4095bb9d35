"""A report's sentences with their areas marked, for shapes to match; "the enclave" stands for the area spoken of last."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from travaux.coding.areas import Area, find_areas
from travaux.coding.context import Context
from travaux.coding.scene_areas import is_aside, is_government, is_of_talks, main_area, recall_area
from travaux.ontology.vocabulary import CODED_SEGMENTS
from travaux.reading.lookup import text_of
from travaux.spans import Span

_GENERAL = re.compile(
    r"\b(?:the|that|this) (?:(?:besieged|blockaded|encircled|embattled|battered|coastal|stricken|isolated|whole|entire|"
    r"(?:rebel|government)-held|(?:north|south|east|west)ern) ){0,2}"
    r"(?P<area>city|town|enclave|region|territory|area|strip|province|valley|island|camp|suburb|district|village|pocket)\b"
    r"(?! (?:of|council|centre|center|government|authorities|governor|mayor|hall|outside|near|around|[A-Z]))"
)
"""Words that stand for an area named before."""


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
            named = [a for a in areas if span.covers(a.span)]
            general = [a for a in _general(context, span) if not any(a.span.overlaps(n.span) for n in named)]
            out.append(_mask(context, span, sorted([*named, *general], key=lambda a: a.span)))
    return tuple(out)


def _general(context: Context, span: Span) -> Iterator[Area]:
    """ "The enclave", "the besieged town": the area below a state spoken of last."""
    for match in _GENERAL.finditer(text_of(context.doc), span.start, span.end):
        area = recall_area(context, match.start())
        if area is not None:
            yield replace(area, span=Span(match.start("area"), match.end()), recalled=True)


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


def area_near(context: Context, sentence: AreaSentence, place: int, but: Collection[int] = frozenset()) -> Area | None:
    """The area meant by words that name none: the nearest of their sentence below a state, else the last one or the main one.

    `but`: the numbers of areas of the sentence that are not meant.
    """
    inside = [
        a
        for n, a in enumerate(sentence.areas)
        if n not in but and a.sure and not a.state and not is_of_talks(context, a) and not is_aside(context, a)
    ]
    inside = [a for a in inside if not is_government(context, a)]
    nearest = min(inside, key=lambda a: abs(a.span.start - place), default=None)
    main = main_area(context)
    return nearest or (main if main is not None and not main.state else recall_area(context, place) or main)
