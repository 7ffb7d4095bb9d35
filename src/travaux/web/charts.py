"""The timeline as a drawing: parties as lanes, what is held or done filled, what is planned hollow, spans of days as bars."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import vl_convert

from travaux.ontology.claim import When
from travaux.ontology.dossier import Item, MeetingItem, MoveItem
from travaux.ontology.vocabulary import MeetingStatus
from travaux.views.timeline import Event, first_day
from travaux.web.coming import Coming
from travaux.web.file import File
from travaux.web.spans import span_days

_LANES = 9
"""Parties that have a lane; what is done by others stands in the last one."""
_MARKS = 600
"""Marks of one drawing; of more, the latest."""
OTHERS = "others"
_CLIP = re.compile(r"""(id="|url\(#)(clip\d+)""")
_WIDTH, _LANE_HEIGHT = 820, 42
_FEW_DAYS = 200
KINDS = {
    "move": "deed",
    "deed": "deed",
    "meeting": "meeting",
    "instrument": "text signed",
    "incident": "harm to aid",
    "consignment": "aid moved",
    "deadline": "deadline",
}
_COLOURS = {
    "light": ("#1b1f24", "#57606a", "#d0d7de", ["#0b5cad", "#7a3e9d", "#1a7f37", "#b3261e", "#8a5a00", "#444c56"]),
    "dark": ("#e6edf3", "#9da7b3", "#30363d", ["#6cb6ff", "#d2a8ff", "#57c26b", "#ff8b80", "#e3b341", "#adbac7"]),
}
"""Of each scheme the colours of text, of labels, of lines, and of the kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark: a lane, the first and last day of what is known of its time (ISO), and whether it is done or planned."""

    lane: str
    first: str
    last: str
    kind: str
    planned: bool
    dated: bool


def make_marks(file: File, since: str, until: str) -> list[Mark]:
    """The marks of a file between two days, both included."""
    rows = file.remember("marks", lambda: [*_past(file.timeline), *_future(file.coming, file)])
    lanes = file.remember("lanes", lambda: _find_lanes(file))
    out = [
        Mark(lane=lane, first=first, last=last, kind=kind, planned=planned, dated=dated)
        for names, first, last, kind, planned, dated in rows
        if first <= until and last >= since
        for lane in dict.fromkeys([n for n in names if n in lanes] or [OTHERS])
    ]
    return sorted(out, key=lambda m: (m.first, m.lane, m.kind))[-_MARKS:]


_Row = tuple[Sequence[str], str, str, str, bool, bool]


def _past(events: Sequence[Event]) -> Iterator[_Row]:
    for event in events:
        span = _days(getattr(event.item, "when", None)) or (span_days(event.day) if event.day else None)
        if span is not None:
            cancelled = isinstance(event.item, MeetingItem) and event.item.status is MeetingStatus.CANCELLED
            if not cancelled:
                yield name_actors(event.item), *span, KINDS[event.kind], False, event.dated


def _future(coming: Sequence[Coming], file: File) -> Iterator[_Row]:
    items: dict[str, Item] = {i.id: i for i in (*file.dossier.meetings, *file.dossier.moves, *file.dossier.leverage)}
    for row in coming:
        item = items.get(row.id)
        if row.day and item is not None:
            when = getattr(item, "deadline", None) or getattr(item, "when", None)
            span = _days(when) or span_days(row.day)
            if span is not None:
                yield name_actors(item), *span, KINDS[row.kind], True, True


def name_actors(item: Item) -> tuple[str, ...]:
    """Who has a part in it: names and the states of persons."""
    if isinstance(item, MeetingItem):
        return tuple(n for p in item.participants for n in (p.name, p.country) if n)
    if isinstance(item, MoveItem):
        return (*item.actors, *item.recipients)
    return (*getattr(item, "by", ()), *getattr(item, "on", ()))


def _find_lanes(file: File) -> list[str]:
    """The lanes: who is at the table, in the order of the file; else who does most."""
    told = Counter(n for event in file.timeline for n in name_actors(event.item))
    core = [p.name for p in file.dossier.parties if p.name in file.desk.core and p.kind.value != "person"]
    chosen = [n for n in core if told[n]][:_LANES]
    return chosen or [n for n, _ in sorted(told.items(), key=lambda row: (-row[1], row[0]))[:_LANES]]


def _days(when: When | None) -> tuple[str, str] | None:
    """The first and last day that a time can be."""
    if when is None or not when.edtf or not first_day(when):
        return None
    first, _, last = when.edtf.partition("/")
    head = span_days(first.strip("~?%."))
    tail = span_days(last.strip("~?%.")) if last.strip("~?%.") else head
    if head is None or tail is None:
        return head or tail
    return head[0], max(head[1], tail[1])


