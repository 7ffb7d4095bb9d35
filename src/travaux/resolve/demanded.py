"""What the words of a demand ask for, so that one demand in other words ("a full pullout", "that the army leave") is known.

Only the deeds that parties to a conflict ask of each other again and again are known here; of others the words decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from travaux.ontology.claim import ActorRef, Demand
from travaux.reading.times.words import MONTH, NUMBER, NUMBERS, UNIT, WEEKDAY, either
from travaux.resolve.joining import content_words, names, share_words

SHARE = 0.6
"""Share of words that two tellings of one demand have in common."""
_FIGURE = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{either([w for w, n in NUMBERS.items() if n > 1 and w != 'couple'])}"
_NUMBER = re.compile(
    rf"(?<![\w.,:-])(?<!\bon )(?:{_FIGURE})(?! {MONTH})(?![\w:-]|[.,]\d|%| percent| per cent)", re.IGNORECASE
)
_DATES = re.compile(rf"\b{MONTH} \d{{1,2}}(?![\w:-])(?:, \d{{4}}\b)?", re.IGNORECASE)
_TIMES = re.compile(rf"{NUMBER}[- ]{UNIT}s?\b", re.IGNORECASE)
_DAYS = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})\b", re.IGNORECASE)
"""Names of times, which are none of places."""
_ASIDE = re.compile(
    r"[,;–—]|\b(?:which|where|who|whose|whereby|before|after|amid|while|until|unless|if|because|so that|in order"
    r"|in exchange|in return|as part of|as (?:an? |the |its )?(?:pre)?condition)\b|(?<=\S )that\b",
    re.IGNORECASE,
)
"""Where a content turns to something beside what is wanted."""
_HEAD = 20
"""Characters of a content in which no aside begins."""
_DENIED = re.compile(
    r"\b(?:not|never|no longer|cannot|against|refrain\w*|avoid\w*|abstain\w*)\b|n[’']t\b|^no\b", re.IGNORECASE
)
_NAMED = re.compile(r"\b[A-Z]\w+")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_FEW = 2
"""Words behind the first that tell a headline, where each has a capital, from a name."""
_SIDE = re.compile(r"\b(?:north|south|east|west)(?:ern)?\b")
"""What tells places apart that have no name."""
_OPENERS = frozenset(
    "The A An All Any That This These Those It Its They Their He His She Her We Our No Both Every To For".split()
)
_LINKS = frozenset("all any into over under between within without than".split())
"""Words that a headline may have in small letters, beside those that tell no content."""
_STEM = 5
"""Letters by which a name and what is said of its people are one ("Peru", "Peruvian")."""
_TELLING = 4
"""Letters of a word by which somebody is known."""
_GIVING_UP = r"giv\w+ up|given up|gave up|hand\w* over|relinquish\w*|surrender\w*|abandon\w*|renounc\w+"
_ENDING = r"stop\w*|end|ends|ending|ended|halt\w*|ceas(?:e|es|ed|ing)|suspend\w*|cessation|suspension"


@dataclass(frozen=True, slots=True)
class _Deed:
    """A deed that is often demanded: words of the act, and by kind the words of what it is done to, one of which it needs."""

    name: str
    act: re.Pattern[str]
    things: tuple[tuple[str, re.Pattern[str]], ...]


def _deed(name: str, act: str, **things: str) -> _Deed:
    made = ((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in things.items())
    return _Deed(name, re.compile(rf"\b(?:{act})\b", re.IGNORECASE), tuple(made))


_DEEDS = (
    _deed(
        "leave",
        r"withdr[ae]w\w*|pull\w*[ -]?(?:out|back)|leav(?:e|es|ing)|exit|depart\w*|vacat\w+|retreat\w*"
        rf"|cede[sd]?|ceding|{_GIVING_UP}",
        forces=r"troops?|forces?|army|armies|soldiers?|military|fighters?|militias?|tanks?|garrisons?",
        land=r"territor\w+|regions?|provinces?|areas?|valleys?|towns?|cit(?:y|ies)|villages?|islands?|zones?|strip|land"
        r"|withdraw from|withdrawal from",
    ),
    _deed(
        "free",
        r"releas\w+|free|freed|freeing|freedom|let\w* go|hand\w* over|hand\w* back|return\w*|bring\w*|liberat\w+",
        hostages=r"hostages?|captives?|abducte\w+|kidnapped",
        prisoners=r"prisoners?|detainees?|inmates?|detained|jailed",
        crews=r"crews?|sailors?|seamen|fishermen",
        soldiers=r"soldiers?|pilots?|servicemen",
        children=r"child|children",
        dead=r"bod(?:y|ies)|remains",
    ),
    _deed("truce", r"cease-?fires?|truces?|armistice", called=r"\w+"),
    _deed("truce", _ENDING, called=r"fighting|hostilities|war|violence|bloodshed|firing"),
    _deed("attack", _ENDING, attacks=r"attacks?|attacking|strikes?|bomb\w+|shelling|offensives?|raids?|assaults?"),
    _deed("test", _ENDING, tests=r"tests?|testing|launch\w*"),
    _deed(
        "let in",
        r"allow\w*|let|letting|permit\w*|grant\w*|ensur\w+|enabl\w+|unhindered|unimpeded|unrestricted|access",
        aid=r"aid|humanitarian|relief|food|convoys?",
    ),
    _deed(
        "open",
        r"open\w*|reopen\w*",
        crossings=r"crossings?|borders?",
        ports=r"ports?",
        roads=r"roads?|routes?|corridors?",
    ),
    _deed(
        "lift",
        r"lift\w*|eas(?:e|ing)|remov\w+|scrap\w*|relief|relax\w*|waiv\w+|end|ending|drop\w*",
        sanctions=r"sanctions?",
        embargoes=r"embargo\w*",
        blockades=r"blockades?|sieges?",
        tariffs=r"tariffs?|lev(?:y|ies)|duties",
    ),
    _deed(
        "impose",
        r"impos\w+|tighten\w*|strengthen\w*|tough\w+|adopt\w*|stronger|further|additional|harsher|intensify\w*",
        sanctions=r"sanctions?",
        embargoes=r"embargo\w*",
        tariffs=r"tariffs?",
    ),
    _deed("disarm", r"disarm\w*|demilitari[sz]\w*|decommission\w*", called=r"\w+"),
    _deed("disarm", rf"lay\w* down|{_GIVING_UP}", called=r"arms|weapons?|arsenals?"),
    _deed("go without nuclear weapons", r"denucleari[sz]\w+", called=r"\w+"),
    _deed(
        "go without nuclear weapons", rf"dismantl\w+|scrap\w*|{_ENDING}|an end|{_GIVING_UP}", called=r"nuclear|atomic"
    ),
    _deed(
        "talk",
        r"hold|holding|return\w*|resum\w+|start\w*|begin\w*|com(?:e|ing)|join\w*|accept\w*|enter\w*|sit",
        talks=r"talks|negotiations|negotiating table|table|dialogue",
    ),
    _deed("recognise", r"recogni[sz]\w+|recognition", called=r"\w+"),
    _deed(
        "step down",
        r"step\w* (?:down|aside)|stand\w* down|resign\w*|resignation|departure|ouste[dr]|ousting|removal|leave (?:power|office)",
        called=r"\w+",
    ),
    _deed("hold back", r"restraint|self-restraint|de-?escalat\w+|caution", called=r"\w+"),
    _deed("vote", r"hold\w*|organi[sz]\w+|call\w*", elections=r"elections?|referendum"),
    _deed("pay", r"pay|payment|compensat\w+|reparations?", called=r"\w+"),
)
_KINDS = {
    "truce": {
        "lasting": re.compile(r"\b(?:permanent|lasting|durable|comprehensive|full)\b", re.IGNORECASE),
        "short": re.compile(
            r"\b(?:temporary|humanitarian|partial|limited|pause)\b|-(?:day|week|month|hour)\b", re.IGNORECASE
        ),
        "longer": re.compile(r"\b(?:exten[ds]\w*|prolong\w*|renew\w*)\b", re.IGNORECASE),
        "kept": re.compile(
            r"\b(?:monitor\w*|observ\w+|respect\w*|honou?r\w*|uphold\w*|implement\w*|abid\w+|compl(?:y|iance)|violat\w+)\b",
            re.IGNORECASE,
        ),
    },
    "attack": {
        "ships": re.compile(r"\b(?:ships?|shipping|vessels?|tankers?)\b", re.IGNORECASE),
        "energy": re.compile(r"\b(?:energy|power|electricity|infrastructure|refiner\w+)\b", re.IGNORECASE),
    },
}
"""Kinds of a deed, each of which is another demand than the deed as such."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a content asks for: deeds with what they are done to, whether they are not to be, and the names and numbers told."""

    deeds: frozenset[tuple[str, str]]
    denied: bool
    names: frozenset[str]
    numbers: frozenset[float]
    words: frozenset[str]

    def bare(self) -> "Wanted":
        """The same without its wording."""
        return replace(self, words=frozenset())


