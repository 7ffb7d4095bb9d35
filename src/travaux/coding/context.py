"""What every coder needs of one report: its Doc, references, voices, and how to ground a span."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from spacy.tokens import Doc

from travaux.coding.voices import Voices
from travaux.ontology.claim import ActorRef, Voice
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import ActorKind, SegmentKind
from travaux.packs.world import World
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import breaks_in
from travaux.reading.mentions.references import References
from travaux.reading.needles import Spots, fold, needles_of
from travaux.spans import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Context:
    """One annotated report, and the lookups that coders share."""

    report: Report
    doc: Doc
    world: World
    references: References
    voices: Voices
    _kept: dict[str, object] = field(default_factory=dict)

    def once(self, key: str, find: "Callable[[Context], T]") -> T:
        """What `find` finds in this report, found once."""
        if key not in self._kept:
            self._kept[key] = find(self)
        return cast("T", self._kept[key])

    @property
    def line_breaks(self) -> list[int]:
        """Where the lines of the report end."""
        return self.once("line breaks", lambda own: breaks_in(own.report.text))

    def spots(self, pattern: re.Pattern[str]) -> Spots:
        """Where in the report a pattern may match."""
        known: dict[re.Pattern[str], Spots] = self.once("spots", lambda _: {})
        if pattern not in known:
            known[pattern] = Spots(needles_of(pattern), self.once("folded", lambda own: fold(own.report.text)))
        return known[pattern]

    def quote(self, span: Span) -> str:
        """The report's own characters at `span`."""
        return span.of(self.report.text)

    def part(self, span: Span) -> SegmentKind:
        """The kind of segment that holds the start of `span`."""
        starts, segments = self.once("segments", _segments)
        k = bisect_right(starts, span.start) - 1
        return SegmentKind(segments[k].kind) if k >= 0 and span.start < segments[k].span.end else SegmentKind.BODY

    def voice(self, span: Span) -> Voice:
        """Who says what stands at `span`."""
        return self.voices.at(span)

    def actors(self, phrases: tuple[Phrase, ...]) -> tuple[ActorRef, ...]:
        """The actors that phrases mean, each once, in order."""
        out: dict[str, ActorRef] = {}
        for phrase in phrases:
            for mention in self.references.resolve(phrase):
                for ref in make_refs(self.references.spoken_for(mention)):
                    out.setdefault(ref.name, ref)
        return tuple(out.values())


def _segments(context: Context) -> tuple[list[int], tuple[Segment, ...]]:
    """Where the segments of the report start, and the segments: they are in order and do not overlap."""
    segments: tuple[Segment, ...] = context.doc._.segments
    return [segment.span.start for segment in segments], segments


def make_refs(mention: Mention) -> tuple[ActorRef, ...]:
    """One reference for each name of a mention."""
    return tuple(
        ActorRef(
            name=name,
            kind=mention.kind,
            span=mention.span,
            by="pack" if mention.by in {"capital", "seat", "adjective", "people"} else mention.by,
            office=mention.office if mention.kind is ActorKind.PERSON else None,
            country=mention.country,
            told=mention.told,
        )
        for name in mention.names
    )
