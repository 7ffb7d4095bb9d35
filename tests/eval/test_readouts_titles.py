"""What the title of a readout says; the bodies are not distributed."""

from pathlib import Path
from typing import cast

import pytest
from eval.readouts import measure_readouts, read_title

from travaux.coding.coder import Coder
from travaux.ontology.vocabulary import MeetingFormat


@pytest.mark.parametrize(
    ("title", "people", "form"),
    [
        ("Readout of Premier Ana Silva’s Call with Chancellor Ole Lund of Norway", ("silva", "lund"), MeetingFormat.CALL),
        ("Readout of Envoy Mo Ito's Meetings with Ministers Ba of Chad and Ali Diop of Mali", ("ito", "ba", "diop"),
         MeetingFormat.IN_PERSON),
        ("Readout of Premier Ana Silva’s Meeting with Families of Sailors Held at Sea", ("silva", "families"),
         MeetingFormat.IN_PERSON),
        ("Readout of Premier J. Ruiz, Jr.’s Call with Emir Al-Hadid of Oman", ("ruiz", "hadid"), MeetingFormat.CALL),
    ],
)  # fmt: skip
def test_a_title_names_people_and_form(title: str, people: tuple[str, ...], form: MeetingFormat) -> None:
    wanted = read_title(title)
    assert wanted is not None
    assert (wanted.people, wanted.format) == (people, form)


@pytest.mark.parametrize("title", ["Readout of the Premier’s Trip to Norway", "Remarks after a Call with Peru", ""])
def test_other_titles_name_no_meeting(title: str) -> None:
    assert read_title(title) is None


def test_without_the_reports_nothing_is_measured(tmp_path: Path) -> None:
    assert measure_readouts(cast("Coder", None), tmp_path / "absent.jsonl") == {}
