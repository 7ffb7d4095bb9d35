"""`--gate`: holds back reports that are about something else, and says which."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from travaux.cli.output import warn
from travaux.errors import InputError
from travaux.intake.sources import holds_crawl
from travaux.ontology.report import Report
from travaux.reading.gate import Dropped, load_gate, sift


class GateChoice(StrEnum):
    """Whether the relevance gate stands before coding."""

    ON = "on"
    OFF = "off"


GateFlag = Annotated[
    GateChoice | None,
    typer.Option(
        "--gate",
        help="Drop reports that are about something else, unparsed; what is dropped is listed.",
        show_default=False,
    ),
]


class Screen:
    """Sifts the inputs of a command, and counts what it dropped."""

    def __init__(self, choice: GateChoice | None, crawled: Sequence[str | Path] = (), *, listed: bool = True) -> None:
        """Without a choice the gate is on where one of the paths `crawled` is or holds a WARC file or a feed, else off.

        What it drops is kept for a JSON document if it is to be `listed`; it is printed in any case.
        """
        self.on = choice is GateChoice.ON or (choice is None and any(map(holds_crawl, crawled)))
        self.count = 0
        """How many were dropped."""
        self._listed = listed
        self._dropped: list[Dropped] = []

    def sift(self, inputs: Iterable[Report | InputError]) -> Iterator[Report | InputError]:
        """The inputs that the gate lets through; each that it drops is printed and counted."""
        return sift(inputs, load_gate(), self._drop) if self.on else iter(inputs)

    def _drop(self, dropped: Dropped) -> None:
        self.count += 1
        if self._listed:
            self._dropped.append(dropped)
        warn(
            f"dropped {dropped.place or dropped.report}: not about a negotiation, as far as its words tell ({dropped.score})"
        )

    def rows(self) -> dict[str, list[dict[str, object]]]:
        """What was dropped, for a JSON document; nothing where the gate is off."""
        if not self.on:
            return {}
        rows: list[dict[str, object]] = [
            {"id": d.report, "place": d.place, "url": d.url, "score": d.score} for d in self._dropped
        ]
        return {"dropped": rows}
