"""Demands and what became of them: every change of state with the claim that shows it.

A later deed of those of whom a thing was demanded meets the demand, if it is a deed of that issue and its words agree with
what was demanded; a deed of fewer than all, or of a part, meets it partly. Silence changes nothing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from travaux.ontology.claim import AnyClaim, Demand, Move, claim_id
from travaux.ontology.dossier import DemandChange, DemandItem
from travaux.ontology.vocabulary import Act, ActorKind, DemandState, DemandStrength, Issue, Modality
from travaux.resolve.days import day_of, known
from travaux.resolve.demanded import SHARE, Wanted, are_one_deed, are_same, list_numbers, may_be_same, read_wanted
from travaux.resolve.joining import (
    Corpus,
    actor_names,
    agree,
    alike,
    all_names,
    best_time,
    group_by_blocks,
    index_by_actor,
    is_apart,
    names,
)
from travaux.resolve.matching import ByWord, group_alike

_STRENGTH = list(DemandStrength)
_LIKE = 0.5
"""That of a demand and what may settle it, at least."""
_DEEDS = {
    Act.RELEASE: Issue.HOSTAGES_PRISONERS,
    Act.WITHDRAW: Issue.TROOP_WITHDRAWAL,
    Act.OPEN_ACCESS: Issue.HUMANITARIAN_ACCESS,
    Act.DELIVER_AID: Issue.HUMANITARIAN_ACCESS,
    Act.CEASEFIRE: Issue.CEASEFIRE,
}
_NAMED_ONLY = ":noun:"
"""In the rule of a move that a noun told: a release that is spoken of has not happened."""
_TOLD = {Modality.ASSERTED, Modality.HISTORICAL}
_ASKED = re.compile(r"\b(?:demand|condition|request|precondition)s?\b", re.IGNORECASE)
_DROPPED = re.compile(
    r"\b(?:drop|abandon|waiv|gave up|give up|given up|giving up|renounc|retract|no longer|withdr[ae]w\w* (?:its|their|his|the) )",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|every|full|fully|complete|completely|total|entire|immediate and unconditional)\b", re.IGNORECASE
)
_PART = re.compile(r"\b(?:some|part|partly|partial|partially|limited|first|a few|several)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:last|remaining|rest)\b", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:demand(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on|that)|appeal\w*|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)|insist\w*|propos\w+"
    r"|conditions?|requests?|hop(?:es?|ed|ing)|wish(?:es)?|wants?|wanted|pledg\w+|promis\w+|if|unless|until|whether|should|must|would)"
    r"\b[^.!?;,]{0,90}$",
    re.IGNORECASE,
)
"""Words behind which, in one clause, a deed is asked for, promised or supposed."""
_BEFORE = 100
"""Characters before a deed's words in which these are looked for."""
_OFFICE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|minister|secretary of (?:state|defen[cs]e)"
    r"|(?:foreign|defen[cs]e) secretary|king|emir|sultan|crown prince)$",
    re.IGNORECASE,
)
"""Offices whose holder speaks for a state."""
_NO_OFFICE = re.compile(
    r"\b(?:former|ex|late|advis\w+|aide|spokes\w+|shadow|opposition|commission|council|parliament|union|UN|assembly|bank|party|company|club)\b",
    re.IGNORECASE,
)
_RANK = re.compile(r"\b(?:the|vice|deputy|acting|interim)\b-?", re.IGNORECASE)
"""What stands before "president" whoever's it is."""
_STEM = 3
"""Letters that the name of a state and the word for what is its own have in common ("Spain", "Spanish")."""
_Step = tuple[DemandState, AnyClaim, tuple[str, ...]]


