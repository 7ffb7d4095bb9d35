"""The brief: every line that states something has notes, and every note's words are in its report."""

from dataclasses import replace
from datetime import date

import pytest
from tests.claims import access, actors, make, make_report, meeting, move, one_of_each, said_by, text_of, when

from travaux.coding.coder import Coder
from travaux.ontology.claim import AnyClaim, Demand, Participation
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import AccessState, Act, Issue, MeetingStatus, Modality, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.brief import Brief, make_brief, render_brief

UNSTATED = {"Who says so", "Set aside, not read"}
"""Sections whose lines count voices or name files; the rest state something of the negotiation."""


def build(*claims: AnyClaim, names: tuple[str, ...] = ("r1", "r2", "r3", "r4", "r5")) -> Brief:
    return make_brief(build_dossier([make_report(n, outlet=f"Outlet {n}") for n in names], claims, World()))


def check(brief: Brief, texts: dict[str, str]) -> None:
    numbers = {n.number for n in brief.notes}
    assert numbers == set(range(1, len(brief.notes) + 1))
    for section in brief.sections:
        assert section.lines
        for line in section.lines:
            assert set(line.notes) <= numbers
            stated = not line.text.startswith("Unknown") and not line.text.endswith((":", "no report."))
            assert line.notes or section.title in UNSTATED or not stated, line.text
    for note in brief.notes:
        assert note.quote == " ".join(texts[note.report][note.start : note.end].split())


def test_every_line_that_states_something_has_notes() -> None:
    claims = [*one_of_each("r1"), *one_of_each("r2")]
    brief = build(*claims)
    check(brief, {n: text_of(n) for n in ("r1", "r2")})
    assert len({s.title for s in brief.sections}) == len(brief.sections) > 6


def test_a_line_cites_a_note_once() -> None:
    sides: list[AnyClaim] = [
        make(Participation, "r1", 0, actor=a, role=Role.PARTY, ordinal=n)
        for n, a in enumerate(actors("Norway", "Peru"))
    ]
    lines = [line for section in build(*sides).sections for line in section.lines]
    assert all(len(set(line.notes)) == len(line.notes) for line in lines)


def test_without_claims_the_status_is_unknown() -> None:
    brief = build()
    assert [line.text[:7] for section in brief.sections for line in section.lines] == ["Unknown"]
    assert brief.notes == ()


def test_the_title_names_sides_reports_and_days() -> None:
    sides: list[AnyClaim] = [
        make(Participation, "r1", n * 30, actor=a, role=Role.PARTY) for n, a in enumerate(actors("Norway", "Peru"))
    ]
    assert build(*sides, names=("r1",)).title.startswith("Norway – Peru (1 report, ")
    assert "5 reports" in build(*sides).title
    assert "undated" in make_brief(build_dossier([make_report("r1", None)], [], World())).title


def test_a_line_counts_origins_and_shows_at_most_three_notes() -> None:
    claims = [access(AccessState.OPEN, f"r{n}", voice=said_by(f"Holm {n}")) for n in range(1, 6)]
    (line,) = next(s for s in build(*claims).sections if "Crossings" in s.title).lines
    assert (len(line.notes), line.more, line.origins) == (3, 2, 5)
    assert "5 independent origins" in render_brief(build(*claims))


def test_planned_meetings_are_never_told_as_held() -> None:
    brief = build(
        meeting(MeetingStatus.PLANNED, place="Oslo", when=when("2025-06-20")),
        meeting(MeetingStatus.HELD, "r2", place="Oslo", when=when("2025-06-09")),
    )
    told = {s.title: [line.text for line in s.lines] for s in brief.sections}
    assert told["What is next"] == ["Norway and Peru are to meet in Oslo, 20 June 2025."]
    assert told["Meetings held"] == ["Norway and Peru met in Oslo, 9 June 2025."]


def test_a_planned_meeting_whose_day_has_passed_is_uncertain() -> None:
    brief = build(meeting(MeetingStatus.PLANNED, place="Oslo", when=when("2025-06-02")))
    told = {s.title: [line.text for line in s.lines] for s in brief.sections}
    assert "What is next" not in told
    assert told["What is uncertain"] == [
        "Whether it took place is not told: Norway and Peru are to meet in Oslo, 2 June 2025."
    ]


