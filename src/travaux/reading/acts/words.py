"""The word lists of the engine (`words.toml`): light verbs, verbs of happening, words that turn a modality."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load_table() -> dict[str, str]:
    """Every list of `words.toml` by name, unsplit."""
    text = (files("travaux.reading.acts") / "words.toml").read_text(encoding="utf8")
    table: dict[str, str] = tomllib.loads(text)
    return table


@cache
def load_words(name: str) -> frozenset[str]:
    """One list of `words.toml`."""
    return frozenset(load_table()[name].split())
