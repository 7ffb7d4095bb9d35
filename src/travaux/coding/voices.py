"""Who says it, through whom: from attributions to the voice behind any span of a report."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from travaux.coding.headings import Heading, find_heading
from travaux.coding.outlets import Outlets
from travaux.coding.relays import Chain, Link, Relays
from travaux.coding.speakers import Speakers
from travaux.coding.voicewords import load_voice_words
from travaux.ontology.claim import REPORTER, Voice
from travaux.ontology.vocabulary import ActorKind, SegmentKind, SpeakerKind
from travaux.reading.annotations import AttributionMention
from travaux.reading.lookup import sentence_of, text_of, tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.references import References
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
_TURNS = frozenset({"turn", "labelled"})
_HEDGE_REACH = 60
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
        self._segment_starts = [s.span.start for s in doc._.segments]
        self.chains: tuple[Chain, ...] = tuple(
            self._turn_chain(a) if a.rule in _TURNS else relays.chain_of(a) for a in self.attributions
        )
        self._agency: Chain = relays.credited(publisher)
        self._sizes = [sum(len(c) for c in a.content) for a in self.attributions]
        self._covers = self._make_covers()
        heading = find_heading(doc, references)
        self._author: Heading | None = None
        if heading is not None and any(self._is_first_person(t) for t in doc):
            self._author = heading

    def _make_covers(self) -> _Covers:
        """One pass over the edges of all contents."""
        marks: list[tuple[int, int, int]] = []
        for i, a in enumerate(self.attributions):
            if is_said(a):
                for c in a.content:
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

    def covering(self, span: Span) -> list[int]:
        """The attributions whose content holds the start of `span`, innermost first."""
        return list(self._covers.at(span.start))

    def at(self, span: Span) -> Voice:
        """The voice behind `span`: the innermost speaker, relayed by the carriers around it."""
        covering = self._without_asides(self.covering(span), span)
        voice = self._voice(self._join(covering), covering) if covering else self._of_document(span)
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
        voice = replace(self._voice(chain, [index]), hedge=self.hedge_at(at))
        return voice, tuple(link.words for link in chain if link.name in voice.relayed_by)

    def hedge_at(self, span: Span) -> str | None:
        """The words by which the reporter keeps a distance in the clause around `span`, or in the sentence behind it."""
        token = tokens_at(self.doc, span.start, span.end)
        if token is None:
            return None
        sent = sentence_of(token[0])
        text = text_of(self.doc)
        window = (max(sent.start_char, span.start - _HEDGE_REACH), min(sent.end_char, span.end + _HEDGE_REACH))
        found = self.words.hedge.search(text, *window) if self._hedges.within(*window) else None
        if found is None and sent.end < len(self.doc):
            after = sentence_of(self.doc[sent.end])
            window = after.start_char, min(after.end_char, after.start_char + 200)
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
        """Who has the floor in a transcript, the author of a statement in the first person, or the reporter."""
        label = self._label_at(span)
        if label is not None:
            return self._floor(label)
        author = self._author
        if author is not None and span.start >= author.span.end:
            kind = SpeakerKind.NAMED if author.authors[0].kind is ActorKind.PERSON else SpeakerKind.ORGANISATION
            return Voice(speaker=author.speaker, kind=kind, speaker_span=author.authors[0].span)
        if self._agency:
            return self._voice(self._agency, [])
        return REPORTER

    def _is_first_person(self, token: Token) -> bool:
        """ "I" or "we" (no "US") in nobody else's mouth."""
        return token.lower_ in _FIRST_PERSON and token.text != "US" and not self._covers.at(token.idx)

    def _label_at(self, span: Span) -> str | None:
        """The label of the transcript's turn that holds `span`."""
        k = bisect_right(self._segment_starts, span.start) - 1
        segment = self.doc._.segments[k] if k >= 0 else None
        inside = segment is not None and span.start < segment.span.end and segment.kind == SegmentKind.TURN
        return str(segment.note) if segment is not None and inside else None

    def _floor(self, label: str) -> Voice:
        """Who has the floor under a transcript's label."""
        if label not in self._turns:
            self._turns[label] = self._of_turn(label)
        return self._turns[label]

    def _turn_chain(self, attribution: AttributionMention) -> Chain:
        """A turn is said by whom its label means."""
        label = self._label_at(attribution.content[0])
        if label is None and attribution.source is not None:
            label = attribution.source.span.of(text_of(self.doc))
        if label is None:
            return ()
        voice = self._floor(label)
        span = attribution.source.span if attribution.source is not None else attribution.content[0]
        return (Link(name=voice.speaker or label, words=label, span=span, voice=voice),)

    def _of_turn(self, label: str) -> Voice:
        """The person behind a transcript's label: by surname among those named, else the label itself."""
        if label in {"Q", "QUESTION"}:
            return Voice(speaker="questioner", kind=SpeakerKind.ANONYMOUS)
        holder = self._office_holder(label)
        if holder is not None:
            return Voice(speaker=holder, kind=SpeakerKind.NAMED)
        surname = label.rsplit(maxsplit=1)[-1].title() if label.split() else label
        for mention in self.references.mentions:
            if mention.kind is ActorKind.PERSON and mention.names[0].split()[-1].title() == surname:
                return Voice(speaker=mention.names[0], kind=SpeakerKind.NAMED)
        nouns = load_nouns().title_heads | self.words.anonymous | self.words.spokespeople
        common = any(w in nouns for w in label.lower().split())
        named = label.startswith(("MR", "MS", "MRS", "DR")) or not common
        kind = SpeakerKind.NAMED if named else SpeakerKind.ANONYMOUS if "OFFICIAL" in label else SpeakerKind.OFFICE
        return Voice(speaker=label.title() if named else label.lower(), kind=kind)

    def _office_holder(self, label: str) -> str | None:
        """Who "THE PRESIDENT" is: the first person whom the text gives that office, and no higher or lower one."""
        office = label.lower().removeprefix("the ").strip()
        if office == label.lower().strip():
            return None
        for mention in self.references.mentions:
            if mention.kind is ActorKind.PERSON and (mention.office or "").lower() == office:
                return mention.names[0]
        return None


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


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").removesuffix(" news agency").strip()
