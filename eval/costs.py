"""Works out what a month costs from what was measured, for the table of docs/scale.md.

    python -m eval.costs [--pages FOLDER] [--docs FOLDER]

How fast reports are coded and how much room they take stands in docs/performance.md, where `eval.bench_report` writes it: run
this after it, and change no figure by hand. How long a web page takes to be read and to pass the gate is measured here, on
the saved pages of a folder (by default ../shared/pages/html); where there is none, what the table says stays.
"""

import argparse
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from travaux.intake.kinds import Kind, find_kind
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.gate import load_gate

ROOT = Path(__file__).parents[1]
PAGES = ROOT.parent / "shared" / "pages" / "html"
BEGIN, END = "<!-- costs: begin -->", "<!-- costs: end -->"
WORDS = 700
"""Of a report: the mean of the news reports that the gate was measured on is 650 to 990."""
PASSING = 0.25
"""Share of unrelated news that the gate lets through (`python -m eval ../shared/gold --only gate`)."""
RENT = 0.04
"""US dollars an hour for a core: a common price of rented ones."""
_WORDS_S = re.compile(r"^\| words per processor second \|[^|]*\|[^|]*\| *([\d,]+) *\|", re.MULTILINE)
_REPORT_KB = re.compile(r"^The store takes ([\d,]+) KB a report", re.MULTILINE)
_PAGE_MS = re.compile(r"([\d.]+) ms a page of ([\d,]+) KB")
_TURNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured: words coded in a processor second, KB of a report in the store; ms and KB of a page."""

    words_s: float
    report_kb: float
    page_ms: float
    page_kb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many pages to read, so many reports to code, on so many cores."""

    name: str
    pages: int
    reports: int
    cores: int


def _make_loads() -> Sequence[Load]:
    crawl = 300_000_000
    return (
        Load(name="50,000 reports", pages=0, reports=50_000, cores=2),
        Load(name="1 million reports", pages=0, reports=1_000_000, cores=16),
        Load(name="10 million pages", pages=10_000_000, reports=round(10_000_000 * PASSING), cores=64),
        Load(name="300 million pages", pages=crawl, reports=round(crawl * PASSING), cores=1024),
    )


def read_figures(performance: str, scale: str) -> Figures:
    """The figures that the two pages state.

    Raises:
        ValueError: one of them does not stand where it should.
    """
    words, room, page = _WORDS_S.search(performance), _REPORT_KB.search(performance), _PAGE_MS.search(scale)
    if words is None or room is None or page is None:
        raise ValueError("docs/performance.md or docs/scale.md lacks a figure: see the patterns of eval/costs.py")
    return Figures(
        words_s=_number(words[1]), report_kb=_number(room[1]), page_ms=_number(page[1]), page_kb=_number(page[2])
    )


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def measure_pages(folder: Path) -> tuple[float, float]:
    """Processor milliseconds in which a saved page is read and goes through the gate, and the mean KB of a page as it is kept."""
    gate, pages = load_gate(), sorted(p for p in folder.iterdir() if find_kind(p.name) is Kind.PAGE)
    list(iter_reports([pages[0]]))  # what reads pages is imported
    times = []
    for _ in range(_TURNS):
        began = time.process_time()
        for item in iter_reports(pages):
            if isinstance(item, Report):
                gate.admits(item)
        times.append(time.process_time() - began)
    return 1000 * min(times) / len(pages), sum(p.stat().st_size for p in pages) / len(pages) / 1000


def write_costs(figures: Figures, loads: Sequence[Load] | None = None) -> str:
    """The figures in words, and the table."""
    head = (
        f"With {figures.words_s:,.0f} words a processor second, reports of {WORDS} words and {figures.report_kb:,.0f} KB each"
        f" in the store; {figures.page_ms:,.0f} ms a page of {figures.page_kb:,.0f} KB packed to be read and sifted, of"
        f" which the gate lets {100 * PASSING:.0f} % through; {RENT:.2f} US dollars an hour for a core:"
    )
    rows = ["| | reading pages, processor hours | coding, processor hours | by the clock | in stores | rent |"]
    rows.append("|---|--:|--:|--:|--:|--:|")
    for load in loads or _make_loads():
        reading = load.pages * figures.page_ms / 1000 / 3600
        coding = load.reports * WORDS / figures.words_s / 3600
        hours, room = reading + coding, load.reports * figures.report_kb / 1e6
        rows.append(
            f"| {load.name}, {load.cores:,} cores | {reading:,.0f} | {coding:,.0f} | {_say_hours(hours / load.cores)}"
            f" | {_say_room(room)} | ${hours * RENT:,.0f} |"
        )
    return "\n".join([head, "", *rows])


def _say_hours(hours: float) -> str:
    return f"{hours:,.0f} h" if hours < 48 else f"{hours / 24:,.1f} days"


def _say_room(gigabytes: float) -> str:
    return f"{gigabytes:,.0f} GB" if gigabytes < 1000 else f"{gigabytes / 1000:,.1f} TB"


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    given = parser.parse_args()
    page = given.docs / "scale.md"
    text = page.read_text(encoding="utf-8")
    figures = read_figures((given.docs / "performance.md").read_text(encoding="utf-8"), text)
    if given.pages.is_dir():
        each, size = measure_pages(given.pages)
        figures = Figures(
            words_s=figures.words_s, report_kb=figures.report_kb, page_ms=round(each), page_kb=round(size)
        )
    else:
        print(f"{given.pages} is not there: the time of a page stays as it stands", file=sys.stderr)
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{write_costs(figures)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
