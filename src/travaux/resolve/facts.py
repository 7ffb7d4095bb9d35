"""Parties, moves, instruments and counts: the same one across claims is one item."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, TypeVar, cast

from travaux.ontology.claim import Count, Instrument, Move, Participation, When, claim_id
from travaux.ontology.dossier import (
    CountItem,
    InstrumentItem,
    MoveItem,
    Party,
)
from travaux.ontology.vocabulary import Act, ActorKind, Modality, Role
from travaux.resolve.days import days_between
from travaux.resolve.events import Event, Likeness, find_events
from travaux.resolve.joining import (
    UNDATED,
    Corpus,
    best_time,
    content_words,
    group_by_blocks,
    group_claims,
    names,
    share_words,
    times_agree,
)
from travaux.resolve.matching import Marks, group_marked, mark_words, rank_words

ValueT = TypeVar("ValueT")
_ROLES = list(Role)


_WEIGHED_TO = "+weighed-to"
"""Ends the rule of a move whose recipients its own words do not tell (`travaux.coding.moves`): they stand in no line."""
_WORD_FOR_WORD = 0.8
"""Share of words that two tellings of a deed have in common of which it is not told who did it to whom."""
_IN_OTHER_WORDS = 0.6
"""That of other deeds whose matter is not told."""
_BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR}
_TAKEN = {"role-of-side", "role-between"}
"""Rules that take somebody for a mediator from what others are told to do."""
_NOMINAL = ":noun:"
"""In the rule of a move that a noun told."""
_TELLING_RARE = 20_000
"""Moves that are enough to tell rare words from others."""
_LARGE = 1000
_DIGITS = 3
"""Digits, without the noughts at the end, that make a smaller number one of its own."""
_FOLLOWED = 2
"""Days after which reports still tell a number of a place anew."""


def resolve_parties(corpus: Corpus, claims: Sequence[Participation], moves: Sequence[Move] = ()) -> tuple[Party, ...]:
    """One entry for each actor, with its roles, most often told first; parties before mediators before others.

    Who is only taken to go between others, because of where it stands or for whom it acts, does so if it, or its state, is
    told to: by `moves` that mediate, or in words for its role.
    """
    by_name: dict[str, list[Participation]] = {}
    told = _find_told(corpus, claims, moves)
    for claim in sorted((c for c in claims if _is_told(c, told)), key=corpus.order):
        by_name.setdefault(claim.actor.name, []).append(claim)
    out = [corpus.memory.recall(("party", n), lambda g: _party(corpus, g), own) for n, own in by_name.items()]
    return tuple(sorted(out, key=lambda p: (_ROLES.index(p.roles[0]), -len(p.evidence), p.name)))


def _party(corpus: Corpus, group: Sequence[Participation]) -> Party:
    counts = Counter(c.role for c in group)
    # Of two roles told equally often, whoever goes between others is named among the parties in passing.
    roles = tuple(sorted(counts, key=lambda r: (-counts[r], r not in _BETWEEN, _ROLES.index(r))))
    first = group[0].actor
    return Party(
        id=min(claim_id(c) for c in group),
        evidence=corpus.evidence(group),
        name=first.name,
        kind=first.kind,
        roles=roles,
        country=first.country,
        office=next((c.actor.office for c in group if c.actor.office), None),
    )


def _find_told(corpus: Corpus, claims: Iterable[Participation], moves: Sequence[Move]) -> set[str]:
    """Those whom words tell as going between others, and their states."""
    mediating = corpus.memory.pick("mediating", moves, lambda m: m.act is Act.MEDIATE)
    actors = [a for m in mediating for a in m.actors]
    actors += [c.actor for c in claims if c.role in _BETWEEN and c.rule not in _TAKEN]
    return {n for a in actors if a.by != "context" for n in (a.name, a.country) if n}


def _is_told(claim: Participation, told: Container[str]) -> bool:
    if claim.role not in _BETWEEN or claim.rule not in _TAKEN:
        return True
    return claim.actor.name in told or claim.actor.country in told


def resolve_moves(corpus: Corpus, moves: Sequence[Move]) -> tuple[MoveItem, ...]:
    """The same act by the same side to the same side, at times that agree, is one deed. Moves come in order."""
    like = corpus.memory.recall("likeness of deeds", lambda: make_deed_likeness(moves))
    events = find_events(corpus, moves, like)
    for event in events:
        event.item = event.item or _move(corpus, event.claims)
    home = _find_causes(corpus, moves, events)
    items = cast("list[MoveItem]", [event.item for event in events])
    return tuple(replace(i, because_of=home[i.because_of]) if i.because_of in home else i for i in items)


def _find_causes(corpus: Corpus, moves: Sequence[Move], events: Iterable[Event[Any]]) -> dict[str, str]:
    """What led to others, by its id → the deed that it is one telling of."""
    causes: set[int] = set().union(*corpus.memory.each("causes", moves, _list_causes))
    several = (e.claims for e in events if len(e.claims) > 1)
    return {claim_id(m): min(map(claim_id, told)) for told in several for m in told if id(m) in causes}


def _list_causes(moves: Iterable[Move]) -> set[int]:
    """The numbers of the moves of a report that led to others of it."""
    named = {m.because_of for m in moves if m.because_of}
    return {id(m) for m in moves if claim_id(m) in named} if named else set()


def make_deed_likeness(moves: Iterable[Move]) -> Likeness["_Telling"]:
    """When two moves are one deed; the first of `moves` are those by which words are known as rare."""
    ranks = rank_words(content_words(m.quote) for m in islice(moves, _TELLING_RARE))
    return Likeness(
        block=lambda m: (m.act.value, m.modality.value, names(m.actors)),
        tell=_Telling.of,
        same=_same_deed,
        marks=lambda told: _find_marks(told, ranks),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """What of a move says whether another tells the same deed: each is held against many."""

    report: str
    words: frozenset[str]
    by: bool
    """Whether anybody acts."""
    to: frozenset[str]
    issues: frozenset[str]
    place: str | None
    when: When | None
    bare: bool

    @classmethod
    def of(cls, move: Move) -> "_Telling":
        """That of a move."""
        to = frozenset(a.name for a in move.recipients)
        issues = frozenset(i.value for i in move.issues)
        words = content_words(move.quote)
        return cls(move.report, words, bool(move.actors), to, issues, move.place, move.when, _is_bare(move))


def _same_deed(a: _Telling, b: _Telling) -> bool:
    if not a.by and not a.to:
        return share_words(a.words, b.words, _WORD_FOR_WORD)
    if (a.to and b.to and not (a.to <= b.to or b.to <= a.to)) or not times_agree(a.when, b.when):
        return False
    if a.place and b.place and a.place != b.place:
        return False
    if a.report == b.report and (a.bare or b.bare):
        return True
    return not a.issues.isdisjoint(b.issues) or share_words(a.words, b.words, _IN_OTHER_WORDS)


def _find_marks(own: _Telling, ranks: Mapping[str, int]) -> Marks:
    """What two tellings of a deed have in common by `_same_deed`: a word that is rare in one of them, an issue, the report."""
    rows = mark_words(own.words, ranks, _IN_OTHER_WORDS)
    sought, held = list(rows[0]), list(rows[1])
    if own.by or own.to:
        to = (*own.to, None) if own.to else ("anybody",)
        sought += [(issue, name) for issue in own.issues for name in to]
        sought += [("bare in", own.report), *([("in", own.report)] if own.bare else [])]
    held += [(issue, name) for issue in own.issues for name in ("anybody", *(own.to or (None,)))]
    held += [("in", own.report), *([("bare in", own.report)] if own.bare else [])]
    return sought, held


def _is_bare(move: Move) -> bool:
    """ "They refused": the deed told again without its object."""
    return not move.issues and move.about is None


def _told_recipients(move: Move) -> tuple[str, ...]:
    """Whom the words name as those it is done to; of an attack not the state whose town it is, nor words that no pack knows."""
    if move.rule.endswith(_WEIGHED_TO):
        return ()
    struck = move.act is Act.ATTACK
    return names(
        a for a in move.recipients if not (struck and (a.by in {"context", "words"} or a.kind is ActorKind.UNKNOWN))
    )


def _move(corpus: Corpus, group: list[Move]) -> MoveItem:
    first = group[0]
    return MoveItem(
        id=min([claim_id(m) for m in group]),
        evidence=corpus.evidence(group),
        act=first.act,
        actors=names(first.actors),
        recipients=_first_of([_told_recipients(m) for m in group]) or (),
        modality=first.modality,
        about=_first_of([_about(m) for m in group]) or "",
        issues=tuple(dict.fromkeys([i for m in group for i in m.issues])),
        place=_first_of([m.place for m in group]),
        when=first.when if len(group) == 1 else best_time(m.when for m in group),
        because_of=_first_of([m.because_of for m in group]),
        only_named=all(_NOMINAL in m.rule for m in group),
    )


def _first_of(values: list[ValueT]) -> ValueT | None:
    """The first value that is any, of which there are few."""
    return values[0] or None if len(values) == 1 else next((v for v in values if v), None)


def _about(move: Move) -> str:
    """The words of a move for what it is about."""
    if move.about is None or not move.span.covers(move.about):
        return ""
    return move.quote[move.about.start - move.span.start : move.about.end - move.span.start]


def resolve_instruments(corpus: Corpus, claims: Sequence[Instrument]) -> tuple[InstrumentItem, ...]:
    """The same body's text of the same kind, at times that agree, is one."""
    groups = group_claims(
        sorted(claims, key=corpus.order),
        lambda c: c.label.split()[-1].lower() if not c.label[-1:].isdigit() else c.label.lower(),
        _same_text,
    )
    ranks = ["signed", "adopted", "vetoed", "drafted", "cited"]
    return tuple(
        InstrumentItem(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence(group),
            label=max((c.label for c in group), key=lambda w: (len(w), w)),
            body=next((c.body for c in group if c.body), None),
            action=min((c.action for c in group), key=ranks.index),
            issues=tuple(dict.fromkeys(i for c in group for i in c.issues)),
            when=best_time(c.when for c in group),
        )
        for group in groups
    )


