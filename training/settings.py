"""Learn when and where acts are set: `python -m training.settings ../shared/gold` writes `coding/casting/data/settings.json`.

It codes every report of `moves-train`, of `moves` but the held-back ones, and of the folders given with `--more`, makes the
rows that `travaux.coding.casting.settings` makes when it reads, and grows the trees with LightGBM. Dates learn from all
folders; places from the gold alone, whose annotators named places more sparingly.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from eval.names import same_name

from training.casting import Read, flatten, grow, make_table, read_folders
from travaux.coding.casting.settings import describe_settings, find_dates, find_places

OUT = Path("src/travaux/coding/casting/data/settings.json")
LEAST = {"date": 0.35, "place": 0.4}
"""Where the F1 of reports that the trees had not seen was highest, five-fold."""
FIND = {"date": find_dates, "place": find_places}


def learn(reads: Sequence[Read], slot: str) -> dict[str, Any]:
    """The trees of one slot, as `settings.json` holds them."""
    rows, labels = [], []
    for read in reads:
        if not read.scenes:
            continue
        told = FIND[slot](read.scenes[0].context)
        for n, hit, row in describe_settings(read.scenes, told, slot):
            move = read.gold[n]
            if move is not None:
                rows.append(row)
                labels.append(float(_is_right(slot, move[slot], hit.name)))
    columns: dict[str, int] = {}
    table = make_table(rows, columns)
    trees = grow(table, np.array(labels), np.ones(len(table), dtype=bool), "first")
    used: dict[str, int] = {}
    flat = flatten(trees, list(columns), used)
    return {"columns": list(used), **flat, "least": LEAST[slot]}


def _is_right(slot: str, gold: str | None, value: str) -> bool:
    return gold is not None and (gold == value if slot == "date" else same_name(gold, value))


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--more", type=Path, action="append", default=[], help="folders like moves-train")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    reads = read_folders([given.gold / "moves-train", given.gold / "moves"])
    more = read_folders(given.more)
    found = {"date": learn([*reads, *more], "date"), "place": learn(reads, "place")}
    given.out.write_text(json.dumps(found, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
