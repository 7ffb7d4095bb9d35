"""The head that tells which words are part of a term, a demand, leverage …, learnt on the finished encoder.

    python -m training.bargaining ../shared/gold src/travaux/reading/model/weights OUT --version 1.3

The encoder stays as it is. Each word has its states after two thirds of the layers and after the last (768 numbers); two
layers make of them, for each of BARGAIN_TAGS, the scores of being part of one and of beginning one. Learnt from the reports of
`moves` that are not held back, and from the readings of `records.jsonl` that were made for it; those kept for measuring are
not opened. OUT gets the graph and a manifest with its digest. A quarter of an hour on two cores.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from eval.gold import HELD_BACK, read_gold
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from training.records import LEARNT, write_folder
from travaux.reading.lookup import text_of
from travaux.reading.model.component import passages_of
from travaux.reading.model.encoder import BARGAIN, PLACES, Encoder, load_encoder
from travaux.reading.model.runtime import onnxruntime
from travaux.reading.model.tagging import BARGAIN_TAGS
from travaux.reading.pipeline import load_pipeline, read_report

PLURALS = {"term": "terms", "demand": "demands", "proposal": "proposals", "leverage": "leverage", "meeting": "meetings"}
_MIDDLE = 2 / 3
"""Behind this part of the layers stands the first of a word's two states."""
_INNER, _LABELS, _HEADS = 96, 2 * len(BARGAIN_TAGS), 3
_LENGTH, _BATCH, _EPOCHS, _RATE, _DECAY, _DROP = 96, 16, 8, 2e-3, 0.05, 0.3
"""Words in a row, rows in a step, and the usual settings of AdamW and dropout."""
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One report: the states of its words (words × 768) and their labels (words × two a kind)."""

    states: Array
    labels: Array


class Head(nn.Module):
    """The scores of words from their states."""

    def __init__(self, width: int, inner: int = _INNER) -> None:
        super().__init__()
        self.inner, self.out = nn.Linear(width, inner), nn.Linear(inner, _LABELS)
        self.drop = nn.Dropout(_DROP)

    def forward(self, states: Tensor) -> Tensor:
        """states: … × width."""
        return self.out(self.drop(self.drop(functional.gelu(self.inner(self.drop(states))))))


def show_states(graph: ModelProto) -> ModelProto:
    """The graph with the two states of the asked words as its outputs."""
    out = ModelProto()
    out.CopyFrom(graph)
    names = _add_states(out)
    del out.graph.output[:]
    out.graph.output.append(helper.make_tensor_value_info(names, TensorProto.FLOAT, None))
    return out


def _add_states(graph: ModelProto) -> str:
    """Add the nodes that put a word's two states side by side; the name of their output."""
    norms = [n.output[0] for n in graph.graph.node if n.op_type == "LayerNormalization"]
    layers = (len(norms) - 1) // 2
    middle, last = norms[2 * round(layers * _MIDDLE)], norms[-1]
    graph.graph.node.append(helper.make_node("Gather", [middle, PLACES], ["bargain.middle"], axis=1))
    graph.graph.node.append(helper.make_node("Concat", ["bargain.middle", last], ["bargain.states"], axis=2))
    return "bargain.states"


def add_head(graph: ModelProto, head: Head, mean: Array, spread: Array) -> ModelProto:
    """The graph with the head; what the states are divided by and set off by goes into its first matrix."""
    out = ModelProto()
    out.CopyFrom(graph)
    states = _add_states(out)
    weights = {name: own.detach().numpy().astype(np.float32) for name, own in head.state_dict().items()}
    first = weights["inner.weight"] / spread
    values = {
        "bargain.w1": first.T,
        "bargain.b1": weights["inner.bias"] - first @ mean,
        "bargain.w2": weights["out.weight"].T,
        "bargain.b2": weights["out.bias"],
    }
    for name, value in values.items():
        out.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=np.float32), name))
    for kind, given, made in (
        ("MatMul", [states, "bargain.w1"], "bargain.1"),
        ("Add", ["bargain.1", "bargain.b1"], "bargain.2"),
        ("Gelu", ["bargain.2"], "bargain.3"),
        ("MatMul", ["bargain.3", "bargain.w2"], "bargain.4"),
        ("Add", ["bargain.4", "bargain.b2"], BARGAIN),
    ):
        out.graph.node.append(helper.make_node(kind, given, [made], name=made))
    out.graph.output.append(helper.make_tensor_value_info(BARGAIN, TensorProto.FLOAT, [1, "words", _LABELS]))
    onnx.checker.check_model(out, full_check=False)
    return out


def read_examples(gold: Path, encoder: Encoder, graph: ModelProto) -> Iterator[Example]:
    """The reports that the head learns from."""
    session = onnxruntime.InferenceSession(show_states(graph).SerializeToString(), providers=["CPUExecutionProvider"])
    nlp = load_pipeline(reader="none")
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp) / "records"
        write_folder(gold, folder, uses=LEARNT)
        own = gold / "moves"
        free = {path.stem for path in own.glob("*.txt")} - HELD_BACK
        for place, ids in ((own, free), (folder, None)):
            for report in read_gold(place, ids):
                doc = read_report(nlp, report)
                record = json.loads((place / f"{report.id}.json").read_text(encoding="utf8"))["record"]
                stream, windows = encoder.cut(text_of(doc), passages_of(doc))
                found = (session.run(None, encoder.give(stream, window))[0] for window in windows)
                rows = [np.asarray(states, dtype=np.float32)[0] for states in found]
                if rows:
                    words = [word.start for word in stream.words]
                    yield Example(states=np.concatenate(rows), labels=label_words(words, record, report.text))


