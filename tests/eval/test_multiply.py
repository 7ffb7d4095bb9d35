"""Reports that are told again are like the first ones, and no copies of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from eval.multiply import APART, Coded, move_time, multiply, read_coded, take_claims, write_store
from eval.shorts import make_shorts

from travaux.coding.coder import Coder
from travaux.intake.sources import iter_reports
from travaux.ontology.claim import check_claims
from travaux.ontology.report import Report
from travaux.origins.copies import find_copies

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="module")
def real() -> list[Coded]:
    coder = Coder(reader="none")
    reports: Iterator[Report] = (r for r in iter_reports([str(EXAMPLES)]) if isinstance(r, Report))
    return [(r, tuple(coder.code(r))) for r in reports]


def test_each_copy_is_grounded_and_has_its_own_id(real: list[Coded]) -> None:
    many = list(multiply(real, 4 * len(real)))
    assert len({r.id for r, _ in many}) == len(many)
    for report, claims in many:
        check_claims(report.text, claims)
        assert {c.report for c in claims} <= {report.id}
        for claim in claims:
            linked = [getattr(claim, name, None) for name in ("because_of", "target", "deal")]
            assert all(name.startswith(report.id + ":") for name in linked if name)


def test_a_copy_keeps_its_parties_and_tells_of_another_day(real: list[Coded]) -> None:
    again = {r.id: (r, claims) for r, claims in multiply(real, 2 * len(real))}
    for report, claims in real:
        copy, told = again[f"{report.id}-1"]
        assert len(copy.text) == len(report.text)
        assert copy.text != report.text
        assert report.published is not None
        assert copy.published == report.published + timedelta(days=APART)
        assert [c.span for c in told] == [c.span for c in claims]
        assert ("TPLF" in copy.text) == ("TPLF" in report.text)
    roots = find_copies([r for r, _ in again.values()])
    taken = [r.id for r, _ in real if r.id in roots and roots.get(f"{r.id}-1") == roots[r.id]]
    assert len(taken) < len(real) / 2, (
        "copies are seldom taken for one text, though the examples have few words to choose from"
    )


def test_the_same_seed_gives_the_same(real: list[Coded]) -> None:
    assert list(multiply(real, 20, seed=5)) == list(multiply(real, 20, seed=5))
    assert list(multiply(real, 20, seed=5)) != list(multiply(real, 20, seed=6))


def test_a_store_of_so_many_claims(real: list[Coded], tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    reports, claims = write_store(path, take_claims(multiply(real), 400))
    kept = read_coded(path)
    assert len(kept) == reports
    assert 400 <= claims == sum(len(told) for _, told in kept) < 500


@pytest.mark.parametrize(
    ("edtf", "moved"),
    [
        ("2024-01-28", "2024-02-08"),
        ("2024-01-28/2024-02-01~", "2024-02-08/2024-02-12~"),
        ("2024-01", "2024-01"),
        ("2024", "2024"),
        ("2024-24", "2024-24"),
        ("../2024-12-31", "../2025-01-11"),
    ],
)
def test_days_move(edtf: str, moved: str) -> None:
    assert move_time(edtf, timedelta(days=11)) == moved


def test_short_reports_are_the_same_every_time_and_no_two_are_one() -> None:
    rows = list(make_shorts(200, seed=3))
    assert rows == list(make_shorts(200, seed=3))
    assert len({row["id"] for row in rows}) == 200
    assert all(date.fromisoformat(row["published"]) and len(row["text"]) > 40 for row in rows)
