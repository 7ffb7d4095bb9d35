"""What speaks for a candidate as actor or recipient of an act: a row of numbers by name, the same for both slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from travaux.coding.casting.record import Record, group_of, names_of
from travaux.coding.casting.told import Candidate, Sighting, Told
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.reading.acts.syntax import is_passive
from travaux.reading.annotations import ActMention
from travaux.reading.lookup import sentence_number, tokens_at

Row = dict[str, float]
_FAR = 60.0
_EDGES = frozenset({
    "nsubj", "nsubjpass", "dobj", "dative", "agent", "prep", "poss", "amod", "compound", "nmod", "appos", "conj", "attr",
    "xcomp", "ccomp", "advcl", "relcl", "acl", "pobj", "pcomp", "npadvmod", "parataxis", "acomp", "oprd",
})  # fmt: skip
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis"})
_PREPOSITIONS = frozenset(
    {
        "by",
        "of",
        "with",
        "against",
        "on",
        "to",
        "from",
        "for",
        "between",
        "in",
        "at",
        "into",
        "over",
        "among",
        "after",
        "through",
    }
)


@dataclass(frozen=True)
class Scene:
    """One act with all that its candidates are weighed against. No slots: its word is asked for thousands of times."""

    context: Context
    told: Told
    act: ActMention
    move: Move
    before: Move | None
    after: Move | None
    record: Record
    sides: tuple[str, ...]

    @cached_property
    def trigger(self) -> Token:
        """The act's own word."""
        head: Token = self.context.doc[self.act.trigger.head]
        return head


def describe_act(scene: Scene) -> Row:
    """What is the same for all candidates of one act."""
    trigger, move = scene.trigger, scene.move
    passive = trigger.pos_ in {"VERB", "AUX"} and is_passive(trigger)
    return {
        f"act={move.act}": 1.0,
        f"modality={move.modality}": 1.0,
        f"pos={trigger.pos_}": 1.0,
        f"dep={trigger.dep_}" if trigger.dep_ in _EDGES else "dep=": 1.0,
        "passive": float(passive),
        "actors": float(len(move.actors)),
        "recipients": float(len(move.recipients)),
        "speaker": float(move.voice.speaker is not None),
        "of-model": float(move.rule.startswith("model")),
        "in-title": float(move.part != "body"),
        "sides": float(bool(scene.sides)),
    }


def describe(scene: Scene, candidate: Candidate) -> Row:
    """What speaks for one candidate."""
    row: Row = {f"kind={candidate.ref.kind}": 1.0}
    row |= _slots(scene, candidate)
    row |= _standing(scene, candidate)
    row |= _history(scene, candidate)
    row |= _nearness(scene, candidate)
    number = sentence_number(scene.trigger)
    here = scene.told.in_sentence.get(number, {}).get(candidate.name, [])
    if here:
        row |= _in_sentence(scene, here)
    return row


def _slots(scene: Scene, candidate: Candidate) -> Row:
    """Whether the rules put the candidate, or somebody of its side, into a slot."""
    row: Row = {}
    own = set(names_of(candidate.ref))
    for slot, refs in (("actor", scene.move.actors), ("recipient", scene.move.recipients)):
        for n, ref in enumerate(refs):
            if ref.name == candidate.name:
                row[f"rule-{slot}"] = 1.0
                row[f"rule-{slot}-{ref.by}"] = 1.0
                row[f"rule-{slot}-first"] = float(n == 0)
            elif candidate.name in names_of(ref):
                row[f"rule-{slot}-member"] = 1.0
            elif own & set(names_of(ref)):
                row[f"rule-{slot}-state"] = 1.0
    return row


def _standing(scene: Scene, candidate: Candidate) -> Row:
    """The candidate's place in the whole report, its sides and its voices."""
    told, voice = scene.told, scene.move.voice
    own = set(names_of(candidate.ref))
    times = told.frequency[candidate.name]
    row: Row = {
        "times": min(times, 30.0),
        "share": times / told.most,
        "rank": float(told.rank(candidate.name)),
        "is-side": float(bool(own & set(scene.sides))),
        "is-speaker": float(candidate.name in {voice.speaker, voice.on_behalf_of}),
        "of-speaker": float(any(_is_of(told, s, candidate.name) for s in (voice.speaker, voice.on_behalf_of) if s)),
        "first": min(candidate.sightings[0].token.i, 400.0) if candidate.sightings else 400.0,
        "has-country": float(bool(candidate.ref.country)),
    }
    for slot, refs in (("actor", scene.move.actors), ("recipient", scene.move.recipients)):
        names = _named(refs)
        if names:
            row[f"against-{slot}"] = float(bool(own & told.against(names)))
            row[f"other-side-{slot}"] = float(
                bool(own & set(scene.sides)) and bool(names & set(scene.sides)) and not own & names
            )
    return row


def _is_of(told: Told, speaker: str, name: str) -> bool:
    known = told.candidates.get(speaker)
    return known is not None and known.ref.name != name and name in names_of(known.ref)


def _named(refs: Sequence[ActorRef]) -> set[str]:
    return {n for r in refs if r.by != "words" for n in names_of(r)}


