"""What each actor is to the negotiation, as the report says or shows it: one role for each.

A person has the role of the side that they act for. Who neither bargains nor mediates and yet acts is another state, an
international body or an aid organisation.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from travaux.coding.context import Context, make_refs
from travaux.coding.gobetweens import find_go_betweens
from travaux.coding.grounding import ground, ground_like
from travaux.coding.hosts import find_hosts
from travaux.coding.mediating import find_mediating
from travaux.coding.moves import sure_actors
from travaux.coding.rebellion import find_rebellion
from travaux.coding.sides import serves_body, stands_for
from travaux.coding.table import Table, find_addressers, name_sides, refer
from travaux.coding.thirds import named_roles
from travaux.coding.unlisted import code_unlisted
from travaux.ontology.claim import ActorRef, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, Modality, Role
from travaux.reading.annotations import Mention

_BARGAIN = {
    Act.REJECT,
    Act.ACCEPT,
    Act.PROPOSE,
    Act.DEMAND,
    Act.AGREE,
    Act.CONCEDE,
    Act.CEASEFIRE,
    Act.RELEASE,
    Act.WITHDRAW,
    Act.SUSPEND,
    Act.RESUME,
}
_DEALING = _BARGAIN | {Act.MEET, Act.MEDIATE, Act.PRESS, Act.SUPPORT, Act.THREATEN, Act.ASSESS, Act.SANCTION}
_SIDES = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.POLITICAL_PARTY}
_WAR = {Act.ATTACK, Act.DETAIN, Act.CEASEFIRE, Act.RELEASE, Act.WITHDRAW}
_MOST = 12
"""Who matters for a negotiation, at most; parties and mediators first."""
_OFTEN = 2
"""How often an armed group is told, or told to fight, that is more than named in passing."""
_NAMED_OFTEN = 2
"""How often a report names a body that matters for the negotiation without doing anything in it."""
_UNSURE = frozenset({"words", "context"})
_OF_ONE_SIDE = 3
"""Persons of one side that matter, at most: those who act and are named most."""
_AID = {
    "relief",
    "humanitarian",
    "food",
    "refugee",
    "refugees",
    "children",
    "health",
    "crescent",
    "cross",
    "aid",
    "médecins",
    "doctors",
    "care",
    "kitchen",
}
_OF_NO_SIDE = re.compile(
    r"^(?:\w+['’]s |the |a |an )?(?:former|ex|retired|late)\b|\b(?:institute|university|analyst|expert|professor|researcher"
    r"|fellow|think tank|author|historian|economist|strategist|commentator)\b",
    re.IGNORECASE,
)
"""Offices of those who judge, or dealt once, and act for no side."""
_WATCHING = frozenset(
    "watch rights observatory amnesty monitor institute journalists reporters consortium centre".split()
)
_SPONSORING = frozenset({"role-sponsors", "role-mediates"})
"""Rules by which a body stands between the sides."""
_ORDER = [
    Role.PARTY,
    Role.ARMED_GROUP,
    Role.MEDIATOR,
    Role.GUARANTOR,
    Role.HOST,
    Role.MESSAGE_CARRIER,
    Role.OBSERVER,
    Role.IGO,
    Role.AID_ACTOR,
    Role.OTHER_STATE,
]


@dataclass(frozen=True, slots=True)
class _Given:
    """Roles given so far, by name."""

    claims: dict[str, Participation]

    def give(self, claim: Participation) -> None:
        self.claims.setdefault(claim.actor.name, claim)

    def role(self, name: str | None) -> Role | None:
        return self.claims[name].role if name in self.claims else None


def code_roles(context: Context, moves: Sequence[Move], table: Table) -> tuple[Participation, ...]:
    """One claim for each actor that matters, up to twelve: as named, as their acts show, as the side they act for."""
    given = _Given({})
    for claims in (
        _told(context, moves, table),
        _at_table(context, table),
        code_unlisted(context),
        _parties(context, moves, table),
        _fighting(context, moves, table),
        _foes_at_talks(context, moves, table),
        find_hosts(context, moves, table),
        _bodies(context, moves),
    ):
        for claim in claims:
            given.give(claim)
    for claim in (*_other_states(context, moves, table, given), *_people(context, moves, table, given)):
        given.give(claim)
    told = Counter(m.names[0] for m in context.references.mentions)
    ranked = sorted(given.claims.values(), key=lambda c: (_rank(c), -told[c.actor.name], c.span.start))
    return tuple(sorted(ranked[:_MOST], key=lambda c: c.span))


def _rank(claim: Participation) -> int:
    """Sides first, then who stands between them or hosts them, then the persons of the sides, then all others."""
    person = claim.actor.kind is ActorKind.PERSON
    return max(_ORDER.index(claim.role), _ORDER.index(Role.HOST) if person else 0)


def _told(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Participation]:
    """Mediators and hosts as the report's words name them; a body is one where it sponsors the talks."""
    for claim in (*named_roles(context), *find_mediating(context, moves), *find_go_betweens(context, table.sides)):
        if claim.actor.name not in table.sides and (claim.actor.kind is not ActorKind.IGO or claim.rule in _SPONSORING):
            yield claim