def resolve_demands(corpus: Corpus, demands: Sequence[Demand], moves: Sequence[Move]) -> tuple[DemandItem, ...]:
    """The same party's demands of the same content are one; `moves` are what may have settled them."""
    offices = _states_of_offices(demands)

    def block(demand: Demand) -> tuple[str, ...]:
        return tuple(sorted({offices.get(n, n) for n in names(demand.by)}))

    groups = group_by_blocks(corpus, "demands", demands, block, lambda own: _group(own, block))
    asked = {a.name for d in demands for a in (*d.by, *d.of)}
    settling = corpus.memory.pick("settling", moves, _may_settle)
    deeds = _Deeds(sorted((m for m in settling if not asked.isdisjoint(actor_names(m))), key=corpus.order), asked)
    make = corpus.memory.recall
    return tuple(make(("demand", id(g)), lambda *own: _item(corpus, *own), g, deeds.of(g)) for g in groups)


def _states_of_offices(demands: Iterable[Demand]) -> dict[str, str]:
    """People whom a report calls by an office of a state, each with that state: they demand for it."""
    held = ((a.name, a.country, a.office or "") for d in demands for a in d.by if a.kind is ActorKind.PERSON)
    return {n: state for n, state, office in held if state and _is_of_state(office, state)}


def _is_of_state(office: str, state: str) -> bool:
    """Whether an office is one of a state; a president is one who has no more words, or those of the state alone."""
    found = _OFFICE.search(office)
    if found is None or _NO_OFFICE.search(office):
        return False
    if found[0].lower() != "president":
        return True
    parts = state.lower().split()
    called = ("".join(p[0] for p in parts), *(p[:_STEM] for p in parts))
    before = _RANK.sub("", office[: found.start()]).lower().replace(".", "").split()
    return all(w.startswith(called[1:]) or w == called[0] for w in before)


def _group(demands: list[Demand], block: Callable[[Demand], tuple[str, ...]]) -> list[list[Demand]]:
    """Demands that are worded alike, together; then those that ask the same others for one deed in other words.

    What names no place or people joins those that do only where there is no choice among them.
    """
    wanted = {id(d): read_wanted(d) for d in demands}

    def is_same(a: Demand, b: Demand) -> bool:
        return agree(names(a.of), names(b.of)) and are_same(wanted[id(a)], wanted[id(b)])

    given = [_Group(g, block, wanted) for g in group_alike(demands, block, is_same, _content, SHARE)]
    told, loose = _Homes(), _Homes()
    for group in given:
        rows = told if group.is_named else loose
        rows.put(group, next(rows.find(group), None))
    for group in loose.groups:
        homes = list(told.find(group))
        told.put(group, homes[0] if len(homes) == 1 else None)
    places = {id(d): at for at, d in enumerate(demands)}
    ordered = [sorted(g.demands, key=lambda d: places[id(d)]) for g in told.groups]
    return sorted(ordered, key=lambda g: places[id(g[0])])


class _Group:
    """Demands that are one, with what all of them tell."""

    def __init__(
        self, demands: list[Demand], block: Callable[[Demand], tuple[str, ...]], wanted: Mapping[int, Wanted]
    ) -> None:
        self.demands = demands
        self.block = block(demands[0])
        self.of = frozenset(all_names(d.of for d in demands))
        self.wanted = dict.fromkeys(wanted[id(d)].bare() for d in demands)
        self.deeds = {deed: None for w in self.wanted for deed in sorted(w.deeds)}
        self.is_named = any(w.names for w in self.wanted)

    def add(self, other: "_Group") -> None:
        self.demands += other.demands
        self.of |= other.of
        self.wanted |= other.wanted
        self.deeds |= other.deeds

    def is_one_with(self, other: "_Group") -> bool:
        """Whether two groups ask the same others for one deed, and nothing in either speaks against it.

        A call to nobody for "a truce" is of one war as well as of another, unless a place is named in both.
        """
        if self.block != other.block or not agree(self.of, other.of):
            return False
        pairs = [(x, y) for x in self.wanted for y in other.wanted]
        if not all(may_be_same(x, y) for x, y in pairs) or not any(are_one_deed(x, y) for x, y in pairs):
            return False
        held = self.of or other.of or any(x.names & y.names for x, y in pairs)
        return bool(held) and not self._is_apart(other) and not other._is_apart(self)

    def _is_apart(self, other: "_Group") -> bool:
        return any(is_apart(d, other.demands) for d in self.demands)


