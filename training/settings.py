"""Learn when and where acts are set, as `coding/casting/data/settings.json` holds it; `training/slots.py` is the command.

The rows are those that `travaux.coding.casting.settings` makes when it reads. Both slots learn from all reports; for places a
row of the gold counts more, because its annotators named places more sparingly than we did.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import lightgbm
import numpy as np
from eval.names import same_name

from training.casting import GROW, Floats, Read, flatten, make_table
from travaux.coding.casting.features import Row
from travaux.coding.casting.hits import find_dates, find_places
from travaux.coding.casting.settings import describe_settings
from travaux.ontology.plain_dates import plain_date

LEAST = {"date": 0.3, "place": 0.3}
"""Where the F1 of reports that the trees had not seen was highest, five-fold."""
GOLD_WEIGHT = {"date": 1.0, "place": 2.5}
"""What a row of the gold counts, beside one of our own readings."""
FIND = {"date": find_dates, "place": find_places}
GROW_SETTINGS = {
    **GROW, "num_leaves": 32, "min_data_in_leaf": 25, "learning_rate": 0.08, "feature_fraction": 0.3,
}  # fmt: skip
"""Larger trees than those of actors: smaller ones lost 0.01 to 0.02 on unseen reports."""
ROUNDS = 200


def learn(gold: Sequence[Read], more: Sequence[Read], slot: str) -> dict[str, Any]:
    """The trees of one slot, as `settings.json` holds them."""
    columns: dict[str, int] = {}
    found = [(row, label, weight) for reads, weight in ((gold, GOLD_WEIGHT[slot]), (more, 1.0))
             for row, label in make_rows(reads, slot)]  # fmt: skip
    rows, labels, weights = zip(*found, strict=True)
    table = make_table(rows, columns)
    used: dict[str, int] = {}
    flat = flatten(grow(table, np.array(labels), np.array(weights)), list(columns), used)
    return {"columns": list(used), **flat, "least": LEAST[slot]}


def make_rows(reads: Sequence[Read], slot: str) -> list[tuple[Row, float]]:
    """A row for each time or place that an act of the gold may have, and 1 where it is the gold's."""
    out = []
    for read in reads:
        if not read.scenes:
            continue
        context = read.scenes[0].context
        for n, hit, row in describe_settings(read.scenes, FIND[slot](context), slot):
            move = read.gold[n]
            if move is not None:
                out.append((row, float(_is_right(slot, move[slot], hit.name, context.report.published))))
    return out


def grow(table: Floats, labels: Floats, weights: Floats) -> lightgbm.Booster:
    """The trees of one slot."""
    return lightgbm.train(GROW_SETTINGS, lightgbm.Dataset(table, labels, weight=weights), ROUNDS)


def _is_right(slot: str, gold: str | None, value: str, published: date | None) -> bool:
    if gold is None:
        return False
    return gold == plain_date(value, published) if slot == "date" else same_name(gold, value)
