"""Which words of a report name an outlet: names that packs know, and those that stand beside a noun for media."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from travaux.coding.voicewords import load_voice_words
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.lookup import tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.references import References
from travaux.spans import Span

_MARKS = {"-", "–", "'", ".", "&"}
_COMMON = {
    "news",
    "agency",
    "newspaper",
    "newswire",
    "daily",
    "outlet",
    "website",
    "site",
    "portal",
    "paper",
    "magazine",
}
_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An outlet as a report names it: `name` is canonical, `words` as written, without article."""

    name: str
    words: str
    span: Span
    head: Token


class Outlets:
    """Finds the outlets of one Doc by token."""

    def __init__(self, doc: Doc, references: References) -> None:
        self.doc = doc
        self.references = references
        self._media = load_voice_words().media
        self._initials = load_voice_words().initials
        self._found: dict[int, Title | None] = {}

    def at(self, token: Token) -> Title | None:
        """The outlet that the noun phrase of `token` names, if `token` is its name or its noun."""
        if token.i not in self._found:
            self._found[token.i] = self._find(token)
        return self._found[token.i]

    def is_media(self, token: Token) -> bool:
        """Whether a token is a noun for media."""
        return token.lower_ in self._media or token.lemma_.lower() in self._media

    def names_body(self, token: Token) -> bool:
        """Whether packs know a name with a noun for media in it as another body's ("the World Food Programme")."""
        mention = self.references.mention_at(token)
        return mention is not None and mention.by == "pack" and mention.kind not in {ActorKind.PERSON, ActorKind.OUTLET}

    def _find(self, token: Token) -> Title | None:
        mention = self.references.mention_at(token)
        if mention is not None and mention.kind is ActorKind.OUTLET:
            return self._title(mention.names[0], mention.span, self.doc[mention.head])
        if mention is not None and mention.kind is ActorKind.PERSON and mention.by == "name":
            outlet = self.references.world.find_outlet(self._words(mention.span))
            return self._title(outlet.name, mention.span, self.doc[mention.head]) if outlet else None
        if self.is_media(token) and not self.names_body(token):
            return self._beside(token)
        if (mention is None or mention.by == "name") and (known := self._cited_name(token)) is not None:
            return known
        if token.pos_ == "PROPN" and (mention is None or mention.by == "name"):
            first = self._start(token)
            noun = self.doc[first - 1] if first else None
            if noun is not None and self.is_media(noun) and noun.text[:1].islower():
                return self._beside(noun)
            after = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
            if after is not None and self.is_media(after) and after.text[:1].islower():
                return self._beside(after)
        return None

    def _cited_name(self, token: Token) -> Title | None:
        """ "ABC reported": a name that only means an outlet where it is cited, as all that are asked for here are."""
        if token.pos_ not in {"PROPN", "NOUN", "X"} or not token.text.strip("_*")[:1].isupper():
            return None
        first, last = self._start(token), token.i
        words = self.doc[first : last + 1].text.strip("_*")
        outlet = self.references.world.find_outlet(words) or self.references.world.find_outlet(f"The {words}")
        if outlet is None:
            return None
        span = Span(self.doc[first].idx, token.idx + len(token))
        return Title(name=outlet.name, words=self._initials.get(outlet.name, words), span=span, head=token)

    def _beside(self, noun: Token) -> Title | None:
        """ "The portal Primicias", "Burundi's Iwacu newspaper", "Chinese state television"."""
        after = noun.i + 1
        while after < len(self.doc) and after - noun.i <= _LONGEST and self._is_name(self.doc[after]):
            after += 1
        if after > noun.i + 1 and self.doc[noun.i + 1].text not in _MARKS:
            return self._named(noun.i + 1, after)
        first = self._start(self.doc[noun.i - 1]) if noun.i and self._is_name(self.doc[noun.i - 1]) else noun.i
        while first < noun.i and not self._is_title(self.doc[first]):
            first += 1
        if first < noun.i and self.doc[first].text not in _MARKS:
            return self._named(first, noun.i)
        if noun.lemma_.lower() == "agency" or noun.pos_ == "VERB":
            return None
        return self._without_name(noun)

    def _without_name(self, noun: Token) -> Title | None:
        """ "State newspapers", "Israeli media": carriers that nobody names; "the media" in general are none."""
        words = [t for t in noun.lefts if t.dep_ in {"amod", "compound", "nmod"} and not t.is_punct]
        definite = any(t.lower_ == "the" for t in noun.lefts)
        if not words and not (definite and noun.tag_ == "NN"):
            return None
        text = " ".join(t.lower_ for t in (*words, noun))
        first = words[0] if words else noun
        return Title(name=text, words=text, span=Span(first.idx, noun.idx + len(noun)), head=noun)

    def _named(self, first: int, after: int) -> Title | None:
        for i in range(first, after):
            mention = self.references.mention_at(self.doc[i])
            if mention is not None and mention.kind is ActorKind.OUTLET:
                return self._title(mention.names[0], mention.span, self.doc[mention.head])
        last = self.doc[after - 1]
        span = Span(self.doc[first].idx, last.idx + len(last))
        words = self._words(span)
        return Title(name=words, words=words, span=span, head=self.doc[first:after].root)

    def _title(self, name: str, span: Span, head: Token) -> Title:
        words = self._initials.get(name) or self._words(span) or name
        return Title(name=name, words=words, span=span, head=head)

    def _words(self, span: Span) -> str:
        """A name without its article, "semi-official" before it and "news agency" around it."""
        tokens = list(tokens_at(self.doc, span.start, span.end) or ())
        while tokens and tokens[0].i and tokens[0].nbor(-1).text in {"-", "–"} and not tokens[0].nbor(-1).whitespace_:
            tokens = [*self.doc[max(0, tokens[0].i - 2) : tokens[0].i], *tokens]
        for k in range(len(tokens) - 1, 0, -1):
            if (
                tokens[k - 1].lemma_.lower() in self._media
                and tokens[k - 1].text[:1].islower()
                and _is_capital(tokens[k])
            ):
                tokens = tokens[k:]
                break
        while len(tokens) > 1 and not _is_capital(tokens[0]):
            tokens = tokens[1:]
        while len(tokens) > 1 and tokens[-1].text in _COMMON:
            tokens = tokens[:-1]
        words = "".join(t.text_with_ws for t in tokens).replace("’", "'")
        return " ".join(words.split()).removeprefix("The ")

    def _is_name(self, token: Token) -> bool:
        if token.text in _MARKS:
            return bool(token.i) and not self.doc[token.i - 1].whitespace_ and not token.whitespace_
        return (
            token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ", "X", "VERB"} and not token.is_sent_start
        )

    def _start(self, token: Token) -> int:
        first = token.i
        while first > 0 and token.i - first < _LONGEST and self._is_name(self.doc[first - 1]):
            first -= 1
        return first

    def _is_title(self, token: Token) -> bool:
        """Whether a name begins here: no nationality or owner stands before it."""
        return token.ent_type_ not in {"NORP"} and token.lower_ not in load_nouns().outlet_words


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() or token.text[:1].isdigit()
