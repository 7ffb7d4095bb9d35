"""The rules' acts and the model's triggers: who has the word where."""

from dataclasses import replace

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from tests.reading.docs import build, phrase

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.annotations import ActMention
from travaux.reading.model.acts import combine_acts, load_thresholds
from travaux.reading.model.tagging import ActTag, Tagging
from travaux.reading.model.triggers import join_triggers
from travaux.spans import Span

SENTENCE = (
    "The/D/1/det envoy/N/2/nsubj rejected/V/2/ROOT/reject the/D/4/det plan/N/2/dobj and/C/2/cc "
    "praised/V/2/conj/praise the/D/8/det army/N/6/dobj ./X/2/punct"
)


def _act(doc: Doc, words: str, act: Act, cause: int | None = None) -> ActMention:
    trigger = phrase(doc, words)
    return ActMention(
        act=act,
        trigger=trigger,
        clause=trigger.span,
        actors=(),
        recipients=(),
        about=None,
        modality=Modality.ASSERTED,
        issues=(),
        rule="acts/test",
        cause=cause,
    )


def _word(doc: Doc, word: str, act: Act, score: float, modality: Modality = Modality.ASSERTED) -> ActTag:
    start = doc.text.index(word)
    return ActTag(
        span=Span(start, start + len(word)),
        none=round(1 - score, 4),
        acts=((act, score),),
        modality=modality,
        modality_score=0.95,
    )


def test_acts_combining_keeps_what_both_see() -> None:
    doc = build(SENTENCE)
    rule = _act(doc, "rejected", Act.REJECT)
    words = (_word(doc, "rejected", Act.REJECT, 0.7),)
    assert combine_acts(doc, (rule,), Tagging(acts=words)) == (rule,)


def test_acts_combining_drops_what_the_model_is_sure_is_none() -> None:
    doc = build(SENTENCE)
    rule = _act(doc, "rejected", Act.REJECT)
    assert combine_acts(doc, (rule,), Tagging()) == ()
    assert combine_acts(doc, (rule,), Tagging(acts=(_word(doc, "rejected", Act.ACCUSE, 0.06),))) == (rule,)


def test_acts_combining_keeps_a_denial_and_an_act_that_the_model_hardly_knows() -> None:
    doc = build(SENTENCE)
    denied = replace(_act(doc, "rejected", Act.REJECT), modality=Modality.NEGATION)
    assert combine_acts(doc, (denied,), Tagging()) == (denied,)
    rare = _act(doc, "rejected", Act.RELEASE)
    assert combine_acts(doc, (rare,), Tagging()) == (rare,)


def test_acts_combining_tells_an_act_twice_in_a_sentence_where_two_words_tell_it() -> None:
    doc = build(SENTENCE)
    rule = _act(doc, "rejected", Act.SUPPORT)
    words = (_word(doc, "rejected", Act.SUPPORT, 0.9), _word(doc, "praised", Act.SUPPORT, 0.9))
    found = combine_acts(doc, (rule,), Tagging(acts=words))
    assert [act.trigger.span.of(doc.text) for act in found] == ["rejected", "praised"]


@pytest.mark.parametrize(
    ("text", "word", "act"),
    [
        ("Dockers in Mombasa are on strike.", "strike", Act.ATTACK),
        ("Unless the blockade were lifted, Benin would stay at home.", "lifted", Act.OPEN_ACCESS),
        ("The clinics were down to a few bandages.", "down", Act.CLOSE_ACCESS),
    ],
)
def test_acts_combining_adds_no_sense_that_is_no_act(nlp: Language, text: str, word: str, act: Act) -> None:
    doc = nlp(text)
    assert combine_acts(doc, (), Tagging(acts=(_word(doc, word, act, 0.97),))) == ()


@pytest.mark.parametrize(
    ("text", "word", "act"),
    [
        ("Still open in Accra:\nthe date and the hotel.", "open", Act.OPEN_ACCESS),
        ("The captured pilots are well.", "captured", Act.DETAIN),
        ("The aides of the king had spoken of a short night.", "spoken", Act.MEET),
    ],
)
def test_acts_combining_adds_no_word_that_tells_of_nobody(nlp: Language, text: str, word: str, act: Act) -> None:
    doc = nlp(text)
    assert combine_acts(doc, (), Tagging(acts=(_word(doc, word, act, 0.97),))) == ()


def test_acts_combining_tells_a_deed_and_what_it_did_once(nlp: Language) -> None:
    doc = nlp("A rebel strike on the barracks killed two officers.")
    (strike,) = doc._.acts
    words = (_word(doc, "strike", Act.ATTACK, 0.9), _word(doc, "killed", Act.ATTACK, 0.9))
    assert [a.trigger for a in combine_acts(doc, (strike,), Tagging(acts=words))] == [strike.trigger]


def test_acts_combining_knows_an_act_by_its_verb_too(nlp: Language) -> None:
    doc = nlp("A deal between Ghana and the rebels of the north had been reached.")
    words = (_word(doc, "deal", Act.AGREE, 0.9), _word(doc, "reached", Act.AGREE, 0.9))
    assert len(combine_acts(doc, doc._.acts, Tagging(acts=words))) == 1