def _at_table(context: Context, table: Table) -> Iterator[Participation]:
    """The sides, and those who announce, propose or meet between them, each where the report first names them."""
    for names, role, rule in ((table.sides, Role.PARTY, "role-side"), (table.mediators, Role.MEDIATOR, "role-between")):
        homes = {_country_of(context, s) for s in table.sides} if role is Role.MEDIATOR else set()
        for name in (n for n in names if n not in homes):
            rebellion = find_rebellion(context)
            if rebellion is not None and name == rebellion.opponents:
                yield Participation(**ground(context, rebellion.span, rule), actor=rebellion.refer(), role=role)
                continue
            mention = _first_mention(context, name)
            if mention is not None and (role is Role.PARTY or mention.kind is not ActorKind.IGO):
                ref = name_sides(context, table, make_refs(mention))[0]
                ref = ref if mention.names[0] == name else refer(context, name, ref)
                yield Participation(**ground(context, mention.span, rule), actor=ref, role=role)


def _first_mention(context: Context, name: str) -> Mention | None:
    """Where an actor is first named; an army that goes by its state's name stands where the state is."""
    first = context.once("first mentions", _first_mentions)
    entry = context.world.entries.get(name)
    home = entry.country if entry is not None and entry.kind is ActorKind.MILITARY else None
    return first.get(name) or (first.get(home) if home else None)


def _first_mentions(context: Context) -> dict[str, Mention]:
    """Where each name is first told."""
    return {m.names[0]: m for m in reversed(context.references.mentions)}


def _parties(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Participation]:
    """Where the table is not known: those that bargain with or fight each other most, up to four."""
    weight: Counter[str] = Counter()
    first: dict[str, tuple[Move, ActorRef]] = {}
    for move in moves:
        for actor in (*move.actors, *move.recipients):
            if actor.kind not in _SIDES or actor.name in table.mediators or actor.by in {"words", "context"}:
                continue
            weight[actor.name] += (2 if move.act in _BARGAIN else 1) if move.act in _BARGAIN | _WAR else 0
            if move.act in _BARGAIN | _WAR and actor.name not in first:
                first[actor.name] = (move, actor)
    known = bool(table.sides)
    above = set(find_addressers(context, moves))
    for name, n in weight.most_common(4):
        armed = first[name][1].kind is not ActorKind.STATE if name in first else False
        if name not in above and n >= 3 and n * 5 >= weight.most_common(1)[0][1] and (not known or (armed and n >= 4)):
            move, actor = first[name]
            yield Participation(**ground_like(move, "role-bargains"), actor=actor, role=Role.PARTY)


def _fighting(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Participation]:
    """Armed groups, besides the sides at the table, that fight or bargain, or suffer it, more than in passing."""
    told = Counter(m.names[0] for m in context.references.mentions)
    deeds: Counter[str] = Counter()
    first: dict[str, tuple[Move, ActorRef]] = {}
    for move in moves:
        if move.act in _BARGAIN | _WAR:
            for actor in (*move.actors, *move.recipients):
                if actor.kind is ActorKind.ARMED_GROUP and actor.by not in _UNSURE:
                    deeds[actor.name] += 1
                    first.setdefault(actor.name, (move, actor))
    for name, (move, actor) in first.items():
        if name not in table.mediators and (deeds[name] >= _OFTEN or told[name] >= _OFTEN):
            yield Participation(**ground_like(move, "role-fights"), actor=actor, role=Role.ARMED_GROUP)


def _foes_at_talks(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Participation]:
    """Two others who meet, of whom packs know that they stand against each other: a report on two negotiations."""
    for move in moves:
        here = {n: a for a in (*move.actors, *move.recipients) if a.by not in _UNSURE and (n := stands_for(context, a))}
        if move.act is not Act.MEET or set(here) & set(table.mediators):
            continue
        for name, actor in here.items():
            if set(here) & context.world.opponents(name) and name not in table.sides:
                ref = refer(context, name, actor)
                yield Participation(**ground_like(move, "role-meets"), actor=ref, role=Role.PARTY)


def _bodies(context: Context, moves: Sequence[Move]) -> Iterator[Participation]:
    """International bodies and aid organisations that act in the report."""
    aid = _aid_bodies(context)
    for move in moves:
        for actor in move.actors:
            if (actor.kind is ActorKind.NGO and not _watches(actor.name)) or (
                actor.kind is ActorKind.IGO and actor.name in aid
            ):
                yield Participation(**ground_like(move, "role-aid"), actor=actor, role=Role.AID_ACTOR)
            elif actor.kind is ActorKind.IGO:
                yield Participation(**ground_like(move, "role-body"), actor=actor, role=Role.IGO)
    for mention in context.references.mentions:
        if mention.kind in {ActorKind.NGO, ActorKind.IGO} and mention.names[0] in aid:
            yield Participation(
                **ground(context, mention.span, "role-aid"), actor=make_refs(mention)[0], role=Role.AID_ACTOR
            )

    told = Counter(m.names[0] for m in context.references.mentions if m.kind is ActorKind.IGO)
    for mention in context.references.mentions:
        if mention.kind is ActorKind.IGO and told[mention.names[0]] >= _NAMED_OFTEN:
            yield Participation(
                **ground(context, mention.span, "role-body"), actor=make_refs(mention)[0], role=Role.IGO
            )


