"""Access points named in a report: by packs, or by a proper name beside a word such as crossing or port."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from travaux.coding.access_words import load_access_words
from travaux.coding.context import Context
from travaux.months import ANY_MONTH
from travaux.ontology.vocabulary import CODED_SEGMENTS, FacilityKind
from travaux.packs.world import AccessPoint, Entry, FormRole, Outlet, World
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_POINT_KINDS = {k.value: k for k in FacilityKind}
_WORD = r"(?<!\w)(?:[A-ZÀ-ÞŠŽİ][\w'’]{0,40}|(?:al|el|as|ash|ad|ar|az|an)(?=[-–]))(?:[-–][\w'’]{1,40}){0,4}"
_NAME = rf"{_WORD}(?: (?:(?:al|el|de|del|da|do|la|of|bin) )?{_WORD})*"
NAME = re.compile(_NAME)
"""A run of capitalised words: "Bab al-Salam", "Bandiagara–Bankass", "N6"."""
_LIST = rf"{_NAME}(?:(?:, | and |, and ){_NAME})*"
_PLACED = r"of|at|in|off|near|with|between|over"
_LED = rf"{_PLACED}|from|to|through|out of|across|by|beyond|into|towards|via"
_BESIDE = re.compile(rf" (?:{_PLACED}) (?:the )?{_LIST}(?: (?:county|province|district))?")
_COUNTY = r"(?: (?:county|province|district))?"
_LEADING = re.compile(
    rf"(?: for (?:[a-z-]+ ){{1,3}}?(?=(?:from|out of|to)\b)| )(?:{_LED}) (?:the )?{_LIST}{_COUNTY}"
    rf"(?: (?:{_LED}) (?:the )?{_LIST})*"
)
_BEFORE = re.compile(rf"((?:{_NAME}, )*{_NAME},? and )?((?:{_NAME}(?: \d{{1,2}})?|[Nn]o\. ?\d+)(?: border)?)['’”\"]? $")
_MONTH = re.compile(
    rf" (?:{ANY_MONTH}|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_NAMED_AFTER = re.compile(
    r"(?:[a-z-]{1,30} ){0,6}(?:crossing|gate|post|bridge|airport|checkpoint)s? (?:of|at) (?:the )?(?=[A-Z])"
)
_HELD = re.compile(r"[-–](?:held|controlled|run|administered|occupied|operated|manned|guarded|backed|led)$")
"""Who holds a point is no part of its name: "the Houthi-controlled port of …"."""
_DASHED = re.compile(r" [A-Z]\w+(?:[–-][A-Z]\w+)+")
_THROUGHWAYS = re.compile(
    rf" (?:from|out of|to|into|through|between|across) (?:the )?{_LIST}(?: (?:{_LED}) (?:the )?{_LIST})*"
)
_DROPPED = re.compile(rf" (?:over|into|onto|on|in|to) (?:the )?{_NAME}{_COUNTY}")
_NUMBERED = re.compile(r" (?:No\. ?)?\d+\b")
_QUOTES = frozenset("'‘’“”\"")
_NEAR = 160
"""How far from a trigger, in characters, a point outside its clause may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """An access point as the report names it; `name` is canonical, `told` the report's own words for it."""

    span: Span
    name: str
    kind: FacilityKind
    told: str = ""


def facilities_of(context: Context, clause: Span, trigger: Span) -> list[Facility]:
    """The points that an act is about: those in its clause, or hanging on its trigger; after the trigger before others.

    Of several acts that share a clause ("to open the port and to shut the bridge") each has what hangs on its own verb.
    """
    facilities = context.once("facilities", find_facilities)
    tokens = tokens_at(context.doc, trigger.start, trigger.end)
    if tokens is None or not facilities:
        return []
    near = [f for f in facilities if abs(f.span.start - trigger.end) < _NEAR]
    own = [t.idx for t in _own_subtree(tokens.root)] if near else []
    hanging = [f for f in near if any(f.span.start <= i < f.span.end for i in own)]
    inside = hanging or [f for f in facilities if clause.covers(f.span)]
    after = [f for f in inside if f.span.start >= trigger.start]
    return after or inside


