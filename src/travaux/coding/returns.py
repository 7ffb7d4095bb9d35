"""What one side does in return for what the other does: "Oslo would open the port. In return, Lima will free the crews"."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.phases import Phases
from travaux.ontology.claim import ActorRef, Exchange
from travaux.ontology.vocabulary import Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span, trim

_CUE = re.compile(r"\bin (?:return|exchange)\b(?!\s+for\b)", re.IGNORECASE)
_OF_A_THING = re.compile(r"\b(?:nothing|something|anything|little|much|what\b[^,.;]*)\s+$", re.IGNORECASE)
"""What stands before the cue where no deed is told: "asked for nothing in return"."""
_JOINT = re.compile(r", (?:and|while|but) |; | while ")
_MODALS = frozenset({"would", "will", "shall", "could", "'ll", "’ll"})
_BINDING = frozenset({"pledge", "promise", "agree", "undertake", "offer", "commit", "propose", "vow"})
_WANTING = frozenset({"want", "expect", "demand", "seek", "get", "receive"})
_HANDING = frozenset({"free", "release", "return", "surrender", "deliver", "hand", "swap", "give"})
_TOLD_BY = re.compile(r", according to\b")
_LONGEST = 300
"""Characters of a clause that still says one thing."""


def find_returned(context: Context, phases: Phases) -> Iterator[Exchange]:
    """One exchange for each "in return" that follows a deed or a pledge with another."""
    spots, text = context.spots(_CUE), context.report.text
    if not spots.within(0, len(text)):
        return
    before: SpacySpan | None = None
    for sent in context.doc.sents:
        if not sent.text.strip():
            continue
        found = _CUE.search(sent.text) if spots.within(sent.start_char, sent.end_char) else None
        if found is not None and not sent.text.rstrip(" ”\"'’").endswith("?"):
            claim = _pair(context, sent, found, before, phases)
            if claim is not None:
                yield claim
        before = sent


def _pair(
    context: Context, sent: SpacySpan, found: re.Match[str], before: SpacySpan | None, phases: Phases
) -> Exchange | None:
    text = sent.text
    if _OF_A_THING.search(text[: found.start()]):
        return None
    joints = [m for m in _JOINT.finditer(text) if m.end() <= found.start()]
    if joints:
        start = joints[-2].end() if len(joints) > 1 else 0
        first = _clause(context, sent.start_char + start, sent.start_char + joints[-1].start())
    else:
        first = _clause(context, before.start_char, before.end_char) if before is not None else None
    begin = joints[-1].end() if joints else 0
    stop = text.find(";", found.end())
    second = _clause(context, sent.start_char + begin, sent.start_char + (stop if stop > 0 else len(text)))
    if first is None or second is None or not (_binds(context, first) and _binds(context, second, _WANTING)):
        return None
    span = Span(first.start, second.end)
    return Exchange(
        **ground(context, span, "exchange-returned") | {"modality": Modality.HYPOTHETICAL},
        gives=context.quote(first),
        gives_span=first,
        gets=context.quote(second),
        gets_span=second,
        phase=phase_near(context, phases, span),
    )


def find_fronted(context: Context, sent: SpacySpan, found: re.Match[str], phases: Phases) -> Exchange | None:
    """ "In exchange for the captured crews, Lima would lift the embargo": the deed stands behind what it is for."""
    if sent.text[: found.start()].strip(" —–-,“\"'\n"):
        return None
    opening = next((t for t in sent if t.idx >= sent.start_char + found.start()), None)
    verb = opening.head if opening is not None else None
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None) if verb is not None else None
    if verb is None or subject is None or verb.pos_ not in {"VERB", "AUX"} or subject.i < (opening.i if opening else 0):
        return None
    begin = subject.left_edge.idx
    gets = trim(context.report.text, sent.start_char + found.end(), begin, drop=' ,;“”"\n')
    gives = _clause(context, begin, sent.end_char)
    if gets is None or gives is None or not _binds(context, gives) or len(gets.of(context.report.text)) > _LONGEST:
        return None
    return Exchange(
        **ground(context, Span(gets.start, gives.end), "exchange-fronted") | {"modality": Modality.HYPOTHETICAL},
        gives=context.quote(gives),
        gives_span=gives,
        gets=context.quote(gets),
        gets_span=gets,
        phase=phase_near(context, phases, gives),
    )


def _clause(context: Context, start: int, end: int) -> Span | None:
    """From the subject to the end, without "in return" at either end."""
    span = trim(context.report.text, start, end, drop=' ,;.“”"\n')
    tokens = tokens_at(context.doc, span.start, span.end) if span is not None else None
    if span is None or tokens is None:
        return None
    verb = next((t for t in tokens if _is_binding(t, frozenset())), None)
    subject = _subject_of(verb) if verb is not None else None
    begin = subject.left_edge.idx if subject is not None and subject.left_edge.idx >= span.start else span.start
    words = context.report.text[begin : span.end]
    lead = _CUE.match(words)
    begin += lead.end() if lead is not None else 0
    last = [m for m in _CUE.finditer(context.report.text, begin, span.end) if m.end() == span.end]
    told_by = _TOLD_BY.search(context.report.text, begin, span.end)
    stop = last[0].start() if last else told_by.start() if told_by is not None else span.end
    whole = trim(context.report.text, begin, stop, drop=' ,;.“”"\n')
    return whole if whole is not None and whole.end - whole.start <= _LONGEST else None


def _binds(context: Context, span: Span, more: frozenset[str] = frozenset()) -> bool:
    """Whether a clause tells what somebody will do or pledges, with a subject of its own."""
    tokens = tokens_at(context.doc, span.start, span.end)
    return any(_is_binding(t, more) for t in tokens or ())


def _is_binding(token: Token, more: frozenset[str]) -> bool:
    if token.tag_ == "MD" and token.lower_ in _MODALS:
        return not any(c.dep_ == "neg" for c in token.head.children)
    return token.pos_ == "VERB" and token.lemma_.lower() in _BINDING | more


def _subject_of(token: Token) -> Token | None:
    verb = token.head if token.tag_ == "MD" else token
    while verb.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts) and verb.head != verb:
        verb = verb.head
    return next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)


def find_doer(context: Context, side: Span) -> tuple[ActorRef, ...]:
    """Who does what one side of an exchange names: the subject of its verb, or of the verb that it hangs on.

    Who is given is no giver ("for every officer freed"); "each sailor that Oslo frees" is given by Oslo.
    """
    tokens = tokens_at(context.doc, side.start, side.end)
    seen = tokens.root if tokens is not None else None
    freeing = [c for c in seen.rights if c.dep_ == "relcl" and c.lemma_.lower() in _HANDING] if seen is not None else []
    seen = freeing[0] if freeing else seen
    given = seen
    for _ in range(4):
        if seen is None:
            return ()
        if seen.pos_ in {"VERB", "AUX"}:
            subject = next((c for c in seen.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if subject is not None and subject == given:
                return ()
            if subject is not None:
                return _actors(context, subject) if subject.dep_ == "nsubj" else ()
        seen = seen.head if seen.head != seen else None
    return ()


def _actors(context: Context, subject: Token) -> tuple[ActorRef, ...]:
    heads = (subject, *subject.conjuncts)
    return context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))


def phase_near(context: Context, phases: Phases, span: Span) -> int | None:
    """The phase under which a span starts."""
    first = next((t.i for t in context.doc if t.idx >= span.start), None)
    return phases.at(first) if first is not None else None
