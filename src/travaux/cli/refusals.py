"""What a command could not read, and what it set aside: said at once on standard error, kept for the result."""

from collections.abc import Iterable, Iterator

import typer

from travaux.cli.output import warn
from travaux.errors import InputError
from travaux.ontology.report import Report


class Refusals:
    """Collects the inputs that have no part in the result, and sets the exit code.

    Args:
        listed: whether they are kept for the result. A run over a crawl need not: they are printed, and those refused counted.
    """

    def __init__(self, *, listed: bool = True) -> None:
        self._listed = listed
        self._refused = 0
        self._refusals: list[dict[str, str]] = []
        self._set_aside: list[dict[str, str | None]] = []

    def note(self, inputs: Iterable[Report | InputError]) -> Iterator[Report | InputError]:
        """The inputs as they come; each that is refused or set aside is printed and kept."""
        for item in inputs:
            if isinstance(item, InputError):
                self.add(item)
            elif item.set_aside is not None:
                if self._listed:  # its text is not kept
                    self._set_aside.append({"id": item.id, "place": item.place, "reason": item.set_aside})
                warn(f"set aside {item.place or item.id}: {item.set_aside}")
            yield item

    def add(self, error: InputError) -> None:
        """Print and keep one refusal."""
        self._refused += 1
        if self._listed:
            self._refusals.append({"place": error.place, "reason": error.reason})
        warn(f"refused {error.place}: {error.reason}")

    def refused_rows(self) -> list[dict[str, str]]:
        """The refusals for a JSON document."""
        return self._refusals

    def set_aside_rows(self) -> list[dict[str, str | None]]:
        """The reports set aside for a JSON document."""
        return self._set_aside

    def finish(self) -> None:
        """Leave with 1 if anything was refused; what is set aside is no failure."""
        if self._refused:
            raise typer.Exit(1)
