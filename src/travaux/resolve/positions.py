"""Positions: where each party stands on each issue, in its latest words; who of it says otherwise; and what changed.

A stance comes from a demand, an acceptance, a rejection, a proposal, or from a party's own words on the issue. It is never
weighed against others: the latest stands, with its day and its speaker. No words on an issue are no position.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from travaux.ontology.claim import (
    ActorRef,
    AnyClaim,
    Demand,
    Move,
    PositionMention,
    ProposalMention,
    Response,
    claim_id,
)
from travaux.ontology.dossier import PositionItem
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ResponseKind, Stance
from travaux.packs.world import Entry, World
from travaux.resolve.days import UNDATED, day_of, days_between, known, newest_day
from travaux.resolve.joining import Corpus, day_bounds
from travaux.resolve.proposals import BY_PART, ENDED
from travaux.resolve.stances import Statement, find_changes, find_dissent, find_latest, find_telling, names_issue
from travaux.spans import Span

_STANCES = {
    Act.ACCEPT: Stance.ACCEPTS,
    Act.AGREE: Stance.ACCEPTS,
    Act.SUPPORT: Stance.ACCEPTS,
    Act.PROPOSE: Stance.WANTS,
    Act.REJECT: Stance.REFUSES,
}
_NAMED_ONLY = ":noun:"
"""In the rule of a move that a noun told: of these only a refusal ("its rejection of the plan") tells a stance."""
_BACKED = re.compile(r"-(?:backed|supported|sponsored)\b")
"""What somebody stands behind in passing ("the Peru-backed group") is no stance on the issue of the sentence."""
_SIDES = {
    ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.IGO,
    ActorKind.POLITICAL_PARTY, ActorKind.AGENCY, ActorKind.FORMAT,
}  # fmt: skip
_ORGANS = {ActorKind.MILITARY, ActorKind.AGENCY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """The claims that tell stances."""

    demands: Sequence[Demand] = ()
    moves: Sequence[Move] = ()
    responses: Sequence[Response] = ()
    mentions: Sequence[PositionMention] = ()
    proposals: Sequence[ProposalMention] = ()


def resolve_positions(corpus: Corpus, voiced: Voiced, parties: Iterable[str], world: World) -> tuple[PositionItem, ...]:
    """One position for each party and issue, parties and issues in order; `parties` are those who negotiate."""
    told = frozenset(parties)
    cells: dict[tuple[str, Issue], list[Statement]] = {}
    for s in sorted(_statements(corpus, voiced, told, world), key=lambda s: s.order):
        cells.setdefault((s.actor, s.issue), []).append(s)
    newest = newest_day(corpus)
    issues = list(Issue)
    taken = (key for key, cell in cells.items() if not all(s.part for s in cell))
    ranked = sorted(taken, key=lambda c: (c[0] not in told, c[0], issues.index(c[1])))
    return tuple(_item(corpus, cells[key], newest) for key in ranked)


def _item(corpus: Corpus, cell: list[Statement], newest: str | None) -> PositionItem:
    whole = [s for s in cell if not s.part]
    last = find_latest(whole)
    told = find_telling(whole, last)
    dissent = tuple(find_dissent(corpus, cell, last))
    apart = {d.id for d in dissent}
    return PositionItem(
        id=min(claim_id(s.claim) for s in cell),
        evidence=corpus.evidence([s.claim for s in cell]),
        actor=last.actor,
        issue=last.issue,
        stance=last.stance,
        quote=told.claim.quote,
        latest=claim_id(told.claim),
        spoken_by=told.person,
        day=known(last.day),
        age=days_between(known(last.day), newest),
        dissent=dissent,
        changes=tuple(find_changes(corpus, [s for s in whole if claim_id(s.claim) not in apart])),
    )


_WEIGHED = re.compile(r"\+weighed(?!-)")
"""In the rule of a move whose actor no word tells, only the whole report makes likely: nobody takes a position by that."""


def _statements(corpus: Corpus, voiced: Voiced, told: frozenset[str], world: World) -> Iterator[Statement]:
    reader = _Reader(corpus, told, world, voiced.mentions)
    aims: dict[str | None, ProposalMention | Demand] = {claim_id(p): p for p in voiced.proposals}
    aims |= {claim_id(d): d for d in voiced.demands}
    ends = [r for r in voiced.responses if r.rule == ENDED]
    parts = [p for p in voiced.mentions if any(a.by == BY_PART for a in p.by)]
    apart = _places((*ends, *parts))
    for d in voiced.demands:
        if d.issue is not None:
            yield from reader.read(d, d.by, (d.issue,), Stance.WANTS)
    for m, stance, answer in _stances_of_moves(corpus, voiced):
        if not _is_inside(apart, m.report, m.trigger):
            target = aims.get(answer.target if answer else None)
            yield from reader.read(m, m.actors, _issues_told(m, target), stance, target)
    for r in ends:
        target = aims.get(r.target)
        yield from reader.read(r, r.by, _issues_of(target), Stance.REFUSES, target)
    for p in voiced.mentions:
        if p in parts or not _is_inside(apart, p.report, p.span):
            yield from reader.read(p, p.by, (p.issue,), p.stance)


def _stances_of_moves(corpus: Corpus, voiced: Voiced) -> Iterator[tuple[Move, Stance, Response | None]]:
    """The moves that tell a stance, with the answer that each gives; a demand tells its own."""
    answers = {(r.report, r.span): r for r in voiced.responses}
    asked = {(d.report, d.span) for d in voiced.demands}
    for m in corpus.memory.pick("stances", voiced.moves, lambda m: m.act in _STANCES):
        answer = answers.get((m.report, m.span))
        stance = stance_of(m, answer)
        if stance is not None and not _WEIGHED.search(m.rule) and (m.report, m.span) not in asked:
            yield m, stance, answer


def _places(claims: Iterable[Response | PositionMention]) -> dict[str, list[Span]]:
    """The words of claims, by report."""
    out: dict[str, list[Span]] = {}
    for claim in claims:
        out.setdefault(claim.report, []).append(claim.span)
    return out


def _is_inside(places: dict[str, list[Span]], report: str, span: Span) -> bool:
    return any(place.overlaps(span) for place in places.get(report, ()))


def _issues_told(move: Move, target: ProposalMention | Demand | None) -> tuple[Issue, ...]:
    """The issues that a move's own words name, or else those of what it answers: its sentence may speak of others."""
    own = tuple(i for i in move.issues if names_issue(move.quote, i))
    return own or _issues_of(target)


