"""The floors: an update can raise them and never lower them."""

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
SLACK = 0.0005
"""Rounding that is not a loss."""


def read_floors(path: Path = FLOORS) -> dict[str, float]:
    """Figure → the value that it must not fall below."""
    floors: dict[str, float] = tomllib.loads(path.read_text(encoding="utf8"))["floors"]
    return floors


def compare(figures: Mapping[str, float], path: Path = FLOORS) -> list[str]:
    """The figures that lie below their floor."""
    floors = read_floors(path)
    return [name for name, value in figures.items() if value < floors.get(name, -math.inf) - SLACK]


def raise_floors(figures: Mapping[str, float], path: Path = FLOORS) -> None:
    """Write the higher of floor and figure for each, rounded down to three places."""
    floors = read_floors(path)
    for name, value in figures.items():
        floors[name] = max(floors.get(name, 0.0), math.floor(value * 1000) / 1000)
    rows = [f'"{name}" = {value:.3f}' for name, value in sorted(floors.items())]
    head = "# What each figure must not fall below; `python -m eval GOLD --raise-floors` raises, nothing lowers.\n[floors]\n"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf8")
