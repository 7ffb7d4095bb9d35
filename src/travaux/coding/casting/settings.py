"""When and where an act is set: the times and places that its sentence and its report offer, as rows of numbers.

The rules' own choice is the strongest of the features; what the sentence leaves out is often told by the one before it, or
by another act of the same scene.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from travaux.coding.casting.features import Row, Scene, describe_act, describe_path
from travaux.coding.casting.forest import load_setting
from travaux.coding.context import Context
from travaux.coding.facilities import find_facilities
from travaux.coding.places import Place, place_at
from travaux.coding.times import NOT_WHEN, make_when, rank_time
from travaux.ontology.claim import Move
from travaux.reading.annotations import TimeMention
from travaux.reading.lookup import sentence_number, tokens_at

_BACK, _ON = 6, 1
"""Sentences before and behind an act whose times and places may be its own."""
_OFTEN = 5
"""The most told places of a report, which may be meant everywhere."""
_FAR = 400.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A time or a place where the report tells it; `name` is its value."""

    name: str
    token: Token
    sentence: int
    place: Place | None = None
    time: TimeMention | None = None
    kind: str = ""


@dataclass(slots=True)
class Told:
    """All times and places of one report, in the order of the text."""

    hits: list[Hit] = field(default_factory=list)
    by_sentence: dict[int, list[Hit]] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    def add(self, hit: Hit) -> None:
        """One more."""
        self.hits.append(hit)
        self.by_sentence.setdefault(hit.sentence, []).append(hit)
        self.times[hit.name] += 1


def find_dates(context: Context) -> Told:
    """The times of a report that have a value and can be an act's."""
    told = Told()
    for time in context.doc._.times:
        words = tokens_at(context.doc, time.span.start, time.span.end)
        if words is not None and time.edtf is not None and time.rule not in NOT_WHEN:
            told.add(Hit(time.edtf, words.root, sentence_number(words.root), time=time, kind=time.rule))
    return told


def find_places(context: Context) -> Told:
    """The places that a report names, each by the name of its mention."""
    told = Told()
    taken: set[int] = set()
    for point in context.once("facilities", find_facilities):
        words = tokens_at(context.doc, point.span.start, point.span.end)
        if words is not None:
            taken.update(t.i for t in words)
            told.add(Hit(point.name, words.root, sentence_number(words.root), (point.name, point.span), kind="point"))
    last = -1
    for token in context.doc:
        if token.i in taken or token.idx < last or token.pos_ not in {"PROPN", "NOUN"}:
            continue
        found = place_at(context, token)
        if found is not None:
            last = found[1].end
            mention = context.references.mention_at(token)
            kind = f"{mention.kind}-{mention.by}" if mention is not None else token.ent_type_
            told.add(Hit(found[0], token, sentence_number(token), found, kind=kind))
    told.hits.sort(key=lambda hit: hit.token.i)
    return told


def offer(scene: Scene, told: Told) -> list[Hit]:
    """One hit for each value that may be the act's: the nearest, those before it first."""
    number = sentence_number(scene.trigger)
    near = [h for n in range(number - _BACK, number + _ON + 1) for h in told.by_sentence.get(n, ())]
    often = {name for name, _ in told.times.most_common(_OFTEN)}
    near += [h for h in told.hits if h.name in often and h not in near]
    best: dict[str, Hit] = {}
    for hit in near:
        other = best.get(hit.name)
        if other is None or _gap(scene, hit) < _gap(scene, other):
            best[hit.name] = hit
    return list(best.values())


def _gap(scene: Scene, hit: Hit) -> float:
    steps = hit.token.i - scene.trigger.i
    apart = abs(hit.sentence - sentence_number(scene.trigger))
    return 1000.0 * apart + abs(steps) + (500.0 if steps > 0 and apart else 0.0)


def describe_setting(scene: Scene, hit: Hit, rivals: Sequence[Hit], told: Told, given: "Given") -> Row:
    """What speaks for one time or place as the act's own."""
    trigger = scene.trigger
    number = sentence_number(trigger)
    apart = hit.sentence - number
    steps = float(hit.token.i - trigger.i)
    row: Row = {
        f"kind={hit.kind}": 1.0,
        "apart": float(max(-12, min(6, apart))),
        "same-sentence": float(apart == 0),
        "steps": max(-_FAR, min(_FAR, steps)),
        "near": abs(steps) if abs(steps) < _FAR else _FAR,
        "closer": float(sum(abs(r.token.i - trigger.i) < abs(steps) for r in rivals)),
        "rivals": float(len(rivals)),
        "rivals-here": float(sum(r.sentence == number for r in rivals)),
        "times": float(told.times[hit.name]),
        "share": told.times[hit.name] / max(1, len(told.hits)),
        "first": float(hit is told.hits[0]),
        "sentence": float(min(number, 40)),
        "hit-sentence": float(min(hit.sentence, 40)),
        "line-breaks": float(min(4, _breaks(scene, hit))),
    }
    row |= given.describe(scene, hit)
    if apart == 0:
        row |= describe_path(scene, hit.token)
    return row


