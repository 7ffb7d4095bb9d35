"""Numbers of people, trucks, tonnes and money that the report gives; flows ("500 trucks a day") with their period."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from travaux.coding.area_sentences import mark_areas
from travaux.coding.context import Context
from travaux.coding.flows import read_flow_modality
from travaux.coding.grounding import ground
from travaux.coding.numbers import NUMBER_WORDS, read_words
from travaux.coding.qualifiers import is_of_verb
from travaux.ontology.claim import Count
from travaux.ontology.vocabulary import CODED_SEGMENTS
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span

_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\+?")
_RATE = re.compile(
    r"^[^.;:]{0,24}?\b(?:an?|per|each|every)(?: (?:working|single))? (hour|day|week|month|year)\b"
    r"|^[^.;:,]{0,20}?\b(hourly|daily|weekly|monthly)\b"
)
_BARE_RATE = re.compile(r" (?:an?|per|each|every) (hour|day|week|month)\b")
_RATE_BEFORE = re.compile(r"\b(daily|weekly|monthly)\b[^.;:,]{0,25}$")
_PERIODS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds", "us$": "dollars"}
_SCALES = {"hundred", "thousand", "million", "billion", "trillion", "dozen"}
_SHORT = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 10**3}
"""Scales written right behind a figure: "62m meals"."""
_NEAR = 200
"""How far, in characters, a flow may stand from the count whose unit it shares."""
_YEARS = range(1900, 2101)
_BEFORE_AMOUNTS = {
    "some",
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "than",
    "least",
    "most",
    "to",
    "with",
    "all",
    "killed",
}
"""Words before a number of things that looks like a year ("some 2000 people", not "the 2011 protesters")."""
_BEHIND = {"or more", "or so", "or fewer", "or less"}
_LEADS = re.compile(
    r"(?: (?!and\b|but\b|who\b|which\b|that\b|while\b|said\b|as\b)[\w'’-]+){0,6}? "
    r"(?:in|into|inside|across|throughout|reach(?:ed|ing)?|enter(?:ed|ing)?|to|from|near|at|around)"
    r"(?: the)?(?: [a-z][\w-]{0,30}){0,3} "
)
"""What stands between a number of people or things and the area that they are in, go to or come from."""
_OPENS = re.compile(r"\s{0,8}(?:In|Across|Inside|Throughout)(?: the)?(?: [a-z][\w-]{0,30}){0,3} ")
_DEAD = re.compile(
    r"\b(?:death toll|number of (?:the )?(?:dead|deaths|fatalities)|toll of (?:the )?dead)\b", re.IGNORECASE
)
_SEVERAL = 2
"""Of "one of the leaders" nobody counts anything."""
_LINKS = {"other", "others", "-", "‑", "–", "more"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """The lists of `data/counts.toml`."""

    people: frozenset[str]
    goods: frozenset[str]
    harm: frozenset[str]
    losing: frozenset[str]
    bare_harm: frozenset[str]
    never: frozenset[str]
    tolls: tuple[str, ...]
    qualifiers: tuple[str, ...]
    participles: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in words or figures: tokens [start, end)."""

    start: int
    end: int
    value: float
    currency: str | None = None
    behind: str | None = None
    """What qualifies it from behind: "50 or more trucks"."""


