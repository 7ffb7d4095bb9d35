"""One invented report, from its text to the dossier: a negotiation told through a chain of outlets.

The people, the front and its crossings are invented; packs know some of the states and none of the rest.
"""

from collections.abc import Sequence
from datetime import date

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.dossier import Dossier, Item
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import AccessState, Act, MeetingStatus, ProposalState, Role
from travaux.resolve.dossier import build_dossier
from travaux.views.brief import make_brief

pytestmark = pytest.mark.model
PARTS = [
    "Rapid Support Forces turn down truce offer as Sudan hints at leaving talks",
    "The Rapid Support Forces rejected Sudan’s new plan to stop the war, according to a Reuters report on Tuesday.",
    "“They refused, and they see no answer to their demands in it,” said an unnamed envoy quoted by Reuters.",
    "Mediators from Norway, Kenya and Qatar have tried to bring the two sides together since the war broke out.",
    "The UN Security Council adopted a resolution on the war last month.",
    "Minister Espen Barth Eide, envoy Amina Wanjiru and minister Khalid Marri are to meet in Geneva this weekend.",
    "The three met last month in Nairobi, but no progress was made.",
    "It has led Sudanese officials to question the point of the talks, according to the broadcaster Al Jazeera.",
    "The Rapid Support Forces demanded that Sudan release all prisoners and that its troops leave Khartoum.",
    "Pressure led Sudan to reopen the Adre crossing, and to open the port of Suakin.",
    "Ministers on Monday approved the passage of 30 trucks carrying aid.",
]


@pytest.fixture(scope="module")
def report() -> Report:
    return Report(id="story", text="\n\n".join(PARTS), published=date(2025, 6, 11), outlet="thepaper.example")


@pytest.fixture(scope="module")
def dossier(coder: Coder, report: Report) -> Dossier:
    return build_dossier([report], coder.code(report), coder.world)


def chains(item: Item) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(e.speaker, e.relayed_by) for e in item.evidence]


def test_every_item_is_in_the_report(dossier: Dossier, report: Report) -> None:
    rows: Sequence[Item] = (*dossier.moves, *dossier.proposals, *dossier.meetings, *dossier.parties, *dossier.demands)
    for item in rows:
        assert item.evidence
        assert all(e.quote == report.text[e.start : e.end] for e in item.evidence)


def test_the_refusal_is_relayed_and_spoken_by_somebody_unnamed(dossier: Dossier) -> None:
    refused = [m for m in dossier.moves if m.act is Act.REJECT and m.actors == ("Rapid Support Forces",)]
    voices = [v for m in refused for v in chains(m)]
    assert (None, ("Reuters",)) in voices
    assert ("unnamed envoy", ("Reuters",)) in voices


def test_the_proposal_is_sudans_and_turned_down(dossier: Dossier) -> None:
    found = [p for p in dossier.proposals if p.authors == ("Sudan",)]
    assert [(p.addressees, p.state) for p in found][:1] == [(("Rapid Support Forces",), ProposalState.REJECTED)]


def test_the_doubt_is_the_officials_relayed_by_a_broadcaster(dossier: Dossier) -> None:
    doubts = [
        e
        for m in dossier.moves
        if m.act in {Act.ASSESS, Act.ACCUSE} and m.actors == ("sudanese officials",)
        for e in m.evidence
    ]
    assert [e.relayed_by for e in doubts] == [("Al Jazeera",)]


def test_the_mediators_are_named(dossier: Dossier) -> None:
    assert {p.name for p in dossier.parties if Role.MEDIATOR in p.roles} >= {"Norway", "Kenya", "Qatar"}


def test_the_parties_are_the_two_sides(dossier: Dossier) -> None:
    assert {p.name for p in dossier.parties if Role.PARTY in p.roles} == {"Sudan", "Rapid Support Forces"}


def test_the_resolution_is_of_last_month(dossier: Dossier) -> None:
    (text,) = dossier.instruments
    assert (text.body, text.action) == ("UN Security Council", "adopted")
    assert text.when is not None
    assert text.when.edtf == "2025-05"


@pytest.mark.parametrize(
    ("status", "place", "edtf"),
    [(MeetingStatus.PLANNED, "Geneva", "2025-06-14/2025-06-15"), (MeetingStatus.HELD, "Nairobi", "2025-05")],
)
def test_the_three_have_met_and_will_meet(dossier: Dossier, status: MeetingStatus, place: str, edtf: str) -> None:
    (meeting,) = [m for m in dossier.meetings if m.status is status]
    assert {p.name for p in meeting.participants} == {"Espen Barth Eide", "Amina Wanjiru", "Khalid Marri"}
    assert meeting.place == place
    assert meeting.when is not None
    assert meeting.when.edtf == edtf


def test_the_crossing_is_reopened_and_the_port_open(dossier: Dossier) -> None:
    states = {p.name: [(s.state, s.reopened, s.by) for s in p.statuses] for p in dossier.access_points}
    crossing = next(v for k, v in states.items() if "Adr" in k)
    port = next(v for k, v in states.items() if "Suakin" in k)
    assert crossing == [(AccessState.OPEN, True, ("Sudan",))]
    assert port == [(AccessState.OPEN, False, ("Sudan",))]


def test_what_is_approved_has_not_moved(dossier: Dossier) -> None:
    loads = [*dossier.consignments, *(c for p in dossier.access_points for c in p.consignments)]
    assert "moved" not in {c.stage.value for c in loads}


def test_the_demand_is_the_fronts(dossier: Dossier) -> None:
    found = [d for d in dossier.demands if "prisoners" in d.content]
    assert [(d.by, d.of) for d in found] == [(("Rapid Support Forces",), ("Sudan",))]


def test_the_brief_states_it_with_notes(dossier: Dossier) -> None:
    brief = make_brief(dossier)
    lines = {s.title: " ".join(line.text for line in s.lines) for s in brief.sections}
    assert "Sudan’s new plan" in lines["On the table"]
    assert "release all prisoners" in lines["Who wants what"]
    assert "Adre crossing: reopened" in lines["To check before use"]
    assert brief.notes
