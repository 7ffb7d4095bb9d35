"""Consignments, flows, routes and incidents; what is announced has not moved."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AccessReport, Consignment, Count, Incident, Route
from travaux.ontology.vocabulary import AccessState, ConsignmentStage

pytestmark = pytest.mark.model
Stage = ConsignmentStage
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("text", "amount", "unit", "stage"),
    [
        ("Twelve trucks of flour entered Putre on Sunday.", 12, "trucks", Stage.MOVED),
        ("Soldiers turned back nine lorries of rice at the Arica crossing.", 9, "lorries", Stage.DENIED),
        ("Gunmen looted 14 trucks of flour near Putre.", 14, "trucks", Stage.INTERCEPTED),
        ("Thirty trucks of wheat are stranded at the Arica crossing.", 30, "trucks", Stage.LOADED),
        (
            "The agency has asked to bring 500 litres of fuel through the Arica crossing.",
            500,
            "litres",
            Stage.REQUESTED,
        ),
        ("The port of Arica unloaded 300 tonnes of wheat.", 300, "tonnes", Stage.RECEIVED),
    ],
)
def test_a_lot_is_at_the_stage_told(coder: Coder, text: str, amount: float, unit: str, stage: ConsignmentStage) -> None:
    (lot,) = of_kind(code(coder, text), Consignment)
    assert (lot.amount, lot.unit, lot.stage) == (amount, unit, stage)


def test_a_lot_has_its_cargo_and_point(coder: Coder) -> None:
    (lot,) = of_kind(code(coder, "Twelve trucks of flour crossed at the Arica crossing on Sunday."), Consignment)
    assert (lot.cargo, lot.point) == ("flour", "Arica crossing")


def test_a_number_takes_up_the_lot_before_it(coder: Coder) -> None:
    text = "Workers in Tacna loaded 46 trucks with blankets; 30 had crossed by nightfall."
    assert [(c.amount, c.unit, c.stage) for c in of_kind(code(coder, text), Consignment)] == [
        (46, "trucks", Stage.LOADED),
        (30, "trucks", Stage.MOVED),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Before the war 500 trucks a day entered Putre.", 500, "trucks/day"),
        ("The deal provides for the daily entry of 100 trucks.", 100, "trucks/day"),
        ("The port used to handle nine ships per week.", 9, "ships/week"),
    ],
)
def test_a_flow_is_a_count_with_its_period_and_no_consignment(coder: Coder, text: str, value: float, unit: str) -> None:
    claims = code(coder, text)
    assert [(c.value, c.unit) for c in of_kind(claims, Count) if c.per] == [(value, unit)]
    assert of_kind(claims, Consignment) == []


PLANS = (
    "will send", "plans to send", "hopes to send", "approved the passage of", "was to send", "may send", "has promised to send",
    "would send", "agreed to let in", "wants to send", "intends to deliver", "is due to receive",
)  # fmt: skip


@FEW
@given(
    who=st.sampled_from(["Peru", "The UN", "The agency", "The cabinet", "The army"]),
    plan=st.sampled_from(PLANS),
    number=st.integers(2, 900),
    unit=st.sampled_from(["trucks", "tonnes", "lorries", "barges"]),
    cargo=st.sampled_from(["of flour", "of aid", "with medicine", ""]),
    way=st.sampled_from(["through the Arica crossing", "to Putre", "by the port of Arica", ""]),
)
def test_what_is_announced_has_not_moved(
    coder: Coder, who: str, plan: str, number: int, unit: str, cargo: str, way: str
) -> None:
    text = " ".join(f"{who} {plan} {number} {unit} {cargo} {way}".split()) + "."
    claims = code(coder, text)
    assert not {c.stage for c in of_kind(claims, Consignment)} & {Stage.MOVED, Stage.RECEIVED}
    assert all(r.state is not AccessState.OPEN for r in of_kind(claims, Route))
    assert all(c.quote == c.span.of(text) for c in claims)


@FEW
@given(
    start=st.sampled_from(["Israel", "Peru", "The militia", "Residents said that troops"]),
    verb=st.sampled_from(
        ["will open", "plans to reopen", "is to open", "has approved the opening of", "hopes to reopen"]
    ),
    point=st.sampled_from(
        ["the Arica crossing", "the port of Arica", "a corridor from Tacna to Puno", "Putre airport"]
    ),
    tail=st.sampled_from(["", " on Monday", " to aid", " for 40 trucks", " once talks end"]),
)
def test_what_is_planned_or_approved_is_not_open(coder: Coder, start: str, verb: str, point: str, tail: str) -> None:
    text = f"{start} {verb} {point}{tail}."
    rows = of_kind(code(coder, text), AccessReport)
    assert {r.state for r in rows} <= {AccessState.PLANNED, AccessState.APPROVED}
    assert all(r.quote == r.span.of(text) for r in rows)


def test_carrier_and_donor_are_those_whom_the_words_name(coder: Coder) -> None:
    (load,) = of_kind(
        code(coder, "Twelve WFP trucks of sorghum donated by Norway reached Zalingei on Friday."), Consignment
    )
    assert ([a.name for a in load.carrier], [a.name for a in load.donor]) == (["WFP"], ["Norway"])
    assert (load.cargo, load.stage) == ("sorghum", Stage.RECEIVED)
    text = "EU-funded lorries stood by; eight trucks of flour bought by Denmark arrived in Kadugli."
    loads = of_kind(code(coder, text), Consignment)
    assert [[a.name for a in c.donor] for c in loads if c.amount == 8] == [["Denmark"]]


def test_what_set_off_and_was_emptied_has_been_received(coder: Coder) -> None:
    text = "Five trucks of flour left the port on Monday and were emptied in the camp that evening."
    assert [c.stage for c in of_kind(code(coder, text), Consignment)] == [Stage.RECEIVED]


def test_a_part_of_a_lot_is_at_its_stage(coder: Coder) -> None:
    text = "On Monday 90 trucks of aid went in, three of them with cooking gas."
    assert [(c.amount, c.cargo, c.stage) for c in of_kind(code(coder, text), Consignment)] == [
        (90, "aid", Stage.MOVED),
        (3, "cooking gas", Stage.MOVED),
    ]


ROUTE = (
    "The council approved on Friday the passage of Norland army trucks through Ruritania to Putre. "
    "Under the plan the trucks will come in through the Arica crossing and drive to the Tumbes crossing, "
    "where soldiers will inspect them. From there they will go on towards Putre."
)


def test_a_route_runs_over_sentences_with_its_inspection(coder: Coder) -> None:
    routes = of_kind(code(coder, ROUTE, published=date(2025, 6, 11)), Route)
    last = routes[-1]
    assert [(s.point or s.name, s.what) for s in last.stops] == [
        ("Arica crossing", ()),
        ("Tumbes crossing", ("inspection",)),
        ("Putre", ()),
    ]
    assert last.state is AccessState.APPROVED
    assert last.when is not None
    assert last.when.edtf == "2025-06-06"
    assert last.carrier == "Norland army trucks"


def test_an_incident_has_its_number_and_what_came_of_it(coder: Coder) -> None:
    text = "The killing of three aid workers on Sunday led the charity to suspend its work in Putre."
    (found,) = of_kind(code(coder, text), Incident)
    assert (found.what, found.killed, found.consequence_kind) == ("killed", 3, "suspension")
    assert found.consequence is not None
    assert found.consequence.startswith("suspend its work")


@pytest.mark.parametrize(
    "text",
    [
        "Aid workers said that ten soldiers were killed.",
        "The charity trains aid workers to avoid attacks.",
        "No aid workers were killed.",
    ],
)
def test_no_incident_where_no_aid_is_harmed(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Incident) == []


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        ("The blast wounded 47.", 47, "people wounded"),
        ("At least 12 were killed and the school was hit.", 12, "people killed"),
        ("The raid killed at least 250 people.", 250, "people killed"),
        ("Half a million people fled.", 500_000, "people fled"),
    ],
)
def test_people_are_counted_with_what_became_of_them(coder: Coder, text: str, value: float, what: str) -> None:
    (count,) = of_kind(code(coder, text), Count)
    assert (count.value, count.what) == (value, what)


@pytest.mark.parametrize("text", ["The talks lasted 12 days.", "Turnout was 40 percent.", "In 2019 people fled."])
def test_numbers_that_count_no_people_or_goods(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Count) == []
