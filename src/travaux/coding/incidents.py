"""Harm to aid workers, convoys and facilities, and what came of it: suspension, withdrawal, inquiry, evacuation."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from travaux.coding.access_sentences import Sentence, mark_sentences
from travaux.coding.context import Context
from travaux.coding.counts import numbers_of
from travaux.coding.grounding import ground
from travaux.coding.hardship import is_fought_over
from travaux.coding.moves import sure_actors
from travaux.coding.numbers import read_words
from travaux.coding.times import find_when
from travaux.ontology.claim import ActorRef, Incident, Move
from travaux.ontology.vocabulary import Act, Modality
from travaux.spans import Span, trim

_NOT = re.compile(
    r"\b(?:not|n't|never|no|without|protect\w*|avoid\w*|prevent\w*|if|could|would|may|might)\b(?: [\w-]+){0,3} $"
    r"|\b(?:avoid|prevent|stop|protect\w* \w+ from)\b(?: [\w-]+){0,6} $",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\b(?P<part>[\w,]{1,60}) of (?:the|its|their|our) $")
"""A part of a number: "15 of the 20 hospitals"."""
_ELSEWHERE = re.compile(
    r"\b(?:said|by|told|as|according|near|while|who|that|after|to|before|until|where|when|outside|inside|into|in|from|with|for|"
    r"during|through|risks?|threats?|dangers?|fears?|increase|treated)\b"
)
"""Words between harm and somebody whom it did not hit: "strikes near a hospital", "wounds before an ambulance came"."""
_LIVING = frozenset({"killed", "injured", "abducted", "detained"})
_THINGS = re.compile(
    r"(?:convoys?|trucks?|ambulances?|hospitals?|facilities|clinics?|warehouses?|schools?|ships?|vehicles?)$",
    re.IGNORECASE,
)
_PLUNDER = re.compile(r"\bloot(?:ing|ers|ed)\b", re.IGNORECASE)
_PARTED = re.compile(r"[;.]|, (?:and|but|the|its|an?)\b")
_ON = re.compile(r"\b(?:on|of|at|near|against|in|by)\b")
_OF_THEM = re.compile(
    r"\b(?P<n>[\w,]{1,20})(?: (?:colleagues|people|staff|workers|of them|members|others))? (?:were|have been|was|had been) $"
)
"""How many of those named before: "for aid workers: eight colleagues were killed"."""
_CIVIL = re.compile(
    r"hospitals?|clinics?|ambulances?|medics?|paramedics?|medical (?:staff|workers?)|health ?workers?", re.IGNORECASE
)
"""Those whom harm also befalls where there is no war: then it is no matter of access."""
_AROUND = 800
_REACH = 60
"""How far, in characters, the harm may stand from those harmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    harmed: re.Pattern[str]
    what: Mapping[str, re.Pattern[str]]
    consequences: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _load() -> _Words:
    data: dict[str, Any] = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))[
        "incidents"
    ]
    longest = sorted(data["harmed"], key=len, reverse=True)
    return _Words(
        harmed=re.compile(rf"\b(?:[\w-]{{1,40}} ){{0,2}}?(?P<who>{'|'.join(longest)})\b"),
        what={k: re.compile(rf"\b(?:{'|'.join(v)})\b") for k, v in data["what"].items()},
        consequences={k: re.compile(rf"\b(?:{'|'.join(v)})") for k, v in data["consequences"].items()},
    )


def code_incidents(context: Context, moves: Sequence[Move]) -> tuple[Incident, ...]:
    """One incident for each sentence that tells of harm to aid, with the consequence that it or the next tells."""
    sentences = context.once("access_sentences", mark_sentences)
    out = []
    for n, sentence in enumerate(sentences):
        found = _read(context, sentence, sentences[n + 1] if n + 1 < len(sentences) else None, moves)
        if found is not None:
            out.append(found)
    return tuple(out)


