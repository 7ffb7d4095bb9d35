"""Whose voice it is: pronouns, bodies told again, offices named later, aliases, statements and their issuers."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Attribution, Move, Voice
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind, SpeakerKind
from travaux.spans import Span

pytestmark = pytest.mark.model
NAMED, OFFICE, ANONYMOUS, BODY = (
    SpeakerKind.NAMED,
    SpeakerKind.OFFICE,
    SpeakerKind.ANONYMOUS,
    SpeakerKind.ORGANISATION,
)


def voice_of(coder: Coder, text: str, words: str) -> Voice:
    """The voice of the innermost attribution whose content holds `words`."""
    at = text.index(words)
    found = [
        a
        for a in of_kind(code(coder, text), Attribution)
        if a.sense not in {"acts", "wants"} and any(s.start <= at < s.end for s in a.content)
    ]
    assert found, "nobody says these words"
    return min(found, key=lambda a: sum(map(len, a.content))).voice


def move_voice(coder: Coder, text: str, words: str) -> Voice:
    """The voice of the move whose words hold `words`."""
    found = [m for m in of_kind(code(coder, text), Move) if words in m.quote]
    assert found, "no move stands in these words"
    return found[0].voice


WHO = [
    # a pronoun: who has come on the stage since the last speaker, never a name inside the speaker's own words
    (
        "Kari Holm said the pass was shut. Ana Ruiz later took the stage in Bergen. “We must open it,” she said.",
        "must open",
        "Ana Ruiz",
        NAMED,
    ),
    (
        "Kari Holm said Ana Ruiz had left the hall. “We must open the pass,” she said.",
        "must open",
        "Kari Holm",
        NAMED,
    ),
    (
        "The Peruvian foreign ministry urged restraint. “Chad's drills put the valley at risk,” it said.",
        "drills put",
        "Peruvian Foreign Ministry",
        BODY,
    ),
    # an office and its holder
    (
        "The head of the union, Kari Holm, a miner from Narvik, told reporters that the strike would go on.",
        "strike would",
        "Kari Holm",
        NAMED,
    ),
    (
        "The Norwegian president, Kari Holm, told her Chilean counterpart, Ana Ruiz, that the truce must be kept.",
        "truce must",
        "Kari Holm",
        NAMED,
    ),
    (
        "The rebels' chief envoy has said the port will open. Musa Deng told reporters in Juba that ships may dock on Monday.",
        "port will",
        "Musa Deng",
        NAMED,
    ),
    (
        "The convoy has crossed the river, the head of the mission, Kari Holm, has confirmed.",
        "convoy has",
        "Kari Holm",
        NAMED,
    ),
    ("Kari Holm – who is still in Chad – said the road was cut.", "road was", "Kari Holm", NAMED),
    # one name that an unnamed person gives
    (
        "A trader in Gao, who gave only his first name, Musa, said the market had burned.",
        "market had",
        "Musa",
        NAMED,
    ),
    # a number is no name
    ("“There is no bread,” said one doctor in Goma.", "no bread", "doctor in goma", ANONYMOUS),
    # bodies beside their noun, and told again by it
    (
        "Three children died, said the Sahel Watch for Human Rights monitor. The monitor said the raids had eased.",
        "raids had",
        "Sahel Watch for Human Rights",
        BODY,
    ),
    # what nobody is says nothing
    ("The opposition leader has said the deal is dead.", "deal is dead", "opposition leader", OFFICE),
]


@pytest.mark.parametrize(("text", "words", "speaker", "kind"), WHO)
def test_a_voice_is_whoever_the_words_around_it_mean(
    coder: Coder, text: str, words: str, speaker: str, kind: SpeakerKind
) -> None:
    voice = voice_of(coder, text, words)
    assert (voice.speaker, voice.kind) == (speaker, kind)


def test_norway_and_chile_announce_what_they_are_pleased_to_announce(coder: Coder) -> None:
    text = "Norway and Chile are pleased to announce that the two armies signed a truce in Oslo."
    assert voice_of(coder, text, "signed").speaker == "Norway and Chile"


def test_a_statement_speaks_for_its_issuer_in_what_it_asserts(coder: Coder) -> None:
    text = "Norway said it would stay. “Chad has rejected the plan,” the statement said."
    assert move_voice(coder, text, "rejected").speaker == "Norway"
    assert voice_of(coder, text, "rejected").speaker == "statement"


def test_a_relative_clause_behind_a_comma_is_the_reporters(coder: Coder) -> None:
    text = "Kari Holm said Norway had rejected the plan of Chad, which attacked the camp in May."
    assert move_voice(coder, text, "rejected").speaker == "Kari Holm"
    assert move_voice(coder, text, "attacked").speaker is None


TURNS = (
    ("", "Remarks by President Kari Holm on the Truce in Chad"),
    ("THE PRESIDENT", "THE PRESIDENT: Good afternoon. Chad has accepted the offer."),
    ("Q", "Q: Will Peru withdraw its forces?"),
    ("THE PRESIDENT", "THE PRESIDENT: Peru has agreed to withdraw its forces in May."),
)


def test_the_office_of_a_transcripts_label_is_the_person_of_its_heading(coder: Coder) -> None:
    text = "\n".join(words for _, words in TURNS)
    segments: list[Segment] = []
    for label, words in TURNS:
        at = segments[-1].span.end + 1 if segments else 0
        kind = SegmentKind.TURN if label else SegmentKind.HEADLINE
        segments.append(Segment(span=Span(at, at + len(words)), kind=kind, note=label))
    claims = coder.code(Report(id="x", text=text, segments=tuple(segments)))
    spoken = {m.voice.speaker for m in of_kind(claims, Move) if "accepted" in m.quote or "agreed" in m.quote}
    assert spoken == {"Kari Holm"}


STATEMENT = """Statement from Foreign Minister Kari Holm on the Truce in Chad

