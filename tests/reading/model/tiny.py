"""A model so small that a test can write it: each known word has its label, and int8 scales by the whole input.

The graph is written as protocol buffers by hand, so that no test needs the library that training exports with. Its
dynamic quantisation has the hazard of the real one: what shares an input changes how a word is rounded.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from travaux.reading.model.encoder import FORMAT, GRAPH, MANIFEST, PIECES
from travaux.reading.model.tagging import BARGAIN_TAGS, HEADS

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
LABELS: Mapping[str, Mapping[str, str]] = {
    "envoy": {"role": "B-source", "side": "before"},
    "minister": {"role": "B-source", "side": "before"},
    "said": {"role": "B-cue"},
    "talks": {"role": "B-content", "side": "after", "act": "meet", "modality": "future"},
    "failed": {"role": "I-content", "side": "after", "act": "assess"},
    "rejected": {"act": "reject"},
}
"""The best label of each word that the tiny model knows; every other word is of no role and no act."""
PARTS: Mapping[str, str] = {"talks": "term", "failed": "term", "rejected": "leverage"}
"""What the words are part of as the tiny model sees it; "talks" begins it."""
PLAIN = ("the", "a", "of", "and", ".", ",", ":", '"', "“", "”", "'", "’", "-")


def write_model(folder: Path, *, bargain: bool = True) -> Path:
    """Write the tiny model with its manifest, without the head of the bargaining if that is asked."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [*MARKS, *PLAIN, *LABELS, *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"), "x"]
    tokenizer = Tokenizer(models.WordPiece({w: n for n, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    (folder / PIECES).write_text(tokenizer.to_str(), encoding="utf8")
    (folder / GRAPH).write_bytes(make_graph(_make_table(words), _make_parts(words) if bargain else None))
    write_manifest(folder)
    return folder


def write_manifest(folder: Path, **changes: object) -> None:
    """Write the manifest of the files as they are, some of its entries changed."""
    manifest = {
        "format": FORMAT,
        "name": "tiny",
        "version": "1",
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (GRAPH, PIECES)},
        "heads": {name: list(labels) for name, labels in HEADS.items()},
        "windows": {"body": 24, "left": 6, "right": 3},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest | changes), encoding="utf8")


def _make_table(words: Iterable[str]) -> NDArray[np.float32]:
    rows = []
    for n, word in enumerate(words):
        row: list[float] = []
        best = {"role": "O", "act": "none", "modality": "asserted", "side": "before"} | dict(LABELS.get(word, {}))
        for head, labels in HEADS.items():
            row += [14.0 + 0.37 * (n % 7) if label == best[head] else 0.1 * (n % 5) for label in labels]
        rows.append(row)
    return np.asarray(rows, dtype=np.float32)


def _make_parts(words: Iterable[str]) -> NDArray[np.float32]:
    rows = []
    for word in words:
        part = [9.0 if PARTS.get(word) == kind else -9.0 for kind in BARGAIN_TAGS]
        rows.append([*part, *(9.0 if own > 0 and word == "talks" else -9.0 for own in part)])
    return np.asarray(rows, dtype=np.float32)


def make_graph(table: NDArray[np.float32], parts: NDArray[np.float32] | None) -> bytes:
    """An ONNX graph: look up each piece's scores, quantise them together, and back; of the places that are asked for."""
    nodes = [
        _node("Gather", ("table", "ids"), ("raw",)),
        _node("DynamicQuantizeLinear", ("raw",), ("small", "scale", "zero")),
        _node("DequantizeLinear", ("small", "scale", "zero"), ("all",)),
        _node("Gather", ("all", "places"), ("scores",)) + _bytes(5, _setting(b"axis", 1)),
    ]
    tensors, told = [_tensor("table", table)], ["scores"]
    if parts is not None:
        nodes.append(_node("Gather", ("parts", "ids"), ("all parts",)))
        nodes.append(_node("Gather", ("all parts", "places"), ("bargain",)) + _bytes(5, _setting(b"axis", 1)))
        tensors.append(_tensor("parts", parts))
        told.append("bargain")
    graph = b"".join(_bytes(1, node) for node in nodes) + _bytes(2, b"tiny") + b"".join(_bytes(5, t) for t in tensors)
    graph += _bytes(11, _value("ids", 7, ("batch", "pieces"))) + _bytes(11, _value("places", 7, ("words",)))
    graph += b"".join(_bytes(12, _value(name, 1, ("batch", "words", name))) for name in told)
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, 13))


def _tensor(name: str, values: NDArray[np.float32]) -> bytes:
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, 1) + _bytes(8, name.encode()) + _bytes(9, values.tobytes())


def _node(kind: str, inputs: Iterable[str], outputs: Iterable[str]) -> bytes:
    out = b"".join(_bytes(1, name.encode()) for name in inputs) + b"".join(_bytes(2, n.encode()) for n in outputs)
    return out + _bytes(4, kind.encode())


def _setting(name: bytes, value: int) -> bytes:
    return _bytes(1, name) + _number(3, value) + _number(20, 2)


def _value(name: str, kind: int, sizes: Iterable[str]) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, size.encode())) for size in sizes)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value
