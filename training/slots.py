"""Learn what fills the slots of acts: who (`training/casting.py`), when and where (`training/settings.py`).

    python -m training.slots ../shared/gold [--more READINGS]

It codes every report of `moves-train`, of `moves` but the held-back ones, and of the folders given with `--more`, and
writes `forest.json` and `settings.json` into `src/travaux/coding/casting/data`. Needs lightgbm beside the package
(`training/requirements.txt`); some minutes on one core.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from training import casting, settings

OUT = Path("src/travaux/coding/casting/data")


def write(path: Path, found: dict[str, Any]) -> None:
    """Trees as JSON, one list a line, so that a change of them can be read."""
    path.write_text(json.dumps(found, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf8")


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--more", type=Path, action="append", default=[], help="folders like moves-train")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    reads = casting.read_folders([given.gold / "moves-train", given.gold / "moves"])
    more = casting.read_folders(given.more)
    write(given.out / "forest.json", casting.learn([*reads, *more]))
    write(
        given.out / "settings.json",
        {slot: settings.learn(reads, more, slot) for slot in ("date", "place")},
    )


if __name__ == "__main__":
    main()
