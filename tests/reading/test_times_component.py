"""The component: times of a Doc, placed by the tense of the clause around them."""

from datetime import date

import pytest
import spacy
from spacy.language import Language

from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.packs.world import Conflict
from travaux.reading.pipeline import read_report
from travaux.reading.times.component import mark_times
from travaux.reading.times.first_days import find_first_days
from travaux.spans import Span

WEDNESDAY = date(2024, 10, 9)

BEHIND, AHEAD = "2024-10-04", "2024-10-11"
TENSES = [
    ("Hamas rejected the proposal, according to a CNN report on Friday.", BEHIND),
    ("The minister said on Friday that the talks will resume.", BEHIND),
    ("The envoys have met twice since they arrived on Friday.", BEHIND),
    ("The crossing was closed on Friday.", BEHIND),
    ("The envoys failed to meet on Friday.", BEHIND),
    ("The council was unable to approve the text on Friday.", BEHIND),
    ("He sought to calm the country in a speech on Friday.", BEHIND),
    ("Delegations will meet in Cairo on Friday.", AHEAD),
    ("Delegations would meet in Cairo on Friday, he said.", AHEAD),
    ("Talks are to be held in Doha on Friday.", AHEAD),
    ("The director is due to arrive in Cairo on Friday.", AHEAD),
    ("A second round is scheduled for Friday.", AHEAD),
    ("A meeting planned for Friday may slip.", AHEAD),
    ("They were expected to meet in Egypt on Friday.", AHEAD),
    ("The sides agreed to meet again on Friday.", AHEAD),
    ("Negotiators must hand over the list by Friday.", AHEAD),
    ("The ceasefire expires on Friday.", AHEAD),
    ("She set a deadline of Friday.", AHEAD),
    ("The envoy flew in ahead of Friday's talks.", AHEAD),
    ("He hoped a deal could be reached on Friday.", AHEAD),
    ("Along with Friday's ban, deputies are debating a curfew.", BEHIND),
    ("The judges may yet lift Friday's order.", BEHIND),
    ("Talks will open on Friday's anniversary.", AHEAD),
    ("The premier announced a plan on Friday to rebuild the harbour.", BEHIND),
    ("The border guards allowed the families to leave on Friday.", BEHIND),
    ("The paper repeats the marshal's claim in an interview on Friday.", BEHIND),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "edtf"), TENSES)
def test_tense_of_the_clause_places_a_weekday(nlp: Language, text: str, edtf: str) -> None:
    times = read_report(nlp, Report(id="x", text=text, published=WEDNESDAY))._.times
    assert [t.edtf for t in times if "Friday" in t.span.of(text)] == [edtf]


@pytest.mark.model
def test_undated_report_says_how_a_time_stands_to_it(nlp: Language) -> None:
    text = "Talks broke down on Friday. They will resume on Monday."
    times = read_report(nlp, Report(id="x", text=text))._.times
    assert [(t.edtf, t.reading) for t in times] == [
        (None, "the Friday before the report"),
        (None, "the Monday after the report"),
    ]


def test_furniture_is_passed_over_and_places_kept() -> None:
    text = "Menu 5 March 2021\nThey met on 6 March 2021."
    doc = spacy.blank("en")(text)
    doc._.published = WEDNESDAY
    doc._.segments = (
        Segment(span=Span(0, 17), kind=SegmentKind.FURNITURE),
        Segment(span=Span(18, len(text)), kind=SegmentKind.BODY),
    )
    (found,) = mark_times(doc)._.times
    assert (found.span.of(text), found.edtf) == ("6 March 2021", "2021-03-06")


def test_doc_without_a_parse_takes_the_past() -> None:
    doc = spacy.blank("en")("They met on Friday.")
    doc._.published = WEDNESDAY
    assert [t.edtf for t in mark_times(doc)._.times] == [BEHIND]


@pytest.mark.model
def test_part_of_tomorrow_has_come_further_east(nlp: Language) -> None:
    text = "Rockets fell on the harbour on Thursday morning, residents said."
    times = read_report(nlp, Report(id="x", text=text, published=WEDNESDAY))._.times
    assert [t.edtf for t in times] == ["2024-10-10"]


WARS = (
    Conflict(name="war of the isles", sides=(("Norway",), ("Iceland",)), start="2021-03-09"),
    Conflict(name="old war of the isles", sides=(("Norway",), ("Iceland",)), start="1958-09-01"),
    Conflict(name="war of the straits", sides=(("Peru",), ("Chile",)), start="2019-03-09"),
    Conflict(name="feud", sides=(("Norway",), ("Peru",)), start="2018"),
)


def test_first_day_of_a_conflict_is_known_where_two_sides_are_named() -> None:
    assert find_first_days(WARS, {"Norway", "Iceland"}, WEDNESDAY) == {(3, 9): 2021, (9, 1): 1958}
    assert find_first_days(WARS, {"Norway", "Chile"}, WEDNESDAY) == {}
    assert find_first_days(WARS, {"Norway", "Iceland", "Peru", "Chile"}, WEDNESDAY) == {(9, 1): 1958}
    assert find_first_days(WARS, {"Norway", "Iceland"}, date(2020, 1, 1)) == {(9, 1): 1958}


@pytest.mark.model
def test_attack_called_by_the_day_of_its_war_has_its_year(nlp: Language) -> None:
    text = "Israel and Hamas met in Oslo. The October 7 attack was not discussed, nor was the March 3 massacre."
    times = read_report(nlp, Report(id="x", text=text, published=date(2025, 2, 5)))._.times
    assert [t.edtf for t in times if t.rule == "date"] == ["2023-10-07", None]
