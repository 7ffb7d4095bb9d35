"""Accounts: who gets in, as what, and what keeps others out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.desks import PASSWORD, Desk, add_people, make_store, open_desk, words_of
from travaux.errors import UsageError
from travaux.store import open_store
from travaux.store.accounts import Role, add_account, find_account, list_accounts
from travaux.store.schema import SESSIONS
from travaux.web.app import create_app
from travaux.web.attempts import BY_ACCOUNT, BY_ADDRESS, WINDOW_S, Attempts
from travaux.web.passwords import check_password, hash_password
from travaux.web.settings import Settings
from travaux.web.users import Users, check_listening


@pytest.fixture(scope="module")
def plain_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("accounts"))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    made = make_store(tmp_path)
    add_people(made)
    return made


@pytest.fixture
def desk(db: Path) -> Iterator[Desk]:
    with open_desk(db) as desk:
        yield desk


def test_without_accounts_the_one_user_of_this_machine_may_do_all(plain_store: Path) -> None:
    with open_desk(plain_store) as desk:
        assert desk.get("/").status_code == 200
        assert "Ane" in words_of(desk.get("/account"))
        assert desk.get("/accounts").status_code == desk.get("/add").status_code == 200
        assert desk.get("/sign-in", follow_redirects=False).headers["location"] == "/"


def test_a_desk_that_others_can_call_lets_nobody_in_without_accounts(plain_store: Path) -> None:
    with open_desk(plain_store, hosts=("127.0.0.1", "desk.example.org")) as desk:
        assert desk.get("/", follow_redirects=False).headers["location"].startswith("/sign-in")
        assert desk.get("/api/v1/processes").status_code == 401
        assert desk.sign_in("Ane").status_code == 401
    with open_desk(plain_store, local=None) as desk:
        assert desk.get("/", follow_redirects=False).status_code == 303


def test_nobody_may_listen_to_others_before_there_is_an_account(plain_store: Path, db: Path) -> None:
    check_listening(plain_store, "127.0.0.1")
    check_listening(plain_store, "::1")
    for host in ("0.0.0.0", "192.168.1.5", "desk.example.org"):
        with pytest.raises(UsageError, match="has no accounts"):
            check_listening(plain_store, host)
        check_listening(db, host)


@pytest.mark.parametrize("path", ["/", "/search?q=x", "/review", "/add", "/p/_all/", "/accounts", "/api/v1/processes"])
def test_with_accounts_every_page_asks_to_sign_in(desk: Desk, path: str) -> None:
    answer = desk.get(path, follow_redirects=False)
    if path.startswith("/api/"):
        assert answer.status_code == 401
    else:
        assert (answer.status_code, answer.headers["location"][:14]) == (303, "/sign-in?next=")
    assert desk.get("/static/desk.css").status_code == 200


def test_signing_in_and_out(desk: Desk, db: Path) -> None:
    answer = desk.sign_in("reader", next="/search?q=truce")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=truce")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("session="))
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    token = cookie.partition("=")[2].partition(";")[0]
    assert token.encode() not in b"".join(p.read_bytes() for p in db.parent.glob("desk.sqlite*"))
    assert "Your role is reader" in words_of(desk.get("/account"))
    assert desk.post("/sign-out", "/account").headers["location"] == "/sign-in"
    desk.client.cookies.set("session", token)
    assert desk.get("/", follow_redirects=False).status_code == 303


def test_the_cookie_is_secure_over_https(db: Path) -> None:
    with TestClient(create_app(Settings(db=db)), base_url="https://127.0.0.1") as client:
        answer = Desk(client).sign_in("admin")
        cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-session="))
        assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
        assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
)
def test_signing_in_leads_to_a_page_of_this_desk_alone(desk: Desk, back: str) -> None:
    assert desk.sign_in("reader", next=back).headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("reader", "wrong words here"), ("nobody", PASSWORD), ("", ""), ("reader", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(desk: Desk, name: str, password: str) -> None:
    answer = desk.sign_in(name, password)
    assert answer.status_code == 401
    assert "No account has this name and password." in words_of(answer)


def test_too_many_tries_on_an_account_are_held_up(desk: Desk) -> None:
    for _ in range(BY_ACCOUNT):
        assert desk.sign_in("reader", "wrong words here").status_code == 401
    answer = desk.sign_in("reader")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert desk.sign_in("reviewer").status_code == 303


def test_tries_are_counted_by_account_and_address_and_forgotten_in_time() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for n in range(BY_ADDRESS):
        assert attempts.begin(f"name {n}", "2001:db8::1") == 0
    assert attempts.begin("another", "2001:db8::ffff") > 0  # the same house
    assert attempts.begin("another", "2001:db8:0:1::1") == 0
    now[0] = WINDOW_S + 1
    assert attempts.begin("another", "2001:db8::1") == 0
    for _ in range(BY_ACCOUNT - 1):
        attempts.begin("Ane", "10.0.0.1")
    attempts.succeed("Ane", "10.0.0.1")
    assert attempts.begin("ANE", "10.0.0.1") == 0


def test_a_sign_in_runs_out(desk: Desk, db: Path) -> None:
    desk.sign_in("reader")
    assert desk.get("/", follow_redirects=False).status_code != 303
    with open_store(db, create=False) as store, store._session.writing("age it") as connection:
        connection.execute(SESSIONS.update().values(expires="2020-01-01T00:00:00Z"))
    assert desk.get("/", follow_redirects=False).status_code == 303


def test_a_sign_in_that_is_used_is_prolonged(desk: Desk, db: Path) -> None:
    desk.sign_in("reader")
    soon = "2999-01-01T00:00:00Z"
    with open_store(db, create=False) as store, store._session.writing("age it") as connection:
        connection.execute(SESSIONS.update().values(expires=soon))
    desk.get("/account")
    with open_store(db, create=False) as store, store._session.reading("look") as connection:
        assert connection.scalar(SESSIONS.select().with_only_columns(SESSIONS.c.expires)) == soon


def test_a_form_of_another_site_is_refused(desk: Desk) -> None:
    desk.sign_in("admin")
    data = {"token": desk.token(), "address": "https://feeds.example/a"}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert desk.client.post("/watch/remove", data=data, headers=headers).status_code == 403
    assert desk.client.post("/watch/remove", data=data, headers={"origin": "http://127.0.0.1"}).status_code != 403


def test_the_form_of_another_sign_in_is_refused(desk: Desk) -> None:
    desk.sign_in("admin")
    token = desk.token()
    desk.post("/sign-out", "/account")
    desk.sign_in("admin")
    answer = desk.client.post("/accounts/remove", data={"token": token, "name": "reader"})
    assert answer.status_code == 403
    assert "load the page again" in words_of(answer)


def test_a_password_is_changed_and_other_sign_ins_end(desk: Desk, db: Path) -> None:
    with open_desk(db) as other:
        other.sign_in("reader")
        desk.sign_in("reader")
        new = "four bridges over it"
        form = {"old": PASSWORD, "new": new, "again": new}
        assert desk.post("/account/password", "/account", **{**form, "old": "not this one"}).status_code == 400
        assert desk.post("/account/password", "/account", **{**form, "again": "something else"}).status_code == 400
        assert (
            desk.post("/account/password", "/account", **{**form, "new": "short", "again": "short"}).status_code == 400
        )
        assert desk.post("/account/password", "/account", **form).status_code == 303
        assert desk.get("/account").status_code == 200
        assert other.get("/account", follow_redirects=False).status_code == 303
        assert other.sign_in("reader").status_code == 401
        assert other.sign_in("reader", new).status_code == 303


def test_signing_out_everywhere(desk: Desk, db: Path) -> None:
    with open_desk(db) as other:
        other.sign_in("reader")
        desk.sign_in("reader")
        desk.post("/sign-out", "/account", everywhere="1")
        assert other.get("/account", follow_redirects=False).status_code == 303


def test_an_admin_adds_changes_and_removes_accounts(desk: Desk, db: Path) -> None:
    desk.sign_in("admin")
    assert desk.post("/accounts", "/accounts", name="Oda", role="reviewer", password=PASSWORD).status_code == 303
    assert desk.post("/accounts", "/accounts", name="Oda", role="reviewer", password=PASSWORD).status_code == 400
    assert desk.post("/accounts", "/accounts", name="Per", role="king", password=PASSWORD).status_code == 400
    assert desk.post("/accounts", "/accounts", name="Per", role="reader", password="short").status_code == 400
    assert desk.post("/accounts/role", "/accounts", name="Oda", role="reader").status_code == 303
    with open_store(db, create=False) as store:
        found = find_account(store, "Oda")
        assert found is not None
        assert found.role is Role.READER
        assert check_password(found.password_hash, PASSWORD)
    assert desk.post("/accounts/remove", "/accounts", name="Oda").status_code == 303
    assert desk.post("/accounts/remove", "/accounts", name="Oda").status_code == 404


def test_the_last_admin_stays(desk: Desk, db: Path) -> None:
    desk.sign_in("admin")
    assert desk.post("/accounts/remove", "/accounts", name="admin").status_code == 400
    assert desk.post("/accounts/role", "/accounts", name="admin", role="reader").status_code == 400
    with open_store(db, create=False) as store:
        assert [a.name for a in list_accounts(store) if a.role is Role.ADMIN] == ["admin"]


def test_the_first_account_is_an_admin_s(tmp_path: Path) -> None:
    with open_desk(make_store(tmp_path)) as desk:
        assert desk.post("/accounts", "/accounts", name="Oda", role="reader", password=PASSWORD).status_code == 400
        assert desk.post("/accounts", "/accounts", name="Oda", role="admin", password=PASSWORD).status_code == 303
        assert desk.get("/", follow_redirects=False).status_code == 303


def test_a_removed_account_is_out_at_once(desk: Desk, db: Path) -> None:
    with open_desk(db) as admin:
        desk.sign_in("reviewer")
        admin.sign_in("admin")
        admin.post("/accounts/remove", "/accounts", name="reviewer")
        assert desk.get("/review", follow_redirects=False).status_code == 303


def test_passwords_are_hashed_with_argon2_and_never_short() -> None:
    kept = hash_password(PASSWORD, "ane")
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert check_password(kept, PASSWORD)
    assert not check_password(kept, PASSWORD + " ")
    assert not check_password(None, "the password of no account")
    assert not check_password("no hash", PASSWORD)
    for bad in ("short", "x" * 1001, "Ane Of The Hill"):
        with pytest.raises(UsageError):
            hash_password(bad, "ane of the hill")


def test_names_that_would_confuse_are_no_accounts(tmp_path: Path) -> None:
    with open_desk(make_store(tmp_path)) as desk:
        for name in ("", "  ", "a\u202eb", "x" * 61):
            assert desk.post("/accounts", "/accounts", name=name, role="admin", password=PASSWORD).status_code == 400
    with open_store(tmp_path / "desk.sqlite", create=False) as store:
        assert list(list_accounts(store)) == []
        add_account(store, "<b>Oda</b>", Role.ADMIN, hash_password(PASSWORD, "x"))
    with open_desk(tmp_path / "desk.sqlite") as desk:
        desk.sign_in("<b>Oda</b>")
        assert "<b>Oda" not in desk.get("/accounts").text


def bear(desk: Desk, token: str, path: str = "/api/v1/processes", scheme: str = "Bearer") -> int:
    """The status that a script gets which has this token and no cookie."""
    desk.client.cookies.clear()
    return int(desk.get(path, headers={"authorization": f"{scheme} {token}"}, follow_redirects=False).status_code)


def test_a_script_reads_the_json_with_its_token_and_nothing_else(desk: Desk, db: Path) -> None:
    with open_store(db, create=False) as store:
        token, expires = Users.begin_script(store, "reader")
        with pytest.raises(UsageError, match="no account 'nobody'"):
            Users.begin_script(store, "nobody")
    assert expires > "2026"
    assert token.encode() not in b"".join(p.read_bytes() for p in db.parent.glob("desk.sqlite*"))
    assert bear(desk, token) == bear(desk, token, scheme="bearer") == 200
    assert bear(desk, token, "/api/v1/search?q=islands") == 200
    assert bear(desk, f"{token}x") == bear(desk, "") == bear(desk, token, scheme="Basic") == 401
    assert desk.get("/api/v1/processes").headers["www-authenticate"] == "Bearer"
    # No page, no form, and no cookie: it reads the JSON.
    assert bear(desk, token, "/") == bear(desk, token, "/review") == 303
    headers = {"authorization": f"Bearer {token}"}
    assert desk.client.post("/watch", data={"token": token}, headers=headers).status_code == 401
    desk.client.cookies.set("session", token)
    assert desk.get("/api/v1/processes").status_code == 401


def test_a_token_for_scripts_is_shown_once_and_ends_with_the_sign_ins(desk: Desk) -> None:
    desk.sign_in("reviewer")
    answer = desk.post("/account/token", "/account")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    token = re.findall(r"<code>([\w-]{40,})</code>", answer.text)[0]
    assert token not in desk.get("/account").text
    cookies = dict(desk.client.cookies)
    assert bear(desk, token) == 200
    desk.client.cookies.update(cookies)
    desk.post("/sign-out", "/account", everywhere="1")
    assert bear(desk, token) == 401


def test_without_accounts_there_is_no_token_to_make(plain_store: Path) -> None:
    with open_desk(plain_store) as desk:
        assert desk.post("/account/token").status_code == 400
        assert bear(desk, "anything") == 200


def test_the_description_of_the_json_names_the_token(desk: Desk) -> None:
    desk.sign_in("reader")
    document = desk.get("/api/v1/openapi.json").json()
    assert document["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    operations = [o for path in document["paths"].values() for o in path.values()]
    assert all(o["security"] == [{"HTTPBearer": []}] and "401" in o["responses"] for o in operations)
