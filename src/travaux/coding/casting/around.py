"""How acts, times and places of a report stand among its tenses, quotations and paragraphs, as rows of numbers.

A day told with "he said" holds for what he goes on to say; one told between an act and another day does not reach over it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from travaux.coding.casting.features import Row, Scene
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
        self._own = [self._describe_act(n) for n in range(len(scenes))]
        self._of_hit = {hit.at: self._describe_hit(hit) for hit in told.hits}
        self._alike = [self._count_alike(n) for n in range(len(scenes))]

    def describe(self, n: int, hit: Hit) -> Row:
        """What stands around the act of this number and a time or place that may be its own."""
        return self._own[n] | self._of_hit[hit.at] | self._between(n, hit) | self._voices(n, hit) | self._acts(n, hit)

    def _verb_of(self, i: int) -> int:
        """The verb that governs a token, itself included."""
        columns = self.columns
        while columns.head[i] != i:
            if columns.pos[i] in _VERBS and columns.dep[i] != "amod":
                break
            i = columns.head[i]
        return i

    @cached_property
    def _breaks(self) -> list[int]:
        return [i for i, character in enumerate(self.context.report.text) if character == "\n"]

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._breaks, self.context.doc[at].idx)

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
        columns, verb = self.columns, self._verb_of(hit.at)
        start = sentence_of(hit.token).start
        return {
            "opens": float(hit.at - start <= _OPENS),
            f"told-dep={columns.dep[hit.at]}": 1.0,
            f"told-verb={columns.tag[verb]}": 1.0,
            "told-root": float(columns.dep[verb] == "ROOT"),
            "told-in-cue": float(any(cue.verb == verb for cue in self._cues.get(hit.sentence, ()))),
        }

    def _between(self, n: int, hit: Hit) -> Row:
        """Other times or places between the act and this one, and their paragraphs."""
        trigger = self.scenes[n].trigger.i
        low, high = sorted((trigger, hit.at))
        between = self.hits[bisect_right(self._at, low) : bisect_left(self._at, high)]
        apart = self._paragraph(trigger) - self._paragraph(hit.at)
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
        inside = frozenset(self.context.voices.covering(hit.span))
        verb = self._verb_of(hit.at)
        return {
            "own-cue": float(any(cue.attribution in covers for cue in cues)),
            "own-cue-verb": float(any(cue.attribution in covers and cue.verb == verb for cue in cues)),
            "same-speaker": float(speaker is not None and any(cue.speaker == speaker for cue in cues)),
            "other-speaker": float(any(cue.speaker is not None and cue.speaker != speaker for cue in cues)),
            "both-said": float(not covers.isdisjoint(inside)),
            "said-apart": float(bool(inside - covers)),
            "act-said-apart": float(bool(covers - inside)),
        }

    def _count_alike(self, n: int) -> dict[str, Counter[str | None]]:
        """What the rules chose for the other acts that share the act's word, actors, speaker or sentence."""
        out: dict[str, Counter[str | None]] = {key: Counter() for key in ("word", "actor", "speaker", "sentence")}
        for m, name in enumerate(self.chosen):
            if m == n or name is None:
                continue
            out["word"][name] += self._lemmas[m] == self._lemmas[n]
            out["actor"][name] += abs(m - n) <= _NEAR and not self._actors[m].isdisjoint(self._actors[n])
            out["speaker"][name] += self._speakers[n] is not None and self._speakers[m] == self._speakers[n]
            out["sentence"][name] += self.scenes[m].sentence == self.scenes[n].sentence
        return out

    def _acts(self, n: int, hit: Hit) -> Row:
        """The acts that the rules give this value, and the act that the time or place is told with."""
        row: Row = {f"{key}-given": float(names[hit.name]) for key, names in self._alike[n].items()}
        m = self._told_with.get(self._verb_of(hit.at))
        if m is not None:
            row["told-self"] = float(m == n)
            row["told-same-act"] = float(self.scenes[m].act.act is self.scenes[n].act.act)
            row["told-same-actors"] = float(not self._actors[m].isdisjoint(self._actors[n]))
            row["told-steps"] = max(-_MOST, min(_MOST, float(m - n)))
        return row
