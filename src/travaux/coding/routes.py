"""The ways of aid: ordered stops with inspection and transfer points, also across sentences ("From there …")."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from travaux.coding.access_sentences import Sentence, mark_sentences
from travaux.coding.access_words import load_access_words
from travaux.coding.context import Context
from travaux.coding.facilities import NAME
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport, ActorRef, Route, RouteStop, When
from travaux.ontology.vocabulary import AccessState, ActorKind, Basis, FacilityKind, Modality
from travaux.packs.world import Entry
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.spans import Span, trim

_TYPE = r"(?: (?:crossing|bridge|port|airport|checkpoint|pass|road|terminal|territory|border crossing))?"
_STOP = rf"{NAME.pattern}{_TYPE}"
_LEG = re.compile(
    r"\b(?P<prep>from|through|via|by way of|across|over|by|to|towards|on to|into)\s+(?:the )?(?:port of )?"
    rf"(?P<stops>{_STOP}(?:(?:, | and |, and ){_STOP})*)"
)
_BOTH_WAYS = re.compile(r"\bto and from\b")
_BREAK = re.compile(r"[;:]|—| – ")
_LATER = re.compile(
    r"\b(?:will|would|plan(?:s|ned)?|is to|are to|intends?|hopes?|due to|set to|expected to|could)\b", re.IGNORECASE
)
_CARRIER = re.compile(
    r"\b(?P<who>(?:(?!some |Some |about |About |for |of |with |that |to |the |these |those )[\w-]{1,40} ){0,2}"
    r"(?:trucks|lorries|ships?|vessels?|barges|convoys?|flights?|trains?))\b"
)
_WAY = {"from", "through", "via", "by way of", "across", "over", "by"}
_LONG = 900
"""How many characters a route's words may run over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    travellers: re.Pattern[str]
    motion: re.Pattern[str]
    follow_on: re.Pattern[str]
    inspection: re.Pattern[str]
    transfer: re.Pattern[str]
    modes: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A route as far as it is read."""

    start: int
    end: int
    stops: tuple[RouteStop, ...]
    words: str
    state: AccessState
    carrier: str | None = None
    by: tuple[ActorRef, ...] = ()
    when: When | None = None


@lru_cache(maxsize=1)
def _load() -> _Words:
    data: dict[str, Any] = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))[
        "routes"
    ]
    lists = {k: re.compile(rf"\b(?:{'|'.join(v)})\b", re.IGNORECASE) for k, v in data.items() if isinstance(v, list)}
    lists["follow_on"] = re.compile(rf"^(?:{'|'.join(data['follow_on'])})\b", re.IGNORECASE)
    modes = {k: re.compile(rf"\b(?:{'|'.join(v)})\b", re.IGNORECASE) for k, v in data["modes"].items()}
    return _Words(**lists, modes=modes)


def code_routes(context: Context) -> tuple[Route, ...]:
    """The routes told of, each from its first sentence on to those that continue it."""
    out: list[_Draft] = []
    current: _Draft | None = None
    for sentence in context.once("access_sentences", mark_sentences):
        draft = _follow(context, sentence, current) if current else None
        if draft is not None:
            out[-1] = current = draft
            continue
        current = _open(context, sentence, current)
        if current is not None:
            out.append(current)
    return tuple(_claim(context, draft) for draft in out)


def _stops(
    context: Context, sentence: Sentence, text: str, start: int = 0, stop: int | None = None
) -> tuple[tuple[str, RouteStop], ...]:
    """The stops of a stretch with their prepositions, in the order of the way ("into A from B" ends in A)."""
    out: list[tuple[str, RouteStop]] = []
    for leg in _LEG.finditer(text, start, len(text) if stop is None else stop):
        if _BOTH_WAYS.search(text, max(0, leg.start() - 8), leg.start("stops")):
            continue
        for name in re.finditer(_STOP, leg.group("stops")):
            start = sentence.span.start + leg.start("stops") + name.start()
            span = Span(start, start + len(name.group()))
            named = [m for m in sentence.marks if m.how == "named" and m.span.overlaps(span)]
            point = named[0].points[0].name if named else None
            if point is None and _is_body(context, name.group()):
                continue
            if point is None and any(t.span.overlaps(span) for t in context.doc._.times):
                continue
            tokens = tokens_at(context.doc, span.start, span.end)
            if (
                point is None
                and tokens is not None
                and len(tokens) > 1
                and any(t.ent_type_ == "PERSON" for t in tokens)
            ):
                continue
            out.append(
                (
                    leg.group("prep").lower(),
                    RouteStop(name=name.group(), point=point, span=span, what=_what(text, leg.end())),
                )
            )
    last = max((n for n, (p, _) in enumerate(out) if p in _WAY), default=-1)
    ends = [row for row in out[: last + 1] if row[0] in {"to", "into", "towards"}]
    if len(ends) == 1 and out[0] == ends[0]:
        out = [*out[1:], ends[0]]
    return tuple(out)


def _is_body(context: Context, name: str) -> bool:
    """Whether packs know the name as somebody who acts and is no state: goods come from them, not through them."""
    known = [f.target for f in context.world.forms.get(name, ()) if isinstance(f.target, Entry)]
    return any(not e.region and e.kind is not ActorKind.STATE for e in known)


def _what(text: str, end: int) -> tuple[str, ...]:
    """What happens at a stop: told in the clause behind it ("…, where they will be inspected")."""
    behind = re.match(r",? (?:where|to be|for)\b[^.;]{0,60}", text[end:])
    words = _load()
    found = behind.group() if behind else ""
    return tuple(
        k for k, shape in (("inspection", words.inspection), ("transfer", words.transfer)) if shape.search(found)
    )


def _text(context: Context, sentence: Sentence) -> str:
    return context.quote(sentence.span).replace("\n", " ").replace("’", "'")


def _open(context: Context, sentence: Sentence, before: _Draft | None) -> _Draft | None:
    """The route that a sentence tells; what is planned right after an approved route ("the plan is …") is approved too."""
    text = _text(context, sentence)
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    parts = [(_stops(context, sentence, text, a, b), a, b) for a, b in pairwise(cuts)]
    stops = next((s for s, a, b in parts if _is_route(text[a:b], s)), ())
    if not stops:
        return None
    spans = sorted(s.span for _, s in stops if s.span is not None)
    first, last = spans[0], spans[-1]
    grant = load_access_words().granting.search(text[: first.start - sentence.span.start])
    later = _LATER.search(text) is not None
    granted = before if before is not None and before.state is AccessState.APPROVED and later else None
    state = AccessState.PLANNED if later else AccessState.OPEN
    start, carrier = _beginning(sentence, text, first)
    trigger = (
        Span(sentence.span.start + grant.start(), sentence.span.start + grant.end())
        if grant
        else Span(start, start + 1)
    )
    if carrier is not None and granted is not None and " " not in carrier:
        carrier = granted.carrier
    return _Draft(
        start=start,
        end=max(last.end, sentence.span.end - 1 if sentence.span.end - last.end < 60 else last.end),
        stops=tuple(s for _, s in stops),
        words=text,
        state=AccessState.APPROVED if grant or granted else state,
        carrier=carrier,
        by=_granters(context, trigger) if grant else granted.by if granted else (),
        when=find_when(context, trigger, Span(start, last.end)) or (granted.when if granted else None),
    )


def _is_route(text: str, stops: Sequence[tuple[str, RouteStop]]) -> bool:
    """Whether something travels by way of at least one stop to another, and enough is told to know which."""
    preps = {p for p, _ in stops}
    if len({s.name for _, s in stops}) < 2 or not preps & _WAY or not preps & {"to", "towards", "on to", "into"}:
        return False
    if _load().travellers.search(text) is None or _load().motion.search(text) is None:
        return False
    granted = load_access_words().granting.search(text) is not None
    return any(s.point for _, s in stops) or granted or len({s.name for _, s in stops}) > 2


def _beginning(sentence: Sentence, text: str, first: Span) -> tuple[int, str | None]:
    """Where the words of a route begin, and who or what travels."""
    at = first.start - sentence.span.start
    motion = [m.start() for m in _load().motion.finditer(text, 0, at)]
    carriers = [m for m in _CARRIER.finditer(text, 0, at) if at - m.start() < 120]
    start = min([*motion[-1:], *(m.start() for m in carriers[-1:])], default=at)
    return sentence.span.start + start, carriers[-1].group("who").strip() if carriers else None


def _granters(context: Context, grant: Span) -> tuple[ActorRef, ...]:
    """Who approves: the subject of the verb."""
    tokens = tokens_at(context.doc, grant.start, grant.end)
    for child in tokens.root.children if tokens is not None else ():
        if child.dep_ == "nsubj":
            span = Span(child.left_edge.idx, child.idx + len(child))
            return context.actors((Phrase(span=span, head=child.i),))
    return ()


def _follow(context: Context, sentence: Sentence, route: _Draft) -> _Draft | None:
    """The route with the stops of a sentence that goes on with it; None where it does not."""
    text, words = _text(context, sentence), _load()
    if (
        words.follow_on.match(text) is None
        or words.motion.search(text) is None
        or sentence.span.end - route.start > _LONG
    ):
        return None
    stops = tuple(
        s for p, s in _stops(context, sentence, text) if p != "from" or s.name not in {x.name for x in route.stops}
    )
    if not stops:
        return None
    last = stops[-1].span
    assert last is not None
    return replace(route, end=last.end, stops=(*route.stops, *stops), words=f"{route.words} {text}")


def _claim(context: Context, draft: _Draft) -> Route:
    span = trim(context.report.text, draft.start, draft.end, drop=",.;") or Span(draft.start, draft.end)
    base = ground(context, span, f"route:{draft.state.value}")
    base["modality"] = Modality.ASSERTED if draft.state is AccessState.OPEN else Modality.FUTURE
    return Route(
        **base,
        stops=draft.stops,
        mode=next((mode for mode, words in _load().modes.items() if words.search(draft.words)), None),
        carrier=draft.carrier,
        state=draft.state,
        by=draft.by,
        when=draft.when,
    )


def report_routes(routes: Sequence[Route]) -> tuple[AccessReport, ...]:
    """A route that is approved or planned and leads through no known point, as an access report of its own."""
    out = []
    for route in routes:
        if route.state is AccessState.OPEN or any(s.point for s in route.stops) or len(route.span) > 300:
            continue
        name = f"route through {route.stops[0].name} to {route.stops[-1].name}"
        out.append(
            AccessReport(
                report=route.report,
                span=route.span,
                quote=route.quote,
                voice=route.voice,
                modality=route.modality,
                part=route.part,
                rule="access:route",
                facility=name,
                told=name,
                facility_kind=FacilityKind.ROUTE,
                state=route.state,
                by=route.by,
                basis=Basis.ANNOUNCED,
                when=route.when,
            )
        )
    return tuple(out)
