"""Where parties stand: the latest words, dissent, and changes that name both quotes."""

from typing import Any

import pytest
from tests.claims import actors, make, make_report, move, said_by, when

from travaux.ontology.claim import ActorRef, AnyClaim, Demand, PositionMention, ProposalMention, Response, claim_id
from travaux.ontology.dossier import Dossier, PositionItem
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ResponseKind, Stance
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.stances import names_issue
from travaux.spans import Span

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-14"), make_report("r3", "2025-06-20")]
PLAN = "Norway turned down the plan for a truce in the fjord"
TAKEN = "Norway took up the plan for a truce in the fjord"


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, claims, World())


def answer(act: Act, report: str, quote: str, start: int = 0, **fields: Any) -> AnyClaim:
    return move(act, report, start, quote=quote, issues=(Issue.CEASEFIRE,), **fields)


def one(dossier: Dossier) -> PositionItem:
    (position,) = dossier.positions
    return position


def person(name: str, country: str = "Norway") -> tuple[ActorRef, ...]:
    return (ActorRef(name=name, kind=ActorKind.PERSON, by="name", country=country),)


def test_a_position_has_the_latest_words_and_their_age() -> None:
    first = answer(Act.REJECT, "r1", PLAN)
    last = make(Demand, "r2", by=actors("Norway"), of=actors("Peru"), content="a truce", issue=Issue.CEASEFIRE)
    found = one(build(first, last))
    assert (found.actor, found.issue, found.stance) == ("Norway", Issue.CEASEFIRE, Stance.WANTS)
    assert (found.quote, found.latest, found.day, found.age) == (last.quote, claim_id(last), "2025-06-14", 6)
    assert [e.claim for e in found.evidence] == [claim_id(first), claim_id(last)]


def test_a_change_names_both_quotes() -> None:
    (change,) = one(build(answer(Act.REJECT, "r1", PLAN), answer(Act.ACCEPT, "r3", TAKEN))).changes
    assert (change.before, change.after) == (Stance.REFUSES, Stance.ACCEPTS)
    assert (change.before_quote, change.after_quote) == (PLAN, TAKEN)
    assert (change.before_day, change.after_day) == ("2025-06-10", "2025-06-20")


def test_answers_to_two_proposals_are_no_change() -> None:
    plans: list[AnyClaim] = [
        make(ProposalMention, "r1", 60, authors=actors("Peru"), label="plan for the fjord"),
        make(ProposalMention, "r3", 60, authors=actors("Chile"), label="offer on the prisoners"),
    ]
    no, yes = answer(Act.REJECT, "r1", PLAN), answer(Act.ACCEPT, "r3", TAKEN)
    replies: list[AnyClaim] = [
        make(Response, m.report, quote=m.quote, by=actors("Norway"), answer=kind, target=claim_id(plan))
        for m, kind, plan in zip((no, yes), (ResponseKind.REJECT, ResponseKind.ACCEPT), plans, strict=True)
    ]
    assert one(build(no, yes, *plans, *replies)).changes == ()


def test_two_stances_of_one_day_are_no_change() -> None:
    found = one(build(answer(Act.REJECT, "r1", PLAN), answer(Act.ACCEPT, "r1", TAKEN, 80)))
    assert found.changes == ()


def test_a_person_of_the_party_who_says_the_opposite_is_dissent() -> None:
    yes = answer(Act.ACCEPT, "r2", TAKEN)
    no = answer(Act.REJECT, "r1", "Lie turned down the plan for a truce in the fjord", actors=person("Kari Lie"))
    found = one(build(yes, no))
    (voice,) = found.dissent
    assert (found.stance, voice.person, voice.stance, voice.day) == (
        Stance.ACCEPTS, "Kari Lie", Stance.REFUSES, "2025-06-10",
    )  # fmt: skip
    assert found.changes == ()


def test_two_persons_who_differ_are_no_change_of_the_party() -> None:
    no = answer(Act.REJECT, "r1", PLAN, actors=person("Kari Lie"))
    yes = answer(Act.ACCEPT, "r2", TAKEN, actors=person("Odd Dahl"))
    found = one(build(no, yes))
    assert (found.spoken_by, found.changes) == ("Odd Dahl", ())
    assert [d.person for d in found.dissent] == ["Kari Lie"]


def test_on_one_day_the_party_stands_before_one_of_its_persons() -> None:
    party = answer(Act.ACCEPT, "r1", TAKEN)
    aside = answer(Act.REJECT, "r1", PLAN, 80, actors=person("Kari Lie"))
    assert one(build(party, aside)).stance is Stance.ACCEPTS


