"""Words that may be a term: the deeds in the stretches of `travaux.coding.regions`, and pauses anywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from travaux.coding.amounts import find_duration, find_swap
from travaux.coding.clauses import LONG, NOMINAL, clause_end, noun_phrase, start_of, trim_end
from travaux.coding.issues import issue_of
from travaux.coding.regions import Region
from travaux.coding.words import TermWords
from travaux.ontology.vocabulary import Issue, TermStatus
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of

_LASTING = re.compile(
    r"(?:,? ?(?:that |which )?(?:(?:would |will |is to |to )?(?:last|run)(?:ing|s)?)(?: for)?|for|of)"
    r"(?: (?:at least|up to|about|around|an initial|another|a further))? [\w-]+(?: to [\w-]+)?"
    r"(?: -)? (?:hours?|days?|weeks?|months?|years?)\b"
)
_JOINTS = {",", "and", "or", ";", "as", "but"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens from `start` to before `end` that may be a term; `head` names the deed, `issue` is known where an act tells it."""

    start: int
    end: int
    head: int
    rule: str
    issue: Issue | None = None


def find_pauses(doc: Doc, words: TermWords) -> Iterator[Candidate]:
    """ "A six-week ceasefire", "a truce of ten days", "a Black Sea ceasefire on ships"."""
    for token in tokens_of(doc, words.pauses):
        if not _is_pause(token, words) or token.dep_ in {"compound", "nmod"}:
            continue
        left, right = noun_phrase(token)
        right = max(right, _end_of_length(doc, right))
        scope = next(
            (t for t in doc[token.i + 1 : token.i + 2] if t.lower_ in {"on", "against", "banning", "covering"}), None
        )
        scoped = scope is not None and issue_of(doc[scope.i : right]) is not None
        before = {t.lower_ for t in doc[left : token.i]}
        kinds = words.pause_kinds | (words.wished_kinds if is_traded(token, words) else frozenset())
        told = _is_bargained(token, words) or (is_traded(token, words) and not _is_called_for(token, words))
        kind = before & kinds and not before & {"the", "this", "that"} and told
        left = _start_of_length(doc, left)
        if find_duration(doc[left:right].text) or scoped or kind:
            yield Candidate(left, max(trim_end(doc, left, right), token.i + 1), token.i, "pause")


def find_handovers(doc: Doc, words: TermWords) -> Iterator[Candidate]:
    """ "The release of all 40 captives", "an exchange of prisoners": people or bodies handed over, where a deal is told of."""
    for token in tokens_of(doc, words.handovers):
        if token.pos_ not in NOMINAL or _is_modifier(token):
            continue
        left, right = noun_phrase(token)
        of = next((t for t in doc[token.i + 1 : min(token.i + 3, right)] if t.lower_ == "of"), None)
        kinds = [
            c for c in token.lefts if c.dep_ in {"compound", "amod"} and c.lemma_.lower() in words.goods | words.people
        ]
        things = (
            {t.lemma_.lower() for t in doc[of.i + 1 : right]} & (words.goods | words.people)
            if of is not None
            else set()
        )
        numbered = any(
            t.pos_ == "NUM" or t.lower_ in {"all", "hundreds", "thousands", "dozens"} for t in doc[left:right]
        )
        bargained = _is_bargained(token, words) or is_traded(token, words)
        if (things or kinds) and (numbered or find_swap(token) is not None or bargained):
            yield Candidate(left, trim_end(doc, left, right), token.i, "handover")


def _start_of_length(doc: Doc, left: int) -> int:
    """The start of a length before quotation marks: 'a five-hour “humanitarian pause”'."""
    if not left or doc[left - 1].text not in {"“", '"', "‘", "'"}:
        return left
    k = left - 1
    while k and left - k < 8 and (doc[k - 1].pos_ in {"ADJ", "NUM", "NOUN", "DET"} or doc[k - 1].text == "-"):
        k -= 1
    return k if find_duration(doc[k : left - 1].text) else left


def _end_of_length(doc: Doc, right: int) -> int:
    """The end of a length that follows a pause: "a truce lasting 60 days", "a pause for one week"."""
    found = _LASTING.match(doc[right : min(right + 8, len(doc))].text)
    return right + len(found[0].split()) if found and find_duration(found[0]) else right


def _is_bargained(token: Token, words: TermWords) -> bool:
    """Whether a pause is spoken of as what sides offer, take, refuse or reach; a mere call for one makes it no term."""
    if _is_called_for(token, words):
        return False
    return bool({t.lemma_.lower() for t in sentence_of(token)} & words.bargaining)


