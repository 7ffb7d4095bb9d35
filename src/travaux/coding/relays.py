"""Who carries the words of a speaker: outlets and documents around a source, in the order in which they pass them on.

"Reuters reported, quoting Al-Akhbar, which cited a lawmaker" is the chain Reuters, Al-Akhbar, lawmaker: outermost first.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from travaux.coding.outlets import Outlets, Title
from travaux.coding.speakers import Speakers
from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.reading.annotations import AttributionMention, Phrase
from travaux.reading.lookup import sentence_of, text_of, tokens_at
from travaux.spans import Span

_DATELINE = re.compile(r"^[A-Z][^\n(]{0,60}\(([A-Z][^()\n]{1,40})\)\s*[-–—:]", re.MULTILINE)
_CLOSING = re.compile(r"(?:\(|[-–—]\s?|with agencies, )(?:with )?([A-Z][\w ]{1,30}?)\)?\s*\Z")
_CREDIT_REACH = 600
"""Characters from the start in which a dateline credits an agency."""
_LONGEST_SENTENCE = 400
"""Tokens; what is longer is a table or a list, in which nothing carries anything."""
_DEEPEST = 6
_MODIFIERS = {"acl", "relcl", "advcl", "appos"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_AGAIN = {"latter", "paper", "network", "station", "service"}
"""Nouns that after a definite article go back to an outlet, beside those that mean one."""
_SPEAK = {"speak", "talk", "interview", "appear"}
_TOLD = {"tell", "inform", "brief", "give", "assure"}
_CONVERSE = {
    "interview",
    "remark",
    "comment",
    "conversation",
    "article",
    "column",
    "appearance",
    "statement",
    "programme",
    "program",
}
_ADDRESS = {"to", "with", "by", "on", "in", "from", "for", "via", "through"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a chain: an outlet (`voice` is None), or a document, person or body that says."""

    name: str
    words: str
    span: Span
    voice: Voice | None = None

    @property
    def media(self) -> bool:
        """Whether the link only passes on."""
        return self.voice is None


Chain = tuple[Link, ...]
"""Links, outermost first."""


