"""The JSON of the desk: what it holds, and that no question makes it fail."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from starlette.testclient import TestClient

from travaux.ontology.dossier import DOSSIER
from travaux.web.app import create_app
from travaux.web.settings import Settings

pytestmark = pytest.mark.model
API = "/api/v1"
LISTS = (
    "next", "proposals", "positions", "demands", "leverage", "meetings", "access", "contradictions", "sources", "reports",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_versioned_and_paged(client: TestClient, name: str) -> None:
    whole = client.get(f"{API}/processes/_all/{name}?limit=1000").json()
    assert whole["schema"] == "travaux-desk/1"
    assert whole["total"] == len(whole["items"])
    part = client.get(f"{API}/processes/_all/{name}?limit=2&offset=1").json()
    assert part["items"] == whole["items"][1:3]
    assert part["total"] == whole["total"]


@pytest.mark.parametrize("name", ["proposals", "positions", "demands", "leverage", "meetings", "contradictions"])
def test_items_say_whether_they_can_be_relied_on(client: TestClient, name: str) -> None:
    items = client.get(f"{API}/processes/_all/{name}?limit=1000").json()["items"]
    sure = client.get(f"{API}/processes/_all/{name}?limit=1000&sure=true").json()
    assert [i["id"] for i in sure["items"]] == [i["id"] for i in items if i["trusted"]]
    assert sure["total"] == len(sure["items"])


def test_the_dossier_is_the_one_that_the_command_prints(client: TestClient) -> None:
    body = client.get(f"{API}/processes/port-talks/dossier").content
    dossier = DOSSIER.validate_json(body)
    assert {r.label for r in dossier.reports} == {"port-closed", "port/open"}
    summary = client.get(f"{API}/processes/port-talks").json()
    assert summary["counts"]["reports"] == 2
    assert (summary["first_day"], summary["last_day"]) == ("2023-05-03", "2023-05-10")


def test_evidence_leads_to_its_claim_and_its_words(client: TestClient) -> None:
    demand = client.get(f"{API}/processes/port-talks/demands").json()["items"][0]
    evidence = demand["evidence"][0]
    items = client.get(f"{API}/processes/port-talks/evidence/{evidence['claim']}").json()["items"]
    assert demand["id"] in {item["id"] for item in items}
    claim = client.get(f"{API}/claims/{evidence['claim']}").json()["claim"]
    report = client.get(f"{API}/reports/{evidence['report']}").json()["report"]
    assert report["text"][evidence["start"] : evidence["end"]] == evidence["quote"] == claim["quote"]


def test_as_of_and_changes(client: TestClient) -> None:
    early = client.get(f"{API}/processes/port-talks?as_of=2023-05-05").json()
    assert early["counts"]["reports"] == 1
    changes = client.get(f"{API}/processes/port-talks/changes?since=2023-05-09").json()["items"]
    assert {"new"} <= {c["change"] for c in changes}


def test_search_is_narrowed_by_its_own_facets(client: TestClient) -> None:
    found = client.get(f"{API}/search?q=port").json()
    assert found["reports"]
    for facet, values in found["facets"].items():
        for value, number in values:
            narrowed = client.get(f"{API}/search", params={"q": "port", facet: value}).json()
            assert narrowed["total"] == number, (facet, value)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/processes/none", 404),
        ("/claims/none", 404),
        ("/reports/none", 404),
        ("/processes/_all/changes", 422),
        ("/processes/_all?as_of=soon", 422),
        ("/search?act=dance", 422),
        ("/processes/_all/changes?since=0001-01-01", 400),
    ],
)
def test_faults_are_told_as_json(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_no_question_makes_it_fail(whole_store: Path) -> None:
    app = create_app(Settings(db=whole_store, wait_s=600))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "127.0.0.1"})
    found = schema.include(method="GET").get_all_operations()
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    assert len(operations) >= 18
    for operation in operations:
        ask_anything(operation)


def ask_anything(operation: Any) -> None:
    """Ask an operation of the API questions of every kind that its description allows, and others."""

    @given(case=operation.as_strategy())
    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    def ask(case: Any) -> None:
        answer = case.call(headers={"host": "127.0.0.1"})
        assert answer.status_code < 500, f"{case.method} {case.formatted_path} {case.query}: {answer.text}"

    ask()
