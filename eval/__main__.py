"""`python -m eval GOLD [--only NAME …] [--reader FOLDER] [--raise-floors]`: print every figure, held against `floors.toml`."""

import argparse
import sys
from pathlib import Path

from eval.figures import FIGURES, measure
from eval.floors import FLOORS, compare, raise_floors
from eval.gold import READER


def main() -> int:
    """Measure, print, compare; 1 if a figure lies below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="the folder of the gold (not distributed)")
    parser.add_argument("--only", nargs="*", choices=sorted(FIGURES), help="measure only these")
    parser.add_argument(
        "--raise-floors", action="store_true", help="raise floors.toml to what was measured; never lowers"
    )
    parser.add_argument(
        "--reader",
        metavar="NAME|FOLDER",
        help="measure fast, none (rules alone), or another reading model by its folder",
    )
    args = parser.parse_args()
    READER[0] = args.reader
    if not args.gold.is_dir():
        print(
            f"no gold at {args.gold}: the gold is not distributed with travaux; nothing was measured", file=sys.stderr
        )
        return 2
    figures: dict[str, float] = {}
    for name in args.only or FIGURES:
        print(f"measuring {name} …", file=sys.stderr)
        figures |= {f"{name}.{key}": value for key, value in measure(name, args.gold).items()}
    below = compare(figures) if args.reader is None else {}
    width = max(map(len, figures), default=0)
    for name, value in figures.items():
        print(f"{name:{width}}  {value:.3f}{'   BELOW ITS FLOOR' if name in below else ''}")
    if args.raise_floors:
        raise_floors(figures)
        print(f"floors raised in {FLOORS}", file=sys.stderr)
        return 0
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
