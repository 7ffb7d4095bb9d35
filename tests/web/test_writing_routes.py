"""Every route that changes something needs the role for it and a form of this desk; bodies are bounded everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from tests.web.desks import Desk, add_people, make_store, open_desk
from travaux.ontology.review import Verdict
from travaux.store import open_store
from travaux.store.feeds import list_feeds
from travaux.store.reviews import list_reviews
from travaux.web.app import create_app
from travaux.web.gate import SAFE_METHODS
from travaux.web.settings import Settings

OWN = {"/sign-in", "/sign-out", "/account/password", "/account/token"}
"""What everybody does with their own account."""
ADMINS = {"/accounts", "/accounts/role", "/accounts/remove"}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_store(tmp_path_factory.mktemp("writing"))
    add_people(made)
    return made


@pytest.fixture(scope="module")
def desk(db: Path) -> Iterator[Desk]:
    with open_desk(db) as desk:
        yield desk


@pytest.fixture(scope="module")
def writing(db: Path) -> list[str]:
    """The paths of all routes that take anything but a question."""
    return [path for path, methods in list_routes(create_app(Settings(db=db)).routes) if methods - SAFE_METHODS]


def list_routes(routes: list[BaseRoute]) -> Iterator[tuple[str, set[str]]]:
    for route in routes:
        if isinstance(route, Mount):
            continue  # files
        inner = getattr(route, "original_router", None) or getattr(route, "router", None)
        if inner is not None and not isinstance(route, APIRoute):
            yield from list_routes(inner.routes)
        else:
            yield getattr(route, "path", ""), set(getattr(route, "methods", None) or ())


def test_the_routes_are_found(writing: list[str]) -> None:
    assert set(writing) >= {"/sign-in", "/review/decide", "/add/paste", "/add/upload", "/watch", "/accounts"}


def test_no_route_is_open_to_who_is_not_signed_in(desk: Desk, writing: list[str]) -> None:
    desk.client.cookies.clear()
    for path in writing:
        status = desk.client.post(path, data={"token": "0" * 64}).status_code
        assert status == (403 if path == "/sign-in" else 401), path


def test_no_route_takes_a_form_without_its_token(desk: Desk, writing: list[str]) -> None:
    desk.sign_in("admin")
    for path in writing:
        for data in ({}, {"token": ""}, {"token": "0" * 64}, {"token": "\u00e9"}):
            assert desk.client.post(path, data=data).status_code == 403, path
        token = desk.token()
        assert desk.client.post(f"{path}?token={token}").status_code == 403, path
        assert desk.client.post(path, json={"token": token}).status_code in {400, 403}, path
    desk.post("/sign-out", "/account")


@pytest.mark.parametrize("role", ["reader", "reviewer"])
def test_no_route_takes_a_form_of_somebody_without_the_role(desk: Desk, writing: list[str], role: str) -> None:
    desk.sign_in(role)
    token = desk.token()
    refused = [p for p in writing if p not in OWN] if role == "reader" else sorted(ADMINS)
    for path in refused:
        assert desk.client.post(path, data={"token": token}).status_code == 403, path
        assert desk.client.post(path, data={"token": token}, files={"file": ("a.txt", b"x")}).status_code == 403, path
    assert desk.get("/accounts").status_code == 403
    assert desk.get("/add").status_code == (403 if role == "reader" else 200)
    desk.post("/sign-out", "/account")


def test_nothing_was_changed_by_all_that(db: Path, desk: Desk) -> None:
    with open_store(db, create=False) as store:
        assert list(list_reviews(store)) == []
        assert list(list_feeds(store)) == []
        assert sum(store.counts().reports.values()) == 3
    assert list(Verdict)


def test_bodies_are_bounded_everywhere(desk: Desk, writing: list[str]) -> None:
    desk.sign_in("admin")
    token = desk.token()
    for path in writing:
        if path in {"/add/upload", "/add/paste"}:
            continue
        assert desk.client.post(path, data={"token": token, "x": "y" * 300_000}).status_code == 413, path

        def flood() -> Iterator[bytes]:
            yield f"token={token}&x=".encode()
            for _ in range(40):
                yield b"y" * 10_000

        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert desk.client.post(path, content=flood(), headers=kind).status_code == 413, path
    assert desk.client.get("/", headers={"content-length": "999999999"}).status_code == 413
    assert desk.client.get("/", headers={"content-length": "many"}).status_code == 413
