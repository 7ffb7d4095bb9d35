"""Prints results on standard output and warnings on standard error, whatever those two are connected to."""

import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(32), *range(127, 160)) if chr(c) not in "\n\t"}
"""A report may hold escape sequences, which a terminal would obey."""
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\u2028\u2029"), " ")


def prepare_streams() -> None:
    """See that the three standard streams are there and take any character.

    A stream that the caller closed is the null device: standard input is then empty, and no file that is opened later
    takes the place of a stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- for good
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Half a surrogate pair comes with the name of a file that is not UTF-8; so written, it is also good JSON.
        sys.stdout.reconfigure(errors="backslashreplace" if _takes_all() else "replace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def _takes_all() -> bool:
    """Whether standard output is in an encoding of Unicode."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def show(text: str) -> None:
    """Results as text on standard output, ended by a line end; nothing for no text."""
    if text:
        sys.stdout.write(text.translate(_CONTROLS).rstrip("\n") + "\n")


def show_json(document: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=not _takes_all(), indent=1) + "\n")


def show_jsonl(rows: Iterable[Any]) -> None:
    """One JSON object a line on standard output, each as soon as it is there."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=not _takes_all()) + "\n")


def warn(message: str) -> None:
    """One line on standard error."""
    print(f"travaux: {message.translate(_LINE_ENDS).translate(_CONTROLS)}", file=sys.stderr)  # noqa: T201