def test_acts_combining_leaves_a_dated_deed_of_late_in_the_present(nlp: Language) -> None:
    doc = nlp("The pilot, whom the rebels captured on Sunday, is safe.")
    rule = _act(doc, "captured", Act.DETAIN)
    (found,) = combine_acts(doc, (rule,), Tagging(acts=(_word(doc, "captured", Act.DETAIN, 0.9, Modality.HISTORICAL),)))
    assert found.modality is Modality.ASSERTED
    doc = nlp("The pilot, whom the rebels captured in the hills, is safe.")
    rule = _act(doc, "captured", Act.DETAIN)
    (found,) = combine_acts(doc, (rule,), Tagging(acts=(_word(doc, "captured", Act.DETAIN, 0.9, Modality.HISTORICAL),)))
    assert found.modality is Modality.HISTORICAL


def test_acts_combining_lets_the_entries_of_a_diary_stand(nlp: Language) -> None:
    doc = nlp("10:30 President Mahama receives the envoy in Accra.")
    rule = replace(_act(doc, "receives", Act.MEET), modality=Modality.FUTURE)
    assert combine_acts(doc, (rule,), Tagging()) == (rule,)


def test_acts_combining_keeps_the_act_of_a_frame_that_asks_for_more_than_its_verb() -> None:
    doc = build(SENTENCE)
    rule = replace(_act(doc, "rejected", Act.ACCEPT), rule="acts/accept:verb:meet demand|condition")
    (found,) = combine_acts(doc, (rule,), Tagging(acts=(_word(doc, "rejected", Act.MEET, 0.97),)))
    assert found.act is Act.ACCEPT


def test_acts_combining_lets_a_sure_model_rename_an_act() -> None:
    doc = build(SENTENCE)
    rule = _act(doc, "rejected", Act.ACCUSE)
    (found,) = combine_acts(doc, (rule,), Tagging(acts=(_word(doc, "rejected", Act.REJECT, 0.93),)))
    assert (found.act, found.rule) == (Act.REJECT, "acts/test+model")


def test_acts_combining_takes_a_sure_modality() -> None:
    doc = build(SENTENCE)
    rule = _act(doc, "rejected", Act.REJECT)
    words = (_word(doc, "rejected", Act.REJECT, 0.9, Modality.FUTURE),)
    (found,) = combine_acts(doc, (rule,), Tagging(acts=words))
    assert found.modality is Modality.FUTURE


def test_acts_combining_adds_what_only_the_model_sees() -> None:
    doc = build(SENTENCE)
    rule = _act(doc, "rejected", Act.REJECT)
    words = (_word(doc, "rejected", Act.REJECT, 0.9), _word(doc, "praised", Act.SUPPORT, 0.9))
    first, second = combine_acts(doc, (rule,), Tagging(acts=words))
    assert first == rule
    assert (second.act, second.rule) == (Act.SUPPORT, "model:support")
    assert [p.span.of(doc.text) for p in second.actors] == ["The envoy"]
    assert [p.span.of(doc.text) for p in second.recipients] == ["the army"]
    assert second.clause.covers(second.trigger.span)


def test_acts_combining_adds_nothing_unsure() -> None:
    doc = build(SENTENCE)
    score = load_thresholds().least_for(Act.SUPPORT) - 0.01
    assert combine_acts(doc, (), Tagging(acts=(_word(doc, "praised", Act.SUPPORT, score),))) == ()


def test_acts_combining_keeps_causes_pointing_at_their_act() -> None:
    doc = build(SENTENCE)
    rules = (
        _act(doc, "envoy", Act.MEET),
        _act(doc, "rejected", Act.REJECT),
        _act(doc, "praised", Act.SUPPORT, cause=1),
    )
    words = (_word(doc, "rejected", Act.REJECT, 0.9), _word(doc, "praised", Act.SUPPORT, 0.9))
    found = combine_acts(doc, rules, Tagging(acts=words))
    assert [act.cause for act in found] == [None, 0]
    lost = combine_acts(doc, (rules[0], _act(doc, "praised", Act.SUPPORT, cause=0)), Tagging(acts=words[1:]))
    assert [act.cause for act in lost] == [None]


def test_triggers_joining_makes_neighbours_one() -> None:
    doc = build("They/R/1/nsubj walked/V/1/ROOT/walk out/J/1/prt of/I/1/prep talks/NS/3/pobj ./X/1/punct")
    words = tuple(_word(doc, word, Act.SUSPEND, 0.8) for word in ("walked", "out", "of"))
    (found,) = join_triggers(words, least=0.5)
    assert found.span.of(doc.text) == "walked out of"
    apart = join_triggers((*words[:1], _word(doc, "talks", Act.MEET, 0.9)), least=0.5)
    assert [trigger.act for trigger in apart] == [Act.SUSPEND, Act.MEET]
