"""Windows as training takes them: rows from disk, batches of tensors, and the order of an epoch."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from travaux.reading.model.tagging import ACT_TAGS, HEADS

IGNORED = -100
CLS, SEP, MASK = 101, 102, 103
Row = dict[str, Any]


def read_windows(path: Path, split: str) -> list[Row]:
    """The windows of one split."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        return [row for row in map(json.loads, file) if row["split"] == split]


def count_acts(rows: Sequence[Row]) -> Counter[int]:
    """How many words are triggers of each act."""
    return Counter(label for row in rows if row["act"] for label in row["act"] if label > 0)


def order_epoch(rows: Sequence[Row], repeat: int, size: int, seed: int, others: float = 0.0) -> list[list[Row]]:
    """The batches of one epoch: windows with acts repeated, those with rare acts once more; of like length together.

    Of the windows of texts without gold for acts, `others` for each window with it are drawn; all if it is 0.
    """
    counts = count_acts(rows)
    rare = {label for label in range(1, len(ACT_TAGS)) if counts[label] < sum(counts.values()) / len(ACT_TAGS) / 2}
    pool: list[Row] = []
    for row in rows:
        own = {label for label in row["act"] or () if label > 0}
        pool += [row] * (1 if row["act"] is None else repeat + 2 * bool(own & rare) + bool(own))
    draw = random.Random(seed)  # noqa: S311  (no secret)
    if others:
        acts = [row for row in pool if row["act"] is not None]
        rest = [row for row in pool if row["act"] is None]
        pool = acts + draw.sample(rest, min(len(rest), int(others * len(acts))))
    pool.sort(key=lambda row: len(row["ids"]) + 24 * draw.random())
    batches = [pool[i : i + size] for i in range(0, len(pool), size)]
    draw.shuffle(batches)
    return batches


def make_batch(rows: Sequence[Row], mask_rate: float, draw: random.Random) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """Ids, mask and labels by head; a part of the pieces is hidden, so that no single word is leant on."""
    longest = max(len(row["ids"]) for row in rows) + 2
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    labels = {head: torch.full((len(rows), longest), IGNORED) for head in HEADS}
    for n, row in enumerate(rows):
        own = [MASK if mask_rate and draw.random() < mask_rate else i for i in row["ids"]]
        ids[n, : len(own) + 2] = torch.tensor([CLS, *own, SEP])
        mask[n, : len(own) + 2] = True
        places = torch.tensor(row["places"]) + 1
        for head, target in labels.items():
            if row[head] is not None:
                target[n, places] = torch.tensor(row[head])
    return ids, mask, labels


def by_text(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The windows of each text, in order."""
    texts: dict[str, list[Row]] = {}
    for row in rows:
        texts.setdefault(row["name"], []).append(row)
    yield from texts.items()
