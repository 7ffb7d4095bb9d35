"""The words of `data/ceasefires.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from travaux.ontology.vocabulary import CeasefireEvent, CeasefirePurpose

_EVENTS = ("declared", "agreed", "in_effect", "extended", "ended", "breach")


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasefireWords:
    """Singular lemmas by class, and patterns; the file says what each is for."""

    nouns: frozenset[str]
    pauses: frozenset[str]
    pause_words: frozenset[str]
    carriers: frozenset[str]
    events: dict[str, CeasefireEvent]
    with_effect: frozenset[str]
    breach_nouns: frozenset[str]
    effects: frozenset[str]
    mediating: frozenset[str]
    governors: frozenset[str]
    breach_governors: frozenset[str]
    unreal: frozenset[str]
    modals: frozenset[str]
    marks: frozenset[str]
    lasting: frozenset[str]
    passing: frozenset[str]
    local: frozenset[str]
    written: re.Pattern[str]
    spoken: re.Pattern[str]
    monitoring: re.Pattern[str]
    enforcement: re.Pattern[str]
    ddr: re.Pattern[str]
    brokered_before: re.Pattern[str]
    brokered_after: re.Pattern[str]
    purposes: tuple[tuple[CeasefirePurpose, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def load_ceasefire_words() -> CeasefireWords:
    """The lists and patterns as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "ceasefires.toml").read_text(encoding="utf8"))
    verbs = {name: data.pop(name) for name in _EVENTS}
    purposes = data.pop("purpose")
    rest: dict[str, Any] = {
        key: frozenset(value) if isinstance(value, list) else re.compile(value, re.IGNORECASE)
        for key, value in data.items()
    }
    return CeasefireWords(
        **rest,
        events={v.removesuffix("*"): CeasefireEvent(name) for name, group in verbs.items() for v in group},
        with_effect=frozenset(v.removesuffix("*") for group in verbs.values() for v in group if v.endswith("*")),
        purposes=tuple((CeasefirePurpose(name), re.compile(pattern)) for name, pattern in purposes.items()),
    )
