"""Parties and mediators of short reports on conflicts whose sides no pack knows, against what a reader put down."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Participation
from travaux.ontology.vocabulary import ActorKind, Role

pytestmark = pytest.mark.model

FOLDER = Path(__file__).parent / "lesser"
SIDES = {Role.PARTY, Role.ARMED_GROUP}
BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER}


def read(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf8"))["report"])


def told(coder: Coder, text: str) -> tuple[set[str], set[str]]:
    """The sides that are no persons, and those who stand between them."""
    found = of_kind(code(coder, text), Participation)
    sides = {p.actor.name for p in found if p.role in SIDES and p.actor.kind is not ActorKind.PERSON}
    return sides, {p.actor.name for p in found if p.role in BETWEEN}


def measure(coder: Coder, name: str) -> dict[str, tuple[float, float]]:
    """Precision and recall of parties and of mediators over the reports of one file."""
    counts = {"parties": [0, 0, 0], "mediators": [0, 0, 0]}
    for report in read(name):
        for key, found in zip(counts, told(coder, report["text"]), strict=True):
            wanted = [set(names.split("|")) for names in report[key]]
            right = sum(bool(names & found) for names in wanted)
            wrong = [n for n in found - set(report.get("also", ())) if not any(n in names for names in wanted)]
            counts[key] = [a + b for a, b in zip(counts[key], (right, len(wrong), len(wanted) - right), strict=True)]
    return {k: (hit / (hit + wrong), hit / (hit + missing)) for k, (hit, wrong, missing) in counts.items()}


def test_sides_of_reports_that_rules_were_written_on(coder: Coder) -> None:
    found = measure(coder, "seen")
    assert found["parties"] >= (0.98, 0.96)
    assert min(found["mediators"]) >= 0.85


def test_sides_of_reports_that_nobody_looked_at(coder: Coder) -> None:
    found = measure(coder, "unseen")
    assert found["parties"][0] >= 0.9
    assert found["parties"][1] >= 0.65


@pytest.mark.parametrize("name", ["no-conflict", "sports-news"])
def test_bodies_named_in_passing_are_no_sides(coder: Coder, name: str) -> None:
    report = next(r for file in ("seen", "unseen") for r in read(file) if r["id"] == name)
    assert told(coder, report["text"]) == (set(), set())
