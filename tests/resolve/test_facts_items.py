"""Moves, access, parties, texts and numbers: what is one item and what is two; origins and contradictions."""

import pytest
from tests.claims import access, actors, make, make_report, move, said_by, when

from travaux.ontology.claim import ActorRef, AnyClaim, Consignment, Count, Instrument, Participation, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ActorKind,
    ConsignmentStage,
    Issue,
    Modality,
    Role,
    SpeakerKind,
)
from travaux.packs.world import AccessPoint, World
from travaux.resolve.dossier import build_dossier

REPORTS = [
    *(make_report(f"r{n}", f"2025-06-1{n}") for n in range(1, 5)),
    make_report("e1", "2025-06-11"),
    *(make_report(f"u{n}", None) for n in range(1, 3)),
]
"""Four of four days, another of the first day, and two without a day."""
TRUCE = (Issue.CEASEFIRE,)


def build(*claims: AnyClaim, world: World | None = None) -> Dossier:
    return build_dossier(REPORTS, claims, world or World())


def test_the_same_deed_in_two_reports_is_one_move() -> None:
    (item,) = build(move(issues=TRUCE), move(report="r2", issues=TRUCE, when=when("2025-06-09"))).moves
    assert len(item.evidence) == 2
    assert item.when is not None


@pytest.mark.parametrize(
    "other",
    [
        {"actors": actors("Peru")},
        {"act": Act.ACCEPT},
        {"modality": Modality.FUTURE},
        {"modality": Modality.NEGATION},
        {"when": when("2025-05-01")},
        {"place": "Doha"},
        {"recipients": actors("Chile")},
    ],
)
def test_deeds_that_differ_are_two(other: dict[str, object]) -> None:
    one = {
        "act": Act.REJECT,
        "issues": TRUCE,
        "when": when("2025-06-09"),
        "place": "Oslo",
        "recipients": actors("Peru"),
    }
    first, second = move(**one), move(report="r2", **{**one, **other})  # type: ignore[arg-type]
    assert [len(m.evidence) for m in build(first, second).moves] == [1, 1]


def test_a_denial_stands_beside_what_it_denies() -> None:
    told = move(Act.ATTACK, issues=TRUCE, voice=said_by("Holm"))
    denied = move(Act.ATTACK, "r2", issues=TRUCE, modality=Modality.NEGATION, voice=said_by("Lie", denied=True))
    dossier = build(told, denied)
    assert {m.modality for m in dossier.moves} == {Modality.ASSERTED, Modality.NEGATION}
    (contradiction,) = dossier.contradictions
    assert set(contradiction.sides) == {claim_id(told), claim_id(denied)}
    assert {e.speaker for e in contradiction.evidence} == {"Holm", "Lie"}
    assert contradiction.id == min(claim_id(told), claim_id(denied))


@pytest.mark.parametrize(
    "other",
    [
        {"voice": said_by("Holm")},
        {"actors": actors("Peru")},
        {"issues": (Issue.NUCLEAR,)},
        {"when": when("2024-01-01")},
        {"recipients": actors("Chile")},
        {"act": Act.ACCEPT},
    ],
)
def test_no_contradiction_without_two_voices_on_one_deed(other: dict[str, object]) -> None:
    fields: dict[str, object] = {
        "act": Act.ATTACK,
        "issues": TRUCE,
        "when": when("2025-06-09"),
        "recipients": actors("Peru"),
    }
    told = move(**fields, voice=said_by("Holm"))  # type: ignore[arg-type]
    against = {**fields, "modality": Modality.NEGATION, "voice": said_by("Lie"), **other}
    assert build(told, move(report="r2", **against)).contradictions == ()  # type: ignore[arg-type]


def test_a_cause_points_to_the_item_of_its_claim() -> None:
    first, again = move(Act.PRESS, issues=TRUCE), move(Act.PRESS, "r2", issues=TRUCE)
    effect = move(Act.OPEN_ACCESS, "r2", 40, because_of=claim_id(again))
    opened = next(m for m in build(first, again, effect).moves if m.act is Act.OPEN_ACCESS)
    assert opened.because_of == min(claim_id(first), claim_id(again))


