"""The phases of a framework: their order, length, what opens and what ends them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from spacy.tokens import Doc, Token

from travaux.coding.amounts import find_duration
from travaux.coding.context import Context
from travaux.coding.deals import find_deal
from travaux.coding.grounding import ground
from travaux.coding.merging import merge_mentions
from travaux.coding.phases_lengths import find_bare_length, find_length, find_length_after, find_whole_length
from travaux.coding.phases_named import ORDINALS, PHASES, WITHIN, find_phases, read_phase
from travaux.coding.regions import BULLETS, Region
from travaux.coding.words import load_term_words
from travaux.ontology.claim import Phase, ProposalMention
from travaux.ontology.vocabulary import Modality, TermStatus
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_SUMS = ("in all", "in total", "altogether", "overall", "all told", "all in all")
_LEADING_ON = WITHIN | {"the", "and", ",", ";", "a", "to", "then", "another", "while", "with"}
_PERCENT = frozenset({"%", "per", "cent", "percent"})
_CONDITIONAL = frozenset({"if", "long", "once", "until", "unless", "while"})
_PAST = frozenset({"to", "from", "between", "on", "about", "until", "before", "after", "towards", "into", "beyond"})
"""What stands before a phase that is come to, left or talked of, and in which nothing is said to happen."""
_AWAITING = frozenset({"until", "before", "unless"})
_BEHIND = frozenset({"which", "that", "when", "where"})
"""What says more of a phase, however it was come to: "before stage two, which is the truce"."""
_TALKING = frozenset({"talk", "negotiate", "discuss", "speak", "stand", "work", "say", "see", "agree", "be", "have"})
"""Verbs of what is done about a phase, and not in it."""
_START = re.compile(
    r"\b(?:begins?|starts?|starting|beginning|opens?|follows?|takes? effect|kicks? (?:in|off)|comes? into (?:force|effect))\s+"
    r"((?:(?:only )?(?:once|when|after|on|if|upon|as soon as|with)\b"
    r"|(?:[\w-]+ ){1,2}(?:days?|weeks?|months?|years?) (?:later|after|into)\b)"
    r"(?:(?! and (?:would|will)\b)(?!, (?:[\w’'-]+ ){1,5}(?:would|will|shall)\b)[^.;])*)",
    re.IGNORECASE,
)
_END = re.compile(r"\b((?:until|ends? (?:when|once|after|with)|concludes? (?:when|once|with))\b[^.;]*)", re.IGNORECASE)


class Phases:
    """Which phase a word stands under: the one named last, in its sentence or the ones that go on with it."""

    def __init__(self, doc: Doc) -> None:
        self.named = find_phases(doc)
        self._doc = doc
        self._sents = [s.start for s in doc.sents]
        self._passed = _find_passed(doc, [i for i, _ in self.named])
        self._due = [(k, n) for k, n in self.named if k not in self._passed]

    def at(self, i: int) -> int | None:
        """The phase of token `i`, None where none is told."""
        sent = bisect_right(self._sents, i) - 1
        if self.sums_up(i):
            return None
        own = self._named_in(self._due, sent)
        here = [n for k, n in own if self._governs(i, k)]
        if here:
            inside = [n for k, n in own if k <= i]
            return inside[-1] if inside else here[0]
        before = bisect_right(self._due, i, key=itemgetter(0))
        if not before:
            return None
        k, n = self._due[before - 1]
        last = bisect_right(self._sents, k) - 1
        if len({m for _, m in self._named_in(self.named, last)}) > 1:
            return None
        return n if sent - last <= 2 and self._goes_on(sent) and not self._counts_all(sent) else None

    def _named_in(self, named: Sequence[tuple[int, int]], sent: int) -> Sequence[tuple[int, int]]:
        """Those of the phases named, in order, that a sentence names."""
        first = bisect_left(named, self._sents[sent], key=itemgetter(0))
        if sent + 1 == len(self._sents):
            return named[first:]
        return named[first : bisect_left(named, self._sents[sent + 1], key=itemgetter(0))]

    def _counts_all(self, sent: int) -> bool:
        """Whether a sentence begins with the number of the whole: "All 50 captives would be freed"."""
        start = self._sents[sent]
        head = [t.lower_ for t in self._doc[start : start + 3] if t.lower_ not in {"the", "of"}]
        return head[:1] == ["all"] and any(t.like_num for t in self._doc[start : start + 4])

    def _governs(self, i: int, k: int) -> bool:
        """Whether the phase at `k` says when what stands at `i` is due, and not when its condition or another thing is."""
        if any(t.lower_ in _CONDITIONAL or t.text == ":" for t in self._doc[i + 1 : k]):
            return False
        clause = next((t for t in (self._doc[k], *self._doc[k].ancestors) if t.dep_ == "relcl"), None)
        if clause is None or clause.i < i or not i < clause.left_edge.i:
            return True
        return i in {t.i for t in _nouns_above(clause.head)}

    def sums_up(self, i: int) -> bool:
        """Whether the sentence of token `i` tells of all phases: "In all, 60 captives would go home"."""
        sent = bisect_right(self._sents, i) - 1
        start = self._sents[sent] if sent >= 0 else 0
        return self._doc[start : start + 4].text.lstrip().lower().startswith(_SUMS)

    def _goes_on(self, sent: int) -> bool:
        """Whether a sentence goes on with what is due, and does not turn back to the whole ("the deal would …")."""
        start = self._sents[sent]
        end = self._sents[sent + 1] if sent + 1 < len(self._sents) else len(self._doc)
        due = [t for t in self._doc[start:end] if t.lower_ in {"would", "will", "shall"}]
        whole = load_term_words().deals - PHASES
        subjects = (c for t in due for c in t.head.lefts if c.dep_ in {"nsubj", "nsubjpass"})
        return bool(due) and not any(c.lemma_.lower() in whole and c.pos_ in {"NOUN", "PROPN"} for c in subjects)

    def is_alone(self, region: Region) -> bool:
        """Whether the sentence from which a stretch has its phase names no other: "it" may else go on from either."""
        if region.deal is None or region.rule != "carried":
            return True
        sent = bisect_right(self._sents, region.deal) - 1
        return len({n for _, n in self._named_in(self.named, sent)}) < 2

    def inside(self, start: int, end: int) -> int | None:
        """The one phase in which the words from `start` to before `end` say that they are due: "… in phase two"."""
        first, last = (bisect_left(self._due, i, key=itemgetter(0)) for i in (start + 1, end))
        own = {n for k, n in self._due[first:last] if self._says_when(k)}
        return own.pop() if len(own) == 1 else None

    def _says_when(self, k: int) -> bool:
        return any(t.lower_ in WITHIN for t in self._doc[max(0, k - 3) : k])


def _nouns_above(noun: Token) -> Iterator[Token]:
    """A noun with those that it hangs on: "the plan" and "the start" of "the start of the plan"."""
    yield noun
    while noun.dep_ in {"pobj", "prep", "compound"} and noun.head != noun:
        noun = noun.head
        yield noun


def _find_passed(doc: Doc, named: Sequence[int]) -> frozenset[int]:
    """The phases that are only come to, left or talked of: "to pass from stage one to stage two or three"."""
    out: set[int] = set()
    for k in named:
        first = k
        while first and (doc[first - 1].pos_ in {"DET", "ADJ", "PRON", "ADV"} or doc[first - 1].lower_ in ORDINALS):
            first -= 1
        last = k + 1
        while last < len(doc) and (doc[last].lower_ in ORDINALS or doc[last].text == ","):
            last += 1
        before = doc[first - 1].lower_ if first else ""
        joined = before in {"and", "or", ","} and any(first - 4 <= p < first for p in out)
        more = doc[last].lower_ if last < len(doc) else ""
        awaited = before in _AWAITING
        if awaited or ((before in _PAST or joined) and more not in _BEHIND and not _is_told_more(doc, last)):
            out.add(k)
    return frozenset(out)


def _is_told_more(doc: Doc, i: int) -> bool:
    """ "The next phase, phase two, which would bring …": whether a clause on a phase opens behind token `i`."""
    near = doc[i : i + 6]
    which = next((t for t in near if t.lower_ == "which"), None)
    return which is not None and not any(t.pos_ in {"VERB", "AUX"} or t.text in {".", ";"} for t in doc[i : which.i])


def code_phases(context: Context, proposals: Sequence[ProposalMention]) -> tuple[Phase, ...]:
    """Each phase once, where it is told how long it lasts, what opens or ends it, what it holds, or how many there are."""
    found: list[Phase] = []
    told: set[int | None] = set()
    doc = context.doc
    numbers = dict(find_phases(doc))
    passed = _find_passed(doc, list(numbers))
    spelled = tokens_of(doc, PHASES)
    known = {t.i for t in spelled}
    for token in (*spelled, *(doc[i] for i in numbers if i not in known)):
        i = token.i
        claim = _phase(context, token, numbers, passed) if i in numbers else _number_of_phases(context, token)
        goes_on = i in numbers and read_phase(token) is None
        if goes_on and numbers[i] - 1 not in told:
            continue
        if claim is not None:
            told.add(claim.ordinal_number)
            found.append(replace(claim, deal=find_deal(context, claim.span, token, proposals)))
    return merge_mentions(found, _is_same, _join)


def _is_same(a: Phase, b: Phase) -> bool:
    """The same phase; one that is told with another length stays apart, so that the conflict is seen."""
    if a.ordinal_number != b.ordinal_number or a.of != b.of:
        return False
    return a.duration is None or b.duration is None or a.duration == b.duration


def _join(a: Phase, b: Phase) -> Phase:
    return replace(a, duration=a.duration or b.duration, start=a.start or b.start, end=a.end or b.end)


def _phase(context: Context, token: Token, numbers: Mapping[int, int], passed: Collection[int]) -> Phase | None:
    """One phase with what its sentence tells of it, up to the next phase that the sentence names."""
    sent = sentence_of(token)
    number = numbers[token.i]
    others = [i for i in range(token.i + 2, sent.end) if numbers.get(i, number) != number]
    end = min([*others, sent.end])
    end = _without_lead(context.doc, _label_end(token), end) if others else end
    stop = next((t.i for t in context.doc[token.i + 1 : end] if others and t.text == ";"), end)
    stretch = trim(context.report.text, token.idx, context.doc[stop - 1].idx + len(context.doc[stop - 1]), drop=" ,;.")
    if stretch is None:
        return None
    words = context.quote(stretch)
    start = context.doc[max(sent.start, token.i - 4) : token.i + 1]
    before = start.text
    start_at, end_at = _START.search(words), _END.search(words)
    spelled = read_phase(token) is not None
    begins = token.i - 1 if spelled and context.doc[token.i - 1].lower_ in ORDINALS else token.i
    span = trim(context.report.text, context.doc[begins].idx, stretch.end) or stretch
    named = context.doc[begins : _label_end(token)]
    after = context.doc[named.end : named.end + 2]
    holds = any(t.pos_ in {"AUX", "VERB"} for t in after) and not any(
        t.dep_ == "neg" for t in context.doc[token.i : token.i + 5]
    )
    holds = holds and token.i not in passed and not _is_judged(token)
    holds = holds or _is_told_more(context.doc, token.i + 1) or _heads_clause(token, end) or _ends_clause(token)
    holds = (
        holds or not spelled or _holds_number(context.doc, begins) or (len(after) > 0 and after[0].text in {":", "("})
    )
    told = context.doc[named.end : max(end, named.end)].text
    length = (
        find_length(words) or find_bare_length(named, told) or find_duration(before) or find_length_after(sent, numbers)
    )
    if not (length or start_at or end_at or holds):
        return None
    return Phase(
        **ground(context, span, "phase") | {"modality": Modality.HYPOTHETICAL},
        ordinal_number=number,
        duration=length,
        start=" ".join(start_at[1].split()) if start_at else None,
        end=" ".join(end_at[1].split()) if end_at else None,
        label=context.quote(Span(named.start_char, named.end_char)),
    )


def _without_lead(doc: Doc, first: int, end: int) -> int:
    """Where a stretch ends without the words that lead on to the next phase: "…, 20 in the", "… and then the", "… • Second"."""
    while end > first:
        last = doc[end - 1]
        behind = doc[end].lower_ if end < len(doc) else ""
        led = (last.pos_ == "NUM" or last.lower_ in _PERCENT) and behind in WITHIN | _PERCENT
        if not (led or last.lower_ in _LEADING_ON or last.lower_ in ORDINALS or last.is_space or last.text in BULLETS):
            break
        end -= 1
    return end


def _heads_clause(token: Token, end: int) -> bool:
    """ "In the second stage, the fighters will disarm": the phase opens a clause that says what it holds."""
    doc = token.doc
    opens = any(t.lower_ in {"in", "during", "under"} for t in doc[max(0, token.i - 3) : token.i])
    return opens and any(t.tag_ == "MD" and t.lower_ in {"will", "would", "shall"} for t in doc[token.i + 1 : end])


def _ends_clause(token: Token) -> bool:
    """ "The crews come home in the first stage", "which begins in phase three": what happens is told before the phase."""
    within = token.head
    verb = within.head if within.head.pos_ == "VERB" else within.head.head
    if within.lower_ not in WITHIN or verb.pos_ != "VERB" or verb.i > within.i:
        return False
    told = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts) or verb.dep_ == "conj"
    free = not any(c.dep_ == "neg" or c.lower_ in {"if", "whether"} for c in verb.children)
    asked = sentence_of(token).text.rstrip(" ”\"'’").endswith("?")
    return told and free and not asked and verb.lemma_.lower() not in _TALKING


def _holds_number(doc: Doc, begins: int) -> bool:
    """ "Fifteen in stage two": a share of something is due in it."""
    lead = doc[max(0, begins - 3) : begins]
    within = next((t.i for t in lead if t.lower_ in WITHIN), None)
    return within is not None and within > 0 and (doc[within - 1].pos_ == "NUM" or doc[within - 1].lower_ in _PERCENT)


def _is_judged(token: Token) -> bool:
    """ "Phase two has been a stumbling block", "the third phase was far off": what is thought of a phase."""
    verb = token.head
    return token.dep_ == "nsubj" and verb.lemma_.lower() == "be" and verb.tag_ in {"VBD", "VBN"}


def _label_end(token: Token) -> int:
    """The index behind the words that name a phase."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    numbered = after is not None and after.lower_ in ORDINALS and read_phase(token) == ORDINALS[after.lower_]
    return token.i + 2 if numbered else token.i + 1


def _number_of_phases(context: Context, token: Token) -> Phase | None:
    """ "A three-phase framework", "a plan in three stages"."""
    doc = context.doc
    before = [t for t in doc[max(0, token.i - 2) : token.i] if t.text not in {"-", "‑"}]
    number = ORDINALS.get(before[-1].lower_) if before else None
    if token.lemma_.lower() == "step":
        return None
    if number is None or number < 2 or before[-1].lower_ in {"first", "second", "third", "fourth", "initial"}:
        return None
    last = token
    while last.dep_ in {"compound", "amod", "nmod", "npadvmod"} and last.head.i > last.i:
        last = last.head
    span = Span(before[-1].idx, last.idx + len(last))
    hoped = {t.lemma_.lower() for t in last.ancestors} | {t.lower_ for t in last.ancestors}
    status = TermStatus.HOPED if hoped & {"hope", "hoped", "hop"} else TermStatus.PROPOSED
    return Phase(
        **ground(context, span, "phase-number") | {"modality": Modality.HYPOTHETICAL},
        of=number,
        duration=find_whole_length(context, token),
        label=context.quote(span),
        status=status,
    )
