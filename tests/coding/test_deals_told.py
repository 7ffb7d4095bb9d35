"""Deals told by what they do, who made an offer, lists of terms, categories, conditions, ranges and swaps."""

from pathlib import Path

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.amounts import find_duration
from travaux.coding.coder import Coder
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.claim import MeetingMention, ProposalMention, Term
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue, MeetingStatus, ProposalState
from travaux.reading.attribution import adjuncts

pytestmark = pytest.mark.model


def proposals(coder: Coder, text: str) -> list[ProposalMention]:
    return of_kind(code(coder, text), ProposalMention)


def terms(coder: Coder, text: str) -> list[Term]:
    return of_kind(code(coder, text), Term)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("A truce between Norway and Peru took hold at dawn, mediators said.", {"Norway", "Peru"}),
        (
            "An Egyptian-brokered truce between Armenia and Azerbaijan came into force on Tuesday.",
            {"Armenia", "Azerbaijan"},
        ),
    ],
)
def test_a_deal_that_takes_hold_is_made_between_its_sides(coder: Coder, text: str, authors: set[str]) -> None:
    (deal,) = proposals(coder, text)
    assert {a.name for a in deal.authors} == authors
    assert deal.state is ProposalState.ACCEPTED


def test_the_deal_that_words_rely_on_is_told_once(coder: Coder) -> None:
    text = "Sudan and Chad buried their dead. Under the agreement, Chad will free 33 captives, and Sudan will leave two towns."
    (deal,) = proposals(coder, text)
    assert deal.label == "agreement"
    assert deal.state is ProposalState.ACCEPTED
    assert {t.deal for t in terms(coder, text)} == {f"x:proposal:{deal.span.start}-{deal.span.end}"}


def test_what_talks_are_to_bring_is_under_consideration(coder: Coder) -> None:
    (deal,) = proposals(
        coder, "Kenya and Qatar stepped up their efforts to broker a new truce and prisoner deal in Sudan."
    )
    assert deal.state is ProposalState.UNDER_CONSIDERATION
    assert not deal.authors


def test_talks_on_a_deal_have_not_made_it(coder: Coder) -> None:
    text = "Ethiopia and Somalia held a second round of talks on a deal under which Ethiopia would lease a stretch of coast."
    assert ProposalState.ACCEPTED not in {p.state for p in proposals(coder, text)}
    assert Issue.TRADE_ECONOMY in {t.issue for t in terms(coder, text)}


def test_promising_to_stay_in_touch_is_no_deal_and_no_term(coder: Coder) -> None:
    text = "The Norwegian president called the Peruvian president. Both presidents agreed to stay in close contact."
    claims = code(coder, text)
    assert not of_kind(claims, ProposalMention)
    assert not of_kind(claims, Term)


def test_what_one_side_should_accept_it_has_not_accepted(coder: Coder) -> None:
    text = "Kenya put forward a plan to share the river. It is time for Ethiopia to accept the plan, Kenya's minister said."
    assert ProposalState.ACCEPTED not in {p.state for p in proposals(coder, text)}


def test_his_request_is_not_his_who_grants_it(coder: Coder) -> None:
    text = "Norway's premier said that Peru's president had agreed to his request to pause strikes on power plants for a week."
    assert all("Peru" not in {a.country for a in p.authors} for p in proposals(coder, text))


def test_a_deal_told_again_by_a_bare_noun_is_one(coder: Coder) -> None:
    text = (
        "Uganda agreed to Kenya's proposal to pause attacks on power stations. Kampala confirmed the arrangement. "
        "No strike has been seen since the agreement took effect."
    )
    assert len([p for p in proposals(coder, text) if p.state is ProposalState.ACCEPTED]) == 1


def test_a_third_state_offers_its_good_offices(coder: Coder) -> None:
    (offer,) = proposals(coder, "Sudan offered to mediate between Norway and Peru.")
    assert [a.name for a in offer.authors] == ["Sudan"]


