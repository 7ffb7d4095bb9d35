"""Provisions of deals that no list opens, what reads like one and is none, and one provision told twice."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Exchange, Term
from travaux.ontology.vocabulary import Issue, TermStatus

pytestmark = pytest.mark.model

FIRE, HOSTAGES, AID = Issue.CEASEFIRE, Issue.HOSTAGES_PRISONERS, Issue.HUMANITARIAN_ACCESS


@pytest.mark.parametrize(
    ("text", "content", "issue"),
    [
        (
            "Peru has put forward a deal to forcibly displace the whole town.",
            "to forcibly displace the whole town",
            Issue.RETURN_OF_DISPLACED,
        ),
        (
            "Radio Lima said a further accord to end the fighting round the port was near.",
            "to end the fighting round the port",
            FIRE,
        ),
        (
            "The ministry of Norway floated an economic package including investments in oil and two loans.",
            "investments in oil",
            Issue.TRADE_ECONOMY,
        ),
        (
            "Officials in Oslo believe that any settlement has to include wide autonomy for the northerners.",
            "wide autonomy for the northerners",
            Issue.SOVEREIGNTY_RECOGNITION,
        ),
        (
            "Chile was against the new resolution allowing relief convoys to cross into Peru.",
            "allowing relief convoys to cross into Peru",
            AID,
        ),
        (
            "Fiji broke a bargain of last March in which Kenya would be granted trade quotas.",
            "Kenya would be granted trade quotas",
            Issue.TRADE_ECONOMY,
        ),
        (
            "Peru offered, after the truce, to mediate between the two islands.",
            "to mediate between the two islands",
            Issue.TALKS_FORMAT,
        ),
        (
            "According to the plan, the prisoners would be freed at the border of Chad.",
            "the prisoners would be freed at the border of Chad",
            HOSTAGES,
        ),
        (
            "A settlement likely to leave the king in power was near, the envoy of Fiji said.",
            "to leave the king in power",
            Issue.GOVERNANCE_ELECTIONS,
        ),
    ],
)
def test_what_a_deal_would_do_is_a_term(coder: Coder, text: str, content: str, issue: Issue) -> None:
    found = {t.content: t for t in of_kind(code(coder, text), Term)}
    assert content in found
    assert found[content].issue is issue
    assert text[found[content].span.start : found[content].span.end] == content


@pytest.mark.parametrize(
    "text",
    [
        "The envoy of Kenya said the deal was near. How will the captives be freed? What has to happen?",
        "The premier of Chad has pledged to end the war in a day.",
        "Fiji agreed to have been misled by the deal.",
        "The deal with Peru is a good way to end the war.",
        "The premier of Chad vowed to defeat the rebels by sending tanks.",
        "Ministers cancelled a plan to attend the summit in Oslo.",
    ],
)
def test_what_is_asked_or_aimed_at_is_no_term(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Term) == []


def test_what_is_hoped_of_a_deal_is_no_agreed_term(coder: Coder) -> None:
    text = "It is our hope that this agreement would lead to a permanent truce on the river."
    assert {t.status for t in of_kind(code(coder, text), Term)} == {TermStatus.HOPED}


def test_a_handover_told_twice_is_one_and_counted(coder: Coder) -> None:
    text = (
        "Peru and Chile struck a deal on the release of prisoners. The rebels said they had secured the release of 1,200"
        " prisoners held by the army."
    )
    found = [t for t in of_kind(code(coder, text), Term) if t.issue is HOSTAGES]
    assert [(t.quantity, len(t.also)) for t in found] == [(1200, 1)]


def test_two_things_of_one_list_are_two_terms(coder: Coder) -> None:
    text = "Under the accord, Peru will allow the delivery of food and medicine, and the evacuation of the wounded."
    found = {t.content: t.issue for t in of_kind(code(coder, text), Term)}
    assert found == {
        "Peru will allow the delivery of food and medicine": AID,
        "the evacuation of the wounded": AID,
    }


@pytest.mark.parametrize(
    ("text", "issue", "quantity"),
    [
        ("Kenya agreed to slash the levies on Peru's fish from 40% to 15%.", Issue.TRADE_ECONOMY, 15),
        ("Norway asked Chad to withdraw the 25% levy on its cars.", Issue.TRADE_ECONOMY, 25),
        ("Under the plan, Fiji would train a 3,000-strong border guard.", Issue.TERRITORY_BORDERS, 3000),
        ("Under the pact, 2,000 troops would leave the harbour towns of Fiji.", Issue.TROOP_WITHDRAWAL, 2000),
    ],
)
def test_shares_strengths_and_round_thousands_are_quantities(
    coder: Coder, text: str, issue: Issue, quantity: float
) -> None:
    (term,) = of_kind(code(coder, text), Term)
    assert (term.issue, term.quantity) == (issue, quantity)


def test_those_who_were_taken_come_back_as_captives(coder: Coder) -> None:
    text = (
        "The plan of Norway calls for the return of more than 200 children. The children were abducted by the rebels in May,"
        " Peru says."
    )
    (term,) = of_kind(code(coder, text), Term)
    assert (term.issue, term.quantity) == (HOSTAGES, 200)


def test_a_matter_given_for_another_is_an_exchange(coder: Coder) -> None:
    text = "The president of Peru wanted Chile to supply his country with rare minerals in return for support for its army."
    (exchange,) = of_kind(code(coder, text), Exchange)
    assert exchange.gives == "supply his country with rare minerals"
    assert exchange.gets == "support for its army"
