"""PLOVER's gold-standard records: is the gold event among the outputs, and are its source and target among the actors?

The 322 sentences come from the CAMEO manual and carry older labels; `NOTES.md` beside them maps these. PROTEST and COOPERATE
lie outside the 26 acts, which leaves 291. A source counts as found where a word of its marked span stands in the
wording or the name of an actor of a move of the gold event; a target likewise among the recipients.
"""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from travaux.coding.coder import Coder
from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.codebook import load_codebook
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Modality

FILE = "PLOVER_GSR_CAMEO.txt"
OUTSIDE = frozenset({"PROTEST", "COOPERATE", "DOCUMENT"})
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Labels of version 0.5b1 by those of today."""
_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT", "AID"})
_HARMFUL = frozenset({"SANCTION", "COERCE", "ASSAULT"})
_MARKED = re.compile(r"\((SRC/TAR|SRC|TAR): ?([^()]*)\)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset({"the", "and", "for", "its", "his", "their"})

Record = dict[str, Any]
Misses = Callable[[str], None]


def read_plover(folder: Path) -> list[Record]:
    """The records that lie within the 26 acts."""
    rows: list[Record] = json.loads((folder / FILE).read_text(encoding="utf8"))
    return [row for row in rows if row["event"] not in OUTSIDE]


def measure_plover(coder: Coder, folder: Path, misses: Misses | None = None) -> dict[str, float]:
    """The shares of records with the gold root, source and target; `misses` is told of each without its root."""
    rows = read_plover(folder)
    root = source = target = 0
    for row in rows:
        report = _make_report(row)
        moves = [claim for claim in coder.code(report) if isinstance(claim, Move)]
        event = str(row["event"])
        wanted = RENAMED.get(event, event)
        fit = [move for move in moves if root_of(move) == wanted]
        found = _find_parties(row, fit, report.text)
        root, source, target = root + bool(fit), source + found[0], target + found[1]
        if misses is not None and not (fit and all(found)):
            misses(_describe(row, wanted, moves, found))
    return {"root": root / len(rows), "source": source / len(rows), "target": target / len(rows)}


def root_of(move: Move) -> str:
    """The PLOVER event of a move; these records file promises under AGREE, threats and plans of harm under THREATEN."""
    plain = load_codebook()[move.act].plover
    if plain in _COOPERATIVE:
        return {Modality.FUTURE: "AGREE", Modality.NEGATION: "REJECT"}.get(move.modality, plain)
    if plain in _HARMFUL and move.modality in {Modality.FUTURE, Modality.HYPOTHETICAL}:
        return "THREATEN"
    return plain


def _make_report(row: Record) -> Report:
    given = Fields(id=row["id"], language="en")
    return make_report(Source(text=row["text"], place=row["id"], given=given), IntakeOptions())


def _find_parties(row: Record, moves: Iterable[Move], text: str) -> tuple[bool, bool]:
    """Whether a source and a target of the record stand in the moves; one with no such mark is found."""
    sources, targets, both = _marked(row)
    moves = list(moves)
    actors = _words((a for m in moves for a in m.actors), text)
    others = _words((a for m in moves for a in m.recipients), text)
    joint = bool(both & (actors | others))
    source = joint or bool(sources & actors) or (bool(moves) and not sources | both)
    target = joint or bool(targets & others) or (bool(moves) and not targets | both)
    return source, target


def _marked(row: Record) -> tuple[set[str], set[str], set[str]]:
    """The words of the sources, of the targets, and of those that are both."""
    found: dict[str, set[str]] = {"SRC": set(), "TAR": set(), "SRC/TAR": set()}
    for kind, words in _MARKED.findall(_markup(row)):
        found[kind] |= _plain(words)
    return found["SRC"], found["TAR"], found["SRC/TAR"]


def _markup(row: Record) -> str:
    """The marked sentence; one record has none."""
    info = row.get("textInfo")
    return str(info["markup"]) if isinstance(info, dict) and "markup" in info else ""


def _plain(words: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(words)} - _EMPTY


def _words(actors: Iterable[ActorRef], text: str) -> set[str]:
    """The words of actors as the text has them, and of the names that they were resolved to."""
    wordings = (f"{actor.name} {actor.span.of(text) if actor.span else ''}" for actor in actors)
    return {word for wording in wordings for word in _plain(wording)}


def _describe(row: Record, wanted: str, moves: list[Move], found: tuple[bool, bool]) -> str:
    said = [
        f"{m.act}({', '.join(a.name for a in m.actors)} → {', '.join(a.name for a in m.recipients)}; {m.modality})"
        for m in moves
    ]
    lost = [name for name, ok in zip(("source", "target"), found, strict=True) if not ok]
    return f"{row['id']} {wanted}: lacks {lost}; found {said or 'nothing'}\n    {_markup(row)!r}"
