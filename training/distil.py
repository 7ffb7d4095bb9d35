"""A reader of fewer layers that says what a larger one says (Hinton et al., 2015; Jiao et al., TinyBERT, 2020).

    python -m training.distil ../shared/gold WEIGHTS RUN ../shared/reports ../shared/pages/html

WEIGHTS is the folder of the teacher, with the head of the bargaining. The pupil begins with some of the teacher's layers and
learns, on texts without any label, the teacher's states of each word after its fourth and last layer, and what the heads make
of them. It sees less of what stands around a window's body than the teacher does. A second round at a lower rate has each window
once more with some of its words drawn from others. Learnt from are the training texts of the gold and the reports that are
named; none that is held back or kept for measuring, nor any that shares a twentieth of its word sequences with one of the moves'.
RUN gets the weights, for `training.export --layers`. An hour and a half on two cores.
"""

import argparse
import json
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from eval.gold import HELD_BACK
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from training.bargaining import show_states, without_head
from training.data import Text, read_attribution, read_moves, read_sentences
from training.model import Reader, Shape, head_slices
from training.records import read_records
from training.restore import restore
from training.store import save_parts
from training.windows import CLS, SEP
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.model.encoder import load_encoder
from travaux.reading.model.runtime import onnxruntime
from travaux.reading.model.windows import Layout, cut_windows
from travaux.reading.pipeline import straighten

LAYERS = (0, 2, 5)
"""The teacher's layers that the pupil begins with."""
AROUND = Layout(left=24, right=8)
"""What the pupil sees around a body."""
_MIDDLE = 2
"""After which of its layers the pupil's states are to be the teacher's after the fourth."""
_WIDTH = 384
_SHARES = {"middle": 0.5, "last": 1.0, "heads": 2.0, "bargain": 1.0}
_HEADS = {"role": 1.0, "act": 2.0, "modality": 0.2, "side": 0.1}
"""How much each part of the loss counts, and each head in "heads"."""
_ROUNDS = ((3300, 4e-4), (1200, 2.5e-4))
"""Steps and highest rate of the two rounds."""
_ALTERED = (0.06, 0.12, 0.2)
"""Parts of a window's words, or ends of words, one of which is drawn anew in the second round."""
_BATCH, _DECAY, _WARM_UP = 16, 0.01, 0.06
_SEQUENCE, _SHARED = 8, 0.05
"""Texts are alike that share this part of their sequences of so many words."""
_FOREIGN = "other-languages.jsonl"


class Example(NamedTuple):
    """A window: the pieces that the pupil sees, where the words of the body begin, and the teacher's states of these."""

    ids: NDArray[np.int64]
    places: NDArray[np.int64]
    states: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some windows side by side: pieces, which of them there are, the words' places, which of these there are, states."""

    ids: Tensor
    mask: Tensor
    places: Tensor
    known: Tensor
    states: Tensor


def read_texts(gold: Path, reports: Sequence[Path]) -> Iterator[Text]:
    """What is learnt from, each text once."""
    measured = [record["id"] for record in read_records() if record["use"] == "measure"]
    kept_apart = set().union(*(_sequences(path.read_text("utf8")) for path in (gold / "moves").glob("*.txt")))
    seen: set[str] = set()
    for text in _all_texts(gold, reports):
        own = _sequences(text.text)
        is_apart = text.name in HELD_BACK or any(text.name.startswith(own) for own in measured)
        if is_apart or text.text in seen or len(own & kept_apart) > _SHARED * len(own):
            continue
        seen.add(text.text)
        yield text


def _all_texts(gold: Path, reports: Sequence[Path]) -> Iterator[Text]:
    yield from read_attribution(gold / "attribution" / "train", "train")
    yield from read_moves(gold / "moves-train", "train")
    yield from read_sentences()
    for path in (own for folder in reports for own in sorted(folder.glob("*.jsonl")) or [folder]):
        for report in iter_reports([path], IntakeOptions()) if path.name != _FOREIGN else ():
            if isinstance(report, Report):
                passages = tuple(s.span for s in report.segments if s.coded)
                text = straighten(report.text, report.segments)
                yield Text(name=report.id, split="train", text=text, passages=passages)


def _sequences(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[n : n + _SEQUENCE]) for n in range(len(words) - _SEQUENCE + 1)}


