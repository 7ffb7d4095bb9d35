"""Who says it, through whom: the voice behind the words, in sentences read by the whole pipeline."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Attribution, Move, Voice
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import Act, SegmentKind, SpeakerKind
from travaux.spans import Span

pytestmark = pytest.mark.model
REPORTER, NAMED, OFFICE = SpeakerKind.REPORTER, SpeakerKind.NAMED, SpeakerKind.OFFICE
ANONYMOUS, BODY, DOCUMENT = SpeakerKind.ANONYMOUS, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT


def voice_of(coder: Coder, text: str, words: str) -> Voice:
    """The voice of the attribution whose content holds `words`."""
    at = text.index(words)
    found = [a for a in of_kind(code(coder, text), Attribution) if any(s.start <= at < s.end for s in a.content)]
    assert found, "nobody says these words"
    return min(found, key=lambda a: sum(map(len, a.content))).voice


@pytest.mark.parametrize(
    ("text", "words", "speaker", "kind", "relayed"),
    [
        ("Norway rejected the plan, an official told Reuters.", "rejected", "official", ANONYMOUS, ("Reuters",)),
        ("NRK reported that Peru had opened the Tumbes crossing.", "opened", None, REPORTER, ("NRK",)),
        ("Peru has opened the port, according to a Reuters report.", "opened", None, REPORTER, ("Reuters",)),
        ("According to a draft of the accord, Peru will free 40 prisoners.", "free", "draft", DOCUMENT, ()),
        ("Norway said in a statement that it had left.", "left", "Norway", BODY, ()),
        ("Norwegian Prime Minister Jonas Gahr Støre said Oslo had left.", "left", "Jonas Gahr Støre", NAMED, ()),
        (
            "Norwegian Foreign Minister Espen Barth Eide told the BBC that Norway would host talks.",
            "host",
            "Espen Barth Eide",
            NAMED,
            ("BBC",),
        ),
        (
            "Talks between Norway and Peru have failed, two diplomats familiar with the talks said.",
            "failed",
            "two diplomats familiar with the talks",
            ANONYMOUS,
            (),
        ),
        ("The plan is dead, the Taliban said.", "dead", "Taliban", BODY, ()),
        ("The plan is dead, villagers told AFP.", "dead", "villagers", ANONYMOUS, ("AFP",)),
    ],
)
def test_the_innermost_speaker_and_the_carriers_before_it(
    coder: Coder, text: str, words: str, speaker: str | None, kind: SpeakerKind, relayed: tuple[str, ...]
) -> None:
    voice = voice_of(coder, text, words)
    assert (voice.speaker or "").startswith(speaker or "")
    assert (voice.speaker is None, voice.kind, voice.relayed_by) == (speaker is None, kind, relayed)
    if voice.speaker_span is not None:
        assert voice.speaker_span.end <= len(text)


def test_a_spokesperson_speaks_for_somebody(coder: Coder) -> None:
    voice = voice_of(
        coder, "A spokesman for the Norwegian foreign ministry said Oslo had not received an offer.", "received"
    )
    assert (voice.speaker or "").startswith("spokesman")
    assert (voice.kind, voice.on_behalf_of) == (OFFICE, "Norwegian Foreign Ministry")


def test_the_official_met_before_is_the_same_voice(coder: Coder) -> None:
    text = "Norway rejected the plan, an anonymous diplomat said. “It is not serious,” the diplomat added."
    assert voice_of(coder, text, "It is not").speaker == "anonymous diplomat"


def test_the_official_met_before_keeps_its_carrier(coder: Coder) -> None:
    text = "Norway rejected the plan, an official told Reuters. “It is not serious,” the official said."
    assert voice_of(coder, text, "It is not").relayed_by == ("Reuters",)


@pytest.mark.parametrize(
    ("text", "words", "hedge"),
    [
        ("The army has reportedly closed Lima airport.", "closed", "reportedly"),
        ("Norway is believed to have rejected the plan.", "rejected", "is believed to"),
        ("The army has allegedly shelled the town.", "shelled", "allegedly"),
        ("Norway rejected the plan.", "rejected", None),
    ],
)
def test_a_hedge_is_kept_in_the_reporters_words(coder: Coder, text: str, words: str, hedge: str | None) -> None:
    (move, *_) = [m for m in of_kind(code(coder, text), Move) if m.trigger.of(text).startswith(words)]
    assert move.voice.hedge == hedge


def test_a_hedge_in_another_sentence_is_none_of_the_acts(coder: Coder) -> None:
    text = "The king has reportedly fallen ill. Norway rejected the plan."
    (move,) = [m for m in of_kind(code(coder, text), Move) if m.act is Act.REJECT]
    assert move.voice.hedge is None


def test_a_denial_is_kept_as_a_denial(coder: Coder) -> None:
    voice = voice_of(coder, "Peru denied that it had shelled the port.", "shelled")
    assert (voice.speaker, voice.denied) == ("Peru", True)


def test_the_publishing_outlet_is_no_relay_of_itself(coder: Coder) -> None:
    text = "Norway rejected the plan, an official told Reuters."
    report = Report(id="x", text=text, outlet="Reuters")
    assert {a.voice.relayed_by for a in of_kind(coder.code(report), Attribution)} == {()}


def test_what_nobody_is_named_for_is_the_reporters(coder: Coder) -> None:
    (move,) = [m for m in of_kind(code(coder, "Norway rejected the plan."), Move) if m.act is Act.REJECT]
    assert (move.voice.speaker, move.voice.kind, move.voice.relayed_by) == (None, REPORTER, ())


@pytest.mark.parametrize(
    ("label", "speaker", "kind"),
    [
        ("MR. EIDE", "Espen Barth Eide", NAMED),
        ("MS. QUISPE", "Ms. Quispe", NAMED),
        ("Q", "questioner", ANONYMOUS),
        ("QUESTION", "questioner", ANONYMOUS),
        ("SENIOR ADMINISTRATION OFFICIAL", "senior administration official", ANONYMOUS),
        ("THE PRESIDENT", "the president", OFFICE),
    ],
)
def test_a_turn_of_a_transcript_is_its_speakers(coder: Coder, label: str, speaker: str, kind: SpeakerKind) -> None:
    first, turn = "Espen Barth Eide met reporters in Oslo.", "Norway rejected the plan."
    text = f"{first}\n\n{label}: {turn}"
    begin = text.index(turn)
    segments = (
        Segment(span=Span(0, len(first)), kind=SegmentKind.BODY),
        Segment(span=Span(begin, len(text)), kind=SegmentKind.TURN, note=label),
    )
    claims = coder.code(Report(id="x", text=text, segments=segments))
    (move,) = [m for m in of_kind(claims, Move) if m.act is Act.REJECT]
    assert (move.voice.speaker, move.voice.kind) == (speaker, kind)
    assert move.part is SegmentKind.TURN


def test_a_statement_in_the_first_person_is_its_authors(coder: Coder) -> None:
    text = "Statement by President Emmanuel Macron\n\nI welcome the news. Norway rejected the plan."
    (move,) = [m for m in of_kind(code(coder, text), Move) if m.act is Act.REJECT]
    assert (move.voice.speaker, move.voice.kind) == ("Emmanuel Macron", NAMED)
