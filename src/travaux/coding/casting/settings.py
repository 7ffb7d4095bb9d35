"""When and where an act is set: the times and places that its sentence and its report offer, as rows of numbers.

The rules' own choice is the strongest of the features; what the sentence leaves out is often told by the one before it, or
by another act of the same scene.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from travaux.coding.casting.around import Around
from travaux.coding.casting.features import Row, Scene, describe_path
from travaux.coding.casting.forest import Group, load_setting
from travaux.coding.casting.hits import Hit, Told, find_dates, find_places
from travaux.coding.casting.nested import find_nested
from travaux.coding.context import Context
from travaux.coding.times import make_when, rank_time
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act

_BACK, _ON = 6, 1
"""Sentences before and behind an act whose times and places may be its own."""
_FAR = 400.0
_MOST_DAYS = 60.0
_OF_OBJECT = 0.5
"""How likely a time or place within the act's own object must be: likelier than not."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def offer(scene: Scene, told: Told) -> list[Hit]:
    """One hit for each value that may be the act's: the nearest, those before it first."""
    number, place = scene.sentence, scene.trigger.i
    best: dict[str, tuple[int, Hit]] = {}
    for hit in told.about(number - _BACK, number + _ON):
        steps, apart = hit.at - place, abs(hit.sentence - number)
        gap = 1000 * apart + abs(steps) + (500 if steps > 0 and apart else 0)
        other = best.get(hit.name)
        if other is None or gap < other[0]:
            best[hit.name] = gap, hit
    return [hit for _, hit in best.values()]


def _describe_all(n: int, hits: Sequence[Hit], told_of: dict[int, Row], given: "Given", around: Around) -> Group:
    """What speaks for each of the times or places that are offered as the own of the act of this number.

    `told_of` has what is the same of a hit for all acts, by the hit's id.
    """
    scene = given.scenes[n]
    place, number = scene.trigger.i, scene.sentence
    gaps = sorted([abs(hit.at - place) for hit in hits])
    nested = find_nested(scene.context, hits)
    shared: Row = {
        "rivals": float(len(hits)),
        "rivals-here": float(sum([hit.sentence == number for hit in hits])),
        "sentence": float(min(number, 40)),
    }
    rows = []
    for hit in hits:
        row = _describe(scene, hit)
        row["closer"] = float(bisect_left(gaps, abs(hit.at - place)))
        row |= nested[hit.name]
        row |= given.describe(n, hit)
        row |= around.describe(n, hit)
        rows.append((told_of[id(hit)], row))
    return shared | scene.shared | given.of_act[n] | around.of_act[n], rows


def _describe_hit(hit: Hit, told: Told, published: date | None) -> Row:
    """How often a time or place is told and where, and what a time's own form says."""
    times = told.times[hit.name]
    row: Row = {
        f"kind={hit.kind}": 1.0,
        "times": float(times),
        "share": times / max(1, len(told.hits)),
        "first": float(hit is told.hits[0]),
        "hit-sentence": float(min(hit.sentence, 40)),
    }
    return row | _of_form(hit.time.edtf or "", published) if hit.time is not None else row


def _describe(scene: Scene, hit: Hit) -> Row:
    """How a time or place stands to the act."""
    apart = hit.sentence - scene.sentence
    steps = float(hit.at - scene.trigger.i)
    row: Row = {
        "apart": float(max(-12, min(6, apart))),
        "same-sentence": float(apart == 0),
        "steps": max(-_FAR, min(_FAR, steps)),
        "near": min(abs(steps), _FAR),
        "line-breaks": float(min(4, _breaks(scene, hit))),
    }
    return row | describe_path(scene, hit.at) if apart == 0 else row


def _breaks(scene: Scene, hit: Hit) -> int:
    """Lines that end between the act and a hit."""
    breaks = scene.context.line_breaks
    low, high = sorted((scene.trigger.idx, hit.token.idx))
    return bisect_left(breaks, high) - bisect_left(breaks, low)


