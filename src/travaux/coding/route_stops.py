"""The stops of a route as a stretch of a sentence tells them: where from, by way of what, where to.

Cue words and place words stand in `data/access.toml`. A stop is a point that is marked, a place that packs know, a name
beside a word such as town or port, or a name that is no person, body or time.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span as SpacySpan

from travaux.coding.access_sentences import Mark, Sentence
from travaux.coding.context import Context
from travaux.coding.facilities import NAME
from travaux.coding.scene_areas import recall_area
from travaux.ontology.claim import RouteStop
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Entry, Outlet
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_TYPE = r"(?: (?:border )?(?:crossing|bridge|port|airport|checkpoint|Pass|road|terminal|territory|soil|"
_TYPE += r"gate|Strip|province|camp|coast))?"
_TYPED = re.compile(r" (?:territory|soil|Strip|province|camp|coast|port|airport|crossing|bridge|checkpoint)$")
_ADJECTIVE = r"(?:[A-Z][\w-]{0,30}(?:n|i|ish|ese|['’]s) )"
_ENTITIES = {"GPE", "LOC", "FAC"}
_NO_PLACES = {"NORP", "DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
_TO_AND_FRO = re.compile(r"\bto and from\b|\bfrom and to\b")
_LONGEST_NAME = 5
_OWNER = re.compile(r"[A-Z]\w{1,40}['’]s (?=[A-Z])")
"""Whose place it is: "Chad's Tine"."""
_GENERAL = re.compile(
    r"(?:the|that) (?:besieged |isolated |stricken )?"
    r"(?:city|town|enclave|region|territory|strip|province|valley|island|camp|suburb|district|village|pocket|(?P<many>towns|villages))"
    r"(?= (?:and|from|through|via|by|on|for|to|in the)\b|[,.;]|$)"
)
_RUN_ON = re.compile(r" (?=The |A |An )")
"""Where a headline without a full stop runs into the next sentence."""
_STREET = re.compile(
    r"\b(?:Street|Avenue|Square|House|Stadium|University|School|Hotel|Hall|Park|Museum|Council|Court|League|Cup)\b"
)


class Part(StrEnum):
    """What a stop is on its way."""

    ORIGIN = "origin"
    VIA = "via"
    END = "end"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Stops that one cue tells: several where they are listed. `at`, `stop`: from the cue on, in characters of the text."""

    part: Part
    stops: tuple[RouteStop, ...]
    cue: str
    at: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWords:
    """Compiled cues and the words that tell what happens at a stop."""

    cue: re.Pattern[str]
    parts: Mapping[str, re.Pattern[str]]
    place: re.Pattern[str]
    what: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def load_stop_words() -> StopWords:
    """The part `routes` of the file."""
    data: dict[str, Any] = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))[
        "routes"
    ]
    cues = {
        k: "|".join(sorted(v, key=len, reverse=True))
        for k, v in data["cues"].items()
        if k not in {"kinds", "described"}
    }
    kinds, described = (
        "|".join(sorted(data["cues"]["kinds"], key=len, reverse=True)),
        "|".join(data["cues"]["described"]),
    )
    name = rf"{NAME.pattern}"
    before = (
        rf"(?:(?i:the|an?|its|their) )?(?:{_ADJECTIVE}?(?:[a-z-]{{1,30}} ){{0,2}}(?P<kind>(?i:{kinds})) of (?:the )?|"
        rf"{_ADJECTIVE}(?P<kind2>(?i:{kinds})) )?"
    )
    place = rf"{before}(?P<name>(?:(?i:{described}) ){{0,2}}{name}{_TYPE})"
    every = "|".join(f"(?:{v})" for v in sorted(cues.values(), key=len, reverse=True))
    return StopWords(
        cue=re.compile(rf"\b(?i:{every})(?=\s)"),
        parts={k: re.compile(v, re.IGNORECASE) for k, v in cues.items()},
        place=re.compile(place),
        what={k: re.compile(rf"\b(?:{'|'.join(data[k])})\b", re.IGNORECASE) for k in ("inspection", "transfer")},
    )


_PARTS = {
    "origin": (Part.ORIGIN, ()),
    "via": (Part.VIA, ()),
    "inspected": (Part.VIA, ("inspection",)),
    "transferred": (Part.VIA, ("transfer",)),
    "end": (Part.END, ()),
    "link": (Part.LINK, ()),
}
_GONE = re.compile(
    r"\b(?:left|leaves|leaving|depart\w*|set (?:off|out)|sailed|flew|took off|travelled|drove)\b", re.IGNORECASE
)
_NEXT = re.compile(r"(?:,? and |, )(?=[A-Z]|the )")
_LINKED = re.compile(r" (?:and|with|to) ")


def find_stops(context: Context, sentence: Sentence, text: str, start: int, stop: int) -> tuple[Told, ...]:
    """The stops of `text[start:stop]`, the text being the sentence's, in the order of the words."""
    words = load_stop_words()
    out: list[Told] = []
    at = start
    while (cue := _next_cue(words.cue, text, at, stop, out)) is not None:
        at = cue.end()
        if _TO_AND_FRO.search(text, max(0, cue.start() - 9), cue.end() + 6):
            continue
        told = _read(context, sentence, text[:stop], cue)
        if told is not None:
            out.append(told)
            at = told.stop
    return tuple(out)


def _next_cue(cue: re.Pattern[str], text: str, at: int, stop: int, told: Sequence[Told]) -> re.Match[str] | None:
    """The next cue; "for" is one right after whence something left ("left Damascus for Douma")."""
    found = cue.search(text, at, stop)
    last = told[-1] if told else None
    if last is not None and last.part is Part.ORIGIN:
        to = re.compile(r"\bfor\b(?= )").search(text, last.stop, min(stop, last.stop + 30))
        gone = _GONE.search(text, max(0, last.at - 40), last.stop)
        if to is not None and gone is not None and (found is None or to.start() < found.start()):
            return to
    return found


