"""What a month costs is worked out from the figures that stand in the documentation, and stands there so."""

from pathlib import Path

import pytest
from eval.costs import BEGIN, END, Figures, Load, read_figures, write_costs

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = Figures(words_s=1000, report_kb=100, page_ms=36, page_kb=40)


def test_the_page_says_what_the_measured_figures_cost() -> None:
    performance, scale = ((DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("performance", "scale"))
    told = scale.partition(BEGIN)[2].partition(END)[0].strip()
    assert told == write_costs(read_figures(performance, scale)), "run python -m eval.costs"


def test_hours_room_and_rent_of_a_load() -> None:
    load = Load(name="some", pages=1_000_000, reports=360_000, cores=100)
    row = write_costs(FIGURES, [load]).splitlines()[-1]
    # 36 ms for each of a million pages are 10 hours, 700 words of 360,000 reports at 1,000 a second 70.
    assert row == "| some, 100 cores | 10 | 70 | 1 h | 36 GB | $3 |"


def test_a_page_without_the_figure_is_told() -> None:
    with pytest.raises(ValueError, match=r"performance\.md"):
        read_figures("no figures", "42 ms a page of 36 KB")
