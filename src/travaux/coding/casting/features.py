"""What speaks for a candidate as actor or recipient of an act: a row of numbers by name, the same for both slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from spacy.tokens import Token

from travaux.coding.casting.record import Record, names_of
from travaux.coding.casting.told import Candidate, Sighting, Told
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.reading.acts.syntax import is_passive
from travaux.reading.annotations import ActMention
from travaux.reading.columns import Columns, columns_of
from travaux.reading.lookup import sentence_number, tokens_at

Row = dict[str, float]
"""Features by name; one that is not in a row is 0 there."""
_EDGES = frozenset({
    "nsubj", "nsubjpass", "dobj", "dative", "agent", "prep", "poss", "amod", "compound", "nmod", "appos", "conj", "attr",
    "xcomp", "ccomp", "advcl", "relcl", "acl", "pobj", "pcomp", "npadvmod", "parataxis", "acomp", "oprd",
})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OF_ITS_HEAD = frozenset({"amod", "compound", "poss", "nmod", "conj"})
_INSIDE = frozenset({"in", "at", "near", "across", "inside"})
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


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot of a move as the rules fill it."""

    slot: str
    refs: tuple[tuple[ActorRef, frozenset[str]], ...]
    """Who fills it, each with its name and the side that it stands for."""
    names: frozenset[str]
    """The names and sides of those whom more than the report's own words name."""
    against: frozenset[str]
    """All who stand against any of these in a known conflict."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The act before or behind another; `near` is whether it stands in the same sentence or the next."""

    place: str
    near: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    same: bool


@dataclass(frozen=True)
class Scene:
    """One act with all that its candidates are weighed against. No slots: what it keeps is asked for thousands of times."""

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

    @cached_property
    def sentence(self) -> int:
        """The number of the act's sentence."""
        return sentence_number(self.trigger)

    @cached_property
    def columns(self) -> Columns:
        """The parse of the report."""
        return columns_of(self.context.doc)

    @cached_property
    def shared(self) -> Row:
        """What is the same for all candidates, times and places of the act."""
        return describe_act(self)

    @cached_property
    def slots(self) -> tuple[Filled, Filled]:
        """The slots of actor and recipient."""
        return self._fill("actor", self.move.actors), self._fill("recipient", self.move.recipients)

    @cached_property
    def given(self) -> frozenset[str]:
        """The names and sides of all whom the rules put into a slot."""
        return frozenset(name for filled in self.slots for _, names in filled.refs for name in names)

    def _fill(self, slot: str, refs: Sequence[ActorRef]) -> Filled:
        named = tuple((ref, frozenset(names_of(ref))) for ref in refs)
        names = frozenset(name for ref, own in named if ref.by != "words" for name in own)
        return Filled(slot, named, names, frozenset(self.told.against(names)))

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """The acts before and behind."""
        around = (("before", self.before), ("after", self.after))
        return tuple(
            Beside(
                place,
                abs(self.sentence - _sentence(self, other)) <= 1,
                frozenset(a.name for a in other.actors),
                frozenset(a.name for a in other.recipients),
                other.act is self.move.act,
            )
            for place, other in around
            if other is not None
        )

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who speaks, and for whom, as the voice names them."""
        voice = self.move.voice
        return frozenset(name for name in (voice.speaker, voice.on_behalf_of) if name is not None)

    @cached_property
    def behind_speakers(self) -> frozenset[str]:
        """The sides that those who speak stand for."""
        known = [self.told.candidates[s] for s in self.speakers if s in self.told.candidates]
        return frozenset(name for c in known for name in c.names if name != c.name)

    @cached_property
    def here(self) -> tuple[tuple[int, ...], ...]:
        """Where in the act's sentence each of those told there stands."""
        told = self.told.in_sentence.get(self.sentence, {})
        return tuple(tuple(s.place for s in sightings) for sightings in told.values())


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
    """What the act's own sentence, and the slots as the rules fill them, say of one candidate."""
    row = {} if candidate.names.isdisjoint(scene.given) else _slots(scene, candidate)
    here = scene.told.in_sentence.get(scene.sentence, {}).get(candidate.name)
    if here:
        row |= _in_sentence(scene, here)
    return row


