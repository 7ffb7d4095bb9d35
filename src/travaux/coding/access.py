"""Crossings, ports and corridors: what is told of their state.

A state is told by the words around a point ("remains shut", "open only to patients", "is to reopen on Monday"), read
by the patterns of `data/access.toml` in sentences whose points are marked. What stands before those words makes the
state planned, approved, alleged or denied. An act that opens or closes a point adds who did it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from travaux.coding.access_sentences import Mark, Sentence, mark_sentences
from travaux.coding.access_words import MARK, StatePattern, load_access_words
from travaux.coding.context import Context
from travaux.coding.facilities import Facility
from travaux.coding.grounding import ground
from travaux.coding.hardship import is_fought_over
from travaux.coding.moves import sure_actors
from travaux.coding.times import find_when, make_when
from travaux.ontology.claim import AccessReport, Move, When
from travaux.ontology.vocabulary import AccessState, Act, Basis, FacilityKind, Modality
from travaux.reading.lookup import tokens_at
from travaux.reading.needles import Sieve
from travaux.spans import Span, trim

_NOT = re.compile(r"\b(?:not|n't|never|at no time|yet to|no longer)\b", re.IGNORECASE)
_SOON = re.compile(
    r"\b(?:will|shall|would|due|expected|set|scheduled|supposed)\b|\b(?:is|are|was|were) (?:about )?to\b", re.IGNORECASE
)
_MAYBE = re.compile(r"\b(?:may|might|could|would|must|should)\b", re.IGNORECASE)
_GOVERNING = re.compile(
    r"\bto\b|\bthat\b|\bof\b|^\s*$|\bwill\b|\bwould\b|^ (?:for )?(?:the|an?)(?: immediate| urgent)? $"
)
"""What stands between a word of wanting and what is wanted: an infinitive, a clause, or a noun with its article."""
_BEFORE_GERUND = re.compile(r"\b(?:on|about|for|towards?) $", re.IGNORECASE)
_AT_FRONT = 6
"""How far from the start of its sentence, in characters, a time opens it ("In May, …")."""
_STREET = re.compile(r"\b(?:Road|Street|Avenue|Lane|Drive|Motorway|Freeway)$")
_AROUND = 600
"""How far around a street, in characters, war or need must be told of."""
_KEEPS = re.compile(r"\b(?:stay|remain|keep)s?\b", re.IGNORECASE)
_PREPOSED = re.compile(
    r"\b(?:in|at|of|on|near|from|for|to|with|by|outside|runs?|behind|beside|against|over|through|into|via|as) (?:the |a |an )?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|was|been|be|remain(?:s|ed)?|stay(?:s|ed)?)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:which|that|who)(?: all)? had (?:long |only |until (?:then|recently) )?"
    r"(?:been|remained|stayed|lain) (?:\w{1,20} ){0,2}$",
    re.IGNORECASE,
)
"""Before a state that lasted until what the sentence tells: "by the road, which had been closed since August"."""
_SAYS = re.compile(r"\b(?:said|says|say|told|added|announced|warned|reported|wrote|would|will)\b", re.IGNORECASE)
_OPENINGS = {"open", "reopen", "re-open", "opening", "reopening", "re-opening", "unblock"}
"""To call for the opening of a point says that it is not open."""
_INFINITIVES = {
    "establish",
    "build",
    "create",
    "open",
    "reopen",
    "set up",
    "start",
    "launch",
    "inaugurate",
    "run",
    "activate",
}
_TO = re.compile(r" to (?:\w+ly )?$")
_BE = re.compile(r"⟧ be\b")
"""What is demanded in the subjunctive: "demanded that more crossings be open"."""
_BUILDING = {"building", "anchoring", "creating", "establishing", "activating"}
_ANOTHER = re.compile(r"s$|^(?:new|extra|additional|another|third|second)\b", re.IGNORECASE)
"""A point that is not there yet, or points told of as a kind: to call for their opening does not say that they are shut."""
_TRIES = {"block", "barricade", "blockade"}
_MADE_FOR = re.compile(r"\b(?:built|designed|meant|intended) (?:only |mainly )?for\b")
_TO_BE = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )\bto be\b", re.IGNORECASE)
_OBJECT_VERB = re.compile(r"\b(?:(?:re-?)?open|clos|shut|seal|block|destroy|us)", re.IGNORECASE)
"""What is done to a point that "it" can mean: one does not "launch", "use" or "stop" a crossing that nobody knows."""
_LONGEST = 290
"""Characters of evidence at most, where a list of points goes on."""
_EXAMPLES = re.compile(r"\b(?:including|such as)\b", re.IGNORECASE)
_AND_POINT = re.compile(r"(?:, and |, | and )(?:the )?⟦(?P<point>\d+)⟧")
_OBJECT = re.compile(r" (?:up |again )?(?:the |a |an |its )?⟦")
_SIDE_OF = re.compile(r"\bside of (?:the )?$", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[;:,.“”\"]|(?<=\s)(?:and|but|while|whereas|although)\s")
_PASSING = set(AccessState) - {AccessState.DESTROYED, AccessState.UNKNOWN}
"""States in which it matters what passes, and which way."""
_CONFIRMED = {AccessState.OPEN, AccessState.RESTRICTED, AccessState.CLOSED, AccessState.DESTROYED, AccessState.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A state of points as some words tell it."""

    mark: Mark
    points: tuple[Facility, ...]
    state: AccessState
    word: Span
    clause: Span
    alleged: bool
    reopened: bool
    past: bool
    """Whether it is over: "which had been closed since August"."""
    scope: str
    """The words in which purpose, direction and limits stand."""


