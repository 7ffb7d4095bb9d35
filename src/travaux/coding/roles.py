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
from travaux.coding.rebellion import find_rebellion
from travaux.coding.sides import stands_for
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.thirds import named_roles
from travaux.ontology.claim import ActorRef, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, Role
from travaux.reading.annotations import Mention
from travaux.reading.lookup import tokens_at

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
_TALKS = frozenset({"talk", "talks", "negotiation", "summit", "round", "dialogue"})
_MOST = 12
"""Who matters for a negotiation, at most; parties and mediators first."""
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
_ORDER = [
    Role.PARTY,
    Role.ARMED_GROUP,
    Role.MEDIATOR,
    Role.GUARANTOR,
    Role.HOST,
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


_HOSTED = re.compile(r"\bhosted by\b", re.IGNORECASE)


def code_roles(context: Context, moves: Sequence[Move], table: Table) -> tuple[Participation, ...]:
    """One claim for each actor that matters, up to twelve: as named, as their acts show, as the side they act for."""
    given = _Given({})
    for claims in (
        _told(context, moves, table),
        _at_table(context, table),
        _parties(moves, table),
        _foes_at_talks(context, moves, table),
        _hosts(context, moves, table),
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
    for claim in (*named_roles(context), *_mediating(moves), *find_go_betweens(context, table.sides)):
        if claim.actor.name not in table.sides and (
            claim.actor.kind is not ActorKind.IGO or claim.rule == "role-sponsors"
        ):
            yield claim


def _mediating(moves: Sequence[Move]) -> Iterator[Participation]:
    for move in moves:
        if move.act is Act.MEDIATE:
            for actor in move.actors:
                if actor.by not in {"words", "pronoun", "context"}:
                    trigger = move.quote[move.trigger.start - move.span.start :][:12].lower()
                    role = Role.HOST if "host" in trigger or _HOSTED.search(move.quote) else Role.MEDIATOR
                    yield Participation(**ground_like(move, "role-mediates"), actor=actor, role=role)


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
                yield Participation(**ground(context, mention.span, rule), actor=ref, role=role)


def _first_mention(context: Context, name: str) -> Mention | None:
    """Where an actor is first named; an army that goes by its state's name stands where the state is."""
    mentions = context.references.mentions
    entry = context.world.entries.get(name)
    home = entry.country if entry is not None and entry.kind is ActorKind.MILITARY else None
    return next((m for m in mentions if m.names[0] == name), None) or next(
        (m for m in mentions if home and m.names[0] == home), None
    )


def _parties(moves: Sequence[Move], table: Table) -> Iterator[Participation]:
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
    for name, n in weight.most_common(4):
        armed = first[name][1].kind is not ActorKind.STATE if name in first else False
        if n >= 3 and n * 5 >= weight.most_common(1)[0][1] and (not known or (armed and n >= 4)):
            move, actor = first[name]
            yield Participation(**ground_like(move, "role-bargains"), actor=actor, role=Role.PARTY)


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


def _hosts(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Participation]:
    """The state in which the sides meet, where it is none of them."""
    for move in moves:
        if (
            move.act is not Act.MEET
            or move.place is None
            or move.place_span is None
            or not _is_of_talks(context, move, table)
        ):
            continue
        state = context.world.capitals.get(move.place, move.place)
        if state in table.sides:
            continue
        entry = context.world.entries.get(state)
        if entry is not None and entry.kind is ActorKind.STATE and state not in {a.name for a in move.actors}:
            ref = ActorRef(name=state, kind=ActorKind.STATE, span=move.place_span, by="pack", country=state)
            yield Participation(**ground_like(move, "role-hosts"), actor=ref, role=Role.HOST)


def _is_of_talks(context: Context, move: Move, table: Table) -> bool:
    """Whether a meeting is one of the sides, or of one with who stands between; or plain talks, whoever sits there."""
    names = {n for a in (*move.actors, *move.recipients) for n in (a.name, a.country) if n}
    if not names:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        return trigger is not None and trigger.root.lemma_.lower() in _TALKS
    return len(names & {*table.sides, *table.mediators}) > 1


def _bodies(context: Context, moves: Sequence[Move]) -> Iterator[Participation]:
    """International bodies and aid organisations that act in the report."""
    aid = _aid_bodies(context)
    for move in moves:
        for actor in move.actors:
            if actor.kind is ActorKind.NGO or (actor.kind is ActorKind.IGO and actor.name in aid):
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


def _aid_bodies(context: Context) -> set[str]:
    """Of the bodies named, those whose known names speak of relief, food, health or refugees."""
    named = {m.names[0] for m in context.references.mentions if m.kind in {ActorKind.NGO, ActorKind.IGO}}
    if not named:
        return set()
    return {name for name in named if any(_AID & {*words.lower().split()} for words in context.world.words_of(name))}


def _other_states(context: Context, moves: Sequence[Move], table: Table, given: _Given) -> Iterator[Participation]:
    """States that act in the report and are nothing else to the talks; not the state whose army is a side."""
    homes = {_country_of(context, s) for s in table.sides}
    for move in moves:
        for actor in move.actors:
            if (
                actor.kind is ActorKind.STATE
                and actor.by not in {"words", "context"}
                and given.role(actor.name) is None
                and actor.name not in homes
            ):
                yield Participation(**ground_like(move, "role-acts"), actor=actor, role=Role.OTHER_STATE)


def _people(context: Context, moves: Sequence[Move], table: Table, given: _Given) -> Iterator[Participation]:
    """Persons who act or speak, with the role of those for whom they do."""
    active = {a.name for m in moves for a in (*m.actors, *m.recipients)}
    dealing = frozenset(a.name for m in moves if m.act in _DEALING for a in m.actors)
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
