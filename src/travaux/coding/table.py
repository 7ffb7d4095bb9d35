"""Who sits at the table: the two sides of the report's negotiation, and those who stand between them.

`travaux.coding.sides` finds two sides that a report sets against each other often. A short report says it once; here a pair
that bargains at all is enough, as nothing is filled in by it but "the sides" themselves.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.coding.moves import sure_actors
from travaux.coding.pairs import find_pair_told, share_foe
from travaux.coding.rebellion import find_rebellion
from travaux.coding.sides import stands_for, warring_armies
from travaux.coding.thirds import named_roles
from travaux.coding.unlisted import find_unlisted, find_unlisted_pair
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Role
from travaux.packs.world import Entry
from travaux.reading.annotations import Mention
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at

_SIDES = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY}
_BETWEEN = {
    Act.AGREE: 3,
    Act.ACCEPT: 2,
    Act.REJECT: 2,
    Act.DEMAND: 2,
    Act.CONCEDE: 2,
    Act.CEASEFIRE: 3,
    Act.RELEASE: 2,
    Act.WITHDRAW: 2,
    Act.ATTACK: 2,
    Act.MEET: 1,
    Act.SUSPEND: 1,
    Act.RESUME: 1,
    Act.DETAIN: 1,
}
_STEERING = frozenset({Act.PROPOSE, Act.PRESS, Act.DEMAND})
"""What one who stands between does to nobody in particular; a proposal also to one of them."""
_COLLECTIVE = {
    "side",
    "party",
    "faction",
    "belligerent",
    "rival",
    "opponent",
    "foe",
    "neighbour",
    "neighbor",
    "combatant",
}
_EITHER = frozenset({"country", "nation", "government", "state", "capital"})
"""What the sides are where the words count two ("the two countries")."""
_ANNOUNCES = re.compile(
    r",? (?:have |has |jointly |are pleased to |is pleased to |today ){0,4}"
    r"(?:said|announced?|declared?|confirmed|stated)\b(?! by\b)",
    re.IGNORECASE,
)
_ANNOUNCED_BY = re.compile(r"\b(?:announced|declared|unveiled|published) by (?:the )?$", re.IGNORECASE)
_IN_PASSING = 3
"""How much more often another side is named where a report names two only in passing."""
_ROW = re.compile(r"(?:, | and |, and )(?:the )?(?:Kingdom of )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """Names of the sides and of those who mediate between them."""

    sides: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()

    def holds(self, actor: ActorRef) -> bool:
        """Whether an actor is one of the sides or stands for one."""
        return actor.name in self.sides or (actor.country is not None and actor.country in self.sides)


def find_table(context: Context, moves: Sequence[Move]) -> Table:
    """The sides and mediators of a report's negotiation, as far as it shows them."""
    told = {p.actor.name for p in named_roles(context) if p.role is not Role.PARTY}
    told |= {
        a.name
        for m in moves
        if m.act is Act.MEDIATE
        for a in m.actors
        if a.by not in {"words", "pronoun", "context", "description"}
    }
    sides = tuple(context.references.parties)
    if sides and set(sides) <= set(_announcers(context, moves, ())):
        told |= set(sides)
        sides = ()
    sides = sides or _find_pair(context, moves, told | set(find_addressers(context, moves)))
    sides = tuple(_as_told(context, s) for s in sides)
    told |= set(_announcers(context, moves, sides))
    told |= set(_go_betweens(context, moves, sides))
    return Table(tuple(sides), tuple(n for n in dict.fromkeys(sorted(told)) if n not in sides))


def _find_pair(context: Context, moves: Sequence[Move], thirds: set[str]) -> tuple[str, ...]:
    """The two who bargain with each other most, where only two do; an armed group stands against its own state's army."""
    weight: Counter[str] = Counter()
    for move in moves:
        for actor in (*move.actors, *move.recipients):
            name = stands_for(context, actor)
            guessed = actor.by in {"words", "context"} or (actor.by == "description" and _is_collective(context, actor))
            if name and name not in thirds and not guessed:
                weight[name] += _BETWEEN.get(move.act, 0)
    rebellion = find_rebellion(context)
    if rebellion is not None:
        return (rebellion.state, rebellion.opponents)
    groups = Counter(m.names[0] for m in context.references.mentions if m.kind is ActorKind.ARMED_GROUP)
    for group, _ in groups.most_common():
        home = _home_side(context, group)
        if group not in thirds and home is not None and _are_told(context, group, home):
            return (home, group)
    told_apart = find_unlisted_pair(context, moves)
    if told_apart is not None and not set(told_apart) & thirds:
        return told_apart
    pair = find_pair_told(context, thirds)
    if pair:
        return pair
    ranked = [(n, name) for name, n in weight.most_common() if n >= 2]
    if len(ranked) == 2 or (len(ranked) > 2 and ranked[1][0] > 1.5 * ranked[2][0]):
        best = ranked[0][1], ranked[1][1]
        dealt = any(set(best) <= _dealing(context, m) for m in moves)
        return best if dealt and not share_foe(context, frozenset(best)) else ()
    return ()


