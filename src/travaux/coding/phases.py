"""The phases of a framework: their order, length, what opens and what ends them."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.coding.amounts import find_duration
from travaux.coding.context import Context
from travaux.coding.deals import find_deal
from travaux.coding.grounding import ground
from travaux.coding.merging import merge_mentions
from travaux.coding.words import load_term_words
from travaux.ontology.claim import Phase, ProposalMention
from travaux.ontology.vocabulary import Modality, TermStatus
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_ORDINALS = dict(
    zip(("first", "second", "third", "fourth", "fifth"), range(1, 6), strict=True),
    initial=1, one=1, two=2, three=3, four=4, five=5, i=1, ii=2, iii=3, iv=4,
) | {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "1st": 1, "2nd": 2, "3rd": 3}  # fmt: skip
_PHASE = {"phase", "stage", "step"}
_SUMS = ("in all", "in total", "altogether", "overall", "all told", "all in all")
_IN_ALL = re.compile(r"\b(?:in (?:all|total)|altogether|overall|all told)\b", re.IGNORECASE)
_CONDITIONAL = frozenset({"if", "long", "once", "until", "unless", "while"})
_PAST = frozenset({"to", "from", "between", "on", "about", "until", "before", "after", "towards", "into", "beyond"})
"""What stands before a phase that is come to, left or talked of, and in which nothing is said to happen."""
_AWAITING = frozenset({"until", "before", "unless"})
_BEHIND = frozenset({"which", "that", "when", "where"})
"""What says more of a phase, however it was come to: "before stage two, which is the truce"."""
_WITHIN = frozenset({"in", "during", "under", "throughout"})
_TALKING = frozenset({"talk", "negotiate", "discuss", "speak", "stand", "work", "say", "see", "agree", "be", "have"})
"""Verbs of what is done about a phase, and not in it."""
_START = re.compile(
    r"\b(?:begins?|starts?|starting|beginning|opens?|follows?|takes? effect|kicks? (?:in|off)|comes? into (?:force|effect))\s+"
    r"((?:(?:only )?(?:once|when|after|on|if|upon|as soon as|with)\b"
    r"|(?:[\w-]+ ){1,2}(?:days?|weeks?|months?|years?) (?:later|after|into)\b)"
    r"(?:(?! and (?:would|will)\b)(?!, (?:[\w’'-]+ ){1,5}(?:would|will|shall)\b)[^.;])*)",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"(?P<cue>\b(?:last(?:s|ing|ed)?|runs?|is|of|be|takes?|for)(?: for)?(?: about| up to| around| an initial)?)\s+"
    r"(?=[\w-]+[ -](?:\w+[ -])?(?:day|week|month|year))",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:an? |the )?[\w-]{1,40}[- ](?:day|week|month|year)(?:-long)?\s+"
    r"(?!in\b|long\b|of\b|and\b|from\b|with\b|after\b|period|phase|stage)[a-z]+",
    re.IGNORECASE,
)
"""The length of something else: "the start of a three-year plan"."""
_IN_DURATION = re.compile(r"[\w-]{1,40} (?:days?|weeks?|months?|years?)\s+(?:in duration|long)", re.IGNORECASE)
_END = re.compile(r"\b((?:until|ends? (?:when|once|after|with)|concludes? (?:when|once|with))\b[^.;]*)", re.IGNORECASE)


class Phases:
    """Which phase a word stands under: the one named last, in its sentence or the ones that go on with it."""

    def __init__(self, doc: Doc) -> None:
        self.named: list[tuple[int, int]] = [
            (t.i, n) for t in tokens_of(doc, _PHASE) if (n := read_phase(t)) is not None
        ]
        self._doc = doc
        self._sents = [s.start for s in doc.sents]
        self._passed = _find_passed(doc, [i for i, _ in self.named])

    def at(self, i: int) -> int | None:
        """The phase of token `i`, None where none is told."""
        sent = bisect_right(self._sents, i) - 1
        if self.sums_up(i):
            return None
        named = [(k, n) for k, n in self.named if k not in self._passed]
        before = [(k, n) for k, n in named if k <= i]
        here = [n for k, n in named if bisect_right(self._sents, k) - 1 == sent and self._governs(i, k)]
        if here:
            inside = [n for k, n in before if k >= self._sents[sent]]
            return inside[-1] if inside else here[0]
        if not before:
            return None
        k, n = before[-1]
        last = bisect_right(self._sents, k) - 1
        if len({m for i, m in self.named if bisect_right(self._sents, i) - 1 == last}) > 1:
            return None
        return n if sent - last <= 2 and self._goes_on(sent) and not self._counts_all(sent) else None

    def _counts_all(self, sent: int) -> bool:
        """Whether a sentence begins with the number of the whole: "All 50 captives would be freed"."""
        start = self._sents[sent]
        head = [t.lower_ for t in self._doc[start : start + 3] if t.lower_ not in {"the", "of"}]
        return head[:1] == ["all"] and any(t.like_num for t in self._doc[start : start + 4])

    def _governs(self, i: int, k: int) -> bool:
        """Whether the phase at `k` says when what stands at `i` is due, and not when its condition or another thing is."""
        if any(t.lower_ in _CONDITIONAL for t in self._doc[i + 1 : k]):
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
        whole = load_term_words().deals - _PHASE
        subjects = (c for t in due for c in t.head.lefts if c.dep_ in {"nsubj", "nsubjpass"})
        return bool(due) and not any(c.lemma_.lower() in whole and c.pos_ in {"NOUN", "PROPN"} for c in subjects)

    def inside(self, start: int, end: int) -> int | None:
        """The one phase in which the words from `start` to before `end` say that they are due: "… in phase two"."""
        own = {n for k, n in self.named if start < k < end and k not in self._passed and self._says_when(k)}
        return own.pop() if len(own) == 1 else None

    def _says_when(self, k: int) -> bool:
        return any(t.lower_ in _WITHIN for t in self._doc[max(0, k - 3) : k])


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
        while first and (doc[first - 1].pos_ in {"DET", "ADJ", "PRON", "ADV"} or doc[first - 1].lower_ in _ORDINALS):
            first -= 1
        last = k + 1
        while last < len(doc) and (doc[last].lower_ in _ORDINALS or doc[last].text == ","):
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


def read_phase(token: Token) -> int | None:
    """ "The first phase", "phase two", "Stage II"."""
    if token.lemma_.lower() not in _PHASE:
        return None
    doc = token.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if after in _ORDINALS and not (after in {"one", "i"} and _counts_others(token)):
        return _ORDINALS[after]
    spelled = {
        w: n
        for w, n in _ORDINALS.items()
        if n and w not in {"one", "two", "three", "four", "five", "i"} and not w.isdigit()
    }
    if before == "-" or token.lemma_.lower() == "step":
        return None
    return spelled.get(before) or (
        spelled.get(doc[token.i - 2].lower_) if token.i > 1 and before.endswith("week") else None
    )


def _counts_others(token: Token) -> bool:
    """ "In each phase one of the captives": a number of others, unless what follows is the plan ("phase one of this")."""
    behind = [t.lower_ for t in token.doc[token.i + 2 : token.i + 6]]
    return behind[:1] == ["of"] and not set(behind) & ({"this", "it"} | load_term_words().deals)


def code_phases(context: Context, proposals: Sequence[ProposalMention]) -> tuple[Phase, ...]:
    """Each phase once, where it is told how long it lasts, what opens or ends it, what it holds, or how many there are."""
    found = []
    named = [(t, read_phase(t)) for t in tokens_of(context.doc, _PHASE)]
    passed = _find_passed(context.doc, [t.i for t, n in named if n])
    for token, number in named:
        claim = _phase(context, token, number, passed) if number else _number_of_phases(context, token)
        if claim is not None:
            found.append(replace(claim, deal=find_deal(context, claim.span, token, proposals)))
    return merge_mentions(found, _is_same, _join)


def _is_same(a: Phase, b: Phase) -> bool:
    """The same phase; one that is told with another length stays apart, so that the conflict is seen."""
    if a.ordinal_number != b.ordinal_number or a.of != b.of:
        return False
    return a.duration is None or b.duration is None or a.duration == b.duration


def _join(a: Phase, b: Phase) -> Phase:
    return replace(a, duration=a.duration or b.duration, start=a.start or b.start, end=a.end or b.end)


def _phase(context: Context, token: Token, number: int, passed: Collection[int]) -> Phase | None:
    """One phase with what its sentence tells of it, up to the next phase that the sentence names."""
    sent = sentence_of(token)
    others = [t.i for t in sent if t.i > token.i + 1 and read_phase(t) not in {None, number}]
    end = min([*others, sent.end])
    while end > token.i + 1 and context.doc[end - 1].lower_ in {"the", "and", ",", "a", "to", "then"}:
        end -= 1
    stretch = trim(context.report.text, token.idx, context.doc[end - 1].idx + len(context.doc[end - 1]), drop=" ,;.")
    if stretch is None:
        return None
    words = context.quote(stretch)
    start = context.doc[max(sent.start, token.i - 4) : token.i + 1]
    before = start.text
    start_at, end_at = _START.search(words), _END.search(words)
    begins = token.i - 1 if context.doc[token.i - 1].lower_ in _ORDINALS else token.i
    span = trim(context.report.text, context.doc[begins].idx, stretch.end) or stretch
    after = (
        context.doc[token.i + 2 : token.i + 4]
        if _label_end(token) > token.idx + len(token)
        else context.doc[token.i + 1 : token.i + 3]
    )
    holds = any(t.pos_ in {"AUX", "VERB"} for t in after) and not any(
        t.dep_ == "neg" for t in context.doc[token.i : token.i + 5]
    )
    holds = holds and token.i not in passed and not _is_judged(token)
    holds = holds or _is_told_more(context.doc, token.i + 1) or _heads_clause(token, end) or _ends_clause(token)
    holds = holds or (len(after) > 0 and after[0].text == ":" and "step" in token.lower_)
    length = _length(words) or find_duration(before)
    if not (length or start_at or end_at or holds):
        return None
    return Phase(
        **ground(context, span, "phase") | {"modality": Modality.HYPOTHETICAL},
        ordinal_number=number,
        duration=length,
        start=" ".join(start_at[1].split()) if start_at else None,
        end=" ".join(end_at[1].split()) if end_at else None,
        label=context.quote(Span(context.doc[begins].idx, max(token.idx + len(token), _label_end(token)))),
    )


def _heads_clause(token: Token, end: int) -> bool:
    """ "In the second stage, the fighters will disarm": the phase opens a clause that says what it holds."""
    doc = token.doc
    opens = any(t.lower_ in {"in", "during", "under"} for t in doc[max(0, token.i - 3) : token.i])
    return opens and any(t.tag_ == "MD" and t.lower_ in {"will", "would", "shall"} for t in doc[token.i + 1 : end])


def _ends_clause(token: Token) -> bool:
    """ "The crews come home in the first stage", "which begins in phase three": what happens is told before the phase."""
    within = token.head
    verb = within.head
    if within.lower_ not in _WITHIN or verb.pos_ != "VERB" or verb.i > within.i:
        return False
    told = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts) or verb.dep_ == "conj"
    free = not any(c.dep_ == "neg" or c.lower_ in {"if", "whether"} for c in verb.children)
    asked = sentence_of(token).text.rstrip(" ”\"'’").endswith("?")
    return told and free and not asked and verb.lemma_.lower() not in _TALKING


def _is_judged(token: Token) -> bool:
    """ "Phase two has been a stumbling block", "the third phase was far off": what is thought of a phase."""
    verb = token.head
    return token.dep_ == "nsubj" and verb.lemma_.lower() == "be" and verb.tag_ in {"VBD", "VBN"}


def _length(words: str) -> str | None:
    """How long the words say that the phase lasts: "would last six weeks", "is 42 days", "six weeks in duration"."""
    for found in _LASTS.finditer(words):
        behind = words[found.end("cue") : found.end("cue") + 40].lstrip()
        if _OF_ANOTHER.match(behind):
            continue
        length = find_duration(behind)
        if length:
            return length
    found_in = _IN_DURATION.search(words)
    return find_duration(found_in[0]) if found_in else None


def _label_end(token: Token) -> int:
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and after.lower_ in _ORDINALS:
        return after.idx + len(after)
    return token.idx + len(token)


def _number_of_phases(context: Context, token: Token) -> Phase | None:
    """ "A three-phase framework", "a plan in three stages"."""
    doc = context.doc
    before = [t for t in doc[max(0, token.i - 2) : token.i] if t.text not in {"-", "‑"}]
    number = _ORDINALS.get(before[-1].lower_) if before else None
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
        duration=_whole_length(context, token),
        label=context.quote(span),
        status=status,
    )


def _whole_length(context: Context, token: Token) -> str | None:
    """How long all phases last together: "would take a year in all", in the sentence that counts them or one after it."""
    for sent in context.doc.sents:
        if sent.end <= token.i or _IN_ALL.search(sent.text) is None or any(read_phase(t) for t in sent):
            continue
        length = _length(sent.text)
        if length is not None:
            return length
    return None
