"""An attribution while it is being put together, and what the rules share."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.phrases import cut_out
from travaux.reading.lookup import text_of
from travaux.spans import Span, merge_spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One attribution as a rule found it. `anchor` is the token of its cue, or -1 where no word is the cue."""

    anchor: int
    cue: Span | None
    source: Phrase | None
    content: tuple[Span, ...]
    sense: str
    rule: str
    strong: bool = False

    def covers(self, at: int) -> bool:
        """Whether the character `at` stands in the content."""
        return any(span.start <= at < span.end for span in self.content)

    def holds(self, span: Span) -> bool:
        """Whether `span` stands wholly in the content."""
        return any(own.covers(span) for own in self.content)

    def overlaps(self, span: Span) -> bool:
        """Whether the content shares a character with `span`."""
        return any(own.overlaps(span) for own in self.content)

    def with_content(self, spans: tuple[Span, ...]) -> "Draft":
        """The same draft with `spans`, which are sorted, added to its content."""
        if spans[0].start > self.content[-1].end:
            return replace(self, content=(*self.content, *spans))
        return replace(self, content=merge_spans((*self.content, *spans)))


def without_frame(doc: Doc, draft: Draft) -> Draft | None:
    """`draft` with its own cue and source cut out of a content that runs around them ("The talks, he said, failed")."""
    gap = _frame_gap(draft)
    if gap is None:
        return draft
    content = tuple(piece for span in draft.content for piece in cut_out(span, gap, text_of(doc)))
    return replace(draft, content=content) if content else None


def _frame_gap(draft: Draft) -> Span | None:
    if draft.cue is None or not draft.overlaps(draft.cue):
        return None
    source = draft.source.span if draft.source else draft.cue
    close = abs(source.start - draft.cue.end) < 200 and draft.overlaps(source)
    return Span(min(source.start, draft.cue.start), max(source.end, draft.cue.end)) if close else draft.cue
