"""Planted attributions: a sentence, and its source, cue, content, sense and kind of quoting."""

import time

import pytest
from spacy.language import Language

from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import AttributionMention
from travaux.reading.pipeline import make_doc
from travaux.spans import Span

pytestmark = pytest.mark.model

Row = tuple[str | None, str, str]


def _segments(text: str, kind: SegmentKind = SegmentKind.BODY, note: str = "") -> tuple[Segment, ...]:
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append(Segment(span=Span(at, at + len(line)), kind=kind, note=note))
        at += len(line) + 1
    return tuple(out)


def _read(nlp: Language, text: str, segments: tuple[Segment, ...] | None = None) -> tuple[AttributionMention, ...]:
    report = Report(id="r", text=text, segments=segments or _segments(text))
    found: tuple[AttributionMention, ...] = nlp(make_doc(nlp, report))._.attributions
    return found


def _row(text: str, mention: AttributionMention) -> Row:
    source = mention.source.span.of(text) if mention.source else None
    return source, " / ".join(span.of(text) for span in mention.content), mention.sense


PLANTED = [
    # Indirect speech, around its cue or before it.
    ("The envoy said that the talks had failed.", "The envoy", "that the talks had failed", "says"),
    ("The talks, the envoy said, had failed.", "the envoy", "The talks / had failed", "says"),
    ("As the envoy noted, the talks had failed.", "the envoy", "the talks had failed", "says"),
    ("The deal, said one diplomat, is dead and will not return.", "one diplomat", "The deal / is dead", "says"),
    ("The minister asked whether the truce held.", "The minister", "whether the truce held", "asks"),
    ("He believes the war will end soon.", "He", "the war will end soon", "thinks"),
    # Adjuncts.
    ("The talks had failed, according to two officials.", "two officials", "The talks had failed", "says"),
    ("According to the ministry, the gate will open.", "the ministry", "the gate will open", "says"),
    ("The gate will open on Sunday, per officials in Doha.", "officials in Doha", "The gate will open", "says"),
    ("In the minister's view, the offer is dead.", "the minister", "the offer is dead", "thinks"),
    ("By her own account, the envoy met the rebels twice.", "her", "the envoy met the rebels twice", "says"),
    ("The group has reportedly rejected the offer.", None, "rejected the offer", "says"),
    ("The army shut the road, citing security fears.", "The army", "security fears", "cites"),
    # Passives.
    ("He was quoted as saying that the offer was dead.", "He", "that the offer was dead", "says"),
    ("The group is said to have rejected the offer.", None, "to have rejected the offer", "says"),
    # Documents and polls.
    ("The report found that the camp was hit.", "The report", "that the camp was hit", "says"),
    ("The poll showed a narrow majority for the deal.", "The poll", "a narrow majority for the deal", "says"),
    ("The report, which said the camp was hit, was wrong.", "which", "the camp was hit", "says"),
    # Intentions, demands, denials.
    ("The government vowed to retaliate.", "The government", "to retaliate", "wants"),
    ("The council asked both sides to stop.", "The council", "both sides to stop", "asks"),
    ("The army denied that it had shelled the camp.", "The army", "that it had shelled the camp", "denies"),
    ("The army denied reports of a retreat.", "The army", "reports of a retreat", "denies"),
    ("The rebels accused the army of breaking the truce.", "The rebels", "the army of breaking the truce", "says"),
    ("A spokesman had no comment.", "A spokesman", "no comment", "says"),
    # Nouns.
    ("Their claim that the bridge was mined is false.", "Their", "that the bridge was mined", "says"),
    ("Their position is that the border stays shut.", "Their", "that the border stays shut", "says"),
    # Words in quotation marks.
    ('"We will not sign," said Mr. Okoro. "Not today."', "Mr. Okoro", '"We will not sign," / "Not today."', "says"),
    ("'We will not sign,' Mr Okoro said. 'Not today.'", "Mr Okoro", "'We will not sign,' / 'Not today.'", "says"),
    ("“We will not sign,” Okoro told reporters.\n\n“We never will.”", "Okoro", "“We never will.”", "says"),
    ('He called the offer "a joke".', "He", 'the offer "a joke"', "says"),
    ('She was blunt. "This offer is an insult to the dead."', "She", '"This offer is an insult', "says"),
    ('Asked about the delay, he said: "No comment."', "he", '"No comment."', "says"),
    ('He told the council:\n"The war is over and we have won it."', "He", '"The war is over', "says"),
]


