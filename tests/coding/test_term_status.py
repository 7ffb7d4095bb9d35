"""Whether a term is agreed or only proposed, and when, on what condition and for whom it is due."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Term
from travaux.ontology.vocabulary import Issue, TermStatus

pytestmark = pytest.mark.model


def terms(coder: Coder, text: str) -> list[Term]:
    return of_kind(code(coder, text), Term)


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile are weighing a Norwegian draft. The deal, which would free 30 prisoners, could end the stalemate.",
        "Peru and Chile are still discussing the accord. The accord would free 30 prisoners and reopen two crossings.",
        "Peru has rejected the agreement. The agreement would free 30 prisoners.",
        "Norway handed Peru a proposal under which 30 prisoners will be freed.",
        "The deal, which would free 30 prisoners, has not been signed, the envoy told reporters in Lima.",
    ],
    ids=["weighed", "discussed", "rejected", "a proposal", "not signed"],
)
def test_what_an_open_deal_would_do_is_proposed(coder: Coder, text: str) -> None:
    found = [t for t in terms(coder, text) if t.quantity == 30]
    assert [t.status for t in found] == [TermStatus.PROPOSED]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed an agreement on Monday. Under the deal, 30 prisoners will be freed.",
        "Peru and Chile signed an agreement on Monday. The agreement would free 30 prisoners.",
        "Peru and Chile reached a deal on Monday. In the first phase, 30 prisoners would be freed.",
        "Under the accord signed in May, 30 prisoners would be freed.",
    ],
    ids=["will", "would", "a phase", "signed before"],
)
def test_what_a_made_deal_holds_is_agreed(coder: Coder, text: str) -> None:
    found = [t for t in terms(coder, text) if t.quantity == 30]
    assert [t.status for t in found] == [TermStatus.AGREED]


def test_a_time_is_a_deadline_and_no_condition(coder: Coder) -> None:
    (term,) = terms(coder, "Under the plan, the truce would be extended until the end of July if both sides agree.")
    assert (term.deadline.words if term.deadline else None) == "until the end of July"
    assert term.condition == "if both sides agree"


def test_no_later_than_is_a_deadline(coder: Coder) -> None:
    (term,) = terms(coder, "Under the plan, Fiji would hold elections no later than 31 January.")
    assert (term.deadline.edtf if term.deadline else None) == "2026-01-31"


def test_who_is_to_do_it_owes_it(coder: Coder) -> None:
    found = terms(coder, "The plan has two stages. In the first stage, Fiji's government is to free 40 detainees.")
    assert [[a.name for a in t.obligor] for t in found] == [["Fiji"]]


def test_kinds_told_behind_their_number(coder: Coder) -> None:
    text = (
        "Under the plan, Bhutan will hand over at least 25 detainees, among them the sick, the elderly and the wounded."
    )
    (term,) = terms(coder, text)
    assert (term.quantity, term.qualifier, term.categories) == (25, "at least", ("sick", "elderly", "wounded"))


def test_no_fewer_than_is_no_ceiling(coder: Coder) -> None:
    (term,) = terms(coder, "The accord provides for the disarmament of no fewer than 5,000 fighters.")
    assert (term.quantity, term.qualifier) == (5000, "no fewer than")


@pytest.mark.parametrize(
    "words",
    [
        "70 captured border guards would be freed",
        "Chile would return 14 soldiers",
        "the rebels would free 8 aid workers",
    ],
)
def test_people_who_are_freed_are_a_matter_of_prisoners_whatever_they_are_called(coder: Coder, words: str) -> None:
    (term,) = terms(coder, f"Under the plan, {words}.")
    assert term.issue is Issue.HOSTAGES_PRISONERS
    assert term.content == words


def test_who_says_so_is_no_part_of_a_term(coder: Coder) -> None:
    text = "Fiji and the rebels reached a deal under which 48 detained officers will be set free, New Zealand's envoy said."
    assert "48 detained officers will be set free" in [t.content for t in terms(coder, text)]


def test_what_opens_a_phase_is_no_term_of_it(coder: Coder) -> None:
    text = (
        "The plan has two phases. Phase two would begin once the rebels have left the valley. In phase two, Fiji would free 40"
        " detainees."
    )
    assert [t.quantity for t in terms(coder, text)] == [40]
