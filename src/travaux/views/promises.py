"""Promise and fact: a term on aid beside what is reported to have moved, with the sources of both.

No judgement beyond four words: consistent, below, above, not observed. What was announced is no fact here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from travaux.ontology.claim import When
from travaux.ontology.dossier import ConsignmentItem, CountItem, Dossier, Item, TermItem
from travaux.ontology.vocabulary import ConsignmentStage, Issue, Modality, TermStatus
from travaux.views.wording import say_speaker

_UNITS = {
    "truck": "truck", "trucks": "truck", "lorry": "truck", "lorries": "truck", "truckload": "truck",
    "truckloads": "truck", "tonne": "tonne", "tonnes": "tonne", "ton": "tonne", "tons": "tonne",
}  # fmt: skip
"""Units that are one."""
_AID = re.compile(
    r"\b(?:aid|assistance|relief|supplies|trucks?|lorries|truckloads?|fuel|food|goods|convoys?)\b", re.IGNORECASE
)
_GOES_IN = re.compile(
    r"\b(?:increas\w*|more|additional|surge\w*|daily|unhindered|unimpeded|entry|enter\w*|deliver\w*|flow\w*|allow\w*|let|into|airdrops?)\b",
    re.IGNORECASE,
)
_MOVED = {ConsignmentStage.MOVED, ConsignmentStage.RECEIVED}
_RATE = re.compile(r"^(?P<unit>.*?)(?:/| a )(?P<per>hour|day|week|month|year)$")
_NEAR = 0.1
"""A fact this close to the promised number, as a share of it, is as promised."""
_AT_MOST = {"up to", "at most", "no more than", "maximum", "a maximum of", "as many as"}
_AT_LEAST = {"at least", "a minimum of", "minimum", "no fewer than", "more than", "over"}


class Verdict(StrEnum):
    """How what is reported stands to what was promised."""

    CONSISTENT = "consistent"
    BELOW = "below"
    ABOVE = "above"
    NOT_OBSERVED = "not observed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is reported to have moved: a rate (`per`) or what moved on one day."""

    item: CountItem | ConsignmentItem
    value: float
    unit: str
    per: str | None
    day: str | None
    said_by: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A term on aid, the facts that can be set beside it, oldest first, and the verdict of the latest."""

    term: TermItem
    quantity: float | None
    unit: str | None
    per: str | None
    said_by: tuple[str, ...]
    facts: tuple[Fact, ...]
    verdict: Verdict


def compare_promises(dossier: Dossier) -> tuple[Promise, ...]:
    """Every term on humanitarian access that is proposed, agreed or carried out, beside what moved since it was told."""
    days = {r.id: r.published for r in dossier.reports if r.published}
    outlets = name_reports(dossier)
    return tuple(_compare(term, dossier, days, outlets) for term in _terms(dossier) if _is_promise(term))


def _terms(dossier: Dossier) -> Iterator[TermItem]:
    for proposal in dossier.proposals:
        if proposal.framework is not None:
            yield from proposal.framework.terms
    for framework in dossier.frameworks:
        yield from framework.terms


def _is_promise(term: TermItem) -> bool:
    """Whether a term says how much is to go in: a number of loads, or that more is to, or that it is let in."""
    if term.issue is not Issue.HUMANITARIAN_ACCESS or term.status is TermStatus.DEMANDED:
        return False
    words = term.content or term.words
    counted = term.quantity is not None and _split(term.unit)[0] in _UNITS
    return counted or (_AID.search(words) is not None and _GOES_IN.search(words) is not None)


def name_reports(dossier: Dossier) -> dict[str, str]:
    """The outlet of each report, or what the report is called."""
    return {r.id: r.outlet or r.label for r in dossier.reports}


def name_sayers(item: Item, outlets: Mapping[str, str]) -> tuple[str, ...]:
    """Who says it: the speaker, else the innermost carrier, else the outlet; each once."""
    names = (
        say_speaker(e) or (e.relayed_by[-1] if e.relayed_by else outlets.get(e.report, e.report)) for e in item.evidence
    )
    return tuple(dict.fromkeys(names))


def _compare(term: TermItem, dossier: Dossier, days: Mapping[str, str], outlets: Mapping[str, str]) -> Promise:
    unit, per = _split(term.unit)
    per = per or _period_of(term, dossier)
    since = _first_told(term, days)
    rows = [*_rates(term, dossier, days, since), *_loads(dossier, since)]
    wanted = _UNITS.get(unit, unit)
    facts = []
    for item, value, told, period, day in sorted(rows, key=lambda r: (r[4] or "", r[0].id)):
        if unit and _UNITS.get(told, told) == wanted and (not per or period in {per, None}):
            verdict = _judge(term, value)
            says = name_sayers(item, outlets)
            facts.append(Fact(item=item, value=value, unit=told, per=period, day=day, said_by=says, verdict=verdict))
    return Promise(
        term=term,
        quantity=term.quantity,
        unit=unit or None,
        per=per or None,
        said_by=name_sayers(term, outlets),
        facts=tuple(facts),
        verdict=facts[-1].verdict if facts else Verdict.NOT_OBSERVED,
    )


def _split(unit: str | None) -> tuple[str, str]:
    """What a rate counts, and its period: "trucks/day", "lorries a day"; "" where the unit is none."""
    found = _RATE.match(unit or "")
    return (found["unit"], found["per"]) if found is not None else (unit or "", "")


def _period_of(term: TermItem, dossier: Dossier) -> str:
    """ "600 trucks a day": the period of the rate that the term's own words hold; "" where they hold none."""
    for count in dossier.counts:
        if count.per and count.value == term.quantity and _is_inside(count, term):
            return count.per
    return ""