def _breaks(scene: Scene, hit: Hit) -> int:
    low, high = sorted((scene.trigger.idx, hit.token.idx))
    return scene.context.report.text.count("\n", low, high)


class Given:
    """The rules' choices over all acts of a report: what they gave this act, and the acts near it or like it."""

    def __init__(self, scenes: Sequence[Scene], slot: str) -> None:
        self.slot = slot
        self.chosen = [self._chosen(scene) for scene in scenes]
        self.at = {scene.act.trigger.span.start: n for n, scene in enumerate(scenes)}
        self.scenes = scenes
        self.all = Counter(name for name in self.chosen if name)
        self.by_act = Counter((s.act.act, name) for s, name in zip(scenes, self.chosen, strict=True) if name)

    def _chosen(self, scene: Scene) -> str | None:
        if self.slot == "place":
            return scene.move.place
        return scene.move.when.edtf if scene.move.when is not None else None

    def describe(self, scene: Scene, hit: Hit) -> Row:
        """How the rules' choices speak for a hit."""
        n = self.at[scene.act.trigger.span.start]
        own = self.chosen[n] == hit.name
        row: Row = {
            "rule": float(own),
            "rule-other": float(self.chosen[n] is not None and not own),
            "others": float(self.all[hit.name] - own),
            "others-act": float(self.by_act[scene.act.act, hit.name] - own),
        }
        for where, m in (("before", n - 1), ("before-2", n - 2), ("after", n + 1)):
            if 0 <= m < len(self.scenes):
                other = self.scenes[m]
                near = abs(sentence_number(other.trigger) - sentence_number(scene.trigger)) <= 1
                row[f"{where}-rule"] = float(near and self.chosen[m] == hit.name)
                row[f"{where}-act"] = float(near and other.act.act is scene.act.act)
        row["like"] = float(
            sum(self.chosen[m] == hit.name and self._like(scene, m) for m in range(len(self.scenes)) if m != n)
        )
        return row | (_of_time(scene, hit) if self.slot == "date" else _of_place(scene, hit))

    def _like(self, scene: Scene, m: int) -> bool:
        other = self.scenes[m]
        if other.act.act is not scene.act.act:
            return False
        return bool({a.name for a in other.move.actors} & {a.name for a in scene.move.actors})


def _of_time(scene: Scene, hit: Hit) -> Row:
    """What a time's own form says."""
    time, published = hit.time, scene.context.report.published
    if time is None:
        return {}
    edtf = time.edtf or ""
    rank = (
        rank_time(scene.context, time, scene.trigger, scene.act.clause)
        if hit.sentence == sentence_number(scene.trigger)
        else None
    )
    row: Row = {
        "length": float(len(edtf)),
        "interval": float("/" in edtf),
        "open": float(".." in edtf),
        f"rank={rank}": 1.0,
        "clause": float(scene.act.clause.covers(time.span)),
    }
    if published is not None:
        day = published.isoformat()
        row["is-today"] = float(edtf == day)
        row["is-later"] = float(edtf[:10] > day[: len(edtf[:10])])
        row["is-earlier"] = float(edtf[:10] < day[: len(edtf[:10])])
        row["same-year"] = float(edtf[:4] == day[:4])
        row["same-month"] = float(edtf[:7] == day[:7])
    return row


def _of_place(scene: Scene, hit: Hit) -> Row:
    """Whether a place is one of those who act, or of theirs."""
    row: Row = {}
    for slot, refs in (("actor", scene.move.actors), ("recipient", scene.move.recipients)):
        row[f"is-{slot}"] = float(any(hit.name in {r.name, r.country} for r in refs))
    row["is-side"] = float(hit.name in scene.sides)
    return row


def describe_settings(scenes: Sequence[Scene], told: Told, slot: str) -> Iterator[tuple[int, Hit, Row]]:
    """For each act, by its number, the hits that may be its own with their rows."""
    given = Given(scenes, slot)
    for n, scene in enumerate(scenes):
        hits, shared = offer(scene, told), describe_act(scene)
        for hit in hits:
            yield n, hit, describe_setting(scene, hit, hits, told, given) | shared


def choose_settings(scenes: Sequence[Scene], told: Told, slot: str) -> dict[int, Hit]:
    """The likeliest date or place of each act, by the act's number, where one is likely enough."""
    offered = list(describe_settings(scenes, told, slot))
    if not offered:
        return {}
    setting = load_setting(slot)
    best: dict[int, tuple[float, Hit]] = {}
    for (n, hit, _), chance in zip(offered, setting.chances([row for _, _, row in offered]).tolist(), strict=True):
        if chance >= setting.least and (n not in best or chance > best[n][0]):
            best[n] = chance, hit
    return {n: hit for n, (_, hit) in best.items()}


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