def are_same(x: Wanted, y: Wanted) -> bool:
    """Whether two contents of one party, put to the same others, are worded alike, with no other deed, name or number."""
    if not share_words(x.words, y.words, SHARE) or not may_be_same(x, y):
        return False
    fewer = min(len(x.words), len(y.words))
    return fewer > 1 or x.words == y.words


def may_be_same(x: Wanted, y: Wanted) -> bool:
    """Whether nothing that both tell speaks against it."""
    apart = bool(x.deeds and y.deeds) and x.deeds.isdisjoint(y.deeds)
    return not apart and x.denied is y.denied and _fit(x.names, y.names) and _fit(x.numbers, y.numbers)


def are_one_deed(x: Wanted, y: Wanted) -> bool:
    """Whether two contents ask for one deed, in whatever words: done to the same things, in places that can be one."""
    return may_be_same(x, y) and not x.deeds.isdisjoint(y.deeds)


def _fit(a: frozenset[object], b: frozenset[object]) -> bool:
    return not a or not b or a <= b or b <= a


def read_wanted(demand: Demand) -> Wanted:
    """What a demand asks for; the names of those who ask and are asked tell no demand from another."""
    people = [*demand.by, *demand.of]
    called = [*names(people), *(_words_for(a, demand) for a in people)]
    return _read(
        demand.content, tuple(w[:_STEM].lower() for words in called for w in words.split() if len(w) >= _TELLING)
    )


