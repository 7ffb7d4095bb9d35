"""What a text holds that is no report: passages between code fences, and texts that call themselves an exercise."""

import re
from collections.abc import Iterator

from travaux.spans import Span

_FENCE = re.compile(r"[ \t>]{0,40}(?P<mark>`{3,}|~{3,})")
_HEAD = 600
"""Characters at the start of a text in which it says what it is."""
_EXERCISE = re.compile(
    r"^[\s\[(*_#>]*(?:(?:note|nb|warning|disclaimer)\W{1,3})?"
    r"(?:this (?:report|text|document|article|message|story|page) is|this is|what follows is)"
    r" (?:only |purely |just )?an? (?:\w{1,12} )?(?:exercise|drill|simulation|training (?:text|document|scenario|report)"
    r"|(?:made-up|invented|fictional|fictitious|worked) (?:\w{1,12} )?(?:text|report|story|article|example|scenario))\b"
    r"(?! (?:in|of)\b)"
    r"|^[\s\[(*_#>]*exercise(?:[ \t-]{1,3}exercise){2}\b"
    r"|^[\s\[(*_#>]*for (?:exercise|training) (?:purposes|use) only\b",
    re.IGNORECASE | re.MULTILINE,
)


def find_fenced(text: str) -> Iterator[Span]:
    """The passages between two code fences, with the fences; a fence that nothing closes opens none."""
    opened: tuple[str, int] | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and opened is None:
            opened = found["mark"], at
        elif found and opened is not None and found["mark"].startswith(opened[0]):
            yield Span(opened[1], at + len(line.rstrip()))
            opened = None
        at += len(line)


def is_exercise(text: str) -> bool:
    """Whether a text says of itself, at its head, that it is an exercise or an invented example."""
    return _EXERCISE.search(text[:_HEAD]) is not None