def _own_subtree(root: Token) -> Iterator[Token]:
    """The token and what hangs on it, without other clauses."""
    yield root
    for child in root.children:
        if child.dep_ not in {"conj", "relcl", "advcl", "ccomp", "acl", "cc"} or child.pos_ in {"NOUN", "PROPN"}:
            yield from _own_subtree(child)


def find_facilities(context: Context) -> tuple[Facility, ...]:
    """Every access point of the report that has a name, in order."""
    text = text_of(context.doc)
    out: dict[int, Facility] = {f.span.start: f for f in _spelled_points(context)}
    for match in load_access_words().type_word.finditer(text):
        for found in _named(context, match):
            if not any(found.span.overlaps(known.span) for known in out.values()):
                out[found.span.start] = found
    for found in _pack_points(context):
        if not any(found.span.overlaps(known.span) for known in out.values()):
            out[found.span.start] = found
    return tuple(out[k] for k in sorted(out) if context.part(out[k].span) in CODED_SEGMENTS)


def _named(context: Context, match: re.Match[str]) -> Iterator[Facility]:
    """ "the Torkham crossing", "Port of Berbera", "the Adre and Tine crossings", "a pier off Gaza", "Bridge 7"."""
    text = text_of(context.doc)
    type_word, plural = match.group(1), bool(match.group(2))
    drop = type_word.lower() == "airdrop"
    if (
        type_word == "pass"
        and (tokens := tokens_at(context.doc, *match.span())) is not None
        and tokens[0].pos_ == "VERB"
    ):
        return
    before = None if drop else _BEFORE.search(text, max(0, match.start() - 90), match.start())
    run = _own_run(context, before.group(2), before.start(2), type_word) if before else None
    if before is not None and run is not None:
        if plural and before.group(1) and run == before.start(2):
            yield from _shared(context, before, type_word)
        quoted = text[match.start() - 2] in _QUOTES and text[run - 1 : run] in _QUOTES and run > 0
        yield make_facility(context, Span(run - quoted, match.end()), type_word, shared=plural)
        return
    after = _after(text, match)
    if after is None:
        return
    start = _modifiers(context, match.start())
    if start is not None:
        yield make_facility(context, Span(start, after.end()), type_word)