def code_access(context: Context, moves: Sequence[Move]) -> tuple[AccessReport, ...]:
    """What is told of the state of points, once a point and sentence for each state."""
    out: list[AccessReport] = []
    seen: set[tuple[str, AccessState, int]] = set()
    sentences = context.once("access_sentences", mark_sentences)
    for sentence, patterns in zip(sentences, _sieve().sift([s.masked for s in sentences]), strict=True):
        for told in tell_states(sentence, patterns):
            for point in told.points:
                if _is_traffic(context, point, sentence.span):
                    continue
                key = (point.name, told.state, sentence.span.start)
                if key not in seen:
                    seen.add(key)
                    out.append(_claim(context, told, point, moves))
    return tuple(out)


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve(pattern.shape for pattern in load_access_words().patterns)


def _is_traffic(context: Context, point: Facility, span: Span) -> bool:
    """Whether a street is told of where neither war nor need is: an accident shut it."""
    street = point.kind is FacilityKind.ROUTE and _STREET.search(point.told) is not None
    return street and not is_fought_over(context, span, _AROUND)


def tell_states(sentence: Sentence, patterns: Sequence[int]) -> list[Told]:
    """The states that the patterns of these numbers tell in a sentence, in the order of their words; no stretch tells two."""
    taken: list[tuple[int, int]] = []
    out: list[Told] = []
    marked = MARK in sentence.masked
    for pattern in [load_access_words().patterns[n] for n in patterns]:
        for match in _matches(pattern, sentence) if marked or not pattern.pointed else ():
            word = match.span("w")
            if any(word[0] < e and s < word[1] for s, e in taken):
                continue
            told = _read(sentence, pattern, match)
            if told is not None:
                taken.append(match.span() if told.state is AccessState.UNKNOWN else word)
                out.append(told)
    return sorted(out, key=lambda t: t.word)


def _matches(pattern: StatePattern, sentence: Sentence) -> Iterator[re.Match[str]]:
    at = 0
    while (match := pattern.shape.search(sentence.masked, at)) is not None:
        yield match
        at = match.start() + 1


