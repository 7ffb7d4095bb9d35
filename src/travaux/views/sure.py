"""Which lines of a list can be relied on unread, and how these are told: as the brief tells them.

A list has all that was found. What the brief would not rely on is marked, with one mark everywhere; what it would rely on
is told by its surest words alone, without what was joined to it from others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from pydantic import TypeAdapter

from travaux.ontology.dossier import (
    AccessPointItem,
    Contradiction,
    DemandItem,
    FrameworkItem,
    IncidentItem,
    Item,
    LeverageItem,
    MeetingItem,
    MoveItem,
    PhaseItem,
    PositionItem,
    ProposalItem,
)
from travaux.ontology.vocabulary import LeverageKind, Modality
from travaux.views.frameworks import rows_of
from travaux.views.lead import ItemT, is_sure_step, narrow
from travaux.views.plain import is_cut, is_news, tells_plainly
from travaux.views.trust import is_trusted

MARK = "[to check]"
MEANING = "too vague, or of a kind too often wrong, to be relied on before somebody has read the words"
_PAIR = 2
_ANY: TypeAdapter[Any] = TypeAdapter(Any)


def mark_unsure(text: str, sure: bool) -> str:  # noqa: FBT001
    """A sentence without its full stop, with the mark where it is to be checked before use."""
    return text if sure else f"{text} {MARK}"


def explain_mark(to_check: int, lines: int, *, left_out: bool) -> str:
    """What the mark means and how many entries of a list have it, or how many were left out; "" where none is to be checked."""
    if not to_check:
        return ""
    if left_out:
        return f"Left out: {to_check} of {lines} entries, {MEANING}."
    return f"{MARK} {to_check} of {lines} entries: {MEANING}. --sure leaves them out."


def tell_surely(item: ItemT) -> ItemT | None:
    """The item as its surest words tell it, where a brief would show it; else None."""
    if not is_trusted(item):
        return None
    if isinstance(item, Contradiction):
        return item
    if isinstance(item, PositionItem):
        latest = tuple(e for e in item.evidence if e.claim == item.latest)
        return replace(item, evidence=latest or item.evidence[:1])
    if isinstance(item, AccessPointItem):
        return _tell_point(item)  # type: ignore[return-value]
    told = narrow(item)
    if is_cut(told.evidence[0]):
        return None
    if isinstance(item, MoveItem) and not tells_plainly(item, told.evidence[0]):
        return None
    return told if is_trusted(told) and _says_enough(told) else None


def _tell_point(point: AccessPointItem) -> AccessPointItem | None:
    """A point with what is surely told of it as it is, not as it was; None where nothing is."""
    statuses = tuple(s for s in point.statuses if not is_past(s) and is_trusted(s))
    loads = tuple(filter(is_trusted, point.consignments))
    evidence = {(e.claim, e.start): e for item in (*statuses, *loads) for e in item.evidence}
    told = replace(point, statuses=statuses, consignments=loads, evidence=tuple(evidence.values()))
    return told if statuses or loads else None


def _says_enough(told: Item) -> bool:
    """Whether what is left of an item says whom it is about."""
    match told:
        case MeetingItem():
            return len(told.participants) >= _PAIR
        case ProposalItem():
            return bool(told.authors)
        case DemandItem():
            return bool(told.of) or not told.content.lower().startswith("to ")
        case LeverageItem():
            return bool(told.on) or told.type is not LeverageKind.PRESSURE
        case PhaseItem():
            return told.duration is not None
        case IncidentItem():
            return told.when is not None or told.evidence[0].confidence in {None, 1.0} or is_news(told.evidence[0])
        case _:
            return True


def list_told(items: Sequence[ItemT]) -> list[ItemT]:
    """Those that can be relied on, as their surest words tell them."""
    return [told for item in items if (told := tell_surely(item)) is not None]


def sort_surest_first(items: Sequence[ItemT]) -> list[ItemT]:
    """Items that can be relied on before those to be checked, each group in its order.

    What is told of the past alone comes last: where things stand begins with what is at stake now.
    """
    return sorted(items, key=lambda item: (is_past(item), not is_sure(item)))


def is_past(item: Item) -> bool:
    """Whether all words of an item tell of times gone by ("the treaty of long ago")."""
    return bool(item.evidence) and all(e.modality is Modality.HISTORICAL for e in item.evidence)


def list_sure_parts(item: Item) -> Iterator[Item]:
    """What stands inside an item (answers, steps, terms) and can be relied on as well."""
    match item:
        case ProposalItem():
            yield from filter(is_trusted, item.responses)
            yield from (step for step in item.history if is_sure_step(step, item))
            told = tell_surely(item)
            if told is not None and item.framework is not None:
                yield from _list_sure_rows(item.framework, {e.report for e in told.evidence})
        case FrameworkItem():
            yield from _list_sure_rows(item, {e.report for e in item.evidence})
        case DemandItem() | LeverageItem() | MeetingItem():
            yield from (step for step in item.history if is_sure_step(step, item))
        case PositionItem():
            yield from filter(is_trusted, (*item.dissent, *item.changes))
        case _:
            pass


def _list_sure_rows(framework: FrameworkItem, reports: set[str]) -> Iterator[Item]:
    """The rows of a plan that are told in reports which surely tell of it; then the plan, where it has such rows."""
    rows = [row for row, _ in rows_of(framework) if tell_surely(row) is not None]
    sure = [row for row in rows if any(e.report in reports for e in row.evidence)]
    yield from sure
    if sure:
        yield framework


def is_sure_plan(framework: FrameworkItem) -> bool:
    """Whether a plan of no proposal has a name, phases, and terms that can be relied on."""
    return bool(framework.label and framework.phases) and any(True for _ in list_sure_parts(framework))


def is_sure(item: Item) -> bool:
    """Whether an item of a list can be relied on unread."""
    return is_sure_plan(item) if isinstance(item, FrameworkItem) else tell_surely(item) is not None


def dump_rated(item: Item, *, sure_only: bool = False) -> dict[str, Any]:
    """An item as JSON, it and what stands inside it with `trusted`; with `sure_only` without the parts to be checked."""
    parts = (
        {id(part) for part in list_sure_parts(item)} if is_sure(item) or not isinstance(item, FrameworkItem) else set()
    )
    return _dump(item, is_sure(item), parts, sure_only=sure_only)


def _dump(item: Item, trusted: bool, sure: set[int], *, sure_only: bool) -> dict[str, Any]:  # noqa: FBT001
    out: dict[str, Any] = _ANY.dump_python(item, mode="json")
    for field in fields(item):
        value = getattr(item, field.name)
        if isinstance(value, Item):
            kept = id(value) in sure or not sure_only
            out[field.name] = _dump(value, id(value) in sure, sure, sure_only=sure_only) if kept else None
        elif isinstance(value, tuple) and any(isinstance(v, Item) for v in value):
            rows = [v for v in value if id(v) in sure or not sure_only]
            out[field.name] = [_dump(v, id(v) in sure, sure, sure_only=sure_only) for v in rows]
    return {**out, "trusted": trusted}
