"""The two sides of a report, and the slots that only they can fill.

"The talks in Geneva", "the truce held", "the rebels demanded": news leaves out what its reader knows. Where a report sets
two sides against each other more often than any others, an empty slot of such an act is theirs; the reference says `context`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from travaux.coding.context import Context
from travaux.coding.factions import find_home_wars
from travaux.coding.thirds import named_roles
from travaux.coding.unlisted import find_unlisted, find_unlisted_pair
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_AGAINST = {
    Act.ATTACK: 3,
    Act.REJECT: 2,
    Act.ACCUSE: 1,
    Act.THREATEN: 1,
    Act.DEMAND: 2,
    Act.DETAIN: 2,
    Act.RELEASE: 2,
    Act.MOBILIZE: 1,
}
_TOGETHER = {Act.CEASEFIRE: 3, Act.AGREE: 2, Act.MEET: 1, Act.RESUME: 1}
_ALLIES = re.compile(r"\s{0,4}-?\s{0,4}(?:brokered|mediated|led|backed|sponsored|proposed|supported|facilitated)\b")
_SUBJECTS = {"nsubj", "nsubjpass"}
_MUTUAL = {Act.MEET, Act.AGREE, Act.RESUME, Act.CEASEFIRE}
_ONE_SIDED = {Act.REJECT, Act.DEMAND, Act.ATTACK, Act.CONCEDE, Act.ACCUSE}
_SIDES = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY}
_KNOWN = 10
"""What a known conflict adds at most."""
_UNLISTED = 6
"""What it adds that a report sets a side which no pack knows against another."""
_CROWD = 3
"""How much more often another actor is named than both sides of a conflict that a report names in passing."""
_LEAD = 1.5
"""How much more often the two must stand against each other than the next pair."""


def side_of(actor: ActorRef) -> str | None:
    """The side that an actor stands for: itself, or the state that a person acts for."""
    if actor.kind in _SIDES:
        return actor.name
    return actor.country if actor.kind is ActorKind.PERSON else None


def stands_for(context: Context, actor: ActorRef) -> str | None:
    """The side that an actor stands for; None for who serves an international body, whatever state they come from."""
    return None if actor.kind is ActorKind.PERSON and serves_body(context, actor.name) else side_of(actor)


def serves_body(context: Context, name: str) -> bool:
    """Whether somebody holds an office of an international body on the report's day: "the UN envoy", a Peruvian."""
    entry = context.world.entries.get(name)
    day = context.report.published
    held = [o.of for o in entry.offices if day is None or o.held_on(day)] if entry is not None else []
    bodies = (context.world.entries.get(of) for of in held)
    return any(b is not None and b.kind is ActorKind.IGO for b in bodies)


