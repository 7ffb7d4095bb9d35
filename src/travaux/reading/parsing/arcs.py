"""The model's parse, found as its own parser finds it and in a third of the time.

spaCy's parser (arc-eager: Goldberg and Nivre, 2012) walks through a text move by move, and each move costs it more than its
sums. But where its stack is empty and the next word has nothing to its left, what follows depends on what went before no
more. So parsers are let loose at all places where a sentence is likely to begin, and take their moves in step, as rows of
the same arrays. One that arrives, its stack empty, where another began is done: the other goes on for it. Those that
nobody arrives at began amid a sentence and are left out. Scores are the same sums in another order, which moves one by a
millionth.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IS_SPACE, ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc
from thinc.api import NumpyOps

PARSER = "parser"
"""The model's component of that kind."""
_FEATURES = 8
"""What a state is seen by: two words to come, three on the stack, the last child to the left of either and to the right."""
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_MOVES = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT, "B": _BREAK}
_SUBWORD = "subtok"
"""A relation with rules of its own."""
_BEGINS, _PUT_BACK, _STACKED, _FOLLOWED, _BREAKABLE = 1, 2, 4, 8, 16
"""What moves are allowed by: the next word begins a sentence, or was put back from the stack; there is a stack, a word behind
the next, and such a one that a sentence can begin at."""
_ENDS = (".", "?", "!")
_CLOSING = ('"', "'", "''", ")", "]")
_CLOSERS = 3
"""How many of these are looked for."""
_REACH = 4
"""How many beginnings a parser may pass by."""
_AHEAD = 2
"""How many words behind its end a parser sees."""
Ints = NDArray[np.intp]
Scores = NDArray[np.float32]


class ArcReader:
    """Sets heads and relations as `parser` would."""

    def __init__(self, parser: DependencyParser) -> None:
        self._parser = parser
        self._words, lower, upper = parser.model.layers
        names = [name.partition("-") for name in parser.move_names]
        self._kinds = np.array([_MOVES[move] for move, _, _ in names])
        self._labels = np.array([parser.vocab.strings.add(label) for _, _, label in names], dtype=np.uint64)
        self._root = parser.vocab.strings.add("ROOT")
        self._ends, self._closing = ([parser.vocab.strings.add(form) for form in forms] for forms in (_ENDS, _CLOSING))
        weights, pad, bias = (np.asarray(lower.get_param(name)) for name in ("W", "pad", "b"))
        self._pieces, self._width = weights.shape[2], weights.shape[1]
        self._weights = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(weights.shape[3], -1))
        self._bias = np.ascontiguousarray(bias.T).ravel()
        self._padding = pad[0].transpose(0, 2, 1).reshape(_FEATURES, -1)
        self._upper = np.ascontiguousarray(np.asarray(upper.get_param("W")).T)
        self._allowed = np.asarray(upper.get_param("b")) + _penalties(self._kinds)
        """The bias of each move by what a state allows; of a move that it does not, minus infinity."""

    def __call__(self, doc: Doc) -> Doc:
        """Parse `doc`; one whose sentences cannot be taken apart goes to the parser itself."""
        found = self._find(doc)
        if found is None:
            read: Doc = self._parser(doc)
            return read
        heads, moves = found
        labels = np.where(moves < 0, np.uint64(self._root), self._labels[moves])
        doc.from_array([HEAD, DEP], np.stack([heads.astype(np.uint64), labels], axis=1))  # type: ignore[arg-type]  # all bits
        for finish in self._parser.postprocesses:
            finish(doc)
        return doc

    def _find(self, doc: Doc) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """For each word how far its head is, and its relation's move or -1; None where that is not found out here."""
        starts = doc.to_array(SENT_START).astype(np.int64)
        if not len(doc) or (starts < 0).any():
            return None
        board = _Board((starts == 1).nonzero()[0], self._likely_starts(doc), len(doc))
        self._run(board, self._seen(doc))
        return board.read()

    def _likely_starts(self, doc: Doc) -> Ints:
        """The words behind the end of a sentence, the quotation marks and brackets that close there and white space."""
        forms, blank, spaced = doc.to_array([ORTH, IS_SPACE, SPACY]).T
        ends, joined = np.isin(forms, self._ends), np.isin(forms, self._closing)
        joined[1:] &= spaced[:-1] == 0
        joined |= blank > 0
        for _ in range(_CLOSERS):
            ends[1:] |= ends[:-1] & joined[1:]
        return (ends[:-1] & ~ends[1:]).nonzero()[0] + 1

    def _seen(self, doc: Doc) -> Scores:
        """What each word adds to the sums of a state, by feature: rows of `_FEATURES` a word, those of no word first."""
        rows: Any = self._words.predict([doc])
        seen = np.empty((len(rows) + 1, _FEATURES, len(self._bias)), dtype=np.float32)
        seen[0] = self._padding
        np.matmul(rows, self._weights, out=seen[1:].reshape(len(rows), -1))
        seen[:, 0] += self._bias
        return seen.reshape(-1, len(self._bias))

    def _run(self, board: "_Board", seen: Scores) -> None:
        """Take moves until all parsers are done."""
        while len(board.stack):
            words = board.look()
            summed = np.add.reduce(seen.take(board.rows(words), axis=0), axis=0)
            hidden = summed[:, : self._width]
            for n in range(1, self._pieces):
                hidden = np.maximum(hidden, summed[:, n * self._width : (n + 1) * self._width])
            scores = hidden @ self._upper
            scores += self._allowed.take(board.allow(words), axis=0)
            best = scores.argmax(axis=1)
            board.move(words, best, self._kinds.take(best))