def draw_timeline(marks: Sequence[Mark], since: str, until: str, scheme: str = "light") -> str:
    """The drawing as SVG, in the colours of a scheme ("light" or "dark")."""
    ink, label, line, colours = _COLOURS[scheme]
    told = list(dict.fromkeys(m.lane for m in marks))
    lanes = [*(name for name in told if name != OTHERS), *(name for name in told if name == OTHERS)]
    shown = {m.kind for m in marks}
    kinds = {k: colours[n] for n, k in enumerate(dict.fromkeys(KINDS.values())) if k in shown}
    colour = alt.Scale(domain=list(kinds), range=list(kinds.values()))
    base = alt.Chart(alt.InlineData(values=[_datum(m) for m in marks])).encode(
        y=alt.Y("lane:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=170, ticks=False, domain=False, grid=True)),
        yOffset=alt.YOffset("kind:N", scale=alt.Scale(domain=list(kinds))),
        color=alt.Color("kind:N", scale=colour, legend=alt.Legend(title=None, orient="top", symbolType="circle")),
    )
    chart = alt.layer(_draw_spans(base, since, until), _draw_points(base, since, until, colour, label))
    styled = chart.properties(width=_WIDTH, height=max(len(lanes), 1) * _LANE_HEIGHT).configure(
        background="transparent", font="sans-serif", padding={"left": 10, "right": 24, "top": 4, "bottom": 4}
    )
    styled = styled.configure_axis(
        labelColor=label, gridColor=line, tickColor=line, domainColor=line, labelFontSize=12
    ).configure_legend(labelColor=ink, labelFontSize=12, columnPadding=22, labelOffset=6)
    return _number_clips(vl_convert.vegalite_to_svg(styled.configure_view(stroke=line).to_json()))


def _number_clips(svg: str) -> str:
    """The drawing with its clips counted from 0: the converter counts on from one drawing to the next."""
    names: dict[str, str] = {}
    return _CLIP.sub(lambda found: found[1] + names.setdefault(found[2], f"clip{len(names)}"), svg)


def _days_axis(since: str, until: str) -> alt.X:
    """The axis of days; what reaches beyond them is cut off."""
    few = (date.fromisoformat(until) - date.fromisoformat(since)).days < _FEW_DAYS
    days = alt.Scale(domain=[f"{since}T00:00:00", f"{until}T23:59:59"])
    axis = alt.Axis(
        grid=True, labelOverlap="greedy", labelSeparation=12, tickCount=9, format="%-d %b" if few else "%b %Y"
    )
    return alt.X("first:T", scale=days, title=None, axis=axis)


def _draw_spans(base: alt.Chart, since: str, until: str) -> Any:
    """Bars for what is only known to lie between two days."""
    bars = base.transform_filter("datum.span").mark_bar(height=7, cornerRadius=3, clip=True)
    fill = _by("datum.planned", 0.0, 0.45)
    stroke = alt.Color("kind:N", legend=None)
    return bars.encode(x=_days_axis(since, until), x2="last:T", fillOpacity=fill, stroke=stroke)


def _draw_points(base: alt.Chart, since: str, until: str, colour: alt.Scale, label: str) -> Any:
    """Marks for what has one day: filled where it is told and past."""
    forms = alt.Scale(domain=["done", "planned", "reported"], range=["circle", "diamond", "triangle-up"])
    legend = alt.Legend(title=None, orient="top", symbolFillColor="transparent", symbolStrokeColor=label)
    points = base.transform_filter("!datum.span").mark_point(size=52, clip=True, strokeWidth=1.5)
    return points.encode(
        x=_days_axis(since, until),
        shape=alt.Shape("form:N", scale=forms, legend=legend),
        fill=alt.Color("kind:N", legend=None, scale=colour),
        fillOpacity=_by("datum.form != 'done'", 0.0, 0.75),
    )


def _by(test: str, then: float, otherwise: float) -> Any:
    return alt.condition(test, alt.value(then), alt.value(otherwise))


def _datum(mark: Mark) -> dict[str, Any]:
    after = date.fromisoformat(mark.last) + timedelta(days=1) if mark.last < "9999-12-31" else date.max
    return {
        "lane": mark.lane,
        "first": f"{mark.first}T12:00:00" if mark.first == mark.last else f"{mark.first}T00:00:00",
        "last": f"{after.isoformat()}T00:00:00",
        "kind": mark.kind,
        "span": mark.first != mark.last,
        "planned": mark.planned,
        "form": "planned" if mark.planned else "done" if mark.dated else "reported",
    }
