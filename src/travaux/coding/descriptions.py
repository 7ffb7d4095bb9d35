"""The report's own words for a voice that it does not name: "three officers briefed on the talks"."""

from spacy.tokens import Doc, Token

from travaux.coding.voicewords import VoiceWords, load_voice_words
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.mentions.references import References
from travaux.spans import Span

_ARTICLES = {"the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those"}
_STOPS = {"TO", "MD", "VBD", "VBP", "VBZ", "PRP", "EX", "RB", "WDT", "WP", "WP$", "WRB"}
"""Tags that end a description: the verb, a pronoun, an adverb, a relative clause."""
_PARTICIPLES = {"VBN", "VBG", "VB", "JJ"}
_MARKS = {"-", "–", "'"}
_NOT_IDENTIFYING = {"as", "than", "after", "before", "during", "because", "despite", "without", "since", "until", "via"}
_LONGEST = 16
"""Tokens of a description that are kept."""


class Descriptions:
    """Describes the noun phrases of one Doc."""

    def __init__(self, doc: Doc, references: References) -> None:
        self.doc = doc
        self.references = references
        self.words: VoiceWords = load_voice_words()

    def describe(self, head: Token, within: Span, *, lower: bool = True) -> str:
        """The noun phrase of `head` without article, relative clause or posture; it begins in `within` if `head` does."""
        tokens: list[Token] = []
        first = head.left_edge.i
        while first < head.i and within.start <= head.idx < within.end and self.doc[first].idx < within.start:
            first += 1
        for token in self.doc[first : min(len(self.doc), first + 3 * _LONGEST)]:
            if token.i > head.i and self._ends(token, head, within):
                break
            if token.i < head.i and token.text != "'" and _is_mark(token):
                continue
            tokens.append(token)
        while len(tokens) > 1 and _is_article(tokens[0], head):
            tokens = tokens[1:]
        while len(tokens) > 1 and tokens[-1].i > head.i and tokens[-1].pos_ in {"ADP", "DET", "CCONJ"}:
            tokens.pop()
        words = "".join(t.text_with_ws for t in tokens[:_LONGEST]).strip()
        return spell(words.lower() if lower else words)

    def _ends(self, token: Token, head: Token, within: Span) -> bool:
        """Whether a description of `head` ends before `token`."""
        if token.text in {"'s", "'", "’s", "’"} and (token.i == head.i + 1 or token.idx >= within.end):
            return True
        if token.text == "'s" or token.text in _MARKS:
            return False
        if token.is_punct or token.is_space or token.is_sent_start or token.pos_ in {"SCONJ", "AUX", "CCONJ"}:
            return True
        if token.ent_type_ in {"DATE", "TIME"}:
            return True
        if token.pos_ == "ADP" and token.i + 1 < len(self.doc):
            return self._is_elsewhere(token, head)
        if token.tag_ in _PARTICIPLES and token.pos_ != "NOUN":
            kept = token.lower_ in self.words.identifying
            return not kept and (
                token.i == head.i + 1 or token.dep_ in {"acl", "relcl", "advcl", "ROOT", "ccomp", "conj"}
            )
        return token.tag_ in _STOPS

    def _is_elsewhere(self, preposition: Token, head: Token) -> bool:
        """Whether a preposition leads to no part of the description: a time, an addressee, the outlet spoken to."""
        if preposition.lower_ in _NOT_IDENTIFYING:
            return True
        after = self.doc[preposition.i + 1]
        outlet = self.references.mention_at(after)
        told = outlet is not None and outlet.kind is ActorKind.OUTLET
        addressed = preposition.lower_ == "to" and head.lemma_.lower() in self.words.documents
        return addressed or told or after.ent_type_ in {"DATE", "TIME"} or after.text in {'"', "“"}


def spell(words: str) -> str:
    """Words on one line, with straight apostrophes."""
    return " ".join(words.split()).replace("’", "'")


def _is_mark(token: Token) -> bool:
    return bool(token.is_space or token.is_quote) or token.text in {",", "(", ")"}


def _is_article(token: Token, head: Token) -> bool:
    """An article or pronoun before a noun, and the "one" of "one doctor in Goma"."""
    return token.i < head.i and (token.lower_ in _ARTICLES or (token.lower_ == "one" and token.dep_ == "nummod"))
