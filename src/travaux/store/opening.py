"""Opens a store, whichever database keeps it."""

from pathlib import Path

from travaux.store.sqlite import open_sqlite
from travaux.store.store import Store


def open_store(path: Path, *, create: bool, wait_s: float = 10.0) -> Store:
    """The store in the file at `path`; a context manager.

    Args:
        path: the file.
        create: make a new store where there is no file, or an empty one; a store that is there is opened either way.
        wait_s: how long to wait, in seconds, for another process that is writing.

    Raises:
        StoreError: it is missing, read-only, locked, damaged, of a newer travaux, or no store at all.
    """
    return Store(open_sqlite(path, create=create, wait_s=wait_s))