def _same_text(a: Instrument, b: Instrument) -> bool:
    """A text recalled without its day may be another than one whose day is told."""
    if Modality.HISTORICAL in {a.modality, b.modality} and (a.when is None) != (b.when is None):
        return False
    return (a.body is None or b.body is None or a.body == b.body) and times_agree(a.when, b.when)


def resolve_counts(corpus: Corpus, claims: Sequence[Count]) -> tuple[CountItem, ...]:
    """The same number of the same thing is one."""

    def group(own: list[Count]) -> list[list[Count]]:
        same, marks = partial(_same_count, corpus), partial(_mark_count, corpus)
        return group_marked(own, _thing, same, marks)

    groups = group_by_blocks(corpus, "counts", claims, _thing, group)
    return tuple(corpus.memory.items("count", groups, lambda group: _count(corpus, group)))


def _thing(count: Count) -> tuple[float, str]:
    return count.value, count.what


def _count(corpus: Corpus, group: Sequence[Count]) -> CountItem:
    return CountItem(
        id=min(claim_id(c) for c in group),
        evidence=corpus.evidence(group),
        what=group[0].what,
        value=group[0].value,
        unit=group[0].unit,
        per=group[0].per,
        place=next((c.place for c in group if c.place), None),
        qualifier=next((c.qualifier for c in group if c.qualifier), None),
    )


