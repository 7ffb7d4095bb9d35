"""Bodies as voices: by the report's own words, by a name beside their noun, and told again by that noun alone."""

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token

from travaux.coding.descriptions import Descriptions, spell
from travaux.coding.voicewords import VoiceWords, load_voice_words
from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.reading.lookup import text_of, tokens_at
from travaux.reading.mentions.references import References
from travaux.spans import Span

_OWNERS = {"amod", "compound", "nmod", "poss", "nummod"}
_LINKS = {"of", "for", "and", "in", "on", "the", "&", "-"}
"""Words in small letters inside a body's name ("Observatory for Human Rights")."""
_LONGEST_NAME = 9
_WORD = re.compile(r"\w+")
_COMMON_NAME = 2
"""Words of a name that show it to be one: a single capital may be a nationality."""


class Bodies:
    """The organisations of one Doc, in the order in which they speak."""

    def __init__(self, doc: Doc, references: References) -> None:
        self.doc = doc
        self.references = references
        self.words: VoiceWords = load_voice_words()
        self._descriptions = Descriptions(doc, references)
        self._called: dict[str, str] = {}
        """The names of bodies by the noun that stood beside them ("the aviation authority Aviatsia")."""
        self._starts = [m.span.start for m in references.mentions]

    def find(self, head: Token, lemma: str, within: Span) -> Voice | None:
        """The voice of a noun phrase that means a body."""
        self._note_noun_behind(head, within)
        name = self._beside(head, lemma) or self._again(head, lemma)
        if name is not None:
            self._called[lemma] = name
            return Voice(speaker=name, kind=SpeakerKind.ORGANISATION)
        return self._by_words(head, lemma, within)

    def _by_words(self, head: Token, lemma: str, within: Span) -> Voice | None:
        """ "The Malian army", "the embassy in Yangon", "the port authority": a body by the report's own words.

        A body that packs know by this name, and a state's government, keep their names.
        """
        mention = self.references.mention_at(head)
        known = (
            mention is not None and mention.by != "name" and mention.kind not in {ActorKind.MILITARY, ActorKind.UNKNOWN}
        )
        several = head.tag_ == "NNS" and lemma not in {"force", "police"}
        if known or several or lemma not in self.words.institutions:
            return None
        owner = next((t for t in head.lefts if t.dep_ in _OWNERS), None)
        if owner is None and mention is None and lemma in self.words.organs:
            return None
        common = owner is not None and owner.dep_ == "poss" and owner.text[:1].islower()
        named = any(t.pos_ == "PROPN" for t in head.lefts)
        placed = any(t.dep_ == "prep" and t.lower_ in {"of", "in", "for"} for t in head.rights)
        if (owner is None or owner.tag_ == "PRP$" or (common and not named)) and not placed:
            return None
        words = self._descriptions.describe(head, within, lower=False)
        if common and named:
            words = words.partition("' " if "s' " in words else "'s ")[2] or words
        return Voice(speaker=words, kind=SpeakerKind.ORGANISATION)

    # A name beside the noun.

    def _note_noun_behind(self, head: Token, within: Span) -> None:
        """ "The Observatory for Human Rights monitor": its last noun calls the body from then on."""
        tokens = tokens_at(self.doc, within.start, within.end)
        last = tokens[-1] if tokens is not None else head
        lemma = last.lemma_.lower()
        if head.pos_ != "PROPN" or last.i <= head.i or last.tag_ != "NN":
            return
        if lemma in self.words.institutions | self.words.bodies:
            mention = self.references.mention_at(head)
            known = (
                mention is not None
                and mention.by == "pack"
                and mention.kind not in {ActorKind.STATE, ActorKind.UNKNOWN}
            )
            name = (
                mention.names[0] if known and mention is not None else self._before_noun(last, first=head.left_edge.i)
            )
            if name is not None:
                self._called[lemma] = name

    def _beside(self, head: Token, lemma: str) -> str | None:
        """ "The Coastal Watch monitor", "the aviation authority Aviatsia", "a watchdog, Rights Now in Chad"."""
        if head.pos_ == "PROPN" and head.text[:1].isupper():
            return self._after_noun(head) or self._named_by(head)
        if lemma not in self.words.institutions | self.words.bodies or head.tag_ != "NN":
            return None
        return self._before_noun(head) or self._apposed(head)

    def _before_noun(self, head: Token, first: int | None = None) -> str | None:
        edge = head.left_edge.i if first is None else first
        first = head.i
        while first > edge and head.i - first <= _LONGEST_NAME and self._is_part(self.doc[first - 1]):
            first -= 1
        while first < head.i and not self.doc[first].text[:1].isupper():
            first += 1
        capitals = [t for t in self.doc[first : head.i] if t.text[:1].isupper()]
        if len(capitals) < _COMMON_NAME or self.doc[first].ent_type_ == "NORP" or self.doc[head.i - 1].text == "'s":
            return None
        linked = any(t.lower_ in {"of", "for"} for t in self.doc[first : head.i])
        return spell(self.doc[first : head.i].text) if linked else None

    def _apposed(self, head: Token) -> str | None:
        """A body's name in apposition, with what belongs to it."""
        for child in head.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.ent_type_ != "PERSON":
                mention = self.references.mention_at(child)
                if mention is not None and mention.by == "pack":
                    return None if mention.kind is ActorKind.PERSON else spell(mention.span.of(text_of(self.doc)))
                return self._chunk(child)
        return None

    def _after_noun(self, name: Token) -> str | None:
        """The name behind "the group", "the aviation authority": its noun calls it from then on."""
        first = name.i
        while first > 0 and self.doc[first - 1].pos_ == "PROPN" and self.doc[first - 1].text[:1].isupper():
            first -= 1
        noun = self.doc[first - 1] if first else None
        if noun is None or noun.tag_ != "NN" or noun.dep_ not in {"compound", "nmod"}:
            return None
        lemma = noun.lemma_.lower()
        if lemma not in self.words.institutions | self.words.bodies:
            return None
        mention = self.references.mention_at(name)
        if mention is not None and mention.by == "pack":
            return None
        found = self._chunk(name)
        self._called[lemma] = found
        return found

    def _named_by(self, head: Token) -> str | None:
        """The name before the noun that ends the phrase of `head`, if it was noted under that noun."""
        after = self.doc[head.right_edge.i]
        name = self._called.get(after.lemma_.lower()) if after.i > head.i else None
        return name if name is not None and head.text in name.split() else None

    def _chunk(self, name: Token) -> str:
        first = last = name.i
        while first > 0 and self.doc[first - 1].pos_ == "PROPN" and self.doc[first - 1].text[:1].isupper():
            first -= 1
        edge = name.right_edge.i
        while last < edge and self._is_part(self.doc[last + 1]):
            last += 1
        while last > name.i and not self.doc[last].text[:1].isupper():
            last -= 1
        return spell(self.doc[first : last + 1].text)

    def _is_part(self, token: Token) -> bool:
        return (token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ"}) or token.lower_ in _LINKS

    # Told again.

    def _again(self, head: Token, lemma: str) -> str | None:
        """ "The monitor", "the working group" after "the Working Group for Chad": the body last called so."""
        definite = any(t.lower_ in {"the", "this", "that"} for t in head.lefts)
        modifiers = [t for t in head.lefts if t.dep_ in {"amod", "compound", "nmod", "poss", "nummod"}]
        bare = head.tag_ == "NN" and not any(t.dep_ == "prep" for t in head.rights)
        if not definite or not bare or lemma not in self.words.institutions | self.words.bodies:
            return None
        wanted = {lemma, *(t.lower_ for t in modifiers)}
        if not modifiers and lemma in self._called:
            return self._called[lemma]
        for k in range(bisect_left(self._starts, head.idx) - 1, -1, -1):
            mention = self.references.mentions[k]
            words = _WORD.findall(mention.names[0].lower())
            named = mention.by in {"name", "pack"} and mention.kind not in {ActorKind.PERSON, ActorKind.OUTLET}
            if named and len(words) > 1 and wanted <= set(words) and words[0] != lemma:
                return self._chunk(self.doc[mention.head]) if mention.by == "name" else mention.names[0]
        return None
