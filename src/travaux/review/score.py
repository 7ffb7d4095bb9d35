"""Precision, recall and F1 of coded moves against gold.

A coded move matches one gold move of the same act whose trigger it touches, or else whose quote it shares half of the
shorter with. `full` also asks for touching triggers, the same modality, and actors and recipients whose set F1 is at least
one half. Names are one if equal without case, accents, titles and a final s, or if one is the other's last word.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from travaux.review.gold import GoldMove

_TITLES = {"the", "a", "an", "of", "president", "mr", "ms"}
_LONGEST = 400
"""Characters of a coded quote from which on only its trigger counts."""
_LISTS = ("actors", "recipients", "issues", "relayed_by")
_VALUES = ("date", "place", "speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Right, coded and gold values of one measure, and what follows from them (0 where nothing can be divided)."""

    right: int
    coded: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was coded that is right."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.coded + self.gold) if self.coded + self.gold else 0.0


def score_moves(reports: Sequence[tuple[Sequence[GoldMove], Sequence[GoldMove]]]) -> dict[str, Score]:
    """The measures over reports, each given as its gold moves and its coded moves, by name; acts as "act: reject"."""
    right: Counter[str] = Counter()
    coded: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for gold, found in reports:
        for moves, count in ((gold, wanted), (found, coded)):
            count.update(["act", "full"] * len(moves))
            count.update(f"act: {m.act}" for m in moves)
        for g, p in match_moves(gold, found):
            right.update(["act", f"act: {g.act}"])
            right["full"] += _is_full(g, p)
            _compare(g, p, right, coded, wanted)
    names = [
        "act",
        "full",
        *_LISTS,
        *_VALUES,
        "modality",
        *sorted(n for n in {*wanted, *coded} if n.startswith("act: ")),
    ]
    return {n: Score(right=right[n], coded=coded[n], gold=wanted[n]) for n in names}


def _compare(g: GoldMove, p: GoldMove, right: Counter[str], coded: Counter[str], wanted: Counter[str]) -> None:
    """Count the slots of a matched pair."""
    for name in _LISTS:
        a, b = getattr(g, name), getattr(p, name)
        right[name] += _count_common(a, b)
        coded[name] += len(b)
        wanted[name] += len(a)
    for name in _VALUES:
        a, b = getattr(g, name), getattr(p, name)
        right[name] += bool(a and b) and (a == b if name == "date" else is_same_name(a, b))
        coded[name] += bool(b)
        wanted[name] += bool(a)
    right["modality"] += g.modality == p.modality
    coded["modality"] += 1
    wanted["modality"] += 1


def match_moves(gold: Sequence[GoldMove], coded: Sequence[GoldMove]) -> list[tuple[GoldMove, GoldMove]]:
    """Gold and coded moves one to one, the best matches first."""
    rivals = []
    for i, g in enumerate(gold):
        for j, p in enumerate(coded):
            quote = p.trigger if p.quote[1] - p.quote[0] > _LONGEST else p.quote
            touching = _overlap(g.trigger, p.trigger) > 0
            shorter = max(1, min(g.quote[1] - g.quote[0], quote[1] - quote[0]))
            share = _overlap(g.quote, quote) / shorter
            if g.act == p.act and (touching or share >= 0.5):
                rivals.append((-(2 * touching + share), i, j))
    left, taken, out = set(range(len(gold))), set(range(len(coded))), []
    for _, i, j in sorted(rivals):
        if i in left and j in taken:
            left.discard(i)
            taken.discard(j)
            out.append((gold[i], coded[j]))
    return out


def _is_full(g: GoldMove, p: GoldMove) -> bool:
    named = _are_alike(g.actors, p.actors) and _are_alike(g.recipients, p.recipients)
    return _overlap(g.trigger, p.trigger) > 0 and named and g.modality == p.modality


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _are_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Two sets of names with an F1 of at least one half; two empty ones are alike."""
    return (not a and not b) or 2 * _count_common(a, b) >= 0.5 * (len(a) + len(b))


def _count_common(gold: Sequence[str], coded: Sequence[str]) -> int:
    left, common = list(coded), 0
    for name in gold:
        same = next((other for other in left if is_same_name(name, other)), None)
        if same is not None:
            left.remove(same)
            common += 1
    return common


def is_same_name(a: str, b: str) -> bool:
    """Whether two names are one, as the module's docstring says."""
    x, y = _simplify(a), _simplify(b)
    if not x or not y:
        return False
    if x == y or x.rstrip("s") == y.rstrip("s"):
        return True
    short, long = sorted((x.split(), y.split()), key=len)
    return len(short) == 1 and len(short[0]) >= 4 and short[0] == long[-1]


def _simplify(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(w for w in words if w not in _TITLES)
