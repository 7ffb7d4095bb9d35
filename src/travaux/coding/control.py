"""Who controls crossings, ports and corridors: who holds, runs or guards a point or one side of it, and how it changed hands.

Patterns of `data/control.toml` are read in sentences whose points are marked. Whoever holds or takes a point is the
subject of the verb, or what the pattern points to; without somebody who can hold one nothing is told.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from travaux.coding.access_sentences import Mark, Sentence, mark_sentences
from travaux.coding.access_words import expand, load_access_lists
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.facilities import Facility
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.ontology.claim import ActorRef, Control, When
from travaux.ontology.vocabulary import ActorKind, ControlEvent, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.reading.needles import Sieve
from travaux.spans import Span, trim

_POINT = (
    r"(?:(?:(?:the|(?P<own>its|their|our)) (?:(?P<side>[\w'-]+(?: [\w'-]+)?) )?(?:side|bank|end|half|part|section) of |"
    r"(?:both|two|either) (?:sides|ends|banks) of )?"
    r"(?:(?:the|a|an|its|this|that|their|both|all|only|main|whole|entire|strategic|key|vital|busy|nearby|border|crucial|"
    r"important) ){0,4}⟦(?P<point>\d+)⟧|the (?P<loose>\w+) side(?= (?!of )))"
)
_WORD = r"[^\s,;⟦]{1,40}"
_ANCHOR = re.compile(r"<(by|former)>")
_NOBODY = frozenset({ActorKind.OUTLET, ActorKind.PERSON})
_TAIL = re.compile(r",? (?:since|after|until|in|on|from) [^,;.]{2,40}")
_CUT = re.compile(r"[;:“”\"]|, (?:but|while|whereas|although) | but | while | whereas ")
_RUN = re.compile(
    r"\b(?P<holder>\w+)[- ](?P<w>(?:held|controlled|run|administered|occupied|operated|manned|guarded))(?: [\w-]+){0,2}? ?$"
)
"""Who holds it, told by a word before a participle: "the rebel-held crossing"."""
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_BORDER = re.compile(r"\b(?:borders?|frontiers?)\b(?! (?:cross|post|gate|point|bridge|check|terminal))", re.IGNORECASE)
_LEADS = re.compile(r"\b(?:into|to|towards?|from) ")
"""In the name of a way: what is "controlled by" somebody right behind it is the place to which it leads."""
_SIDES = frozenset({"side", "end", "bank", "half", "part"})
_PLURALS = frozenset({"rebel", "insurgent", "separatist", "militant", "jihadist", "loyalist", "guerrilla", "militia"})
_SINCE = re.compile(r"\b(?:since|until|till|from|between|for)\b", re.IGNORECASE)
_RECALLED = 250
"""How far back, in characters, "the western side" can mean a side of a point."""
_NO_SIDE = frozenset({"other", "far", "near", "same", "right", "wrong", "this", "that", "each", "one", "which"})
_NEAR = 60
"""How far before a match, in characters, words may make it unreal or still to come."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    event: ControlEvent
    shape: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    patterns: tuple[_Pattern, ...]
    sieve: Sieve
    meaning: Mapping[str, re.Pattern[str]]
    forces: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """A match with the point that it is about."""

    event: ControlEvent
    match: re.Match[str]
    mark: Mark
    sentence: Sentence


@lru_cache(maxsize=1)
def _load() -> _Words:
    data: dict[str, Any] = tomllib.loads((files("travaux.coding") / "data" / "control.toml").read_text(encoding="utf8"))
    lists = load_access_lists() | {
        name: f"(?:{'|'.join(sorted(words, key=len, reverse=True))})" for name, words in data["lists"].items()
    }
    patterns = tuple(
        _Pattern(ControlEvent(event), _compile(template, lists))
        for event, templates in data["patterns"].items()
        for template in templates
    )
    meaning = {k: re.compile(rf"\b(?:{'|'.join(v)})(?!\w)", re.IGNORECASE) for k, v in data["meaning"].items()}
    return _Words(
        patterns=patterns,
        sieve=Sieve(p.shape for p in patterns),
        meaning=meaning,
        forces=re.compile(rf"(?:{'|'.join(data['who']['forces'])})$", re.IGNORECASE),
    )


def _compile(template: str, lists: Mapping[str, str]) -> re.Pattern[str]:
    """A template as a regular expression; where it points to somebody stands an empty group."""
    pointed = template.replace("<owner>", rf"(?P<owner>{_WORD}(?: {_WORD}){{0,4}}?)")
    pointed = _ANCHOR.sub(lambda m: rf"(?P<{m.group(1)}>{_WORD})(?: {_WORD}){{0,5}}?", pointed)
    return re.compile(expand(pointed, lists, _POINT), re.IGNORECASE)


