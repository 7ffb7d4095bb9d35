"""States of points in many wordings: shut, partly open, due to open, denied, told of a part or of several."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AccessReport
from travaux.ontology.vocabulary import AccessState, Basis, FacilityKind, Modality

pytestmark = pytest.mark.model
OPEN, SHUT, PART = AccessState.OPEN, AccessState.CLOSED, AccessState.RESTRICTED
GONE, AGREED, LATER = AccessState.DESTROYED, AccessState.APPROVED, AccessState.PLANNED


def states(coder: Coder, text: str) -> list[tuple[str, AccessState]]:
    return [(a.facility, a.state) for a in of_kind(code(coder, text), AccessReport)]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Arica crossing remains shut.", SHUT),
        ("The Arica crossing has been closed since Monday.", SHUT),
        ("The Arica crossing is out of service.", SHUT),
        ("Storms have sealed the Arica crossing.", SHUT),
        ("The Arica crossing has not reopened.", SHUT),
        ("The Arica crossing is not yet open to traders.", SHUT),
        ("The Arica crossing will stay closed until further notice.", SHUT),
        ("Villagers kept the Arica crossing closed for a week.", SHUT),
        ("The Arica crossing, which soldiers have barred with tyres, is quiet.", SHUT),
        ("The Arica crossing is open for three hours a day.", PART),
        ("The Arica crossing is open only to patients.", PART),
        ("The Arica crossing was opened for 12 trucks of flour.", PART),
        ("The Arica crossing stays closed to everybody else.", PART),
        ("The Arica crossing was destroyed on Sunday.", GONE),
        ("A landslide swept away the Arica bridge.", GONE),
        ("Peru has approved the reopening of the Arica crossing.", AGREED),
        ("The Arica crossing has been cleared for cargo, but no day has been set.", AGREED),
        ("The Arica crossing is to reopen on Friday.", LATER),
        ("The Arica crossing is due to open next month.", LATER),
        ("Peru hopes to open the Arica crossing within days.", LATER),
        ("The Arica crossing has at no time been closed.", OPEN),
        ("The Arica crossing is working again.", OPEN),
        ("Whether the Arica crossing can be used was not clear.", AccessState.UNKNOWN),
    ],
)
def test_a_point_is_in_the_state_that_its_words_tell(coder: Coder, text: str, state: AccessState) -> None:
    assert [s for _, s in states(coder, text)] == [state]


@pytest.mark.parametrize(
    ("text", "facility", "kind"),
    [
        ("Peru opened a corridor from Tacna to Puno on Sunday.", "corridor from Tacna to Puno", FacilityKind.CORRIDOR),
        ("Peru opened a floating pier off Mollendo.", "floating pier off Mollendo", FacilityKind.PIER),
        ("Snow has closed the road through Putre.", "road through Putre", FacilityKind.ROUTE),
        ("The army has closed Bridge 7.", "Bridge 7", FacilityKind.BRIDGE),
        ("The border with Norland was closed on Sunday.", "border with Norland", FacilityKind.CROSSING),
        ("The UN has halted its airdrops over Lauca county.", "airdrops over Lauca county", FacilityKind.AIRDROP_ZONE),
    ],
)
def test_a_point_is_named_as_the_text_names_it(coder: Coder, text: str, facility: str, kind: FacilityKind) -> None:
    (claim,) = of_kind(code(coder, text), AccessReport)
    assert (claim.facility, claim.facility_kind) == (facility, kind)


def test_a_point_spoken_of_again_keeps_its_name(coder: Coder) -> None:
    text = "Trucks queued at the Arica crossing on Sunday. The barrier remains down."
    assert states(coder, text) == [("Arica crossing", SHUT)]


def test_two_points_in_one_sentence_have_their_own_states(coder: Coder) -> None:
    text = "The Arica crossing is open to traders while the Putre crossing stays closed."
    assert states(coder, text) == [("Arica crossing", OPEN), ("Putre crossing", SHUT)]


def test_points_that_share_a_type_word_share_the_state(coder: Coder) -> None:
    text = "Peru closed the Arica and Putre crossings on Sunday."
    assert sorted(states(coder, text)) == [("Arica crossing", SHUT), ("Putre crossing", SHUT)]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Aid lorries took the Arica crossing, which had been closed since May.", Modality.HISTORICAL),
        ("Traders came by the Arica crossing, which had long remained shut.", Modality.HISTORICAL),
        ("Aid lorries wait at the Arica crossing, which has been closed since May.", Modality.ASSERTED),
        ("Chile said it would repair the Arica crossing, which had been closed since May.", Modality.ASSERTED),
    ],
)
def test_a_state_that_had_lasted_until_a_deed_is_over(coder: Coder, text: str, modality: Modality) -> None:
    (row,) = (a for a in of_kind(code(coder, text), AccessReport) if a.state is SHUT)
    assert row.modality is modality


def test_alleged_and_denied_are_both_announced(coder: Coder) -> None:
    text = "Peru claims that troops have closed the Arica crossing; Chile insisted that it had been open all day."
    rows = of_kind(code(coder, text), AccessReport)
    assert sorted((r.state, r.basis) for r in rows) == [(SHUT, Basis.ANNOUNCED), (OPEN, Basis.ANNOUNCED)]


def test_a_call_to_open_tells_that_it_is_shut(coder: Coder) -> None:
    (row,) = of_kind(code(coder, "The UN called on Chile to open the Arica crossing."), AccessReport)
    assert (row.state, row.basis) == (SHUT, Basis.ANNOUNCED)


@pytest.mark.parametrize(
    "text",
    [
        "The army denied having closed the Arica crossing.",
        "Police opened fire near the Arica crossing.",
        "Shares in the firm that runs the port of Arica closed higher on Monday.",
        "The pedestrian crossing outside the school was closed for repairs.",
        "The minister closed the meeting and opened a bottle of port.",
        "The Council met in closed session on Sunday.",
    ],
)
def test_words_of_opening_that_tell_of_no_point(coder: Coder, text: str) -> None:
    assert states(coder, text) == []


def test_a_siege_is_closed_until_it_is_lifted(coder: Coder) -> None:
    text = "Putre has lived through a long siege. On Sunday rebels lifted the siege of Putre."
    assert ("siege of Putre", SHUT) in states(coder, text)
    assert ("siege of Putre", OPEN) in states(coder, text)


@pytest.mark.parametrize(
    ("text", "way", "purpose"),
    [
        ("The Arica crossing was opened to aid entering Peru.", "in", ("aid",)),
        ("The Arica crossing was opened to refugees leaving Peru.", "out", ("people",)),
        ("The Arica crossing reopened to fuel in both directions.", "both", ("fuel",)),
    ],
)
def test_which_way_and_for_what(coder: Coder, text: str, way: str, purpose: tuple[str, ...]) -> None:
    (row,) = of_kind(code(coder, text), AccessReport)
    assert (row.direction, row.purpose) == (way, purpose)
