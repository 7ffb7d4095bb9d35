"""Makes a store of many reports from one of few: the real reports and claims again, under other names and on other days.

    python -m eval.multiply FROM TO.db [--reports N | --claims N] [--seed S] [--most PROCESS]

FROM is a store, or a file of reports that is coded first. Each time that a report is told again its day and those of its claims
move on, the people whom no pack knows have other names, and half of its longer words are others of the same length. So a copy
has the same spans and is seldom taken for one text with the first; its process, parties and places stay. The same seed gives
the same store.
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from travaux.coding.coder import Coder
from travaux.errors import InputError
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AnyClaim, Claim, Passage, claim_id
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.packs.load import load_world
from travaux.packs.world import World
from travaux.resolve.processes import assign_processes, find_process
from travaux.store import open_store

Coded = tuple[Report, tuple[AnyClaim, ...]]
APART = 11
"""Days between one time that a report is told and the next."""
MOST = 4
"""How often as others the reports of the process named as the largest are told."""
_LONG = 5
"""Letters of a word from which on another may stand in its place."""
_BATCH = 200
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(?<![\d-])(\d{4}-(?:0\d|1[012]))(?![\d-])")
_IN_REPORT = frozenset({"report", "because_of", "target", "deal"})
"""Fields that name the claim's report."""
_AS_IS = frozenset(
    "kind rule extractor by reading duration unit qualifier per direction mode basis tone action sense consequence_kind"
    " lineage hedge purpose point facility".split()
)
"""Fields of words that are not the report's own."""


class Variation:
    """What changes each time that reports are told again; `turn` 0 changes nothing."""

    def __init__(self, real: Sequence[Coded], world: World, seed: int) -> None:
        self._known = {w for form in world.forms for w in _WORD.findall(form.lower())}
        self._people = {w for _, claims in real for c in claims for n in _people(c) for w in _WORD.findall(n)}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted({w for r, _ in real for w in _WORD.findall(r.text) if w.islower() and w.isascii()}):
            self._by_length[len(word)].append(word)
        self._seed = seed
        self._words: dict[tuple[int, str], str] = {}

    def tell_again(self, coded: Coded, turn: int) -> Coded:
        """The report and its claims as they are told the so-many-th time."""
        report, claims = coded
        if not turn:
            return coded
        days, name = timedelta(days=turn * APART), f"{report.id}-{turn}"
        copy = replace(
            report,
            id=name,
            text=self.change(report.text, turn),
            headline=report.headline and self.change(report.headline, turn),
            published=report.published and report.published + days,
            url=report.url and f"{report.url}#{turn}",
        )
        change = _Change(lambda text: self.change(text, turn), days, report.id, name, copy.text)
        return copy, tuple(change.claim(c) for c in claims)

    def change(self, text: str, turn: int) -> str:
        """The text with other words of the same lengths."""
        return _WORD.sub(lambda found: self._word(found[0], turn), text)

    def _word(self, word: str, turn: int) -> str:
        key = turn, word
        if key not in self._words:
            self._words[key] = self._choose(word, turn)
        return self._words[key]

    def _choose(self, word: str, turn: int) -> str:
        if word.lower() in self._known or not word.isascii():
            return word
        dice = random.Random(blake2b(f"{self._seed} {turn} {word.lower()}".encode(), digest_size=8).digest())  # noqa: S311
        if word in self._people and word[0].isupper():
            return "".join(_other_letter(dice, letter) for letter in word)
        if len(word) < _LONG or not word.islower() or dice.random() < 0.5:
            return word
        return dice.choice(self._by_length.get(len(word), [word]))


def _other_letter(dice: random.Random, letter: str) -> str:
    """A vowel for a vowel, a consonant for a consonant."""
    among = "aeiou" if letter.lower() in "aeiou" else "bdfgklmnprst"
    other = dice.choice(among)
    return other.upper() if letter.isupper() else other


def _people(claim: AnyClaim) -> Iterator[str]:
    """The names of people in a claim."""
    yield from (a.name for a in actors_of(claim) if a.kind is ActorKind.PERSON)
    if claim.voice.speaker and claim.voice.kind is SpeakerKind.NAMED:
        yield claim.voice.speaker


