"""Names a speaker: the person, body, document or report's own words that the source of an attribution stands for."""

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.coding.voicewords import VoiceWords, load_voice_words
from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import sentence_number, sentence_of, tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.phrases import is_definite
from travaux.reading.mentions.references import References
from travaux.spans import Span

_ARTICLES = {"the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those"}
_PERSONAL = {"he", "she"}
_STOPS = {"TO", "MD", "VBD", "VBP", "VBZ", "PRP", "EX", "RB", "WDT", "WP", "WP$", "WRB"}
"""Tags that end a description: the verb, a pronoun, an adverb, a relative clause."""
_OWNERS = {"amod", "compound", "nmod", "poss", "nummod"}
_PARTICIPLES = {"VBN", "VBG", "VB", "JJ"}
_NAME_MARKS = {"-", "–", "'", "."}
_PARTICLES = {"al", "el", "bin", "ibn", "de", "da", "do", "dos", "del", "van", "von", "der", "la", "abu", "di"}
_NOT_IDENTIFYING = {"as", "than", "after", "before", "during", "because", "despite", "without", "since", "until", "via"}
_LONGEST = 16
"""Tokens of a description that are kept."""
_REACH = 2
"""Sentences back in which a pronoun finds who spoke last."""


class Speakers:
    """Names the speakers of one Doc, in the order in which they speak: later ones may be those met before."""

    def __init__(self, doc: Doc, references: References) -> None:
        self.doc = doc
        self.references = references
        self.words: VoiceWords = load_voice_words()
        self._starts = [m.span.start for m in references.mentions]
        self._met: dict[str, Voice] = {}
        """Unnamed voices met so far by their noun, for "the official added"."""
        self._principals: dict[str, str] = {}
        """Named spokespeople and whom they speak for."""
        self._span = Span(0, 1)
        self.last: Voice | None = None
        self._last_sentence = 0

    def name(self, source: Phrase) -> Voice:
        """The voice of `source`, which is no outlet."""
        head = self.doc[source.head]
        self._span = source.span
        voice = replace(self._name(source, head), speaker_span=source.span)
        if voice.speaker and head.pos_ != "PRON":
            self._met[head.lemma_.lower()] = voice
            if voice.kind in {SpeakerKind.ANONYMOUS, SpeakerKind.OFFICE} and head.lemma_.lower() in self.words.plain:
                for noun in self.words.plain:
                    self._met[noun] = voice
        if voice.speaker:
            self.last, self._last_sentence = voice, sentence_number(head)
        return voice

    def _name(self, source: Phrase, head: Token) -> Voice:
        if head.pos_ == "PRON" or head.lower_ in {"who", "which", "that"}:
            return self._pronoun(source, head)
        several = self._several(source, head)
        if several is not None:
            return several
        return self._single(source, head)

    # One name or noun.

    def _single(self, source: Phrase, head: Token) -> Voice:
        person = self._person(source, head)
        if person is not None:
            return self._for_others(person, source, head)
        lemma = head.lemma_.lower()
        mention = self.references.mention_at(head)
        if mention is None and lemma in self.words.documents:
            return Voice(speaker=self.describe(head), kind=SpeakerKind.DOCUMENT)
        again = self._met_before(head, lemma)
        if again is not None:
            return again
        institution = self._institution(head, lemma)
        if institution is not None:
            return institution
        found = self.references.resolve(source)
        named = bool(found) and found[0].kind is ActorKind.PERSON
        if mention is None and not named and lemma in self.words.spokespeople | self.words.anonymous:
            return self._unnamed(head, lemma)
        return self._of_mentions(found, head) if found else self._unnamed(head, lemma)

    def _person(self, source: Phrase, head: Token) -> Voice | None:
        """ "Regional governor Kari Holm", "the mayor, Kari Holm": the person whom the phrase names."""
        mention = self.references.mention_at(head)
        if mention is not None and mention.kind is ActorKind.PERSON:
            return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
        for inside in self._mentions_in(source.span):
            if inside.kind is ActorKind.PERSON and self._stands_for(inside, head, source.span):
                return Voice(speaker=inside.names[0], kind=SpeakerKind.NAMED)
        if mention is None or mention.by == "name":
            name = self._titled_name(head) or self._apposed_name(head)
            if name:
                return Voice(speaker=name, kind=SpeakerKind.NAMED)
        return None

    def _for_others(self, person: Voice, source: Phrase, head: Token) -> Voice:
        """ "Kremlin spokesman Kari Holm", and Holm from then on: whom a named spokesperson speaks for."""
        name = person.speaker or ""
        tokens = tokens_at(self.doc, source.span.start, source.span.end)
        if tokens is not None and any(t.lemma_.lower() in self.words.spokespeople for t in tokens):
            behalf = next(
                (
                    m.names[0]
                    for m in self._mentions_in(source.span)
                    if m.kind not in {ActorKind.PERSON, ActorKind.OUTLET} and m.head != head.i
                ),
                None,
            )
            if behalf is not None:
                self._principals[name] = behalf
        return replace(person, on_behalf_of=self._principals.get(name))

    def _mentions_in(self, span: Span) -> list[Mention]:
        first = bisect_left(self._starts, span.start)
        after = bisect_left(self._starts, span.end)
        return [m for m in self.references.mentions[first:after] if m.span.end <= span.end]

    def _stands_for(self, mention: Mention, head: Token, phrase: Span) -> bool:
        """Whether a name inside a phrase is whom the phrase means, and not somebody's aide's employer.

        It is in apposition, or ends the phrase behind another name ("envoy to the Middle East Kari Holm").
        """
        name = self.doc[mention.head]
        for _ in range(4):
            if name == head:
                return True
            if name.dep_ not in {"appos", "compound", "nmod", "flat"}:
                break
            name = name.head
        tokens = tokens_at(self.doc, mention.span.start, mention.span.end)
        if name == head or tokens is None or tokens.start == 0 or mention.span.end < phrase.end:
            return name == head
        before = self.doc[tokens.start - 1]
        titled = self._is_title(before) or before.text == ","
        return before.i >= head.i and (titled or (before.pos_ in {"PROPN", "NOUN"} and before.ent_type_ != "PERSON"))

    def _titled_name(self, head: Token) -> str | None:
        """ "General Moses Okello", "spokesman Yudi Pranoto": a name after a title, which the model took for no person."""
        if head.pos_ != "PROPN":
            return None
        first = self._chunk_start(head)
        titled = False
        while first < head.i and self._is_title(self.doc[first]):
            first += 1
            titled = True
        before = self.doc[first - 1] if first else None
        if before is not None and not titled:
            titled = before.lemma_.lower() in load_nouns().title_heads and before.text[:1].islower()
        if not titled or first > head.i:
            return None
        return _spell(self.doc[first : head.i + 1].text)

    def _apposed_name(self, head: Token) -> str | None:
        """ "The columnist, Desmond Persaud": an office with a name in apposition that the model took for no person."""
        lemma = head.lemma_.lower()
        if head.pos_ != "NOUN" or lemma not in load_nouns().title_heads | self.words.anonymous:
            return None
        for child in head.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                return _spell(self.doc[self._chunk_start(child) : child.i + 1].text)
        return None

    def _is_title(self, token: Token) -> bool:
        nouns = load_nouns()
        word = token.lower_.rstrip(".")
        return word in nouns.title_parts or token.lemma_.lower() in nouns.title_heads or word in self.words.ranks

    def _chunk_start(self, head: Token) -> int:
        first = head.i
        while first > 0:
            token = self.doc[first - 1]
            if not (
                (token.pos_ == "PROPN" and token.text[:1].isupper())
                or token.text in _NAME_MARKS
                or token.lower_ in _PARTICLES
            ):
                break
            first -= 1
        while self.doc[first].text in _NAME_MARKS and first < head.i:
            first += 1
        return first

    def _institution(self, head: Token, lemma: str) -> Voice | None:
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
        words = self.describe(head, lower=False)
        if common and named:
            words = words.partition("' " if "s' " in words else "'s ")[2] or words
        return Voice(speaker=words, kind=SpeakerKind.ORGANISATION)

    def _of_mentions(self, found: tuple[Mention, ...], head: Token) -> Voice:
        first = found[0]
        if first.kind is ActorKind.PERSON:
            kind = SpeakerKind.NAMED
        elif first.by == "words":
            return self._unnamed(head, head.lemma_.lower())
        else:
            kind = SpeakerKind.ORGANISATION
        seat = self.words.seats.get(head.text)
        names = [seat] if seat else list(dict.fromkeys(n for m in found for n in m.names))
        return Voice(speaker=" and ".join(names), kind=kind)

    def _unnamed(self, head: Token, lemma: str) -> Voice:
        """ "An official briefed on the talks": the report's words; an office where only one person can be meant."""
        words = self.describe(head)
        behalf = self._behalf(head)
        if lemma in self.words.spokespeople:
            return Voice(speaker=words, kind=SpeakerKind.OFFICE, on_behalf_of=behalf)
        is_office = is_definite(head) and head.tag_ in {"NN", "NNP"} and lemma in load_nouns().office_nouns
        office = is_office and lemma not in self.words.plain
        return Voice(speaker=words, kind=SpeakerKind.OFFICE if office else SpeakerKind.ANONYMOUS, on_behalf_of=behalf)

    def _behalf(self, head: Token) -> str | None:
        """Whom a spokesperson speaks for: "the ministry's spokesman", "a spokesman for Fatah"."""
        edge = self.doc[head.right_edge.i]
        span = Span(head.left_edge.idx, edge.idx + len(edge))
        for mention in self._mentions_in(span):
            if mention.kind not in {ActorKind.PERSON, ActorKind.OUTLET} and mention.head != head.i:
                return mention.names[0]
        return None

    # Several.

    def _several(self, source: Phrase, head: Token) -> Voice | None:
        """ "Norway and Chile said": both, where both have names; "port workers and two agents": the report's words."""
        others = [t for t in head.conjuncts if t.i > head.i and source.span.start <= t.idx < source.span.end]
        if not others or len(others) > 4:
            return None
        voices = [self._single(self._alone(token), token) for token in (head, *others)]
        kinds = {v.kind for v in voices}
        if kinds <= {SpeakerKind.NAMED, SpeakerKind.ORGANISATION}:
            names = list(dict.fromkeys(v.speaker or "" for v in voices))
            return Voice(speaker=" and ".join(names), kind=voices[0].kind)
        if SpeakerKind.DOCUMENT in kinds and len(kinds) > 1:
            return voices[0]
        return Voice(speaker=" and ".join(v.speaker or "" for v in voices), kind=voices[0].kind)

    def _alone(self, token: Token) -> Phrase:
        return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)

    # Those met before.

    def _pronoun(self, source: Phrase, head: Token) -> Voice:
        """ "He added": whoever spoke last, where the pronoun can mean them; else whom the pronoun goes back to."""
        found = self.references.resolve(source)
        near = self.last is not None and 0 <= sentence_number(head) - self._last_sentence <= _REACH
        if head.lower_ in {"who", "which", "that"} and not found:
            noun = self._antecedent(head)
            if noun is not None:
                return self._name(self._alone(noun), noun)
        if self.last is not None and near and self._can_mean(head, self.last, found):
            return self.last
        if found:
            return self._of_mentions(found, head)
        if head.lower_ in {"it", "its"} and (body := self._body_before(head)) is not None:
            return body
        if head.lower_ in {"he", "she"} and (person := self._person_before(head)) is not None:
            return person
        if self.last is None and head.lower_ in {"he", "she", "his", "her"}:
            return self._person_after(head)
        return replace(self.last, speaker_span=source.span) if self.last is not None else Voice()

    def _antecedent(self, head: Token) -> Token | None:
        clause = head
        for _ in range(6):
            if clause.dep_ in {"relcl", "ROOT"}:
                break
            clause = clause.head
        return clause.head if clause.dep_ == "relcl" else None

    def _person_before(self, head: Token) -> Voice | None:
        """ "The foreign minister shrugged. “I read novels too,” he said": an office that is the last subject."""
        nouns = load_nouns()
        sentence = sentence_of(head)
        for _ in range(_REACH):
            for token in sentence:
                subject = token.i < head.i and token.dep_ == "nsubj" and token.tag_ == "NN"
                if subject and token.lemma_.lower() in nouns.title_heads | self.words.anonymous:
                    edge = self.doc[token.right_edge.i]
                    span = Span(token.left_edge.idx, edge.idx + len(edge))
                    return self._single(Phrase(span=span, head=token.i), token)
            if sentence.start == 0:
                return None
            sentence = sentence_of(self.doc[sentence.start - 1])
        return None

    def _person_after(self, head: Token) -> Voice:
        """ "His warning went unheeded. The economist Kari Holm had …": nobody before, so the first person after."""
        first = bisect_left(self._starts, head.idx)
        for mention in self.references.mentions[first : first + 4]:
            token = self.doc[mention.head]
            person = mention.kind is ActorKind.PERSON or (
                mention.by == "name" and token.dep_ == "appos" and token.head.lemma_.lower() in self.words.anonymous
            )
            if person and sentence_number(token) - sentence_number(head) <= 1:
                return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
        return Voice()

    def _body_before(self, head: Token) -> Voice | None:
        """ "The port authority has a different version: by its account …": the body that is the subject of the sentence."""
        for token in sentence_of(head):
            if token.i >= head.i:
                return None
            if token.dep_ == "nsubj" and token.pos_ in {"NOUN", "PROPN"}:
                return self._institution(token, token.lemma_.lower())
        return None

    def _can_mean(self, head: Token, voice: Voice, found: tuple[Mention, ...]) -> bool:
        word = head.lower_
        if word in _PERSONAL:
            entry = self.references.world.entries.get(voice.speaker or "")
            if entry is not None and entry.gender not in {"", "f" if word == "she" else "m"}:
                return False
            return voice.kind is SpeakerKind.NAMED or (
                not found and voice.kind in {SpeakerKind.ANONYMOUS, SpeakerKind.OFFICE}
            )
        if word in {"it", "its"}:
            return voice.kind in {SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT}
        return word == "they" and voice.kind is SpeakerKind.ANONYMOUS

    def _met_before(self, head: Token, lemma: str) -> Voice | None:
        """ "The diplomat", "the official" after "an anonymous diplomat": the same voice."""
        definite = any(t.lower_ in {"the", "this", "that"} for t in head.lefts)
        marked = any(t.dep_ in {"amod", "compound", "poss", "nummod"} for t in head.lefts) or any(
            t.dep_ == "prep" for t in head.rights
        )
        if not definite or marked or lemma not in self.words.anonymous | self.words.spokespeople:
            return None
        voice = self._met.get(lemma)
        return voice if voice is not None and voice.kind is not SpeakerKind.NAMED else None

    # The report's own words.

    def describe(self, head: Token, *, lower: bool = True) -> str:
        """The noun phrase of `head` without article, relative clause or posture ("three officers briefed on the talks")."""
        tokens: list[Token] = []
        first = head.left_edge.i
        while (
            first < head.i and self._span.start <= head.idx < self._span.end and self.doc[first].idx < self._span.start
        ):
            first += 1
        for token in self.doc[first : min(len(self.doc), first + 3 * _LONGEST)]:
            if token.i > head.i and self._ends(token, head):
                break
            if (
                token.i < head.i
                and token.text != "'"
                and (token.is_space or token.is_quote or token.text in {",", "(", ")"})
            ):
                continue
            tokens.append(token)
        while len(tokens) > 1 and tokens[0].lower_ in _ARTICLES and tokens[0].i < head.i:
            tokens = tokens[1:]
        while len(tokens) > 1 and tokens[-1].i > head.i and tokens[-1].pos_ in {"ADP", "DET", "CCONJ"}:
            tokens.pop()
        words = "".join(t.text_with_ws for t in tokens[:_LONGEST]).strip()
        return " ".join((words.lower() if lower else words).split()).replace("’", "'")

    def _ends(self, token: Token, head: Token) -> bool:
        """Whether a description of `head` ends before `token`."""
        if token.text in {"'s", "'", "’s", "’"} and (token.i == head.i + 1 or token.idx >= self._span.end):
            return True
        if token.text == "'s" or token.text in _NAME_MARKS - {"."}:
            return False
        if token.is_punct or token.is_space or token.is_sent_start or token.pos_ in {"SCONJ", "AUX"}:
            return True
        if token.ent_type_ in {"DATE", "TIME"}:
            return True
        if token.pos_ == "ADP" and token.i + 1 < len(self.doc):
            after = self.doc[token.i + 1]
            addressed = token.lower_ == "to" and head.lemma_.lower() in self.words.documents
            outlet = self.references.mention_at(after)
            told = outlet is not None and outlet.kind is ActorKind.OUTLET
            if token.lower_ in _NOT_IDENTIFYING:
                return True
            return addressed or told or after.ent_type_ in {"DATE", "TIME"} or after.text in {'"', "“"}
        if token.pos_ == "CCONJ":
            return True
        if token.tag_ in _PARTICIPLES and token.pos_ != "NOUN":
            kept = token.lower_ in self.words.identifying
            return not kept and (
                token.i == head.i + 1 or token.dep_ in {"acl", "relcl", "advcl", "ROOT", "ccomp", "conj"}
            )
        return token.tag_ in _STOPS


def _spell(words: str) -> str:
    return " ".join(words.split()).replace("’", "'")
