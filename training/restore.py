"""The weights of a graph that the package ships, in full precision again: to learn on from it, or to teach another by it."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnx import ModelProto, numpy_helper
from torch import Tensor

from training.graph import PARTS

_DIVIDED = {"query": "query", "key": "query", "value": "query", "widen": "widen"}
"""The parts whose matrices make up for what their inputs were divided by, and under whose name the divisors stand."""
Numbers = NDArray[np.float32]


def restore(graph: ModelProto, heads: int) -> dict[str, Tensor]:
    """The state of a `training.model.Reader` that gives what the graph gives, but for what rounding took.

    What the graph's maker moved from one matrix into the next (`training/graph.py`) stays where it was moved to.
    """
    kept = {own.name: numpy_helper.to_array(own) for own in graph.graph.initializer}
    state = {
        "words.weight": kept["words"].astype(np.float32) * kept["words.scale"],
        "positions.weight": kept["positions"],
        "out.weight": kept["out.w"].T,
        "out.bias": kept["out.b"],
    }
    state |= {name: own for name, own in kept.items() if "norm" in name}
    for n in range(1 + max(int(name.split(".")[1]) for name in kept if name.startswith("layers."))):
        for part in PARTS:
            matrix, bias = _restore_part(kept, f"layers.{n}.", part, heads)
            state |= {f"layers.{n}.{part}.weight": matrix.T, f"layers.{n}.{part}.bias": bias}
    return {name: torch.tensor(np.ascontiguousarray(own)) for name, own in state.items()}


def _restore_part(kept: dict[str, NDArray[Any]], layer: str, part: str, heads: int) -> tuple[Numbers, Numbers]:
    """A matrix (in × out) and its bias."""
    name = layer + part
    matrix: Numbers = kept[name].astype(np.float32) * kept[f"{name}.scale"]
    bias: Numbers = kept.get(f"{name}.b", np.zeros(matrix.shape[1], np.float32))
    if part in _DIVIDED:
        matrix = matrix * kept[f"{layer}{_DIVIDED[part]}.divisors"][:, None]
    root = np.float32((matrix.shape[1] // heads) ** 0.5 if part == "query" else 1)
    return matrix * root, bias * root
