"""Small phrases that every view shares: names in a row, dates, chains, acts."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from travaux.months import MONTHS
from travaux.ontology.claim import When
from travaux.ontology.dossier import Evidence, Item, MoveItem
from travaux.ontology.vocabulary import Act, Issue, Modality, SpeakerKind
from travaux.packs.spelling import load_spellings

_BARE = 3
"""Words that are too few to tell what was done ("the talks")."""
_JOINING = {"to", "that", "on", "with", "for", "in", "about", "over", "against", "not", "by", "as", "how", "whether"}
"""Words that content joins its verb with."""
_ISSUES = {
    Issue.HOSTAGES_PRISONERS: "hostages and prisoners",
    Issue.TERRITORY_BORDERS: "territory and borders",
    Issue.SOVEREIGNTY_RECOGNITION: "sovereignty and recognition",
    Issue.GOVERNANCE_ELECTIONS: "governance and elections",
    Issue.ARMS_SUPPLIES: "arms and supplies",
    Issue.ENERGY_INFRASTRUCTURE: "energy and infrastructure",
    Issue.MARITIME_SHIPPING: "shipping",
    Issue.TALKS_FORMAT: "the format of the talks",
    Issue.TRADE_ECONOMY: "trade and the economy",
}
_QUOTED_OR_WORD = re.compile(r"“[^”]*”|(\d{4}-\d{2}-\d{2})|(?<![\w.@/])[a-zà-ÿ]{2,}(?![\w@/]|\.\w)")
_INNER = str.maketrans({"“": "‘", "”": "’"})
"""Quotation marks inside a quotation."""
DENIED = "told only to be denied"
_EDGES = " ,;:–—"
_FORMS = {
    Modality.ASSERTED: "done",
    Modality.HISTORICAL: "done",
    Modality.FUTURE: "plan",
    Modality.HYPOTHETICAL: "maybe",
    Modality.NEGATION: "not",
}
_VOWELS = "aeiou"
_FEW_DAYS, _FEW_WEEKS, _FEW_MONTHS = 28, 75, 36
"""Below these a span is told in days, in weeks (of so many days), in months."""
_ESCAPED = re.compile(r"\\([$\[\]*_().#~+-])")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,500}\)")
_OPENS = re.compile(r"(?<![\w'’])['‘](?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])['’](?!\w)")
_NAMED = 7
"""Names in a row at most."""
_LABEL = re.compile(r"[A-Z]{5,30}(?: [A-Z]{2,30}){1,4}")
"""How a transcript writes who speaks."""
_GENITIVES = ("'s", "’s")
_TAILS = {"familiar", "briefed", "close", "involved", "privy", "with", "of", "for", "who", "at", "from", "in", "on"}
"""Words behind the noun of an unnamed source ("officials familiar with the talks")."""
_POINTERS = {"it", "that", "this", "them", "what", "which", "these", "those", "that number", "the deal"}
"""Content that only points to what the sentence around it tells."""
_COUNTED = {
    "two", "three", "four", "five", "six", "several", "some", "many", "people", "his", "her", "its", "their", "our",
    "other", "both", "state", "the", "a", "an", "this", "these", "those", "that", "all", "any", "no", "one", "more",
}  # fmt: skip
"""Words before which no article stands."""


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    text = (files("travaux.views") / "data" / "phrases.toml").read_text(encoding="utf8")
    return tomllib.loads(text)


def join_names(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def say_when(when: When | None) -> str:
    """A time for people: "5 April 2024", "April 2024", "6–7 April 2024", or its words; "" where none is told."""
    if when is None:
        return ""
    if when.edtf is None:
        return when.reading or when.words
    first, _, last = when.edtf.partition("/")
    if not last:
        return say_edtf(first)
    if last == "..":
        return f"since {say_edtf(first)}"
    if first == "..":
        return f"until {say_edtf(last)}"
    if first[:7] == last[:7] and len(first) == len(last) == 10:
        return f"{int(first[8:10])}–{say_edtf(last)}"
    return f"{say_edtf(first)} to {say_edtf(last)}"


def say_edtf(value: str) -> str:
    """One EDTF date for people."""
    about = "about " if value.endswith(("~", "?", "%")) else ""
    parts = value.strip("~?%").split("-")
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return f"{about}{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        return f"{about}{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and parts[1] in {"21", "22", "23", "24"}:
        return f"{about}{['spring', 'summer', 'autumn', 'winter'][int(parts[1]) - 21]} {parts[0]}"
    return f"{about}{value.strip('~?%')}"


def spell_out(text: str) -> str:
    """A sentence with its days written out and its countries and peoples with large letters, save in what it quotes."""
    return _QUOTED_OR_WORD.sub(_spell, text)


def _spell(found: re.Match[str]) -> str:
    return say_edtf(found[0]) if found[1] else load_spellings().get(found[0], found[0])


def say_span(days: int) -> str:
    """A number of days as one says it: "12 days", "5 weeks", "14 months", "3 years"."""
    if days < _FEW_DAYS:
        return f"{days} day{'s' if days != 1 else ''}"
    if days < _FEW_WEEKS:
        return f"{round(days / 7)} weeks"
    months = round(days / 30.44)
    return f"{months} months" if months < _FEW_MONTHS else f"{round(days / 365.25)} years"


def say_speaker(evidence: Evidence) -> str:
    """A speaker as one names them in a sentence: "an anonymous diplomat", "Israeli officials", "Norway"."""
    name = evidence.speaker or ""
    if evidence.speaker_kind in {SpeakerKind.NAMED, SpeakerKind.ORGANISATION} or not name or name[0].isupper():
        return name
    words = name.split()
    if words[0].endswith(_GENITIVES):
        return name if _is_of_place(words[0]) else f"the {name}"
    head = next((w for w in words if w in _TAILS), None)
    noun = words[words.index(head) - 1] if head and words.index(head) else words[-1]
    counted = words[0] in _COUNTED or words[0].isdigit()
    if counted or (noun.endswith("s") and not noun.endswith("ss")) or noun in {"people", "media"}:
        return name
    return f"an {name}" if name[0] in _VOWELS and words[0] not in {"us", "un", "uk", "eu"} else f"a {name}"


def say_chain(evidence: Evidence, outlet: str | None) -> str:
    """The chain as one phrase: "thepaper.example, citing Reuters, citing an anonymous diplomat"."""
    links = [outlet or "undated report" if outlet else "the report", *evidence.relayed_by]
    speaker = say_speaker(evidence)
    if speaker:
        links.append(spell_out(speaker))
    chain = ", citing ".join(links)
    marks = [f"“{evidence.hedge}”"] if evidence.hedge else []
    marks += ["denying it"] if evidence.denied else []
    return f"{chain} ({'; '.join(marks)})" if marks else chain


def quote_words(text: str, limit: int = 30) -> str:
    """A report's words between quotation marks, on one line; of more than `limit` words the first, and dots.

    A quotation inside them that begins before or goes on behind them has both its marks; with marks that are alike on
    either side it has none.
    """
    whole = _clean(text)
    whole = whole.replace('"', "") if whole.count('"') % 2 else whole
    words = whole.translate(_INNER).split()
    told = (" ".join(words[:limit]) + (" …" if len(words) > limit else "")).strip(_EDGES)
    opened, closed = text.count("“"), text.count("”")
    return f"“{'‘' if closed > opened else ''}{told}{'’' if opened > closed and len(words) <= limit else ''}”"


def _clean(text: str) -> str:
    """Words without the marks of a page's markup, and without a single quotation mark that opens and never closes."""
    plain = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", text)).replace("**", "")
    opened = list(_OPENS.finditer(plain))
    if len(opened) != 1 or _CLOSES.search(plain, opened[0].end()):
        return plain
    return plain[: opened[0].start()] + plain[opened[0].start() + 1 :]


