"""Access points named in a report: by packs, or by a proper name beside a word such as crossing or port."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.ontology.vocabulary import FacilityKind
from travaux.packs.world import AccessPoint, FormRole, World
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_KINDS = {
    "crossing": FacilityKind.CROSSING,
    "checkpoint": FacilityKind.CROSSING,
    "gate": FacilityKind.CROSSING,
    "border": FacilityKind.CROSSING,
    "port": FacilityKind.PORT,
    "seaport": FacilityKind.PORT,
    "harbour": FacilityKind.PORT,
    "harbor": FacilityKind.PORT,
    "airport": FacilityKind.AIRPORT,
    "airfield": FacilityKind.AIRPORT,
    "airstrip": FacilityKind.AIRPORT,
    "corridor": FacilityKind.CORRIDOR,
    "route": FacilityKind.ROUTE,
    "road": FacilityKind.ROUTE,
    "highway": FacilityKind.ROUTE,
    "pier": FacilityKind.PIER,
    "jetty": FacilityKind.PIER,
    "bridge": FacilityKind.BRIDGE,
    "strait": FacilityKind.STRAIT,
}
_POINT_KINDS = {k.value: k for k in FacilityKind}
_CAPITALS = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}")
_NEAR = 160
"""How far from a trigger, in characters, a point outside its clause may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """An access point as the report names it; `name` is canonical."""

    span: Span
    name: str
    kind: FacilityKind


def facilities_of(context: Context, clause: Span, trigger: Span) -> list[Facility]:
    """The points that an act is about: those in its clause, or hanging on its trigger; after the trigger before others.

    Of several acts that share a clause ("to open the port and to shut the bridge") each has what hangs on its own verb.
    """
    facilities = context.once("facilities", find_facilities)
    tokens = tokens_at(context.doc, trigger.start, trigger.end)
    if tokens is None:
        return []
    own = {t.idx for t in _own_subtree(tokens.root)}
    hanging = [
        f for f in facilities if own & set(range(f.span.start, f.span.end)) and abs(f.span.start - trigger.end) < _NEAR
    ]
    inside = hanging or [f for f in facilities if clause.covers(f.span)]
    after = [f for f in inside if f.span.start >= trigger.start]
    return after or inside


def _own_subtree(root: Token) -> Iterator[Token]:
    """The token and what hangs on it, without other clauses."""
    yield root
    for child in root.children:
        if child.dep_ not in {"conj", "relcl", "advcl", "ccomp", "acl", "cc"} or child.pos_ in {"NOUN", "PROPN"}:
            yield from _own_subtree(child)


def find_facilities(context: Context) -> tuple[Facility, ...]:
    """Every access point of the report, in order."""
    out: dict[int, Facility] = {}
    for token in context.doc:
        kind = _KINDS.get(token.lemma_.lower())
        if kind is None or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        for span in _named_spans(token):
            point = known_point(text_of(context.doc)[span.start : span.end], context.world)
            name = point.name if point else _full_name(context, span, token)
            out[span.start] = Facility(span=span, name=name, kind=_kind_of(point, kind))
    for span, point in _pack_points(context):
        if not any(span.overlaps(known.span) for known in out.values()):
            out[span.start] = Facility(span=span, name=point.name, kind=_kind_of(point, FacilityKind.OTHER))
    return tuple(out[k] for k in sorted(out))


def _full_name(context: Context, span: Span, token: Token) -> str:
    """The point's name with its type word, also where "the Nitzana and Karni crossings" shares it."""
    words = context.quote(span)
    type_word = token.lemma_.lower()
    return words if type_word in words.lower() else f"{words} {type_word}"


def _kind_of(point: AccessPoint | None, kind: FacilityKind) -> FacilityKind:
    return _POINT_KINDS.get(point.kind, kind) if point else kind


def _named_spans(token: Token) -> Iterator[Span]:
    """ "the Torkham crossing", "Port of Berbera", "the Lachin corridor", "the Adre and Tine crossings"."""
    doc = token.doc
    left = token.i
    while left > 0 and _is_name_part(doc[left - 1]):
        left -= 1
    if left < token.i:
        yield Span(doc[left].idx, token.idx + len(token))
        if (
            token.tag_ in {"NNS", "NNPS"}
            and left > 1
            and doc[left - 1].lower_ == "and"
            and _is_name_part(doc[left - 2])
        ):
            first = left - 2
            while first > 0 and _is_name_part(doc[first - 1]):
                first -= 1
            yield Span(doc[first].idx, doc[left - 2].idx + len(doc[left - 2]))
        return
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "at"}:
            for name in child.children:
                if name.dep_ == "pobj" and name.pos_ == "PROPN" and name.text[:1].isupper():
                    yield Span(token.idx, name.idx + len(name))


def _is_name_part(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.pos_ in {"PROPN", "ADJ", "NOUN"}
        and not token.is_sent_start
        or token.lower_ == "border"
    )


def _pack_points(context: Context) -> Iterator[tuple[Span, AccessPoint]]:
    """Points that packs know by name without a type word beside it."""
    for word in _CAPITALS.finditer(text_of(context.doc)):
        parts = word.group().split(" ")
        for n in range(len(parts), 0, -1):
            words = " ".join(parts[:n])
            point = known_point(words, context.world)
            if point is not None:
                yield Span(word.start(), word.start() + len(words)), point
                break


def known_point(words: str, world: World) -> AccessPoint | None:
    """The access point that packs know by these words."""
    for form in world.forms.get(words, ()):
        if isinstance(form.target, AccessPoint) and form.role in {FormRole.NAME, FormRole.BARE}:
            return form.target
    return None
