"""Reads inputs back, for the tests of intake."""

import json
from pathlib import Path
from typing import Any

from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report


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
