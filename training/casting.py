"""Learn who fills the slots of acts, as `coding/casting/data/forest.json` holds it; `training/slots.py` is the command.

Every report is coded, the rows are made that `travaux.coding.casting` makes when it reads, and the trees of both looks are
grown with LightGBM. The second look learns from chances that trees gave which had not seen the report.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from eval.gold import HELD_BACK, load_coder, read_gold
from eval.names import same_name
from numpy.typing import NDArray
from spacy.tokens import Doc

from travaux.coding.casting.again import look_again
from travaux.coding.casting.choose import describe_all, make_looks
from travaux.coding.casting.features import Row, Scene
from travaux.coding.casting.forest import rows_of
from travaux.coding.casting.scenes import find_candidates, make_scenes
from travaux.coding.casting.told import Candidate
from travaux.coding.context import Context
from travaux.coding.moves import read_moves
from travaux.coding.voices import Voices
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.annotations import ActMention
from travaux.reading.mentions.references import References
from travaux.reading.model.acts import make_act
from travaux.reading.model.triggers import Trigger
from travaux.reading.pipeline import read_report
from travaux.spans import Span

SLOTS = ("actor", "recipient")
ROUNDS = {"first": 200, "second": 100}
FOLDS = 3
LEAST = {"actor": 0.3, "recipient": 0.17}
PART = {"actor": 0.5, "recipient": 0.45}
SPARE = {"actor": 0.1, "recipient": 0.05}
GROW: dict[str, object] = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 16, "min_data_in_leaf": 30, "feature_fraction": 0.4,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 63, "seed": 1, "deterministic": True,
    "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
Gold = dict[str, Any]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """One report: its acts as scenes, the candidates of each, their rows, and the gold move of each act that has one."""

    scenes: list[Scene]
    casts: list[list[Candidate]]
    rows: list[Row]
    gold: list[Gold | None]


def read_folders(folders: Iterable[Path]) -> list[Read]:
    """The reports to learn from: those of folders of moves but the held-back ones."""
    out = []
    for folder in folders:
        ids = {p.stem for p in folder.glob("*.txt")} - HELD_BACK
        for report in read_gold(folder, ids):
            moves = json.loads((folder / f"{report.label}.json").read_text(encoding="utf8"))["moves"]
            out.append(_read_one(report, moves))
    return out


def _read_one(report: Report, moves: Sequence[Gold]) -> Read:
    coder = load_coder()
    doc = read_report(coder.nlp, report)
    acts = _pair(doc, report.text, moves)
    references = References(doc, coder.world)
    context = Context(report, doc, coder.world, references, Voices(doc, references, report.outlet))
    doc._.acts = tuple(act for act, _ in acts)
    read, sides = read_moves(context)
    scenes = make_scenes(context, doc._.acts, read, sides)
    casts = [list(find_candidates(scene)) for scene in scenes]
    return Read(scenes, casts, describe_all(scenes, casts), [move for _, move in acts])


def _pair(doc: Doc, text: str, moves: Sequence[Gold]) -> list[tuple[ActMention, Gold | None]]:
    """The acts that were read with the gold's move where one has that trigger; the gold's others as acts of their own."""
    rows: list[tuple[ActMention, Gold | None]] = [(act, None) for act in doc._.acts]
    for move in moves:
        start = text.index(move["quote"]) + move["quote"].index(move["trigger"])
        span = Span(start, start + len(move["trigger"]))
        near = (
            n for n, (a, g) in enumerate(rows) if g is None and a.act == move["act"] and a.trigger.span.overlaps(span)
        )
        found = next(near, None)
        if found is not None:
            rows[found] = (rows[found][0], move)
        else:
            trigger = Trigger(span=span, act=Act(move["act"]), score=1.0, modality=Modality(move["modality"]))
            rows += [(act, move) for act in make_act(doc, trigger)]
    return sorted(rows, key=lambda row: row[0].trigger.span)


def make_labels(reads: Sequence[Read], slot: str) -> Floats:
    """1 for each row whose candidate the gold has in the slot, 0 for each other, NaN where the gold has no such act."""
    out = []
    for read in reads:
        for cast, move in zip(read.casts, read.gold, strict=True):
            wanted = move[f"{slot}s"] if move is not None else ()
            for candidate in cast:
                names = {candidate.name, candidate.ref.told or candidate.name}
                hit = float(any(same_name(w, n) for w in wanted for n in names))
                out.append(hit if move is not None else float("nan"))
    return np.array(out)


def make_table(rows: Sequence[Row], columns: dict[str, int]) -> Floats:
    """Rows as an array; columns that are new are added to `columns`."""
    for row in rows:
        for name in row:
            columns.setdefault(name, len(columns))
    out = np.zeros((len(rows), len(columns)))
    for n, row in enumerate(rows):
        for name, value in row.items():
            out[n, columns[name]] = value
    return out


def grow(table: Floats, labels: Floats, use: NDArray[np.bool_], look: str) -> lightgbm.Booster:
    """The trees of one slot and look, from the rows that `use` marks and the gold labels."""
    use = use & ~np.isnan(labels)
    return lightgbm.train(GROW, lightgbm.Dataset(table[use], labels[use]), ROUNDS[look])


def learn(reads: Sequence[Read]) -> dict[str, Any]:
    """Both looks of both slots, as `forest.json` holds them."""
    columns: dict[str, int] = {}
    table = make_table([row for read in reads for row in read.rows], columns)
    report = np.concatenate([np.full(len(read.rows), n) for n, read in enumerate(reads)])
    labels = {slot: make_labels(reads, slot) for slot in SLOTS}
    everywhere = np.ones(len(table), dtype=bool)
    first = {slot: grow(table, labels[slot], everywhere, "first") for slot in SLOTS}
    unseen = {slot: _chances_unseen(table, labels[slot], report) for slot in SLOTS}
    again: list[Row] = []
    for n, read in enumerate(reads):
        part = report == n
        looks = make_looks(read.scenes, read.casts, unseen["actor"][part], unseen["recipient"][part])
        again += rows_of(look_again(looks))
    wide = make_table(again, columns)
    wide[:, : table.shape[1]] += table
    second = {slot: grow(wide, labels[slot], everywhere, "second") for slot in SLOTS}
    names, used = list(columns), dict[str, int]()
    out: dict[str, Any] = {
        slot: {
            "first": flatten(first[slot], names, used),
            "second": flatten(second[slot], names, used),
            "least": LEAST[slot],
            "part": PART[slot],
            "spare": SPARE[slot],
        }
        for slot in SLOTS
    }
    return {"columns": list(used), **out}


def _chances_unseen(table: Floats, labels: Floats, report: NDArray[np.int64]) -> Floats:
    """The chances of each row by trees that did not see its report."""
    out = np.zeros(len(table))
    for fold in range(FOLDS):
        inside = report % FOLDS == fold
        out[inside] = grow(table, labels, ~inside, "first").predict(table[inside])
    return out


def flatten(trees: lightgbm.Booster, names: Sequence[str], used: dict[str, int]) -> dict[str, Any]:
    """The trees in flat lists; `used` numbers the columns that they ask for."""
    out: dict[str, list[float]] = {key: [] for key in ("column", "limit", "low", "high", "value")}

    def add(node: Gold) -> int:
        at = len(out["column"])
        for values in out.values():
            values.append(0)
        if "split_feature" not in node:
            out["low"][at] = out["high"][at] = at
            out["value"][at] = round(node["leaf_value"], 5)
            return at
        out["column"][at] = used.setdefault(names[node["split_feature"]], len(used))
        out["limit"][at] = float(f"{node['threshold']:.6g}")
        out["low"][at] = add(node["left_child"])
        out["high"][at] = add(node["right_child"])
        return at

    roots = [add(tree["tree_structure"]) for tree in trees.dump_model()["tree_info"]]
    return {"roots": roots, **out}
