"""A user's own names: drafted from their reports, kept with the store, and known when the reports are coded again."""

from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call
from travaux.coding.coder import Coder
from travaux.ontology.process_file import read_process
from travaux.reading.pipeline import RULES_ALONE

pytestmark = pytest.mark.model
REPORT = (
    "Oslo, 4 March 2024 - The Quay Brotherhood rejected a Norwegian proposal for a truce on Monday. Norway demanded that QBR"
    " release ten prisoners. The upper gate was closed on Sunday.\n"
)
OWN = """
name = "Quay talks"

[[party]]
name = "Norway"

[[party]]
name = "Canal Front"
aliases = ["Quay Brotherhood", "QBR"]
kind = "armed_group"

[[crossing]]
name = "Tumbes lock"
aliases = ["the upper gate"]
"""


@pytest.fixture
def call_own(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the command with coders that know the packs asked for, by rules alone."""
    monkeypatch.setattr("travaux.coding.coder.Coder", lambda model, packs, _: Coder(model, packs, RULES_ALONE))
    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "quay.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def list_parties(call: Call, *words: str | Path) -> set[str]:
    return {p["name"] for p in call("brief", *words, "--format", "json").json()["parties"]}


def list_points(call: Call, *words: str | Path) -> set[str]:
    return {p["name"] for p in call("access", *words, "--format", "json").json()["access_points"]}


def test_own_names_are_known_where_a_process_file_is_a_pack(call_own: Call, report: Path, own: Path) -> None:
    assert "Canal Front" not in list_parties(call_own, report)
    assert {"Norway", "Canal Front"} <= list_parties(call_own, report, "--packs", own)
    document = call_own("read", report, "--packs", own, "--format", "json").json()
    assert [p["name"] for p in document["access_points"]] == ["Tumbes lock"]
    demand = document["demands"][0]
    assert (demand["by"], demand["of"]) == (["Norway"], ["Canal Front"])


def test_own_names_of_a_store_are_known_when_reports_come_again(
    call_own: Call, report: Path, own: Path, tmp_path: Path
) -> None:
    db = tmp_path / "talks.sqlite"
    call_own("ingest", report, "--db", db)
    assert call_own("process", "new", own, "--db", db).code == 0
    assert "Canal Front" not in list_parties(call_own, "--db", db)
    again = call_own("ingest", report, "--db", db, "--format", "json").json()
    assert (again["known"], again["coded"]) == (1, 1)
    assert {"Norway", "Canal Front"} <= list_parties(call_own, "--db", db)
    assert call_own("ingest", report, "--db", db, "--format", "json").json()["coded"] == 0
    parties = call_own("brief", "--db", db, "--process", "quay-talks", "--format", "json").json()["parties"]
    assert "Canal Front" in {p["name"] for p in parties}


def test_a_process_file_is_drafted_from_reports(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "draft.toml"
    answer = call("process", "new", EXAMPLES, "--process", "tigray-war", "-o", out)
    assert (answer.code, answer.out.strip()) == (0, str(out))
    drafted = read_process(out.read_text(encoding="utf-8"), "draft")
    assert {"Ethiopia", "TPLF"} <= {p.name for p in drafted.parties}
    assert drafted.boundary
    assert "Tigray People's Liberation Front" in next(p for p in drafted.parties if p.name == "TPLF").aliases
    db = tmp_path / "talks.sqlite"
    call("ingest", EXAMPLES, "--db", db)
    assert call("process", "new", out, "--db", db).code == 0
    assert "Tigray war (given)" in call("process", "show", "tigray-war", "--db", db).out
    printed = call("process", "new", "--db", db, "--format", "json").json()
    assert printed["schema"] == "travaux-process/1"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("{own}",), "one process file goes into one store"),
        (("{own}", "{own}", "--db", "x.sqlite"), "one process file goes into one store"),
        ((), "name the reports"),
        (("{report}", "--process", "no-such"), "there is no process"),
        (("{report}", "-o", "{own}"), "is there already"),
    ],
)
def test_a_wrong_call_writes_nothing(
    call: Call, report: Path, own: Path, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    answer = call("process", "new", *(w.format(own=own, report=report) for w in words))
    assert answer.code == 2
    assert message in answer.err
    assert own.read_text(encoding="utf-8") == OWN
    assert not (tmp_path / "x.sqlite").exists()
