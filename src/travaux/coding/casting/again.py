"""A second look at the acts of a report: what the likely actors and recipients of its other acts say of this one.

"The strikes" of one paragraph are those of the side that struck in another; who is often likely to act on whom probably
does so here. All numbers come from the chances that the first look gave.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from travaux.ontology.vocabulary import Act

Row = dict[str, float]
"""Features by name; one that is not in a row is 0 there."""
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


def look_again(looks: Sequence[Look]) -> list[list[Row]]:
    """For each act a row for each of its candidates; acts are in the order of the text."""
    tops = [(look.likely(look.actor), look.likely(look.recipient)) for look in looks]
    sums = _add_up(looks, tops)
    places = [{name: k for k, name in enumerate(look.names)} for look in looks]
    akin: dict[tuple[Act, str], list[int]] = defaultdict(list)
    for n, look in enumerate(looks):
        akin[look.act, look.lemma].append(n)
    out = []
    for n, look in enumerate(looks):
        same = [(looks[m], places[m]) for m in akin[look.act, look.lemma] if m != n]
        rows = _own(look)
        for name, row in zip(look.names, rows, strict=True):
            if name in sums.names:
                row.update(_over_all(look, name, tops[n], sums))
            row.update(_beside(looks, places, n, name))
            others = [(other, k) for other, place in same if (k := place.get(name)) is not None]
            if others:
                row["akin-actor"] = max([other.actor[k] for other, k in others])
                row["akin-recipient"] = max([other.recipient[k] for other, k in others])
        out.append(rows)
    return out


def _add_up(looks: Sequence[Look], tops: Sequence[tuple[dict[str, float], dict[str, float]]]) -> _Sums:
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


def _own(look: Look) -> list[Row]:
    """The candidates' own chances, and how they stand among each other's."""
    rows: list[Row] = [{} for _ in look.names]
    for slot, chances in (("p-actor", look.actor), ("p-recipient", look.recipient)):
        ranked, whole = sorted(chances), sum(chances) + 0.05
        for row, chance in zip(rows, chances, strict=True):
            row[slot] = chance
            row[f"{slot}-rank"] = float(len(ranked) - bisect_right(ranked, chance))
            row[f"{slot}-best"] = ranked[-1]
            row[f"{slot}-share"] = chance / whole
    return rows


def _over_all(look: Look, name: str, top: tuple[dict[str, float], dict[str, float]], sums: _Sums) -> Row:
    """What the candidate likely does and suffers in the other acts, and with the likely others of this one."""
    actors, recipients = top
    own, suffered = actors.get(name, 0.0), recipients.get(name, 0.0)
    acts, suffers = sums.acts.get((name, look.act), 0.0) - own, sums.suffers.get((name, look.act), 0.0) - suffered
    rest = max(1, sums.times[look.act] - 1)
    group, pairs = look.group, sums.pairs
    on = [(o, w, pairs.get((group, name, o), 0.0)) for o, w in recipients.items() if o != name]
    by = [(o, w, pairs.get((group, o, name), 0.0)) for o, w in actors.items() if o != name]
    return {
        "q-acts": acts,
        "q-suffers": suffers,
        "q-group-acts": sums.acts.get((name, group), 0.0) - own,
        "q-group-suffers": sums.suffers.get((name, group), 0.0) - suffered,
        "q-acts-share": acts / rest,
        "q-suffers-share": suffers / rest,
        "q-on-recipients": sum([(times - own * w) * w for _, w, times in on]),
        "q-by-actors": sum([(times - w * suffered) * w for _, w, times in by]),
        "q-by-recipients": sum([pairs.get((group, o, name), 0.0) * w for o, w, _ in on]),
        "q-on-actors": sum([pairs.get((group, name, o), 0.0) * w for o, w, _ in by]),
    }


def _beside(looks: Sequence[Look], places: Sequence[dict[str, int]], n: int, name: str) -> Row:
    """The candidate's chances in the acts before and behind, where they stand close."""
    row: Row = {}
    for where, m in (("before", n - 1), ("behind", n + 1)):
        if not 0 <= m < len(looks) or abs(looks[m].sentence - looks[n].sentence) > 1 or name not in places[m]:
            continue
        k = places[m][name]
        row[f"q-{where}-actor"] = looks[m].actor[k]
        row[f"q-{where}-recipient"] = looks[m].recipient[k]
        row[f"q-{where}-same"] = float(looks[m].act is looks[n].act)
    return row
