"""`travaux read`: the file on some reports."""

import gzip
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call, find_evidence, read_texts
from tests.cli.inputs import BAD
from tests.cli.negotiations import FRENCH, PORT, RIVER, UNDATED, json_line

pytestmark = pytest.mark.model


def test_read_prints_a_brief_with_footnotes(call: Call, reports: Path) -> None:
    answer = call("read", reports)
    assert answer.code == 0
    assert "4 reports" in answer.out
    assert "Where things stand" in answer.out
    assert "[1] “" in answer.out
    assert answer.err == ""


def test_read_json_is_versioned_and_whole(call: Call, reports: Path) -> None:
    answer = call("read", reports, "--format", "json")
    assert answer.code == 0
    document = answer.json()
    assert document["schema"] == "travaux/1"
    assert len(document["reports"]) == 4
    assert {"status", "parties", "moves", "sources", "set_aside", "refused"} <= document.keys()
    assert document["refused"] == []


@pytest.mark.parametrize("folder", ["reports", "examples"])
def test_read_grounds_all_evidence(call: Call, reports: Path, folder: str) -> None:
    path = EXAMPLES if folder == "examples" else reports
    texts = read_texts(path)
    evidence = list(find_evidence(call("read", path, "--format", "json").json()))
    assert evidence
    for e in evidence:
        assert texts[e["report"]][e["start"] : e["end"]] == e["quote"]


def test_read_gives_every_item_its_evidence(call: Call, reports: Path) -> None:
    document = call("read", reports, "--format", "json").json()
    kinds = document.keys() - {"schema", "reports", "status", "set_aside", "refused"}
    items = [item for kind in kinds for item in document[kind]]
    assert items
    assert all(item["evidence"] for item in items)


@pytest.mark.parametrize("text", [RIVER, PORT])
def test_read_takes_standard_input(call: Call, text: str) -> None:
    answer = call("read", "-", "--format", "json", stdin=text.encode())
    assert answer.code == 0
    assert len(answer.json()["reports"]) == (2 if text is PORT else 1)


def test_read_takes_gzipped_input(call: Call, tmp_path: Path) -> None:
    plain, packed = tmp_path / "port.jsonl", tmp_path / "packed" / "port.jsonl.gz"
    packed.parent.mkdir()
    plain.write_text(PORT, encoding="utf-8")
    packed.write_bytes(gzip.compress(PORT.encode()))
    wanted = call("read", plain, "--format", "json").json()
    assert call("read", packed, "--format", "json").json() == wanted
    assert call("read", "-", "--format", "json", stdin=gzip.compress(PORT.encode())).json() == wanted