def label_words(starts: list[int], record: dict[str, list[dict[str, Any]]], text: str) -> Array:
    """The labels of the words that start there: part of a quote of each kind, and its first word."""
    labels = np.zeros((len(starts), _LABELS), np.float32)
    places = np.asarray(starts)
    for column, kind in enumerate(BARGAIN_TAGS):
        for item in record.get(PLURALS[kind], []):
            start = text.find(item["quote"]) if item.get("quote") else -1
            if start < 0:
                continue
            inside = np.flatnonzero((places >= start) & (places < start + len(item["quote"])))
            labels[inside, column] = 1
            labels[inside[:1], len(BARGAIN_TAGS) + column] = 1
    return labels


def learn(examples: list[Example]) -> tuple[Head, Array, Array]:
    """The head, and the mean and spread of the states that it takes them by: the mean of some that began differently."""
    seen = np.concatenate([e.states for e in examples])
    mean, spread = seen.mean(0), seen.std(0) + 1e-3
    rows = _rows(examples, mean, spread)
    return join([_learn_one(*rows, seed) for seed in range(_HEADS)]), mean, spread


def join(heads: list[Head]) -> Head:
    """One head that gives the mean of what these give."""
    one = Head(heads[0].inner.in_features, _INNER * len(heads)).eval()
    with torch.no_grad():
        one.inner.weight.copy_(torch.cat([own.inner.weight for own in heads]))
        one.inner.bias.copy_(torch.cat([own.inner.bias for own in heads]))
        one.out.weight.copy_(torch.cat([own.out.weight for own in heads], dim=1) / len(heads))
        one.out.bias.copy_(torch.stack([own.out.bias for own in heads]).mean(0))
    return one


def _learn_one(states: Tensor, labels: Tensor, known: Tensor, seed: int) -> Head:
    torch.manual_seed(seed)
    head = Head(states.shape[-1])
    steps = _EPOCHS * -(-len(states) // _BATCH)
    optimizer = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=_DECAY)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    order = torch.Generator().manual_seed(seed)
    head.train()
    for epoch in range(_EPOCHS):
        total = 0.0
        for own in torch.randperm(len(states), generator=order).split(_BATCH):
            optimizer.zero_grad()
            losses = functional.binary_cross_entropy_with_logits(head(states[own]), labels[own], reduction="none")
            loss = (losses.sum(-1) * known[own]).sum() / known[own].sum()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += float(loss.detach()) * len(own)
        sys.stderr.write(f"head {seed + 1}, epoch {epoch + 1}: loss {total / len(states):.4f}\n")
    return head.eval()


def _rows(examples: list[Example], mean: Array, spread: Array) -> tuple[Tensor, Tensor, Tensor]:
    """The words of the reports in rows of one length: states, labels, and which of them are words."""
    cut = [
        ((e.states[n : n + _LENGTH] - mean) / spread, e.labels[n : n + _LENGTH])
        for e in examples
        for n in range(0, len(e.states), _LENGTH)
    ]
    states = np.zeros((len(cut), _LENGTH, len(mean)), np.float32)
    labels, known = np.zeros((len(cut), _LENGTH, _LABELS), np.float32), np.zeros((len(cut), _LENGTH), np.float32)
    for n, (own, said) in enumerate(cut):
        states[n, : len(own)], labels[n, : len(own)], known[n, : len(own)] = own, said, 1
    return torch.from_numpy(states), torch.from_numpy(labels), torch.from_numpy(known)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    graph = onnx.load(args.weights / "model.onnx")
    if any(out.name == BARGAIN for out in graph.graph.output):
        graph = without_head(graph)
    examples = list(read_examples(args.gold, load_encoder(args.weights), graph))
    sys.stderr.write(f"{len(examples)} reports, {sum(len(e.states) for e in examples)} words\n")
    made = add_head(graph, *learn(examples))
    args.out.mkdir(parents=True, exist_ok=True)
    if args.out.resolve() != args.weights.resolve():
        shutil.copy(args.weights / "tokenizer.json", args.out / "tokenizer.json")
    manifest = json.loads((args.weights / "manifest.json").read_text(encoding="utf8"))
    card = (args.weights / "README.md").read_text(encoding="utf8").split("\n", 1)[1]
    (args.out / "README.md").write_text(f"# {manifest['name']} {args.version}\n{card}", encoding="utf8")
    onnx.save(made, args.out / "model.onnx")
    manifest["version"] = args.version
    manifest["files"]["model.onnx"] = hashlib.sha256((args.out / "model.onnx").read_bytes()).hexdigest()
    manifest[BARGAIN] = list(BARGAIN_TAGS)
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf8")


def without_head(graph: ModelProto) -> ModelProto:
    """The graph as it was before it got a head of this kind."""
    out = ModelProto()
    out.CopyFrom(graph)
    for kept, name_of in (
        (out.graph.node, lambda node: node.output[0]),
        (out.graph.initializer, lambda value: value.name),
        (out.graph.output, lambda value: value.name),
    ):
        stay = [own for own in kept if not name_of(own).startswith(BARGAIN)]
        del kept[:]
        kept.extend(stay)
    return out


if __name__ == "__main__":
    main()
