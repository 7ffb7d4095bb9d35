"""Leaves out of an export what is too doubtful for who asked for it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from travaux.export.evidence import confidence_of
from travaux.export.material import ExportMaterial
from travaux.ontology.dossier import Item

EVENTS = (
    "moves", "demands", "responses", "meetings", "leverage", "incidents", "consignments", "counts", "assessments",
    "instruments",
)  # fmt: skip
"""The lists of a file in which each item is something that was done or said."""


def leave_out_doubtful(material: ExportMaterial, least: float) -> tuple[ExportMaterial, int]:
    """The material without the events whose confidence is lower, and how many those are.

    An event of which no confidence was measured stays: nothing is known against it.
    """
    kept: dict[str, Any] = {}
    left = 0
    for name in EVENTS:
        items: Sequence[Item] = getattr(material.dossier, name)
        kept[name] = tuple(i for i in items if (sure := confidence_of(i)) is None or sure >= least)
        left += len(items) - len(kept[name])
    return replace(material, dossier=replace(material.dossier, **kept)), left