def _is_inside(count: CountItem, term: TermItem) -> bool:
    """Whether a number is told within the words of a term."""
    own = term.evidence
    return any(t.report == e.report and t.start <= e.start < t.end for e in count.evidence for t in own)


_Row = tuple[CountItem | ConsignmentItem, float, str, str | None, str | None]


def _rates(term: TermItem, dossier: Dossier, days: Mapping[str, str], since: str) -> Iterator[_Row]:
    """Rates told as being so, not those of the promise itself, of old times, or needed."""
    for count in dossier.counts:
        if not count.per or not count.unit:
            continue
        asserted = any(e.modality is Modality.ASSERTED and not e.denied for e in count.evidence)
        day = _last_told(count, days)
        if asserted and day >= since and not _is_inside(count, term):
            yield count, count.value, _split(count.unit)[0], count.per, day or None


def _loads(dossier: Dossier, since: str) -> Iterator[_Row]:
    """What moved on one day."""
    loads = [*dossier.consignments, *(c for p in dossier.access_points for c in p.consignments)]
    for load in loads:
        day = _one_day(load.when)
        if load.stage in _MOVED and load.amount is not None and load.unit and not load.total and day and day >= since:
            yield load, load.amount, load.unit, None, day


def _one_day(when: When | None) -> str | None:
    edtf = when.edtf if when is not None else None
    return edtf if edtf is not None and len(edtf) == len("2025-01-01") else None


def _judge(term: TermItem, value: float) -> Verdict:
    """How a reported number stands to the promised one."""
    if term.quantity is None:
        return Verdict.NOT_OBSERVED
    qualifier = (term.qualifier or "").lower()
    low, high = term.quantity * (1 - _NEAR), term.quantity * (1 + _NEAR)
    if value > high:
        return Verdict.CONSISTENT if qualifier in _AT_LEAST else Verdict.ABOVE
    if value < low:
        return Verdict.CONSISTENT if qualifier in _AT_MOST else Verdict.BELOW
    return Verdict.CONSISTENT


def _first_told(item: Item, days: Mapping[str, str]) -> str:
    return min((d for e in item.evidence if (d := days.get(e.report))), default="")


def _last_told(item: Item, days: Mapping[str, str]) -> str:
    return max((d for e in item.evidence if (d := days.get(e.report))), default="")
