"""The model's attribute rules (word class, morphology and lemma by tag), matched once a kind of word instead of once a word.

Nearly all of the rules look at one word alone: at its tag and relation, and of some words at the form. What they make of
such a kind of word is found with the model's own matcher when one is first met, and kept. The few rules of several words
are matched where a Doc holds what their words name.
"""

import re
from collections.abc import Iterator
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.pipeline.attributeruler import set_token_attrs  # type: ignore[attr-defined]  # it is used there
from spacy.tokens import Doc

RULER = "attribute_ruler"
"""The model's component of that kind."""
_LOOKED_AT = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
"""What rules may look at: all else of a word could differ between two of one kind."""
_FORM = "LOWER"
_PLAIN = frozenset({"IN", "REGEX"})
"""The ways of naming forms, beside the form itself, that are understood here."""
_MOST_FORMS = 100_000


class AttributeSetter:
    """Sets word classes, morphology and lemmas as `ruler` would."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._attrs: list[dict[Any, Any]] = ruler.attrs
        self._indices = ruler.indices
        self._single = Matcher(ruler.vocab)
        self._several: list[tuple[int, tuple[tuple[int, frozenset[int]], ...], Matcher]] = []
        """Rules of several words: of which attributes of a Doc one value each must be told for one to match, and its matcher."""
        for n, patterns in enumerate(_patterns(ruler)):
            if single := [p for p in patterns if len(p) == 1]:
                self._single.add(str(n), single)
            for pattern in [p for p in patterns if len(p) > 1]:
                matcher = Matcher(ruler.vocab)
                matcher.add(str(n), [pattern])
                self._several.append((n, tuple(_needs(ruler, pattern)), matcher))
        named = [word[_FORM] for word in _words(ruler) if _FORM in word]
        listed = {form for own in named for form in ([own] if isinstance(own, str) else own.get("IN", ()))}
        self._named = frozenset(ruler.vocab.strings.add(form) for form in listed)
        self._shapes = [re.compile(own["REGEX"]) for own in named if not isinstance(own, str) and "REGEX" in own]
        self._forms: dict[int, int] = {}
        """A form as far as the rules tell it from others: itself, or 0."""
        self._kinds: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], dict[Any, Any]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Apply the rules to `doc`."""
        more = self._match_several(doc)
        for token, (lower, *rest) in zip(doc, doc.to_array([LOWER, TAG, DEP, IS_SPACE]).tolist(), strict=True):
            form = self._forms.get(lower)
            kind = (self._tell(doc, lower) if form is None else form, *rest)
            rules = self._kinds.get(kind)
            if rules is None:
                rules = self._meet(doc, token.i, kind)
            if token.i in more:
                rules = tuple(sorted({*rules, *more[token.i]}))
            if rules:
                set_token_attrs(token, self._merge(rules))
        return doc

    def _match_several(self, doc: Doc) -> dict[int, set[int]]:
        """The rules of several words that say something of a word, by the word."""
        out: dict[int, set[int]] = {}
        told = {attribute: set(doc.to_array(attribute).tolist()) for attribute in (LOWER, DEP)}
        for rule, needs, matcher in self._several:
            if any(told[attribute].isdisjoint(values) for attribute, values in needs):
                continue
            index = self._indices[rule]
            for _, start, end in matcher(doc, allow_missing=True):
                out.setdefault(start + index if index >= 0 else end + index, set()).add(rule)
        return out

    def _meet(self, doc: Doc, at: int, kind: tuple[int, ...]) -> tuple[int, ...]:
        """The rules for a kind of word that was not met before; an example is the word `at` in `doc`."""
        alone = Doc(doc.vocab, words=[doc[at].text])
        alone[0].tag, alone[0].dep = doc[at].tag, doc[at].dep
        found = {int(doc.vocab.strings[match]) for match, _, _ in self._single(alone, allow_missing=True)}
        self._kinds[kind] = tuple(sorted(found))
        return self._kinds[kind]

    def _tell(self, doc: Doc, lower: int) -> int:
        """The form `lower` as far as the rules tell it from others."""
        if len(self._forms) >= _MOST_FORMS:
            self._forms.clear()
        told = lower in self._named or any(shape.search(doc.vocab.strings[lower]) for shape in self._shapes)
        self._forms[lower] = lower if told else 0
        return self._forms[lower]

    def _merge(self, rules: tuple[int, ...]) -> dict[Any, Any]:
        """What rules set together: a later one has the last word."""
        if rules not in self._merged:
            self._merged[rules] = {key: value for n in rules for key, value in self._attrs[n].items()}
        return self._merged[rules]


def can_stand_in(ruler: object) -> bool:
    """Whether all rules of `ruler` look at nothing but what an AttributeSetter knows of a word."""
    return isinstance(ruler, AttributeRuler) and all(
        _LOOKED_AT.issuperset(word) and (isinstance(form := word.get(_FORM, ""), str) or _PLAIN.issuperset(form))
        for word in _words(ruler)
    )


def _needs(ruler: AttributeRuler, pattern: list[dict[str, Any]]) -> Iterator[tuple[int, frozenset[int]]]:
    """For each form or relation that a word of a pattern names, or each list of them: one of these must stand in a Doc."""
    for word in pattern:
        for name, attribute in ((_FORM, LOWER), ("DEP", DEP)):
            told = word.get(name)
            values = [told] if isinstance(told, str) else told.get("IN") if isinstance(told, dict) else None
            if values is not None:
                yield attribute, frozenset(ruler.vocab.strings.add(value) for value in values)


def _words(ruler: AttributeRuler) -> Iterator[dict[str, Any]]:
    """What each rule asks of each word."""
    for patterns in _patterns(ruler):
        for pattern in patterns:
            yield from pattern


def _patterns(ruler: AttributeRuler) -> list[list[list[dict[str, Any]]]]:
    """The patterns of each rule, each a list of words."""
    rules: Any = ruler.patterns
    return [rule["patterns"] for rule in rules]


@Language.factory("travaux_attributes")
def make_attribute_setter(nlp: Language, name: str) -> AttributeSetter:  # noqa: ARG001
    """The component for the ruler of `nlp`."""
    return AttributeSetter(nlp.get_pipe(RULER))  # type: ignore[arg-type]
