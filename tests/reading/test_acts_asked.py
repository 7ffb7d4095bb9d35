"""What is asked for, hoped for, laid down or asked about is not told as done; what is said not to be so is denied."""

from datetime import date

import pytest
from spacy.language import Language

from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.annotations import ActMention
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def read(nlp: Language, text: str) -> tuple[ActMention, ...]:
    found: tuple[ActMention, ...] = read_report(nlp, Report(id="x", text=text, published=date(2025, 6, 1)))._.acts
    return found


def modalities(nlp: Language, text: str, act: Act) -> list[str]:
    return [a.modality.value for a in read(nlp, text) if a.act is act]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The talks turned on the condition that Peru lift the blockade.", Act.OPEN_ACCESS, "hypothetical"),
        ("The minister spoke of a deal that releases the hostages.", Act.RELEASE, "hypothetical"),
        ("The minister spoke of a deal that ends a war and frees the sailors.", Act.RELEASE, "hypothetical"),
        ("The deal that released the hostages was signed in March.", Act.RELEASE, "asserted"),
        ("Under the proposal, the army withdraws from the valley.", Act.WITHDRAW, "hypothetical"),
        ("Under the agreement, the army withdraws from the valley.", Act.WITHDRAW, "future"),
        ("The second phase is a full withdrawal of Peruvian forces.", Act.WITHDRAW, "hypothetical"),
        ("The minister warned that Peru was bombing the port.", Act.ATTACK, "asserted"),
    ],
)
def test_what_a_demand_or_a_deal_lays_down(nlp: Language, text: str, act: Act, modality: str) -> None:
    assert modalities(nlp, text, act) == [modality]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("There has to be an agreement between Peru and Chile.", Act.AGREE, "hypothetical"),
        ("There's got to be a ceasefire.", Act.CEASEFIRE, "hypothetical"),
        ("The rebels have to withdraw from the valley.", Act.WITHDRAW, "hypothetical"),
        ("The rebels had to withdraw from the valley.", Act.WITHDRAW, "asserted"),
        ("It is time to release the sailors, begin the ceasefire, and open the gate.", Act.CEASEFIRE, "hypothetical"),
        ("The plan would enable the delivery of flour to the camps.", Act.DELIVER_AID, "hypothetical"),
        ("The sides discussed the issue of a prisoner exchange.", Act.RELEASE, "hypothetical"),
        ("We keep working for the release of the sailors.", Act.RELEASE, "hypothetical"),
        ("Peru was looking at resuming talks with Chile.", Act.RESUME, "hypothetical"),
    ],
)
def test_what_must_or_should_come_about(nlp: Language, text: str, act: Act, modality: str) -> None:
    assert modalities(nlp, text, act) == [modality]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("There is no sign that Ghana has released the sailors.", Act.RELEASE, "negation"),
        ("The day ended with no sign Peru was willing to accept the plan.", Act.ACCEPT, "negation"),
        ("The observers found no evidence of an attack on the port.", Act.ATTACK, "negation"),
        ("There is evidence that the army withdrew from the town.", Act.WITHDRAW, "asserted"),
        ("Nothing suggests that the army withdrew from the valley.", Act.WITHDRAW, "negation"),
        ("It is not true that the army withdrew from the town.", Act.WITHDRAW, "negation"),
        ("The army is far from withdrawing from the valley.", Act.WITHDRAW, "negation"),
        ("The minister doubted that the rebels had accepted the deal.", Act.ACCEPT, "hypothetical"),
    ],
)
def test_what_is_said_not_to_be_so(nlp: Language, text: str, act: Act, modality: str) -> None:
    assert modalities(nlp, text, act) == [modality]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("Will you speak to the president of Peru this week?", Act.MEET, "hypothetical"),
        ("And, Mr. President, are you sending aid to the town?", Act.DELIVER_AID, "hypothetical"),
        ("You met the envoy in Lima?", Act.MEET, "hypothetical"),
        ("Did Ghana accept the deal?", Act.ACCEPT, "hypothetical"),
        ("When will Ghana reopen the crossing?", Act.OPEN_ACCESS, "hypothetical"),
        ("Why did Ghana reject the deal?", Act.REJECT, "asserted"),
        ("Did the army, which attacked the village on Monday, give a reason?", Act.ATTACK, "asserted"),
        ("Ghana has released the sailors. Will Peru be content?", Act.RELEASE, "asserted"),
        ("The envoy did not say whether the rebels had released the sailors.", Act.RELEASE, "hypothetical"),
    ],
)
def test_what_a_question_asks(nlp: Language, text: str, act: Act, modality: str) -> None:
    assert modalities(nlp, text, act) == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Asked if Norway should withdraw its troops, the president said no.",
        "The president said no when asked if the Peruvian leader should bomb the capital.",
        "The king wondered whether Ghana must leave the valley.",
        "Should Norway leave the valley?",
    ],
)
def test_a_duty_that_is_asked_about_is_no_demand(nlp: Language, text: str) -> None:
    assert Act.DEMAND not in [a.act for a in read(nlp, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway, Peru and Chile to hold talks in Lima",
        "Norway to hold talks with Peru",
    ],
)
def test_a_headline_of_several_names_is_a_plan(nlp: Language, text: str) -> None:
    assert modalities(nlp, text, Act.MEET) == [Modality.FUTURE.value]
