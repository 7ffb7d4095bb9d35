"""Stretches of words as character spans: phrases of the parse, cues with their auxiliaries, gaps cut out.

Every function costs no more than the stretch it returns; none walks a subtree token by token.
"""

from spacy.tokens import Doc, Token

from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_edges, text_of
from travaux.spans import Span, trim

EDGE = " ,;:-–—.\t\n…"
LONGEST_SENTENCE = 400
"""Tokens; what is longer is a table or a list, whose parse means nothing."""
_HIGHEST = 60
_CUE_PARTS = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_RELATIVES = frozenset({"relcl", "acl", "appos"})


def char_span(doc: Doc, first: int, last: int) -> Span | None:
    """The characters from token `first` to token `last` inclusive, without punctuation at the edges."""
    if last < first:
        return None
    end = doc[last].idx + len(doc[last])
    return trim(text_of(doc), doc[first].idx, end, EDGE)


def phrase_of(token: Token) -> Phrase | None:
    """The phrase that `token` heads, up to a relative clause or a parenthesis set off by a comma or a dash."""
    first, last = token.left_edge.i, token.right_edge.i
    for child in token.rights:
        if child.dep_ in _RELATIVES and child.dep_ != "appos" and _set_off(child):
            last = min(last, child.left_edge.i - 1)
            break
    span = char_span(token.doc, first, last)
    return Phrase(span=span, head=token.i) if span else None


def _set_off(token: Token) -> bool:
    first = token.left_edge.i
    return first > 0 and token.doc[first - 1].text in {",", "(", "-", "–", "—", "--"}


def cue_span(verb: Token) -> Span:
    """The verb with the auxiliaries, negation, adverbs and particle that touch it ("has repeatedly said")."""
    doc = verb.doc
    parts = {c.i for c in verb.children if c.dep_ in _CUE_PARTS and c.n_lefts + c.n_rights == 0}
    first = last = verb.i
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts and doc[last + 1].dep_ == "prt":
        last += 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def cut_out(span: Span, gap: Span, text: str) -> tuple[Span, ...]:
    """`span` without `gap`, each piece trimmed; the whole span where they do not overlap."""
    if not span.overlaps(gap):
        return (span,)
    pieces = (
        trim(text, span.start, min(span.end, gap.start), EDGE),
        trim(text, max(span.start, gap.end), span.end, EDGE),
    )
    return tuple(p for p in pieces if p)


def clip(span: Span, limits: Span, text: str) -> Span | None:
    """The part of `span` inside `limits`, trimmed."""
    start, end = max(span.start, limits.start), min(span.end, limits.end)
    return trim(text, start, end, EDGE + "\"'") if start < end else None


def sentence_of(token: Token) -> range:
    """The token indices of the sentence of `token`, cut off at the longest that is read."""
    start, end = sentence_edges(token)
    first = max(start, token.i - LONGEST_SENTENCE - 1)
    return range(first, min(end, max(token.i, first + LONGEST_SENTENCE) + 1))


def root_of(token: Token) -> Token:
    """The root of the sentence of `token`, or the highest word that is found in a reasonable climb."""
    for _ in range(_HIGHEST):
        if token.head.i == token.i:
            break
        token = token.head
    return token
