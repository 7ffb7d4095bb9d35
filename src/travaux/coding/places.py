"""The named place of an act: "met in Doha", "visited Muscat", "the invasion of Norway", "reopened the Torkham crossing".

A deed on the ground (an attack, a blockade, a delivery) happens where it strikes or arrives: where nothing nearer is named its
target is its place, else the one that its sentence or the deed told just before names. What is only said has a place
where the sentence puts the speaking somewhere.
"""

import re
from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.facilities import facilities_of
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.acts.syntax import VERBS, coordinated, objects
from travaux.reading.annotations import ActMention
from travaux.reading.lookup import entity_at
from travaux.spans import Span

_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "into", "throughout", "within"})
_TARGETING = frozenset({"of", "on", "against", "into", "to", "over", "toward", "towards", "for", "from"})
_PLACE_LABELS = {"GPE", "LOC", "FAC"}
_TRAVELS = {"travel", "go", "fly", "head", "arrive", "return", "come", "trip", "visit", "journey", "tour"}
_TALKED_OF = {"discuss", "debate", "address", "review", "cover", "raise", "examine"}
_ON_THE_GROUND = frozenset(
    {
        Act.ATTACK,
        Act.CLOSE_ACCESS,
        Act.OPEN_ACCESS,
        Act.DELIVER_AID,
        Act.WITHDRAW,
        Act.CEASEFIRE,
        Act.DETAIN,
    }
)
_GATHERINGS = frozenset({Act.MEET, Act.MEDIATE, Act.RESUME, Act.SUSPEND})
_PLACED = _ON_THE_GROUND | _GATHERINGS | {Act.MOBILIZE, Act.RELEASE, Act.AGREE, Act.VOTE}
"""Acts of which more than what is said can name the place: their objects' own places are theirs."""
_CLAUSES = {"relcl", "acl", "advcl", "ccomp", "csubj", "parataxis"}
SETTLEMENTS = {
    "city",
    "town",
    "village",
    "port",
    "capital",
    "hamlet",
    "settlement",
    "resort",
    "suburb",
    "camp",
    "island",
    "region",
    "province",
    "district",
}
_QUARTERS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central"})
_FAR = 20
"""How many tokens from the trigger a place may stand."""
_SAME_SCENE = 250
"""How many characters back the deed before may stand that names the place for one that names none."""

Place = tuple[str, Span]


def find_place(context: Context, act: ActMention) -> Place | None:
    """The place that the act's own words name, nearest first, else the one of the scene it belongs to."""
    own = _own_place(context, act)
    if own is not None or act.act not in _ON_THE_GROUND:
        return own
    return _of_sentence(context, act) or _of_scene(context, act)


def _own_place(context: Context, act: ActMention) -> Place | None:
    if act.act in {Act.OPEN_ACCESS, Act.CLOSE_ACCESS, Act.DELIVER_AID}:
        points = facilities_of(context, act.clause, act.trigger.span)
        if points:
            return points[0].name, points[0].span
    head = context.doc[act.trigger.head]
    tokens: Iterator[Token] = _places_of(head, act.act)
    if act.act in _ON_THE_GROUND and head.pos_ in VERBS:
        tokens = chain((t for noun in objects(head) for t in _names_of(noun)), tokens)
    if act.act in _GATHERINGS:
        tokens = chain(tokens, (t for t in _namesakes(head) if not _is_state(context, t)))
    if act.act in _ON_THE_GROUND:
        tokens = chain(tokens, _targets_of(head))
    return next((place for token in tokens if (place := place_at(context, token)) is not None), None)


def _of_sentence(context: Context, act: ActMention) -> Place | None:
    """The place that the sentence of a deed names nearest to it."""
    head = context.doc[act.trigger.head]
    named = [t for prep in head.sent if prep.dep_ == "prep" and prep.lower_ in _LOCATIVE for t in _objects_of(prep)]
    for token in sorted(named, key=lambda t: abs(t.i - head.i)):
        place = place_at(context, token) if abs(token.i - head.i) <= _FAR else None
        if place is not None:
            return place
    return None


def _of_scene(context: Context, act: ActMention) -> Place | None:
    """The place of the deed on the ground that was told just before, in the same paragraph."""
    start = act.trigger.span.start
    before = [a for a in context.doc._.acts if a.act in _ON_THE_GROUND and a.trigger.span.end <= start]
    for other in reversed(before):
        if start - other.trigger.span.start > _SAME_SCENE or "\n" in context.quote(Span(other.trigger.span.end, start)):
            return None
        place = _own_place(context, other)
        if place is not None:
            return place
    return None


def _places_of(head: Token, act: Act) -> Iterator[Token]:
    """The nouns that can name the act's place."""
    if act is Act.MEET:
        yield from _visited(head)
    if act is Act.ATTACK and head.pos_ == "NOUN":
        yield from _objects(head, frozenset({"of", "on", "in", "against"}))
    for holder in _holders(head, act):
        yield from _objects(holder, _LOCATIVE)


def _visited(head: Token) -> Iterator[Token]:
    """Where a visit or a journey goes: "visited Muscat", "made a trip to Muscat"."""
    for host in (head, *(t for t in head.children if t.dep_ == "dobj")):
        if host.lemma_.lower() in _TRAVELS:
            yield from (t for t in host.children if t.dep_ == "dobj")
            yield from _objects(host, frozenset({"to", "in"}))


