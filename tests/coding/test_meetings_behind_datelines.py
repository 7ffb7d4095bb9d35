"""A dateline in front of a report's first sentence changes nothing of what is read in it."""

import pytest
from tests.coding.reading import DAY, of_kind

from travaux.coding.coder import Coder
from travaux.intake.segments import segment_text
from travaux.ontology.claim import MeetingMention
from travaux.ontology.report import Report
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model

TOLD = "Negotiators from Peru and Chile met in La Paz on Monday."


@pytest.mark.parametrize(
    "dateline", ["", "LIMA, June 10 (Reuters) - ", "LIMA (AP) — ", "LIMA, 10 June 2025 - ", "LIMA, Peru (AFP) – "]
)
def test_who_met_stands_behind_every_dateline(coder: Coder, dateline: str) -> None:
    text = f"{dateline}{TOLD} The talks lasted for an hour."
    report = Report(id="x", text=text, published=DAY, outlet="The Post", segments=segment_text(text))
    (meeting,) = of_kind(coder.code(report), MeetingMention)
    assert {a.name for a in meeting.participants} == {"Peru", "Chile"}
    assert meeting.status == "held"
    assert meeting.when is not None
    assert meeting.when.edtf == "2025-06-09"


def test_a_dateline_is_a_sentence_of_its_own(coder: Coder) -> None:
    text = f"LIMA, June 10 (Reuters) - {TOLD}"
    report = Report(id="x", text=text, published=DAY, outlet="The Post", segments=segment_text(text))
    doc = read_report(coder.nlp, report)
    assert [sent.text.strip() for sent in doc.sents] == ["LIMA, June 10 (Reuters) -", TOLD]
    assert doc.text == report.text