def _after(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """What names a point behind its type word: "off Gaza", "from Larnaca to Gaza", "7"."""
    last = match.group(1).lower().split(" ")[-1]
    if last == "airdrop":
        return _DROPPED.match(text, match.end())
    if last == "passage":
        return _THROUGHWAYS.match(text, match.end())
    if last in load_access_words().linear:
        return _LEADING.match(text, match.end()) or _DASHED.match(text, match.end())
    after = _BESIDE.match(text, match.end())
    if after is not None and _MONTH.search(after.group()):
        after = None
    if after is None and match.group(1)[0].isupper():
        after = _NUMBERED.match(text, match.end())
    return after


def _own_run(context: Context, words: str, start: int, type_word: str) -> int | None:
    """Where the name before a type word begins; None where what stands there is no name ("Until the gate")."""
    pieces = [m.start() for m in re.finditer(r"\S+", words)]
    for at in pieces:
        if known_point(f"{words[at:]} {type_word}", context.world) is not None:
            return start + at
    for at in pieces:
        tokens = tokens_at(context.doc, start + at, start + at + 1)
        if _HELD.search(words[at:].split(" ", maxsplit=1)[0]):
            continue
        if tokens is None or tokens[0].ent_type_ in {"NORP", "DATE"} or tokens[0].is_stop:
            continue
        if _is_actor(context.world, words[at:].split(" ", maxsplit=1)[0]) and len(pieces) > 1 and at != pieces[-1]:
            continue
        if tokens[0].is_sent_start and tokens[0].pos_ not in {"PROPN", "NOUN", "ADJ"}:
            continue
        return start + at
    return None


def _is_actor(world: World, words: str) -> bool:
    """Whether packs know the words as somebody who acts, or as a people ("Israeli")."""
    return any(
        isinstance(f.target, Outlet) or (isinstance(f.target, Entry) and not f.target.region)
        for f in world.forms.get(words, ())
    )


def _shared(context: Context, before: re.Match[str], type_word: str) -> Iterator[Facility]:
    """The points before the last of "the Nitzana and Karni crossings"."""
    for name in re.finditer(_NAME, before.group(1)):
        start = before.start(1) + name.start()
        tokens = tokens_at(context.doc, start, start + 1)
        if tokens is not None and not tokens[0].is_stop:
            span = Span(start, start + len(name.group()))
            yield make_facility(context, span, type_word, shared=True)


def _modifiers(context: Context, start: int) -> int | None:
    """Where the words that describe a type word begin ("a makeshift | jetty"); None where it is another kind of thing."""
    tokens = tokens_at(context.doc, start, start + 1)
    first = tokens[0] if tokens is not None else None
    while first is not None and first.i > 0:
        previous = first.nbor(-1)
        if (
            not _describes(previous)
            or previous.idx + len(previous) != first.idx - 1
            or previous.is_sent_start
            or previous.tag_ == "NNS"
        ):
            break
        if previous.lower_ in load_access_words().other_things:
            return None
        first = previous
    return None if first is None else first.idx


def _describes(token: Token) -> bool:
    """Whether a token is a modifier: a noun or adjective, or a participle behind its article ("a floating pier")."""
    participle = token.tag_ in {"VBG", "VBN"} and token.i > 0 and token.nbor(-1).pos_ == "DET"
    return token.pos_ in {"ADJ", "NOUN", "PROPN"} or participle


def make_facility(context: Context, span: Span, type_word: str, *, shared: bool = False) -> Facility:
    """The point at a span; `shared`: its type word stands once for several, in the plural."""
    told = re.sub(r"^['‘“\"]|['’”\"](?= )", "", " ".join(context.quote(span).split()))
    kind = load_access_words().kinds[type_word.lower()]
    if shared:
        told = re.sub(rf"{re.escape(type_word)}(?:e?s)$", type_word, told)
        told = told if told.lower().endswith(type_word.lower()) else f"{told} {type_word}"
    point = known_point(told, context.world)
    if point is None and (bare := re.sub(r"^[a-z][\w-]* ", "", told)) != told:
        point = known_point(bare, context.world)
    if point is None and (of := _NAMED_AFTER.match(told)) is not None:
        bare = told[of.end() :]
        point = known_point(bare, context.world) or known_point(f"{bare} {type_word.lower()}", context.world)
    return Facility(span=span, name=point.name if point else told, kind=_kind_of(point, kind), told=told)


def _kind_of(point: AccessPoint | None, kind: FacilityKind) -> FacilityKind:
    return _POINT_KINDS.get(point.kind, kind) if point else kind


def _spelled_points(context: Context) -> Iterator[Facility]:
    """Points that a user's process file names, by just its words; the longest of several first."""
    forms = context.world.spelled
    if not forms:
        return
    longest = sorted(forms, key=lambda words: (-len(words), words))
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", text_of(context.doc)):
        point = forms[match.group()]
        span = Span(match.start(), match.end())
        yield Facility(span=span, name=point.name, kind=_kind_of(point, FacilityKind.OTHER), told=match.group())


def _pack_points(context: Context) -> Iterator[Facility]:
    """Points that packs know by name without a type word beside it, and rivers that go without one."""
    for word in NAME.finditer(text_of(context.doc)):
        for words, start in _parts_of(word):
            point = known_point(words, context.world)
            span = Span(start, start + len(words))
            if point is not None:
                yield Facility(span=span, name=point.name, kind=_kind_of(point, FacilityKind.OTHER), told=words)
                break
            if words in load_access_words().rivers and start + len(words) == word.end():
                led = _LEADING.match(text_of(context.doc), span.end)
                span = Span(start, led.end() if led else span.end)
                yield Facility(span=span, name=context.quote(span), kind=FacilityKind.ROUTE, told=context.quote(span))
                break


def _parts_of(word: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Runs of words within a run of capitalised words, the longest and first before others."""
    marks = [m.span() for m in re.finditer(r"\S+", word.group())]
    for first in range(len(marks)):
        for last in range(len(marks) - 1, first - 1, -1):
            yield word.group()[marks[first][0] : marks[last][1]], word.start() + marks[first][0]


def known_point(words: str, world: World) -> AccessPoint | None:
    """The access point that packs know by these words."""
    for form in world.forms.get(words, ()):
        if isinstance(form.target, AccessPoint) and form.role in {FormRole.NAME, FormRole.BARE}:
            return form.target
    return None
