"""Whether an act is told as background, over six months old: "in 2014", "two years ago", "since the war"."""

import re
from datetime import date
from functools import lru_cache

from spacy.tokens import Token

from travaux.months import MONTHS
from travaux.reading.acts.governors import governing_verb
from travaux.reading.acts.syntax import NOUNS, VERBS
from travaux.reading.acts.words import load_words
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_edges

_YEAR = re.compile(r"(?:19|20)\d\d$")
_DECADE = re.compile(r"(?:19|20)?\d0s$")
_MONTHS = {name.lower(): i for i, name in enumerate(MONTHS, 1)}
_OLD_DAYS = 183
_NEAR = 9
_LONG = frozenset({"year", "decade", "century"})


def is_background(trigger: Token, published: date | None) -> bool:
    """Whether a date that belongs to the act, or to a clause that it stands under, lies that far back."""
    verbs = _clause_verbs(trigger)
    for token in _far_times(trigger, published):
        if _dates_a_thing(token, trigger):
            continue
        if _belongs_to(token, trigger, verbs) or _follows(token, trigger):
            return True
    return _dates_a_long_span(trigger) or _is_long_after(trigger) or _is_dated_elsewhere(trigger, published)


def _dates_a_thing(year: Token, trigger: Token) -> bool:
    """ "Ended the 2015 accord": the year tells which one, not when it was ended."""
    thing = year.head
    return (
        _YEAR.match(year.lower_) is not None
        and year.dep_ in {"nummod", "compound"}
        and thing.dep_ == "dobj"
        and thing.head == trigger
    )


def is_dated_near(trigger: Token, published: date | None) -> bool:
    """Whether the words date the act within six months before the report: "on Sunday", "in January", "last week"."""
    verbs = _clause_verbs(trigger)
    own = [
        t for t in trigger.sent if t.ent_type_ == "DATE" and (_belongs_to(t, trigger, verbs) or _follows(t, trigger))
    ]
    if _far_times(trigger, published):
        return False
    return any(_is_near_time(token, published) for token in own)


def _is_near_time(time: Token, published: date | None) -> bool:
    """Whether a word names a day of the week, a week or a month, none of them far back."""
    lower = time.lower_
    if published is not None and time.is_title and lower in _MONTHS:
        return True
    return (lower.endswith("day") and lower != "day") or lower == "week"


def _is_long_after(trigger: Token) -> bool:
    """Whether something else is dated by years from the act: "thirty years after it invaded", "a decade after the coup"."""
    marks = [child for child in trigger.children if child.dep_ == "mark"]
    if trigger.dep_ == "pobj":
        marks.append(trigger.head)
    for mark in marks:
        if mark.lower_ == "after" and mark.i:
            return any(t.lemma_.lower() in _LONG for t in mark.children) or mark.nbor(-1).lemma_.lower() in _LONG
        if mark.lower_ == "of" and mark.head.lemma_.lower() == "anniversary":
            return True
    return False


def _is_dated_elsewhere(trigger: Token, published: date | None) -> bool:
    """Whether a war or coup that is taken as known is told with a far date in another sentence of the report."""
    lemma = trigger.lemma_.lower()
    if trigger.pos_ not in NOUNS or lemma not in load_words("known_events"):
        return False
    if not any(c.dep_ == "poss" or c.lower_ == "the" for c in trigger.children):
        return False
    others = (t for t in trigger.doc if t.i != trigger.i and t.lemma_.lower() == lemma and t.sent != trigger.sent)
    return any(
        _tells_far_past(time, published) and (_belongs_to(time, other, {}) or _follows(time, other))
        for other in others
        for time in other.sent
    )


def _far_times(trigger: Token, published: date | None) -> list[Token]:
    """The words of an act's sentence that tell a time over six months back."""
    start, end = sentence_edges(trigger)
    lower = columns_of(trigger.doc).lower
    times = [trigger.doc[i] for i in range(start, end) if _may_tell_time(lower[i])]
    return [token for token in times if _tells_far_past(token, published)]


@lru_cache(maxsize=20_000)
def _may_tell_time(lower: str) -> bool:
    return (
        lower in {"ago", "year"}
        or lower in _MONTHS
        or lower in load_words("past_adverbs")
        or _YEAR.match(lower) is not None
        or _DECADE.match(lower) is not None
    )


