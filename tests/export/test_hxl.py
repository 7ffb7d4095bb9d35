"""HXL tables: read by libhxl where it can be loaded, counted against the record."""

import csv
import re
from pathlib import Path

import pytest
from tests.claims import access, actors, make, make_report, when
from tests.export.materials import TODAY, material

from travaux.errors import UsageError
from travaux.export.hxl import export, load_tags
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import AnyClaim, Consignment, Incident
from travaux.ontology.vocabulary import AccessState, Basis, ConsignmentStage, FacilityKind
from travaux.packs.world import AccessPoint, World

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


def build(*claims: AnyClaim) -> ExportMaterial:
    world = World()
    world.points["Arica port"] = AccessPoint(name="Arica port", kind="port", lat=-18.47, lon=-70.32)
    return make_material(Record(reports=[make_report("r1", outlet="The Post")], claims=claims, world=world), TODAY)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The data of a table by hashtag."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, tags, *data = csv.reader(file)
    return [dict(zip(tags, row, strict=True)) for row in data]


def test_the_tables_hold_every_item_with_its_words(tmp_path: Path) -> None:
    given = material()
    summary = export(given, tmp_path / "hxl")
    points = given.dossier.access_points
    assert summary.counts["access"] == len(rows(tmp_path / "hxl", "access")) == sum(len(p.statuses) for p in points)
    assert summary.counts["incidents"] == len(given.dossier.incidents)
    inside = sum(len(p.consignments) for p in points)
    assert summary.counts["consignments"] == inside + len(given.dossier.consignments)
    texts = {r.id: r.text for r in given.reports}
    for name in load_tags():
        for row in rows(tmp_path / "hxl", name):
            start, end = int(row["#meta+start"]), int(row["#meta+end"])
            assert texts[row["#meta+report+id"]][start:end] == row["#description+quote"]


def test_every_column_has_one_hashtag() -> None:
    for name, columns in load_tags().items():
        tags = [tag for _, tag in columns.values()]
        assert all(TAG.fullmatch(tag) for tag in tags), name
        assert len(set(tags)) == len(tags), name


def test_a_state_has_its_place_and_whether_it_was_seen(tmp_path: Path) -> None:
    claim = access(
        AccessState.CLOSED,
        facility="Arica port",
        facility_kind=FacilityKind.PORT,
        by=actors("Chile"),
        basis=Basis.OBSERVED,
        when=when("2025-06"),
    )
    export(build(claim), tmp_path / "hxl")
    (row,) = rows(tmp_path / "hxl", "access")
    assert (row["#loc+crossing+name"], row["#status+crossing"], row["#status+basis"]) == (
        "Arica port",
        "closed",
        "observed",
    )
    assert (row["#geo+lat"], row["#geo+lon"]) == ("-18.47", "-70.32")
    assert (row["#date+occurred"], row["#date+reported"], row["#meta+source"]) == ("2025-06", "2025-06-10", "The Post")


def test_sums_up_to_a_day_are_marked_and_units_kept(tmp_path: Path) -> None:
    moved = make(
        Consignment,
        cargo="flour",
        amount=40.0,
        unit="tonnes",
        stage=ConsignmentStage.MOVED,
        when=when("2025-06-08/2025-06-09"),
    )
    total = make(
        Consignment, start=60, cargo="flour", amount=21.0, unit="lorries", stage=ConsignmentStage.RECEIVED, total=True
    )
    hurt = make(Incident, start=90, what="a driver was shot", killed=1.0, by=actors("Peru"))
    export(build(moved, total, hurt), tmp_path / "hxl")
    told = [
        (r["#item+num"], r["#item+unit"], r["#item+num+trucks"], r["#item+cumulative"])
        for r in rows(tmp_path / "hxl", "consignments")
    ]
    assert sorted(told) == [("21", "lorries", "21", "yes"), ("40", "tonnes", "", "no")]
    assert rows(tmp_path / "hxl", "consignments")[0]["#date+occurred+end"] in {"", "2025-06-09"}
    (incident,) = rows(tmp_path / "hxl", "incidents")
    assert (incident["#affected+killed"], incident["#group+perp"]) == ("1", "Peru")


def test_libhxl_reads_the_tables(tmp_path: Path) -> None:
    pytest.importorskip("six", reason="libhxl imports six and does not say so; CI has it")
    hxl = pytest.importorskip("hxl")
    given = material()
    summary = export(given, tmp_path / "hxl")
    for path in summary.files:
        with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
            assert source.display_tags == [tag for _, tag in load_tags()[path.stem].values()]
            assert len(list(source)) == summary.counts[path.stem]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        export(build(), tmp_path)
