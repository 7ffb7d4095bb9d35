"""How store and resolve grow with the claims: the time of each at ten thousand, a hundred thousand and a million claims.

    python -m eval.growth FROM [--claims N,N,…] [--seed S] [--out FILE.json]
    python -m eval.growth --report FILE.json [--drawing FILE.svg]

FROM is a store, or a file of reports; its claims are told again under other names and on other days (`eval.multiply`), so that
ten times the claims are nearly ten times the reports of each day. Times are seconds of one processor: to keep reports and claims
in SQLite, to read them again, to find the processes, and to make one dossier of all of them. The second call makes the table of
the docs, and a drawing, of what the first one wrote.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import altair as alt

from eval.multiply import Coded, multiply, read_coded, take_claims
from travaux.garbage import collect_seldom, uncollected
from travaux.packs.load import load_world
from travaux.resolve.dossier import build_dossier
from travaux.resolve.processes import assign_processes
from travaux.store import Store, open_store

_BATCH = 100
_MB = 1e6
_STEPS = {"store_s": "store", "read_s": "read", "assign_s": "processes", "resolve_s": "resolve"}
Row = dict[str, float]


def measure(real: Sequence[Coded], number: int, seed: int) -> Row:
    """The times and sizes of so many claims."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "store.sqlite"
        with open_store(db, create=True) as store:
            reports, stored = _store(store, take_claims(multiply(real, seed=seed), number))
        size = sum(p.stat().st_size for p in Path(folder).iterdir())
        began = time.process_time()
        with uncollected(), open_store(db, create=False) as store:  # as every command does
            kept, claims = list(store.reports()), [c for _, group in store.claims() for c in group]
    read, world = time.process_time(), load_world()
    with uncollected():
        assign_processes(kept, claims, world)
        assigned = time.process_time()
        build_dossier(kept, claims, world)
    return {
        "reports": reports,
        "claims": len(claims),
        "store_s": stored,
        "read_s": read - began,
        "assign_s": assigned - read,
        "resolve_s": time.process_time() - assigned,
        "mb": size / _MB,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _store(store: Store, coded: Iterator[Coded]) -> tuple[int, float]:
    """Keep reports with their claims; how many there were, and the time that keeping them took."""
    reports, spent = 0, 0.0
    while batch := list(islice(coded, _BATCH)):
        began = time.process_time()
        with store.transaction():
            for report, told in batch:
                store.add_report(report)
                if report.set_aside is None:
                    store.put_claims(report.id, told, "growth")
        spent += time.process_time() - began
        reports += len(batch)
    return reports, spent


def tell(rows: Sequence[Row]) -> str:
    """The table, with what ten times the claims cost."""
    out = ["| reports | claims | store, s | read, s | processes, s | resolve, s | all, s | store, MB | memory, MB |"]
    out.append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        times = " | ".join(f"{row[step]:,.1f}" for step in _STEPS)
        first = f"| {row['reports']:,.0f} | {row['claims']:,.0f} | {times} | {_whole(row):,.1f}"
        out.append(f"{first} | {row['mb']:,.0f} | {row['peak_mb']:,.0f} |")
    for few, many in pairwise(rows):
        more, longer = many["claims"] / few["claims"], _whole(many) / _whole(few)
        out.append(f"\n{more:.1f} times as many claims as {few['claims']:,.0f} take {longer:.1f} times as long.")
    return "\n".join(out)


def _whole(row: Row) -> float:
    return sum(row[step] for step in _STEPS)


def draw(rows: Sequence[Row], path: Path) -> None:
    """Seconds by claims, both in powers of ten: what grows in step is a straight line."""
    data: list[dict[str, Any]] = [
        {"claims": row["claims"], "seconds": row[step], "step": name} for row in rows for step, name in _STEPS.items()
    ]
    chart = (
        alt.Chart({"values": data}, title="Store and resolve by the number of claims")
        .mark_line(point=True)
        .encode(
            x=alt.X("claims:Q", scale=alt.Scale(type="log"), title="claims"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds of one processor"),
            color=alt.Color("step:N", title=None),
        )
        .properties(width=480, height=300)
    )
    chart.save(str(path), format="svg")


def main() -> None:
    """Measure, or tell what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", metavar="FROM")
    parser.add_argument("--claims", default="10000,100000,1000000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--report", type=Path, metavar="FILE.json")
    parser.add_argument("--drawing", type=Path, metavar="FILE.svg")
    given = parser.parse_args()
    if (given.source is None) == (given.report is None):
        parser.error("give either FROM, or --report FILE.json")
    if given.report is not None:
        rows = json.loads(given.report.read_text(encoding="utf-8"))
    else:
        collect_seldom()  # as every command does
        real, rows = read_coded(given.source), []
        for number in map(int, given.claims.split(",")):
            rows.append(measure(real, number, given.seed))
            print(rows[-1], file=sys.stderr, flush=True)
            if given.out is not None:
                given.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(tell(rows))
    if given.drawing is not None:
        draw(rows, given.drawing)


if __name__ == "__main__":
    main()
