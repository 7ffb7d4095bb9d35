"""What a rule for time expressions is, and what it knows while it reads."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from travaux.reading.times.calendar import Period, Unit

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]? +[A-Z\"“‘(]|\n")
_BOUND = re.compile(
    r"(?<![a-z-])(?P<word>since|until|till|by|no later than|due)(?: (?:on|the|early|late|at least|about|around|mid"
    r"|end|of)){0,3}[ -]$"
)
ANCHOR_REACH = 500
"""Characters back to a day that "the following day" may still mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A period that the text has named, and where."""

    start: int
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an expression means: a period where one is known, and a phrase for people that needs no date.

    `edtf` is set where it is no period (an open interval, a set). `side` is the shade that the words put on the period,
    such as "start" or "end".
    """

    rule: str
    told: str
    period: Period | None = None
    edtf: str | None = None
    side: str = ""

    @property
    def value(self) -> str | None:
        """The EDTF, None where the time cannot be known."""
        return self.edtf or (self.period.edtf if self.period else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The text around an expression: as it stands (`text`) and plain, the report's day, and what came before.

    `alone` says that the text is one expression, so that "may" is the month. `full_dates` maps the month and day of
    each date that the text gives with its year to that year, and those by which its conflicts are called to theirs.
    """

    text: str
    plain: str
    published: date | None
    tense_at: Callable[[int], str] | None = None
    noted: list[Noted] = field(default_factory=list)
    full_dates: Mapping[tuple[int, int], int] = field(default_factory=dict)
    alone: bool = False

    def tense(self, at: int) -> str:
        """The tense at a character: past, future or nothing.

        "Since" looks back, and "until" and "by" look ahead where nothing else tells.
        """
        bound = _BOUND.search(self.plain, max(0, at - 24), at)
        if bound and bound["word"] == "since":
            return "past"
        return (self.tense_at(at) if self.tense_at else "") or ("future" if bound else "")

    def is_sure(self, at: int) -> bool:
        """Whether the tense at a character is beyond doubt: the caller's for one expression, or that of "since"."""
        bound = _BOUND.search(self.plain, max(0, at - 24), at)
        return self.alone or (bound is not None and bound["word"] == "since")

    def anchor(self, at: int, units: frozenset[Unit], *, in_sentence: bool = False) -> Period | None:
        """The last period of one of `units` that was named before `at`: within reach, or in the same sentence only."""
        for noted in reversed(self.noted):
            if at - noted.start > ANCHOR_REACH:
                return None
            if noted.period.unit in units and noted.start < at:
                return noted.period if not in_sentence or same_sentence(self, noted.start, at) else None
        return None


Read = Callable[[re.Match[str], Scene], Meaning | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern over plain text and the function that reads it; `example` is a sentence that the rule was written for.

    The function returns None where the words are no time after all, and the next rule is tried.
    """

    name: str
    pattern: str
    read: Read
    example: str


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """`pattern` with each blank outside brackets standing for one to three; no expression runs over a line break."""
    widths = {" ": " {1,3}", " ?": " {0,3}"}
    return re.compile(re.sub(r"\[[^\]]*\]|\\.| \??", lambda m: widths.get(m.group(), m.group()), pattern))


def same_sentence(scene: Scene, start: int, end: int) -> bool:
    """Whether no sentence ends between two places."""
    return _SENTENCE_END.search(scene.text, start, end) is None


def before(scene: Scene, at: int, width: int = 24) -> str:
    """The plain text just before a character."""
    return scene.plain[max(0, at - width) : at]


def after(scene: Scene, at: int, width: int = 24) -> str:
    """The plain text just after a character."""
    return scene.plain[at : at + width]


def next_word(scene: Scene, at: int) -> str:
    """The plain word that follows, "" if something else does."""
    found = re.match(r" {0,2}([a-z][a-z'-]*)", after(scene, at))
    return found.group(1) if found else ""


def last_word(scene: Scene, at: int) -> str:
    """The plain word that precedes, "" if something else does."""
    found = re.search(r"([a-z0-9][a-z0-9'.-]*) {1,2}$", before(scene, at))
    return found.group(1) if found else ""
