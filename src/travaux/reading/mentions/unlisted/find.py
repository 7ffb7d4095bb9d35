"""Sides that no pack knows: names of fronts, armies, unions and councils that a report shows to bargain or to fight.

A name is one by its own noun ("Upper River Front", "Federation of Nurses"), and a side by what is told of it: it signs, rejects
or is offered something, stands "between" or "with" others in talks, has fighters or negotiators. A body named in passing is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import World
from travaux.reading.annotations import Mention
from travaux.reading.columns import columns_of
from travaux.reading.lookup import tokens_at
from travaux.reading.mentions.unlisted.kin import find_kin
from travaux.reading.mentions.unlisted.names import Candidate, find_candidates, join_names
from travaux.reading.mentions.unlisted.signs import (
    Sign,
    Sort,
    find_short_signs,
    find_signs,
    is_told_of_strike,
    stands_alone,
)
from travaux.spans import Span

_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.MOVEMENT})
_ENOUGH = 2
"""Signs by which a body that bears no arms by its name is a side."""


def add_unlisted(doc: Doc, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a report with the names of sides that no pack knows, in place of the words that they hold."""
    by_token = _by_token(doc, mentions)
    found = [*find_candidates(doc, by_token), *find_kin(doc, by_token)]
    if not found:
        return tuple(mentions)
    longest = join_names(sorted({c.name for c in found}))
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        groups[longest[candidate.name]].append(candidate)
    sides = {name: own for name, own in groups.items() if _is_side(doc, own, groups)}
    new = [m for name, own in sides.items() for m in _mentions(doc, name, own)]
    new += _short_names(doc, sides, by_token)
    return _lay_over(mentions, new)


def is_unlisted(mention: Mention, world: World) -> bool:
    """Whether a mention names a side that no pack knows."""
    return mention.by == "name" and mention.kind in _KINDS and mention.names[0] not in world.entries


def _by_token(doc: Doc, mentions: Iterable[Mention]) -> dict[int, Mention]:
    return {t.i: m for m in mentions for t in tokens_at(doc, m.span.start, m.span.end) or ()}


def _is_side(doc: Doc, own: Sequence[Candidate], groups: dict[str, list[Candidate]]) -> bool:
    """Whether the report shows a name as a side: one sign will do for who bears arms, others need a deal or several."""
    acronyms = {c.acronym for c in own if c.acronym}
    signs: set[Sign] = {s for c in own for s in find_signs(c.word)}
    signs |= {s for t in doc if t.text in acronyms for s in find_signs(t)}
    for noun in {c.noun for c in own}:
        if sum(any(c.noun == noun for c in others) for others in groups.values()) == 1:
            signs |= set(find_short_signs(doc, noun, own[0].tokens.end))
    sorts = {sort for sort, _ in signs}
    if Sort.BETWEEN in sorts:
        return False
    if own[0].armed and sorts:
        return True
    if Sort.DEAL in sorts or (sorts and any(is_told_of_strike(c.word) for c in own)):
        return True
    return len(signs) >= _ENOUGH and Sort.ACT in sorts


def _mentions(doc: Doc, name: str, own: Sequence[Candidate]) -> list[Mention]:
    """One mention for each place in which a side is named, in full or by its acronym."""
    kind = ActorKind.ARMED_GROUP if own[0].armed else ActorKind.MOVEMENT
    out = [_mention(c.tokens, name, kind, c) for c in own]
    acronyms = {c.acronym for c in own if c.acronym}
    if acronyms:
        out += [_mention(doc[t.i : t.i + 1], name, kind) for t in doc if t.text in acronyms]
    return out


def _mention(tokens: SpacySpan, name: str, kind: ActorKind, candidate: Candidate | None = None) -> Mention:
    span = Span(tokens.start_char, tokens.end_char)
    names = (name, candidate.beside) if candidate is not None and candidate.beside else (name,)
    head = candidate.word.i if candidate is not None and candidate.head is None else tokens.root.i
    country = candidate.country if candidate is not None else None
    return Mention(span=span, head=head, names=names, kind=kind, by="name", country=country)


def _short_names(doc: Doc, sides: dict[str, list[Candidate]], by_token: dict[int, Mention]) -> list[Mention]:
    """ "The front", "the League" behind a name of that noun: the one side that has it."""
    nouns: dict[str, list[str]] = defaultdict(list)
    for name, own in sides.items():
        for noun in {c.noun for c in own}:
            nouns[noun].append(name)
    columns = columns_of(doc)
    out = []
    for noun, names in nouns.items():
        if len(names) > 1:
            continue
        own = sides[names[0]]
        kind = ActorKind.ARMED_GROUP if own[0].armed else ActorKind.MOVEMENT
        for place in columns.word_places.get(noun, ()):
            token = doc[place]
            inside = any(c.tokens.start <= place < c.tokens.end for c in own)
            if place > own[0].tokens.start and not inside and _is_free(by_token.get(place)) and stands_alone(token):
                out.append(_mention(doc[place : place + 1], names[0], kind))
    return out


def _is_free(mention: Mention | None) -> bool:
    """Whether packs do not say whom a word names."""
    return mention is None or (mention.by == "name" and len(mention.names[0].split()) == 1)


def _lay_over(mentions: Sequence[Mention], new: Iterable[Mention]) -> tuple[Mention, ...]:
    """All mentions in order; of those that overlap a new one, the new one stays."""
    out = list(new)
    kept = [m for m in mentions if not any(m.span.overlaps(n.span) for n in out)]
    return tuple(sorted((*kept, *out), key=lambda m: (m.span.start, m.span.end)))
