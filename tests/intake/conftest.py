"""What the tests of intake share: writing an input and reading it back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report

SHARED = Path(__file__).parents[3] / "shared"


def read_all(*paths: Path | str, **options: Any) -> list[Report | InputError]:
    return list(iter_reports(paths, IntakeOptions(**options)))


def read_one(path: Path | str, **options: Any) -> Report:
    (report,) = read_all(path, **options)
    assert isinstance(report, Report), report
    return report


def read_error(path: Path | str, **options: Any) -> InputError:
    (error,) = read_all(path, **options)
    assert isinstance(error, InputError), error
    return error


def json_line(**fields: Any) -> str:
    return json.dumps(fields) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def write_file(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write_file


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: its texts are not distributed")
    return SHARED
