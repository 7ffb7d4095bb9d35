"""Who may play a part in which acts of a report, pair by pair, and what speaks for them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from travaux.coding.casting.features import SUBJECTS, Row, Scene, describe
from travaux.coding.casting.forest import Features, Numbers, Pairs
from travaux.coding.casting.offers import to_column
from travaux.coding.casting.record import Record, group_of
from travaux.coding.casting.told import Candidate

_FAR = 60.0
_CLOSE = 80
"""Tokens back within which somebody told is close."""
_BACK = 2
"""Sentences back in which it matters as what somebody is told."""


@dataclass(frozen=True, slots=True)
class Casts:
    """Pairs of an act and a candidate, by their numbers among `scenes` and `candidates`; the acts are in order."""

    scenes: Sequence[Scene]
    candidates: list[Candidate]
    pairs: list[tuple[int, int]]
    act: Numbers
    who: Numbers


def pair_casts(scenes: Sequence[Scene], casts: Sequence[Sequence[Candidate]]) -> Casts:
    """All acts with those who may play a part in each; there is an act."""
    numbers: dict[int, int] = {}
    candidates: list[Candidate] = []
    pairs: list[tuple[int, int]] = []
    for n, cast in enumerate(casts):
        for candidate in cast:
            k = numbers.setdefault(id(candidate), len(candidates))
            if k == len(candidates):
                candidates.append(candidate)
            pairs.append((n, k))
    cells = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return Casts(scenes, candidates, pairs, cells[:, 0], cells[:, 1])


def describe_casts(casts: Casts) -> Pairs:
    """What speaks for each candidate of each act, as actor or as recipient."""
    scenes, candidates = casts.scenes, casts.candidates
    own = {k: row for k, (n, c) in enumerate(casts.pairs) if (row := describe(scenes[n], candidates[c]))}
    nearness, told = _describe_nearness(casts)
    for k, row in told.items():
        own[k] = own[k] | row if k in own else row
    return Pairs(
        left=casts.act,
        right=casts.who,
        of_left=[scene.shared for scene in scenes],
        of_right=[scenes[0].told.describe(candidate) for candidate in candidates],
        own=own,
        columns=_describe_standing(casts) | _describe_record(casts) | _describe_beside(casts) | nearness,
    )


def _describe_standing(casts: Casts) -> Features:
    """The candidates' place in the whole report, their sides and their voices."""
    scenes, pairs = casts.scenes, casts.pairs
    own, names = [c.names for c in casts.candidates], [c.name for c in casts.candidates]
    sides = frozenset(scenes[0].sides)
    is_side = [not held.isdisjoint(sides) for held in own]
    speakers, behind = [s.speakers for s in scenes], [s.behind_speakers for s in scenes]
    columns = {
        "is-side": to_column(is_side)[casts.who],
        "is-speaker": to_column([names[c] in speakers[n] for n, c in pairs]),
        "of-speaker": to_column([names[c] in behind[n] for n, c in pairs]),
    }
    for filled in zip(*(s.slots for s in scenes), strict=True):
        against, there = [f.against for f in filled], [f.names for f in filled]
        other = [not held.isdisjoint(sides) for held in there]
        columns[f"against-{filled[0].slot}"] = to_column([not own[c].isdisjoint(against[n]) for n, c in pairs])
        columns[f"other-side-{filled[0].slot}"] = to_column(
            [other[n] and is_side[c] and own[c].isdisjoint(there[n]) for n, c in pairs]
        )
    return columns


