"""Terms that acts tell: a deed still to come under a deal, and what is proposed or agreed."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.coding.amounts import find_duration
from travaux.coding.candidates import Candidate
from travaux.coding.clauses import NOMINAL, clause_end, noun_phrase, start_of, trim_end
from travaux.coding.context import Context
from travaux.coding.issues import issue_of
from travaux.coding.regions import Region
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act, Issue, Modality, TermStatus
from travaux.reading.lookup import sentence_of, tokens_at

_DEEDS = {
    Act.RELEASE: Issue.HOSTAGES_PRISONERS,
    Act.WITHDRAW: Issue.TROOP_WITHDRAWAL,
    Act.CEASEFIRE: Issue.CEASEFIRE,
    Act.OPEN_ACCESS: Issue.HUMANITARIAN_ACCESS,
    Act.DELIVER_AID: Issue.HUMANITARIAN_ACCESS,
}
"""What a side does under a deal, as acts: told as still to come, it is a term."""
_SAID_TO = {Act.PROPOSE: TermStatus.PROPOSED, Act.AGREE: TermStatus.AGREED}


def find_told(context: Context, moves: Sequence[Move], *, bargains: bool) -> Iterator[tuple[Candidate, Region]]:
    """ "Forty captives are to go free on Monday": a deed still to come; "they agreed on X": what is agreed or proposed."""
    words = load_term_words()
    asking = [m for m in moves if m.act in {Act.DEMAND, Act.PRESS, Act.THREATEN}]
    for move in moves:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        if trigger is None:
            continue
        if move.act in _DEEDS and move.modality in {Modality.FUTURE, Modality.HYPOTHETICAL} and bargains:
            if _DEEDS[move.act] is Issue.HUMANITARIAN_ACCESS and not _near_deal(context.doc, trigger.root, words):
                continue
            status = TermStatus.AGREED if move.modality is Modality.FUTURE else TermStatus.PROPOSED
            if not _is_wished(trigger.root, words) and not any(
                d.span.covers(move.trigger) for d in asking if d != move
            ):
                yield _deed(context.doc, trigger.root, status, _DEEDS[move.act])
        elif move.act in _SAID_TO and move.modality is Modality.ASSERTED and move.about is not None:
            tokens = tokens_at(context.doc, move.about.start, move.about.end)
            if tokens is not None and issue_of(tokens) is not None and not _is_bare_deal(tokens, words):
                candidate = Candidate(tokens.start, tokens.end, tokens.root.i, "said")
                yield candidate, Region(tokens.start, tokens.end, _SAID_TO[move.act], "said")


def _deed(doc: Doc, head: Token, status: TermStatus, issue: Issue) -> tuple[Candidate, Region]:
    """The deed's own words: its noun phrase, or its clause with the subject."""
    sent = sentence_of(head)
    region = Region(sent.start, sent.end, status, "deed")
    start = start_of(doc, head.i, region)
    end = noun_phrase(head)[1] if head.pos_ in NOMINAL else clause_end(doc, head.i, region)
    return Candidate(start, max(trim_end(doc, start, end), head.i + 1), head.i, "deed", issue), region


def _is_wished(head: Token, words: TermWords) -> bool:
    """ "Wants to stop the war", "while trying to collect aid", "should go home", "until all are freed": no term."""
    marks = {c.lower_ for t in [head, *head.ancestors] for c in t.children if c.dep_ in {"mark", "aux", "advmod"}}
    lemmas = {t.lemma_.lower() for t in head.ancestors if t.pos_ in {"VERB", "NOUN", "AUX"}}
    return bool(lemmas & (words.calling | {"want", "feel", "need", "attempt"})) or bool(
        marks & {"until", "unless", "should", "must", "whether"}
    )


def _is_bare_deal(tokens: SpacySpan, words: TermWords) -> bool:
    """ "A ceasefire agreement", "a new constitution": the deal itself, of which nothing is told."""
    lemma = tokens.root.lemma_.lower()
    if lemma not in words.deals | words.pauses and tokens.root.pos_ in NOMINAL:
        return lemma not in words.deed_nouns | words.goods
    rest = {t.lower_ for t in tokens if t.i < tokens.root.i}
    return lemma in words.deals | words.pauses and not rest & words.pause_kinds and find_duration(tokens.text) is None


def _near_deal(doc: Doc, token: Token, words: TermWords) -> bool:
    """Whether a deal is named in the sentence or in the one before."""
    sent = sentence_of(token)
    before = sentence_of(doc[sent.start - 1]).start if sent.start else 0
    return any(t.lemma_.lower() in words.deals for t in doc[before : sent.end])
