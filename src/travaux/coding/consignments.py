"""Aid and goods on their way: how much of what, through which point, and how far it has come.

A lot is a number with a unit ("nine trucks of flour") or a number that takes up an earlier lot ("18 had crossed"). Its
stage is told by the nearest words of `data/access.toml`. What is announced, asked for or wished has not moved.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Doc

from travaux.coding.access_sentences import Mark, Sentence, mark_sentences
from travaux.coding.context import Context, make_refs
from travaux.coding.counts import Number, numbers_of
from travaux.coding.facilities import find_facilities
from travaux.coding.grounding import ground
from travaux.coding.hardship import is_fought_over
from travaux.coding.moves import sure_actors
from travaux.coding.numbers import NUMBER_WORDS
from travaux.coding.times import find_when, make_when
from travaux.coding.uncounted import code_uncounted
from travaux.ontology.claim import ActorRef, Consignment, Move, When
from travaux.ontology.vocabulary import CODED_SEGMENTS, Act, ActorKind, ConsignmentStage, Modality
from travaux.reading.columns import words_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_STOP = (
    r"(?=$|[,;:.“”\"]| (?:on|at|through|into|to|for|from|by|in|across|along|that|which|"
    r"(?:donated|given|funded|supplied|bought) (?:by|from)|were|was|are|is|have|has|had|"
    r"and (?:was|were|the)|up|bound|standing|near|entered|left|crossed|passed|set|over|"
    r"went|came|goes|go|reached|arrived|will|would|did) )"
)
_OF = re.compile(rf"^\S*(?: and \S+)? of (?P<cargo>(?!them|it|the)[^,;:.“”\"]{{2,60}}?){_STOP}", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:with|carrying|bringing|laden with|loaded with) (?P<cargo>(?!(?:more|less|fewer|at|about|over|nearly) )"
    rf"[a-zA-Z][^,;:.“”\"]{{1,50}}?){_STOP}"
)
_SPLIT = re.compile(
    r"[;:]|, (?:and|but|although) | but | while | whereas |, (?=\d|(?:" + "|".join(NUMBER_WORDS) + r")\b)"
)
_PREPOSITION = re.compile(
    r"\b(?:at|by|through|via|along|out of|across|from|up|in|off|of|for|over) (?:the |a )?$", re.IGNORECASE
)
_PLANNED = re.compile(
    r"\b(?:will|would|plan(?:s|ned)?|intends?|hopes?|wants?|expected|due|set to|is to|are to|were to|could|may|might|"
    r"should|must|if|ready to|promised?|pledged?|vow(?:s|ed)?)\b[^;.]*$",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:will|plan(?:s|ned)?|intends?|expected|due|set to|is to|are to|promised?|pledged?)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|n't|never|no|none|nor|without)\b(?: \w+){0,2} ?$", re.IGNORECASE)
_GRANTED = re.compile(r"\b(?:approv\w+|permit|cleared|authori[sz]\w+|agreed to|covers)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:asked|asks|appeal\w*|request\w*|applied|wants leave|demand\w*|urg\w+|call\w* (?:for|on))\b", re.IGNORECASE
)
_RECIPIENT = re.compile(
    r"(?<!person )(?<!man )(?<!woman )(?<!official )(?<!chief )(?<!director )(?<!head )"
    r"\b(?:for|to|bound for|into|towards) (?P<to>(?:the )?(?:[a-z]+ )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)"
)
_DONOR = re.compile(
    r"\b(?P<who>[A-Z][\w'’.-]{0,40})-(?:donated|funded|supplied)\b|"
    r"\b(?:donated|given|funded|supplied|bought|paid for|a gift|a donation) (?:by|from) (?:the )?"
    r"(?P<by>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)"
)
_TOTAL = re.compile(
    r"\b(?:total|in all|altogether|so far|to date|cumulative\w*|since (?:the|it|its|last|then)|bring(?:s|ing)? (?:the )?\w+ to|"
    r"number of (?:\w+ ){1,3}(?:that|which|to have)|reached \d)\b",
    re.IGNORECASE,
)
"""What makes a number the sum of what went until then."""
_OF_THEM = re.compile(r" of (?:them|these|those|which)\b")
"""A part of the lot before, at its stage where no other is told: "three of them with fuel"."""
_CARRIERS = frozenset({ActorKind.IGO, ActorKind.NGO, ActorKind.AGENCY, ActorKind.MILITARY})
_WEIGHTS = ("ton", "kilo", "litre", "liter", "kg", "pound")
"""Measures by which one thing is told to be large: "a 25-ton truck" is no load of 25 tons."""
_IDEAS = re.compile(
    r"\b(?:meetings?|talks|discussions?|proposals?|conditions?|demands?|questions?|principles|rules|measures|issues|ideas|"
    r"negotiations?|sanctions?|statements?|interviews?|statistics|figures|standards|"
    r"army|troops|soldiers|fighters|mourners|protesters|police)\b",
    re.IGNORECASE,
)
_VEHICLES = ("truck", "lorr", "ambulance", "bus", "boat", "ship", "vessel", "flight", "tanker", "trailer", "wagon")
_TOO_MUCH = 50_000_000
"""More than any source tells of aid at once: a nation's freight."""
_NEAR_A_POINT = 200
_AROUND = 600
"""How far around a bare number of vehicles, in characters, war or need must be told of."""
_TAKES_UP = frozenset({"of", "set", "had", "have", "drove", "were", "crossed", "with", "docked", "entered", "left"})
_TAKEN_UP_WITHIN = 400
"""How far, in characters, a number may stand from the lot that it takes up."""
_GOES_ON = re.compile(r"^[^\d;:.]{2,50}\band (?:was |were |then |have |has |had |been ){0,2}$")
"""Between two words of one lot's way: it set off "and" arrived."""
_HELD = {ConsignmentStage.REQUESTED, ConsignmentStage.APPROVED, ConsignmentStage.DENIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A number with its unit: `start` and `end` are characters of the report; `taken_up`: an earlier lot's unit."""

    start: int
    end: int
    value: float
    unit: str
    cargo: str
    taken_up: bool = False


@lru_cache(maxsize=1)
def _load() -> tuple[Mapping[ConsignmentStage, re.Pattern[str]], frozenset[str]]:
    data = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))
    stages = {
        ConsignmentStage(stage): re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)
        for stage, words in data["stages"].items()
    }
    return stages, frozenset(data["cargo"]["units"])