def _describe_record(casts: Casts) -> Features:
    """What the candidates do and suffer in the other acts, and with those in the slots of this one."""
    scenes, pairs, record = casts.scenes, casts.pairs, casts.scenes[0].record
    acts = [s.move.act for s in scenes]
    groups = [group_of(act) for act in acts]
    names = [c.name for c in casts.candidates]
    actors, recipients = ([f.names for f in filled] for filled in zip(*(s.slots for s in scenes), strict=True))
    acted = to_column([names[c] in actors[n] for n, c in pairs])
    suffered = to_column([names[c] in recipients[n] for n, c in pairs])
    columns = {
        "acts": to_column([record.acts.get((names[c], acts[n]), 0) for n, c in pairs]) - acted,
        "suffers": to_column([record.suffers.get((names[c], acts[n]), 0) for n, c in pairs]) - suffered,
        "group-acts": to_column([record.group_acts.get((names[c], groups[n]), 0) for n, c in pairs]) - acted,
        "group-suffers": to_column([record.group_suffers.get((names[c], groups[n]), 0) for n, c in pairs]) - suffered,
    }
    done_to, done_by = _list_pairs(record)
    for slot, others in (("actor", actors), ("recipient", recipients)):
        for key, done in ((f"done-to-{slot}", done_to), (f"done-by-{slot}", done_by)):
            told = [(done.get((groups[n], names[c])), others[n]) for n, c in pairs]
            columns[key] = to_column([sum([t.get(o, 0) for o in there]) if t is not None else 0 for t, there in told])
    return columns


def _list_pairs(record: Record) -> tuple[dict[tuple[str, str], dict[str, int]], dict[tuple[str, str], dict[str, int]]]:
    """How often somebody acts on whom, and by whom somebody is acted on, by the group of act and the name."""
    done_to: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    done_by: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (group, one, other), times in record.pairs.items():
        done_to[group, one][other] = times
        done_by[group, other][one] = times
    return done_to, done_by


def _describe_beside(casts: Casts) -> Features:
    """Whether the candidates are in the slots of the acts beside, where these are near."""
    columns: Features = {}
    names = [c.name for c in casts.candidates]
    for place in ("before", "after"):
        near = [next((b for b in s.beside if b.place == place and b.near), None) for s in casts.scenes]
        actors, recipients = (
            [getattr(b, slot) if b is not None else () for b in near] for slot in ("actors", "recipients")
        )
        columns |= {
            f"{place}-actor": to_column([names[c] in actors[n] for n, c in casts.pairs]),
            f"{place}-recipient": to_column([names[c] in recipients[n] for n, c in casts.pairs]),
            f"{place}-same": to_column([b is not None and b.same for b in near])[casts.act],
        }
    return columns


class _Track:
    """Where one candidate is told, for those who ask what stands before and behind a sentence."""

    def __init__(self, candidate: Candidate) -> None:
        self._sightings = candidate.sightings
        order = sorted(range(len(self._sightings)), key=lambda k: self._sightings[k].place)
        self._places = [self._sightings[k].place for k in order]
        self._sentences = [self._sightings[k].sentence for k in order]
        self._last = list(accumulate(order, max))
        self._first = list(accumulate(reversed(order), min))[::-1]

    def describe(self, scene: Scene) -> tuple[float, float, int, Row]:
        """How far back and ahead of an act's sentence the candidate is told, how often close before, and as what.

        Of several the last and the first as they were added: those found by name, then what pronouns stand for.
        """
        number = scene.sentence
        before, behind = bisect_left(self._sentences, number), bisect_right(self._sentences, number)
        near = max(0, before - bisect_right(self._places, scene.trigger.i - _CLOSE))
        ahead = self._sightings[self._first[behind]].sentence - number if behind < len(self._places) else _FAR
        if not before:
            return _FAR, ahead, near, {}
        last = self._sightings[self._last[before - 1]]
        back = number - last.sentence
        row = {f"back-way={last.way}": 1.0, "back-subject": float(scene.columns.dep[last.place] in SUBJECTS)}
        return back, ahead, near, row if back <= _BACK else {}


def _describe_nearness(casts: Casts) -> tuple[Features, dict[int, Row]]:
    """How far back and ahead the candidates are told; and as what, by the number of the pair."""
    tracks = [_Track(candidate) for candidate in casts.candidates]
    told = [tracks[c].describe(casts.scenes[n]) for n, c in casts.pairs]
    back, ahead, near, rows = zip(*told, strict=True) if told else ((), (), (), ())
    columns = {"back": to_column(back), "ahead": to_column(ahead), "near": to_column(near)}
    return columns, {k: row for k, row in enumerate(rows) if row}
