"""PLOVER records: read by pandas, held against the manual's own tables, and by its rules for what becomes what."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.claims import access, actors, make_report, meeting, move, text_of, when
from tests.export.materials import TODAY, material

from travaux.export.material import ExportMaterial, Record, make_material
from travaux.export.plover import export, load_manual, make_records
from travaux.ontology.vocabulary import Act, ActorKind, Issue, MeetingFormat, MeetingStatus, Modality
from travaux.packs.world import AccessPoint, Entry, World

FIELDS = set(
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link"
    " text text_info cite_info coder coded_date coded_time comment".split()
)
"""The manual's Table "PLOVER JSON"."""
ENTITY = set("code sector entity_text identifier_id identifier_text religion ethnicity office gender age".split())
QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def world() -> World:
    built = World()
    for name in ("Norway", "Peru", "Chile"):
        built.entries[name] = Entry(name=name, kind=ActorKind.STATE, country=name)
    built.points["Arica port"] = AccessPoint(name="Arica port", kind="port", lat=-18.47, lon=-70.32)
    return built


def code(*claims: Any) -> dict[str, Any]:
    """The record of the first of the claims given, which alone is in the file."""
    record = Record(reports=[make_report("r1")], claims=claims, world=world())
    return next(iter(make_records(make_material(record, TODAY))))


def test_pandas_reads_a_record_for_every_act_with_its_words(tmp_path: Path) -> None:
    given = material(world=world())
    summary = export(given, tmp_path / "events.jsonl")
    table = pd.read_json(summary.files[0], lines=True)
    assert len(table) == len(given.dossier.moves) == summary.counts["events"]
    assert set(table.columns) <= FIELDS | {"travaux", "confidence"}
    assert table["id"].is_unique
    assert table["date"].notna().all()
    texts = {r.id: r.text for r in given.reports}
    for row in table.itertuples():
        for e in row.travaux["evidence"]:
            assert texts[e["report"]][e["start"] : e["end"]] == e["quote"]
        assert all(set(entity) <= ENTITY for entity in (*row.actor, *row.recipient))
    reviews = [e["review"] for row in table["travaux"] for e in row["evidence"]]
    assert reviews.count("confirmed") == 1


def test_quad_codes_are_the_manual_s() -> None:
    told = {name: row["quad"] for name, row in load_manual()["categories"].items()}
    assert told == {name: quad for quad, names in QUADS.items() for name in names}


@pytest.mark.gold
def test_categories_modes_and_scores_are_the_manual_s(shared: Path) -> None:
    path = shared / "reference" / "PLOVER_MANUAL.tex"
    if not path.is_file():
        pytest.skip("the manual is not there")
    text = (
        path.read_text(encoding="utf8").partition(r"\section{Numeric conflict")[2].partition(r"\chapter{Event Cat")[0]
    )
    text = re.sub(r"^%.*$|\\cellcolor\{[^}]*\}", "", text, flags=re.MULTILINE).replace("!25", "")
    rows = re.findall(r"([A-Z]{3,})(?:: ([A-Za-z-]+))?\s*&\s*(-?\d+(?:\.\d+)?)", text)
    told = {(event, mode.lower()): float(score) for event, mode, score in rows}
    told["ACCUSE", ""] = -3.0  # the table has lost the sign: both neighbours and all three modes are negative
    for event, row in load_manual()["categories"].items():
        assert told[event, ""] == row["score"]
        assert {mode: told[event, mode] for mode in row["modes"]} == row["modes"]


def test_cooperation_to_come_is_agreed_and_a_retreat_to_come_conceded() -> None:
    for act, event in (
        (Act.MEET, "AGREE"),
        (Act.DELIVER_AID, "AGREE"),
        (Act.RELEASE, "CONCEDE"),
        (Act.ATTACK, "ASSAULT"),
    ):
        record = code(move(act, modality=Modality.FUTURE))
        assert record["event"] == [event]
        assert ("future" in record["context"]) == (act is Act.ATTACK)
        assert record["travaux"]["auxiliary_mode"] == "future"


