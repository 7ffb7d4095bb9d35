"""The terms of a deal, offer or framework: what is to be done, by whom, how much, for how long, when and on what condition.

Terms are noun phrases ("the withdrawal of troops from the towns") and clauses ("fighters will disarm within 30 days") in
the stretches that `travaux.coding.regions` finds; a pause with a length ("a six-week ceasefire") is a term anywhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.coding.agreed import is_courtesy
from travaux.coding.amounts import Amount, find_amount, find_aside, find_duration, find_swap
from travaux.coding.arrangements import cut_before, find_arrangements
from travaux.coding.candidates import Candidate, find_deeds, find_handovers, find_pauses, find_starts, is_traded
from travaux.coding.context import Context
from travaux.coding.deals import find_deal
from travaux.coding.deeds import find_pledged, find_told
from travaux.coding.grounding import ground
from travaux.coding.issues import find_issue, issue_in
from travaux.coding.kinds import find_kinds
from travaux.coding.matters import refine_issue
from travaux.coding.phases import Phases
from travaux.coding.phases_named import PHASES, read_phase
from travaux.coding.provisions import find_provisions
from travaux.coding.regions import Region, find_regions
from travaux.coding.series import split_series
from travaux.coding.shares import Share, find_shares, tell_shares
from travaux.coding.tagged import find_tagged_terms
from travaux.coding.term_status import tell_status
from travaux.coding.times import make_when
from travaux.coding.told_again import drop_nested, join_retold
from travaux.coding.traded import find_categories, tell_demanded, tell_exchanged
from travaux.coding.unbound import cut_aside, is_unbound, widen
from travaux.coding.wanted import find_wanted
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.claim import ActorRef, Demand, Exchange, Move, ProposalMention, Term, When
from travaux.ontology.vocabulary import Issue, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_GOING_ON = frozenset({"it", "they", "he", "she"})
_TOTAL = re.compile(r"\b(?:in all|in total|altogether|a total of)\b", re.IGNORECASE)
"""Words of a sum over all phases."""
_OPENING = frozenset({"begin", "start", "open", "follow", "commence", "take", "end", "conclude", "last"})
_TRIGGERS = frozenset({"once", "when", "after", "if", "until", "before", "unless"})
"""What a phase waits for, behind a verb of its beginning or its end."""
_DUE_BY = frozenset({"by", "before", "within", "until"})
_LEADING = re.compile(
    r"^\W{0,3}(?:over|during|for) (?:the|a|an) (?:next|coming|following|first|initial) (?P<length>[\w -]{3,25}?),", re.I
)
_CONDITION = re.compile(
    r"\b(?:only )?(?:if|(?<!at )once(?! more| again)|unless|until|provided(?= (?:the|that|it|they|both|all|no|its|their)\b)"
    r"|(?:as|so) long as|on (?:the )?condition (?:that|of)|condition(?:al|ed) (?:up)?on|contingent (?:up)?on|subject to"
    r"|with (?:the )?(?:agreement|consent|approval))\b",
    re.IGNORECASE,
)
"""What opens the condition of a term."""
_TO_A_TIME = re.compile(r"\s{0,3}(?:the (?:end|middle|start|beginning) of )?(?:the )?", re.IGNORECASE)
"""What may stand between "until" and a time, which is no condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargain:
    """What else a report tells of the bargaining; `sides` are the names of those who bargain."""

    proposals: Sequence[ProposalMention]
    demands: Sequence[Demand]
    exchanges: Sequence[Exchange] = ()
    sides: Sequence[str] = ()


def code_terms(context: Context, moves: Sequence[Move], phases: Phases, bargain: Bargain) -> tuple[Term, ...]:
    """Each term once a report, with all the places where it is told.

    What is given in an exchange is a term on either side, where no other words of it are one.
    """
    words = load_term_words()
    terms: list[Term] = []
    shares = find_shares(context.doc, phases) if bargain.proposals or len(phases.named) > 1 else ()
    found = _find_candidates(context, moves, shares, bargain)
    for whole, around in sorted(found.values(), key=lambda x: (x[0].start, -x[0].end)):
        candidate = _of_people(context.doc, _before_swap(context.doc, whole, bargain.exchanges), words)
        candidate = widen(context.doc, cut_aside(context.doc, candidate))
        term = _term(context, candidate, around, bargain.proposals, phases, words)
        if term is not None:
            terms += split_series(context, term, context.doc[candidate.start : candidate.end])
    terms = tell_shares(context, shares, terms)
    exchanged = [t for e in bargain.exchanges for t in tell_exchanged(context, e)]
    terms += _apart(exchanged, terms)
    terms += [t for d in bargain.demands if (t := tell_demanded(context, d, set(bargain.sides))) is not None]
    if bargain.proposals or len(bargain.sides) > 1:
        wanted = (_term(context, c, r, bargain.proposals, phases, words) for c, r in find_wanted(context))
        terms += _apart([t for t in wanted if t is not None], terms)
    return tuple(join_retold(drop_nested(terms)))