def _are_told(context: Context, group: str, home: str) -> bool:
    """Whether a report names a group and its own state, or its army, often enough to be about these two."""
    told = Counter(n for m in context.references.mentions for a in make_refs(m) if (n := stands_for(context, a)))
    entry = context.world.entries.get(home)
    state = entry.country if entry is not None and entry.kind is ActorKind.MILITARY else None
    least = min(told[group], told[home] + (told[state] if state else 0))
    return least * _IN_PASSING >= max(told.values(), default=0)


def _dealing(context: Context, move: Move) -> set[str]:
    """The sides that deal with each other in an act."""
    return {n for a in (*move.actors, *move.recipients) if (n := stands_for(context, a))}


def _home_side(context: Context, group: str) -> str | None:
    """The army that stands against an armed group of its state, where packs know so and the report names it."""
    entry = context.world.entries.get(group)
    if entry is None or not entry.country:
        return None
    armies = warring_armies(context)
    told = Counter(m.names[0] for m in context.references.mentions if m.by not in {"people", "capital"})
    army = next((n for n, country in armies.items() if country == entry.country and told[n]), None)
    if army is None or told[entry.country] > told[army]:
        return entry.country if told[entry.country] and entry.country in context.world.opponents(group) else army
    return army


def _is_army(entry: Entry | None, country: str) -> bool:
    return entry is not None and entry.kind is ActorKind.MILITARY and entry.country == country


def _as_told(context: Context, side: str) -> str:
    """A side as the report names it: an army of which no word speaks is the state that is named instead."""
    entry = context.world.entries.get(side)
    if entry is None or entry.kind is not ActorKind.MILITARY or not entry.country:
        return side
    names = {m.names[0] for m in context.references.mentions}
    spoken = side in names or bool(tokens_of(context.doc, {"army", "military"}))
    return entry.country if not spoken and entry.country in names else side


def _announcers(context: Context, moves: Sequence[Move], sides: Sequence[str]) -> Iterator[str]:
    """States that announce what two others have agreed: who says so first-hand of a deal not its own stood between them."""
    for move in moves:
        if move.act not in {Act.AGREE, Act.CEASEFIRE, Act.ACCEPT} or not (sides or _speaks_of_sides(context, move)):
            continue
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        if trigger is None or any(a.name not in sides and a.kind is ActorKind.STATE for a in sure_actors(move)):
            continue
        sent = sentence_of(trigger.root)
        yield from (n for n in _announcing(context, sent.start_char, sent.end_char) if n not in sides)


def _announcing(context: Context, start: int, end: int) -> Iterator[str]:
    """ "X and Y said in a joint statement", "announced by X and Y": the states in a row beside the verb, by their words."""
    text = context.report.text
    states = [m for m in context.references.mentions if start <= m.span.start < end and m.kind is ActorKind.STATE]
    rows: list[list[Mention]] = []
    for m in states:
        joined = rows and _ROW.fullmatch(text[rows[-1][-1].span.end : m.span.start])
        if joined:
            rows[-1].append(m)
        else:
            rows.append([m])
    for row in rows:
        before, after = text[max(start, row[0].span.start - 24) : row[0].span.start], text[row[-1].span.end : end]
        if any(m.by == "people" for m in row) or not (_ANNOUNCED_BY.search(before) or _ANNOUNCES.match(after)):
            continue
        yield from (m.names[0] for m in row)


