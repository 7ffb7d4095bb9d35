"""The rules' acts and the model's triggers made one list.

Where both see an act it stands as the rules read it; how it is meant is the model's word only where the rules found no sign
of it. What only the rules see goes where the model is all but certain that nothing is there, unless its denial is told.
What only the model sees is added where it is sure enough, with the slots that the frames of that act fill for most words of
its kind, and passes the rules' gates: no other topic, no content of another act, no sense that is no act ("on strike"). The
thresholds are in `data/acts.toml`.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.acts.background import is_dated_near
from travaux.reading.acts.clause import clause_tokens, find_clause
from travaux.reading.acts.content import content_span, is_listed_under
from travaux.reading.acts.frames import Frame, load_frames
from travaux.reading.acts.issues import find_issues
from travaux.reading.acts.match import Candidate, is_no_act
from travaux.reading.acts.patterns import Kind
from travaux.reading.acts.relations import find_relation
from travaux.reading.acts.select import is_attributive, is_precluded, tells_of
from travaux.reading.acts.syntax import SUBJECTS, VERBS, make_phrases, surface_subjects
from travaux.reading.acts.topics import TopicGate
from travaux.reading.acts.verbforms import is_arranged
from travaux.reading.annotations import ActMention, Phrase
from travaux.reading.lookup import text_of, tokens_at
from travaux.reading.model.tagging import ActTag, Tagging
from travaux.reading.model.triggers import Trigger, join_triggers
from travaux.spans import Span

_NO_ACTORS = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_KINDS = {"VERB": Kind.VERB, "AUX": Kind.VERB, "NOUN": Kind.NOUN, "PROPN": Kind.NOUN, "ADJ": Kind.ADJECTIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How sure the model must be; `data/acts.toml` says of what."""

    veto: float
    overrule: float
    spare: float
    modality: float
    least: float
    spared: frozenset[Act]
    least_of: Mapping[Act, float]

    def least_for(self, act: Act) -> float:
        """From which probability on a trigger that no rule saw is this act."""
        return self.least_of.get(act, self.least)


@cache
def load_thresholds() -> Thresholds:
    """The thresholds as shipped."""
    data = tomllib.loads(files(__package__).joinpath("data/acts.toml").read_text(encoding="utf8"))
    least_of = {Act(act): value for act, value in data.pop("least_of").items()}
    spared = frozenset(map(Act, data.pop("spared").split()))
    return Thresholds(**data, spared=spared, least_of=least_of)


def combine_acts(
    doc: Doc, rule_acts: Sequence[ActMention], tagging: Tagging, thresholds: Thresholds | None = None
) -> tuple[ActMention, ...]:
    """The acts of `doc` by the rules and the model together, in the order of their triggers.

    Args:
        doc: a parsed Doc.
        rule_acts: what `find_acts` gave for it.
        tagging: what the model says of it.
        thresholds: how sure the model must be, by default as shipped.
    """
    thresholds = thresholds or load_thresholds()
    words = _Words(tagging.acts)
    kept = [(n, own) for n, act in enumerate(rule_acts) if (own := _settle(doc, act, words, thresholds)) is not None]
    told = [act for _, act in kept]
    gate = TopicGate(doc)
    added: list[ActMention] = []
    for act in _unseen(doc, rule_acts, tagging, thresholds):
        aside = gate.is_off_topic(act) or _is_content(doc, act, told) or _is_broken_off(doc, act, told)
        if not (aside or _is_told_again(doc, act, [*told, *added])):
            added.append(act)
    rows = sorted([*kept, *((-1, act) for act in added)], key=lambda row: row[1].trigger.span)
    places = {n: place for place, (n, _) in enumerate(rows) if n >= 0}
    return tuple(replace(act, cause=places.get(act.cause)) if act.cause is not None else act for _, act in rows)


class _Words:
    """The words that may be triggers, by place."""

    def __init__(self, words: Sequence[ActTag]) -> None:
        self._words = words
        self._starts = [word.span.start for word in words]
        self._ends = [word.span.end for word in words]

    def at(self, span: Span) -> Sequence[ActTag]:
        """Those that share a character with `span`."""
        return self._words[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)]


