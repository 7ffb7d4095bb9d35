"""Terms, phases and exchanges, told of five negotiations in many ways."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Exchange, Phase, Term
from travaux.ontology.vocabulary import Issue, TermStatus

pytestmark = pytest.mark.model
HOSTAGES = Issue.HOSTAGES_PRISONERS

ANDES = (
    "The framework drafted by Norway has three phases. In the first phase, which would last six weeks, the rebels would free "
    "33 captives and the army would pull back from the lake towns. Phase two would begin once all captives are home and would "
    "see up to 200 prisoners released over 40 days. In the third phase, the remains of the dead would be returned and "
    "reconstruction of the port would start."
)
RIVER = (
    "Peru and Ecuador agreed to open two crossings, to allow 600 trucks a day into the valley and to lift the embargo "
    "by 1 July. Monitors from the African Union would verify the pullback."
)
COAST = (
    "The plan calls for a 60-day truce, the withdrawal of all foreign fighters from the coast and the return of displaced "
    "families to their villages. It also provides for elections within a year."
)
HOPE = (
    "Envoys hoped to achieve a ten-day ceasefire and a two-stage framework to secure the release of wounded, female and "
    "elderly captives in exchange for the release of rebel prisoners and more food aid."
)
LIST = (
    "Kenya and Somalia signed an agreement on Tuesday that includes the following: a ceasefire of 90 days; the exchange of "
    "45 prisoners; and a mechanism for monitoring the border."
)


def terms(coder: Coder, text: str) -> list[Term]:
    return of_kind(code(coder, text), Term)


@pytest.mark.parametrize(
    ("text", "words", "issue"),
    [
        (ANDES, "the rebels would free 33 captives", Issue.HOSTAGES_PRISONERS),
        (ANDES, "the army would pull back from the lake towns", Issue.TROOP_WITHDRAWAL),
        (ANDES, "reconstruction of the port", Issue.RECONSTRUCTION),
        (RIVER, "to lift the embargo by 1 July", Issue.SANCTIONS),
        (RIVER, "to allow 600 trucks a day into the valley", Issue.HUMANITARIAN_ACCESS),
        (RIVER, "Monitors from the African Union would verify the pullback", Issue.MONITORING),
        (COAST, "a 60-day truce", Issue.CEASEFIRE),
        (COAST, "the withdrawal of all foreign fighters from the coast", Issue.TROOP_WITHDRAWAL),
        (COAST, "the return of displaced families to their villages", Issue.RETURN_OF_DISPLACED),
        (HOPE, "the release of rebel prisoners", Issue.HOSTAGES_PRISONERS),
        (HOPE, "more food aid", Issue.HUMANITARIAN_ACCESS),
        (LIST, "the exchange of 45 prisoners", Issue.HOSTAGES_PRISONERS),
    ],
)
def test_a_term_has_its_words_and_issue(coder: Coder, text: str, words: str, issue: Issue) -> None:
    assert (words, issue) in {(t.content, t.issue) for t in terms(coder, text)}


@pytest.mark.parametrize(
    ("text", "words", "quantity", "unit", "qualifier"),
    [
        (ANDES, "33 captives", 33, "captives", None),
        (ANDES, "200 prisoners", 200, "prisoners", "up to"),
        (RIVER, "600 trucks", 600, "trucks a day", None),
        (LIST, "45 prisoners", 45, "prisoners", None),
    ],
)
def test_a_term_keeps_its_number(
    coder: Coder, text: str, words: str, quantity: float, unit: str, qualifier: str | None
) -> None:
    (found,) = [t for t in terms(coder, text) if words in t.content]
    assert (found.quantity, found.unit, found.qualifier) == (quantity, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "length"), [(COAST, "P60D"), (HOPE, "P10D"), (LIST, "P90D"), ("A truce of up to two weeks holds.", "P2W")]
)
def test_a_pause_has_its_length(coder: Coder, text: str, length: str) -> None:
    assert [t.duration for t in terms(coder, text) if t.issue is Issue.CEASEFIRE] == [length]


def test_hoped_for_is_not_agreed(coder: Coder) -> None:
    assert {t.status for t in terms(coder, HOPE)} == {TermStatus.HOPED}
    assert {t.status for t in terms(coder, LIST)} == {TermStatus.AGREED}
    assert {t.status for t in terms(coder, COAST)} == {TermStatus.PROPOSED}


def test_kinds_of_people_are_kept_apart(coder: Coder) -> None:
    (found,) = [t for t in terms(coder, HOPE) if t.categories]
    assert found.categories == ("wounded", "female", "elderly")


def test_a_deadline_is_dated(coder: Coder) -> None:
    (found,) = [t for t in terms(coder, RIVER) if t.deadline]
    assert found.deadline is not None
    assert found.deadline.edtf == "2025-07-01"


def test_phases_have_number_length_and_start(coder: Coder) -> None:
    found = {p.ordinal_number: p for p in of_kind(code(coder, ANDES), Phase)}
    assert found[None].of == 3
    assert found[1].duration == "P6W"
    assert found[2].start == "once all captives are home"
    assert found[2].duration is None
    assert {t.phase for t in terms(coder, ANDES)} == {1, 2, 3}


def test_an_exchange_names_both_sides_of_it(coder: Coder) -> None:
    (found,) = of_kind(code(coder, HOPE), Exchange)
    assert found.gives == "the release of wounded, female and elderly captives"
    assert found.gets == "the release of rebel prisoners and more food aid"
    assert found.status is TermStatus.HOPED


@pytest.mark.parametrize(
    ("text", "gives", "gets", "ratio"),
    [
        ("Envoys offered three prisoners for each captive soldier.", "captive soldier", "prisoners", 3),
        ("For each hostage, the government would free five prisoners.", "hostage", "prisoners", 5),
        ("The deal would see 30 inmates freed for every captive.", "captive", "inmates freed", 30),
    ],
)
def test_an_exchange_has_its_ratio(coder: Coder, text: str, gives: str, gets: str, ratio: float) -> None:
    found = of_kind(code(coder, text), Exchange)
    assert [(e.gives, e.gets, e.ratio) for e in found] == [(gives, gets, ratio)]


@pytest.mark.parametrize(
    "text",
    [
        "The ceasefire talks went on in Oslo.",
        "Norway released a statement on the harvest.",
        "The army withdrew from the town on Sunday.",
        "Norway did not agree to lift the embargo.",
        "The minister agreed with his colleague.",
    ],
)
def test_what_no_deal_holds_is_no_term(coder: Coder, text: str) -> None:
    assert terms(coder, text) == []


def test_a_term_told_twice_is_one_with_both_places(coder: Coder) -> None:
    text = "The sides agreed on a seven-day truce. The seven-day truce starts tomorrow."
    (found,) = [t for t in terms(coder, text) if t.duration]
    assert [p.quote for p in found.also] == ["The seven-day truce"]
    assert all(p.span.of(text) == p.quote for p in found.also)


def test_a_term_that_begins_with_its_time_is_read(coder: Coder) -> None:
    text = "Peru has ruled out a full truce. Peru has offered two- to three-day local truces to Chile."
    assert all(c.span.of(text) == c.quote for c in code(coder, text))


@pytest.mark.parametrize(
    ("text", "words", "issue", "number", "length"),
    [
        ("Peru said the proposed deal would see the rebels free half of the 20 captives during a truce lasting 60 days.",
         "a truce lasting 60 days", Issue.CEASEFIRE, None, "P60D"),
        ("Kenya and Somalia agreed on a month-long truce.", "a month-long truce", Issue.CEASEFIRE, None, "P1M"),
        ("Moscow had agreed to Kenya's request to pause strikes on the front for one week.",
         "to pause strikes on the front for one week", Issue.CEASEFIRE, None, "P1W"),
        ("Peru accepted Chile's idea of a swap of 200 prisoners.", "a swap of 200 prisoners", HOSTAGES, 200, None),
        ("Peru accepted the plan. Civilians will be able to return to their villages.",
         "return to their villages", Issue.RETURN_OF_DISPLACED, None, None),
        ("Peru and Chile signed a deal on Monday. The release of all 20 captives is expected on Friday.",
         "The release of all 20 captives", HOSTAGES, 20, None),
        ("The plan calls for an army of no more than 90,000 men, a buffer zone along the river and elections in May.",
         "an army of no more than 90,000 men", Issue.DISARMAMENT, 90_000, None),
        ("The participants committed to join a relief forum and to allow convoys through three corridors.",
         "to join a relief forum", Issue.HUMANITARIAN_ACCESS, None, None),
    ],
)  # fmt: skip
def test_terms_are_read_from_deeds_offers_and_lists(
    coder: Coder, text: str, words: str, issue: Issue, number: float | None, length: str | None
) -> None:
    (found,) = [t for t in terms(coder, text) if words in t.content]
    assert (found.issue, found.duration) == (issue, length)
    assert number is None or found.quantity == number


@pytest.mark.parametrize(
    "text",
    [
        "Envoys discussed a plan to end the four-year war.",
        "Kenya made an offer to start talks on the lake.",
        "Peru signed a ceasefire agreement on Monday.",
        "Norway's plan is ready. Would the army really withdraw from the towns?",
        "Oslo accepted the plan. The minister fears that the rebels will return to war.",
    ],
)
def test_aims_names_and_guesses_are_no_terms(coder: Coder, text: str) -> None:
    assert terms(coder, text) == []


def test_two_deeds_of_two_sides_are_two_terms(coder: Coder) -> None:
    text = "Under the deal, fighting will cease, Peru will withdraw from the valley and the rebels will free their captives."
    found = [(t.issue, t.content) for t in terms(coder, text)]
    assert found == [
        (Issue.CEASEFIRE, "fighting will cease"),
        (Issue.TROOP_WITHDRAWAL, "Peru will withdraw from the valley"),
        (HOSTAGES, "the rebels will free their captives"),
    ]
