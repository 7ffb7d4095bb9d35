"""What was fetched from an address to a report."""

from datetime import date

from travaux.errors import InputError
from travaux.fetch import Fetched
from travaux.intake.entries import find_page_reader
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.intake.text import read_plain
from travaux.ontology.report import Report

_TEXT = "text/plain"


def read_fetched(fetched: Fetched, retrieved: date, options: IntakeOptions | None = None) -> Report:
    """The report on a fetched page, which keeps the address where it was found and the day on which it was fetched.

    Raises:
        InputError: it is no page of one article.
    """
    given = Fields(url=fetched.address, retrieved=retrieved)
    if not fetched.body.strip():
        raise InputError(fetched.asked, "the page is empty; there is nothing to read")
    read = read_plain if fetched.kind == _TEXT else find_page_reader()
    return read(fetched.body, fetched.asked, given, options or IntakeOptions())