def _is_called_for(token: Token, words: TermWords) -> bool:
    return bool({t.lemma_.lower() for t in token.ancestors} & words.calling)


def is_traded(token: Token, words: TermWords) -> bool:
    """Whether the sentence sets the release of people and a pause in the fighting side by side."""
    lemmas = {t.lemma_.lower() for t in sentence_of(token)}
    return bool(lemmas & words.handovers) and bool(lemmas & words.bare_pauses)


def find_starts(doc: Doc, words: TermWords) -> Iterator[Candidate]:
    """ "The truce goes into effect on Monday", "a truce due to take effect": told before it does."""
    for token in tokens_of(doc, words.force_verbs):
        if token.tag_ in {"VBD", "VBN", "VBG"}:
            continue
        if not any(t.lower_ in words.force_nouns for t in doc[token.i + 1 : token.i + 3]):
            continue
        sent = sentence_of(token)
        before = doc[max(sent.start, token.i - 10) : token.i]
        if not any(_is_pause(t, words) or t.lemma_.lower() in words.deals for t in before):
            continue
        start = token.i
        while start > sent.start and doc[start - 1].tag_ in {"MD", "TO"} | {"RB"}:
            start -= 1
        subject = next((c for c in token.lefts if c.dep_ == "nsubj" and c.pos_ in NOMINAL), None)
        if subject is not None and start - subject.i < 3:
            start = subject.left_edge.i
        region = Region(start, sent.end, TermStatus.AGREED, "force")
        yield Candidate(start, trim_end(doc, start, clause_end(doc, doc[token.i + 2].i, region)), token.i, "force")


def _is_pause(token: Token, words: TermWords) -> bool:
    lemma = token.lemma_.lower()
    if lemma not in words.pauses or token.pos_ not in NOMINAL:
        return False
    if lemma in words.bare_pauses:
        return True
    left, right = token.left_edge.i, min(token.right_edge.i + 1, token.i + 8)
    if token.doc[token.i + 1 : token.i + 2].text in {"to", "of", "in"}:
        right = max(right, min(token.i + 5, sentence_of(token).end))
    if lemma in {"pause", "lull"} and {t.lower_ for t in token.doc[left : token.i]} & {
        "humanitarian",
        "-",
        "week",
        "day",
    }:
        return True
    return any(t.lemma_.lower() in words.pause_objects for t in token.doc[left:right])


def find_deeds(doc: Doc, region: Region, words: TermWords) -> Iterator[Candidate]:
    """The candidates of a region in order, each cut where the next begins."""
    if region.rule == "bullet":
        end = trim_end(doc, region.start, min(region.end, region.start + LONG))
        head = next((t.i for t in doc[region.start : end] if t.pos_ in {*NOMINAL, "VERB"}), region.start)
        if end - region.start > 1:
            yield Candidate(region.start, end, head, region.rule)
        return
    if region.rule == "conditions":
        yield from _list_items(doc, region)
        return
    heads = list(_heads(doc, region, words))
    starts = [_start_of_seen(doc, head, region) or start_of(doc, head, region) for head in heads]
    found = False
    for k, head in enumerate(heads):
        stop = starts[k + 1] if k + 1 < len(starts) else region.end
        nominal = doc[head].pos_ in NOMINAL
        end = min(stop, noun_phrase(doc[head])[1]) if nominal else min(stop, clause_end(doc, head, region))
        end = trim_end(doc, starts[k], end)
        if region.rule == "sought" and not _is_pause(doc[head], words):
            continue
        if end > head:
            found = True
            yield Candidate(starts[k], end, head, region.rule)
    told = region.rule in {"condition", "phase-is"} or (region.rule == "held" and _holds_terms(doc, region, words))
    told = told or _is_put_to_do(doc, region, words)
    if found or not told:
        return
    items = _list_items(doc, region) if region.rule != "condition" else []
    if len(items) > 1 or region.rule == "phase-is":
        yield from items
        return
    end = trim_end(doc, region.start, min(region.end, region.start + LONG))
    if end - region.start > 2:
        yield Candidate(region.start, end, region.start, f"{region.rule}-whole")


def _is_put_to_do(doc: Doc, region: Region, words: TermWords) -> bool:
    """ "A proposal to turn the valley into a park": what it would have done, whatever the verb."""
    if region.rule != "deal-of" or doc[region.start].lower_ != "to" or region.deal is None:
        return False
    verb = doc[region.start + 1]
    put = doc[region.deal].lemma_.lower() in {"proposal", "offer", "plan", "initiative", "agreement", "deal", "accord"}
    done = any(c.dep_ == "dobj" for c in verb.rights)
    return put and done and verb.lemma_.lower() not in words.vague | words.light | words.running


