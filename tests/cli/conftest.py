"""The command line in this process, with one coder for all calls; and folders of reports."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import Answer, Call
from tests.cli.negotiations import PAGE, PORT, RIVER
from travaux.cli import main
from travaux.coding.coder import Coder
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report


class Stumbling:
    """A coder that fails on every report with "stumble" in it."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder
        self.world = coder.world
        self.extractor = coder.extractor

    def code(self, report: Report) -> tuple[AnyClaim, ...]:
        if "stumble" in report.text:
            raise ValueError("no verb\nin it")
        return self._coder.code(report)


@pytest.fixture
def call(coder: Coder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command in this process."""
    stumbling = Stumbling(coder)
    monkeypatch.setattr("travaux.coding.coder.Coder", lambda *_: stumbling)
    monkeypatch.setattr("travaux.cli.ingest.count_cores", lambda: 0)  # so that it is this coder which codes

    def call_main(*arguments: str | Path, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as leaving:
            main([str(a) for a in arguments])
        code: Any = leaving.value.code
        out, err = capsys.readouterr()
        return Answer(code=code, out=out, err=err)

    return call_main


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of four good reports in three kinds of file."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "river.txt").write_text(RIVER, encoding="utf-8")
    (folder / "port.jsonl").write_text(PORT, encoding="utf-8")
    (folder / "ferry.html").write_text(PAGE, encoding="utf-8")
    return folder