def _read(sentence: Sentence, pattern: StatePattern, match: re.Match[str]) -> Told | None:
    """What a match tells; None where it tells nothing of a point (a possibility, a denial, another subject)."""
    mark, points = _pointed(sentence, match)
    if not points or not _fits(sentence, pattern, match, mark):
        return None
    before = _before(sentence.masked, match.start())
    asked = load_access_words().meaning["demanded"].search(before) is not None
    if pattern.state is AccessState.OPEN and not asked and _is_intended(match, sentence.masked[: match.start()]):
        before = f"{before} will "
    state = _state_of(pattern.state, match, before)
    if state is None or sentence.masked.rstrip("'\" ”").endswith("?"):
        return None
    if mark.how == "general" and state is AccessState.CLOSED and _is_opening(match) and _ANOTHER.search(points[0].told):
        state = AccessState.PLANNED
    scope = _scope(sentence.masked, match)
    state = _limit(state, scope)
    if (
        state is AccessState.CLOSED
        and mark.how == "weak"
        and pattern.state is AccessState.OPEN
        and not _NOT.search(match.group())
    ):
        return None
    if state is AccessState.CLOSED and _is_attempt(match, sentence.masked[: match.start()]):
        state = AccessState.RESTRICTED
    word = sentence.span_of(*match.span("w"))
    return Told(
        mark=mark,
        points=points,
        state=state,
        word=word,
        clause=_clause(sentence, match),
        alleged=any(load_access_words().meaning[k].search(before) for k in ("alleged", "demanded")),
        reopened=_is_reopening(match, scope),
        past=_OVER.search(sentence.masked[: match.start("w")]) is not None and not _SAYS.search(sentence.masked),
        scope=scope,
    )


def _pointed(sentence: Sentence, match: re.Match[str]) -> tuple[Mark, tuple[Facility, ...]]:
    groups = match.groupdict()
    if groups.get("point") is not None:
        mark = sentence.marks[int(groups["point"])]
        return mark, (*mark.points, *_listed(sentence, match))
    word = sentence.span_of(*match.span("w"))
    last = sentence.last_before(word.start)
    return Mark(span=word, points=(), how="implied"), (last,) if last else ()


def _listed(sentence: Sentence, match: re.Match[str]) -> Iterator[Facility]:
    """The points that go on a list of examples: "crossings including A, B and the sea corridor"."""
    at = match.end() if _EXAMPLES.search(match.group()) else len(sentence.masked)
    while (following := _AND_POINT.match(sentence.masked, at)) is not None:
        yield from sentence.marks[int(following["point"])].points
        at = following.end()


def _fits(sentence: Sentence, pattern: StatePattern, match: re.Match[str], mark: Mark) -> bool:
    """Whether the point is what the words are about: not what a preposition governs, where it should be the subject."""
    if not pattern.subject:
        return _can_be_meant(mark, match)
    if mark.how == "pronoun" and _PASSIVE.search(match.group()) is None:
        return False
    if match.end() == match.end("w") and _OBJECT.match(sentence.masked, match.end()) is not None:
        return False
    left = sentence.masked[: match.start()]
    return _PREPOSED.search(left) is None or _SIDE_OF.search(left) is not None


def _can_be_meant(mark: Mark, match: re.Match[str]) -> bool:
    """Whether what is done is done to a point: not to a bare name that nobody knows, nor to what "it" may mean as well."""
    if mark.how == "weak":
        return mark.points[0].name != mark.points[0].told
    return mark.how != "pronoun" or any(p.search(match.group()) for p in (_PASSIVE, _OBJECT_VERB))


def _before(masked: str, start: int) -> str:
    """The words of the clause before a match."""
    left = masked[:start]
    cut = max(left.rfind(c) for c in ';.“”"')
    return left[cut + 1 :][-110:]