def _watches(name: str) -> bool:
    """Whether an organisation watches and tells, by its name, and brings no aid."""
    return not _WATCHING.isdisjoint(name.lower().split())


def _aid_bodies(context: Context) -> set[str]:
    """Of the bodies named, those whose known names speak of relief, food, health or refugees."""
    named = {m.names[0] for m in context.references.mentions if m.kind in {ActorKind.NGO, ActorKind.IGO}}
    if not named:
        return set()
    return {name for name in named if any(_AID & {*words.lower().split()} for words in context.world.words_of(name))}


def _other_states(context: Context, moves: Sequence[Move], table: Table, given: _Given) -> Iterator[Participation]:
    """States that act in the report and are nothing else to the talks; not the state whose army is a side."""
    homes = {_country_of(context, s) for s in table.sides}
    told = Counter(m.names[0] for m in context.references.mentions)
    for move in moves:
        past = move.modality is Modality.HISTORICAL
        for actor in sure_actors(move):
            if (
                actor.kind is ActorKind.STATE
                and actor.by != "words"
                and not (past and told[actor.name] <= _NAMED_OFTEN)
                and given.role(actor.name) is None
                and actor.name not in homes
            ):
                yield Participation(**ground_like(move, "role-acts"), actor=actor, role=Role.OTHER_STATE)
    for state in _states_of_dealers(context, moves) if given.claims else ():
        if state.names[0] not in homes and given.role(state.names[0]) is None:
            yield Participation(
                **ground(context, state.span, "role-acts"), actor=make_refs(state)[0], role=Role.OTHER_STATE
            )


def _states_of_dealers(context: Context, moves: Sequence[Move]) -> Iterator[Mention]:
    """The states, where the report names them, for which persons deal with others."""
    dealers = _dealers(moves)
    persons = (m for m in context.references.mentions if m.kind is ActorKind.PERSON and m.names[0] in dealers)
    served = dict.fromkeys((m.names[0], m.country or "") for m in persons)
    for country in dict.fromkeys(country for name, country in served if not serves_body(context, name)):
        state = _first_mention(context, country)
        if state is not None and state.kind is ActorKind.STATE:
            yield state


def _dealers(moves: Sequence[Move]) -> frozenset[str]:
    """The names of those who deal with others by what they say and do."""
    return frozenset(a.name for m in moves if m.act in _DEALING for a in m.actors)


def _people(context: Context, moves: Sequence[Move], table: Table, given: _Given) -> Iterator[Participation]:
    """Persons who act or speak, with the role of those for whom they do."""
    active = {a.name for m in moves for a in (*m.actors, *m.recipients)}
    dealing = _dealers(moves)
    active |= {c.speaker for m in moves if (c := m.voice).speaker}
    first: dict[str, Mention] = {}
    times: Counter[str] = Counter()
    for mention in context.references.mentions:
        if mention.kind is ActorKind.PERSON:
            first.setdefault(mention.names[0], mention)
            times[mention.names[0]] += 2 if mention.names[0] in active else 1
    of_side: Counter[str | None] = Counter()
    for name in sorted(first, key=lambda n: (-times[n], first[n].span.start)):
        mention = first[name]
        role = _role_of_person(context, mention, table, given, dealing)
        known = role is not None and (name in active or role in {Role.PARTY, Role.MEDIATOR})
        known &= not _OF_NO_SIDE.search(mention.office or "")
        of_side[mention.country] += known
        if role is not None and known and of_side[mention.country] <= _OF_ONE_SIDE:
            yield Participation(**ground(context, mention.span, "role-of-side"), actor=make_refs(mention)[0], role=role)


def _role_of_person(
    context: Context, mention: Mention, table: Table, given: _Given, dealing: frozenset[str]
) -> Role | None:
    """The role of the side or body whom a person serves; another state's, where the person deals with the talks."""
    entry = context.world.entries.get(mention.names[0])
    bodies = [o.of for o in entry.offices] if entry is not None else []
    for body in (*bodies, mention.country):
        if body is None:
            continue
        if body in table.sides or any(_country_of(context, s) == body for s in table.sides):
            return Role.PARTY
        role = given.role(body)
        if role is Role.AID_ACTOR:
            return None
        if role is Role.IGO:
            return role if mention.names[0] in dealing else None
        if role is not None:
            return role
    return Role.OTHER_STATE if mention.country and given.claims and mention.names[0] in dealing else None


def _country_of(context: Context, name: str) -> str | None:
    entry = context.world.entries.get(name)
    return entry.country if entry is not None and entry.country else None
