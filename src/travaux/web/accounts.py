"""Names and roles of accounts as people write them, and what must hold of all accounts of a store."""

from travaux.errors import UsageError
from travaux.store import Store
from travaux.store.accounts import Role, find_account, list_accounts

_LONGEST = 60


def read_name(text: str) -> str:
    """The name of an account.

    Raises:
        UsageError: it is none.
    """
    name = text.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise UsageError(
            f"{name[:_LONGEST]!r} is no name of an account: up to {_LONGEST} printable characters. Nothing was changed"
        )
    return name


def read_role(text: str) -> Role:
    """A role.

    Raises:
        UsageError: it is none.
    """
    try:
        return Role(text.strip())
    except ValueError as error:
        raise UsageError(f"{text[:_LONGEST]!r} is no role; roles are {', '.join(Role)}. Nothing was changed") from error


def check_admin_left(store: Store, name: str) -> None:
    """See that somebody administers the desk when this account no longer does.

    Raises:
        UsageError: nobody would.
    """
    admins = [a.name for a in list_accounts(store) if a.role is Role.ADMIN]
    if admins == [name] and find_account(store, name) is not None:
        raise UsageError(f"{name!r} is the only admin; make another one first. Nothing was changed")
