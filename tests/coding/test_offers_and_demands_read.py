"""Proposals, answers, demands, meetings and leverage as reports tell them: what is one, and what only looks like one."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand, Leverage, MeetingMention, ProposalMention, Response
from travaux.ontology.vocabulary import LeverageKind, MeetingStatus, ProposalState, ResponseKind

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "by", "state"),
    [
        ("Norway presented Peru with a plan for the port.", {"Norway"}, ProposalState.TABLED),
        ("Kenya is drafting a memorandum on the lake.", {"Kenya"}, ProposalState.FLOATED),
        ("The sides spoke of a one-week pause suggested by Norway.", {"Norway"}, ProposalState.TABLED),
        ("Peru accepted Kenya's request to halt the strikes.", {"Kenya"}, ProposalState.ACCEPTED),
        ("The Norwegian plan calls for elections in May.", {"Norway"}, ProposalState.UNKNOWN),
        ("The proposed truce would begin on Monday.", set(), ProposalState.UNDER_CONSIDERATION),
        ("A deal brokered by Norway protects the valley.", {"Norway"}, ProposalState.ACCEPTED),
    ],
)
def test_a_proposal_has_author_and_state(coder: Coder, text: str, by: set[str], state: ProposalState) -> None:
    (found,) = of_kind(code(coder, text), ProposalMention)
    assert ({a.name for a in found.authors}, found.state) == (by, state)


@pytest.mark.parametrize(
    "text", ["Envoys discussed plans to rebuild the port.", "Those who reject the deal will be taken away."]
)
def test_intentions_and_nobody_in_particular_propose_nothing(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), ProposalMention) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Peru said on Monday it was studying the Norwegian proposal for a truce.", ResponseKind.DEFER),
        ("Chile neither accepted nor rejected the plan drafted by Norway.", ResponseKind.AMBIGUOUS),
    ],
)
def test_an_answer_may_be_put_off_or_unclear(coder: Coder, text: str, answer: ResponseKind) -> None:
    claims = code(coder, text)
    (found,) = of_kind(claims, Response)
    assert (found.answer, found.target is not None) == (answer, True)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Norway urged Peru to open the port and release the crews.", ["to open the port", "release the crews"]),
        ("“Peru must withdraw its troops from the valley,” Kenya's president, William Ruto, said.",
         ["Peru must withdraw its troops from the valley"]),
    ],
)  # fmt: skip
def test_each_thing_demanded_is_a_demand(coder: Coder, text: str, contents: list[str]) -> None:
    assert [d.content for d in of_kind(code(coder, text), Demand)] == contents


@pytest.mark.parametrize(
    "text",
    [
        "The army ordered the inhabitants to leave the town.",
        "President William Ruto said he wanted to end the war.",
        "Peru made far-reaching demands that would undermine Chile's army.",
        "The rebels must leave the valley.",
    ],
)
def test_orders_wishes_and_the_reporters_view_are_no_demands(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Demand) == []


def test_words_that_point_back_tell_no_second_meeting(coder: Coder) -> None:
    text = "Peru and Chile held talks in Oslo on Monday. After Monday's talks, Kenya praised both sides. The talks were long."
    (found,) = of_kind(code(coder, text), MeetingMention)
    assert {p.name for p in found.participants} == {"Peru", "Chile"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Peru and Chile met in Oslo on Monday. The talks between Peru and Chile are to resume on Friday.",
            MeetingStatus.PLANNED,
        ),
        ("Peru suspended peace talks with Chile on Monday.", MeetingStatus.CANCELLED),
    ],
)
def test_talks_resumed_or_broken_off_are_meetings(coder: Coder, text: str, status: MeetingStatus) -> None:
    found = of_kind(code(coder, text), MeetingMention)[-1]
    assert (found.status, {p.name for p in found.participants}) == (status, {"Peru", "Chile"})


def test_a_plan_met_with_anger_is_no_meeting(coder: Coder) -> None:
    assert of_kind(code(coder, "Norway's plan was met with anger in Peru."), MeetingMention) == []


@pytest.mark.parametrize(
    ("text", "by", "kind"),
    [
        ("The United States gave Kenya and Somalia a July deadline for an accord.", {"United States"}, LeverageKind.ULTIMATUM),
        ("Oslo spoke of Peru's threat of sanctions against Chile.", {"Peru"}, LeverageKind.THREAT),
        ("Norway offered to lift sanctions in return for an end to enrichment.", {"Norway"}, LeverageKind.INDUCEMENT),
        ("The killings drew heavy diplomatic pressure on Peru to let food in.", set(), LeverageKind.PRESSURE),
    ],
)  # fmt: skip
def test_leverage_has_its_kind(coder: Coder, text: str, by: set[str], kind: LeverageKind) -> None:
    found = of_kind(code(coder, text), Leverage)
    assert ({a.name for a in found[0].by}, found[0].type) == (by, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels in the north pose a threat to the border.",
        "Norway fights groups that threaten the unity of the state.",
        "Peru's president vowed to resume the talks.",
    ],
)
def test_dangers_and_promises_are_no_threats(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Leverage) == []
