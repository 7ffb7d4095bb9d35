"""Words without which a pattern cannot match, and what they spare: nothing that matches is ever passed over."""

import re

import pytest

from travaux.coding.access_words import load_access_words
from travaux.coding.area_words import load_area_shapes
from travaux.reading.needles import Sieve, Sought, Spots, fold, needles_of

TEXTS = (
    "The ferry terminal at Brekstad is closed until further notice.",
    "Aid agencies said that no food had been let into the valley since May.",
    "THE MOUNTAIN PASS REMAINS SHUT TO LORRIES",
    "Families were prevented from leaving the besieged quarter.",
    "The council approved the reopening of the bridge, and trucks may cross.",
    "Nothing of the kind was told.",
    "",
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bclos(?:e|ed|ing)\b", {"close", "closing"}),
        (r"(?:the )?ports? (?:is|are) shut", {"port is shut", "port are shut", "ports is shut", "ports are shut"}),
        (r"\w+ banned \w+", {" banned "}),
        (r"(?:aid|food){2,}", {"aid", "food"}),
        (r"(?<=the )bridge(?! of)", {"bridge"}),
        (r"[ab]x\d", {"ax", "bx"}),
    ],
)
def test_words_are_read_off_a_pattern(pattern: str, words: set[str]) -> None:
    assert set(needles_of(re.compile(pattern))) == words


@pytest.mark.parametrize("pattern", [r"\d+", r"a?", r"(?:road|\w+)", r"é+", r"[^x]", r""])
def test_a_pattern_that_needs_no_word_has_none(pattern: str) -> None:
    assert needles_of(re.compile(pattern)) == ()


def test_a_sieve_passes_over_nothing_that_matches() -> None:
    patterns = [p.shape for p in load_access_words().patterns] + [s.shape for s in load_area_shapes()]
    texts = [*TEXTS, *(text.upper() for text in TEXTS), *(text.replace("s", "ſ") for text in TEXTS)]
    masked = [text.replace("The ferry terminal at Brekstad", "⟦0⟧").replace("the valley", "⟨0⟩") for text in texts]
    sieve = Sieve(patterns)
    told = 0
    for text, numbers in zip(masked, sieve.sift(masked), strict=True):
        matching = {n for n, pattern in enumerate(patterns) if pattern.search(text)}
        assert matching <= set(numbers)
        told += len(matching)
    assert told


def test_a_sieve_leaves_out_patterns_whose_words_are_not_told() -> None:
    sieve = Sieve([re.compile("harbou?r is shut"), re.compile(r"\d+ lorries"), re.compile(r"\d+")])
    assert sieve.sift(["The harbor is shut.", "Two lorries crossed.", "12"]) == [[0, 2], [1, 2], [2]]


def test_short_words_are_looked_for_too() -> None:
    assert Sieve([re.compile("aid", re.IGNORECASE)]).sift(["AID came", "none"]) == [[0], []]


def test_folding_keeps_the_length_and_what_patterns_take_for_ascii() -> None:
    for text in ("ſhut", "İstanbul", "KILO", "ıt"):
        assert len(fold(text)) == len(text)
        assert fold(text).isascii()
    assert re.search("istanbul", "İstanbul", re.IGNORECASE)


def test_spots_tell_where_a_pattern_may_match() -> None:
    spots = Spots(("bridge", "pass"), fold("A bridge, then a Pass."))
    assert spots.within(0, 5)
    assert not spots.within(3, 17)
    assert spots.within(15, 20)
    assert Spots((), "anything").within(0, 1)


SOUGHT = (
    (r"\b(?:envoys? met|talks (?:in|at) \w+)(?!\w)", re.IGNORECASE),
    (r"\bI\b|\bwe\b", 0),
    (r"\b(?:" + "|".join(f"word{n}" for n in range(90)) + r")\b", 0),
    (r"\d\d", 0),
)
SENTENCES = (
    "Envoy MET nobody; TALKS at Quito went on.",
    "the envoys met.",
    "I said word7 to 12 people.",
    "ſo be ıt",
    "",
    "We left.",
)


@pytest.mark.parametrize(("words", "flags"), SOUGHT)
@pytest.mark.parametrize("text", SENTENCES)
def test_what_is_sought_is_what_the_pattern_finds(words: str, flags: int, text: str) -> None:
    pattern = re.compile(words, flags)
    ours, theirs = Sought(pattern).search(text), pattern.search(text)
    assert (ours and ours.span()) == (theirs and theirs.span())
