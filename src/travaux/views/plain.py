"""Whether words tell a deed as plainly as the line that is made of them: its own verb, in a clause of its own, as a fact.

A line says "X attacked: “…”". It misleads where the words tell something else that the act stands for ("shot drones down"),
where they come in a relative clause, which tells of earlier times as often as of the day, or leave out one of the two who
agreed.
"""

import re
import tomllib
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from travaux.ontology.dossier import Evidence, MoveItem
from travaux.ontology.vocabulary import Act, Modality

_PAIR = 2
_LEAD = 700
"""Characters of a report within which a deed without a day is its news, and not told from the times before."""
_RELATIVE = re.compile(r"\b(?:who|whose|whom|which|where|wherein|whereby)\b", re.IGNORECASE)
_LED = re.compile(
    r"\b(?:who|whose|whom|which|where)\b[^,;.:–—]{0,300}$"
    r"|\b(?:claims?|claimed|claiming|alleg\w{1,7}|rumou?rs|fears?|feared|suggestions?|suspicions?|denied|denies|denying|denials?|if|unless"
    r"|whether|as (?:if|though)|accus\w{1,4}|warn\w{0,4}|threat\w{0,6}|imagin\w{1,4}|images?|photos?|pictures?|footage|videos?)"
    r"(?: (?:that|of))? $",
    re.IGNORECASE,
)
"""Words right before those of a deed that make it a part of something else, or only somebody's claim."""
_DOUBT = re.compile(
    r"\b(?:alleged(?:ly)?|allegations?|purported(?:ly)?|supposed(?:ly)?|tacit(?:ly)?|reportedly|unconfirmed|unverified|contested|disputed"
    r"|contradicted|claims? (?:by|that)"
    r"|(?:not|n[o'’]t) (?:be |been )?(?:immediately |independently ){0,2}(?:verif\w{1,4}|confirm\w{0,3}))\b",
    re.IGNORECASE,
)
_OPENS_POINTING = re.compile(
    r"[“\"‘']?(?:his|her|its|their|our|my|your|both|the two|each|they|he|she|it)\b", re.IGNORECASE
)
_PERSONAL = re.compile(r"(?:^|[ “])(?:he|she|they) ")
_CAPITAL = re.compile(r"[A-Z]")
_HEARSAY = re.compile(
    r"\b(?:according to|as reported|as told|sa(?:ys?|id|ying)|told|claim(?:s|ed)|report(?:s|ed)|announced that|media reports?)\b",
    re.IGNORECASE,
)
"""Somebody tells it: where the claim has no voice, the line would make of it a fact."""
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being|got|has|have|had|will|would)\b", re.IGNORECASE)
_BY = re.compile(r" (?:back |over |forward |down |out |up )?by\b")
_STRUCK = re.compile(
    r"(?:kill|arrest|detain|abduct|kidnapp|releas|free|captur|jail)ed? ?(?: (?:in|at|during|on|from|after|by)\b|$)",
    re.IGNORECASE,
)
"""Participles of verbs that have an object, where none follows."""
_NAMED_PAIR = re.compile(
    r"\b[A-Z][\w'’.-]{1,30}(?: [\w'’.-]{1,30}){0,6}? and (?:the )?(?:[a-z]{1,15} ){0,2}[A-Z]\w{1,30}"
)
_WITH = re.compile(r"\bwith\b")
_TURNED = re.compile(r"\b(?:agree\w{0,3}) (?:to|that|not)\b|\bagree\w{0,3} (?:\w+ ){0,4}(?:to|that)\b", re.IGNORECASE)
"""One may agree alone to do something; a deal is signed, reached or struck by two."""
_STATES_OF_LATE = re.compile(
    r"\b(?:has|have|is|are|['’]s|recently|now|today|tonight|yesterday|overnight|this (?:morning|week|month|weekend))\b",
    re.IGNORECASE,
)
_FAR = re.compile(
    r"[,;:–—] ?(?:but|and|while|whereas|though|although|which|who|as|after|before|when|then)\b|;", re.IGNORECASE
)
"""What parts a deed from a time that another clause of its sentence tells."""
_NO = re.compile(r"(?:\b(?:no|not|never|without|neither|nor|hardly|barely)|n['’]t)(?: \w{1,15})?\s$", re.IGNORECASE)
_DONE = {Modality.ASSERTED, Modality.HISTORICAL}


