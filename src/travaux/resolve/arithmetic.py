"""Numbers that cannot all hold: phases against totals, two lengths of one thing, a meeting held and to come."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

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
from travaux.ontology.vocabulary import MeetingStatus
from travaux.resolve.joining import times_agree

_TOTAL = re.compile(r"\b(?:in all|in total|altogether|overall|a total of|all (?=\d)|total)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:was|were|(?:has|have|had) (?:been|already))\b", re.IGNORECASE)
"""What tells of earlier deeds, and of no sum of what is to come."""
_REST = re.compile(r"\bthe (?:rest|remainder|others|balance|remaining)\b", re.IGNORECASE)
_SEVERAL = 2
_SAME_CLAUSE = 60
"""Characters from the number of phases to what the plan of so many phases does, at most."""
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
_DAYS = {"D": 1.0, "W": 7.0}
_MONTHS = {"M": 1.0, "Y": 12.0}
LOOSE = {"about", "around", "approximately", "roughly", "nearly", "almost", "some", "an estimated"}
AT_LEAST = {"at least", "more than", "over", "no fewer than", "no less than", "not less than", "a minimum of"}
AT_MOST = {"up to", "at most", "no more than", "fewer than", "less than", "as many as", "a maximum of"}
_ANOTHER = re.compile(
    r"\b(?:next|new|another|second|third|further|again|follow-up|fresh|subsequent|potential|possible|proposed|eventual|future"
    r"|upcoming|prospective|prepar\w+)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"\b(?:to|will|would|should|may|could) (?:then |also )?"
    r"(?:end|conclude|close|finish|wrap up|continue|resume|go on|last|run|be (?:extended|resumed|continued))\b",
    re.IGNORECASE,
)
"""What becomes of a meeting that has begun."""
_KNOWN_ONE = re.compile(
    r"\b(?:the|this|their) (?:\w+ ){0,2}(?:meeting|talks|summit|session|round|call)\b", re.IGNORECASE
)


def find_conflicts(
    proposals: Sequence[ProposalItem], frameworks: Sequence[FrameworkItem], meetings: Sequence[MeetingItem]
) -> tuple[Contradiction, ...]:
    """Conflicts in the arithmetic of each framework, and meetings told as held and as planned for the same time."""
    out: list[Contradiction] = []
    every = [*(p.framework for p in proposals if p.framework is not None), *frameworks]
    for framework in every:
        out += [*_lengths(framework), *_numbers_of_phases(framework), *_total_length(framework)]
        out += _sums(framework, [*framework.terms, *_totals_beside(framework, every)])
    return (*out, *_meetings(meetings))


def _lengths(framework: FrameworkItem) -> Iterator[Contradiction]:
    """One phase, two lengths."""
    for a, b in combinations(framework.phases, 2):
        if a.number is not None and a.number == b.number and a.duration and b.duration and a.duration != b.duration:
            yield set_against([a, b], f"phase {a.number} lasts {a.duration}, and {b.duration}")


def _numbers_of_phases(framework: FrameworkItem) -> Iterator[Contradiction]:
    """A framework of three phases, and of two; or a phase beyond the last."""
    stated = [p for p in framework.phases if p.of]
    for a, b in combinations(stated, 2):
        if a.of != b.of:
            yield set_against([a, b], f"{a.of} phases, and {b.of}")
    for total in stated:
        for phase in framework.phases:
            if phase.number is not None and total.of is not None and phase.number > total.of:
                yield set_against([total, phase], f"{total.of} phases, and a phase {phase.number}")


def _totals_beside(framework: FrameworkItem, every: Iterable[FrameworkItem]) -> Iterator[TermItem]:
    """Totals that a report tells of its one plan in phases under another name: "60 in all", "a three-stage deal to free 60"."""
    shared = [t for t in framework.terms if t.phase and t.quantity is not None]
    if len({t.phase for t in shared}) < _SEVERAL:
        return
    reports = {e.report for t in shared for e in t.evidence}
    others = [f for f in every if f is not framework and any(e.report in reports for e in f.evidence)]
    if any(len({t.phase for t in f.terms if t.phase and t.quantity is not None}) > 1 for f in others):
        return
    counted = [e for f in (framework, *others) for p in f.phases if p.of for e in p.evidence]
    for total in (t for f in others for t in f.terms if not t.phase and t.quantity is not None):
        beside = any(_follows(a, b) for a in counted for b in total.evidence)
        if {e.report for e in total.evidence} <= reports and (_is_total(total) or beside):
            yield total


def _follows(counting: Evidence, told: Evidence) -> bool:
    """ "A three-stage deal under which 60 captives would be freed": the number right behind that of the phases."""
    return counting.report == told.report and 0 <= told.start - counting.end < _SAME_CLAUSE


def _sums(framework: FrameworkItem, terms: Sequence[TermItem]) -> Iterator[Contradiction]:
    """What the phases hold against a stated total of the same things."""
    for total in terms:
        if total.phase is not None or total.quantity is None or total.unit is None or _DONE.search(total.content):
            continue
        parts = [t for t in framework.terms if t.phase and t.quantity is not None and _is_part(t, total)]
        if not _is_total(total) and total.quantity <= max((t.quantity or 0 for t in parts), default=0):
            continue
        if any(_is_rest(t) and t.issue in {p.issue for p in parts} for t in framework.terms):
            continue
        phases = {t.phase for t in parts}
        last = max((n for n in (*phases, *(p.number for p in framework.phases)) if n), default=0)
        stated = {p.of for p in framework.phases if p.of} or {last}
        if phases != set(range(1, max(stated) + 1)):
            continue
        if len(parts) < 2 or len(phases) != len(parts) or any(t.qualifier in LOOSE for t in (*parts, total)):
            continue
        summed = sum(t.quantity or 0 for t in parts)
        if _clashes(summed, parts, total):
            yield set_against(
                [total, *parts], f"phases add up to {summed:g} {total.unit}, against {total.quantity:g} in all"
            )


def _is_total(term: TermItem) -> bool:
    words = [term.content, *(e.quote for e in term.evidence)]
    return any(_TOTAL.search(w) for w in words)


def _is_part(term: TermItem, total: TermItem) -> bool:
    """Whether a term counts what the total counts: the same, or one kind of the people whom it counts all together."""
    everybody = _unit(total) in {"people", "person"} and term.issue is total.issue and not term.duration
    return _unit(term) == _unit(total) or (everybody and _unit(term) not in {"percent", "$", "€", "£"})


def _is_rest(term: TermItem) -> bool:
    """ "The rest at the end": a share whose number nobody tells."""
    return term.quantity is None and _REST.search(term.content) is not None


def _unit(term: TermItem) -> str:
    return (term.unit or "").removesuffix("s")


def _clashes(summed: float, parts: Sequence[TermItem], total: TermItem) -> bool:
    """Whether the sum cannot be the total, given "at least" and "up to" on either."""
    marks = {t.qualifier for t in parts}
    if marks & AT_LEAST or total.qualifier in AT_MOST:
        return summed > (total.quantity or 0)
    if marks & AT_MOST or total.qualifier in AT_LEAST:
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
                yield set_against(
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
        told = (held.get((name, planned.place, e.report), ()) for e in planned.evidence for name in sorted(who))
        for other in {m.id: m for found in told for m in found}.values():
            met = {p.name for p in other.participants}
            same = who <= met or (_is_same_round(planned, other) and len(who & met) >= _SEVERAL)
            if same and not _is_carried_out(planned, other) and _is_the_one(planned, other):
                yield set_against(
                    [planned, other], f"meeting of {', '.join(sorted(who & met))}: held, and still to come"
                )


def _is_carried_out(planned: MeetingItem, held: MeetingItem) -> bool:
    """Whether a meeting was held when it was to be: a report that grows tells first the plan, then what came of it."""
    timed = planned.when is not None and held.when is not None and planned.when.edtf is not None
    return timed and times_agree(planned.when, held.when)


def _is_the_one(planned: MeetingItem, held: MeetingItem) -> bool:
    """ "The summit is due tomorrow", of the summit that the same report tells as held; not "it is due to end tomorrow"."""
    known = [e for e in planned.evidence if planned.place is not None and _KNOWN_ONE.search(e.quote)]
    begun = any(_GOING_ON.search(e.sentence or e.quote) for e in known)
    if not known or begun or held.round != planned.round:
        return False
    return _is_same_round(planned, held) or not any(_ANOTHER.search(e.quote) for e in planned.evidence)


def _is_same_round(planned: MeetingItem, held: MeetingItem) -> bool:
    """Whether both are told as one and the same round of the talks: those who host it may be named with one of them."""
    return planned.round is not None and planned.round == held.round


def set_against(items: Sequence[PhaseItem | TermItem | MeetingItem | CountItem], about: str) -> Contradiction:
    """The items side by side, with all their evidence."""
    rows: dict[tuple[str, int], object] = {}
    evidence = [e for i in items for e in i.evidence if rows.setdefault((e.claim, e.start), e) is e]
    parts: Sequence[Item] = items
    return Contradiction(
        id=min(i.id for i in parts), evidence=tuple(evidence), about=about, sides=tuple(i.id for i in parts)
    )
