"""`python -m eval.confidence [GOLD [TRAIN]] [--write]`: fit and measure `confidence`, the precision of claims by bin.

GOLD is the folder of the gold; TRAIN a folder of further reports with gold moves. Held-back reports are left out. Weights
are fitted by logistic regression on all but one fifth of the reports and score that fifth; bins of equal size over these
scores give the precision. Printed: for each kind its bins and the mean difference between confidence and precision.

Kinds of which a reader judged lines (`judged*.jsonl`: kind, report, features, right) are measured on these lines instead of
the gold, and fitted alone where no GOLD is given. Those lines come from reports that were new when they were judged; the
errors found were then mended by class, so that the figures are those of reports which the rules have since been read on. A
claim is right where the line that shows it is: of deeds and talks its whole sentence.
Where features have a class that was made to be sure (`sure`), there are two bins, that class and the rest: these lines are
too few for more.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from eval.gold import HELD_BACK, load_coder, read_gold
from travaux.coding import confidence
from travaux.coding.features import MOVE, TALK, kind_of, list_features, list_move_features
from travaux.ontology.claim import AnyClaim, Move
from travaux.views.lines import make_line

KINDS = ("move", "proposal", "demand", "meeting", "leverage", "term", "count")
FOLDS = 5
PER_BIN = 40
"""Claims in a bin at least; of kinds that are measured on few lines, `FEW_PER_BIN`."""
FEW_PER_BIN = 20
FEW = 200
FEWEST = 10
"""Claims that a kind needs to be measured at all."""
SURE = "sure=True"
"""The feature of claims of the class that a kind's rules hold to be sure."""
DATA = Path(confidence.__file__).parent / "data" / "confidence.toml"
JUDGED = Path(__file__).parent / "judged.jsonl"
Row = tuple[str, list[str], bool]
"""The report, the features, and whether the claim is right."""


