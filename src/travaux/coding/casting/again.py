"""A second look at the acts of a report: what the likely actors and recipients of its other acts say of this one.

"The strikes" of one paragraph are those of the side that struck in another; who is often likely to act on whom probably
does so here. All numbers come from the chances that the first look gave.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from travaux.coding.casting.forest import Column, Features
from travaux.ontology.vocabulary import Act

_Tops = tuple[dict[str, float], dict[str, float]]
_OVER_ALL = (
    "q-acts", "q-suffers", "q-group-acts", "q-group-suffers", "q-acts-share", "q-suffers-share", "q-on-recipients",
    "q-by-actors", "q-by-recipients", "q-on-actors",
)  # fmt: skip
_NOTHING = (0.0, 0.0, 0.0)
_LIKELY = 0.15
"""Below this chance nobody counts."""
_TOP = 3


@dataclass(frozen=True, slots=True)
class Look:
    """One act with the chances of its candidates as actor and as recipient, in the order of `names`."""

    act: Act
    group: str
    lemma: str
    sentence: int
    names: tuple[str, ...]
    actor: tuple[float, ...]
    recipient: tuple[float, ...]

    def likely(self, chances: Sequence[float]) -> dict[str, float]:
        """The likeliest names with their chances."""
        ranked = sorted(zip(self.names, chances, strict=True), key=lambda pair: -pair[1])[:_TOP]
        return {name: chance for name, chance in ranked if chance > _LIKELY}


@dataclass(slots=True)
class _Sums:
    """Chances added up over the acts of a report."""

    acts: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    suffers: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    pairs: defaultdict[tuple[str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    times: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    """Who is likely in any slot of any act."""


def look_again(looks: Sequence[Look]) -> Features:
    """What is told of each candidate of each act, one act behind the other; the acts are in the order of the text."""
    tops = [(look.likely(look.actor), look.likely(look.recipient)) for look in looks]
    sums = _add_up(looks, tops)
    out = _own(looks)
    out |= _beside(looks)
    out |= _akin(looks)
    out |= _over_all(looks, tops, sums)
    return out


def _add_up(looks: Sequence[Look], tops: Sequence[_Tops]) -> _Sums:
    sums = _Sums()
    for look, (actors, recipients) in zip(looks, tops, strict=True):
        sums.times[look.act] += 1
        sums.names.update(actors, recipients)
        for name, chance in actors.items():
            sums.acts[name, look.act] += chance
            sums.acts[name, look.group] += chance
            for other, share in recipients.items():
                if other != name:
                    sums.pairs[look.group, name, other] += chance * share
        for name, chance in recipients.items():
            sums.suffers[name, look.act] += chance
            sums.suffers[name, look.group] += chance
    return sums


def _own(looks: Sequence[Look]) -> Features:
    """The candidates' own chances, and how they stand among those of their act."""
    out: Features = {}
    for slot, told in (
        ("p-actor", [look.actor for look in looks]),
        ("p-recipient", [look.recipient for look in looks]),
    ):
        ranked = [sorted(chances) for chances in told]
        own = list(zip(told, ranked, strict=True))
        out[slot] = _floats([chance for chances in told for chance in chances])
        out[f"{slot}-rank"] = _floats(
            [len(order) - bisect_right(order, chance) for chances, order in own for chance in chances]
        )
        out[f"{slot}-best"] = _floats([order[-1] for order in ranked for _ in order])
        wholes = [sum(chances) + 0.05 for chances in told]
        out[f"{slot}-share"] = out[slot] / _floats([w for w, order in zip(wholes, ranked, strict=True) for _ in order])
    return out


def _over_all(looks: Sequence[Look], tops: Sequence[_Tops], sums: _Sums) -> Features:
    """What likely candidates do and suffer in the other acts, and with the likely others of their own."""
    number = sum(len(look.names) for look in looks)
    told: list[tuple[float, ...]] = []
    places: list[int] = []
    k = 0
    for look, top in zip(looks, tops, strict=True):
        for place, name in enumerate(look.names, k):
            if name in sums.names:
                places.append(place)
                told.append(_weigh(look, name, top, sums))
        k += len(look.names)
    table = np.zeros((number, len(_OVER_ALL)))
    if places:
        table[places] = told
    return dict(zip(_OVER_ALL, table.T, strict=True))


def _weigh(look: Look, name: str, top: _Tops, sums: _Sums) -> tuple[float, ...]:
    """One candidate's numbers, in the order of `_OVER_ALL`."""
    actors, recipients = top
    own, suffered = actors.get(name, 0.0), recipients.get(name, 0.0)
    acts, suffers = sums.acts.get((name, look.act), 0.0) - own, sums.suffers.get((name, look.act), 0.0) - suffered
    rest = max(1, sums.times[look.act] - 1)
    group, pairs = look.group, sums.pairs
    on = [(o, w, pairs.get((group, name, o), 0.0)) for o, w in recipients.items() if o != name]
    by = [(o, w, pairs.get((group, o, name), 0.0)) for o, w in actors.items() if o != name]
    return (
        acts,
        suffers,
        sums.acts.get((name, group), 0.0) - own,
        sums.suffers.get((name, group), 0.0) - suffered,
        acts / rest,
        suffers / rest,
        sum([(times - own * w) * w for _, w, times in on]),
        sum([(times - w * suffered) * w for _, w, times in by]),
        sum([pairs.get((group, o, name), 0.0) * w for o, w, _ in on]),
        sum([pairs.get((group, name, o), 0.0) * w for o, w, _ in by]),
    )


def _akin(looks: Sequence[Look]) -> Features:
    """How likely the candidates are in the other acts of the same kind that are told by the same word."""
    akin: dict[tuple[Act, str], dict[str, list[tuple[int, float, float]]]] = {}
    for n, look in enumerate(looks):
        known = akin.setdefault((look.act, look.lemma), {})
        for told in zip(look.names, look.actor, look.recipient, strict=True):
            known.setdefault(told[0], []).append((n, *told[1:]))
    best: list[tuple[float, float]] = []
    for n, look in enumerate(looks):
        known = akin[look.act, look.lemma]
        for name in look.names:
            others = [told for told in known[name] if told[0] != n] if len(known[name]) > 1 else ()
            best.append((max([t[1] for t in others], default=0.0), max([t[2] for t in others], default=0.0)))
    return {"akin-actor": _floats([a for a, _ in best]), "akin-recipient": _floats([r for _, r in best])}


def _beside(looks: Sequence[Look]) -> Features:
    """The candidates' chances in the acts before and behind, where these stand close."""
    out: Features = {}
    chances = [dict(zip(k.names, zip(k.actor, k.recipient, strict=True), strict=True)) for k in looks]
    for where, step in (("before", -1), ("behind", 1)):
        rows: list[tuple[float, float, float]] = []
        for n, look in enumerate(looks):
            m = n + step
            near = 0 <= m < len(looks) and abs(looks[m].sentence - look.sentence) <= 1
            told = chances[m] if near else {}
            same = float(near and looks[m].act is look.act)
            rows += [(*told[name], same) if name in told else _NOTHING for name in look.names]
        table = np.array(rows).reshape(len(rows), len(_NOTHING))
        out |= {f"q-{where}-{what}": table[:, k] for k, what in enumerate(("actor", "recipient", "same"))}
    return out


def _floats(values: Sequence[float]) -> Column:
    return np.fromiter(values, np.float64, len(values))
