"""Which of the times in a sentence is an act's own."""

import re
from collections.abc import Collection

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.ontology.claim import When
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import TimeMention
from travaux.reading.lookup import sentence_of, text_of, tokens_at
from travaux.spans import Span

NOT_WHEN = {"duration", "set", "event", "clock", "indefinite"}
_READOUT = re.compile(r"(?:\w{1,40} ){0,2}readout\b", re.IGNORECASE)
_TALKING = frozenset(
    {"speak", "meet", "talk", "host", "hold", "convene", "receive", "call", "travel", "visit", "confer"}
)
_TELLING = frozenset({"say", "announce", "confirm", "report", "state", "declare", "reveal", "claim"})
_ONESELF = frozenset({"it", "they", "he", "she", "we"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BARRIERS = frozenset({"since", "until", "before", "after", "following", "ahead"})
_NEAR = 10
"""How many tokens behind the act a time may stand that the parse hung elsewhere."""
_TRANSPARENT = {"according", "including", "following", "regarding", "concerning"}
"""Verb forms that work as prepositions: "according to a report on Friday"."""


def find_when(context: Context, trigger: Span, clause: Span, *, spoken: bool = False) -> When | None:
    """The time told with an act, or None.

    An act that is done by speaking (`spoken`) also happens when its words are said ("On Monday she said that …").

    It is the time whose verb is the act's own; else one that opens the sentence before coordinated verbs; else one in the
    act's clause that no other clause holds; else that of the clause which it goes with ("on Friday, when …"), or one close
    behind it. A caption's date is that of all it tells.
    """
    tokens = tokens_at(context.doc, trigger.start, trigger.end)
    if tokens is None:
        return None
    root = tokens.root
    saying = _saying_verbs(context, trigger) if spoken else set()
    ranked = [
        (rank, abs(time.span.start - trigger.start), time)
        for time in _times_near(context, root)
        if (rank := rank_time(context, time, root, clause, saying)) is not None
    ]
    if not ranked:
        return _of_caption(context, trigger) or _of_readout(context, root)
    return make_when(context, min(ranked, key=lambda r: r[:2])[2])


def make_when(context: Context, time: TimeMention) -> When:
    """A time as a claim carries it."""
    return When(edtf=time.edtf, words=context.quote(time.span), reading=time.reading, span=time.span, rule=time.rule)


def _times_near(context: Context, root: Token) -> list[TimeMention]:
    sent = sentence_of(root)
    return [
        t for t in context.doc._.times if t.rule not in NOT_WHEN and sent.start_char <= t.span.start < sent.end_char
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


def rank_time(
    context: Context, time: TimeMention, root: Token, clause: Span, saying: Collection[int] = ()
) -> int | None:
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
    if governor in list(own.conjuncts) and governor.i < words.root.i < own.i:
        return 3
    if _is_of_the_moment(own, governor, words.root) or _is_told_of_oneself(own, governor):
        return 3
    return 4 if _follows_closely(root, words) else None


def _is_of_the_moment(own: Token, governor: Token, time: Token) -> bool:
    """Whether the act's clause tells what happened in, or by, what the time dates.

    "On Friday, when the raiders came"; "escalated on Friday, with one side shelling …"; "spoke on Friday, accusing …".
    """
    verb = own.head if own.dep_ == "conj" and own.tag_ == own.head.tag_ else own
    opened = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i}
    outer = verb.head
    if verb.dep_ == "pcomp" and outer.lower_ == "with":
        return governor == outer.head
    if verb.dep_ == "relcl" and opened & {"when", "where"}:
        return outer == time or governor == _verb_of(outer)
    if verb.dep_ == "advcl" and (opened & {"when", "where"} or (verb.tag_ == "VBG" and not opened)):
        return governor == outer
    return False


def _is_told_of_oneself(own: Token, governor: Token) -> bool:
    """ "Said on Monday that it had freed the crew": told of oneself, a deed is as new as the telling."""
    if own.dep_ != "ccomp" or own.head != governor or governor.lemma_.lower() not in _TELLING:
        return False
    done = any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have", "was", "were"} for c in own.children)
    return done and any(c.dep_ == "nsubj" and c.lower_ in _ONESELF for c in own.children)


def _follows_closely(root: Token, words: SpacySpan) -> bool:
    """Whether a time stands close behind the act with nothing told in between, whatever the parse hung it on."""
    if not 0 < words.start - root.i <= _NEAR:
        return False
    between = root.doc[root.i + 1 : words.start]
    return not any(t.tag_ in _FINITE or t.text in {";", ":", "–", "—", '"'} or t.lower_ in _BARRIERS for t in between)


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
            inside = [t for t in context.doc._.times if segment.span.covers(t.span) and t.rule not in NOT_WHEN]
            return make_when(context, inside[-1]) if inside else None
    return None


def _of_readout(context: Context, root: Token) -> When | None:
    """In the readout of one call or meeting, whatever its main verbs tell in the past was said there and then."""
    own = root
    while own.dep_ == "conj" and own.head != own:
        own = own.head
    if own.dep_ != "ROOT" or root.tag_ != "VBD":
        return None
    met = context.once("readout", _find_readout)
    return met if met is not None and met.span is not None and met.span.start < root.idx else None


def _find_readout(context: Context) -> When | None:
    """The time of the talk that a readout tells of, where its first sentences give one."""
    doc = context.doc
    if not _READOUT.match(text_of(doc).lstrip("# *\n")):
        return None
    for time in doc._.times:
        words = tokens_at(doc, time.span.start, time.span.end)
        if time.rule in NOT_WHEN or time.edtf is None or words is None:
            continue
        verb = _verb_of(words.root)
        if verb.lemma_.lower() in _TALKING and verb.tag_ == "VBD":
            return make_when(context, time)
    return None
