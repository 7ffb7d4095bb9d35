"""Names that only the words around them show to be places, and the same names where nothing shows it.

Small towns are in no pack, and the model takes them for people or organisations: "killed in Bat Yam", "the town of Omar",
"Lutsk, a town in the west". What is a place once is one wherever the report names it again.
"""

from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.places import SETTLEMENTS, Place
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.columns import columns_of
from travaux.reading.lookup import entity_at
from travaux.spans import Span

_INSIDE = frozenset({"in", "near", "outside", "inside", "into"})
_TRUSTED = frozenset({"trust", "confidence", "faith", "believe", "interest", "belief", "hope", "invest", "stake"})
"""What is "in" somebody."""
_NAMED = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PEOPLE, ActorKind.UNKNOWN})
_BY_SHAPE = frozenset({"name", "surname"})
"""How a mention was found of which no pack knows: it may be a place."""
_NO_NAMES = frozenset(
    {"DATE", "TIME", "LANGUAGE", "NORP", "MONEY", "PERCENT", "QUANTITY", "EVENT", "WORK_OF_ART", "LAW"}
)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SHORTEST = 3


def find_located(
    context: Context, placed: Mapping[int, str], points: Collection[int]
) -> Iterator[tuple[Token, Place, str]]:
    """The places among the proper names, each with how it was found: told, within a point, or again.

    `placed` are the places found by what they name, by their tokens; `points` are the tokens of crossings and ports.
    """
    columns = columns_of(context.doc)
    parts = [i for i, pos in enumerate(columns.pos) if pos == "PROPN" and i not in placed]
    free = [t for t in (context.doc[i] for i in parts) if t.is_title and len(t) >= _SHORTEST]
    standing = [t for t in free if (t.i in points or _is_located(t)) and _is_unknown(context, t)]
    told = {t.i: _whole_name(context, t) for t in standing}
    names = {name for name, _ in told.values()} | set(placed.values())
    last = {name.split()[-1].lower() for name in names}
    for i, word in enumerate(columns.lower):
        if i in told:
            yield context.doc[i], told[i], "in-point" if i in points else "told"
        elif (
            word in last
            and i not in placed
            and i not in points
            and (place := _whole_name(context, context.doc[i]))[0] in names
        ):
            yield context.doc[i], place, "again"


def _is_unknown(context: Context, token: Token) -> bool:
    """Whether no pack knows what the name names."""
    mention = context.references.mention_at(token)
    if mention is None:
        return token.ent_type_ not in _NO_NAMES
    return mention.kind in _NAMED and mention.by in _BY_SHAPE


def _is_located(token: Token) -> bool:
    """Whether a name stands where places stand: "in Omar", "the town of Omar", "Omar, a town", "the Omar district"."""
    head = token.head
    if token.ent_type_ in _PLACES and token.dep_ in {"pobj", "dobj", "conj", "nsubj", "appos"}:
        return True
    if token.dep_ == "pobj" and head.dep_ == "prep":
        if head.lower_ in _INSIDE:
            return head.head.lemma_.lower() not in _TRUSTED
        return head.lower_ == "of" and head.head.lemma_.lower() in SETTLEMENTS
    if token.dep_ == "compound" and head.pos_ == "NOUN" and head.lemma_.lower() in SETTLEMENTS:
        return True
    return any(c.dep_ == "appos" and c.pos_ == "NOUN" and c.lemma_.lower() in SETTLEMENTS for c in token.children)


def _whole_name(context: Context, token: Token) -> Place:
    """The name that ends with a token: its entity, else what is compounded with it."""
    ent = entity_at(token)
    if ent is not None and ent.end - 1 == token.i:
        start = ent.start_char + len("the ") * ent.text.startswith("the ")
    else:
        start = min([token.idx, *(t.idx for t in token.lefts if t.dep_ == "compound" and t.is_title)])
    span = Span(start, token.idx + len(token))
    return context.quote(span), span
