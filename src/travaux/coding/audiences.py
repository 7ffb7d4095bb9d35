"""Which outlets a speaker spoke to, or were quoted by: "told Reuters", "in an interview with the BBC", "was quoted by Tass".

Read off the parse, and off the words before an outlet's name where the parse loses its way.
"""

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from travaux.coding.outlets import Outlets, Title
from travaux.coding.voicewords import load_voice_words
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

SPEAK = frozenset({"speak", "talk", "interview", "appear"})
ADDRESS = frozenset({"to", "with", "by", "on", "in", "from", "for", "via", "through"})
_TOLD = frozenset({"tell", "inform", "brief", "give", "assure"})
_CONVERSE = frozenset(
    [
        "interview",
        "remark",
        "comment",
        "conversation",
        "article",
        "column",
        "appearance",
        "statement",
        "programme",
        "program",
    ]
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAME_PARTS = frozenset({"DET", "ADJ", "PROPN", "PART"})
_INSIDE = frozenset({"conj", "compound", "appos", "poss", "nmod", "amod"})
_LONGEST_NAME = 7


class Audiences:
    """Finds the outlets around the cues of one Doc."""

    def __init__(self, doc: Doc, outlets: Outlets) -> None:
        self.doc = doc
        self.outlets = outlets
        self.words = load_voice_words()
        self._cues: list[Span] = sorted(a.cue for a in doc._.attributions if a.cue is not None)
        self._starts = [c.start for c in self._cues]

    def of(self, verb: Token, content: tuple[Span, ...], *, only_told: bool) -> list[tuple[Token, Title]]:
        """The outlets in the clause of `verb`, outside `content`; `only_told`: no others than those spoken to."""
        return [
            *self._named(t for t in self._clause(verb, content) if self._carries(t, only_told=only_told)),
            *self._named(t for t in self._outside(verb, content) if self._is_told(t, only_told=only_told)),
        ]

    def _named(self, tokens: Iterator[Token]) -> Iterator[tuple[Token, Title]]:
        for token in tokens:
            title = self.outlets.at(token)
            if title is not None and title.name not in self.words.platforms:
                yield token, title

    def _outside(self, verb: Token, content: tuple[Span, ...]) -> Iterator[Token]:
        """The words of the verb's sentence that stand in nobody's mouth, up to the cues of other speakers."""
        sentence = sentence_of(verb)
        first, after = sentence.start, sentence.end
        k = bisect_left(self._starts, sentence.start_char)
        for cue in self._cues[k : bisect_left(self._starts, sentence.end_char)]:
            if cue.end <= verb.idx:
                first = max(first, self._index(cue.end))
            elif cue.start > verb.idx:
                after = min(after, self._index(cue.start))
        for token in self.doc[first:after]:
            nominal = token.ent_type_ or token.pos_ in {"PROPN", "NOUN"}
            if nominal and not any(s.start <= token.idx < s.end for s in content):
                yield token

    def _index(self, character: int) -> int:
        tokens = tokens_at(self.doc, character, character + 2)
        return int(tokens.start) if tokens is not None else 0

    def _is_told(self, token: Token, *, only_told: bool) -> bool:
        """Whether the words before an outlet's name make it the one spoken to, or the one that carries."""
        at = token.i - 1
        while at >= 0 and token.i - at <= _LONGEST_NAME and self._is_name_part(self.doc[at]):
            at -= 1
        if at < 1 or self._is_cited(at):
            return False
        before, verb = self.doc[at], self.doc[at - 1]
        if verb.tag_ == "RP" or verb.lower_ in {"up", "out"}:
            verb = self.doc[max(0, at - 2)]
        lemma = verb.lemma_.lower()
        if before.lemma_.lower() in _TOLD:
            return True
        if before.lower_ not in ADDRESS:
            return False
        if lemma in SPEAK | _CONVERSE:
            return True
        return not only_told and verb.pos_ == "VERB" and lemma in self.words.carrying | {"say", "declare", "write"}

    def _is_name_part(self, token: Token) -> bool:
        return token.pos_ in _NAME_PARTS or self.outlets.is_media(token) or token.text == "-"

    def _is_cited(self, at: int) -> bool:
        """Whether "citing" or "referring to" stands shortly before: that is a link of its own."""
        return any(t.tag_ == "VBG" and t.lemma_.lower() in self.words.citing for t in self.doc[max(0, at - 6) : at])

    def _clause(self, verb: Token, content: tuple[Span, ...]) -> Iterator[Token]:
        """The words of a verb's clause outside its subject and content."""
        stack = [verb]
        while stack:
            token = stack.pop()
            yield token
            for child in token.children:
                inside = any(s.start <= child.idx < s.end for s in content)
                clause = child.dep_ in {"ccomp", "conj", "relcl"} or child.dep_ in _SUBJECTS
                citing = child.lemma_.lower() in self.words.citing and child.pos_ == "VERB"
                if not (inside or clause or citing):
                    stack.append(child)

    def _carries(self, token: Token, *, only_told: bool) -> bool:
        """Whether a name is the addressee or agent of the speech, or where it was printed."""
        while token.dep_ in _INSIDE and token.head != token:
            token = token.head
        if token.dep_ in {"dobj", "dative", "iobj"}:
            return token.head.lemma_.lower() in _TOLD | SPEAK
        if only_told and token.head.head.lemma_.lower() not in _TOLD | SPEAK | {"interview"}:
            return False
        return token.dep_ == "pobj" and token.head.lower_ in ADDRESS
