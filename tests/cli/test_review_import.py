"""`travaux review import`: coded data of others comes in as confirmed claims, row by row."""

from pathlib import Path

import pytest

from tests.cli.calls import Call
from tests.cli.negotiations import PORT

pytestmark = pytest.mark.model
CODED = (
    "report,kind,quote,act,actors,issues\n"
    "port-2,move,signed an agreement on the port,agree,Kenya; Uganda,maritime_shipping\n"
    "port-2,meeting,the talks,,,\n"
    "port-9,move,signed,agree,Kenya,\n"
)


@pytest.fixture
def db(call: Call, tmp_path: Path) -> Path:
    path = tmp_path / "talks.sqlite"
    (tmp_path / "port.jsonl").write_text(PORT, encoding="utf-8")
    call("ingest", tmp_path / "port.jsonl", "--db", path)
    return path


def test_rows_that_fit_come_in_and_others_are_refused(call: Call, db: Path, tmp_path: Path) -> None:
    coded = tmp_path / "coded.csv"
    coded.write_text(CODED, encoding="utf-8")
    answer = call("review", "import", coded, "--from", "csv", "--db", db, "--by", "Ane Solberg", "--format", "json")
    assert answer.code == 1
    document = answer.json()
    assert (document["schema"], document["known"]) == ("travaux-review/1", 0)
    assert [r["reviewer"] for r in document["reviews"]] == ["Ane Solberg"]
    assert [r["place"] for r in document["refused"]] == ["coded.csv, line 3", "coded.csv, line 4"]
    assert "a meeting needs status" in document["refused"][0]["reason"]
    assert "no report" in document["refused"][1]["reason"]
    moves = call("brief", "--db", db, "--format", "json").json()["moves"]
    assert any(
        m["act"] == "agree" and "maritime_shipping" in m["issues"] and m["evidence"][0]["confidence"] == 1.0
        for m in moves
    )


def test_an_event_list_of_dna_comes_back(call: Call, db: Path, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    assert call("export", "dna-csv", "--db", db, "-o", events).code == 0
    answer = call("review", "import", events, "--from", "dna", "--db", db, "--by", "Ane Solberg")
    assert answer.code == 0
    assert answer.out.splitlines()[-1].endswith("0 known already, 0 refused")
    again = call("review", "import", events, "--from", "dna", "--db", db, "--by", "Ane Solberg")
    assert again.out.splitlines()[-1].startswith("0 confirmed")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--from", "dna", "--by", "Ane", "--map", "ports"), 2, "is not CONCEPT=ISSUE"),
        (("--from", "dna", "--by", "Ane", "--map", "ports=harbours"), 2, "'harbours' is no issue"),
        (("--from", "dna", "--by", "Ane"), 2, "has no column 'organization'"),
        (("--from", "xlsx", "--by", "Ane"), 2, "xlsx"),
        (("--from", "csv", "--by", " "), 2, "needs the name"),
    ],
)
def test_a_wrong_call_keeps_nothing(
    call: Call, db: Path, tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    coded = tmp_path / "coded.csv"
    coded.write_text(CODED, encoding="utf-8")
    answer = call("review", "import", coded, *words, "--db", db)
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err
    assert call("review", "list", "--db", db).out == ""
