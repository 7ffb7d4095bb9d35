"""JSON Lines and JSON to reports; the text is kept exactly as given."""

import codecs
import json
from collections.abc import Iterator

from travaux.errors import InputError
from travaux.intake.build import Source, make_report
from travaux.intake.decode import decode_text, find_binary
from travaux.intake.fields import read_fields, read_text
from travaux.intake.options import IntakeOptions
from travaux.intake.stream import Readable, iter_lines
from travaux.ontology.report import Report

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse_json(words: str, place: str) -> object:
    """The value of a JSON text.

    Raises:
        InputError: it is not JSON; the character where it stops being so is named.
    """
    try:
        value: object = json.loads(words)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(words.rstrip()) or "Unterminated" in error.msg
        hint = "it is cut off" if cut else f"it is not JSON at character {error.pos + 1} ({error.msg})"
        raise InputError(place, f"{hint}; mend or drop it") from error
    except RecursionError as error:
        raise InputError(place, "its JSON is nested too deeply to be a report; drop it") from error
    except ValueError as error:
        raise InputError(place, f"its JSON cannot be read ({error}); mend or drop it") from error
    return value


def make_json_report(row: object, place: str, options: IntakeOptions) -> Report:
    """The report in a JSON object.

    Raises:
        InputError: it is not a report, or a field is wrong.
    """
    text, fields = read_text(row, place)
    return make_report(Source(text=text, place=place, given=read_fields(fields, place)), options)


def iter_json_lines(stream: Readable, place: str, options: IntakeOptions) -> Iterator[Report | InputError]:
    """The reports of JSON Lines, one line at a time; a line that cannot be read is an InputError in its place."""
    found = False
    for number, line in iter_lines(stream, place, options.max_bytes):
        if number == 1 and not isinstance(line, InputError):
            _check_start(line, place)
        if isinstance(line, bytes) and not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        found = True
        yield _read_line(line, f"{place}, line {number}", options)
    if not found:
        raise InputError(place, "it is empty; there is nothing to read")


def _check_start(line: bytes, place: str) -> None:
    if line.startswith(_UTF16):
        raise InputError(place, "it is in UTF-16; JSON Lines must be UTF-8, save it so")
    if kind := find_binary(line):
        raise InputError(place, f"it is {kind}, not JSON Lines")


def _read_line(line: bytes | InputError, place: str, options: IntakeOptions) -> Report | InputError:
    if isinstance(line, InputError):
        return line
    try:
        words = line.decode("utf-8-sig")
        return make_json_report(parse_json(words.rstrip("\r\n"), place), place, options)
    except UnicodeDecodeError as error:
        return InputError(place, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8")
    except InputError as error:
        return error


def iter_json(data: bytes, place: str, options: IntakeOptions) -> Iterator[Report | InputError]:
    """The report of a JSON object, or the reports of an array of them."""
    value = parse_json(decode_text(data, place), place)
    if not isinstance(value, list):
        yield make_json_report(value, place, options)
        return
    if not value:
        raise InputError(place, "its array is empty; there is nothing to read")
    for n, row in enumerate(value, 1):
        try:
            yield make_json_report(row, f"{place}, item {n}", options)
        except InputError as error:
            yield error
