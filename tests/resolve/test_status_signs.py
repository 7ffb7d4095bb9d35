"""Accords that are made by foes, and accords and talks that a side brings to an end."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import ActorRef, AnyClaim, Participation, claim_id
from travaux.ontology.dossier import StatusItem
from travaux.ontology.vocabulary import Act, ActorKind, Issue, ProcessStatus, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span

REPORTS = [make_report("r1", "2025-06-11")]
FRONT = ActorRef(name="Delta Front", kind=ActorKind.ARMED_GROUP, by="pack", country="Norway")
PERU = actors("Peru")[0]


def taking_part(*roles: tuple[str, Role]) -> list[AnyClaim]:
    return [
        make(Participation, "r1", 200 + n, actor=actors(name)[0], role=role) for n, (name, role) in enumerate(roles)
    ]


def status(sign: AnyClaim, *roles: tuple[str, Role]) -> StatusItem | None:
    told = taking_part(*(roles or (("Norway", Role.PARTY), ("Chile", Role.PARTY))))
    return build_dossier(REPORTS, [*told, sign], World()).status


@pytest.mark.parametrize(
    "quote",
    [
        "Norway and the Delta Front agreed on a permanent cessation of hostilities",
        "Norway and the Delta Front have agreed to a truce of a month",
        "Norway and the Delta Front signed a peace accord",
    ],
)
def test_a_state_and_a_group_that_fights_it_agree(quote: str) -> None:
    found = status(move(Act.AGREE, quote=quote, actors=(*actors("Norway"), FRONT)))
    assert found is not None
    assert found.status is ProcessStatus.AGREED


@pytest.mark.parametrize(
    "quote",
    [
        "Norway and the Delta Front agreed on a proposal for a truce",
        "Norway and the Delta Front agreed to open a school",
        "Norway and the Delta Front agreed on ceasefire monitors",
    ],
)
def test_what_others_could_agree_on_as_well_is_none(quote: str) -> None:
    assert status(move(Act.AGREE, quote=quote, actors=(*actors("Norway"), FRONT))) is None


def test_who_goes_between_agrees_on_no_truce_of_its_own() -> None:
    sign = move(Act.AGREE, quote="Norway and Peru agreed to a truce", actors=actors("Norway", "Peru"))
    roles = [("Norway", Role.PARTY), ("Chile", Role.PARTY)]
    assert status(sign, *roles, ("Peru", Role.MEDIATOR)) is None
    found = status(sign, *roles)
    assert found is not None
    assert found.status is ProcessStatus.AGREED


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Norway terminated the talks with Chile", ProcessStatus.COLLAPSED),
        ("Norway ended the 2019 peace agreement", ProcessStatus.COLLAPSED),
        ("Norway tore up its truce with Chile", ProcessStatus.COLLAPSED),
        ("Norway ended its participation in the talks", ProcessStatus.SUSPENDED),
        ("Norway broke off the talks", ProcessStatus.SUSPENDED),
    ],
)
def test_who_ends_an_accord_undoes_more_than_who_leaves_the_table(quote: str, expected: ProcessStatus) -> None:
    found = status(move(Act.SUSPEND, quote=quote, actors=actors("Norway")))
    assert found is not None
    assert found.status is expected


def test_an_unknown_party_can_end_a_peace_accord_and_the_named_other_is_not_shown_for_it() -> None:
    sign = move(
        Act.SUSPEND, quote="Peru ended the peace accord with Norway", actors=(PERU,), recipients=actors("Norway")
    )
    found = status(sign)
    assert found is not None
    assert (found.status, found.between) == (ProcessStatus.COLLAPSED, ())


def test_a_treaty_on_something_else_that_a_third_state_ends_is_no_status() -> None:
    assert status(move(Act.SUSPEND, quote="Peru scrapped the fishing treaty", actors=(PERU,))) is None


def test_a_noun_tells_an_end_only_where_it_is_declared() -> None:
    rule = "acts/suspend:noun:termination of"
    told = move(Act.SUSPEND, quote="the termination of the talks", actors=actors("Norway"), rule=rule)
    declared = move(
        Act.SUSPEND, quote="Norway announced the termination of the talks", actors=actors("Norway"), rule=rule
    )
    assert status(told) is None
    found = status(declared)
    assert found is not None
    assert found.status is ProcessStatus.COLLAPSED


def test_a_truce_that_takes_effect_needs_no_actor() -> None:
    found = status(move(Act.CEASEFIRE, quote="the truce took effect at midnight", actors=()))
    assert found is not None
    assert found.status is ProcessStatus.IMPLEMENTING
    assert status(move(Act.CEASEFIRE, quote="the guns fell silent", actors=())) is None


BOTH = actors("Norway", "Chile")


def test_what_is_told_without_being_sure_shows_no_status_unless_its_words_are_plain() -> None:
    quote = "Norway and Chile have met for talks on a truce"
    assert status(move(Act.MEET, quote=quote, actors=BOTH, confidence=0.56)) is None
    assert status(move(Act.MEET, quote=quote, actors=BOTH, confidence=0.94)) is not None
    plain = "The two sides held a third round of talks in Nairobi"
    assert status(move(Act.MEET, quote=plain, actors=BOTH, confidence=0.56)) is not None


@pytest.mark.parametrize(
    "words",
    [
        "the talks between Norway and Chile could collapse",
        "mediators fear that the talks with Norway have collapsed",
        "the Norwegian talks are on the brink of a breakdown",
    ],
)
def test_what_is_feared_has_not_happened(words: str) -> None:
    at = words.find("collaps") if "collaps" in words else words.find("breakdown")
    told = move(Act.ASSESS, quote=words, actors=())
    assert status(replace(told, trigger=Span(at, at + 8))) is None


def test_a_doubtful_sign_is_told_against_the_status_and_opens_no_interval() -> None:
    reports = [*REPORTS, make_report("r2", "2025-06-12")]
    sure = move(Act.MEET, quote="Norway and Chile held talks", actors=BOTH, confidence=0.94)
    doubtful = move(Act.ASSESS, "r2", quote="the mediation in Lima has collapsed", actors=(), confidence=0.38)
    told = taking_part(("Norway", Role.PARTY), ("Chile", Role.PARTY))
    dossier = build_dossier(reports, [*told, sure, doubtful], World())
    assert [h.status for h in dossier.status_history] == [ProcessStatus.TALKS]
    assert dossier.status is not None
    assert dossier.status.choices[0].disagree == (claim_id(doubtful),)


def test_a_party_and_a_stranger_end_another_war() -> None:
    other = move(Act.CEASEFIRE, quote="Norway and Fiji ended their war", actors=actors("Norway", "Fiji"))
    assert status(other) is None
    assert status(move(Act.CEASEFIRE, quote="Norway and Chile ended their war", actors=BOTH)) is not None


def test_a_declaration_beside_the_truce_that_is_sought_is_no_agreement_on_it() -> None:
    sought = move(Act.DEMAND, "r1", 60, issues=(Issue.CEASEFIRE,))
    told = taking_part(("Norway", Role.PARTY), ("Chile", Role.PARTY))
    signed = move(Act.AGREE, quote="Norway and Chile signed a declaration to spare the fishermen", actors=BOTH)
    found = build_dossier(REPORTS, [*told, sought, signed], World()).status
    assert found is not None
    assert found.status is ProcessStatus.TALKS


def test_an_agreed_way_of_going_on_is_no_agreement() -> None:
    for quote in ["the timetable agreed by Norway and Chile", "Norway and Chile agreed on the agenda"]:
        assert status(move(Act.AGREE, quote=quote, actors=BOTH)) is None
