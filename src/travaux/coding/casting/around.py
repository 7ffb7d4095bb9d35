"""How acts, times and places of a report stand among its tenses, quotations and paragraphs, as rows of numbers.

A day told with "he said" holds for what he goes on to say; one told between an act and another day does not reach over it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from travaux.coding.casting.features import Row, Scene, find_preposition
from travaux.coding.casting.hits import Hit, Told
from travaux.coding.context import Context
from travaux.reading.columns import Columns
from travaux.reading.lookup import sentence_number, sentence_of, tokens_at

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
        self._covers = [frozenset(voices.covering(s.act.trigger.span)) for s in scenes]
        self._inner = [next(iter(voices.covering(s.act.trigger.span)), None) for s in scenes]
        self._at = [hit.at for hit in told.hits]
        self._actors = [frozenset(a.name for a in s.move.actors) for s in scenes]
        self._lemmas = [self.columns.lemma[s.trigger.i] for s in scenes]
        self._speakers = [s.move.voice.speaker for s in scenes]
        self._dated = sum(name is not None for name in chosen)
        self._told_with = {self._verb_of(s.trigger.i): n for n, s in reversed(list(enumerate(scenes)))}
        self.of_act = [self._describe_act(n) for n in range(len(scenes))]
        self._verbs = {hit.at: self._verb_of(hit.at) for hit in told.hits}
        self._inside = {hit.span: frozenset(voices.covering(hit.span)) for hit in told.hits}
        self._paragraphs = {i: self._paragraph(i) for i in (*self._at, *(s.trigger.i for s in scenes))}
        self.of_hit = {hit.at: self._describe_hit(hit) for hit in told.hits}
        self._alike = self._count_alike()

    def describe(self, n: int, hit: Hit) -> Row:
        """What stands between an act, by its number, and a time or place that may be its own.

        What is the same for all times of an act is in `of_act`; what is the same of a hit for all acts is in `of_hit`, by
        its place.
        """
        row = self._between(n, hit)
        row |= self._voices(n, hit)
        row |= self._acts(n, hit)
        return row

    def _verb_of(self, i: int) -> int:
        """The verb that governs a token, itself included."""
        columns = self.columns
        while columns.head[i] != i:
            if columns.pos[i] in _VERBS and columns.dep[i] != "amod":
                break
            i = columns.head[i]
        return i

    def _paragraph(self, at: int) -> int:
        return bisect_right(self.context.line_breaks, self.context.doc[at].idx)

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

    def _describe_hit(self, hit: Hit) -> Row:
        """What the time or place hangs on, and whether it opens its sentence."""
        columns, verb = self.columns, self._verbs[hit.at]
        start = sentence_of(hit.token).start
        return {
            "opens": float(hit.at - start <= _OPENS),
            f"told-dep={columns.dep[hit.at]}": 1.0,
            f"told-prep={find_preposition(columns, hit.at)}": 1.0,
            f"told-verb={columns.tag[verb]}": 1.0,
            "told-root": float(columns.dep[verb] == "ROOT"),
            "told-in-cue": float(any(cue.verb == verb for cue in self._cues.get(hit.sentence, ()))),
        }

    def _between(self, n: int, hit: Hit) -> Row:
        """Other times or places between the act and this one, and their paragraphs."""
        trigger = self.scenes[n].trigger.i
        low, high = sorted((trigger, hit.at))
        between = self.hits[bisect_right(self._at, low) : bisect_left(self._at, high)]
        apart = self._paragraphs[trigger] - self._paragraphs[hit.at]
        return {
            "between": float(len(between)),
            "between-values": float(len({other.name for other in between} - {hit.name})),
            "last-before": float(hit.at < trigger and not between),
            "same-paragraph": float(apart == 0),
            "paragraphs-apart": max(-_MOST, min(_MOST, float(apart))),
        }

    def _voices(self, n: int, hit: Hit) -> Row:
        """Whether the time or place stands with the words by which the act is said, or within what is said."""
        cues, covers, speaker = self._cues.get(hit.sentence, ()), self._covers[n], self._speakers[n]
        inside, verb = self._inside[hit.span], self._verbs[hit.at]
        if not (cues or covers or inside):
            return {}
        own = [cue.verb for cue in cues if cue.attribution in covers]
        speakers = [cue.speaker for cue in cues if cue.speaker is not None]
        return {
            "own-cue": float(bool(own)),
            "own-cue-verb": float(verb in own),
            "same-speaker": float(speaker in speakers),
            "other-speaker": float(not {speaker}.issuperset(speakers)),
            "both-said": float(not covers.isdisjoint(inside)),
            "said-apart": float(bool(inside - covers)),
            "act-said-apart": float(bool(covers - inside)),
        }

    def _count_alike(self) -> list[dict[str, Counter[str]]]:
        """For each act what the rules chose for the acts that share its word, speaker or sentence, or its actors.

        Those of the same actors are others; the act itself is among the rest.
        """
        given = [(m, name) for m, name in enumerate(self.chosen) if name is not None]
        sentences = [scene.sentence for scene in self.scenes]
        shared: dict[str, Sequence[str | int | None]] = {
            "word": self._lemmas, "speaker": self._speakers, "sentence": sentences,
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

    def _acts(self, n: int, hit: Hit) -> Row:
        """The acts that the rules give this value, and the act that the time or place is told with."""
        name, own = hit.name, self.chosen[n] == hit.name
        row: Row = {
            _ALIKE[key]: float(count[name] - (own and key != _OF_OTHERS))
            for key, count in self._alike[n].items()
            if name in count
        }
        m = self._told_with.get(self._verbs[hit.at])
        if m is not None:
            row["told-self"] = float(m == n)
            row["told-same-act"] = float(self.scenes[m].act.act is self.scenes[n].act.act)
            row["told-same-actors"] = float(not self._actors[m].isdisjoint(self._actors[n]))
            row["told-steps"] = max(-_MOST, min(_MOST, float(m - n)))
        return row


def _count_by(
    values: Sequence[str | int | None], given: Sequence[tuple[int, str]]
) -> defaultdict[str | int | None, Counter[str]]:
    """For each of the `values` of acts, what the rules chose for the acts that have it."""
    out: defaultdict[str | int | None, Counter[str]] = defaultdict(Counter)
    for m, name in given:
        out[values[m]][name] += 1
    return out
