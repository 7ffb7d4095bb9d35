"""What every coder needs of one report: its Doc, references, voices, and how to ground a span."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from spacy.tokens import Doc

from travaux.coding.voices import Voices
from travaux.ontology.claim import ActorRef, Voice
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind, SegmentKind
from travaux.packs.world import World
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.mentions.references import References
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

    def quote(self, span: Span) -> str:
        """The report's own characters at `span`."""
        return span.of(self.report.text)

    def part(self, span: Span) -> SegmentKind:
        """The kind of segment that holds the start of `span`."""
        for segment in self.doc._.segments:
            if segment.span.start <= span.start < segment.span.end:
                return SegmentKind(segment.kind)
        return SegmentKind.BODY

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