@lru_cache(maxsize=1)
def _load_words() -> dict[str, dict[str, list[str]]]:
    text = (files("travaux.views") / "data" / "plain.toml").read_text(encoding="utf8")
    return tomllib.loads(text)


@cache
def pattern(table: str, act: Act) -> re.Pattern[str] | None:
    """The verbs that tell an act plainly, or the words that make another of it; None where none are listed."""
    words = _load_words()[table].get(act.value)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE) if words else None


def tells_plainly(move: MoveItem, e: Evidence) -> bool:
    """Whether these words of a deed may stand as a line of their own; what a person entered or confirmed may."""
    if e.confidence in {None, 1.0}:
        return True
    e = replace(e, quote=" ".join(e.quote.split()), sentence=" ".join(e.sentence.split()))
    verb = _find_verb(move.act, e.quote)
    if verb is None or _is_inside(e) or _DOUBT.search(e.sentence or e.quote):
        return False
    before = e.quote[: verb.start()]
    if _points_back(before) or _is_reduced(verb, before) or _is_hearsay(e):
        return False
    dated = move.when is not None and tells_day(e, move.when.words)
    return _names_both(move, e.quote, before) and (dated or is_news(e))


def _find_verb(act: Act, quote: str) -> re.Match[str] | None:
    verbs, other = pattern("verbs", act), pattern("other", act)
    if verbs is None or (other is not None and other.search(quote)):
        return None
    return verbs.search(quote)


def _is_inside(e: Evidence) -> bool:
    """Whether the deed stands in a relative clause, or in somebody's claim or fear."""
    at = e.sentence.find(e.quote)
    return _RELATIVE.search(e.quote) is not None or (at > 0 and _LED.search(e.sentence[:at]) is not None)


def _points_back(before: str) -> bool:
    """Whether a pronoun stands before the verb for somebody whom other words name: "the convoy she was in"."""
    found = _PERSONAL.search(before)
    return _OPENS_POINTING.match(before) is not None or (
        found is not None and _CAPITAL.search(before, 1, found.start()) is None
    )


def _is_hearsay(e: Evidence) -> bool:
    """Whether the sentence around the words leaves them to others, whom the claim does not name."""
    return not e.speaker and not e.relayed_by and _HEARSAY.search(e.sentence.replace(e.quote, "")) is not None


def _is_reduced(verb: re.Match[str], before: str) -> bool:
    """ "Children killed in Norwegian strikes", "the plan put forward by Peru": a participle that only describes."""
    if _BEING.search(before) is not None:
        return False
    return _BY.match(verb.string, verb.end()) is not None or _STRUCK.match(verb.string, verb.start()) is not None


def _names_both(move: MoveItem, quote: str, before: str) -> bool:
    """Whether all who do it are in the line: nobody is left out of a pair, and a deal has two."""
    if len(move.actors) >= _PAIR:
        return True
    if _NAMED_PAIR.search(before):
        return False
    alone = move.act is not Act.AGREE or _TURNED.search(quote) is not None or _WITH.search(quote) is not None
    return alone and not (move.act is Act.CEASEFIRE and "declar" not in quote.lower())


def is_news(e: Evidence) -> bool:
    """Whether a deed without a day is told as of late, or where a report tells its news; a plain past may be years ago."""
    if e.modality not in _DONE or e.start < _LEAD:
        return True
    return _STATES_OF_LATE.search(e.quote) is not None


def is_cut(e: Evidence) -> bool:
    """Whether words have lost the "no" that stands right before them in their sentence."""
    at = e.sentence.find(e.quote)
    return at > 0 and not e.denied and e.modality is not Modality.NEGATION and _NO.search(e.sentence[:at]) is not None


def tells_day(e: Evidence, words: str) -> bool:
    """Whether the words of a time in a deed's sentence are of the deed, and not of another clause."""
    at, day = e.sentence.find(e.quote), e.sentence.find(words)
    if words in e.quote:
        return True
    if at < 0 or day < 0:
        return False
    between = e.sentence[day + len(words) : at] if day < at else e.sentence[at + len(e.quote) : day]
    return _FAR.search(between) is None
