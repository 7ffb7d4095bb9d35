"""Where in a report the terms of a deal stand: the stretches that words of proposing, agreeing and hoping open.

The stretches are found by the order of words, not by the parse: long lists of terms are where a small parser errs most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.coding.amounts import find_duration
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.vocabulary import TermStatus
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_of

_MODALS = {"will", "would", "shall", "may", "could", "should", "might", "can", "must", "'ll", "’ll", "wo"}
_NOMINAL = {"NOUN", "PROPN"}
_TO_DEAL = {"that", "for", "on", "to", "of", "providing", "including", "calling", "involving", "requiring", "allowing"}
_STANDING = re.compile(
    r"(?:(?:now |currently |still )?(?:on the table|under (?:discussion|consideration|negotiation))|(?:was |were |has been )?"
    r"(?:reached|agreed|signed|announced|brokered|struck|concluded)|between [^,;:]{3,60}?)(?= (?:to|for|on|of)\b)"
)
_PARTNERS = re.compile(r"(?:with|by) [^,;:]{3,70}?(?= to [a-z]+)")
"""Whom a deal is with, before what it is for: "signed agreements with Oslo and the UN on Friday to reopen the ports"."""
BULLETS = frozenset("- – — • * · → ▪ ‣".split())
_MARKS = BULLETS | {")", "(", "."}
"""What stands before an item of a list."""
_DUE = frozenset({"supposed", "expected", "intended", "meant", "slated", "set", "due", "designed"})
"""Words of what a deal is to bring, before "to"."""
_ASKED = frozenset({"condition", "precondition", "demand", "requirement"})
_MAKING_UP = {"be", "end", "culminate", "conclude", "consist", "close"}
"""Verbs that say what a phase is or ends in."""
_SEEKING = {"push", "aim", "seek", "try", "strive"}
"""Verbs of what one side is after, which is a term only where it is a pause."""
_OPENING = frozenset(
    {"under", "in", "whereby", "which", "last", "run", "hoped", "hopes", "hoping", "condition", ":", "):"}
)
"""Words beside those of the lists at which a stretch may open."""
_SAID = {"say", "add", "tell", "write", "report", "announce", "state", "accord", "explain"}


@dataclass(frozen=True, slots=True)
class Region:
    """Tokens from `start` to before `end` in which terms stand; `deal` is the token that names what holds them."""

    start: int
    end: int
    status: TermStatus
    rule: str
    deal: int | None = None
    holder: int | None = None
    """The head of the subject that binds itself."""


def find_regions(doc: Doc) -> list[Region]:
    """All stretches in which terms stand, in order; they may overlap, the first to open wins."""
    words = load_term_words()
    out: list[Region] = []
    last: Region | None = None
    previous = -1
    listing: Region | None = None
    item = False
    for n, sent in enumerate(doc.sents):
        if _is_mark(sent) and listing is not None:
            item = True
            continue
        found = list(_open_regions(sent, words))
        if item and listing is not None:
            found, item = [replace(listing, start=sent.start, end=close(sent, sent.start, words))], False
        else:
            listing = _announces_list(sent, found, words)
        if not found and last is not None and n - previous <= 1:
            found = list(_carry_on(sent, last))
        if found:
            last, previous = found[-1], n
        out += found
    return out


def _announces_list(sent: SpacySpan, found: list[Region], words: TermWords) -> Region | None:
    """ "The sides committed to take the following steps:": what the items of the list after it are terms of."""
    last = next((t for t in reversed(list(sent)) if not t.is_space), None)
    if last is None or last.text != ":":
        return None
    bound = any(t.lemma_.lower() in words.binding and t.pos_ == "VERB" for t in sent)
    deal = next((t for t in sent if _is_deal(t, words) or t.lemma_.lower() in words.containers), None)
    if not found and not bound and deal is None:
        return None
    status = TermStatus.AGREED if bound else _status_of(deal) if deal is not None else found[-1].status
    return Region(sent.end, sent.end + 1, status, "bullet", deal.i if deal is not None else None)


def _is_mark(sent: SpacySpan) -> bool:
    """Whether a sentence is nothing but the mark or number before an item of a list."""
    return all(t.text in _MARKS or t.is_digit or t.is_space or t.tag_ == "LS" for t in sent)


@cache
def _load_openers() -> frozenset[str]:
    """The words, as they stand or as lemmas, at which the readers of `_open_regions` look for a stretch: most say no more."""
    words = load_term_words()
    own = _OPENING | _MODALS | _MAKING_UP | _DUE
    return own | words.deals | words.holding | words.binding | words.binding_nouns | words.hoping | words.offering


def _open_regions(sent: SpacySpan, words: TermWords) -> Iterator[Region]:
    parsed = columns_of(sent.doc)
    openers = _load_openers()
    for i in range(sent.start, sent.end):
        if parsed.lower[i] not in openers and parsed.lemma[i] not in openers:
            continue
        token = sent.doc[i]
        region = (
            _under_deal(token, sent, words)
            or _under_which(token, sent, words)
            or _does(token, sent, words)
            or _held_by_deal(token, sent, words)
            or _bound(token, sent, words)
            or _deal_of(token, sent, words)
            or _hoped(token, sent, words)
            or _on_condition(token, sent, words)
            or _listed(token, sent, words)
        )
        if region is not None and region.end > region.start:
            yield region


def close(sent: SpacySpan, start: int, words: TermWords) -> int:
    """Where the stretch that opens at `start` ends: the sentence, a new turn in it, or the words that attribute it."""
    doc = sent.doc
    for i in range(start + 1, sent.end):
        token = doc[i]
        if token.lower_ in words.breaks and not _goes_on(doc, i):
            return i - 1 if doc[i - 1].text == "," else i
        if token.text == "," and attributes(doc, i + 1, sent.end):
            return i
    return sent.end - 1 if doc[sent.end - 1].is_punct else sent.end


def _goes_on(doc: Doc, i: int) -> bool:
    """ "Would hand the towns back but keep the base", "because of": no new turn."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is None or after.lower_ in {"not", "of"}:
        return after is not None
    return doc[i].lower_ == "but" and after.tag_ == "VB" and after.dep_ == "conj"


