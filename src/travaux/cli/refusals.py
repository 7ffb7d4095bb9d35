"""What a command could not read, and what it set aside: said at once on standard error, kept for the result."""

from collections.abc import Iterable, Iterator

import typer

from travaux.cli.output import warn
from travaux.errors import InputError
from travaux.ontology.report import Report


class Refusals:
    """Collects the inputs that have no part in the result, and sets the exit code."""

    def __init__(self) -> None:
        self.rows: list[InputError] = []
        self.set_aside: list[Report] = []

    def note(self, inputs: Iterable[Report | InputError]) -> Iterator[Report | InputError]:
        """The inputs as they come; each that is refused or set aside is printed and kept."""
        for item in inputs:
            if isinstance(item, InputError):
                self.add(item)
            elif item.set_aside is not None:
                self.set_aside.append(item)
                warn(f"set aside {item.place or item.id}: {item.set_aside}")
            yield item

    def add(self, error: InputError) -> None:
        """Print and keep one refusal."""
        self.rows.append(error)
        warn(f"refused {error.place}: {error.reason}")

    def refused_rows(self) -> list[dict[str, str]]:
        """The refusals for a JSON document."""
        return [{"place": e.place, "reason": e.reason} for e in self.rows]

    def set_aside_rows(self) -> list[dict[str, str | None]]:
        """The reports set aside for a JSON document."""
        return [{"id": r.id, "place": r.place, "reason": r.set_aside} for r in self.set_aside]

    def finish(self) -> None:
        """Leave with 1 if anything was refused; what is set aside is no failure."""
        if self.rows:
            raise typer.Exit(1)
