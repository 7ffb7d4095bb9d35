"""Frames: which words name which act, read from the TOML files of `frames/` and compiled to look-up tables by lemma.

The format is described in `frames/README.md`. A user's own files are read after the package's and add to them.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from travaux.errors import UsageError
from travaux.ontology.vocabulary import Act
from travaux.reading.acts.patterns import Kind, Pattern, compile_entry, expand

_FOLDER = files("travaux.reading.acts") / "frames"
_KEYS = frozenset(
    {"entries", "actor", "recipient", "about", "where", "unless", "needs", "light", "rank", "modality", "mood", "note"}
)
_ROLES = ("actor", "recipient", "about")

Classes = dict[str, frozenset[str]]
Conditions = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One entry with all that goes with it. No slots: it keeps what it requires.

    `where` and `unless` pair a relation with the head lemmas it must, or must not, have (an empty set: anything).
    `needs` lists what must hold of a noun, one being enough; `light` the verbs that carry the
    noun. `modality` is set whatever the words around say; where `mood` lists modalities, an act of another is none.
    """

    act: Act | None
    pattern: Pattern
    slots: Mapping[str, tuple[str, ...]]
    where: Conditions = ()
    unless: Conditions = ()
    needs: tuple[str, ...] = ()
    light: frozenset[str] = frozenset()
    rank: int = 0
    modality: str = ""
    mood: frozenset[str] = frozenset()

    @property
    def specificity(self) -> tuple[int, int]:
        """How much the frame asks for: among frames that match one word, the one that asks for most wins."""
        return self.rank, 2 * len(self.pattern.elements) + len(self.where)

    @property
    def is_denied(self) -> bool:
        """Whether a negation is part of the act: "does not accept" rejects."""
        return any(relation == "negation" for relation, _ in self.where)

    @cached_property
    def required(self) -> tuple[frozenset[str], ...]:
        """Sets of words of each of which the sentence must hold one; sets that name kinds of names too are left out."""
        told = [words for element in self.pattern.elements for words in (element.words, element.inner)]
        told += [words for _, words in self.where]
        return tuple(words for words in told if words and not any(word.startswith("@") for word in words))

    @property
    def rule(self) -> str:
        """The name of this rule, as a claim's evidence shows it."""
        return f"acts/{self.act}:{self.pattern.kind}:{self.pattern.source}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSet:
    """Frames by trigger lemma and part of speech, and what the acts do with other acts in their content."""

    by_lemma: Mapping[str, Mapping[Kind, tuple[Frame, ...]]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    """By first word: the words and the frame."""
    swallows: Mapping[Act, frozenset[Act]]
    classes: Classes = field(default_factory=dict)
    size: int = 0


@cache
def load_frames(extra: tuple[Path, ...] = ()) -> FrameSet:
    """The package's frames, and those of the user's own files or folders.

    Raises:
        UsageError: a file does not follow the format.
    """
    classes = load_classes()
    texts = [
        (entry.name, entry.read_text(encoding="utf8"))
        for entry in sorted(_FOLDER.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".toml") and entry.name != "classes.toml"
    ]
    for path in extra:
        own = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        texts += [(str(p), p.read_text(encoding="utf8")) for p in own]
    tables = [(name, _parse(name, text)) for name, text in texts]
    frames = [frame for name, table in tables for frame in _read_table(name, table, classes)]
    swallows: dict[Act, frozenset[Act]] = {}
    for _, table in tables:
        if not table["act"]:
            continue
        act = Act(table["act"])
        swallows[act] = swallows.get(act, frozenset()) | _read_swallows(table.get("swallows", ""))
    return _compile(frames, swallows, classes)


def load_examples() -> tuple[tuple[Act, str, str, str], ...]:
    """The example sentences of the package's frame files: act, sentence, trigger, modality."""
    out: list[tuple[Act, str, str, str]] = []
    for entry in sorted(_FOLDER.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml") and entry.name != "classes.toml":
            table = _parse(entry.name, entry.read_text(encoding="utf8"))
            rows = (row if len(row) > 2 else [*row, "asserted"] for row in table.get("examples", []))
            out.extend((Act(table["act"]), row[0], row[1], row[2]) for row in rows)
    return tuple(out)


def load_classes() -> Classes:
    """The classes of head nouns of `classes.toml`, with the classes they name written out."""
    raw = tomllib.loads((_FOLDER / "classes.toml").read_text(encoding="utf8"))
    out: Classes = {}
    for name, words in raw.items():
        members: set[str] = set()
        for word in words.split():
            members |= expand(word, f"classes.toml, {name}", out)
        out[name] = frozenset(members)
    return out


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
        _ = table["act"] and Act(table["act"])
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise UsageError(f"frame file {name}: {error}; no frames were loaded") from error
    return table


def _read_swallows(words: str) -> frozenset[Act]:
    return frozenset(Act) if words == "all" else frozenset(Act(word) for word in words.split())


def _read_table(name: str, table: dict[str, Any], classes: Classes) -> Iterable[Frame]:
    act = Act(table["act"]) if table["act"] else None
    defaults = table.get("slots", {})
    for kind in Kind:
        for group in table.get(kind.value, []):
            if unknown := set(group) - _KEYS:
                raise UsageError(f"frame file {name}: unknown keys {sorted(unknown)}; no frames were loaded")
            yield from _read_group(act, kind, {**defaults.get(kind.value, {}), **group}, classes)


def _read_group(act: Act | None, kind: Kind, group: dict[str, Any], classes: Classes) -> Iterable[Frame]:
    slots = {role: tuple(group[role].split()) for role in _ROLES if group.get(role)}
    shared = {
        "slots": slots,
        "where": _read_conditions(group.get("where", {}), classes),
        "unless": _read_conditions(group.get("unless", {}), classes),
        "needs": tuple(group.get("needs", "").split()),
        "light": _read_words(group.get("light", ""), classes),
        "rank": group.get("rank", 0),
        "modality": group.get("modality", ""),
        "mood": frozenset(group.get("mood", "").split()),
    }
    for entry in group["entries"]:
        yield Frame(act=act, pattern=compile_entry(kind, entry, classes), **shared)


def _read_conditions(table: dict[str, str], classes: Classes) -> Conditions:
    return tuple((relation, _read_words(words, classes)) for relation, words in table.items())


def _read_words(words: str, classes: Classes) -> frozenset[str]:
    if words == "*":
        return frozenset()
    return frozenset(member for word in words.split() for member in expand(word, words, classes))


def _compile(frames: list[Frame], swallows: dict[Act, frozenset[Act]], classes: Classes) -> FrameSet:
    tables: dict[str, dict[Kind, list[Frame]]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for frame in frames:
        for lemma in frame.pattern.lemmas:
            if frame.pattern.kind is Kind.PHRASE:
                words = tuple(lemma.split())
                phrases.setdefault(words[0], []).append((words, frame))
            else:
                tables.setdefault(lemma, {}).setdefault(frame.pattern.kind, []).append(frame)
    by_lemma = {
        lemma: {kind: tuple(sorted(rows, key=lambda f: f.specificity, reverse=True)) for kind, rows in table.items()}
        for lemma, table in tables.items()
    }
    return FrameSet(
        by_lemma=by_lemma,
        phrases={word: tuple(rows) for word, rows in phrases.items()},
        swallows=swallows,
        classes=classes,
        size=sum(frame.pattern.size for frame in frames),
    )