def _issues_of(target: ProposalMention | Demand | None) -> tuple[Issue, ...]:
    """The issues of what is answered."""
    if isinstance(target, Demand):
        return (target.issue,) if target.issue is not None else ()
    return target.issues if target is not None else ()


def stance_of(move: Move, answer: Response | None) -> Stance | None:
    """What a move says of its issues: none where it is only named, or where it only might come and no answer is given by it."""
    stance = _STANCES.get(move.act)
    if stance is None or (_NAMED_ONLY in move.rule and stance is not Stance.REFUSES):
        return None
    if move.act is Act.SUPPORT and (move.about is None or _BACKED.search(move.quote)):
        return None
    if answer is not None and answer.answer is ResponseKind.CONDITIONAL:
        return Stance.CONDITIONAL
    if move.modality is Modality.NEGATION:
        return Stance.REFUSES if move.act in {Act.ACCEPT, Act.SUPPORT} else None
    if move.modality is Modality.HYPOTHETICAL:
        return None
    return stance


class _Reader:
    """Makes the statements of claims: each actor's party, and who speaks for it."""

    def __init__(
        self, corpus: Corpus, told: frozenset[str], world: World, mentions: Sequence[PositionMention] = ()
    ) -> None:
        self.corpus = corpus
        self.said = {(p.report, p.span): p.when for p in mentions if p.when is not None}
        self.told = told
        self.world = world

    def read(
        self,
        claim: AnyClaim,
        actors: Sequence[ActorRef],
        issues: Sequence[Issue],
        stance: Stance,
        target: ProposalMention | Demand | None = None,
    ) -> Iterator[Statement]:
        """One statement for each party and issue; none from what is told only to be denied."""
        if claim.voice.denied:
            return
        day = self._day(claim)
        past = claim.modality is Modality.HISTORICAL
        for actor in actors:
            party = self._party(claim, actor)
            if party is None:
                continue
            for issue in issues:
                yield Statement(
                    claim=claim,
                    actor=party,
                    person=self._person(claim, actor, party),
                    issue=issue,
                    stance=stance,
                    day=day,
                    target=target,
                    order=(day, not past, self.corpus.order(claim), party, issue.value),
                    part=actor.by == BY_PART,
                )

    def _day(self, claim: AnyClaim) -> str:
        """When it was said: on the day told, or by the end of the month or year told; never after the report."""
        out = self.corpus.days[claim.report]
        when = getattr(claim, "when", None) or self.said.get((claim.report, claim.span))
        day = day_of(self.corpus, claim)
        told = day_bounds(when, whole=True) if day == out else None
        return min(day if told is None else told[1].isoformat(), out)

    def _person(self, claim: AnyClaim, actor: ActorRef, party: str) -> str | None:
        """Who speaks for the party here, by name or in the words for a part of it; None where it is the party as such."""
        if actor.by == BY_PART and actor.span is not None:
            words = actor.span.of(self.corpus.reports[claim.report].text)
            return " ".join(words.split()).removeprefix("The ").removeprefix("the ")
        entry = self.world.entries.get(actor.name)
        if actor.kind is ActorKind.PERSON or (entry is not None and entry.kind is ActorKind.PERSON):
            return actor.name
        voice = claim.voice
        if voice.speaker is None or voice.speaker == party:
            return None
        entry = self.world.entries.get(voice.speaker)
        told = ActorRef(name=voice.speaker, kind=ActorKind.PERSON, country=entry.country or None) if entry else None
        speaks = told is not None and entry is not None and entry.kind is ActorKind.PERSON
        if voice.on_behalf_of == party or (told is not None and speaks and self._party(claim, told) == party):
            return voice.speaker
        return voice.speaker if isinstance(claim, PositionMention) else None

    def _party(self, claim: AnyClaim, actor: ActorRef) -> str | None:
        """The party that an actor is or speaks for: one that negotiates, if it can be one; None for words and people."""
        entry = self.world.entries.get(actor.name)
        kind = entry.kind if entry is not None and actor.kind is ActorKind.UNKNOWN else actor.kind
        if kind is ActorKind.PERSON:
            return self._party_of_person(claim, actor, entry)
        if actor.name in self.told and kind is not ActorKind.UNKNOWN:
            return actor.name
        if actor.by == "words" or kind not in _SIDES or (self.told and _is_agreed(claim)):
            return None
        return actor.country if kind in _ORGANS and actor.country else actor.name

    def _party_of_person(self, claim: AnyClaim, actor: ActorRef, entry: Entry | None) -> str | None:
        """What a person holds an office of on that day, a party that negotiates first; else the state that they act for."""
        day = self.corpus.days[claim.report]
        on = None if day == UNDATED else date.fromisoformat(day)
        held = [o.of for o in entry.offices if on is None or o.held_on(on)] if entry else []
        bodies = [b for b in held if b in self.told or self._is_side(b)]
        party = next(iter([*(b for b in bodies if b in self.told), *bodies]), None) or actor.country
        party = party or (entry.country if entry else "") or None
        return None if party not in self.told and self.told and _is_agreed(claim) else party

    def _is_side(self, name: str) -> bool:
        entry = self.world.entries.get(name)
        return entry is not None and entry.kind in _SIDES - _ORGANS


def _is_agreed(claim: AnyClaim) -> bool:
    """An agreement is one of the parties: others who are told with it brought it about, or announced it."""
    return isinstance(claim, Move) and claim.act is Act.AGREE
