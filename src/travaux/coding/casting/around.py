"""How acts, times and places of a report stand among its tenses, quotations and paragraphs, as rows of numbers.

A day told with "he said" holds for what he goes on to say; one told between an act and another day does not reach over it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from travaux.coding.casting.features import Row, Scene, find_preposition
from travaux.coding.casting.forest import Column, Features, Numbers
from travaux.coding.casting.hits import Hit, Told
from travaux.coding.casting.offers import Offers, to_column
from travaux.coding.context import Context
from travaux.reading.columns import Columns
from travaux.reading.lookup import sentence_edges, sentence_number, tokens_at

_VERBS = frozenset({"VERB", "AUX"})
_PERFECT = frozenset({"have", "has", "'ve", "’ve"})
_OPENS = 3
"""Tokens from a sentence's first within which a time or place opens it."""
_NEAR = 8
"""Acts before and behind within which the same actors may still be in the same scene."""
_MOST = 5.0
_ALIKE = {"word": "word-given", "actor": "actor-given", "speaker": "speaker-given", "sentence": "sentence-given"}
"""What two acts may share, and the feature that counts the values that the rules give such acts."""
_OF_OTHERS = "actor"
"""What only other acts are counted for."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """The words by which something is said: the attribution's number, its speaker, and the verb that holds the cue."""

    attribution: int
    speaker: str | None
    verb: int


