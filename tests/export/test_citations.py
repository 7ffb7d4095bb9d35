"""References: CSL-JSON read by citeproc-py and BibTeX by pybtex where they are installed, else held against their grammar."""

import importlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from tests.claims import make_report
from tests.export.materials import TODAY, material

from travaux.export.citations import (
    escape_tex,
    export_bibtex,
    export_csl,
    find_title,
    make_bibtex,
    make_csl,
    make_keys,
    read_byline,
)
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.packs.world import World
from travaux.spans import Span

ODD = make_report(
    "odd",
    "2024-02-03",
    text="Talks at 50% & rising_fast {again}.",
    outlet="Côte & Mer",
    headline="50% of #envoys {left} for $5_000 \\ fees ~ now",
    byline="By Ane Berg and Luis Rojas for Côte & Mer",
    url="https://cote.example/a{b}_c%20d",
    retrieved=date(2024, 2, 4),
)


def build() -> ExportMaterial:
    return make_material(Record(reports=[ODD, make_report("r2", None)], claims=(), world=World()), TODAY)


def test_every_report_is_one_reference(tmp_path: Path) -> None:
    given = material()
    rows = json.loads(export_csl(given, tmp_path / "a.json").files[0].read_text("utf-8"))
    text = export_bibtex(given, tmp_path / "a.bib").files[0].read_text("utf-8")
    assert [r["id"] for r in rows] == [r.id for r in given.dossier.reports]
    assert len(re.findall(r"^@\w+\{", text, re.MULTILINE)) == len(given.dossier.reports)


def test_a_reference_has_what_is_known_and_nothing_else() -> None:
    item = make_csl(ODD)
    assert item["issued"] == {"date-parts": [[2024, 2, 3]]}
    assert item["accessed"] == {"date-parts": [[2024, 2, 4]]}
    assert item["author"] == [{"family": "Berg", "given": "Ane"}, {"family": "Rojas", "given": "Luis"}]
    bare = make_csl(make_report("r2", None))
    assert {"author", "issued", "accessed", "URL", "container-title"}.isdisjoint(bare)


def test_latex_marks_are_escaped_and_braces_balance() -> None:
    entry = make_bibtex(ODD, "key")
    assert r"50\% of \#envoys \{left\} for \$5\_000 \textbackslash{} fees \textasciitilde{} now" in entry
    assert "url = {https://cote.example/a%7Bb%7D_c%20d}" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert escape_tex("a\nb^2") == r"a b\textasciicircum{}2"


def test_keys_are_unique() -> None:
    same = [make_report(n, "2024-02-03", outlet="The Post") for n in ("a", "b")]
    assert make_keys([*same, make_report("c", None)]) == ["thepost20240203", "thepost20240203-2", "reportnodate"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ane Berg", ["Ane Berg"]),
        ("Ane Berg, Luis Rojas and Amina O'Neil-Diaz", ["Ane Berg", "Luis Rojas", "Amina O'Neil-Diaz"]),
        ("BY Ane Berg in Oslo", ["Ane Berg"]),
        ("Staff and agencies", ["Staff and agencies"]),
        ("", []),
        (None, []),
    ],
)
def test_a_byline_gives_persons_or_stays_whole(byline: str | None, names: list[str]) -> None:
    assert list(read_byline(byline)) == names


def test_a_report_without_a_headline_has_its_first_words_in_brackets() -> None:
    assert find_title(make_report("r", text="The envoys left.\n")) == "[The envoys left.]"
    printed = make_report(
        "r", text="Envoys leave Oslo\n\nThe end.", segments=(Segment(span=Span(0, 17), kind=SegmentKind.HEADLINE),)
    )
    assert find_title(printed) == "Envoys leave Oslo"


def test_pybtex_reads_the_entries(tmp_path: Path) -> None:
    database = pytest.importorskip("pybtex.database", reason="pybtex is not installed; CI has it")
    path = export_bibtex(build(), tmp_path / "a.bib").files[0]
    found = database.parse_file(str(path))
    assert len(found.entries) == 2
    entry = found.entries["ctemer20240203"]
    assert [str(p) for p in entry.persons["author"]] == ["Berg, Ane", "Rojas, Luis"]
    assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2024", "February", "3")


def test_a_citation_processor_prints_the_references(tmp_path: Path) -> None:
    pytest.importorskip("citeproc", reason="citeproc-py is not installed; CI has it")
    json_source = importlib.import_module("citeproc.source.json")
    rows = json.loads(export_csl(build(), tmp_path / "a.json").files[0].read_text("utf-8"))
    source = json_source.CiteProcJSON(rows)
    assert set(source) == {"odd", "r2"}
    assert source["odd"].issued.year == 2024
    assert str(source["odd"].container_title) == "Côte & Mer"
