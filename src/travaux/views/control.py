"""Who controls an access point, side by side: today's holder as told last, since when, who says so, and those before.

Nobody is taken to hold a point longer than words say: a row names the day on which it was last told. What is planned
("is to be handed over") and what is denied are shown beside it and change nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from travaux.ontology.dossier import ControlItem
from travaux.ontology.vocabulary import ControlEvent, Modality
from travaux.views.promises import name_sayers
from travaux.views.wording import join_names, say_edtf, say_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Who held a side of a point from one day (ISO or EDTF; None: not told) on, and how it came to them.

    `by` is empty after a loss of which no new holder is told.
    """

    by: tuple[str, ...]
    event: ControlEvent
    since: str | None
    dated: bool
    """Whether the reports tell the day; otherwise it is that of the first report that tells of it."""
    until: str | None
    control: str
    """The id of the item that tells it."""
    contested: tuple[str, ...] = ()
    """The ids of items that name another holder for the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """One side of a point (None: the whole, or no side told): its tenures, oldest first, and what is only planned."""

    side: str | None
    history: tuple[Tenure, ...]
    said_by: tuple[str, ...]
    last_told: str | None
    planned: tuple[ControlItem, ...]
    denied: tuple[ControlItem, ...]

    @property
    def now(self) -> Tenure | None:
        """Who holds it as told last; None where nobody is told to hold it on the day of a report."""
        return self.history[-1] if self.history and self.history[-1].until is None else None


def list_control(
    controls: Sequence[ControlItem], days: Mapping[str, str], outlets: Mapping[str, str]
) -> tuple[ControlRow, ...]:
    """The rows of a point, the whole of it first. `days` and `outlets` are those of the reports."""
    sides = dict.fromkeys(c.side for c in controls)
    return tuple(
        _row(side, [c for c in controls if c.side == side], days, outlets)
        for side in sorted(sides, key=lambda s: (s is not None, s or ""))
    )


def _row(
    side: str | None, controls: Sequence[ControlItem], days: Mapping[str, str], outlets: Mapping[str, str]
) -> ControlRow:
    denied = tuple(c for c in controls if all(e.denied for e in c.evidence))
    planned = tuple(c for c in controls if _is_all(c, Modality.FUTURE))
    told = [c for c in controls if c not in denied and c not in planned]
    history = _history(told, days)
    last = next((c for c in told if history and c.id == history[-1].control), None)
    return ControlRow(
        side=side,
        history=history,
        said_by=name_sayers(last, outlets) if last is not None else (),
        last_told=max((d for c in told for e in c.evidence if (d := days.get(e.report))), default=None),
        planned=planned,
        denied=denied,
    )


def _is_all(item: ControlItem, modality: Modality) -> bool:
    return all(e.modality is modality for e in item.evidence)


def _history(told: Sequence[ControlItem], days: Mapping[str, str]) -> tuple[Tenure, ...]:
    out: list[Tenure] = []
    for day, item in sorted(((_day(c, days), c) for c in told), key=lambda row: (row[0], row[1].id)):
        last = out[-1] if out else None
        since, by = day or None, item.by if item.event is not ControlEvent.LOST else ()
        if last is not None and (last.by == by or (by and set(by) <= set(last.by))) and last.until is None:
            continue
        if last is not None and not by and not set(last.by) & set(item.formerly):
            continue
        rivals = last is not None and last.since == since and item.event is ControlEvent.HELD and last.until is None
        if last is not None and last.until is None:
            out[-1] = replace(last, until=since, contested=(*last.contested, item.id) if rivals else last.contested)
        out.append(
            Tenure(
                by=by,
                event=item.event,
                since=since,
                dated=bool(_told_day(item)),
                until=_end(item),
                control=item.id,
                contested=(last.control,) if rivals and last is not None else (),
            )
        )
    return tuple(out)


def _day(item: ControlItem, days: Mapping[str, str]) -> str:
    """The first day told, else that of the first report that tells of it; "" for a time gone by that is not told."""
    told = _told_day(item)
    if not told and _is_all(item, Modality.HISTORICAL):
        return ""
    return told or min((d for e in item.evidence if (d := days.get(e.report))), default="")


def _told_day(item: ControlItem) -> str:
    edtf = (item.when.edtf or "") if item.when is not None else ""
    return "" if edtf.startswith("..") else edtf.split("/")[0].strip("~?%.")


def _end(item: ControlItem) -> str | None:
    """Until when it was so, where that is told, or that it is over ("")."""
    edtf = (item.when.edtf or "") if item.when is not None else ""
    if not _is_all(item, Modality.HISTORICAL):
        return None
    return edtf.split("/")[-1].strip("~?%.")


def say_control(row: ControlRow) -> str:
    """A row in words: who holds it, since when, who says so."""
    side = f"{row.side} side" if row.side else "control"
    now = row.now
    if now is None:
        return f"{side}: {_say_past(row)}" if row.history else f"{side}: holder not told"
    who = join_names(now.by) if now.by else "given up, new holder not told"
    how = {ControlEvent.TAKEN: "taken", ControlEvent.HANDED_OVER: "handed over", ControlEvent.LOST: ""}.get(
        now.event, ""
    )
    day = f" {'since' if now.dated else 'by'} {say_edtf(now.since)}" if now.since else ""
    by = f", says {join_names(row.said_by)}" if row.said_by else ""
    told = f", told last {say_edtf(row.last_told)}" if row.last_told and row.last_told != now.since else ""
    both = "; also told otherwise for that day" if now.contested else ""
    return f"{side}: {who}{f', {how}' if how else ''}{day}{by}{told}{both}"


def _say_past(row: ControlRow) -> str:
    return f"holder not told for today; told of the past: {say_tenure(row.history[-1])}"


def say_tenure(tenure: Tenure) -> str:
    """A tenure in a few words: "M23 (from 2022-06)"."""
    who = join_names(tenure.by) if tenure.by else "nobody told"
    since = f"{'from' if tenure.dated else 'by'} {say_edtf(tenure.since)}" if tenure.since else ""
    until = f"until {say_edtf(tenure.until)}" if tenure.until and tenure.until != tenure.since else ""
    days = " ".join(filter(None, (since, until)))
    return f"{who} ({days})" if days else who


def say_control_details(row: ControlRow) -> list[str]:
    """The last change of hands, what is only planned, and what is denied."""
    out = []
    if len(row.history) > 1:
        out.append("before: " + "; ".join(say_tenure(t) for t in reversed(row.history[:-1])))
    for item in row.planned:
        when = f", {words}" if (words := say_when(item.when)) else ""
        out.append(f"to be {_PLANNED[item.event]} {join_names(item.by)}{when}, not told as done")
    out += [f"denied: {join_names(item.by)}" for item in row.denied if item.by]
    return out


_PLANNED = {
    ControlEvent.HELD: "run by",
    ControlEvent.TAKEN: "taken by",
    ControlEvent.HANDED_OVER: "handed over to",
    ControlEvent.LOST: "given up by",
}