class Relays:
    """Finds the chains of one Doc, attribution by attribution in the order of the text."""

    def __init__(self, doc: Doc, speakers: Speakers, outlets: Outlets) -> None:
        self.doc = doc
        self.speakers = speakers
        self.outlets = outlets
        self.words = speakers.words
        self._documents: dict[str, Chain] = {}
        """The chains that ended in a document, by its noun, for "the transcript"."""
        self._last_outlet: Link | None = None
        self._seen: set[int] = set()
        self._content: tuple[Span, ...] = ()
        self._all_cues = sorted(a.cue for a in doc._.attributions if a.cue is not None)
        self._cue_starts = [c.start for c in self._all_cues]

    def chain_of(self, attribution: AttributionMention) -> Chain:
        """The links behind one attribution's content, as far as its own clause names them."""
        last = self.speakers.last
        try:
            return self._chain_of(attribution)
        finally:
            if attribution.parent is not None and last is not None:
                self.speakers.last = last

    def _chain_of(self, attribution: AttributionMention) -> Chain:
        source = attribution.source
        self._seen = set()
        self._content = attribution.content
        cue = self._cue(attribution)
        if source is None:
            return self._around(cue, ()) if cue is not None else ()
        head = self.doc[source.head]
        if len(sentence_of(head)) > _LONGEST_SENTENCE:
            link = self._own_link(head, source)
            return (link,) if link else ()
        denied = attribution.sense == "denies"
        chain = self._of_noun(head, source)
        if cue is None:
            return chain
        chain = self._around(cue, chain, only_told=denied)
        if not denied and (not chain or chain[-1].media):
            chain = _join(chain, self._cited(cue))
        elif not denied and self._may_be_media(head) and (cited := self._cited(cue)):
            last = chain[-1]
            chain = _join((*chain[:-1], replace(last, voice=None)), cited)
        self._remember(chain)
        return chain

    def credited(self, publisher: str | None) -> Chain:
        """The agency that a dateline or a closing tag credits with the whole report: "DAMASCUS (AFP) -", "— Reuters"."""
        text = text_of(self.doc)
        for match in (*_DATELINE.finditer(text, 0, _CREDIT_REACH), *_CLOSING.finditer(text, max(0, len(text) - 120))):
            tokens = tokens_at(self.doc, match.start(1), match.end(1))
            title = self.outlets.at(tokens.root) if tokens is not None else None
            if title is not None and publisher not in {title.name, title.words}:
                return (_media(title),)
        return ()

    def _may_be_media(self, head: Token) -> bool:
        """A name that no pack knows, of no person: what cites others in reporting is an outlet."""
        mention = self.speakers.references.mention_at(head)
        return head.pos_ == "PROPN" and (
            mention is None or (mention.by == "name" and mention.kind is not ActorKind.PERSON)
        )

    def _cue(self, attribution: AttributionMention) -> Token | None:
        if attribution.cue is None:
            return None
        tokens = tokens_at(self.doc, attribution.cue.start, attribution.cue.end)
        return tokens.root if tokens is not None else None

    def _remember(self, chain: Chain) -> None:
        for k, link in enumerate(chain):
            if link.media:
                self._last_outlet = link
            elif link.voice is not None and link.voice.kind is SpeakerKind.DOCUMENT and k:
                self._documents[link.name.split()[-1]] = chain[: k + 1]
                for word in link.name.split():
                    if word in self.words.documents:
                        self._documents.setdefault(word, chain[: k + 1])
                        break

    # A noun with what carries it and what it cites.

    def _of_noun(self, head: Token, source: Phrase | None = None, *, deeper: bool = True) -> Chain:
        """The chain that ends in `head`, or in what `head` cites."""
        if head.i in self._seen or len(self._seen) > 4 * _DEEPEST:
            return ()
        self._seen.add(head.i)
        piece = head.lemma_.lower() in self.words.pieces and self.outlets.at(head) is None
        own = self._of_piece(head) if piece else self._plain(head, source)
        before = self._carriers(head)
        chain = _join(before, own)
        if deeper and (not chain or chain[-1].media):
            for modifier in self._modifiers(head):
                chain = _join(chain, self._cited_by(modifier))
        return chain

    def _plain(self, head: Token, source: Phrase | None) -> Chain:
        known = self._again(head)
        if known:
            return known
        link = self._own_link(head, source)
        return (link,) if link else ()

    def _own_link(self, head: Token, source: Phrase | None) -> Link | None:
        title = self.outlets.at(head) or self._leading(head, source)
        if title is not None:
            return _media(title)
        if head.pos_ == "PRON" and self._last_outlet is not None and head.lower_ in {"it", "which"}:
            last = self.speakers.last
            span = self._last_outlet.span
            if last is None or last.speaker_span is None or last.speaker_span.end <= span.start:
                return self._last_outlet
        edge = self.doc[head.right_edge.i]
        phrase = source or Phrase(span=Span(head.left_edge.idx, edge.idx + len(edge)), head=head.i)
        voice = self.speakers.name(phrase)
        if not voice.speaker:
            return None
        return Link(name=voice.speaker, words=voice.speaker, span=phrase.span, voice=voice)

    def _leading(self, head: Token, source: Phrase | None) -> Title | None:
        """ "Agence Centrale, relaying …": the outlet before a comma, where the parse takes what follows for the head."""
        tokens = tokens_at(self.doc, source.span.start, source.span.end) if source is not None else None
        if tokens is None:
            return None
        for token in tokens[:8]:
            if token.text == ",":
                return self.outlets.at(self.doc[token.i - 1]) if token.i - 1 < head.i else None
        return None

    def _again(self, head: Token) -> Chain:
        """ "The paper", "the latter", "the transcript": what was spoken of before, with its own chain."""
        definite = any(t.lower_ in {"the", "that", "this"} for t in head.lefts)
        bare = not any(t.dep_ in {"amod", "compound", "poss"} for t in head.lefts) and head.n_rights == 0
        if not definite or not bare:
            return ()
        lemma = head.lemma_.lower()
        if lemma in self.words.media | _AGAIN and self._last_outlet is not None:
            return (self._last_outlet,)
        return self._documents.get(lemma, ())

    def _of_piece(self, head: Token) -> Chain:
        """ "A Bloomberg story", "an article in Bild", "remarks by the governor": what only holds others' words."""
        for token in self._inside(head):
            title = self.outlets.at(token)
            if title is not None and token == title.head:
                return self._of_noun(token)
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
                for owner in child.children:
                    if owner.dep_ == "pobj":
                        return self._of_noun(owner)
        return ()

    def _inside(self, head: Token) -> Iterator[Token]:
        """The words of a noun phrase up to its clauses."""
        stack = [head]
        while stack:
            token = stack.pop()
            if token != head:
                yield token
            stack += [
                c for c in token.children if c.dep_ in {"poss", "compound", "nmod", "prep", "pobj", "amod", "appos"}
            ]

    def _modifiers(self, head: Token) -> Iterator[Token]:
        """The verbs that say what the thing or body of `head` does or undergoes, beside its main clause."""
        name = self.outlets.at(head)
        spots = (
            {head} | ({name.head} if name else set()) | {t for t in head.children if t.dep_ in {"appos", "compound"}}
        )
        for spot in spots:
            for child in spot.children:
                if child.dep_ in _MODIFIERS and child.pos_ in {"VERB", "AUX"}:
                    yield child
                    yield from (c for c in child.conjuncts if c.pos_ == "VERB")

    # Carriers.

    def _carriers(self, head: Token) -> Chain:
        """Outlets that obtained, published or read out what `head` stands for: the later named the further out."""
        out: list[Link] = []
        for modifier in self._modifiers(head):
            if modifier.lemma_.lower() in self.words.carrying | _SPEAK:
                out = [*(link for link in self._bearers(modifier, head) if link not in out), *out]
        governor = self._governor(head)
        return _join(governor, tuple(out))

    def _bearers(self, verb: Token, skip: Token) -> Iterator[Link]:
        """The outlets beside a verb of carrying: its agent, the place of publication, or its subject."""
        for child in verb.children:
            if child.dep_ in {"agent", "prep"} and child.lower_ in _ADDRESS:
                for grandchild in child.children:
                    if grandchild.dep_ == "pobj" and (title := self.outlets.at(grandchild)) is not None:
                        yield self._definite(grandchild, title)
            elif child.dep_ == "nsubj" and child != skip and (title := self.outlets.at(child)) is not None:
                yield self._definite(child, title)

    def _definite(self, token: Token, title: Title) -> Link:
        known = self._again(token)
        return known[0] if known else _media(title)

    def _governor(self, head: Token) -> Chain:
        """ "El Tiempo has published an ELN communique in which …": who passed on what `head` stands for."""
        verb, subject = head.head, None
        if head.dep_ in {"dobj", "attr", "oprd"} and verb.lemma_.lower() in self.words.carrying | self.words.citing:
            subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        elif head.dep_ == "nsubjpass" and verb.lemma_.lower() in self.words.carrying:
            by = next((c for c in verb.children if c.dep_ == "agent"), None)
            subject = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
        if subject is None or subject.i in self._seen or subject.tag_ in {"WDT", "WP", "PRP"}:
            return ()
        chain = self._of_noun(subject)
        return (
            chain
            if chain and (chain[-1].media or chain[-1].voice and chain[-1].voice.kind is SpeakerKind.DOCUMENT)
            else ()
        )

    # The clause of the cue.

    def _around(self, cue: Token, chain: Chain, *, only_told: bool = False) -> Chain:
        """`chain` with the outlets that the speaker spoke to, and the clause around the cue that passes it on."""
        host = self._host(cue)
        told = self._addressed(cue, only_told)
        if host is not None:
            told = (*(link for link in self._addressed(host, only_told) if link not in told), *told)
        held = self._held(cue)
        out = _join(told, chain)
        out = _join(held, out)
        if host is not None:
            subject = next((c for c in host.children if c.dep_ == "nsubj"), None)
            if subject is not None and subject.i not in self._seen:
                out = _join(self._of_noun(subject), out)
        return out

    def _host(self, cue: Token) -> Token | None:
        """The verb that passes the cue on: "quoted her as *saying*", "was heard *declaring*"."""
        verb = cue
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            verb = verb.head.head
        elif verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.tag_ == "VBG":
            verb = verb.head
        return verb if verb != cue and verb.pos_ in {"VERB", "AUX"} else None

    def _addressed(self, verb: Token, only_told: bool) -> Chain:
        """ "Told Reuters", "in an interview with the BBC", "speaking on Kan radio", "was quoted by Tass": in the verb's clause."""
        out: dict[str, Link] = {}
        for token in self._clause(verb):
            title = self.outlets.at(token)
            if title is not None and title.name not in self.words.platforms and self._carries(token, verb, only_told):
                out.setdefault(title.name, self._definite(token, title))
        for token in self._outside(verb):
            title = self.outlets.at(token)
            if title is not None and title.name not in self.words.platforms and self._is_told(token, only_told):
                out.setdefault(title.name, self._definite(token, title))
        return tuple(out.values())

    def _outside(self, verb: Token) -> Iterator[Token]:
        """The words of the verb's sentence that stand in nobody's mouth, up to the cues of other speakers."""
        sentence = sentence_of(verb)
        first, after = sentence.start, sentence.end
        for cue in self._cues(sentence.start_char, sentence.end_char):
            if cue.end <= verb.idx:
                first = max(first, self._index(cue.end))
            elif cue.start > verb.idx:
                after = min(after, self._index(cue.start))
        for token in self.doc[first:after]:
            if token.ent_type_ or token.pos_ in {"PROPN", "NOUN"}:
                if not any(s.start <= token.idx < s.end for s in self._content):
                    yield token

    def _cues(self, start: int, end: int) -> list[Span]:
        return self._all_cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def _index(self, character: int) -> int:
        tokens = tokens_at(self.doc, character, character + 2)
        return tokens.start if tokens is not None else 0

    def _is_told(self, token: Token, only_told: bool) -> bool:
        """The same by the words before an outlet's name, where the parse loses its way."""
        at = token.i - 1
        while (
            at >= 0
            and token.i - at <= 7
            and (
                self.doc[at].pos_ in {"DET", "ADJ", "PROPN", "PART"}
                or self.outlets.is_media(self.doc[at])
                or self.doc[at].text == "-"
            )
        ):
            at -= 1
        if at < 1:
            return False
        before, verb = self.doc[at], self.doc[at - 1]
        if before.lemma_.lower() in _TOLD:
            return True
        spoke = verb.lemma_.lower() in _SPEAK | _CONVERSE
        if only_told or before.lower_ not in _ADDRESS:
            return spoke and before.lower_ in _ADDRESS
        carried = verb.pos_ == "VERB" and verb.lemma_.lower() in self.words.carrying | {"say", "declare", "write"}
        return spoke or carried

    def _clause(self, verb: Token) -> Iterator[Token]:
        """The words of a verb's clause outside its subject and content."""
        stack = [verb]
        while stack:
            token = stack.pop()
            yield token
            for child in token.children:
                inside = any(s.start <= child.idx < s.end for s in self._content)
                clause = child.dep_ in {"ccomp", "conj", "relcl"} or child.dep_ in _SUBJECTS
                citing = child.lemma_.lower() in self.words.citing and child.pos_ == "VERB"
                if not (inside or clause or citing):
                    stack.append(child)

    def _carries(self, token: Token, verb: Token, only_told: bool) -> bool:
        """Whether an outlet's name is the addressee or agent of the speech, or where it was printed."""
        while token.dep_ in {"conj", "compound", "appos", "poss", "nmod", "amod"} and token.head != token:
            token = token.head
        if token.dep_ in {"dobj", "dative", "iobj"}:
            return token.head.lemma_.lower() in _TOLD | _SPEAK
        if token.dep_ == "nsubj":
            return False
        if only_told and token.head.head.lemma_.lower() not in _TOLD | _SPEAK | {"interview"}:
            return False
        return token.dep_ == "pobj" and token.head.lower_ in _ADDRESS

    def _held(self, cue: Token) -> Chain:
        """The document that the clause of the cue stands in: "In the transcript, he says", "a paper in which he says"."""
        for child in cue.lefts:
            if child.dep_ == "prep" and child.lower_ == "in":
                for noun in child.children:
                    if noun.dep_ == "pobj" and noun.lemma_.lower() in self.words.documents - self.words.own:
                        return self._of_noun(noun)
        clause = cue
        for _ in range(4):
            if clause.dep_ == "relcl" or clause.head == clause:
                break
            if clause.dep_ not in {"pcomp", "prep", "xcomp", "ccomp"}:
                return ()
            clause = clause.head
        if clause.dep_ != "relcl" or not self._is_within(clause):
            return ()
        noun = clause.head
        lemma = noun.lemma_.lower()
        return self._of_noun(noun) if lemma in self.words.documents | self.words.pieces else ()

    def _is_within(self, clause: Token) -> bool:
        """ "In which", "according to which"."""
        first = clause.left_edge
        return any(t.tag_ in {"WDT", "WP"} and t.dep_ == "pobj" for t in self.doc[first.i : first.i + 4])

    # Who is cited.

    def _cited(self, verb: Token) -> Chain:
        """ "… reported, citing two officials": the chain behind what an outlet's own verb or its adjunct cites."""
        out: Chain = ()
        if verb.lemma_.lower() in self.words.citing:
            out = self._objects(verb)
        for child in verb.children:
            if child.pos_ == "VERB" and child.dep_ in {"advcl", "conj", "acl", "xcomp", "dep", "prep", "ccomp"}:
                out = _join(out, self._cited_by(child))
            elif child.dep_ == "prep" and child.lower_ in {"citing", "quoting"}:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        out = _join(out, self._of_noun(noun))
        if not out and verb.dep_ in {"ccomp", "parataxis", "relcl", "advcl"} and verb.head.pos_ == "VERB":
            for child in verb.head.children:
                if child.i > verb.i and child.tag_ == "VBG" and child.lemma_.lower() in self.words.citing:
                    out = _join(out, self._cited_by(child))
        return out

    def _cited_by(self, verb: Token) -> Chain:
        return self._objects(verb) if verb.lemma_.lower() in self.words.citing else ()

    def _objects(self, verb: Token) -> Chain:
        """What a verb of citing has as its object, or behind "to", "from", "on"."""
        for child in verb.children:
            if child.dep_ in {"dobj", "oprd"} and not self._in_content(child):
                return self._of_noun(child)
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in {"to", "from", "on", "by"} and not self._in_content(child):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return self._of_noun(noun)
        return ()

    def _in_content(self, token: Token) -> bool:
        return any(s.start <= token.idx < s.end for s in self._content)


def _media(title: Title) -> Link:
    return Link(name=title.name, words=title.words, span=title.span)


def _join(outer: Chain, inner: Chain) -> Chain:
    """One chain of two: a link that stands in both stays where it is in the outer one."""
    names = {link.name for link in outer}
    return (*outer, *(link for link in inner if link.name not in names))
