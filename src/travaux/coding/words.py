"""The word lists of `data/bargaining.toml` and `data/terms.toml`."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from travaux.ontology.vocabulary import Issue, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BargainingWords:
    """Singular lemmas by class; the file says what each class is for."""

    proposals: frozenset[str]
    weak_proposals: frozenset[str]
    lineage: frozenset[str]
    texts: frozenset[str]
    aiming: frozenset[str]
    announcing: frozenset[str]
    suggesting: frozenset[str]
    considering: frozenset[str]
    undoing: frozenset[str]
    own_plans: frozenset[str]
    at_stake: frozenset[str]
    measures: frozenset[str]
    harming: frozenset[str]
    returned: frozenset[str]
    suffering: frozenset[str]
    spoken: frozenset[str]
    persuading: frozenset[str]
    penalties: frozenset[str]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """Words that show the issue of a term, unless one of `unless` stands beside them."""

    issue: Issue
    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWords:
    """Singular lemmas by class; the file says what each class is for."""

    deals: frozenset[str]
    containers: frozenset[str]
    holding: frozenset[str]
    binding: frozenset[str]
    binding_nouns: frozenset[str]
    offering: frozenset[str]
    hoping: frozenset[str]
    light: frozenset[str]
    pauses: frozenset[str]
    bare_pauses: frozenset[str]
    pause_objects: frozenset[str]
    pause_kinds: frozenset[str]
    wished_kinds: frozenset[str]
    bargaining: frozenset[str]
    calling: frozenset[str]
    pledges: frozenset[str]
    halting: frozenset[str]
    vague: frozenset[str]
    handovers: frozenset[str]
    doubting: frozenset[str]
    running: frozenset[str]
    force_verbs: frozenset[str]
    force_nouns: frozenset[str]
    deed_nouns: frozenset[str]
    deed_verbs: frozenset[str]
    goods: frozenset[str]
    increase: frozenset[str]
    categories: frozenset[str]
    people: frozenset[str]
    arrangements: frozenset[str]
    breaks: frozenset[str]
    issues: tuple[IssueRow, ...]
    of_issues: frozenset[str]
    """The words of all these rows, and those of their phrases."""


@lru_cache(maxsize=1)
def load_term_words() -> TermWords:
    """The lists as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "terms.toml").read_text(encoding="utf8"))
    rows = tuple(
        IssueRow(
            issue=Issue(row["name"]),
            words=frozenset(row["words"]),
            phrases=tuple(tuple(p.split()) for p in row.get("phrases", ())),
            unless=frozenset(row.get("unless", ())),
        )
        for row in data.pop("issue")
    )
    told = frozenset(w for row in rows for w in (*row.words, *chain.from_iterable(row.phrases)))
    return TermWords(**{key: frozenset(value) for key, value in data.items()}, issues=rows, of_issues=told)
