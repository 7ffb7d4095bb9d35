"""What is quoted between code fences, or calls itself an exercise, is no report."""

import pytest

from travaux.intake.build import Source, make_report
from travaux.intake.fences import find_fenced, is_exercise
from travaux.intake.options import IntakeOptions
from travaux.ontology.report import Report

FENCED = """\
The mission in Maseru published its handbook on Monday.

Trainees were given this message:
```
Lesotho has attacked the convoy of Malawi.

The crossing at Maseru Bridge is closed.
```
The course ends on Friday.
"""


def read(text: str) -> Report:
    return make_report(Source(text=text, place="notes.md"), IntakeOptions())


def test_what_stands_between_fences_is_furniture() -> None:
    report = read(FENCED)
    coded = [s.span.of(report.text) for s in report.coded_segments()]
    assert any("published its handbook" in words for words in coded)
    assert any("course ends" in words for words in coded)
    assert not any("attacked" in words or "closed" in words for words in coded)
    assert {s.note for s in report.segments if "attacked" in s.span.of(report.text)} == {"fenced"}


@pytest.mark.parametrize("text", ["```\nno end of it\nat all", "~~~ ``` x", "a ``` b ``` c"])
def test_a_fence_that_nothing_closes_opens_none(text: str) -> None:
    assert list(find_fenced(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "EXERCISE EXERCISE EXERCISE\n\nBotswana has closed the border.",
        "Note: this is a training scenario. Botswana has closed the border.",
        "Border closed\n\nThis report is an invented example for new staff.",
        "For training purposes only. Botswana closed the border.",
        "*This is only a drill.* Botswana closed the border.",
    ],
)
def test_a_text_that_calls_itself_an_exercise_is_set_aside(text: str) -> None:
    assert is_exercise(text)
    assert "exercise" in (read(text).set_aside or "")


@pytest.mark.parametrize(
    "text",
    [
        "This is an exercise in patience, the envoy of Chile said on Monday.",
        "The navies of Chile and Peru began an exercise. This is not a drill, an officer said.",
        "“This is a drill,” the loudspeakers in Lima said before the raid.",
        "The talks went on. " * 60 + "\nThis is a drill.",
    ],
)
def test_news_of_exercises_is_news(text: str) -> None:
    assert not is_exercise(text)
    assert read(text).set_aside is None