def code_consignments(context: Context, moves: Sequence[Move]) -> tuple[Consignment, ...]:
    """The lots told of, each at its stage, and deliveries without an amount through a named point."""
    out: list[Consignment] = []
    last: Lot | None = None
    sentences = context.once("access_sentences", mark_sentences)
    for number in sorted([*numbers_of(context), *_singles(context)], key=lambda n: n.start):
        lot = _counted_lot(context, number, last) or _taken_up(context, number, last)
        if lot is None or context.part(Span(lot.start, lot.end)) not in CODED_SEGMENTS:
            continue
        sentence = next((s for s in sentences if s.span.start <= lot.start < s.span.end), None)
        before = next((c for c in reversed(out) if sentence and sentence.span.covers(c.span)), None)
        claim = _claim(context, lot, sentence, moves, before) if sentence and _is_a_load(context, lot) else None
        if claim is not None:
            out.append(claim)
            last = lot
    return (*out, *code_uncounted(context, moves, out))


def _is_a_load(context: Context, lot: Lot) -> bool:
    """Whether a lot is goods on their way: ambulances at an accident, "a set of meetings", a convoy of soldiers are none."""
    if _IDEAS.search(lot.cargo) is not None:
        return False
    if lot.cargo.lower() not in {lot.unit, ""} or not lot.unit.startswith(_VEHICLES):
        return lot.value < _TOO_MUCH
    points = context.once("facilities", find_facilities)
    around = Span(max(0, lot.start - _NEAR_A_POINT), lot.end + _NEAR_A_POINT)
    return any(around.covers(p.span) for p in points) or is_fought_over(context, Span(lot.start, lot.end), _AROUND)


def _singles(context: Context) -> list[Number]:
    """ "a container of kits", "one lorry": the article counts too."""
    doc, units = context.doc, _load()[1]
    return [
        Number(start=t.i, end=t.i + 1, value=1)
        for t in words_of(doc, {"a", "an"})
        if t.i + 2 < len(doc) and doc[t.i + 1].lemma_.lower() in units - {"ton"} and doc[t.i + 2].lower_ == "of"
    ]


