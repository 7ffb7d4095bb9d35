"""The issues an act is about, by the words of its clause and content (`issues.toml`)."""

import tomllib
from bisect import bisect_left
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc

from travaux.ontology.vocabulary import Issue
from travaux.reading.columns import columns_of

_KEY = "travaux_issues"


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
    lemmas, lowers = columns.lemma, columns.lower
    end = min(end, len(lemmas))
    found: set[Issue] = set()
    places = _places(doc)
    for i in places[bisect_left(places, start) : bisect_left(places, end)]:
        for key in {lemmas[i], lowers[i]}:
            if key in single:
                found |= single[key]
            for words, issue in several.get(key, ()):
                stretch = zip(words, lemmas[i : i + len(words)], lowers[i : i + len(words)], strict=False)
                if i + len(words) <= end and all(w in pair for w, *pair in stretch):
                    found.add(issue)
    return tuple(issue for issue in Issue if issue in found)


def _places(doc: Doc) -> list[int]:
    """The tokens of a Doc at which an issue may be named, in order."""
    places: list[int] | None = doc.user_data.get(_KEY)
    if places is None:
        single, several = load_issues()
        columns = columns_of(doc)
        every = (own for table in (columns.lemma_places, columns.word_places) for own in table.items())
        named = {i for word, own in every if word in single or word in several for i in own}
        places = doc.user_data[_KEY] = sorted(named)
    return places
