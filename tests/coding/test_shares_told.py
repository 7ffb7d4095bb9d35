"""What each phase holds of one thing, where the thing, the verb or the word "phase" is told only once."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Exchange, Phase, Term
from travaux.ontology.vocabulary import Issue

pytestmark = pytest.mark.model


def counted(coder: Coder, text: str) -> list[tuple[float | None, str | None, int | None]]:
    return [(t.quantity, t.unit, t.phase) for t in of_kind(code(coder, text), Term) if t.quantity is not None]


@pytest.mark.parametrize(
    "text",
    [
        "Under the plan, 12 nurses would be released in the first phase, 15 in the second and 18 in the third.",
        "Under the plan, 12 nurses would be released in the first phase, in the second 15 and in the third another 18.",
        "Under the plan, 12 nurses would be released in phase one, 15 in phase two and 18 in phase three.",
        (
            "The plan has three parts. Twelve nurses will walk free in the first stage and another 15 in the second. The"
            " remaining 18 will be handed over in the third stage, the envoy said."
        ),
    ],
    ids=["behind", "before", "with the noun", "as a subject"],
)
def test_each_phase_has_its_share(coder: Coder, text: str) -> None:
    assert counted(coder, text) == [(12, "nurses", 1), (15, "nurses", 2), (18, "nurses", 3)]


def test_the_items_of_a_list_are_shares(coder: Coder) -> None:
    text = "The plan has three stages:\n\n• First stage: 12 hostages\n• Second stage: 15\n• Third stage: 18\n"
    assert counted(coder, text) == [(12, "hostages", 1), (15, "hostages", 2), (18, "hostages", 3)]


def test_shares_of_two_things_are_told_apart(coder: Coder) -> None:
    text = (
        "The plan has two phases. In the first phase, 10 soldiers would be released and 50 tonnes of grain shipped; in the"
        " second, 15 soldiers and 70 tonnes."
    )
    assert counted(coder, text) == [(10, "soldiers", 1), (50, "tonnes", 1), (15, "soldiers", 2), (70, "tonnes", 2)]


def test_a_share_has_the_party_and_the_issue_of_the_first(coder: Coder) -> None:
    text = "Under the plan, Kenya would free 12 sailors in the first phase and 15 in the second."
    shares = of_kind(code(coder, text), Term)
    assert [(t.issue, [a.name for a in t.obligor]) for t in shares] == [(Issue.HOSTAGES_PRISONERS, ["Kenya"])] * 2
    assert [t.content for t in shares][1] == "15 in the second"


def test_percentages_are_shares_of_their_own_kind(coder: Coder) -> None:
    text = "Under the draft, each side would withdraw 50 per cent of its troops in the first phase and 30 per cent in the second."
    assert counted(coder, text) == [(50, "percent", 1), (30, "percent", 2)]


@pytest.mark.parametrize(
    "words", ["That is 27 nurses in all.", "It makes a total of 27.", "In all, 27 nurses are held."]
)
def test_a_sum_is_of_no_phase(coder: Coder, words: str) -> None:
    text = f"Under the plan, 12 nurses would be released in the first phase and 15 in the second. {words}"
    assert (27, "nurses", None) in counted(coder, text)


def test_the_rest_has_no_number(coder: Coder) -> None:
    text = "Under the plan, 12 nurses would be released in the first phase, 15 in the second and the rest in the third."
    rest = next(t for t in of_kind(code(coder, text), Term) if t.phase == 3)
    assert (rest.content, rest.quantity) == ("the rest in the third", None)


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        (
            "Under the plan, the rebels would free 12 nurses in the first phase. The second group of observers arrives in May.",
            [1],
        ),
        (
            "In the first phase of the offensive, 300 people were killed, and in the second 450. A truce plan is on the table.",
            [],
        ),
        (
            "Under the plan, 12 nurses would be released in the first phase. The first bus leaves, and in the second 40 sit.",
            [1],
        ),
    ],
    ids=["a group", "a war", "a bus"],
)
def test_ordinals_of_other_things_are_no_phases(coder: Coder, text: str, phases: list[int]) -> None:
    claims = code(coder, text)
    assert [p.ordinal_number for p in of_kind(claims, Phase)] == phases
    assert [t.phase for t in of_kind(claims, Term)] == phases


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("The first phase will last 30 days, the second 45 days and the third two weeks.", ["P30D", "P45D", "P2W"]),
        ("The first phase is about six weeks. The second is shorter, four weeks.", ["P6W", "P4W"]),
        ("Phase one (30 days): the guns fall silent. Phase two (45 days): the army leaves.", ["P30D", "P45D"]),
        (
            "Phase one lasts ten days. Phase two starts once the road is clear. It is to last half a year.",
            ["P10D", "P6M"],
        ),
    ],
)
def test_lengths_of_phases_told_in_short(coder: Coder, text: str, lengths: list[str]) -> None:
    phases = of_kind(code(coder, f"Oslo and Lima discussed the plan. {text}"), Phase)
    assert [p.duration for p in phases] == lengths


def test_the_move_to_the_second_is_no_phase(coder: Coder) -> None:
    text = "The truce of stage one stays in place. The move from the first stage to the second is the hard part."
    assert 2 not in {p.ordinal_number for p in of_kind(code(coder, text), Phase)}


def test_a_number_before_a_colon_is_of_no_phase(coder: Coder) -> None:
    text = "The plan would free 50 hostages: 20 in phase one, 20 in phase two and the others in phase three."
    assert counted(coder, text) == [(50, "hostages", None), (20, "hostages", 1), (20, "hostages", 2)]


def test_an_exchange_ends_where_the_next_phase_begins(coder: Coder) -> None:
    text = (
        "The deal has two phases. In the first phase 20 prisoners would be freed in return for 60 detainees, and in the second"
        " 30 prisoners would be freed."
    )
    first = of_kind(code(coder, text), Exchange)[0]
    assert (first.gives, first.gets) == ("20 prisoners would be freed", "60 detainees")


def test_a_ratio_is_told_once(coder: Coder) -> None:
    text = "The deal has two phases. In exchange for every sailor freed, Fiji will release two prisoners."
    (exchange,) = of_kind(code(coder, text), Exchange)
    assert (exchange.ratio, exchange.giver, [a.name for a in exchange.counterpart]) == (2, (), ["Fiji"])