def _counted_lot(context: Context, number: Number, last: Lot | None) -> Lot | None:
    """A number with its unit right behind it, words that describe it between; a flow ("a day") is no lot."""
    doc, units, end = context.doc, _load()[1], number.end
    sent = sentence_of(doc[number.start])
    if doc[end : end + 1].text in {"-", "‑"} and doc[end + 1 : end + 2].text.lower().startswith(_WEIGHTS):
        return None
    for i in range(end, min(sent.end, end + 5)):
        forms = {doc[i].lemma_.lower(), doc[i].lower_.removesuffix("s")}
        if doc[i].pos_ in {"NOUN", "PROPN"} and forms & units:
            if _is_flow(context, i, sent.end_char):
                return None
            cargo = _cargo(doc, end, i, context.report.text[doc[i].idx : sent.end_char], last)
            start = doc[number.start].idx
            return Lot(start=start, end=doc[i].idx + len(doc[i]), value=number.value, unit=doc[i].lower_, cargo=cargo)
        if doc[i].pos_ not in {"ADJ", "NOUN", "PROPN"} and doc[i].lower_ not in {"-", "other"}:
            return None
    return None


def _taken_up(context: Context, number: Number, last: Lot | None) -> Lot | None:
    """A bare number that takes up the lot before it: "30 set off", "98 of them", "the other 13 drove on"."""
    doc, first, end = context.doc, number.start, number.end
    if last is None or not 0 < doc[first].idx - last.end < _TAKEN_UP_WITHIN or number.value > last.value:
        return None
    follows = doc[end].lower_ if end < len(doc) else ""
    if follows not in _TAKES_UP and not (follows == "." and doc[first - 1].lower_ in {"cleared", "approved", "looted"}):
        return None
    start, stop = doc[first].idx, doc[end - 1].idx + len(doc[end - 1])
    cargo = found.group("cargo") if (found := _WITH.search(context.report.text[start : start + 60])) else last.cargo
    return Lot(start=start, end=stop, value=number.value, unit=last.unit, cargo=cargo, taken_up=True)


def _is_flow(context: Context, i: int, stop: int) -> bool:
    doc = context.doc
    behind = context.report.text[doc[i].idx + len(doc[i]) : stop]
    before = context.report.text[max(0, doc[i].idx - 40) : doc[i].idx]
    flow = re.search(
        r"^[^.;:]{0,30}?\b(?:an?|per|each|every)(?: working)? (?:hour|day|week|month)\b|^[^.;]{0,80}?\bdaily\b", behind
    )
    return flow is not None or re.search(r"\bdaily\b", before) is not None


def _cargo(doc: Doc, end: int, i: int, after: str, last: Lot | None) -> str:
    """What is carried: "of flour", "with blankets"; else the words before the unit ("aid trucks"); else as before."""
    found = _OF.search(after) or _WITH.search(after.split(";", maxsplit=1)[0])
    if found is not None:
        return found.group("cargo").strip()
    described = doc[end:i].text.strip("- ")
    if described:
        return f"{described} {doc[i].text}"
    return last.cargo if last is not None and doc[i].idx - last.end < 400 else doc[i].text


def _claim(
    context: Context, lot: Lot, sentence: Sentence, moves: Sequence[Move], before: Consignment | None
) -> Consignment | None:
    text = context.report.text[sentence.span.start : sentence.span.end].replace("\n", " ")
    at = lot.start - sentence.span.start
    start, end = _clause(text, at, lot.end - sentence.span.start)
    stage_at = _stage(text, start, end, at)
    if stage_at is None and before is not None and _OF_THEM.match(text, lot.end - sentence.span.start):
        stage_at = before.stage, at
    if stage_at is None:
        return None
    stage, word = stage_at
    span = trim(context.report.text, sentence.span.start + start, sentence.span.start + end, drop=',;“”" ') or Span(
        lot.start, lot.end
    )
    move = next((m for m in moves if m.act is Act.DELIVER_AID and m.span.overlaps(Span(lot.start, lot.end))), None)
    told = Span(sentence.span.start + word, sentence.span.start + word + 1)
    base = ground(context, span, f"consignment:{stage.value}", at=told)
    if stage is ConsignmentStage.APPROVED and _FIRM.search(text[start:end]):
        base["modality"] = Modality.FUTURE
    donor = _DONOR.search(text, start, end)
    to = _RECIPIENT.search(text, lot.end - sentence.span.start, end)
    return Consignment(
        **base,
        cargo=lot.cargo,
        amount=lot.value,
        unit=lot.unit,
        carrier=_carrier(context, lot) or (sure_actors(move) if move else ()),
        donor=(ActorRef(name=donor.group("who") or donor.group("by")),) if donor else (),
        recipient=to.group("to") if to else None,
        point=_point(sentence, lot, span),
        stage=stage,
        total=_TOTAL.search(text[start:end]) is not None,
        when=_when_behind(context, lot) or find_when(context, told, span) or (move.when if move else None),
    )


