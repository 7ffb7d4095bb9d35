"""A plain-text or Markdown file to a report; its text is kept exactly as given."""

from travaux.intake.build import Source, make_report
from travaux.intake.decode import decode_text
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.ontology.report import Report


def read_plain(data: bytes, place: str, given: Fields, options: IntakeOptions) -> Report:
    """The report in a text file.

    Raises:
        InputError: the data are no text, or the text cannot be kept.
    """
    return make_report(Source(text=decode_text(data, place), place=place, given=given), options)
