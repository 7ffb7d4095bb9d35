"""What a store needs of a database beyond SQL that all of them share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from travaux.ontology.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """One opened database.

    A connection with the execution option `writing` holds the only right to write from its first statement on, so that
    what it reads cannot change before it writes.
    """

    name: str
    """The store as a person would name it: its path or address, without a password."""
    engine: Engine
    index: Callable[[Connection, Report], None]
    """Makes a report that was just written findable by its words."""
    search: Callable[[Connection, Sequence[str], int], list[str]]
    """The ids of at most so many reports that hold all the words, best first."""
    explain: Callable[[DBAPIError], str]
    """What a fault of the database means and what to do about it, as a clause."""
