"""Crossings, ports and corridors, and what moves through them."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.facilities import facilities_of
from travaux.coding.grounding import ground_like
from travaux.ontology.claim import AccessReport, Consignment, Move
from travaux.ontology.vocabulary import AccessState, Act, Basis, ConsignmentStage, Modality
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

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


def code_access(context: Context, moves: Sequence[Move]) -> tuple[AccessReport, ...]:
    """The state of a point for each move that opens or closes one, where the point is named."""
    out: list[AccessReport] = []
    for move in moves:
        if move.act not in {Act.OPEN_ACCESS, Act.CLOSE_ACCESS}:
            continue
        state = _state(context, move)
        if state is None:
            continue
        for point in facilities_of(context, move.span, move.trigger):
            out.append(
                AccessReport(
                    **ground_like(move, "access"),
                    ordinal=len([a for a in out if a.span == move.span]),
                    facility=point.name,
                    facility_kind=point.kind,
                    facility_span=point.span,
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
    tokens = tokens_at(context.doc, span.start, span.end)
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


def code_consignments(context: Context, moves: Sequence[Move]) -> tuple[Consignment, ...]:
    """Aid on its way, for each delivery with an amount or a carrier; what is only promised is not moved."""
    stages = {
        Modality.ASSERTED: ConsignmentStage.MOVED,
        Modality.FUTURE: ConsignmentStage.APPROVED,
        Modality.NEGATION: ConsignmentStage.DENIED,
    }
    out = []
    for move in moves:
        if move.act is not Act.DELIVER_AID or move.modality not in stages:
            continue
        amount, unit = _amount(context, move)
        points = facilities_of(context, move.span, move.trigger)
        if amount is None and not points:
            continue
        out.append(
            Consignment(
                **ground_like(move, "consignment"),
                cargo=context.quote(move.span),
                amount=amount,
                unit=unit,
                carrier=move.actors,
                point=points[0].name if points else None,
                stage=stages[move.modality],
                when=move.when,
            )
        )
    return tuple(out)


def _amount(context: Context, move: Move) -> tuple[float | None, str | None]:
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
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
