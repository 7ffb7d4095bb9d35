"""What words of access mean that name no place, tell of old times, or tell of no access at all."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AccessReport, Consignment, Count, Incident
from travaux.ontology.vocabulary import AccessState, ConsignmentStage, Modality

pytestmark = pytest.mark.model


def read(coder: Coder, text: str) -> list[tuple[str, AccessState, Modality]]:
    return [(a.facility, a.state, a.modality) for a in of_kind(code(coder, text), AccessReport)]


@pytest.mark.parametrize(
    "text",
    [
        "The old quarter of Banja Luka recalls the siege of Sarajevo, when food was scarce.",
        "The erstwhile besieged city of Raqqa is being rebuilt.",
        "Historians justified the siege of Melos in the fifth century.",
    ],
)
def test_a_siege_of_old_times_is_history(coder: Coder, text: str) -> None:
    (found,) = read(coder, text)
    assert found[1:] == (AccessState.CLOSED, Modality.HISTORICAL)


def test_a_siege_that_goes_on_is_none(coder: Coder) -> None:
    (found,) = read(coder, "El Geneina, a city of half a million, has been under siege since April.")
    assert found == ("siege of El Geneina", AccessState.CLOSED, Modality.ASSERTED)


def test_a_place_for_comparison_is_not_besieged(coder: Coder) -> None:
    found = read(
        coder,
        "Loikaw, a hill town, has been under siege since May. It is worse than the siege of Aleppo. The siege goes on.",
    )
    assert {name for name, _, modality in found if modality is Modality.ASSERTED} == {"siege of Loikaw"}


def test_a_stretch_of_time_told_in_the_past_is_over(coder: Coder) -> None:
    text = "For five weeks, the navy blocked all food and fuel from entering Hodeidah."
    (found,) = read(coder, text)
    assert found[1:] == (AccessState.CLOSED, Modality.HISTORICAL)


def test_an_area_beside_which_something_lies_is_not_shut_off(coder: Coder) -> None:
    found = read(coder, "Shelling hit the region outside Nyala. The besieged area is home to 200,000 civilians.")
    assert not any("Nyala" in name for name, _, _ in found)


def test_a_general_word_stands_for_the_area_spoken_of_last(coder: Coder) -> None:
    found = read(
        coder, "Fighting goes on around Loikaw. Civilians in Loikaw starve. Aid trucks reached the town on Monday."
    )
    assert ("entry of aid into Loikaw", AccessState.OPEN, Modality.ASSERTED) in found


@pytest.mark.parametrize(
    "text",
    [
        "The army pushed north to encircle northern Ituri, officials said.",
        "The checkpoints were not a hindrance to the flow of food into Tigray, the relief agency said.",
        "Police shut off Elgin Road after the tram crash, and drivers were sent home.",
        "Q  Did the call result in any humanitarian access to Tigray?",
        "A convoy of the army entered Goma at dawn, aid agencies said.",
    ],
)
def test_what_tells_of_no_access_is_none(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The minister is worried about getting more aid into Kassala.",
        "The envoy pressed the junta to actually open up the Mae Sot crossing to aid.",
        "The rebels demanded that the Torkham crossing be open to relief trucks.",
    ],
)
def test_what_is_only_wanted_is_planned_or_shut(coder: Coder, text: str) -> None:
    assert all(state in {AccessState.PLANNED, AccessState.CLOSED} for _, state, _ in read(coder, text))


def test_every_point_of_a_list_is_open(coder: Coder) -> None:
    text = "The agency brings in flour using all crossings including Torkham, Chaman, and Wagah."
    assert {state for _, state, _ in read(coder, text)} == {AccessState.OPEN}
    assert len(read(coder, text)) == 3


def loads(coder: Coder, text: str) -> list[tuple[ConsignmentStage, float | None, str | None, str | None]]:
    return [(c.stage, c.amount, c.unit, c.recipient) for c in of_kind(code(coder, text), Consignment)]


def test_trucks_without_a_number_have_moved(coder: Coder) -> None:
    text = "People there are hungry. Aid trucks moved north last night. A relief convoy entered Kassala on Monday."
    assert loads(coder, text) == [
        (ConsignmentStage.MOVED, None, "trucks", None),
        (ConsignmentStage.MOVED, None, "convoy", "Kassala"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Three ambulances arrived after the tram crash.", "He asked for a set of meetings.", "No aid trucks moved north."],
)
def test_what_is_no_load_is_none(coder: Coder, text: str) -> None:
    assert loads(coder, text) == []


def test_each_load_has_the_day_told_behind_it(coder: Coder) -> None:
    text = "Some 96 trucks on Sunday and 106 trucks on Tuesday crossed into Putre with relief supplies."
    days = [c.when.edtf for c in of_kind(code(coder, text), Consignment) if c.when is not None]
    assert days == ["2025-06-08", "2025-06-10"]


def test_a_count_has_the_place_that_the_words_give(coder: Coder) -> None:
    text = (
        "Some 40,000 people fled to the camp at Dadaab. In Arauca, 300 families have no water. "
        "The blast killed 12 people. The agency distributed 62m meals in Tigray."
    )
    found = {c.value: c.place for c in of_kind(code(coder, text), Count)}
    assert found == {40000.0: "Dadaab", 300.0: "Arauca", 12.0: None, 62e6: "Tigray"}


def test_harm_has_the_number_told_behind_those_harmed(coder: Coder) -> None:
    text = "The year was bad for humanitarian workers in Haiti: eight colleagues were killed."
    (found,) = of_kind(code(coder, text), Incident)
    assert (found.what, found.killed) == ("killed", 8.0)


def test_strikes_are_not_those_harmed(coder: Coder) -> None:
    text = "Three strikes on health facilities in North Kivu, where the war goes on, killed 31 people."
    (found,) = of_kind(code(coder, text), Incident)
    assert found.harmed[0].name == "health facilities"


@pytest.mark.parametrize(
    "text",
    [
        "The army must avoid military operations and particular strikes on hospitals.",
        "After the recorded attack, the hospital threatened to shut during the war.",
        "A passer-by was carried off by paramedics after being injured in the attack.",
        "Patients attacked hospital staff at a clinic in a quiet town.",
    ],
)
def test_no_harm_to_aid_is_no_incident(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Incident) == []


def test_a_siege_told_without_a_verb_is_read_to_its_end(coder: Coder) -> None:
    for text in ("Besieged Taiz, a hungry city.", "Taiz: besieged since May", "The besieged towns of Taiz and Dhale"):
        assert isinstance(code(coder, text), tuple)


VENUE = (
    "On May 3 in Tromso, Norway, representatives of both armies signed a text. Civilians suffer from the fighting, and the"
    " Tromso talks will turn to the delivery of humanitarian aid. Shelling has killed hundreds."
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Fighting goes on in the Fijian hills. Suva would block the delivery of food aid to civilians, the envoys warned.",
            "Suva",
        ),
        (
            "The clinics of the highlands are starving. A Kenyan officer is restricting humanitarian access, aid workers say.",
            "Kenyan",
        ),
        (VENUE, "Tromso"),
    ],
    ids=["government", "adjective", "venue"],
)
def test_who_rules_or_hosts_talks_is_not_where_aid_goes(coder: Coder, text: str, name: str) -> None:
    assert not any(name in facility for facility, _, _ in read(coder, text))


def test_a_capital_that_is_fought_over_is_where_aid_goes(coder: Coder) -> None:
    text = "Shelling goes on in Suva. Civilians trapped in the city starve, and food aid cannot be delivered to Suva."
    assert any("Suva" in facility for facility, _, _ in read(coder, text))