def test_read_keeps_the_times_of_an_undated_report_relative(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(UNDATED, encoding="utf-8")
    answer = call("read", path)
    assert "undated" in answer.out
    document = call("read", path, "--format", "json").json()
    assert document["reports"][0]["published"] is None
    assert document["reports"][0]["published_known"] == "unknown"
    times = [item["when"] for kind in ("moves", "meetings") for item in document[kind] if item["when"]]
    assert times
    assert {t["edtf"] for t in times} == {None}
    assert "the Friday before the report" in {t["reading"] for t in times}


def test_read_flags_win_over_the_fields_of_reports(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "port.jsonl"
    path.write_text(PORT, encoding="utf-8")
    flags = ["--published", "2023-07-10", "--outlet", "Strait Gazette", "--sensitivity", "amber"]
    flags += ["--embargo-until", "2023-08-01"]
    (first, second) = call("read", path, *flags, "--format", "json").json()["reports"]
    for report in (first, second):
        assert report["published"] == "2023-07-10"
        assert report["published_known"] == "given"
        assert report["outlet"] == "Strait Gazette"
        assert report["sensitivity"] == "amber"
        assert report["embargo_until"] == "2023-08-01"


def test_read_resolves_times_from_the_given_day(call: Call) -> None:
    answer = call("read", "-", "--published", "2023-03-08", "--format", "json", stdin=UNDATED.encode())
    assert "2023-03-03" in {m["when"]["edtf"] for m in answer.json()["moves"] if m["when"]}
    assert "before the report" not in answer.out


def test_read_sets_another_language_aside_without_failing(call: Call, reports: Path) -> None:
    (reports / "vallee.txt").write_text(FRENCH, encoding="utf-8")
    answer = call("read", reports)
    assert answer.code == 0
    assert "Set aside, not read" in answer.out
    assert "set aside" in answer.err
    assert "vallee.txt" in answer.err
    document = call("read", reports, "--format", "json").json()
    assert [Path(s["place"]).name for s in document["set_aside"]] == ["vallee.txt"]
    assert "(fr)" in document["set_aside"][0]["reason"]
    assert len(document["reports"]) == 4


def test_read_sets_aside_by_the_language_given(call: Call, reports: Path) -> None:
    document = call("read", reports, "--language", "de", "--format", "json").json()
    assert document["reports"] == []
    assert len(document["set_aside"]) == 4


def test_read_sets_a_second_copy_of_a_report_aside(call: Call, reports: Path) -> None:
    answer = call("read", reports, reports / "river.txt", "--format", "json")
    assert answer.code == 0
    (aside,) = answer.json()["set_aside"]
    assert "the same report again" in aside["reason"]


@pytest.mark.parametrize("name", BAD)
def test_read_refuses_a_bad_input_and_goes_on(call: Call, tmp_path: Path, name: str) -> None:
    make, word = BAD[name]
    bad, good = tmp_path / name, tmp_path / "good.jsonl"
    make(bad)
    good.write_text(PORT, encoding="utf-8")
    answer = call("read", bad, good, "--format", "json")
    assert answer.code == 1
    document = answer.json()
    assert len(document["reports"]) == 2
    (refused,) = document["refused"]
    assert refused["place"].startswith(str(bad))
    assert word in refused["reason"]
    (said,) = answer.err.splitlines()
    assert said == f"travaux: refused {refused['place']}: {refused['reason']}"


def test_read_refuses_one_line_and_keeps_those_around_it(call: Call, tmp_path: Path) -> None:
    first, second = PORT.splitlines()
    path = tmp_path / "port.jsonl"
    path.write_text(f"{first}\n{first[:50]}\n{second}\n", encoding="utf-8")
    answer = call("read", path, "--format", "json")
    assert answer.code == 1
    assert [r["id"] for r in answer.json()["reports"]] == ["port-1", "port-2"]
    assert answer.json()["refused"][0]["place"] == f"{path}, line 2"


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b'{"text": "cut'])
def test_read_refuses_bad_standard_input(call: Call, data: bytes) -> None:
    answer = call("read", "-", "--format", "json", stdin=data)
    assert answer.code == 1
    assert answer.json()["refused"][0]["place"].startswith("standard input")


def test_read_of_nothing_but_bad_inputs_prints_no_brief(call: Call, tmp_path: Path) -> None:
    answer = call("read", tmp_path / "missing.txt", tmp_path)
    assert answer.code == 1
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 2


def test_read_names_a_report_that_cannot_be_coded_and_goes_on(call: Call, reports: Path) -> None:
    (reports / "fall.txt").write_text("The envoys stumble over the last clause of the accord.", encoding="utf-8")
    answer = call("read", reports, "--format", "json")
    assert answer.code == 1
    document = answer.json()
    assert len(document["reports"]) == 4
    (refused,) = document["refused"]
    assert Path(refused["place"]).name == "fall.txt"
    assert "ValueError: no verb" in refused["reason"]
    assert len(answer.err.splitlines()) == 1


def test_read_sends_no_escape_sequence_of_a_report_to_the_terminal(call: Call) -> None:
    text = "Norway rejected the \x1b[31mred\x1b[0m plan of Qatar on Friday, a diplomat said.\n"
    answer = call("read", "-", stdin=text.encode())
    assert answer.code == 0
    assert "\x1b" not in answer.out


def test_read_takes_a_file_name_that_is_not_utf8(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "vall\udce9e.txt"
    try:
        path.write_text(FRENCH, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    answer = call("read", tmp_path, "--format", "json")
    assert answer.code == 0
    assert answer.json()["set_aside"][0]["place"] == str(path)


def test_read_does_not_depend_on_the_order_of_paths(call: Call, reports: Path) -> None:
    paths = sorted(reports.iterdir())
    one = call("read", *paths, "--format", "json").json()
    assert call("read", *reversed(paths), "--format", "json").json() == one


def test_read_gives_a_text_under_a_known_id_an_id_of_its_own(call: Call) -> None:
    lines = json_line(id="a", text="Norway rejected the plan.\n") + json_line(id="a", text="Qatar rejected the plan.\n")
    answer = call("read", "-", "--format", "json", stdin=lines.encode())
    assert answer.code == 0
    assert len({r["id"] for r in answer.json()["reports"]}) == 2
