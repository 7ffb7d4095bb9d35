"""The issues an act is about, by the words of its clause and content (`issues.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc

from travaux.ontology.vocabulary import Issue
from travaux.reading.columns import columns_of


@cache
def load_issues() -> tuple[dict[str, frozenset[Issue]], dict[str, tuple[tuple[tuple[str, ...], Issue], ...]]]:
    """Single words, and word sequences by their first word, with the issue that they name."""
    raw = tomllib.loads((files("travaux.reading.acts") / "issues.toml").read_text(encoding="utf8"))
    single: dict[str, set[Issue]] = {}
    several: dict[str, list[tuple[tuple[str, ...], Issue]]] = {}
    for name, table in raw.items():
        for word in table.get("words", "").split():
            single.setdefault(word, set()).add(Issue(name))
        for phrase in table.get("phrases", []):
            words = tuple(phrase.split())
            several.setdefault(words[0], []).append((words, Issue(name)))
    return {w: frozenset(i) for w, i in single.items()}, {w: tuple(rows) for w, rows in several.items()}


def find_issues(doc: Doc, start: int, end: int) -> tuple[Issue, ...]:
    """The issues named by the tokens from `start` to before `end`, in the order of the vocabulary."""
    single, several = load_issues()
    columns = columns_of(doc)
    lemmas, lowers = columns.lemma[start:end], columns.lower[start:end]
    found: set[Issue] = set()
    for i, lemma in enumerate(lemmas):
        for key in {lemma, lowers[i]}:
            if key in single:
                found |= single[key]
            for words, issue in several.get(key, ()):
                stretch = zip(words, lemmas[i : i + len(words)], lowers[i : i + len(words)], strict=False)
                if i + len(words) <= len(lemmas) and all(w in pair for w, *pair in stretch):
                    found.add(issue)
    return tuple(issue for issue in Issue if issue in found)
