"""Names a speaker: the person, body, document or report's own words that the source of an attribution stands for."""

import re
from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.coding.bodies import Bodies
from travaux.coding.descriptions import Descriptions, spell
from travaux.coding.pronouns import NEUTER, PERSONAL, Pronouns, Spoken
from travaux.coding.voicewords import VoiceWords, load_voice_words
from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import sentence_number, text_of, tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.phrases import is_definite
from travaux.reading.mentions.references import References
from travaux.spans import Span

_NAME_MARKS = {"-", "–", "'", "."}
_PARTICLES = {"al", "el", "bin", "ibn", "de", "da", "do", "dos", "del", "van", "von", "der", "la", "abu", "di"}
_ALIAS = re.compile(
    r"[^.!?\n]{0,160}?\b(?:(?:known|identified)(?: only| simply)? as|(?:gave|give|gives|given|giving|using)(?: only| just)? "
    r"(?:his|her|their|a) (?:first |given |last )?name(?: only)?(?: as)?),? [\"'“‘]?([A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
"""The words that give an unnamed person one name."""
_ASIDE = 22
"""Tokens behind a noun in which such a name may follow."""
_NEXT = 3
"""Sentences behind an office told in a report's first ones, in which its holder's name may follow."""
_AUTHOR = frozenset({"i", "we"})
"""Outside quotations these are who wrote the text, and never who spoke last."""
_FIRST = 4
"""Sentences at a report's start that may name an office before its holder."""
_LAST_NAMES = 2
"""Names that may follow the part of a name that was found."""


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
        self.last: Spoken | None = None
        self._descriptions = Descriptions(doc, references)
        self._bodies = Bodies(doc, references)
        self._pronouns = Pronouns(doc, references, self._single)
        self._sources = sorted({a.source.span for a in doc._.attributions if a.source is not None})

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
            self.last = Spoken(voice, sentence_number(head), source.span.end)
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
            words = self._descriptions.describe(head, self._span)
            return Voice(speaker=words, kind=SpeakerKind.DOCUMENT, on_behalf_of=self._issuer(head, lemma))
        again = self._met_before(head, lemma)
        if again is not None:
            return again
        body = self._bodies.find(head, lemma, self._span)
        if body is not None:
            return body
        found = () if self._is_of_others(source, head) else self.references.resolve(source)
        found = () if any(self._is_other_office(head, m) for m in found) else found
        named = bool(found) and found[0].kind is ActorKind.PERSON
        if mention is None and not named and lemma in self.words.spokespeople | self.words.anonymous:
            return self._unnamed(head, lemma)
        return self._of_mentions(found, head) if found else self._unnamed(head, lemma)

    def _person(self, source: Phrase, head: Token) -> Voice | None:
        """ "Regional governor Kari Holm", "the mayor, Kari Holm": the person whom the phrase names."""
        mention = self.references.mention_at(head)
        if mention is not None and mention.kind is ActorKind.PERSON:
            return Voice(speaker=self._whole_name(mention, source.span), kind=SpeakerKind.NAMED)
        for inside in self._mentions_in(source.span):
            if inside.kind is ActorKind.PERSON and self._stands_for(inside, head, source.span):
                return Voice(speaker=self._whole_name(inside, source.span), kind=SpeakerKind.NAMED)
        beside = self._named_beside(source, head) if mention is None else None
        if beside is not None:
            return beside
        if mention is None or mention.by == "name":
            name = self._titled_name(head) or self._apposed_name(head) or self._alias(head)
            if name:
                return Voice(speaker=name, kind=SpeakerKind.NAMED)
        return None

    def _named_beside(self, source: Phrase, head: Token) -> Voice | None:
        """ "The head of the union, Kari Holm, said": the person right behind the comma that ends the phrase."""
        tokens = tokens_at(self.doc, source.span.start, source.span.end)
        if tokens is None or tokens.end + 1 >= len(self.doc) or self.doc[tokens.end].text != ",":
            return None
        office = head.tag_ == "NN" and head.lemma_.lower() in load_nouns().title_heads | self.words.anonymous
        mention = self.references.mention_at(self.doc[tokens.end + 1])
        if not office or mention is None or mention.kind is not ActorKind.PERSON:
            return None
        return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)

    def _alias(self, head: Token) -> str | None:
        """ "A trader known as “Rosa”", "a nurse, who gave only her first name, Rosa": the one name that is given."""
        if head.pos_ != "NOUN":
            return None
        edge = self.doc[min(len(self.doc), head.i + _ASIDE) - 1]
        found = _ALIAS.match(text_of(self.doc), head.idx + len(head), edge.idx + len(edge))
        return found.group(1) if found else None

    def _whole_name(self, mention: Mention, phrase: Span) -> str:
        """A person's name with the rest of it that the model cut off ("Ana Ruiz" of "Ana Ruiz Delgado"); in full if told so."""
        name = mention.names[0]
        if mention.by != "name":
            return name
        tokens = tokens_at(self.doc, mention.span.start, mention.span.end)
        last = after = tokens.end if tokens is not None else 0
        while after < len(self.doc) and after - last < _LAST_NAMES and self.doc[after].idx < phrase.end:
            token = self.doc[after]
            if token.pos_ != "PROPN" or not token.text[:1].isupper() or self._is_title(token):
                break
            after += 1
        if after > last and self.references.mention_at(self.doc[last]) is None:
            return spell(f"{name} {self.doc[last:after].text}")
        if " " in name:
            return name
        full = {
            m.names[0]
            for m in self.references.mentions
            if m.kind is ActorKind.PERSON and " " in m.names[0] and name in m.names[0].split()
        }
        return full.pop() if len(full) == 1 else name

    def _is_other_office(self, head: Token, mention: Mention) -> bool:
        """Whether a description names another post than the one the person is known to hold ("the health minister")."""
        wanted = {t.lower_ for t in head.lefts} & self.words.portfolios
        if not wanted or mention.kind is not ActorKind.PERSON or self.references.mention_at(head) is not None:
            return False
        entry = self.references.world.entries.get(mention.names[0])
        held = " ".join((mention.office or "", *(o.title for o in (entry.offices if entry else ())))).lower()
        return not wanted <= set(held.replace("defense", "defence").replace("-", " ").split()) | {"defense"}

    def _is_of_others(self, source: Phrase, head: Token) -> bool:
        """ "The opposition leader", "a union chief": no office of the state whose adjective stands beside it."""
        words = {t.lower_ for t in head.lefts}
        return bool(words & self.words.outside) and self.references.mention_at(head) is None

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
        if head.pos_ != "PROPN" or self._is_title(head):
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
        return spell(self.doc[first : head.i + 1].text)

    def _apposed_name(self, head: Token) -> str | None:
        """ "The columnist, Desmond Persaud": an office with a name in apposition that the model took for no person."""
        lemma = head.lemma_.lower()
        if head.pos_ != "NOUN" or lemma not in load_nouns().title_heads | self.words.anonymous:
            return None
        for child in head.rights:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                return spell(self.doc[self._chunk_start(child) : child.i + 1].text)
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
        if not self._can_speak(head, lemma):
            return Voice()
        if lemma in load_nouns().title_heads - self.words.plain and (named := self._named_after(head)) is not None:
            return named
        words = self._descriptions.describe(head, self._span)
        behalf = self._behalf(head)
        if lemma in self.words.spokespeople:
            return Voice(speaker=words, kind=SpeakerKind.OFFICE, on_behalf_of=behalf)
        is_office = is_definite(head) and head.tag_ in {"NN", "NNP"} and lemma in load_nouns().office_nouns
        office = is_office and lemma not in self.words.plain
        return Voice(speaker=words, kind=SpeakerKind.OFFICE if office else SpeakerKind.ANONYMOUS, on_behalf_of=behalf)

    def _can_speak(self, head: Token, lemma: str) -> bool:
        """Whether a word can stand for somebody: no date, and no thing ("the refusal", "a fact")."""
        if head.pos_ in {"PROPN", "PRON", "NUM", "X"}:
            return head.ent_type_ not in {"DATE", "TIME"}
        counted = [n for c in head.rights if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
        if lemma in self.words.quantities and counted:
            return any(self._can_speak(n, n.lemma_.lower()) for n in counted)
        return self.words.can_speak(lemma)

    def _named_after(self, head: Token) -> Voice | None:
        """ "The rebels' chief envoy has said …" in a report's lead, and the next sentence names who it is."""
        here = sentence_number(head)
        if head.tag_ not in {"NN", "NNP"} or here >= _FIRST or not (is_definite(head) or _is_owned(head)):
            return None
        before = self.references.mentions[: bisect_left(self._starts, head.idx)]
        known = {m.names[0] for m in before if m.kind is ActorKind.PERSON}
        for mention in self.references.mentions[bisect_left(self._starts, head.idx) :]:
            token = self.doc[mention.head]
            ahead = sentence_number(token) - here
            if ahead > _NEXT:
                return None
            if not ahead or mention.kind is not ActorKind.PERSON or mention.names[0] in known:
                continue
            if self._speaks(mention) and not self._is_of_other_kind(head, mention):
                return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
        return None

    def _is_of_other_kind(self, head: Token, mention: Mention) -> bool:
        """Whether a person is told as a spokesperson and the office is none, or the other way round."""
        told = {w.lower() for w in (mention.office or "").split()} & self.words.spokespeople
        return mention.office is not None and bool(told) != (head.lemma_.lower() in self.words.spokespeople)

    def _speaks(self, mention: Mention) -> bool:
        """Whether a name stands in the source of an attribution."""
        k = bisect_left(self._sources, Span(mention.span.start + 1, mention.span.start + 2)) - 1
        return k >= 0 and self._sources[k].covers(mention.span)

    def _issuer(self, head: Token, lemma: str) -> str | None:
        """Whose words a statement is: "a statement by the ministry", "the ministry's statement", "the statement"."""
        if lemma not in self.words.own | self.words.issued:
            return None
        edge = self.doc[head.right_edge.i]
        for mention in self._mentions_in(Span(head.left_edge.idx, edge.idx + len(edge))):
            if mention.kind is not ActorKind.OUTLET and mention.head != head.i:
                return mention.names[0]
        near = self.last is not None and 0 <= sentence_number(head) - self.last.sentence <= _NEXT
        definite = any(t.lower_ in {"the", "this", "that"} for t in head.lefts)
        if self.last is not None and near and definite and lemma in self.words.own:
            voice = self.last.voice
            return voice.on_behalf_of if voice.kind is SpeakerKind.DOCUMENT else voice.speaker
        return None

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
        found = (self._single(self._alone(token), token) for token in (head, *others))
        voices = [voice for voice in found if voice.speaker]
        if len(voices) < 2:
            return voices[0] if voices else Voice()
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
        if head.lower_ in {"who", "which", "that"}:
            noun = self._antecedent(head)
            return self._name(self._alone(noun), noun) if noun is not None else self._resolved(source, head)
        voice = self._pronouns.find(head, self.last)
        return voice if voice is not None else self._resolved(source, head)

    def _resolved(self, source: Phrase, head: Token) -> Voice:
        """Whom the grammar of the report gives for a pronoun, where neither speech nor stage does."""
        if head.lower_ in PERSONAL | NEUTER:
            voice = self._pronouns.name_before(head)
            if voice is None and self.last is None and head.lower_ in PERSONAL:
                voice = self._pronouns.person_after(head)
            if voice is None and self.last is not None and self._pronouns.is_possible(head, self.last.voice):
                voice = self.last.voice
            return voice or Voice()
        found = self.references.resolve(source)
        if found:
            return self._of_mentions(found, head)
        if self.last is None and head.lower_ in {"his", "her"}:
            return self._pronouns.person_after(head) or Voice()
        if head.lower_ in _AUTHOR and not self._pronouns.is_said(head.idx) and not self._is_quoted(head):
            return Voice()
        return replace(self.last.voice, speaker_span=source.span) if self.last is not None else Voice()

    def _is_quoted(self, head: Token) -> bool:
        """Whether a quotation mark is open before a word, within its paragraph."""
        text = text_of(self.doc)
        before = text[text.rfind("\n", 0, head.idx) + 1 : head.idx]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _antecedent(self, head: Token) -> Token | None:
        clause = head
        for _ in range(6):
            if clause.dep_ in {"relcl", "ROOT"}:
                break
            clause = clause.head
        return clause.head if clause.dep_ == "relcl" else None

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


def _is_owned(head: Token) -> bool:
    return any(t.dep_ == "poss" for t in head.lefts)