Today, Chad accepted the offer of the mediators. We welcome the step.
"""


def test_a_statement_that_says_we_is_its_authors_and_its_title_is_nobodys(coder: Coder) -> None:
    assert move_voice(coder, STATEMENT, "accepted").speaker == "Kari Holm"
    titles = [m.voice.speaker for m in of_kind(code(coder, STATEMENT), Move) if m.span.start < STATEMENT.index("\n")]
    assert titles in ([], [None])


def test_a_joint_statement_is_that_of_all_whom_its_heading_names(coder: Coder) -> None:
    title = "Joint Statement from the Leaders of Norway, Chile, and Peru"
    text = f"{title}\nChad has rejected the plan. We have called on the rebels to return to the talks."
    spans = (Span(0, len(title)), Span(len(title) + 1, len(text)))
    segments = tuple(Segment(span=s, kind=SegmentKind.BODY) for s in spans)
    claims = coder.code(Report(id="x", text=text, segments=segments))
    rejected = [m.voice.speaker for m in of_kind(claims, Move) if "rejected" in m.quote]
    assert rejected == ["Leaders of Norway, Chile, and Peru"]


def test_a_readout_without_we_is_told_by_nobody(coder: Coder) -> None:
    text = "Readout of President Kari Holm's Call with Ana Ruiz\n\nThe two leaders met in Oslo and Chad accepted the plan.\n"
    assert {m.voice.speaker for m in of_kind(code(coder, text), Move)} <= {None}


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The premier denies the raid, and the fact shows that the army lost the port.", "the army lost", None),
        ("The trend suggests that the militia shelled the port.", "shelled", None),
        ("The logic says that the rebels attacked the port.", "attacked", None),
        ("The move signalled that the rebels attacked the port.", "attacked", None),
        ("Jan 12 said that the rebels attacked the port.", "attacked", None),
        ("A rumour says that the rebels attacked the port.", "attacked", "rumour"),
        ("A headteacher said that the rebels attacked the port.", "attacked", "headteacher"),
        ("A nun said that the rebels attacked the port.", "attacked", "nun"),
        ("Dozens of villagers said that the rebels attacked the port.", "attacked", "dozens of villagers"),
        ("The deal says that the rebels attacked the port.", "attacked", "deal"),
    ],
)
def test_only_people_bodies_and_texts_are_voices(coder: Coder, text: str, words: str, speaker: str | None) -> None:
    assert voice_of(coder, text, words).speaker == speaker


def test_numbers_are_the_words_of_the_body_that_counts(coder: Coder) -> None:
    voice = voice_of(coder, "The floods drove 40,000 people from their homes in Chad, according to UN data.", "drove")
    assert (voice.kind, voice.on_behalf_of) == (SpeakerKind.DOCUMENT, "UN")
