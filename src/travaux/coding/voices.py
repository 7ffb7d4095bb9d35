"""Who says it, through whom: from attributions to the voice behind any span of a report."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from travaux.coding.outlets import Outlets
from travaux.coding.relays import Chain, Link, Relays
from travaux.coding.speakers import Speakers
from travaux.coding.voicewords import load_voice_words
from travaux.ontology.claim import REPORTER, Voice
from travaux.ontology.vocabulary import ActorKind, SegmentKind, SpeakerKind
from travaux.reading.annotations import AttributionMention
from travaux.reading.lookup import places_at, sentence_characters, sentence_edges, text_of, tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.references import References
from travaux.reading.mentions.titles import Genre
from travaux.reading.mentions.turns import TURNS, is_asking, is_leading
from travaux.reading.needles import Spots, fold
from travaux.spans import Span

_STANCES = (
    "verb_obj",
    "verb_prep",
    "verb_passive",
    "verb_inf",
    "verb_to_inf",
    "n_inf",
    "n_prep",
    "seeming",
    "no_comment",
    "refused",
)
"""Rules that find a stance or an intention ("backed the plan", "plans to leave"): nobody says the words of its content."""
_SAYING = ("verb_obj_pred", "verb_obj_prep_as", "verb_prep_to_as", "verb_obj_prep_at", "seeming")
"""Of these, the ones that do tell what was said: "called it a trap"."""
_FIRST_PERSON = {"i", "my", "me", "myself", "we", "our", "us"}
_GOVERNMENT = frozenset({"administration", "government", "cabinet"})
"""Bodies of which "my" and "our" make the speaker's own."""
_HEDGE_REACH = 60
_GAP = 60
"""Characters of a content between its stretches that the reading model passed over."""
_STOP = re.compile(r"[.!?;:\"\n]|,[^,]{0,60}\b(?:which|who|where|whose|though|but|while|as)\b|, [^\s,][^,]{2,60},")
_HEADS = 4
"""Segments at a text's start among which its headline stands."""
_DEEPEST = 12
_CLIMB = 12
"""Words up the parse in which a relative clause around a span is looked for."""


@dataclass(frozen=True, slots=True)
class _Covers:
    """Which attributions hold a character, innermost first; one entry for each stretch between two edges."""

    edges: tuple[int, ...]
    active: tuple[tuple[int, ...], ...]

    def at(self, character: int) -> tuple[int, ...]:
        k = bisect_right(self.edges, character) - 1
        return self.active[k] if k >= 0 else ()