def _tells_far_past(token: Token, published: date | None) -> bool:
    lower = token.lower_
    if published is not None and _YEAR.match(lower):
        return _is_old_year(token, published)
    if published is not None and lower in _MONTHS and token.ent_type_ == "DATE":
        return _is_old_month(token, published)
    if _DECADE.match(lower):
        return True
    if lower == "ago":
        return any(child.lemma_ in _LONG for child in token.children)
    if lower == "year" and published is not None:
        return any(child.lower_ == "last" for child in token.children) and published.month > 4
    return lower in load_words("past_adverbs")


def _is_old_year(year: Token, published: date) -> bool:
    """Whether the year, with a month where one stands beside it, lies over six months before the report."""
    month = next((_MONTHS[t.lower_] for t in year.doc[max(0, year.i - 4) : year.i] if t.lower_ in _MONTHS), None)
    return (published - date(int(year.text), month or 6, 28)).days > _OLD_DAYS


def _is_old_month(month: Token, published: date) -> bool:
    """Whether a month without a year, taken as the last one before the report, lies over six months back."""
    if any(_YEAR.match(t.lower_) for t in month.doc[month.i + 1 : month.i + 5]) or not month.is_title:
        return False
    number = _MONTHS[month.lower_]
    if _is_ahead(month):
        return False
    year = published.year if number <= published.month else published.year - 1
    return (published - date(year, number, 28)).days > _OLD_DAYS


def _is_ahead(month: Token) -> bool:
    return any(t.lower_ in {"next", "until", "by", "this", "coming"} for t in month.doc[max(0, month.i - 3) : month.i])


def _clause_verbs(trigger: Token) -> dict[int, bool]:
    """The verb of the act's clause and those it hangs on by time or sequence; True where it is the act's own."""
    if trigger.pos_ in NOUNS:
        found = governing_verb(trigger)
        own = found[0] if found else next((t for t in trigger.ancestors if t.pos_ in VERBS), None)
    else:
        own = trigger
    if own is None or own.lemma_.lower() in load_words("telling"):
        return {}
    out = {own.i: True}
    node = own
    while (
        node is not None and node.dep_ in {"conj", "advcl", "xcomp", "pcomp", "acl", "relcl"} and node.head.i != node.i
    ):
        node = node.head
        if node.pos_ in NOUNS and node.dep_ in {"dobj", "nsubjpass"}:
            node = node.head
        if node.pos_ in VERBS and node.lemma_.lower() not in load_words("telling"):
            out[node.i] = False
    return out


def _belongs_to(time: Token, trigger: Token, verbs: dict[int, bool]) -> bool:
    """Whether a time expression dates the act: it hangs on it, or on its clause's verb and not inside a "since"."""
    since = after = False
    for ancestor in time.ancestors:
        if ancestor.i == trigger.i:
            return not since or trigger.pos_ in NOUNS
        since = since or ancestor.lower_ in {"since", "until", "like", "than", "from"}
        after = after or ancestor.lower_ in {"after", "following", "during"}
        if ancestor.pos_ in VERBS:
            if ancestor.dep_ == "relcl" and ancestor.head.i == trigger.i:
                return not since
            return ancestor.i in verbs and not since and (after or time.dep_ not in {"compound", "nummod", "amod"})
    return False


def _follows(time: Token, trigger: Token) -> bool:
    """Whether a time expression stands close behind the act with no other verb between, whatever it was hung on."""
    if not 0 < time.i - trigger.i <= _NEAR:
        return False
    between = trigger.doc[trigger.i + 1 : time.i]
    return not any(t.pos_ == "VERB" or t.lower_ in {"since", ";", "until", "than"} for t in between)


def _dates_a_long_span(trigger: Token) -> bool:
    """Whether the act only marks since when something else holds: "since the invasion", "since the army took power"."""
    if trigger.pos_ in NOUNS:
        found = governing_verb(trigger)
        if found and found[1] == "subject" and any(c.dep_ == "mark" and c.lower_ == "since" for c in found[0].children):
            return True
        if trigger.dep_ != "pobj" and trigger.head.dep_ != "pobj":
            return False
        chain = [trigger, *list(trigger.ancestors)[:4]]
        adverb = next((t for t in chain if t.pos_ in {"ADP", "SCONJ"} and t.lower_ not in {"of", "in"}), None)
        return adverb is not None and adverb.lower_ == "since" and not _is_recent(adverb)
    return any(child.dep_ == "mark" and child.lower_ == "since" for child in trigger.children) and not _is_recent(
        trigger
    )


def _is_recent(since: Token) -> bool:
    """Whether a day or month is named behind a "since"."""
    return any(
        t.lower_.endswith("day") or t.lower_ in _MONTHS or t.lower_ in {"week", "month", "morning", "hour"}
        for t in since.subtree
    )