def test_a_point_has_its_states_by_what_is_told() -> None:
    world = World()
    world.points["Tumbes crossing"] = AccessPoint(
        name="Tumbes crossing", kind="crossing", place="Tumbes", lat=-3.5, lon=-80.4
    )
    load: AnyClaim = make(
        Consignment, "r2", 60, cargo="12 trucks", point="Tumbes crossing", stage=ConsignmentStage.APPROVED
    )
    dossier = build(
        access(AccessState.CLOSED, when=when("2025-06-01")),
        access(AccessState.OPEN, "r2", when=when("2025-06-12"), reopened=True),
        access(AccessState.OPEN, "r3", when=when("2025-06")),
        load,
        world=world,
    )
    (point,) = dossier.access_points
    assert (point.place, point.lat) == ("Tumbes", -3.5)
    assert [(s.state, len(s.evidence), s.reopened) for s in point.statuses] == [
        (AccessState.CLOSED, 1, False),
        (AccessState.OPEN, 2, True),
    ]
    assert [c.stage for c in point.consignments] == [ConsignmentStage.APPROVED]
    assert dossier.consignments == ()


def test_planned_and_approved_are_states_of_their_own() -> None:
    states = [AccessState.PLANNED, AccessState.APPROVED, AccessState.OPEN]
    (point,) = build(*(access(s, f"r{n}") for n, s in enumerate(states, 1))).access_points
    assert [s.state for s in point.statuses] == states


def test_what_moves_through_no_named_point_stands_apart() -> None:
    load: AnyClaim = make(Consignment, cargo="12 trucks", stage=ConsignmentStage.MOVED)
    assert [c.cargo for c in build(load).consignments] == ["12 trucks"]


def test_a_party_has_its_roles_the_most_told_first() -> None:
    (norway,) = actors("Norway")
    rows: list[AnyClaim] = [
        make(Participation, r, actor=norway, role=role)
        for r, role in (("r1", Role.HOST), ("r2", Role.MEDIATOR), ("r3", Role.MEDIATOR))
    ]
    (party,) = build(*rows).parties
    assert party.roles == (Role.MEDIATOR, Role.HOST)


def instrument(report: str = "r1", /, **fields: object) -> Instrument:
    claim: Instrument = make(Instrument, report, **({"label": "resolution"} | fields))  # type: ignore[arg-type]
    return claim


def test_a_text_told_twice_is_one_by_its_firmest_action() -> None:
    (item,) = build(
        instrument(label="Council resolution", body="Council", action="cited"),
        instrument("r2", body="Council", action="adopted", when=when("2025-05")),
    ).instruments
    assert (item.label, item.body, item.action) == ("Council resolution", "Council", "adopted")


@pytest.mark.parametrize("other", [{"body": "Assembly"}, {"label": "accord"}, {"when": when("2020")}])
def test_other_texts_are_others(other: dict[str, object]) -> None:
    one: dict[str, object] = {"body": "Council", "action": "adopted", "when": when("2025-05")}
    assert len(build(instrument("r1", **one), instrument("r2", **{**one, **other})).instruments) == 2


def test_a_text_recalled_without_its_day_is_not_the_one_of_the_day() -> None:
    news = instrument("r2", label="pact", action="signed", when=when("2025-06-09"))
    old = instrument("r1", label="pact", action="signed", modality=Modality.HISTORICAL)
    dated = instrument("r3", label="pact", action="signed", modality=Modality.HISTORICAL, when=when("2025-06-09"))
    items = build(news, old, dated).instruments
    assert sorted([e.report for e in i.evidence] for i in items) == [["r1"], ["r2", "r3"]]


def counts(*told: tuple[str, float, str | None]) -> list[list[str]]:
    """The reports behind each number, of (report, value, place)."""
    rows = [make(Count, r, what="people wounded", value=v, place=place) for r, v, place in told]
    return sorted([e.report for e in c.evidence] for c in build(*rows).counts)


