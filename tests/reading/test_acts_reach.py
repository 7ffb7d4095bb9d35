"""What is an act where a frame alone does not decide: headlines, next deeds, listed contents, talked-of demands, moods."""

from datetime import date

import pytest
from spacy.language import Language

from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import Act, Modality, SegmentKind
from travaux.reading.annotations import ActMention
from travaux.reading.pipeline import read_report
from travaux.spans import Span

pytestmark = pytest.mark.model


def read(nlp: Language, text: str) -> tuple[ActMention, ...]:
    found: tuple[ActMention, ...] = read_report(nlp, Report(id="x", text=text, published=date(2025, 6, 1)))._.acts
    return found


def told(nlp: Language, text: str) -> list[tuple[Act, str]]:
    return [(a.act, a.trigger.span.of(text)) for a in read(nlp, text)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Ghana refused to negotiate with the rebels.", [Act.REJECT]),
        ("Ghana refused to receive the envoy.", [Act.MEET]),
        ("A court in Accra has rejected Peru's request to extradite the general.", [Act.REJECT]),
        ("Ghana said it will not accept any more rebels if the war starts.", [Act.REJECT]),
    ],
)
def test_refusals_of_talks_and_of_meetings(nlp: Language, text: str, acts: list[Act]) -> None:
    assert [a.act for a in read(nlp, text)][: len(acts)] == acts


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Ghana and Peru sign border treaty as Okafor to meet rebel chief", "meet", "Okafor"),
        ("Peruvian envoy to visit Accra, hoping for a deal", "visit", "Peruvian envoy"),
    ],
)
def test_a_headline_infinitive_is_a_plan_of_the_one_before_it(
    nlp: Language, text: str, trigger: str, actor: str
) -> None:
    found = next(a for a in read(nlp, text) if a.trigger.span.of(text) == trigger)
    assert found.act is Act.MEET
    assert found.modality is Modality.FUTURE
    assert [p.span.of(text) for p in found.actors] == [actor]


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("Rebel drones bombed the refinery and razed two villages.", ["bombed", "razed"]),
        ("Rebel drones hit the refinery and wounded nine workers.", ["hit"]),
        ("An army strike killed six people.", ["strike"]),
        ("The army praised the mediators and thanked the king.", ["praised", "thanked"]),
    ],
)
def test_a_next_deed_is_told_apart_from_what_came_of_the_first(nlp: Language, text: str, triggers: list[str]) -> None:
    assert [trigger for _, trigger in told(nlp, text)] == triggers


def test_what_a_list_demands_is_the_content_of_the_demand(nlp: Language) -> None:
    text = "The front demands of Ghana:\n- the withdrawal of the garrisons;\n- the release of its treasurer."
    given = Fields(id="x", outlet=None, published=None, language="en")
    doc = read_report(nlp, make_report(Source(text=text, place="x", given=given), IntakeOptions()))
    assert [s.kind for s in doc._.segments].count(SegmentKind.LIST_ITEM) == 2
    assert [a.act for a in doc._.acts] == [Act.DEMAND]


def test_what_a_condition_spells_out_is_its_content(nlp: Language) -> None:
    text = "Peru's condition was that Ghana have the charges dropped and release the crew."
    assert [act for act, _ in told(nlp, text)] == [Act.DEMAND]


def test_what_an_ultimatum_tells_is_its_content(nlp: Language) -> None:
    text = "In an ultimatum sent to Accra, Peru told Ghana to recall its soldiers or see the port bombed."
    assert [act for act, _ in told(nlp, text)] == [Act.THREATEN]


def test_a_noun_in_a_subhead_names_a_topic(nlp: Language) -> None:
    text = "Ghana and Peru met in Lima.\n\nThe invasion of the islands\n\nThe ministers shook hands."
    segments = (
        Segment(kind=SegmentKind.BODY, span=Span(0, 27)),
        Segment(kind=SegmentKind.SUBHEAD, span=Span(29, 56)),
        Segment(kind=SegmentKind.BODY, span=Span(58, len(text))),
    )
    doc = read_report(nlp, Report(id="x", text=text, segments=segments))
    assert [a.act for a in doc._.acts] == [Act.MEET]


@pytest.mark.parametrize(
    ("text", "act", "trigger"),
    [
        ("The ministers discussed the need for Ghana to free the crew.", Act.DEMAND, "need for"),
        ("Ghana asked Norway to put pressure on the rebels.", Act.PRESS, "put pressure on"),
        ("The stalled talks on the border worried Accra.", Act.ASSESS, "stalled"),
        ("Algeria is acting as a go-between for Ghana and Peru.", Act.MEDIATE, "acting"),
        ("The collapse of the talks dismayed Accra.", Act.ASSESS, "collapse of the talks"),
        ("Prosecutors spoke of a plot to assassinate the Ghanaian president.", Act.ATTACK, "assassinate"),
        ("The rebels repeated their threats to storm the port.", Act.THREATEN, "threats"),
    ],
)
def test_acts_that_are_told_by_naming_them(nlp: Language, text: str, act: Act, trigger: str) -> None:
    found = told(nlp, text)
    assert act in {a for a, _ in found}
    assert any(a is act and trigger.split(maxsplit=1)[0] in words for a, words in found)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana sees the Peruvian threat to its coast as the greatest danger.",
        "The embassy did not respond to a request for comment.",
        "The camp stands where the Danube meets the Black Sea.",
    ],
)
def test_words_that_only_look_like_acts(nlp: Language, text: str) -> None:
    assert not [a.act for a in read(nlp, text) if a.act in {Act.THREATEN, Act.ACCEPT, Act.MEET}]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The ambassadors would meet on Friday morning to draft a text.", Act.MEET, Modality.FUTURE),
        ("Two summits on the border are to be staged this week in Lima.", Act.MEET, Modality.FUTURE),
        ("A sixth round of UN-sponsored talks is due to begin in Accra.", Act.MEDIATE, Modality.FUTURE),
        ("Accra is trying to press the rebels to disarm.", Act.PRESS, Modality.ASSERTED),
        ("I would like to thank the king of Norway for his welcome.", Act.SUPPORT, Modality.ASSERTED),
        ("He made statements suggesting that Ghana violated the truce.", Act.ACCUSE, Modality.ASSERTED),
        ("Without pressure from Accra, the plan will not work.", Act.PRESS, Modality.HYPOTHETICAL),
        ("The rebels were linked to the coup that toppled the king in 2009.", Act.ATTACK, Modality.HISTORICAL),
        ("A decade after the fall of Tamale, the city mourns.", Act.ATTACK, Modality.HISTORICAL),
        ("The envoy called the detention of its staff by Ghana arbitrary.", Act.DETAIN, Modality.ASSERTED),
        ("Ghana invaded Peru in 2011. The invasion still divides the two states.", Act.ATTACK, Modality.HISTORICAL),
    ],
)
def test_modality_where_the_form_of_the_verb_hides_it(nlp: Language, text: str, act: Act, modality: Modality) -> None:
    assert modality in {a.modality for a in read(nlp, text) if a.act is act}


def test_who_fails_to_do_something_is_no_judgement_of_the_talks(nlp: Language) -> None:
    text = "The two sides have so far failed to open humanitarian corridors."
    assert told(nlp, text) == [(Act.OPEN_ACCESS, "open humanitarian corridors")]
    assert (Act.ASSESS, "failed") in told(nlp, "The talks in Accra failed.")


def test_a_deal_that_one_side_ends_is_broken_off(nlp: Language) -> None:
    assert [a for a, _ in told(nlp, "Ghana's rulers ended the peace deal with the rebels.")] == [Act.SUSPEND]
