"""The databases that the store suite runs over, and little reports to put into them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import make_schema, run_server

from travaux.ontology.report import Report
from travaux.store import Address, Store, open_store

OpenNamed = Callable[..., Store]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    with run_server() as address:
        yield address


def _sqlite(_request: pytest.FixtureRequest, folder: Path, _stack: ExitStack) -> Callable[[str], Address]:
    return lambda name: folder / f"{name}.sqlite"


def _postgres(request: pytest.FixtureRequest, _folder: Path, stack: ExitStack) -> Callable[[str], Address]:
    server = request.getfixturevalue("server")
    return cache(lambda name: stack.enter_context(make_schema(server)))


BACKENDS = {"sqlite": _sqlite, "postgres": _postgres}
"""What gives the address of the store of a name, always the same, where there is nothing yet."""


@pytest.fixture(params=sorted(BACKENDS, reverse=True))
def open_named(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenNamed]:
    """Opens the store of a name in a fresh place of each backend; all are closed in the end."""
    with ExitStack() as places, ExitStack() as stores:
        find = BACKENDS[request.param](request, tmp_path, places)

        def open_it(name: str = "store", *, wait_s: float = 10.0) -> Store:
            return stores.enter_context(open_store(find(name), create=True, wait_s=wait_s))

        yield open_it


@pytest.fixture
def store(open_named: OpenNamed) -> Store:
    return open_named()


@pytest.fixture
def make_report() -> Callable[..., Report]:
    def make(name: str, text: str = "Egypt proposed a truce. Hamas refused.", **fields: Any) -> Report:
        return Report(id=name, text=text, **{"published": date(2024, 5, 1), **fields})

    return make
