"""The words that a line rests on, as formats of JSON carry them."""

from collections.abc import Iterable
from typing import Any

from travaux.export.material import ExportMaterial
from travaux.ontology.dossier import Evidence, Item


def describe_evidence(material: ExportMaterial, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Each passage with its characters, voices and confidence, and what a person said of it."""
    return [
        {
            "claim": e.claim,
            "report": e.report,
            "start": e.start,
            "end": e.end,
            "quote": e.quote,
            "speaker": e.speaker,
            "speaker_kind": e.speaker_kind.value,
            "on_behalf_of": e.on_behalf_of,
            "relayed_by": list(e.relayed_by),
            "hedge": e.hedge,
            "denied": e.denied,
            "modality": e.modality.value,
            "origin": e.origin,
            "confidence": e.confidence,
            "review": material.review_of(e.claim).value,
        }
        for e in evidence
    ]


def confidence_of(item: Item) -> float | None:
    """The highest measured precision among the claims that tell an item; None where none was measured."""
    return max((e.confidence for e in item.evidence if e.confidence is not None), default=None)
