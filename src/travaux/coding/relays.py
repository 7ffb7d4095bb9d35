"""Who carries the words of a speaker: outlets and documents around a source, in the order in which they pass them on.

"Reuters reported, quoting Al-Akhbar, which cited a lawmaker" is the chain Reuters, Al-Akhbar, lawmaker: outermost first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from travaux.coding.audiences import ADDRESS, SPEAK, Audiences
from travaux.coding.outlets import Outlets, Title
from travaux.coding.speakers import Speakers
from travaux.ontology.claim import Voice
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.reading.annotations import AttributionMention, Phrase
from travaux.reading.lookup import sentence_number, sentence_of, text_of, tokens_at
from travaux.spans import Span

_DATELINE = re.compile(r"^[A-Z][^\n(]{0,60}\(([A-Z][^()\n]{1,40})\)\s*[-–—:]", re.MULTILINE)
_CLOSING = re.compile(r"(?:\(|[-–—]\s?|with agencies, )(?:with )?([A-Z][\w ]{1,30}?)\)?\s*\Z")
_FIRST = re.compile(
    r"\b(?:(?:originally|first) (?:published|appeared) (?:by|in|on|at)|republished from|h/t|hat tip to) (?:the |The )?"
    r"([A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4})"
)
_CREDIT_REACH = 600
"""Characters from the start, and before the end, in which an agency is credited with the report."""
_LONGEST_SENTENCE = 400
"""Tokens; what is longer is a table or a list, in which nothing carries anything."""
_DEEPEST = 6
_MODIFIERS = {"acl", "relcl", "advcl", "appos"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_GOES_ON = 3
"""Sentences over which a speaker goes on through the same outlets."""
_RECENT = 8
"""Attributions that are looked back on for what was told of a document."""
_AGAIN = {"latter", "paper", "network", "station", "service"}
"""Nouns that after a definite article go back to an outlet, beside those that mean one."""


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
        self._last_document: Chain = ()
        self._carried: dict[str, tuple[Chain, int]] = {}
        """Speakers with the outlets that carried them last, and the sentence in which they did."""
        self._done: list[tuple[tuple[Span, ...], Chain]] = []
        self._seen: set[int] = set()
        self._content: tuple[Span, ...] = ()
        self._audiences = Audiences(doc, outlets)

    def chain_of(self, attribution: AttributionMention) -> Chain:
        """The links behind one attribution's content, as far as its own clause names them."""
        last = self.speakers.last
        try:
            chain = self._chain_of(attribution)
            self._done.append((attribution.content, chain))
            return chain
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
        if len(chain) == 1 and chain[0].voice is not None:
            chain = (*self._kept(head, chain[0]), *chain)
        self._remember(chain, sentence_number(head))
        return chain

    def credited(self, publisher: str | None) -> Chain:
        """The agency or outlet credited with the whole report: "DAMASCUS (AFP) -", "(Reuters)", "originally published by X"."""
        text = text_of(self.doc)
        end = max(0, len(text) - _CREDIT_REACH)
        places = (
            *_DATELINE.finditer(text, 0, _CREDIT_REACH),
            *_CLOSING.finditer(text, max(0, len(text) - 120)),
            *_FIRST.finditer(text, 0, _CREDIT_REACH),
            *_FIRST.finditer(text, end),
        )
        for match in places:
            tokens = tokens_at(self.doc, match.start(1), match.end(1))
            title = next((t for token in tokens or () if (t := self.outlets.at(token)) is not None), None)
            if title is not None and publisher != title.name and not _is_part(title.words, publisher):
                return (_media(title),)
        return ()

    def _kept(self, head: Token, link: Link) -> Chain:
        """The carriers of a speaker who goes on: "an official told Reuters. “It is over,” he said"."""
        if link.voice is not None and link.voice.kind is SpeakerKind.NAMED and (aired := self._aired(head, link.name)):
            return aired
        known, at = self._carried.get(link.name, ((), 0))
        again = head.pos_ == "PRON" or any(t.lower_ == "the" for t in head.lefts)
        return known if again and sentence_number(head) - at <= _GOES_ON else ()

    def _aired(self, head: Token, name: str) -> Chain:
        """ "The agency carried remarks by X. X said …": the carriers of what the sentence before announces."""
        sentence = sentence_of(head)
        if sentence.start == 0:
            return ()
        before = sentence_of(self.doc[sentence.start - 1])
        if len(before) > _LONGEST_SENTENCE:
            return ()
        for token in before:
            if token.lemma_.lower() in self.words.pieces and token.dep_ in {"dobj", "nsubjpass"}:
                inside = (self.speakers.references.mention_at(t) for t in self._inside(token))
                if any(m is not None and name in m.names for m in inside):
                    return tuple(link for link in self._carriers(token) if link.media)
        return ()

    def _may_be_media(self, head: Token) -> bool:
        """A name that no pack knows, of no person: what cites others in reporting is an outlet."""
        mention = self.speakers.references.mention_at(head)
        return head.pos_ == "PROPN" and (
            mention is None
            or (
                mention.by == "name"
                and (mention.kind is not ActorKind.PERSON or any(c.dep_ == "poss" for c in head.lefts))
            )
        )

    def _cue(self, attribution: AttributionMention) -> Token | None:
        if attribution.cue is None:
            return None
        tokens = tokens_at(self.doc, attribution.cue.start, attribution.cue.end)
        return tokens.root if tokens is not None else None

    def _remember(self, chain: Chain, sentence: int) -> None:
        carriers = tuple(link for link in chain[:-1] if link.media)
        if carriers and len(carriers) == len(chain) - 1 and not chain[-1].media:
            self._carried[chain[-1].name] = (carriers, sentence)
        for k, link in enumerate(chain):
            if link.media:
                self._last_outlet = link
            elif link.voice is not None and link.voice.kind is SpeakerKind.DOCUMENT:
                self._last_document = chain[: k + 1]
                if not k:
                    continue
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
        piece = piece and not self.outlets.names_body(head)
        own = self._of_piece(head) if piece else self._plain(head, source)
        before = self._carriers(head)
        chain = _join(before, own)
        if deeper and source is not None and chain and chain[-1].media and self.outlets.at(head) is None:
            chain = _join(chain, self._cited_by(head) if head.pos_ in {"VERB", "PROPN"} else ())
        if deeper and (not chain or chain[-1].media):
            for modifier in self._modifiers(head):
                chain = _join(chain, self._cited_by(modifier))
        return chain

    def _plain(self, head: Token, source: Phrase | None) -> Chain:
        if head.tag_ in {"WDT", "WP"} and (noun := self._relative(head)) is not None and noun.i not in self._seen:
            return self._of_noun(noun)
        known = self._again(head)
        if known:
            return known
        link = self._own_link(head, source)
        return (link,) if link else ()

    def _own_link(self, head: Token, source: Phrase | None) -> Link | None:
        if head.tag_ in {"WDT", "WP"} and (noun := self._relative(head)) is not None:
            head, source = noun, None
        title = self.outlets.at(head) or self._leading(head, source)
        if title is not None:
            return _media(title)
        if head.pos_ == "PRON" and self._last_outlet is not None and head.lower_ in {"it", "which"}:
            last = self.speakers.last
            span = self._last_outlet.span
            if last is None or last.end <= span.start:
                return self._last_outlet
        if self._is_reporter(head):
            return None
        edge = self.doc[head.right_edge.i]
        phrase = source or Phrase(span=Span(head.left_edge.idx, edge.idx + len(edge)), head=head.i)
        voice = self.speakers.name(phrase)
        if not voice.speaker:
            return None
        return Link(name=voice.speaker, words=voice.speaker, span=phrase.span, voice=voice)

    def _is_reporter(self, head: Token) -> bool:
        """ "Kari Holm writes": the newspaper's own people are no sources of its report."""
        references = self.speakers.references
        mention = references.mention_at(head)
        return mention is not None and mention.names[0] in references.selves.reporters

    def _relative(self, head: Token) -> Token | None:
        """ "A log according to which …": the noun right before the phrase of a relative pronoun."""
        at = head.i - 1
        while at >= 0 and head.i - at <= 3 and (self.doc[at].pos_ in {"ADP", "PUNCT", "VERB", "SCONJ"}):
            at -= 1
        noun = self.doc[at] if at >= 0 else None
        return noun if noun is not None and noun.pos_ in {"NOUN", "PROPN"} else None

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
        lemma = head.lemma_.lower()
        same = any(t.lower_ == "same" for t in head.lefts) and lemma in self.words.documents
        if same and self._last_document:
            return self._last_document
        if not definite or not bare:
            return ()
        if lemma in self.words.media | _AGAIN and self._last_outlet is not None:
            return (self._last_outlet,)
        return self._documents.get(lemma) or self._introduced(head, lemma)

    def _introduced(self, head: Token, lemma: str) -> Chain:
        """ "In the transcript", after "said it had obtained a transcript of a call": with those who passed it on."""
        if lemma not in self.words.documents:
            return ()
        sentence = sentence_of(head)
        for _ in range(2):
            if sentence.start == 0:
                return ()
            sentence = sentence_of(self.doc[sentence.start - 1])
            for token in sentence:
                if token.lemma_.lower() == lemma and token.dep_ in {"dobj", "nsubj", "pobj"}:
                    outer = self._chains_over(token)
                    return _join(outer, self._of_noun(token))
        return ()

    def _chains_over(self, token: Token) -> Chain:
        """The chains of the attributions before, in whose content a token stands."""
        out: Chain = ()
        for content, chain in self._done[-_RECENT:]:
            if any(s.start <= token.idx < s.end for s in content):
                out = _join(out, chain)
        return out

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
            if modifier.lemma_.lower() in self.words.carrying | SPEAK:
                out = [*(link for link in self._bearers(modifier, head) if link not in out), *out]
        governor = self._governor(head)
        return _join(governor, tuple(out))

    def _bearers(self, verb: Token, skip: Token) -> Iterator[Link]:
        """The outlets beside a verb of carrying: its agent, the place of publication, or its subject."""
        for child in verb.children:
            if child.dep_ in {"agent", "prep"} and child.lower_ in ADDRESS:
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
        if len(chain) == 1 and chain[0].voice is not None and self._may_be_media(subject):
            chain = (replace(chain[0], voice=None),)
        if chain and chain[-1].media:
            for child in verb.children:
                if child.tag_ == "VBG" and child.dep_ == "advcl":
                    chain = _join(chain, self._cited_by(child))
        return (
            chain
            if chain and (chain[-1].media or (chain[-1].voice and chain[-1].voice.kind is SpeakerKind.DOCUMENT))
            else ()
        )

    # The clause of the cue.

    def _around(self, cue: Token, chain: Chain, *, only_told: bool = False) -> Chain:
        """`chain` with the outlets that the speaker spoke to, and the clause around the cue that passes it on."""
        host = self._host(cue)
        told = self._addressed(cue, only_told=only_told)
        if host is not None:
            told = (*(link for link in self._addressed(host, only_told=only_told) if link not in told), *told)
        held = self._held(cue)
        out = _join(told, chain)
        out = _join(held, out)
        subject = next((c for c in host.children if c.dep_ in {"nsubj", "csubj"}), None) if host is not None else None
        if subject is not None and subject.i not in self._seen:
            outer = self._of_noun(subject, self._clause_phrase(subject))
            passed_on = bool(outer) and outer[-1].media and host is not None and host.tag_ != "VBN"
            out = _join(told, _join(outer, chain)) if passed_on else _join(outer, out)
        return out

    def _clause_phrase(self, subject: Token) -> Phrase | None:
        """The words of a subject that the parse takes for a clause ("Agence Centrale, relaying the daily, quoted …")."""
        if subject.dep_ != "csubj":
            return None
        return Phrase(span=Span(subject.left_edge.idx, subject.idx + len(subject)), head=subject.i)

    def _host(self, cue: Token) -> Token | None:
        """The verb that passes the cue on: "quoted her as *saying*", "was heard *declaring*"."""
        verb = cue
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            verb = verb.head.head
        elif verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.tag_ == "VBG":
            verb = verb.head
        return verb if verb != cue and verb.pos_ in {"VERB", "AUX"} else None

    def _addressed(self, verb: Token, *, only_told: bool) -> Chain:
        """The outlets that the speaker spoke to, or that carry the words, in the clause of `verb`."""
        found = self._audiences.of(verb, self._content, only_told=only_told)
        return tuple({title.name: self._definite(token, title) for token, title in reversed(found)}.values())[::-1]

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
        while noun.dep_ == "pobj" and noun.lemma_.lower() not in self.words.documents and noun.head.dep_ == "prep":
            noun = noun.head.head
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


def _is_part(words: str, publisher: str | None) -> bool:
    """Whether a credit is the publisher's own name, perhaps cut short by the model."""
    return publisher is not None and words.lower() in publisher.lower()