def _same_count(corpus: Corpus, a: Count, b: Count) -> bool:
    """One told without its place may be any; a small round number of another day may be of another event ("20 wounded")."""
    if a.place is not None and b.place is not None and a.place != b.place:
        return False
    texts = {corpus.origins.text_of(c.report) for c in (a, b)}
    if len(texts) == 1 or a.per is not None or _is_telling(a.value):
        return True
    days = [corpus.days[c.report] for c in (a, b)]
    apart = None if UNDATED in days else days_between(min(days), max(days))
    return apart is not None and apart <= (_FOLLOWED if a.place is not None and b.place is not None else 0)


def _mark_count(corpus: Corpus, count: Count) -> Marks:
    """What two counts of one number have in common by `_same_count`: the place, the text, or the day and the place."""
    place, text, day = count.place, corpus.origins.text_of(count.report), corpus.days[count.report]
    held: list[object] = ["any", ("at", place), ("in", text)]
    sought: list[object] = [("in", text)]
    if day != UNDATED:
        on = date.fromisoformat(day).toordinal()
        held += [("on", on), ("on", on, place)]
        sought += [("on", on), *(("on", on + n, place) for n in range(-_FOLLOWED, _FOLLOWED + 1) if place is not None)]
    if count.per is None and not _is_telling(count.value):
        return sought, held
    return ["any"] if place is None else [("at", place), ("at", None)], held


def _is_telling(value: float) -> bool:
    """Whether a number is hardly told of two things: 251 or 1,250, not 20 or 300."""
    return value >= _LARGE or len(f"{value:g}".replace(".", "").strip("0")) >= _DIGITS
