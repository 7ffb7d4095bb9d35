"""What every resolver shares: evidence, the grouping of claims that tell one thing, and agreement of names and times."""

import re
from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

from travaux.memory import Memory
from travaux.ontology.claim import ActorRef, AnyClaim, Claim, Move, Participation, When, claim_id
from travaux.ontology.dossier import Evidence
from travaux.ontology.report import Report
from travaux.origins.origin import Origins
from travaux.spans import Span

ClaimT = TypeVar("ClaimT", bound=Claim)
MoveT = TypeVar("MoveT", bound=Move)
UNDATED = "9999"
"""The day of what has none; it sorts last."""
_WORD = re.compile(r"\w+")
_PARTS = 3
"""Year, month and day."""
_EMPTY = frozenset(
    (
        "the a an of to in on for and or by with from at as its his her their this that"
        " is are was were be been will would it they"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Reports by id, where what they tell comes from, and the order in which they came out."""

    reports: Mapping[str, Report]
    origins: Origins
    days: Mapping[str, str]
    """Report → the day it came out; "9999" where that is unknown."""
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)
    """What was made before of the same claims."""

    def order(self, claim: Claim) -> tuple[str, str, int, int, str, int]:
        """Sorts claims by their report's day, then by place in it; undated reports last."""
        report, span = claim.report, claim.span
        return self.days[report], report, span.start, span.end, getattr(claim, "kind", ""), claim.ordinal

    def evidence(self, claims: Iterable[AnyClaim]) -> tuple[Evidence, ...]:
        """The evidence of claims, in order, each once, with the further passages that tell the same."""
        given = list(claims)
        if len(given) == 1:
            return self._of_claim(given[0])
        ordered = sorted(given, key=self.order)
        return tuple({(e.claim, e.start, e.end): e for claim in ordered for e in self._of_claim(claim)}.values())

    def _of_claim(self, claim: AnyClaim) -> tuple[Evidence, ...]:
        """That of one claim, made once: several items may rest on it."""
        table = self.memory.table("evidence")
        known: tuple[AnyClaim, tuple[Evidence, ...]] | None = table.get(id(claim))
        if known is not None:
            return known[1]
        name = claim_id(claim)
        made: tuple[Evidence, ...] = (self._evidence(claim, name),)
        if claim.also:
            rows = {(e.start, e.end): e for e in (*made, *(self._evidence(c, name) for c in _told_again(claim)))}
            made = tuple(rows.values())
        table[id(claim)] = claim, made
        return made

    def _evidence(self, claim: AnyClaim, name: str) -> Evidence:
        voice, (origin, behind) = claim.voice, self.origins.trace(claim)
        return Evidence(
            claim=name,
            report=claim.report,
            start=claim.span.start,
            end=claim.span.end,
            quote=claim.quote,
            part=claim.part,
            speaker=voice.speaker,
            speaker_kind=voice.kind,
            on_behalf_of=voice.on_behalf_of,
            relayed_by=voice.relayed_by,
            hedge=voice.hedge,
            denied=voice.denied,
            modality=claim.modality,
            confidence=claim.confidence,
            names=told_names(claim),
            origin=origin,
            behind=behind,
            quotes=self.origins.quotes(claim),
            text=self.origins.text_of(claim.report),
            sentence=claim.sentence,
        )


def make_corpus(reports: Iterable[Report], origins: Origins, memory: Memory | None = None) -> Corpus:
    """The corpus of these reports."""
    by_id = {r.id: r for r in reports}
    days = {r.id: r.published.isoformat() if r.published else UNDATED for r in by_id.values()}
    return Corpus(reports=by_id, origins=origins, days=days, memory=memory or Memory())


def _told_again(claim: AnyClaim) -> list[AnyClaim]:
    """The claim at each further passage that tells it, in the voice of that passage."""
    return [
        replace(claim, span=p.span, quote=p.quote, voice=p.voice, modality=p.modality, sentence="") for p in claim.also
    ]


def group_claims(
    claims: Iterable[ClaimT], block: Callable[[ClaimT], Hashable], same: Callable[[ClaimT, ClaimT], bool]
) -> list[list[ClaimT]]:
    """Claims that tell one thing, together: each joins the first group of its block with a member that it is the same as.

    Claims come in order, so that the groups do not depend on the order of arrival. What a person linked is together, in
    whatever block, and what a person put apart is not.
    """
    blocks: dict[object, list[list[ClaimT]]] = {}
    out: list[list[ClaimT]] = []
    for claim in claims:
        groups = blocks.setdefault(block(claim), [])
        home = find_linked(claim, out) if claim.together else None
        if home is None:
            home = next((g for g in groups if any(same(claim, other) for other in g) and not is_apart(claim, g)), None)
        if home is None:
            home = []
            groups.append(home)
            out.append(home)
        home.append(claim)
    return out


def group_by_blocks(
    corpus: Corpus,
    name: Hashable,
    claims: Iterable[ClaimT],
    block: Callable[[ClaimT], Hashable],
    group: Callable[[list[ClaimT]], list[list[ClaimT]]],
) -> list[list[ClaimT]]:
    """The groups of claims in order, found block by block: what the last making found in a block with the same claims stays.

    A person's link joins claims of several blocks: where there is one, all are grouped together.
    """
    ordered = sorted(claims, key=corpus.order)
    if any(c.together for c in ordered):
        return group(ordered)
    blocks: dict[Hashable, list[ClaimT]] = {}
    for claim in ordered:
        blocks.setdefault(block(claim), []).append(claim)
    found = (g for key, own in blocks.items() for g in corpus.memory.recall(("block", name, key), group, own))
    places = {id(claim): at for at, claim in enumerate(ordered)}
    return sorted(found, key=lambda g: places[id(g[0])])


def find_linked(claim: Claim, groups: Iterable[list[ClaimT]]) -> list[ClaimT] | None:
    """The group that holds a claim to which a person linked this one."""
    linked = set(claim.together)
    return next((g for g in groups if any(claim_id(other) in linked for other in g)), None)  # type: ignore[arg-type]


def is_apart(claim: Claim, group: Iterable[Claim]) -> bool:
    """Whether a person said of a claim of the group that it tells another thing."""
    return bool(claim.apart) and any(claim_id(other) in claim.apart for other in group)  # type: ignore[arg-type]


_SLOTS = (
    "actors", "recipients", "participants", "authors", "addressees", "conveyed_by", "by", "of", "on", "to", "parties",
    "obligor", "beneficiary", "carrier", "donor", "harmed",
)  # fmt: skip
"""Fields of claims that hold several actors; a participation holds one."""
_UNNAMED = {"context", "description", "pronoun"}
_SLOTS_OF: dict[str, tuple[str, ...]] = {}
"""Kind of claim → those that it has."""


def told_names(claim: AnyClaim) -> tuple[str, ...]:
    """The actors of a claim's slots whom words of its own span name, each once; "the two sides" and "he" name nobody."""
    if isinstance(claim, Participation):
        return names([claim.actor] if _is_told(claim.actor, claim.span) else [])
    slots = _slots_of(claim)
    if not slots:
        return ()
    span, held = claim.span, [getattr(claim, slot) for slot in slots]
    return names([a for slot in held if isinstance(slot, tuple) for a in slot if _is_told(a, span)])


def _is_told(actor: ActorRef, span: Span) -> bool:
    return actor.by not in _UNNAMED and actor.span is not None and span.covers(actor.span)


def _slots_of(claim: Claim) -> tuple[str, ...]:
    kind = type(claim).__name__
    if kind not in _SLOTS_OF:
        own = {f.name for f in fields(claim)}
        _SLOTS_OF[kind] = tuple(slot for slot in _SLOTS if slot in own)
    return _SLOTS_OF[kind]


def names(actors: Iterable[ActorRef]) -> tuple[str, ...]:
    """The canonical names of actors, each once, in order."""
    found = [a.name for a in actors]
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def all_names(groups: Iterable[Iterable[ActorRef]]) -> tuple[str, ...]:
    """The names of several slots, each once, in order."""
    return names(a for actors in groups for a in actors)


def actor_names(move: Move) -> tuple[str, ...]:
    """Everybody who acts in a move, and the states of these, each once."""
    return tuple(dict.fromkeys(n for a in move.actors for n in (a.name, a.country) if n))


def index_by_actor(moves: Iterable[MoveT]) -> dict[str, list[MoveT]]:
    """Moves by everybody who acts in them, and by the states of these."""
    out: dict[str, list[MoveT]] = {}
    for move in moves:
        for name in actor_names(move):
            out.setdefault(name, []).append(move)
    return out


def agree(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two sets of names can be one: one holds the other, or either is empty."""
    x, y = set(a), set(b)
    return not x or not y or x <= y or y <= x


def overlap(a: Iterable[str], b: Iterable[str]) -> float:
    """The share of the smaller set of names that the two have in common; 1 where either is empty."""
    x, y = set(a), set(b)
    return len(x & y) / min(len(x), len(y)) if x and y else 1.0


def times_agree(a: When | None, b: When | None) -> bool:
    """Whether two times can be one: one unknown, the same words, or one inside the other at its precision."""
    if a is None or b is None:
        return True
    if a.edtf is None or b.edtf is None:
        return a.edtf == b.edtf and (a.reading or a.words) == (b.reading or b.words)
    (x0, x1), (y0, y1) = _bounds(a.edtf), _bounds(b.edtf)
    return x0 <= y1 and y0 <= x1


@lru_cache(maxsize=1 << 14)
def _bounds(edtf: str) -> tuple[str, str]:
    """First and last day of an EDTF value as comparable strings, coarse values padded."""
    first, _, last = edtf.strip("~?%").partition("/")
    start = first.strip("~?%") if first not in {"", ".."} else "0000"
    end = (last or first).strip("~?%")
    return start.replace("X", "0").ljust(10, "-"), (end if end not in {"", ".."} else "9999").replace("X", "9").ljust(
        10, "~"
    )


@lru_cache(maxsize=1 << 16)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning, roughly stemmed."""
    return frozenset([w[:6] for w in _WORD.findall(text.lower()) if w not in _EMPTY])


def is_bare(quote: str) -> bool:
    """Whether words only name a topic ("the ceasefire"): too little to say that something happened."""
    return len(content_words(quote)) < 2


def alike(a: str, b: str, share: float = 0.5) -> bool:
    """Whether the shorter of two texts has at least `share` of its words in the other."""
    return share_words(content_words(a), content_words(b), share)


def share_words(x: frozenset[str], y: frozenset[str], share: float) -> bool:
    """Whether the shorter of two sets of words has at least `share` of its own in the other."""
    return bool(x and y) and len(x & y) >= share * min(len(x), len(y))


def best_time(times: Iterable[When | None]) -> When | None:
    """The most precise of the times told: the shorter its span of days the better, sure before about; the first of equals."""
    known = [t for t in times if t is not None]
    return min(known, key=_vagueness, default=None)


def _vagueness(when: When) -> tuple[bool, bool, int, bool]:
    """Sorts times from precise to vague: resolved, closed, few days, not approximate."""
    if when.edtf is None:
        return True, True, 0, True
    first, _, last = when.edtf.partition("/")
    is_open = ".." in (first, last) or not first
    return False, is_open, _days(first, last or first), when.edtf.endswith(("~", "?", "%"))


def _days(first: str, last: str) -> int:
    """About how many days an interval holds."""
    a, b = first.strip("~?%").split("-"), last.strip("~?%").split("-")
    if len(a) == len(b) == 3 and all(p.isdigit() for p in (*a, *b)):
        return (date(*map(int, b)) - date(*map(int, a))).days
    return 31 if min(len(a), len(b)) > 1 else 366


def day_bounds(when: When | None, *, whole: bool = False) -> tuple[date, date] | None:
    """The first and last day of a time that is resolved to days, with a day more on both sides where it is approximate.

    With `whole`, months and years are times too, from their first day to their last.
    """
    return None if when is None or when.edtf is None else _days_of(when.edtf, whole)


@lru_cache(maxsize=1 << 14)
def _days_of(edtf: str, whole: bool) -> tuple[date, date] | None:  # noqa: FBT001
    first, _, last = edtf.partition("/")
    start, end = _day_in(first, whole, last=False), _day_in(last or first, whole, last=True)
    if start is None or end is None:
        return None
    slack = timedelta(days=1 if edtf.endswith(("~", "%")) else 0)
    return start - slack, end + slack


def _day_in(edtf: str, whole: bool, *, last: bool) -> date | None:  # noqa: FBT001
    """The first or last day of a day, month or year."""
    parts = edtf.strip("~?%").split("-")
    if not all(p.isdigit() for p in parts) or len(parts) > _PARTS or (len(parts) < _PARTS and not whole):
        return None
    numbers = [int(p) for p in parts]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12 if last else 1
    try:
        days = monthrange(year, month)[1] if last else 1
        return date(year, month, numbers[2] if len(numbers) == _PARTS else days)
    except ValueError:
        return None
