"""Which deeds stand without the mark: their own verb tells them, as a fact, of all who did them, on their own day."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, move, said_by

from travaux.ontology.claim import AnyClaim, Incident
from travaux.ontology.dossier import MoveItem
from travaux.ontology.vocabulary import Act, Issue
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.plain import tells_day
from travaux.views.sure import is_sure
from travaux.views.timeline import Event, make_timeline


def events(*claims: AnyClaim) -> list[Event]:
    return make_timeline(build_dossier([make_report("r1", "2025-06-10")], claims, World()))


def one(act: Act, quote: str, *, sentence: str = "", start: int = 0, who: tuple[str, ...] = ("Norway",)) -> MoveItem:
    claim = move(act, "r1", start, quote=quote, sentence=sentence, actors=actors(*who), confidence=0.95)
    return build_dossier([make_report("r1", "2025-06-10")], [claim], World()).moves[0]


@pytest.mark.parametrize(
    ("act", "quote"),
    [
        (Act.ATTACK, "Norway shelled the harbour"),
        (Act.ATTACK, "the harbour was shelled by Norwegian ships"),
        (Act.WITHDRAW, "Norway has pulled its marines back from the islands"),
        (Act.AGREE, "Norway agreed to reopen the strait"),
        (Act.AGREE, "Norway signed an accord with Peru"),
        (Act.REJECT, "Norway turned the latest offer down"),
    ],
)
def test_a_plain_verb_tells_a_deed(act: Act, quote: str) -> None:
    assert is_sure(one(act, quote))


@pytest.mark.parametrize(
    ("act", "quote"),
    [
        (Act.ATTACK, "whose ships shelled the harbour"),
        (Act.ATTACK, "the harbour, which was shelled by Norway"),
        (Act.ATTACK, "fishermen killed in Norwegian strikes"),
        (Act.ATTACK, "Norwegian air defences shot down nine drones"),
        (Act.ATTACK, "Norway targeted thousands of accounts"),
        (Act.ATTACK, "a Norwegian missile hit a house in Lima"),
        (Act.MOBILIZE, "Norway deployed nine hundred rockets overnight"),
        (Act.DELIVER_AID, "Norway sent an armoured convoy to the border"),
        (Act.RELEASE, "the crew was found by Norway"),
        (Act.REJECT, "Norway has avoided the matter"),
        (Act.PROPOSE, "the plan put forward by Norway"),
        (Act.ATTACK, "the ferry he was on was struck by Norway"),
        (Act.CONCEDE, "his side had made concessions"),
        (Act.AGREE, "Norway announced a truce"),
        (Act.AGREE, "Norway's government and Andean leaders signed an accord"),
    ],
)
def test_what_only_stands_for_a_deed_or_leaves_somebody_out_is_to_be_checked(act: Act, quote: str) -> None:
    assert not is_sure(one(act, quote))


def test_two_who_agreed_are_sure_where_both_are_told() -> None:
    assert is_sure(one(Act.AGREE, "Norway and Peru signed an accord", who=("Norway", "Peru")))


@pytest.mark.parametrize(
    "sentence",
    [
        "The front repeated claims that Norway shelled the harbour.",
        "Norway shelled the harbour, local reports said, which could not be independently verified.",
        "According to people in the town, Norway shelled the harbour.",
        "The minister denied that Norway shelled the harbour.",
    ],
)
def test_what_is_only_claimed_is_to_be_checked(sentence: str) -> None:
    assert not is_sure(one(Act.ATTACK, "Norway shelled the harbour", sentence=sentence))


def test_a_deed_without_a_day_deep_in_a_report_is_told_as_of_late_or_to_be_checked() -> None:
    assert not is_sure(one(Act.ATTACK, "Norway shelled the harbour", start=2000))
    assert is_sure(one(Act.ATTACK, "Norway has shelled the harbour", start=2000))


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("On Monday, Peru fired forty rockets.", True),
        ("Peru fired forty rockets at the port late on Monday.", True),
        ("Peru fired forty rockets, but most of the others fell on Monday.", False),
    ],
)
def test_a_day_is_that_of_a_deed_where_no_other_clause_tells_it(sentence: str, own: bool) -> None:
    item = one(Act.ATTACK, "Peru fired forty rockets", sentence=sentence)
    assert tells_day(item.evidence[0], "Monday") is own


def test_what_only_others_say_names_them() -> None:
    claim = move(Act.ATTACK, quote="Norway shelled the harbour", confidence=0.95, voice=said_by("Peru"))
    (event,) = events(claim)
    assert (event.trusted, event.text) == (True, "Norway attacked: “Norway shelled the harbour”, according to Peru")


def test_what_only_others_say_of_whom_nobody_knows_who_they_are_is_to_be_checked() -> None:
    claim = move(Act.ATTACK, quote="Norway shelled the harbour", confidence=0.95, voice=said_by("others"))
    assert [e.trusted for e in events(claim)] == [False]


def test_what_is_told_both_ways_is_never_sure_and_says_so() -> None:
    told = move(
        Act.WITHDRAW,
        quote="Norway has withdrawn its troops from the port",
        confidence=0.95,
        voice=said_by("Peru"),
        issues=(Issue.TROOP_WITHDRAWAL,),
    )
    denied = move(
        Act.WITHDRAW,
        start=60,
        quote="Norway had withdrawn its troops from the port",
        voice=said_by("Holm", denied=True),
        issues=(Issue.TROOP_WITHDRAWAL,),
    )
    rows = [e for e in events(told, denied) if e.evidence[0].speaker == "Peru"]
    assert [(e.trusted, e.text.endswith("according to Peru — told both ways")) for e in rows] == [(False, True)]


def test_harm_without_a_day_deep_in_a_report_is_to_be_checked() -> None:
    def harm(start: int, confidence: float | None) -> bool:
        claim = make(Incident, "r1", start, "Two nurses were hurt", harmed=actors("two nurses"), what="were hurt")
        told = replace(claim, confidence=confidence)
        return is_sure(build_dossier([make_report("r1", "2025-06-10")], [told], World()).incidents[0])

    assert [harm(0, 0.9), harm(2000, 0.9), harm(2000, 1.0)] == [True, False, True]