class _Homes:
    """Groups in order, to be found by who demands and a deed: no others are one."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._rows: dict[object, dict[int, _Group]] = defaultdict(dict)
        self._places: dict[int, int] = {}

    def find(self, group: _Group) -> Iterator[_Group]:
        """Those that are one with a group, in order."""
        near = {at: home for deed in group.deeds for at, home in self._rows[group.block, deed].items()}
        return (near[at] for at in sorted(near) if near[at].is_one_with(group))

    def put(self, group: _Group, home: _Group | None) -> None:
        """Add a group to its home, or make it one."""
        if home is None:
            self._places[id(group)] = len(self.groups)
            self.groups.append(group)
        else:
            home.add(group)
        held = home or group
        for deed in group.deeds:
            self._rows[held.block, deed][self._places[id(held)]] = held


def _content(demand: Demand) -> str:
    return demand.content


class _Deeds:
    """The moves that may settle a demand, to be found by who acts and by their words, or by the issue that they speak of."""

    def __init__(self, moves: Sequence[Move], asked: Set[str]) -> None:
        self._by_word = ByWord(moves, actor_names, asked, _LIKE)
        self._asked = index_by_actor(m for m in moves if _ASKED.search(m.quote))

    def of(self, group: Sequence[Demand]) -> list[Move]:
        """Those that may have to do with a demand, each once."""
        actors = dict.fromkeys((*names(group[0].by), *all_names(d.of for d in group)))
        issue = group[0].issue
        asked = (m for name in actors for m in self._asked.get(name, ()) if issue is not None and issue in m.issues)
        found = (*self._by_word.find(actors, (d.content for d in group)), *asked)
        return list({claim_id(m): m for m in found}.values())


def _may_settle(move: Move) -> bool:
    """Whether a move can bring any demand into another state."""
    given_up = move.act is Act.CONCEDE or (move.act is Act.DEMAND and move.modality is Modality.NEGATION)
    if given_up and _DROPPED.search(move.quote) and (move.modality in _TOLD or move.act is Act.DEMAND):
        return True
    if move.modality not in _TOLD:
        return False
    done = move.act in _DEEDS and _NAMED_ONLY not in move.rule
    return done or move.act is Act.REJECT or (move.act is Act.ACCEPT and _ASKED.search(move.quote) is not None)


def _item(corpus: Corpus, group: list[Demand], moves: list[Move]) -> DemandItem:
    steps = [s for d in group for s in _told_with(d)]
    steps += [(state, m, names(m.actors)) for m in moves if (state := _settles(corpus, group, m)) is not None]
    history = _changes(corpus, steps)
    return DemandItem(
        id=min(claim_id(d) for d in group),
        evidence=corpus.evidence(group),
        by=_askers(group),
        of=all_names(d.of for d in group),
        content=group[0].content,
        issue=next((d.issue for d in group if d.issue), None),
        strength=max((d.strength for d in group), key=_STRENGTH.index),
        state=history[-1].state if history else DemandState.OPEN,
        when=best_time(d.when for d in group),
        history=history,
    )


def _askers(group: Sequence[Demand]) -> tuple[str, ...]:
    """Who demands it: the state, where some of it is told of its head or minister and some of the state itself."""
    told = [d.by for d in group]
    states = [by for by in told if all(a.kind is ActorKind.STATE for a in by)]
    return names(next(iter(states), told[0]))


def _told_with(demand: Demand) -> Iterator[_Step]:
    """The state that a report tells together with the demand; who met or refused it is whom it was put to."""
    if demand.state is DemandState.DROPPED:
        yield demand.state, demand, names(demand.by)
    elif demand.state is not DemandState.OPEN:
        yield demand.state, demand, names(demand.of)


def _changes(corpus: Corpus, steps: Sequence[_Step]) -> tuple[DemandChange, ...]:
    """The steps in the order of their days, each where it changes the state."""
    out: list[DemandChange] = []
    for state, claim, by in sorted(steps, key=lambda s: (_day_of_step(corpus, s[1]), corpus.order(s[1]))):
        if out and out[-1].state is state:
            continue
        day = known(_day_of_step(corpus, claim))
        out.append(DemandChange(id=claim_id(claim), evidence=corpus.evidence([claim]), state=state, by=by, day=day))
    return tuple(out)


def _day_of_step(corpus: Corpus, claim: AnyClaim) -> str:
    """The day of a deed; where a report tells the state with the demand, that report's, for the demand is older."""
    return corpus.days[claim.report] if isinstance(claim, Demand) else day_of(corpus, claim)


