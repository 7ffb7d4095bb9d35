"""Whom "he said" and "it added" go back to: the one who spoke last, or who has come on the stage since."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from travaux.coding.voicewords import VoiceWords, load_voice_words
from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.lookup import sentence_number, sentence_of
from travaux.reading.mentions.antecedents import is_subject
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.references import References
from travaux.spans import Span, merge_spans

PERSONAL = frozenset({"he", "she"})
NEUTER = frozenset({"it", "its"})
_GENDERED = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_BODIES = frozenset(ActorKind) - {ActorKind.PERSON, ActorKind.OUTLET, ActorKind.PEOPLE, ActorKind.UNKNOWN}
_REACH = 2
"""Sentences back in which a pronoun finds a subject or who spoke last."""
_BESIDE = frozenset({"in_view", "according_to", "per", "hearsay"})
"""Rules whose content is the clause around the source itself."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
Single = Callable[[Phrase, Token], Voice]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The voice that spoke last, and the character up to which it was named."""

    voice: Voice
    sentence: int
    end: int


class Pronouns:
    """Finds the voices behind the pronouns of one Doc; `single` names the voice of a noun."""

    def __init__(self, doc: Doc, references: References, single: Single) -> None:
        self.doc = doc
        self.references = references
        self.words: VoiceWords = load_voice_words()
        self._single = single
        self._starts = [m.span.start for m in references.mentions]
        said = [c for a in doc._.attributions for c in a.content if a.rule not in _BESIDE]
        self._said: tuple[Span, ...] = merge_spans(said)
        self._said_starts = [s.start for s in self._said]

    def find(self, head: Token, last: Spoken | None) -> Voice | None:
        """Who a pronoun of the third person is; None where nothing tells."""
        opening = self.references.selves.told_of(head)
        if opening is not None:
            return Voice(speaker=opening.names[0], kind=SpeakerKind.NAMED)
        near = last is not None and 0 <= sentence_number(head) - last.sentence <= _REACH
        stage = self._on_stage(head)
        if last is not None and near and self._can_mean(head, last.voice):
            newer = stage is not None and stage[1].idx >= last.end
            return stage[0] if stage is not None and newer else last.voice
        return stage[0] if stage is not None else None

    def is_possible(self, head: Token, voice: Voice) -> bool:
        """Whether nothing in a known person's gender speaks against a pronoun."""
        entry = self.references.world.entries.get(voice.speaker or "")
        return entry is None or entry.gender in {"", _GENDERED.get(head.lower_, entry.gender)}

    def _can_mean(self, head: Token, voice: Voice) -> bool:
        word = head.lower_
        if word in PERSONAL:
            return self.is_possible(head, voice) and voice.kind in {
                SpeakerKind.NAMED,
                SpeakerKind.ANONYMOUS,
                SpeakerKind.OFFICE,
            }
        if word in NEUTER:
            return voice.kind in {SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT}
        return word == "they" and voice.kind is SpeakerKind.ANONYMOUS

    def _on_stage(self, head: Token) -> tuple[Voice, Token] | None:
        """The nearest subject before the pronoun, in nobody's mouth, that the pronoun can mean."""
        if head.lower_ not in PERSONAL | NEUTER:
            return None
        for subject in self._subjects_before(head):
            voice = self._of_subject(subject, head)
            if voice is not None:
                return voice, subject
        return None

    def _of_subject(self, subject: Token, head: Token) -> Voice | None:
        mention = self.references.mention_at(subject)
        edge = self.doc[subject.right_edge.i]
        phrase = Phrase(span=Span(subject.left_edge.idx, edge.idx + len(edge)), head=subject.i)
        if head.lower_ in PERSONAL:
            if mention is not None and mention.kind is ActorKind.PERSON:
                voice = Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
            elif mention is None and _is_whole_name(subject):
                voice = Voice(speaker=self.doc[subject.i - 1 : subject.i + 1].text, kind=SpeakerKind.NAMED)
            elif self._is_office(subject):
                voice = self._single(phrase, subject)
            else:
                return None
            return voice if voice.speaker and self.is_possible(head, voice) else None
        if mention is not None and mention.kind in _BODIES and mention.by != "adjective":
            return self._single(phrase, subject)
        unknown = mention is None or mention.by in {"name", "words"}
        institution = unknown and subject.lemma_.lower() in self.words.institutions
        return self._single(phrase, subject) if institution and subject.tag_ in {"NN", "NNP"} else None

    def _is_office(self, token: Token) -> bool:
        return token.tag_ == "NN" and token.lemma_.lower() in load_nouns().title_heads | self.words.anonymous

    def _subjects_before(self, head: Token) -> Iterator[Token]:
        """Subjects before `head` outside quoted and reported words: those of the nearest sentence first, from its end."""
        sentence = sentence_of(head)
        for _ in range(_REACH + 1):
            for token in reversed(list(sentence)):
                subject = token.i < head.i and token.dep_ in _SUBJECTS and token.pos_ in {"NOUN", "PROPN"}
                if subject and not self.is_said(token.idx) and token.left_edge.tag_ != "PRP$":
                    yield token
            if sentence.start == 0:
                return
            sentence = sentence_of(self.doc[sentence.start - 1])

    def is_said(self, at: int) -> bool:
        """Whether a character stands in reported words."""
        k = bisect_right(self._said_starts, at) - 1
        return k >= 0 and at < self._said[k].end

    def name_before(self, head: Token) -> Voice | None:
        """The nearest person or body before a pronoun that stands in nobody's mouth."""
        k = bisect_left(self._starts, head.idx) - 1
        personal = head.lower_ in PERSONAL
        while k >= 0:
            mention = self.references.mentions[k]
            token = self.doc[mention.head]
            if sentence_number(head) - sentence_number(token) > 2 * _REACH:
                return None
            if self._is_candidate(mention, token, head, personal=personal):
                kind = SpeakerKind.NAMED if personal else SpeakerKind.ORGANISATION
                return Voice(speaker=mention.names[0], kind=kind)
            k -= 1
        return None

    def _is_candidate(self, mention: Mention, token: Token, head: Token, *, personal: bool) -> bool:
        if self.is_said(mention.span.start) or mention.by == "adjective":
            return False
        if personal:
            voice = Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
            return mention.kind is ActorKind.PERSON and self.is_possible(head, voice)
        return mention.kind in _BODIES and is_subject(token)

    def person_after(self, head: Token) -> Voice | None:
        """ "His warning went unheeded. The economist Kari Holm had …": nobody before, so the first person after."""
        first = bisect_left(self._starts, head.idx)
        for mention in self.references.mentions[first : first + 4]:
            token = self.doc[mention.head]
            person = mention.kind is ActorKind.PERSON or (
                mention.by == "name" and token.dep_ == "appos" and token.head.lemma_.lower() in self.words.anonymous
            )
            if person and sentence_number(token) - sentence_number(head) <= 1:
                return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
        return None


def _is_whole_name(token: Token) -> bool:
    """A given name and a surname, which the model took for no entity."""
    before = token.nbor(-1) if token.i else token
    return (
        token.pos_ == "PROPN"
        and before.pos_ == "PROPN"
        and before.dep_ == "compound"
        and token.ent_type_ in {"", "PERSON"}
    )
