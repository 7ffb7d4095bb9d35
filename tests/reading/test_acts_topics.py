"""What is no act of politics or conflict, whatever its verbs: other topics, definitions, habits; and what still is one."""

import pytest
from spacy.language import Language

from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def acts_of(nlp: Language, text: str) -> list[Act]:
    return [act.act for act in read_report(nlp, Report(id="x", text=text))._.acts if act.act is not Act.ASSESS]


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegians meet the Danes in the semi-final on Sunday.",
        "The Ghanaian boxer attacked from the first bell.",
        "Lightning struck the ferry terminal at noon.",
        "The antibody attacks the membrane of the parasite.",
        "A storm threatens to cut the coastal road.",
        "The museum released a film about the siege.",
        "The tenant rejected the landlord's offer.",
        "Demand for tin has outgrown supply.",
        "The road meets the river below the mill.",
        "Thieves seized a laptop from the library.",
    ],
)
def test_other_topics_hold_no_act(nlp: Language, text: str) -> None:
    assert acts_of(nlp, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "An armistice is a ceasefire that both sides have signed.",
        "The word truce comes from an old word for faith.",
        "To mediate is to speak to both sides in turn.",
        "Sanctions can be lifted by the body that set them.",
        "The committee usually votes on such resolutions in May.",
        "The council meets the governor every second week.",
    ],
)
def test_definitions_and_habits_hold_no_act(nlp: Language, text: str) -> None:
    assert acts_of(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The village was shelled overnight.", Act.ATTACK),
        ("The storm did not keep Norway from attacking Peru.", Act.ATTACK),
        ("The rebels rejected the truce on the day of the football final.", Act.REJECT),
        ("Ghana's champion of peace talks accused the junta of lying.", Act.ACCUSE),
    ],
)
def test_politics_beside_another_topic_is_kept(nlp: Language, text: str, act: Act) -> None:
    assert act in acts_of(nlp, text)
