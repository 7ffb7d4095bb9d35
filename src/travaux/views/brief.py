"""The brief: a page on where a negotiation stands, every line footnoted with the words that it rests on."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import Act, ActorKind, Modality, Role
from travaux.views.desk import Desk, Line, Note
from travaux.views.events import (
    list_access,
    list_doubts,
    list_meetings,
    list_next,
    list_set_aside,
    list_sources,
    list_texts,
    list_to_check,
)
from travaux.views.sections import (
    list_contested,
    list_demands,
    list_pressure,
    list_proposals,
)
from travaux.views.stances import list_ceasefires, list_stances
from travaux.views.standing import list_standing
from travaux.views.table import list_table
from travaux.views.told import list_deeds, list_talks
from travaux.views.wording import say_edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The page."""

    title: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


SECTIONS: tuple[tuple[str, int, Callable[[Desk], Iterable[Line]]], ...] = (
    ("Where things stand", 5, list_standing),
    ("What is told of the talks", 8, list_talks),
    ("Who is at the table", 8, list_table),
    ("On the table", 6, list_proposals),
    ("Who wants what", 10, list_demands),
    ("Where each party stands", 6, list_stances),
    ("Threats and pressure", 6, list_pressure),
    ("Ceasefires", 5, list_ceasefires),
    ("Told both ways", 6, list_contested),
    ("What is next", 8, list_next),
    ("Meetings held", 6, list_meetings),
    ("Crossings and convoys", 8, list_access),
    ("Texts adopted or signed", 5, list_texts),
    ("What happened, latest last", 12, list_deeds),
    ("What is uncertain", 8, list_doubts),
    ("To check before use", 8, list_to_check),
    ("Who says so", 8, list_sources),
    ("Set aside, not read", 5, list_set_aside),
)
"""Title, lines at most (those that are set in do not count), and what gives them: a brief is a page to read."""
_SIDES, _PAIR = 4, 2
_FOUGHT = 3
"""Passages that tell two of attacking each other, before a page is called after them rather than after known parties."""
_COVERED = 6
"""Negotiations that a page names at most."""


def make_brief(dossier: Dossier, as_of: str | None = None, covers: Sequence[str] = (), name: str = "") -> Brief:
    """The brief of a dossier as of a day (YYYY-MM-DD), by default that of its last report.

    `covers` are the negotiations that it covers, where they are several: the page says so before all else. `name` is what the
    one that it is of is called; a page of none is called after its parties.
    """
    desk = Desk.of(dossier, as_of)
    sections = [_section(title, most, make, desk) for title, most, make in SECTIONS]
    told = [Section(title="What this page covers", lines=(_say_covered(covers),))] if covers else []
    kept = (s for s in (*told, *sections) if s.lines)
    return Brief(title=_title(dossier, as_of, name), sections=tuple(kept), notes=desk.notes.made())


def _say_covered(covers: Sequence[str]) -> Line:
    """That the page mixes several negotiations, and which."""
    more = f"; and {len(covers) - _COVERED} more" if len(covers) > _COVERED else ""
    named = "; ".join(covers[:_COVERED])
    return Line(text=f"{len(covers)} negotiations, mixed: {named}{more}. Ask for one of them to see where it stands.")


def _section(title: str, most: int, make: Callable[[Desk], Iterable[Line]], desk: Desk) -> Section:
    """A section of at most so many lines; what is left out is counted, and its footnotes are not made."""
    stream = iter(make(desk))
    kept: list[Line] = []
    for line in stream:
        if line.indent == 0 and sum(1 for k in kept if k.indent == 0) == most:
            left = 1 + sum(1 for _ in islice(stream, None) if _.indent == 0)
            desk.notes.keep_to(kept)
            kept.append(Line(text=f"… and {left} more; --format json has them all."))
            break
        kept.append(line)
    return Section(title=title, lines=tuple(kept))


def _title(dossier: Dossier, as_of: str | None, name: str) -> str:
    sides = [name] if name else _name_sides(dossier)
    days = sorted(r.published for r in dossier.reports if r.published)
    span = "undated" if not days else _span(days[0], days[-1])
    number = f"{len(dossier.reports)} report{'s' if len(dossier.reports) != 1 else ''}"
    subject = " – ".join(sides) if sides else "No parties found"
    known = f", as known on {say_edtf(as_of)}" if as_of else ""
    return f"{subject} ({number}, {span}{known})"


def _name_sides(dossier: Dossier) -> list[str]:
    """Four parties at most; two others in their place where these are told to attack each other and the parties are not."""
    told = [p for p in dossier.parties if p.kind is not ActorKind.PERSON]
    sides = [p.name for p in told if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP}][:_SIDES]
    known, fights = {p.name for p in told}, Counter[tuple[str, ...]]()
    for move in dossier.moves:
        if move.act is Act.ATTACK and move.modality is Modality.ASSERTED:
            pairs = {tuple(sorted({a, b} & known)) for a in move.actors for b in move.recipients}
            fights.update({pair: len(move.evidence) for pair in pairs if len(pair) == _PAIR})
    between = max((n for pair, n in fights.items() if set(pair) & set(sides)), default=0)
    pair, most = max(fights.items(), key=lambda f: (f[1], f[0]), default=((), 0))
    return list(pair) if most >= _FOUGHT and most > between else sides


def _span(first: str, last: str) -> str:
    return say_edtf(first) if first == last else f"{say_edtf(first)} to {say_edtf(last)}"


def render_brief(brief: Brief) -> str:
    """The brief as plain text, with its footnotes."""
    out = [brief.title, "=" * len(brief.title), ""]
    for section in brief.sections:
        out += [section.title, "-" * len(section.title)]
        out += [render_line(line) for line in section.lines]
        out.append("")
    if brief.notes:
        out += ["Notes", "-----"]
        out += [f"[{n.number}] “{n.quote}” ({n.chain}; {n.label} {n.start}–{n.end})" for n in brief.notes]
    return "\n".join(out).rstrip() + "\n"


def render_line(line: Line) -> str:
    """One line with its footnote marks and the number of independent origins."""
    marks = "".join(f"[{n}]" for n in line.notes)
    return f"{'    ' * line.indent}• {line.text}{f' {marks}' if marks else ''}{say_support(line)}"


def say_support(line: Line) -> str:
    """How much more a line rests on than its footnotes show."""
    more = f" and {line.more} more" if line.more > 0 and line.notes else ""
    return f"{more} — {line.origins} independent origins" if line.origins > 1 else more
