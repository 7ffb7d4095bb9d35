"""Learn when and where acts are set, as `coding/casting/data/settings.json` holds it; `training/slots.py` is the command.

The rows are those that `travaux.coding.casting.settings` makes when it reads. Dates learn from all reports; places from the
gold alone, whose annotators named places more sparingly.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from eval.names import same_name

from training.casting import Read, flatten, grow, make_table
from travaux.coding.casting.settings import describe_settings, find_dates, find_places
from travaux.ontology.plain_dates import plain_date

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
                labels.append(float(_is_right(slot, move[slot], hit.name, read.scenes[0].context.report.published)))
    columns: dict[str, int] = {}
    table = make_table(rows, columns)
    trees = grow(table, np.array(labels), np.ones(len(table), dtype=bool), "first")
    used: dict[str, int] = {}
    flat = flatten(trees, list(columns), used)
    return {"columns": list(used), **flat, "least": LEAST[slot]}


def _is_right(slot: str, gold: str | None, value: str, published: date | None) -> bool:
    if gold is None:
        return False
    return gold == plain_date(value, published) if slot == "date" else same_name(gold, value)