def code_control(context: Context) -> tuple[Control, ...]:
    """Who is told to control which point, once a point, side and event for each sentence."""
    out: dict[tuple[int, str, str | None, ControlEvent], Control] = {}
    sentences = context.once("access_sentences", mark_sentences)
    words = _load()
    for sentence, numbers in zip(sentences, words.sieve.sift([s.masked for s in sentences]), strict=True):
        if not numbers or sentence.masked.rstrip("'\" ”").endswith("?"):
            continue
        hits = _hits(sentence, [words.patterns[n] for n in numbers])
        for claim in (c for hit in hits for c in _claims(context, hit)):
            out.setdefault((sentence.span.start, claim.facility, claim.side, claim.event), claim)
    for sentence in sentences:
        for claim in _by_name(context, sentence):
            out.setdefault((sentence.span.start, claim.facility, None, claim.event), claim)
    return tuple(out.values())


def _by_name(context: Context, sentence: Sentence) -> Iterator[Control]:
    """Holders that stand in the name of a point or before it: "the Houthi-controlled port"."""
    for mark in sentence.marks:
        start = max(sentence.span.start, mark.span.start - _NEAR)
        text = context.report.text[start : mark.span.end]
        found = _RUN.search(text[: mark.span.start - start]) or _inside(text, mark.span.start - start)
        if mark.how not in {"named", "part"} or found is None:
            continue
        holders = _somebody(context, _chunk(context, start + found.start("holder"), bare=True))
        end = mark.span.end
        span = Span(start + found.start("holder"), end)
        for point in mark.points if holders else ():
            yield Control(
                **ground(context, span, "control:name"),
                facility=point.name,
                told=point.told or point.name,
                facility_kind=point.kind,
                facility_span=point.span,
                event=ControlEvent.HELD,
                by=holders,
            )


def _inside(text: str, at: int) -> re.Match[str] | None:
    """The participle within a mark itself, which took its modifiers for part of the name."""
    return next(
        (m for end in range(at, len(text)) if text[end : end + 1] == " " and (m := _RUN.search(text[:end], at))), None
    )


def _hits(sentence: Sentence, patterns: Sequence[_Pattern]) -> Iterator[_Hit]:
    taken: list[tuple[int, int]] = []
    for pattern in patterns:
        for match in pattern.shape.finditer(sentence.masked):
            mark = _pointed(sentence, match)
            if mark is None or any(match.start("w") < e and s < match.end("w") for s, e in taken):
                continue
            taken.append(match.span())
            yield _Hit(event=pattern.event, match=match, mark=mark, sentence=sentence)


def _pointed(sentence: Sentence, match: re.Match[str]) -> Mark | None:
    """What the match is about; "the Tajik side" is of the point spoken of last. A bare name is a town as well."""
    if match["point"] is not None:
        mark = sentence.marks[int(match["point"])]
        return mark if mark.how != "weak" else None
    last = sentence.last_before(sentence.span_of(*match.span("loose")).start)
    near = last is not None and sentence.span.start + match.start() - last.span.end < _RECALLED
    named = match["loose"][:1].isupper() or match["loose"].lower().endswith("ern")
    return Mark(span=last.span, points=(last,), how="part") if last is not None and near and named else None


def _claims(context: Context, hit: _Hit) -> Iterator[Control]:
    modality = _modality(hit)
    if _LEADS.search(context.quote(hit.mark.span)) and hit.sentence.masked[: hit.match.start("w")].endswith("⟧, "):
        return
    border = _BORDER.search(context.quote(hit.mark.span)) is not None
    if modality is None or border or not all(map(_can_be_held, hit.mark.points)):
        return
    by, formerly = _holders(context, hit)
    if not by and not (formerly and hit.event is ControlEvent.LOST):
        return
    word = hit.sentence.span_of(*hit.match.span("w"))
    base = ground(context, _span(context, hit), f"control:{hit.event.value}", at=word)
    base["modality"] = modality
    when = _when(context, hit, word, base["span"])
    if modality is Modality.ASSERTED and when is not None and _is_over(context, hit, when):
        base["modality"] = Modality.HISTORICAL
    side = _side(hit, by or formerly)
    for point in hit.mark.points:
        yield Control(
            **base,
            facility=point.name,
            told=point.told or point.name,
            facility_kind=point.kind,
            facility_span=point.span,
            event=hit.event,
            by=tuple(a for a in by if a.name not in point.name),
            formerly=tuple(a for a in formerly if a.name not in point.name),
            side=side,
            when=when,
        )


