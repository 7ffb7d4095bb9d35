"""`travaux account`: who may use the desk on a store, and as what."""

import sys
from dataclasses import asdict
from getpass import getpass
from typing import Annotated, Any

import typer

from travaux.cli.options import Database, ListFormat, make_app
from travaux.cli.output import show, show_json, show_jsonl, warn
from travaux.errors import UsageError
from travaux.store import open_store
from travaux.store.accounts import (
    Account,
    Role,
    add_account,
    change_account,
    delete_account,
    end_sign_ins,
    find_account,
    list_accounts,
)
from travaux.web.accounts import read_name
from travaux.web.passwords import hash_password
from travaux.web.users import SCRIPT_DAYS, Users

app = make_app()
ACCOUNT_SCHEMA = "travaux-account/1"
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the account.")]
_LONGEST = 5000


@app.callback()
def account() -> None:
    """Add, list and remove the accounts of a desk. A password is asked for, or is the first line of standard input."""


@app.command()
def add(
    name: Name,
    db: Database,
    role: Annotated[
        Role,
        typer.Option(metavar="ROLE", help="reader, reviewer (also reviews and adds reports) or admin (also accounts)."),
    ] = Role.READER,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Add an account; from the first one on, everybody signs in to the desk."""
    name = read_name(name)
    with open_store(db, create=False) as store:
        _show_rows([add_account(store, name, role, _ask_password(name))], format)


@app.command("list")
def list_(db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print the accounts by name, with their roles."""
    with open_store(db, create=False) as store:
        _show_rows(list(list_accounts(store)), format)


@app.command()
def remove(name: Name, db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Remove an account. What it reviewed stays."""
    with open_store(db, create=False) as store:
        if not delete_account(store, name):
            raise UsageError(f"{store.name} has no account {name!r}; `account list` prints them. Nothing was changed")
        _show_rows(list(list_accounts(store)), format)


@app.command()
def password(name: Name, db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Give an account another password; it is signed out everywhere."""
    with open_store(db, create=False) as store:
        if name not in {a.name for a in list_accounts(store)}:
            raise UsageError(f"{store.name} has no account {name!r}; `account list` prints them. Nothing was changed")
        changed = change_account(store, name, password_hash=_ask_password(name))
        _show_rows([changed] if changed else [], format)


@app.command()
def token(
    name: Name,
    db: Database,
    days: Annotated[int, typer.Option(metavar="N", min=1, max=3660, help="How many days it holds.")] = SCRIPT_DAYS,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print a token with which a script reads the desk's JSON as this account. It is shown this once."""
    with open_store(db, create=False) as store:
        made, expires = Users.begin_script(store, name, days)
    row = {"schema": ACCOUNT_SCHEMA, "account": name, "token": made, "expires": expires}
    if format is ListFormat.TEXT:
        warn(f"holds until {expires}; a script sends it as `Authorization: Bearer TOKEN`")
        show(made)
    elif format is ListFormat.JSONL:
        show_jsonl([row])
    else:
        show_json(row)


@app.command("sign-out")
def sign_out(name: Name, db: Database, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """End all sign-ins and tokens of an account."""
    with open_store(db, create=False) as store:
        found = find_account(store, name)
        if found is None:
            raise UsageError(f"{store.name} has no account {name!r}; `account list` prints them. Nothing was changed")
        ended = end_sign_ins(store, name)
    warn(f"{ended} sign-in{'' if ended == 1 else 's'} ended")
    _show_rows([found], format)


def _ask_password(name: str) -> str:
    """The hash of the password that a person types twice, or of the first line of standard input."""
    if not sys.stdin.isatty():
        return hash_password(sys.stdin.readline(_LONGEST).rstrip("\r\n"), name)
    first = getpass(f"Password of {name}: ")
    if getpass("Once more: ") != first:
        raise UsageError("the two differ. Nothing was changed")
    return hash_password(first, name)


def _show_rows(accounts: list[Account], format: ListFormat) -> None:  # noqa: A002
    rows = [_row(a) for a in accounts]
    if format is ListFormat.JSONL:
        show_jsonl({"schema": ACCOUNT_SCHEMA, **row} for row in rows)
    elif format is ListFormat.JSON:
        show_json({"schema": ACCOUNT_SCHEMA, "accounts": rows})
    else:
        show("\n".join(f"{row['name']:20} {row['role']:9} since {row['created']}" for row in rows) or "no accounts")


def _row(account: Account) -> dict[str, Any]:
    return {name: value for name, value in asdict(account).items() if name != "password_hash"}
