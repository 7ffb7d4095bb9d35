"""Items as sentences."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, meeting, when

from travaux.ontology.claim import AnyClaim, Demand, Leverage, ProposalMention
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import DemandStrength, LeverageKind, MeetingFormat, MeetingStatus, ProposalState
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.sentences import say_demand, say_leverage, say_meeting, say_proposal


def build(claim: AnyClaim) -> Dossier:
    return build_dossier([make_report("r1")], [claim], World())


@pytest.mark.parametrize(
    ("strength", "of", "content", "text"),
    [
        (DemandStrength.DEMAND, ("Peru",), "a truce now", "Norway demanded of Peru “a truce now”"),
        (DemandStrength.DEMAND, ("Peru",), "to leave the islands", "Norway called on Peru “to leave the islands”"),
        (DemandStrength.DEMAND, (), "to leave the islands", "Norway demanded “to leave the islands”"),
        (
            DemandStrength.DEMAND,
            ("Peru",),
            "the urgent need for calm",
            "Norway stressed to Peru “the urgent need for calm”",
        ),
        (DemandStrength.REQUEST, ("Peru",), "more time", "Norway asked Peru for “more time”"),
        (DemandStrength.REQUEST, (), "to be heard", "Norway asked “to be heard”"),
        (DemandStrength.PRECONDITION, ("Peru",), "a truce now", "Norway made it a condition for Peru: “a truce now”"),
        (DemandStrength.RED_LINE, (), "no foreign troops", "Norway drew a red line: “no foreign troops”"),
    ],
)
def test_a_demand_says_who_wants_what_and_how_firmly(
    strength: DemandStrength, of: tuple[str, ...], content: str, text: str
) -> None:
    claim = make(Demand, by=actors("Norway"), of=actors(*of), content=content, strength=strength)
    assert say_demand(build(claim).demands[0]) == text


def test_what_else_happened_is_no_part_of_what_is_wanted() -> None:
    content = "to leave the islands as it shrugged off the fears of Chile"
    claim = make(Demand, by=actors("Norway"), of=actors("Peru"), content=content, strength=DemandStrength.REQUEST)
    (item,) = build(claim).demands
    assert say_demand(item) == "Norway asked Peru “to leave the islands”"
    assert say_demand(item, "Norway asked it twice.").endswith("“to leave the islands”: “Norway asked it twice”")


def test_a_threat_told_by_its_sentence_has_its_condition_there() -> None:
    claim = make(
        Leverage,
        by=actors("Norway"),
        on=actors("Peru"),
        type=LeverageKind.THREAT,
        content="to close the strait",
        condition="if the fleet sails",
    )
    (item,) = build(claim).leverage
    assert say_leverage(item).endswith("“to close the strait”, on the condition “if the fleet sails”")
    sentence = "Norway will close the strait – above all if the fleet sails."
    assert say_leverage(item, told=sentence).endswith(f"threatened Peru: “{sentence.removesuffix('.')}”")


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (MeetingStatus.HELD, "Norway and Peru met in Oslo, June 2025"),
        (MeetingStatus.PLANNED, "Norway and Peru are to meet in Oslo, June 2025"),
        (MeetingStatus.ONGOING, "Norway and Peru are meeting in Oslo, June 2025"),
        (MeetingStatus.CANCELLED, "Norway and Peru were to meet in Oslo, June 2025; it was called off"),
    ],
)
def test_a_meeting_says_whether_it_took_place(status: MeetingStatus, text: str) -> None:
    claim = meeting(status, place="Oslo", when=when("2025-06"))
    assert say_meeting(build(claim).meetings[0]) == text


@pytest.mark.parametrize(
    "agenda", ["consistently", "talks with the U", "June 17](https://oslo.example", "during the talks in Oslo", ""]
)
def test_words_that_tell_no_matter_are_no_agenda(agenda: str) -> None:
    assert say_meeting(build(meeting(agenda=agenda)).meetings[0]) == "Norway and Peru met"


def test_of_a_long_row_of_guests_the_last_are_counted() -> None:
    guests = ("Norway", "Peru", "Chile", "Fiji", "Kenya", "Malta", "Nepal", "Palau", "Samoa")
    said = say_meeting(build(meeting(participants=actors(*guests))).meetings[0])
    assert said == "Norway, Peru, Chile, Fiji, Kenya, Malta and 3 others met"


@pytest.mark.parametrize(
    ("strength", "content", "said"),
    [
        (DemandStrength.REQUEST, "to leave the bay", "Norway asked Peru “to leave the bay”"),
        (DemandStrength.REQUEST, "the return of the boats", "Norway asked Peru for “the return of the boats”"),
        (DemandStrength.REQUEST, "let the boats pass", "Norway asked Peru: “let the boats pass”"),
        (DemandStrength.REQUEST, "the boats should pass", "Norway asked Peru: “the boats should pass”"),
        (DemandStrength.DEMAND, "that Peru leave the bay", "Norway demanded “that Peru leave the bay”"),
        (DemandStrength.DEMAND, "for Peru to leave the bay", "Norway called “for Peru to leave the bay”"),
        (DemandStrength.DEMAND, "boats should pass freely", "Norway demanded of Peru: “boats should pass freely”"),
        (DemandStrength.DEMAND, "free passage and", "Norway demanded of Peru “free passage”"),
    ],
)
def test_a_demand_is_a_sentence_whatever_its_words_begin_with(
    strength: DemandStrength, content: str, said: str
) -> None:
    claim = make(Demand, by=actors("Norway"), of=actors("Peru"), content=content, strength=strength)
    assert say_demand(build(claim).demands[0]) == said


def test_a_deadline_is_a_day_or_a_span() -> None:
    claim = make(
        Leverage, by=actors("Norway"), on=actors("Peru"), type=LeverageKind.THREAT, content="to close the port"
    )
    (item,) = build(claim).leverage
    assert say_leverage(replace(item, deadline=when(None, "50 days"))).endswith(", within 50 days")
    assert say_leverage(replace(item, deadline=when("2025-07-01"))).endswith(", by 1 July 2025")


def test_a_call_and_a_lone_guest_have_their_own_words() -> None:
    call = meeting(MeetingStatus.HELD, format=MeetingFormat.CALL)
    assert say_meeting(build(call).meetings[0]) == "Norway and Peru spoke by telephone"
    alone = meeting(MeetingStatus.PLANNED, participants=actors("Norway"), place="Oslo")
    assert say_meeting(build(alone).meetings[0]) == "Norway is to hold talks in Oslo"


@pytest.mark.parametrize(
    ("state", "authors", "text"),
    [
        (ProposalState.REJECTED, ("Peru",), "“lake plan”, by Peru, to Norway: rejected"),
        (ProposalState.ACCEPTED, ("Peru", "Chile"), "“lake plan”, between Peru and Chile, to Norway: agreed"),
        (ProposalState.UNKNOWN, ("Peru",), "“lake plan”, by Peru, to Norway: what became of it is not told"),
        (ProposalState.TABLED, (), "“lake plan”, to Norway (author not told): tabled"),
    ],
)
def test_a_proposal_says_where_it_stands(state: ProposalState, authors: tuple[str, ...], text: str) -> None:
    claim = make(ProposalMention, authors=actors(*authors), addressees=actors("Norway"), label="lake plan", state=state)
    assert say_proposal(build(claim).proposals[0]) == text


@pytest.mark.parametrize(
    ("kind", "on", "text"),
    [
        (LeverageKind.THREAT, ("Peru",), "Norway threatened Peru: “to close the port”"),
        (LeverageKind.PRESSURE, ("Peru",), "Norway put pressure on Peru: “to close the port”"),
        (LeverageKind.ULTIMATUM, (), "Norway gave an ultimatum: “to close the port”"),
        (LeverageKind.SANCTION, (), "Norway imposed penalties: “to close the port” (carried out)"),
    ],
)
def test_leverage_says_who_presses_whom(kind: LeverageKind, on: tuple[str, ...], text: str) -> None:
    claim = make(Leverage, by=actors("Norway"), on=actors(*on), type=kind, content="to close the port")
    assert say_leverage(build(claim).leverage[0]) == text


@pytest.mark.parametrize(
    ("today", "told"),
    [("2025-06-30", False), ("2025-07-01", True), ("", False)],
)
def test_a_deadline_that_has_passed_is_told_as_passed(today: str, told: bool) -> None:
    by = when("2025-06-30", "by the end of June")
    claim = make(Leverage, by=actors("Norway"), type=LeverageKind.ULTIMATUM, content="to close the port", deadline=by)
    said = say_leverage(build(claim).leverage[0], today)
    assert ("deadline passed on 30 June 2025, outcome not reported" in said) is told