def _when(context: Context, hit: _Hit, word: Span, span: Span) -> When | None:
    """When it changed hands; of what is held the time from or up to which it is, or a year gone by in which it was."""
    when = find_when(context, word, span)
    if when is None or hit.event is not ControlEvent.HELD or when.span is None:
        return when
    ahead = context.report.text[max(0, when.span.start - 12) : when.span.end]
    behind = span.start <= when.span.start and when.span.start - span.end < len("until the ")
    front = 0 <= when.span.start - hit.sentence.span.start < len("Ever since ")
    since = (behind or front) and _SINCE.search(ahead) is not None
    return when if since or _is_over(context, hit, when) else None


def _is_over(context: Context, hit: _Hit, when: When) -> bool:
    """Whether what was held is told of a time that is over: up to a day, or in a year before the report's."""
    if hit.event is not ControlEvent.HELD or not when.edtf or when.edtf.endswith(".."):
        return False
    published = context.report.published
    return when.edtf.startswith("..") or (published is not None and when.edtf[:4] < str(published.year))


def _can_be_held(point: Facility) -> bool:
    """Whether a point is one that is known: not a siege or the way into an area."""
    return not point.name.lower().startswith(("siege ", "entry ", "way out ", "evacuation "))


def _modality(hit: _Hit) -> Modality | None:
    """How it is meant; None where it is only wanted, tried or ruled out."""
    masked, meaning = hit.sentence.masked, _load().meaning
    before = _CUT.split(masked[: hit.match.start("w")])[-1][-_NEAR:]
    own = masked[hit.match.start() : hit.match.start("w")]
    if meaning["negated"].search(before) or "no longer" in own or meaning["untrue"].search(masked):
        return None
    if _is_last(meaning["unreal"], before):
        return None
    if _is_last(meaning["coming"], before):
        return Modality.FUTURE
    if re.search(r"\b(?:would|to)$", before.rstrip()):
        return None
    return (
        Modality.HISTORICAL if meaning["past"].search(f"{before}{hit.match['w']}{_behind(hit)}") else Modality.ASSERTED
    )


def _is_last(words: re.Pattern[str], before: str) -> bool:
    """Whether one of the words stands near before, with few words between."""
    hits = list(words.finditer(before))
    return bool(hits) and len(before[hits[-1].end() :].split()) <= 5


def _behind(hit: _Hit) -> str:
    found = _TAIL.match(hit.sentence.masked, hit.match.end())
    return found.group() if found else ""


def _span(context: Context, hit: _Hit) -> Span:
    """The words of the match with those who hold, and the time right behind."""
    end = hit.match.end() + len(_behind(hit))
    span = hit.sentence.span_of(hit.match.start(), min(end, len(hit.sentence.masked)))
    subject = None if _anchors(hit) else _subject(context, hit)
    ends = [span, *([Span(subject.left_edge.idx, subject.idx + len(subject))] if subject is not None else [])]
    for at in _anchors(hit).values():
        chunk = _chunk(context, at)
        ends += [Span(chunk.left_edge.idx, chunk.idx + len(chunk))] if chunk is not None else []
    start, stop = min(s.start for s in ends), max(s.end for s in ends)
    return trim(context.report.text, start, stop, drop=",;. ") or span


def _anchors(hit: _Hit) -> dict[str, int]:
    """Where in the report the words for somebody begin, by the pattern's names for them."""
    groups = hit.match.groupdict()
    return {
        name: hit.sentence.span_of(*hit.match.span(name)).start
        for name in ("by", "former", "owner")
        if groups.get(name) is not None
    }


