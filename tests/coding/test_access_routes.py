"""Routes of aid: whence, by way of what and whither, told in whatever order; nothing is drawn of other journeys."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Route
from travaux.ontology.vocabulary import AccessState, Modality

pytestmark = pytest.mark.model
SCENE = "Fighting went on. "


def read(coder: Coder, text: str) -> list[Route]:
    return of_kind(code(coder, SCENE + text), Route)


def ways(coder: Coder, text: str) -> list[list[str]]:
    return [[s.point or s.name for s in r.stops] for r in read(coder, text)]


@pytest.mark.parametrize(
    ("text", "stops", "mode"),
    [
        ("Lorries of aid crossed from Chad into Darfur.", ["Chad", "Darfur"], "truck"),
        ("Aid lorries entered Darfur from Chad through the Adre crossing.", ["Chad", "Adre crossing", "Darfur"], "truck"),
        ("The convoy went into Idlib through the border-crossing of Bab al-Hawa.", ["Bab al-Hawa crossing", "Idlib"], None),
        ("A ship with flour sailed from Larnaca to Gaza.", ["Larnaca", "Gaza"], "ship"),
        ("Aid reached Sindh from Karachi by boat.", ["Karachi", "Sindh"], "ship"),
        ("Vaccines were airlifted from Nairobi to Goma.", ["Nairobi", "Goma"], "air"),
        ("Relief goods go by train from Chop to Kyiv.", ["Chop", "Kyiv"], "rail"),
        ("Buses brought the evacuees from Mariupol to Zaporizhzhia.", ["Mariupol", "Zaporizhzhia"], "bus"),
        ("The food is flown from Entebbe to Juba, then dropped over Fangak.", ["Entebbe", "Juba", "Fangak"], "air"),
        ("A convoy of 12 trucks left Damascus for Douma.", ["Damascus", "Douma"], "truck"),
        ("The wounded were evacuated from Gaza to Egypt through the Rafah crossing.", ["Gaza", "Rafah crossing", "Egypt"], None),
        ("Aid is taken by barge from Renk to Malakal along the Nile.", ["Renk", "Nile", "Malakal"], "ship"),
        ("A humanitarian corridor links Larnaca with Gaza.", ["Larnaca", "Gaza"], None),
    ],
)  # fmt: skip
def test_the_stops_stand_in_the_order_of_the_way(coder: Coder, text: str, stops: list[str], mode: str | None) -> None:
    (route,) = read(coder, text)
    assert ([s.point or s.name for s in route.stops], route.mode) == (stops, mode)
    assert route.quote == route.span.of(SCENE + text)


def test_legs_have_modes_of_their_own_and_goods_are_moved_over(coder: Coder) -> None:
    (route,) = read(
        coder, "Wheat was shipped by sea from Odesa to Djibouti, where it was unloaded and taken by road to Mekelle."
    )
    assert [(s.name, s.what, s.mode) for s in route.stops] == [
        ("Odesa", (), None),
        ("Djibouti", ("transfer",), "ship"),
        ("Mekelle", (), "truck"),
    ]
    assert route.mode is None


def test_where_goods_are_checked_is_a_stop(coder: Coder) -> None:
    (route,) = read(
        coder,
        "Lorries from Jordan enter by the Allenby crossing and are checked at Kerem Shalom before they reach Gaza.",
    )
    assert [(s.point or s.name, s.what) for s in route.stops][-2:] == [
        ("Kerem Shalom crossing", ("inspection",)),
        ("Gaza", ()),
    ]


def test_each_of_several_origins_has_a_way_of_its_own(coder: Coder) -> None:
    assert ways(coder, "Food was flown from Nairobi and Entebbe to Juba.") == [["Nairobi", "Juba"], ["Entebbe", "Juba"]]


@pytest.mark.parametrize(
    ("text", "state", "modality"),
    [
        ("Aid lorries crossed from Chad into Darfur.", AccessState.OPEN, Modality.ASSERTED),
        ("Aid lorries will cross from Chad into Darfur.", AccessState.PLANNED, Modality.FUTURE),
        ("The council approved the passage of aid lorries from Chad to Darfur.", AccessState.APPROVED, Modality.FUTURE),
        ("The army must let aid lorries pass from Chad to Darfur.", AccessState.UNKNOWN, Modality.HYPOTHETICAL),
        ("The corridor between Goris and Stepanakert is shut.", AccessState.CLOSED, Modality.ASSERTED),
    ],
)
def test_how_far_a_route_has_come(coder: Coder, text: str, state: AccessState, modality: Modality) -> None:
    (route,) = read(coder, text)
    assert (route.state, route.modality) == (state, modality)


@pytest.mark.parametrize(
    "text",
    [
        "The minister flew from Oslo to Geneva for talks on aid.",
        "The rebels moved weapons from Iran to Yemen by sea.",
        "The talks moved from Doha to Cairo.",
        "No aid lorries have crossed from Chad into Darfur.",
        "Aid was delivered to Darfur.",
        "Donors sent aid to Darfur, which was welcomed by a group from Chad.",
    ],
)
def test_other_journeys_and_half_told_ones_are_no_routes(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


def test_a_flight_in_peace_is_no_route_of_aid(coder: Coder) -> None:
    assert of_kind(code(coder, "The flight from Miami to Lima was late."), Route) == []


def test_a_body_that_runs_it_is_its_carrier(coder: Coder) -> None:
    (route,) = read(coder, "The World Food Programme flew 20 tonnes of biscuits from Brindisi to Port-au-Prince.")
    assert route.carrier == "WFP"
