"""The encoder: word pieces in, scores of the heads out, tags as values. It needs onnxruntime, never PyTorch.

Weights are an ONNX graph with int8 matrices; a word's rounding depends on no other (`training/graph.py`).
A batch is always one window, without padding and on one thread: what a report's words get depends on that report alone.
Speed comes from processes, one report each.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from travaux.errors import InputError
from travaux.reading.model.decode import Scores, read_tags
from travaux.reading.model.runtime import onnxruntime
from travaux.reading.model.tagging import BARGAIN_TAGS, HEADS, Tagging
from travaux.reading.model.windows import Layout, Stream, Window, cut_windows, mark_id, read_pieces
from travaux.spans import Span

FORMAT = "travaux-reading-model/1"
MANIFEST = "manifest.json"
GRAPH = "model.onnx"
PIECES = "tokenizer.json"
PIECES_GIVEN, PLACES = "ids", "places"
"""What a graph is given: the pieces, and those whose scores are asked for."""
SCORES, BARGAIN = "scores", "bargain"
"""What a graph gives: the scores of HEADS, and those of BARGAIN_TAGS, which it may lack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a model's folder says of itself."""

    name: str
    version: str
    layout: Layout
    digests: dict[str, str]

    @property
    def label(self) -> str:
        """Name and version, as a claim's evidence shows them."""
        return f"{self.name} {self.version}"


FULL, FAST = "full", "fast"
SHIPPED = {FULL: "weights", FAST: "weights_fast"}
"""The reading models that come with the package, by name, and their folders: the exact one, and one of half its layers."""


def shipped_weights(name: str = FULL) -> Path | None:
    """The folder of weights that came with the package, or None where it came without."""
    folder = Path(str(files(__package__))) / SHIPPED[name]
    return folder if (folder / MANIFEST).is_file() else None


@cache
def load_encoder(folder: Path) -> "Encoder":
    """The encoder of a model's folder, loaded once.

    Raises:
        InputError: a file is missing, is not what the manifest says, or belongs to another format.
    """
    return Encoder(folder)


class Encoder:
    """A loaded model."""

    def __init__(self, folder: Path) -> None:
        self.manifest = read_manifest(folder)
        graph, pieces = (_read_checked(folder, name, self.manifest.digests) for name in (GRAPH, PIECES))
        self._tokenizer = _load_tokenizer(folder, pieces)
        self._session = _load_session(folder, graph)
        asked = {given.name for given in self._session.get_inputs()}
        told = {given.name for given in self._session.get_outputs()}
        if asked != {PIECES_GIVEN, PLACES} or SCORES not in told:
            raise InputError(
                str(folder / GRAPH),
                f"it takes {sorted(asked)} and gives {sorted(told)}, and this version asks otherwise; export the model anew",
            )
        self._asked = [name for name in (SCORES, BARGAIN) if name in told]
        self._edges = tuple(mark_id(self._tokenizer, mark) for mark in ("[CLS]", "[SEP]"))

    def tag(self, text: str, passages: Sequence[Span]) -> Tagging:
        """Tag the `passages` of `text`, each word once.

        `text` is a Doc's: quotation marks straight, as `travaux.reading.pipeline` makes them and training had them.
        """
        stream, windows = self.cut(text, passages)
        if not stream.ids:
            return Tagging(model=self.manifest.label)
        found = [self._score(stream, window) for window in windows]
        scores, *more = (np.concatenate(own) for own in zip(*found, strict=True))
        return read_tags(stream, scores, more[0] if more else None, self.manifest.label)

    def cut(self, text: str, passages: Sequence[Span]) -> tuple[Stream, tuple[Window, ...]]:
        """The pieces of the `passages` of `text`, and the windows that they are read in."""
        stream = read_pieces(text, passages, self._tokenizer)
        return stream, cut_windows(stream, text, self.manifest.layout) if stream.ids else ()

    def _score(self, stream: Stream, window: Window) -> list[Scores]:
        """What the graph gives of the words that begin in the window's body, one row a word."""
        found = self._session.run(self._asked, self.give(stream, window))
        return [np.asarray(own, dtype=np.float32)[0] for own in found]

    def give(self, stream: Stream, window: Window) -> dict[str, NDArray[np.int64]]:
        """What the graph is given of a window: its pieces, and which of them begin the words of its body."""
        ids = [self._edges[0], *stream.ids[window.first : window.last], self._edges[1]]
        at = [i - window.first + 1 for i in range(window.start, window.end) if stream.starts[i] >= 0]
        return {PIECES_GIVEN: np.asarray([ids], dtype=np.int64), PLACES: np.asarray(at, dtype=np.int64)}


def read_manifest(folder: Path) -> Manifest:
    """What `folder` says of its model.

    Raises:
        InputError: there is no manifest, or it is of another format or for other heads.
    """
    place = folder / MANIFEST
    try:
        raw: dict[str, Any] = json.loads(place.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise InputError(str(place), f"no reading model can be loaded from here ({error})") from error
    if raw.get("format") != FORMAT:
        raise InputError(str(place), f"its format is {raw.get('format')!r}, and this version reads {FORMAT!r}")
    if {name: tuple(labels) for name, labels in raw.get("heads", {}).items()} != HEADS:
        raise InputError(str(place), "its heads or their labels are not those that this version reads; export it anew")
    if tuple(raw.get(BARGAIN, BARGAIN_TAGS)) != BARGAIN_TAGS:
        raise InputError(str(place), f"its {BARGAIN!r} is not what this version reads; learn that head anew")
    try:
        layout = Layout(**raw["windows"])
        return Manifest(name=str(raw["name"]), version=str(raw["version"]), layout=layout, digests=dict(raw["files"]))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(str(place), f"an entry is missing or wrong ({error}); export the model anew") from error


def _read_checked(folder: Path, name: str, digests: dict[str, str]) -> bytes:
    """The bytes of a file, checked: what is hashed is what is loaded."""
    place = folder / name
    try:
        content = place.read_bytes()
    except OSError as error:
        raise InputError(str(place), f"the reading model lacks this file ({error})") from error
    if hashlib.sha256(content).hexdigest() != digests.get(name):
        raise InputError(
            str(place), f"its sha256 is not the one in {MANIFEST}; fetch or export the model again, nothing was loaded"
        )
    return content


def _load_tokenizer(folder: Path, content: bytes) -> Tokenizer:
    try:
        tokenizer: Tokenizer = Tokenizer.from_buffer(content)
    except Exception as error:  # the library's own errors are bare ones
        raise InputError(str(folder / PIECES), f"no tokenizer can be read from it ({error})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _load_session(folder: Path, content: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime's errors have no class in common
        raise InputError(str(folder / GRAPH), f"no graph can be loaded from it ({error})") from error
