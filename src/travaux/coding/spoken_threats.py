"""Threats told without a word for it: in direct speech ("if they come, we will close the port"), or by refusing to go on."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides
from travaux.coding.tellers import doer_of
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Leverage, Voice
from travaux.ontology.vocabulary import ActorKind, LeverageKind, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_OWN = frozenset({"i", "we"})
_WILL = frozenset({"will", "’ll", "'ll", "wo", "shall"})
_ANSWERING = frozenset({"respond", "answer", "act", "react", "take", "back", "use", "continue", "resume", "keep"})
_FORCE = frozenset(
    {"force", "arms", "attack", "fight", "fighting", "strike", "offensive", "war", "measure", "action", "operation"}
)
_GOING_ON = frozenset(
    {"return", "negotiate", "talk", "continue", "resume", "go", "attend", "participate", "sit", "take", "come", "meet"}
)
_TALKS = frozenset(
    {"talk", "negotiation", "negotiate", "table", "dialogue", "process", "round", "meeting", "mediation", "conference"}
)
_REFUSING = frozenset({"refuse", "decline"})
_KEEPING_ON = frozenset({"keep", "continue", "carry", "fight", "go", "press"})
_FIGHTING = frozenset({"fight", "fighting", "strike", "attack", "war"})
_UNLESS = frozenset({"unless", "until", "till"})
_LONGEST = 260


def find_warnings(context: Context, table: Table) -> Iterator[Leverage]:
    """One threat for each such clause; who is threatened is left open."""
    for i, pos in enumerate(columns_of(context.doc).pos):
        if pos != "VERB":
            continue
        token = context.doc[i]
        ways = (_of_speech, _of_refusal, _of_fighting_on, _of_right)
        told = next((found for way in ways if (found := way(context, token)) is not None), None)
        if told is None:
            continue
        by, span, condition = told
        by = tuple(a for a in name_sides(context, table, by) if a.by != "words" or table.holds(a))
        if by and span.end - span.start <= _LONGEST:
            yield Leverage(
                **ground(context, span, "leverage-warned") | {"modality": Modality.ASSERTED},
                by=by,
                type=LeverageKind.THREAT,
                content=context.quote(span),
                content_span=span,
                condition=condition,
            )


_Told = tuple[tuple[ActorRef, ...], Span, str | None]


def _of_speech(context: Context, verb: Token) -> _Told | None:
    """ "If they attack, we will close the strait": in the words of one who is named."""
    over = verb.head if verb.dep_ == "xcomp" and verb.head.lower_ == "going" else verb
    subject = next((c for c in over.lefts if c.dep_ == "nsubj"), None)
    modal = next((c for c in over.lefts if c.dep_ == "aux" and (c.lower_ in _WILL or over is not verb)), None)
    if subject is None or modal is None or any(c.dep_ == "neg" for c in verb.lefts):
        return None
    voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
    if subject.lower_ not in _OWN and not _is_of_speaker(context, subject, voice):
        return None
    words = load_bargaining_words()
    inside = {t.lemma_.lower() for t in verb.subtree}
    leaves = verb.lemma_.lower() in {"back", "walk"} and any(c.lower_ in {"away", "out"} for c in verb.rights)
    harms = (
        leaves
        or verb.lemma_.lower() in words.harming
        or (verb.lemma_.lower() in _ANSWERING and inside & (_FORCE | words.returned))
    )
    clause = _condition(over, {"if", *_UNLESS})
    if not harms or clause is None or not voice.speaker:
        return None
    end = max((t for t in over.subtree if t not in set(clause.subtree)), key=lambda t: t.i)
    span = trim(context.report.text, subject.idx, end.idx + len(end), drop=' ,;.“”"')
    return (
        ((ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),), span, _words(context, clause))
        if span
        else None
    )


def _is_of_speaker(context: Context, subject: Token, voice: Voice) -> bool:
    """ "Fiji will answer if it is hit," says its general: the state, or the army, for which the one who speaks acts."""
    entry = context.world.entries.get(voice.speaker or "")
    own = {n for n in (voice.speaker, voice.on_behalf_of, entry.country if entry is not None else None) if n}
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    sides = tuple(a for a in found if a.kind is not ActorKind.PERSON and a.by not in {"words", "pronoun"})
    return bool(sides) and all({a.name, a.country} & own for a in sides)


def _of_refusal(context: Context, verb: Token) -> _Told | None:
    """ "Refuses to go on with the talks unless …", "will not return to the table until …"."""
    if verb.lemma_.lower() not in _GOING_ON or not _TALKS & {
        verb.lemma_.lower(),
        *(t.lemma_.lower() for t in verb.subtree),
    }:
        return None
    top = verb
    while top.dep_ == "xcomp" and top.head.pos_ == "VERB":
        top = top.head
    modal = any(c.tag_ == "MD" and c.lower_ in _WILL | {"would"} for c in top.lefts)
    denied = modal and any(c.dep_ == "neg" for c in top.lefts)
    refused = top.lemma_.lower() in _REFUSING and not any(c.dep_ == "neg" for c in top.lefts)
    clause = _condition(top, _UNLESS) or _condition(verb, _UNLESS) or _but_for(verb)
    subject = next((c for c in top.lefts if c.dep_ == "nsubj"), None)
    if not (denied or refused) or clause is None or subject is None:
        return None
    if subject.lower_ in _OWN:
        voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
        by: tuple[ActorRef, ...] = (
            (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),) if voice.speaker else ()
        )
    else:
        by = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    end = clause.right_edge
    span = trim(context.report.text, subject.left_edge.idx, end.idx + len(end), drop=' ,;.“”"')
    return (by, span, _words(context, clause)) if span is not None else None


def _but_for(verb: Token) -> Token | None:
    """ "Will not take part in talks without the mediators", "outside Lima": on what terms alone."""
    return next(
        (t for t in verb.subtree if t.dep_ == "prep" and t.lower_ in {"without", "outside"} and t.i > verb.i), None
    )


def _of_right(context: Context, verb: Token) -> _Told | None:
    """ "Our government reserves the right to respond if its towns are hit"."""
    if verb.lemma_.lower() != "reserve" or any(c.dep_ == "neg" for c in verb.lefts):
        return None
    right = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() == "right"), None)
    deed = next((c for c in (right.rights if right is not None else ()) if c.tag_ == "VB"), None)
    subject = doer_of(verb)
    words = load_bargaining_words()
    if (
        deed is None
        or subject is None
        or deed.lemma_.lower() not in words.harming | {"respond", "answer", "react", "act", "use"}
    ):
        return None
    by = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    if subject.lower_ in _OWN or any(c.lower_ in {"our", "my"} for c in subject.lefts):
        voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
        own = (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),) if voice.speaker else ()
        by = tuple(a for a in by if a.by != "words") or own
    end = verb.right_edge
    span = trim(context.report.text, verb.left_edge.idx, end.idx + len(end), drop=' ,;.“”"')
    return (by, span, None) if span is not None else None


def _of_fighting_on(context: Context, verb: Token) -> _Told | None:
    """ "Its troops would keep fighting until the town gives in", "was not bound and would go on fighting until …"."""
    if verb.lemma_.lower() not in _KEEPING_ON or _FIGHTING.isdisjoint(t.lemma_.lower() for t in verb.subtree):
        return None
    future = any(c.tag_ == "MD" and c.lower_ in _WILL | {"would"} for c in verb.lefts)
    denied = any(c.dep_ == "neg" for c in verb.lefts)
    clause = next((c for c in verb.subtree if c.dep_ == "advcl" and any(x.lower_ in _UNLESS for x in c.lefts)), None)
    own = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    whole = verb.head if verb.dep_ == "conj" else verb
    subject = next((c for c in (*verb.lefts, *whole.lefts) if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if not future or denied or clause is None or subject is None:
        return None
    first = own.left_edge if own is not None else verb.left_edge
    by = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    if subject.lower_ in _OWN:
        voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
        by = (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),) if voice.speaker else ()
    span = trim(context.report.text, first.idx, clause.right_edge.idx + len(clause.right_edge), drop=' ,;.“”"')
    return (by, span, _words(context, clause)) if span is not None else None


def _condition(verb: Token, marks: frozenset[str] | set[str]) -> Token | None:
    """The verb of the clause that says on what it hangs."""
    for clause in verb.children:
        if clause.dep_ == "advcl" and any(c.lower_ in marks for c in clause.lefts if c.dep_ in {"mark", "advmod"}):
            return clause
    for word in sentence_of(verb):
        if word.lower_ in marks and word.dep_ in {"mark", "prep"} and verb in (word.head, word.head.head):
            return word.head if word.dep_ == "mark" else next((c for c in word.children if c.dep_ == "pcomp"), None)
    return None


def _words(context: Context, clause: Token) -> str | None:
    last = clause.right_edge
    span = trim(context.report.text, clause.left_edge.idx, last.idx + len(last), drop=' ,;.“”"')
    return " ".join(context.quote(span).split()) if span is not None else None
