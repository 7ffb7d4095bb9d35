"""Learn what fills the slots of acts: who (`training/casting.py`), when and where (`training/settings.py`).

    python -m training.slots ../shared/gold [--more READINGS] [--unseen]

It codes every report of `moves-train`, of `moves` but the held-back ones, and of the folders given with `--more`, and
writes `forest.json` and `settings.json` into `src/travaux/coding/casting/data`. Needs lightgbm beside the package
(`training/requirements.txt`); some minutes on one core. With `--unseen` it writes nothing and prints how well dates and
places are chosen in reports that the trees have not seen.
"""

import argparse
import json
import sys
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
    parser.add_argument("--unseen", action="store_true", help="measure by folds instead of writing")
    given = parser.parse_args()
    reads = casting.read_folders([given.gold / "moves-train", given.gold / "moves"])
    more = casting.read_folders(given.more)
    if given.unseen:
        for slot in ("date", "place"):
            found = settings.measure_unseen(reads, more, slot)
            sys.stdout.write(" ".join([slot, *(f"{name} {value:.3f}" for name, value in found.items())]) + "\n")
        return
    write(given.out / "forest.json", casting.learn([*reads, *more]))
    write(
        given.out / "settings.json",
        {slot: settings.learn(reads, more, slot) for slot in ("date", "place")},
    )


if __name__ == "__main__":
    main()
