"""Demands told by what somebody will not have: "insists that the rebels are kept out", "will not let them attend"."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.asking import LOOSE, is_loose
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of_clause
from travaux.coding.table import Table, name_sides
from travaux.coding.tellers import doer_of
from travaux.ontology.claim import ActorRef, Demand
from travaux.ontology.vocabulary import ActorKind, DemandStrength
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_INSISTING = frozenset({"insist", "demand"})
_LETTING = frozenset({"allow", "permit", "let", "tolerate"})
_UNBEARABLE = frozenset({"unacceptable", "intolerable", "inadmissible", "unthinkable"})
_FORCES = frozenset({"troop", "force", "soldier", "army", "base", "missile", "weapon"})
_WILL = frozenset({"will", "would", "’ll", "'ll", "wo"})
_SPEAKING = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.IGO, ActorKind.MILITARY}
)
_LONGEST = 200


def find_insisted(context: Context, table: Table) -> Iterator[Demand]:
    """One demand for each such clause whose speaker is known; what is only called unbearable is of the talks' matters."""
    for token in tokens_of(context.doc, _INSISTING | _LETTING | _UNBEARABLE):
        told = _insists(context, token) or _will_not_let(context, token) or _is_unbearable(context, token)
        if told is None or sentence_of(token).text.rstrip(" ”\"'’").endswith("?"):
            continue
        by, first, content = told
        by = tuple(a for a in name_sides(context, table, by) if a.by != "words" and a.kind in _SPEAKING)
        tokens = tokens_at(context.doc, content.start, content.end)
        issue = issue_of_clause(tokens) if tokens is not None else None
        span = Span(min(first, content.start), content.end)
        loose = issue is None and token.lemma_.lower() in _UNBEARABLE
        if (
            not by
            or (loose and not _FORCES & {t.lemma_.lower() for t in tokens or ()})
            or span.end - span.start > _LONGEST
        ):
            continue
        yield Demand(
            **ground(context, span, "demand-insisted"),
            by=by,
            content=context.quote(content),
            content_span=content,
            issue=issue,
            strength=DemandStrength.DEMAND,
        )


_Told = tuple[tuple[ActorRef, ...], int, Span]


def _insists(context: Context, verb: Token) -> _Told | None:
    """ "Is insisting the rebels are excluded from the talks": what is to be, in the passive of the present."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in _INSISTING or any(c.dep_ == "neg" for c in verb.lefts):
        return None
    clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    passive = clause is not None and any(c.dep_ == "auxpass" and c.tag_ in {"VBP", "VBZ", "VB"} for c in clause.lefts)
    subject = doer_of(verb)
    if clause is None or not passive or subject is None:
        return None
    content = _stretch(context, clause.left_edge, clause)
    return (_who(context, subject), verb.idx, content) if content is not None else None


def _will_not_let(context: Context, verb: Token) -> _Told | None:
    """ "Said it would not allow the rebels to attend the talks"."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in _LETTING:
        return None
    will = any(c.tag_ == "MD" and c.lower_ in _WILL for c in verb.lefts)
    denied = any(c.dep_ == "neg" for c in verb.lefts)
    subject = doer_of(verb)
    thing = next((c for c in verb.rights if c.dep_ in {"ccomp", "dobj", "xcomp"}), None)
    if not (will and denied) or subject is None or thing is None:
        return None
    content = _stretch(context, next(c for c in verb.lefts if c.tag_ == "MD"), thing)
    by = _speaker(context, verb) if subject.lower_ in {"we", "i"} else _who(context, subject)
    return (by, verb.left_edge.idx, content) if content is not None else None


def _is_unbearable(context: Context, word: Token) -> _Told | None:
    """ "It is unacceptable for foreign troops to stay": in the words of one who is named."""
    verb = word.head
    if word.dep_ != "acomp" or word.lemma_.lower() not in _UNBEARABLE or any(c.dep_ == "neg" for c in verb.children):
        return None
    deeds = (c for t in (word, verb) for c in t.rights if c.tag_ == "VB" and any(x.lower_ == "for" for x in c.lefts))
    deed = next(deeds, None)
    content = _stretch(context, word, deed) if deed is not None else None
    return (_speaker(context, word), word.idx, content) if content is not None else None


def _stretch(context: Context, first: Token, last: Token) -> Span | None:
    """From the first word to the end of what hangs on the last, before a reason that follows."""
    doc, stop = context.doc, min(last.right_edge.i + 1, sentence_of(last).end)
    cuts = (
        t.i
        for t in doc[last.i + 1 : stop]
        if t.text in {",", ";", "–", "—"}
        or (t.lower_ == "on" and t.i + 2 < stop and doc[t.i + 2].lower_ in {"grounds", "basis"})
    )
    end = doc[next(cuts, stop) - 1]
    return trim(context.report.text, first.idx, end.idx + len(end), drop=' ,;.“”"')


def _who(context: Context, subject: Token) -> tuple[ActorRef, ...]:
    heads = (subject, *subject.conjuncts)
    found = context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))
    return tuple(a for a in found if not is_loose(context, a))


def _speaker(context: Context, token: Token) -> tuple[ActorRef, ...]:
    voice = context.voice(Span(token.idx, token.idx + len(token)))
    words = context.quote(voice.speaker_span).lower() if voice.speaker_span is not None else ""
    if (
        not voice.speaker
        or words in LOOSE
        or (voice.speaker_span is None and voice.speaker not in context.world.entries)
    ):
        return ()
    entry = context.world.entries.get(voice.speaker)
    kind = entry.kind if entry is not None else ActorKind.PERSON
    return (ActorRef(name=voice.speaker, kind=kind, span=voice.speaker_span, by="context"),)
