"""The reader's weights as an ONNX graph whose matrix products are sums of whole numbers.

Activations become bytes, each column of a matrix becomes bytes on its own scale, and the runtime multiplies them with the
processor's own instruction for that: three to four times as fast as in full precision. What comes out of a norm or of
attention has one scale for all pieces, found on windows of the training texts: a few channels are far greater than
all others, so each is first divided by a number of its own, with which the matrix's row is multiplied (Xiao et al.,
SmoothQuant, 2023). What comes out of the activation function has a scale for each piece. So a word's rounding depends on
no other.

Two things keep the products the same on every processor. What comes out of an activation function is hardly ever
negative, so it has its zero at 16 instead of 128 of 256. And processors without that instruction add up neighbouring
products in 16 bits, so a column's scale is chosen such that no two neighbours overflow.

What can be moved out of the graph is: the keys' bias (it shifts all of a query's scores alike), the values' (it goes through
the mean into the next bias), the root of the heads' width, the numbers by which what attention heard is divided.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

_OPSET = 23
_OWN = "com.microsoft"
"""The runtime's own operators."""
_MIDDLE, _LOW = 128, 16
"""The byte that stands for zero: of values of either sign, and of those behind the activation function."""
_LEAST_GELU = 0.1700408
"""How far below zero the activation function goes at most."""
_EPSILON = 1e-12
PARTS = ("query", "key", "value", "mix", "widen", "narrow")
_SHARE = 0.8
"""How much of a channel's size its divisor takes away; the rest is left to the matrix's row."""
Weights = NDArray[np.float32]


def build_graph(state: Mapping[str, Weights], heads: int, spread: Mapping[str, Weights]) -> ModelProto:
    """From ids (1 × pieces) and places (the pieces that are asked for) to scores (1 × places × labels).

    Args:
        state: the weights of `training.model.Reader`.
        heads: how many heads attention has.
        spread: by the names of the parts `query`, `mix` and `widen`, as in `state`, the greatest size of each channel that
            goes into them.
    """
    return _Builder(state, heads, spread).build()


def round_columns(weights: Weights) -> tuple[NDArray[np.int8], Weights]:
    """A matrix (in × out) as bytes and the scale of each column; the like-signed of two neighbours sum to 128 at most."""
    even, odd = weights[0::2], weights[1::2]
    above = (np.maximum(even, 0) + np.maximum(odd, 0)).max(0)
    below = (np.maximum(-even, 0) + np.maximum(-odd, 0)).max(0)
    scale = np.maximum(np.maximum(above, below), _EPSILON) / 127
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def share_out(spread: Weights, weights: Weights) -> tuple[Weights, float]:
    """A divisor for each channel that goes into a matrix (in × out), and the scale of what is left of them."""
    divisors = spread**_SHARE / np.maximum(np.abs(weights).max(1), _EPSILON) ** (1 - _SHARE)
    divisors = np.maximum(divisors / np.exp(np.log(np.maximum(divisors, _EPSILON)).mean()), _EPSILON).astype(np.float32)
    return divisors, float((spread / divisors).max() / (255 - _MIDDLE))