def quote_sentence(sentence: str, limit: int = 60) -> str:
    """A whole sentence between quotation marks, as long as one is kept; its full stop is that of the line."""
    return quote_words(sentence.strip().removesuffix("."), limit)


def telling_words(item: Item) -> str:
    """The first quote of an item that says more than its topic, or else its longest."""
    return next((e.quote for e in item.evidence if len(e.quote.split()) > _BARE), item.words)


def say_move(move: MoveItem) -> str:
    """An act as a sentence without its full stop; one of which no object is told ends with the report's words."""
    phrase = _phrases()[move.act.value]
    prep = phrase.get("one", phrase["prep"]) if len(move.recipients) == 1 else phrase["prep"]
    recipients = f" {prep} {join_names(move.recipients)}" if prep else f" {join_names(move.recipients)}"
    content = _link(phrase, move.about) if move.about and move.about.lower() not in _POINTERS else ""
    stand_in = phrase.get("what", "") if move.recipients else ""
    many = len(move.actors) > 1 or any(map(is_plural, move.actors))
    template = phrase[_FORMS[move.modality]]
    told = template.format(
        a=name_all(move.actors) or "somebody unnamed",
        r=recipients if move.recipients and not (content and "either" in phrase) else "",
        c=content or stand_in,
        have="have" if many else "has",
        be="are" if many else "is",
        do="do" if many else "does",
    )
    place = f" ({move.place})" if move.place and move.place not in told else ""
    whole = (content and "{c}" in template) or (move.recipients and "{r}" in template and "{c}" not in template)
    return f"{told}{place}" if whole else f"{told}{place}: {quote_words(telling_words(move))}"


