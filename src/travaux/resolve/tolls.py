"""Two figures of the dead or hurt that cannot both hold: what voices of one passage tell of one event."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from travaux.months import ANY_MONTH
from travaux.ontology.dossier import Contradiction, CountItem, Evidence
from travaux.ontology.vocabulary import Modality
from travaux.resolve.arithmetic import AT_LEAST, AT_MOST, LOOSE, set_against

_TOLL = re.compile(r"\b(?:kill|dead|death|die|fatalit|casualt|wound|injur|slain|perish|lost\b)", re.IGNORECASE)
_HURT = re.compile(r"\b(?:wound|injur|hurt)", re.IGNORECASE)
_CASUALTIES = re.compile(r"\bcasualt", re.IGNORECASE)
_ANYBODY = frozenset({"people", "person", "dead", "death", "fatality", "life", "other", "victim", "body"})
_IN_ARMS = frozenset({"rebel", "fighter", "militant", "insurgent", "guerrilla", "combatant", "gunman", "militiaman"})
_OF_STATE = frozenset({"soldier", "troop", "serviceman", "conscript"})
_MORE = re.compile(r"\b(?:another|other|others|further|additional|more)\b(?! than)", re.IGNORECASE)
_ONE_PASSAGE = 500
"""Characters within which two figures of one report are taken to be on one event."""
_NEXT_SENTENCE = 200
"""The same of two figures in other words, of which only the nearness tells that they are on one event."""
_MANY_TIMES = 10
_ELSEWHERE = re.compile(
    r"\b(?:also|separate\w*|elsewhere|meanwhile|(?:in|at) (?:another|a (?:second|third|further|different))|later|earlier)\b",
    re.IGNORECASE,
)
"""Words by which a sentence goes on to another event."""
_RUNNING = re.compile(
    r"\b(?:since|so far|to date|until now|up to now|over the (?:past|last)|in the (?:past|last)|during the|throughout"
    r"|in (?:all|total)|altogether|overall|total of|bringing|death toll)\b",
    re.IGNORECASE,
)
"""Words of a toll that runs on."""
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|across|on|of)\s{1,3}(?:the\s{1,3})?(?:[a-z][\w-]{1,20}\s{1,3}){0,3}?"
    rf"((?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{ANY_MONTH})[A-ZÀ-Þ]\w{{2,30}})"
)
"""Where, as words tell it."""


def find_tolls(counts: Sequence[CountItem], known: Iterable[Contradiction] = ()) -> Iterator[Contradiction]:
    """Two figures of the dead or hurt that two voices give in one passage of a report, and that cannot both hold.

    Those that are among the conflicts `known` already are left out.
    """
    told = {frozenset(c.sides) for c in known}
    tolls = [c for c in counts if _TOLL.search(f"{c.what} {c.words}") and not _is_past(c)]
    for i, j in _in_one_passage(tolls):
        a, b = tolls[i], tolls[j]
        if a.value == b.value or frozenset((a.id, b.id)) in told or not _of_one_kind(a, b):
            continue
        if _of_one_event(a, b) and not _both_hold(a, b):
            of = "" if a.what == b.what else f"{b.what}: "
            yield set_against([a, b], f"{a.what}: {_figure(a)}, and {of}{_figure(b)}")


def _in_one_passage(tolls: Sequence[CountItem]) -> list[tuple[int, int]]:
    """The pairs of figures of one harm that two voices give in one passage, by their places in the list."""
    told: dict[tuple[str, str], list[tuple[int, int, Evidence]]] = {}
    for at, toll in enumerate(tolls):
        for e in toll.evidence:
            told.setdefault((_harm(toll), e.report), []).append((e.start, at, e))
    pairs: set[tuple[int, int]] = set()
    for rows in told.values():
        rows.sort(key=lambda row: row[:2])
        for k, (start, i, x) in enumerate(rows):
            for n, (begin, j, y) in enumerate(islice(rows, k + 1, None)):
                if begin - start > _ONE_PASSAGE:
                    break
                near = begin - start <= _NEXT_SENTENCE
                other_words = tolls[i].what != tolls[j].what
                at_odds = _are_two_voices(x, y) or (near and not n and _is_answered(tolls[i], tolls[j], x, y))
                if i != j and at_odds and (near or not other_words):
                    pairs.add((min(i, j), max(i, j)))
    return sorted(pairs)


def _is_answered(a: CountItem, b: CountItem, x: Evidence, y: Evidence) -> bool:
    """Whether the report gives one figure of a place in its own voice, and right beside it a voice gives another."""
    own = (x.speaker is None) != (y.speaker is None)
    return own and a.what == b.what and a.place is not None and a.place == b.place


def _is_past(toll: CountItem) -> bool:
    return all(e.modality is Modality.HISTORICAL for e in toll.evidence)


def _harm(toll: CountItem) -> str:
    words = f"{toll.what} {toll.words}"
    return "hurt" if _HURT.search(words) else "both" if _CASUALTIES.search(words) else "dead"


def _of_one_kind(a: CountItem, b: CountItem) -> bool:
    """Whether two figures count the same: the same people, by whatever word, or at one place fewer in all than of one kind.

    They are not of one event where one is many times the other.
    """
    x, y = _who(a), _who(b)
    if max(a.value, b.value) > _MANY_TIMES * min(a.value, b.value):
        return False
    if x == y:
        return True
    part, whole = (a, b) if y == "" else (b, a)
    return "" in (x, y) and a.place is not None and a.place == b.place and part.value > whole.value


def _who(toll: CountItem) -> str:
    """Whom a figure counts, in one word for those that fight a state and one for its soldiers; empty for people of any kind."""
    words = {w.removesuffix("s") for w in (toll.unit or toll.what).lower().split()}
    words |= {w.removesuffix("men") + "man" for w in words if w.endswith("men")}
    if words <= _ANYBODY:
        return ""
    return "fighter" if words & _IN_ARMS else "soldier" if words & _OF_STATE else min(words, default="")


def _figure(count: CountItem) -> str:
    return f"{count.qualifier} {count.value:g}" if count.qualifier else f"{count.value:g}"


def _of_one_event(a: CountItem, b: CountItem) -> bool:
    """Not where two places are told, nor where one figure comes on top of another, or runs on while the other is a day's."""
    apart = a.place is not None and b.place is not None and a.place != b.place
    if apart or any(_MORE.search(e.quote) for e in (*a.evidence, *b.evidence)):
        return False
    x, y = (" ".join(e.sentence or e.quote for e in c.evidence) for c in (a, b))
    if x == y:
        return True
    if _ELSEWHERE.search(x) or _ELSEWHERE.search(y) or runs_on(x) != runs_on(y):
        return False
    there, other = set(_PLACE.findall(x)), set(_PLACE.findall(y))
    return not there or not other or bool(there & other)


def runs_on(words: str) -> bool:
    """Whether words tell a toll that grows from day to day ("since May", "so far")."""
    return _RUNNING.search(words) is not None


def _both_hold(a: CountItem, b: CountItem) -> bool:
    """ "At least 12" holds beside 20, "up to 30" beside 20, "about 19" beside 20."""
    low, high = (a, b) if a.value < b.value else (b, a)
    if low.qualifier in AT_LEAST or high.qualifier in AT_MOST:
        return True
    return bool({a.qualifier, b.qualifier} & LOOSE) and high.value <= 1.15 * low.value


def _are_two_voices(x: Evidence, y: Evidence) -> bool:
    """One voice that tells two figures tells of two events, or of a toll that rose."""
    return x.speaker is not None and y.speaker is not None and x.speaker != y.speaker