class _Builder:
    def __init__(self, state: Mapping[str, Weights], heads: int, spread: Mapping[str, Weights]) -> None:
        self._state = state
        self._heads = heads
        self._spread = spread
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def build(self) -> ModelProto:
        x = self._norm(self._embed(), "norm")
        *layers, last = sorted({int(name.split(".")[1]) for name in self._state if name.startswith("layers.")})
        for n in layers:
            x = self._layer(x, f"layers.{n}.")
        x = self._layer(x, f"layers.{last}.", "places")
        scores = self._add("MatMul", x, self._constant("out.w", self._state["out.weight"].T))
        scores = self._add("Add", scores, self._constant("out.b", self._state["out.bias"]))
        self._nodes[-1].output[0] = "scores"
        labels = self._state["out.bias"].shape[0]
        graph = helper.make_graph(
            self._nodes,
            "reader",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"]),
                helper.make_tensor_value_info("places", TensorProto.INT64, ["words"]),
            ],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "words", labels])],
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

    def _layer(self, x: str, name: str, places: str | None = None) -> str:
        """One layer; of the last only the `places` that are asked for, which still hear all pieces."""
        weights = {part: self._state[f"{name}{part}.weight"].T for part in PARTS}
        bias = {part: self._state[f"{name}{part}.bias"] for part in PARTS}
        heard = self._attend(x, name, weights, bias, places)
        x = self._pick(x, places)
        last = bias["mix"] + bias["value"] @ weights["mix"]
        divisors, scale = share_out(self._spread[f"{name}mix"], weights["mix"])
        rounded = self._round(heard, scale)
        mixed = self._multiply(rounded, scale, f"{name}mix", weights["mix"] * divisors[:, None], last)
        x = self._norm(self._add("Add", mixed, x), f"{name}norm_1")
        divisors, scale = share_out(self._spread[f"{name}widen"], weights["widen"])
        rounded = self._round(self._divide(x, f"{name}widen", divisors), scale)
        wide = self._multiply(rounded, scale, f"{name}widen", weights["widen"] * divisors[:, None], bias["widen"])
        wide = self._add("Gelu", wide, approximate="tanh")
        narrow = self._narrow(wide, f"{name}narrow", weights["narrow"], bias["narrow"])
        return self._norm(self._add("Add", narrow, x), f"{name}norm_2")

    def _pick(self, x: str, places: str | None) -> str:
        """The rows of some pieces; of all where `places` is None."""
        return x if places is None else self._add("Gather", x, places, axis=1)

    def _attend(
        self, x: str, name: str, weights: Mapping[str, Weights], bias: Mapping[str, Weights], places: str | None
    ) -> str:
        """What each piece, or each of those asked for, hears, each channel divided as the next matrix wants it."""
        root = np.float32((weights["query"].shape[1] // self._heads) ** -0.5)
        behind, _ = share_out(self._spread[f"{name}mix"], weights["mix"])
        own = {"query": weights["query"] * root, "key": weights["key"], "value": weights["value"] / behind}
        divisors, scale = share_out(self._spread[f"{name}query"], np.concatenate(list(own.values()), axis=1))
        rounded = self._round(self._divide(x, f"{name}query", divisors), scale)
        added = {"query": bias["query"] * root}
        rows = {"query": self._pick(rounded, places)}
        parts = [
            self._multiply(rows.get(part, rounded), scale, f"{name}{part}", matrix * divisors[:, None], added.get(part))
            for part, matrix in own.items()
        ]
        return self._add("Attention", *parts, q_num_heads=self._heads, kv_num_heads=self._heads, scale=1.0)

    def _divide(self, x: str, name: str, divisors: Weights) -> str:
        return self._add("Mul", x, self._constant(f"{name}.divisors", (1 / divisors).astype(np.float32)))

    def _round(self, x: str, scale: float) -> str:
        """All activations as bytes on one scale."""
        return self._add("QuantizeLinear", x, self._number(scale), self._byte(_MIDDLE))

    def _multiply(self, rounded: str, scale: float, name: str, weights: Weights, bias: Weights | None) -> str:
        """Bytes on one scale times a matrix, and its bias."""
        whole, columns = round_columns(weights)
        own = self._constant(name, whole), self._number(scale), self._constant(f"{name}.scale", columns)
        added = () if bias is None else ("", self._constant(f"{name}.b", bias))
        return self._add("MatMulIntegerToFloat", rounded, *own, self._byte(_MIDDLE), *added, domain=_OWN)

    def _narrow(self, x: str, name: str, weights: Weights, bias: Weights) -> str:
        """What comes out of the activation function, each piece on a scale of its own, times a matrix."""
        greatest = self._add("ReduceMax", x, self._constant("last", np.array([-1])), keepdims=1)
        scale = self._add("Mul", greatest, self._number(1 / (255 - _LOW)))
        scale = self._add("Max", scale, self._number(_LEAST_GELU / _LOW))
        flat = self._add("Reshape", scale, self._constant("all", np.array([-1])))
        zero = self._constant("low", np.array([_LOW], np.uint8))
        rounded = self._add("QuantizeLinear", x, flat, self._add("Expand", zero, self._add("Shape", flat)), axis=1)
        whole, columns = round_columns(weights)
        own = self._constant(name, whole), self._number(1), self._constant(f"{name}.scale", columns)
        product = self._add("MatMulIntegerToFloat", rounded, *own, self._byte(_LOW), domain=_OWN)
        return self._add("Add", self._add("Mul", product, scale), self._constant(f"{name}.b", bias))

    def _byte(self, value: int) -> str:
        return self._constant(f"byte {value}", np.uint8(value))