@pytest.mark.parametrize("modality", [Modality.FUTURE, Modality.HYPOTHETICAL, Modality.NEGATION])
def test_only_deeds_stand_in_the_timeline(modality: Modality) -> None:
    titles = [s.title for s in build(move(Act.ATTACK, modality=modality)).sections]
    assert "What happened, in order" not in titles


def test_deeds_are_in_the_order_of_their_reports() -> None:
    days = {"r1": "2025-06-09", "r2": "2025-05-02", "r3": "2025-06-01"}
    reports = [replace(make_report(n), published=date.fromisoformat(d)) for n, d in days.items()]
    claims = [
        replace(move(Act.ATTACK, r, actors=actors(r)), sentence=f"{r} shelled the lake.", confidence=0.9) for r in days
    ]
    sections = make_brief(build_dossier(reports, claims, World())).sections
    lines = [line.text for s in sections if s.title.startswith("What happened") for line in s.lines]
    assert lines == [
        "Reported 2 May 2025: “r2 shelled the lake”.",
        "Reported 1 June 2025: “r3 shelled the lake”.",
        "Reported 9 June 2025: “r1 shelled the lake”.",
    ]


def test_what_is_told_both_ways_stands_side_by_side() -> None:
    issues = (Issue.CEASEFIRE,)
    brief = build(
        move(Act.ATTACK, issues=issues, voice=said_by("Holm")),
        move(Act.ATTACK, "r2", issues=issues, modality=Modality.NEGATION, voice=said_by("Lie", denied=True)),
    )
    head, one, other = next(s for s in brief.sections if s.title == "Told both ways").lines
    assert (len(head.notes), head.indent) == (2, 0)
    assert [line.text.split(":")[0] for line in (one, other)] == ["Holm", "Denied by Lie"]
    assert [line.indent for line in (one, other)] == [1, 1]


def test_what_is_vague_or_often_wrong_stands_under_to_check() -> None:
    sure = make(Demand, "r1", 0, by=actors("Norway"), content="leave the islands", confidence=0.9)
    wrong = make(Demand, "r2", 0, by=actors("Peru"), content="open both ports", confidence=0.1)
    vague = make(Demand, "r3", 0, content="free the crew")
    told = {s.title: [line.text for line in s.lines] for s in build(sure, wrong, vague).sections}
    assert told["Who wants what"] == ["Norway demanded “leave the islands”."]
    assert sorted(told["To check before use"]) == [
        "Peru demanded “open both ports”.",
        "Somebody unnamed demanded “free the crew”.",
    ]


def test_several_unsure_claims_make_no_sure_line() -> None:
    claims = [
        make(
            Demand, r, 0, by=actors("Norway"), content="leave the islands", confidence=0.55, voice=said_by(f"Holm {r}")
        )
        for r in ("r1", "r2", "r3")
    ]
    assert "Who wants what" not in [s.title for s in build(*claims).sections]
    surest = make(Demand, "r4", 0, by=actors("Norway"), content="leave the islands", confidence=0.9)
    assert "Who wants what" in [s.title for s in build(*claims, surest).sections]


def test_a_section_is_cut_to_a_page_and_says_by_how_much() -> None:
    claims = [
        make(Demand, "r1", n * 20, by=actors("Norway"), content=f"{name} {name}ville")
        for n, name in enumerate(
            "Arica Bergen Callao Drammen Egersund Florø Gjøvik Hamar Iquique Jæren Kvam Lima".split()
        )
    ]
    brief = build(*claims)
    lines = next(s for s in brief.sections if s.title == "Who wants what").lines
    assert (len(lines), lines[-1].text) == (11, "… and 2 more; --format json has them all.")
    assert len(brief.notes) == 10


def test_a_report_set_aside_is_named_with_its_reason() -> None:
    aside = make_report("r9", set_aside="not English", place="nine.txt")
    text = render_brief(make_brief(build_dossier([aside], [], World())))
    assert "nine.txt: not English" in text


@pytest.mark.model
def test_notes_of_a_coded_report_are_in_it(coder: Coder) -> None:
    text = (
        "Peru rejected Norway’s latest\nproposal on Monday, a diplomat told Reuters. “They left,” the diplomat said.\n\n"
        "Norwegian and Peruvian envoys will meet in Geneva on Friday. Mediators from Qatar opened the Tumbes crossing."
    )
    report = Report(id="r1", text=text, outlet="The Post")
    brief = make_brief(build_dossier([report], coder.code(report), coder.world))
    check(brief, {"r1": text})
    assert len(brief.sections) > 4
