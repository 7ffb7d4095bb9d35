"""The frame files: their format, and that every example in them is read as they say."""

from pathlib import Path

import pytest
from spacy.language import Language

from travaux.errors import UsageError
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act
from travaux.reading.acts.frames import load_examples, load_frames
from travaux.reading.acts.patterns import Kind, compile_entry
from travaux.reading.pipeline import read_report

OWN = """
act = "meet"
[slots.verb]
actor = "subject"
[[verb]]
entries = ["palaver", "break bread with <agreement>"]
"""


def test_every_act_has_a_frame_file_and_examples() -> None:
    assert {act for act, *_ in load_examples()} == set(Act)


def test_entries_are_counted_with_their_choices_written_out() -> None:
    assert load_frames().size > 4000


def test_an_entry_is_compiled_to_its_trigger_and_the_words_around_it() -> None:
    pattern = compile_entry(Kind.VERB, "walk|storm out of <talks>", {"talks": frozenset({"talk", "summit"})})
    assert pattern.lemmas == ("walk", "storm")
    assert [element.role for element in pattern.elements] == ["particle", "particle"]
    assert pattern.elements[1].inner == {"talk", "summit"}
    assert pattern.size == 2


def test_a_noun_entry_ends_at_its_preposition() -> None:
    pattern = compile_entry(Kind.NOUN, "air strike on <talks>", {"talks": frozenset({"talk"})})
    assert pattern.lemmas == ("strike",)
    assert [element.role for element in pattern.elements] == ["modifier", "particle"]


@pytest.mark.parametrize(
    "text",
    [
        'act = "sing"',
        'act = "meet"\n[[verb]]\nentries = ["hold <nosuchclass>"]',
        'act = "meet"\n[[verb]]\nentries = ["meet"]\nactors = "subject"',
        "act = ",
    ],
)
def test_a_faulty_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(text, encoding="utf8")
    with pytest.raises(UsageError):
        load_frames((path,))


def test_a_users_own_file_adds_to_an_act(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf8")
    frames = load_frames((tmp_path,))
    assert frames.by_lemma["palaver"][Kind.VERB][0].act is Act.MEET
    assert frames.size == load_frames().size + 2


@pytest.mark.model
@pytest.mark.parametrize(("act", "sentence", "trigger", "modality"), load_examples())
def test_example(nlp: Language, act: Act, sentence: str, trigger: str, modality: str) -> None:
    doc = read_report(nlp, Report(id="x", text=sentence))
    start = sentence.index(trigger)
    end = start + len(trigger)
    found = [a for a in doc._.acts if a.act is act and a.trigger.span.start < end and a.trigger.span.end > start]
    assert found, [(a.act, a.trigger.span.of(sentence)) for a in doc._.acts]
    assert found[0].modality == modality
