"""What a reader may rely on unread: the confidence that evidence gives, and what is too vague to tell anything."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, meeting, move, said_by

from travaux.ontology.claim import AnyClaim, Assessment, Demand, Leverage, Move, ProposalMention
from travaux.ontology.dossier import Evidence, Item
from travaux.ontology.vocabulary import Act, LeverageKind, MeetingStatus
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span
from travaux.views.trust import is_trusted, is_vague, rate


def evidence(*rows: tuple[str, float | None]) -> list[Evidence]:
    dossier = build_dossier([make_report("r1")], [move(voice=said_by("Holm"))], World())
    (told,) = dossier.moves[0].evidence
    return [replace(told, origin=origin, confidence=confidence) for origin, confidence in rows]


@pytest.mark.parametrize(
    ("rows", "rated"),
    [
        ([], None),
        ([("Holm", None)], None),
        ([("Holm", 0.4)], 0.4),
        ([("Holm", 0.4), ("Holm", 0.3)], 0.4),
        ([("Holm", 0.4), ("Lie", 0.5)], 0.7),
        ([("Holm", 0.4), ("Lie", None)], 0.4),
        ([("Holm", 1.0), ("Lie", 0.1)], 1.0),
    ],
)
def test_origins_leave_only_their_share_of_the_doubt(rows: list[tuple[str, float | None]], rated: float | None) -> None:
    assert rate(evidence(*rows)) == (rated if rated is None else pytest.approx(rated))


def demand(content: str, *by: str) -> AnyClaim:
    claim: AnyClaim = make(Demand, by=actors(*by), content=content)
    return claim


def plan(label: str) -> AnyClaim:
    claim: AnyClaim = make(ProposalMention, authors=actors("Peru"), label=label)
    return claim


def item_of(claim: AnyClaim) -> Item:
    d = build_dossier([make_report("r1")], [claim], World())
    items: list[Item] = [*d.moves, *d.demands, *d.meetings, *d.leverage, *d.proposals, *d.assessments]
    (item,) = items
    return item


VAGUE = [
    move(Act.REJECT, actors=()),
    make(Move, quote="the refusal", act=Act.REJECT, trigger=Span(0, 3), actors=actors("Norway")),
    move(Act.DEMAND, actors=actors("Questioner")),
    demand("leave the islands"),
    plan("to stay in close contact with Lima"),
    make(Leverage, by=actors("Norway"), type=LeverageKind.THREAT, content="Peru, Chile and Lima"),
    demand("leave", "Norway"),
    demand("to do so that", "Norway"),
    demand("what we need from you", "Norway"),
    demand("will they leave the islands?", "Norway"),
    plan("a plan that I told you of"),
    meeting(MeetingStatus.HELD, participants=actors("Norway")),
    make(Leverage, by=(), type=LeverageKind.THREAT, content="to leave"),
    make(Assessment, by=actors("Norway"), quote="I hope you understand"),
]
CLEAR = [
    move(Act.REJECT),
    demand("leave the islands", "Norway"),
    plan("the lake plan"),
    meeting(MeetingStatus.HELD),
    make(Leverage, by=actors("Norway"), type=LeverageKind.THREAT, content="to leave"),
    make(Assessment, by=actors("Norway"), quote="the talks came to nothing"),
]


@pytest.mark.parametrize("claim", VAGUE, ids=lambda c: c.kind)
def test_what_leaves_open_who_or_what_is_vague(claim: AnyClaim) -> None:
    item = item_of(claim)
    assert is_vague(item)
    assert not is_trusted(item)


@pytest.mark.parametrize("claim", CLEAR, ids=lambda c: c.kind)
def test_what_says_who_and_what_is_trusted_until_measured(claim: AnyClaim) -> None:
    assert not is_vague(item_of(claim))
    assert is_trusted(item_of(claim))
    assert is_trusted(item_of(replace(claim, confidence=0.9)))
    assert not is_trusted(item_of(replace(claim, confidence=0.2)))
