"""A file made with the memory of the last one is the file made anew, whatever came, went or changed between them."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims import actors, make, make_report, meeting, move, said_by, when

from travaux.memory import Memory
from travaux.ontology.claim import (
    ActorRef,
    AnyClaim,
    Assessment,
    Attribution,
    Count,
    Demand,
    Leverage,
    Participation,
    ProposalMention,
    Term,
    Voice,
    claim_id,
)
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import (
    Act,
    ActorKind,
    Issue,
    LeverageKind,
    MeetingStatus,
    Modality,
    ProposalState,
    Role,
    SpeakerKind,
    TermStatus,
)
from travaux.packs.world import World
from travaux.resolve import events
from travaux.resolve.dossier import build_dossier

WORLD = World()
NAMES = [f"r{n}" for n in range(6)]
DAYS = ["2025-06-10", "2025-06-10", "2025-06-11", "2025-06-12", "2025-07-01", None]
PEOPLE = [
    ActorRef(name="Holm", kind=ActorKind.PERSON, by="name"),
    ActorRef(name="Kari Holm", kind=ActorKind.PERSON, by="name", country="Norway"),
    ActorRef(name="Kari Holm", kind=ActorKind.PERSON, by="name", country="Peru"),
    ActorRef(name="Ola Holm", kind=ActorKind.PERSON, by="name"),
]
SIDES = st.sampled_from([(), actors("Norway"), actors("Peru"), actors("Norway", "Peru"), *((p,) for p in PEOPLE)])
VOICES = st.sampled_from(
    [
        said_by("Holm"),
        said_by("Kari Holm"),
        said_by("an aide", SpeakerKind.ANONYMOUS),
        said_by("the statement", SpeakerKind.DOCUMENT),
        said_by("Lie", denied=True),
        Voice(speaker=None, kind=SpeakerKind.REPORTER),
    ]
)
WHENS = st.sampled_from(
    [None, when("2025-06-09"), when("2025-06-09/2025-06-12"), when("2025-06-11"), when("2025-06"), when(None, "Friday")]
)


@st.composite
def a_claim(draw: st.DrawFn) -> AnyClaim:
    common: dict[str, Any] = {
        "report": draw(st.sampled_from(NAMES)),
        "start": draw(st.integers(0, 20)) * 10,
        "voice": draw(VOICES),
    }
    by, to, at = draw(SIDES), draw(SIDES), draw(WHENS)
    issues = draw(st.sampled_from([(), (Issue.CEASEFIRE,), (Issue.HOSTAGES_PRISONERS,)]))
    kind = draw(st.integers(0, 10))
    found: AnyClaim
    if kind < 3:
        act = draw(st.sampled_from([Act.ATTACK, Act.ATTACK, Act.REJECT, Act.AGREE, Act.MEDIATE, Act.RELEASE]))
        modality = draw(st.sampled_from([Modality.ASSERTED, Modality.ASSERTED, Modality.NEGATION]))
        found = move(act, actors=by, recipients=to, when=at, issues=issues, modality=modality, **common)
    elif kind == 3:
        found = meeting(draw(st.sampled_from(list(MeetingStatus))), participants=(*by, *to), when=at, **common)
    elif kind == 4:
        state = draw(st.sampled_from([ProposalState.TABLED, ProposalState.ACCEPTED, ProposalState.REJECTED]))
        found = make(ProposalMention, authors=by, addressees=to, label="plan", state=state, when=at, **common)
    elif kind == 5:
        found = make(Demand, by=by, of=to, content=draw(st.sampled_from(["leave now", "release all"])), **common)
    elif kind == 6:
        found = make(Attribution, **common)
    elif kind == 7:
        role = draw(st.sampled_from([Role.PARTY, Role.MEDIATOR]))
        found = make(Participation, actor=(*by, *actors("Oman"))[0], role=role, **common)
    elif kind == 8:
        found = make(Count, what="people", value=float(draw(st.integers(1, 3))), **common)
    elif kind == 9:
        found = make(Leverage, by=by, on=to, type=LeverageKind.THREAT, content="leave the talks", **common)
    elif draw(st.booleans()):
        found = make(Assessment, by=by, **common)
    else:
        found = make(Term, content="a truce of a week", issue=Issue.CEASEFIRE, status=TermStatus.PROPOSED, **common)
    return found


@st.composite
def a_change(draw: st.DrawFn) -> tuple[str, str]:
    return draw(st.sampled_from(["come", "go", "code", "outlet", "copy"])), draw(st.sampled_from(NAMES))


def make_reports() -> dict[str, Report]:
    pairs = zip(NAMES, DAYS, strict=True)
    return {name: make_report(name, day, outlet="The Post" if name == "r1" else None) for name, day in pairs}


@settings(deadline=None, max_examples=120)
@given(
    st.lists(a_claim(), max_size=30, unique_by=claim_id),
    st.lists(a_change(), max_size=6),
    st.sampled_from([(24, 16), (1, 2), (1, 4), (2, 4)]),
)
def test_a_file_remembered_is_the_file_made_anew(
    claims: list[AnyClaim], changes: list[tuple[str, str]], many: tuple[int, int]
) -> None:
    reports, here, memory = make_reports(), set(NAMES[::2]), Memory()
    told = {name: [c for c in claims if c.report == name] for name in NAMES}
    matches: list[tuple[str, str, float]] = []
    before = events._MANY, events._LARGE
    events._MANY, events._LARGE = many
    try:
        for what, name in [("come", "r1"), *changes]:
            if what == "come":
                here.add(name)
            elif what == "go":
                here.discard(name)
            elif what == "code":
                told[name] = [replace(c) for c in told[name][1:]]
            elif what == "outlet":
                reports[name] = replace(reports[name], outlet=f"{name} Times (Reuters)")
            elif name != "r0":
                matches = [(name, "r0", 0.9)]
            own = [reports[n] for n in sorted(here)]
            held = [c for n in sorted(here, reverse=True) for c in told[n]]
            anew = build_dossier(own, held, WORLD, matches=matches)
            assert build_dossier(own, held, WORLD, matches=matches, memory=memory) == anew
    finally:
        events._MANY, events._LARGE = before


def test_a_name_that_a_later_report_makes_full_is_full_everywhere() -> None:
    reports = list(make_reports().values())
    first = move(Act.REJECT, "r0", 0, actors=(PEOPLE[0],), recipients=actors("Peru"))
    later = move(Act.REJECT, "r3", 0, actors=(PEOPLE[1],), recipients=actors("Peru"))
    memory = Memory()
    alone = build_dossier(reports, [first], WORLD, memory=memory)
    both = build_dossier(reports, [first, later], WORLD, memory=memory)
    again = build_dossier(reports, [first], WORLD, memory=memory)
    assert [m.actors for m in alone.moves] == [("Holm",)]
    assert {m.actors for m in both.moves} == {("Kari Holm",)}
    assert again == alone
