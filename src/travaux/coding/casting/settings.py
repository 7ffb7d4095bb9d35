"""When and where an act is set: the times and places that its sentence and its report offer, as rows of numbers.

The rules' own choice is the strongest of the features; what the sentence leaves out is often told by the one before it, or
by another act of the same scene.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from travaux.coding.casting.around import Around
from travaux.coding.casting.features import Row, Scene, describe_path
from travaux.coding.casting.forest import Features, Pairs, load_setting
from travaux.coding.casting.given import Given
from travaux.coding.casting.hits import Hit, Told, find_dates, find_places
from travaux.coding.casting.nested import find_nested, find_outer
from travaux.coding.casting.offers import Offers, find_offers, to_column
from travaux.coding.context import Context
from travaux.coding.times import make_when, rank_time
from travaux.ontology.claim import ActorRef, Move

_FAR = 400.0
_MOST_DAYS = 60.0
_OF_OBJECT = 0.5
"""How likely a time or place within the act's own object must be: likelier than not."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


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


def _describe_offers(offers: Offers) -> Features:
    """How the times or places stand to the acts, and to what else is offered to these."""
    breaks = offers.scenes[0].context.line_breaks
    apart = offers.by_hit(lambda hit: hit.sentence) - offers.by_act(lambda scene: scene.sentence)
    steps = offers.by_hit(lambda hit: hit.at) - offers.by_act(lambda scene: scene.trigger.i)
    lines = offers.by_hit(lambda hit: bisect_left(breaks, hit.token.idx))
    lines -= offers.by_act(lambda scene: bisect_left(breaks, scene.trigger.idx))
    near = np.abs(steps)
    here = apart == 0
    return _describe_rivals(offers, near.tolist()) | {
        "rivals-here": np.bincount(offers.act[here], minlength=len(offers.scenes))[offers.act].astype(np.float64),
        "apart": np.clip(apart, -12, 6),
        "same-sentence": here.astype(np.float64),
        "steps": np.clip(steps, -_FAR, _FAR),
        "near": np.minimum(near, _FAR),
        "line-breaks": np.minimum(np.abs(lines), 4),
    }


def _describe_rivals(offers: Offers, near: Sequence[float]) -> Features:
    """How many others each act is offered, how many of these are nearer, and what lies within what."""
    outer = find_outer(offers.scenes[0].context, offers.told.hits)
    closer: list[int] = []
    rivals: list[int] = []
    nested: list[tuple[int, bool]] = []
    for part in offers.parts():
        own, names = near[part], [name for _, name in offers.named[part]]
        ranked = sorted(own)
        closer += [bisect_left(ranked, gap) for gap in own]
        rivals += [len(own)] * len(own)
        inside = find_nested({name: outer[name] for name in names})
        nested += [inside[name] for name in names]
    return {
        "closer": to_column(closer),
        "rivals": to_column(rivals),
        "holds": to_column([number for number, _ in nested]),
        "held": to_column([held for _, held in nested]),
    }


def _describe_paths(offers: Offers) -> dict[int, Row]:
    """How the times or places of an act's own sentence stand to it in the parse, by the number of the pair."""
    scenes, hits = offers.scenes, offers.told.hits
    return {
        k: describe_path(scenes[n], hits[h].at)
        for k, (n, h) in enumerate(offers.pairs)
        if hits[h].sentence == scenes[n].sentence
    }


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


def _describe_times(offers: Offers) -> tuple[Features, dict[int, Row]]:
    """How times stand in the clauses of the acts, and how closely those of an act's own sentence belong to it."""
    scenes, hits = offers.scenes, offers.told.hits
    clauses, times = [scene.act.clause for scene in scenes], [hit.time for hit in hits]
    inside, unknown = [], []
    ranks: dict[int, Row] = {}
    for k, (n, h) in enumerate(offers.pairs):
        time, rank = times[h], None
        if time is not None and hits[h].sentence == scenes[n].sentence:
            rank = rank_time(scenes[n].context, time, scenes[n].trigger, clauses[n])
        if rank is not None:
            ranks[k] = {f"rank={rank}": 1.0}
        unknown.append(rank is None)
        inside.append(time is not None and clauses[n].covers(time.span))
    return {"rank=None": to_column(unknown), "clause": to_column(inside)}, ranks


def _describe_places(offers: Offers) -> Features:
    """Whether places are those of who act, or of theirs."""
    columns: Features = {}
    for slot in ("actors", "recipients"):
        refs: list[Sequence[ActorRef]] = [getattr(scene.move, slot) for scene in offers.scenes]
        names = [{name for r in own for name in (r.name, r.country)} for own in refs]
        columns[f"is-{slot[:-1]}"] = to_column([name in names[n] for n, name in offers.named])
    sides = offers.scenes[0].sides
    return columns | {"is-side": to_column([name in sides for _, name in offers.named])}


def describe_settings(scenes: Sequence[Scene], told: Told, slot: str) -> Iterator[tuple[int, Hit, Row]]:
    """For each act, by its number, the hits that may be its own with their rows."""
    offers = find_offers(scenes, told)
    for (n, h), row in zip(offers.pairs, _describe(offers, slot).rows(), strict=True):
        yield n, told.hits[h], row


def _describe(offers: Offers, slot: str) -> Pairs:
    """What speaks for each of the times or places that are offered."""
    scenes, told = offers.scenes, offers.told
    given = Given(scenes, slot)
    around = Around(scenes, told, given.chosen)
    published: date | None = scenes[0].context.doc._.published
    numbers: list[Row] = [{"sentence": float(min(scene.sentence, 40))} for scene in scenes]
    own = _describe_paths(offers)
    columns = _describe_offers(offers) | given.describe(offers) | around.describe(offers)
    if slot == "date":
        more, ranks = _describe_times(offers)
        columns |= more
        own = {k: row | ranks.get(k, {}) for k, row in own.items()}
    else:
        columns |= _describe_places(offers)
    return Pairs(
        left=offers.act,
        right=offers.hit,
        of_left=[
            row | scene.shared | of_given | of_around
            for row, scene, of_given, of_around in zip(numbers, scenes, given.of_act, around.of_act, strict=True)
        ],
        of_right=[_describe_hit(hit, told, published) | row for hit, row in zip(told.hits, around.of_hit, strict=True)],
        own=own,
        columns=columns,
    )


def choose_settings(scenes: Sequence[Scene], told: Told, slot: str) -> dict[int, Hit]:
    """The likeliest date or place of each act, by the act's number, where one is likely enough."""
    if not scenes or not told.hits:
        return {}
    offers = find_offers(scenes, told)
    if not offers.pairs:
        return {}
    setting = load_setting(slot)
    pairs = _describe(offers, slot)
    chances = setting.chances(pairs)
    best: dict[int, tuple[float, Hit]] = {}
    for k in np.flatnonzero(chances >= setting.least).tolist():
        (n, h), chance = offers.pairs[k], float(chances[k])
        least = max(setting.least, _OF_OBJECT) if _is_of_object(pairs, k) else setting.least
        if chance >= least and (n not in best or chance > best[n][0]):
            best[n] = chance, told.hits[h]
    return {n: hit for n, (_, hit) in best.items()}


def _is_of_object(pairs: Pairs, k: int) -> bool:
    """ "Rejected a plan put forward in March", "discussed the war in Chad": the value is that of what the act is done to."""
    return "up=dobj" in pairs.own.get(k, {}) and not pairs.columns["rule"][k]


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