def _settles(corpus: Corpus, group: Sequence[Demand], move: Move) -> DemandState | None:
    """The state into which a deed of a later day brings the demand, None where it has nothing to do with it."""
    if day_of(corpus, move) <= day_of(corpus, group[0]) or corpus.days[move.report] <= corpus.days[group[0].report]:
        return None
    actors = {n for a in move.actors for n in (a.name, a.country) if n}
    if actors & set(names(group[0].by)):
        return _of_its_own(group, move)
    if not actors & set(all_names(d.of for d in group)) or move.modality not in _TOLD:
        return None
    if move.act is Act.REJECT:
        return DemandState.REFUSED if _speaks_of(group, move) else None
    if _is_wanted(corpus, move):
        return None
    if move.act is Act.ACCEPT and _speaks_of(group, move) and _ASKED.search(move.quote):
        return _whole_or_part(group, move)
    issue = group[0].issue
    done = _DEEDS.get(move.act) is issue and _NAMED_ONLY not in move.rule
    if issue is not None and done and any(alike(d.content, move.quote, _LIKE) for d in group):
        return _whole_or_part(group, move)
    return None


def _is_wanted(corpus: Corpus, move: Move) -> bool:
    """ "The demand that Peru withdraw": a deed whose words stand behind words of asking is not told as done."""
    text = corpus.reports[move.report].text
    return _WANTED.search(text[max(0, move.trigger.start - _BEFORE) : move.trigger.start]) is not None


def _of_its_own(group: Sequence[Demand], move: Move) -> DemandState | None:
    """Whether a move of those who made the demand drops it."""
    given_up = move.act is Act.CONCEDE or (move.act is Act.DEMAND and move.modality is Modality.NEGATION)
    return DemandState.DROPPED if given_up and _DROPPED.search(move.quote) and _speaks_of(group, move) else None


def _speaks_of(group: Sequence[Demand], move: Move) -> bool:
    """Whether a move is about what was demanded: by its words, or by "the demand" on the same issue."""
    if any(alike(d.content, move.quote, 0.6) for d in group):
        return True
    return bool(_ASKED.search(move.quote)) and group[0].issue is not None and group[0].issue in move.issues


def _whole_or_part(group: Sequence[Demand], move: Move) -> DemandState:
    if _is_fewer(group, move.quote):
        return DemandState.PARTLY_MET
    whole = any(_ALL.search(d.content) for d in group) and not _ALL.search(move.quote)
    return DemandState.PARTLY_MET if whole or _PART.search(move.quote) else DemandState.MET


def _is_fewer(group: Sequence[Demand], told: str) -> bool:
    """ "Freed 17 of the crew" after a demand to free 26, or to free the crew: so many are told, and not that they are all."""
    done, wanted = list_numbers(told), {n for d in group for n in list_numbers(d.content)}
    if done and not wanted:
        return group[0].issue is Issue.HOSTAGES_PRISONERS and not (_ALL.search(told) or _REST.search(told))
    return len(wanted) == 1 and len(done - wanted) == 1 and max(done - wanted) < min(wanted)
