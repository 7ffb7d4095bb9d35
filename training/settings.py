"""Learn when and where acts are set, as `coding/casting/data/settings.json` holds it; `training/slots.py` is the command.

The rows are those that `travaux.coding.casting.settings` makes when it reads. Both slots learn from all reports; for places a
row of the gold counts more, because its annotators named places more sparingly than we did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """A time or place that an act of the gold may have: its report and act, and 1 where it is the gold's."""

    read: int
    act: int
    row: Row
    label: float


def learn(gold: Sequence[Read], more: Sequence[Read], slot: str) -> dict[str, Any]:
    """The trees of one slot, as `settings.json` holds them."""
    columns: dict[str, int] = {}
    offers = [*make_offers(gold, slot), *make_offers(more, slot, start=len(gold))]
    table = make_table([offer.row for offer in offers], columns)
    used: dict[str, int] = {}
    flat = flatten(grow(table, _labels(offers), _weights(offers, len(gold), slot)), list(columns), used)
    return {"columns": list(used), **flat, "least": LEAST[slot]}


def measure_unseen(gold: Sequence[Read], more: Sequence[Read], slot: str) -> dict[str, float]:
    """Precision, recall and F1 on the acts of the gold, by trees that had not seen the act's report (five folds)."""
    offers = [*make_offers(gold, slot), *make_offers(more, slot, start=len(gold))]
    table, labels = make_table([offer.row for offer in offers], {}), _labels(offers)
    weights = _weights(offers, len(gold), slot)
    fold = np.array([offer.read % FOLDS for offer in offers])
    chances = np.zeros(len(offers))
    for n in range(FOLDS):
        seen = fold != n
        chances[~seen] = grow(table[seen], labels[seen], weights[seen]).predict(table[~seen])
    chosen = _choose([offer for offer in offers if offer.read < len(gold)], chances, LEAST[slot])
    wanted = sum(move is not None and move[slot] is not None for read in gold for move in read.gold)
    hits = sum(offer.label for offer in chosen)
    return {
        "precision": hits / max(1, len(chosen)),
        "recall": hits / max(1, wanted),
        "f1": 2 * hits / max(1, len(chosen) + wanted),
    }


def _choose(offers: Sequence[Offer], chances: Floats, least: float) -> list[Offer]:
    """The likeliest offer of each act that has one as likely as `least`; `chances` go on behind the last offer."""
    best: dict[tuple[int, int], tuple[float, Offer]] = {}
    for offer, chance in zip(offers, chances.tolist(), strict=False):
        key = offer.read, offer.act
        if chance >= least and (key not in best or chance > best[key][0]):
            best[key] = chance, offer
    return [offer for _, offer in best.values()]


def make_offers(reads: Sequence[Read], slot: str, start: int = 0) -> list[Offer]:
    """Each time or place that an act of the gold may have; reports are numbered from `start`."""
    out = []
    for number, read in enumerate(reads, start):
        if not read.scenes:
            continue
        context = read.scenes[0].context
        for n, hit, row in describe_settings(read.scenes, FIND[slot](context), slot):
            move = read.gold[n]
            if move is not None:
                label = float(_is_right(slot, move[slot], hit.name, context.report.published))
                out.append(Offer(number, n, row, label))
    return out


def _labels(offers: Sequence[Offer]) -> Floats:
    return np.array([offer.label for offer in offers])


def _weights(offers: Sequence[Offer], of_gold: int, slot: str) -> Floats:
    """What each row counts; the first `of_gold` reports are the gold's."""
    return np.array([GOLD_WEIGHT[slot] if offer.read < of_gold else 1.0 for offer in offers])


def grow(table: Floats, labels: Floats, weights: Floats) -> lightgbm.Booster:
    """The trees of one slot."""
    return lightgbm.train(GROW_SETTINGS, lightgbm.Dataset(table, labels, weight=weights), ROUNDS)


def _is_right(slot: str, gold: str | None, value: str, published: date | None) -> bool:
    if gold is None:
        return False
    return gold == plain_date(value, published) if slot == "date" else same_name(gold, value)
