"""A drafted process file: names as reports have them, crossings with what is known of them, and nothing made up."""

from dataclasses import replace

from tests.claims import access, make_report, move

from travaux.ontology.claim import ActorRef, AnyClaim
from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.process_file import read_process, write_process
from travaux.ontology.vocabulary import Act, ActorKind, FacilityKind
from travaux.packs.world import AccessPoint, Entry, FormRole, World
from travaux.resolve.drafting import describe_draft, draft_process
from travaux.spans import Span

TEXT = "The Norwegians met the QF. QF's envoy left. Quayside Front held Upper Port."
PROCESS = Process(
    id="quay",
    name="Quay talks",
    parties=(ProcessActor(name="Norway", side=1), ProcessActor(name="Quay Front", side=2)),
    found=True,
    boundary="what concerns the quay",
)


def world() -> World:
    built = World()
    norway = Entry(name="Norway", kind=ActorKind.STATE, country="Norway")
    built.entries["Norway"] = norway
    built.add_form("Norway", FormRole.NAME, norway)
    built.add_form("Norwegians", FormRole.PEOPLE, norway)
    built.points["Upper Port"] = AccessPoint(name="Upper Port", kind="port", connects=("Norway",), lat=1.5, lon=2.5)
    return built


def refer(name: str, words: str, kind: ActorKind = ActorKind.ARMED_GROUP, by: str = "name") -> ActorRef:
    start = TEXT.index(words)
    return ActorRef(name=name, kind=kind, span=Span(start, start + len(words)), by=by, country="Peru")


def draft(*claims: AnyClaim) -> Process:
    return draft_process(PROCESS, [make_report("r1", text=TEXT)], claims, world())


def told(*actors: ActorRef) -> AnyClaim:
    return move(Act.MEET, actors=actors)


def test_aliases_are_the_names_under_which_reports_tell_of_a_party() -> None:
    drafted = draft(
        told(refer("Quay Front", "QF's"), refer("Quay Front", "QF", by="pack"), refer("Quay Front", "Quayside Front")),
        told(refer("Norway", "The Norwegians", ActorKind.STATE)),
        told(refer("Quay Front", "envoy", by="description")),
    )
    norway, front = drafted.parties
    assert norway.aliases == ()
    assert front.aliases == ("QF", "Quayside Front")
    assert (front.kind, front.country, norway.kind) == (ActorKind.ARMED_GROUP, "Peru", None)
    assert drafted.found is False


def test_crossings_have_what_the_packs_know_of_them() -> None:
    port = access(facility="Upper Port", told="Upper Quay", facility_kind=FacilityKind.PORT)
    vague = access(facility="entry of aid", facility_kind=FacilityKind.OTHER, start=30)
    unnamed = access(facility="the crossing", facility_kind=FacilityKind.CROSSING, start=60)
    (crossing,) = draft(port, vague, unnamed).crossings
    assert (crossing.name, crossing.aliases, crossing.kind) == ("Upper Port", ("Upper Quay",), FacilityKind.PORT)
    assert (crossing.lat, crossing.lon, crossing.connects) == (1.5, 2.5, ("Norway",))


def test_a_draft_is_a_good_process_file() -> None:
    drafted = draft(told(refer("Quay Front", "QF", by="pack")), access(facility="Upper Port"))
    body = describe_draft({"r1": 2}) + write_process(drafted)
    assert "1 reports with 2 claims" in body
    assert read_process(body, "draft") == replace(drafted, found=False)
