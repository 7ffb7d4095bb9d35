"""Which of the times in a sentence is an act's own."""

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.ontology.claim import When
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import TimeMention
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

_NOT_WHEN = {"duration", "set", "event", "clock", "indefinite"}
_TRANSPARENT = {"according", "including", "following", "regarding", "concerning"}
"""Verb forms that work as prepositions: "according to a report on Friday"."""


def find_when(context: Context, trigger: Span, clause: Span, *, spoken: bool = False) -> When | None:
    """The time told with an act, or None.

    An act that is done by speaking (`spoken`) also happens when its words are said ("On Monday she said that …").

    It is the time whose verb is the act's own; else one that opens the sentence before coordinated verbs; else one in the
    act's clause that no other clause holds. A caption's date is that of all it tells.
    """
    tokens = tokens_at(context.doc, trigger.start, trigger.end)
    if tokens is None:
        return None
    root = tokens.root
    saying = _saying_verbs(context, trigger) if spoken else set()
    ranked = [
        (rank, abs(time.span.start - trigger.start), time)
        for time in _times_near(context, root)
        if (rank := _rank(context, time, root, clause, saying)) is not None
    ]
    if not ranked:
        return _of_caption(context, trigger)
    return make_when(context, min(ranked, key=lambda r: r[:2])[2])


def make_when(context: Context, time: TimeMention) -> When:
    """A time as a claim carries it."""
    return When(edtf=time.edtf, words=context.quote(time.span), reading=time.reading, span=time.span, rule=time.rule)


def _times_near(context: Context, root: Token) -> list[TimeMention]:
    sent = sentence_of(root)
    return [
        t for t in context.doc._.times if t.rule not in _NOT_WHEN and sent.start_char <= t.span.start < sent.end_char
    ]


def _saying_verbs(context: Context, trigger: Span) -> set[int]:
    """The verbs of the cues by which the words around the trigger are said."""
    out = set()
    for i in context.voices.covering(trigger)[:1]:
        cue = context.voices.attributions[i].cue
        tokens = tokens_at(context.doc, cue.start, cue.end) if cue else None
        if tokens is not None:
            out.add(_verb_of(tokens.root).i)
    return out


def _rank(context: Context, time: TimeMention, root: Token, clause: Span, saying: set[int]) -> int | None:
    """How closely a time belongs to the act; None where it belongs to another."""
    words = tokens_at(context.doc, time.span.start, time.span.end)
    if words is None:
        return None
    own = _verb_of(root)
    governor = _verb_of(words.root, stop=root.i)
    if governor.i in {root.i, own.i}:
        return 0
    if governor in list(own.conjuncts) and words.root.i < min(own.i, governor.i):
        return 1
    if (own.dep_ == "xcomp" and governor == own.head) or governor.i in saying:
        return 1
    if clause.covers(time.span) and not _under_other_clause(words.root, root, own):
        return 2
    return None


def _verb_of(token: Token, stop: int = -1) -> Token:
    """The verb that governs a token, itself included; a noun that is the act itself stops the way up."""
    while token.head != token:
        if token.i == stop or (
            token.pos_ in {"VERB", "AUX"} and token.lower_ not in _TRANSPARENT and token.dep_ != "amod"
        ):
            return token
        token = token.head
    return token


def _under_other_clause(time: Token, root: Token, own: Token) -> bool:
    """Whether a relative, adverbial or reported clause without the act stands between the time and the act's verb."""
    inside = {root.i, *(t.i for t in root.ancestors)}
    for token in (time, *time.ancestors):
        if token.i in inside or token == own:
            return False
        if token.dep_ in {"relcl", "advcl", "ccomp", "acl", "csubj"}:
            return True
    return True


def _of_caption(context: Context, trigger: Span) -> When | None:
    """ "… in Oslo. March 3, 2021 (credit: …)": the one day that a caption gives."""
    for segment in context.doc._.segments:
        if segment.kind == SegmentKind.CAPTION and segment.span.covers(trigger):
            inside = [t for t in context.doc._.times if segment.span.covers(t.span) and t.rule not in _NOT_WHEN]
            return make_when(context, inside[-1]) if inside else None
    return None
