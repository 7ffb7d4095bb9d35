"""Which lines of a list can be relied on unread, how they are told, and the mark of the others."""

from dataclasses import replace
from typing import Any

import pytest
from tests.claims import actors, make, make_report, meeting, move, said_by, when

from travaux.ontology.claim import AnyClaim, Demand, Leverage, PositionMention, ProposalMention, Term
from travaux.ontology.dossier import DemandChange, DemandItem, Dossier
from travaux.ontology.vocabulary import (
    Act,
    DemandState,
    Issue,
    LeverageKind,
    MeetingStatus,
    Modality,
    SpeakerKind,
    Stance,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.lead import lead_of
from travaux.views.ledger import list_moved
from travaux.views.listing import Lister
from travaux.views.sure import (
    MARK,
    dump_rated,
    explain_mark,
    is_sure,
    list_sure_parts,
    sort_surest_first,
    tell_surely,
)


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier([make_report("r1"), make_report("r2", "2025-06-12")], claims, World())


def demand(confidence: float, content: str = "leave the islands", start: int = 0, **fields: Any) -> AnyClaim:
    claim: AnyClaim = make(
        Demand, "r1", start, by=actors("Norway"), of=actors("Peru"), content=content, confidence=confidence, **fields
    )
    return claim


def with_step(sure_demand: float, sure_step: float) -> DemandItem:
    """A demand that is told to be met, by a step that is as sure as given."""
    asked, done = (
        build(demand(sure_demand), move(Act.WITHDRAW, "r2", 20, confidence=sure_step)).demands,
        build(move(Act.WITHDRAW, "r2", 20, confidence=sure_step)).moves,
    )
    (item,) = asked
    step = DemandChange(
        id="r2:move:20-40", evidence=done[0].evidence, state=DemandState.MET, by=("Peru",), day="2025-06-12"
    )
    return replace(item, state=DemandState.MET, history=(step,))


def test_what_is_sure_is_told_by_its_surest_words_alone() -> None:
    sure = meeting(MeetingStatus.HELD, "r1", 0, confidence=0.95)
    item = build(sure).meetings[0]
    (told,) = item.evidence
    joined = replace(
        item,
        evidence=(replace(told, names=("Norway", "Peru")),),
        participants=(*item.participants, replace(item.participants[0], name="Chile", country="Chile")),
        place="Lima",
    )
    shown = tell_surely(joined)
    assert shown is not None
    assert [p.name for p in shown.participants] == ["Norway", "Peru"]
    assert shown.place is None


def test_what_is_left_of_a_line_has_to_say_whom_it_is_about() -> None:
    item = build(meeting(MeetingStatus.HELD, confidence=0.95)).meetings[0]
    (told,) = item.evidence
    assert is_sure(replace(item, evidence=(replace(told, names=("Norway", "Peru")),)))
    assert not is_sure(replace(item, evidence=(replace(told, names=("Norway",)),)))


@pytest.mark.parametrize(("confidence", "sure"), [(0.95, True), (0.6, False)])
def test_a_line_is_as_sure_as_its_claim(confidence: float, sure: bool) -> None:
    assert is_sure(build(demand(confidence)).demands[0]) is sure


def test_sure_lines_come_first_and_each_group_keeps_its_order() -> None:
    claims = [
        demand(c, f"leave the {p}", n * 20) for n, (c, p) in enumerate([(0.3, "port"), (0.9, "bay"), (0.95, "fjord")])
    ]
    told = [d.content for d in sort_surest_first(build(*claims).demands)]
    assert told == ["leave the bay", "leave the fjord", "leave the port"]


# -- what stands inside ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sure_step", "state"), [(0.95, DemandState.MET), (0.4, DemandState.OPEN)])
def test_a_state_is_as_sure_as_the_step_that_shows_it(sure_step: float, state: DemandState) -> None:
    item = with_step(0.95, sure_step)
    shown = tell_surely(item)
    assert shown is not None
    assert shown.state is state
    assert (item.history[0] in list(list_sure_parts(item))) is (state is DemandState.MET)


def test_a_step_is_shown_by_its_own_words_and_not_by_those_of_the_demand() -> None:
    item = with_step(0.95, 0.4)
    own = item.history[0].evidence
    step = replace(item.history[0], evidence=(*item.evidence, *own))
    ((_, text),) = list_moved(replace(item, history=(step,)))
    assert own[0].quote in text
    assert item.evidence[0].quote not in text
    assert not list(list_sure_parts(replace(item, history=(step,))))


def test_terms_of_an_unsure_offer_are_to_be_checked_as_well() -> None:
    def offer(confidence: float) -> set[bool]:
        plan = make(ProposalMention, "r1", 0, authors=actors("Peru"), label="lake plan", confidence=confidence)
        term = make(Term, "r1", 40, issue=Issue.CEASEFIRE, content="a truce on the lake", confidence=0.95)
        (item,) = build(plan, replace(term, deal="r1:proposal:0-20")).proposals
        item = replace(item, evidence=tuple(replace(e, names=("Peru",)) for e in item.evidence))
        assert item.framework is not None
        parts = list(list_sure_parts(item))
        return {any(t is p for p in parts) for t in item.framework.terms}

    assert offer(0.95) == {True}
    assert offer(0.5) == {False}


def test_json_says_of_every_part_whether_it_can_be_relied_on() -> None:
    item = with_step(0.95, 0.4)
    row = dump_rated(item)
    assert row["trusted"] is True
    assert [step["trusted"] for step in row["history"]] == [False]
    assert "trusted" not in row["evidence"][0]
    assert dump_rated(item, sure_only=True)["history"] == []


# -- positions, questions, rumours -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "confidence", "sure"),
    [
        ("Oslo will not hear of a ceasefire", 0.95, True),
        ("Oslo will not hear of a ceasefire", 0.6, False),
        ("Oslo will not hear of it", 0.95, False),
    ],
)
def test_a_position_is_as_sure_as_its_latest_words_and_has_to_name_its_issue(
    quote: str,
    confidence: float,
    sure: bool,
) -> None:
    claim = make(
        PositionMention,
        "r1",
        quote=quote,
        by=actors("Norway"),
        issue=Issue.CEASEFIRE,
        stance=Stance.REFUSES,
        confidence=confidence,
    )
    (item,) = build(claim).positions
    assert is_sure(item) is sure