class Given:
    """The rules' choices over all acts of a report: what they gave this act, and the acts near it or like it."""

    def __init__(self, scenes: Sequence[Scene], slot: str) -> None:
        self.slot = slot
        self.chosen = [self._chosen(scene) for scene in scenes]
        at = {scene.act.trigger.span.start: n for n, scene in enumerate(scenes)}
        self.own = [at[scene.act.trigger.span.start] for scene in scenes]
        """The number of each act; acts that begin with the same word go by the last of them."""
        self.scenes = scenes
        self.all = Counter(name for name in self.chosen if name)
        self.by_act = Counter((s.act.act, name) for s, name in zip(scenes, self.chosen, strict=True) if name)
        self._actors = [frozenset(a.name for a in scene.move.actors) for scene in scenes]
        self._around, self.of_act = zip(*(self._beside(n) for n in range(len(scenes))), strict=True)
        self._alike: dict[Act, list[int]] = defaultdict(list)
        for n, scene in enumerate(scenes):
            self._alike[scene.act.act].append(n)
        self._like = [self._count_like(n) for n in range(len(scenes))]

    def _chosen(self, scene: Scene) -> str | None:
        if self.slot == "place":
            return scene.move.place
        return scene.move.when.edtf if scene.move.when is not None else None

    def _beside(self, n: int) -> tuple[list[tuple[str, str]], Row]:
        """The acts before and behind: a feature's name and what the rules chose, if it is near; and which are the same act."""
        scene, own, chosen = self.scenes[n], self.own[n], []
        row: Row = {}
        for where, m in (("before", own - 1), ("before-2", own - 2), ("after", own + 1)):
            if 0 <= m < len(self.scenes):
                other = self.scenes[m]
                if abs(other.sentence - scene.sentence) > 1:
                    continue
                row[f"{where}-act"] = float(other.act.act is scene.act.act)
                if (name := self.chosen[m]) is not None:
                    chosen.append((f"{where}-rule", name))
        return chosen, row

    def _count_like(self, n: int) -> Counter[str | None]:
        """What the rules chose for other acts of the same kind by some of the same actors."""
        actors, own = self._actors[n], self.own[n]
        same = self._alike[self.scenes[n].act.act]
        return Counter([self.chosen[m] for m in same if m != own and not actors.isdisjoint(self._actors[m])])

    def describe(self, n: int, hit: Hit) -> Row:
        """How the rules' choices speak for a hit of the act of this number."""
        scene, name, chosen = self.scenes[n], hit.name, self.chosen[self.own[n]]
        own = chosen == name
        row: Row = {rule: 1.0 for rule, other in self._around[n] if other == name}
        if chosen is not None:
            row["rule" if own else "rule-other"] = 1.0
        if name in self.all:
            row["others"] = float(self.all[name] - own)
            row["others-act"] = float(self.by_act[scene.act.act, name] - own)
            row["like"] = float(self._like[n][name])
        return row | (_of_time(scene, hit) if self.slot == "date" else _of_place(scene, hit))


def _of_time(scene: Scene, hit: Hit) -> Row:
    """How a time stands in the act's clause."""
    time = hit.time
    if time is None:
        return {}
    rank = rank_time(scene.context, time, scene.trigger, scene.act.clause) if hit.sentence == scene.sentence else None
    return {f"rank={rank}": 1.0, "clause": float(scene.act.clause.covers(time.span))}


def _of_form(edtf: str, published: date | None) -> Row:
    """What a time's own form says."""
    row: Row = {"length": float(len(edtf)), "interval": float("/" in edtf), "open": float(".." in edtf)}
    if published is not None:
        day = published.isoformat()
        row["is-today"] = float(edtf == day)
        row["is-later"] = float(edtf[:10] > day[: len(edtf[:10])])
        row["is-earlier"] = float(edtf[:10] < day[: len(edtf[:10])])
        row["same-year"] = float(edtf[:4] == day[:4])
        row["same-month"] = float(edtf[:7] == day[:7])
        row["days"] = _days_from(edtf, published)
    return row