def _settle(doc: Doc, act: ActMention, words: _Words, thresholds: Thresholds) -> ActMention | None:
    """A rule's act as the model lets it stand, or None; entries of a diary, too short for it, stand."""
    found = words.at(act.trigger.span)
    none = min((word.none for word in found), default=1.0)
    if act.modality is Modality.NEGATION or (none >= thresholds.veto and act.act in thresholds.spared):
        return act
    if act.modality is Modality.FUTURE and is_arranged(doc[act.trigger.head]):
        return act
    if none >= thresholds.veto:
        return None
    surest = min(found, key=lambda word: word.none)
    own = max(word.score_of(act.act) for word in found)
    other, chance = surest.acts[0] if surest.acts else (act.act, 0.0)
    settled = _asks_for_more(act) and other is not Act.THREATEN
    if chance >= thresholds.overrule and own <= thresholds.spare and not settled:
        act = replace(act, act=other, rule=f"{act.rule}+model")
    if act.modality is Modality.ASSERTED and surest.modality_score >= thresholds.modality:
        act = replace(act, modality=_weigh_time(doc[act.trigger.head], surest.modality))
    return act


def _weigh_time(head: Token, modality: Modality) -> Modality:
    """The model's modality; what the words date within six months before the report is no background."""
    recent = modality is Modality.HISTORICAL and is_dated_near(head, head.doc._.published)
    return Modality.ASSERTED if recent else modality


def _asks_for_more(act: ActMention) -> bool:
    """Whether the frame asks for words beside its own, which settle the sense: "met the demand", not "met".

    They do not settle whether a deed is only threatened ("we will resume attacks unless …").
    """
    entry = act.rule.rsplit(":", 1)[-1]
    return "|" in entry or "<" in entry


def _unseen(
    doc: Doc, rule_acts: Sequence[ActMention], tagging: Tagging, thresholds: Thresholds
) -> Iterator[ActMention]:
    """The acts whose triggers no rule touches, nor reads as the verb of another act ("refused to open")."""
    heads = (doc[act.trigger.head] for act in rule_acts)
    taken = sorted(
        {(act.trigger.span.start, act.trigger.span.end) for act in rule_acts}
        | {(head.idx, head.idx + len(head)) for head in heads}
    )
    ruled = {doc[act.trigger.head].head.i for act in rule_acts if doc[act.trigger.head].dep_ in {"xcomp", "ccomp"}}
    for trigger in join_triggers(tagging.acts, least=0.5):
        at = bisect_left(taken, (trigger.span.end, 0))
        if any(end > trigger.span.start for _, end in taken[max(0, at - 3) : at]):
            continue
        if trigger.score >= thresholds.least_for(trigger.act):
            yield from (
                act for act in make_act(doc, trigger) if act.trigger.head not in ruled and not _is_idle(doc, act)
            )


def _is_idle(doc: Doc, act: ActMention) -> bool:
    """Whether the word is no act here: "on strike", "called the exchange a first step", "spoke for an hour"."""
    head = doc[act.trigger.head]
    if head.pos_ not in _KINDS or is_precluded(head) or is_no_act(head, load_frames()):
        return True
    if _is_bare_adjective(head) or is_attributive(head, act.act):
        return True
    if head.lemma_ == "call":
        return not any(t.dep_ in {"prep", "prt", "xcomp"} for t in head.rights)
    if act.act is not Act.MEET or head.lemma_ != "speak":
        return False
    if any(t.lower_ == "of" for t in head.rights):
        return True
    others = any(t.lower_ in {"with", "to"} for t in head.rights) or any(t.dep_ == "dobj" for t in head.rights)
    return not others and not any(list(t.conjuncts) or t.tag_ in {"NNS", "NNPS"} for t in head.lefts)


def _is_bare_adjective(head: Token) -> bool:
    """Whether an adjective is said of nothing: "Still open: the date"; not "the gate is open", "a gate, open again"."""
    return head.pos_ == "ADJ" and head.dep_ == "ROOT" and not any(c.dep_ in SUBJECTS for c in head.children)


