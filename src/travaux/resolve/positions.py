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
from travaux.ontology.dossier import Dissent, PositionChange, PositionItem
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ResponseKind, Stance
from travaux.packs.world import Entry, World
from travaux.resolve.days import UNDATED, day_of, days_between, known, newest_day
from travaux.resolve.joining import Corpus, alike, content_words, day_bounds

_STANCES = {
    Act.ACCEPT: Stance.ACCEPTS,
    Act.AGREE: Stance.ACCEPTS,
    Act.SUPPORT: Stance.ACCEPTS,
    Act.PROPOSE: Stance.WANTS,
    Act.REJECT: Stance.REFUSES,
}
_NAMED_ONLY = ":noun:"
"""In the rule of a move that a noun told: of these only a refusal ("its rejection of the plan") tells a stance."""
_AWAITING = re.compile(
    r"\b(?:until|unless|if|once|before|whether|as soon as|in case)(?: (?:the|its|their|both))?\s*$", re.IGNORECASE
)
_BACKED = re.compile(r"-(?:backed|supported|sponsored)\b")
"""What somebody stands behind in passing ("the Peru-backed group") is no stance on the issue of the sentence."""
_FOR = {Stance.WANTS, Stance.ACCEPTS}
_SIDES = {
    ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.IGO,
    ActorKind.POLITICAL_PARTY, ActorKind.AGENCY, ActorKind.FORMAT,
}  # fmt: skip
_ORGANS = {ActorKind.MILITARY, ActorKind.AGENCY}
_RECENT = 30
"""Days within which words against a party's latest ones are dissent, and not an older position."""
_REMEMBERED = 60
"""Statements back to which a change is looked for."""
_BARE = 1
"""Words of content that are too few to tell one matter from another ("rejected it")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """What one claim tells of one party on one issue."""

    claim: AnyClaim
    actor: str
    person: str | None
    issue: Issue
    stance: Stance
    day: str
    target: str | None
    """The proposal answered, None where there is none or it is unknown."""
    order: tuple[object, ...]


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
    cells: dict[tuple[str, Issue], list[_Statement]] = {}
    for s in sorted(_statements(corpus, voiced, told, world), key=lambda s: s.order):
        cells.setdefault((s.actor, s.issue), []).append(s)
    newest = newest_day(corpus)
    issues = list(Issue)
    ranked = sorted(cells, key=lambda c: (c[0] not in told, c[0], issues.index(c[1])))
    return tuple(_item(corpus, cells[key], newest) for key in ranked)


def _item(corpus: Corpus, cell: list[_Statement], newest: str | None) -> PositionItem:
    last = _latest(cell)
    told = _telling(cell, last)
    dissent = tuple(_dissent(corpus, cell, last))
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
        changes=tuple(_changes(corpus, [s for s in cell if claim_id(s.claim) not in apart])),
    )


_WEIGHED = re.compile(r"\+weighed(?!-)")
"""In the rule of a move whose actor no word tells, only the whole report makes likely: nobody takes a position by that."""


def _statements(corpus: Corpus, voiced: Voiced, told: frozenset[str], world: World) -> Iterator[_Statement]:
    answers = {(r.report, r.span): r for r in voiced.responses}
    asked = {(d.report, d.span) for d in voiced.demands}
    issues = {claim_id(p): p.issues for p in voiced.proposals}
    issues |= {claim_id(d): (d.issue,) for d in voiced.demands if d.issue is not None}
    reader = _Reader(corpus, told, world, voiced.mentions)
    for d in voiced.demands:
        if d.issue is not None:
            yield from reader.read(d, d.by, (d.issue,), Stance.WANTS)
    for m in corpus.memory.pick("stances", voiced.moves, lambda m: m.act in _STANCES):
        answer = answers.get((m.report, m.span))
        stance = stance_of(m, answer)
        if stance is None or _WEIGHED.search(m.rule) or _is_awaited(corpus, m):
            continue
        if (m.report, m.span) not in asked:
            of = m.issues or issues.get((answer.target or "") if answer else "", ())
            yield from reader.read(m, m.actors, of, stance, answer.target if answer else None)
    for p in voiced.mentions:
        yield from reader.read(p, p.by, (p.issue,), p.stance)


def _is_awaited(corpus: Corpus, move: Move) -> bool:
    """ "Will fight until the town accepts": what others wait for is no stance of the town."""
    if move.modality is not Modality.HYPOTHETICAL:
        return False
    before = corpus.reports[move.report].text[max(0, move.span.start - 40) : move.span.start]
    return _AWAITING.search(before) is not None


def stance_of(move: Move, answer: Response | None) -> Stance | None:
    """What a move says of its issues: none where it only might come, or is only named."""
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
        return Stance.CONDITIONAL if move.act is Act.ACCEPT else None
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
        target: str | None = None,
    ) -> Iterator[_Statement]:
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
                yield _Statement(
                    claim=claim,
                    actor=party,
                    person=self._person(claim, actor, party),
                    issue=issue,
                    stance=stance,
                    day=day,
                    target=target,
                    order=(day, not past, self.corpus.order(claim), party, issue.value),
                )

    def _day(self, claim: AnyClaim) -> str:
        """When it was said: on the day told, or by the end of the month or year told; never after the report."""
        out = self.corpus.days[claim.report]
        when = getattr(claim, "when", None) or self.said.get((claim.report, claim.span))
        day = day_of(self.corpus, claim)
        told = day_bounds(when, whole=True) if day == out else None
        return min(day if told is None else told[1].isoformat(), out)

    def _person(self, claim: AnyClaim, actor: ActorRef, party: str) -> str | None:
        """Who speaks for the party here; None where it is told of the party as such."""
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


def _latest(cell: list[_Statement]) -> _Statement:
    """The last statement; of one day's, the last of the party as such before one of a single person."""
    day = cell[-1].day
    last = [s for s in cell if s.day == day]
    stances = {s.stance for s in last}
    whole = [s for s in last if s.person is None]
    return whole[-1] if len(stances) > 1 and whole else cell[-1]