class Around:
    """What stands around the acts and the times or places of one report; `chosen` is what the rules gave each act."""

    def __init__(self, scenes: Sequence[Scene], told: Told, chosen: Sequence[str | None]) -> None:
        self.scenes, self.hits, self.chosen = scenes, told.hits, chosen
        self.context: Context = scenes[0].context
        self.columns: Columns = scenes[0].columns
        voices = self.context.voices
        covering = [voices.covering(s.act.trigger.span) for s in scenes]
        self._covers = [frozenset(numbers) for numbers in covering]
        self._inner = [next(iter(numbers), None) for numbers in covering]
        self._actors = [frozenset(a.name for a in s.move.actors) for s in scenes]
        self._dated = sum(name is not None for name in chosen)
        self._told_with = {self._verb_of(s.trigger.i): n for n, s in reversed(list(enumerate(scenes)))}
        self.of_act = [self._describe_act(n) for n in range(len(scenes))]
        self._verbs = [self._verb_of(hit.at) for hit in told.hits]
        self.of_hit = [self._describe_hit(hit, verb) for hit, verb in zip(told.hits, self._verbs, strict=True)]
        self._alike = self._count_alike()

    def describe(self, offers: Offers) -> Features:
        """What stands between each act and the time or place that may be its own.

        What is the same for all times of an act is in `of_act`; what is the same of a hit for all acts is in `of_hit`.
        """
        return self._between(offers) | self._voices(offers) | self._acts(offers)

    def _verb_of(self, i: int) -> int:
        """The verb that governs a token, itself included."""
        columns = self.columns
        while columns.head[i] != i:
            if columns.pos[i] in _VERBS and columns.dep[i] != "amod":
                break
            i = columns.head[i]
        return i

    @cached_property
    def _cues(self) -> dict[int, list[_Cue]]:
        """The cues of each sentence."""
        out: dict[int, list[_Cue]] = defaultdict(list)
        voices = self.context.voices
        for k, attribution in enumerate(voices.attributions):
            source = attribution.source.span if attribution.source is not None else None
            span = attribution.cue or source
            tokens = tokens_at(self.context.doc, span.start, span.end) if span is not None else None
            if tokens is not None:
                told = (
                    link.voice.speaker for link in voices.chains[k] if link.voice is not None and link.voice.speaker
                )
                root = tokens.root
                out[sentence_number(root)].append(_Cue(k, next(told, None), self._verb_of(root.i)))
        return out

    def _describe_act(self, n: int) -> Row:
        """The act's tense, whether it is quoted, and how many acts of the report the rules give a value."""
        scene, columns = self.scenes[n], self.columns
        trigger = scene.trigger
        verb = self._verb_of(trigger.i)
        helpers = {c.lower_ for c in self.context.doc[verb].lefts if c.dep_ in {"aux", "auxpass"}}
        articles = {c.lower_ for c in trigger.lefts} if trigger.pos_ == "NOUN" else set()
        inner = self._inner[n]
        quoted = self.context.voices.attributions[inner].quoted if inner is not None else ""
        return {
            f"tag={trigger.tag_}": 1.0,
            f"verb={columns.tag[verb]}": 1.0,
            "perfect": float(not _PERFECT.isdisjoint(helpers)),
            "pluperfect": float("had" in helpers),
            "quoted": float(quoted == "direct"),
            "indirect": float(quoted not in {"", "direct"}),
            "depth": float(len(self._covers[n])),
            "definite": float(not articles.isdisjoint({"the", "this", "that", "these"})),
            "indefinite": float(not articles.isdisjoint({"a", "an", "another"})),
            "given-share": self._dated / len(self.scenes),
            "given-near": float(sum(name is not None for name in self.chosen[max(0, n - 4) : n + 5])),
        }

    def _describe_hit(self, hit: Hit, verb: int) -> Row:
        """What the time or place hangs on, and whether it opens its sentence."""
        columns = self.columns
        start, _ = sentence_edges(hit.token)
        return {
            "opens": float(hit.at - start <= _OPENS),
            f"told-dep={columns.dep[hit.at]}": 1.0,
            f"told-prep={find_preposition(columns, hit.at)}": 1.0,
            f"told-verb={columns.tag[verb]}": 1.0,
            "told-root": float(columns.dep[verb] == "ROOT"),
            "told-in-cue": float(any(cue.verb == verb for cue in self._cues.get(hit.sentence, ()))),
        }

    def _between(self, offers: Offers) -> Features:
        """Other times or places between the acts and these, and their paragraphs."""
        at = [hit.at for hit in self.hits]
        triggers = [s.trigger.i for s in self.scenes]
        place, trigger = _pick(at, offers.hit), _pick(triggers, offers.act)
        ahead = place > trigger
        first = np.where(
            ahead,
            _pick([bisect_right(at, i) for i in triggers], offers.act),
            _pick([bisect_right(at, i) for i in at], offers.hit),
        )
        last = np.where(
            ahead,
            _pick([bisect_left(at, i) for i in at], offers.hit),
            _pick([bisect_left(at, i) for i in triggers], offers.act),
        )
        between = np.maximum(0, last - first)
        breaks, doc = self.context.line_breaks, self.context.doc
        of_trigger, of_hit = ([bisect_right(breaks, doc[i].idx) for i in places] for places in (triggers, at))
        apart = _pick(of_trigger, offers.act) - _pick(of_hit, offers.hit)
        return {
            "between": between.astype(np.float64),
            "between-values": self._count_values(first.tolist(), last.tolist(), offers.named),
            "last-before": ((place < trigger) & (between == 0)).astype(np.float64),
            "same-paragraph": (apart == 0).astype(np.float64),
            "paragraphs-apart": np.clip(apart, -_MOST, _MOST).astype(np.float64),
        }

    def _count_values(self, first: Sequence[int], last: Sequence[int], named: Sequence[tuple[int, str]]) -> Column:
        """How many values other than its own the times or places from `first` to before `last` have, for each pair."""
        values = [hit.name for hit in self.hits]
        inside = (set(values[a:b]) if b > a else () for a, b in zip(first, last, strict=True))
        return to_column([len(found) - (name in found) for found, (_, name) in zip(inside, named, strict=True)])

    def _voices(self, offers: Offers) -> Features:
        """Whether a time or place stands with the words by which the act is said, or within what is said."""
        covers, pairs, voices = self._covers, offers.pairs, self.context.voices
        inside = [frozenset(voices.covering(hit.span)) for hit in self.hits]
        cues = [self._cues.get(hit.sentence, ()) for hit in self.hits]
        said = [frozenset(cue.attribution for cue in own) for own in cues]
        by_verb = [
            frozenset(cue.attribution for cue in own if cue.verb == verb)
            for own, verb in zip(cues, self._verbs, strict=True)
        ]
        speakers = [frozenset(cue.speaker for cue in own if cue.speaker is not None) for own in cues]
        speaker = [frozenset((s.move.voice.speaker,)) for s in self.scenes]
        return {
            "own-cue": to_column([not covers[n].isdisjoint(said[h]) for n, h in pairs]),
            "own-cue-verb": to_column([not covers[n].isdisjoint(by_verb[h]) for n, h in pairs]),
            "same-speaker": to_column([not speaker[n].isdisjoint(speakers[h]) for n, h in pairs]),
            "other-speaker": to_column([not speakers[h] <= speaker[n] for n, h in pairs]),
            "both-said": to_column([not covers[n].isdisjoint(inside[h]) for n, h in pairs]),
            "said-apart": to_column([not inside[h] <= covers[n] for n, h in pairs]),
            "act-said-apart": to_column([not covers[n] <= inside[h] for n, h in pairs]),
        }

    def _count_alike(self) -> list[dict[str, Counter[str]]]:
        """For each act what the rules chose for the acts that share its word, speaker or sentence, or its actors.

        Those of the same actors are others; the act itself is among the rest.
        """
        given = [(m, name) for m, name in enumerate(self.chosen) if name is not None]
        shared: dict[str, Sequence[str | int | None]] = {
            "word": [self.columns.lemma[scene.trigger.i] for scene in self.scenes],
            "speaker": [scene.move.voice.speaker for scene in self.scenes],
            "sentence": [scene.sentence for scene in self.scenes],
        }  # fmt: skip
        out: list[dict[str, Counter[str]]] = []
        alike = {key: _count_by(values, given) for key, values in shared.items()}
        for n in range(len(self.scenes)):
            counts = {key: alike[key][values[n]] for key, values in shared.items() if values[n] is not None}
            near = range(max(0, n - _NEAR), min(len(self.scenes), n + _NEAR + 1))
            actors = self._actors[n]
            beside = [m for m in near if m != n and not actors.isdisjoint(self._actors[m])]
            counts[_OF_OTHERS] = Counter(name for m in beside if (name := self.chosen[m]) is not None)
            out.append(counts)
        return out

    def _acts(self, offers: Offers) -> Features:
        """The acts that the rules give these values, and the acts that the times or places are told with."""
        named, alike = offers.named, self._alike
        own = to_column([self.chosen[n] == name for n, name in named])
        columns: Features = {}
        for key, feature in _ALIKE.items():
            counts = [counted.get(key) for counted in alike]
            given = [c.get(name, 0) if (c := counts[n]) is not None else 0 for n, name in named]
            counted = 0.0 if key == _OF_OTHERS else _pick([float(c is not None) for c in counts], offers.act)
            columns[feature] = to_column(given) - own * counted
        told_with = [self._told_with.get(verb, -1) for verb in self._verbs]
        with_act = _pick(told_with, offers.hit)
        known, kinds = with_act >= 0, [s.act.act for s in self.scenes]
        both = [(told_with[h], n) for n, h in offers.pairs]
        return columns | {
            "told-self": (known & (with_act == offers.act)).astype(np.float64),
            "told-same-act": known * to_column([kinds[m] is kinds[n] for m, n in both]),
            "told-same-actors": known * to_column([not self._actors[m].isdisjoint(self._actors[n]) for m, n in both]),
            "told-steps": known * np.clip(with_act - offers.act, -_MOST, _MOST),
        }


def _pick(values: Sequence[float], numbers: Numbers) -> NDArray[Any]:
    return np.array(values)[numbers]


def _count_by(
    values: Sequence[str | int | None], given: Sequence[tuple[int, str]]
) -> defaultdict[str | int | None, Counter[str]]:
    """For each of the `values` of acts, what the rules chose for the acts that have it."""
    out: defaultdict[str | int | None, Counter[str]] = defaultdict(Counter)
    for m, name in given:
        out[values[m]][name] += 1
    return out
