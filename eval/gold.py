"""Reads the gold and runs its scorers; the gold is not distributed."""

import json
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.views.lines import make_lines

HELD_BACK = frozenset(
    {
        "dc-20250121", "gx-067", "gx-071", "gx-084", "gx-104", "pc-009", "pc-034", "u-14cd3e", "u-dfe1ce", "wh-20241126",
    }
)  # fmt: skip
"""The reports of `moves/` that nothing learns from and whose misses nobody reads."""


READER: list[str | None] = [None]
"""The reading model that is measured: None is the one that came with the package, `none` the rules alone."""


@cache
def load_coder() -> Coder:
    """A coder with the packs as shipped, loaded once."""
    return Coder(reader=READER[0])


def read_gold(folder: Path, ids: Iterable[str] | None = None) -> list[Report]:
    """The reports of a gold folder, with their dates and outlets."""
    reports = []
    for path in sorted(folder.glob("*.txt")):
        if ids is None or path.stem in ids:
            found = next(iter(iter_reports([str(path)], IntakeOptions())))
            if isinstance(found, InputError):
                raise found
            reports.append(found)
    return reports


def code_to(reports: Iterable[Report], path: Path) -> None:
    """Write the claim lines of reports as JSON Lines."""
    with path.open("w", encoding="utf8") as out:
        for report in reports:
            for line in make_lines(load_coder().code(report), report.label, report.published):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def score(gold: Path, script: str, folder: Path, predicted: Path) -> dict[str, Any]:
    """What a scorer of the gold's tools prints as JSON."""
    tool = gold.parent / "tools" / script
    done = subprocess.run(
        [sys.executable, str(tool), str(folder), str(predicted), "--json"], capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def copy_part(folder: Path, ids: set[str], into: Path) -> Path:
    """A folder with only these reports of a gold folder."""
    into.mkdir()
    for path in folder.iterdir():
        stem = path.name.removesuffix(".meta.json").removesuffix(".json").removesuffix(".txt")
        if stem in ids:
            (into / path.name).write_bytes(path.read_bytes())
    return into
