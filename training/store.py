"""Weights and the state of a run on disk, as safetensors only."""

from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from training.model import Reader

_PART = 14 * 2**20
"""Bytes of one part of the weights; parts travel where a whole file would be too large."""


def save_parts(run: Path, state: dict[str, Tensor]) -> None:
    """The weights in half precision, in parts; those of an earlier epoch go."""
    for old in run.glob("weights-*.safetensors"):
        old.unlink()
    parts: list[dict[str, Tensor]] = [{}]
    size = 0
    for name, piece in _pieces(state):
        own = piece.numel() * piece.element_size()
        if parts[-1] and size + own > _PART:
            parts.append({})
            size = 0
        parts[-1][name] = piece
        size += own
    for n, part in enumerate(parts):
        save_file(part, run / f"weights-{n:02d}.safetensors")


def _pieces(state: dict[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    """Each weight in half precision, a large one in slices: NAME@0, NAME@1, and so on."""
    for name, weight in state.items():
        half = weight.detach().to("cpu", torch.float16).contiguous()
        if half.numel() * 2 <= _PART // 2:
            yield name, half
            continue
        rows = max(1, _PART // 2 // (half[0].numel() * 2))
        for n, piece in enumerate(half.split(rows)):
            yield f"{name}@{n}", piece.contiguous()


def load_parts(run: Path, reader: Reader) -> None:
    """Put the weights of a run's last epoch into `reader`."""
    found: dict[str, dict[int, Tensor]] = {}
    for path in sorted(run.glob("weights-*.safetensors")):
        for name, piece in load_file(path).items():
            whole, _, n = name.partition("@")
            found.setdefault(whole, {})[int(n or 0)] = piece.float()
    reader.load_state_dict({name: torch.cat([own[n] for n in sorted(own)]) for name, own in found.items()})


def save_state(path: Path, reader: Reader, optimizer: torch.optim.Optimizer, epochs: int) -> None:
    """All that the next epoch needs."""
    out = {f"weight.{name}": weight.detach().cpu().clone() for name, weight in reader.state_dict().items()}
    for n, own in optimizer.state_dict()["state"].items():
        out |= {f"state.{n}.{key}": value.detach().cpu().clone() for key, value in own.items()}
    save_file(out, path, metadata={"epochs": str(epochs)})


def load_state(path: Path, reader: Reader, optimizer: torch.optim.Optimizer) -> int:
    """Restore a run; the number of epochs that are done, 0 where nothing was kept."""
    if not path.is_file():
        return 0
    with safe_open(path, "pt") as file:
        kept = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (no dict)
        epochs = int(file.metadata()["epochs"])
    reader.load_state_dict({n.removeprefix("weight."): v for n, v in kept.items() if n.startswith("weight.")})
    state = optimizer.state_dict()
    for name, value in kept.items():
        if name.startswith("state."):
            _, n, key = name.split(".")
            state["state"].setdefault(int(n), {})[key] = value
    optimizer.load_state_dict(state)
    return epochs
