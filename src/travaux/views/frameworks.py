"""A framework for people: a table by phase, a row for each term and each exchange, then what spans all phases."""

import re
from collections.abc import Iterator

from travaux.ontology.dossier import ExchangeItem, FrameworkItem, Item, PhaseItem, TermItem
from travaux.ontology.vocabulary import TermStatus
from travaux.views.wording import DENIED, join_names, quote_words, say_issue, say_when

_STATUS = {
    TermStatus.PROPOSED: "proposed",
    TermStatus.DEMANDED: "demanded",
    TermStatus.HOPED: "hoped for, not agreed",
    TermStatus.AGREED: "agreed",
    TermStatus.IMPLEMENTED: "carried out",
}
_LENGTH = re.compile(r"P(?:(\d+(?:\.\d+)?)([YMWD]))?(?:T(\d+(?:\.\d+)?)([HMS]))?")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_HOURS = {"H": "hour", "M": "minute", "S": "second"}
_EMPTY = "–"
_NO_KIND = {"remaining", "living", "last", "other", "first"}
"""Words that tell which of them, and not of what kind they are."""
_SHORT = 3
"""Letters of an abbreviation of a unit at most ("km")."""
_PLURAL = ("s", "men", "ion", "ions", "people", "children", "sand", "red")
"""Ends of units that are plurals as they stand, or numbers ("million", "thousand", "hundred")."""
_ALWAYS_PLURAL = {"personnel", "percent", "police", "cattle", "aircraft", "staff", "dead", "wounded", "aid", "each"}
_TERM_WORDS = 60
"""Words of a term in its row."""


def say_length(length: str | None) -> str:
    """ "six weeks" as "6 weeks": an ISO 8601 length for people; one of several parts stays as it is.

    A length between two ("P3Y..P5Y") is "3 to 5 years".
    """
    low, between, high = (length or "").partition("..")
    if between:
        first, last = say_length(low), say_length(high)
        same = first.split()[-1].removesuffix("s") == last.split()[-1].removesuffix("s")
        return f"{first.split()[0] if same else first} to {last}"
    found = _LENGTH.fullmatch(length or "")
    if found is None or (found[1] is None) == (found[3] is None):
        return length or ""
    number, unit = (found[1], _UNITS[found[2]]) if found[1] else (found[3], _HOURS[found[4]])
    return f"{number} {unit}{'' if number == '1' else 's'}"


def say_number(value: float) -> str:
    """A number for people: "650 billion", "1,500", "2.5"."""
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:,.4g} {word}"
    return f"{value:,.10g}"


def _say_unit(term: TermItem) -> str:
    """What a number counts, in the plural where it is a plain noun of more than one."""
    unit = term.unit or ""
    plain = unit.isalpha() and unit.islower() and len(unit) > _SHORT and not unit.endswith(_PLURAL)
    return f"{unit}s" if plain and term.quantity != 1 and unit not in _ALWAYS_PLURAL else unit


def say_framework(framework: FrameworkItem) -> str:
    """The heading of a framework."""
    label = f"“{framework.label}”" if framework.label else "Terms told without a name for what holds them"
    return f"{label}: {_STATUS[framework.status]}."


def rows_of(framework: FrameworkItem) -> Iterator[tuple[Item, str]]:
    """The rows of the table: each phase with its length and triggers, then its terms and exchanges."""
    told = [p.number for p in framework.phases if p.number]
    numbers = sorted(
        {*told, *(t.phase for t in framework.terms if t.phase), *(e.phase for e in framework.exchanges if e.phase)}
    )
    for number in (*numbers, None):
        for phase in (p for p in framework.phases if p.number == number and (number or p.of)):
            if _tells_more(phase, framework):
                yield phase, _row(number, _say_phase(phase))
        for term in (t for t in framework.terms if t.phase == number):
            yield term, _row(number, say_term(term, framework.status))
        for exchange in (e for e in framework.exchanges if e.phase == number):
            yield exchange, _row(number, _say_exchange(exchange))


def _tells_more(phase: PhaseItem, framework: FrameworkItem) -> bool:
    """Whether a phase tells more than that there is one, which its terms tell as well."""
    filled = {t.phase for t in framework.terms} | {e.phase for e in framework.exchanges}
    return phase.number not in filled - {None} or any((phase.duration, phase.start, phase.end))


def _row(number: int | None, text: str) -> str:
    return f"{f'phase {number}' if number else 'all':<7} | {text}"


def _say_phase(phase: PhaseItem) -> str:
    if phase.number is None:
        return f"{phase.of} phases" + (f", {say_length(phase.duration)} in all" if phase.duration else "")
    parts = [say_length(phase.duration)] if phase.duration else []
    parts += [f"begins {phase.start}"] if phase.start else []
    parts += [phase.end] if phase.end else []
    return ", ".join(" ".join(p.split()) for p in parts) or "neither length nor beginning told"


def say_term(term: TermItem, around: TermStatus | None = None) -> str:
    """One term: its issue, its words, and what of them is a number, a length, a deadline or a condition."""
    facts = []
    if term.quantity is not None:
        facts.append(" ".join(x for x in (term.qualifier, say_number(term.quantity), _say_unit(term)) if x))
    facts += [say_length(term.duration)] if term.duration else []
    kinds = [c for c in term.categories if c.lower() not in _NO_KIND]
    facts += [f"kinds: {join_names(kinds)}"] if len(kinds) > 1 else []
    facts += [f"deadline: {say_when(term.deadline)}"] if term.deadline else []
    facts += [f"by {join_names(term.obligor)}"] if term.obligor else []
    facts += [f"to {join_names(term.beneficiary)}"] if term.beneficiary else []
    denied = bool(term.evidence) and all(e.denied for e in term.evidence)
    facts += [DENIED] if denied else [_STATUS[term.status]] if term.status is not around else []
    issue = say_issue(term.issue) if term.issue else _EMPTY
    told = f" ({'; '.join(facts)})" if facts else ""
    return f"{issue}: {quote_words(term.content, _TERM_WORDS)}{told}"


def _say_exchange(exchange: ExchangeItem) -> str:
    gives, gets = " ".join(exchange.gives.split()), " ".join(exchange.gets.split())
    if exchange.ratio is not None:
        return f"exchange: {exchange.ratio:g} “{gets}” for each “{gives}”"
    return f"exchange: “{gives}”{_say_by(exchange.giver, gives)} for “{gets}”{_say_by(exchange.counterpart, gets)}"


def _say_by(names: tuple[str, ...], words: str) -> str:
    """Who does it, where its words do not begin with the name."""
    told = not names or all(n.lower() in words.lower() for n in names)
    return "" if told else f" (by {join_names(names)})"
