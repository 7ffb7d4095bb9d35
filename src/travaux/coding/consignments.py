"""Aid on its way, for each delivery with an amount or a carrier; what is only promised is not moved."""

from collections.abc import Sequence

from travaux.coding.context import Context
from travaux.coding.facilities import facilities_of
from travaux.coding.grounding import ground_like
from travaux.coding.numbers import read_number
from travaux.ontology.claim import Consignment, Move
from travaux.ontology.vocabulary import Act, ConsignmentStage, Modality
from travaux.reading.lookup import tokens_at

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
