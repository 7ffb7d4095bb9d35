"""Crossings, ports and corridors, and what moves through them."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.places import known_point
from travaux.ontology.claim import AccessReport, Consignment, Move
from travaux.ontology.vocabulary import AccessState, Act, Basis, ConsignmentStage, FacilityKind, Modality
from travaux.packs.world import AccessPoint
from travaux.spans import Span

_KINDS = {
    "crossing": FacilityKind.CROSSING,
    "checkpoint": FacilityKind.CROSSING,
    "gate": FacilityKind.CROSSING,
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
_DESTROYED = {"destroy", "bomb", "wreck", "raze", "demolish", "blow"}
_RESTRICTED = {"restrict", "limit", "slow", "curb", "partially", "partly", "hamper", "impede", "obstruct"}
_APPROVED = {"approve", "approval", "authorise", "authorize", "agree", "clear", "permit", "green", "allow"}
_UNITS = {
    "truck",
    "lorry",
    "tonne",
    "ton",
    "pallet",
    "litre",
    "liter",
    "barge",
    "flight",
    "container",
    "ship",
    "vessel",
    "convoy",
    "aircraft",
    "parcel",
    "bus",
    "ambulance",
    "trailer",
    "tanker",
    "kilogram",
}
_NEAR = 160
"""How far from the trigger, in characters, the facility may stand."""


def find_facilities(context: Context) -> tuple[tuple[Span, str, FacilityKind], ...]:
    """Every access point named: by packs, or by a proper name beside a word such as crossing or port."""
    out: dict[int, tuple[Span, str, FacilityKind]] = {}
    for token in context.doc:
        kind = _KINDS.get(token.lemma_.lower())
        if kind is None or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        span = _facility_span(token)
        if span is None:
            continue
        words = context.doc.text[span.start : span.end]
        point = known_point(words, context.world)
        out[span.start] = (span, point.name if point else context.quote(span), _kind_of(point, kind))
    for span, point in _pack_points(context):
        if not any(span.overlaps(known[0]) for known in out.values()):
            out[span.start] = (span, point.name, _kind_of(point, FacilityKind.OTHER))
    return tuple(out[k] for k in sorted(out))


def _kind_of(point: AccessPoint | None, kind: FacilityKind) -> FacilityKind:
    return _POINT_KINDS.get(point.kind, kind) if point else kind


def _facility_span(token: Token) -> Span | None:
    """ "the Torkham crossing", "Port of Berbera", "the Lachin corridor": the type word with its proper name."""
    left = token.i
    while left > 0 and token.doc[left - 1].pos_ in {"PROPN", "ADJ", "NOUN"} and token.doc[left - 1].text[:1].isupper():
        left -= 1
    if left < token.i:
        return Span(token.doc[left].idx, token.idx + len(token))
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "at", "in"}:
            for name in child.children:
                if name.dep_ == "pobj" and name.pos_ == "PROPN":
                    return Span(token.idx, name.idx + len(name))
    return None


def _pack_points(context: Context) -> list[tuple[Span, AccessPoint]]:
    """Points that packs know by name without a type word beside it."""
    out: list[AccessReport] = []
    for word in re.finditer(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}", context.doc.text):
        parts = word.group().split(" ")
        for n in range(len(parts), 0, -1):
            point = known_point(" ".join(parts[:n]), context.world)
            if point is not None:
                out.append((Span(word.start(), word.start() + len(" ".join(parts[:n]))), point))
                break
    return out


def code_access(context: Context, moves: Sequence[Move]) -> tuple[AccessReport, ...]:
    """The state of a point for each move that opens or closes one, where the point is named."""
    facilities = find_facilities(context)
    out = []
    for move in moves:
        if move.act not in {Act.OPEN_ACCESS, Act.CLOSE_ACCESS}:
            continue
        state = _state(context, move)
        if state is None:
            continue
        for span, name, kind in _facilities_of(context, move, facilities):
            out.append(
                AccessReport(
                    **ground_like(move, "access"),
                    ordinal=len([a for a in out if a.span == move.span]),
                    facility=name,
                    facility_kind=kind,
                    facility_span=span,
                    state=state,
                    reopened=_lemma(context, move.trigger).startswith("reopen"),
                    by=move.actors,
                    basis=Basis.OBSERVED
                    if move.voice.speaker is None and state is not AccessState.PLANNED
                    else Basis.ANNOUNCED,
                    when=move.when,
                )
            )
    return tuple(out)


def _lemma(context: Context, span: Span) -> str:
    tokens = context.doc.char_span(span.start, span.end, alignment_mode="expand")
    return tokens.root.lemma_.lower() if tokens is not None else ""


def _state(context: Context, move: Move) -> AccessState | None:
    """What the move says of the point; None where it says nothing of its state."""
    lemma = _lemma(context, move.trigger)
    closing = move.act is Act.CLOSE_ACCESS
    if move.modality is Modality.HYPOTHETICAL:
        return None
    if move.modality is Modality.FUTURE:
        return AccessState.PLANNED if not closing else None
    if move.modality is Modality.NEGATION:
        return AccessState.CLOSED if not closing else AccessState.OPEN
    if closing:
        if lemma in _DESTROYED:
            return AccessState.DESTROYED
        return AccessState.RESTRICTED if lemma in _RESTRICTED else AccessState.CLOSED
    return AccessState.APPROVED if lemma in _APPROVED else AccessState.OPEN


def _facilities_of(
    context: Context, move: Move, facilities: Sequence[tuple[Span, str, FacilityKind]]
) -> list[tuple[Span, str, FacilityKind]]:
    """The points inside the move's clause; those after its trigger before those that stand before it."""
    inside = [f for f in facilities if move.span.covers(f[0])]
    if not inside:
        tokens = context.doc.char_span(move.trigger.start, move.trigger.end, alignment_mode="expand")
        if tokens is None:
            return []
        heads = {t.idx for t in tokens.root.subtree}
        inside = [
            f
            for f in facilities
            if abs(f[0].start - move.trigger.end) < _NEAR and heads & set(range(f[0].start, f[0].end))
        ]
    after = [f for f in inside if f[0].start >= move.trigger.start]
    return after or inside


