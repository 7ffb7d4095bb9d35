"""From tags to attributions: the links between cues, contents and sources, and what the rules add.

A content whose cue was not seen is kept with the nearest source, for readers lose more by a lost statement than by one
without its verb. The model learnt from outermost attributions alone, so those inside a content are the rules'.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from travaux.reading.annotations import AttributionMention, Phrase
from travaux.reading.attribution.cues import load_lexicon
from travaux.reading.attribution.quotes import find_quotes
from travaux.reading.lookup import text_of
from travaux.reading.model.board import Board, Place
from travaux.reading.model.costs import LinkOptions, choose_source, load_link_options, share_out
from travaux.reading.model.tagging import Tagging
from travaux.spans import Span, merge_spans

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
    found = list(_linked(board, options))
    found += _rules_kept(doc._.attributions, found, board, options)
    quotes = tuple(quote.span for passage in _passages(doc) for quote in find_quotes(text_of(doc), passage))
    ordered = sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue.start if a.cue else -1))
    return _with_parents([replace(a, quoted=_quoted(a.content, quotes)) for a in ordered])


def _linked(board: Board, options: LinkOptions) -> Iterator[AttributionMention]:
    owned, rest = share_out(board, options.content)
    for n, cue in enumerate(board.cues):
        if owned[n]:
            source = choose_source(board, n, options.source)
            yield _with_cue(board, n, source, owned[n], options)
        elif (rule := next(iter(board.rules_of(n)), None)) is not None and _is_free(rule.content, board.contents):
            yield replace(rule, cue=cue.span, rule=f"model+{rule.rule}", parent=None)
    yield from _without_cue(board, rest, options)


def _with_cue(
    board: Board, n: int, source: Place | None, contents: Sequence[Place], options: LinkOptions
) -> AttributionMention:
    cue = board.cues[n]
    rule = next(iter(board.rules_of(n)), None)
    phrase = Phrase(span=source.span, head=source.head.i) if source is not None else None
    if phrase is None and rule is not None and options.rule_source:
        phrase = rule.source
    return AttributionMention(
        source=phrase,
        cue=cue.span,
        content=merge_spans(span for place in contents for span in place.spans),
        quoted="",
        sense=rule.sense if rule is not None else _sense(cue),
        rule="model" if rule is None else f"model+{rule.rule}",
    )


def _sense(cue: Place) -> str:
    """What the cue does, by the lexicon; a word that it lacks says."""
    known = load_lexicon().verb(cue.head) or load_lexicon().nominal(cue.head)
    return known.sense if known is not None else "says"


def _without_cue(board: Board, rest: Sequence[Place], options: LinkOptions) -> Iterator[AttributionMention]:
    """Contents that no cue took, those of one sentence together."""
    groups: dict[int, list[Place]] = {}
    for place in rest:
        if place.tag.score >= options.lone_score:
            groups.setdefault(place.sentence, []).append(place)
    for places in groups.values():
        content = merge_spans(span for place in places for span in place.spans)
        rule = board.rule_over(content)
        source = board.nearest_source(content, options.lone_reach)
        phrase = Phrase(span=source.span, head=source.head.i) if source is not None else None
        if rule is not None:
            yield replace(rule, content=content, rule=f"model+{rule.rule}", parent=None)
        elif phrase is not None:
            yield AttributionMention(
                source=phrase, cue=None, content=content, quoted="", sense="says", rule="model_without_cue"
            )


def _is_free(content: Sequence[Span], contents: Sequence[Place]) -> bool:
    """Whether no tagged content shares a character with `content`."""
    starts = [place.span.start for place in contents]
    return not any(
        place.span.overlaps(span)
        for span in content
        for place in contents[max(0, bisect_left(starts, span.start) - 1) : bisect_right(starts, span.end)]
    )


def _rules_kept(
    rules: Sequence[AttributionMention], found: Sequence[AttributionMention], board: Board, options: LinkOptions
) -> Iterator[AttributionMention]:
    """The rules' attributions that the model says nothing against."""
    spans = sorted((s.start, s.end) for a in found for s in a.content)
    starts = [start for start, _ in spans]
    for rule in rules:
        if rule.cue is None or board.cue_over(rule.cue) is not None:
            continue
        inside = [
            spans[k] for s in rule.content if (k := bisect_right(starts, s.start) - 1) >= 0 and spans[k][1] >= s.end
        ]
        if len(inside) == len(rule.content):
            at = bisect_right(starts, rule.cue.start) - 1
            if at >= 0 and spans[at][1] >= rule.cue.end and board.is_named(rule) and _is_plain(rule, options):
                yield replace(rule, parent=None)
        elif rule.rule in options.alone and _is_free((*rule.content, rule.cue), board.contents):
            yield replace(rule, parent=None)


def _is_plain(rule: AttributionMention, options: LinkOptions) -> bool:
    """Whether an attribution inside another's words is one of plain saying ("the outlet said that the envoy denied …")."""
    return rule.rule in options.nested and rule.sense in options.senses


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
