"""Whose words a whole text is: the authors that the heading of a statement, speech or joint text names."""

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.lookup import text_of
from travaux.reading.mentions.references import References
from travaux.spans import Span

_KIND = r"(?:joint )?(?:press )?(?:statement|remarks|letter|address|speech|message|op-ed|testimony|declaration|communiqu[eé])s?"
_BY = re.compile(rf"^{_KIND}\b[^\n]{{0,40}}?\b(?:by|from|of)\b", re.IGNORECASE)
_OF = re.compile(rf"\b{_KIND}\b", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint\b", re.IGNORECASE)
_LEADERS = re.compile(r"\bleaders of .*$", re.IGNORECASE)
_TOPIC = re.compile(
    r"\s(?:on|at|announcing|regarding|following|before|after|about|marking|ahead|during|condemning|welcoming|concerning)\b",
    re.IGNORECASE,
)
"""What opens the topic behind the authors' names."""
_FIRST_LINE = 300
"""Characters in which the heading is looked for."""
_BODIES = frozenset({ActorKind.STATE, ActorKind.IGO, ActorKind.AGENCY, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The first line of a text of somebody's own, and who they are; `names` may be how the heading calls them together."""

    span: Span
    authors: tuple[Mention, ...]
    names: tuple[str, ...]

    @property
    def speaker(self) -> str:
        """The authors as one voice."""
        return " and ".join(self.names)


def find_heading(doc: Doc, references: References) -> Heading | None:
    """The heading of a text with named authors; None for a report."""
    text = text_of(doc)
    line = text[:_FIRST_LINE].lstrip().split("\n")[0]
    start = text.index(line)
    by = _BY.match(line)
    of = _OF.search(line)
    if by is not None:
        topic = _TOPIC.search(line, by.end())
        within = Span(start + by.end(), start + (topic.start() if topic else len(line)))
    elif of is not None and of.start() > 0:
        within = Span(start, start + of.start())
    else:
        return None
    named = [m for m in references.mentions if within.start <= m.span.start < within.end]
    together = _LEADERS.search(line)
    joint = _JOINT.search(line) is not None or together is not None
    authors = _authors(named, joint=joint, first=by is not None)
    if not authors:
        return None
    names = tuple(dict.fromkeys(_name(m, references) for m in authors))
    whole = len(line) < _FIRST_LINE and start + len(line) < len(text)
    end = start + len(line) if whole else authors[-1].span.end
    if together is not None and len(names) > 1:
        names = (text[start + together.start() : end],)
    return Heading(span=Span(start, end), authors=authors, names=names)


def _authors(named: list[Mention], *, joint: bool, first: bool) -> tuple[Mention, ...]:
    """Persons before bodies; one where the text is not a joint one."""
    people = [m for m in named if m.kind is ActorKind.PERSON]
    found = people or [m for m in named if m.kind in _BODIES and m.by != "adjective"]
    if joint:
        return tuple(found)
    return tuple(found[:1] if first else found[-1:])


def _name(mention: Mention, references: References) -> str:
    """A name without the capitalised verb of the heading behind it ("President Holm Announcing …")."""
    name = mention.names[0]
    words = name.split()
    if mention.by != "name" or len(words) < 2 or not words[-1].endswith("ing"):
        return name
    known = references.world.surnames.get(" ".join(words[:-1]), ())
    return known[0].name if len(known) == 1 else " ".join(words[:-1])