def _state_of(state: AccessState, match: re.Match[str], before: str) -> AccessState | None:
    meaning, own = load_access_words().meaning, match.group()[: match.end("w") - match.start()]
    if meaning["denied"].search(before) is not None:
        return None
    near = " ".join(before.split(" ")[-7:])
    verbs = own if "⟦" in own else near
    if state is AccessState.UNKNOWN:
        return state
    if state is AccessState.APPROVED:
        return None if _NOT.search(before) else AccessState.APPROVED
    if state is AccessState.OPEN and meaning_granted(before):
        return AccessState.APPROVED
    if state is AccessState.OPEN and (_TO_BE.search(own) or (_BE.search(own) and meaning["demanded"].search(before))):
        return AccessState.PLANNED
    if _SOON.search(verbs) or _is_planned(match, near, f"{near}{own}" if verbs is near else ""):
        return _future(state, verbs)
    if _NOT.search(verbs) and "not only" not in verbs:
        return _opposite(state)
    if verbs is near and _governs(meaning["demanded"], near):
        return AccessState.CLOSED if state is AccessState.OPEN and match.group("w").lower() in _OPENINGS else None
    if _MAYBE.search(verbs) and not re.search(
        r"\b(?:may|could|can)\b[^.]*\b(?:use|used|sail|pass|again)\b", match.group()
    ):
        return None
    return None if verbs is near and _governs(meaning["possible"], near) else state


def _is_planned(match: re.Match[str], near: str, whole: str) -> bool:
    """Whether what stands before says that somebody means it: "plans to open", "talks on reopening"."""
    intended = load_access_words().meaning["intended"]
    gerund = match.group("w").lower().endswith("ing") and _BEFORE_GERUND.search(near) is not None
    return _governs(intended, whole) or (gerund and intended.search(near) is not None)


def _is_opening(match: re.Match[str]) -> bool:
    return match.group("w").lower() in _OPENINGS


def _is_attempt(match: re.Match[str], left: str) -> bool:
    """ "Protesters came to block the crossing": whether they shut it is not told."""
    return match.group("w").lower() in _TRIES and left.endswith(" to ") and not load_access_words().causing.search(left)


def _is_intended(match: re.Match[str], left: str) -> bool:
    """Whether an opening is only meant: "to build a pier", "is building a pier"; not "led them to open the port"."""
    word = match.group("w").lower()
    if word in _BUILDING:
        return True
    clause = left[max(left.rfind(c) for c in ";.") + 1 :]
    return word in _INFINITIVES and _TO.search(left) is not None and load_access_words().causing.search(clause) is None


def meaning_granted(before: str) -> bool:
    """Whether the clause before says that somebody approved what follows."""
    clause = re.split(r", (?:but|and|while) |\b(?:said|says)\b", before)[-1]
    found = load_access_words().granting.search(clause)
    return found is not None and _NOT.search(clause[: found.start()][-25:]) is None


def _governs(words: re.Pattern[str], near: str) -> bool:
    """Whether one of the words stands near before, followed by an infinitive or nothing but names."""
    hits = list(words.finditer(near))
    return bool(hits) and _GOVERNING.search(near[hits[-1].end() :]) is not None


def _future(state: AccessState, verbs: str) -> AccessState | None:
    if state is AccessState.CLOSED:
        return AccessState.CLOSED if _KEEPS.search(verbs) else None
    return AccessState.PLANNED if state in {AccessState.OPEN, AccessState.RESTRICTED} else None


def _opposite(state: AccessState) -> AccessState | None:
    return {AccessState.OPEN: AccessState.CLOSED, AccessState.CLOSED: AccessState.OPEN}.get(state)


def _scope(masked: str, match: re.Match[str]) -> str:
    """The words from the match to the end of its statement: the next point that has a state of its own, or the sentence's end."""
    tail, left = masked[match.end() :], masked[: match.start()]
    cut = re.search(r"(?:,| and| but| while| whereas),? (?:the )?⟦\d+⟧ ", tail)
    start = max(left.rfind(c) for c in ";.⟧") + 1
    return left[start:] + match.group() + (tail[: cut.start()] if cut else tail)


