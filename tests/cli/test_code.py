"""`travaux code`: the claims of some reports."""

from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call, read_texts
from tests.cli.negotiations import FRENCH, UNDATED
from travaux.views.lines import LINES_SCHEMA

pytestmark = pytest.mark.model


@pytest.mark.parametrize("folder", ["reports", "examples"])
def test_code_jsonl_quotes_are_the_texts_at_their_spans(call: Call, reports: Path, folder: str) -> None:
    path = EXAMPLES if folder == "examples" else reports
    texts = read_texts(path)
    answer = call("code", path, "--format", "jsonl")
    assert answer.code == 0
    lines = answer.lines()
    assert {line["report_id"] for line in lines} == texts.keys()
    for line in lines:
        assert line["schema"] == LINES_SCHEMA
        start, end = line["evidence"][0]
        assert texts[line["report_id"]][start:end] == line["text"]


def test_code_jsonl_spans_lie_within_their_text(call: Call, reports: Path) -> None:
    texts = read_texts(reports)
    for line in call("code", reports, "--format", "jsonl").lines():
        spans = [line.get(key) for key in ("quote", "trigger", "about", "source", "cue")]
        spans += line["content"] if line["kind"] == "attribution" else []
        for span in filter(None, spans):
            assert 0 <= span[0] < span[1] <= len(texts[line["report_id"]])


def test_code_calls_a_report_by_its_id_or_its_file(call: Call, reports: Path) -> None:
    lines = call("code", reports, "--format", "jsonl").lines()
    assert {line["report"] for line in lines} == {"river", "ferry", "port-1", "port-2"}
    assert all(line["id"].startswith(f"{line['report_id']}:") for line in lines)


def test_code_ids_are_unique(call: Call, reports: Path) -> None:
    ids = [line["id"] for line in call("code", reports, "--format", "jsonl").lines()]
    assert len(ids) == len(set(ids))


def test_code_json_holds_the_lines_of_jsonl(call: Call, reports: Path) -> None:
    document = call("code", reports, "--format", "json").json()
    assert document["schema"] == LINES_SCHEMA
    assert document["claims"] == call("code", reports, "--format", "jsonl").lines()
    assert document["refused"] == []
    assert document["set_aside"] == []


def test_code_text_has_a_line_for_each_claim(call: Call, reports: Path) -> None:
    answer = call("code", reports)
    assert answer.code == 0
    claims = call("code", reports, "--format", "jsonl").lines()
    lines = answer.out.splitlines()
    assert len(lines) == len(claims)
    for line, claim in zip(lines, claims, strict=True):
        assert line.startswith(f"{claim['report']} {claim['evidence'][0][0]}–")
        assert claim["kind"] in line


def test_code_keeps_a_relative_time_open(call: Call) -> None:
    lines = call("code", "-", "--format", "jsonl", stdin=UNDATED.encode()).lines()
    times = [line for line in lines if line.get("date_words")]
    assert times
    assert {line["date"] for line in times} == {None}
    assert "the Friday before the report" in {line["date_reading"] for line in times}


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_code_counts_what_is_set_aside(call: Call, form: str) -> None:
    answer = call("code", "-", "--format", form, stdin=FRENCH.encode())
    assert answer.code == 0
    assert answer.err.startswith("travaux: set aside standard input: ")
    if form == "json":
        (aside,) = answer.json()["set_aside"]
        assert "(fr)" in aside["reason"]
    else:
        assert answer.out == ""


def test_code_prints_the_claims_of_the_others_when_one_is_refused(call: Call, reports: Path) -> None:
    whole = call("code", reports, "--format", "jsonl").lines()
    (reports / "empty.txt").touch()
    answer = call("code", reports, "--format", "jsonl")
    assert answer.code == 1
    assert answer.lines() == whole
    assert "empty.txt: it is empty" in answer.err


def test_code_of_a_report_is_the_same_in_company(call: Call, reports: Path) -> None:
    together = call("code", reports, "--format", "jsonl").lines()
    alone = call("code", reports / "river.txt", "--format", "jsonl").lines()
    assert alone
    assert [line for line in together if line["report_id"] == alone[0]["report_id"]] == alone


def test_code_text_prints_a_plan_of_several_phases(call: Call) -> None:
    """The number of phases is a number, and no list of names."""
    text = "Negotiators hoped for a three-phase framework to free the crews in exchange for the release of the pilots."
    answer = call("code", "-", stdin=text.encode())
    assert answer.code == 0
    assert any("three-phase framework" in line for line in answer.out.splitlines())