class _Board:
    """The states of all parsers. Each has a slot of its own for every word that it may see; slot 0 is no word.

    `stack`, `back` and `at` hold for each parser at work the word on top of its stack, the last that was put back from there,
    and the first that it never touched; `_below` is what lies under a word that was stacked or put back.
    """

    def __init__(self, edges: Ints, likely: Ints, length: int) -> None:
        self._length = length
        self._first = first = np.union1d(np.append(edges, 0), likely)
        """By parser the word that it begins at."""
        passed = np.append(first, [length] * _REACH)[_REACH:]
        reach = np.minimum(passed + _AHEAD, length)
        sizes = reach - first + _AHEAD
        offsets = np.cumsum(np.append(1, sizes))
        self._begin = offsets[:-1]
        """By parser the slot of that word."""
        self._begun = {word: n for n, word in enumerate(first.tolist())}
        self._next = np.full(len(first), -1)
        """By parser the one that went on for it, or their number where it came to the end."""
        slots, parser = np.arange(offsets[-1]), np.repeat(np.arange(len(first)), sizes)
        word = np.append(-1, slots[1:] - (self._begin - first)[parser])
        within = np.append(False, word[1:] < reach[parser])
        self._real = np.where(within, slots, 0)
        self._row = np.where(within, word + 1, 0) * _FEATURES
        self._feature = np.arange(_FEATURES)[:, None]
        self._flags = np.where(within, np.isin(word, edges) * _BEGINS, _BEGINS)
        self._offer = np.where(within, _FOLLOWED + np.where(self._flags & _BEGINS, 0, _BREAKABLE), 0)
        """By slot what it allows as the next word but one, where that stands right behind the next."""
        self._below, self._left, self._right, self._before, self._heads = np.zeros((5, len(slots)), dtype=np.intp)
        self._moves = np.full(len(slots), -1)
        self._parser = np.arange(len(first))
        self.stack, self.back, self.at = np.zeros_like(first), np.zeros_like(first), self._begin.copy()
        self._any_back = False
        self._broken = np.zeros_like(first)
        """By parser the last slot that it made a sentence begin at."""

    def look(self) -> Ints:
        """What each state is seen by: `_FEATURES` rows of slots."""
        stack, real, below = self.stack, self._real, self._below
        seen = np.empty((_FEATURES, len(stack)), dtype=np.intp)
        real.take(self.at, out=seen[0])
        real.take(self.at + 1, out=seen[1])
        if self._any_back:
            put, under = self.back > 0, below[self.back]
            seen[1] = np.where(put, np.where(under > 0, under, seen[0]), seen[1])
            seen[0] = np.where(put, self.back, seen[0])
        seen[2] = stack
        below.take(stack, out=seen[3])
        below.take(seen[3], out=seen[4])
        self._left.take(seen[0], out=seen[5])
        self._left.take(stack, out=seen[6])
        self._right.take(stack, out=seen[7])
        return seen

    def rows(self, seen: Ints) -> Ints:
        """The row of each slot's word for the feature that it is seen as."""
        rows: Ints = self._row.take(seen) + self._feature
        return rows

    def allow(self, seen: Ints) -> Ints:
        """By parser what decides which moves are allowed."""
        word, behind, top = seen[:3]
        flags: Ints = self._flags.take(word)
        flags += self._offer.take(behind)
        if self._any_back:
            flags[behind != word + 1] &= ~_BREAKABLE
        flags += (top > 0) * _STACKED
        return flags

    def move(self, seen: Ints, best: Ints, kinds: Ints) -> None:
        """Let each parser take its `best` move, which is of a kind."""
        word, behind, top, under = seen[:4]
        self._join_left((kinds == _LEFT).nonzero()[0], seen, best)
        self._join_right((kinds == _RIGHT).nonzero()[0], seen, best)
        breaks = kinds == _BREAK
        if len(who := breaks.nonzero()[0]):
            self._flags[behind[who]] |= _BEGINS
            self._offer[behind[who]] = _FOLLOWED
            self._broken[self._parser[who]] = behind[who]
        push = (kinds == _SHIFT) | (kinds == _RIGHT)
        reduced = (kinds == _REDUCE).nonzero()[0]
        homeless = reduced[(under[reduced] > 0) & (self._heads[top[reduced]] == 0)] if len(reduced) else reduced
        self.stack = np.where(push, word, np.where(breaks, top, under))
        if self._any_back:
            again = push & (self.back > 0)
            self.back = np.where(again, self._below[self.back], self.back)
            self.at += push & ~again
        else:
            self.at += push
        self._below[word[push]] = top[push]
        if len(homeless):
            self._put_back(homeless, top)
        if len(self.stack.nonzero()[0]) < len(self.stack):
            self._leave()

    def _join_left(self, who: Ints, seen: Ints, best: Ints) -> None:
        """Hang the word on the stack on the next one, for the parsers `who`; what it hung on before lets go of it."""
        if len(who):
            head, child = seen[0][who], seen[2][who]
            self._right[self._heads[child]] = self._before[child]
            self._heads[child], self._moves[child], self._left[head] = head, best[who], child
            self._flags[head] &= ~_PUT_BACK

    def _join_right(self, who: Ints, seen: Ints, best: Ints) -> None:
        """Hang the next word on the one on the stack, for the parsers `who`."""
        if len(who):
            head, child = seen[2][who], seen[0][who]
            self._before[child] = self._right[head]
            self._heads[child], self._moves[child], self._right[head] = head, best[who], child

    def _put_back(self, who: Ints, top: Ints) -> None:
        """Make the word on the stack, which hangs on nothing, the next one again, for the parsers `who`."""
        words = top[who]
        self._flags[words] |= _PUT_BACK
        self._below[words] = self.back[who]
        self.back[who] = words
        self._any_back = True

    def _leave(self) -> None:
        """Let parsers go that arrived where another began."""
        going = np.ones(len(self.stack), dtype=bool)
        for n in np.flatnonzero((self.stack == 0) & (self.back == 0)).tolist():
            own, at = self._parser[n], self.at[n]
            word = int(at - self._begin[own] + self._first[own])
            other = self._begun.get(word)
            if self._real[at] == 0:
                self._next[own] = len(self._next) if word == self._length else -1
                going[n] = False
            elif other is not None and other != own and self._left[at] == 0 and self._broken[own] <= at:
                self._next[own] = other
                going[n] = False
        if np.count_nonzero(going) < len(going):
            columns = self.stack, self.back, self.at, self._parser
            self.stack, self.back, self.at, self._parser = (column[going] for column in columns)
            self._any_back = bool(self.back.any())

    def read(self) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """For each word how far its head is, and its relation's move or -1; None where parsers did not meet."""
        slots = []
        for own in self._chain():
            if own is None:
                return None
            other = self._next[own]
            end = self._first[other] if other < len(self._first) else self._length
            slots.append(np.arange(self._begin[own], self._begin[own] + end - self._first[own]))
        at = np.concatenate(slots)
        heads = self._heads[at]
        return np.where(heads > 0, heads - at, 0), np.where(heads > 0, self._moves[at], -1)

    def _chain(self) -> Iterator[int | None]:
        """The parsers that took over from one another, from the first word on; None where one was lost."""
        own = 0
        while own < len(self._next):
            if self._next[own] < 0:
                yield None
                return
            yield own
            own = int(self._next[own])


