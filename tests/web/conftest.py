"""A desk on a small store: the example reports, two on crossings and a strike of words, and one made to do harm."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from travaux.coding.coder import Coder
from travaux.intake.jsonl import make_json_report
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.process_file import read_process
from travaux.ontology.report import Report
from travaux.store import open_store
from travaux.web.app import create_app
from travaux.web.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
PORT_CLOSED = """SANAA (Gulf Ledger) — Yemen's government closed the port of Hodeidah to all ships on 3 May 2023, officials said.

The Houthis demanded that the government reopen the port within ten days. "We will resume attacks unless the port of Hodeidah is
reopened," a Houthi spokesman said. The United Nations envoy Hans Grundberg will meet the Houthis in Muscat on 12 May 2023.
Trucks carrying food will travel from Djibouti to Hodeidah, where they will be inspected.
"""
PORT_OPEN = """ADEN (Aden Observer) — Yemen reopened the port of Hodeidah on 9 May 2023, the United Nations said.

Some 40 trucks carrying flour entered through the port of Hodeidah on 10 May 2023. The Houthis rejected a proposal by Yemen's
government for a six-month truce. Houthi officials denied that they had met the government in Muscat.
"""
HARM = "\n\n".join(
    (
        "<script>alert('read')</script> SANAA — The Houthis rejected <img src=x onerror=alert(1)> a truce, officials said.",
        'Yemen demanded "><svg onload=alert(2)> that the Houthis release <b>prisoners</b> {{ 7*7 }} {% raw %} ${7*7}.',
        'The Houthis closed the port of <a href="javascript:alert(3)">Hodeidah</a> on 4 May 2023.',
        "\x1b[31m\u202eevil\u2066 \x07&amp;&lt;i&gt;",
        '"We will attack unless </mark></p></main><h1 class=planted>planted</h1> the port is reopened," a Houthi spokesman said.',
    )
)


def make_reports() -> list[Report]:
    """The reports of the desk."""
    found = [r for r in iter_reports([str(EXAMPLES)], IntakeOptions()) if isinstance(r, Report)]
    found.append(make_one(PORT_CLOSED, "Gulf Ledger", "2023-05-03", "port-closed"))
    found.append(make_one(PORT_OPEN, "Aden Observer", "2023-05-10", "port/open"))
    return found


def make_one(text: str, outlet: str, day: str, name: str) -> Report:
    """A report as one of JSON Lines."""
    row = {"id": name, "text": text, "outlet": outlet, "published": day, "language": "en"}
    return make_json_report(row, name, IntakeOptions())


PROCESS = """name = "Port talks"
places = ["Hodeidah"]

[[party]]
name = "Yemen"

[[party]]
name = "Houthis"
"""
"""A process that a person describes; Tigray's is found in the reports."""


def keep(db: Path, coder: Coder, reports: list[Report]) -> None:
    """Keep reports and their claims in a store."""
    with open_store(db, create=True) as store, store.transaction():
        store.put_process(read_process(PROCESS, "port talks"), PROCESS)
        for report in reports:
            store.add_report(report)
            if report.set_aside is None:
                store.put_claims(report.id, coder.code(report), coder.extractor)


@pytest.fixture(scope="session")
def whole_store(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that no test changes."""
    db = tmp_path_factory.mktemp("desk") / "talks.sqlite"
    keep(db, coder, make_reports())
    return db


@pytest.fixture
def store_copy(whole_store: Path, tmp_path: Path) -> Path:
    """A store to change."""
    return Path(shutil.copy(whole_store, tmp_path / "talks.sqlite"))


@pytest.fixture(scope="session")
def client(whole_store: Path) -> Iterator[TestClient]:
    """The desk on the store that no test changes."""
    with TestClient(create_app(Settings(db=whole_store, wait_s=600)), base_url="http://127.0.0.1") as client:
        yield client
