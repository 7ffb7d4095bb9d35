"""The calendar as a program reads it: by icalendar, days whole, what is expected tentative, what is off cancelled."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.claims import actors, make, make_report, meeting, said_by, text_of, when
from tests.export.materials import TODAY, material

from travaux.export.ics import add_duration, export
from travaux.export.material import Record, make_material
from travaux.ontology.claim import CeasefireMention, Leverage, Phase, Term
from travaux.ontology.vocabulary import CeasefireEvent, LeverageKind, MeetingStatus, Modality, TermStatus
from travaux.packs.world import World


def read(tmp_path: Path, *claims: Any) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The entries of the calendar of two reports, as a program that reads calendars has them, and the notes."""
    reports = [
        make_report("r1", "2025-06-10", outlet="The Post", url="https://post.example/1"),
        make_report("r2", "2025-06-12"),
    ]
    summary = export(make_material(Record(reports=reports, claims=claims, world=World()), TODAY), tmp_path / "t.ics")
    calendar = Calendar.from_ical(summary.files[0].read_bytes())
    events = [
        {
            "start": event.decoded("dtstart"),
            "end": event.decoded("dtend"),
            "status": str(event["status"]),
            "summary": str(event["summary"]),
            "place": str(event.get("location", "")),
            "text": str(event["description"]),
            "uid": str(event["uid"]),
            "errors": event.errors,
        }
        for event in calendar.walk("VEVENT")
    ]
    assert all(e["errors"] == [] for e in events)
    assert sum(summary.counts.values()) == len(events)
    return events, summary.notes


def test_a_meeting_stands_on_its_day_with_its_words(tmp_path: Path) -> None:
    voice = said_by("Ane Berg", relayed_by=("Coast Radio",))
    (event,), notes = read(
        tmp_path,
        meeting(MeetingStatus.HELD, place="Lima", when=when("2025-06-08", "on Sunday"), voice=voice, confidence=0.5),
    )
    assert (event["start"], event["end"], event["status"]) == (date(2025, 6, 8), date(2025, 6, 9), "TENTATIVE")
    assert (event["summary"], event["place"]) == ("Norway and Peru met in Lima [to check]", "Lima")
    assert event["text"] == (
        f"“{text_of('r1')[:20].strip()}” — Ane Berg, via Coast Radio, The Post, 10 June 2025"
        " (report r1, characters 0–20; confidence 0.50)"
    )
    assert notes == ()


@pytest.mark.parametrize(
    ("status", "fields", "shown"),
    [
        (MeetingStatus.PLANNED, {}, "TENTATIVE"),
        (MeetingStatus.ONGOING, {}, "CONFIRMED"),
        (MeetingStatus.CANCELLED, {}, "CANCELLED"),
        (MeetingStatus.HELD, {"modality": Modality.NEGATION}, "CANCELLED"),
        (MeetingStatus.HELD, {"modality": Modality.HYPOTHETICAL}, "TENTATIVE"),
    ],
)
def test_status_says_what_is_expected_and_what_is_off(
    tmp_path: Path, status: MeetingStatus, fields: dict[str, Any], shown: str
) -> None:
    (event,), _ = read(tmp_path, meeting(status, when=when("2025-06-25"), **fields))
    assert event["status"] == shown


def test_days_from_and_to_are_all_in_it(tmp_path: Path) -> None:
    (event,), _ = read(tmp_path, meeting(when=when("2025-06-02/2025-06-04")))
    assert (event["start"], event["end"]) == (date(2025, 6, 2), date(2025, 6, 5))


@pytest.mark.parametrize("edtf", [None, "2025-06", "2025-06-02/..", "2025-22"])
def test_what_has_no_day_is_counted_and_left_out(tmp_path: Path, edtf: str | None) -> None:
    events, notes = read(tmp_path, meeting(when=when(edtf)))
    assert events == []
    assert notes == ("1 meetings and deadlines are not in it: no day of them is told",)