def test_a_deal_that_rests_on_an_earlier_one_says_so(coder: Coder) -> None:
    text = "Negotiations in Nairobi for a truce and prisoner deal based on the March arrangement go on."
    deal = next(p for p in proposals(coder, text) if p.rule == "proposal-founded")
    assert deal.lineage == "based on the March arrangement"
    assert deal.state is ProposalState.UNDER_CONSIDERATION


def test_the_items_of_a_list_are_terms(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "The plan has three points:\n1. The withdrawal of Chadian troops.\n2. A truce of ninety days.\n3. Elections in May.\n"
    )
    (report,) = iter_reports([str(path)], IntakeOptions())
    assert isinstance(report, Report)
    assert [t.issue for t in of_kind(coder.code(report), Term)] == [
        Issue.TROOP_WITHDRAWAL,
        Issue.CEASEFIRE,
        Issue.GOVERNANCE_ELECTIONS,
    ]


def test_both_sides_of_an_exchange_are_terms(coder: Coder) -> None:
    text = "Iran said it was ready to dilute its stockpile of uranium in exchange for a lifting of the embargo."
    assert {Issue.NUCLEAR, Issue.SANCTIONS} <= {t.issue for t in terms(coder, text)}


def test_people_told_apart_in_a_phase_are_a_term_with_their_kinds(coder: Coder) -> None:
    text = (
        "Peru and the Shining Path are negotiating over the captives. The plan has two phases. Phase one is women, men over "
        "fifty, the sick and the wounded, with a full ceasefire. Phase two is the release of all remaining captives."
    )
    kinds = next(t for t in terms(coder, text) if t.rule == "term-kinds")
    assert kinds.categories == ("women", "men", "sick", "wounded")
    assert (kinds.issue, kinds.phase, kinds.quantity) == (Issue.HOSTAGES_PRISONERS, 1, None)


def test_shares_of_a_sum_stand_under_their_phases(coder: Coder) -> None:
    text = "Chad and Sudan agreed to a plan that would free 120 captives in all: 33 in phase one and 60 in phase two."
    found = {t.quantity: t.phase for t in terms(coder, text) if t.quantity}
    assert found == {120: None, 33: 1, 60: 2}


def test_a_pause_goes_on_on_a_condition(coder: Coder) -> None:
    text = "Under the plan, the ceasefire would still continue as long as the talks on phase two go on."
    (term,) = terms(coder, text)
    assert term.issue is Issue.CEASEFIRE
    assert term.condition == "as long as the talks on phase two go on"
    assert term.phase is None


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("three to five years", "P3Y..P5Y"),
        ("a three- to five-year plan", "P3Y..P5Y"),
        ("30 to 60 days", "P30D..P60D"),
        ("between two and four weeks", "P2W..P4W"),
        ("six weeks", "P6W"),
    ],
)
def test_a_length_between_two_has_both(words: str, length: str) -> None:
    assert find_duration(words) == length


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Norway and Peru agreed on a 200-for-200 prisoner exchange.", 200),
        ("Norway and Peru agreed on an exchange of prisoners, a thousand for a thousand.", 1000),
    ],
)
def test_a_swap_counts_those_swapped(coder: Coder, text: str, number: int) -> None:
    found = [t for t in terms(coder, text) if t.quantity is not None]
    assert {t.quantity for t in found} == {number}
    assert all("for" not in (t.unit or "") for t in found)


def test_a_formula_says_nothing(coder: Coder) -> None:
    text = "Norway and Peru will swap prisoners according to the formula of one for one, Peru's minister said."
    assert "formula" not in {(c.voice.speaker or "").lower() for c in code(coder, text)}
    assert "formula" in adjuncts.MEASURES


def test_what_was_done_at_talks_today_was_done(coder: Coder) -> None:
    text = "At talks in Oslo on 11 June, Chad and Sudan discussed a truce and an exchange of captives."
    found = of_kind(code(coder, text), MeetingMention)
    assert {m.status for m in found} == {MeetingStatus.HELD}
