"""The reader's weights as an ONNX graph whose matrix products are sums of whole numbers.

Each piece's activations become bytes on a scale of their own, each column of a matrix becomes bytes on its own, and the
runtime multiplies them with the processor's own instruction for that: three to four times as fast as in full precision, and
a word's rounding depends on no other word. Two things keep the products the same on every processor. What comes out of
an activation function is hardly ever negative, so it has its zero at 16 instead of 128 of 256. And processors without that
instruction add up neighbouring products in 16 bits, so a column's scale is chosen such that no two neighbours overflow.

What can be moved out of the graph is: the keys' bias (it shifts all of a query's scores alike), the values' (it goes through
the mean into the next bias), the root of the heads' width.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

_OPSET = 17
_OWN = "com.microsoft"
"""The runtime's own operators."""
_MIDDLE, _LOW = 128, 16
"""The byte that stands for zero: of values of either sign, and of those behind the activation function."""
_LEAST_GELU = 0.1700408
"""How far below zero the activation function goes at most."""
_EPSILON = 1e-12
_PARTS = ("query", "key", "value", "mix", "widen", "narrow")
Weights = NDArray[np.float32]


def build_graph(state: Mapping[str, Weights], heads: int) -> ModelProto:
    """From ids (1 × pieces) to scores (1 × pieces × labels), from the weights of `training.model.Reader`."""
    return _Builder(state, heads).build()


def round_columns(weights: Weights) -> tuple[NDArray[np.int8], Weights]:
    """A matrix (in × out) as bytes and the scale of each column; the like-signed of two neighbours sum to 128 at most."""
    even, odd = weights[0::2], weights[1::2]
    above = (np.maximum(even, 0) + np.maximum(odd, 0)).max(0)
    below = (np.maximum(-even, 0) + np.maximum(-odd, 0)).max(0)
    scale = np.maximum(np.maximum(above, below), _EPSILON) / 127
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


class _Builder:
    def __init__(self, state: Mapping[str, Weights], heads: int) -> None:
        self._state = state
        self._heads = heads
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def build(self) -> ModelProto:
        width = self._state["norm.weight"].shape[0]
        self._constant("thirds", np.array([width] * 3))
        x = self._norm(self._embed(), "norm")
        layers = {int(name.split(".")[1]) for name in self._state if name.startswith("layers.")}
        for n in sorted(layers):
            x = self._layer(x, f"layers.{n}.", width)
        scores = self._add("MatMul", x, self._constant("out.w", self._state["out.weight"].T))
        scores = self._add("Add", scores, self._constant("out.b", self._state["out.bias"]))
        self._nodes[-1].output[0] = "scores"
        labels = self._state["out.bias"].shape[0]
        graph = helper.make_graph(
            self._nodes,
            "reader",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "pieces", labels])],
            list(self._constants.values()),
        )
        sets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_OWN, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=9)

    def _constant(self, name: str, value: Any) -> str:
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _number(self, value: float) -> str:
        return self._constant(f"number {value}", np.float32(value))

    def _add(self, kind: str, *inputs: str, domain: str = "", **settings: Any) -> str:
        """Add a node; the name of its output."""
        name = f"{kind} {len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings))
        return name

    def _norm(self, x: str, name: str) -> str:
        own = [self._constant(f"{name}.{kind}", self._state[f"{name}.{kind}"]) for kind in ("weight", "bias")]
        return self._add("LayerNormalization", x, *own, axis=-1, epsilon=_EPSILON)

    def _embed(self) -> str:
        words = self._state["words.weight"]
        scale = np.abs(words).max(1, keepdims=True) / 127
        rows = self._add("Gather", self._constant("words", np.round(words / scale).astype(np.int8)), "ids")
        scales = self._add("Gather", self._constant("words.scale", scale.astype(np.float32)), "ids")
        x = self._add("Mul", self._add("Cast", rows, to=TensorProto.FLOAT), scales)
        zero, one, two = (self._constant(f"whole {n}", np.array([n])) for n in range(3))
        length = self._add("Slice", self._add("Shape", "ids"), one, two)
        places = self._constant("positions", self._state["positions.weight"])
        return self._add("Add", x, self._add("Slice", places, zero, length, zero))

    def _layer(self, x: str, name: str, width: int) -> str:
        weights = {part: self._state[f"{name}{part}.weight"].T for part in _PARTS}
        bias = {part: self._state[f"{name}{part}.bias"] for part in _PARTS}
        root = np.float32((width // self._heads) ** -0.5)
        all_three = np.concatenate([weights["query"] * root, weights["key"], weights["value"]], axis=1)
        halves = self._add("Split", self._multiply(*self._round(x), f"{name}three", all_three), "thirds", axis=-1)
        split = self._nodes[-1]
        split.output[:] = [f"{halves} {n}" for n in range(3)]
        query, key, value = split.output
        query = self._add("Add", query, self._constant(f"{name}query.b", bias["query"] * root))
        heard = self._add("MultiHeadAttention", query, key, value, domain=_OWN, num_heads=self._heads, scale=1.0)
        mixed = self._multiply(*self._round(heard), f"{name}mix", weights["mix"])
        mixed = self._add("Add", mixed, self._constant(f"{name}mix.b", bias["mix"] + bias["value"] @ weights["mix"]))
        x = self._norm(self._add("Add", mixed, x), f"{name}norm_1")
        wide = self._multiply(*self._round(x), f"{name}widen", weights["widen"])
        wide = self._add("FastGelu", wide, self._constant(f"{name}widen.b", bias["widen"]), domain=_OWN)
        narrow = self._multiply(*self._round(wide, low=_LEAST_GELU), f"{name}narrow", weights["narrow"])
        narrow = self._add("Add", narrow, self._constant(f"{name}narrow.b", bias["narrow"]))
        return self._norm(self._add("Add", narrow, x), f"{name}norm_2")

    def _round(self, x: str, low: float | None = None) -> tuple[str, str, str]:
        """Each piece's activations as bytes, the byte that is zero, and the scale of each piece."""
        zero = _MIDDLE if low is None else _LOW
        greatest = self._add("ReduceMax", self._add("Abs", x) if low is None else x, axes=[-1], keepdims=1)
        least = 1e-9 if low is None else low / zero
        scale = self._add("Max", self._add("Mul", greatest, self._number(1 / (255 - zero))), self._number(least))
        flat = self._add("Reshape", scale, self._constant("all", np.array([-1])))
        zeros = self._add(
            "Expand", self._constant(f"bytes {zero}", np.array([zero], np.uint8)), self._add("Shape", flat)
        )
        rounded = self._add("QuantizeLinear", x, flat, zeros, axis=1)
        return rounded, self._constant(f"byte {zero}", np.uint8(zero)), scale

    def _multiply(self, rounded: str, zero: str, scale: str, name: str, weights: Weights) -> str:
        whole, columns = round_columns(weights)
        own = self._constant(name, whole), self._number(1), self._constant(f"{name}.scale", columns)
        return self._add("Mul", self._add("MatMulIntegerToFloat", rounded, *own, zero, domain=_OWN), scale)
