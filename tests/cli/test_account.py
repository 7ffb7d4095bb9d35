"""`travaux account`: accounts of a desk, their passwords from standard input alone; and who may listen to whom."""

from pathlib import Path

import pytest

from tests.cli.calls import Call
from travaux.cli.account import app as account_app
from travaux.cli.serve import _name_hosts
from travaux.errors import UsageError
from travaux.store import open_store
from travaux.store.accounts import Role, find_account
from travaux.web import settings
from travaux.web.passwords import check_password

WORDS = "three crossings, one river"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    made = tmp_path / "talks.sqlite"
    open_store(made, create=True).close()
    return made


def test_an_account_is_added_listed_changed_and_removed(call: Call, db: Path) -> None:
    answer = call("account", "add", "ane", "--role", "reviewer", "--db", db, stdin=f"{WORDS}\r\nmore\n".encode())
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.split()[:2] == ["ane", "reviewer"]
    with open_store(db, create=False) as store:
        kept = find_account(store, "ane")
        assert kept is not None
        assert kept.role is Role.REVIEWER
        assert check_password(kept.password_hash, WORDS)
    assert call("account", "password", "ane", "--db", db, stdin=b"another set of words").code == 0
    with open_store(db, create=False) as store:
        kept = find_account(store, "ane")
        assert kept is not None
        assert check_password(kept.password_hash, "another set of words")
    listed = call("account", "list", "--db", db, "--format", "json")
    assert [(a["name"], a["role"]) for a in listed.json()["accounts"]] == [("ane", "reviewer")]
    assert "argon2" not in listed.out
    assert call("account", "list", "--db", db, "--format", "jsonl").lines()[0]["schema"] == "travaux-account/1"
    assert call("account", "remove", "ane", "--db", db).out == "no accounts\n"


def test_a_token_for_a_script_is_printed_once_and_ended(call: Call, db: Path) -> None:
    call("account", "add", "ane", "--db", db, stdin=WORDS.encode())
    answer = call("account", "token", "ane", "--days", "7", "--db", db)
    assert answer.code == 0
    assert len(answer.out.strip()) > 40
    assert "Authorization: Bearer" in answer.err
    document = call("account", "token", "ane", "--db", db, "--format", "json").json()
    assert (document["schema"], document["account"]) == ("travaux-account/1", "ane")
    assert "2 sign-ins ended" in call("account", "sign-out", "ane", "--db", db).err
    assert "0 sign-ins ended" in call("account", "sign-out", "ane", "--db", db).err


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (["token", "nobody"], b"", "no account 'nobody'"),
        (["token", "nobody", "--days", "0"], b"", "--days"),
        (["sign-out", "nobody"], b"", "no account 'nobody'"),
        (["add", "ane"], b"short", "10 to 1000 characters"),
        (["add", "ane"], b"", "10 to 1000 characters"),
        (["add", " "], WORDS.encode(), "no name of an account"),
        (["add", "ane", "--role", "king"], WORDS.encode(), "king"),
        (["remove", "nobody"], b"", "no account 'nobody'"),
        (["password", "nobody"], WORDS.encode(), "no account 'nobody'"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    call: Call, db: Path, words: list[str], stdin: bytes, said: str
) -> None:
    answer = call("account", *words, "--db", db, stdin=stdin)
    assert answer.code == 2
    assert said in answer.err
    assert call("account", "list", "--db", db).out == "no accounts\n"


def test_a_password_is_never_an_argument() -> None:
    for command in account_app.registered_commands:
        assert command.callback is not None
        assert "password" not in command.callback.__annotations__


def test_a_desk_for_others_needs_an_account_and_a_name(call: Call, db: Path) -> None:
    answer = call("serve", "--db", db, "--host", "192.0.2.5")
    assert answer.code == 2
    assert "has no accounts" in answer.err
    answer = call("serve", "--db", db, "--name", "desk.example.org")
    assert answer.code == 2
    assert "has no accounts" in answer.err
    answer = call("serve", "--db", db, "--host", "0.0.0.0")
    assert answer.code == 2
    assert "--name" in answer.err


def test_a_desk_answers_to_the_names_that_it_has() -> None:
    assert _name_hosts(settings, "127.0.0.1", []) == settings.LOOPBACK_HOSTS
    assert _name_hosts(settings, "192.0.2.5", ["desk.example.org"])[-2:] == ("192.0.2.5", "desk.example.org")
    assert _name_hosts(settings, "2001:db8::5", [])[-1] == "[2001:db8::5]"
    assert _name_hosts(settings, "0.0.0.0", ["desk.example.org"])[-1] == "desk.example.org"
    with pytest.raises(UsageError):
        _name_hosts(settings, "::", [])