def _list_items(doc: Doc, region: Region) -> list[Candidate]:
    """ "Calls for a smaller army, a buffer zone on the river and elections in May": each noun phrase by itself."""
    start = region.start
    while start < region.end and (doc[start].tag_ == "MD" or doc[start].pos_ in {"VERB", "AUX", "ADP"}):
        start += 1
    cuts = [start]
    for i in range(start + 1, region.end - 1):
        nxt = doc[i + 1]
        if doc[i].text == "," and nxt.lower_ == "and":
            continue
        if (doc[i].text in {",", ";"} or doc[i].lower_ == "and") and _opens_item(nxt):
            cuts.append(i + 1)
    edges = [*cuts[1:], region.end]
    out = []
    for first, after in zip(cuts, edges, strict=True):
        end = trim_end(doc, first, after)
        head = next((t.i for t in doc[first:end] if t.pos_ in NOMINAL and t.dep_ not in {"compound", "nmod"}), None)
        if head is not None and end - first < 20:
            out.append(Candidate(first, end, head, f"{region.rule}-item"))
    return out


def _opens_item(token: Token) -> bool:
    """Whether a new item of a list begins: with an article or a number, or with a noun in the plural."""
    return token.pos_ in {"DET", "NUM"} or token.tag_ == "NNS"


def _holds_terms(doc: Doc, region: Region, words: TermWords) -> bool:
    """Whether what holds something is a deal: a "first stage" may be that of a war."""
    staged = region.deal is not None and doc[region.deal].lemma_.lower() in {"phase", "stage"}
    return not staged and _holds(doc, region, words)


def _holds(doc: Doc, region: Region, words: TermWords) -> bool:
    """Whether the stretch opens with a verb by which a deal holds something, and not with "would" and whatever verb."""
    if region.start and doc[region.start].tag_ != "MD":
        return True
    return any(t.lemma_.lower() in words.holding for t in doc[region.start + 1 : region.start + 3])


def _heads(doc: Doc, region: Region, words: TermWords) -> Iterator[int]:
    """The nouns and verbs in a region that name deeds; those inside another's words are passed over."""
    open_verb: int | None = None
    for i in range(region.start, region.end):
        token = doc[i]
        if _is_deed_verb(token, region, words):
            if open_verb is None or _opens_clause(doc, i, region):
                open_verb = i
                yield i
        elif _is_deed_noun(token, words):
            inside = open_verb is not None and not _after_joint(doc, i, passive=doc[open_verb].tag_ == "VBN")
            if not inside or (_is_pause(token, words) and token.i - (open_verb or 0) > 1):
                yield i


def _is_deed_verb(token: Token, region: Region, words: TermWords) -> bool:
    if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound"} or _is_modifier(token):
        return False
    lemma = token.lemma_.lower()
    if token.tag_ == "VBN" and lemma in words.deed_verbs and _is_seen(token, region):
        return True
    freed = lemma in {"go", "come", "walk", "set"} and token.i + 1 < region.end
    if freed and token.doc[token.i + 1].lower_ in {"free", "home"}:
        return True
    aside = token.tag_ == "VBG" and token.doc[token.i - 1].text == "," and token.doc[region.start].tag_ != "VBG"
    if (
        region.rule == "bound"
        and token.tag_ in {"VB", "VBG"}
        and not aside
        and _opens_clause(token.doc, token.i, region)
    ):
        return lemma not in words.light and lemma not in words.vague and _binds_many(token.doc, region)
    if lemma in words.running and region.deal is not None:
        return token.doc[region.deal].lemma_.lower() not in {"phase", "stage"} or lemma in {"extend", "renew", "remain"}
    if lemma in words.force_verbs and any(t.lower_ in words.force_nouns for t in token.doc[token.i + 1 : token.i + 4]):
        return True
    if _is_ruled(token, region, words):
        return True
    if lemma not in words.deed_verbs or (lemma in words.light and not _opens_clause(token.doc, token.i, region)):
        return False
    auxiliaries = [c.lower_ for c in token.lefts if c.dep_ in {"aux", "auxpass"}]
    return token.tag_ in {"VB", "VBG", "VBP", "VBZ"} or (bool(auxiliaries) and "had" not in auxiliaries)


