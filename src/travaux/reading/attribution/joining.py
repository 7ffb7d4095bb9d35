"""From drafts to attributions: quotes hung on their cues, doubles removed, parents found."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from travaux.reading.annotations import AttributionMention
from travaux.reading.attribution.cues import Lexicon
from travaux.reading.attribution.direct import (
    Place,
    draft_after,
    draft_before,
    floating,
    is_speech,
    place_quote,
    signed,
)
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.quotes import Quote
from travaux.reading.lookup import starts_of, text_of
from travaux.spans import Span, merge_spans

_DEEPEST = 12
"""Contents around one place that are looked at; deeper nesting is a parse error."""
_WHOLE = 0.9
_LINKS = frozenset({"", "and", "or", "but", "and that", "and also"})
"""What may stand between two quotes of one speaker ("the talks are over" and "no date is set")."""


@dataclass(slots=True)
class _Board:
    """The drafts of a Doc while quotes are hung on them, one a cue."""

    drafts: dict[int, Draft]
    loose: list[Draft] = field(default_factory=list)

    def put(self, draft: Draft) -> int:
        """Add `draft`, or its content to the draft of the same cue; the key to find it again."""
        if draft.anchor < 0:
            self.loose.append(draft)
            return -len(self.loose)
        known = self.drafts.get(draft.anchor)
        if known is not None and known.source is not None and draft.rule != "colon":
            draft = (
                known.with_content(draft.content)
                if known.rule.startswith(("verb_", "quote", "cue", "paren"))
                else draft
            )
        self.drafts[draft.anchor] = draft
        return draft.anchor

    def get(self, key: int) -> Draft:
        """The draft with this key."""
        return self.drafts[key] if key >= 0 else self.loose[-key - 1]

    def extend(self, key: int, quote: Quote) -> None:
        """Add `quote` to the content of the draft with this key."""
        draft = self.get(key).with_content((quote.span,))
        if key >= 0:
            self.drafts[key] = draft
        else:
            self.loose[-key - 1] = draft


def attach_quotes(
    doc: Doc, lexicon: Lexicon, paragraphs: Sequence[Span], quotes: Sequence[Sequence[Quote]], drafts: Sequence[Draft]
) -> list[Draft]:
    """`drafts` with every spoken quote in the content of its cue, and new ones for quotes without a draft."""
    board = _Board({})
    index = _ContentIndex([(board.put(draft), draft) for draft in drafts])
    starts = starts_of(doc)
    last: tuple[int, int] | None = None
    for paragraph, own in zip(paragraphs, quotes, strict=True):
        for n, quote in enumerate(own):
            floor = own[n - 1].span.end if n else paragraph.start
            ceiling = own[n + 1].span.start if n + 1 < len(own) else paragraph.end
            place = place_quote(doc, starts, quote, floor, ceiling)
            key = _hang(doc, board, index, place, lexicon)
            if key is None and (is_speech(text_of(doc), quote) or floor > paragraph.start):
                key = _go_on(doc, board, quote, last)
                if key is None and is_speech(text_of(doc), quote) and (draft := floating(place, lexicon)) is not None:
                    key = board.put(draft)
            if key is not None:
                last = (key, quote.span.end)
    return [*board.drafts.values(), *board.loose]


class _ContentIndex:
    """Finds the syntactic drafts whose content overlaps a quote."""

    def __init__(self, drafts: Sequence[tuple[int, Draft]]) -> None:
        self._spans = sorted((s.start, s.end, key) for key, draft in drafts for s in draft.content)
        self._starts = [s[0] for s in self._spans]

    def over(self, quote: Quote) -> int | None:
        """The key of the shortest content that overlaps `quote` and does not lie wholly within it."""
        at = bisect_left(self._starts, quote.span.end)
        found = [(end - start, key) for start, end, key in self._spans[max(0, at - 40) : at] if end > quote.span.start]
        return min(found)[1] if found else None


def _hang(doc: Doc, board: _Board, index: _ContentIndex, place: Place, lexicon: Lexicon) -> int | None:
    quote = place.quote
    if is_speech(text_of(doc), quote) and (draft := draft_after(place, lexicon)) is not None:
        return board.put(draft)
    if is_speech(text_of(doc), quote) and (draft := signed(place)) is not None:
        return board.put(draft)
    before = draft_before(place, lexicon) if is_speech(text_of(doc), quote) else None
    if before is not None and _set_off(doc, place, before):
        return board.put(before)
    over = index.over(quote)
    if over is not None:
        if board.get(over).rule == "labelled":
            return over
        if not board.get(over).holds(quote.span):
            board.extend(over, quote)
        return over
    draft = draft_before(place, lexicon)
    return board.put(draft) if draft is not None else None


def _set_off(doc: Doc, place: Place, draft: Draft) -> bool:
    """Whether the cue stands right before the quote, a colon or comma between (", adding: …")."""
    mark = doc[place.first - 1].text if place.first else ""
    return mark in {",", ":"} and draft.rule == "cue_before_quote" and place.first - draft.anchor <= 3


def _go_on(doc: Doc, board: _Board, quote: Quote, last: tuple[int, int] | None) -> int | None:
    """The speaker goes on: a quote right after the cue's sentence, or a quoted paragraph after a quote."""
    if last is None:
        return None
    key, end = last
    gap = text_of(doc)[end : quote.span.start]
    cue = board.get(key).cue
    if len(gap) > 300:
        return None
    between = cue is not None and end <= cue.start < quote.span.start
    if cue is not None and between:
        ends = _sentences(doc, cue.end, quote.span.start)
        joined = (ends == 1 and gap.rstrip()[-1:] in {".", "?", "!", ":"}) or (
            ends == 0 and gap.rstrip()[-1:] in {",", ":", "-", "—", "–"}
        )
    else:
        joined = gap.strip(" \n\t.,;—-") in _LINKS
    if joined:
        board.extend(key, quote)
        return key
    return None


