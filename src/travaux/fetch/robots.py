"""What a site's robots.txt lets travaux read, by RFC 9309: the group of its name, or of all; the longest rule that fits."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urlsplit

_MOST = 500_000
"""Bytes that are read of a robots.txt; the RFC asks for at least 500 kibibytes."""
_SAFE = "/?&=:@!$'()*+,;~%-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Paths that begin like `path` (with * and a $ at its end) may be read, or may not."""

    path: str
    allows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules that hold for travaux on a site, and the seconds that it asks to wait between requests."""

    rules: tuple[Rule, ...] = ()
    delay_s: float = 0.0

    def allow(self, address: str) -> bool:
        """Whether a page may be read: the rule with the longest path decides, and of two as long the one that allows."""
        parts = urlsplit(address)
        path = _normalize((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [rule for rule in self.rules if _fits(rule.path, path)]
        best = max(fitting, key=lambda rule: (len(rule.path), rule.allows), default=None)
        return best is None or best.allows


ANY = Robots()
"""A site that says nothing."""
NONE = Robots(rules=(Rule(path="/", allows=False),))
"""A site whose rules cannot be had just now: nothing of it is read until they can."""


def read_robots(body: bytes, name: str) -> Robots:
    """The rules of a robots.txt for the robot of this name: those of all groups that name it, else those for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    open_ = False
    for line in body[:_MOST].decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            names = [*names, value.lower()] if open_ else [value.lower()]
            open_ = True
            groups.setdefault(names[-1], [])
        elif key in {"allow", "disallow", "crawl-delay"}:
            open_ = False
            for own in names:
                groups[own].append((key, value))
    found = groups.get(name.lower(), groups.get("*", []))
    rules = tuple(
        Rule(path=_normalize(value), allows=key == "allow") for key, value in found if key != "crawl-delay" and value
    )
    return Robots(rules=rules, delay_s=max((_read_delay(v) for k, v in found if k == "crawl-delay"), default=0.0))


def _read_delay(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text) else 0.0


def _normalize(path: str) -> str:
    """A path with each character written one way, so that %7E and ~ are one."""
    return quote(unquote_to_bytes(path.replace("%2f", "%252F").replace("%2F", "%252F")), safe=_SAFE)


def _fits(pattern: str, path: str) -> bool:
    return _compile(pattern).match(path) is not None


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> re.Pattern[str]:
    ends = pattern.endswith("$")
    pieces = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    # Each piece is taken at its first place: no pattern of a site's can make the search slow.
    body = re.escape(pieces[0]) + "".join(f"(?>.*?{re.escape(piece)})" for piece in pieces[1:-1])
    last = pieces[-1] if len(pieces) > 1 else None
    if last is not None:
        body += f".*{re.escape(last)}" if ends else f".*?{re.escape(last)}"
    return re.compile(body + ("$" if ends else ""), re.DOTALL)
