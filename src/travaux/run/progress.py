"""How fast a run goes and how long it will still take, for a person who waits for it."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from travaux.intake.kinds import Kind, find_kind, is_sidecar, strip_packed
from travaux.run.local import IngestProgress, IngestSummary

_WINDOW_S = 60.0
"""The rate is that of the last minute: reports are long and short in turn."""
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_BLOCK = 1 << 20
_COUNTED = (Kind.TEXT, Kind.PAGE, Kind.LINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The state of a run: what is written, reports coded a second, and seconds left where the total is known."""

    summary: IngestSummary
    rate: float | None
    left_s: float | None
    total: int | None


class Meter:
    """Turns progress into a pace. The clock is a monotonic one: it knows no time of day and cannot jump."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._began = clock()
        self._marks: deque[tuple[float, int, int]] = deque([(self._began, 0, 0)])

    def note(self, progress: IngestProgress) -> Pace:
        """The pace with this progress."""
        s, now = progress.summary, self._clock()
        coded, read = s.coded + s.failed + progress.in_hand, s.read
        self._marks.append((now, coded, read))
        while len(self._marks) > 2 and self._marks[1][0] <= now - _WINDOW_S:
            self._marks.popleft()
        since, coded_then, read_then = self._marks[0]
        span = now - since
        rate = (coded - coded_then) / span if span > 0 else None
        speed = (read - read_then) / span if span > 0 else 0.0
        left = None
        if self._total is not None and speed > 0:
            left = max(0, self._total - read) / speed
        return Pace(summary=s, rate=rate, left_s=left, total=self._total)


def say_pace(pace: Pace) -> str:
    """The pace as a line: "1,200 of 50,000 read, 1,190 coded, 3.1 a second, 4 h 20 min left"."""
    s = pace.summary
    read = f"{s.read:,} read" if pace.total is None else f"{s.read:,} of {pace.total:,} read"
    parts = [read, f"{s.coded:,} coded"]
    parts += [
        f"{n:,} {what}" for n, what in ((s.set_aside, "set aside"), (s.refused, "refused"), (s.failed, "failed")) if n
    ]
    if pace.rate is not None:
        parts.append(f"{pace.rate:.1f} a second")
    if pace.left_s is not None:
        parts.append(f"{say_seconds(pace.left_s)} left")
    return ", ".join(parts)


def say_seconds(seconds: float) -> str:
    """A length of time as a person says it, in the two largest units."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min"
    if seconds < _DAY:
        return f"{seconds // _HOUR:.0f} h {seconds % _HOUR // _MINUTE:.0f} min"
    return f"{seconds // _DAY:.0f} d {seconds % _DAY // _HOUR:.0f} h"


def count_inputs(paths: Iterable[str | Path]) -> int | None:
    """How many reports there are under `paths`, without reading them; None where only reading would tell.

    Files of one report and JSON Lines can be counted; what is packed, streams and addresses cannot.
    """
    total = 0
    for path in map(Path, paths):
        for file in [path] if not path.is_dir() else _walk(path):
            number = _count_file(file)
            if number is None:
                return None
            total += number
    return total


def _walk(folder: Path) -> Iterable[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and find_kind(p.name) is not None and not is_sidecar(p.name))


def _count_file(file: Path) -> int | None:
    kind = find_kind(file.name)
    if not file.is_file() or kind is None or kind not in _COUNTED or strip_packed(file.name) != file.name:
        return None
    return _count_lines(file) if kind is Kind.LINES else 1


def _count_lines(file: Path) -> int:
    try:
        with file.open("rb") as opened:
            return sum(block.count(b"\n") for block in iter(lambda: opened.read(_BLOCK), b""))
    except OSError:
        return 0  # reading it will say what is wrong
