"""Access: what is announced, approved, open, shut or destroyed; and what has moved."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AccessReport, Consignment
from travaux.ontology.vocabulary import AccessState, Basis, ConsignmentStage, FacilityKind

pytestmark = pytest.mark.model
CROSSING, PORT, AIRPORT = FacilityKind.CROSSING, FacilityKind.PORT, FacilityKind.AIRPORT


def states(coder: Coder, text: str) -> list[tuple[str, AccessState]]:
    return [(a.facility, a.state) for a in of_kind(code(coder, text), AccessReport)]


@pytest.mark.parametrize(
    ("text", "facility", "kind", "state"),
    [
        ("Peru opened the Tumbes crossing on Sunday.", "Tumbes crossing", CROSSING, AccessState.OPEN),
        ("Peru closed the Tumbes crossing on Sunday.", "Tumbes crossing", CROSSING, AccessState.CLOSED),
        ("The Tumbes crossing did not open on Monday.", "Tumbes crossing", CROSSING, AccessState.CLOSED),
        ("Peru will open the Tumbes crossing next week.", "Tumbes crossing", CROSSING, AccessState.PLANNED),
        ("Peru plans to open the port of Callao.", "port of Callao", PORT, AccessState.PLANNED),
        ("Peru promised to reopen the Tumbes crossing.", "Tumbes crossing", CROSSING, AccessState.PLANNED),
        ("Israel reopened the Rafah crossing on Sunday.", "Rafah crossing", CROSSING, AccessState.OPEN),
        ("The army closed Arica airport.", "Arica airport", AIRPORT, AccessState.CLOSED),
    ],
)
def test_a_point_has_the_state_told(
    coder: Coder, text: str, facility: str, kind: FacilityKind, state: AccessState
) -> None:
    (claim,) = of_kind(code(coder, text), AccessReport)
    assert (claim.facility, claim.facility_kind, claim.state) == (facility, kind, state)
    assert claim.facility_span is not None
    assert claim.facility_span.of(text) in facility


@pytest.mark.parametrize(
    "text",
    [
        "Peru may open the Tumbes crossing.",
        "Peru would open the Tumbes crossing if Chile agreed.",
        "Norway demanded that Peru open the Tumbes crossing.",
        "Peru will open the Tumbes crossing on Friday.",
        "Peru announced that it will open the port of Callao to aid.",
        "Peru promised to open the Tumbes crossing.",
        "Peru has yet to open the Tumbes crossing.",
        "Peru refused to open the Tumbes crossing.",
        "The Tumbes crossing has not been opened.",
        "The cabinet agreed to the opening of the Tumbes crossing.",
    ],
)
def test_what_is_announced_wished_or_refused_is_not_open(coder: Coder, text: str) -> None:
    assert AccessState.OPEN not in {state for _, state in states(coder, text)}


def test_what_is_approved_is_not_open(coder: Coder) -> None:
    text = "Peru approved the opening of the port of Callao."
    assert AccessState.OPEN not in {state for _, state in states(coder, text)}


def test_several_points_of_one_sentence_have_each_their_own_state(coder: Coder) -> None:
    text = "Peru reopened the Tumbes crossing and closed the Arica crossing."
    assert states(coder, text) == [("Tumbes crossing", AccessState.OPEN), ("Arica crossing", AccessState.CLOSED)]


def test_two_crossings_that_share_their_type_word_are_two(coder: Coder) -> None:
    found = states(coder, "Peru opened the Tumbes and Arica crossings.")
    assert sorted(found) == [("Arica crossing", AccessState.OPEN), ("Tumbes crossing", AccessState.OPEN)]


def test_reopening_is_told_apart(coder: Coder) -> None:
    (again,) = of_kind(code(coder, "Peru reopened the Tumbes crossing."), AccessReport)
    (first,) = of_kind(code(coder, "Peru opened the Tumbes crossing."), AccessReport)
    assert (again.reopened, first.reopened) == (True, False)


def test_what_somebody_says_is_announced_and_what_the_reporter_tells_observed(coder: Coder) -> None:
    (said,) = of_kind(code(coder, "Peru has opened the Tumbes crossing, the mayor said."), AccessReport)
    (seen,) = of_kind(code(coder, "Peru opened the Tumbes crossing on Sunday."), AccessReport)
    assert (said.basis, seen.basis) == (Basis.ANNOUNCED, Basis.OBSERVED)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The UN delivered 40 trucks of aid to the town on Sunday.", ConsignmentStage.RECEIVED),
        ("The UN sent 40 trucks of aid to the town on Sunday.", ConsignmentStage.MOVED),
        ("The UN will deliver 40 trucks of aid to the town on Friday.", ConsignmentStage.APPROVED),
        ("The UN plans to deliver 40 trucks of aid to the town.", ConsignmentStage.APPROVED),
    ],
)
def test_only_what_is_told_as_done_has_moved(coder: Coder, text: str, stage: ConsignmentStage) -> None:
    (claim,) = of_kind(code(coder, text), Consignment)
    assert (claim.amount, claim.unit, claim.stage) == (40, "trucks", stage)


@pytest.mark.parametrize(
    "text",
    [
        "The UN would deliver 40 trucks of aid if the road opened.",
        "The UN asked to deliver 40 trucks of aid.",
        "The UN did not deliver 40 trucks of aid to the town.",
        "The government approved the delivery of 40 trucks of aid.",
        "The cabinet approved the arrival of 40 trucks carrying aid through the Tumbes crossing.",
    ],
)
def test_what_is_wished_denied_or_approved_has_not_moved(coder: Coder, text: str) -> None:
    assert ConsignmentStage.MOVED not in {c.stage for c in of_kind(code(coder, text), Consignment)}
