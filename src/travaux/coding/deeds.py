"""Terms that acts tell: a deed still to come under a deal, or done under one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

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
_STANDING = {ProposalState.ACCEPTED, ProposalState.UNDER_CONSIDERATION, ProposalState.TABLED}
_PLEDGING = frozenset({"will", "would", "shall", "expected", "due", "set", "scheduled", "supposed"})
_BACK = 3
"""Sentences before a deed in which the deal may be named."""
_SOON = 4
"""Tokens from "expected" to what is expected at most."""


def find_told(
    context: Context, moves: Sequence[Move], proposals: Sequence[ProposalMention]
) -> Iterator[tuple[Candidate, Region]]:
    """ "Forty captives are to go free on Monday": a deed still to come.

    Where a deal is made, what its sentence, or the one before, tells to have been done under it is a term carried out.
    """
    words = load_term_words()
    bargains = bool(proposals)
    made = any(p.state is ProposalState.ACCEPTED and p.modality is not Modality.HISTORICAL for p in proposals)
    asking = [m for m in moves if m.act in {Act.DEMAND, Act.PRESS, Act.THREATEN}]
    for move in moves:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        if trigger is None:
            continue
        coming = move.modality in {Modality.FUTURE, Modality.HYPOTHETICAL}
        if move.modality is Modality.ASSERTED and made and move.act in _DONE:
            yield from _done(context, move, trigger.root, words)
        elif coming and bargains and not any(d.span.covers(move.trigger) for d in asking if d != move):
            yield from _coming(context, move, trigger.root, words)


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
    back = 1 if issue is Issue.HUMANITARIAN_ACCESS else _BACK
    if not _near_deal(context.doc, head, words, back=back):
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
    made = [p for p in proposals if p.state in _STANDING and p.modality is not Modality.HISTORICAL]
    if not made:
        return
    earliest = min((p.span for p in made), key=lambda x: x.start)
    told = tokens_at(context.doc, earliest.start, earliest.end)
    first = sentence_of(told[0]).start_char if told is not None else earliest.start
    status = TermStatus.AGREED if any(p.state is ProposalState.ACCEPTED for p in made) else TermStatus.PROPOSED
    for token in words_of(context.doc, _PLEDGING):
        if token.idx < first or not _near_deal(context.doc, token, words, back=_BACK) or _is_asked_who(token):
            continue
        verb = _pledged_verb(token) if token.tag_ == "MD" else _due_verb(token)
        if verb is None or _is_idle(verb):
            continue
        barred = _is_barred(token)
        if (verb.lemma_.lower() not in words.pledges and not barred) or _is_doubtful(token, words, barred=barred):
            continue
        candidate, region = _deed(context.doc, verb, status, None)
        tokens = context.doc[candidate.start : candidate.end]
        if issue_of_clause(tokens) is not None:
            yield candidate, region


def _is_idle(verb: Token) -> bool:
    """ "Would take time", "will take place", "will not join the talks": nothing that a deal has somebody do."""
    lemma = verb.lemma_.lower()
    if lemma == "take" and any(c.lemma_.lower() in {"time", "place", "part"} for c in verb.rights):
        return True
    return lemma in {"join", "participate", "work"} and any(c.dep_ == "neg" for c in verb.lefts)


def _due_verb(word: Token) -> Token | None:
    """ "Are expected to exchange the wounded": what is due."""
    if word.tag_ not in {"VBN", "JJ"} or not any(c.lemma_.lower() == "be" for c in (*word.lefts, word.head)):
        return None
    found = next((c for c in word.rights if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    return found if found is not None and found.i - word.i < _SOON else None


def _is_asked_who(modal: Token) -> bool:
    """ "It is not said who will pay": nobody is told to do it."""
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ == "WP" for c in modal.head.lefts)


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


def _near_deal(doc: Doc, token: Token, words: TermWords, *, back: int = 1) -> bool:
    """Whether a deal is named in the sentence or in the `back` sentences before it."""
    sent = sentence_of(token)
    before = sent.start
    for _ in range(back):
        before = sentence_of(doc[before - 1]).start if before else 0
    return any(t.lemma_.lower() in words.deals for t in doc[before : sent.end])
