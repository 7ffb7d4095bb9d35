"""Terms that acts tell: a deed still to come under a deal, and what is proposed or agreed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.coding.amounts import find_duration
from travaux.coding.candidates import Candidate
from travaux.coding.clauses import NOMINAL, clause_end, noun_phrase, start_of, trim_end
from travaux.coding.context import Context
from travaux.coding.issues import issue_of, issue_of_clause
from travaux.coding.regions import Region
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.claim import Move, ProposalMention
from travaux.ontology.vocabulary import Act, Issue, Modality, ProposalState, TermStatus
from travaux.reading.columns import words_of
from travaux.reading.lookup import sentence_of, tokens_at

_DEEDS = {
    Act.RELEASE: Issue.HOSTAGES_PRISONERS,
    Act.WITHDRAW: Issue.TROOP_WITHDRAWAL,
    Act.CEASEFIRE: Issue.CEASEFIRE,
    Act.OPEN_ACCESS: Issue.HUMANITARIAN_ACCESS,
    Act.DELIVER_AID: Issue.HUMANITARIAN_ACCESS,
}
"""What a side does under a deal, as acts: told as still to come, it is a term."""
_DONE = frozenset({Act.RELEASE, Act.WITHDRAW})
"""Of these, what a report of a deal tells as carried out."""
_ASKED = {"request", "idea", "proposal", "call", "offer", "plan", "suggestion", "demand", "appeal"}
_STANDING = {ProposalState.ACCEPTED, ProposalState.UNDER_CONSIDERATION, ProposalState.TABLED}
_SAID_TO = {Act.PROPOSE: TermStatus.PROPOSED, Act.AGREE: TermStatus.AGREED, Act.ACCEPT: TermStatus.AGREED}


def find_told(
    context: Context, moves: Sequence[Move], proposals: Sequence[ProposalMention]
) -> Iterator[tuple[Candidate, Region]]:
    """ "Forty captives are to go free on Monday": a deed still to come; "they agreed on X": what is agreed or proposed.

    Where a deal is made, what its sentence, or the one before, tells to have been done under it is a term carried out.
    """
    words = load_term_words()
    bargains = bool(proposals)
    made = any(p.state is ProposalState.ACCEPTED for p in proposals)
    asking = [m for m in moves if m.act in {Act.DEMAND, Act.PRESS, Act.THREATEN}]
    for move in moves:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        if trigger is None:
            continue
        coming = move.modality in {Modality.FUTURE, Modality.HYPOTHETICAL}
        if move.act in _SAID_TO and (move.modality is Modality.ASSERTED or (coming and move.act is Act.AGREE)):
            yield from _said(context, move, words)
        elif move.modality is Modality.ASSERTED and made and move.act in _DONE:
            yield from _done(context, move, trigger.root, words)
        elif coming and bargains and not any(d.span.covers(move.trigger) for d in asking if d != move):
            yield from _coming(context, move, trigger.root, words)


def _said(context: Context, move: Move, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """What is proposed, agreed or accepted, where the words say more than the name of a deal."""
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if tokens is None:
        return
    tokens = _inside_request(tokens)
    if issue_of(tokens) is None or _is_bare_deal(tokens, words):
        return
    if move.act is not Act.ACCEPT or _is_concrete(tokens, words):
        candidate = Candidate(tokens.start, tokens.end, tokens.root.i, "said")
        status = _SAID_TO[move.act] if move.modality is Modality.ASSERTED else TermStatus.PROPOSED
        yield candidate, Region(tokens.start, tokens.end, status, "said")


def _inside_request(tokens: SpacySpan) -> SpacySpan:
    """ "Oslo's request to pause the strikes": what is requested."""
    root = tokens.root
    if root.lemma_.lower() not in _ASKED or root.i + 2 >= tokens.end:
        return tokens
    skip = 1 if tokens.doc[root.i + 1].lower_ == "to" else 2
    return tokens.doc[root.i + skip : tokens.end]


def _coming(context: Context, move: Move, head: Token, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """A deed of a deal that is still to come."""
    status = TermStatus.AGREED if move.modality is Modality.FUTURE else TermStatus.PROPOSED
    if move.act is Act.MEDIATE:
        tokens = tokens_at(context.doc, move.span.start, move.span.end)
        if tokens is not None and issue_of(tokens) is Issue.MONITORING:
            yield _deed(context.doc, head, TermStatus.PROPOSED, Issue.MONITORING)
        return
    issue = _DEEDS.get(move.act)
    if issue is None or _is_wished(head, words):
        return
    if issue is Issue.HUMANITARIAN_ACCESS and not _near_deal(context.doc, head, words):
        return
    if head.lemma_.lower() in words.bare_pauses:
        return
    candidate, region = _deed(context.doc, head, status, issue)
    told = issue_of(context.doc[candidate.start : candidate.end])
    if issue is Issue.HUMANITARIAN_ACCESS and told is Issue.MONITORING:
        candidate = replace(candidate, issue=told)
    if issue is not Issue.HUMANITARIAN_ACCESS or told is not None:
        yield candidate, region


def _done(context: Context, move: Move, head: Token, words: TermWords) -> Iterator[tuple[Candidate, Region]]:
    """ "More than fifty captives have gone free since the truce began": what a deal has brought about."""
    issue = _DEEDS[move.act]
    nominal = head.pos_ in NOMINAL
    if nominal or not _near_deal(context.doc, head, words) or _is_wished(head, words):
        return
    told = head.tag_ in {"VBD", "VBN"} or any(
        c.dep_ == "aux" and c.lemma_.lower() in {"have", "be"} for c in head.lefts
    )
    if not told or head.dep_ in {"amod", "acl", "relcl", "advcl", "pcomp"}:
        return
    candidate, region = _deed(context.doc, head, TermStatus.IMPLEMENTED, issue)
    if issue_of(context.doc[candidate.start : candidate.end]) is not None:
        yield candidate, region


def find_pledged(
    context: Context, proposals: Sequence[ProposalMention], words: TermWords
) -> Iterator[tuple[Candidate, Region]]:
    """ "The army will hand over its posts": what is told with "will" or "would" once a deal has been told of."""
    made = [p for p in proposals if p.state in _STANDING]
    if not made:
        return
    first = min(p.span.start for p in made)
    status = TermStatus.AGREED if any(p.state is ProposalState.ACCEPTED for p in made) else TermStatus.PROPOSED
    for token in words_of(context.doc, {"will", "would", "shall"}):
        if token.tag_ != "MD" or token.idx < first:
            continue
        verb = _pledged_verb(token)
        barred = _is_barred(token)
        if (verb.lemma_.lower() not in words.pledges and not barred) or _is_doubtful(token, words, barred=barred):
            continue
        candidate, region = _deed(context.doc, verb, status, None)
        tokens = context.doc[candidate.start : candidate.end]
        if issue_of_clause(tokens) is not None:
            yield candidate, region


def _is_barred(modal: Token) -> bool:
    """ "Will not be allowed to threaten the valley": what a deal keeps somebody from."""
    verb = modal.head
    return verb.lemma_.lower() in {"allow", "permit"} and any(c.dep_ == "neg" for c in verb.lefts)


def _pledged_verb(modal: Token) -> Token:
    """ "Will withdraw", "will be able to return", "will be allowed to go home", "there will be no troops deployed"."""
    verb = modal.head
    if verb.lemma_.lower() == "be" and any(c.lower_ == "there" for c in verb.lefts):
        things = [c for c in verb.rights if c.dep_ == "attr"]
        return next((c for t in things for c in t.rights if c.dep_ == "acl" and c.tag_ == "VBN"), verb)
    if verb.lemma_.lower() in {"be", "allow", "permit", "begin", "start", "help", "continue"}:
        inner = [x for c in (verb, *verb.children) for x in c.children if x.dep_ == "xcomp" and x.tag_ in {"VB", "VBG"}]
        return inner[0] if inner else verb
    return verb


def _is_doubtful(modal: Token, words: TermWords, *, barred: bool) -> bool:
    """A threat, a condition, a question or a guess is no pledge; what is `barred` may be to threaten."""
    sent = sentence_of(modal)
    lemmas = {t.lemma_.lower() for t in sent} - ({"threaten"} if barred else set())
    marks = {t.lower_ for t in sent if t.dep_ in {"mark", "advmod"}}
    return (
        bool(lemmas & words.doubting) or bool(marks & {"if", "unless", "whether"}) or sent.text.rstrip().endswith("?")
    )


def _deed(doc: Doc, head: Token, status: TermStatus, issue: Issue | None) -> tuple[Candidate, Region]:
    """The deed's own words: its noun phrase, or its clause with the subject."""
    if head.lower_ == "free" and head.head.lemma_.lower() == "go":
        head = head.head
    sent = sentence_of(head)
    region = Region(sent.start, sent.end, status, "deed")
    start = start_of(doc, head.i, region)
    end = noun_phrase(head)[1] if head.pos_ in NOMINAL else clause_end(doc, head.i, region)
    return Candidate(start, max(trim_end(doc, start, end), head.i + 1), head.i, "deed", issue), region


