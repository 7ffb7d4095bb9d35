"""The relevance gate on the half of the reports that it did not learn from: what it keeps, what it drops, how fast it is."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from training.gate import read_rows

from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.gate import Gate, load_gate

BAR = 20.0
"""How many times as many reports as full coding the gate reads in a second."""
_CODED = 12


def measure_gate(coder: Coder, gold: Path) -> dict[str, float]:
    """Shares kept of relevant and dropped of unrelated reports; 1 for the speed within the bar, less below it."""
    reports = gold.parent / "reports"
    gate = load_gate()
    relevant, unrelated = read_rows(reports, 1)
    moves = [p.read_text(encoding="utf8") for p in sorted((gold / "moves").glob("*.txt"))]
    out = {
        "relevant_kept": _share(gate, relevant),
        "gold_kept": _share(gate, moves),
        "unrelated_dropped": 1 - _share(gate, unrelated),
        "speed_within_bar": min(1.0, _times(coder, gate, reports / "guardian.jsonl") / BAR),
    }
    briefs = [json.loads(line)["text"] for line in (reports / "briefs.jsonl").read_text(encoding="utf8").splitlines()]
    print(f"gate: {_share(gate, briefs):.2f} of briefs on world politics kept", file=sys.stderr)
    return out


def _share(gate: Gate, texts: list[str]) -> float:
    return sum(gate.score(text) >= 0 for text in texts) / len(texts)


def _times(coder: Coder, gate: Gate, path: Path) -> float:
    """How many times faster the gate reads reports than the coder codes them."""
    reports = [r for r in iter_reports([str(path)], IntakeOptions()) if not isinstance(r, InputError)][:_CODED]
    times = [_time(coder.code, reports), min(_time(gate.admits, reports) for _ in range(5))]
    print(f"gate: {_CODED / times[1]:,.0f} reports/s, coding {_CODED / times[0]:.2f}", file=sys.stderr)
    return times[0] / times[1]


def _time(work: Callable[[Report], object], reports: list[Report]) -> float:
    started = time.process_time()
    for report in reports:
        work(report)
    return time.process_time() - started