def _carrier(context: Context, lot: Lot) -> tuple[ActorRef, ...]:
    """Whose vehicles they are, told right before them: "12 WFP trucks"."""
    tokens = tokens_at(context.doc, lot.start, lot.end)
    if tokens is None or not lot.unit.startswith(_VEHICLES):
        return ()
    mentions = [m for t in tokens if (m := context.references.mention_at(t)) is not None and m.kind in _CARRIERS]
    return make_refs(mentions[0]) if mentions else ()


def _when_behind(context: Context, lot: Lot) -> When | None:
    """The time right behind a lot: "96 trucks two days ago … 106 trucks yesterday"."""
    for time in context.doc._.times:
        between = context.report.text[lot.end : time.span.start]
        if time.span.start >= lot.end and re.fullmatch(r"\s(?:on |in |of \w+ )?", between) is not None:
            return make_when(context, time)
    return None


def _clause(text: str, at: int, end: int) -> tuple[int, int]:
    """The part of a sentence that tells of a lot: between the breaks around it."""
    breaks = list(_SPLIT.finditer(text))
    start = max((m.end() for m in breaks if m.end() <= at), default=0)
    stop = min((m.start() for m in breaks if m.start() >= end), default=len(text))
    return start, stop


def _stage(text: str, start: int, end: int, at: int) -> tuple[ConsignmentStage, int] | None:
    """The stage told nearest to the lot, and where; None where nothing is told of it, or only a possibility."""
    nearest = _nearest_stage(text, start, end, at)
    if nearest is None:
        return None
    stage, word = nearest
    before = text[start:word]
    if stage in _HELD:
        return nearest if stage is ConsignmentStage.DENIED or not _NOT.search(before) else None
    if _ASKED.search(before):
        return ConsignmentStage.REQUESTED, word
    if _GRANTED.search(before):
        return ConsignmentStage.APPROVED, word
    if _NOT.search(before):
        return None
    if _PLANNED.search(before):
        return (ConsignmentStage.APPROVED, word) if _FIRM.search(before) else None
    return nearest


def _nearest_stage(text: str, start: int, end: int, at: int) -> tuple[ConsignmentStage, int] | None:
    """The words of a stage that stand nearest to a lot: those behind it before those in front, refusals before all."""
    near: list[tuple[float, int, ConsignmentStage]] = []
    for stage, words in _load()[0].items():
        for match in words.finditer(text, start, end):
            if match.end() + 1 == at and match.group().lower() == "reached":
                continue
            gap = match.start() - at if match.start() >= at else 1.2 * (at - match.end())
            near.append((gap * (0.6 if stage in _HELD else 1), match.start(), stage))
    if not near:
        return None
    _, word, stage = min(near)
    arrived = [
        (place, s)
        for _, place, s in near
        if s is ConsignmentStage.RECEIVED and at < word < place and _GOES_ON.search(text[word:place])
    ]
    if stage is ConsignmentStage.MOVED and arrived:
        return ConsignmentStage.RECEIVED, min(arrived)[0]
    return stage, word


def _point(sentence: Sentence, lot: Lot, span: Span) -> str | None:
    """The point at which it happened: the nearest behind a preposition."""
    found: list[tuple[int, str]] = []
    for n, mark in enumerate(sentence.marks):
        place = sentence.masked.find(f"⟦{n}⟧")
        if place < 0 or len(mark.points) != 1 or mark.how == "pronoun" or not _is_near(mark, span):
            continue
        led = _PREPOSITION.search(sentence.masked[:place])
        weak = mark.how == "weak"
        if (led is None and weak) or (
            weak and led is not None and led.group().split()[0].lower() not in {"at", "by", "via", "through", "out"}
        ):
            continue
        found.append((abs(mark.span.start - lot.start), mark.points[0].name))
    return min(found)[1] if found else None


def _is_near(mark: Mark, clause: Span) -> bool:
    before = mark.how != "weak" and mark.span.end <= clause.start
    return clause.covers(mark.span) or (before and clause.start - mark.span.end < 60)
