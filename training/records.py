"""Our own readings of the bargaining in reports by the codebook of the gold, and how they become a folder like it.

    python -m training.records ../shared/gold OUT

`records.jsonl` holds one report a line: its `id`, of a long one as much as tells it; where its text stands (`folder`: one of
the gold, or a file of the reports beside it); what it is of `use` for: "rules" (what was missed in it was read while rules
were written), "model" (the reading model's head of the bargaining learns from it) or "measure" (neither: only scores are
looked at); and its `record`: for each kind of the codebook the items, each with the place of its quote as characters of the
text and the codebook's fields, but for what an item says in words (`content`, `label`); of long lists of names the first
four stand there. The texts belong to their publishers and are not here. None of the held-back reports is among them.
OUT gets ID.txt, ID.json and ID.meta.json as in `moves`.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

KINDS = ("parties", "meetings", "proposals", "demands", "terms", "leverage", "access", "counts")
"""The lists of a record, of which access and counts were not written down."""
RECORDS = Path(__file__).parent / "records.jsonl"
LEARNT = ("rules", "model")
"""The uses of the readings that may be learnt from; all others measure."""
IN_WORDS = ("content", "label")
"""Fields of an item that tell it in words; they are left out."""


def read_records() -> Iterator[dict[str, Any]]:
    """The readings, with places instead of quotes."""
    for line in RECORDS.read_text(encoding="utf8").splitlines():
        yield json.loads(line)


def place_items(record: dict[str, list[dict[str, Any]]], text: str) -> dict[str, list[dict[str, Any]]]:
    """The record of one report with the place of each quote for its words; an item whose quote is not there is dropped."""
    placed: dict[str, list[dict[str, Any]]] = {}
    for kind, items in record.items():
        placed[kind] = []
        for item in items:
            own = {
                name: value
                for name, value in item.items()
                if name not in (*IN_WORDS, "quote") and value not in (None, [])
            }
            quote = item.get("quote")
            if quote is None:
                placed[kind].append(own)
            elif (start := text.find(quote)) >= 0:
                placed[kind].append({"quote": [start, start + len(quote)], **own})
    return {kind: items for kind, items in placed.items() if items}


def quote_items(record: dict[str, list[dict[str, Any]]], text: str) -> dict[str, list[dict[str, Any]]]:
    """The inverse of `place_items`, as far as that kept things."""
    return {kind: [_quoted(item, text) for item in record.get(kind, [])] for kind in KINDS}


def _quoted(item: dict[str, Any], text: str) -> dict[str, Any]:
    if "quote" not in item:
        return item
    start, end = item["quote"]
    return {**item, "quote": text[start:end]}


def write_folder(gold: Path, out: Path, *, uses: Collection[str] | None = None) -> int:
    """The readings as a folder of gold, only those of these uses if they are given; the number of reports."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for reading in read_records():
        if uses is not None and reading["use"] not in uses:
            continue
        stem, (text, about) = reading["id"], _find_text(gold, reading["folder"], reading["id"])
        whole = {"id": stem, "record": quote_items(reading["record"], text)}
        (out / f"{stem}.txt").write_bytes(text.encode("utf8"))
        (out / f"{stem}.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf8")
        (out / f"{stem}.meta.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf8")
        count += 1
    return count


def _find_text(gold: Path, folder: str, stem: str) -> tuple[str, dict[str, Any]]:
    """The text of a report, and what is known about it."""
    if not folder.endswith(".jsonl"):
        source = gold / folder
        whole = _whole(stem, [path.stem for path in source.glob(f"{stem}*.txt")])
        about = json.loads((source / f"{whole}.meta.json").read_text(encoding="utf8"))
        return (source / f"{whole}.txt").read_bytes().decode("utf8"), about | {"id": stem}
    reports = _load_reports(gold.parent / "reports" / folder)
    report = reports[_whole(stem, [own for own in reports if own.startswith(stem)])]
    return report["text"], {name: report.get(name) for name in ("published", "outlet", "title")} | {"id": stem}


def _whole(stem: str, found: list[str]) -> str:
    """The id of which `stem` is all or the beginning."""
    (whole,) = [stem] if stem in found else found
    return whole


@cache
def _load_reports(path: Path) -> dict[str, dict[str, Any]]:
    """The reports of a file by their ids."""
    lines = path.read_text(encoding="utf8").split("\n")
    return {report["id"]: report for report in map(json.loads, filter(str.strip, lines))}


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    sys.stderr.write(f"{write_folder(args.gold, args.out)} reports\n")


if __name__ == "__main__":
    main()
