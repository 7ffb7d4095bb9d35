"""What is told both ways: claims that cannot both hold, side by side, each with who says so, since when, and by how many.

No verdict: a contradiction shows that reports differ, not which of them is right.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from itertools import combinations
from typing import Any, TypeVar, get_args, get_type_hints

from travaux.memory import Parts
from travaux.ontology.claim import Attribution, Claim, Consignment, Count, Term, When, claim_id
from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import (
    Contradiction,
    ContradictionSide,
    Evidence,
    Item,
    MeetingItem,
    MoveItem,
    ProposalItem,
)
from travaux.ontology.vocabulary import Act, Issue, MeetingStatus, Modality, ResponseKind
from travaux.resolve.days import UNDATED
from travaux.resolve.firmness import is_hoped, is_step
from travaux.resolve.joining import Corpus, agree, alike, content_words, day_bounds, times_agree
from travaux.resolve.tolls import runs_on

_APART = timedelta(days=2)
"""Days at most between two tellings of one act or meeting; what lies further apart are two."""
_ONCE = {Act.AGREE}
"""Acts that parties do once: told for two days close together they are one act whose day is told both ways."""
_ONGOING = {Act.ATTACK, Act.MOBILIZE, Act.SUPPORT, Act.PRESS, Act.MEDIATE}
"""Acts that go on for months: told once and denied another time they are no contradiction."""
_WEEK = timedelta(days=7)
"""Days between reports within which a deed without a day is one deed."""
_FIRM = re.compile(r"\b(?:will|shall|must|is to|are to)\b", re.IGNORECASE)
_WEAK = re.compile(r"\b(?:could|may|might|would|should)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.]*")
_ON_DAY = re.compile(
    r",?\s{1,9}(?:(?:late|early|earlier)\s{1,9})?(?:on\s{1,9})?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)
_SAME = 0.6
"""Share of words that two tellings of one sentence have in common."""
_FEWEST = 4
"""Words below which sentences are too short to be compared."""
_AT_LEAST = {"at least", "more than", "over", "some", "about", "around", "nearly", "almost", "up to", "at most"}
"""A number with one of these does not exclude another."""
_YES = {ResponseKind.ACCEPT}
_NO = {ResponseKind.REJECT}
_HOLDING: dict[str, tuple[str, ...]] = {}
"""Kind of item → its fields that hold items."""
_Number = Count | Consignment
_Matter = tuple[Act, frozenset[str], Issue]
DatedT = TypeVar("DatedT", MoveItem, MeetingItem)
ClaimT = TypeVar("ClaimT", bound=Claim)


def find_contradictions(corpus: Corpus, moves: Sequence[MoveItem]) -> Iterator[Contradiction]:
    """The same deed told as done and as not done, or denied by one voice and told by another, at about one time."""
    denials = corpus.memory.table("denials")
    rows = [_find_denials(denials, m) for m in moves]
    against = [m for m, some, _ in rows if some or m.modality is Modality.NEGATION]
    asked = {(no.act, frozenset(no.actors), issue) for no in against for issue in no.issues}
    done = [m for m, _, every in rows if m.modality is Modality.ASSERTED and not every]
    told = _Told(corpus, done, asked)
    for no in against:
        for yes in told.about_when(no):
            if yes.id != no.id and _clash(yes, no) and _of_one_time(corpus, yes, no):
                yield _oppose(f"{yes.act.value}: {', '.join(yes.actors)}", yes, no)


def _find_denials(known: dict[int, tuple[MoveItem, bool, bool]], move: MoveItem) -> tuple[MoveItem, bool, bool]:
    """A deed, whether any voice denies it, and whether all do."""
    row = known.get(id(move))
    if row is None:
        told = [e.denied for e in move.evidence]
        row = known[id(move)] = move, any(told), all(told)
    return row


class _Told:
    """Deeds by the acts, actors and issues that are asked for, in these by the weeks for which, and in which, they were told."""

    def __init__(self, corpus: Corpus, moves: Sequence[MoveItem], asked: Container[_Matter]) -> None:
        self._corpus = corpus
        self._moves = moves
        self._rows: dict[_Matter, dict[object, list[int]]] = {}
        for at, move in enumerate(moves):
            actors = frozenset(move.actors)
            matters = [(move.act, actors, i) for i in move.issues if (move.act, actors, i) in asked]
            if not matters:
                continue
            weeks = [("for", w) for w in _weeks(move.when) or ("unknown",)]
            keys = ["all", *weeks, *(("in", w) for w in self._told_in(move))]
            for matter in matters:
                rows = self._rows.setdefault(matter, {})
                for key in keys:
                    rows.setdefault(key, []).append(at)

    def about_when(self, no: MoveItem) -> Iterator[MoveItem]:
        """The deeds of one issue with another that may be of its time, in their order."""
        keys = self._keys(no)
        found = set[int]()
        for issue in no.issues:
            rows = self._rows.get((no.act, frozenset(no.actors), issue), {})
            found.update(at for key in keys for at in rows.get(key, ()))
        return (self._moves[at] for at in sorted(found))

    def _keys(self, no: MoveItem) -> list[object]:
        """Where to look: see `_of_one_time`, which is what holds."""
        weeks = _weeks(no.when)
        own: list[object] = [("for", w) for w in weeks]
        if any(e.denied for e in no.evidence):
            return [*own, ("for", "unknown")] if weeks else ["all"]
        if no.act in _ONGOING:
            return own
        told = self._told_in(no)
        if "unknown" in told:
            return ["all"]
        return [*own, ("in", "unknown"), *(("in", w + n) for w in told for n in (-1, 0, 1))]

    def _told_in(self, move: MoveItem) -> set[Any]:
        """The weeks in which its reports came out."""
        days = {self._corpus.reports[e.report].published for e in move.evidence}
        return {d.toordinal() // 7 for d in days if d} or {"unknown"}


def _weeks(when: When | None) -> range:
    """The weeks of a time that is known to the day; none where it is not."""
    bounds = day_bounds(when)
    return range(0) if bounds is None else range(bounds[0].toordinal() // 7, bounds[1].toordinal() // 7 + 1)


def _clash(yes: MoveItem, no: MoveItem) -> bool:
    return (
        bool(yes.actors)
        and agree(yes.recipients, no.recipients)
        and times_agree(yes.when, no.when)
        and bool(set(yes.issues) & set(no.issues))
        and {e.speaker for e in yes.evidence} != {e.speaker for e in no.evidence}
        and (bool(set(yes.recipients) & set(no.recipients)) or alike(yes.words, no.words))
    )


def _of_one_time(corpus: Corpus, yes: MoveItem, no: MoveItem) -> bool:
    """Whether both are told for days that agree; what goes on for long needs that, what is done once may do with the week.

    Who denies a deed speaks of the one that was told, whenever it was; of what goes on for long, where the words agree.
    """
    if yes.only_named or no.only_named:
        return False
    if day_bounds(yes.when) is not None and day_bounds(no.when) is not None:
        return True
    denied = any(e.denied for e in no.evidence)
    if yes.act in _ONGOING:
        return denied and alike(yes.words, no.words)
    if denied:
        return True
    days = [{d for e in item.evidence if (d := corpus.reports[e.report].published)} for item in (yes, no)]
    undated = not days[0] or not days[1]
    return undated or any(abs(a - b) <= _WEEK for a in days[0] for b in days[1])


def find_day_conflicts(
    corpus: Corpus, moves: Iterable[MoveItem], meetings: Iterable[MeetingItem], parties: Iterable[str]
) -> Iterator[Contradiction]:
    """One agreement, or one meeting, for which reports of the same days give different days."""
    named = set(parties)
    acts = [
        m
        for m in moves
        if m.act in _ONCE
        and m.modality in {Modality.ASSERTED, Modality.HISTORICAL}
        and not m.only_named
        and not all(is_hoped(e.quote) or is_step(e.quote) for e in m.evidence)
    ]
    for a, b in _close(acts):
        one_matter = not a.issues or not b.issues or bool(set(a.issues) & set(b.issues))
        if one_matter and _same_sides(a.actors, b.actors, named) and _same_days(corpus, a, b):
            yield _oppose(f"agreed on {_day(a)}, and on {_day(b)}", a, b)
    for x, y in _close([m for m in meetings if m.status is MeetingStatus.HELD]):
        who = {p.name for p in x.participants}
        same = who == {p.name for p in y.participants} and (x.place, x.round) == (y.place, y.round)
        if same and len(who) > 1 and x.place is not None and _same_days(corpus, x, y):
            yield _oppose(f"meeting of {', '.join(sorted(who))}: on {_day(x)}, and on {_day(y)}", x, y)


def _close(items: Iterable[DatedT]) -> Iterator[tuple[DatedT, DatedT]]:
    """Pairs of items of single days that lie close together, each once."""
    by_day: dict[int, list[DatedT]] = defaultdict(list)
    for item in items:
        bounds = day_bounds(item.when)
        if bounds is not None and bounds[0] == bounds[1]:
            by_day[bounds[0].toordinal()].append(item)
    for day, here in sorted(by_day.items()):
        for later in range(1, _APART.days + 1):
            yield from ((a, b) for a in here for b in by_day.get(day + later, ()))


def _day(item: MoveItem | MeetingItem) -> str:
    return item.when.edtf if item.when is not None and item.when.edtf else ""


def _same_sides(a: Sequence[str], b: Sequence[str], named: set[str]) -> bool:
    """The same actors, two at least; or those of one side in words alone ("the rival generals")."""
    known_a, known_b = set(a) & named, set(b) & named
    if len(known_a) > 1 and len(known_b) > 1:
        return known_a == known_b
    return (len(known_a) > 1 and not known_b and bool(b)) or (len(known_b) > 1 and not known_a and bool(a))


def _same_days(corpus: Corpus, a: Item, b: Item) -> bool:
    """Whether other texts of the same days tell the one and the other: who tells both tells of two."""
    texts_a, texts_b = {e.text or e.report for e in a.evidence}, {e.text or e.report for e in b.evidence}
    if texts_a & texts_b:
        return False
    days = [corpus.reports[e.report].published for i in (a, b) for e in i.evidence]
    known_days = [d for d in days if d is not None]
    return len(known_days) == len(days) and max(known_days) - min(known_days) <= 2 * _APART


def find_answer_conflicts(corpus: Corpus, proposals: Iterable[ProposalItem]) -> Iterator[Contradiction]:
    """A party said to have accepted a proposal by some, and to have refused it by others, in reports of the same days."""
    for proposal in proposals:
        for yes in (r for r in proposal.responses if r.answer in _YES):
            for no in (r for r in proposal.responses if r.answer in _NO):
                apart = set(yes.origins).isdisjoint(no.origins)
                if yes.by and set(yes.by) == set(no.by) and apart and _same_days(corpus, yes, no):
                    about = f"{', '.join(yes.by)} accepted {proposal.label or 'the proposal'}, and rejected it"
                    yield _oppose(about, yes, no)


def find_number_conflicts(
    corpus: Corpus, claims: Iterable[_Number], homes: Mapping[str, Item]
) -> Iterator[Contradiction]:
    """Two numbers of one thing at one time, given by voices that do not speak for one party."""
    groups: dict[tuple[str, str, str, str], list[_Number]] = {}
    for claim in claims:
        if claim.voice.speaker is not None and claim_id(claim) in homes:
            day = claim.when.edtf if claim.when is not None else None
            groups.setdefault(_key(claim, day) if day else ("", "", "", ""), []).append(claim)
    groups.pop(("", "", "", ""), None)
    seen = set()
    for group in groups.values():
        for a, b in combinations(sorted(group, key=corpus.order), 2):
            left, right = homes[claim_id(a)], homes[claim_id(b)]
            if left.id != right.id and (left.id, right.id) not in seen and _differ(corpus, a, b):
                seen.add((left.id, right.id))
                yield _oppose(f"{_amount(a):g} {a.unit or ''}, and {_amount(b):g}".replace(" ,", ","), left, right)


def _key(claim: _Number, when: str) -> tuple[str, str, str, str]:
    """Numbers with another key are of other things or times."""
    what = claim.what if isinstance(claim, Count) else f"{claim.stage.value} {claim.point or ''}"
    return claim.kind, (claim.unit or what).lower(), what.lower(), when


def _amount(claim: _Number) -> float:
    return claim.value if isinstance(claim, Count) else claim.amount or 0


def _differ(corpus: Corpus, a: _Number, b: _Number) -> bool:
    loose = {getattr(a, "qualifier", None), getattr(b, "qualifier", None)} & _AT_LEAST
    places = {p for c in (a, b) if (p := getattr(c, "place", None))}
    if loose or len(places) > 1 or _amount(a) == _amount(b) or not _amount(a) or not _amount(b):
        return False
    if runs_on(a.sentence or a.quote) != runs_on(b.sentence or b.quote):
        return False
    parties = set(corpus.origins.behind(a)) & set(corpus.origins.behind(b))
    words = [_NUMBER.sub(" ", c.quote) for c in (a, b)]
    return not parties and a.voice.speaker != b.voice.speaker and alike(words[0], words[1], _SAME)


def find_altered(corpus: Corpus, terms: Sequence[Term], statements: Sequence[Attribution]) -> Iterator[Contradiction]:
    """What copies and rewrites of one text changed: "will" that became "could", and numbers."""
    texts: dict[str, dict[str, list[Term | Attribution]]] = defaultdict(lambda: defaultdict(list))
    claims: list[Term | Attribution] = [*_of_copies(corpus, terms)]
    claims += _of_copies(corpus, statements)
    for claim in claims:
        texts[corpus.origins.text_of(claim.report)][claim.report].append(claim)
    for text, reports in texts.items():
        for one, other in combinations(sorted(reports), 2):
            yield from corpus.memory.recall(
                ("altered", text, one, other), lambda a, b: _compare_copies(corpus, a, b), reports[one], reports[other]
            )


def _compare_copies(
    corpus: Corpus, one: Iterable[Term | Attribution], other: Iterable[Term | Attribution]
) -> list[Contradiction]:
    """What differs between the sentences of two copies."""
    found: dict[str, Contradiction] = {}
    rest = [(b, _words_but_numbers(b.quote)) for b in sorted(other, key=corpus.order)]
    for a in sorted(one, key=corpus.order):
        own = _words_but_numbers(a.quote)
        for b, words in rest:
            if _is_one_sentence(own, words) and (about := _alteration(a.quote, b.quote)) and about not in found:
                items = [Item(id=claim_id(c), evidence=corpus.evidence([c])) for c in (a, b)]
                found[about] = _oppose(about, *items)
    return list(found.values())


def _of_copies(corpus: Corpus, claims: Sequence[ClaimT]) -> list[ClaimT]:
    """The claims of reports that share their text with another."""
    if isinstance(claims, Parts):
        return [c for part in claims.parts if part[0].report in corpus.origins.copies for c in part]
    return [c for c in claims if c.report in corpus.origins.copies]


def find_restated(corpus: Corpus, claims: Sequence[Attribution]) -> Iterator[Contradiction]:
    """Copies and rewrites of one text that have what one party said in it on different days.

    Each side rests on all that the party says in that copy, what has the day first.
    """
    said: dict[tuple[str, str], dict[str, list[Attribution]]] = defaultdict(lambda: defaultdict(list))
    for claim in _of_copies(corpus, claims):
        if claim.sense == "says":
            for party in corpus.origins.behind(claim):
                said[corpus.origins.text_of(claim.report), party][claim.report].append(claim)
    for (_, party), reports in sorted(said.items()):
        days = {r: {d[1].capitalize() for c in group if (d := _said_on(corpus, c))} for r, group in reports.items()}
        dated = sorted(r for r, found in days.items() if len(found) == 1)
        for one, other in combinations(dated, 2):
            if days[one] != days[other]:
                items = [_statement(corpus, reports[r]) for r in (one, other)]
                (a,), (b,) = days[one], days[other]
                yield _oppose(f"said by {party} on {a} in one copy of a text, on {b} in another", *items)


def _statement(corpus: Corpus, claims: Iterable[Attribution]) -> Item:
    """What a party says in one copy, what has the day first, with its words as far as the day."""
    ordered = sorted(claims, key=lambda c: (_said_on(corpus, c) is None, corpus.order(c)))
    rows: dict[tuple[str, int], Evidence] = {}
    for claim in ordered:
        for e in corpus.evidence([claim]):
            rows[e.claim, e.start] = _with_day(corpus, claim, e) if e.start == claim.span.start else e
    return Item(id=claim_id(ordered[0]), evidence=tuple(rows.values()))


def _with_day(corpus: Corpus, claim: Attribution, e: Evidence) -> Evidence:
    found = _said_on(corpus, claim)
    if found is None or claim.cue is None:
        return e
    begin, end = min(e.start, claim.cue.start), max(e.end, found.end())
    return replace(e, start=begin, end=end, quote=corpus.reports[e.report].text[begin:end])


def _said_on(corpus: Corpus, claim: Attribution) -> re.Match[str] | None:
    """The day of the week that follows the verb of saying ("said on Sunday")."""
    return None if claim.cue is None else _ON_DAY.match(corpus.reports[claim.report].text, claim.cue.end)


def _words_but_numbers(quote: str) -> frozenset[str]:
    return content_words(_NUMBER.sub(" ", quote))


def _is_one_sentence(x: frozenset[str], y: frozenset[str]) -> bool:
    short, long = sorted((len(x), len(y)))
    return short >= _FEWEST and short >= _SAME * long and len(x & y) >= _SAME * long


def _alteration(a: str, b: str) -> str | None:
    """What differs between two tellings of one sentence; None where nothing does."""
    for firm, weak in ((a, b), (b, a)):
        if (
            (sure := _FIRM.search(firm))
            and (doubt := _WEAK.search(weak))
            and not (_FIRM.search(weak) or _WEAK.search(firm))
        ):
            return f"“{sure[0].lower()}” in one copy of a text, “{doubt[0].lower()}” in another"
    one, other = ({n.rstrip(".,") for n in _NUMBER.findall(w)} for w in (a, b))
    if one and other and not one <= other and not other <= one:
        return f"{', '.join(sorted(one - other))} in one copy of a text, {', '.join(sorted(other - one))} in another"
    return None


def _oppose(about: str, *items: Item) -> Contradiction:
    rows: dict[tuple[str, int], Evidence] = {}
    for item in items:
        for e in item.evidence:
            rows.setdefault((e.claim, e.start), e)
    return Contradiction(
        id=min(i.id for i in items), evidence=tuple(rows.values()), about=about, sides=tuple(i.id for i in items)
    )


def list_items(value: object) -> dict[str, Item]:
    """All items of some lists and those within them, by id; what holds others gives way to them."""
    out: dict[str, Item] = {}
    if isinstance(value, tuple):
        for part in value:
            out |= list_items(part)
    elif isinstance(value, Item):
        out[value.id] = value
        for name in _holding(value):
            out |= list_items(getattr(value, name))
    return out


def _holding(item: Item) -> tuple[str, ...]:
    """The fields of this kind of item that hold items."""
    kind = type(item).__name__
    if kind not in _HOLDING:
        hints = get_type_hints(type(item))
        own = (f.name for f in fields(item) if f.name != "evidence")
        _HOLDING[kind] = tuple(name for name in own if _names_item(hints[name]))
    return _HOLDING[kind]


def _names_item(hint: object) -> bool:
    return (isinstance(hint, type) and issubclass(hint, Item)) or any(map(_names_item, get_args(hint)))


def tell_sides(corpus: Corpus, found: Iterable[Contradiction], items: Mapping[str, Item]) -> tuple[Contradiction, ...]:
    """The contradictions, each once, with what each side says, who says so, and since when."""
    out: dict[tuple[str, ...], Contradiction] = {}
    for contradiction in found:
        if (key := tuple(sorted(contradiction.sides))) not in out:
            told = tuple(_side(corpus, contradiction, side, items) for side in contradiction.sides)
            out[key] = replace(contradiction, told=told)
    return tuple(out.values())


def _side(corpus: Corpus, contradiction: Contradiction, side: str, items: Mapping[str, Item]) -> ContradictionSide:
    item = items.get(side)
    rows = item.evidence if item is not None else tuple(e for e in contradiction.evidence if e.claim == side)
    days = [d for e in rows if (d := corpus.days[e.report]) != UNDATED]
    return ContradictionSide(
        item=side,
        says=max((e.quote for e in rows), key=len, default=""),
        by=independent_origins(rows) if rows else (),
        since=min(days, default=None),
        reports=tuple(dict.fromkeys(e.report for e in rows)),
    )
