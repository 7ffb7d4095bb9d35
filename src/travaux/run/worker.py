"""A process that codes reports, one after the other, until nobody sends it any more.

It loads the pipeline once. Messages are small tuples whose first entry says what they are; errors travel as text, because
not every exception can be pickled. It ends with the run that started it, also while it loads or codes.
"""

import os
import signal
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

from travaux.errors import InputError, TravauxError, UsageError
from travaux.garbage import keep_what_is_loaded
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "TOKENIZERS_PARALLELISM")
"""What libraries would start more threads by: the processes are as many as there are cores already."""
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_WORDS_KEPT = 30_000
"""Words of the first reports that a process remembers, some megabytes: to meet a word anew costs it 20 µs."""


class Coder(Protocol):
    """What codes reports, as `travaux.coding.coder.Coder` does."""

    @property
    def extractor(self) -> str:
        """Its name and version."""

    def code(self, report: Report) -> Sequence[AnyClaim]:
        """The claims of a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderChoice:
    """Which coder a worker loads; the fields are the arguments of `travaux.coding.coder.Coder`.

    `factory` is the place of another that takes the same arguments ("module:name").
    """

    model: str | None = None
    packs: tuple[Path, ...] = ()
    reader: str | None = None
    factory: str = "travaux.coding.coder:Coder"

    def load(self) -> Coder:
        """Load it: some seconds, and half a gigabyte."""
        module, _, name = self.factory.partition(":")
        make: Callable[..., Coder] = getattr(import_module(module), name)
        return make(self.model, self.packs, self.reader)


def serve(connection: Connection, choice: CoderChoice, most_bytes: int) -> None:
    """Load a coder, say ("ready", extractor), and answer each report with its claims or with what went wrong.

    After a report that left the process larger than `most_bytes` it says ("full",) and ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the run decides what it means
    end_with_parent()
    for name in _THREADS:
        os.environ[name] = "false" if name == "TOKENIZERS_PARALLELISM" else "1"
    try:
        coder = choice.load()
        extractor = coder.extractor
        keep_what_is_loaded()
    except BaseException as error:  # noqa: BLE001 -- whatever it is, the run must hear of it
        _say(connection, ("lost", *describe_error(error)))
        return
    _say(connection, ("ready", extractor))
    while (report := _hear(connection)) is not None:
        if not _say(connection, ("done", report.id, *code_one(coder, report))):
            return
        if measure_process() > most_bytes:
            _say(connection, ("full",))
            return


def end_with_parent() -> None:
    """From now on this process ends as soon as the one that started it is gone, whatever it is doing then.

    The end of the pipe would be met only between two reports: a killed run would leave workers that load for long.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True, name="parent").start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # nothing is owed to anybody: a worker writes nowhere


def code_one(coder: Coder, report: Report) -> tuple[tuple[AnyClaim, ...], str | None]:
    """The claims of one report and None, or none and what went wrong with it."""
    try:
        with _zone(coder):
            return tuple(coder.code(report)), None
    except Exception as error:  # noqa: BLE001 -- the guard of a run: recorded against the report, the run goes on
        return (), f"{type(error).__name__}: {error}"


def _zone(coder: Coder) -> AbstractContextManager[Any]:
    """What spaCy learns inside, new words above all, is forgotten again once it knows enough of them.

    Its vocabulary would grow with every report.
    """
    nlp = getattr(coder, "nlp", None)
    return nullcontext() if nlp is None or len(nlp.vocab) < _WORDS_KEPT else nlp.memory_zone()


def measure_process() -> int:
    """The memory of this process in bytes; 0 where the system does not tell it."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE_BYTES
    except OSError:
        return 0


def describe_error(error: BaseException) -> tuple[str, str, str]:
    """An error as text: its kind, its place if it is one of an input, and what it says."""
    if isinstance(error, InputError):
        return "InputError", error.place, error.reason
    kind = type(error).__name__ if isinstance(error, TravauxError) else ""
    return kind, "", str(error) if kind else f"{type(error).__name__}: {error}"


def restore_error(kind: str, place: str, text: str) -> TravauxError:
    """The error that `describe_error` told of; one that travaux does not raise on purpose is a UsageError of the run."""
    if kind == "InputError":
        return InputError(place, text)
    known = {c.__name__: c for c in TravauxError.__subclasses__()}
    return known.get(kind, UsageError)(text if kind else f"the coder cannot be loaded ({text}). Nothing was read")


def _hear(connection: Connection) -> Report | None:
    """The next report; None when the run has closed its end, or is gone."""
    try:
        message: Report | None = connection.recv()
    except (EOFError, OSError):
        return None
    return message


def _say(connection: Connection, message: tuple[Any, ...]) -> bool:
    """Send a message; False if nobody hears it any more."""
    try:
        connection.send(message)
    except OSError:
        return False
    return True