def _holders(context: Context, hit: _Hit) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Who holds it, and who had it."""
    anchors = _anchors(hit)
    former = _somebody(context, _chunk(context, anchors["former"])) if "former" in anchors else ()
    if "owner" in anchors:
        return _somebody(context, _last(context, hit.sentence.span_of(*hit.match.span("owner")))), former
    named = _somebody(context, _chunk(context, anchors["by"])) if "by" in anchors else ()
    if hit.event is ControlEvent.TAKEN or hit.event is ControlEvent.HELD:
        return (named if "by" in anchors else _somebody(context, _subject(context, hit))), former
    return named, _somebody(context, _subject(context, hit))


def _subject(context: Context, hit: _Hit) -> Token | None:
    """The subject of the word that tells it; else the noun right before it."""
    span = hit.sentence.span_of(*hit.match.span("w"))
    tokens = tokens_at(context.doc, span.start, span.end)
    if tokens is None:
        return None
    verb = next((t for t in tokens if t.pos_ in {"VERB", "AUX"}), tokens.root)
    found = subject_of(verb)
    if found is None and verb.dep_ in {"pobj", "dobj", "attr", "prep"}:
        found = subject_of(verb.head if verb.head.pos_ in {"VERB", "AUX"} else verb.head.head)
    relative = found is not None and found.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl"
    if (found is None or relative) and verb.dep_ in {"acl", "relcl"} and verb.head.i < verb.i:
        found = verb.head
    marked = hit.sentence.span_of(*hit.match.span("point" if hit.match["point"] is not None else "loose"))
    return found if found is not None and not marked.covers(Span(found.idx, found.idx + len(found))) else None


def _last(context: Context, span: Span) -> Token | None:
    """The last word of a stretch, before its genitive."""
    tokens = tokens_at(context.doc, span.start, span.end)
    return next((t for t in reversed(list(tokens or ())) if not t.is_punct and t.tag_ != "POS"), None)


def _chunk(context: Context, at: int, *, bare: bool = False) -> Token | None:
    """The head of the noun phrase that begins at a character; `bare`: the word that stands there."""
    tokens = tokens_at(context.doc, at, at + 1)
    if tokens is None:
        return None
    first = tokens[0]
    if bare:
        return first
    if first.dep_ in {"amod", "compound", "poss", "nmod", "det"} and first.head.i > first.i:
        top = first.head
        while top.dep_ in {"amod", "compound", "poss", "nmod"} and top.head.i > top.i:
            top = top.head
        return top
    return first if first.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"} else None


def _somebody(context: Context, head: Token | None) -> tuple[ActorRef, ...]:
    """Those whom a noun and what is coordinated with it mean, if they can hold a point."""
    if head is None:
        return ()
    listed = [t for t in head.lefts if t.dep_ in {"nmod", "compound"} and any(c.dep_ == "cc" for c in t.rights)]
    heads = [*listed, head, *(t for t in head.conjuncts if t.lemma_.lower() not in _SIDES)]
    found = [a for t in heads for a in _named_by(context, t)]
    return tuple({a.name: a for a in found}.values())


def _named_by(context: Context, head: Token) -> tuple[ActorRef, ...]:
    """Whom one noun means; "fighters of the M23" are the M23."""
    found = tuple(a for a in context.actors((_phrase(head),)) if _can_hold(a))
    for prep in (c for c in head.rights if c.dep_ == "prep" and c.lower_ in {"of", "from"}):
        inner = context.actors(tuple(_phrase(c) for c in prep.children if c.dep_ == "pobj"))
        named = tuple(a for a in inner if a.by != "words" and _can_hold(a))
        if named and all(a.by == "words" for a in found):
            return named
        if found and inner and inner[0].kind is ActorKind.PERSON:
            words = " ".join(context.quote(Span(head.idx, prep.right_edge.idx + len(prep.right_edge))).split())
            return (ActorRef(name=words, kind=found[0].kind, span=found[0].span),)
    if not found and head.pos_ == "NOUN" and _load().forces.fullmatch(head.text):
        words = context.quote(_phrase(head).span)
        return (ActorRef(name=_ARTICLE.sub("", " ".join(words.split())), span=_phrase(head).span),)
    return tuple(_spell(context, a) for a in found)


def _spell(context: Context, actor: ActorRef) -> ActorRef:
    """Somebody without a name, in the report's own spelling; an adjective ("rebel-held") as those whom it means."""
    if actor.name in _PLURALS:
        return replace(actor, name=f"{actor.name}s")
    told = context.quote(actor.span) if actor.by == "words" and actor.span is not None else ""
    words = _ARTICLE.sub("", " ".join(told.split()))
    return replace(actor, name=words) if words.lower() == actor.name.lower() else actor


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.left_edge.idx, token.idx + len(token)), head=token.i)


def _can_hold(actor: ActorRef) -> bool:
    if actor.kind in _NOBODY:
        return False
    if actor.by == "words" or actor.kind is ActorKind.UNKNOWN:
        return actor.kind not in {ActorKind.UNKNOWN, ActorKind.PERSON} or _load().forces.search(actor.name) is not None
    return True


def _side(hit: _Hit, holders: Sequence[ActorRef]) -> str | None:
    """The side told: its adjective, or for "its side" the holder's name."""
    groups = hit.match.groupdict()
    side = groups.get("side") or groups.get("loose")
    if side is None:
        return holders[0].name if groups.get("own") and holders else None
    words = [w for w in side.replace("'s", "").split() if w.lower() != "own"]
    return None if not words or words[-1].lower() in _NO_SIDE else " ".join(words)
