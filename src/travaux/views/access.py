"""The board of access in words: points with their states, consignments, routes and incidents."""

from travaux.ontology.claim import RouteStop
from travaux.ontology.dossier import (
    AccessPointItem,
    AccessStatus,
    ConsignmentItem,
    ConstraintItem,
    ControlItem,
    IncidentItem,
    RouteItem,
)
from travaux.ontology.vocabulary import AccessState, ConsignmentStage, ControlEvent, Modality
from travaux.views.wording import join_names, quote_words, say_when

_DIRECTIONS = {"in": "inwards", "out": "outwards", "both": "both ways"}
_NOT_MOVED = {ConsignmentStage.REQUESTED, ConsignmentStage.APPROVED, ConsignmentStage.LOADED}


def say_point(point: AccessPointItem) -> str:
    """All that is told of a point's state, oldest first."""
    return "; ".join(map(_say_status, point.statuses)) if point.statuses else "state not told"


def _say_status(status: AccessStatus) -> str:
    word = "reopened" if status.reopened and status.state is AccessState.OPEN else status.state.value
    way = f" {_DIRECTIONS[status.direction]}" if status.direction in _DIRECTIONS else ""
    purpose = f" for {join_names([p.replace('_', ' ') for p in status.purpose])}" if status.purpose else ""
    by = f" by {join_names(status.by)}" if status.by else ""
    when = f", {words}" if (words := say_when(status.when)) else ""
    basis = f", {status.basis.value}" if status.basis else ""
    past = bool(status.evidence) and all(e.modality is Modality.HISTORICAL for e in status.evidence)
    return f"{'told of the past: ' if past else ''}{word}{way}{purpose}{by}{when}{basis}"


_CONTROLLED = {
    ControlEvent.HELD: "held by",
    ControlEvent.TAKEN: "taken by",
    ControlEvent.HANDED_OVER: "handed over to",
    ControlEvent.LOST: "given up",
}


def say_control_item(item: ControlItem) -> str:
    """What is told of who controls a point: its side, who has it, from whom, when; what is planned says so."""
    point = f"{item.point}, {item.side} side" if item.side else item.point
    who = f" {join_names(item.by)}" if item.by else ""
    former = f", before: {join_names(item.formerly)}" if item.formerly else ""
    when = f", {words}" if (words := say_when(item.when)) else ""
    planned = all(e.modality is Modality.FUTURE for e in item.evidence)
    yet = ", not told as done" if planned else ""
    denied = ", denied" if all(e.denied for e in item.evidence) else ""
    return f"{point}: {'to be ' if planned else ''}{_CONTROLLED[item.event]}{who}{former}{when}{yet}{denied}"


def say_consignment(load: ConsignmentItem) -> str:
    """A consignment: its stage, amount and cargo as the source gives them, and what has not happened yet."""
    cargo = " ".join(load.cargo.split())
    when = f", {words}" if (words := say_when(load.when)) else ""
    to = f" for {load.recipient}" if load.recipient else ""
    yet = ", not told as moved" if load.stage in _NOT_MOVED else ""
    if load.amount is None:
        return f"{load.stage.value}: {cargo}, amount not told{to}{when}{yet}"
    number = f"{load.amount:,.0f}" if load.amount == int(load.amount) else f"{load.amount:,}"
    what = f"{number} {load.unit or ''}".strip()
    of = f" ({cargo})" if cargo and cargo.lower() != (load.unit or "").lower() else ""
    stage = f"{load.stage.value} in all" if load.total else load.stage.value
    return f"{stage}: {what}{of}{to}{when}{yet}"


def say_route(route: RouteItem) -> str:
    """A route: its stops in order, with what happens there, its carrier, and how far it has come."""
    stops = " → ".join(map(_say_stop, route.stops))
    carrier = f", {route.carrier}" if route.carrier else ""
    by = f" by {join_names(route.by)}" if route.by else ""
    when = f", {words}" if (words := say_when(route.when)) else ""
    way = f", by {route.mode}" if route.mode and route.mode not in carrier else ""
    if route.state is AccessState.OPEN:
        return f"Route {stops}{carrier}{way}: in use{when}"
    if route.state is AccessState.CLOSED:
        return f"Route {stops}{carrier}{way}: closed{when}"
    if route.state is AccessState.UNKNOWN:
        return f"Route {stops}{carrier}{way}: only asked for or possible{when}, not told as moved"
    return f"Route {stops}{carrier}{way}: {route.state.value}{by}{when}, not told as moved"


def _say_stop(stop: RouteStop) -> str:
    how = [f"by {stop.mode}"] if stop.mode else []
    told = [*how, *stop.what]
    return f"{stop.point or stop.name} ({', '.join(told)})" if told else stop.point or stop.name


def say_incident(item: IncidentItem) -> str:
    """Harm to aid, and what came of it."""
    who = join_names([h for h in item.harmed if not any(h != other and h in other for other in item.harmed)])
    by = f" by {join_names(item.by)}" if item.by else ""
    place = f" in {item.place}" if item.place else ""
    when = f", {words}" if (words := say_when(item.when)) else ""
    kind = f"; {item.consequence_kind}" if item.consequence_kind else ""
    words_of = f": “{' '.join(item.consequence.split())}”" if item.consequence else ""
    return f"{who[:1].upper()}{who[1:]} {item.what}{by}{place}{when}{kind}{words_of}"


def say_constraint(item: ConstraintItem) -> str:
    """What hinders access, where, by whom, and the words that tell it."""
    place = f" in {item.place}" if item.place else ""
    by = f" by {join_names(item.by)}" if item.by else ""
    when = f", {words}" if (words := say_when(item.when)) else ""
    return f"{item.type.value.replace('_', ' ')}{place}{by}{when}: {quote_words(item.words)}"
