"""Texts and offsets as programs in Java count them: in units of UTF-16, and with one character for a line end."""

from travaux.ontology.report import Report


def make_java_text(text: str) -> str:
    r"""The text with \n for every line end and no other length: text panes read \r\n as one, and would move the passages."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def count_units(report: Report, at: int) -> int:
    """How many units of UTF-16 stand before a character of a report's text: those above U+FFFF take two."""
    return at + sum(ord(c) > 0xFFFF for c in report.text[:at])
