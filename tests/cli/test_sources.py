"""`travaux sources`: who speaks."""

from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call, find_evidence, read_texts
from tests.cli.negotiations import FRENCH

SOURCES_SCHEMA = "travaux-sources/1"

pytestmark = pytest.mark.model


def test_sources_json_is_what_read_says_of_them(call: Call) -> None:
    answer = call("sources", EXAMPLES, "--format", "json")
    assert answer.code == 0
    document = answer.json()
    assert document["schema"] == SOURCES_SCHEMA
    assert document["sources"] == call("read", EXAMPLES, "--format", "json").json()["sources"]
    assert document["sources"]
    assert document["refused"] == []
    texts = read_texts(EXAMPLES)
    for e in find_evidence(document):
        assert texts[e["report"]][e["start"] : e["end"]] == e["quote"]


def test_sources_jsonl_has_a_line_for_each_voice(call: Call) -> None:
    lines = call("sources", EXAMPLES, "--format", "jsonl").lines()
    assert {line.pop("schema") for line in lines} == {SOURCES_SCHEMA}
    assert lines == call("sources", EXAMPLES, "--format", "json").json()["sources"]


def test_sources_text_counts_statements_and_names_chains(call: Call) -> None:
    answer = call("sources", EXAMPLES)
    assert answer.code == 0
    for source in call("sources", EXAMPLES, "--format", "json").json()["sources"]:
        line = f"{source['statements']:4}  {source['name']} ({source['kind']})\n"
        assert line.lower() in answer.out.lower()
        assert all(f"through {chain}\n" in answer.out for chain in source["chains"])


def test_sources_counts_what_is_set_aside_and_refused(call: Call, reports: Path) -> None:
    (reports / "vallee.txt").write_text(FRENCH, encoding="utf-8")
    answer = call("sources", reports, "--format", "json")
    assert answer.code == 0
    assert len(answer.json()["set_aside"]) == 1
    (reports / "empty.txt").touch()
    answer = call("sources", reports, "--format", "json")
    assert answer.code == 1
    assert len(answer.json()["refused"]) == 1
    assert answer.json()["sources"]


def test_sources_of_nothing_prints_nothing(call: Call) -> None:
    answer = call("sources", "-", stdin=FRENCH.encode())
    assert answer.code == 0
    assert answer.out == ""