def test_auxiliary_modes_are_contexts() -> None:
    record = code(move(Act.RELEASE, modality=Modality.NEGATION, issues=(Issue.HOSTAGES_PRISONERS, Issue.NUCLEAR)))
    assert (record["event"], record["mode"], record["context"]) == (["RETREAT"], ["release"], ["cbrn", "negation"])
    assert record["event_scale"] == 6.5


def test_what_a_demand_is_of_is_its_mode() -> None:
    record = code(move(Act.DEMAND, recipients=actors("Peru"), issues=(Issue.TALKS_FORMAT,)))
    assert (record["event"], record["mode"], record["quad_code"]) == (["REQUEST"], ["meet"], 3)


def test_those_who_meet_are_all_actors_but_a_guest_visits() -> None:
    talks = move(Act.MEET, recipients=actors("Peru"))
    assert [e["identifier_text"] for e in code(talks)["actor"]] == ["Norway", "Peru"]
    assert code(talks)["recipient"] == []
    visit = code(move(Act.MEET, recipients=actors("Peru"), place="Peru"))
    assert (visit["mode"], [e["code"] for e in visit["recipient"]]) == (["visit"], ["PER"])
    many = code(move(Act.MEET, actors=actors("Norway", "Peru", "Chile")))
    assert many["mode"] == ["multilateral"]


def test_a_call_is_by_phone() -> None:
    record = code(move(Act.MEET), meeting(MeetingStatus.HELD, format=MeetingFormat.CALL))
    assert record["mode"] == ["phone"]


def test_a_meeting_called_off_is_refused_and_a_planned_one_agreed() -> None:
    off = code(move(Act.MEET), meeting(MeetingStatus.CANCELLED))
    assert (off["event"], off["mode"], off["quad_code"]) == (["REJECT"], ["meet"], 3)
    assert code(move(Act.MEET), meeting(MeetingStatus.PLANNED))["event"] == ["AGREE"]
    assert code(move(Act.MEET), meeting(MeetingStatus.PLANNED, start=100))["event"] == ["CONSULT"]


def test_the_day_is_the_act_s_own_or_its_report_s_and_says_which() -> None:
    own = code(move(Act.AGREE, when=when("2025-06-01/2025-06-03")))
    assert (own["date"], own["enddate"], own["travaux"]["date_is_of"]) == ("2025-06-01", "2025-06-03", "event")
    told = code(move(Act.AGREE, when=when("2025-05")))
    assert (told["date"], told["travaux"]["date_is_of"]) == ("2025-06-10", "report")
    assert "enddate" not in told
    past = code(move(Act.AGREE, modality=Modality.HISTORICAL))
    assert (past["date"], past["travaux"]["date_is_of"]) == (None, None)


def test_a_place_has_coordinates_where_a_pack_has_the_point() -> None:
    record = code(move(Act.OPEN_ACCESS, place="Arica port"), access())
    assert record["event_loc"] == {
        "extracted_place": "Arica port",
        "resolved_place": "Arica port",
        "lat": -18.47,
        "lon": -70.32,
    }
    assert code(move(Act.OPEN_ACCESS, place="Tromso"))["event_loc"] == {"extracted_place": "Tromso"}


def test_assessments_have_no_category_and_are_counted(tmp_path: Path) -> None:
    given: ExportMaterial = material(move(Act.ASSESS, "r2", 300), world=world())
    summary = export(given, tmp_path / "events.jsonl")
    lines = [json.loads(line) for line in summary.files[0].read_text(encoding="utf8").splitlines()]
    assert len(lines) == len(given.dossier.moves) - 1
    assert summary.notes[0].startswith("1 acts are not in it")
    assert all(line["text"] in text_of(line["cite_info"]["citation"]) for line in lines)