def _limit(state: AccessState, scope: str) -> AccessState:
    words = load_access_words()
    if state is AccessState.OPEN and words.limits.search(scope):
        return AccessState.RESTRICTED
    if state is AccessState.CLOSED and words.exceptions.search(scope):
        return AccessState.RESTRICTED
    return state


def _is_reopening(match: re.Match[str], scope: str) -> bool:
    word = match.group("w").lower().replace("-", "")
    return word.startswith("reopen") or bool(re.search(r"\bopen\w* again\b|\bfor the first time\b|\bagain open", scope))


def _clause(sentence: Sentence, match: re.Match[str]) -> Span:
    """The words of the match, on to the end of their clause."""
    end = _CLAUSE_ENDS.search(sentence.masked, match.end())
    stop = min(end.start() if end else len(sentence.masked), match.end() + 120)
    return sentence.span_of(match.start(), stop)


def _claim(context: Context, told: Told, point: Facility, moves: Sequence[Move]) -> AccessReport:
    move = next(
        (m for m in moves if m.act in {Act.OPEN_ACCESS, Act.CLOSE_ACCESS} and m.trigger.overlaps(told.word)), None
    )
    span = trim(context.report.text, told.clause.start, told.clause.end) or told.word
    if move is not None and move.span.covers(told.word) and len(move.span) <= 1.7 * len(span):
        span = move.span
    if point not in told.mark.points and span.end < point.span.end < span.start + _LONGEST:
        span = Span(span.start, point.span.end)
    base = ground(context, span, f"access:{told.state.value}", at=told.word)
    over = Modality.HISTORICAL if told.past else Modality.ASSERTED
    base["modality"] = Modality.FUTURE if told.state is AccessState.PLANNED else over
    when = find_when(context, told.word, span) or (move.when if move else None) or _opening_time(context, told.word)
    return AccessReport(
        **base,
        facility=point.name,
        told=point.told or point.name,
        facility_kind=point.kind,
        facility_span=point.span,
        state=told.state,
        reopened=told.reopened and told.state in {AccessState.OPEN, AccessState.RESTRICTED},
        by=tuple(a for a in sure_actors(move) if a.by != "pronoun" and a.name not in point.name) if move else (),
        direction=_direction(told.scope) if told.state in _PASSING else None,
        purpose=_purpose(told.scope) if told.state in _PASSING else (),
        basis=_basis(told, base["voice"].speaker),
        when=when,
    )


def _opening_time(context: Context, word: Span) -> When | None:
    """The time that opens a sentence ("Last month, the general signed an order that made …"), with a comma behind it."""
    tokens = tokens_at(context.doc, word.start, word.end)
    start = tokens[0].sent.start_char if tokens is not None else -1
    for time in context.doc._.times:
        if 0 <= time.span.start - start < _AT_FRONT and context.report.text[time.span.end : time.span.end + 1] == ",":
            return make_when(context, time)
    return None


def _basis(told: Told, speaker: str | None) -> Basis:
    if told.state not in _CONFIRMED or told.alleged or speaker is not None:
        return Basis.ANNOUNCED
    return Basis.OBSERVED


def _direction(scope: str) -> str | None:
    words = load_access_words().directions
    found = [d for d in ("both", "in", "out") if words[d].search(scope)]
    return None if not found else found[0] if len(found) == 1 or found[0] == "both" else None


def _purpose(scope: str) -> tuple[str, ...]:
    made_for = _MADE_FOR.search(scope)
    scope = scope[: made_for.start()] if made_for else scope
    found = [p for p, words in load_access_words().purposes.items() if words.search(scope)]
    if "medical_evacuation" in found and "people" in found:
        found.remove("people")
    if "aid" in found and "goods" in found:
        found.remove("goods")
    return tuple(found)
