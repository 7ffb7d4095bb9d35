"""Who may use the desk on a store: accounts and their sign-ins.

None of it is part of the record: no change here makes a dossier old. Times are ISO 8601, UTC, to the second, so that
they compare as text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import RowMapping, delete, insert, select, update

from travaux.errors import UsageError
from travaux.store.rows import now
from travaux.store.schema import ACCOUNTS, SESSIONS
from travaux.store.store import Store


class Role(StrEnum):
    """What an account may do; each may also do what the one before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may use the desk. The hash is a whole argon2 string, with its salt and parameters."""

    name: str
    role: Role
    password_hash: str
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One sign-in that still holds, by the hash of its token."""

    token_hash: str
    account: Account
    created: str
    expires: str


def add_account(store: Store, name: str, role: Role, password_hash: str) -> Account:
    """Make an account.

    Raises:
        UsageError: there is one of that name. Nothing was changed.
    """
    row = {"name": name, "role": role.value, "password_hash": password_hash, "created": now()}
    with store._session.writing(f"keep the account {name!r}") as connection:
        if connection.scalar(select(ACCOUNTS.c.name).where(ACCOUNTS.c.name == name)) is not None:
            raise UsageError(f"{store.name} has an account {name!r} already; choose another name. Nothing was changed")
        connection.execute(insert(ACCOUNTS).values(**row))
    return Account(name=name, role=role, password_hash=password_hash, created=row["created"])


def find_account(store: Store, name: str) -> Account | None:
    """The account of that name; None if there is none."""
    with store._session.reading(f"read the account {name!r}") as connection:
        found = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().first()
    return None if found is None else _read(found)


def list_accounts(store: Store) -> Iterator[Account]:
    """All accounts by name."""
    with store._session.reading("read its accounts") as connection:
        for row in connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name)).mappings():
            yield _read(row)


def change_account(
    store: Store, name: str, *, role: Role | None = None, password_hash: str | None = None
) -> Account | None:
    """Give an account another role or password, or both, and end its sign-ins; None if there is no such account."""
    told = {"role": None if role is None else role.value, "password_hash": password_hash}
    changes = {key: value for key, value in told.items() if value is not None}
    with store._session.writing(f"change the account {name!r}") as connection:
        if changes:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**changes))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.account == name))
        found = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().first()
    return None if found is None else _read(found)


def delete_account(store: Store, name: str) -> bool:
    """Forget an account with its sign-ins; False if there is none. Its reviews stay."""
    with store._session.writing(f"delete the account {name!r}") as connection:
        return connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name)).rowcount > 0


def add_sign_in(store: Store, name: str, token_hash: str, expires: str) -> None:
    """Keep a sign-in of an account until `expires`, and drop all that have run out.

    Raises:
        UsageError: there is no such account. Nothing was changed.
    """
    with store._session.writing(f"keep a sign-in of {name!r}") as connection:
        if connection.scalar(select(ACCOUNTS.c.name).where(ACCOUNTS.c.name == name)) is None:
            raise UsageError(f"{store.name} has no account {name!r}. Nothing was changed")
        connection.execute(delete(SESSIONS).where(SESSIONS.c.expires <= now()))
        row = {"token_hash": token_hash, "account": name, "created": now(), "expires": expires}
        connection.execute(insert(SESSIONS).values(**row))


def find_sign_in(store: Store, token_hash: str, at: str | None = None) -> SignIn | None:
    """The sign-in of that token with its account; None if there is none, or if it has run out at `at`, or by now."""
    columns = [SESSIONS.c.token_hash, SESSIONS.c.created.label("since"), SESSIONS.c.expires, *ACCOUNTS.c]
    query = select(*columns).join_from(SESSIONS, ACCOUNTS).where(SESSIONS.c.token_hash == token_hash)
    with store._session.reading("read a sign-in") as connection:
        row = connection.execute(query.where(SESSIONS.c.expires > (at or now()))).mappings().first()
    if row is None:
        return None
    return SignIn(token_hash=row["token_hash"], account=_read(row), created=row["since"], expires=row["expires"])


def extend_sign_in(store: Store, token_hash: str, expires: str) -> bool:
    """Let a sign-in hold until `expires`; False if there is none."""
    change = update(SESSIONS).where(SESSIONS.c.token_hash == token_hash).values(expires=expires)
    with store._session.writing("extend a sign-in") as connection:
        return connection.execute(change).rowcount > 0


def end_sign_in(store: Store, token_hash: str) -> bool:
    """Sign out; False if there was no such sign-in."""
    with store._session.writing("end a sign-in") as connection:
        return connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == token_hash)).rowcount > 0


def end_sign_ins(store: Store, name: str) -> int:
    """Sign an account out everywhere; how many sign-ins it had."""
    with store._session.writing(f"end the sign-ins of {name!r}") as connection:
        return connection.execute(delete(SESSIONS).where(SESSIONS.c.account == name)).rowcount


def _read(row: RowMapping) -> Account:
    return Account(name=row["name"], role=Role(row["role"]), password_hash=row["password_hash"], created=row["created"])