def _is_ruled(token: Token, region: Region, words: TermWords) -> bool:
    """ "Under the accord the quotas would fall": whatever a deal says that somebody or something is to do."""
    lemma = token.lemma_.lower()
    if (
        region.rule not in {"under-deal", "under-which", "carried", "listed"}
        or lemma in words.vague | words.light | words.holding
    ):
        return False
    joined = token.dep_ == "conj" and token.tag_ in {"VB", "VBN"} and token.head.i >= region.start
    if joined and token.head.pos_ == "VERB" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.lefts):
        return token.head.lemma_.lower() in words.deed_verbs or _is_ruled(token.head, region, words)
    subject = next((c for c in token.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    told = any(c.tag_ == "MD" and c.lower_ in {"will", "would", "shall", "must"} for c in token.lefts)
    return told and subject is not None and subject.pos_ in NOMINAL and token.tag_ in {"VB", "VBN"}


def _binds_many(doc: Doc, region: Region) -> bool:
    """Whether those who bind themselves are several: "the participants", "the army and the rebels", "they"."""
    holder = doc[region.holder] if region.holder is not None else None
    if holder is None:
        return False
    if holder.pos_ == "PROPN" and not any(
        t.lemma_.lower() == "vow" for t in doc[max(0, region.start - 4) : region.start]
    ):
        return True
    each = any(c.lower_ in {"each", "either", "both"} for c in holder.lefts)
    return each or holder.tag_ in {"NNS", "NNPS"} or holder.lower_ in {"they", "each", "both"} or bool(holder.conjuncts)


def _start_of_seen(doc: Doc, head: int, region: Region) -> int | None:
    """The thing before a participle: "the bodies of the dead returned"."""
    if doc[head].tag_ != "VBN" or not _is_seen(doc[head], region):
        return None
    start = head
    while (
        start > region.start
        and doc[start - 1].text not in {",", ";"}
        and doc[start - 1].pos_ not in {"VERB", "AUX", "CCONJ"}
    ):
        start -= 1
    return start


def _is_seen(token: Token, region: Region) -> bool:
    """ "Would see the bodies returned": a participle with the thing before it, in what a phase would see."""
    first = region.start - 1 if region.start else 0
    seen = any(t.lemma_.lower() == "see" for t in token.doc[first : min(region.start + 3, token.i)])
    return seen and token.doc[token.i - 1].pos_ in {*NOMINAL, "ADJ"}


def _opens_clause(doc: Doc, i: int, region: Region) -> bool:
    """Whether a verb stands first, behind "to" or a modal, or begins the next of a list."""
    if i <= region.start + 1:
        return True
    k = i - 1
    while k > region.start and doc[k].lower_ in {"be", "also", "not", "been", "immediately", "then", "gradually"}:
        k -= 1
    if doc[k].tag_ == "MD":
        return True
    if doc[k].lower_ == "to":
        k -= 1
        return k < region.start or doc[k].lower_ in _JOINTS | {"not"}
    return doc[k].lower_ in _JOINTS


def _is_deed_noun(token: Token, words: TermWords) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ not in NOMINAL or _is_modifier(token):
        return False
    doc = token.doc
    if doc[token.i - 1].lower_ == "of" and not _is_pause(token, words):
        return False
    if lemma in words.goods:
        left = noun_phrase(token)[0]
        marks = {t.lower_ for t in doc[left : token.i]}
        counted = any(t.pos_ == "NUM" for t in doc[left : token.i])
        traded = left > 1 and doc[left - 2 : left].text.lower() in {"exchange for", "return for"}
        return (
            traded or bool(marks & words.increase) or (counted and doc[left - 1].lower_ not in {"of", "from", "than"})
        )
    if _is_pause(token, words):
        kinds = {t.lower_ for t in doc[noun_phrase(token)[0] : token.i]}
        halts = lemma not in words.bare_pauses and doc[token.i - 1].lower_ in {"a", "an"}
        return halts or bool(kinds & (words.pause_kinds | words.wished_kinds))
    if lemma not in words.deed_nouns:
        return False
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if after == "for" and doc[token.i - 1].lower_ == "in":
        return False
    modified = any(c.dep_ in {"compound", "amod", "nmod", "poss"} for c in token.lefts)
    return after in {"of", "for", "to", "from", "between", "by", "on"} or modified


def _is_modifier(token: Token) -> bool:
    nxt = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if nxt is not None and nxt.lemma_.lower() == "mechanism":
        return True
    return token.dep_ in {"compound", "nmod", "amod"} and nxt is not None and nxt.pos_ in NOMINAL | {"ADJ"}


def _after_joint(doc: Doc, i: int, *, passive: bool = False) -> bool:
    left = noun_phrase(doc[i])[0]
    if passive and doc[left - 1].lower_ == "and":
        return True
    return doc[left - 1].text in {",", ";"} or (doc[left - 1].lower_ == "and" and doc[left - 2].text == ",")