class _Change:
    """Changes the claims of one report."""

    def __init__(self, words: Callable[[str], str], days: timedelta, old: str, new: str, text: str) -> None:
        self._words, self._days, self._old, self._new, self._text = words, days, old, new, text

    def claim(self, claim: AnyClaim) -> AnyClaim:
        return self._value("", claim)  # type: ignore[no-any-return]

    def _value(self, name: str, value: Any) -> Any:
        if type(value) is str:
            return self._string(name, value)
        if type(value) is tuple:
            return tuple(self._value(name, v) for v in value)
        if not is_dataclass(value) or isinstance(value, type) or not (named := _texts_of(type(value))):
            return value
        changes = {n: self._value(n, v) for n in named if (v := getattr(value, n))}
        if isinstance(value, (Claim, Passage)):
            changes["quote"] = value.span.of(self._text)
        return replace(value, **changes)

    def _string(self, name: str, value: str) -> str:
        if name in _IN_REPORT:
            return value.replace(self._old, self._new, 1)
        if name == "edtf":
            return move_time(value, self._days)
        return self._words(value)


@cache
def _texts_of(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold words or days: not those that hold spans or numbers alone."""
    if kind.__name__ == "Span":
        return ()
    return tuple(f.name for f in fields(kind) if f.name not in _AS_IS)


def move_time(edtf: str, days: timedelta) -> str:
    """The days and months of an EDTF string moved on; years stay."""
    moved = _DAY.sub(lambda d: (date.fromisoformat(d[0]) + days).isoformat(), edtf)
    return moved if moved != edtf else _MONTH.sub(lambda m: f"{date.fromisoformat(f'{m[1]}-01') + days:%Y-%m}", edtf)


def multiply(real: Sequence[Coded], number: int | None = None, *, seed: int = 1) -> Iterator[Coded]:
    """So many reports with their claims, or without end: the real ones in an order that the seed draws, round by round.

    A report that stands in `real` several times is told so often in each round.
    """
    vary, dice, turns = Variation(real, load_world(), seed), random.Random(seed), Counter[str]()  # noqa: S311

    def rounds() -> Iterator[Coded]:
        while real:
            for coded in dice.sample(real, len(real)):
                turn = turns[coded[0].id]
                turns[coded[0].id] += 1
                yield vary.tell_again(coded, turn)

    return islice(rounds(), number)


def take_claims(coded: Iterable[Coded], number: int) -> Iterator[Coded]:
    """Reports until they have so many claims."""
    for report, claims in coded:
        yield report, claims
        number -= len(claims)
        if number <= 0:
            return


def read_coded(path: Path) -> list[Coded]:
    """The reports and claims of a store, or of a file of reports, which are coded now."""
    if path.suffix in {".jsonl", ".txt", ".gz"} or path.is_dir():
        coder = Coder()
        reports = [r for r in iter_reports([str(path)], IntakeOptions()) if not isinstance(r, InputError)]
        return [(r, () if r.set_aside else tuple(coder.code(r))) for r in reports]
    with open_store(path, create=False) as store:
        claims = dict(store.claims())
        return [(r, claims.get(r.id, ())) for r in store.reports()]


def weigh(real: Sequence[Coded], process: str) -> list[Coded]:
    """The reports, with those of a process several times."""
    assignment = assign_processes([r for r, _ in real], [c for _, group in real for c in group], load_world())
    wanted = find_process(assignment, process).process.id
    own = [row for row in real if any(wanted in assignment.claims.get(claim_id(c), ()) for c in row[1])]
    return [*real, *own * (MOST - 1)]


def write_store(path: Path, coded: Iterable[Coded], extractor: str = "multiplied") -> tuple[int, int]:
    """A new store of reports and their claims; how many of each it has."""
    reports = claims = 0
    rows = iter(coded)
    with open_store(path, create=True) as store:
        while batch := list(islice(rows, _BATCH)):
            with store.transaction():
                for report, told in batch:
                    store.add_report(report)
                    if report.set_aside is None:
                        store.put_claims(report.id, told, extractor)
            reports, claims = reports + len(batch), claims + sum(len(told) for _, told in batch)
    return reports, claims


def main() -> None:
    """Make a store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="FROM")
    parser.add_argument("target", type=Path, metavar="TO")
    parser.add_argument("--reports", type=int)
    parser.add_argument("--claims", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", metavar="PROCESS", help="a process whose reports are told more often than others")
    given = parser.parse_args()
    if (given.reports is None) == (given.claims is None):
        parser.error("say how many: either --reports or --claims")
    if given.target.exists():
        parser.error(f"{given.target} is there already")
    real = read_coded(given.source)
    coded = multiply(weigh(real, given.most) if given.most else real, given.reports, seed=given.seed)
    if given.claims is not None:
        coded = take_claims(coded, given.claims)
    reports, claims = write_store(given.target, coded)
    print(f"{reports} reports, {claims} claims in {given.target}", file=sys.stderr)


if __name__ == "__main__":
    main()
