"""A person's own gold: moves that they coded in reports, as the codebook has them, to measure the coder on."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from travaux.errors import InputError
from travaux.ontology.vocabulary import Act, Modality

META = ".meta.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMove:
    """A move as a person, or the coder, tells it. Spans are [start, end) in characters of the report's text."""

    act: str
    quote: tuple[int, int]
    trigger: tuple[int, int]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    modality: str = "asserted"
    date: str | None = None
    place: str | None = None
    speaker: str | None = None


def list_gold(folder: Path) -> list[tuple[Path, Path]]:
    """The text and gold files of a folder: NAME.txt with NAME.json (and NAME.meta.json, which says date and outlet).

    Raises:
        InputError: it is no folder, or holds no such pair.
    """
    if not folder.is_dir():
        raise InputError(
            str(folder), "it is not a folder; gold is a folder of NAME.txt and NAME.json. Nothing was measured"
        )
    texts = sorted(folder.glob("*.txt"))
    pairs = [(text, text.with_suffix(".json")) for text in texts if text.with_suffix(".json").is_file()]
    if not pairs:
        raise InputError(str(folder), "it holds no NAME.txt with a NAME.json of gold moves. Nothing was measured")
    return pairs


def read_gold(path: Path, text: str) -> list[GoldMove]:
    """The gold moves of one report, whose `quote` and `trigger` are words of its text.

    Raises:
        InputError: the file is no gold, or a quote or trigger is not in the text.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["moves"]
        return [_read_move(row, text, f"{path}, move {at}") for at, row in enumerate(rows, 1)]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), f"it is no gold: {type(error).__name__} {error}; see docs/commands.md") from error


def _read_move(row: dict[str, Any], text: str, place: str) -> GoldMove:
    start = text.find(row["quote"])
    inner = row["quote"].find(row["trigger"])
    if start < 0 or inner < 0:
        missing, where = ("quote", "text") if start < 0 else ("trigger", "quote")
        raise InputError(place, f"its {missing} {row[missing]!r} is not in the {where}, word by word")
    lists = {name: tuple(row.get(name) or ()) for name in ("actors", "recipients", "issues", "relayed_by")}
    return GoldMove(
        act=Act(row["act"]).value,
        quote=(start, start + len(row["quote"])),
        trigger=(start + inner, start + inner + len(row["trigger"])),
        modality=Modality(row.get("modality") or "asserted").value,
        date=row.get("date"),
        place=row.get("place"),
        speaker=row.get("speaker"),
        **lists,
    )
