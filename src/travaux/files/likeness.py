"""Which reports of a store are alike, kept: a report more is compared with those that its sketch, or its days, lead to.

How much alike two reports are hangs on these two alone (`origins.copies`), so that what is kept is what would be found anew.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import Any

import numpy as np

from travaux.errors import StoreError
from travaux.origins.copies import DAYS, Match, find_matches
from travaux.origins.sketches import Shelf, Sketch, make_sketches
from travaux.store import CodingStatus, Stamp, Store
from travaux.store.kept import name_maker

_PLACE = "likeness"
SHELVES = 16
"""Parts in which what is kept of each report lies, so that a report more writes few of them again."""
_FEW = 4
"""Where more than one report of so many is new, all are compared."""


@dataclass(slots=True)
class _Kept:
    """What was found before: the reports compared with each other, each with its version, and those alike."""

    versions: dict[str, int] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)


def read_matches(store: Store, stamps: Iterable[Stamp]) -> list[Match]:
    """The matches of the coded reports among these, which are all of a store; only reports that changed are compared anew."""
    known = {s.report: s for s in stamps if s.status is CodingStatus.CODED}
    kept = _load(store)
    same = {n: v for n, v in kept.versions.items() if n in known and known[n].changed == v}
    matches = [m for m in kept.matches if m[0] in same and m[1] in same]
    new = sorted(known.keys() - same.keys())
    shelves: dict[int, bytes] = {}
    if new:
        old = None if _FEW * len(new) > len(same) else _load_sketches(store, same)
        if old is None:
            reports = list(store.reports(known))
            matches, sketches = find_matches(reports), make_sketches(reports)
        else:
            own = make_sketches(list(store.reports(new)))
            matches += _compare(store, new, own, known, old)
            sketches = old | own
        touched = set(range(SHELVES)) if old is None else {shelf_of(n) for n in new}
        versions = {n: known[n].changed for n in sketches}
        shelves = {k: _write_shelf(k, sketches, versions) for k in touched}
    if new or len(same) < len(kept.versions):
        _keep(store, _Kept({n: s.changed for n, s in known.items()}, sorted(matches)), shelves)
    return matches


def _compare(
    store: Store,
    new: Sequence[str],
    own: Mapping[str, Sketch],
    known: Mapping[str, Stamp],
    old: Mapping[str, Sketch],
) -> list[Match]:
    """The matches of new reports with all others."""
    shelf = Shelf(old)
    near = {name for n in new for name in shelf.find(own[n])}
    days = {known[n].published for n in new}
    around = {day + timedelta(days=n) for day in days if day is not None for n in range(-DAYS, DAYS + 1)}
    near |= {n for n in old if known[n].published in around}
    fresh = set(new)
    found = find_matches(list(store.reports(near | fresh)))
    return [m for m in found if m[0] in fresh or m[1] in fresh]


def _load(store: Store) -> _Kept:
    body = store.made(_PLACE, name_maker())
    if body is None:
        return _Kept()
    found: dict[str, Any] = json.loads(body)
    return _Kept(found["versions"], [(later, first, share) for later, first, share in found["matches"]])


def _keep(store: Store, kept: _Kept, shelves: Mapping[int, bytes]) -> None:
    """Keep what was found; where the store cannot be written just now, it is found again."""
    body = json.dumps({"versions": kept.versions, "matches": kept.matches}).encode()
    try:
        with store.transaction():
            store.put_made(_PLACE, name_maker(), body)
            for number, shelf in shelves.items():
                store.put_made(f"{_PLACE} {number}", name_maker(), shelf)
    except StoreError:
        return


def shelf_of(report: str) -> int:
    """The part in which what is kept of a report lies."""
    return blake2b(report.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] % SHELVES


def _write_shelf(number: int, sketches: Mapping[str, Sketch], versions: Mapping[str, int]) -> bytes:
    """A shelf as bytes: a line of JSON with report, version, shingles and codes of each, then the codes."""
    own = sorted(n for n in sketches if shelf_of(n) == number)
    head = [(n, versions[n], sketches[n].number, len(sketches[n].codes)) for n in own]
    codes = np.concatenate([np.empty(0, dtype=np.uint32), *(sketches[n].codes for n in own)])
    return json.dumps(head).encode() + b"\n" + codes.astype("<u4").tobytes()


def _load_sketches(store: Store, versions: Mapping[str, int]) -> dict[str, Sketch] | None:
    """The sketches of these versions of reports; None where one is missing."""
    out: dict[str, Sketch] = {}
    for number in range(SHELVES):
        body = store.made(f"{_PLACE} {number}", name_maker())
        if body is None:
            continue
        head, _, codes = body.partition(b"\n")
        rows = np.frombuffer(codes, dtype="<u4").astype(np.uint32, copy=False)
        at = 0
        for name, version, shingles, length in json.loads(head):
            if versions.get(name) == version:
                out[name] = Sketch(shingles, rows[at : at + length])
            at += length
    return out if len(out) == len(versions) else None
