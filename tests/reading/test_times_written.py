"""The day from which a report tells its times, where its dateline contradicts the day that came with it."""

from datetime import date

import pytest
import spacy

from travaux.intake.segments import segment_text
from travaux.ontology.report import Report
from travaux.reading.pipeline import make_doc
from travaux.reading.times.written import find_day_of_writing

_PAGE = date(2023, 5, 3)


@pytest.mark.parametrize(
    ("datelines", "day"),
    [
        ([], _PAGE),
        (["JUBA, May 2 (Reuters) - "], _PAGE),
        (["JUBA, May 21 (Reuters) - "], date(2023, 5, 21)),
        (["Bogotá, 24 April 2023 – "], date(2023, 4, 24)),
        (["MANILA, Dec. 30 (AP) — "], None),
        (["JUBA — "], _PAGE),
        (["JUBA, May 21 (AFP) - ", "KINSHASA, May 24 (AFP) - "], _PAGE),
        (["JUBA, June 31 (AFP) - "], _PAGE),
        (["Last updated on May 21, 2023 - 10:40"], _PAGE),
        (["May 21, 2023"], _PAGE),
    ],
)
def test_the_day_of_the_dateline_is_taken_where_it_contradicts_the_page(datelines: list[str], day: date | None) -> None:
    assert find_day_of_writing(_PAGE, datelines) == day


def test_the_year_of_a_dateline_is_the_one_next_to_the_page() -> None:
    assert find_day_of_writing(date(2024, 1, 4), ["TBILISI, Dec 28 (Interfax) - "]) == date(2023, 12, 28)


def test_a_report_without_a_day_has_none_by_its_dateline() -> None:
    assert find_day_of_writing(None, ["JUBA, May 21 (Reuters) - "]) is None


def test_a_doc_tells_its_times_from_the_day_of_its_dateline() -> None:
    text = "JUBA, May 21 (Reuters) - The envoys of both armies met on Friday and agreed to let the barges pass."
    report = Report(id="r", text=text, published=_PAGE, segments=segment_text(text))
    assert make_doc(spacy.blank("en"), report)._.published == date(2023, 5, 21)
    assert report.published == _PAGE
