"""Access on the gold's access reports: one half may be learned from, the other only measured."""

import json
import tempfile
from pathlib import Path

from eval.gold import read_gold, score
from travaux.coding.coder import Coder
from travaux.views.lines import make_lines

HALVES = ("even", "odd")
"""Reports by name, sorted: those at 0, 2, 4 … are learned from, the others never read but by the scorer."""
KINDS = ("access", "count")


def measure_access(coder: Coder, gold: Path) -> dict[str, float]:
    """Precision, recall and F1 of the kinds `access` and `count` of score_record.py, on each half of `gold/access`."""
    folder = gold / "access"
    names = sorted(p.stem for p in folder.glob("*.txt"))
    out: dict[str, float] = {}
    for half, ids in zip(HALVES, (names[0::2], names[1::2]), strict=True):
        with tempfile.TemporaryDirectory() as tmp:
            part, predicted = Path(tmp) / "gold", Path(tmp) / "claims.jsonl"
            _copy(folder, set(ids), part)
            _code(coder, folder, set(ids), predicted)
            result = score(gold, "score_record.py", part, predicted)
        for kind in KINDS:
            out |= {f"{half}_{kind}_{name}": result[kind][name] for name in ("p", "r", "f1")}
    return out


def _copy(folder: Path, ids: set[str], into: Path) -> None:
    into.mkdir()
    for path in folder.iterdir():
        if path.name.removesuffix(".meta.json").removesuffix(".json").removesuffix(".txt") in ids:
            (into / path.name).write_bytes(path.read_bytes())


def _code(coder: Coder, folder: Path, ids: set[str], path: Path) -> None:
    with path.open("w", encoding="utf8") as out:
        for report in read_gold(folder, ids):
            for line in make_lines(coder.code(report), report.label, report.published):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