@pytest.mark.parametrize(
    ("told", "items"),
    [
        ([("r1", 137, None), ("r2", 137, None), ("r3", 40, None)], [["r1", "r2"], ["r3"]]),
        ([("r1", 2500, None), ("r4", 2500, "Goma")], [["r1", "r4"]]),
        ([("r1", 20, None), ("r2", 20, None)], [["r1"], ["r2"]]),
        ([("r1", 20, None), ("e1", 20, None)], [["e1", "r1"]]),
        ([("r1", 20, "Goma"), ("e1", 20, "Uvira")], [["e1"], ["r1"]]),
        ([("r1", 20, "Goma"), ("r3", 20, "Goma")], [["r1", "r3"]]),
        ([("r1", 20, "Goma"), ("r4", 20, "Goma")], [["r1"], ["r4"]]),
        ([("r1", 20, "Goma"), ("r2", 20, None)], [["r1"], ["r2"]]),
        ([("u1", 20, None), ("u2", 20, None)], [["u1"], ["u2"]]),
    ],
)
def test_a_small_number_of_another_day_may_be_of_another_event(
    told: list[tuple[str, float, str | None]], items: list[list[str]]
) -> None:
    assert counts(*told) == items


def test_a_flow_is_one_whenever_it_is_told() -> None:
    rows = [make(Count, r, what="trucks", value=50.0, per="day") for r in ("r1", "r4")]
    (item,) = build(*rows).counts
    assert len(item.evidence) == 2


def test_copies_of_one_report_are_one_origin() -> None:
    first, copy, other = make_report("r1"), make_report("c1", "2025-06-12", make_report("r1").text), make_report("r2")
    claims = [move(issues=TRUCE), move(report="c1", issues=TRUCE), move(report="r2", issues=TRUCE)]
    (item,) = build_dossier([other, copy, first], claims, World()).moves
    assert item.origins == ("r1", "r2")
    assert {r.id: r.copy_of for r in build_dossier([first, copy, other], claims, World()).reports}["c1"] == "r1"


def test_a_named_voice_is_one_origin_wherever_it_is_quoted() -> None:
    holm = said_by("Holm", relayed_by=("Reuters",))
    (item,) = build(move(issues=TRUCE, voice=holm), move(report="r2", issues=TRUCE, voice=said_by("Holm"))).moves
    assert item.origins == ("Holm",)


def test_an_unnamed_voice_is_one_origin_per_outlet_that_spoke_to_it() -> None:
    def aide(outlet: str) -> AnyClaim:
        voice = said_by("aide", SpeakerKind.ANONYMOUS, relayed_by=(outlet,))
        return move(report="r1" if outlet == "AFP" else "r2", issues=TRUCE, voice=voice)

    (item,) = build(aide("AFP"), aide("Reuters")).moves
    assert len(item.origins) == 2


def test_who_is_only_taken_for_a_mediator_is_none() -> None:
    taken = make(Participation, "r1", 0, actor=actors("Cuba")[0], role=Role.MEDIATOR, rule="role-between")
    minister = ActorRef(name="Ana Ruiz", kind=ActorKind.PERSON, by="name", country="Cuba")
    of_side = make(Participation, "r1", 20, actor=minister, role=Role.MEDIATOR, rule="role-of-side")
    assert build_dossier([make_report("r1")], [taken, of_side], World()).parties == ()
    mediates = move(Act.MEDIATE, "r1", 40, actors=actors("Cuba"))
    found = build_dossier([make_report("r1")], [taken, of_side, mediates], World()).parties
    assert [(p.name, p.roles) for p in found] == [("Ana Ruiz", (Role.MEDIATOR,)), ("Cuba", (Role.MEDIATOR,))]


def test_recipients_that_the_words_do_not_tell_stand_in_no_line() -> None:
    told = move(Act.ATTACK, recipients=actors("Peru"), rule="acts/attack:verb:attack")
    (item,) = build(told).moves
    assert item.recipients == ("Peru",)
    weighed = move(Act.ATTACK, recipients=actors("Peru"), rule="acts/attack:verb:attack+weighed-to")
    (item,) = build(weighed).moves
    assert item.recipients == ()