def _apart(more: Iterable[Term], known: Sequence[Term]) -> list[Term]:
    """Those of `more` whose words are not the words of a term already."""
    spans = [t.span for t in known]
    return [t for t in more if not any(t.span.overlaps(s) for s in spans)]


_Found = dict[int, tuple[Candidate, Region | None]]


def _find_candidates(context: Context, moves: Sequence[Move], shares: Sequence[Share], bargain: Bargain) -> _Found:
    """What may be a term by its own words, by the head of each; where two share most of their words, the first stays."""
    proposals, words = bargain.proposals, load_term_words()
    regions = context.once("regions", lambda c: find_regions(c.doc))
    found: _Found = {}
    for region in regions:
        for candidate in find_deeds(context.doc, region, words):
            found.setdefault(candidate.head, (candidate, region))
    for candidate in (*find_pauses(context.doc, words), *find_starts(context.doc, words)):
        known = found.get(candidate.head)
        found[candidate.head] = (candidate, known[1] if known else _around(regions, candidate))
    handed = (c for c in find_handovers(context.doc, words) if proposals or is_traded(context.doc[c.head], words))
    found = {k: (_without_shares(context.doc, c, shares), around) for k, (c, around) in found.items()}
    bargained = (*handed, *(find_arrangements(context.doc, words) if proposals else ()))
    for candidate in (*bargained, *find_kinds(context.doc, regions, words)):
        if not any(_shares(candidate, known) for known, _ in found.values()):
            found[candidate.head] = (candidate, _around(regions, candidate))
    told = (*find_told(context, moves, proposals), *find_pledged(context, proposals, words))
    for whole, region in (*told, *find_provisions(context.doc), *find_tagged_terms(context)):
        candidate = cut_before(context.doc, whole, [known for known, _ in found.values()])
        candidate = _without_shares(context.doc, candidate, shares)
        if _is_of_verb_before(context.doc, candidate.head, found):
            continue
        if not any(_shares(candidate, known) for known, _ in found.values()):
            found[candidate.head] = (candidate, region)
    return found


def _is_of_verb_before(doc: Doc, head: int, found: _Found) -> bool:
    """Whether a head only ends the verb of a term that is found: "free" of "walk free" and "set free"."""
    return doc[head].lower_ == "free" and head - 1 in found


def _before_swap(doc: Doc, candidate: Candidate, exchanges: Sequence[Exchange]) -> Candidate:
    """A deed up to what is given for it: "free 250 detainees in exchange for 30 soldiers" are two terms."""
    told = [e.gets_span.start for e in exchanges if e.gives_span.start <= doc[candidate.head].idx < e.gives_span.end]
    inside = (t.i for t in doc[candidate.head + 1 : candidate.end] if t.idx in told)
    end = next(inside, None)
    if end is None:
        return candidate
    while end > candidate.head + 1 and doc[end - 1].lower_ in {"in", "exchange", "return", "for", ","}:
        end -= 1
    return replace(candidate, end=end)


def _of_people(doc: Doc, candidate: Candidate, words: TermWords) -> Candidate:
    """ "The evacuation of the wounded": with whom it is of, where the parse takes them for a verb."""
    behind = [t.lower_ for t in doc[candidate.end : candidate.end + 3]]
    whom = len(behind) > 2 and behind[:2] == ["of", "the"] and behind[2] in words.categories
    return replace(candidate, end=candidate.end + 3) if whom else candidate


def _around(regions: Sequence[Region], candidate: Candidate) -> Region | None:
    return next((r for r in regions if r.start <= candidate.head < r.end), None)