@pytest.mark.parametrize(("text", "source", "content", "sense"), PLANTED)
def test_planted_attribution_is_found(nlp: Language, text: str, source: str | None, content: str, sense: str) -> None:
    rows = [_row(text, mention) for mention in _read(nlp, text)]
    assert any(
        (own == source or (own is not None and source is not None and own.startswith(source)))
        and content in words
        and said == sense
        for own, words, said in rows
    ), rows


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "safe zone" was shelled.',
        'The film "The Last Harbour" opened in May.',
        "The ship left the port at dawn and reached the island.",
        "He was confirmed in office by 92 votes.",
    ],
)
def test_what_nobody_says_is_no_attribution(nlp: Language, text: str) -> None:
    assert [_row(text, mention) for mention in _read(nlp, text)] == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We will not sign," Okoro said.', "direct"),
        ('Okoro said the offer was "an insult" to all.', "mixed"),
        ("Okoro said the offer was an insult.", "indirect"),
    ],
)
def test_how_much_is_quoted(nlp: Language, text: str, quoted: str) -> None:
    assert [mention.quoted for mention in _read(nlp, text)] == [quoted]


def test_the_next_clause_of_a_speaker_is_the_speakers(nlp: Language) -> None:
    text = "The ministry said it had summoned the envoy, adding that no date had been set."
    assert [_row(text, m)[:2] for m in _read(nlp, text)] == [
        ("The ministry", "it had summoned the envoy"),
        ("The ministry", "that no date had been set"),
    ]


def test_the_inner_content_belongs_to_the_inner_speaker(nlp: Language) -> None:
    text = "Norway said Israel told Qatar that the truce was over."
    outer, inner = _read(nlp, text)
    assert (outer.parent, inner.parent) == (None, 0)
    assert _row(text, inner)[:2] == ("Israel", "that the truce was over")


def test_a_name_that_is_told_is_no_speech(nlp: Language) -> None:
    text = 'He told "Good Evening" that the plan was dead.'
    assert ["that the plan was dead" in _row(text, m)[1] for m in _read(nlp, text)] == [True]


def test_two_quotes_with_cues_of_their_own_stay_apart(nlp: Language) -> None:
    text = '"The road is shut," Mr. Berg said. "It will open soon," Ms. Dahl said.'
    assert [_row(text, m)[:2] for m in _read(nlp, text)] == [
        ("Mr. Berg", '"The road is shut,"'),
        ("Ms. Dahl", '"It will open soon,"'),
    ]


def test_a_turn_is_what_its_label_says(nlp: Language) -> None:
    text = "MR. KIRBY: We have seen the reports.\nThat is all I have."
    start = len("MR. KIRBY: ")
    end = text.index("\n")
    segments = (
        Segment(span=Span(start, end), kind=SegmentKind.TURN, note="MR. KIRBY"),
        Segment(span=Span(end + 1, len(text)), kind=SegmentKind.TURN, note="MR. KIRBY"),
    )
    rows = [_row(text, m)[:2] for m in _read(nlp, text, segments)]
    assert rows == [("MR. KIRBY", "We have seen the reports"), (None, "That is all I have")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Norwegian minister: Talks with rebels have failed", "Norwegian minister", "Talks with rebels have failed"),
        ("Talks with rebels have failed - Norwegian minister", "Norwegian minister", "Talks with rebels have failed"),
    ],
)
def test_a_headline_lead_speaks(nlp: Language, text: str, source: str, content: str) -> None:
    mentions = _read(nlp, text, _segments(text, SegmentKind.HEADLINE))
    assert (source, content, "says") in [_row(text, m) for m in mentions]


@pytest.mark.parametrize("unit", ['" said he ', "he said that ", '"no," ', "according to X, ", "| 12 | ' ", "said, "])
def test_long_paragraphs_do_not_break(nlp: Language, unit: str) -> None:
    text = unit * (20_000 // len(unit))
    begun = time.perf_counter()
    for mention in _read(nlp, text):
        assert all(0 <= span.start < span.end <= len(text) for span in mention.content)
    assert time.perf_counter() - begun < 60