def test_a_day_that_is_about_is_told_as_such(tmp_path: Path) -> None:
    (event,), _ = read(tmp_path, meeting(when=when("2025-06-08~", "around 8 June")))
    assert event["text"].startswith("Told as about 8 June 2025, about that day.\n“")


def test_deadlines_of_ultimatums_and_terms(tmp_path: Path) -> None:
    by: dict[str, Any] = {"deadline": when("2025-06-30", "by the end of June")}
    ultimatum = make(
        Leverage,
        "r1",
        10,
        by=actors("Peru"),
        on=actors("Norway"),
        type=LeverageKind.ULTIMATUM,
        content="shut the port",
        **by,
    )
    term = make(Term, "r2", 40, content="hand over the maps", status=TermStatus.PROPOSED, obligor=actors("Peru"), **by)
    events, _ = read(tmp_path, ultimatum, term)
    assert [(e["start"], e["status"]) for e in events] == [(date(2025, 6, 30), "TENTATIVE")] * 2
    assert all(e["summary"].startswith("Deadline") for e in events)


def ceasefire(first: str = "2025-06-11", **fields: Any) -> Any:
    claim = make(CeasefireMention, "r1", 60, event=CeasefireEvent.AGREED, parties=actors("Norway", "Peru"), **fields)
    return replace(claim, start=when(first))


def test_a_ceasefire_is_expected_until_a_report_of_its_day_tells_it(tmp_path: Path) -> None:
    (event,), _ = read(tmp_path, ceasefire())
    assert (event["summary"], event["status"]) == ("Ceasefire of Norway and Peru takes effect", "TENTATIVE")
    (event,), _ = read(tmp_path, ceasefire("2025-06-09"))
    assert event["status"] == "CONFIRMED"


def test_the_end_of_a_ceasefire_is_reckoned_from_its_length_and_says_so(tmp_path: Path) -> None:
    (_, end), _ = read(tmp_path, ceasefire(duration="P6W"))
    assert (end["start"], end["status"]) == (date(2025, 7, 23), "TENTATIVE")
    assert end["text"].startswith("Reckoned: 6 weeks from 11 June 2025; no report tells the day.")


def test_phases_of_what_is_agreed_follow_one_another(tmp_path: Path) -> None:
    phases = [
        make(Phase, "r1", 80 + 20 * n, ordinal_number=n, duration="P6W", label=f"phase {n}", status=TermStatus.AGREED)
        for n in (1, 2)
    ]
    term = make(Term, "r1", 130, content="hand over the maps", status=TermStatus.AGREED)
    events, _ = read(tmp_path, ceasefire(), term, *phases)
    ends = [(e["summary"], e["start"], e["status"]) for e in events if e["summary"].startswith("End of")]
    assert ends == [
        ("End of phase 1", date(2025, 7, 23), "TENTATIVE"),
        ("End of phase 2", date(2025, 9, 3), "TENTATIVE"),
    ]


@pytest.mark.parametrize(
    ("duration", "last"),
    [
        ("P7D", date(2025, 2, 7)), ("P2W", date(2025, 2, 14)), ("P1M", date(2025, 2, 28)), ("P1Y", date(2026, 1, 31)),
        ("PT72H", date(2025, 2, 3)), ("PT3H", date(2025, 1, 31)), ("P11M", date(2025, 12, 31)), ("soon", None), ("P", None),
    ],
)  # fmt: skip
def test_a_length_is_added_by_the_calendar(duration: str, last: date | None) -> None:
    assert add_duration(date(2025, 1, 31), duration) == last


def test_every_meeting_of_a_file_with_a_day_is_in_it_once(tmp_path: Path) -> None:
    given = material()
    calendar = Calendar.from_ical(export(given, tmp_path / "t.ics").files[0].read_bytes())
    uids = [str(e["uid"]) for e in calendar.walk("VEVENT")]
    dated = [m for m in given.dossier.meetings if m.when is not None]
    assert len(uids) == len(set(uids))
    assert {f"{m.id}-meeting@travaux" for m in dated} <= set(uids)
