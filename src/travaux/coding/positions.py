"""Positions: a party's own words on an issue, where they are no act.

"We will not leave the valley", said the general: no deed, and no answer to a proposal, but where his side stands. Only what
somebody of a known side says is read, and only clauses of the speaker's own side ("we", its name), of duty ("they must") or
of what there will not be ("there will be no truce").
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.dissent import find_dissent
from travaux.coding.grounding import ground
from travaux.coding.table import refer
from travaux.coding.times import NOT_WHEN, make_when
from travaux.coding.voices import is_said
from travaux.ontology.claim import ActorRef, Move, PositionMention, When
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Stance
from travaux.reading.acts.issues import find_issues
from travaux.reading.annotations import AttributionMention, Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_TOLD_BY_MOVES = {Act.ACCEPT, Act.REJECT, Act.DEMAND, Act.PROPOSE, Act.SUPPORT, Act.AGREE, Act.THREATEN, Act.ASSESS}
_CLAUSES = {"ROOT", "ccomp", "conj", "parataxis"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl"}
_SPEAKING = {
    ActorKind.PERSON, ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.IGO,
    ActorKind.AGENCY, ActorKind.POLITICAL_PARTY,
}  # fmt: skip
_LONGEST = 400
"""Characters of a clause beyond which its issue is no longer surely what the stance is on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionWords:
    """Singular lemmas by class; `data/positions.toml` says what each class is for."""

    wanting: frozenset[str]
    taking: frozenset[str]
    yielding: frozenset[str]
    resolving: frozenset[str]
    obliging: frozenset[str]
    conditions: frozenset[str]
    own: frozenset[str]


@lru_cache(maxsize=1)
def load_position_words() -> PositionWords:
    """The lists as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "positions.toml").read_text(encoding="utf8"))
    return PositionWords(**{key: frozenset(value) for key, value in data.items()})


def code_positions(context: Context, moves: Sequence[Move]) -> tuple[PositionMention, ...]:
    """One claim for each stance on an issue that somebody's own words take and no act tells, or that a part of a party takes."""
    taken = [m.trigger for m in moves if m.act in _TOLD_BY_MOVES]
    out: dict[tuple[Span, Issue], PositionMention] = {}
    for index, attribution in enumerate(context.voices.attributions):
        if not is_said(attribution) or attribution.sense not in {"says", "writes", "thinks"}:
            continue
        by = _side(context, index)
        if not by:
            continue
        when = _told_when(context, attribution)
        for verb in _clauses(context, attribution):
            if any(t.start <= verb.idx < t.end for t in taken):
                continue
            for claim in _read(context, verb, by):
                out.setdefault((claim.span, claim.issue), replace(claim, when=when))
    for claim in find_dissent(context):
        out.setdefault((claim.span, claim.issue), claim)
    return tuple(out.values())


def _side(context: Context, index: int) -> tuple[ActorRef, ...]:
    """Who speaks, if it is somebody who can stand for a side; under a transcript's label, the person that it means."""
    source = context.voices.attributions[index].source
    speaker = context.voices.chain_of(index).speaker
    found = context.actors((source,)) if source is not None else (refer(context, speaker),) if speaker else ()
    return tuple(a for a in found if a.kind in _SPEAKING and a.by != "words")[:1]


def _told_when(context: Context, attribution: AttributionMention) -> When | None:
    """When it was said, if one time stands with the words that say so and outside what is said: "In May she said that …"."""
    if attribution.cue is None:
        return None
    cue = tokens_at(context.doc, attribution.cue.start, attribution.cue.end)
    sent = sentence_of(cue.root) if cue is not None else None
    told = [
        t
        for t in context.doc._.times
        if sent is not None and sent.start_char <= t.span.start < sent.end_char and t.rule not in NOT_WHEN
        if not any(part.overlaps(t.span) for part in attribution.content)
    ]
    return make_when(context, told[0]) if len(told) == 1 else None


def _clauses(context: Context, attribution: AttributionMention) -> Iterator[Token]:
    """The verbs of the main clauses of what is said."""
    for part in attribution.content:
        for token in tokens_at(context.doc, part.start, part.end) or ():
            if token.pos_ not in {"VERB", "AUX"} or token.dep_ not in _CLAUSES:
                continue
            if any(c.dep_ in _SUBJECTS for c in token.children) or token.dep_ == "conj":
                yield token