@pytest.mark.parametrize(
    ("act", "modality", "stance"),
    [
        (Act.ACCEPT, Modality.NEGATION, Stance.REFUSES),
        (Act.PROPOSE, Modality.ASSERTED, Stance.WANTS),
        (Act.SUPPORT, Modality.ASSERTED, Stance.ACCEPTS),
    ],
)
def test_what_a_move_says(act: Act, modality: Modality, stance: Stance) -> None:
    assert one(build(answer(act, "r1", PLAN, modality=modality, about=Span(21, 39)))).stance is stance


def test_an_acceptance_that_only_might_come_is_a_position_where_it_is_an_answer_on_conditions() -> None:
    might = answer(Act.ACCEPT, "r1", TAKEN, modality=Modality.HYPOTHETICAL)
    given = make(Response, "r1", quote=might.quote, by=actors("Norway"), answer=ResponseKind.CONDITIONAL)
    assert build(might).positions == ()
    assert one(build(might, given)).stance is Stance.CONDITIONAL


def test_words_of_a_part_of_a_party_are_dissent_and_not_its_stance() -> None:
    yes = answer(Act.ACCEPT, "r1", TAKEN)
    words = "three ministers of Norway turned down the plan for a truce in the fjord"
    part = (ActorRef(name="Norway", kind=ActorKind.STATE, by="part", span=Span(0, 25)),)
    no = make(PositionMention, "r2", quote=words, by=part, issue=Issue.CEASEFIRE, stance=Stance.REFUSES)
    found = one(build(yes, no))
    assert (found.stance, found.changes) == (Stance.ACCEPTS, ())
    assert [(d.stance, d.quote) for d in found.dissent] == [(Stance.REFUSES, words)]
    assert build(no).positions == ()


def test_an_accord_that_a_party_ends_changes_its_position() -> None:
    deal = make(ProposalMention, "r1", 60, authors=actors("Norway"), label="truce", issues=(Issue.CEASEFIRE,))
    yes = answer(Act.ACCEPT, "r1", TAKEN)
    end: AnyClaim = make(
        Response, "r3", quote="Norway tore up the truce in the fjord", by=actors("Norway"), rule="answer-ended",
        answer=ResponseKind.REJECT, target=claim_id(deal),
    )  # fmt: skip
    (change,) = one(build(deal, yes, end)).changes
    assert (change.before_quote, change.after_quote) == (TAKEN, end.quote)


@pytest.mark.parametrize("modality", [Modality.NEGATION, Modality.HYPOTHETICAL])
def test_a_refusal_that_is_not_told_as_one_is_no_position(modality: Modality) -> None:
    assert build(answer(Act.REJECT, "r1", PLAN, modality=modality)).positions == ()


def test_what_is_denied_is_no_position() -> None:
    claim = make(
        PositionMention,
        "r1",
        by=actors("Norway"),
        issue=Issue.NUCLEAR,
        stance=Stance.WANTS,
        voice=said_by("Lie", denied=True),
    )
    assert build(claim).positions == ()


def test_background_does_not_stand_before_news() -> None:
    news = answer(Act.ACCEPT, "r1", TAKEN)
    past = answer(Act.REJECT, "r2", PLAN, modality=Modality.HISTORICAL, when=when("2024-01-03"))
    assert one(build(news, past)).stance is Stance.ACCEPTS


def test_an_unnamed_crowd_has_no_position() -> None:
    crowd = (ActorRef(name="protesters", kind=ActorKind.PEOPLE, by="words"),)
    assert build(answer(Act.REJECT, "r1", PLAN, actors=crowd)).positions == ()


def test_what_is_backed_in_passing_is_no_position() -> None:
    group = "the Norway-backed group called for a truce"
    assert build(answer(Act.SUPPORT, "r1", group, about=Span(0, 12))).positions == ()


def test_an_issue_that_only_the_sentence_names_is_no_position_on_it() -> None:
    words = "Norway said that it was firmly against that idea"
    assert build(answer(Act.REJECT, "r1", words)).positions == ()
    named = answer(Act.REJECT, "r1", "Norway said no to any truces in the fjord")
    assert [p.issue for p in build(named).positions] == [Issue.CEASEFIRE]


@pytest.mark.parametrize(
    ("words", "issue", "told"),
    [
        ("withdrawing its troops", Issue.TROOP_WITHDRAWAL, True),
        ("lifting the sanctions", Issue.SANCTIONS, True),
        ("three prisoners", Issue.HOSTAGES_PRISONERS, True),
        ("the general's garden", Issue.SANCTIONS, False),
        ("two ships", Issue.MARITIME_SHIPPING, True),
        ("the shirt of a sailor", Issue.MARITIME_SHIPPING, False),
        ("it will never accept", Issue.TROOP_WITHDRAWAL, False),
    ],
)
def test_words_that_name_an_issue(words: str, issue: Issue, told: bool) -> None:
    assert names_issue(words, issue) is told
