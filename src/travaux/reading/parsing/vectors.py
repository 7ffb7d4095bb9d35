"""The model's word vectors, computed as its own layers compute them and in two thirds of the time.

What a vector is made of (a word's form, its ends, its shape) is looked up and mixed once a kind of word, not once a word:
half of a report's words have stood in it before. The pieces of which each layer takes the greatest lie in blocks one
after the other, so that whole rows are compared. Sums come out in another order, which moves a number by a millionth.
"""

from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

VECTORS = "tok2vec"
"""The model's component of that kind."""
_MIX = ("maxout", "layernorm", "dropout")
_EPSILON = 1e-8
_ODD = 0x9E3779B97F4A7C15
"""An odd number whose bits are well mixed."""
Rows = NDArray[np.float32]
Layer = Model[Any, Any]


class _Mixer:
    """A product with a matrix, of whose pieces the greatest is taken, and a norm."""

    def __init__(self, maxout: Layer, norm: Layer) -> None:
        weights, bias = np.asarray(maxout.get_param("W")), np.asarray(maxout.get_param("b"))
        self._width, self._pieces = bias.shape
        self._weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
        self._bias = np.ascontiguousarray(bias.T).ravel()
        self._scale, self._shift = np.asarray(norm.get_param("G")), np.asarray(norm.get_param("b"))

    def mix(self, rows: Rows) -> Rows:
        """What `rows` become, one for one."""
        pieces = rows @ self._weights
        pieces += self._bias
        best: Rows = np.maximum(pieces[:, : self._width], pieces[:, -self._width :])
        for n in range(1, self._pieces - 1):
            np.maximum(best, pieces[:, n * self._width : (n + 1) * self._width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= (np.einsum("ij,ij->i", best, best) / np.float32(self._width) + np.float32(_EPSILON))[:, None] ** -0.5
        best *= self._scale
        best += self._shift
        return best


class WordVectors:
    """The vectors of the words of a Doc, as `model` gives them."""

    def __init__(self, model: Layer) -> None:
        layers = list(model.walk(order="dfs_pre"))
        self._columns: list[int | str] = layers_of(layers, "extract_features")[0].attrs["columns"]
        self._tables = layers_of(layers, "hashembed")
        self._spread = np.array([pow(_ODD, n, 2**64) for n in range(1, len(self._columns) + 1)], dtype=np.uint64)
        """By these the features of a word become one number: two kinds of word share one about as often as two strings."""
        mixers = map(_Mixer, layers_of(layers, "maxout"), layers_of(layers, "layernorm"))
        self._first, *self._further = mixers
        self._pad: int = max(layer.attrs.get("pad", 0) for layer in layers)

    def read(self, doc: Doc) -> Rows:
        """One row a word."""
        cells = doc.to_array(self._columns)
        _, example, which = np.unique(cells @ self._spread, return_index=True, return_inverse=True)
        kinds = cells[example]
        parts = [table.predict(np.ascontiguousarray(kinds[:, n])) for n, table in enumerate(self._tables)]
        known = self._first.mix(np.concatenate(parts, axis=1))
        rows = np.zeros((len(doc) + 2 * self._pad, known.shape[1]), dtype=np.float32)
        rows[self._pad : self._pad + len(doc)] = known[which]
        three = np.zeros((len(rows), 3 * rows.shape[1]), dtype=np.float32)
        for mixer in self._further:
            _put_with_neighbours(rows, three)
            rows += mixer.mix(three)
        return rows[self._pad : self._pad + len(doc)].copy()


def _put_with_neighbours(rows: Rows, out: Rows) -> None:
    """Put each row between the one before and the one behind it; what has no neighbour stays as it is in `out`."""
    width = rows.shape[1]
    out[1:, :width] = rows[:-1]
    out[:, width : 2 * width] = rows
    out[:-1, 2 * width :] = rows[1:]


def layers_of(layers: list[Layer], name: str) -> list[Layer]:
    """The layers of a kind, in order."""
    return [layer for layer in layers if layer.name == name]


def is_known(model: Layer) -> bool:
    """Whether `model` is of the kind whose layers WordVectors knows: hashed tables, a mixer, windows of three words."""
    layers = list(model.walk(order="dfs_pre"))
    names = [layer.name for layer in layers if not layer.layers]
    tables, windows = names.count("hashembed"), names.count("expand_window")
    expected = chain(
        ("extract_features", "list2ragged"), ("ints-getitem", "hashembed") * tables, _MIX, ("ragged2list",),
        ("expand_window", *_MIX) * windows,
    )  # fmt: skip
    sizes = {layer.attrs["window_size"] for layer in layers_of(layers, "expand_window")}
    repeated = sum(layer.name.startswith("residual(") and len(layer.layers) == 1 for layer in layers)
    return (
        names == list(expected)
        and sizes == {1}
        and repeated == windows
        and all(isinstance(layer.ops, NumpyOps) for layer in layers)
    )


class VectorSetter:
    """Sets `doc.tensor` as `component` would."""

    def __init__(self, component: Tok2Vec) -> None:
        self._vectors = WordVectors(component.model)

    def __call__(self, doc: Doc) -> Doc:
        """Set the vectors of `doc`."""
        if len(doc):
            doc.tensor = self._vectors.read(doc)  # type: ignore[assignment]  # of single precision, as the model's
        return doc


def can_stand_in(component: object) -> bool:
    """Whether `component` is of the kind whose layers WordVectors knows."""
    return isinstance(component, Tok2Vec) and is_known(component.model)


@Language.factory("travaux_vectors")
def make_vector_setter(nlp: Language, name: str) -> VectorSetter:  # noqa: ARG001
    """The component for the vectors of `nlp`."""
    return VectorSetter(nlp.get_pipe(VECTORS))  # type: ignore[arg-type]
