"""Copies of one text, and the party that said a thing first-hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims import make_report, move, said_by, text_of

from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import SpeakerKind
from travaux.origins.copies import find_copies
from travaux.origins.origin import name_origin

TEXT = text_of("x")


def test_the_earliest_of_one_text_is_the_first() -> None:
    reports = [
        make_report("late", "2025-06-12", TEXT),
        make_report("undated", None, TEXT),
        make_report("early", "2025-06-10", TEXT),
    ]
    assert find_copies(reports) == {"early": "early", "late": "early", "undated": "early"}


def test_another_text_is_no_copy() -> None:
    assert find_copies([make_report("a"), make_report("b")]) == {}


@pytest.mark.parametrize(("share", "copied"), [(0.9, True), (0.7, True), (0.2, False), (0.0, False)])
def test_a_rewrite_that_keeps_most_of_its_words_is_a_copy(share: float, copied: bool) -> None:
    words = TEXT.split()
    kept = words[: int(len(words) * share)]
    rewrite = " ".join([*kept, *(f"other{n}" for n in range(len(words) - len(kept)))])
    found = find_copies([make_report("a", text=TEXT), make_report("b", "2025-06-12", rewrite)])
    assert ("b" in found) is copied


def test_a_short_cut_of_a_long_text_is_a_copy_of_it() -> None:
    short = " ".join(TEXT.split()[:15])
    assert find_copies([make_report("a", text=TEXT), make_report("b", "2025-06-12", short)])["b"] == "a"


def test_case_and_marks_make_no_other_text() -> None:
    other = TEXT.upper().replace(" ", ", ")
    assert find_copies([make_report("a", text=TEXT), make_report("b", "2025-06-12", other)])["b"] == "a"


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_reports_does_not_matter(order: list[str]) -> None:
    texts = {"a": TEXT, "b": TEXT, "c": text_of("c"), "d": TEXT + " more"}
    reports = [make_report(name, f"2025-06-1{'abcd'.index(name)}", texts[name]) for name in order]
    assert find_copies(reports) == {"a": "a", "b": "a", "d": "a"}


def test_every_first_is_the_first_of_itself() -> None:
    reports = [make_report(str(n), f"2025-06-1{n}", TEXT if n % 2 else text_of("even")) for n in range(6)]
    found = find_copies(reports)
    assert all(found[first] == first for first in found.values())
    assert set(found.values()) == {"0", "1"}


@pytest.mark.parametrize(
    ("voice", "origin"),
    [
        (Voice(), "r1"),
        (Voice(relayed_by=("CNN", "Reuters")), "Reuters"),
        (said_by("Holm"), "Holm"),
        (said_by("Holm", relayed_by=("CNN",)), "Holm"),
        (said_by("Norway", SpeakerKind.ORGANISATION, relayed_by=("CNN",)), "Norway"),
        (said_by("draft", SpeakerKind.DOCUMENT), "draft"),
        (said_by("diplomat", SpeakerKind.ANONYMOUS, relayed_by=("CNN",)), "diplomat via CNN"),
        (said_by("diplomat", SpeakerKind.ANONYMOUS), "diplomat via r1"),
        (said_by("spokesman", SpeakerKind.OFFICE, relayed_by=("CNN", "AFP")), "spokesman via AFP"),
    ],
)
def test_an_origin_is_who_said_it_first_hand(voice: Voice, origin: str) -> None:
    assert name_origin(move(voice=voice), make_report("r1")) == origin


def test_what_nobody_is_named_for_rests_on_the_outlet_that_publishes_it() -> None:
    report = make_report("r1", outlet="The Post")
    assert name_origin(move(), report) == "The Post"
    assert name_origin(move(voice=Voice(relayed_by=("CNN",))), report) == "CNN"
    assert name_origin(move(voice=said_by("aide", SpeakerKind.ANONYMOUS)), report) == "aide via The Post"
    assert name_origin(move(voice=said_by("Holm")), report) == "Holm"


def test_a_copy_rests_on_its_first() -> None:
    first = make_report("r0")
    assert name_origin(move(), first) == "r0"
    assert name_origin(move(voice=said_by("aide", SpeakerKind.ANONYMOUS)), first) == "aide via r0"
