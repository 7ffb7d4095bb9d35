"""Opens a store, whichever database keeps it."""

from pathlib import Path
from typing import TypeAlias

from travaux.store.postgres import is_postgres, open_postgres
from travaux.store.sqlite import open_sqlite
from travaux.store.store import Store

Address: TypeAlias = Path | str
"""Where a store is: a file, or the address of a PostgreSQL database."""


def open_store(address: Address, *, create: bool, wait_s: float = 10.0) -> Store:
    """The store at `address`; a context manager.

    A store of an earlier travaux is brought up to this one, which is logged as a warning.

    Args:
        address: a file, or postgresql+psycopg://user@host/database (with ?options=-csearch_path%3DNAME for a schema
            other than the user's own).
        create: make a new store where there is no file, or an empty one, or a database without tables; a store that is
            there is opened either way.
        wait_s: how long to wait, in seconds, for another process that is writing.

    Raises:
        StoreError: it is missing, read-only, locked, damaged, of a newer travaux, or no store at all.
        UsageError: the address is none, or the driver of PostgreSQL is not installed.
    """
    if isinstance(address, str) and is_postgres(address):
        return Store(open_postgres(address, create=create, wait_s=wait_s))
    return Store(open_sqlite(Path(address), create=create, wait_s=wait_s))