class Voices:
    """The voices of one Doc: one for each attribution, and a lookup by span."""

    def __init__(self, doc: Doc, references: References, publisher: str | None) -> None:
        self.doc = doc
        self.references = references
        self.publisher = _plain(publisher) if publisher else None
        self.words = load_voice_words()
        folded = fold(text_of(doc))
        self._hedges = Spots(self.words.hedge_needles, folded)
        self._unverified = Spots(self.words.unverified_needles, folded)
        self.attributions: tuple[AttributionMention, ...] = doc._.attributions
        self.outlets = Outlets(doc, references)
        relays = Relays(doc, Speakers(doc, references), self.outlets)
        self._turns: dict[str, Voice] = {}
        self._body, self._author = self._find_author()
        self._own: set[int] = set()
        self.chains: tuple[Chain, ...] = tuple(self._chain(i, a, relays) for i, a in enumerate(self.attributions))
        self._agency: Chain = relays.credited(publisher)
        self._sizes = [sum(len(c) for c in a.content) for a in self.attributions]
        self._covers = self._make_covers()

    def _find_author(self) -> tuple[int, Voice | None]:
        """Whose statement or speech the text is, from where its heading ends; nobody's if it is a report.

        Of a joint text, and of one that no organ of a state publishes, it is told by "we" and "I".
        """
        selves = self.references.selves
        title, home = selves.title, self.references.home
        heads = [s.span.end for s in self.doc._.segments[:_HEADS] if s.kind is SegmentKind.HEADLINE]
        body = max((selves.heading_end, *heads))
        if title is None or title.genre is not Genre.SPOKEN:
            return body, None
        official = home is not None and home.state is not None and not title.joint
        if not official and not any(t.idx >= body and t.lower_ in _FIRST_PERSON and t.text != "US" for t in self.doc):
            return body, None
        named = (m for m in self.references.mentions if m.span.end <= body and m.names[0] == title.people[0].name)
        span = next((m.span for m in named), None)
        persons = all(b.kind is ActorKind.PERSON for b in title.people)
        kind = SpeakerKind.NAMED if persons else SpeakerKind.ORGANISATION
        name = title.together or " and ".join(b.name for b in title.people)
        return body, Voice(speaker=name, kind=kind, speaker_span=span)

    def _chain(self, index: int, attribution: AttributionMention, relays: Relays) -> Chain:
        """The links behind one attribution: a turn's label, who says "I" in a text of their own, or what its words tell."""
        if attribution.rule in TURNS:
            return self._turn_chain(attribution)
        floor = self._floor_at(attribution.content[0]) if attribution.content else None
        if floor is not None and attribution.source is not None and self._is_own(attribution):
            self._own.add(index)
            name = floor.speaker or ""
            return (Link(name=name, words=name, span=attribution.source.span, voice=floor),)
        return relays.chain_of(attribution)

    def _is_own(self, attribution: AttributionMention) -> bool:
        """Whether who speaks in a text of their own, or in their turn, is the source by "I" or "we", in nobody's quotation."""
        source, parent = attribution.source, attribution.parent
        if source is None or (
            parent is not None and self.attributions[parent].rule not in TURNS and parent not in self._own
        ):
            return False
        head = self.doc[source.head]
        if head.lemma_.lower() in _GOVERNMENT and any(t.lower_ in {"my", "our"} for t in head.lefts):
            return True
        words = tokens_at(self.doc, source.span.start, source.span.end)
        return words is not None and any(t.lower_ == "i" or (t.lower_ == "we" and t.i == source.head) for t in words)

    def _floor_at(self, span: Span) -> Voice | None:
        """Who has the floor where a text is somebody's own words: a turn's speaker, or the author."""
        label = self.references.selves.turns.label_at(span.start)
        if label is not None:
            return self._floor(label)
        return self._author if span.start >= self._body else None

    def _make_covers(self) -> _Covers:
        """One pass over the edges of all contents."""
        marks: list[tuple[int, int, int]] = []
        for i, a in enumerate(self.attributions):
            if is_said(a) and not self._is_only_thought(i, a):
                for c in self._filled(a):
                    marks += [(c.start, 1, i), (c.end, 0, i)]
        marks.sort()
        edges: list[int] = []
        active: list[tuple[int, ...]] = []
        now: set[int] = set()
        for at, opens, i in marks:
            (now.add if opens else now.discard)(i)
            inner = tuple(sorted(now, key=lambda k: (self._sizes[k], k)))[:_DEEPEST]
            if edges and edges[-1] == at:
                active[-1] = inner
            else:
                edges.append(at)
                active.append(inner)
        return _Covers(tuple(edges), tuple(active))

    def _filled(self, attribution: AttributionMention) -> Iterator[Span]:
        """The stretches of a content, joined where only words of its own sentence stand between them.

        The reading model passes over names that it never met; "“It is over,” she said, “for good”" stays in two.
        """
        first, *rest = attribution.content
        apart = [s for s in (attribution.cue, attribution.source.span if attribution.source else None) if s is not None]
        text = text_of(self.doc)
        for span in rest:
            between = Span(first.end, max(span.start, first.end + 1))
            near = len(between) <= _GAP and _STOP.search(text, between.start, between.end) is None
            if near and not any(s.overlaps(between) for s in apart):
                first = Span(first.start, span.end)
            else:
                yield first
                first = span
        yield first

    def _is_only_thought(self, index: int, attribution: AttributionMention) -> bool:
        """What somebody says that others think or want is in the words of the one who says it."""
        thought = attribution.sense in {"thinks", "wants"} and index not in self._own and bool(attribution.content)
        return thought and self._floor_at(attribution.content[0]) is not None

    def covering(self, span: Span) -> list[int]:
        """The attributions whose content holds the start of `span`, innermost first."""
        return list(self._covers.at(span.start))

    def at(self, span: Span) -> Voice:
        """The voice behind `span`: the innermost speaker, relayed by the carriers around it."""
        covering = self._without_asides(self.covering(span), span)
        voice = self._voice(self._join(covering), covering) if covering else REPORTER
        voice = self._of_document(span) if _is_nobody(voice) else voice
        if voice.kind is SpeakerKind.DOCUMENT and voice.on_behalf_of:
            voice = replace(voice, speaker=voice.on_behalf_of, kind=SpeakerKind.ORGANISATION, on_behalf_of=None)
        hedge = self.hedge_at(span)
        return replace(voice, hedge=hedge) if hedge else voice

    def _without_asides(self, covering: list[int], span: Span) -> list[int]:
        """The attributions around `span`, less those in whose reported words it stands in an aside of the reporter.

        "She said the toll was rising in the camp, which was shelled in May": the shelling is told by the reporter.
        """
        if not covering or self.attributions[covering[0]].quoted != "indirect":
            return covering
        aside = self._aside_at(span)
        if aside is None:
            return covering
        return [
            i
            for i in covering
            if not any(c.start < aside.start and c.covers(aside) for c in self.attributions[i].content)
        ]

    def _aside_at(self, span: Span) -> Span | None:
        """The relative clause behind a comma that ends its sentence and holds `span`."""
        tokens = tokens_at(self.doc, span.start, span.end)
        token = tokens.root if tokens is not None else None
        for _ in range(_CLIMB):
            if token is None or token.head == token:
                return None
            first = token.left_edge
            if token.dep_ == "relcl" and first.tag_ in {"WDT", "WP", "WRB"} and first.i and first.nbor(-1).text == ",":
                last = token.right_edge
                ends = last.i + 1 >= len(self.doc) or last.nbor(1).text in {".", "?", "!"}
                return Span(first.idx, last.idx + len(last)) if ends else None
            token = token.head
        return None

    def chain_of(self, index: int) -> Voice:
        """The voice of one attribution's content, with what carries it."""
        return self.link(index)[0]

    def link(self, index: int) -> tuple[Voice, tuple[str, ...]]:
        """The voice of one attribution's content, and its carriers as the report writes them."""
        attribution = self.attributions[index]
        at = attribution.cue or (attribution.content[0] if attribution.content else Span(0, 1))
        spot = attribution.content[0] if attribution.content else at
        outer = [
            i
            for i in dict.fromkeys((*self._covers.at(spot.start), *self._covers.at(at.start)))
            if i != index and self._sizes[i] > self._sizes[index]
        ]
        outer.sort(key=lambda i: self._sizes[i])
        chain = self._join([index, *outer])
        voice = self._voice(chain, [index])
        voice = self._floor_at(spot) or voice if _is_nobody(voice) else voice
        voice = replace(voice, hedge=self.hedge_at(at))
        return voice, tuple(link.words for link in chain if link.name in voice.relayed_by)

    def hedge_at(self, span: Span) -> str | None:
        """The words by which the reporter keeps a distance in the clause around `span`, or in the sentence behind it."""
        places = places_at(self.doc, span.start, span.end)
        if not places:
            return None
        start, end = sentence_characters(self.doc, places[0])
        text = text_of(self.doc)
        window = (max(start, span.start - _HEDGE_REACH), min(end, span.end + _HEDGE_REACH))
        found = self.words.hedge.search(text, *window) if self._hedges.within(*window) else None
        _, behind = sentence_edges(self.doc[places[0]])
        if found is None and behind < len(self.doc):
            start, end = sentence_characters(self.doc, behind)
            window = start, min(end, start + 200)
            found = self.words.unverified.search(text, *window) if self._unverified.within(*window) else None
        return found.group().lower() if found else None

    def _join(self, indices: list[int]) -> Chain:
        """One chain from attributions, innermost first; what stands in an inner chain is told by the outer ones."""
        chain: Chain = ()
        for i in reversed(indices):
            own = self.chains[i]
            speaker = own[-1].name if own and not own[-1].media else None
            chain = tuple(link for link in chain if link.name != speaker)
            known = {link.name for link in chain}
            chain = (*chain, *(link for link in own if link.name not in known))
        known = {link.name for link in self._agency}
        return (*self._agency, *(link for link in chain if link.name not in known))

    def _voice(self, chain: Chain, indices: list[int]) -> Voice:
        """The last link that speaks, relayed by those before it."""
        denied = bool(indices) and self.attributions[indices[0]].sense == "denies"
        last = next((k for k in range(len(chain) - 1, -1, -1) if not chain[k].media), None)
        speaker = chain[last].voice if last is not None else None
        if last is None and chain and indices and self.attributions[indices[0]].rule == "denied_report":
            last = len(chain) - 1
            speaker = Voice(speaker=chain[last].name, kind=SpeakerKind.ORGANISATION, speaker_span=chain[last].span)
        before = chain[:last] if last is not None else chain
        after = chain[last + 1 :] if last is not None else ()
        voice = speaker or REPORTER
        relays = {
            link.name: link.span
            for link in (*before, *after)
            if link.name != voice.speaker and self.publisher not in {_plain(link.name), _plain(link.words)}
        }
        return replace(voice, relayed_by=tuple(relays), relay_spans=tuple(relays.values()), denied=denied)

    # Outside attributions.

    def _of_document(self, span: Span) -> Voice:
        """Who has the floor in a transcript, the author of a statement or speech, or the reporter."""
        floor = self._floor_at(span)
        if floor is not None:
            return floor
        return self._voice(self._agency, []) if self._agency else REPORTER

    def _floor(self, label: str) -> Voice:
        """Who has the floor under a transcript's label."""
        if label not in self._turns:
            self._turns[label] = self._of_turn(label)
        return self._turns[label]

    def _turn_chain(self, attribution: AttributionMention) -> Chain:
        """A turn is said by whom its label means."""
        label = self.references.selves.turns.label_of(attribution)
        if label is None:
            return ()
        voice = self._floor(label)
        span = attribution.source.span if attribution.source is not None else attribution.content[0]
        return (Link(name=voice.speaker or label, words=label, span=span, voice=voice),)

    def _of_turn(self, label: str) -> Voice:
        """The person behind a transcript's label; who asks or leads; else the label itself."""
        person = self.references.selves.turns.speaker(label)
        if person is not None:
            return Voice(speaker=person.name, kind=SpeakerKind.NAMED)
        if is_asking(label):
            return Voice(speaker="moderator" if is_leading(label) else "questioner", kind=SpeakerKind.ANONYMOUS)
        nouns = load_nouns().title_heads | self.words.anonymous | self.words.spokespeople
        common = any(w in nouns for w in label.lower().split())
        named = label.startswith(("MR", "MS", "MRS", "DR")) or not common
        kind = SpeakerKind.NAMED if named else SpeakerKind.ANONYMOUS if "OFFICIAL" in label else SpeakerKind.OFFICE
        return Voice(speaker=label.title() if named else label.lower(), kind=kind)


def is_said(attribution: AttributionMention) -> bool:
    """Whether the content is words that somebody says, writes or thinks, and not what they do about it."""
    rule = attribution.rule
    if attribution.sense == "denies" and rule != "refused":
        return True
    if rule.startswith("verb_passive") and attribution.source is None:
        return attribution.sense in {"says", "thinks"}
    return rule.startswith(_SAYING) or not rule.startswith(_STANCES)


def sense_of(attribution: AttributionMention) -> str:
    """What a cue does with its content: says | denies | writes | thinks | wants | cites | asks; acts where it says nothing.

    "Backed the plan" acts, "plans to leave" wants: the content is what the stance is about, in nobody's words.
    """
    if is_said(attribution):
        return "says" if attribution.sense == "wants" else attribution.sense
    return "wants" if attribution.sense == "wants" else "acts"


def _is_nobody(voice: Voice) -> bool:
    """Whether a voice is that of the text itself."""
    return voice.speaker is None and not voice.relayed_by


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").removesuffix(" news agency").strip()