@pytest.mark.parametrize(
    ("speaker", "kind", "sure"),
    [
        ("questioner", SpeakerKind.ANONYMOUS, False),
        ("posts and rumours", SpeakerKind.DOCUMENT, False),
        ("an official", SpeakerKind.ANONYMOUS, True),
    ],
)
def test_what_is_asked_or_goes_round_is_never_sure(speaker: str, kind: SpeakerKind, sure: bool) -> None:
    claim = move(Act.ATTACK, quote="Norway shelled the port", confidence=0.95, voice=said_by(speaker, kind))
    assert is_sure(build(claim).moves[0]) is sure


def test_what_is_told_as_held_is_not_shown_by_words_that_announce_it() -> None:
    item = build(meeting(MeetingStatus.HELD, confidence=0.86)).meetings[0]
    (held,) = item.evidence
    announced = replace(held, claim="x", quote="are to meet", modality=Modality.FUTURE, confidence=0.99)
    assert lead_of(replace(item, evidence=(announced, held))) is held


def test_a_threat_to_nobody_is_told_and_pressure_on_nobody_is_to_be_checked() -> None:
    def item(kind: LeverageKind) -> bool:
        claim = make(Leverage, "r1", by=actors("Norway"), type=kind, content="to close the strait", confidence=0.95)
        return is_sure(build(claim).leverage[0])

    assert item(LeverageKind.THREAT)
    assert not item(LeverageKind.PRESSURE)


# -- the mark ----------------------------------------------------------------------------------------------------


def test_the_mark_stands_at_the_end_of_the_sentence() -> None:
    dossier = build(demand(0.3, when=when("2025-06-09")))
    line = Lister.of(dossier).say("Norway wants the bay", dossier.demands[0].evidence, sure=False)
    assert line.splitlines()[0] == f"Norway wants the bay {MARK}."


def test_the_mark_is_explained_where_it_stands() -> None:
    assert explain_mark(0, 4, left_out=False) == ""
    assert explain_mark(3, 4, left_out=False).startswith(f"{MARK} 3 of 4 entries: too vague")
    assert explain_mark(3, 4, left_out=True).startswith("Left out: 3 of 4")


def test_what_is_told_of_the_past_alone_comes_last() -> None:
    old = make(
        ProposalMention, "r1", authors=actors("Peru"), label="a treaty of the lakes", confidence=0.9, modality=Modality.HISTORICAL
    )  # fmt: skip
    new = make(ProposalMention, "r2", authors=actors("Norway"), label="a plan for the banks", confidence=0.5)
    dossier = build(old, new)
    assert [p.label for p in sort_surest_first(dossier.proposals)] == ["a plan for the banks", "a treaty of the lakes"]
