"""Quotation marks as stretches of quoted words: closed, unclosed, single, nested, odd."""

import time

import pytest

from travaux.reading.attribution.quotes import find_quotes
from travaux.spans import Span


def _quoted(text: str) -> list[str]:
    return [quote.span.of(text) for quote in find_quotes(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ('"The port is shut, and no ship will sail.', ['"The port is shut, and no ship will sail.']),
        ("''We wait,'' she said.", ["''We wait,''"]),
        ("'We will wait,' she said. 'Not for long.'", ["'We will wait,'", "'Not for long.'"]),
        ("'It is the voters' choice,' she said.", ["'It is the voters' choice,'"]),
        ("The envoys' plan and Mali's answer don't match.", []),
        ("'Tis the season of the '90s.", []),
        ("She said \"he told me 'go now' and left\".", ["\"he told me 'go now' and left\""]),
        ('The plank was 9" wide.', []),
        ("", []),
    ],
)
def test_quotes_are_found(text: str, expected: list[str]) -> None:
    found = [] if not text else _quoted(text)
    assert found == expected


def test_a_quote_knows_whether_it_is_closed() -> None:
    text = '"Open to the end of the paragraph'
    (quote,) = find_quotes(text, Span(0, len(text)))
    assert not quote.closed
    assert quote.inner.of(text) == text[1:]


@pytest.mark.parametrize("unit", ['"', "'a", "' ", '"" ', "s' ", " 'a s' ", '"a', "''"])
def test_odd_marks_take_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begun = time.perf_counter()
    find_quotes(text, Span(0, len(text)))
    assert time.perf_counter() - begun < 5