def _slots(scene: Scene, candidate: Candidate) -> Row:
    """Whether the rules put the candidate, or somebody of its side, into a slot."""
    row: Row = {}
    for filled in scene.slots:
        slot = filled.slot
        for n, (ref, names) in enumerate(filled.refs):
            if ref.name == candidate.name:
                row[f"rule-{slot}"] = 1.0
                row[f"rule-{slot}-{ref.by}"] = 1.0
                row[f"rule-{slot}-first"] = float(n == 0)
            elif candidate.name in names:
                row[f"rule-{slot}-member"] = 1.0
            elif not candidate.names.isdisjoint(names):
                row[f"rule-{slot}-state"] = 1.0
    return row


def _sentence(scene: Scene, move: Move) -> int:
    tokens = tokens_at(scene.context.doc, move.trigger.start, move.trigger.end)
    return sentence_number(tokens[0]) if tokens is not None else -9


def _in_sentence(scene: Scene, here: Sequence[Sighting]) -> Row:
    """How the nearest place in the act's own sentence stands to the trigger."""
    trigger, columns = scene.trigger.i, scene.columns
    paths = [(s, *find_path(columns, s.place, trigger)) for s in here]
    sighting, up, down = min(paths, key=lambda p: (len(p[1]) + len(p[2]), abs(p[0].place - trigger)))
    place, start, dep = sighting.place, sighting.token.idx, columns.dep
    head, about, clause = columns.head[place], scene.act.about, scene.act.clause
    row: Row = {
        "here": float(len(here)),
        f"way={sighting.way}": 1.0,
        **_describe_ends(columns, place, up, down),
        "distance": float(max(-40, min(40, place - trigger))),
        "preceding": float(place < trigger),
        "subject": float(dep[place] in SUBJECTS),
        "root-subject": float(dep[place] in SUBJECTS and dep[head] == "ROOT"),
        "about": float(about is not None and about.start <= start < about.end),
        "clause": float(clause.start <= start < clause.end),
        "rivals": float(_between(scene, place)),
        "is-place": float(dep[place] == "pobj" and columns.lower[head] in _INSIDE),
    }
    if any(dep[s.place] in SUBJECTS for s in here):
        row["any-subject"] = 1.0
    return row


def find_path(columns: Columns, place: int, trigger: int) -> tuple[list[str], list[str]]:
    """The edges from each of the two up to the word that holds both; coordination is one step with its first member."""
    heads, deps = columns.head, columns.dep
    chain = {place: 0}
    node = place
    while heads[node] != node:
        node = heads[node]
        chain[node] = len(chain)
    down: list[str] = []
    node = trigger
    while node not in chain and heads[node] != node:
        _step(down, deps[node])
        node = heads[node]
    up: list[str] = []
    for n in islice(chain, chain.get(node, len(chain) - 1)):
        _step(up, deps[n])
    return up, down


def _step(edges: list[str], dep: str) -> None:
    if dep == "conj" and edges:
        return
    edges.append(dep if dep in _EDGES else "")


def _describe_ends(columns: Columns, place: int, up: Sequence[str], down: Sequence[str]) -> Row:
    """A word's own edge and preposition, and the last edges of both ways up."""
    dep = columns.dep[place]
    row: Row = {
        f"own={dep}" if dep in _EDGES else "own=": 1.0,
        f"up={up[-1] if up else ''}": 1.0,
        f"down={down[-1] if down else ''}": 1.0,
        "up-steps": float(len(up)),
        "down-steps": float(len(down)),
    }
    preposition = find_preposition(columns, place)
    if preposition:
        row[f"prep={preposition}"] = 1.0
    return row


def find_preposition(columns: Columns, place: int) -> str:
    """The preposition that the candidate hangs on, itself or through the noun that it belongs to."""
    for _ in range(3):
        dep = columns.dep[place]
        if dep == "pobj":
            word = columns.lower[columns.head[place]]
            return word if word in _PREPOSITIONS else "other"
        if dep not in _OF_ITS_HEAD:
            break
        place = columns.head[place]
    return ""


def _between(scene: Scene, place: int) -> int:
    """How many others are told between the candidate and the trigger."""
    low, high = sorted((place, scene.trigger.i))
    return sum([bool([other for other in places if low < other < high]) for places in scene.here])


def describe_path(scene: Scene, place: int) -> Row:
    """How a word of the act's sentence, by its index, stands to the trigger in the parse."""
    up, down = find_path(scene.columns, place, scene.trigger.i)
    return _describe_ends(scene.columns, place, up, down) | {
        "clauses-up": float(sum([edge in _CLAUSES for edge in up])),
        "clauses-down": float(sum([edge in _CLAUSES for edge in down])),
    }