def _read(context: Context, sentence: Sentence, text: str, cue: re.Match[str]) -> Told | None:
    words = load_stop_words()
    kind = next((k for k in _PARTS if k in words.parts and words.parts[k].fullmatch(cue.group())), "end")
    part, what = _PARTS[kind]
    first = _stop_at(context, sentence, text, cue.end() + 1)
    if first is None:
        return None
    stops, end = [first[0]], first[1]
    if part is Part.LINK:
        linked = _LINKED.match(text, end)
        other = _stop_at(context, sentence, text, linked.end()) if linked else None
        if other is None:
            return None
        stops, end = [stops[0], other[0]], other[1]
    else:
        end = _list(context, sentence, text, stops, end)
    done = (*what, *_what(text, end))
    stops = [replace(s, what=tuple(dict.fromkeys(done))) for s in stops]
    return Told(part=part, stops=tuple(stops), cue=cue.group().lower(), at=cue.start(), stop=end)


def _list(context: Context, sentence: Sentence, text: str, stops: list[RouteStop], end: int) -> int:
    """Adds what is listed behind a stop, up to its "and"; "Darfur, Sudan" is one place. Gives where the list ends."""
    more: list[RouteStop] = []
    at = end
    while (sign := _NEXT.match(text, at)) is not None:
        other = _stop_at(context, sentence, text, sign.end())
        if other is None:
            break
        more.append(other[0])
        at = other[1]
        if "and" in sign.group():
            if len(more) < _LONGEST_NAME:
                stops += more
            return at
    return at if len(more) == 1 and re.match(r"[,.;]|$", text[at : at + 1]) else end


def _stop_at(context: Context, sentence: Sentence, text: str, at: int) -> tuple[RouteStop, int] | None:
    """The stop that begins at a character of the text, and where it ends."""
    found = load_stop_words().place.match(text, at)
    if found is None:
        return _recalled(context, sentence, text, at)
    start, end = found.span("name")
    end = start + len(_RUN_ON.split(text[start:end])[0])
    span = Span(sentence.span.start + start, sentence.span.start + end)
    mark = _mark_at(sentence, Span(sentence.span.start + found.start(), span.end))
    if mark is not None:
        told = max(end, mark.span.end - sentence.span.start)
        return RouteStop(name=text[start:end], point=mark.points[0].name, span=span), told
    owned = _OWNER.match(text[start:end])
    if owned is not None:
        start, span = start + owned.end(), Span(span.start + owned.end(), span.end)
    if not _is_place(context, text[start:end], span, told=bool(found["kind"] or found["kind2"])):
        return None
    return RouteStop(name=text[start:end], span=span), end


def _recalled(context: Context, sentence: Sentence, text: str, at: int) -> tuple[RouteStop, int] | None:
    """ "The enclave": the area spoken of last; "the towns" only where several are one area."""
    found = _GENERAL.match(text, at)
    area = recall_area(context, sentence.span.start + at) if found is not None else None
    if found is None or area is None or (found["many"] and " and " not in area.name):
        return None
    span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
    return RouteStop(name=area.name, span=span), found.end()


def _mark_at(sentence: Sentence, span: Span) -> Mark | None:
    """The point that stands there by its own name, not as a route of which the stop is an end."""
    for mark in sentence.marks:
        if mark.how == "named" and len(mark.points) == 1 and mark.span.overlaps(span) and mark.span.start <= span.end:
            inside = span.start <= mark.span.start + 4 or mark.points[0].name != mark.points[0].told
            return mark if inside else None
    return None


def _is_place(context: Context, name: str, span: Span, *, told: bool) -> bool:
    tokens = tokens_at(context.doc, span.start, span.end)
    if (
        tokens is None
        or not name
        or len(name.split()) > _LONGEST_NAME
        or _STREET.search(name)
        or _is_body(context, name)
    ):
        return False
    if any(t.span.overlaps(span) for t in context.doc._.times) or tokens[-1].ent_type_ in _NO_PLACES:
        return False
    return told or _TYPED.search(name) is not None or _is_named_place(context, name, tokens)


def _is_named_place(context: Context, name: str, tokens: SpacySpan) -> bool:
    if any(
        isinstance(f.target, Entry) and (f.target.region or f.target.kind is ActorKind.STATE)
        for f in _forms(context, name)
    ):
        return True
    kinds = {t.ent_type_ for t in tokens}
    if kinds & _ENTITIES:
        return True
    proper = [t for t in tokens if t.text[:1].isupper()]
    return len(proper) == 1 and all(t.pos_ == "PROPN" for t in proper) and not name.isupper()


def _forms(context: Context, name: str) -> Iterator[Any]:
    yield from context.world.forms.get(name, ())


def _is_body(context: Context, name: str) -> bool:
    """Whether packs know the name as somebody who acts and is no state: goods come from them, not through them."""
    targets = [f.target for f in _forms(context, name)]
    if any(isinstance(t, Outlet) for t in targets):
        return True
    known = [t for t in targets if isinstance(t, Entry)]
    return any(not e.region and e.kind is not ActorKind.STATE for e in known)


def _what(text: str, end: int) -> Iterator[str]:
    """What happens at a stop: told in the clause behind it ("…, where they will be inspected")."""
    behind = re.match(r",? (?:where|to be|for)\b[^.;]{0,60}", text[end:])
    for what, shape in load_stop_words().what.items():
        if behind is not None and shape.search(behind.group()):
            yield what
