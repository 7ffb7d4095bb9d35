"""Krippendorff's alpha, held against published figures."""

import pytest

from tests.claims import move
from travaux.ontology.claim import AnyClaim
from travaux.ontology.review import Review, Target, Verdict
from travaux.review.agreement import compute_alpha, measure_agreement

PUBLISHED = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
"""Krippendorff (2011), example C: four coders, twelve units, missing values; nominal alpha is 0.743."""


def test_alpha_is_the_published_one() -> None:
    units = [[v for v in unit if v != "*"] for unit in zip(*(row.split() for row in PUBLISHED), strict=True)]
    assert compute_alpha(units) == pytest.approx(0.743, abs=5e-4)


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        ([["a", "a"], ["b", "b"], ["c", "c"]], 1.0),
        ([["a", "b"], ["b", "a"]], -0.5),
        ([["a"], ["b"]], None),
        ([["a", "a"], ["a", "a"]], None),
        ([], None),
    ],
)
def test_alpha_at_its_limits(units: list[list[str]], alpha: float | None) -> None:
    assert compute_alpha(units) == (alpha if alpha is None else pytest.approx(alpha))


def decide(serial: int, claim: AnyClaim, by: str, verdict: Verdict = Verdict.CONFIRM, **changes: str) -> Review:
    target = f"{claim.report}:{claim.kind}:{claim.span.start}"
    return Review(
        serial=serial, target=target, kind=Target.CLAIM, verdict=verdict, changes=changes, claim=claim, reviewer=by,
        reason="read it", recorded_at="2025-06-10T08:00:00Z",
    )  # fmt: skip


def test_agreement_is_measured_on_what_two_people_reviewed() -> None:
    one, two, three = (move(start=at) for at in (0, 30, 60))
    trail = [
        decide(1, one, "Ane"),
        decide(2, one, "Bo"),
        decide(3, two, "Ane", Verdict.REJECT),
        decide(4, two, "Bo", Verdict.REJECT),
        decide(5, three, "Ane"),
    ]
    rows = {row.field: row for row in measure_agreement(trail)}
    assert (rows["right or wrong"].alpha, rows["right or wrong"].units) == (1.0, 2)
    assert rows["act"].alpha == 1.0


def test_corrections_disagree_field_by_field_and_the_last_word_counts() -> None:
    one, two = move(start=0), move(start=30)
    trail = [
        decide(1, one, "Ane", Verdict.CORRECT, act="accept"),
        decide(2, one, "Bo"),
        decide(3, two, "Ane", Verdict.CORRECT, act="agree"),
        decide(4, two, "Ane"),
        decide(5, two, "Bo"),
    ]
    rows = {row.field: row for row in measure_agreement(trail)}
    assert rows["act"].alpha == pytest.approx(0.0)
    assert rows["modality"].alpha is None
    assert rows["right or wrong"].alpha is None