def _without_shares(doc: Doc, candidate: Candidate, shares: Sequence[Share]) -> Candidate:
    """ "20 would go home in the first phase and 15 in the second": what is the next phase's is no part of the term."""
    shares = [s for s in shares if s.phase is not None or not doc[s.number].like_num]
    end = min((s.start for s in shares if candidate.head < s.start < candidate.end), default=candidate.end)
    while end < candidate.end and end > candidate.head + 1 and doc[end - 1].lower_ in {"and", ",", "then"}:
        end -= 1
    start = max((s.end for s in shares if s.start <= candidate.start < s.end < candidate.head), default=candidate.start)
    return replace(candidate, start=start, end=end)


def _shares(a: Candidate, b: Candidate) -> bool:
    """Whether one covers half of the other."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return 2 * common >= min(a.end - a.start, b.end - b.start)


# From candidates to terms.


def _term(
    context: Context,
    candidate: Candidate,
    region: Region | None,
    proposals: Sequence[ProposalMention],
    phases: Phases,
    words: TermWords,
) -> Term | None:
    doc = context.doc
    if is_unbound(doc, candidate) or _is_trigger(doc[candidate.head], region):
        return None
    tokens = doc[candidate.start : candidate.end]
    head = doc[candidate.head]
    span = trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,;.“”"')
    if span is None:
        return None
    issue = candidate.issue or _issue_of_what_runs(head, words)
    issue = issue or issue_in(tokens, head, words) or _issue_of_subject(head, region, doc, words)
    issue = refine_issue(head, tokens, issue)
    if issue is None and candidate.rule == "bound" and region is not None:
        issue = find_issue(doc[region.start : region.end], words)
    if issue is None or span.end - span.start > 280 or (candidate.rule == "bound" and is_courtesy(tokens)):
        return None
    duration = find_duration(tokens.text) or _lead_length(head, candidate)
    amount = _count(candidate, tokens, head)
    holder = doc[region.deal] if region is not None and region.deal is not None else None
    deal = find_deal(context, span, holder, proposals)
    return Term(
        **ground(context, span, f"term-{candidate.rule}") | {"modality": Modality.HYPOTHETICAL},
        issue=issue,
        content=context.quote(span),
        obligor=_obligor(context, head, region),
        beneficiary=_beneficiary(context, head),
        categories=find_categories(tokens, words),
        quantity=amount.value if amount else None,
        unit=amount.unit if amount else None,
        qualifier=amount.qualifier if amount else None,
        duration=duration,
        deadline=_deadline(context, span),
        condition=_condition(context, tokens),
        phase=_find_phase(candidate, region, phases, doc),
        status=tell_status(region, head, deal, proposals),
        deal=deal,
    )


def _is_trigger(head: Token, region: Region | None) -> bool:
    """ "Phase two would begin once the army has left the valley": what opens a phase is no term of it."""
    if region is None or region.deal is None or head.dep_ != "advcl" or head.head.lemma_.lower() not in _OPENING:
        return False
    staged = head.doc[region.deal].lemma_.lower() in PHASES
    return staged and any(c.lower_ in _TRIGGERS for c in head.lefts)


def _lead_length(head: Token, candidate: Candidate) -> str | None:
    """ "Over the next sixty days, the army will deploy": the length that opens its sentence, where it is still to come."""
    sent = sentence_of(head)
    before = head.doc[sent.start : max(sent.start, candidate.start)].text
    ahead = any(c.tag_ == "MD" for c in head.lefts) or any(c.tag_ == "MD" for c in head.head.lefts)
    found = _LEADING.match(before) if ahead else None
    return find_duration(found["length"]) if found is not None else None


def _count(candidate: Candidate, tokens: SpacySpan, head: Token) -> Amount | None:
    return None if candidate.rule == "kinds" else find_amount(tokens) or find_swap(head) or find_aside(tokens)


def _find_phase(candidate: Candidate, region: Region | None, phases: Phases, doc: Doc) -> int | None:
    """The phase that a term stands under; a sum over all has none."""
    tokens = doc[candidate.start : candidate.end]
    if _TOTAL.search(tokens.text) or phases.sums_up(candidate.head):
        return None
    told = phases.inside(candidate.head, candidate.end) or phases.at(candidate.head)
    return told or (_phase_of(region, doc) if region is not None and phases.is_alone(region) else None)


def _phase_of(region: Region, doc: Doc) -> int | None:
    """The phase that holds a stretch: "it is a pull-out from the towns", said of the first."""
    return read_phase(doc[region.deal]) if region.deal is not None else None


def _issue_of_what_runs(head: Token, words: TermWords) -> Issue | None:
    """ "The truce will go on as long as the talks do": the issue of a pause that lasts is the pause's."""
    if head.lemma_.lower() not in words.running | {"continue", "hold"}:
        return None
    subjects = (c for c in head.lefts if c.dep_ in {"nsubj", "nsubjpass"})
    return Issue.CEASEFIRE if any(c.lemma_.lower() in words.pauses for c in subjects) else None


