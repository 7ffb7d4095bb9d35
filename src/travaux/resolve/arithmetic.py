"""Numbers that cannot all hold: phases against totals, two lengths or two tolls of one thing, a meeting held and to come."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from travaux.months import ANY_MONTH
from travaux.ontology.dossier import (
    Contradiction,
    CountItem,
    Evidence,
    FrameworkItem,
    Item,
    MeetingItem,
    PhaseItem,
    ProposalItem,
    TermItem,
)
from travaux.ontology.vocabulary import MeetingStatus, Modality
from travaux.resolve.joining import times_agree

_TOTAL = re.compile(r"\b(?:in all|in total|altogether|overall|a total of|all (?=\d)|total)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
_DAYS = {"D": 1.0, "W": 7.0}
_MONTHS = {"M": 1.0, "Y": 12.0}
_LOOSE = {"about", "around", "approximately", "roughly", "nearly", "almost", "some", "an estimated"}
_AT_LEAST = {"at least", "more than", "over"}
_AT_MOST = {"up to", "at most", "no more than", "fewer than", "less than", "as many as"}
_TOLL = re.compile(r"\b(?:kill|dead|death|die|fatalit|casualt|wound|injur|slain|perish|lost\b)", re.IGNORECASE)
_HURT = re.compile(r"\b(?:wound|injur|hurt)", re.IGNORECASE)
_CASUALTIES = re.compile(r"\bcasualt", re.IGNORECASE)
_ANYBODY = frozenset({"people", "person", "dead", "death", "fatality", "life", "other", "victim", "body"})
_IN_ARMS = frozenset({"rebel", "fighter", "militant", "insurgent", "guerrilla", "combatant", "gunman", "militiaman"})
_OF_STATE = frozenset({"soldier", "troop", "serviceman", "conscript"})
_MORE = re.compile(r"\b(?:another|other|others|further|additional|more)\b(?! than)", re.IGNORECASE)
_ONE_PASSAGE = 500
"""Characters within which two figures of one report are taken to be on one event."""
_NEXT_SENTENCE = 200
"""The same of two figures in other words, of which only the nearness tells that they are on one event."""
_MANY_TIMES = 10
_ELSEWHERE = re.compile(
    r"\b(?:also|separate\w*|elsewhere|meanwhile|(?:in|at) (?:another|a (?:second|third|further|different))|later|earlier)\b",
    re.IGNORECASE,
)
"""Words by which a sentence goes on to another event."""
_RUNNING = re.compile(
    r"\b(?:since|so far|to date|until now|up to now|over the (?:past|last)|in the (?:past|last)|during the|throughout"
    r"|in (?:all|total)|altogether|overall|total of|bringing|death toll)\b",
    re.IGNORECASE,
)
"""Words of a toll that runs on."""
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|across|on|of)\s{1,3}(?:the\s{1,3})?(?:[a-z][\w-]{1,20}\s{1,3}){0,3}?"
    rf"((?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{ANY_MONTH})[A-ZÀ-Þ]\w{{2,30}})"
)
"""Where, as words tell it."""
_ANOTHER = re.compile(
    r"\b(?:next|new|another|second|third|further|again|follow-up|fresh|subsequent|potential|possible|proposed|eventual|future"
    r"|upcoming|prospective|prepar\w+)\b",
    re.IGNORECASE,
)
_KNOWN_ONE = re.compile(
    r"\b(?:the|this|their) (?:\w+ ){0,2}(?:meeting|talks|summit|session|round|call)\b", re.IGNORECASE
)


def find_conflicts(
    proposals: Sequence[ProposalItem], frameworks: Sequence[FrameworkItem], meetings: Sequence[MeetingItem]
) -> tuple[Contradiction, ...]:
    """Conflicts in the arithmetic of each framework, and meetings told as held and as planned for the same time."""
    out: list[Contradiction] = []
    for framework in (*(p.framework for p in proposals if p.framework is not None), *frameworks):
        out += [*_lengths(framework), *_numbers_of_phases(framework), *_sums(framework), *_total_length(framework)]
    return (*out, *_meetings(meetings))


def _lengths(framework: FrameworkItem) -> Iterator[Contradiction]:
    """One phase, two lengths."""
    for a, b in combinations(framework.phases, 2):
        if a.number is not None and a.number == b.number and a.duration and b.duration and a.duration != b.duration:
            yield _against([a, b], f"phase {a.number} lasts {a.duration}, and {b.duration}")


def _numbers_of_phases(framework: FrameworkItem) -> Iterator[Contradiction]:
    """A framework of three phases, and of two; or a phase beyond the last."""
    stated = [p for p in framework.phases if p.of]
    for a, b in combinations(stated, 2):
        if a.of != b.of:
            yield _against([a, b], f"{a.of} phases, and {b.of}")
    for total in stated:
        for phase in framework.phases:
            if phase.number is not None and total.of is not None and phase.number > total.of:
                yield _against([total, phase], f"{total.of} phases, and a phase {phase.number}")


def _sums(framework: FrameworkItem) -> Iterator[Contradiction]:
    """What the phases hold against a stated total of the same things."""
    for total in framework.terms:
        if total.phase is not None or total.quantity is None or total.unit is None:
            continue
        parts = [t for t in framework.terms if t.phase and t.quantity is not None and _unit(t) == _unit(total)]
        if not _is_total(total) and total.quantity <= max((t.quantity or 0 for t in parts), default=0):
            continue
        phases = {t.phase for t in parts}
        stated = {p.of for p in framework.phases if p.of} or {max((t.phase or 0 for t in parts), default=0)}
        if phases != set(range(1, max(stated) + 1)):
            continue
        if len(parts) < 2 or len(phases) != len(parts) or any(t.qualifier in _LOOSE for t in (*parts, total)):
            continue
        summed = sum(t.quantity or 0 for t in parts)
        if _clashes(summed, parts, total):
            yield _against(
                [total, *parts], f"phases add up to {summed:g} {total.unit}, against {total.quantity:g} in all"
            )


def _is_total(term: TermItem) -> bool:
    words = [term.content, *(e.quote for e in term.evidence)]
    return any(_TOTAL.search(w) for w in words)


def _unit(term: TermItem) -> str:
    return (term.unit or "").removesuffix("s")


def _clashes(summed: float, parts: Sequence[TermItem], total: TermItem) -> bool:
    """Whether the sum cannot be the total, given "at least" and "up to" on either."""
    marks = {t.qualifier for t in parts}
    if marks & {"at least", "more than", "over"} or total.qualifier in {
        "up to",
        "at most",
        "no more than",
        "fewer than",
    }:
        return summed > (total.quantity or 0)
    if marks & {"up to", "at most", "no more than"} or total.qualifier in {"at least", "more than", "over"}:
        return summed < (total.quantity or 0)
    return summed != total.quantity


def _total_length(framework: FrameworkItem) -> Iterator[Contradiction]:
    """The lengths of all phases against a length told of the whole."""
    stated = next((p.of for p in framework.phases if p.of), None)
    phases = {p.number: p for p in framework.phases if p.number is not None and p.duration}
    if stated is None or len(phases) != stated:
        return
    wholes: list[TermItem | PhaseItem] = [*framework.terms, *(p for p in framework.phases if p.of)]
    for whole in wholes:
        if isinstance(whole, TermItem) and (whole.phase or not any(_TOTAL.search(e.quote) for e in whole.evidence)):
            continue
        for unit, of in (("days", _DAYS), ("months", _MONTHS)):
            parts = [_count(p.duration, of) for p in phases.values()]
            total = _count(whole.duration, of)
            known = [n for n in parts if n is not None]
            if total is not None and len(known) == len(parts) and sum(known) != total:
                yield _against(
                    [whole, *phases.values()], f"phases last {sum(known):g} {unit}, against {total:g} in all"
                )


def _count(length: str | None, of: Mapping[str, float]) -> float | None:
    """A length in days, or in months: the two are never reckoned into each other."""
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * of[found[2]] if found is not None and found[2] in of else None


def _meetings(meetings: Sequence[MeetingItem]) -> Iterator[Contradiction]:
    """The same people at the same place: met, and at another time due at "the meeting" itself."""
    held: dict[tuple[str, str | None, str], list[MeetingItem]] = {}
    for m in meetings:
        if m.status is MeetingStatus.HELD:
            for report in {e.report for e in m.evidence}:
                for p in m.participants:
                    held.setdefault((p.name, m.place, report), []).append(m)
    for planned in (m for m in meetings if m.status is MeetingStatus.PLANNED):
        who = frozenset(p.name for p in planned.participants)
        told = (held.get((min(who, default=""), planned.place, e.report), ()) for e in planned.evidence)
        for other in {m.id: m for found in told for m in found}.values():
            everybody = who <= {p.name for p in other.participants}
            if everybody and not _is_carried_out(planned, other) and _is_the_one(planned, other):
                yield _against([planned, other], f"meeting of {', '.join(sorted(who))}: held, and still to come")


def _is_carried_out(planned: MeetingItem, held: MeetingItem) -> bool:
    """Whether a meeting was held when it was to be: a report that grows tells first the plan, then what came of it."""
    timed = planned.when is not None and held.when is not None and planned.when.edtf is not None
    return timed and times_agree(planned.when, held.when)


def _is_the_one(planned: MeetingItem, held: MeetingItem) -> bool:
    """ "The summit is due tomorrow", of the summit that the same report tells as held."""
    words = [e.quote for e in planned.evidence]
    known = planned.place is not None and any(_KNOWN_ONE.search(w) for w in words)
    return known and held.round == planned.round and not any(_ANOTHER.search(w) for w in words)


def find_tolls(counts: Sequence[CountItem], known: Iterable[Contradiction] = ()) -> Iterator[Contradiction]:
    """Two figures of the dead or hurt that two voices give in one passage of a report, and that cannot both hold.

    Those that are among the conflicts `known` already are left out.
    """
    told = {frozenset(c.sides) for c in known}
    tolls = [c for c in counts if _TOLL.search(f"{c.what} {c.words}") and not _is_past(c)]
    for i, j in _in_one_passage(tolls):
        a, b = tolls[i], tolls[j]
        if a.value == b.value or frozenset((a.id, b.id)) in told or not _of_one_kind(a, b):
            continue
        if _of_one_event(a, b) and not _both_hold(a, b):
            of = "" if a.what == b.what else f"{b.what}: "
            yield _against([a, b], f"{a.what}: {_figure(a)}, and {of}{_figure(b)}")


def _in_one_passage(tolls: Sequence[CountItem]) -> list[tuple[int, int]]:
    """The pairs of figures of one harm that two voices give in one passage, by their places in the list."""
    told: dict[tuple[str, str], list[tuple[int, int, Evidence]]] = {}
    for at, toll in enumerate(tolls):
        for e in toll.evidence:
            told.setdefault((_harm(toll), e.report), []).append((e.start, at, e))
    pairs: set[tuple[int, int]] = set()
    for rows in told.values():
        rows.sort(key=lambda row: row[:2])
        for k, (start, i, x) in enumerate(rows):
            for begin, j, y in islice(rows, k + 1, None):
                if begin - start > _ONE_PASSAGE:
                    break
                other_words = tolls[i].what != tolls[j].what
                if i != j and _are_two_voices(x, y) and not (other_words and begin - start > _NEXT_SENTENCE):
                    pairs.add((min(i, j), max(i, j)))
    return sorted(pairs)


def _is_past(toll: CountItem) -> bool:
    return all(e.modality is Modality.HISTORICAL for e in toll.evidence)


def _harm(toll: CountItem) -> str:
    words = f"{toll.what} {toll.words}"
    return "hurt" if _HURT.search(words) else "both" if _CASUALTIES.search(words) else "dead"


def _of_one_kind(a: CountItem, b: CountItem) -> bool:
    """Whether two figures count the same: the same people, by whatever word, or at one place fewer in all than of one kind.

    They are not of one event where one is many times the other.
    """
    x, y = _who(a), _who(b)
    if max(a.value, b.value) > _MANY_TIMES * min(a.value, b.value):
        return False
    if x == y:
        return True
    part, whole = (a, b) if y == "" else (b, a)
    return "" in (x, y) and a.place is not None and a.place == b.place and part.value > whole.value


def _who(toll: CountItem) -> str:
    """Whom a figure counts, in one word for those that fight a state and one for its soldiers; empty for people of any kind."""
    words = {w.removesuffix("s") for w in (toll.unit or toll.what).lower().split()}
    words |= {w.removesuffix("men") + "man" for w in words if w.endswith("men")}
    if words <= _ANYBODY:
        return ""
    return "fighter" if words & _IN_ARMS else "soldier" if words & _OF_STATE else min(words, default="")


def _figure(count: CountItem) -> str:
    return f"{count.qualifier} {count.value:g}" if count.qualifier else f"{count.value:g}"


def _of_one_event(a: CountItem, b: CountItem) -> bool:
    """Not where two places are told, nor where one figure comes on top of another, or runs on while the other is a day's."""
    apart = a.place is not None and b.place is not None and a.place != b.place
    if apart or any(_MORE.search(e.quote) for e in (*a.evidence, *b.evidence)):
        return False
    x, y = (" ".join(e.sentence or e.quote for e in c.evidence) for c in (a, b))
    if x == y:
        return True
    if _ELSEWHERE.search(x) or _ELSEWHERE.search(y) or runs_on(x) != runs_on(y):
        return False
    there, other = set(_PLACE.findall(x)), set(_PLACE.findall(y))
    return not there or not other or bool(there & other)


def runs_on(words: str) -> bool:
    """Whether words tell a toll that grows from day to day ("since May", "so far")."""
    return _RUNNING.search(words) is not None


def _both_hold(a: CountItem, b: CountItem) -> bool:
    """ "At least 12" holds beside 20, "up to 30" beside 20, "about 19" beside 20."""
    low, high = (a, b) if a.value < b.value else (b, a)
    if low.qualifier in _AT_LEAST or high.qualifier in _AT_MOST:
        return True
    return bool({a.qualifier, b.qualifier} & _LOOSE) and high.value <= 1.15 * low.value


def _are_two_voices(x: Evidence, y: Evidence) -> bool:
    """One voice that tells two figures tells of two events, or of a toll that rose."""
    return x.speaker is not None and y.speaker is not None and x.speaker != y.speaker


def _against(items: Sequence[PhaseItem | TermItem | MeetingItem | CountItem], about: str) -> Contradiction:
    rows: dict[tuple[str, int], object] = {}
    evidence = [e for i in items for e in i.evidence if rows.setdefault((e.claim, e.start), e) is e]
    parts: Sequence[Item] = items
    return Contradiction(
        id=min(i.id for i in parts), evidence=tuple(evidence), about=about, sides=tuple(i.id for i in parts)
    )
