"""The party that said a thing first-hand, who stands behind it, and how many independent origins that makes."""

from collections.abc import Sequence

import pytest
from tests.claims import make, make_report, move, said_by

from travaux.ontology.claim import ActorRef, AnyClaim, Attribution, Participation, Voice
from travaux.ontology.confirmations import independent_origins
from travaux.ontology.vocabulary import ActorKind, Role, SpeakerKind
from travaux.origins.credits import find_credit
from travaux.origins.origin import Origins, find_origins
from travaux.packs.load import load_world
from travaux.packs.world import World
from travaux.resolve.joining import make_corpus

REPORTER = Voice()
NORWAY = said_by("Norway", SpeakerKind.ORGANISATION)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.mark.parametrize(
    ("voice", "origin"),
    [
        (Voice(), "r1"),
        (Voice(relayed_by=("CNN", "Reuters")), "Reuters"),
        (said_by("Holm"), "Holm"),
        (said_by("Holm", relayed_by=("CNN",)), "Holm"),
        (said_by("Norway", SpeakerKind.ORGANISATION, relayed_by=("CNN",)), "Norway"),
        (said_by("draft", SpeakerKind.DOCUMENT), "draft"),
        (said_by("diplomat", SpeakerKind.ANONYMOUS, relayed_by=("CNN",)), "diplomat via CNN"),
        (said_by("diplomat", SpeakerKind.ANONYMOUS), "diplomat via r1"),
        (said_by("spokesman", SpeakerKind.OFFICE, relayed_by=("CNN", "AFP")), "spokesman via AFP"),
    ],
)
def test_an_origin_is_who_said_it_first_hand(voice: Voice, origin: str, world: World) -> None:
    claim = move(voice=voice)
    assert find_origins([make_report("r1")], [claim], world).name(claim) == origin


def test_what_nobody_is_named_for_rests_on_the_outlet_that_publishes_it(world: World) -> None:
    origins = find_origins([make_report("r1", outlet="The Post")], [], world)
    assert origins.name(move()) == "The Post"
    assert origins.name(move(voice=Voice(relayed_by=("CNN",)))) == "CNN"
    assert origins.name(move(voice=said_by("aide", SpeakerKind.ANONYMOUS))) == "aide via The Post"


def test_a_copy_rests_on_its_first(world: World) -> None:
    reports = [
        make_report("r0", "2025-06-09", "x " * 40, outlet="Post"),
        make_report("r1", text="x " * 40, outlet="Echo"),
    ]
    origins = find_origins(reports, [], world)
    assert origins.name(move()) == "Post"
    assert origins.text_of("r1") == "r0"


@pytest.mark.parametrize(
    ("fields", "text", "agency"),
    [
        ({"outlet": "Lima Post (AP)"}, "A truce holds.", "Associated Press"),
        ({"outlet": "Lima Post (reposted by a blog)"}, "A truce holds.", None),
        ({"byline": "Reuters"}, "A truce holds.", "Reuters"),
        ({}, "GENEVA (Reuters) - A truce holds.", "Reuters"),
        ({}, "He read (Reuters) in the train. A truce holds.", None),
        ({}, "A truce holds.\n© 2024 Agence France-Presse", "Agence France-Presse"),
        ({}, "A truce holds.\nCopyright 2018 The Associated Press. All rights reserved.", "Associated Press"),
        ({}, "A truce holds.\nReuters - AP - AFP", None),
        ({}, "A truce holds, Reuters reported.", None),
    ],
)
def test_a_credit_names_the_agency(fields: dict[str, str], text: str, agency: str | None, world: World) -> None:
    found = find_credit(make_report("r1", text=text, **fields), world)
    known = world.find_outlet(agency) if agency else None
    assert found == (known.name if known else None)


def test_the_agency_that_one_copy_credits_answers_for_all(world: World) -> None:
    text = "The envoys met in Geneva and the truce along the river was extended for two more weeks from Monday on."
    reports = [make_report("r0", "2025-06-09", text), make_report("r1", text=text, outlet="Lima Post (AP)")]
    agency = world.find_outlet("AP")
    assert agency is not None
    assert find_origins(reports, [], world).name(move(report="r0")) == agency.name


def _rows(claims: Sequence[AnyClaim], world: World, **outlets: str) -> tuple[str, ...]:
    reports = [make_report(name, outlet=outlet) for name, outlet in outlets.items()]
    return independent_origins(make_corpus(reports, find_origins(reports, claims, world)).evidence(claims))


def _says(report: str, voice: Voice, start: int = 0) -> AnyClaim:
    claim: Attribution = make(Attribution, report, start, voice=voice)
    return claim


def test_two_officials_and_the_statement_of_one_state_are_one_confirmation(world: World) -> None:
    ministry = said_by("State Department", SpeakerKind.ORGANISATION)
    official = said_by("senior official", SpeakerKind.ANONYMOUS, on_behalf_of="United States")
    joint = said_by("United States and Saudi Arabia", SpeakerKind.ORGANISATION)
    claims = [_says("a", ministry), _says("b", official), _says("c", joint)]
    assert len(_rows(claims, world, a="A", b="B", c="C")) == 1
    norway = [*claims, _says("b", said_by("Norway", SpeakerKind.ORGANISATION), 40)]
    assert len(_rows(norway, world, a="A", b="B", c="C")) == 2


def test_one_agency_in_many_papers_counts_once(world: World) -> None:
    claims = [move(report=r, voice=Voice(relayed_by=("Reuters",))) for r in "abcd"]
    assert _rows(claims, world, a="A", b="B", c="C", d="D") == ("Reuters",)


def test_two_papers_in_their_own_voice_are_two(world: World) -> None:
    assert _rows([move(report=r) for r in "ab"], world, a="A", b="B") == ("A", "B")


def test_a_paper_does_not_confirm_in_its_own_voice_what_it_quotes_a_party_for(world: World) -> None:
    claims: list[AnyClaim] = [move(report="a", voice=NORWAY), move(report="b")]
    assert len(_rows(claims, world, a="A", b="B")) == 2
    told = [*claims, _says("b", NORWAY, 60)]
    reports = [make_report("a", outlet="A"), make_report("b", outlet="B")]
    corpus = make_corpus(reports, find_origins(reports, told, world))
    assert independent_origins(corpus.evidence(claims)) == ("Norway",)


def test_a_denial_confirms_nothing(world: World) -> None:
    denial = said_by("Peru", SpeakerKind.ORGANISATION, denied=True)
    assert _rows([move(report="a", voice=NORWAY), move(report="b", voice=denial)], world, a="A", b="B") == ("Norway",)


def test_the_statement_is_that_of_who_spoke_before(world: World) -> None:
    claims = [_says("a", NORWAY), _says("a", said_by("the statement", SpeakerKind.DOCUMENT), 50)]
    origins: Origins = find_origins([make_report("a")], claims, world)
    assert origins.behind(claims[1]) == ("Norway",)


def test_a_person_speaks_for_the_state_that_the_reports_give(world: World) -> None:
    envoy = ActorRef(name="Ada Quist", kind=ActorKind.PERSON, country="Norway")
    claims: list[AnyClaim] = [
        make(Participation, "a", 0, actor=envoy, role=Role.PARTY),
        _says("a", said_by("Ada Quist"), 30),
        _says("b", NORWAY),
    ]
    assert find_origins([make_report("a"), make_report("b")], claims, world).behind(claims[1]) == ("Norway",)