def find_sides(context: Context, moves: Sequence[Move]) -> tuple[str, str] | None:
    """The two sides that the report sets against each other most; None where no pair stands out."""
    pairs: Counter[frozenset[str]] = Counter()
    thirds: set[str] = {n for m in moves if m.act is Act.MEDIATE for a in m.actors if (n := stands_for(context, a))}
    thirds |= {p.actor.name for p in named_roles(context)}
    for move in moves:
        _tally(context, move, pairs)
    for pair, times in _named_together(context).items():
        pairs[pair] += times
    for pair in [p for p in pairs if p & thirds]:
        del pairs[pair]
    _add_rebellion(context, thirds, pairs)
    _add_known(context, pairs)
    told = find_unlisted_pair(context, moves)
    if told is not None:
        pairs[frozenset(told)] += _UNLISTED
    for war in find_home_wars(context):
        pairs[frozenset(side[0] for side in war.sides[:2])] += _KNOWN
    ranked = sorted(((n, sorted(p)) for p, n in pairs.items() if n > 1), key=lambda x: (-x[0], x[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]):
        return None
    first, second = ranked[0][1]
    return first, second


def _add_rebellion(context: Context, thirds: set[str], pairs: Counter[frozenset[str]]) -> None:
    """An armed group that a report often names stands against the state, or the army, that it names most."""
    counts: Counter[tuple[bool, str]] = Counter()
    for m in context.references.mentions:
        if m.kind in _SIDES and m.names[0] not in thirds and m.by != "people":
            counts[m.kind is ActorKind.ARMED_GROUP, m.names[0]] += 1
    groups = [(n, name) for (armed, name), n in counts.items() if armed and n > 2]
    states = [(n, name) for (armed, name), n in counts.items() if not armed and n > 2]
    if groups and states:
        group, state = max(groups)[1], max(states)[1]
        army = [name for n, name in states if _is_army_of(context, name, group)]
        pairs[frozenset((group, army[0] if army else state))] += 4


def warring_armies(context: Context) -> dict[str, str]:
    """The armies that are the principal of a side in a known conflict, with their states."""
    return context.once("warring armies", lambda own: own.world.warring_armies())


def _add_known(context: Context, pairs: Counter[frozenset[str]]) -> None:
    """A conflict that packs know, of which the report names both sides: the more it names it, the likelier it is about it."""
    named: Counter[str] = Counter()
    for m in context.references.mentions:
        named[m.names[0]] += 1
        if m.kind is ActorKind.PERSON and m.country:
            named[m.country] += 1
    most = max(named.values(), default=0)
    for army, state in warring_armies(context).items():
        named[army] = named[army] or named[state]
    for conflict in context.world.conflicts.values():
        sides = [next((n for n in side if named[n]), side[0]) for side in conflict.sides]
        if not all(named[s] for s in sides) or not conflict.runs_on(context.report.published):
            continue
        least = min(named[s] for s in sides)
        if least == 1 and most > _CROWD * sum(named[s] for s in sides):
            continue
        weight = least + min(4, sum(named[p] for p in conflict.places))
        pairs[frozenset(sides[:2])] += min(_KNOWN, weight)


def _is_army_of(context: Context, name: str, group: str) -> bool:
    """Whether `name` is an army that stands against the group in its own name."""
    return name in warring_armies(context) and group in context.world.opponents(name)


def _tally(context: Context, move: Move, pairs: Counter[frozenset[str]]) -> None:
    """Count who stands against whom in a move; two who act as one on a third are not each other's opponents."""
    actors = {n for a in move.actors if (n := stands_for(context, a))}
    others = {n for a in move.recipients if (n := stands_for(context, a))}
    for a in actors:
        for b in others - {a}:
            pairs[frozenset((a, b))] += _AGAINST.get(move.act, 0) + _TOGETHER.get(move.act, 0)
    if len(actors) == 2 and any(a.by not in {"description", "context"} for a in move.actors):
        pairs[frozenset(actors)] += _TOGETHER.get(move.act, -2)


def _named_together(context: Context) -> Counter[frozenset[str]]:
    """ "Between A and B", "the A–B war": two names that the words themselves set side by side."""
    out: Counter[frozenset[str]] = Counter()
    mentions = [m for m in context.references.mentions if m.kind in _SIDES]
    text = text_of(context.doc)
    for a, b in pairwise(mentions):
        gap = text[a.span.end : b.span.start]
        if b.span.start - a.span.end > 12 or a.names == b.names:
            continue
        before = text[max(0, a.span.start - 12) : a.span.start].lower()
        if _ALLIES.match(text, b.span.end):
            out[frozenset((a.names[0], b.names[0]))] -= 3
        elif gap.strip() in {"-", "–"} or ("between" in before and gap.strip() in {"and", "and the"}):
            out[frozenset((a.names[0], b.names[0]))] += 2
    return out


def fill_sides(context: Context, moves: Sequence[Move], sides: tuple[str, str] | None) -> tuple[Move, ...]:
    """The moves, with the slots filled that only the report's two sides can fill."""
    if sides is None:
        return tuple(moves)
    return tuple(_fill(context, move, sides) for move in moves)


def _fill(context: Context, move: Move, sides: tuple[str, str]) -> Move:
    if _is_of_both(context, move):
        return replace(move, actors=tuple(_ref(context, s) for s in sides))
    if move.act in _ONE_SIDED and not move.recipients and len(move.actors) == 1:
        own = stands_for(context, move.actors[0])
        if own in sides:
            return replace(move, recipients=(_ref(context, sides[1] if own == sides[0] else sides[0]),))
    return move


def fill_both(
    context: Context, moves: Sequence[Move], read: Sequence[Move], sides: tuple[str, ...]
) -> tuple[Move, ...]:
    """The moves, with both sides in those that only the two do together: "the talks resumed".

    `read` are the same moves as the rules fill them; those of which a clause names anybody stay as they are.
    """
    if len(sides) != 2:
        return tuple(moves)
    both = tuple(_ref(context, s) for s in sides)
    return tuple(
        replace(move, actors=both, recipients=())
        if _is_of_both(context, own) and not {a.name for a in (*move.actors, *move.recipients)} - set(sides)
        else move
        for move, own in zip(moves, read, strict=True)
    )


def _is_of_both(context: Context, move: Move) -> bool:
    """Whether an act that two do together names nobody and is told as known: "the talks"."""
    return move.act in _MUTUAL and not move.actors and not move.recipients and _is_definite(context, move.trigger)


def _ref(context: Context, name: str) -> ActorRef:
    entry = context.world.entries.get(name) or find_unlisted(context).get(name)
    return ActorRef(
        name=name,
        kind=entry.kind if entry else ActorKind.UNKNOWN,
        by="context",
        country=entry.country if entry else None,
    )


def _is_definite(context: Context, trigger: Span) -> bool:
    """Whether the act is of something known: "the talks", or "the talks resumed"."""
    tokens = tokens_at(context.doc, trigger.start, trigger.end)
    if tokens is None:
        return False
    nouns = [tokens.root] if tokens.root.pos_ == "NOUN" else [t for t in tokens.root.children if t.dep_ in _SUBJECTS]
    return any(t.lower_ in {"the", "these", "their"} for noun in nouns for t in noun.lefts)
