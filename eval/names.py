"""When two names are one for a score: the same rule as the gold's scorers."""

import unicodedata
from collections.abc import Sequence

_DROPPED = {"the", "a", "an", "of", "president", "mr", "ms"}


def normalise(name: str) -> list[str]:
    """The words of a name, plain and lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return [w for w in "".join(c if c.isalnum() else " " for c in plain).split() if w not in _DROPPED]


def same_name(a: str, b: str) -> bool:
    """The same words, or one is the other's surname of at least four letters."""
    x, y = normalise(a), normalise(b)
    if not x or not y:
        return False
    if x == y or " ".join(x).rstrip("s") == " ".join(y).rstrip("s"):
        return True
    short, long = sorted((x, y), key=len)
    return len(short) == 1 and len(short[0]) >= 4 and short[0] == long[-1]


def alike(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Two lists of names with a set F1 of at least one half; two empty ones are alike."""
    if not wanted and not found:
        return True
    left, common = list(found), 0
    for name in wanted:
        hit = next((f for f in left if same_name(name, f)), None)
        if hit is not None:
            left.remove(hit)
            common += 1
    return 2 * common >= 0.5 * (len(wanted) + len(found))