def _namesakes(head: Token) -> Iterator[Token]:
    """The city that talks are called by: "the Geneva talks", "attended the Odesa summit"."""
    for host in (head, *(t for t in head.children if t.dep_ in {"dobj", "nsubjpass"})):
        yield from (
            t for t in host.children if t.dep_ == "compound" and t.ent_type_ in {"GPE", "FAC"} and host.pos_ == "NOUN"
        )


def _targets_of(head: Token) -> Iterator[Token]:
    """What a deed strikes, closes or reaches: "shelled Kherson", "trucks entered Gaza", "the siege of Aleppo"."""
    if head.pos_ in VERBS:
        yield from objects(head)
    for host in (head, *(t for t in head.children if t.dep_ in {"dobj", "nsubjpass", "prt", "attr"})):
        yield from (t for t in host.children if t.dep_ == "compound" and t.ent_type_ in {"GPE", "LOC"})
        yield from _objects(host, _TARGETING)


def _objects(holder: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    for prep in holder.children:
        if prep.dep_ == "prep" and prep.lower_ in prepositions:
            yield from _objects_of(prep)


def _objects_of(prep: Token) -> Iterator[Token]:
    """The nouns behind a preposition, the names of what they stand for first."""
    for noun in prep.children:
        if noun.dep_ == "pobj":
            yield from _names_of(noun)
            yield from coordinated(noun)[:1]
            yield from (t for t in noun.children if t.dep_ in {"appos", "prep"})


def _names_of(noun: Token) -> Iterator[Token]:
    """What a common noun for a place is called: "the port of Odesa", "the city, Odesa,", "the Odesa district"."""
    if noun.pos_ != "NOUN":
        return
    if noun.lemma_.lower() in SETTLEMENTS:
        yield from (t for t in noun.children if t.dep_ == "appos" or (t.dep_ == "prep" and t.lower_ == "of"))
    yield from (t for t in noun.children if t.dep_ == "compound" and t.ent_type_ in {"GPE", "LOC"})


def _holders(head: Token, act: Act) -> Iterator[Token]:
    """The act, its objects and complements, then the verbs that govern it, from the nearest."""
    yield head
    if act in _PLACED and head.lemma_.lower() not in _TALKED_OF:
        for child in head.children:
            if child.dep_ in {"dobj", "prep", "attr", "pobj", "nsubjpass"}:
                yield from (t for t in _phrase_of(child) if abs(t.i - head.i) < _FAR)
    token = head
    while token.head != token and token.dep_ not in {"ROOT", "relcl", "advcl", "acl"}:
        token = token.head
        if token.pos_ in VERBS or (token.pos_ == "NOUN" and act in _PLACED):
            yield token


def _phrase_of(token: Token) -> Iterator[Token]:
    """A phrase without the clauses that hang in it."""
    yield token
    for child in token.children:
        if child.dep_ not in _CLAUSES:
            yield from _phrase_of(child)


def _named(context: Context, token: Token) -> Place | None:
    """A name that nothing but the noun before it tells to be a place's: "the village of Pravdyne"."""
    if token.pos_ != "PROPN" or not token.is_title:
        return None
    first = min([token, *(t for t in token.children if t.dep_ == "compound" and t.i < token.i)], key=lambda t: t.i)
    span = Span(first.idx, token.idx + len(token.text))
    return context.quote(span), span


def _name_of(told: str, name: str) -> str:
    """The canonical name, but a part of a country as it is told: "north-eastern Syria" is where whoever rules there."""
    first = re.split(r"[ -]", told.lower(), maxsplit=1)[0].removesuffix("ern")
    return told if first in _QUARTERS and not _shares_word(told, name) else name


def _shares_word(one: str, other: str) -> bool:
    return not set(re.findall(r"\w+", one.lower())).isdisjoint(re.findall(r"\w+", other.lower()))


def _is_state(context: Context, token: Token) -> bool:
    mention = context.references.mention_at(token)
    return mention is not None and mention.kind is ActorKind.STATE and mention.by not in {"capital", "seat"}


def place_at(context: Context, token: Token) -> Place | None:
    """The place that a word names, or stands at the head of; None where it names none."""
    if token.dep_ == "prep":
        named = token.lower_ == "of" and token.head.lemma_.lower() in SETTLEMENTS
        inner = (t for t in token.children if t.dep_ == "pobj")
        return next((p for t in inner if (p := place_at(context, t) or (_named(context, t) if named else None))), None)
    mention = context.references.mention_at(token)
    if mention is not None:
        if mention.kind is ActorKind.UNKNOWN or (mention.kind is ActorKind.STATE and mention.by == "pack"):
            return _name_of(context.quote(mention.span), mention.names[0]), mention.span
        if mention.by in {"capital", "seat"}:
            return context.quote(mention.span), mention.span
        return None
    if token.ent_type_ in _PLACE_LABELS and token.pos_ == "PROPN":
        ent = entity_at(token)
        if ent is not None:
            return ent.text.removeprefix("the "), Span(ent.start_char, ent.end_char)
    return None