def main() -> int:
    """Fit, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("train", type=Path, nargs="?")
    parser.add_argument("--write", action="store_true", help=f"write {DATA.name}")
    args = parser.parse_args()
    judged = read_judged()
    rows: dict[str, list[Row]] = {}
    if args.gold:
        sys.path.insert(0, str(args.gold.parent / "tools"))
        rows |= {kind: [] for kind in KINDS}
        for folder in (args.gold / "moves", *([args.train] if args.train else [])):
            for kind, row in judge_folder(folder):
                rows.setdefault(kind, []).append(row)
    rows |= judged
    tables = {kind: fit_kind(kind, found) for kind, found in rows.items() if len(found) >= FEWEST}
    if args.write:
        write(tables)
    return 0


def write(tables: dict[str, str]) -> None:
    """Write the tables; kinds of which none was made keep the one that they have."""
    text = DATA.read_text(encoding="utf8")
    heads = [(m.start(), m[1]) for m in re.finditer(r"^\n?\[(\w+)\]$", text, re.MULTILINE)]
    ends = [start for start, _ in heads[1:]] + [len(text)]
    kept = {kind: text[start:end].rstrip("\n") + "\n" for (start, kind), end in zip(heads, ends, strict=True)}
    whole = {kind: tables.get(kind, table) for kind, table in (kept | tables).items()}
    DATA.write_text(
        "# How often claims were right, by bin; made by `python -m eval.confidence`, see coding/confidence.py.\n"
        + "\n".join(f"\n{whole[kind].strip(chr(10))}\n" for kind in sorted(whole)),
        encoding="utf8",
    )


def read_judged() -> dict[str, list[Row]]:
    """The lines that readers judged, by kind."""
    rows: dict[str, list[Row]] = {}
    for path in sorted(JUDGED.parent.glob(f"{JUDGED.stem}*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            rows.setdefault(row["kind"], []).append((row["report"], row["features"], row["right"]))
    return rows


def judge_folder(folder: Path) -> Iterator[tuple[str, Row]]:
    """Every claim of the gold reports that can be judged, as kind and row."""
    moves, record = import_module("score_moves"), import_module("score_record")
    gold_moves = moves.load_gold(folder)
    for report in read_gold(folder):
        if report.label in HELD_BACK or report.label not in gold_moves:
            continue
        claims = load_coder().code(report)
        told = [c for c in claims if isinstance(c, Move)]
        _, wanted = gold_moves[report.label]
        right = _judge_moves(moves, wanted, [make_line(c, report.label) for c in told])
        for at, claim in enumerate(told):
            # Of talks readers judge the sentence that is shown; here all that the move says is.
            kind = MOVE if kind_of(claim) == TALK else kind_of(claim)
            yield kind, (report.id, list_move_features(claim) if kind == MOVE else list_features(claim), at in right)
        items = json.loads((folder / f"{report.label}.json").read_text(encoding="utf8"))["record"]
        if items:
            yield from _judge_record(record, report.text, items, claims)


def _judge_moves(moves: Any, gold: list[dict[str, Any]], pred: list[dict[str, Any]]) -> set[int]:
    """Which moves are right: act, place in the text, modality and names, and the speaker where gold has one."""
    right = set()
    for i, j in moves.pair(gold, pred, lambda act: act):
        g, p = gold[i], pred[j]
        touch = moves.overlap(g["trigger"], p["trigger"]) > 0
        named = all(moves.alike(g[k], p[k] or []) for k in ("actors", "recipients"))
        voice = not g.get("speaker") or (bool(p["speaker"]) and moves.same(g["speaker"], p["speaker"]))
        if touch and named and voice and g["modality"] == p["modality"]:
            right.add(j)
    return right


def _judge_record(
    record: Any, text: str, items: dict[str, Any], claims: Sequence[AnyClaim]
) -> Iterator[tuple[str, Row]]:
    """Claims of the record: right where one gold item of their kind agrees and touches."""
    for kind, plural in record.KINDS.items():
        if kind not in KINDS:
            continue
        gold = [{**g, "span": _find(text, g["quote"])} for g in items.get(plural, []) if g.get("quote")]
        for claim in claims:
            if claim.kind == kind:
                line = make_line(claim)
                hit = any(record.agrees(kind, g, line) and _touch(g["span"], line["evidence"]) for g in gold)
                yield kind, (claim.report, list_features(claim), hit)


def _find(text: str, quote: str) -> tuple[int, int]:
    at = text.find(quote)
    return at, at + len(quote)


def _touch(span: tuple[int, int], evidence: Sequence[Sequence[int]]) -> bool:
    for start, end in evidence:
        shared = min(span[1], end) - max(span[0], start)
        if shared > 0 and shared >= 0.5 * min(span[1] - span[0], end - start):
            return True
    return False


def fit_kind(kind: str, rows: Sequence[Row]) -> str:
    """The weights and bins of one kind, as TOML; prints what was measured."""
    if any(SURE in features for _, features, _ in rows):
        return fit_classes(kind, rows)
    reports = sorted({r for r, _, _ in rows})
    fold = {report: at % FOLDS for at, report in enumerate(reports)}
    y = np.array([hit for _, _, hit in rows], dtype=float)
    scores = np.zeros(len(rows))
    for part in range(FOLDS):
        seen = [row for row in rows if fold[row[0]] != part]
        bias, weights = fit(seen)
        for at, (report, features, _) in enumerate(rows):
            if fold[report] == part:
                scores[at] = bias + sum(weights.get(f, 0.0) for f in features)
    edges, precision = make_bins(scores, y)
    at_bin = np.searchsorted(edges, scores, side="right")
    print(f"{kind}: {len(rows)} claims, {y.mean():.3f} right", flush=True)
    for n, p in enumerate(precision):
        inside = at_bin == n
        print(f"   bin {n}: confidence {p:.3f}, {int(inside.sum())} claims, right {y[inside].mean():.3f}")
    bias, weights = fit(rows)
    kept = {f: round(w, 3) for f, w in sorted(weights.items()) if abs(w) >= 0.01}
    body = "\n".join(f"{json.dumps(f)} = {w}" for f, w in kept.items())
    numbers = f"bias = {bias:.3f}\nedges = {[round(float(e), 4) for e in edges]}\nprecision = {[round(p, 3) for p in precision]}"
    return f"\n[{kind}]\n{numbers}\n\n[{kind}.weights]\n{body}\n"


def fit_classes(kind: str, rows: Sequence[Row]) -> str:
    """Two bins, as TOML: claims of the class that was made to be sure, and all others."""
    right = {sure: [hit for _, features, hit in rows if (SURE in features) is sure] for sure in (False, True)}
    precision = [round((sum(hits) + 1) / (len(hits) + 2), 3) for hits in right.values()]
    print(f"{kind}: {len(rows)} claims, {sum(hit for _, _, hit in rows) / len(rows):.3f} right", flush=True)
    for sure, hits in right.items():
        print(
            f"   {'sure' if sure else 'others'}: confidence {precision[sure]:.3f}, {sum(hits)} of {len(hits)} claims right"
        )
    body = f"bias = 0.0\nedges = [0.5]\nprecision = {precision}"
    return f'\n[{kind}]\n{body}\n\n[{kind}.weights]\n"{SURE}" = 1.0\n'


def fit(rows: Sequence[Row], penalty: float = 2.0, steps: int = 400) -> tuple[float, dict[str, float]]:
    """Logistic regression with an L2 penalty, by Newton's method on the features' columns."""
    names = sorted({f for _, features, _ in rows for f in features})
    column = {name: at for at, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1.0
    for at, (_, features, _) in enumerate(rows):
        for feature in features:
            x[at, column[feature]] = 1.0
    y = np.array([hit for _, _, hit in rows], dtype=float)
    ridge = np.full(len(names) + 1, penalty)
    ridge[-1] = 1e-3
    w = np.zeros(len(names) + 1)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return float(w[-1]), {name: float(w[at]) for name, at in column.items()}


def make_bins(scores: Any, y: Any) -> tuple[list[float], list[float]]:
    """Edges between bins and the precision of each: equal counts, and a higher bin is never less precise (PAV)."""
    order = np.argsort(scores, kind="stable")
    number = max(1, min(10, len(order) // (PER_BIN if len(order) >= FEW else FEW_PER_BIN)))
    groups = [[part] for part in np.array_split(order, number)]
    merged: list[Any] = []
    for group in groups:
        merged.append(np.concatenate(group))
        while len(merged) > 1 and y[merged[-2]].mean() >= y[merged[-1]].mean():
            last = merged.pop()
            merged[-1] = np.concatenate([merged[-1], last])
    edges = [float((scores[a].max() + scores[b].min()) / 2) for a, b in pairwise(merged)]
    # One claim more on either side: a bin of which all claims were right is not certain.
    return edges, [float((y[g].sum() + 1) / (len(g) + 2)) for g in merged]


if __name__ == "__main__":
    sys.exit(main())