def attributes(doc: Doc, start: int, end: int) -> bool:
    """ ", the ministry said", ", according to officials"."""
    if start < end and doc[start].lower_ == "according":
        return True
    return any(t.lemma_.lower() in _SAID and t.tag_ in {"VBD", "VBZ", "VBP"} for t in doc[start : min(start + 9, end)])


def _is_deal(token: Token, words: TermWords) -> bool:
    return token.lemma_.lower() in words.deals and token.pos_ in _NOMINAL


def _status_of(token: Token) -> TermStatus:
    """What the deal's own word says: an agreement or declaration is agreed, a demand demanded, a plan proposed."""
    lemma = token.lemma_.lower()
    if lemma in {"demand", "condition", "requirement", "request"}:
        return TermStatus.DEMANDED
    known = any(t.lower_ in {"the", "this", "its", "their"} for t in token.lefts)
    if lemma in {"agreement", "accord", "pact", "treaty", "declaration", "truce", "deal"} and known:
        return TermStatus.AGREED
    return TermStatus.PROPOSED


def _under_deal(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "Under the plan, fighters will disarm"."""
    if token.lower_ not in {"under", "in"} or token.i + 1 >= sent.end:
        return None
    reach = token.doc[token.i + 1 : min(token.i + 9, sent.end)]
    deal = next(
        (t for t in reach if _is_deal(t, words) or (token.lower_ == "under" and t.lower_ in {"terms", "provisions"})),
        None,
    )
    stops = any(t.pos_ in {"VERB", "AUX"} or t.text == "," for t in reach if deal is not None and t.i < deal.i)
    if deal is None or stops or (token.lower_ == "in" and deal.lemma_.lower() not in {"phase", "stage"}):
        return None
    ahead = sent.doc[deal.i + 1 : sent.end]
    if any(_binds(t) for t in ahead):
        return Region(deal.i + 1, close(sent, deal.i + 1, words), _status_of(deal), "under-deal", deal.i)
    behind = sent.doc[sent.start : token.i]
    if any(_binds(t) for t in behind):
        return Region(sent.start, token.i, _status_of(deal), "under-deal", deal.i)
    return None


def _binds(token: Token) -> bool:
    """A modal, or "is to", "are also to": what is due."""
    if token.lower_ in _MODALS:
        return True
    if token.lemma_.lower() != "be" or token.tag_ not in {"VBZ", "VBP"}:
        return False
    ahead = [t for t in token.doc[token.i + 1 : token.i + 5] if t.pos_ not in {"ADV"}]
    return len(ahead) > 1 and ahead[0].tag_ == "TO" and ahead[1].tag_ == "VB"


def _under_which(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "A deal under which the army would leave", "a 60-day period in which the troops go", "a pact whereby …"."""
    if token.lower_ == "whereby":
        before = token.i
    elif (
        token.lower_ == "which"
        and token.i > sent.start
        and token.doc[token.i - 1].lower_ in {"under", "in", "by", "during"}
    ):
        before = token.i - 1
    else:
        return None
    near = [t for t in token.doc[max(sent.start, before - 9) : before] if _is_deal(t, words) or _is_period(t)]
    if not near or token.i + 2 >= sent.end or any(t.pos_ == "VERB" for t in token.doc[near[-1].i + 1 : before]):
        return None
    deal = near[-1]
    status = (
        TermStatus.AGREED
        if any(t.lower_ in {"will", "shall"} for t in token.doc[token.i : sent.end])
        else _status_of(deal)
    )
    return Region(token.i + 1, close(sent, token.i + 1, words), status, "under-which", deal.i)


def _is_period(token: Token) -> bool:
    """ "A sixty-day period": a length that a deal gives."""
    return token.lower_ == "period" and any(t.lemma_.lower() in {"day", "week", "month"} for t in token.lefts)


def _does(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "What this agreement does is end the fighting": what follows is its term."""
    doc = token.doc
    if (
        token.lemma_.lower() != "be"
        or token.i < sent.start + 3
        or doc[token.i - 1].lemma_.lower() not in {"do", "mean"}
    ):
        return None
    deal = next((t for t in doc[max(sent.start, token.i - 5) : token.i] if _is_deal(t, words)), None)
    if deal is None or not any(t.lower_ == "what" for t in doc[sent.start : deal.i]):
        return None
    return Region(token.i + 1, close(sent, token.i + 1, words), _status_of(deal), "held", deal.i)


def _held_by_deal(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "The agreement calls for …", "the first phase would see …", "measures include …"."""
    lemma = token.lemma_.lower()
    modal = token.lower_ in _MODALS or (token.lower_ in _DUE and sent.doc[token.i + 1 : token.i + 2].text == "to")
    if lemma in _MAKING_UP and not modal:
        return _phase_is(token, sent, words) or _conditions_are(token, sent, words)
    lasts = lemma in {"last", "run"} and find_duration(sent.doc[token.i : min(token.i + 7, sent.end)].text) is not None
    if not modal and (
        not (lasts or lemma in words.holding) or token.pos_ not in {"VERB", "AUX"} or token.tag_ == "VBN"
    ):
        return None
    deal = _subject_before(token, sent, words)
    if deal is None:
        return None
    if deal.lemma_.lower() in words.containers and modal and not _verb_after(token, sent, words.holding):
        return None
    start = token.i if modal or lasts else token.i + 1
    return Region(start, close(sent, start, words), _status_of(deal), "held", deal.i)


def _phase_is(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "The second stage is a lasting truce and the return of all troops"."""
    deal = _phase_meant(token, sent) or _subject_before(token, sent, words)
    if deal is None or deal.lemma_.lower() not in {"phase", "stage"} or _is_negated(token):
        return None
    start = token.i + 1
    if token.lemma_.lower() != "be":
        if start >= sent.end or sent.doc[start].lower_ not in {"with", "of", "in"}:
            return None
        start += 1
    return Region(start, close(sent, start, words), _status_of(deal), "phase-is", deal.i)


def _conditions_are(verb: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "Their conditions are A and B", "among the demands listed by Oslo were A and B": each is demanded."""
    if verb.lemma_.lower() != "be" or _is_negated(verb) or verb.i + 2 >= sent.end:
        return None
    first = sent.doc[verb.i + 1]
    before = sent.doc[sent.start : verb.i]
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    among = (
        next((t for t in before[:5] if t.lemma_.lower() in _ASKED), None)
        if before and before[0].lower_ == "among"
        else None
    )
    asked = among or (subject if subject is not None and subject.lemma_.lower() in _ASKED else None)
    if asked is None or asked.tag_ != "NNS" or first.pos_ not in _NOMINAL | {"DET", "ADJ", "NUM"}:
        return None
    return Region(verb.i + 1, close(sent, verb.i + 1, words), TermStatus.DEMANDED, "conditions", asked.i)


def _phase_meant(verb: Token, sent: SpacySpan) -> Token | None:
    """ "In phase one, it is not a full pull-out. It is one from the towns": the phase of which "it" speaks."""
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    doc = sent.doc
    if verb.i > sent.start + 1 and doc[verb.i - 2].lemma_.lower() in {"phase", "stage"}:
        return doc[verb.i - 2]
    if subject is None or subject.lower_ != "it":
        return None
    first: int = sentence_of(doc[sent.start - 1]).start if sent.start else 0
    told = [t for t in doc[first : verb.i] if t.lemma_.lower() in {"phase", "stage"}]
    return told[-1] if told else None


def _listed(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "The plan is meant to do three things: free the hostages; …"."""
    if token.text not in {":", "):"} or token.i + 3 >= sent.end or token.doc[token.i + 1].is_quote:
        return None
    before = sent.doc[sent.start : token.i]
    deal = next((t for t in before if _is_deal(t, words) or t.lemma_.lower() in words.containers), None)
    if deal is None:
        return None
    rule = "phase-is" if deal.lemma_.lower() in {"phase", "stage"} else "listed"
    return Region(token.i + 1, close(sent, token.i + 1, words), _status_of(deal), rule, deal.i)


def _verb_after(modal: Token, sent: SpacySpan, verbs: frozenset[str]) -> bool:
    ahead = sent.doc[modal.i + 1 : min(modal.i + 4, sent.end)]
    return any(t.lemma_.lower() in verbs for t in ahead)


def _subject_before(verb: Token, sent: SpacySpan, words: TermWords) -> Token | None:
    """The deal noun that is the verb's subject: the parse's, else the nearest before it with no verb between."""
    head = verb.head if verb.dep_ == "aux" else verb
    while head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"} and not _has_subject(head):
        head = head.head
    for child in head.lefts:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            if _is_deal(child, words) or child.lemma_.lower() in words.containers:
                return child
            if child.lower_ in {"which", "that"} and child.i > sent.start:
                near = [t for t in sent.doc[max(sent.start, child.i - 4) : child.i] if _is_deal(t, words)]
                return near[-1] if near else None
            return (
                _told_before(sent, words, whatever=verb.tag_ != "MD")
                if child.lower_ in {"it", "this", "these"}
                else None
            )
    return None


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts)


def _told_before(sent: SpacySpan, words: TermWords, *, whatever: bool) -> Token | None:
    """ "It also provides for …": the deal that is the subject of the sentence before, or `whatever` one deal it names."""
    if sent.start == 0:
        return None
    before = sentence_of(sent.doc[sent.start - 1])
    named = [t for t in before if _is_deal(t, words) and t.dep_ not in {"compound", "nmod"}]
    subjects = [t for t in named if t.dep_ in {"nsubj", "nsubjpass"}]
    return subjects[0] if subjects else named[0] if whatever and len(named) == 1 else None


def _bound(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "The sides agreed to …", "their commitment not to …"."""
    lemma = token.lemma_.lower()
    verb = lemma in words.binding and token.pos_ in {"VERB", "AUX"}
    noun = lemma in words.binding_nouns and token.pos_ in _NOMINAL
    if not (verb or noun) or token.i + 1 >= sent.end or _is_negated(token) or _depends_on_if(token):
        return None
    ahead = [t.lower_ for t in sent.doc[token.i + 1 : min(token.i + 6, sent.end)]]
    start = next((k for k, w in enumerate(ahead) if w in {"to", "that", "on", "not", "for"}), None)
    if start is None or (noun and start > 1):
        return None
    first = token.i + 1 + start + (1 if ahead[start] in {"that", "on", "for"} else 0)
    if ahead[start] == "to" and _is_past_or_aim(sent, first):
        return None
    holder = next((c.i for c in token.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return Region(first, close(sent, first, words), TermStatus.AGREED, "bound", None, holder)


def _is_past_or_aim(sent: SpacySpan, to: int) -> bool:
    """ "Agreed to have been imposed", "a commitment to help end the war": no deed, or the aim of all."""
    ahead = [t for t in sent.doc[to + 1 : min(to + 4, sent.end)] if t.lower_ not in {"help", "to"}]
    helps = sent.doc[to + 1 : to + 2].text == "help"
    return bool(ahead) and (ahead[0].lower_ == "have" or (helps and _is_mere_aim(ahead[0], sent)))


def _is_negated(token: Token) -> bool:
    heads = [token, token.head]
    return any(c.dep_ == "neg" for c in token.children) or any(
        h.lemma_.lower() in {"refuse", "decline", "fail", "reject"} for h in heads
    )


def _depends_on_if(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "until"} for c in token.children)


def _deal_of(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "An agreement for a ceasefire", "a framework to secure …", "the deal that ensured …"."""
    if not _is_deal(token, words) or token.i + 2 >= sent.end or token.dep_ in {"compound", "nmod"}:
        return None
    ahead = token.doc[_past_standing(token, sent)]
    lemma = token.lemma_.lower()
    if lemma == "plan" and token.tag_ == "NNS":
        return None
    if ahead.lower_ not in _TO_DEAL or (lemma in words.pauses and ahead.lower_ != "to") or lemma in {"phase", "stage"}:
        return None
    if ahead.i + 1 >= sent.end:
        return None
    first = token.doc[ahead.i + 1]
    if ahead.lower_ == "to" and (first.pos_ not in {"VERB", "AUX"} or _is_mere_aim(first, sent)):
        return None
    if ahead.lower_ == "of" and first.lemma_.lower() not in words.pauses | words.deed_nouns:
        return None
    start = ahead.i + 1 if ahead.lower_ != "to" else ahead.i
    return Region(start, close(sent, start, words), _status_of(token), "deal-of", token.i)


def _past_standing(deal: Token, sent: SpacySpan) -> int:
    """The index behind a deal and the words that say where it stands: "the deal now on the table", "the pact reached"."""
    i = deal.i + 1
    ahead = sent.doc[i : min(i + 16, sent.end)].text
    found = _STANDING.match(ahead) or _PARTNERS.match(ahead)
    if found is None:
        return i
    after = sent.doc[i].idx + found.end()
    return next((t.i for t in sent.doc[i : sent.end] if t.idx >= after), sent.end - 1)


def _is_mere_aim(verb: Token, sent: SpacySpan) -> bool:
    """ "A plan to end the war", "an offer to start talks": what the whole is for, and no term of it."""
    ahead = {t.lemma_.lower() for t in sent.doc[verb.i + 1 : min(verb.i + 6, sent.end)]}
    lemma = verb.lemma_.lower()
    if lemma in {"end", "stop", "halt", "resolve", "settle", "solve"}:
        return bool(ahead & {"war", "conflict", "fighting", "crisis", "invasion", "bloodshed", "dispute", "hostility"})
    return lemma in {"start", "begin", "hold", "open"} and bool(
        ahead & {"talk", "negotiation", "dialogue", "discussion"}
    )


def _hoped(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "Hoped to achieve …", "is pushing for …", "offered to …", "talks on …"."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" and not (token.tag_.startswith("VB")):
        return None
    if token.lower_ in {"hoped", "hopes", "hoping"}:
        lemma = "hope"
    status = TermStatus.HOPED if lemma in words.hoping else TermStatus.PROPOSED if lemma in words.offering else None
    if status is None or token.i + 2 >= sent.end or _is_negated(token):
        return None
    doc = sent.doc
    after = doc[token.i + 1].lower_
    start = token.i + 1 if lemma in words.offering else token.i + 2 if after in {"to", "for", "on", "towards"} else 0
    if not start:
        return None
    if lemma not in words.offering and after == "to" and doc[token.i + 2].lemma_.lower() not in words.light:
        return None
    holder = next((c.i for c in token.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    rule = "sought" if lemma in _SEEKING and doc[start].lemma_.lower() not in words.light else "hoped"
    return Region(start, close(sent, start, words), status, rule, None, holder)


def _on_condition(token: Token, sent: SpacySpan, words: TermWords) -> Region | None:
    """ "Under the condition that the base remain …"."""
    if token.lemma_.lower() != "condition" or token.i < 2 or token.i + 2 >= sent.end:
        return None
    if token.doc[token.i + 1].lower_ != "that" or not {t.lower_ for t in token.doc[token.i - 2 : token.i]} & {
        "under",
        "on",
    }:
        return None
    return Region(token.i + 2, close(sent, token.i + 2, words), TermStatus.DEMANDED, "condition", token.i)


def _carry_on(sent: SpacySpan, last: Region) -> Iterator[Region]:
    """A sentence after one with terms goes on with them where it is told in the same mood: "Fighters would disarm"."""
    modal = next(
        (t for t in sent if t.lower_ in {"will", "would", "shall"} or (t.lower_ not in _MODALS and _binds(t))), None
    )
    if modal is None or last.rule in {"hoped", "sought", "deal-of"} or any(t.lower_ in {"if", "unless"} for t in sent):
        return
    if any((t.lemma_.lower() in _SAID or t.lower_ in {"we", "i"}) and t.i < modal.i for t in sent):
        return
    yield Region(sent.start, close(sent, modal.i, load_term_words()), last.status, "carried", last.deal)
