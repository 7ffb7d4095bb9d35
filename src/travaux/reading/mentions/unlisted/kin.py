"""Sides told by a name before a common noun: "the Lua and Reni clans", "Fijian rebels"."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_edges
from travaux.reading.mentions.kinds import BODY_KINDS
from travaux.reading.mentions.unlisted.names import Candidate

_KIN = frozenset({"clan", "tribe"})
_REBELS = frozenset({"rebel", "separatist", "insurgent", "guerrilla", "secessionist", "mutineer"})
_MODIFIERS = frozenset({"JJ", "NNP", "NNPS"})


def find_kin(doc: Doc, mentions: Mapping[int, Mention]) -> Iterator[Candidate]:
    """The clans of a report that tells of several; rebels told by their state or region where packs know no group of it."""
    columns = columns_of(doc)
    groups = any(m.kind is ActorKind.ARMED_GROUP for m in mentions.values())
    clans = [c for place, lemma in enumerate(columns.lemma) if lemma in _KIN for c in _clans(doc, place, lemma)]
    if len({c.name for c in clans}) > 1:
        yield from clans
    for place, lemma in enumerate(columns.lemma):
        if lemma in _REBELS and columns.tag[place] == "NNS" and not groups and doc[place].text.islower():
            yield from _rebels(doc, place, mentions)


def _clans(doc: Doc, place: int, lemma: str) -> Iterator[Candidate]:
    """ "The Reni clan"; of "the Lua and Reni clans" each is one."""
    first = sentence_edges(doc[place])[0]
    own = _capitals_before(doc, place, first)
    if own is None:
        return
    name = f"{own.text} {lemma}"
    other = (
        _capitals_before(doc, own.start - 1, first)
        if own.start > first and doc[own.start - 1].lower_ == "and"
        else None
    )
    if other is not None and doc[place].tag_ == "NNS":
        yield Candidate(other, lemma, armed=False, called=f"{other.text} {lemma}", head=place)
        yield Candidate(doc[own.start : place + 1], lemma, armed=False, called=name, beside=f"{other.text} {lemma}")
    elif doc[place].tag_ == "NN":
        yield Candidate(doc[own.start : place + 1], lemma, armed=False, called=name)


def _capitals_before(doc: Doc, place: int, first: int) -> SpacySpan | None:
    start = place
    while start > first and doc[start - 1].text[:1].isupper() and doc[start - 1].lower_ != "the":
        start -= 1
    return SpacySpan(doc, start, place) if start < place else None


def _rebels(doc: Doc, place: int, mentions: Mapping[int, Mention]) -> Iterator[Candidate]:
    before = doc[place - 1] if place else None
    if before is None or not before.text[:1].isupper() or before.tag_ not in _MODIFIERS or before.head.i != place:
        return
    mention = mentions.get(before.i)
    if mention is not None and mention.kind in BODY_KINDS - {ActorKind.STATE}:
        return
    country = mention.country if mention is not None else None
    yield Candidate(
        doc[place : place + 1],
        doc[place].lower_,
        armed=True,
        called=f"{before.lower_} {doc[place].lower_}",
        country=country,
    )
