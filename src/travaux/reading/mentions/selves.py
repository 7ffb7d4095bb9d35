"""Whom "I" and "we" mean, and who "he" is that opens a sentence of a readout."""

import re
from bisect import bisect_left
from collections.abc import Callable

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import World
from travaux.reading.annotations import AttributionMention, Mention, Phrase
from travaux.reading.lookup import sentence_of, text_of
from travaux.reading.mentions.homes import Home
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.titles import Bearer, Genre, Title, read_title
from travaux.reading.mentions.turns import TURNS, Turns, as_mention
from travaux.spans import Span

_PERSONAL = {"he": "m", "she": "f"}
_NEAR = 60
"""Tokens back within which "he added" goes on with what somebody said."""
_BACK = 3
"""Sentences back in which the subject of a main clause is looked for."""
_FIRST_LINE = 300
_BREAK = re.compile(r"\n|\s{2}")
_DESK = re.compile(r"\b(?:reports?|writes?|reporting|writing)\b")


class Selves:
    """The first persons of one Doc; `resolve` gives whom a phrase means, `side_of` for whom a mention speaks."""

    def __init__(
        self,
        doc: Doc,
        world: World,
        mentions: tuple[Mention, ...],
        home: Home | None,
        resolve: Callable[[Phrase], tuple[Mention, ...]],
    ) -> None:
        self._doc = doc
        self._world = world
        self._mentions = mentions
        self._attributions: tuple[AttributionMention, ...] = doc._.attributions
        self._resolve = resolve
        home = home or _of_first_line(doc, world)
        self.title: Title | None = home.title
        self.heading_end = home.heading_end
        self._state = home.state
        self.turns = Turns(doc, world, mentions, home)
        self.reporters = self._find_reporters()

    def speaker(self, head: Token, *, side: bool) -> tuple[Mention, ...]:
        """Who says the words around "I" or "we": in a quotation its source, in a turn its label, else the author."""
        inside = [
            a
            for a in self._attributions
            if (a.source or a.rule in TURNS) and any(c.start <= head.idx < c.end for c in a.content)
        ]
        if not inside:
            return self._author(head, side=side)
        quote = min(inside, key=lambda a: (sum(len(c) for c in a.content), a.cue is None))
        if quote.rule in TURNS:
            label = self.turns.label_of(quote)
            bearer = self.turns.first_person(label, side=side) if label is not None else None
            return (self._mention(bearer, head),) if bearer is not None else ()
        source = self._who_speaks(quote)
        found = self._resolve(source) if source is not None else ()
        return tuple(m for m in found if m.names[0] not in self.reporters)

    @property
    def authors(self) -> tuple[Mention, ...]:
        """Those whose own words the text is, at its first word; nobody of a report."""
        spoken = self.title is not None and self.title.genre is Genre.SPOKEN
        return self._author(self._doc[0], side=True) if spoken and len(self._doc) else ()

    def opens_readout(self, head: Token) -> bool:
        """Whether a word is the subject of a main clause of a readout, which tells of those who met."""
        if self.title is None or self.title.genre is not Genre.TOLD or head.dep_ != "nsubj":
            return False
        verb = head.head
        joined = verb.dep_ == "conj" and head.lower_ == "they"
        return (verb.head if joined else verb).i == sentence_of(head).root.i

    def follows_others(self, head: Token) -> bool:
        """Whether the sentence before is of many who are not those that met: "Aid workers crossed. They …"."""
        first = sentence_of(head).start
        before = sentence_of(self._doc[first - 1]) if first else None
        subject = next((c for c in before.root.lefts if c.dep_ == "nsubj"), None) if before is not None else None
        many = subject is not None and subject.tag_ in {"NNS", "NNPS"}
        return many and subject is not None and subject.lemma_.lower() not in load_nouns().plural_sets

    def told_of(self, head: Token) -> Mention | None:
        """Who "he" or "she" is of whom a sentence of a readout tells: the last main subject, else whose readout it is."""
        title = self.title
        if title is None or head.lower_ not in _PERSONAL or not self.opens_readout(head):
            return None
        sentence = sentence_of(head)
        for _ in range(_BACK):
            if sentence.start == 0:
                break
            sentence = sentence_of(self._doc[sentence.start - 1])
            subject = next((c for c in sentence.root.lefts if c.dep_ == "nsubj"), None)
            if subject is None or subject.lower_ in _PERSONAL:
                continue
            found = self._resolve(Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i))
            if len(found) == 1 and found[0].kind is ActorKind.PERSON and len(found[0].names) == 1:
                return found[0] if self._gender_fits(found[0].names[0], head) else None
        person = title.people[0]
        return self._mention(person, head) if self._gender_fits(person.name, head) else None

    def _gender_fits(self, name: str, head: Token) -> bool:
        entry = self._world.entries.get(name)
        return entry is None or entry.gender in {"", _PERSONAL[head.lower_]}

    def _author(self, head: Token, *, side: bool) -> tuple[Mention, ...]:
        """Outside quotations the author of a statement or speech, and the state that gives a readout; no reporter."""
        title = self.title
        if title is None or title.genre is Genre.ANSWERED:
            return ()
        if title.genre is Genre.TOLD:
            state = self._world.entries.get(self._state or "")
            told = side and state is not None
            return (
                (self._mention(Bearer(name=state.name, kind=state.kind, country=state.name), head),)
                if told and state
                else ()
            )
        people = title.people if side or not title.joint else ()
        return tuple(self._mention(b, head) for b in people if side or b.kind is ActorKind.PERSON)

    def _mention(self, bearer: Bearer, head: Token) -> Mention:
        """A mention of somebody whom a title or label names, with what the text tells of them."""
        span = Span(head.idx, head.idx + len(head))
        found = as_mention(bearer, head.i, span)
        if bearer.entry is None and bearer.kind is ActorKind.PERSON and bearer.country is None:
            told = next((m for m in self._mentions if m.names == (bearer.name,) and m.country), None)
            return found if told is None else as_mention(_told_too(bearer, told), head.i, span)
        return found

    def _who_speaks(self, quote: AttributionMention) -> Phrase | None:
        """The source of a quotation; "he added" goes on with the words of whoever spoke last, where nobody else can."""
        source = quote.source
        if source is None or self._doc[source.head].lower_ not in _PERSONAL or self._resolve(source):
            return source
        before = [a.source for a in self._attributions if a.source is not None and a.source.head < source.head]
        named = [s for s in before if self._doc[s.head].pos_ != "PRON" and source.head - s.head < _NEAR]
        return named[-1] if named else source

    def _find_reporters(self) -> frozenset[str]:
        """The newspaper's own people: "Kari Holm writes", "Ana Ruiz reports", of whom nothing else is told.

        No pack knows them, the text gives them no office, and they are named nowhere else.
        """
        starts = [m.span.start for m in self._mentions]
        counts: dict[str, int] = {}
        for m in self._mentions:
            counts[m.names[0]] = counts.get(m.names[0], 0) + 1
        out: set[str] = set()
        for a in self._attributions:
            if a.source is None or a.cue is None or _DESK.fullmatch(a.cue.of(text_of(self._doc))) is None:
                continue
            k = bisect_left(starts, a.source.span.start)
            mention = self._mentions[k] if k < len(starts) else None
            own = mention is not None and mention.span == a.source.span and mention.kind is ActorKind.PERSON
            if (
                mention is not None
                and own
                and mention.by == "name"
                and not mention.office
                and counts[mention.names[0]] == 1
            ):
                out.add(mention.names[0])
        return frozenset(out)


def _told_too(bearer: Bearer, told: Mention) -> Bearer:
    return Bearer(name=bearer.name, office=bearer.office or told.office, country=told.country)


def _of_first_line(doc: Doc, world: World) -> Home:
    """The title that the first line is, of a text of which nothing else is known."""
    line = _BREAK.split(text_of(doc)[:_FIRST_LINE].lstrip(), maxsplit=1)[0]
    title = read_title(line, world, None, doc._.published)
    return Home(state=None, title=title, heading_end=text_of(doc).index(line) + len(line) if title is not None else 0)
