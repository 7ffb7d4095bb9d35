"""Recognises what surrounds a news text: menus, notices, credits, sign-offs. The rules are data (`furniture.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from travaux.ontology.vocabulary import SegmentKind

LONGEST = 600
"""No rule looks at a paragraph longer than this: what long paragraphs say is text."""

_EMPHASIS = re.compile(r"[*_]{1,4}|^[>#\s]+")
_END_MARKS = " .:!>»|)]"
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: whole lines, beginnings and ends as fixed phrases, and patterns searched in the line."""

    name: str
    kind: SegmentKind
    longest: int
    ends_text: bool
    lines: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    opening: re.Pattern[str] | None
    inside: re.Pattern[str] | None
    needs: tuple[str, ...]
    """Words of which the patterns searched inside a line need one; looked for first, which is quick."""

    def sees(self, words: str, bare: str) -> bool:
        """Whether the rule knows this line, given in plain form, and again without the marks at its end."""
        if len(words) > self.longest:
            return False
        if bare in self.lines or words.startswith(self.starts) or bare.endswith(self.ends):
            return True
        if self.opening is not None and self.opening.match(words):
            return True
        if self.inside is None or (self.needs and not any(need in words for need in self.needs)):
            return False
        return self.inside.search(words) is not None


def plain(words: str) -> str:
    """A line in the form that rules are written for: lower case, straight quotes, single spaces, no emphasis marks."""
    return _SPACES.sub(" ", _EMPHASIS.sub("", words.translate(_QUOTES))).strip().lower()


def _join(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def _make_rule(row: dict[str, Any]) -> Rule:
    patterns: list[str] = row.get("patterns", [])
    return Rule(
        name=row["name"],
        kind=SegmentKind(row.get("kind", "furniture")),
        longest=row.get("longest", 160),
        ends_text=row.get("ends_text", False),
        lines=frozenset(row.get("lines", ())),
        starts=tuple(row.get("starts", ())),
        ends=tuple(row.get("ends", ())),
        opening=_join([p for p in patterns if p.startswith("^")]),
        inside=_join([p for p in patterns if not p.startswith("^")]),
        needs=tuple(row.get("needs", ())),
    )


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """The rules of the package, in the order in which they are tried."""
    data = (files("travaux.intake") / "data" / "furniture.toml").read_text(encoding="utf8")
    return tuple(_make_rule(row) for row in tomllib.loads(data)["rule"])


def find_rule(words: str) -> Rule | None:
    """The first rule that knows this paragraph, or None if it is no furniture."""
    if len(words) > LONGEST:
        return None
    line = plain(words)
    bare = line.rstrip(_END_MARKS)
    return next((rule for rule in load_rules() if rule.sees(line, bare)), None)


_URL = re.compile(r"!?\[[^\]\n]{0,300}\]\([^)\s]{0,2000}(?: \"[^\"]{0,300}\")?\)|<?https?://[^\s>]+>?|www\.\S+")
_NOTE_LINE = re.compile(r"\[\[?\w{1,7}\]\]?\(")
_LETTER = re.compile(r"[^\W\d_]")


def is_link_line(words: str) -> bool:
    """Whether a line holds an address and next to nothing beside it (a footnote, a link without words)."""
    if "://" not in words and "](" not in words and "www." not in words:
        return False
    if words.startswith("[](") or not words.startswith(("[[", "http", "<http", "www", "!")):
        return words.startswith("[](")
    if _NOTE_LINE.match(words):
        return True
    rest = _URL.sub("", words)
    return rest != words and len(_LETTER.findall(rest[:400])) <= 12