class Teacher:
    """What the teacher makes of windows."""

    def __init__(self, weights: Path, graph: ModelProto) -> None:
        self._encoder = load_encoder(weights)
        shown = show_states(without_head(graph)).SerializeToString()
        self._session = onnxruntime.InferenceSession(shown, providers=["CPUExecutionProvider"])
        pieces = json.loads((weights / "tokenizer.json").read_text(encoding="utf8"))["model"]["vocab"]
        self._sorts = {
            i: is_end for piece, i in pieces.items() if (is_end := piece.startswith("##")) or piece.isalpha()
        }

    def read(self, texts: Sequence[Text], alter: random.Random | None = None) -> Iterator[Example]:
        """The windows of the texts; with `alter` some words are others, drawn from all."""
        streams = [(text, *self._encoder.cut(text.text, text.passages)) for text in texts]
        pool: dict[bool, list[int]] = {False: [], True: []}
        for i in (i for _, stream, _ in streams for i in stream.ids):
            if i in self._sorts:
                pool[self._sorts[i]].append(i)
        for text, own, wide in streams:
            stream = replace(own, ids=tuple(self._draw(own.ids, pool, alter))) if alter else own
            for seen, window in zip(wide, cut_windows(own, text.text, AROUND) if wide else (), strict=True):
                places = [i - window.first for i in range(window.start, window.end) if own.starts[i] >= 0]
                if places:
                    (states,) = self._session.run(None, self._encoder.give(stream, seen))
                    ids = np.array(stream.ids[window.first : window.last])
                    yield Example(ids, np.array(places), np.asarray(states)[0].astype(np.float16))

    def _draw(self, ids: Sequence[int], pool: dict[bool, list[int]], draw: random.Random) -> Iterator[int]:
        """The pieces of a text, some drawn from those of the same sort."""
        part = draw.choice(_ALTERED)
        for i in ids:
            sort = self._sorts.get(i)
            yield i if sort is None or draw.random() >= part else draw.choice(pool[sort])


def make_batch(examples: Sequence[Example]) -> Batch:
    """Windows side by side."""
    pieces, words = (
        max(len(own) for own in column) for column in zip(*((e.ids, e.places) for e in examples), strict=True)
    )
    rows = len(examples)
    batch = Batch(
        ids=torch.zeros(rows, pieces + 2, dtype=torch.long),
        mask=torch.zeros(rows, pieces + 2, dtype=torch.bool),
        places=torch.zeros(rows, words, dtype=torch.long),
        known=torch.zeros(rows, words),
        states=torch.zeros(rows, words, 2 * _WIDTH),
    )
    for n, own in enumerate(examples):
        batch.ids[n, : len(own.ids) + 2] = torch.tensor([CLS, *own.ids, SEP])
        batch.mask[n, : len(own.ids) + 2] = True
        batch.places[n, : len(own.places)] = torch.from_numpy(own.places) + 1
        batch.known[n, : len(own.places)] = 1
        batch.states[n, : len(own.places)] = torch.from_numpy(own.states.astype(np.float32))
    return batch


def make_pupil(teacher: dict[str, Tensor], layers: Sequence[int]) -> Reader:
    """A reader with some of the teacher's layers."""
    pupil = Reader(Shape(layers=len(layers), dropout=0.0))
    state = {name: own for name, own in teacher.items() if not name.startswith("layers.")}
    for n, layer in enumerate(layers):
        given = f"layers.{layer}."
        state |= {f"layers.{n}.{k.removeprefix(given)}": own for k, own in teacher.items() if k.startswith(given)}
    pupil.load_state_dict(state)
    return pupil


