"""Who says it, through whom: from attributions to the voice behind any span of a report."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from travaux.ontology.claim import REPORTER, Voice
from travaux.ontology.vocabulary import ActorKind, SegmentKind, SpeakerKind
from travaux.reading.annotations import AttributionMention, Mention, Phrase
from travaux.reading.lookup import sentence_of, text_of, tokens_at
from travaux.reading.mentions.references import References
from travaux.spans import Span

_RELAY_PREPOSITIONS = {"by", "to", "with", "in", "on", "from", "for"}
_STANCES = ("verb_obj", "verb_prep", "verb_passive", "verb_inf", "verb_to_inf", "n_inf", "n_prep", "seeming")
"""Rules that find a stance or an intention ("backed the plan", "plans to leave"): nobody says the words of its content."""
_ARTICLES = {"the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceWords:
    """The word lists of `data/voices.toml`."""

    documents: frozenset[str]
    anonymous: frozenset[str]
    spokespeople: frozenset[str]
    media: frozenset[str]
    platforms: frozenset[str]
    hedge: re.Pattern[str]


@lru_cache(maxsize=1)
def load_voice_words() -> VoiceWords:
    """The word lists as shipped."""
    data = tomllib.loads((files("travaux.coding") / "data" / "voices.toml").read_text(encoding="utf8"))
    hedges = "|".join(re.escape(h) for h in sorted(data["hedges"], key=len, reverse=True))
    return VoiceWords(
        documents=frozenset(data["documents"]),
        anonymous=frozenset(data["anonymous"]),
        spokespeople=frozenset(data["spokespeople"]),
        media=frozenset(data["media"]),
        platforms=frozenset(data["platforms"]),
        hedge=re.compile(rf"\b(?:{hedges})\b", re.IGNORECASE),
    )


class Voices:
    """The voices of one Doc: one for each attribution, and a lookup by span."""

    def __init__(self, doc: Doc, references: References, publisher: str | None) -> None:
        self.doc = doc
        self.references = references
        self.publisher = publisher
        self.words = load_voice_words()
        self.attributions: tuple[AttributionMention, ...] = doc._.attributions
        self._known: list[Voice] = []
        """Anonymous and office voices met so far, for "the official added"."""
        self.own: tuple[Voice, ...] = tuple(self._voice_of(a) for a in self.attributions)
        self._first_person = any(t.lower_ in {"i", "my"} for t in doc)
        self._order = sorted(
            (i for i, a in enumerate(self.attributions) if not a.rule.startswith(_STANCES)),
            key=lambda i: sum(len(c) for c in self.attributions[i].content),
        )

    def covering(self, span: Span) -> list[int]:
        """The attributions whose content holds the start of `span`, innermost first."""
        return [i for i in self._order if any(c.start <= span.start < c.end for c in self.attributions[i].content)]

    def at(self, span: Span) -> Voice:
        """The voice behind `span`: the innermost speaker, relayed by the carriers around it."""
        chain = self.covering(span)
        voice = self._join(chain) if chain else self._of_document(span)
        hedge = self.hedge_at(span)
        return replace(voice, hedge=hedge) if hedge else voice

    def _of_document(self, span: Span) -> Voice:
        """Outside attributions: who has the floor in a transcript, or the author of a statement in the first person."""
        for segment in self.doc._.segments:
            if segment.span.start <= span.start < segment.span.end and segment.kind == SegmentKind.TURN:
                return self._of_turn(segment.note)
        author = self.references.authors[0] if self.references.authors else None
        if author is not None and self._first_person:
            return Voice(speaker=author.names[0], kind=SpeakerKind.NAMED, speaker_span=author.span)
        return REPORTER

    def _of_turn(self, label: str) -> Voice:
        """The person behind a transcript's label: by surname among those named, else the label itself."""
        if label in {"Q", "QUESTION"}:
            return Voice(speaker="questioner", kind=SpeakerKind.ANONYMOUS)
        surname = label.split()[-1].title() if label.split() else label
        for mention in self.references.mentions:
            if mention.kind is ActorKind.PERSON and mention.names[0].split()[-1].title() == surname:
                return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
        named = label.startswith(("MR", "MS", "MRS", "DR"))
        kind = SpeakerKind.NAMED if named else SpeakerKind.ANONYMOUS if "OFFICIAL" in label else SpeakerKind.OFFICE
        return Voice(speaker=label.title() if named else label.lower(), kind=kind)

    def chain_of(self, index: int) -> Voice:
        """The voice of one attribution's content, with what carries it."""
        attribution = self.attributions[index]
        if not attribution.content:
            return self.own[index]
        outer = [i for i in self.covering(attribution.content[0]) if i != index and self._is_wider(i, index)]
        hedge = self.hedge_at(attribution.cue or attribution.content[0])
        return replace(self._join([index, *outer]), hedge=hedge)

    def hedge_at(self, span: Span) -> str | None:
        """The words by which the reporter keeps a distance in the clause around `span`."""
        token = tokens_at(self.doc, span.start, span.end)
        if token is None:
            return None
        sent = sentence_of(token[0])
        window = (max(sent.start_char, span.start - 60), min(sent.end_char, span.end + 60))
        found = self.words.hedge.search(text_of(self.doc), *window)
        return found.group().lower() if found else None

    def _is_wider(self, outer: int, inner: int) -> bool:
        def size(i: int) -> int:
            return sum(len(c) for c in self.attributions[i].content)

        return size(outer) > size(inner)

    def _join(self, chain: list[int]) -> Voice:
        """One voice from attributions, innermost first: carriers further out stand first in `relayed_by`."""
        if not chain:
            return REPORTER
        inner = next((i for i in chain if self.own[i].speaker), chain[0])
        voice = self.own[inner]
        relays: list[str] = []
        spans: list[Span] = []
        for i in reversed(chain):
            own = self.own[i]
            if i != inner and chain.index(i) > chain.index(inner) and own.speaker:
                relays.append(own.speaker)
                spans += [own.speaker_span] if own.speaker_span else []
            relays += own.relayed_by
            spans += own.relay_spans
        relays = [r for r in dict.fromkeys(relays) if r != voice.speaker]
        denied = self.own[chain[0]].denied if chain[0] == inner else voice.denied
        return replace(voice, relayed_by=tuple(relays), relay_spans=tuple(dict.fromkeys(spans)), denied=denied)

    # One attribution's own voice.

    def _voice_of(self, attribution: AttributionMention) -> Voice:
        denied = attribution.sense == "denies"
        source = attribution.source
        if source is None:
            return replace(REPORTER, denied=denied)
        voice = self._speaker(source)
        relays = [*self._relays_around(source, attribution.cue)]
        if voice.kind is SpeakerKind.REPORTER and voice.speaker:
            relays.insert(0, (voice.speaker, source.span))
            voice = replace(voice, speaker=None, speaker_span=None)
        relays = [r for r in relays if r[0] != self.publisher and r[0] != voice.speaker]
        return replace(
            voice,
            relayed_by=tuple(dict.fromkeys(n for n, _ in relays)),
            relay_spans=tuple(dict.fromkeys(s for _, s in relays)),
            denied=denied,
        )

    def _speaker(self, source: Phrase) -> Voice:
        head = self.doc[source.head]
        mention = self.references.mention_at(head) or self._person_inside(source)
        if mention is not None and mention.kind is ActorKind.OUTLET:
            return Voice(speaker=mention.names[0], kind=SpeakerKind.REPORTER, speaker_span=source.span)
        if mention is not None and mention.kind is ActorKind.PERSON:
            return self._from_mentions((mention,), source)
        lemma = head.lemma_.lower()
        if mention is None and lemma in self.words.documents:
            return self._document(source, head)
        if mention is None and lemma in self.words.media:
            return self._media(source, head)
        again = self._met_before(source, head, lemma)
        if again is not None:
            return again
        found = self.references.resolve(source)
        named = bool(found) and found[0].kind is ActorKind.PERSON
        if mention is None and not named and lemma in self.words.spokespeople | self.words.anonymous:
            return self._unnamed(source, head, lemma)
        voice = self._from_mentions(found, source) if found else self._unnamed(source, head, lemma)
        if head.pos_ == "PRON" and not found:
            previous = self._last_voice(source)
            return replace(previous, speaker_span=source.span) if previous else replace(voice, speaker=None)
        return voice

    def _person_inside(self, source: Phrase) -> Mention | None:
        """ "Regional governor Kari Holm": the person named inside a phrase whose head is the office."""
        inside = [m for m in self.references.mentions if source.span.covers(m.span) and m.kind is ActorKind.PERSON]
        return inside[0] if len(inside) == 1 and len(source.span) < 90 else None

    def _from_mentions(self, found: tuple[Mention, ...], source: Phrase) -> Voice:
        first = found[0]
        if first.kind is ActorKind.PERSON:
            kind = SpeakerKind.NAMED
        elif first.by == "words":
            kind = SpeakerKind.ANONYMOUS
        else:
            kind = SpeakerKind.ORGANISATION
        names = list(dict.fromkeys(n for m in found for n in m.names))
        voice = Voice(speaker=" and ".join(names), kind=kind, speaker_span=source.span)
        return self._remember(voice)

    def _unnamed(self, source: Phrase, head: Token, lemma: str) -> Voice:
        """ "An official briefed on the talks": the report's words; an office where only one person can be meant."""
        words = self._own_words(source, head)
        behalf = self._behalf(head)
        if lemma in self.words.spokespeople:
            return self._remember(
                Voice(speaker=words, kind=SpeakerKind.OFFICE, speaker_span=source.span, on_behalf_of=behalf)
            )
        definite = any(t.lower_ in {"the", "its", "their", "his"} or t.dep_ == "poss" for t in head.lefts)
        is_office = definite and head.tag_ in {"NN", "NNP"} and lemma in self.references.nouns.office_nouns
        plain = lemma in {"official", "diplomat", "source", "person", "figure", "member"}
        kind = SpeakerKind.OFFICE if is_office and not plain else SpeakerKind.ANONYMOUS
        return self._remember(Voice(speaker=words, kind=kind, speaker_span=source.span, on_behalf_of=behalf))

    def _document(self, source: Phrase, head: Token) -> Voice:
        """ "A CNN report" is the outlet; "a statement by the ministry" the ministry; else the document's words."""
        for token in head.subtree:
            if not source.span.start - 1 <= token.idx < source.span.end + 80:
                continue
            mention = self.references.mention_at(token)
            if mention is None or mention.by == "adjective" or token.i != mention.head:
                continue
            if mention.kind is ActorKind.OUTLET:
                return Voice(speaker=mention.names[0], kind=SpeakerKind.REPORTER, speaker_span=source.span)
            by = (
                token.head.dep_ in {"prep", "agent"}
                and token.head.lower_ in {"by", "from", "of"}
                and token.head.head == head
            )
            near = token.head == head or by
            if (
                near
                and mention.kind is not ActorKind.UNKNOWN
                and head.lemma_.lower() not in {"proposal", "agreement", "plan"}
            ):
                return Voice(speaker=mention.names[0], kind=SpeakerKind.DOCUMENT, speaker_span=source.span)
        return Voice(speaker=self._own_words(source, head), kind=SpeakerKind.DOCUMENT, speaker_span=source.span)

    def _media(self, source: Phrase, head: Token) -> Voice:
        """ "Public broadcaster NRK" is NRK; "state media" stays so."""
        for token in head.subtree:
            mention = self.references.mention_at(token)
            if mention is not None and mention.kind is ActorKind.OUTLET:
                return Voice(speaker=mention.names[0], kind=SpeakerKind.REPORTER, speaker_span=source.span)
        return Voice(speaker=self._own_words(source, head), kind=SpeakerKind.REPORTER, speaker_span=source.span)

    def _own_words(self, source: Phrase, head: Token) -> str:
        tokens = [
            t for t in self.doc[head.left_edge.i : head.i + 1] if not t.is_space and not t.is_punct or t.text == "-"
        ]
        while tokens and tokens[0].lower_ in _ARTICLES and len(tokens) > 1:
            tokens = tokens[1:]
        words = " ".join(t.lower_ for t in tokens[-7:]).replace(" - ", "-").replace(" 's", "'s")
        tail = self._tail(head, source)
        return f"{words} {tail}" if tail else words

    def _tail(self, head: Token, source: Phrase) -> str:
        """ "familiar with the talks", "briefed on the matter", "at the ministry": what marks an unnamed source."""
        for child in head.rights:
            if child.dep_ in {"amod", "acl"} and child.lower_ in {"familiar", "briefed", "close", "involved", "privy"}:
                words = [t.lower_ for t in child.subtree if not t.is_space]
                return " ".join(words[:9])
        return ""

    def _behalf(self, head: Token) -> str | None:
        """Whom a spokesperson speaks for: "the ministry's spokesman", "a spokesman for Fatah"."""
        for token in head.subtree:
            mention = self.references.mention_at(token)
            if mention is not None and mention.kind not in {ActorKind.PERSON, ActorKind.OUTLET} and token.i != head.i:
                return mention.names[0]
        return None

    def _met_before(self, source: Phrase, head: Token, lemma: str) -> Voice | None:
        """ "The diplomat", "the official" after "an anonymous diplomat": the same voice."""
        definite = any(t.lower_ in {"the", "this", "that"} for t in head.lefts)
        if (
            not definite
            or len([t for t in head.lefts if t.dep_ in {"amod", "compound", "poss"}])
            or lemma not in self.words.anonymous | self.words.spokespeople
        ):
            return None
        similar = {"official", "diplomat", "source", "person", "negotiator", "aide"}
        for voice in reversed(self._known):
            if (
                voice.speaker_span is None
                or voice.speaker_span.start > source.span.start
                or voice.kind is SpeakerKind.NAMED
            ):
                continue
            said = (voice.speaker or "").split()
            if lemma in said or (lemma in similar and similar & set(said)):
                return replace(voice, speaker_span=source.span)
        return None

    def _last_voice(self, source: Phrase) -> Voice | None:
        before = [v for v in self._known if v.speaker_span and v.speaker_span.end <= source.span.start]
        return before[-1] if before else None

    def _remember(self, voice: Voice) -> Voice:
        self._known.append(voice)
        return voice

    # Carriers.

    def _relays_around(self, source: Phrase, cue: Span | None) -> list[tuple[str, Span]]:
        """ "told Reuters", "quoted by CNN", "in an interview with the BBC": outlets that carried the words."""
        heads = [self.doc[source.head]]
        if cue is not None:
            tokens = tokens_at(self.doc, cue.start, cue.end)
            heads += [tokens.root] if tokens is not None else []
        out: list[tuple[str, Span]] = []
        for head in heads:
            for token in head.subtree:
                mention = self.references.mention_at(token)
                if mention is None or mention.kind is not ActorKind.OUTLET or mention.head != token.i or token == head:
                    continue
                if mention.names[0] in self.words.platforms or not self._carries(token, head):
                    continue
                out.append((mention.names[0], mention.span))
        return out

    def _carries(self, token: Token, head: Token) -> bool:
        """Whether an outlet's name is the addressee or agent of the speech, and near enough to be."""
        while token.dep_ in {"conj", "compound", "appos", "poss", "nmod"} and token.head != token:
            token = token.head
        if abs(token.i - head.i) > 25:
            return False
        if token.dep_ in {"dobj", "dative", "iobj"}:
            return token.head.lemma_.lower() in {"tell", "inform", "brief", "give"}
        return token.dep_ == "pobj" and token.head.lower_ in _RELAY_PREPOSITIONS