def _penalties(kinds: Ints) -> Scores:
    """For each state of `_BEGINS` and so on, and each move of these `kinds`, 0 where it is allowed, else minus infinity."""
    out = np.full((2 * _BREAKABLE, len(kinds)), -np.inf, dtype=np.float32)
    for state, row in enumerate(out):
        within = bool(state & _STACKED) and not state & _BEGINS
        allowed = {
            _SHIFT: not state & _STACKED or (within and bool(state & _FOLLOWED) and not state & _PUT_BACK),
            _REDUCE: bool(state & _STACKED),
            _LEFT: within,
            _RIGHT: within,
            _BREAK: bool(state & _BREAKABLE),
        }
        row[[allowed[kind] for kind in kinds.tolist()]] = 0
    return out


def can_stand_in(parser: object) -> bool:
    """Whether `parser` is of the kind whose steps an ArcReader knows."""
    if not isinstance(parser, DependencyParser) or parser.cfg["beam_width"] != 1:
        return False
    model = parser.model
    return (
        len(model.layers) == 3
        and not model.attrs.get("unseen_classes")
        and model.layers[1].get_dim("nF") == _FEATURES
        and model.layers[1].get_dim("nP") > 1
        and isinstance(model.ops, NumpyOps)
        and not any(name.endswith(_SUBWORD) for name in parser.move_names)
    )


@Language.factory("travaux_arcs")
def make_arc_reader(nlp: Language, name: str) -> ArcReader:  # noqa: ARG001
    """The component for the parser of `nlp`."""
    return ArcReader(nlp.get_pipe(PARSER))
