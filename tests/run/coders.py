"""Coders for the tests of a run, which do to their process what a report's text says."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from travaux.errors import InputError, UsageError
from travaux.ontology.claim import Assessment
from travaux.ontology.report import Report
from travaux.run.worker import CoderChoice
from travaux.spans import Span

EXTRACTOR = "words 1"


class WordCoder:
    """Makes a claim of every word with a capital; a first word in small letters is an order."""

    extractor = EXTRACTOR

    def __init__(self) -> None:
        self.kept: list[bytes] = []

    def code(self, report: Report) -> list[Assessment]:
        order, _, rest = report.text.partition(" ")
        getattr(self, f"do_{order}", lambda _: None)(rest)
        found = (m for m in re.finditer(r"[A-Z]\w+", report.text))
        return [Assessment(report=report.id, span=Span(*m.span()), quote=m[0], extractor=EXTRACTOR) for m in found]

    def do_raise(self, _: str) -> None:
        raise ValueError("no verb \ud800")

    def do_fault(self, _: str) -> None:
        os.kill(os.getpid(), signal.SIGSEGV)

    def do_leave(self, _: str) -> None:
        os._exit(3)

    def do_die(self, mark: str) -> None:
        """Be killed, but only the first time."""
        if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def do_wait(self, seconds: str) -> None:
        time.sleep(float(seconds.partition(" ")[0]))

    def do_grow(self, size: str) -> None:
        self.kept.append(b"x" * int(size.partition(" ")[0]))


def make(*_: Any) -> WordCoder:
    return WordCoder()


def make_misused(*_: Any) -> WordCoder:
    raise UsageError("no such model is installed")


def make_damaged(*_: Any) -> WordCoder:
    raise InputError("model/", "it lacks a file")


def make_broken(*_: Any) -> WordCoder:
    raise RuntimeError("a library is missing")


def make_slow(*_: Any) -> WordCoder:
    time.sleep(60)
    return WordCoder()


def make_dead(*_: Any) -> WordCoder:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def choose(name: str = "make") -> CoderChoice:
    return CoderChoice(factory=f"tests.run.coders:{name}")