def _telling(cell: Sequence[_Statement], last: _Statement) -> _Statement:
    """Of what that day tells of the same stance, by the same voice, the words that say most ("They refused" says little)."""
    same = [s for s in cell if s.day == last.day and s.stance is last.stance and s.person == last.person]
    bare = len(content_words(last.claim.quote)) <= _BARE
    return max(same, key=lambda s: len(content_words(s.claim.quote))) if bare else last


def _opposed(a: Stance, b: Stance) -> bool:
    return (a in _FOR and b is Stance.REFUSES) or (b in _FOR and a is Stance.REFUSES)


def _dissent(corpus: Corpus, cell: Sequence[_Statement], last: _Statement) -> Iterator[Dissent]:
    """Each other person of the party whose last words on the same matter are against its latest, and not old."""
    said: dict[str, _Statement] = {}
    for s in cell:
        if s.person is not None and s.person != last.person:
            said[s.person] = s
    for person, s in said.items():
        gap = days_between(known(s.day), known(last.day))
        if _opposed(s.stance, last.stance) and _one_matter(s, last) and gap is not None and abs(gap) <= _RECENT:
            yield Dissent(
                id=claim_id(s.claim),
                evidence=corpus.evidence([s.claim]),
                person=person,
                stance=s.stance,
                quote=s.claim.quote,
                day=known(s.day),
            )


def _changes(corpus: Corpus, cell: Sequence[_Statement]) -> Iterator[PositionChange]:
    """Each time that the party, or one who spoke for it before, takes another stance on the same matter on a later day."""
    for k, after in enumerate(cell):
        before = next(
            (b for b in reversed(cell[max(0, k - _REMEMBERED) : k]) if _one_voice(b, after) and _one_matter(b, after)),
            None,
        )
        if before is None or before.stance is after.stance or not before.day < after.day < UNDATED:
            continue
        if {before.stance, after.stance} <= _FOR:
            continue
        pair = (before.claim, after.claim)
        yield PositionChange(
            id=min(claim_id(c) for c in pair),
            evidence=corpus.evidence(pair),
            before=before.stance,
            after=after.stance,
            before_quote=before.claim.quote,
            after_quote=after.claim.quote,
            before_day=known(before.day),
            after_day=known(after.day),
        )


def _one_voice(a: _Statement, b: _Statement) -> bool:
    """Two persons of a party who differ are no change of it."""
    return a.person is None or b.person is None or a.person == b.person


def _one_matter(a: _Statement, b: _Statement) -> bool:
    """Whether two stances are on one thing: the same proposal, like words, or one of them too bare to be of another."""
    if a.target is not None and b.target is not None:
        return a.target == b.target
    x, y = _content(a.claim), _content(b.claim)
    if min(len(content_words(x)), len(content_words(y))) <= _BARE:
        return a.target == b.target or not (a.target and b.target)
    return alike(x, y)


def _content(claim: AnyClaim) -> str:
    if isinstance(claim, Demand):
        return claim.content
    if isinstance(claim, Move) and claim.about is not None and claim.span.covers(claim.about):
        return claim.quote[claim.about.start - claim.span.start : claim.about.end - claim.span.start]
    return claim.quote