def code_consignments(context: Context, moves: Sequence[Move]) -> tuple[Consignment, ...]:
    """Aid on its way, for each delivery with an amount or a carrier; what is only promised is not moved."""
    stages = {
        Modality.ASSERTED: ConsignmentStage.MOVED,
        Modality.FUTURE: ConsignmentStage.APPROVED,
        Modality.NEGATION: ConsignmentStage.DENIED,
    }
    facilities = find_facilities(context)
    out = []
    for move in moves:
        if move.act is not Act.DELIVER_AID or move.modality not in stages:
            continue
        amount, unit = _amount(context, move)
        points = _facilities_of(context, move, facilities)
        if amount is None and not points:
            continue
        out.append(
            Consignment(
                **ground_like(move, "consignment"),
                cargo=context.quote(move.span),
                amount=amount,
                unit=unit,
                carrier=move.actors,
                point=points[0][1] if points else None,
                stage=stages[move.modality],
                when=move.when,
            )
        )
    return tuple(out)


def _amount(context: Context, move: Move) -> tuple[float | None, str | None]:
    tokens = context.doc.char_span(move.span.start, move.span.end, alignment_mode="expand")
    for token in tokens or ():
        if token.dep_ == "nummod" and token.head.lemma_.lower() in _UNITS:
            value = read_number(token)
            if value is not None:
                return value, token.head.lower_
    return None, None


_NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1000,
    "dozen": 12,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def read_number(token: Token) -> float | None:
    """The value of a number token with the number words before it ("two hundred", "1.5 million"); None if it is none."""
    parts = [*[c for c in token.children if c.dep_ in {"compound", "nummod", "quantmod"} and c.i < token.i], token]
    total, current = 0.0, None
    for part in parts:
        word = part.lower_.strip("-")
        if _DIGITS.fullmatch(word):
            current = float(word.replace(",", ""))
        elif word in _NUMBERS:
            value = _NUMBERS[word]
            current = (current or 1) * value if value >= 100 or word == "dozen" else (current or 0) + value
        elif "-" in word and all(p in _NUMBERS for p in word.split("-")):
            current = float(sum(_NUMBERS[p] for p in word.split("-")))
    return None if current is None else total + current
