"""The databases that the store suite runs over, and little reports to put into them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from travaux.ontology.report import Report
from travaux.store import Store, open_store

OpenNamed = Callable[..., Store]


def _sqlite(folder: Path) -> OpenNamed:
    def open_named(name: str = "store", *, wait_s: float = 10.0) -> Store:
        return open_store(folder / f"{name}.sqlite", create=True, wait_s=wait_s)

    return open_named


BACKENDS: dict[str, Callable[[Path], OpenNamed]] = {"sqlite": _sqlite}
"""A backend is a function that, given an empty folder, opens stores by name, each new when first opened."""


@pytest.fixture(params=sorted(BACKENDS))
def open_named(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenNamed]:
    """Opens the store of a name in a fresh place of each backend; all are closed in the end."""
    opened = BACKENDS[request.param](tmp_path)
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(opened(*args, **options))


@pytest.fixture
def store(open_named: OpenNamed) -> Store:
    return open_named()


@pytest.fixture
def make_report() -> Callable[..., Report]:
    def make(name: str, text: str = "Egypt proposed a truce. Hamas refused.", **fields: Any) -> Report:
        return Report(id=name, text=text, **{"published": date(2024, 5, 1), **fields})

    return make
