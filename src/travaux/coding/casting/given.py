"""What the rules chose as the dates or places of the acts of a report, as it speaks for what else may be theirs."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from travaux.coding.casting.features import Row, Scene
from travaux.coding.casting.forest import Features
from travaux.coding.casting.offers import Offers, to_column
from travaux.ontology.vocabulary import Act

_BESIDE = {"before": -1, "before-2": -2, "after": 1}
"""Acts beside one, and how many acts on they stand."""


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

    def _beside(self, n: int) -> tuple[dict[str, str], Row]:
        """What the rules chose for the acts before and behind, where these are near; and which are the same act."""
        scene, own = self.scenes[n], self.own[n]
        chosen: dict[str, str] = {}
        row: Row = {}
        for where, steps in _BESIDE.items():
            m = own + steps
            if 0 <= m < len(self.scenes) and abs(self.scenes[m].sentence - scene.sentence) <= 1:
                row[f"{where}-act"] = float(self.scenes[m].act.act is scene.act.act)
                if (name := self.chosen[m]) is not None:
                    chosen[where] = name
        return chosen, row

    def _count_like(self, n: int) -> Counter[str | None]:
        """What the rules chose for other acts of the same kind by some of the same actors."""
        actors, own = self._actors[n], self.own[n]
        same = self._alike[self.scenes[n].act.act]
        return Counter([self.chosen[m] for m in same if m != own and not actors.isdisjoint(self._actors[m])])

    def describe(self, offers: Offers) -> Features:
        """How the rules' choices speak for what is offered to the acts."""
        named, kinds, like = offers.named, [scene.act.act for scene in self.scenes], self._like
        chosen = [self.chosen[m] for m in self.own]
        own = to_column([chosen[n] == name for n, name in named])
        return {
            "rule": own,
            "rule-other": to_column([name is not None for name in chosen])[offers.act] - own,
            "others": to_column([self.all.get(name, 0) for _, name in named]) - own,
            "others-act": to_column([self.by_act.get((kinds[n], name), 0) for n, name in named]) - own,
            "like": to_column([like[n].get(name, 0) for n, name in named]),
            **{
                f"{where}-rule": to_column([self._around[n].get(where) == name for n, name in named])
                for where in _BESIDE
            },
        }
