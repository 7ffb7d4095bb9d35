"""Terms that are things a deal would set up, by their nouns: "a peacekeeping force", "a buffer zone on the river"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.coding.candidates import Candidate
from travaux.coding.clauses import NOMINAL, noun_phrase, trim_end
from travaux.coding.words import TermWords
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of


def find_arrangements(doc: Doc, words: TermWords) -> Iterator[Candidate]:
    """ "A peacekeeping force", "the deployment of observers", "a buffer zone on the river": what a deal would set up."""
    for token in tokens_of(doc, {a.split()[-1] for a in words.arrangements}):
        if token.tag_ not in {"NN", "NNS"} or _names_another(token) or not _is_bargained_over(token, words):
            continue
        kinds = {f"{c.lower_} {token.lemma_.lower()}" for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"}}
        vague = any(c.lower_ in {"any", "no"} for c in token.lefts)
        if vague or words.arrangements.isdisjoint({*kinds, token.lemma_.lower()}):
            continue
        of = token.head
        deed = of.head if of.lower_ == "of" and of.head.lemma_.lower() in words.deed_nouns else token
        left, right = noun_phrase(deed)
        if left < token.i:
            yield Candidate(left, trim_end(doc, left, right), deed.i, "arrangement")


def _is_bargained_over(token: Token, words: TermWords) -> bool:
    """Whether its sentence, or the one before, speaks of a deal, of peace or of what is bargained over."""
    sent = sentence_of(token)
    first = sentence_of(token.doc[sent.start - 1]).start if sent.start else 0
    return any(t.lemma_.lower() in words.deals | words.bargaining | {"peace"} for t in token.doc[first : sent.end])


def _names_another(token: Token) -> bool:
    """ "Buffer zone talks": a word of what the next noun names."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.dep_ in {"compound", "nmod"} and after is not None and after.pos_ in NOMINAL


def cut_before(doc: Doc, candidate: Candidate, known: Sequence[Candidate]) -> Candidate:
    """A candidate up to where one inside it begins: "to exchange the wounded under the deal to free all prisoners"."""
    inner = [k.start for k in known if candidate.head + 1 < k.start < candidate.end]
    end = trim_end(doc, candidate.start, min(inner, default=candidate.end))
    return replace(candidate, end=end) if end > candidate.head + 1 else candidate
