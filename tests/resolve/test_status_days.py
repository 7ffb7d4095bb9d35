"""Where the negotiation stands, day by day; unknown where nothing shows it."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import ActorRef, AnyClaim, Participation, claim_id
from travaux.ontology.dossier import StatusItem
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ProcessStatus, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.sentences import say_status

REPORTS = [make_report(f"r{n}", f"2025-06-1{n}") for n in range(1, 6)] + [make_report("r9", None)]
PARTIES: list[AnyClaim] = [
    make(Participation, "r1", 200 + n, actor=actors(name)[0], role=Role.PARTY)
    for n, name in enumerate(["Norway", "Peru"])
]


def status(*claims: AnyClaim) -> StatusItem | None:
    return build_dossier(REPORTS, [*PARTIES, *claims], World()).status


def met(report: str = "r1", start: int = 0) -> AnyClaim:
    return move(Act.MEET, report, start, quote="Norway and Peru held talks", actors=actors("Norway", "Peru"))


def left(report: str) -> AnyClaim:
    return move(Act.SUSPEND, report, quote="Norway broke off the talks")


def agreed(report: str = "r1", start: int = 0) -> AnyClaim:
    return move(Act.AGREE, report, start, actors=actors("Norway", "Peru"))


@pytest.mark.parametrize(
    ("act", "quote", "expected"),
    [
        (Act.MEET, "Norway and Peru held talks", ProcessStatus.TALKS),
        (Act.AGREE, None, ProcessStatus.AGREED),
        (Act.ACCEPT, "Norway and Peru signed off on a truce", ProcessStatus.AGREED),
        (Act.AGREE, "agreed in principle on a truce", ProcessStatus.AGREEMENT_IN_PRINCIPLE),
        (Act.SUSPEND, "Norway and Peru broke off the talks", ProcessStatus.SUSPENDED),
        (Act.RESUME, "Norway and Peru are negotiating again", ProcessStatus.TALKS),
        (Act.REJECT, "Norway turned down the offer of Peru", ProcessStatus.STALLED),
        (Act.ASSESS, "the talks have collapsed", ProcessStatus.COLLAPSED),
        (Act.ASSESS, "the talks made no progress", ProcessStatus.STALLED),
    ],
)
def test_a_deed_of_the_parties_shows_a_status(act: Act, quote: str | None, expected: ProcessStatus) -> None:
    sign = move(act, quote=quote, actors=actors("Norway", "Peru"))
    found = status(sign)
    assert found is not None
    assert (found.status, found.trigger, found.since) == (expected, claim_id(sign), "2025-06-11")


def test_nothing_shows_nothing() -> None:
    assert status() is None
    assert status(move(Act.ATTACK)) is None


@pytest.mark.parametrize(
    ("act", "quote"),
    [
        (Act.MEET, "the leaders of Norway and Peru spoke this morning"),
        (Act.SUSPEND, "Norway called off the visit of its fleet"),
        (Act.RESUME, "Norway is sending shells again"),
        (Act.REJECT, "Norway shrugged off the threat of Peru"),
        (Act.ASSESS, "promises and threats have failed to produce results"),
        (Act.ASSESS, "negotiations failed"),
        (Act.MEDIATE, "the role of the Finns as mediators"),
    ],
)
def test_what_does_not_speak_of_a_negotiation_shows_no_status(act: Act, quote: str) -> None:
    assert status(move(act, quote=quote, actors=actors("Norway", "Peru"))) is None


def test_a_status_names_the_sides_of_its_words() -> None:
    found = status(met())
    assert found is not None
    assert found.between == ("Norway", "Peru")
    assert say_status(found).startswith(
        "Talks between Norway and Peru, since 11 June 2025 or before: “Norway and Peru held"
    )


def test_a_status_rests_on_every_act_that_shows_it() -> None:
    resumed = move(Act.RESUME, "r1", quote="Norway and Peru are negotiating again", actors=actors("Norway", "Peru"))
    found = status(resumed, met("r1", 8))
    assert found is not None
    assert (found.status, found.trigger) == (ProcessStatus.TALKS, claim_id(resumed))
    assert {e.claim for e in found.evidence} == {claim_id(resumed), claim_id(met("r1", 8))}
    other = next(e for e in found.evidence if e.claim != found.trigger)
    assert say_status(found, other) == "Talks between Norway and Peru: “Norway and Peru held talks”"


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ASSERTED])
def test_only_what_is_told_as_done_now_counts(modality: Modality) -> None:
    assert status(move(Act.AGREE, actors=actors("Norway", "Peru"), modality=modality)) is None


def test_strangers_show_nothing() -> None:
    assert status(move(Act.AGREE, actors=actors("Chile", "Brazil"))) is None


def test_the_last_day_wins_and_says_since_when() -> None:
    found = status(met("r1"), left("r2"), left("r3"))
    assert found is not None
    assert (found.status, found.since) == (ProcessStatus.SUSPENDED, "2025-06-12")
    assert [e.report for e in found.evidence] == ["r2", "r3"]


def test_on_one_day_the_strongest_sign_wins() -> None:
    found = status(met("r1"), agreed("r1", 40), move(Act.REJECT, "r1", 80))
    assert found is not None
    assert found.status is ProcessStatus.AGREED


def test_a_weak_sign_does_not_undo_an_agreement() -> None:
    found = status(agreed("r1"), met("r2"), move(Act.REJECT, "r3"))
    assert found is not None
    assert (found.status, found.since) == (ProcessStatus.AGREED, "2025-06-11")


def test_a_strong_sign_undoes_it() -> None:
    found = status(agreed("r1"), left("r2"))
    assert found is not None
    assert found.status is ProcessStatus.SUSPENDED


def test_without_a_day_there_is_no_since() -> None:
    found = status(met("r9"))
    assert found is not None
    assert found.since is None


@pytest.mark.parametrize(
    ("act", "quote"),
    [
        (Act.AGREE, "agreed to prepare written proposals on a truce"),
        (Act.AGREE, "the two states agreed to deepen their military ties"),
        (Act.AGREE, "talks on reaching a comprehensive agreement"),
        (Act.ASSESS, "earlier truces had collapsed within days"),
    ],
)
def test_steps_hopes_and_what_was_before_show_no_status(act: Act, quote: str) -> None:
    assert status(move(act, quote=quote, actors=actors("Norway", "Peru"))) is None


@pytest.mark.parametrize(
    "words", ["the talks had not collapsed", "the talks have not yet broken down", "there is no breakdown"]
)
def test_what_has_not_collapsed_stands_as_it_did(words: str) -> None:
    found = status(met(), move(Act.ASSESS, "r2", quote=words, actors=actors("Norway", "Peru")))
    assert found is not None
    assert found.status is ProcessStatus.TALKS


def test_a_deal_on_something_else_is_a_partial_agreement_and_no_end_of_the_talks() -> None:
    spoken_of = move(Act.DEMAND, "r1", 60, issues=(Issue.CEASEFIRE,))
    swap = move(Act.AGREE, "r1", actors=actors("Norway", "Peru"), issues=(Issue.HOSTAGES_PRISONERS,))
    found = status(spoken_of, swap)
    assert found is not None
    assert (found.status, found.partly_agreed) == (ProcessStatus.TALKS, (Issue.HOSTAGES_PRISONERS,))
    assert say_status(found).startswith("Partly agreed (hostages and prisoners) between Norway and Peru")
    truce = replace(swap, issues=(Issue.HOSTAGES_PRISONERS, Issue.CEASEFIRE))
    whole = status(spoken_of, truce)
    assert whole is not None
    assert (whole.status, whole.partly_agreed) == (ProcessStatus.AGREED, ())


def test_where_no_ceasefire_is_spoken_of_the_matter_most_told_is_the_whole() -> None:
    swap = move(Act.AGREE, "r1", actors=actors("Norway", "Peru"), issues=(Issue.HOSTAGES_PRISONERS,))
    found = status(swap)
    assert found is not None
    assert found.status is ProcessStatus.AGREED


def test_a_minister_and_his_state_are_one_side() -> None:
    minister = ActorRef(name="Kari Holm", kind=ActorKind.PERSON, by="name", country="Norway")
    role = make(Participation, "r1", 220, actor=minister, role=Role.PARTY)
    assert status(role, move(Act.AGREE, "r1", actors=(minister, *actors("Norway", "Kenya")))) is None
    found = status(role, move(Act.AGREE, "r1", actors=(minister, *actors("Peru"))))
    assert found is not None
    assert found.status is ProcessStatus.AGREED


def test_what_is_suspended_is_talks_and_not_any_treaty() -> None:
    assert status(move(Act.SUSPEND, quote="Norway suspended the river treaty with Peru")) is None
    told = status(move(Act.SUSPEND, quote="Norway suspended its talks with Peru"))
    assert told is not None
    assert told.status is ProcessStatus.SUSPENDED


def test_a_third_one_who_meets_both_makes_no_talks_between_them() -> None:
    both = actors("Norway", "Peru")
    quote = "Chile held talks with Norway and Peru"
    assert status(move(Act.MEET, quote=quote, actors=actors("Chile"), recipients=both)) is None
    assert status(move(Act.MEET, quote=quote, actors=both[:1], recipients=both[1:])) is not None
