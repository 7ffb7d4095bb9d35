"""Whom a pronoun goes back to: the nearest fitting name or subject before it."""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import AttributionMention, Mention, Phrase
from travaux.reading.lookup import sentence_number, sentence_of
from travaux.spans import Span

_WINDOW = 4
"""How many sentences back a pronoun looks."""
_SINGULAR = {"he", "him", "his", "she", "her", "hers", "himself", "herself"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_INSIDE = {"amod", "compound", "nmod", "poss", "conj"}
Fits = Callable[[Mention], bool]


class Antecedents:
    """Looks back in one Doc; `resolve` is how a subject that is no name ("the delegation") finds its actor."""

    def __init__(
        self,
        doc: Doc,
        mentions: tuple[Mention, ...],
        attributions: tuple[AttributionMention, ...],
        resolve: Callable[[Phrase], tuple[Mention, ...]],
    ) -> None:
        self._doc = doc
        self._mentions = mentions
        self._attributions = attributions
        self._resolve = resolve
        self._starts = [m.span.start for m in mentions]
        self._sources = {a.source.head for a in attributions if a.source is not None}

    def last(self, head: Token, fits: Fits, *, subjects: bool = False) -> Mention | None:
        """The nearest fitting name before `head`: subjects of near sentences first, then any unless only `subjects`.

        Whoever speaks the words around `head` is passed over: "He said they refused" is not of the speaker.
        """
        here = sentence_number(head)
        speaking = self._speaking_over(head)
        best: tuple[int, int] | None = None
        chosen: Mention | None = None
        for mention in self._before(head):
            token = self._doc[mention.head]
            distance = here - sentence_number(token)
            if distance > _WINDOW:
                break
            subject = is_subject(token)
            if not fits(mention) or mention.head in speaking or (subjects and not subject):
                continue
            clash = distance == 0 and token.head == head.head and not subject
            rank = (distance + (0 if subject else 1) + (3 if clash else 0), head.i - token.i)
            if best is None or rank < best:
                best, chosen = rank, mention
        return chosen

    def last_subjects(self, head: Token, fits: Fits) -> tuple[Mention, ...]:
        """Whom "they" goes back to: the nearest fitting subject, or two persons who met; sources of speech come last.

        "An aide said the delegation had turned down a rebel offer. “They refused,” he said": the delegation.
        """
        pair = self.met_before(head, window=1)
        if pair:
            return pair
        spoken: tuple[Mention, ...] = ()
        for token in self._subjects_before(head):
            if token.tag_ in {"NN", "PRP", "WP", "WDT"} and not self._may_be_many(token):
                continue
            found = self._resolve(Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i))
            if not found or not fits(found[0]):
                continue
            if token.i not in self._sources:
                return found[:1]
            spoken = spoken or found[:1]
        return spoken

    def met_before(self, head: Token, window: int = _WINDOW) -> tuple[Mention, ...]:
        """The two persons of the nearest sentence before in which one is the subject and the other beside him.

        "President Holm spoke with Prime Minister Lie. They agreed …"
        """
        here = sentence_number(head)
        by_sentence: dict[int, dict[tuple[str, ...], Mention]] = {}
        for mention in self._before(head):
            distance = here - sentence_number(self._doc[mention.head])
            if distance > window:
                break
            if distance and mention.kind is ActorKind.PERSON:
                by_sentence.setdefault(distance, {}).setdefault(mention.names, mention)
        for distance in sorted(by_sentence):
            people = sorted(by_sentence[distance].values(), key=lambda m: m.span)
            if len(people) == 2 and is_subject(self._doc[people[0].head]):
                return tuple(people)
        return ()

    def first_met(self, head: Token) -> tuple[Mention, ...]:
        """The two persons of the first sentence before `head` that tells of two alone, one of them its subject."""
        by_sentence: dict[int, dict[tuple[str, ...], Mention]] = {}
        for mention in self._mentions:
            if mention.span.end > head.idx:
                break
            if mention.kind is ActorKind.PERSON:
                number = sentence_number(self._doc[mention.head])
                by_sentence.setdefault(number, {}).setdefault(mention.names, mention)
        for people in by_sentence.values():
            if len(people) == 2 and any(is_subject(self._doc[m.head]) for m in people.values()):
                return tuple(people.values())
        return ()

    def _may_be_many(self, token: Token) -> bool:
        """A singular noun that stands for many ("the delegation", "the group")."""
        return token.tag_ == "NN" and token.lemma_.lower() in _COLLECTIVES

    def _subjects_before(self, head: Token) -> Iterator[Token]:
        """Subjects before `head`, sentence by sentence backwards, in each sentence from its start."""
        sentence = sentence_of(head)
        for back in range(_WINDOW):
            yield from (
                t for t in sentence if t.dep_ in _SUBJECTS and t.i < head.i and t.pos_ != "PRON" and t.head != head.head
            )
            if sentence.start == 0 or back == _WINDOW - 1:
                return
            sentence = sentence_of(self._doc[sentence.start - 1])

    def _before(self, head: Token) -> Iterator[Mention]:
        k = bisect_right(self._starts, head.idx - 1) - 1
        while k >= 0:
            if self._mentions[k].span.end <= head.idx:
                yield self._mentions[k]
            k -= 1

    def _speaking_over(self, head: Token) -> set[int]:
        if head.lower_ in _SINGULAR:
            return set()
        return {
            a.source.head
            for a in self._attributions
            if a.source is not None and a.quoted != "indirect" and any(c.start <= head.idx < c.end for c in a.content)
        }


_COLLECTIVES = {
    "delegation", "government", "army", "military", "group", "movement", "side", "team", "coalition", "opposition",
    "ministry", "cabinet", "administration", "regime", "militia", "party", "council", "bloc", "police", "leadership",
    "faction", "family", "community", "public", "population", "junta",
}  # fmt: skip


def is_subject(token: Token) -> bool:
    """Whether a name is a subject, or stands inside one ("the Norwegian government")."""
    while token.dep_ in _INSIDE and token.head != token:
        token = token.head
    return token.dep_ in _SUBJECTS
