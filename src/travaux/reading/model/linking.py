"""From tags to attributions: the links between cues, contents and sources, and what the rules add.

A content whose cue was not seen is kept with the nearest source, for readers lose more by a lost statement than by one
without its verb. The model learnt from outermost attributions alone, so those inside a content are the rules'.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from travaux.reading.acts.syntax import VERBS
from travaux.reading.annotations import AttributionMention, Phrase
from travaux.reading.attribution.adjuncts import MEASURES
from travaux.reading.attribution.cues import load_lexicon
from travaux.reading.attribution.phrases import phrase_of
from travaux.reading.attribution.quotes import find_quotes
from travaux.reading.attribution.sources import find_source
from travaux.reading.lookup import text_of
from travaux.reading.model.board import Board, Place, shared_part
from travaux.reading.model.costs import LinkOptions, choose_source, load_link_options, share_out
from travaux.reading.model.tagging import Tagging
from travaux.spans import Span, merge_spans

_ALONE = frozenset({"model", "model_without_cue"})
"""The rules of attributions that the model alone has found."""
_NAMING = frozenset({"NOUN", "PROPN"})
_WHOLE = 0.9
"""The part of a content in quotation marks that makes it direct speech."""


def link_attributions(doc: Doc, tagging: Tagging, options: LinkOptions | None = None) -> tuple[AttributionMention, ...]:
    """The attributions of `doc`, in the order of the text, the outer before the inner.

    Args:
        doc: a parsed Doc; what the rules found stands in `doc._.attributions`, as evidence and for what the model misses.
        tagging: what the model says of it.
        options: what links cost, by default as shipped.
    """
    options = options or load_link_options()
    board = Board(doc, tagging)
    quotes = tuple(quote.span for passage in _passages(doc) for quote in find_quotes(text_of(doc), passage))
    linked = list(_linked(board, quotes, options))
    found = list(_settle(linked, list(_rules_kept(doc._.attributions, linked)), options))
    ordered = sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue.start if a.cue else -1))
    return _with_parents([replace(a, quoted=_quoted(a.content, quotes)) for a in ordered])


def _linked(board: Board, quotes: Sequence[Span], options: LinkOptions) -> Iterator[AttributionMention]:
    owned, rest = share_out(board, options.content)
    for n in range(len(board.cues)):
        if owned[n] and (board.rules_of(n) or _is_sure(owned[n], options)):
            source = choose_source(board, n, options.source)
            if source is not None and source.head.lemma_.lower() in MEASURES:
                continue
            yield _with_cue(board, n, source, owned[n], options)
    yield from _without_cue(board, rest, quotes, options)


def _is_sure(contents: Sequence[Place], options: LinkOptions) -> bool:
    """Whether the model's word alone is enough: stretches of a word or two, and unsure ones, are mostly no contents."""
    words = sum(1 for place in contents for t in place.tokens if not t.is_punct)
    return words >= options.sole_words and max(place.tag.score for place in contents) >= options.sole_score


def _with_cue(
    board: Board, n: int, source: Place | None, contents: Sequence[Place], options: LinkOptions
) -> AttributionMention:
    cue = board.cues[n]
    content = merge_spans(span for place in contents for span in place.spans)
    rules = board.rules_of(n)
    rule = max(rules, key=lambda own: shared_part(own.content, content), default=None)
    phrase = _whole_phrase(source, cue) if source is not None else None
    if rule is None:
        phrase = phrase or _subject(cue)
        return AttributionMention(
            source=phrase, cue=cue.span, content=content, quoted="", sense=_sense(cue), rule="model", tagged=True
        )
    return AttributionMention(
        source=rule.source or phrase,
        cue=rule.cue if rule.cue is not None and rule.cue.covers(cue.span) else cue.span,
        content=rule.content if _gives_way(content, rule.content, options) else content,
        quoted="",
        sense=rule.sense,
        rule=rule.rule,
        tagged=True,
    )


def _gives_way(content: Sequence[Span], whole: Sequence[Span], options: LinkOptions) -> bool:
    """Whether a tagged content is a scrap of what a rule reads, or all but the same.

    The model loses the thread at names that it never met.
    """
    if shared_part(content, whole) >= options.alike:
        return True
    return sum(map(len, content)) < options.fragment * sum(map(len, whole))


def _subject(cue: Place) -> Phrase | None:
    """Who says it by the grammar alone; a relative pronoun or a word of the cue itself is nobody."""
    found = find_source(cue.head) if cue.head.pos_ in VERBS else None
    return found if found is not None and not found.span.overlaps(cue.span) else None


