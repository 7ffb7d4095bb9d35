"""Calls of the command line, in this process or of the installed command."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report

TRAVAUX = Path(sys.executable).with_name("travaux")
EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a call gave."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.removesuffix("\n").split("\n")] if self.out else []


class Call(Protocol):
    """Calls the command in this process."""

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Answer: ...


def run_installed(*arguments: str | Path, stdin: bytes = b"", **env: str) -> Answer:
    """Call the installed command."""
    words = [str(a) for a in (TRAVAUX, *arguments)]
    done = subprocess.run(words, input=stdin, capture_output=True, check=False, env={**os.environ, **env}, timeout=120)
    return Answer(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


def read_texts(*paths: Path) -> dict[str, str]:
    """The texts of reports by id."""
    return {r.id: r.text for r in iter_reports(paths) if isinstance(r, Report)}


def find_evidence(node: Any) -> Iterator[dict[str, Any]]:
    """Every piece of evidence in a JSON document."""
    if isinstance(node, dict):
        yield from node.get("evidence") or []
        for key, value in node.items():
            if key != "evidence":
                yield from find_evidence(value)
    elif isinstance(node, list):
        for value in node:
            yield from find_evidence(value)
