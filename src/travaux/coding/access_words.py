"""The words and patterns of `data/access.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from travaux.coding.numbers import NUMBER_WORDS
from travaux.ontology.vocabulary import AccessState, FacilityKind
from travaux.reading.needles import needles_of

MARK = "⟦"
"""What every mark of a point in a masked sentence begins with."""
POINT = r"(?:(?:the|a|an|its|this|their|another|all|both|only|main|whole|entire) ){0,4}⟦(?P<point>\d+)⟧"
"""A point in a masked sentence (`travaux.coding.access_sentences`), with its article."""
_ASIDE = r"(?:, [^;.]{1,80}?,| (?:in|at|near|between|on|to|across|from|over) (?:the )?[^,;.]{1,45}?)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePattern:
    """A way in which a state is told; `word` of its match is the word that tells it."""

    state: AccessState
    shape: re.Pattern[str]
    subject: bool
    """Whether the point must be the subject: no preposition governs it."""
    pointed: bool
    """Whether no words without a point can match; False where that is not plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessWords:
    """What the file holds, compiled; the file says what each part is for."""

    kinds: dict[str, FacilityKind]
    type_word: re.Pattern[str]
    linear: frozenset[str]
    needs_name: frozenset[str]
    other_things: frozenset[str]
    parts: re.Pattern[str]
    rivers: frozenset[str]
    blanket: re.Pattern[str]
    """Points told of as a kind: `type` of its match is the type word."""
    company: re.Pattern[str]
    patterns: tuple[StatePattern, ...]
    meaning: dict[str, re.Pattern[str]]
    granting: re.Pattern[str]
    causing: re.Pattern[str]
    limits: re.Pattern[str]
    exceptions: re.Pattern[str]
    needles: Mapping[str, tuple[str, ...]]
    """For the patterns by which points are looked for in every sentence: words of which each match holds one."""
    purposes: dict[str, re.Pattern[str]]
    directions: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def load_access_words() -> AccessWords:
    """The file as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))
    naming, meaning = data["naming"], data["meaning"]
    kinds = {word: FacilityKind(kind) for kind, words in data["kinds"].items() for word in words}
    longest = sorted(kinds, key=len, reverse=True)
    sought = {
        "type_word": re.compile(rf"\b({'|'.join(map(_either_case, longest))})(e?s)?\b"),
        "parts": re.compile(rf"\bthe ({'|'.join(naming['parts'])})\b", re.IGNORECASE),
        "blanket": _blanket(naming),
        "company": _any(naming["company"]),
    }
    return AccessWords(
        kinds=kinds,
        **sought,
        needles={name: needles_of(pattern) for name, pattern in sought.items()},
        linear=frozenset(naming["linear"]),
        needs_name=frozenset(naming["needs_name"]),
        other_things=frozenset(naming["other_things"]),
        rivers=frozenset(naming["rivers"]),
        patterns=tuple(_patterns(data)),
        meaning={k: re.compile(_alternatives(meaning[k]), re.IGNORECASE) for k in _GOVERNORS},
        granting=_any(data["lists"]["granting"]),
        causing=_any(data["lists"]["causing"]),
        limits=re.compile("|".join(_fill_numbers(meaning["limits"])), re.IGNORECASE),
        exceptions=re.compile("|".join(meaning["exceptions"]), re.IGNORECASE),
        purposes={k: _any(v) for k, v in data["purposes"].items()},
        directions={k: _any(v) for k, v in data["directions"].items()},
    )


_GOVERNORS = ("intended", "demanded", "possible", "denied", "alleged")


def _blanket(naming: Mapping[str, Any]) -> re.Pattern[str]:
    kinds, one = "|".join(naming["blanket_many"]), "|".join(naming["blanket_one"])
    lead, what = "|".join(naming["blanket_lead"]), "|".join(naming["blanket_what"])
    return re.compile(
        rf"\b(?:(?:(?:{lead}) ){{1,4}}(?:(?:{what}) ){{0,4}}|(?:(?:{what}) ){{1,4}})(?P<type>{kinds})\b"
        rf"|\b(?:(?:the|a|an|its|this|new) ){{0,3}}(?:(?:multinational|{what}) ){{1,4}}(?P<one>{one})\b",
        re.IGNORECASE,
    )


def _either_case(word: str) -> str:
    """ "Border crossing" and "Border Crossing" too."""
    return " ".join(f"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" for w in word.split(" "))


def _alternatives(words: Sequence[str]) -> str:
    return rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b"


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_alternatives(words), re.IGNORECASE)


def _fill_numbers(shapes: Sequence[str]) -> list[str]:
    numbers = "|".join(w for w in NUMBER_WORDS if w != "zero")
    return [s.replace("{number}", f"(?:{numbers})(?:-(?:{numbers}))?") for s in shapes]


@lru_cache(maxsize=1)
def load_access_lists() -> dict[str, str]:
    """The lists of the file as alternatives, and those of auxiliaries that are made of them."""
    data = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))
    return _make_lists(data["lists"])


def _make_lists(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    lists = {name: f"(?:{'|'.join(sorted(words, key=len, reverse=True))})" for name, words in given.items()}
    lists["VG"] = rf"(?:(?:{lists['aux']}|{lists['be']}) ){{0,6}}"
    lists["BE"] = rf"(?:{lists['aux']} ){{0,6}}(?:{lists['be']} )(?:(?:{lists['aux']}|{lists['be']}) ){{0,6}}"
    return lists


def _patterns(data: Mapping[str, Any]) -> list[StatePattern]:
    lists = _make_lists(data["lists"])
    return [
        StatePattern(
            state=AccessState(state),
            shape=re.compile(expand(template, lists), re.IGNORECASE),
            subject=template.startswith("P~ {"),
            pointed=_needs_point(template),
        )
        for state, templates in data["patterns"].items()
        for template in templates
    ]


def _needs_point(template: str) -> bool:
    """Whether a template has a point outside of all brackets, and no alternative there."""
    outside, depth = "", 0
    for sign in re.sub(r"\\.", "", template):
        depth += (sign == "(") - (sign == ")")
        outside += sign if not depth else " "
    return "|" not in outside and re.search(r"(?<![\w<])P(?![\w<?*{])", outside) is not None


def expand(template: str, lists: Mapping[str, str], point: str = POINT) -> str:
    """A template as a regular expression over masked sentences."""
    out = re.sub(r"\{(\w+)\}", lambda m: lists[m.group(1)], template)
    out = re.sub(r"_(\d+)", r"(?:[^\\s;.:]+ ){0,\1}?[^\\s;.:]+", out)
    out = re.sub(r"(?<![\w<])P(?!\w|<)", lambda _: point, out).replace("~", _ASIDE)
    return rf"(?<![\w-]){out}(?![\w-])"
