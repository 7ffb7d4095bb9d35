"""Our own readings of reports by the codebook of the gold, and how they become a folder like it.

    python -m training.readings ../shared/reports OUT

`readings.jsonl` holds one report a line: its `id` and the `file` of `../shared/reports` that it stands in, `cut` where only
the characters before it were read (else null), and its `moves`, each a list of `MOVE` with the places of quote and trigger as
characters of the text. The texts belong to their publishers and are not here. OUT gets ID.txt, ID.json and ID.meta.json as
in `moves-train`. No report of the gold, and none that shares a tenth of its word sequences with one, is among them.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

READINGS = Path(__file__).parent / "readings.jsonl"
MOVE = ("quote", "trigger", "act", "actors", "recipients", "modality", "date", "place", "speaker")


def read_readings(reports: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each reading with the report that it is of."""
    files: dict[str, dict[str, dict[str, Any]]] = {}
    for line in READINGS.read_text(encoding="utf8").splitlines():
        reading = json.loads(line)
        name = reading["file"]
        if name not in files:
            lines = (reports / name).read_text(encoding="utf8").split("\n")
            files[name] = {report["id"]: report for report in map(json.loads, filter(str.strip, lines))}
        yield reading, files[name][reading["id"]]


def write_folder(reports: Path, out: Path) -> int:
    """The readings as a folder of gold; the number of reports."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for reading, report in read_readings(reports):
        text = report["text"][: reading["cut"]]
        published = (report.get("published") or "")[:10] or None
        moves = [_as_gold(dict(zip(MOVE, move, strict=True)), text) for move in reading["moves"]]
        whole = {"id": reading["id"], "published": published, "moves": moves, "record": {}}
        about = {
            "id": reading["id"],
            "published": published,
            "outlet": report.get("outlet"),
            "title": report.get("title"),
        }
        (out / f"{reading['id']}.txt").write_bytes(text.encode("utf8"))
        (out / f"{reading['id']}.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf8")
        (out / f"{reading['id']}.meta.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf8")
        count += 1
    return count


def _as_gold(move: dict[str, Any], text: str) -> dict[str, Any]:
    for part in ("quote", "trigger"):
        start, end = move[part]
        move[part] = text[start:end]
    return {**move, "issues": [], "relayed_by": [], "about": None}


def main() -> None:
    """Write OUT."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    sys.stdout.write(f"{write_folder(given.reports, given.out)} readings in {given.out}\n")


if __name__ == "__main__":
    main()
