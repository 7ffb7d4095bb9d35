"""The ways of aid: ordered stops with inspection and transfer points, also across sentences ("From there …").

A route has an end and somewhere that it comes from or goes through, all told. What is asked for, planned or approved is
no movement.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Any

from travaux.coding.access_sentences import Sentence, mark_sentences
from travaux.coding.access_words import load_access_words
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.hardship import is_fought_over
from travaux.coding.route_stops import Part, Told, find_stops
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport, ActorRef, Route, RouteStop, When
from travaux.ontology.vocabulary import AccessState, ActorKind, Basis, FacilityKind, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.reading.needles import Spots, fold, needles_of
from travaux.spans import Span, trim

_BREAK = re.compile(r"[;:]|—| – |, (?:while|but|whereas|although) | while | whereas ")
_NO_CARRIER = "some|about|for|of|with|that|to|the|these|those|dozen|more|than|an?|carrying|by|from|in|have|has|and|as"
_VEHICLES = "trucks|lorries|ships?|vessels?|barges|convoys?|flights?|trains?|buses|planes?|helicopters?|boats"
_CARRIER = re.compile(rf"\b(?P<who>(?:(?!(?i:{_NO_CARRIER}) )[\w-]{{1,40}} ){{0,2}}(?i:{_VEHICLES}))\b")
_RUNNERS = frozenset(
    {ActorKind.STATE, ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.NGO, ActorKind.AGENCY}
)
_LONG = 900
"""How many characters a route's words may run over."""
_AROUND = 600
"""How far around, in characters, war or need must be told of, where the words name no aid."""
_APART = 70
"""Characters at most between two stops of one way."""
_WINDOW = 120
"""How far before its first stop, in characters, it stands who or what travels."""
_PARTED = re.compile(
    r", (?:which|who|whose|following|after|before|as|saying|arguing|said)\b|"
    r"\b(?:following|because|arguing|saying|said|says|but|although|that|while|amid|despite|says|told|according)\b"
)
_LINK = re.compile(r"(?:link|connect|join)(?:s|ed|ing)\b|between\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?:corridor|route|air ?bridge|road|highway|lifeline|railway)s? (?:(?:\w+ ){0,3})$", re.IGNORECASE)
_MANY = 4
"""Routes at most that lists of stops can tell at once."""
_NEAR = 70
"""How far before the first stop, in characters, words may say that a journey is not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    travellers: re.Pattern[str]
    of_aid: re.Pattern[str]
    others: re.Pattern[str]
    motion: re.Pattern[str]
    follow_on: re.Pattern[str]
    shut: re.Pattern[str]
    unmade: re.Pattern[str]
    wanted: re.Pattern[str]
    later: re.Pattern[str]
    modes: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A route as far as it is read. `asked`: somebody only wants it."""

    start: int
    end: int
    stops: tuple[RouteStop, ...]
    state: AccessState
    mode: str | None = None
    carrier: str | None = None
    by: tuple[ActorRef, ...] = ()
    when: When | None = None
    asked: bool = False