def say_done(act: Act, actors: Sequence[str]) -> str:
    """That somebody did something, in a clause without its object: "Peru withdrew"."""
    who = name_all(actors) or "somebody unnamed"
    if act is Act.CEASEFIRE:
        return f"there is a ceasefire of {who}"
    many = len(actors) > 1 or any(map(is_plural, actors))
    auxiliaries = {"have": "have", "be": "are", "do": "do"} if many else {"have": "has", "be": "is", "do": "does"}
    return _phrases()[act.value]["done"].format(a=who, r="", c="", **auxiliaries)


def _link(phrase: Mapping[str, str], content: str) -> str:
    """Content in quotation marks, after the act's preposition unless it begins with a word that joins it."""
    first = content.split(maxsplit=1)[0].lower()
    link = f"{phrase['link']} " if "link" in phrase and first not in _JOINING else ""
    return f" {link}{quote_words(content)}"


def say_issue(issue: Issue) -> str:
    """An issue as one writes it."""
    return _ISSUES.get(issue, issue.value.replace("_", " "))


def is_plural(name: str) -> bool:
    """Whether a name in small letters is of several ("both sides", "warring parties")."""
    return name[:1].islower() and name.endswith("s") and not name.endswith("ss")


def name_all(names: Sequence[str]) -> str:
    """Names in a row; descriptions in small letters have an article where they need one ("the president").

    Of a long row the first stand, and the others are counted; what a transcript writes in capitals is written small.
    """
    told = [_lower_label(n) for n in names]
    shown = told if len(told) <= _NAMED else [*told[: _NAMED - 1], f"{len(told) - _NAMED + 1} others"]
    return join_names([f"the {n}" if _wants_article(n) else n for n in shown])


def _lower_label(name: str) -> str:
    """ "SENIOR ADMINISTRATION OFFICIAL" as "senior administration official"; short ones are abbreviations."""
    return name.lower() if _LABEL.fullmatch(name) else name


def _wants_article(name: str) -> bool:
    first = name.split(maxsplit=1)[0] if name else ""
    return name[:1].islower() and first not in _COUNTED and not is_plural(name) and not _is_of_place(first)


def _is_of_place(word: str) -> bool:
    """Whether a name's first word is a country's or region's genitive: "india's defence minister"."""
    return word.endswith(_GENITIVES) and word[:-2] in load_spellings()