@lru_cache(maxsize=1)
def load_count_words() -> CountWords:
    """The lists as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "counts.toml").read_text(encoding="utf8"))
    lists = {k: frozenset(v) for k, v in data.items() if k not in {"tolls", "qualifiers", "participles"}}
    longest = tuple(sorted(data["qualifiers"], key=len, reverse=True))
    return CountWords(**lists, tolls=tuple(data["tolls"]), qualifiers=longest, participles=data["participles"])


def code_counts(context: Context) -> tuple[Count, ...]:
    """One count for each number that says how many people were harmed, held or freed, or how much was moved or paid."""
    out: list[Count] = []
    for number in numbers_of(context):
        span = Span(context.doc[number.start].idx, context.doc[number.start].idx + 1)
        if context.part(span) not in CODED_SEGMENTS:
            continue
        claim = _bare_flow(context, number, out[-1] if out else None) or _count(context, number)
        if claim is not None:
            out.append(claim)
    return tuple(out)


def _bare_flow(context: Context, number: Number, before: Count | None) -> Count | None:
    """ "… the average was 169 a day": of what was counted just before, else of people."""
    doc = context.doc
    last = doc[number.end - 1]
    rate = _BARE_RATE.match(context.report.text, last.idx + len(last))
    if rate is None or number.currency is not None:
        return None
    start = doc[number.start].idx
    near = before is not None and before.unit is not None and start - before.span.end < _NEAR
    unit = before.unit.split("/")[0] if before is not None and before.unit is not None and near else "people"
    base = ground(context, Span(start, rate.end()), "count:rate")
    base["modality"] = read_flow_modality(context, base["span"])
    return Count(
        **base,
        what=unit,
        value=number.value,
        unit=f"{unit}/{rate.group(1)}",
        qualifier=number.behind or _qualifier(doc, number.start),
        per=rate.group(1),
    )


def numbers_of(context: Context) -> tuple[Number, ...]:
    """The numbers of a report."""
    return context.once("numbers", lambda own: tuple(find_numbers(own.doc)))


def find_numbers(doc: Doc) -> Iterator[Number]:
    """The numbers of a text, the words of each together ("two hundred", "1.5 million", "half a million")."""
    lowers = columns_of(doc).lower
    may = [i for i, word in enumerate(lowers) if _may_count(word)]
    i = 0
    while i < len(doc):
        k = bisect_left(may, i)
        if k == len(may):
            return
        end = i = may[k]
        while end < len(doc) and _is_number(lowers, end, i):
            end += 1
        if end > i:
            value = read_words([t.lower_ for t in doc[i:end] if t.text != "-"])
            currency = _CURRENCIES.get(doc[i - 1].lower_) if i else None
            if value is not None and end < len(doc) and doc[end].lower_ in _SHORT and not doc[end - 1].whitespace_:
                value, end = value * _SHORT[doc[end].lower_], end + 1
            if doc[max(0, i - 2) : i].text.lower() in {"half a", "half"} and value is not None:
                value = value / 2
            behind = doc[end : end + 2].text.lower()
            end += 2 * (behind in _BEHIND)
            if value is not None:
                yield Number(
                    start=i, end=end, value=value, currency=currency, behind=behind if behind in _BEHIND else None
                )
        i = max(end, i + 1)


@lru_cache(maxsize=20_000)
def _may_count(word: str) -> bool:
    """Whether a number may begin with a word."""
    return _is_number([word], 0, 0)


def _is_number(lowers: Sequence[str], i: int, start: int) -> bool:
    """Whether the word at `i` is a number by itself, or goes on with the one that began at `start`."""
    word = lowers[i].strip("$€£")
    if word == "-" and i > start and i + 1 < len(lowers):
        return lowers[i - 1] in NUMBER_WORDS and lowers[i + 1] in NUMBER_WORDS
    if word in _SCALES or (word[:1].isdigit() and _FIGURE.fullmatch(word)):
        return i == start or word in _SCALES or not lowers[i - 1][0].isdigit()
    if word in NUMBER_WORDS:
        return word != "zero"
    one, _, other = word.partition("-")
    return one in NUMBER_WORDS and other in NUMBER_WORDS


def _count(context: Context, number: Number) -> Count | None:
    doc, words = context.doc, load_count_words()
    last, noun = _counted(doc, number)
    if _is_something_else(doc, number, last):
        return None
    lemma = _lemma(noun)
    people = noun is not None and (lemma in words.people or (noun.ent_type_ == "NORP" and noun.text.endswith("s")))
    if not (number.currency or people or lemma in words.goods or _is_bare(doc, number, noun)):
        return None
    unit = number.currency or (noun.lower_ if noun is not None else "people")
    end = last if last is not None else number.end - 1
    left, right, deed = _with_deed(doc, number, end)
    deed = deed or ("dead" if noun is None and number.currency is None and _is_in_toll(doc, number) else None)
    span = Span(doc[left].idx, doc[right].idx + len(doc[right]))
    per = _per(context, number, end) if lemma not in words.people - {"people", "patient"} or deed is None else None
    base = ground(context, span, "count" if per is None else "count:rate")
    if per is not None:
        base["modality"] = read_flow_modality(context, span)
    return Count(
        **base,
        what=unit if deed is None else f"{unit} {deed}",
        value=number.value,
        unit=unit if per is None else f"{unit}/{per}",
        qualifier=number.behind or _qualifier(doc, number.start),
        per=per,
        place=_place(context, span),
    )


def _place(context: Context, span: Span) -> str | None:
    """Where the words put what is counted: the area that a preposition leads to, else the one that opens the sentence."""
    sentence = next((s for s in context.once("area_sentences", mark_areas) if s.span.covers(span)), None)
    text = context.report.text
    for area in sentence.areas if sentence is not None else ():
        if area.span.start >= span.end and _LEADS.fullmatch(text[span.end : area.span.start].replace("\n", " ")):
            return area.name
    first = sentence.areas[0] if sentence is not None and sentence.areas else None
    if first is None or first.span.end > span.start or sentence is None:
        return None
    opened = _OPENS.fullmatch(text[sentence.span.start : first.span.start].replace("\n", " "))
    return first.name if opened is not None and text[first.span.end : first.span.end + 1] == "," else None


def _lemma(noun: Token | None) -> str:
    """The singular of what is counted; names keep their plural in the parse ("Palestinians")."""
    if noun is None:
        return ""
    lemma = noun.lemma_.lower()
    return lemma.removesuffix("s") if noun.pos_ == "PROPN" else lemma


def _counted(doc: Doc, number: Number) -> tuple[int | None, Token | None]:
    """The noun that a number counts: the last of the nouns behind it, "of the" passed over; its place and itself."""
    i, found = _after_of_the(doc, number), None
    first = i
    while i < len(doc) and i < first + 6:
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN"} and not token.is_sent_start:
            found = token
            nxt = doc[i + 1] if i + 1 < len(doc) else None
            if nxt is None or nxt.pos_ not in {"NOUN", "PROPN"} or nxt.ent_type_ in {"DATE", "TIME"}:
                break
        elif token.pos_ != "ADJ" and token.lower_ not in _LINKS and token.dep_ not in {"amod", "compound"}:
            break
        i += 1
    return (found.i, found) if found is not None else (None, None)


def _after_of_the(doc: Doc, number: Number) -> int:
    """Where what is counted begins: behind the number, or in "three of their fighters", "17 of the 26 captives" farther on."""
    i = number.end
    of = doc[i : i + 2]
    if number.value < _SEVERAL or len(of) < 2 or of[0].lower_ != "of" or of[1].tag_ not in {"DT", "PRP$"}:
        return i
    return i + 3 if i + 2 < len(doc) and doc[i + 2].pos_ == "NUM" else i + 2


def _is_something_else(doc: Doc, number: Number, last: int | None) -> bool:
    words = load_count_words()
    near = doc[number.end : number.end + 2] if last is None else doc[number.end : last + 1]
    if any(t.lemma_.lower() in words.never or t.lower_ in words.never for t in near):
        return number.currency is None
    before = doc[number.start - 1].lower_ if number.start else ""
    if before in words.never or before in {"no.", "article", "resolution", "phase", "aged", "age"}:
        return True
    if _is_in_a_name(doc, number, last) or _is_a_share(doc, number) or _is_a_measure(doc, number, last):
        return True
    year = number.value in _YEARS and number.end - number.start == 1 and "," not in doc[number.start].text
    return year and (last is None or before not in _BEFORE_AMOUNTS)


def _is_in_a_name(doc: Doc, number: Number, last: int | None) -> bool:
    """ "A Cessna 208 aircraft", "the Apollo 11 rocket": the number of a model, not of things."""
    if last is None or number.start == 0 or number.end - number.start > 1:
        return False
    before, own = doc[number.start - 1], doc[number.start]
    plain = own.text.isdigit() and (doc[last].tag_ in {"NN", "NNP"} or before.dep_ == "compound")
    return plain and before.pos_ == "PROPN" and number.value > 1 and before.i >= own.sent.start


def _is_a_share(doc: Doc, number: Number) -> bool:
    """ "One in five residents": a share, and no number of people."""
    start = number.start
    return (
        start > 1 and doc[start - 1].lower_ in {"in", "out"} and doc[start - 2].lower_ in {"one", "1", "two", "three"}
    )


def _is_a_measure(doc: Doc, number: Number, last: int | None) -> bool:
    """ "A 5,000-tonne destroyer": how large one thing is."""
    if last is None or number.end >= len(doc) or doc[number.end].text not in {"-", "‑"}:
        return False
    return last + 1 < len(doc) and (
        doc[last + 1].pos_ in {"ADJ", "NOUN"} or doc[last].dep_ in {"compound", "amod", "nmod"}
    )


def _is_bare(doc: Doc, number: Number, noun: Token | None) -> bool:
    """ "47 were injured", "kidnapped 250", "a death toll that passed 53,000": people, though no noun says so."""
    words = load_count_words()
    follows = doc[number.end].lower_ if number.end < len(doc) else ""
    if (noun is not None and noun.lower_ not in {"others", "dead"}) or follows in {"-", "%", ":"}:
        return False
    if follows == "of" and number.value < 2:
        return False
    sent = sentence_of(doc[number.start])
    left = doc[max(sent.start, number.start - 4) : number.start]
    right = doc[number.end : min(sent.end, number.end + 5)]
    if any(t.lemma_.lower() in words.bare_harm for t in [*left, *right]):
        return number.value >= 1
    return number.value > 20 and any(toll in doc[sent.start : number.start].text.lower() for toll in words.tolls)


def _is_in_toll(doc: Doc, number: Number) -> bool:
    """ "Put the number of dead in the town at 40"."""
    sent = sentence_of(doc[number.start])
    return _DEAD.search(doc[sent.start : number.start].text) is not None


def _with_deed(doc: Doc, number: Number, end: int) -> tuple[int, int, str | None]:
    """From where to where the count reaches with the verb that says what became of them, and the word for it."""
    words, sent = load_count_words(), sentence_of(doc[number.start])
    losing = words.losing if _lemma(doc[end]) in words.people else ()
    ahead = range(end + 1, min(sent.end, end + 6))
    behind = range(number.start - 1, max(sent.start - 1, number.start - 7), -1)
    for stretch in (ahead, behind):
        for i in stretch:
            verb = doc[i].lemma_.lower()
            if doc[i].text in {";", ",", ":", "."} or (doc[i].pos_ == "CCONJ" and i > end):
                break
            if doc[i].pos_ in {"VERB", "AUX", "NOUN"} and (verb in words.harm or (i < end and verb in losing)):
                return min(number.start, i), max(end, i), _participle(verb)
            if i < number.start and doc[i].tag_ == "VBD":
                break
    return number.start, end, None


def _participle(verb: str) -> str:
    """What people are who came to it: killed, held, freed."""
    regular = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    return load_count_words().participles.get(verb, regular)


def _per(context: Context, number: Number, end: int) -> str | None:
    """The period of a flow: "a day", "every working day", "the daily entry of"."""
    doc = context.doc
    sent = sentence_of(doc[number.start])
    behind = context.report.text[doc[end].idx + len(doc[end]) : sent.end_char].replace("\n", " ")
    before = context.report.text[sent.start_char : doc[number.start].idx]
    found = _RATE.search(behind) or _RATE_BEFORE.search(before)
    if found is None:
        return None
    word = next(g for g in found.groups() if g)
    return _PERIODS.get(word, word)


def _qualifier(doc: Doc, i: int) -> str | None:
    if is_of_verb(doc, i - 1):
        return None
    before = doc[max(0, i - 3) : i].text.lower()
    return next((q for q in load_count_words().qualifiers if re.search(rf"\b{q}$", before)), None)