def _sentences(doc: Doc, start: int, end: int) -> int:
    """How many sentences end between the characters `start` and `end`."""
    span = doc.char_span(start, end, alignment_mode="contract")
    return sum(1 for t in span if t.text in {".", "?", "!"}) if span is not None else 0


def settle(doc: Doc, drafts: Sequence[Draft], quotes: Sequence[Quote]) -> tuple[AttributionMention, ...]:
    """The attributions of `drafts` in the order of the text: of those inside another's content only the strong ones."""
    ordered = sorted(drafts, key=lambda d: (d.content[0].start, -d.content[-1].end, d.anchor))
    spans = [q.span for q in quotes]
    kept: list[Draft] = []
    parents: list[int | None] = []
    around: list[int] = []
    for draft in ordered:
        at = draft.cue.start if draft.cue else draft.content[0].start
        around = [i for i in around if kept[i].content[-1].end > draft.content[0].start][-_DEEPEST:]
        outer = [i for i in around if kept[i].covers(at)]
        if outer and (
            not draft.strong or draft.source is None or not (is_named(doc, draft) or draft.sense == "denies")
        ):
            continue
        parents.append(min(outer, key=lambda i: kept[i].content[-1].end) if outer else None)
        around.append(len(kept))
        kept.append(draft)
    return tuple(_mention(d, spans, parent) for d, parent in zip(kept, parents, strict=True))


def is_named(doc: Doc, draft: Draft) -> bool:
    """Whether the source is a name or a noun, not a pronoun."""
    return draft.source is not None and doc[draft.source.head].pos_ in {"NOUN", "PROPN"}


def _mention(draft: Draft, quotes: Sequence[Span], parent: int | None) -> AttributionMention:
    content = merge_spans(draft.content)
    return AttributionMention(
        source=draft.source,
        cue=draft.cue,
        content=content,
        quoted=_quoted(content, quotes),
        sense=draft.sense,
        rule=draft.rule,
        parent=parent,
    )


def _quoted(content: Sequence[Span], quotes: Sequence[Span]) -> str:
    """How much of the content stands in quotation marks, by its characters: nine tenths are the whole."""
    total = sum(len(s) for s in content)
    spoken = 0
    for span in content:
        at = max(0, bisect_left(quotes, Span(span.start, span.start + 1)) - 1)
        while at < len(quotes) and quotes[at].start < span.end:
            spoken += max(0, min(span.end, quotes[at].end) - max(span.start, quotes[at].start))
            at += 1
    if spoken == 0:
        return "indirect"
    return "direct" if spoken >= _WHOLE * total else "mixed"
