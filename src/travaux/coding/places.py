"""The named place of an act: "met in Doha", "visited Muscat", "the invasion of Norway", "reopened the Torkham crossing"."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.facilities import facilities_of
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.annotations import ActMention
from travaux.spans import Span

_LOCATIVE = {"in", "at", "near", "outside", "inside", "across", "around", "into", "throughout", "within"}
_PLACE_LABELS = {"GPE", "LOC", "FAC"}
_VISITS = {"visit", "tour"}
_TRAVELS = {"travel", "go", "fly", "head", "arrive", "return", "come", "trip", "visit", "journey"}
_FAR = 20
"""How many tokens from the trigger a place may stand."""


def find_place(context: Context, act: ActMention) -> tuple[str, Span] | None:
    """The place that the act's own words name, nearest first: canonical name and span."""
    if act.act in {Act.OPEN_ACCESS, Act.CLOSE_ACCESS, Act.DELIVER_AID}:
        points = facilities_of(context, act.clause, act.trigger.span)
        if points:
            return points[0].name, points[0].span
    head = context.doc[act.trigger.head]
    for token in _places_of(head, act.act):
        place = _place_at(context, token)
        if place is not None:
            return place
    return None


def _places_of(head: Token, act: Act) -> Iterator[Token]:
    """The nouns that can name the act's place."""
    lemma = head.lemma_.lower()
    if act is Act.MEET and lemma in _VISITS:
        yield from (t for t in head.children if t.dep_ == "dobj")
    if act is Act.ATTACK and head.pos_ == "NOUN":
        yield from _objects(head, {"of", "on", "in", "against"})
    if act is Act.MEET and lemma in _TRAVELS:
        yield from _objects(head, {"to", "in"})
    for holder in _holders(head):
        yield from _objects(holder, _LOCATIVE)


def _objects(holder: Token, prepositions: set[str]) -> Iterator[Token]:
    for prep in holder.children:
        if prep.dep_ == "prep" and prep.lower_ in prepositions:
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    yield noun
                    yield from (t for t in noun.children if t.dep_ in {"appos", "prep"})


def _holders(head: Token) -> Iterator[Token]:
    """The act, its objects and complements, then the verbs that govern it, from the nearest."""
    yield head
    for child in head.children:
        if child.dep_ in {"dobj", "prep", "attr", "pobj", "nsubjpass"}:
            yield from (t for t in child.subtree if abs(t.i - head.i) < _FAR)
    token = head
    while token.head != token and token.dep_ not in {"ROOT", "relcl", "advcl", "acl"}:
        token = token.head
        if token.pos_ in {"VERB", "AUX", "NOUN"}:
            yield token


def _place_at(context: Context, token: Token) -> tuple[str, Span] | None:
    if token.dep_ == "prep":
        return next((p for t in token.children if t.dep_ == "pobj" and (p := _place_at(context, t))), None)
    mention = context.references.mention_at(token)
    if mention is not None:
        if mention.kind is ActorKind.UNKNOWN or (mention.kind is ActorKind.STATE and mention.by == "pack"):
            return mention.names[0], mention.span
        if mention.by in {"capital", "seat"}:
            return context.quote(mention.span), mention.span
        return None
    if token.ent_type_ in _PLACE_LABELS and token.pos_ == "PROPN":
        ent = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
        if ent is not None:
            return ent.text.removeprefix("the "), Span(ent.start_char, ent.end_char)
    return None
