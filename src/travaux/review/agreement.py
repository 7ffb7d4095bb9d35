"""How far people who reviewed the same claims agree: Krippendorff's alpha.

Source of the method: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, 2011
(nominal data, any number of coders, missing values).
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from travaux.ontology.claim import AnyClaim
from travaux.ontology.review import Review, Target, Verdict
from travaux.review.correct import correct_claim, list_fields

REJECTED = "(rejected)"
"""In the place of a value: the coder says that there is no such claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Alpha over the claims that at least two people reviewed; None where nothing varies or nothing is doubly coded."""

    field: str
    alpha: float | None
    units: int
    values: int


def measure_agreement(reviews: Iterable[Review]) -> list[Agreement]:
    """Agreement on whether claims are right, and on the value of each field, over what several people reviewed.

    The last review of each person on each claim counts.
    """
    told: dict[str, dict[str, Review]] = defaultdict(dict)
    for r in sorted(reviews, key=lambda r: r.serial):
        if r.kind is Target.CLAIM and r.verdict is not Verdict.MARK and r.claim is not None:
            told[r.target][r.reviewer] = r
            if r.verdict is Verdict.WITHDRAW:
                del told[r.target][r.reviewer]
    doubled = [by_person for _, by_person in sorted(told.items()) if len(by_person) > 1]
    verdicts = [[r.verdict is Verdict.REJECT for r in by_person.values()] for by_person in doubled]
    rows = [_make_row("right or wrong", verdicts)]
    by_field: dict[str, list[list[Hashable]]] = defaultdict(list)
    for by_person in doubled:
        for name, values in _list_values(list(by_person.values())).items():
            by_field[name].append(values)
    rows += [_make_row(name, units) for name, units in sorted(by_field.items())]
    return rows


def _make_row(name: str, units: Sequence[Sequence[Hashable]]) -> Agreement:
    return Agreement(field=name, alpha=compute_alpha(units), units=len(units), values=sum(map(len, units)))


def _list_values(reviews: Sequence[Review]) -> Mapping[str, list[Hashable]]:
    """The value that each person gives to each field of one claim."""
    out: dict[str, list[Hashable]] = defaultdict(list)
    for review in reviews:
        claim = review.claim
        if claim is None:
            continue
        right = correct_claim(claim, review.changes)
        for name in list_fields(claim):
            out[name].append(REJECTED if review.verdict is Verdict.REJECT else _read(right, name))
    return out


def _read(claim: AnyClaim, name: str) -> Hashable:
    """A field's value in a form that two people's can be compared in: names for actors, EDTF for times."""
    value = getattr(claim, name) if hasattr(claim, name) else getattr(claim.voice, name)
    if isinstance(value, tuple):
        return frozenset(getattr(v, "name", v) for v in value)
    return getattr(value, "edtf", getattr(value, "name", value)) if not isinstance(value, str) else str(value)


def compute_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Nominal alpha of units, each with the values that its coders gave; units with one value do not count.

    None where fewer than two values can be paired, or all of them are the same: nothing then could disagree.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        for a, n in counts.items():
            for b, m in counts.items():
                pairs = n * (m - 1) if a == b else n * m
                coincidences[a, b] += pairs / (len(values) - 1)  # type: ignore[assignment]
    totals: Counter[Hashable] = Counter()
    for (a, _), n in coincidences.items():
        totals[a] += n
    whole = sum(totals.values())
    expected = whole * whole - sum(n * n for n in totals.values())
    if whole < 2 or expected == 0:
        return None
    observed = sum(n for (a, b), n in coincidences.items() if a != b)
    return 1 - (whole - 1) * observed / expected