def _read(context: Context, verb: Token, by: tuple[ActorRef, ...]) -> Iterator[PositionMention]:
    stance = _stance(context, verb, by)
    if stance is None:
        return
    inner = [t for t in verb.subtree if not _is_aside(t, verb)]
    first, last = min(t.i for t in inner), max(t.i for t in inner)
    tail = context.doc[last]
    span = trim(context.report.text, context.doc[first].idx, tail.idx + len(tail), drop=" ,.;:“”\"'’‘")
    if span is None or len(span) > _LONGEST:
        return
    issues = find_issues(context.doc, verb.i if verb.dep_ != "conj" else first, last + 1) or find_issues(
        context.doc, first, last + 1
    )
    for issue in issues[:2]:
        yield PositionMention(**ground(context, span, "position"), by=by, issue=issue, stance=stance)


def _is_aside(token: Token, verb: Token) -> bool:
    """Whether a token belongs to another main clause that is joined to this one."""
    for t in (token, *token.ancestors):
        if t == verb:
            return False
        if t.dep_ in {"conj", "parataxis"} and t.pos_ in {"VERB", "AUX"} and t.head == verb:
            return True
    return True


def _stance(context: Context, verb: Token, by: tuple[ActorRef, ...]) -> Stance | None:
    """What a clause says of its speaker's side; None where it tells a fact, a forecast or a question."""
    words = load_position_words()
    subject = _subject(verb)
    auxiliaries = {c.lemma_.lower() for c in verb.children if c.dep_ == "aux"} | {
        c.lower_ for c in verb.children if c.dep_ == "aux"
    }
    negated = _is_negated(verb, subject)
    own = subject is not None and _is_own(context, subject, by)
    absent = subject is not None and (subject.lower_ == "there" or any(c.lower_ == "no" for c in subject.children))
    bound = _has_condition(verb)
    if negated and (own or absent):
        refuses = bool(auxiliaries & words.resolving) or (own and verb.lemma_.lower() in words.yielding)
        return (Stance.CONDITIONAL if bound else Stance.REFUSES) if refuses else None
    if auxiliaries & words.obliging:
        return Stance.REFUSES if negated else Stance.WANTS
    if not own or negated:
        return None
    if verb.lemma_.lower() in words.wanting:
        return Stance.WANTS
    predicates = {c.lemma_.lower() for c in verb.children if c.dep_ in {"acomp", "attr"}}
    if verb.lemma_.lower() == "be" and predicates & words.taking:
        return Stance.CONDITIONAL if bound else Stance.ACCEPTS
    return None


def _subject(verb: Token) -> Token | None:
    """A verb's subject; of a joined verb without one, that of the verb it is joined to."""
    for token in (verb, *(verb.ancestors if verb.dep_ == "conj" else ())):
        found = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if found is not None or token.dep_ != "conj":
            return found
    return None


def _is_negated(verb: Token, subject: Token | None) -> bool:
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return True
    nouns = [c for c in verb.children if c.dep_ in {"attr", "dobj"}] + ([subject] if subject is not None else [])
    return any(c.lower_ == "no" and c.dep_ == "det" for noun in nouns for c in noun.children)


def _is_own(context: Context, subject: Token, by: tuple[ActorRef, ...]) -> bool:
    """Whether a clause is about its speaker's side: "we", or a name of the side."""
    if subject.lower_ in load_position_words().own:
        return True
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    sides = {n for a in by for n in (a.name, a.country) if n}
    return any(a.name in sides or (a.kind is not ActorKind.PERSON and a.country in sides) for a in found)


def _has_condition(verb: Token) -> bool:
    """ "… until the prisoners are freed", "… only if they stop"."""
    opened = load_position_words().conditions
    clauses = [c for c in verb.children if c.dep_ in {"advcl", "prep"}]
    inner = [t for c in verb.children if c.dep_ in {"xcomp", "ccomp", "acomp", "attr"} for t in c.children]
    clauses += [t for t in inner if t.dep_ in {"advcl", "prep"}]
    return any(c.lower_ in opened or any(m.lower_ in opened for m in c.children if m.dep_ == "mark") for c in clauses)
