"""The component `travaux_attribution`: every rule's drafts, joined, ordered and put on the Doc."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from travaux.reading.annotations import AttributionMention
from travaux.reading.attribution.adjuncts import find_adjuncts
from travaux.reading.attribution.cues import Lexicon, load_lexicon
from travaux.reading.attribution.denials import find_denials
from travaux.reading.attribution.direct import is_speech
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.joining import attach_quotes, is_named, settle
from travaux.reading.attribution.leads import find_leads
from travaux.reading.attribution.phrases import clip
from travaux.reading.attribution.quotes import Quote, find_quotes
from travaux.reading.attribution.verbs import find_verbal
from travaux.reading.lookup import text_of
from travaux.spans import Span


@Language.component("travaux_attribution")
def add_attributions(doc: Doc) -> Doc:
    """Write `doc._.attributions`."""
    doc._.attributions = find_attributions(doc)
    return doc


def find_attributions(doc: Doc) -> tuple[AttributionMention, ...]:
    """Who says what in `doc`, in the order of the text, the outer before the inner."""
    lexicon = load_lexicon()
    paragraphs = tuple(_paragraphs(doc))
    quotes = tuple(find_quotes(text_of(doc), span) for span in paragraphs)
    every = tuple(quote for own in quotes for quote in own)
    spoken = _Spoken(doc, every)
    denials = list(find_denials(doc, spoken))
    denied = {d.anchor for d in denials}
    verbal = (_own_source(d, doc, spoken) for d in find_verbal(doc, lexicon, spoken) if d.anchor not in denied)
    claimed = {d.content: d.source for d in denials}
    verbal = (d for d in verbal if d.content not in claimed or d.source not in {None, claimed[d.content]})
    drafts = [*denials, *verbal, *find_adjuncts(doc, spoken), *find_leads(doc, lexicon)]
    drafts = attach_quotes(doc, lexicon, paragraphs, quotes, drafts)
    return settle(doc, [*drafts, *_inner(doc, lexicon, spoken)], every)


def _own_source(draft: Draft, doc: Doc, spoken: "_Spoken") -> Draft:
    """`draft` without a source inside quoted words, which the parse took for the subject of a verb outside them."""
    if draft.source is not None and spoken(doc[draft.source.head]) and not spoken(doc[max(0, draft.anchor)]):
        return replace(draft, source=None)
    return draft


def _inner(doc: Doc, lexicon: Lexicon, spoken: "_Spoken") -> Iterator[Draft]:
    """What a quoted speaker says that others, whom they name, said."""
    for draft in find_verbal(doc, lexicon, lambda token: not spoken(token)):
        quote = spoken.quote_at(doc[draft.anchor].idx)
        if quote is not None and draft.strong and is_named(doc, draft):
            content = tuple(s for s in (clip(span, quote, text_of(doc)) for span in draft.content) if s)
            if content:
                yield replace(draft, content=content)


def _paragraphs(doc: Doc) -> Iterator[Span]:
    segments = [s.span for s in doc._.segments if s.coded]
    if segments or doc._.segments:
        yield from segments
    elif text_of(doc).strip():
        yield Span(0, len(text_of(doc)))


class _Spoken:
    """Tells whether a token stands inside quoted speech, whose own verbs are the speaker's."""

    def __init__(self, doc: Doc, quotes: tuple[Quote, ...]) -> None:
        self._quotes = [q.span for q in quotes if is_speech(text_of(doc), q)]
        self._starts = [q.start for q in self._quotes]

    def __call__(self, token: Token) -> bool:
        return self.quote_at(token.idx) is not None

    def quote_at(self, at: int) -> Span | None:
        """The spoken quote around the character `at`."""
        k = bisect_right(self._starts, at) - 1
        return self._quotes[k] if k >= 0 and at < self._quotes[k].end else None
