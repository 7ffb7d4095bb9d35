"""Crosswalk tables: read by pandas, in the columns of the data sets, with nothing counted as what it is not."""

from pathlib import Path

import pandas as pd
import pytest
from tests.claims import actors, make, make_report, meeting, when
from tests.export.materials import TODAY, material

from travaux.errors import UsageError
from travaux.export.crosswalks import export, list_columns, load_crosswalks
from travaux.export.grounds import GROUNDS, read_days, read_parts
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import (
    AnyClaim,
    CeasefireMention,
    Consignment,
    Instrument,
    Participation,
    ProposalMention,
    Term,
)
from travaux.ontology.vocabulary import (
    CeasefireEvent,
    ConsignmentStage,
    Issue,
    MeetingFormat,
    MeetingStatus,
    Modality,
    Role,
    TermStatus,
)
from travaux.packs.world import World


def build(*claims: AnyClaim) -> ExportMaterial:
    return make_material(Record(reports=[make_report("r1", outlet="The Post")], claims=claims, world=World()), TODAY)


def read(given: ExportMaterial, folder: Path, name: str) -> pd.DataFrame:
    export(given, folder / "out")
    return pd.read_csv(folder / "out" / f"{name}.csv", dtype=str, keep_default_na=False)


def test_pandas_reads_every_table_with_its_columns(tmp_path: Path) -> None:
    given = material()
    summary = export(given, tmp_path / "out")
    texts = {r.id: r.text for r in given.reports}
    assert {p.stem for p in summary.files} == set(load_crosswalks()["tables"])
    for path in summary.files:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert tuple(table.columns) == list_columns(path.stem)
        assert len(table) == summary.counts[path.stem]
        for row in table.to_dict("records"):
            assert texts[row["report"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_the_ceasefire_table_has_the_87_columns_and_a_row_for_each_actor(tmp_path: Path) -> None:
    assert len(list_columns("eth_prio_ceasefires")) - len(GROUNDS) == 87
    claim = make(
        CeasefireMention,
        event=CeasefireEvent.AGREED,
        parties=actors("Norway", "Peru"),
        start=0,
        written=True,
        duration="P10D",
        mediators=actors("Kenya"),
    )
    table = read(build(claim), tmp_path, "eth_prio_ceasefires")
    assert list(table["actor_name"]) == ["Norway", "Peru"]
    assert set(table["cf_id"]) == {"1"}
    first = table.iloc[0]
    told = {"side": "2", "written": "1", "fixed_time": "P10D", "mediator_send": "Kenya", "factivia_source": "The Post"}
    assert {k: first[k] for k in told} == told
    assert (first["ucdp_dyad"], first["splinter"], first["end_yr"]) == ("-99", "-99", "-99")
    assert first["evidence_onset"] == first["quote"]


def test_planned_meetings_are_no_rounds_and_mediation_is_told_or_empty(tmp_path: Path) -> None:
    roles = [
        make(Participation, start=n, actor=actors(name)[0], role=role)
        for n, (name, role) in enumerate(
            [("Norway", Role.PARTY), ("Peru", Role.PARTY), ("Kenya", Role.MEDIATOR)], start=120
        )
    ]
    alone = meeting(MeetingStatus.HELD, start=0, place="Lima", when=when("2025-06-08"))
    helped = meeting(
        MeetingStatus.HELD,
        start=40,
        participants=actors("Norway", "Peru", "Kenya"),
        place="Nairobi",
        when=when("2025-05"),
        format=MeetingFormat.PROXIMITY,
    )
    planned = meeting(MeetingStatus.PLANNED, start=80, place="Oslo", when=when("2025-07-01"))
    given = build(*roles, alone, helped, planned)
    table = read(given, tmp_path, "talks_rounds").set_index("place")
    assert set(table.index) == {"Lima", "Nairobi"}
    assert (table.loc["Lima", "mediated"], table.loc["Nairobi", "mediated"]) == ("", "1")
    assert table.loc["Nairobi", "third_parties"] == "Kenya"
    assert tuple(table.loc["Lima", ["side_a", "side_b", "start_day"]]) == ("Norway", "Peru", "8")
    assert tuple(table.loc["Nairobi", ["start_year", "start_month", "start_day"]]) == ("2025", "5", "")
    assert any("1 meetings are no rounds" in n for n in export(given, tmp_path / "out").notes)


@pytest.mark.parametrize(
    ("stage", "modality", "day"),
    [
        (ConsignmentStage.MOVED, Modality.ASSERTED, "2025-06-08"),
        (ConsignmentStage.RECEIVED, Modality.ASSERTED, "2025-06-08"),
        (ConsignmentStage.APPROVED, Modality.ASSERTED, ""),
        (ConsignmentStage.MOVED, Modality.FUTURE, ""),
    ],
)
def test_only_what_is_told_as_moved_has_a_date_of_receipt(
    stage: ConsignmentStage, modality: Modality, day: str, tmp_path: Path
) -> None:
    claim = make(
        Consignment, cargo="flour", amount=12.0, unit="trucks", stage=stage, modality=modality, when=when("2025-06-08")
    )
    (row,) = read(build(claim), tmp_path, "unrwa_trucks").to_dict("records")
    assert (row["Received Date"], row["No. of Trucks"], row["Status"]) == (day, "12", stage.value)


def test_sums_up_to_a_day_are_no_rows_of_the_log(tmp_path: Path) -> None:
    claim = make(Consignment, cargo="aid", amount=800.0, unit="trucks", stage=ConsignmentStage.MOVED, total=True)
    given = build(claim)
    assert read(given, tmp_path, "unrwa_trucks").empty
    assert any("counted twice" in n for n in export(given, tmp_path / "out").notes)


def test_terms_stand_under_their_provision_signed_or_not(tmp_path: Path) -> None:
    offer = make(ProposalMention, start=0, authors=actors("Peru"), label="the plan")
    term = make(
        Term,
        start=30,
        issue=Issue.TROOP_WITHDRAWAL,
        content="leave the port",
        status=TermStatus.PROPOSED,
        deal="r1:proposal:0-20",
    )
    table = read(build(offer, term), tmp_path, "pax_provisions")
    (row,) = table[table["content"] == "leave the port"].to_dict("records")
    assert (row["provision"], row["agreed"], row["issue"]) == ("SsrFf", "0", "troop_withdrawal")


def test_only_texts_that_were_made_are_agreements(tmp_path: Path) -> None:
    signed = make(
        Instrument, label="the Lima accord", action="signed", issues=(Issue.CEASEFIRE,), when=when("2025-06-07")
    )
    cited = make(Instrument, start=60, label="resolution 12", action="cited")
    (row,) = read(build(signed, cited), tmp_path, "pax_agreements").to_dict("records")
    assert (row["Agt"], row["Dat"], row["Stage"], row["Ce"], row["TjPrire"]) == (
        "the Lima accord",
        "2025-06-07",
        "Cea",
        "1",
        "",
    )


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2025-06-08", ("2025-06-08", "2025-06-08")),
        ("2025-06~", ("2025-06", "2025-06")),
        ("2025-06-08/2025-06-10", ("2025-06-08", "2025-06-10")),
        ("2025-21", ("", "")),
        (None, ("", "")),
    ],
)
def test_days_are_as_exact_as_they_are_told(edtf: str | None, days: tuple[str, str]) -> None:
    assert read_days(when(edtf)) == days
    assert read_parts("2025-06") == ("2025", "6", "")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        export(build(), tmp_path)
