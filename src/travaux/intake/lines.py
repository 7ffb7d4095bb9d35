"""Lines to paragraphs: which line breaks of a text end something, and which only wrap it.

A text's lines are hard-wrapped when they are filled: the first word of the next line would not have fitted into the
width of the text. Elsewhere each break is real, except where a sentence plainly runs over it.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_STARTS_NEW = re.compile(
    r"[*•‣◦▪●]\s|-\s+[^\sa-z]|#{1,6}\s|>\s|Q\s{2,}\S|[A-Z][A-Z.,'’#\d -]{1,60}:\s|\[\[?\w{1,6}\]|[-=_*]{3}|\\?#{3}"
)
_MAY_START_NEW = re.compile(r"(?:-|\d{1,2}[.)]|\(?[a-z]\))\s")
_LIST_MARK = re.compile(r"(?:[-*•‣◦▪●]|\d{1,2}[.)])\s")
_CLOSED = tuple(".!?…:;”\"’')]*_")
_WIDTHS = range(45, 121)
_SENTENCE_RUNS_ON = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The characters [start, end) of one paragraph, without white space at its edges."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    after_gap: bool
    indent: int
    hard_end: bool

    def first_word(self) -> int:
        space = self.words.find(" ")
        return len(self.words) if space < 0 else space


def _split_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        words = raw.strip()
        if not words:
            continue
        start = found.start() + len(raw) - len(raw.lstrip())
        between = text[end:start]
        breaks = between.count("\n") or between.count("\r") or 1
        hard = raw.endswith("  ") and not raw.endswith("\xa0  ")
        lines.append(_Line(start, start + len(words), words, not lines or breaks > 1, start - found.start(), hard))
        end = start + len(words)
    return lines


def _fills(line: _Line, following: _Line, width: int) -> bool:
    return line.indent + len(line.words) + 1 + following.first_word() > width


def _find_width(lines: list[_Line]) -> int | None:
    """The width that the text is wrapped to, or None if it is not: most broken lines fill it."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_gap and not _STARTS_NEW.match(b.words)]
    if len(pairs) < 3:
        return None
    lengths = sorted(a.indent + len(a.words) for a, _ in pairs if "://" not in a.words) or [0]
    width = lengths[int(len(lengths) * 0.95)]
    if width not in _WIDTHS:
        return None
    filled = sum(_fills(a, b, width - 2) for a, b in pairs)
    return width if filled * 10 >= len(pairs) * 6 else None


def _is_wrapped(line: _Line, following: _Line, width: int | None) -> bool:
    """Whether the break between two lines only wraps a paragraph."""
    if following.after_gap:
        return False
    if "](" in following.words and line.words.rfind("[") > line.words.rfind("]"):
        return True
    if _STARTS_NEW.match(following.words):
        return False
    if _MAY_START_NEW.match(following.words) and (width is None or _MAY_START_NEW.match(line.words)):
        return False
    return _runs_on(line, following) if width is None else _is_filled(line, following, width)


def _is_filled(line: _Line, following: _Line, width: int) -> bool:
    """Whether a line of a wrapped text goes on in the next."""
    runs_on = not line.words.endswith(_CLOSED) and following.words[0].islower()
    return runs_on or (_fills(line, following, width - 2) and not line.hard_end)


def _runs_on(line: _Line, following: _Line) -> bool:
    """Whether a sentence of a text that is not wrapped runs over a break all the same."""
    first = following.words[0]
    if line.words.endswith(_CLOSED) or line.words[0] in "-*•#>":
        return False
    return first.islower() or (first.isdigit() and len(line.words) >= _SENTENCE_RUNS_ON)


def _continues(line: _Line, first: _Line) -> bool:
    """Whether a line is indented under the list mark that begins its paragraph, and has none itself."""
    if line.after_gap or line.indent <= first.indent or _STARTS_NEW.match(line.words):
        return False
    return _LIST_MARK.match(first.words) is not None


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text`, in order; everything but white space belongs to one."""
    lines = _split_lines(text)
    width = _find_width(lines)
    out: list[Paragraph] = []
    first, previous = None, None
    for line in lines:
        if first and previous and (_is_wrapped(previous, line, width) or _continues(line, first)):
            out[-1] = Paragraph(out[-1].start, line.end)
        else:
            out.append(Paragraph(line.start, line.end))
            first = line
        previous = line
    return out