def _read(context: Context, sentence: Sentence, following: Sentence | None, moves: Sequence[Move]) -> Incident | None:
    text = context.quote(sentence.span).replace("\n", " ")
    hit = _find_harm(text) if not text.rstrip("\"”' ").endswith("?") else None
    if hit is None:
        return None
    what, harm, who = hit
    if _CIVIL.search(who.group("who")) is not None and not is_fought_over(context, sentence.span, _AROUND):
        return None
    start, end = min(harm.start(), who.start("who")), max(harm.end(), who.end("who"))
    kind, words, stop = _consequence(text, end)
    if kind is None and following is not None:
        kind, words, _ = _consequence(context.quote(following.span).replace("\n", " "), 0, after=True)
    number, first = _number(context, sentence, who)
    part = _PART_OF.search(text, 0, first - sentence.span.start) if first is not None else None
    if part is not None:
        number, first = read_words([part["part"].lower()]), sentence.span.start + part.start("part")
    told = _OF_THEM.search(text, who.end("who"), harm.start()) if number is None else None
    number = read_words([told["n"].lower()]) if told is not None else number
    start = min(start, first - sentence.span.start if first is not None else start)
    at = sentence.span.start
    span = trim(context.report.text, at + start, at + max(end, stop or end)) or Span(at + start, at + end)
    trigger = Span(at + harm.start(), at + harm.end())
    move = next((m for m in moves if m.act is Act.ATTACK and m.trigger.overlaps(trigger)), None)
    base = ground(context, span, f"incident:{what}", at=trigger)
    base["modality"] = move.modality if move and move.modality is Modality.HISTORICAL else Modality.ASSERTED
    name = text[first - at : who.end("who")] if first is not None else who.group("who")
    return Incident(
        **base,
        harmed=(ActorRef(name=name, span=Span(at + who.start("who"), at + who.end("who"))),),
        by=tuple(a for a in sure_actors(move) if a.by != "pronoun") if move else (),
        what=what,
        killed=number if what == "killed" else None,
        injured=number if what == "injured" else None,
        consequence=words,
        consequence_kind=kind,
        place=move.place if move else None,
        when=find_when(context, trigger, span) or (move.when if move else None),
    )


def _find_harm(text: str) -> tuple[str, re.Match[str], re.Match[str]] | None:
    """What was done, its words, and the words for those harmed; the graver before the lesser."""
    words = _load()
    for who in words.harmed.finditer(text):
        for what, shape in words.what.items():
            for harm in shape.finditer(text):
                gap = max(harm.start() - who.end("who"), who.start("who") - harm.end())
                between = text[min(harm.end(), who.end("who")) : max(harm.start(), who.start("who"))]
                if what in _LIVING and _THINGS.search(who.group("who")):
                    continue
                if gap > _REACH or _PARTED.search(between) or _NOT.search(text[: harm.start()]):
                    continue
                if _is_passive_fit(harm, who, text):
                    plundered = what == "attacked" and _PLUNDER.search(text[max(0, harm.start() - 20) : harm.start()])
                    return "looted" if plundered else what, harm, who
    return None


def _is_passive_fit(harm: re.Match[str], who: re.Match[str], text: str) -> bool:
    """Whether those named suffer the harm: "killed seven aid workers", "the aid workers were killed", not "medics said …"."""
    if harm.start() < who.start("who"):
        between = text[harm.end() : who.start("who")]
        return _ELSEWHERE.search(between) is None
    between = text[who.end("who") : harm.start()]
    return (
        re.search(r"\b(?:said|say|says|told|reported|treat\w*)\b", between) is None
        and re.search(r"\b(?:after|before|by|as|for)\b", between) is None
        and re.search(r"\b(?:was|were|been|being|be|who|have|has|killed|is|are)\b|^ $", between) is not None
    )


def _consequence(text: str, start: int, *, after: bool = False) -> tuple[str | None, str | None, int | None]:
    """What came of it, told behind the harm in its sentence; in the next one only where an aid body acts."""
    if after and re.search(r"\b(?:aid|UN|agency|organi[sz]ation|charity|WFP|UNRWA|Red C\w+|group)\b", text) is None:
        return None, None, None
    for kind, shape in _load().consequences.items():
        found = shape.search(text, start)
        if found is not None:
            return kind, found.group().strip(), found.end()
    return None, None, None


def _number(context: Context, sentence: Sentence, who: re.Match[str]) -> tuple[float | None, int | None]:
    """How many were harmed, and where the number stands."""
    at = sentence.span.start
    for number in numbers_of(context):
        token = context.doc[number.start]
        if at + who.start() - 25 <= token.idx <= at + who.start("who"):
            between = context.report.text[
                context.doc[number.end - 1].idx + len(context.doc[number.end - 1]) : at + who.start("who")
            ]
            if re.fullmatch(r"(?: [\w-]+){0,2} ?", between) and _ON.search(between) is None:
                return number.value, token.idx
    return None, None
