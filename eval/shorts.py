"""Makes many short reports of the examples: a paragraph or two each, under other names and numbers and on other days.

    python -m eval.shorts FILE.jsonl NUMBER [SEED]

They are real enough to be coded like any others, and quickly: for runs of thousands. The same seed gives the same reports.
"""

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from travaux.errors import InputError
from travaux.intake.sources import iter_reports
from travaux.packs.load import load_world

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
_FIRST_DAY = date(2019, 1, 1)
_DAYS = 2000
_MOST = 3
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_NUMBER = re.compile(r"\b\d{2,3}\b")
_SYLLABLES = "ba den dor el far gan har is ka lor mar nol or pel ras sen tar ul ven wes".split()
_FIRST_CAST = "Ethiopian Ethiopia Tigrayan Tigray TPLF Pretoria".split()
_CASTS = (
    _FIRST_CAST,
    "Sudanese Sudan Darfuri Darfur RSF Jeddah".split(),
    "Colombian Colombia Cauca Cauca ELN Havana".split(),
    "Yemeni Yemen Hodeidah Hodeidah STC Muscat".split(),
    "Malian Mali Azawad Azawad CMA Algiers".split(),
    "Philippine Philippines Moro Mindanao MILF Kuala Lumpur".split(maxsplit=5),
)
"""The sides of the examples, their region and where they meet, and others in their place."""
_OUTLETS = ("Highland Courier", "Capital Evening", "Rift Valley Wire", "Harbour Post", "Northern Herald")


def make_shorts(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many reports as objects of JSON Lines."""
    paragraphs, world = _read_paragraphs(), load_world()
    known = {w for form in world.forms for w in form.split()} - world.surnames.keys()
    for n in range(number):
        dice = random.Random(f"{seed} {n}")  # noqa: S311
        day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
        cast = dice.choice(_CASTS)
        text = "\n\n".join(_tell(dice, p, known, cast) for p in dice.sample(paragraphs, dice.randint(1, _MOST)))
        yield {
            "id": f"short-{n:06}",
            "outlet": dice.choice(_OUTLETS),
            "published": day.isoformat(),
            "title": f"Talks, day {n + 1}",
            "text": text,
        }


def _read_paragraphs() -> Sequence[str]:
    """The coded paragraphs of the examples."""
    reports = [r for r in iter_reports([str(EXAMPLES)]) if not isinstance(r, InputError)]
    return [s.span.of(r.text) for r in reports for s in r.coded_segments() if s.kind == "body"]


def _tell(dice: random.Random, text: str, known: set[str], cast: Sequence[str]) -> str:
    """A paragraph with other people in it, and other numbers."""
    names: dict[str, str] = {}

    def name(word: str) -> str:
        if word not in names:
            names[word] = "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()
        return names[word]

    people = {w for found in _NAME.findall(text) for w in found.split() if w not in known}
    for word in sorted(people):
        text = re.sub(rf"\b{word}\b", name(word), text)
    for first, other in zip(_FIRST_CAST, cast, strict=True):
        text = re.sub(rf"\b{first}\b", other, text)
    return _NUMBER.sub(lambda _: str(dice.randint(12, 899)), text)


def write_shorts(path: Path, number: int, seed: int = 1) -> None:
    """So many reports into a file."""
    with path.open("w", encoding="utf-8") as file:
        for row in make_shorts(number, seed):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write_shorts(Path(sys.argv[1]), *map(int, sys.argv[2:]))