def _words_for(actor: ActorRef, demand: Demand) -> str:
    """The words that stand for an actor in a demand's own words ("Lima" for Peru)."""
    if actor.span is None or not demand.span.covers(actor.span):
        return ""
    return demand.quote[actor.span.start - demand.span.start : actor.span.end - demand.span.start]


@lru_cache(maxsize=1 << 14)
def _read(content: str, people: tuple[str, ...]) -> Wanted:
    found = _ASIDE.search(content, _HEAD)
    head = content[: found.start()] if found else content
    bare = _DAYS.sub("", head)
    told = [] if _is_headline(bare) else [w for w in _NAMED.findall(bare) if w not in _OPENERS]
    named = frozenset(stem for w in told if not (stem := w[:_STEM].lower()).startswith(people))
    return Wanted(
        deeds=frozenset(_list_deeds(head)),
        denied=_DENIED.search(head) is not None,
        names=named or frozenset(_SIDE.findall(head)),
        numbers=frozenset(list_numbers(head)),
        words=content_words(content),
    )


def _is_headline(head: str) -> bool:
    """Whether every word that says something has a capital, so that a capital makes no name."""
    telling = [w for w in _WORDS.findall(head)[1:] if content_words(w) and w.lower() not in _LINKS]
    return head[:1].isupper() and len(telling) >= _FEW and all(w[0].isupper() for w in telling)


def _list_deeds(head: str) -> Iterator[tuple[str, str]]:
    for deed in _DEEDS:
        if deed.act.search(head):
            kinds = _KINDS.get(deed.name, {})
            special = next((kind for kind, words in kinds.items() if words.search(head)), None)
            yield from ((deed.name, special or kind) for kind, things in deed.things if things.search(head))


def list_numbers(words: str) -> set[float]:
    """The numbers in words or digits, without those of days and of stretches of time."""
    found = _NUMBER.findall(_TIMES.sub("", _DATES.sub("", words)))
    return {float(NUMBERS[n.lower()]) if n.lower() in NUMBERS else float(n.replace(",", "")) for n in found}