def _days_from(edtf: str, published: date) -> float:
    """Days from the report to the day with which a time begins; -99 where it begins with none."""
    if not _DAY.match(edtf):
        return -99.0
    return max(-_MOST_DAYS, min(_MOST_DAYS, float((date.fromisoformat(edtf[:10]) - published).days)))


def _of_place(scene: Scene, hit: Hit) -> Row:
    """Whether a place is one of those who act, or of theirs."""
    row: Row = {}
    for slot, refs in (("actor", scene.move.actors), ("recipient", scene.move.recipients)):
        row[f"is-{slot}"] = float(hit.name in [name for r in refs for name in (r.name, r.country)])
    row["is-side"] = float(hit.name in scene.sides)
    return row


def describe_settings(scenes: Sequence[Scene], told: Told, slot: str) -> Iterator[tuple[int, Hit, Row]]:
    """For each act, by its number, the hits that may be its own with their rows."""
    for n, (hits, (shared, rows)) in enumerate(_offer_all(scenes, told, slot)):
        for hit, (told_of, row) in zip(hits, rows, strict=True):
            yield n, hit, told_of | row | shared


def _offer_all(scenes: Sequence[Scene], told: Told, slot: str) -> Iterator[tuple[list[Hit], Group]]:
    """For each act the hits that may be its own, and what speaks for each."""
    given = Given(scenes, slot)
    around = Around(scenes, told, given.chosen)
    published: date | None = scenes[0].context.doc._.published
    told_of = {id(hit): _describe_hit(hit, told, published) | around.of_hit[hit.at] for hit in told.hits}
    for n, scene in enumerate(scenes):
        hits = offer(scene, told)
        yield hits, _describe_all(n, hits, told_of, given, around)


def choose_settings(scenes: Sequence[Scene], told: Told, slot: str) -> dict[int, Hit]:
    """The likeliest date or place of each act, by the act's number, where one is likely enough."""
    if not scenes or not told.hits:
        return {}
    offered = list(_offer_all(scenes, told, slot))
    setting = load_setting(slot)
    chances = setting.chances([group for _, group in offered])
    best: dict[int, tuple[float, Hit]] = {}
    told_all = ((n, *pair) for n, (hits, (_, rows)) in enumerate(offered) for pair in zip(hits, rows, strict=True))
    for (n, hit, (_, row)), chance in zip(told_all, chances.tolist(), strict=True):
        least = max(setting.least, _OF_OBJECT) if _is_of_object(row) else setting.least
        if chance >= least and (n not in best or chance > best[n][0]):
            best[n] = chance, hit
    return {n: hit for n, (_, hit) in best.items()}


def _is_of_object(row: Row) -> bool:
    """ "Rejected a plan put forward in March", "discussed the war in Chad": the value is that of what the act is done to."""
    return "up=dobj" in row and not row.get("rule")


def set_moves(context: Context, scenes: Sequence[Scene], moves: Sequence[Move]) -> tuple[Move, ...]:
    """The moves with their dates and places chosen anew; `scenes` are the same acts as the rules fill them."""
    dates = choose_settings(scenes, find_dates(context), "date")
    places = choose_settings(scenes, find_places(context), "place")
    return tuple(_set_move(context, move, dates.get(n), places.get(n)) for n, move in enumerate(moves))


def _set_move(context: Context, move: Move, date: Hit | None, place: Hit | None) -> Move:
    """What the rules found stays as they found it where the same is chosen; another date is one of the context."""
    when = move.when
    if date is None or date.time is None:
        when = when if when is not None and when.edtf is None else None
    elif when is None or when.edtf != date.name:
        when = replace(make_when(context, date.time), rule=f"context:{date.time.rule}")
    if place is None or place.place is None:
        return replace(move, when=when, place=None, place_span=None)
    if move.place == place.name:
        return replace(move, when=when)
    return replace(move, when=when, place=place.place[0], place_span=place.place[1])
