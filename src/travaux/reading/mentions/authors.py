"""Whose "I" and "we" a whole report is: the author of a statement, speech or joint text, read off its first line."""

import re

from spacy.tokens import Doc

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.lookup import text_of

_KIND = r"(?:joint )?(?:press )?(?:statement|remarks|letter|address|speech|message|op-ed|testimony|declaration)s?"
_BY = re.compile(rf"^{_KIND}\b[^\n]{{0,40}}?\b(?:by|from|of)\b", re.IGNORECASE)
_OF = re.compile(rf"\b{_KIND}\b", re.IGNORECASE)
_LEADERS = re.compile(r"\bleaders of\b", re.IGNORECASE)
_FIRST_LINE = 300
"""Characters in which the first line is looked for."""


def find_authors(doc: Doc, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The persons or states that speak in a text of their own; empty for a report.

    "Statement from President Holm", "President Holm's remarks on the truce", "Joint Statement from the Leaders of Norway
    and Chile".
    """
    text = text_of(doc)
    head = text[:_FIRST_LINE].lstrip().split("\n")[0]
    start = text.index(head)
    named = [m for m in mentions if start <= m.span.start < start + len(head)]
    by = _BY.match(head)
    if by is not None:
        after = [m for m in named if m.span.start >= start + by.end()]
        if _LEADERS.search(head):
            return tuple(m for m in after if m.kind is ActorKind.STATE)
        people = [m for m in after if m.kind is ActorKind.PERSON]
        return tuple(people[:1])
    of = _OF.search(head)
    before = [m for m in named if of is not None and m.span.end <= start + of.start() and m.kind is ActorKind.PERSON]
    return tuple(before[-1:])
