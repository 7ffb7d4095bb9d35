"""Which negotiation a claim belongs to."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims import actors, make, make_report, meeting, move, one_of_each

from travaux.errors import UsageError
from travaux.ontology.claim import ActorRef, AnyClaim, Participation, claim_id
from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Role
from travaux.packs.load import load_world
from travaux.packs.world import Conflict, Entry, World
from travaux.resolve.belonging import Share, tally_claims
from travaux.resolve.processes import Assignment, assign_processes, find_process

DAY = "2024-06-10"
CANAL = Process(
    id="canal",
    name="Canal talks",
    parties=(ProcessActor(name="Norway", aliases=("Fjord Council",)), ProcessActor(name="Peru")),
    places=("Northern Canal",),
    boundary="All about the canal.",
)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def groups(*names: str) -> tuple[ActorRef, ...]:
    return tuple(ActorRef(name=n, kind=ActorKind.ARMED_GROUP, by="pack") for n in names)


def said(report: Report, words: str, act: Act = Act.DEMAND, who: tuple[ActorRef, ...] = ()) -> AnyClaim:
    """A move told in these words of a report."""
    return move(act, report.id, report.text.index(words), quote=words, actors=who)


def homes(assignment: Assignment, claims: Sequence[AnyClaim]) -> list[tuple[str, ...]]:
    return [assignment.claims.get(claim_id(c), ()) for c in claims]


TWO = make_report(
    "two",
    DAY,
    "Khartoum's army chief spoke. In Nyala the Sudanese Armed Forces and, across the road, the Rapid Support Forces traded fire."
    " They want monitors. In Colombia, the government and the ELN met again in Caracas. They want a longer truce.",
)


def two_processes() -> list[AnyClaim]:
    sudan = groups("Sudanese Armed Forces", "Rapid Support Forces")
    colombia = (*actors("Colombia"), *groups("ELN"))
    return [
        said(
            TWO,
            "the Sudanese Armed Forces and, across the road, the Rapid Support Forces traded fire",
            Act.ATTACK,
            sudan,
        ),
        said(TWO, "the Rapid Support Forces", Act.ATTACK, groups("Rapid Support Forces")),
        said(TWO, "They want monitors"),
        said(TWO, "the government and the ELN met again", Act.MEET, colombia),
        said(TWO, "the ELN", Act.MEET, groups("ELN")),
        said(TWO, "They want a longer truce"),
    ]


def test_a_report_may_touch_two_processes_and_each_claim_goes_to_its_own(world: World) -> None:
    claims = two_processes()
    report = make_report("only", DAY, TWO.text[TWO.text.index("In Colombia") :])
    more = [
        said(report, "the government and the ELN met again", Act.MEET, (*actors("Colombia"), *groups("ELN"))),
        said(report, "the ELN", Act.MEET, groups("ELN")),
    ]
    found = assign_processes([TWO, report], [*claims, *more], world)
    names = [e.process.id for e in found.processes]
    assert sorted(names) == ["colombian-conflict-eln", "sudanese-civil-war"]
    sudan, eln = ("sudanese-civil-war",), ("colombian-conflict-eln",)
    assert homes(found, claims) == [sudan, sudan, sudan, eln, eln, eln]
    entry = find_process(found, "Sudanese civil war")
    assert [(r.report, r.claims) for r in entry.reports] == [("two", 3)]
    assert "Rapid Support Forces" in entry.process.boundary


def test_a_person_s_file_takes_the_place_of_the_conflict_that_it_covers(world: World) -> None:
    own = Process(
        id="jeddah",
        name="Jeddah",
        parties=(ProcessActor(name="Sudanese Armed Forces"), ProcessActor(name="Rapid Support Forces")),
    )
    found = assign_processes([TWO], two_processes()[:3], world, [own])
    assert [e.process.id for e in found.processes] == ["jeddah"]
    assert homes(found, two_processes()[:3]) == [("jeddah",)] * 3


def test_a_file_covers_only_its_own_days(world: World) -> None:
    own = Process(
        id="jeddah",
        name="Jeddah",
        parties=(ProcessActor(name="Sudanese Armed Forces"), ProcessActor(name="Rapid Support Forces")),
        end="2023-12",
    )
    found = assign_processes([TWO], two_processes()[:3], world, [own])
    assert homes(found, two_processes()[:1]) == [("sudanese-civil-war",)]


def test_an_alias_stands_for_its_party() -> None:
    report = make_report("a", DAY, "The Fjord Council turned Peru down. Fishermen watched. Peru was angry about it.")
    claims = [
        said(report, "The Fjord Council turned Peru down", Act.REJECT),
        said(report, "Fishermen watched"),
    ]
    found = assign_processes([report], claims, World(), [CANAL])
    assert homes(found, claims) == [("canal",), ("canal",)]


def test_parties_that_no_pack_opposes_are_a_process_of_their_own() -> None:
    report = make_report("a", DAY)
    claims = [
        move(Act.REJECT, "a", 0, actors=actors("Norway"), recipients=actors("Peru")),
        meeting(report="a", start=30),
        make(Participation, "a", 60, actor=actors("Kenya")[0], role=Role.MEDIATOR),
    ]
    found = assign_processes([report], claims, World())
    assert [(e.process.name, [m.name for m in e.process.mediators]) for e in found.processes] == [
        ("Norway and Peru", ["Kenya"])
    ]


def test_a_report_that_names_nobody_is_of_no_process() -> None:
    report = make_report("a", DAY)
    found = assign_processes([report], [move(report="a", actors=())], World())
    assert found.processes == ()
    assert found.unassigned([report]) == [report]


def test_a_call_with_a_mediator_on_the_same_matter_belongs_to_his_process() -> None:
    kenya = actors("Kenya")
    reports = [make_report(n, DAY) for n in ("a", "b")]
    own: list[AnyClaim] = [
        move(Act.REJECT, "a", 0, actors=actors("Norway"), recipients=actors("Peru"), issues=(Issue.CEASEFIRE,)),
        *(make(Participation, "a", 40 + 20 * n, actor=kenya[0], role=Role.MEDIATOR) for n in range(3)),
    ]
    call = move(Act.MEET, "b", 0, actors=(*kenya, *actors("Chile")), issues=(Issue.CEASEFIRE,))
    found = assign_processes(reports, [*own, call], World(), [CANAL])
    assert homes(found, [call]) == [("canal",)]
    other = move(Act.MEET, "b", 0, actors=(*kenya, *actors("Chile")), issues=(Issue.NUCLEAR,))
    assert homes(assign_processes(reports, [*own, other], World(), [CANAL]), [other]) == [()]


def test_selecting_a_process_keeps_only_its_claims_and_their_reports(world: World) -> None:
    claims = two_processes()
    other = make_report("other", DAY)
    found = assign_processes([TWO, other], claims, world)
    reports, own = found.select("sudanese-civil-war", [TWO, other], claims)
    assert ([r.id for r in reports], own) == (["two"], claims[:3])


def test_an_unknown_process_is_wrong_usage(world: World) -> None:
    with pytest.raises(UsageError, match=r"no process 'nowhere'.*canal"):
        find_process(assign_processes([], [], world, [CANAL]), "nowhere")


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_the_order_of_reports_and_claims_does_not_matter(data: st.DataObject) -> None:
    reports = [make_report(n, DAY) for n in ("r1", "r2", "r3")]
    claims = [c for r in reports for c in one_of_each(r.id)]
    straight = assign_processes(reports, claims, World())
    mixed = assign_processes(data.draw(st.permutations(reports)), data.draw(st.permutations(claims)), World())
    assert mixed == straight


def test_a_party_that_no_claim_names_is_in_the_packs_and_not_in_the_file() -> None:
    sides = (("Norway", "Oslo militia"), ("Peru",))
    world = World(conflicts={"Strait war": Conflict(name="Strait war", sides=sides)})
    claims = [move(report="a", start=n, actors=actors("Norway"), recipients=actors("Peru")) for n in (0, 30)]
    (entry,) = assign_processes([make_report("a")], claims, world).processes
    assert [p.name for p in entry.process.parties] == ["Norway", "Peru"]


def test_what_is_no_side_makes_no_process() -> None:
    bank = tuple(ActorRef(name=n, kind=ActorKind.ORGANISATION, by="name") for n in ("Lake Bank", "Savers Club"))
    claims = [move(Act.SUPPORT, "a", n, actors=bank) for n in (0, 30)]
    assert assign_processes([make_report("a")], claims, World()).processes == ()
    roles = [make(Participation, "a", 60 + 20 * n, actor=a, role=Role.PARTY) for n, a in enumerate(bank)]
    assert len(assign_processes([make_report("a")], [*claims, *roles], World()).processes) == 1


@given(st.sets(st.integers(0, 40)).map(sorted))
def test_a_share_knows_the_places_of_its_claims(places: list[int]) -> None:
    share = Share.of(places, tally_claims([]))
    assert (share.number, share.places) == (len(places), tuple(places))


def test_a_share_is_kept_as_runs_of_places() -> None:
    assert Share.of([0, 1, 2, 5, 7, 8], tally_claims([])).runs == "0-2,5-5,7-8"


STRAIT = Conflict(name="Strait dispute", sides=(("Chile",), ("Ecuador",)))


def states(*names: str) -> World:
    entries = {n: Entry(name=n, kind=ActorKind.STATE, country=n) for n in ("Chile", "Ecuador")}
    entries |= {n: Entry(name=n, kind=ActorKind.IGO) for n in names}
    return World(entries=entries, conflicts={STRAIT.name: STRAIT})


def test_two_states_that_are_named_side_by_side_have_no_matter_between_them() -> None:
    report = make_report("a", DAY)
    world = states()
    urged = [move(Act.DEMAND, "a", n, actors=actors("Chile", "Ecuador", "Kenya", "Fiji")) for n in (0, 30)]
    assert "strait-dispute" not in [e.process.id for e in assign_processes([report], urged, world).processes]
    faced = [move(Act.DEMAND, "a", n, actors=actors("Chile"), recipients=actors("Ecuador")) for n in (0, 30)]
    assert [e.process.id for e in assign_processes([report], faced, world).processes] == ["strait-dispute"]
    met = [move(Act.MEET, "a", n, actors=actors("Chile", "Ecuador", "Kenya")) for n in (0, 30)]
    assert [e.process.id for e in assign_processes([report], met, world).processes] == ["strait-dispute"]


def test_a_body_of_states_stands_for_no_negotiation_alone() -> None:
    world = states("Pacific Council")
    fishing = Conflict(name="Fishing talks", sides=(("Pacific Council",), ("Chile",)))
    world = replace(world, conflicts={fishing.name: fishing})
    report = make_report("a", DAY, "The Pacific Council will host a conference. The Pacific Council was glad of it.")
    claims = [move(Act.MEET, "a", n, actors=actors("Pacific Council")) for n in (0, 44)]
    assert assign_processes([report], claims, world).processes == ()


def test_those_who_fight_a_state_are_told_by_its_adjective(world: World) -> None:
    text = "The Syrian opposition sent a delegation to Oslo. The Syrian rebels asked for a truce. They were heard out."
    report = make_report("a", "2017-03-10", text)
    claims = [
        said(report, "The Syrian opposition sent a delegation to Oslo", Act.MEET),
        said(report, "The Syrian rebels asked for a truce"),
        said(report, "They were heard out", Act.MEET),
    ]
    found = assign_processes([report], claims, world)
    assert homes(found, claims) == [("syrian-civil-war",)] * 3


def test_what_is_told_in_passing_makes_no_process_beside_what_is_told_often(world: World) -> None:
    report = make_report("a", DAY)
    sudan = groups("Sudanese Armed Forces", "Rapid Support Forces")
    often = [move(Act.ATTACK, "a", 30 * n, actors=sudan[:1], recipients=sudan[1:]) for n in range(4)]
    other = make_report("b", DAY)
    tied = [
        *(move(Act.ATTACK, "b", 30 * n, actors=sudan[:1], recipients=sudan[1:]) for n in range(2)),
        *(move(Act.MEET, "b", 100 + 30 * n, actors=groups("ELN")) for n in range(2)),
        *(move(Act.DEMAND, "b", 200 + 4 * n, actors=()) for n in range(20)),
    ]
    found = assign_processes([report, other], [*often, *tied], world)
    assert [e.process.id for e in found.processes] == ["sudanese-civil-war"]


def test_a_report_on_two_others_is_not_of_the_process_of_a_mediator() -> None:
    kenya = actors("Kenya")
    reports = [make_report(n, DAY) for n in ("a", "b")]
    own: list[AnyClaim] = [
        move(Act.REJECT, "a", 0, actors=actors("Norway"), recipients=actors("Peru"), issues=(Issue.CEASEFIRE,)),
        *(make(Participation, "a", 40 + 20 * n, actor=kenya[0], role=Role.MEDIATOR) for n in range(3)),
    ]
    swap = [move(Act.AGREE, "b", n, actors=(*kenya, *actors("Chile")), issues=(Issue.CEASEFIRE,)) for n in (0, 40)]
    found = assign_processes(reports, [*own, *swap], World(), [CANAL])
    assert homes(found, swap) == [("chile-and-kenya",)] * 2