def _is_wished(head: Token, words: TermWords) -> bool:
    """ "Wants to stop the war", "while trying to collect aid", "should go home", "until all are freed": no term."""
    if head.dep_ == "acl" and head.head.lemma_.lower() in words.deals | words.calling | {"way", "talk", "bid", "push"}:
        return True
    marks = {c.lower_ for t in [head, *head.ancestors] for c in t.children if c.dep_ in {"mark", "aux", "advmod"}}
    lemmas = {t.lemma_.lower() for t in head.ancestors if t.pos_ in {"VERB", "NOUN", "AUX"}}
    if sentence_of(head).text.rstrip().endswith("?") or any(
        c.dep_ == "mark" and c.lower_ == "if" for c in head.children
    ):
        return True
    return bool(lemmas & (words.calling | {"want", "feel", "need", "attempt"})) or bool(
        marks & {"until", "unless", "should", "must", "whether"}
    )


def _is_bare_deal(tokens: SpacySpan, words: TermWords) -> bool:
    """ "A ceasefire agreement", "a new constitution": the deal itself, of which nothing is told."""
    lemma = tokens.root.lemma_.lower()
    if lemma not in words.deals | words.pauses and tokens.root.pos_ in NOMINAL:
        return lemma not in words.deed_nouns | words.goods
    rest = {t.lower_ for t in tokens if t.i < tokens.root.i}
    if lemma in words.deals - words.pauses:
        return True
    return not rest & words.pause_kinds and find_duration(tokens.text) is None


def _is_concrete(tokens: SpacySpan, words: TermWords) -> bool:
    """Whether what is accepted says a deed or a length, and not only a plan by its name."""
    deeds = {t.lemma_.lower() for t in tokens if t.pos_ in {"VERB", "NOUN"}} & (
        words.deed_verbs | words.deed_nouns | words.pauses
    )
    return bool(deeds) and not {t.lemma_.lower() for t in tokens} & (words.deals - words.pauses)


def _near_deal(doc: Doc, token: Token, words: TermWords) -> bool:
    """Whether a deal is named in the sentence or in the one before."""
    sent = sentence_of(token)
    before = sentence_of(doc[sent.start - 1]).start if sent.start else 0
    return any(t.lemma_.lower() in words.deals for t in doc[before : sent.end])
