"""Items of a file as JSON, each with whether it can be relied on unread: the models of the API, and what they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from travaux.ontology.dossier import (
    Contradiction,
    DemandItem,
    Item,
    LeverageItem,
    MeetingItem,
    PositionItem,
    ProposalItem,
)
from travaux.views.sure import dump_rated, is_sure


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedProposal(ProposalItem):
    """A proposal; its answers, steps and terms have `trusted` as well."""

    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPosition(PositionItem):
    """A position; its changes and dissent have `trusted` as well."""

    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedDemand(DemandItem):
    """A demand; the steps of its history have `trusted` as well."""

    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedLeverage(LeverageItem):
    """A threat, ultimatum, pressure, sanction or inducement; the steps of its history have `trusted` as well."""

    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedMeeting(MeetingItem):
    """A meeting or call; the steps of its history have `trusted` as well."""

    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedContradiction(Contradiction):
    """Claims that cannot both hold."""

    trusted: bool


def list_rated(items: Sequence[Item], offset: int, limit: int, *, sure_only: bool) -> tuple[int, list[dict[str, Any]]]:
    """How many items there are, and a part of them as JSON; with `sure_only` without what is to be checked."""
    kept = [item for item in items if is_sure(item)] if sure_only else items
    return len(kept), [dump_rated(item, sure_only=sure_only) for item in kept[offset : offset + limit]]
