"""The word lists of `data/bargaining.toml`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from travaux.ontology.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BargainingWords:
    """Singular lemmas by class; the file says what each class is for."""

    proposals: frozenset[str]
    weak_proposals: frozenset[str]
    considering: frozenset[str]
    revising: frozenset[str]
    calls: frozenset[str]
    gatherings: frozenset[str]
    instruments: frozenset[str]
    adopted: frozenset[str]
    signed: frozenset[str]
    roles: dict[str, Role]
    positive: frozenset[str]
    negative: frozenset[str]


@lru_cache(maxsize=1)
def load_bargaining_words() -> BargainingWords:
    """The lists as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "bargaining.toml").read_text(encoding="utf8"))
    lists = {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}
    roles = {lemma: Role(role) for role, lemmas in data["roles"].items() for lemma in lemmas}
    return BargainingWords(
        **lists, roles=roles, positive=frozenset(data["tone"]["positive"]), negative=frozenset(data["tone"]["negative"])
    )