class Losses:
    """How far the pupil's states, and what the heads make of them, are from the teacher's; means over words."""

    def __init__(self, graph: ModelProto, teacher: dict[str, Tensor], examples: Sequence[Example]) -> None:
        kept = {own.name: torch.from_numpy(numpy_helper.to_array(own).copy()) for own in graph.graph.initializer}
        self._bargain = [kept[f"bargain.{name}"] for name in ("w1", "b1", "w2", "b2")]
        self._out = teacher["out.weight"], teacher["out.bias"]
        sample = np.concatenate([e.states for e in examples[:: max(1, len(examples) // 200)]]).astype(np.float32)
        self._spread = torch.from_numpy(sample.std(0) + 1e-3)

    def __call__(self, states: Tensor, scores: Tensor, batch: Batch) -> Tensor:
        """states: windows × words × 768, as the teacher's; scores: windows × words × labels."""
        middle, last = (((states - batch.states) / self._spread) ** 2).split(_WIDTH, dim=-1)
        found = {
            "middle": middle.mean(-1),
            "last": last.mean(-1),
            "heads": self._compare_heads(functional.linear(batch.states[..., _WIDTH:], *self._out), scores),
            "bargain": self._compare_bargain(batch.states, states),
        }
        total = sum((_SHARES[name] * own for name, own in found.items()), torch.zeros(()))
        return (total * batch.known).sum() / batch.known.sum()

    def _compare_heads(self, taught: Tensor, scores: Tensor) -> Tensor:
        total = torch.zeros(())
        for name, own in head_slices().items():
            said, meant = (functional.log_softmax(given[..., own], -1) for given in (scores, taught))
            total = total + _HEADS[name] * (meant.exp() * (meant - said)).sum(-1)
        return total

    def _compare_bargain(self, taught: Tensor, states: Tensor) -> Tensor:
        meant = torch.sigmoid(self._tell_bargain(taught))
        return functional.binary_cross_entropy_with_logits(self._tell_bargain(states), meant, reduction="none").sum(-1)

    def _tell_bargain(self, states: Tensor) -> Tensor:
        first, bias, second, last = self._bargain
        return functional.gelu(states @ first + bias) @ second + last


def read_states(pupil: Reader, batch: Batch) -> Tensor:
    """The pupil's states of the words after the middle and the last layer: windows × words × 768."""
    at = batch.places[..., None].expand(-1, -1, _WIDTH)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = pupil.norm(pupil.words(batch.ids) + pupil.positions(torch.arange(batch.ids.shape[1])))
        states = []
        for layer in pupil.layers:
            x = layer(x, batch.mask[:, None, None, :])
            states.append(x)
    return torch.cat([own.float().gather(1, at) for own in (states[_MIDDLE - 1], states[-1])], dim=-1)


def teach(pupil: Reader, losses: Losses, examples: Sequence[Example], steps: int, peak: float) -> None:
    """One round; the rate rises, then falls along half a cosine."""
    matrices, rest = ([w for w in pupil.parameters() if (w.ndim > 1) == is_matrix] for is_matrix in (True, False))
    groups = [{"params": matrices, "weight_decay": _DECAY}, {"params": rest, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=peak, fused=True)
    batches = _draw_batches(examples, random.Random(steps))  # noqa: S311  (no secret)
    pupil.train()
    total = 0.0
    for step in range(steps):
        share = step / steps
        rate = (
            share / _WARM_UP
            if share < _WARM_UP
            else 0.5 * (1 + math.cos(math.pi * (share - _WARM_UP) / (1 - _WARM_UP)))
        )
        for group in optimizer.param_groups:
            group["lr"] = peak * rate
        batch = make_batch(next(batches))
        states = read_states(pupil, batch)
        loss = losses(states, pupil.out(states[..., _WIDTH:]), batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
        optimizer.step()
        total += float(loss.detach())
        if (step + 1) % 100 == 0:
            sys.stderr.write(f"step {step + 1}/{steps}: loss {total / 100:.4f}\n")
            total = 0.0


def _draw_batches(examples: Sequence[Example], draw: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, all of them again and again."""
    while True:
        order = sorted(examples, key=lambda e: len(e.ids) + 24 * draw.random())
        batches = [order[n : n + _BATCH] for n in range(0, len(order), _BATCH)]
        draw.shuffle(batches)
        yield from batches


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "weights", "run"):
        parser.add_argument(name, type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    args = parser.parse_args()
    graph = onnx.load(args.weights / "model.onnx")
    state, teacher = restore(graph, Shape().heads), Teacher(args.weights, graph)
    texts = list(read_texts(args.gold, args.reports))
    if not texts:
        raise InputError(str(args.gold), "there is no text in it to learn from")
    torch.manual_seed(0)
    pupil = make_pupil(state, LAYERS)
    examples = list(teacher.read(texts))
    losses = Losses(graph, state, examples)
    for n, (steps, rate) in enumerate(_ROUNDS):
        sys.stderr.write(f"round {n + 1}: {len(examples)} windows\n")
        teach(pupil, losses, examples, steps, rate)
        examples += teacher.read(texts, random.Random(n)) if n + 1 < len(_ROUNDS) else ()  # noqa: S311  (no secret)
    args.run.mkdir(parents=True, exist_ok=True)
    save_parts(args.run, pupil.state_dict())


if __name__ == "__main__":
    main()
