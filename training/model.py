"""The network: the base's BERT encoder and one linear head a task, as plain PyTorch.

Written out rather than taken from a library, so that the exported graph is small and the same wherever it is made, and
so that a window alone needs no mask: padding exists in training only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from travaux.reading.model.tagging import HEADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The base's sizes (MiniLM-L6-H384, uncased)."""

    words: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer layer, normalised after each part as BERT's are."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.mix = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.norm_1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen, self.narrow = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.norm_2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: batch × pieces × width; mask: batch × 1 × 1 × pieces, True where a piece may be attended to."""
        batch, pieces, width = x.shape
        q, k, v = (
            part(x).view(batch, pieces, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm_1(x + self.drop(self.mix(mixed.transpose(1, 2).reshape(batch, pieces, width))))
        return self.norm_2(x + self.drop(self.narrow(functional.gelu(self.widen(x), approximate="tanh"))))


class Reader(nn.Module):
    """The encoder with its heads: the scores of all labels of HEADS for each piece."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        shape = shape or Shape()
        self.words = nn.Embedding(shape.words, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.out = nn.Linear(shape.width, sum(map(len, HEADS.values())))

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """ids: batch × pieces; mask: batch × pieces, True where there is a piece; None where all are."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.positions(at)))
        wide = mask[:, None, None, :] if mask is not None else None
        for layer in self.layers:
            x = layer(x, wide)
        return self.out(self.drop(x))


def head_slices() -> dict[str, slice]:
    """Where each head's scores stand among all."""
    out, at = {}, 0
    for name, labels in HEADS.items():
        out[name] = slice(at, at + len(labels))
        at += len(labels)
    return out


def load_base(path: Path) -> Reader:
    """A reader with the base's weights and fresh heads."""
    base = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
    reader = Reader()
    state = reader.state_dict()
    state |= {name: base[source] for name, source in _names(len(reader.layers)).items()}
    # The base adds the embedding of the first segment to every piece: here it is part of the positions.
    state["positions.weight"] = (
        base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
    )
    reader.load_state_dict(state)
    return reader


def _names(layers: int) -> Mapping[str, str]:
    """The base's name of each of our weights."""
    out = {"words.weight": "embeddings.word_embeddings.weight"}
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "mix": "attention.output.dense",
        "norm_1": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm_2": "output.LayerNorm",
    }
    for kind in ("weight", "bias"):
        out[f"norm.{kind}"] = f"embeddings.LayerNorm.{kind}"
        for n in range(layers):
            out |= {f"layers.{n}.{own}.{kind}": f"encoder.layer.{n}.{name}.{kind}" for own, name in parts.items()}
    return out
