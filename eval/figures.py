"""Each figure: what is coded, which scorer reads it, and which of its numbers are kept."""

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from training.records import write_folder

from eval.access import measure_access
from eval.clusters import measure_clusters
from eval.desk import measure_desk
from eval.gate import measure_gate
from eval.gold import HELD_BACK, code_to, copy_part, load_coder, read_gold, score
from eval.plover import measure_plover
from eval.readouts import measure_readouts
from eval.suites import list_suites, measure_movements, run_suite
from eval.update import measure_update
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.times.find import resolve_expression

Measures = dict[str, float]


def measure(name: str, gold: Path) -> Measures:
    """The numbers of one figure."""
    return FIGURES[name](gold)


def _moves(gold: Path, *, held: bool) -> Measures:
    folder = gold / "moves"
    ids = {p.stem for p in folder.glob("*.txt")}
    ids = ids & HELD_BACK if held else ids - HELD_BACK
    with tempfile.TemporaryDirectory() as tmp:
        part = copy_part(folder, ids, Path(tmp) / "gold")
        predicted = Path(tmp) / "moves.jsonl"
        code_to(read_gold(folder, ids), predicted)
        moves = score(gold, "score_moves.py", part, predicted)
        record = score(gold, "score_record.py", part, predicted)
    out = {
        k: moves[k]["f1"]
        for k in ("act", "full", "actors", "recipients", "date", "place", "speaker", "issues", "relayed_by")
    }
    out |= {"act_precision": moves["act"]["p"], "act_recall": moves["act"]["r"], "modality": moves["modality"]}
    return out | _record(record)


def _bargaining(gold: Path, use: str) -> Measures:
    """The record of our own readings: of reports whose misses were read while rules were written, or were not."""
    with tempfile.TemporaryDirectory() as tmp:
        part, predicted = Path(tmp) / "gold", Path(tmp) / "lines.jsonl"
        write_folder(gold, part, uses=(use,))
        code_to(read_gold(part), predicted)
        record = score(gold, "score_record.py", part, predicted)
    return {k: v for k, v in _record(record).items() if k not in {"record_access", "record_count"}}


def _record(record: dict[str, Any]) -> Measures:
    out = {f"record_{kind}": value["f1"] for kind, value in record.items() if isinstance(value, dict) and "f1" in value}
    return out | {f"record_{k}": v for k, v in record.items() if isinstance(v, float)}


def _attribution(gold: Path) -> Measures:
    folder = gold / "attribution" / "dev"
    with tempfile.TemporaryDirectory() as tmp:
        predicted = Path(tmp) / "attribution.jsonl"
        code_to(read_gold(folder), predicted)
        result = score(gold, "score_attribution.py", folder, predicted)
    out = {k: result[k]["f1"] for k in ("relation", "pair")}
    return out | {f"recall_{k}": v for k, v in result["recall_by_kind"].items()}


def _dates(gold: Path) -> Measures:
    rows = [json.loads(line) for line in (gold / "dates.jsonl").read_text(encoding="utf8").splitlines()]
    rows = [r for r in rows if r.get("when")]
    right = wrong_day = 0
    for row in rows:
        found = resolve_expression(row["text"], date.fromisoformat(row["dateCreated"][:10]))
        value = (found.edtf if found else None) or ""
        value = value.strip("~?%")
        right += value == row["when"]
        wrong_day += len(value) == len(row["when"]) == 10 and value != row["when"]
    return {"right": right / len(rows), "not_wrong_day": 1 - wrong_day / len(rows)}


def _pages(gold: Path) -> Measures:
    folder = gold.parent / "pages"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf8"))
    total = read = 0.0
    for name, row in expected.items():
        total += 1
        path = folder / "html" / f"{name}.html.gz"
        found = next(iter(iter_reports([str(path)], IntakeOptions())))
        if isinstance(found, Report):
            body = " ".join(s.span.of(found.text) for s in found.segments if s.coded and s.kind != "headline")
            read += word_f1(body, row["articleBody"])
    return {"word_f1": read / total}


def word_f1(found: str, expected: str) -> float:
    """F1 of two texts as bags of words."""
    a, b = Counter(found.lower().split()), Counter(expected.lower().split())
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def _suites(gold: Path) -> Measures:  # noqa: ARG001
    coder = load_coder()
    out = {f"{name}_{k}": v for name in list_suites() for k, v in run_suite(coder, name).items()}
    return out | measure_movements(coder)


FIGURES: dict[str, Callable[[Path], Measures]] = {
    "moves_held_back": lambda gold: _moves(gold, held=True),
    "moves_rest": lambda gold: _moves(gold, held=False),
    "records_read": lambda gold: _bargaining(gold, "rules"),
    "records_unread": lambda gold: _bargaining(gold, "measure"),
    "attribution_dev": _attribution,
    "dates": _dates,
    "pages": _pages,
    "access": lambda gold: measure_access(load_coder(), gold),
    "plover": lambda gold: measure_plover(load_coder(), gold / "plover"),
    "suites": _suites,
    "clusters": measure_clusters,
    "update": lambda gold: measure_update(load_coder(), gold.parent / "reports" / "same-event.jsonl"),
    "desk": lambda gold: measure_desk(load_coder(), gold.parent / "reports" / "same-event.jsonl"),
    "gate": lambda gold: measure_gate(load_coder(), gold),
    "readouts": lambda gold: measure_readouts(load_coder(), gold.parent / "reports" / "white-house.jsonl"),
}
"""Every figure by name."""
