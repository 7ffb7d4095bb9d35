"""Who does what is promised or forced on somebody, what a diary announces, and which words name an act."""

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


def only(nlp: Language, text: str, act: Act) -> ActMention:
    (found,) = [a for a in read(nlp, text) if a.act is act]
    return found


def actors(found: ActMention, text: str) -> list[str]:
    return [p.span.of(text) for p in found.actors]


@pytest.mark.parametrize(
    ("text", "act", "actor"),
    [
        (
            "The general promised the visitors, a nun and a footballer, to free the captured fishermen by May.",
            Act.RELEASE,
            "The general",
        ),
        ("Kofi Mensah promised his guests, two nuns, to free the prisoners.", Act.RELEASE, "Kofi Mensah"),
        ("Ansar Dine swore in May to leave Gao.", Act.WITHDRAW, "Ansar Dine"),
    ],
)
def test_what_is_promised_is_a_deed_to_come_of_who_promises(nlp: Language, text: str, act: Act, actor: str) -> None:
    found = only(nlp, text, act)
    assert (found.modality, actors(found, text)) == (Modality.FUTURE, [actor])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Anger in the street left Dina Boluarte no choice but to condemn Chile over the raid.", "Dina Boluarte"),
        ("The vote left the cabinet with no option but to condemn Chile over the raid.", "the cabinet"),
        ("Peru had no choice but to condemn Chile over the raid.", "Peru"),
    ],
)
def test_who_is_left_no_choice_does_it(nlp: Language, text: str, actor: str) -> None:
    found = next(a for a in read(nlp, text) if a.trigger.span.of(text) == "condemn")
    assert (found.act, found.modality, actors(found, text)) == (Act.ACCUSE, Modality.ASSERTED, [actor])


def test_no_choice_that_may_be_left_is_open(nlp: Language) -> None:
    text = "A veto could leave Peru no choice but to condemn Chile."
    assert only(nlp, text, Act.ACCUSE).modality is Modality.HYPOTHETICAL


@pytest.mark.parametrize(
    ("text", "act", "words"),
    [
        ("A deal between the rebels and the army of Ghana had been reached.", Act.AGREE, "deal"),
        ("Ghana and Peru reached a deal.", Act.AGREE, "reached a deal"),
        ("The rebels of Ghana said they were prepared to accept the offer.", Act.ACCEPT, "prepared to accept"),
        ("The rebels of Ghana are ready to talk.", Act.ACCEPT, "ready"),
    ],
)
def test_the_trigger_is_the_word_that_names_the_act(nlp: Language, text: str, act: Act, words: str) -> None:
    assert only(nlp, text, act).trigger.span.of(text) == words


def test_the_last_vehicles_of_a_force_leave_with_it(nlp: Language) -> None:
    text = "Its last trucks left the base on Friday, the army of Ghana said."
    assert only(nlp, text, Act.WITHDRAW).modality is Modality.ASSERTED
    assert not [a for a in read(nlp, "Two trucks left the base, the army said.") if a.act is Act.WITHDRAW]


def test_a_day_before_the_verb_is_no_particle_of_it(nlp: Language) -> None:
    assert Act.DEMAND not in {a.act for a in read(nlp, "On Sunday the Ghanaian president called him.")}
    assert Act.DEMAND in {a.act for a in read(nlp, "President Mahama called on him to leave.")}


def test_a_second_deed_has_a_subject_of_its_own(nlp: Language) -> None:
    text = "A rebel strike on the market wounded six, and the army attacked Tamale on Sunday."
    assert [a.trigger.span.of(text) for a in read(nlp, text) if a.act is Act.ATTACK] == ["strike", "attacked"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The envoy promised two bishops and a boxer that Ghana would free the crew.", True),
        ("The striker and the goalkeeper attacked from the first minute.", False),
    ],
)
def test_a_sportsman_among_others_is_no_sport(nlp: Language, text: str, told: bool) -> None:
    assert bool(read(nlp, text)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kofi Mensah is being held by a rebel brigade in the north of Ghana.", True),
        ("Kofi Mensah was held in high regard by the rebels of Ghana.", False),
        ("The summit was held by Kofi Mensah in Accra.", False),
    ],
)
def test_a_person_held_by_somebody_is_detained(nlp: Language, text: str, told: bool) -> None:
    assert (Act.DETAIN in {a.act for a in read(nlp, text)}) is told
