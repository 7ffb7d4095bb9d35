"""Chains of sources: outlets, documents and persons around the speaker, in planted sentences of each kind."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Attribution, Voice
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import SpeakerKind

pytestmark = pytest.mark.model


def said(coder: Coder, text: str, words: str) -> Attribution:
    """The innermost attribution whose content holds `words`."""
    at = text.index(words)
    found = [
        a
        for a in of_kind(code(coder, text), Attribution)
        if a.sense not in {"acts", "wants"} and any(s.start <= at < s.end for s in a.content)
    ]
    assert found, "nobody says these words"
    return min(found, key=lambda a: sum(map(len, a.content)))


CHAINS = [
    # an outlet and whom it cites
    ("Peru has shut the pass, Reuters reported, citing a border guard.", "shut", "border guard", ["Reuters"]),
    ("Lima will open, AFP said, quoting the daily El País, which cited two dockers.", "open", "two dockers", ["AFP", "El País"]),
    ("The pass is shut, NRK reported, citing a BBC story that cited a guard.", "shut", "guard", ["NRK", "BBC"]),
    ("Reuters quoted Norwegian minister Kari Holm as saying that the pass was shut.", "shut", "Kari Holm", ["Reuters"]),
    # spoken to, or quoted by
    ("Kari Holm, the mayor, told the newspaper Nordnytt that the pass was shut.", "shut", "Kari Holm", ["Nordnytt"]),
    ("In an interview with CNN, Kari Holm said the pass was shut.", "shut", "Kari Holm", ["CNN"]),
    ("Minister Kari Holm was quoted by the BBC as saying that the pass was shut.", "shut", "Kari Holm", ["BBC"]),
    ("An adviser to the king, speaking to Al Jazeera, said the pass was shut.", "shut", "adviser to the king", ["Al Jazeera"]),
    # documents, and who saw them
    ("A draft of the pact seen by Reuters says the pass will be shut.", "be shut", "draft of the pact", ["Reuters"]),
    ("The pass is shut, according to a police log.", "is shut", "police log", []),
    # persons who pass on others
    ("A nurse said a soldier had told her that the pass was shut.", "shut", "soldier", ["nurse"]),
    # bodies by the report's words
    ("The Norwegian army says the pass is shut.", "shut", "Norwegian army", []),
    ("Norway and Peru said the pass was shut.", "shut", "Norway and Peru", []),
    # the cue behind the clause
    ("Oslo has shut the pass, a source told Reuters on Monday.", "shut", "source", ["Reuters"]),
    ("BERGEN (AFP) - Norway has shut the pass, a guard said.", "shut", "guard", ["AFP"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker", "carriers"), CHAINS)
def test_a_chain_is_read_from_the_outermost_link_to_the_speaker(
    coder: Coder, text: str, words: str, speaker: str, carriers: list[str]
) -> None:
    found = said(coder, text, words)
    assert (found.voice.speaker, list(found.carriers)) == (speaker, carriers)


def test_an_outlet_is_called_as_the_report_calls_it_and_known_by_its_name(coder: Coder) -> None:
    found = said(coder, "Kari Holm told Agence France-Presse that the pass was shut.", "shut")
    assert (found.carriers, found.voice.relayed_by) == (("AFP",), ("AFP",))


def test_the_publisher_is_no_carrier(coder: Coder) -> None:
    text = "Kari Holm told Reuters that the pass was shut."
    (found,) = of_kind(coder.code(Report(id="x", text=text, outlet="Reuters")), Attribution)
    assert found.voice.relayed_by == ()


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Norway denied reports that it had shut the pass.", "shut", "Norway"),
        ("Norway has dismissed as false a story that it had shut the pass.", "shut", "Norway"),
        ("Claims that Norway had shut the pass were rejected by the army command.", "shut", "army command"),
        ("Norway denied having shut the pass.", "shut", "Norway"),
    ],
)
def test_a_denial_keeps_what_it_denies(coder: Coder, text: str, words: str, speaker: str) -> None:
    found = said(coder, text, words)
    assert (found.voice.speaker, found.voice.denied) == (speaker, True)


def test_the_outlet_whose_report_is_denied_says_it(coder: Coder) -> None:
    text = "Norway denied a report by Reuters that it had shut the pass."
    voices: list[Voice] = [a.voice for a in of_kind(code(coder, text), Attribution)]
    assert {(v.speaker, v.denied) for v in voices} == {("Norway", True), ("Reuters", False)}


@pytest.mark.parametrize(
    "text",
    [
        "The army declined to comment.",
        "Norway would neither confirm nor deny that the pass was shut.",
        "The ministry declined to say whether the pass was shut.",
        "The hotel bar is called “Harbour”.",
    ],
)
def test_silence_and_names_of_things_say_nothing(coder: Coder, text: str) -> None:
    assert [a for a in of_kind(code(coder, text), Attribution) if a.sense not in {"acts", "wants"}] == []


def test_a_stance_acts_and_says_nothing(coder: Coder) -> None:
    senses = {a.sense for a in of_kind(code(coder, "Norway backed the plan."), Attribution)}
    assert senses <= {"acts", "wants"}


def test_a_step_back_in_the_next_sentence_is_a_hedge(coder: Coder) -> None:
    text = "Rebels have left the port, a trader said. The claim could not be independently verified."
    assert said(coder, text, "left").voice.hedge == "could not be independently verified"


def test_a_named_spokesperson_speaks_for_somebody_from_then_on(coder: Coder) -> None:
    text = "Kremlin spokesman Dmitry Peskov said the pass was shut. Peskov said the port was open."
    assert said(coder, text, "open").voice.on_behalf_of == "Russia"


def test_the_group_of_speakers_keeps_its_words(coder: Coder) -> None:
    found = said(coder, "Dockers and two traders said the pass was shut.", "shut").voice
    assert (found.speaker, found.kind) == ("dockers and two traders", SpeakerKind.ANONYMOUS)