@lru_cache(maxsize=1)
def _load() -> _Words:
    data: dict[str, Any] = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))[
        "routes"
    ]
    kept = set(_Words.__dataclass_fields__) - {"modes"}
    lists = {
        k: re.compile(rf"\b(?:{'|'.join(sorted(v, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
        for k, v in data.items()
        if k in kept
    }
    lists["follow_on"] = re.compile(rf"^(?:{'|'.join(data['follow_on'])})\b", re.IGNORECASE)
    lists["unmade"] = re.compile(rf"(?:\b|(?=n't))(?:{'|'.join(data['unmade'])})\b", re.IGNORECASE)
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
        drafts = _open(context, sentence, current)
        current = drafts[-1] if drafts else None
        out += drafts
    return tuple(_claim(context, draft) for draft in out)


def _text(context: Context, sentence: Sentence) -> str:
    return _plain(context.quote(sentence.span))


def _plain(text: str) -> str:
    return text.replace("\n", " ").replace("’", "'")


def _open(context: Context, sentence: Sentence, before: _Draft | None) -> list[_Draft]:
    """The routes that a sentence tells; what is planned right after an approved route ("the plan is …") is approved too."""
    text = _text(context, sentence)
    words = _load()
    if (
        not all(s.within(sentence.span.start, sentence.span.end) for s in context.once("spots of routes", _find_spots))
        or words.travellers.search(text) is None
        or words.motion.search(text) is None
        or text.rstrip("'\" ”").endswith("?")
    ):
        return []
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    for a, b in pairwise(cuts):
        for told in _runs(text, find_stops(context, sentence, text, a, b)):
            ways = [w for w in _order(told) if len({s.point or s.name for s in w}) > 1]
            if (
                ways
                and len(ways) <= _MANY
                and _is_route(context, sentence, text[a:b], (told[0].at - a, told[-1].stop - a))
            ):
                made = (_draft(context, sentence, (a, b), way, before) for way in ways)
                return [d for d in made if d is not None]
    return []


def _find_spots(context: Context) -> tuple[Spots, Spots]:
    """Where in the report those who travel, and that they do, may be told."""
    folded = fold(_plain(context.report.text))
    return Spots(needles_of(_load().travellers), folded), Spots(needles_of(_load().motion), folded)


def _runs(text: str, told: Sequence[Told]) -> Iterator[list[Told]]:
    """Stops that are told one right after the other; what lies beyond a clause of its own is another matter."""
    run: list[Told] = []
    for t in told:
        if run and (t.at - run[-1].stop > _APART or _PARTED.search(text, run[-1].stop, t.at)):
            yield run
            run = []
        run.append(t)
    if run:
        yield run


def _order(told: Sequence[Told]) -> list[tuple[RouteStop, ...]]:
    """The stops in the order of the way: whence, by way of what, whither; one way for each of those listed.

    "To B from A", "from A into B through C": what is told late stands where it belongs. A second "from" that is no stop yet
    tells of another way, which is left out.
    """
    link = next((t for t in told if t.part is Part.LINK), None)
    if link is not None:
        return [link.stops]
    way: list[Told] = []
    for t in told:
        if t.part is Part.ORIGIN and any(w.part is Part.ORIGIN for w in way):
            if {s.name for s in t.stops} & {s.name for w in way for s in w.stops}:
                continue
            break
        if t.part is Part.ORIGIN:
            way.insert(0, t)
        elif t.part is Part.VIA and way and way[-1].part is Part.END and not any(s.what for s in t.stops):
            way.insert(len(way) - 1, t)
        else:
            way.append(t)
    ends = [n for n, t in enumerate(way) if t.part is Part.END]
    if len(way) < 2 or not (ends and ends[-1] == len(way) - 1 and ends[-1] > 0):
        return []
    if sum(len(t.stops) > 1 for t in way) > 1:
        return []
    return [tuple(stops) for stops in product(*(t.stops for t in way))]


def _is_route(context: Context, sentence: Sentence, text: str, run: tuple[int, int]) -> bool:
    """Whether goods, aid or people who are brought out travel on a run of stops of a clause, where war or need is told of."""
    words = _load()
    window = text[max(0, run[0] - _WINDOW) : run[1] + _WINDOW // 2]
    lead = text[max(0, run[0] - _WINDOW) : run[0]]
    if words.travellers.search(window) is None or words.others.search(text, 0, run[1]) is not None:
        return False
    if _LINK.match(text, run[0]) is not None:
        return _WAY.search(lead) is not None
    if words.motion.search(text, max(0, run[0] - _WINDOW), run[1]) is None:
        return False
    return words.of_aid.search(window) is not None or is_fought_over(context, sentence.span, _AROUND)


def _draft(
    context: Context,
    sentence: Sentence,
    part: tuple[int, int],
    way: tuple[RouteStop, ...],
    before: _Draft | None,
) -> _Draft | None:
    text = _text(context, sentence)
    clause = text[part[0] : part[1]]
    spans = sorted(s.span for s in way if s.span is not None)
    first, last = spans[0], spans[-1]
    at = first.start - sentence.span.start
    ahead = text[part[0] : at]
    if _load().unmade.search(ahead[-_NEAR:]) is not None:
        return None
    grant = load_access_words().granting.search(text[:at])
    later = _load().later.search(ahead) is not None
    granted = before if before is not None and before.state is AccessState.APPROVED and later else None
    asked = not grant and granted is None and not later and _load().wanted.search(ahead) is not None
    start, carrier = _beginning(text, part[0], at)
    begin = sentence.span.start + start
    trigger = (
        Span(sentence.span.start + grant.start(), sentence.span.start + grant.end())
        if grant
        else Span(begin, begin + 1)
    )
    if carrier is not None and granted is not None and " " not in carrier:
        carrier = granted.carrier
    stops, mode = _set_modes(sentence, clause, part[0], way)
    return _Draft(
        start=begin,
        end=max(last.end, sentence.span.end - 1 if sentence.span.end - last.end < 60 else last.end),
        stops=stops,
        state=_state(clause, later=later, granted=bool(grant or granted), asked=asked),
        mode=mode,
        carrier=carrier or _runner(context, sentence, start, at),
        by=_granters(context, trigger) if grant else granted.by if granted else (),
        when=find_when(context, trigger, Span(begin, last.end)) or (granted.when if granted else None),
        asked=asked,
    )


def _state(clause: str, *, later: bool, granted: bool, asked: bool) -> AccessState:
    if granted:
        return AccessState.APPROVED
    if _load().shut.search(clause) is not None:
        return AccessState.CLOSED
    if later:
        return AccessState.PLANNED
    return AccessState.UNKNOWN if asked else AccessState.OPEN


def _set_modes(
    sentence: Sentence, clause: str, at: int, way: tuple[RouteStop, ...]
) -> tuple[tuple[RouteStop, ...], str | None]:
    """The stops with how each is reached, where legs differ; and the mode of all, where they do not.

    A mode told behind the last stop ("… by boat") is that of its leg.
    """
    hits = sorted((m.start(), mode) for mode, shape in _load().modes.items() for m in shape.finditer(clause))
    modes = {mode for _, mode in hits}
    if len(modes) <= 1:
        return way, next(iter(modes), None)
    ends = [s.span.start - sentence.span.start - at for s in way if s.span is not None]
    out, last = [way[0]], 0
    for stop, end in zip(way[1:], ends[1:], strict=True):
        own = [mode for place, mode in hits if last <= place < end]
        out.append(replace(stop, mode=own[-1] if own else None))
        last = end
    legs = {s.mode for s in out[1:] if s.mode}
    if len(legs) == 1:
        return way, next(iter(legs))
    return tuple(out), None


def _beginning(text: str, start: int, at: int) -> tuple[int, str | None]:
    """Where the words of a route begin, and who or what travels."""
    motion = [m.start() for m in _load().motion.finditer(text, start, at)]
    carriers = [m for m in _CARRIER.finditer(text, start, at) if at - m.start() < 120]
    first = min([*motion[-1:], *(m.start() for m in carriers[-1:])], default=at)
    return first, carriers[-1].group("who").strip() if carriers else None


def _runner(context: Context, sentence: Sentence, start: int, at: int) -> str | None:
    """Who carries it, where the subject of the verb names a body: "the World Food Programme flew …"."""
    span = Span(sentence.span.start + start, sentence.span.start + max(at, start + 1))
    tokens = tokens_at(context.doc, span.start, span.end)
    verb = next((t for t in tokens or () if t.pos_ == "VERB"), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is None or subject.dep_ != "nsubj":
        return None
    found = context.actors((Phrase(span=Span(subject.left_edge.idx, subject.idx + len(subject)), head=subject.i),))
    return next((a.name for a in found if a.by in {"pack", "name"} and a.kind in _RUNNERS), None)


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
    known = {s.name for s in route.stops}
    told = [t for t in find_stops(context, sentence, text, 0, len(text)) if t.part is not Part.LINK]
    if any(t.part is Part.ORIGIN and not {s.name for s in t.stops} & known for t in told):
        return None
    stops = tuple(t.stops[0] for t in told if t.part is not Part.ORIGIN and t.stops[0].name not in known)
    if not stops or stops[-1].span is None:
        return None
    modes = {m for m, shape in words.modes.items() if shape.search(text)}
    mode = next(iter(modes)) if len(modes) == 1 else None
    if mode is not None and route.mode is not None and mode != route.mode:
        old = tuple(replace(s, mode=route.mode) for s in route.stops[1:])
        stops = (*(replace(s, mode=mode) for s in stops[:1]), *stops[1:])
        return replace(route, end=_last(stops), stops=(route.stops[0], *old, *stops), mode=None)
    return replace(route, end=_last(stops), stops=(*route.stops, *stops), mode=route.mode or mode)


def _last(stops: Sequence[RouteStop]) -> int:
    return max(s.span.end for s in stops if s.span is not None)


def _claim(context: Context, draft: _Draft) -> Route:
    span = trim(context.report.text, draft.start, draft.end, drop=",.;") or Span(draft.start, draft.end)
    base = ground(context, span, f"route:{draft.state.value}")
    moving = {AccessState.OPEN, AccessState.CLOSED}
    base["modality"] = Modality.ASSERTED if draft.state in moving else Modality.FUTURE
    if draft.asked:
        base["modality"] = Modality.HYPOTHETICAL
    return Route(
        **base,
        stops=draft.stops,
        mode=draft.mode,
        carrier=draft.carrier,
        state=draft.state,
        by=draft.by,
        when=draft.when,
    )


def report_routes(routes: Sequence[Route]) -> tuple[AccessReport, ...]:
    """A route that is approved or planned and leads through no known point, as an access report of its own."""
    out = []
    for route in routes:
        planned = route.state is AccessState.APPROVED or (route.state is AccessState.PLANNED and len(route.stops) > 2)
        if not planned or any(s.point for s in route.stops) or len(route.span) > 300:
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
