"""Acts as planted spans: each kind of sentence that event coders get wrong, and what must not be found in it."""

from datetime import date

import pytest
from spacy.language import Language

from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Issue, Modality
from travaux.reading.annotations import ActMention, Phrase
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def read(nlp: Language, text: str) -> tuple[ActMention, ...]:
    acts: tuple[ActMention, ...] = read_report(nlp, Report(id="x", text=text, published=date(2025, 6, 1)))._.acts
    for act in acts:
        assert act.clause.covers(act.trigger.span)
        assert len(act.clause) <= 200
    return acts


def only(nlp: Language, text: str, act: Act) -> ActMention:
    found = [a for a in read(nlp, text) if a.act is act]
    assert len(found) == 1, [(a.act, a.trigger.span.of(text)) for a in read(nlp, text)]
    return found[0]


def words(text: str, phrases: tuple[Phrase, ...]) -> list[str]:
    return [phrase.span.of(text) for phrase in phrases]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The militia did not release the hostages.", Act.RELEASE, Modality.NEGATION),
        ("No aid trucks entered the valley on Monday.", Act.DELIVER_AID, Modality.NEGATION),
        ("The militia failed to release the captives.", Act.RELEASE, Modality.NEGATION),
        ("The navy left the gulf without attacking the port.", Act.ATTACK, Modality.NEGATION),
        ("The two governments have yet to sign the treaty.", Act.AGREE, Modality.NEGATION),
        ("The army denied that it had shelled the village.", Act.ATTACK, Modality.NEGATION),
        ("If the guards free the captives, the talks can go on.", Act.RELEASE, Modality.HYPOTHETICAL),
        ("Norway would accept the plan if its neighbour signed it.", Act.ACCEPT, Modality.HYPOTHETICAL),
        ("The junta is ready to resume talks if the blockade ends.", Act.ACCEPT, Modality.HYPOTHETICAL),
        ("The sides will hold talks in Vienna next week.", Act.MEET, Modality.FUTURE),
        ("Negotiators are expected to meet in Vienna on Sunday.", Act.MEET, Modality.FUTURE),
        ("The pact was due to be signed on Monday.", Act.AGREE, Modality.FUTURE),
        ("The ministry promised to open the airport.", Act.OPEN_ACCESS, Modality.FUTURE),
        ("The ministry opened the airport.", Act.OPEN_ACCESS, Modality.ASSERTED),
        ("Norway invaded the island in 1998.", Act.ATTACK, Modality.HISTORICAL),
        ("Norway invaded the island on Friday.", Act.ATTACK, Modality.ASSERTED),
        ("Two years ago the army shelled the town.", Act.ATTACK, Modality.HISTORICAL),
    ],
)
def test_modality_follows_the_scope_of_the_words_around(nlp: Language, text: str, act: Act, modality: Modality) -> None:
    assert only(nlp, text, act).modality is modality


@pytest.mark.parametrize(
    ("text", "act", "actors", "recipients"),
    [
        ("The bridge was bombed by the air force.", Act.ATTACK, ["the air force"], ["The bridge"]),
        ("Peru's attack on the depot lasted an hour.", Act.ATTACK, ["Peru"], ["the depot"]),
        ("The rejection of the offer by Peru came at noon.", Act.REJECT, ["Peru"], []),
        ("Norway condemned the raid and recalled its ambassador.", Act.SUSPEND, ["Norway"], []),
        (
            "Norway, Peru and Ghana accused the junta of rigging the vote.",
            Act.ACCUSE,
            ["Norway", "Peru", "Ghana"],
            ["the junta"],
        ),
        ("Ghana, which rejected the plan, left early.", Act.REJECT, ["Ghana"], []),
        ("The envoy met the generals in Juba.", Act.MEET, ["The envoy"], ["the generals"]),
        ("Talks between Norway and Peru began on Monday.", Act.MEET, ["Norway", "Peru"], []),
        ("The kingdom brokered a truce between the two generals.", Act.MEDIATE, ["The kingdom"], ["the two generals"]),
        ("Norway and Peru held talks in Lima.", Act.MEET, ["Norway", "Peru"], []),
        ("Peru agreed to withdraw its troops.", Act.WITHDRAW, ["Peru"], []),
        ("Peru is under pressure from Norway to sign.", Act.PRESS, ["Norway"], ["Peru"]),
    ],
)
def test_slots_hold_who_does_it_and_to_whom(
    nlp: Language, text: str, act: Act, actors: list[str], recipients: list[str]
) -> None:
    found = only(nlp, text, act)
    assert words(text, found.actors) == actors
    if recipients:
        assert [p.split(" in ")[0] for p in words(text, found.recipients)] == recipients


