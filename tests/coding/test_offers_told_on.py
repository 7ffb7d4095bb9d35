"""Proposals as reports go on with them: clauses of what is proposed, answers to "the offer", partners, calls to talks."""

from datetime import date

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ProposalState


def read(coder: Coder, text: str) -> list[ProposalMention]:
    report = Report(id="r", text=text, published=date(2025, 6, 5), outlet="The Desk")
    return [c for c in coder.code(report) if isinstance(c, ProposalMention)]


def names(claim: ProposalMention) -> set[str]:
    return {a.name for a in claim.authors}


def test_a_clause_of_what_is_proposed_is_a_proposal(coder: Coder) -> None:
    """A label that opens with "that" is no mere pronoun."""
    found = read(coder, "Kenya has proposed that both armies leave the valley and that it become a free trade area.")
    assert [names(p) for p in found] == [{"Kenya"}]
    assert "free trade area" in found[0].label


def test_that_alone_is_no_proposal(coder: Coder) -> None:
    assert read(coder, "Kenya has proposed that.") == []


def test_the_offer_turned_down_is_the_one_told_before(coder: Coder) -> None:
    found = read(
        coder,
        "Peru has offered Chile a truce of ten days along the border. On Friday Chile turned down the offer.",
    )
    assert len(found) == 1
    assert names(found[0]) == {"Peru"}
    assert found[0].state is ProposalState.REJECTED
    assert {a.name for a in found[0].addressees} == {"Chile"}


def test_nobody_turns_down_an_own_offer(coder: Coder) -> None:
    """Who answers did not make what is answered, so the offer before it is another."""
    found = read(coder, "Peru has offered Chile a truce of ten days. Peru rejected the plan.")
    assert all(p.state is not ProposalState.REJECTED or "Peru" not in names(p) for p in found)


def test_one_answer_to_a_proposal_for_a_truce_is_one(coder: Coder) -> None:
    found = read(coder, "Sudan has accepted a Kenyan proposal for a 60-day truce.")
    assert [names(p) for p in found] == [{"Kenya"}]


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("Norway has agreed a new fishing deal with Iceland.", {"Norway", "Iceland"}),
        ("Chad brokered a deal to keep the mines off the agenda.", {"Chad"}),
    ],
)
def test_who_made_a_deal(coder: Coder, text: str, makers: set[str]) -> None:
    """ "With" names the other side, and who brought a deal about stands for it where no sides are told."""
    found = read(coder, text)
    assert [names(p) for p in found] == [makers]
    assert found[0].state is ProposalState.ACCEPTED


def test_a_deal_on_the_table_is_taken_by_nobody(coder: Coder) -> None:
    found = read(coder, "Norway's envoy said that there was a deal on the table and that the rebels should take it.")
    assert {p.state for p in found} <= {ProposalState.UNDER_CONSIDERATION, ProposalState.TABLED}


def test_both_sides_are_those_of_the_deal_told_before(coder: Coder) -> None:
    found = read(
        coder,
        "Colombia and Ecuador have agreed to reopen the bridge at Rumichaca. "
        "The two governments also agreed to withdraw their patrols from the river.",
    )
    assert all(names(p) == {"Colombia", "Ecuador"} for p in found)


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Ghana's president called for direct talks with Togo in Accra this week.", "Ghana"),
        ("Ghana invited the government of Togo to Accra for talks on the border.", "Ghana"),
        ("Albania suggested that the meeting should be chaired by the pope.", "Albania"),
        ("Turkey said it stood ready to host a summit.", "Turkey"),
        ("Togo said it would free the crew if the blockade was lifted.", "Togo"),
        ("Algeria said it was open to freeing the prisoners once the raids stopped.", "Algeria"),
    ],
)
def test_calls_and_readiness_put_something_forward(coder: Coder, text: str, author: str) -> None:
    found = read(coder, text)
    assert [names(p) for p in found] == [{author}]
    assert found[0].state in {ProposalState.FLOATED, ProposalState.TABLED}


@pytest.mark.parametrize(
    "text",
    [
        "A plan put to Chad by Kenya would reopen the wells.",
        "Kenya presented Chad with a draft accord on Sunday.",
        "Kenya handed Chad a new proposal on Sunday.",
        "Kenya submitted a peace plan to Chad.",
    ],
)
def test_to_whom_a_plan_is_given(coder: Coder, text: str) -> None:
    found = read(coder, text)
    assert names(found[0]) == {"Kenya"}
    assert {a.name for a in found[0].addressees} == {"Chad"}


def test_a_conditional_blow_is_no_offer(coder: Coder) -> None:
    assert read(coder, "Togo said it would strike the port if the blockade was tightened.") == []


def test_a_request_to_lengthen_a_truce_is_one(coder: Coder) -> None:
    found = read(coder, "Chad has rejected a request from Peru to extend the truce by a month.")
    assert [names(p) for p in found] == [{"Peru"}]


def test_officials_of_a_state_act_for_it(coder: Coder) -> None:
    found = read(coder, "Iraqi officials proposed a swap of prisoners with Kuwait.")
    assert names(found[0]) == {"Iraq"}