def make_act(doc: Doc, trigger: Trigger) -> Iterator[ActMention]:
    """The act at a trigger, its slots as frames of that act fill them for words of its kind; none where no word stands."""
    tokens = tokens_at(doc, trigger.span.start, trigger.span.end)
    if tokens is None:
        return
    head, text = tokens.root, text_of(doc)
    frame = _typical_frames().get((trigger.act, _KINDS.get(head.pos_, Kind.VERB)))
    slots: Mapping[str, tuple[str, ...]] = frame.slots if frame is not None else {"actor": ("subject",)}
    inside = {token.i for token in tokens}
    actors = _fill(head, slots.get("actor", ()), inside)
    taken = inside | {phrase.head for phrase in actors}
    recipients = _fill(head, slots.get("recipient", ()), taken)
    surface = make_phrases(surface_subjects(head)) if head.pos_ in VERBS else ()
    clause = find_clause(trigger.span, head, (*actors, *surface), text)
    first, last = clause_tokens(head, clause)
    used = tuple(sorted(inside - {head.i}))
    yield ActMention(
        act=trigger.act,
        trigger=Phrase(span=trigger.span, head=head.i),
        clause=clause,
        actors=actors,
        recipients=recipients,
        about=content_span(Candidate(frame, head, used), text) if frame is not None else None,
        modality=_weigh_time(head, trigger.modality),
        issues=find_issues(doc, first, last) or find_issues(doc, head.sent.start, head.sent.end),
        rule=f"model:{trigger.act}",
    )


@cache
def _typical_frames() -> Mapping[tuple[Act, Kind], Frame]:
    """For each act and part of speech a frame with the slots that most frames of these have."""
    counts: Counter[tuple[Act, Kind, tuple[tuple[str, tuple[str, ...]], ...]]] = Counter()
    frames: dict[tuple[Act, Kind, tuple[tuple[str, tuple[str, ...]], ...]], Frame] = {}
    for table in load_frames().by_lemma.values():
        for kind, rows in table.items():
            for frame in rows:
                if frame.act is not None:
                    key = (frame.act, kind, tuple(sorted(frame.slots.items())))
                    counts[key] += 1
                    frames.setdefault(key, frame)
    out: dict[tuple[Act, Kind], Frame] = {}
    for key, _ in counts.most_common():
        out.setdefault(key[:2], frames[key])
    return out


def _fill(head: Token, relations: Sequence[str], taken: set[int]) -> tuple[Phrase, ...]:
    """The phrases of a slot: those of the first of its relations that has any."""
    for relation in relations:
        heads = [t for t in find_relation(head, relation) if t.i not in taken and t.ent_type_ not in _NO_ACTORS]
        if heads:
            return make_phrases(heads)
    return ()


def _is_broken_off(doc: Doc, act: ActMention, others: Sequence[ActMention]) -> bool:
    """Whether an act is the thing that another breaks off or takes up again: "called off Thursday's meeting"."""
    head = doc[act.trigger.head]
    holders = {o.trigger.head for o in others if o.act in {Act.SUSPEND, Act.RESUME}}
    return head.dep_ in {"dobj", "nsubjpass", "pobj"} and not {head.head.i, head.head.head.i}.isdisjoint(holders)


def _is_told_again(doc: Doc, act: ActMention, others: Sequence[ActMention]) -> bool:
    """Whether a word tells once more what another of its sentence tells: "killed" in "the strike killed two"."""
    head = doc[act.trigger.head]
    same = [doc[other.trigger.head] for other in others if other.act is act.act]
    return any(tells_of(head, other) or tells_of(other, head) for other in same)


def _is_content(doc: Doc, act: ActMention, others: Sequence[ActMention]) -> bool:
    """Whether an act is told inside what another, which takes such acts as its content, is about."""
    swallows = load_frames().swallows
    if is_listed_under(doc[act.trigger.head], act.act, [(o.act, doc[o.trigger.head]) for o in others], swallows):
        return True
    return any(
        other.about is not None
        and other.about.covers(act.trigger.span)
        and act.act in swallows.get(other.act, frozenset())
        for other in others
    )
