"""Access to whole areas, no point being named: aid let in or kept out, sieges, people who leave or cannot."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AccessReport, Consignment, Constraint, Count
from travaux.ontology.vocabulary import AccessState, Basis, ConstraintType, FacilityKind, Modality

pytestmark = pytest.mark.model
OPEN, SHUT, PART = AccessState.OPEN, AccessState.CLOSED, AccessState.RESTRICTED
AGREED, LATER = AccessState.APPROVED, AccessState.PLANNED


def read(coder: Coder, text: str) -> list[AccessReport]:
    return of_kind(code(coder, text), AccessReport)


def states(coder: Coder, text: str) -> list[tuple[str, AccessState]]:
    return [(a.facility, a.state) for a in read(coder, text)]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Twelve lorries of sorghum reached Kadugli on Monday.", OPEN),
        ("A convoy carrying rice and blankets entered Loikaw at noon.", OPEN),
        ("The Red Cross delivered medicine to Kadugli last week.", OPEN),
        ("No food has entered Kadugli since March.", SHUT),
        ("The army is blocking aid for Loikaw.", SHUT),
        ("The agencies have been denied access to Kadugli since May.", SHUT),
        ("The UN was unable to reach Loikaw.", SHUT),
        ("Militias are obstructing humanitarian access to Kadugli.", PART),
        ("Gunmen looted aid convoys in Kadugli on Tuesday.", PART),
        ("The junta has allowed aid to enter Loikaw.", AGREED),
        ("The governor approved 40 lorries to enter Kadugli.", AGREED),
        ("The junta must let aid into Loikaw, the envoy said.", LATER),
        ("The envoy called for the delivery of food to Kadugli.", LATER),
        (
            "The envoys urged both armies to respect the law, to hold fire and allow humanitarian access to Kadugli.",
            LATER,
        ),
        ("The truce is meant to enable the delivery of relief supplies to Loikaw.", LATER),
    ],
)
def test_aid_goes_in_is_kept_out_or_is_only_to_go(coder: Coder, text: str, state: AccessState) -> None:
    rows = read(coder, text)
    assert [(r.state, r.direction, r.purpose) for r in rows] == [(state, "in", ("aid",))]
    assert rows[0].facility.startswith("entry of aid into ")


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Some 300 families were evacuated from Avdiivka on Sunday.", "evacuation from Avdiivka", OPEN),
        ("Buses with the wounded left Jalawla at dawn.", "evacuation from Jalawla", OPEN),
        ("The mediators proposed the evacuation of civilians from Jalawla.", "evacuation from Jalawla", LATER),
        ("About 4,000 people are trapped in Jalawla.", "way out of Jalawla", SHUT),
        ("The fighters are preventing families from leaving Jalawla.", "way out of Jalawla", SHUT),
        ("Nine children in Jalawla are in need of medical evacuation.", "way out of Jalawla", LATER),
        ("The rebels guaranteed safe passage to Jalawla.", "safe passage to or from Jalawla", AGREED),
        ("The UN asked for humanitarian corridors out of Jalawla.", "safe passage to or from Jalawla", LATER),
    ],
)
def test_people_leave_or_cannot(coder: Coder, text: str, name: str, state: AccessState) -> None:
    rows = read(coder, text)
    assert [(r.facility, r.state, r.direction) for r in rows] == [(name, state, "out")]


def test_a_medical_evacuation_says_so(coder: Coder) -> None:
    (row,) = read(coder, "A medical evacuation of children from Jalawla took place on Monday.")
    assert (row.state, row.purpose) == (OPEN, ("medical_evacuation",))


@pytest.mark.parametrize(
    "text",
    [
        "Peru gave 40 million dollars in humanitarian assistance to Chad.",
        "Will the deal bring aid into Kadugli?",
        "The army evacuated its troops from Kadugli.",
        "Before the war 50 lorries a day entered Kadugli.",
        "They fear that the town of Kadugli would be besieged.",
        "The singer, besieged by reporters, left Kadugli.",
        "Food prices in Kadugli have doubled.",
        "Military aid to Kadugli was discussed.",
    ],
)
def test_words_of_aid_that_tell_no_access(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


def test_a_siege_without_a_name_is_of_the_area_spoken_of(coder: Coder) -> None:
    text = "Shells fell on eastern Kadugli again. The people of eastern Kadugli say the siege has emptied their shops."
    assert states(coder, text) == [("siege of eastern Kadugli", SHUT)]


def test_each_place_of_a_list_has_its_siege(coder: Coder) -> None:
    assert states(coder, "The army broke the sieges on Kadugli and Dilling.") == [
        ("siege of Kadugli", OPEN),
        ("siege of Dilling", OPEN),
    ]


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("The ministry opened all border crossings on Monday.", "all border crossings", OPEN),
        ("The donors want new land routes.", None, None),
        ("The envoy pressed Peru to open additional crossings.", "additional crossings", LATER),
        ("The navies announced a maritime corridor to Chad.", None, None),
        ("The army closed all airports.", "all airports", SHUT),
    ],
)
def test_points_told_of_as_a_kind(coder: Coder, text: str, name: str | None, state: AccessState | None) -> None:
    rows = states(coder, text)
    assert rows == ([(name, state)] if name else []) or (name is None and all(s is not OPEN for _, s in rows))


def test_listed_points_each_have_the_state_that_is_told_of_all(coder: Coder) -> None:
    text = "Aid goes in through all available crossings, including Torkham crossing and Chaman crossing."
    assert {(n.split()[0], s) for n, s in states(coder, text)} == {("Torkham", OPEN), ("Chaman", OPEN)}


def test_to_build_is_not_to_open_but_to_make_somebody_open_is(coder: Coder) -> None:
    assert states(coder, "Engineers will come to build a pier off Arica.")[0][1] is LATER
    assert states(coder, "Hunger led the army to reopen the Arica crossing.") == [("Arica crossing", OPEN)]


def test_a_name_over_a_line_break_is_one_name(coder: Coder) -> None:
    assert states(coder, "Soldiers shut the Bab al-Hawa\ncrossing on Monday.") == [("Bab al-Hawa crossing", SHUT)]


def test_what_somebody_says_is_announced_and_what_the_report_tells_observed(coder: Coder) -> None:
    (said,) = read(coder, "No food has entered Kadugli, Amira Saleh said.")
    (told,) = read(coder, "No food has entered Kadugli.")
    assert (said.basis, told.basis) == (Basis.ANNOUNCED, Basis.OBSERVED)
    assert told.facility_kind is FacilityKind.OTHER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry insists that there is no famine in Kadugli.", ConstraintType.DENIAL_OF_NEEDS),
        ("Families in Kadugli live without access to clean water.", ConstraintType.OBSTRUCTED_SERVICES),
        ("The authorities refused visas to four aid workers.", ConstraintType.IMPEDIMENTS_TO_ENTRY),
        ("Relief workers were turned back at the edge of Kadugli.", ConstraintType.RESTRICTION_OF_MOVEMENT),
        ("The militia diverted flour and other aid to its barracks.", ConstraintType.INTERFERENCE),
        ("Gunmen killed three aid workers in Kadugli.", ConstraintType.VIOLENCE),
        ("Landmines line the roads to Kadugli.", ConstraintType.MINES),
        ("Shelling has forced aid agencies to halt their operations.", ConstraintType.INSECURITY),
        ("Floods have cut off the road to Kadugli.", ConstraintType.PHYSICAL_ENVIRONMENT),
        ("The army shut the Torkham crossing.", ConstraintType.IMPEDIMENTS_TO_ENTRY),
        ("The siege of Kadugli went into its second year.", ConstraintType.OBSTRUCTED_SERVICES),
    ],
)
def test_constraints_by_indicator(coder: Coder, text: str, kind: ConstraintType) -> None:
    assert kind in {c.type for c in of_kind(code(coder, text), Constraint)}


@pytest.mark.parametrize(
    "text",
    ["If the road floods, aid could be cut off.", "The envoys met in Geneva.", "The ministry will issue visas soon."],
)
def test_what_only_might_hinder_is_no_constraint(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Constraint) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Only 30 trucks a day have entered Arica this week.", Modality.ASSERTED),
        ("Before the war 200 trucks a day entered Arica.", Modality.HISTORICAL),
        ("Under the deal 100 trucks a day would enter Arica.", Modality.FUTURE),
        ("The town needs 90 trucks a day.", Modality.FUTURE),
        ("The army is adding to the capacity of the road, a road that has seen 48 trucks a week.", Modality.ASSERTED),
    ],
)
def test_a_rate_is_told_as_it_is_was_or_should_be(coder: Coder, text: str, modality: Modality) -> None:
    rates = [c for c in of_kind(code(coder, text), Count) if c.per]
    assert [r.modality for r in rates] == [modality]


def test_a_name_in_quotation_marks_is_the_same_point(coder: Coder) -> None:
    assert states(coder, "Envoys urged the opening of the 'Torkham' crossing.") == [("Torkham crossing", SHUT)]


def test_to_come_to_block_a_point_is_not_to_shut_it(coder: Coder) -> None:
    assert states(coder, "Farmers came to block the Arica crossing.") == [("Arica crossing", PART)]


def test_how_it_was_before_something_is_told_as_history(coder: Coder) -> None:
    (row,) = read(coder, "Before the envoy came, no food was getting into Kadugli.")
    assert (row.state, row.modality) == (SHUT, Modality.HISTORICAL)


def test_a_time_that_opens_the_sentence_dates_the_state(coder: Coder) -> None:
    (row,) = read(coder, "Last month, the general signed an order declaring the Arica crossing a closed military zone.")
    assert (row.state, row.when.edtf if row.when else None) == (PART, "2025-05")


def test_a_sum_is_not_what_went_at_once(coder: Coder) -> None:
    text = "Nine trucks of rice entered Putre on Tuesday. In all 80 trucks of rice have entered Putre since March."
    loads = of_kind(code(coder, text), Consignment)
    assert [(c.amount, c.total) for c in loads] == [(9, False), (80, True)]


def test_where_talks_were_held_is_not_the_area_that_passage_is_for(coder: Coder) -> None:
    text = "The two sides signed a declaration in Maputo on Monday. They promised safe passage for aid workers."
    assert states(coder, text) == [("safe passage", LATER)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The envoy demanded full humanitarian access for Brazil's food aid.", ["entry of aid"]),
        ("Oslo said the flow of Norway humanitarian assistance will resume.", ["entry of aid"]),
        ("The junta stopped deliveries of rice from Bangladesh.", ["entry of aid"]),
        ("The army suspended Kuwait humanitarian assistance in Loikaw.", ["entry of aid into Loikaw"]),
        ("Militiamen are blocking food from Chad for Kadugli.", ["entry of aid into Kadugli"]),
        ("The army withheld medicine from Loikaw.", ["entry of aid into Loikaw"]),
        ("Flour was withheld from Kadugli for weeks.", ["entry of aid into Kadugli"]),
    ],
)
def test_who_gives_aid_and_where_it_comes_from_is_not_where_it_goes(coder: Coder, text: str, names: list[str]) -> None:
    assert [r.facility for r in read(coder, text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "The militants left in Kadugli have few rifles, and shelling goes on.",
        "Not a single civilian was left in Kadugli after the shelling.",
        "Women who chose to leave Norway for the war will not come home.",
    ],
)
def test_who_stays_or_moves_abroad_is_not_evacuated(coder: Coder, text: str) -> None:
    assert states(coder, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("About 4,000 people are trapped in Jalawla by the fighting.", "Jalawla"),
        ("The army is blocking aid for Loikaw.", "Loikaw"),
        ("Deliveries of aid have been suspended because of the war.", None),
    ],
)
def test_what_hinders_access_to_an_area_is_there(coder: Coder, text: str, place: str | None) -> None:
    rows = of_kind(code(coder, text), Constraint)
    assert [r.place for r in rows] == [place]