def _issue_of_subject(head: Token, region: Region | None, doc: Doc, words: TermWords) -> Issue | None:
    """ "May be extended": the issue is that of the truce which is extended."""
    runs = head.lemma_.lower() in words.running or head.lemma_.lower() in words.force_verbs
    if runs and head.lemma_.lower() in words.force_verbs:
        return Issue.CEASEFIRE
    if region is None or region.deal is None or not runs:
        return None
    return find_issue(doc[region.deal : region.deal + 1], words)


def _obligor(context: Context, head: Token, region: Region | None) -> tuple[ActorRef, ...]:
    if head.lemma_.lower() in {"go", "walk"}:
        return ()
    due = head.dep_ == "xcomp" and head.head.lemma_ == "be"
    for child in (*(head.head.lefts if due else ()), *head.children):
        if child.dep_ == "nsubj" and child.lower_ in _GOING_ON and region is not None and region.rule == "carried":
            return _obligor_before(context, child)
        if child.dep_ in {"nsubj", "poss"} and child.lower_ not in {"that", "which"}:
            return context.actors((_phrase(child),))
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return context.actors(tuple(_phrase(p) for p in child.children if p.dep_ == "pobj"))
    if region is not None and region.holder is not None and region.rule == "bound":
        return context.actors((_phrase(context.doc[region.holder]),))
    return ()


def _obligor_before(context: Context, pronoun: Token) -> tuple[ActorRef, ...]:
    """ "It would also release …": the one who was to do something in the sentence before, if one or many fit the word."""
    first = sentence_of(pronoun).start
    while first and context.doc[first - 1].is_space:
        first -= 1
    if not first:
        return ()
    verbs = [t for t in sentence_of(context.doc[first - 1]) if any(c.tag_ == "MD" for c in t.lefts)]
    subjects = [c for v in verbs for c in v.lefts if c.dep_ in {"nsubj", "agent"}]
    if not subjects:
        return ()
    subject = subjects[-1]
    if subject.lower_ in _GOING_ON:
        return _obligor_before(context, subject)
    many = subject.tag_ in {"NNS", "NNPS"} or bool(subject.conjuncts)
    if many != (pronoun.lower_ == "they") and pronoun.lower_ == "it":
        return ()
    return context.actors(tuple(_phrase(t) for t in (subject, *subject.conjuncts)))


def _beneficiary(context: Context, head: Token) -> tuple[ActorRef, ...]:
    to = [c for c in head.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to"]
    found = context.actors(tuple(_phrase(p) for c in to for p in c.children if p.dep_ == "pobj"))
    return tuple(a for a in found if a.by != "words")


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


def _deadline(context: Context, span: Span) -> When | None:
    """ "By 20 April", "within 30 days", "no later than Friday"."""
    for time in context.doc._.times:
        if span.covers(time.span):
            before = context.report.text[max(span.start, time.span.start - 8) : time.span.start].lower().split()
            own = time.span.of(context.report.text).lower()
            if _DUE_BY & set(before[-2:]) or own.startswith(("by ", "within ", "before ", "until ", "no later than ")):
                return make_when(context, time)
    return None


def _condition(context: Context, tokens: SpacySpan) -> str | None:
    """ "If the other side does so too", "as long as the talks go on", "subject to its consent": the words that say on what."""
    first = tokens.start_char
    dated = context.once("starts of times", lambda own: {t.span.start for t in own.doc._.times})
    for found in _CONDITION.finditer(tokens.text):
        behind = found.end() + len(_TO_A_TIME.match(tokens.text, found.end())[0])  # type: ignore[index]
        if not found.start() or (found[0].lower() == "until" and dated & {first + found.start(), first + behind}):
            continue
        span = trim(context.report.text, first + found.start(), tokens.end_char, drop=' ,;.“”"')
        return context.quote(span) if span is not None else None
    return None
