"""Turns the figures of `eval.bench` into the table and the drawing of docs/performance.md.

    python -m eval.bench_report FILE.json [--docs FOLDER]

The table stands between two marks in the page and replaces what stands there; the words around it are a person's.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_STAGES = 12


def write_table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    runs, stages = [figures[name] for name in ("bare", "coding", "ingest")], figures["stages"]
    coding, ingest = runs[1:]
    lines = [
        f"Measured on {figures['machine']}: {figures['reports']} reports of {figures['words']:,} words.",
        f"{figures['workers']} workers; times by the clock hold only where the load at the start was near nothing.",
        "",
        "| | bare spaCy | coding | ingest into SQLite |",
        "|---|--:|--:|--:|",
        _row("words per processor second", [run["words_cpu_s"] for run in runs]),
        f"| against bare spaCy | 1 | {coding['ratio_cpu']:.2f} | {ingest['ratio_cpu']:.2f} |",
        _row("words per second of the clock", [run["words_s"] for run in runs]),
        f"| against bare spaCy, by the clock | 1 | {coding['ratio']:.2f} | {ingest['ratio']:.2f} |",
        _row("reports per second of the clock", [run["reports_s"] for run in runs], places=1),
        _row("memory of all processes, MB", [run["mb"] for run in runs[:2]] + [ingest["peak_mb"]]),
        "",
        f"The store takes {1000 * ingest['mb'] / figures['reports']:.0f} KB a report, with the index of its words and its",
        f"{ingest['claims'] / figures['reports']:.0f} claims.",
        "",
        "| start of a command that needs no model | seconds |",
        "|---|--:|",
        *(f"| `{name}` | {seconds:.2f} |" for name, seconds in figures["start"].items()),
        "",
        "| stage | share of coding's time |",
        "|---|--:|",
    ]
    whole = stages["whole"]
    largest = sorted(((s, n) for n, s in stages.items() if n != "whole"), reverse=True)[:_STAGES]
    lines += [f"| {name} | {100 * seconds / whole:.0f} % |" for seconds, name in largest]
    return "\n".join([*lines, "", *_write_growth(figures["growth"])])


def _row(name: str, values: Sequence[float], places: int = 0) -> str:
    return f"| {name} | {' | '.join(f'{value:,.{places}f}' for value in values)} |"


def _write_growth(rows: list[dict[str, float]]) -> list[str]:
    if not rows:
        return []
    head = ["| reports | claims | store, s | resolve, s | store, MB |", "|--:|--:|--:|--:|--:|"]
    body = [
        f"| {r['reports']:,.0f} | {r['claims']:,.0f} | {r['store_s']:.1f} | {r['resolve_s']:.1f} | {r['mb']:.0f} |"
        for r in rows
    ]
    return [*head, *body]


def draw(figures: dict[str, Any], path: Path) -> None:
    """The stages of coding as bars, in SVG."""
    stages = figures["stages"]
    rows = [{"stage": n, "share": s / stages["whole"]} for n, s in stages.items() if n != "whole"]
    chart = (
        alt.Chart({"values": rows}, title="Where the time of coding goes")
        .mark_bar(color="#335c81")
        .encode(
            x=alt.X("share:Q", axis=alt.Axis(format="%"), title="share of the processor's time"),
            y=alt.Y("stage:N", sort="-x", title=None),
        )
        .properties(width=480)
    )
    chart.save(str(path), format="svg")


def main() -> None:
    """Write the page's table and its drawing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--docs", type=Path, default=Path(__file__).parents[1] / "docs")
    given = parser.parse_args()
    figures = json.loads(given.figures.read_text(encoding="utf-8"))
    page = given.docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{write_table(figures)}\n\n{END}{after}", encoding="utf-8")
    draw(figures, given.docs / "performance.svg")


if __name__ == "__main__":
    main()