def _speaks_of_sides(context: Context, move: Move) -> bool:
    """ "The warring sides have agreed", "agreed between the parties": the words keep the sides apart from who tells it."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    words = sentence_of(tokens.root) if tokens is not None else ()
    return any(t.tag_ == "NNS" and t.lemma_.lower() in _COLLECTIVE for t in words)


def _go_betweens(context: Context, moves: Sequence[Move], sides: Sequence[str]) -> Iterator[str]:
    """States that propose to both sides, meet with both or press both."""
    score: dict[str, set[str]] = {}
    for move in moves:
        if Issue.ARMS_SUPPLIES in move.issues:
            continue
        actors = {n for a in sure_actors(move) if (n := stands_for(context, a)) and a.by != "words"}
        others = {n for a in move.recipients if (n := stands_for(context, a))}
        for name in actors - set(sides):
            for side in set(sides) & (others | actors):
                if move.act in {Act.MEET, Act.PRESS, Act.PROPOSE}:
                    score.setdefault(name, set()).add(side)
            if move.act in _STEERING and (not others or (move.act is Act.PROPOSE and move.issues)):
                score.setdefault(name, set()).add(move.act.value)
    hostile = {n for m in moves if m.act is Act.ATTACK and _reaches(context, m, sides) for n in _acting(context, m)}
    yield from (name for name, seen in score.items() if len(seen) > 1 and name not in hostile)


def find_addressers(context: Context, moves: Sequence[Move]) -> Iterator[str]:
    """Those who ask, urge or offer something of "both sides": they are none of these."""
    for move in moves:
        tokens = tokens_at(context.doc, move.trigger.start, move.span.end) if move.act in _STEERING else None
        if tokens is not None and any(_are_both(t) for t in tokens):
            yield from (n for a in sure_actors(move) if (n := stands_for(context, a)))


def _are_both(token: Token) -> bool:
    """ "Both sides", "the two parties", "the warring factions"."""
    return (
        token.tag_ == "NNS"
        and token.lemma_.lower() in _COLLECTIVE
        and any(c.lower_ in {"both", "two", "all", "warring", "rival"} for c in token.lefts)
    )


def _acting(context: Context, move: Move) -> set[str]:
    return {n for a in move.actors if (n := stands_for(context, a))}


def _reaches(context: Context, move: Move, sides: Sequence[str]) -> bool:
    """Whether an act is done to one of the sides."""
    return bool({n for a in move.recipients if (n := stands_for(context, a))} & set(sides))


def name_sides(context: Context, table: Table, actors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """The actors, with "the warring sides" as the sides themselves, and a state as its army where that is the side."""
    out: dict[str, ActorRef] = {}
    for actor in actors:
        for ref in _named(context, table, actor):
            out.setdefault(ref.name, ref)
    return tuple(out.values())


def _named(context: Context, table: Table, actor: ActorRef) -> tuple[ActorRef, ...]:
    if actor.by == "words" and len(table.sides) == 2 and _is_collective(context, actor):
        return tuple(refer(context, name, actor) for name in table.sides)
    if actor.by == "context" and actor.name not in table.sides and actor.country in table.sides and actor.country:
        return (refer(context, actor.country, actor),)
    if actor.name not in table.sides and actor.kind is ActorKind.STATE and _is_army_word(context, actor):
        army = next((n for n in table.sides if _is_army(context.world.entries.get(n), actor.name)), None)
        if army is not None:
            return (refer(context, army, actor),)
    if actor.by == "words":
        return _state_of_office(context, actor) or (actor,)
    return (actor,)


_CIVIC = {"community", "religious", "business", "tribal", "opposition", "church", "student", "union", "industry"}
"""Words of leaders who act for no state."""
_OFFICES = {
    "president",
    "premier",
    "leader",
    "minister",
    "chancellor",
    "king",
    "emir",
    "government",
    "ministry",
    "negotiator",
    "envoy",
    "delegation",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "ambassador",
    "side",
    "regime",
    "authority",
    "official",
}


def _state_of_office(context: Context, actor: ActorRef) -> tuple[ActorRef, ...]:
    """ "Peru's prime minister", "the envoy of Peru", where no name is given: the state for which they act."""
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end) if actor.span is not None else None
    if tokens is None or tokens.root.lemma_.lower() not in _OFFICES:
        return ()
    near = [c for c in tokens.root.lefts if c.dep_ in {"poss", "amod", "compound", "nmod"}]
    near += [x for c in near for x in c.conjuncts if x.i < tokens.root.i and x not in near]
    if any(c.lower_ in _CIVIC for c in tokens.root.lefts):
        return ()
    found = [m for c in near if (m := context.references.mention_at(c)) is not None]
    states = [m for m in found if m.kind in _SIDES or m.kind is ActorKind.IGO]
    many = len(states) if tokens.root.tag_ == "NNS" else 1
    if not states and actor.country:
        return (refer(context, actor.country, actor),)
    return tuple(refer(context, m.names[0], actor) for m in states[:many])


def _is_army_word(context: Context, actor: ActorRef) -> bool:
    """Whether a state is told of as its army: "the Peruvian military"."""
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end) if actor.span is not None else None
    if tokens is None:
        return False
    near = context.doc[tokens.start : min(tokens.end + 2, len(context.doc))]
    return any(t.lemma_.lower() in {"army", "military", "troop", "force"} for t in near)


def _is_collective(context: Context, actor: ActorRef) -> bool:
    words = context.quote(actor.span).lower().split() if actor.span else actor.name.split()
    name = actor.name.split()
    lemmas = {w.rstrip("s") for w in (*words, *name)} | {w[:-3] + "y" for w in (*words, *name) if w.endswith("ies")}
    states = bool({"two", "both"} & set(words)) and bool(lemmas & _EITHER)
    return (states or bool(lemmas & _COLLECTIVE)) and "third" not in lemmas


def refer(context: Context, name: str, like: ActorRef | None = None) -> ActorRef:
    """A reference by context to an actor that packs or the report know."""
    entry = context.world.entries.get(name)
    rebellion = find_rebellion(context) if entry is None else None
    if rebellion is not None and name == rebellion.opponents:
        return replace(rebellion.refer(), span=like.span if like is not None else None, by="context")
    unlisted = find_unlisted(context).get(name)
    known = entry or unlisted
    base = ActorRef(
        name=name,
        kind=known.kind if known else ActorKind.UNKNOWN,
        by="context",
        country=(entry.country or None) if entry else None,
    )
    return replace(base, span=like.span) if like is not None else base