def _history(scene: Scene, candidate: Candidate) -> Row:
    """What the candidate does and suffers in the other acts, with whom, and in the acts beside this one."""
    record, move, name = scene.record, scene.move, candidate.name
    group = group_of(move.act)
    in_actors, in_recipients = name in _named(move.actors), name in _named(move.recipients)
    row: Row = {
        "acts": record.acts[name, move.act] - in_actors,
        "suffers": record.suffers[name, move.act] - in_recipients,
        "group-acts": record.group_acts[name, group] - in_actors,
        "group-suffers": record.group_suffers[name, group] - in_recipients,
    }
    for slot, refs in (("actor", move.actors), ("recipient", move.recipients)):
        others = _named(refs) - {name}
        row[f"done-to-{slot}"] = float(sum(record.pairs[group, name, o] for o in others))
        row[f"done-by-{slot}"] = float(sum(record.pairs[group, o, name] for o in others))
    for place, other in (("before", scene.before), ("after", scene.after)):
        if other is not None:
            near = abs(sentence_number(scene.trigger) - _sentence(scene, other)) <= 1
            row[f"{place}-actor"] = float(near and name in {a.name for a in other.actors})
            row[f"{place}-recipient"] = float(near and name in {a.name for a in other.recipients})
            row[f"{place}-same"] = float(near and other.act is move.act)
    return row


def _sentence(scene: Scene, move: Move) -> int:
    tokens = tokens_at(scene.context.doc, move.trigger.start, move.trigger.end)
    return sentence_number(tokens[0]) if tokens is not None else -9


def _nearness(scene: Scene, candidate: Candidate) -> Row:
    """How far back and ahead the candidate is told, and as what."""
    trigger = scene.trigger
    number = sentence_number(trigger)
    before = [s for s in candidate.sightings if s.sentence < number]
    ahead = next((s.sentence - number for s in candidate.sightings if s.sentence > number), None)
    row: Row = {
        "back": float(number - before[-1].sentence) if before else _FAR,
        "ahead": float(ahead) if ahead is not None else _FAR,
    }
    if before and row["back"] <= 2:
        last = before[-1]
        row[f"back-way={last.way}"] = 1.0
        row["back-subject"] = float(last.token.dep_ in {"nsubj", "nsubjpass"})
    row["near"] = float(sum(trigger.i - s.token.i < 80 for s in before))
    return row


def _in_sentence(scene: Scene, here: Sequence[Sighting]) -> Row:
    """How the nearest place in the act's own sentence stands to the trigger."""
    trigger = scene.trigger
    paths = [(s, *find_path(s.token, trigger)) for s in here]
    best = min(paths, key=lambda p: (len(p[1]) + len(p[2]), abs(p[0].token.i - trigger.i)))
    sighting, up, down = best
    token = sighting.token
    row: Row = {
        "here": float(len(here)),
        f"way={sighting.way}": 1.0,
        f"own={token.dep_}" if token.dep_ in _EDGES else "own=": 1.0,
        f"up={up[-1] if up else ''}": 1.0,
        f"down={down[-1] if down else ''}": 1.0,
        "up-steps": float(len(up)),
        "down-steps": float(len(down)),
        "distance": float(max(-40, min(40, token.i - trigger.i))),
        "preceding": float(token.i < trigger.i),
        "subject": float(token.dep_ in {"nsubj", "nsubjpass"}),
        "root-subject": float(token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT"),
        "about": float(scene.act.about is not None and scene.act.about.start <= token.idx < scene.act.about.end),
        "clause": float(scene.act.clause.start <= token.idx < scene.act.clause.end),
        "rivals": float(_between(scene, token)),
        "is-place": float(token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near", "across", "inside"}),
    }
    preposition = find_preposition(token)
    if preposition:
        row[f"prep={preposition}"] = 1.0
    if any(s.token.dep_ in {"nsubj", "nsubjpass"} for s in here):
        row["any-subject"] = 1.0
    return row


def find_path(token: Token, trigger: Token) -> tuple[list[str], list[str]]:
    """The edges from each of the two up to the word that holds both; coordination is one step with its first member."""
    chain = [token, *token.ancestors]
    places = {t.i: n for n, t in enumerate(chain)}
    down: list[str] = []
    node = trigger
    while node.i not in places and node.head is not node:
        _step(down, node)
        node = node.head
    up: list[str] = []
    for t in chain[: places.get(node.i, len(chain) - 1)]:
        _step(up, t)
    return up, down


def _step(edges: list[str], token: Token) -> None:
    dep = token.dep_
    if dep == "conj" and edges:
        return
    edges.append(dep if dep in _EDGES else "")


def find_preposition(token: Token) -> str:
    """The preposition that the candidate hangs on, itself or through the noun that it belongs to."""
    for _ in range(3):
        if token.dep_ == "pobj":
            word = token.head.lower_
            return word if word in _PREPOSITIONS else "other"
        if token.dep_ not in {"amod", "compound", "poss", "nmod", "conj"}:
            break
        token = token.head
    return ""


def _between(scene: Scene, token: Token) -> int:
    """How many others are told between the candidate and the trigger."""
    low, high = sorted((token.i, scene.trigger.i))
    number = sentence_number(scene.trigger)
    return sum(
        any(low < s.token.i < high for s in sightings) for sightings in scene.told.in_sentence.get(number, {}).values()
    )


def describe_path(scene: Scene, token: Token) -> Row:
    """How a word of the act's sentence stands to the trigger in the parse."""
    up, down = find_path(token, scene.trigger)
    row: Row = {
        f"own={token.dep_}" if token.dep_ in _EDGES else "own=": 1.0,
        f"up={up[-1] if up else ''}": 1.0,
        f"down={down[-1] if down else ''}": 1.0,
        "up-steps": float(len(up)),
        "down-steps": float(len(down)),
        "clauses-up": float(sum(edge in _CLAUSES for edge in up)),
        "clauses-down": float(sum(edge in _CLAUSES for edge in down)),
    }
    preposition = find_preposition(token)
    if preposition:
        row[f"prep={preposition}"] = 1.0
    return row