def _whole_phrase(source: Place, cue: Place) -> Phrase:
    """The noun phrase of a tagged source: the model often sees a part of a name that it never met."""
    found = phrase_of(source.head) if source.head.pos_ in _NAMING else None
    if found is None or not found.span.covers(source.span) or found.span.overlaps(cue.span):
        return Phrase(span=source.span, head=source.head.i)
    return found


def _sense(cue: Place) -> str:
    """What the cue does: a colon says, a word does what the lexicon knows.

    One that it lacks, and one that is denied ("has not commented"), say nothing.
    """
    if not cue.head.is_alpha:
        return "says"
    known = load_lexicon().verb(cue.head) or load_lexicon().nominal(cue.head)
    if known is None or any(t.dep_ == "neg" for t in cue.head.children):
        return "acts"
    return known.sense


def _without_cue(
    board: Board, rest: Sequence[Place], quotes: Sequence[Span], options: LinkOptions
) -> Iterator[AttributionMention]:
    """Contents that no cue took, those of one sentence together: direct speech, and what a rule reads too."""
    groups: dict[int, list[Place]] = {}
    for place in rest:
        if place.tag.score >= options.lone_score:
            groups.setdefault(place.begins, []).append(place)
    for places in groups.values():
        content = merge_spans(span for place in places for span in place.spans)
        rule = board.rule_over(content)
        if rule is not None:
            yield replace(rule, content=content, parent=None, tagged=True)
        elif _quoted(content, quotes) == "direct":
            source = board.signature(content) or board.nearest_source(content, options.lone_reach)
            if source is not None:
                phrase = Phrase(span=source.span, head=source.head.i)
                yield AttributionMention(
                    source=phrase,
                    cue=None,
                    content=content,
                    quoted="",
                    sense="says",
                    rule="model_without_cue",
                    tagged=True,
                )


def _rules_kept(
    rules: Sequence[AttributionMention], found: Sequence[AttributionMention]
) -> Iterator[AttributionMention]:
    """The rules' attributions whose cue is in no link."""
    cues = sorted((a.cue.start, a.cue.end) for a in found if a.cue is not None)
    for rule in rules:
        if rule.cue is not None:
            at = bisect_left(cues, (rule.cue.end, 0)) - 1
            if at >= 0 and cues[at][1] > rule.cue.start:
                continue
        yield replace(rule, parent=None)


def _settle(
    linked: Sequence[AttributionMention], kept: Sequence[AttributionMention], options: LinkOptions
) -> Iterator[AttributionMention]:
    """All, but for what the model alone has linked inside the words that a rule gives to somebody else."""
    starts = sorted((a.content[0].start, a.content[-1].end, n) for n, a in enumerate(kept))
    longest = max((end - start for start, end, _ in starts), default=0)
    for own in linked:
        if own.rule in _ALONE:
            first = bisect_left(starts, (own.content[0].start - longest, 0, 0))
            last = bisect_left(starts, (own.content[-1].end, 0, 0))
            if any(_overlap(own.content, kept[n].content) >= options.same for _, _, n in starts[first:last]):
                continue
        yield own
    yield from kept


def _overlap(first: Sequence[Span], second: Sequence[Span]) -> float:
    """The part of the first content that the second has too."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)
    return shared / max(1, sum(map(len, first)))


def _with_parents(ordered: Sequence[AttributionMention]) -> tuple[AttributionMention, ...]:
    """The same, each with the index of the shortest content around it."""
    out: list[AttributionMention] = []
    around: list[int] = []
    for n, attribution in enumerate(ordered):
        at = attribution.cue or attribution.content[0]
        around = [i for i in around if ordered[i].content[-1].end > attribution.content[0].start]
        outer = [i for i in around if any(span.covers(at) for span in ordered[i].content)]
        parent = min(outer, key=lambda i: sum(map(len, ordered[i].content)), default=None)
        out.append(replace(attribution, parent=parent))
        around.append(n)
    return tuple(out)


def _passages(doc: Doc) -> Iterator[Span]:
    segments = [segment.span for segment in doc._.segments if segment.coded]
    if doc._.segments:
        yield from segments
    elif text_of(doc).strip():
        yield Span(0, len(text_of(doc)))


def _quoted(content: Sequence[Span], quotes: Sequence[Span]) -> str:
    """How much of the content stands in quotation marks, by its characters."""
    ends = [quote.end for quote in quotes]
    spoken = 0
    for span in content:
        at = bisect_right(ends, span.start)
        while at < len(quotes) and quotes[at].start < span.end:
            spoken += min(span.end, quotes[at].end) - max(span.start, quotes[at].start)
            at += 1
    if spoken == 0:
        return "indirect"
    return "direct" if spoken >= _WHOLE * sum(map(len, content)) else "mixed"