def test_pressure_leads_to_each_of_the_things_it_leads_to(nlp: Language) -> None:
    text = "The pressure led Peru to reopen the crossing, to open the port and to admit aid convoys."
    acts = read(nlp, text)
    opened = [a for a in acts if a.act is Act.OPEN_ACCESS]
    assert [a.trigger.span.of(text).split()[0] for a in opened] == ["reopen", "open", "admit"]
    assert {tuple(words(text, a.actors)) for a in opened} == {("Peru",)}
    assert [acts[a.cause].act if a.cause is not None else None for a in opened] == [Act.PRESS] * 3


@pytest.mark.parametrize(
    ("text", "act", "about"),
    [
        ("Ghana demanded that Peru withdraw its troops and free the captives.", Act.DEMAND, "Peru withdraw its troops"),
        ("The general threatened to bomb the port.", Act.THREATEN, "bomb the port"),
        ("The envoy proposed to open a corridor.", Act.PROPOSE, "open a corridor"),
        ("The junta refused to sign the charter.", Act.REJECT, "sign the charter"),
    ],
)
def test_content_is_no_second_act(nlp: Language, text: str, act: Act, about: str) -> None:
    acts = read(nlp, text)
    assert [a.act for a in acts] == [act]
    assert acts[0].modality is Modality.ASSERTED
    assert acts[0].about is not None
    assert about in acts[0].about.of(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Jets struck the airbase at dawn.", Act.ATTACK),
        ("The two cities struck a deal on aid.", Act.AGREE),
        ("The army met the generals' demands.", Act.ACCEPT),
        ("The army met the generals.", Act.MEET),
        ("The rebels released forty prisoners.", Act.RELEASE),
        ("The council turned down the offer.", Act.REJECT),
        ("The delegation walked out of the talks.", Act.SUSPEND),
        ("The truce took effect at dawn.", Act.CEASEFIRE),
        ("Talks between the two sides resumed in Lima.", Act.RESUME),
        ("Peru rejects Ghanaian truce offer", Act.REJECT),
        ("Peru strikes Ghanaian port", Act.ATTACK),
    ],
)
def test_the_words_around_decide_the_sense(nlp: Language, text: str, act: Act) -> None:
    assert [a.act for a in read(nlp, text)] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels released a statement.",
        "The union went on strike.",
        "The spokesman said little on Monday.",
        "The film met with silence.",
        "The ministry held a press conference.",
    ],
)
def test_other_senses_are_no_act(nlp: Language, text: str) -> None:
    assert read(nlp, text) == ()


def test_a_light_verb_and_its_noun_are_one_act(nlp: Language) -> None:
    text = "The army carried out an air strike on the depot."
    found = only(nlp, text, Act.ATTACK)
    assert words(text, found.actors) == ["The army"]


def test_an_accused_attack_is_told_beside_the_accusation(nlp: Language) -> None:
    text = "Ghana accused the army of shelling a market."
    acts = read(nlp, text)
    assert [a.act for a in acts] == [Act.ACCUSE, Act.ATTACK]
    assert words(text, acts[1].actors) == ["the army"]


def test_issues_come_from_the_clause_and_its_content(nlp: Language) -> None:
    found = only(nlp, "Ghana demanded that Peru release the hostages and lift its sanctions.", Act.DEMAND)
    assert set(found.issues) == {Issue.HOSTAGES_PRISONERS, Issue.SANCTIONS}
