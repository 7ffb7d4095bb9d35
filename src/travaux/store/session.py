"""Transactions on a store's database, and its faults told as StoreErrors."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from travaux.errors import StoreError, UsageError
from travaux.store.backend import Backend


class Session:
    """Gives out connections to read or write on; one transaction that writes at a time, which others join."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._writer: Connection | None = None
        self._broken = False
        self._closed = False

    def close(self) -> None:
        """Let go of the database."""
        self._closed = True
        self.backend.engine.dispose()

    @contextmanager
    def reading(self, asked: str) -> Iterator[Connection]:
        """A connection that sees one state of the store; that of the transaction, where one is open.

        `asked` completes "cannot …" in the message of a StoreError.
        """
        with self._faults(asked, "Nothing was changed"):
            if self._writer is not None:
                yield self._writer
            else:
                with self.backend.engine.connect() as connection:
                    yield connection

    @contextmanager
    def writing(self, asked: str) -> Iterator[Connection]:
        """A connection on which all that is done in the block is kept, or nothing."""
        with self._faults(asked, "Nothing of it was written; what was stored before is kept"):
            if self._writer is not None:
                with self._joining(self._writer):
                    yield self._writer
                return
            options = {"writing": True}
            with self.backend.engine.connect().execution_options(**options) as connection, connection.begin():
                self._writer, self._broken = connection, False
                try:
                    yield connection
                    self._refuse_broken(asked)
                finally:
                    self._writer = None

    @contextmanager
    def _joining(self, writer: Connection) -> Iterator[None]:
        """Part of a transaction: an exception undoes this part alone, a fault of the database all of it."""
        part = writer.begin_nested()
        try:
            yield
        except (DBAPIError, StoreError):
            # The database may have undone the whole transaction by itself (a full disk): no part is left to undo.
            self._broken = True
            raise
        except BaseException:
            part.rollback()
            raise
        part.commit()

    def _refuse_broken(self, asked: str) -> None:
        """Raise StoreError if the caller caught a fault of the database inside the transaction and went on."""
        if self._broken:
            reason = "the database failed inside this transaction, which cannot be finished"
            raise StoreError(f"cannot {asked} (the store {self.backend.name}): {reason}. Nothing of it was written")

    @contextmanager
    def _faults(self, asked: str, state: str) -> Iterator[None]:
        if self._closed:
            message = f"cannot {asked} (the store {self.backend.name}): it was closed; open it again"
            raise UsageError(f"{message}. Nothing was changed")
        try:
            yield
        except DBAPIError as error:
            reason = self.backend.explain(error)
            raise StoreError(f"cannot {asked} (the store {self.backend.name}): {reason}. {state}") from error
