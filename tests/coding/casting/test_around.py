"""How acts and times stand among the tenses, quotations and paragraphs of a report."""

import pytest
from tests.coding.reading import DAY

from travaux.coding.casting.features import Row, Scene
from travaux.coding.casting.hits import find_dates, find_places
from travaux.coding.casting.scenes import make_scenes
from travaux.coding.casting.settings import describe_settings
from travaux.coding.coder import Coder
from travaux.coding.context import Context
from travaux.coding.moves import read_moves
from travaux.coding.voices import Voices
from travaux.ontology.report import Report
from travaux.reading.mentions.references import References
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def scenes_of(coder: Coder, text: str) -> list[Scene]:
    report = Report(id="x", text=text, published=DAY, outlet="The Post")
    doc = read_report(coder.nlp, report)
    references = References(doc, coder.world)
    context = Context(report, doc, coder.world, references, Voices(doc, references, report.outlet))
    read, sides = read_moves(context)
    return make_scenes(context, doc._.acts, read, sides)


def rows_of(coder: Coder, text: str, word: str, value: str) -> Row:
    """The row of the act of this word and the time of this value."""
    scenes = scenes_of(coder, text)
    told = find_dates(scenes[0].context)
    rows = [
        r
        for n, hit, r in describe_settings(scenes, told, "date")
        if scenes[n].trigger.text == word and hit.name == value
    ]
    assert len(rows) == 1
    return rows[0]


def test_a_day_told_with_the_saying_is_known_for_all_that_is_said(coder: Coder) -> None:
    text = "Chile's president said on Monday that Peru had rejected the offer. Bolivia met Brazil on Tuesday."
    said = rows_of(coder, text, "rejected", "2025-06-09")
    other = rows_of(coder, text, "rejected", "2025-06-10")
    assert said["own-cue"] == 1.0
    assert other.get("own-cue", 0.0) == 0.0
    assert said["indirect"] == 1.0
    assert said["pluperfect"] == 1.0


def test_days_between_and_paragraphs_are_counted(coder: Coder) -> None:
    text = "On 2 June Kenya attacked Uganda.\n\nOn 5 June the two met in Nairobi. Kenya rejected the plan."
    far = rows_of(coder, text, "rejected", "2025-06-02")
    near = rows_of(coder, text, "rejected", "2025-06-05")
    assert (far["between"], far["between-values"], far["same-paragraph"]) == (1.0, 1.0, 0.0)
    assert (near["between"], near["last-before"], near["same-paragraph"]) == (0.0, 1.0, 1.0)
    assert near["days"] == -6.0


def test_a_month_has_no_day_to_reckon_with(coder: Coder) -> None:
    row = rows_of(coder, "Norway rejected the plan in March 2024.", "rejected", "2024-03")
    assert row["days"] == -99.0


def test_places_and_times_lie_in_the_report(coder: Coder) -> None:
    text = "Ghana and Togo met in Accra on Monday. They agreed on a truce."
    context = scenes_of(coder, text)[0].context
    for hit in (*find_dates(context).hits, *find_places(context).hits):
        assert hit.span.of(text)
        assert hit.span.start <= hit.token.idx < hit.span.end
