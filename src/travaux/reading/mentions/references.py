"""From a phrase to the actors it means: names, pronouns, descriptions, collectives.

A phrase resolves to mentions with canonical names, or to its own words where nothing names it; a thing that cannot act
("the pressure") resolves to nothing. A description is resolved only to somebody whom the report names.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Entry, World
from travaux.reading.annotations import AttributionMention, Mention, Phrase
from travaux.reading.columns import columns_of
from travaux.reading.lookup import text_of
from travaux.reading.mentions.antecedents import Antecedents
from travaux.reading.mentions.armies import Armies
from travaux.reading.mentions.glosses import direct_quote, find_glosses
from travaux.reading.mentions.homes import Home
from travaux.reading.mentions.kinds import BODY_KINDS, PARTY_KINDS
from travaux.reading.mentions.lists import Lists
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.offices import Offices
from travaux.reading.mentions.phrases import core_words, has_modifier, is_definite, join_words
from travaux.reading.mentions.selves import Selves
from travaux.reading.mentions.unlisted.find import is_unlisted
from travaux.spans import Span

_PLACE_PREPOSITIONS = {
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "across",
    "into",
    "through",
    "throughout",
    "within",
    "via",
}
_GROUPS = {ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY, ActorKind.IGO}
_OF_STATES = {ActorKind.STATE, ActorKind.MILITARY, ActorKind.AGENCY, ActorKind.PERSON}
_SINGULAR = {"he", "him", "his", "she", "her", "hers", "himself", "herself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_NEUTER = {"it", "its", "itself"}
_SPEAKER_SIDE = {"we", "us", "our", "ours", "ourselves"}
_SPEAKER = {"i", "me", "my", "mine", "myself"}
_RELATIVE = {"who", "whom", "which", "that", "whose"}
_SPOKES = re.compile(r"\b(?:spokes|press secretary)", re.IGNORECASE)
_FAR = 400
"""Tokens back within which a bare noun is still the one told before."""
_CIVIC = frozenset(
    "rights aid relief monitoring advocacy charity campaign environmental medical humanitarian watchdog".split()
)
"""Words before "group" that make it no armed one."""
_ARMIES = {"army", "military", "force"}
_ONE_BY_ONE = {"side", "party", "government", "army"}


class References:
    """Resolves the phrases of one Doc; needs its mentions, and its attributions for "we" and "I".

    `home` says whose government's own text the Doc is, None for the press.
    """

    def __init__(self, doc: Doc, world: World, home: Home | None = None) -> None:
        self.doc = doc
        self.world = world
        self.nouns = load_nouns()
        self.mentions: tuple[Mention, ...] = doc._.mentions
        self.attributions: tuple[AttributionMention, ...] = doc._.attributions
        self._starts = [m.span.start for m in self.mentions]
        self._busy: set[int] = set()
        self._antecedents = Antecedents(doc, self.mentions, self.attributions, self.resolve)
        self._lists = Lists(doc, self._antecedents)
        self._busy_nouns: set[int] = set()
        self._nouns_told: dict[str, list[int]] | None = None
        self._armies = Armies(doc, world)
        self._unlisted: dict[str, Mention] = {m.names[0]: m for m in reversed(self.mentions) if is_unlisted(m, world)}
        self.home = home
        self._offices = Offices(self.mentions, world, home, doc._.published)
        self.selves = Selves(doc, world, self.mentions, home, self.resolve)
        self._parties: tuple[str, ...] = ()
        self._resolved: dict[Phrase, tuple[Mention, ...]] = {}

    @property
    def authors(self) -> tuple[Mention, ...]:
        """Those whose own words the text is: of a statement, speech or joint text; nobody of a report."""
        return self.selves.authors

    @property
    def parties(self) -> tuple[str, ...]:
        """The two sides of the report, once `travaux.coding.sides` has found them."""
        return self._parties

    @parties.setter
    def parties(self, parties: tuple[str, ...]) -> None:
        self._parties = parties
        self._resolved = {}

    def resolve(self, phrase: Phrase) -> tuple[Mention, ...]:
        """The actors that a phrase means; empty for a thing, or a pronoun that nothing resolves."""
        alone = not self._busy and not self._busy_nouns
        if alone and phrase in self._resolved:
            return self._resolved[phrase]
        head = self.doc[phrase.head]
        if head.i in self._busy:
            return ()
        self._busy.add(head.i)
        try:
            found = self._resolve(phrase, head)
        finally:
            self._busy.discard(head.i)
        out = tuple(
            m if m.by in {"pack", "name"} or m.span == phrase.span else replace(m, span=phrase.span) for m in found
        )
        if alone:
            self._resolved[phrase] = out
        return out

    def mention_at(self, token: Token) -> Mention | None:
        """The mention that covers a token, if any."""
        k = bisect_right(self._starts, token.idx) - 1
        if k >= 0 and self.mentions[k].span.end > token.idx:
            return self.mentions[k]
        return None

    def _resolve(self, phrase: Phrase, head: Token) -> tuple[Mention, ...]:
        mention = self.mention_at(head)
        if mention is not None:
            return self._from_mention(mention, head)
        word = head.lower_
        if head.pos_ == "PRON" or word in _RELATIVE | {"both"}:
            return self._pronoun(phrase, head, word)
        lemma = head.lemma_.lower()
        for rule in (
            self._named_beside,
            self._same_noun,
            self._delegates,
            self._met,
            self._lists.find_set,
            self._sides,
            self._organ,
            self._office_holder,
            self._group,
        ):
            found = rule(phrase, head, lemma)
            if found:
                return found
        return self._own_words(phrase, head, lemma)

    def _from_mention(self, mention: Mention, head: Token) -> tuple[Mention, ...]:
        """A name as actor; a place after "in" is none by itself."""
        if mention.by in {"capital", "seat"} and head.dep_ == "pobj" and head.head.lower_ in _PLACE_PREPOSITIONS:
            return ()
        if mention.kind is ActorKind.UNKNOWN and head.dep_ == "compound":
            return ()
        if mention.by == "people" and mention.country and self._is_whole_people(head):
            return (replace(mention, names=(mention.country,), kind=ActorKind.STATE, told=None),)
        return (self._armies.army_or_state(mention),)

    def _is_whole_people(self, head: Token) -> bool:
        """ "The Norwegians have proposed": the state; "two Norwegians", "Norwegians in the north": people."""
        return [t.lower_ for t in head.lefts] == ["the"] and not list(head.rights)

    # Pronouns.

    def _pronoun(self, phrase: Phrase, head: Token, word: str) -> tuple[Mention, ...]:
        if word in _RELATIVE:
            return self._antecedent(head)
        if word in _SPEAKER | _SPEAKER_SIDE:
            return self._speaker(head, side=word in _SPEAKER_SIDE)
        if word in _SINGULAR:
            opening = self.selves.told_of(head)
            if opening is not None:
                return (replace(opening, by="pronoun"),)
            other = self._clause_subject(head)
            return self._last(
                head, lambda m: m.kind is ActorKind.PERSON and m.names != other and self._gender_fits(m, word)
            )
        if word in _NEUTER:
            return self._last(head, lambda m: m.kind in BODY_KINDS and m.by != "adjective")
        if word in _PLURAL:
            return self._plural(head)
        if word == "both":
            return self._lists.find_listed(head, 2)
        return ()

    def _clause_subject(self, head: Token) -> tuple[str, ...]:
        """Who a personal pronoun in the subject is, of whose verb `head` is the object: "he met him" tells of two."""
        if head.lower_ not in {"him", "her"} or head.dep_ not in {"dobj", "dative", "pobj"}:
            return ()
        verb = head.head.head if head.dep_ == "pobj" else head.head
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in {"he", "she"}), None)
        if subject is None:
            return ()
        found = self.resolve(Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i))
        return found[0].names if found else ()

    def _antecedent(self, head: Token) -> tuple[Mention, ...]:
        """ "the envoy, who met": the noun that the relative clause hangs on."""
        clause = head
        while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
            clause = clause.head
        noun = clause.head
        if clause.dep_ != "relcl" or noun == clause:
            return ()
        return self.resolve(Phrase(span=Span(noun.idx, noun.idx + len(noun)), head=noun.i))

    def _speaker(self, head: Token, *, side: bool) -> tuple[Mention, ...]:
        """ "we" is the speaker's side, "I" the speaker."""
        people = self.selves.speaker(head, side=side)
        return tuple(replace(self._side_of(m), by="pronoun") for m in people) if side else people

    def spoken_for(self, mention: Mention) -> Mention:
        """ "A Norwegian spokesman", "a spokeswoman for the front": whom they speak for; others speak for themselves."""
        if mention.kind is ActorKind.PERSON:
            return self._side_of(mention) if _SPOKES.search(mention.office or "") else mention
        if mention.by != "words" or not _SPOKES.match(self.doc[mention.head].lower_):
            return mention
        return self._party_beside(self.doc[mention.head]) or mention

    def _party_beside(self, head: Token) -> Mention | None:
        """The party that words beside a noun name: "Norwegian", "for the front", "the ministry's"."""
        near = [c for c in head.children if c.dep_ in {"amod", "compound", "poss", "nmod"}]
        near += [p for c in head.children if c.lower_ in {"for", "of", "from"} for p in c.children if p.dep_ == "pobj"]
        for token in near:
            mention = self.mention_at(token)
            if mention is not None and mention.kind in BODY_KINDS:
                return self._armies.army_or_state(mention)
        return None

    def _side_of(self, mention: Mention) -> Mention:
        if mention.by == "words":
            return self._party_beside(self.doc[mention.head]) or mention
        name = self._party_of(mention) if mention.kind is ActorKind.PERSON else None
        unlisted = self._unlisted.get(name or "")
        if unlisted is not None:
            return replace(unlisted, span=mention.span, head=mention.head)
        party = self.world.entries.get(name or "")
        if party is not None:
            return replace(mention, names=(party.name,), kind=party.kind, office=None, told=None)
        return mention

    def _party_of(self, mention: Mention) -> str | None:
        """Whom a person acts for: as packs know, else the group that the report names in the office, else the state."""
        person = self.world.entries.get(mention.names[0])
        if person is not None and person.kind is ActorKind.PERSON:
            return self.world.party_of(person, self.doc._.published)
        return self._group_in(mention.office or "") or self._unlisted_in(mention.office or "") or mention.country

    def _unlisted_in(self, office: str) -> str | None:
        """The side that no pack knows which an office's words name, also by its noun alone ("a spokeswoman for the front")."""
        words = f" {office.lower()} "
        own = (m for m in self.mentions if m.names[0] in self._unlisted)
        told = [(m.span.of(text_of(self.doc)).lower(), m.names[0]) for m in own]
        told += [(t.removesuffix("s"), name) for t, name in told if " " not in t]
        return max(((len(t), name) for t, name in told if f" {t} " in words), default=(0, None))[1]

    def _group_in(self, office: str) -> str | None:
        """The group, party or organisation that an office's words name ("leader of the Polisario Front")."""
        words = office.replace("'s", "").replace("’s", "").split()
        for first, last in ((i, i + n) for n in (5, 4, 3, 2, 1) for i in range(len(words) - n + 1)):
            for form in self.world.forms.get(" ".join(words[first:last]), ()):
                if isinstance(form.target, Entry) and form.target.kind in _GROUPS:
                    return form.target.name
        return None

    def _gender_fits(self, mention: Mention, word: str) -> bool:
        entry = self.world.entries.get(mention.names[0])
        gender = entry.gender if entry else ""
        return not gender or gender == ("f" if word in {"she", "her", "hers", "herself"} else "m")

    def _plural(self, head: Token) -> tuple[Mention, ...]:
        """ "They refused": the last people or body that acts in the sentences before; collectives take "they" too.

        In a quotation they are not the speaker's own side, but whom the report says is meant, or the side against it.
        """
        if head.lower_ == "they" and self.selves.opens_readout(head) and not self.selves.follows_others(head):
            return tuple(replace(m, by="pronoun") for m in self._antecedents.first_met(head))
        quote = direct_quote(head, self.attributions)
        own = self._speaker(head, side=True) if quote is not None else ()
        names = {name for m in own for name in m.names}
        if quote is not None and names:
            told = self._told_outside(head, quote, names)
            if told:
                return told
        acting = self._antecedents.last_subjects(head, lambda m: _is_many(m) and not names & self._sides_of(m))
        if acting:
            return tuple(replace(m, by="pronoun") for m in acting)
        return self._last(
            head,
            lambda m: m.kind in BODY_KINDS | {ActorKind.PEOPLE} and m.by != "adjective" and not names & {*m.names},
        )

    def _sides_of(self, mention: Mention) -> set[str]:
        """The names of a mention and of those it speaks for."""
        return {*mention.names, *self.spoken_for(mention).names}

    def _told_outside(self, head: Token, quote: AttributionMention, own: set[str]) -> tuple[Mention, ...]:
        """ "“They struck first,” the rebel said, meaning the army": whom the words around a quotation name."""
        for noun in find_glosses(head, quote, self.attributions):
            for found in self.resolve(Phrase(span=Span(noun.idx, noun.idx + len(noun)), head=noun.i)):
                party = found if found.by != "words" else self._party_beside(noun)
                if party is not None and not own & {*party.names}:
                    return (replace(party, by="pronoun"),)
        return ()

    def _last(self, head: Token, fits: Callable[[Mention], bool], *, subjects: bool = False) -> tuple[Mention, ...]:
        found = self._antecedents.last(head, fits, subjects=subjects)
        return (replace(found, by="pronoun"),) if found else ()

    # Descriptions.

    def _named_beside(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "Her husband, President Holm": the apposition names the person; "a Council resolution" is the Council's."""
        for child in (*head.children, *self._behind_of(head, lemma)):
            if child.dep_ == "appos":
                mention = self.mention_at(child)
                if mention is not None and (
                    mention.kind is ActorKind.PERSON
                    or (mention.kind in BODY_KINDS and mention.by != "adjective" and lemma in self.nouns.group_nouns)
                ):
                    return (mention,)
            if child.dep_ in {"compound", "poss"} and lemma in {"resolution", "statement", "report", "decision"}:
                mention = self.mention_at(child)
                if mention is not None and mention.kind in BODY_KINDS and mention.by != "adjective":
                    return (mention,)
        return ()

    def _behind_of(self, head: Token, lemma: str) -> list[Token]:
        """ "The bishop of Lua, Ana Ruiz, said": what the parser hangs on the place and not on the office."""
        if lemma not in self.nouns.title_heads or head.tag_ != "NN":
            return []
        of = [p for c in head.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        named = [c for p in of for c in p.children if c.dep_ == "appos"]
        return [c for c in named if (m := self.mention_at(c)) is not None and m.kind is ActorKind.PERSON]

    def _same_noun(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "The government" after "the government of Norway": the same noun, told before with more words."""
        plural = head.tag_ in {"NNS", "NNPS"}
        if plural or not is_definite(head) or has_modifier(head) or head.i in self._busy_nouns:
            return ()
        for i in reversed(self._full_nouns().get(lemma, [])):
            if i >= head.i or head.i - i > _FAR:
                continue
            self._busy_nouns.add(i)
            noun = self.doc[i]
            found = self.resolve(Phrase(span=Span(noun.idx, noun.idx + len(noun)), head=i))
            self._busy_nouns.discard(i)
            named = tuple(m for m in found if m.by != "words")
            return tuple(replace(m, by="description") for m in named)
        return ()

    def _full_nouns(self) -> dict[str, list[int]]:
        """Singular nouns with a modifier, by lemma, in order."""
        if self._nouns_told is None:
            self._nouns_told = {}
            columns = columns_of(self.doc)
            for i, (tag, lemma) in enumerate(zip(columns.tag, columns.lemma, strict=True)):
                if tag == "NN" and self.nouns.is_animate(lemma) and has_modifier(self.doc[i]):
                    self._nouns_told.setdefault(lemma, []).append(i)
        return self._nouns_told

    def _delegates(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "Envoys of the Danish government and the front", "Danish and Swedish delegations": those who sent them."""
        if lemma not in self.nouns.sent and not (lemma in self.nouns.sent_many and head.tag_ == "NNS"):
            return ()
        senders = [
            p
            for c in head.children
            if c.dep_ == "prep" and c.lower_ in {"of", "from", "for"}
            for p in c.children
            if p.dep_ == "pobj"
        ]
        senders += [c for c in head.children if c.dep_ in {"amod", "nmod"} and list(c.conjuncts)]
        out: list[Mention] = []
        for sender in (x for s in senders for x in (s, *s.conjuncts)):
            mention = self.mention_at(sender)
            if mention is not None and mention.kind in BODY_KINDS:
                out.append(replace(self._armies.army_or_state(mention), by="description"))
            elif mention is None:
                whole = Phrase(span=Span(sender.idx, sender.idx + len(sender)), head=sender.i)
                out += self._organ(whole, sender, sender.lemma_.lower())
        return tuple(out)

    def _met(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "The two leaders", "the two" of a readout: those of whose call or meeting it is."""
        marks = {t.lower_ for t in head.lefts} | {head.lower_}
        pair = lemma in self.nouns.plural_sets and bool(marks & {"two", "both"})
        found = self._antecedents.first_met(head) if pair and self.selves.opens_readout(head) else ()
        return tuple(replace(m, by="description") for m in found)

    def _sides(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "Both sides", "the warring parties": the two parties of the report, where it has two."""
        marks = {t.lower_ for t in head.lefts}
        one_by_one = lemma in _ONE_BY_ONE and bool(marks & {"each", "neither"})
        if lemma not in self.nouns.sides | self.nouns.states or not (one_by_one or head.tag_ in {"NNS", "NNPS"}):
            return ()
        pair = one_by_one or bool(marks & {"both", "two"})
        if lemma in self.nouns.states and not pair:
            return ()
        if not (pair or marks & {"the", "warring", "rival", "opposing", "conflicting"}) or marks & {
            "other",
            "third",
            "some",
            "all",
        }:
            return ()
        if any(t.dep_ in {"prep", "amod"} and self._country_of(t) for t in head.children):
            return ()
        if len(self.parties) < 2 or lemma in self.nouns.states:
            return self._lists.find_bodies(head, 2) if pair else ()
        return tuple(
            Mention(span=phrase.span, head=head.i, names=(name,), kind=self._kind_of(name), by="description")
            for name in self.parties[:2]
        )

    def _organ(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "The Norwegian army", "its government": the state itself; "the cabinet" alone is that of the state spoken of."""
        if lemma not in self.nouns.state_organs or any(t.lower_ in self.nouns.against_state for t in head.lefts):
            return ()
        country = self._modifier_state(head)
        if country:
            name = (
                self.world.army_of(country) if lemma in _ARMIES and country in self._armies.find_within() else country
            )
            return (self._described(phrase, head, name, country),)
        of_government = [
            t for t in head.lefts if t.dep_ == "compound" and t.lower_ in {"government", "federal", "state"}
        ]
        if lemma == "government" and head.dep_ == "compound":
            return self._only_state(phrase, head)
        if not is_definite(head) or (has_modifier(head) and not of_government):
            return ()
        if lemma in _ARMIES and not of_government:
            armies = self._armies.find_proper() | {self.world.army_of(c) for c in self._armies.find_within() if c}
            found = self._last(head, lambda m: m.names[0] in armies)
            if found:
                return found
            if len(self._armies.find_within()) == 1:
                home = next(iter(self._armies.find_within())) or ""
                return (self._described(phrase, head, self.world.army_of(home), home),)
        if of_government or lemma in {"cabinet", "government", "army", "military", "parliament"}:
            homes = self._armies.find_homes()
            if len(homes) == 1:
                home = next(iter(homes))
                return (replace(self._described(phrase, head, home, home), by="context"),)
            found = self._last(
                head, lambda m: bool(m.country) and m.by != "people" and m.kind in _OF_STATES, subjects=True
            )
            return tuple(
                replace(m, names=(m.country or "",), kind=ActorKind.STATE, by="context", office=None, told=None)
                for m in found
            )
        return ()

    def _described(self, phrase: Phrase, head: Token, name: str, country: str) -> Mention:
        return Mention(
            span=phrase.span, head=head.i, names=(name,), kind=self._kind_of(name), by="description", country=country
        )

    def _only_state(self, phrase: Phrase, head: Token) -> tuple[Mention, ...]:
        """ "A government plane": of the one state that is a side, or else the one that the report names."""
        sides = {name for name in self.parties if self._kind_of(name) is ActorKind.STATE}
        states = sides or self._rebel_homes() or {m.names[0] for m in self.mentions if m.kind is ActorKind.STATE}
        if len(states) != 1:
            return ()
        (name,) = states
        return (self._described(phrase, head, name, name),)

    def _rebel_homes(self) -> set[str]:
        """The states whose rebels the report tells of, where no pack knows them."""
        return {m.country for m in self._unlisted.values() if m.country}

    def _office_holder(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "The Russian leader", "the foreign minister", "the diplomat": a person whom the report has named so.

        "The President" of a government's own text is that state's, and nobody where the text does not name its own.
        """
        if lemma not in self.nouns.office_nouns or head.tag_ in {"NNS", "NNPS"} or not is_definite(head):
            return ()
        country = self._modifier_state(head)
        found = self._offices.find(phrase, head, country)
        if found is None and self.home is not None and self._offices.is_at_home(head, country):
            return tuple(replace(m, country=self.home.state) for m in self._own_words(phrase, head, lemma))
        return (found,) if found is not None else ()

    def _group(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """ "The group", "the militants": the armed group or movement spoken of last; a body where packs describe it so."""
        if lemma not in self.nouns.group_nouns or not is_definite(head) or self._modifier_state(head):
            return ()
        if lemma == "party" or any(t.dep_ == "prep" for t in head.rights):
            return ()
        kinds = {ActorKind.ARMED_GROUP, ActorKind.MOVEMENT}
        if lemma in {"body", "agency", "organisation", "organization"} or any(t.lower_ in _CIVIC for t in head.lefts):
            kinds = {ActorKind.IGO, ActorKind.NGO, ActorKind.AGENCY, ActorKind.ORGANISATION}
        if lemma in {"bloc", "alliance", "coalition"}:
            kinds = {ActorKind.IGO, ActorKind.MOVEMENT, ActorKind.FORMAT}
        found = self._last(head, lambda m: m.kind in kinds)
        return tuple(replace(m, by="description") for m in found)

    def _own_words(self, phrase: Phrase, head: Token, lemma: str) -> tuple[Mention, ...]:
        """Nobody names them: the report's own words, lower case, without article."""
        if head.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "LAW", "WORK_OF_ART", "EVENT"}:
            return ()
        if head.pos_ == "PROPN" and head.text[:1].isupper() and not self.nouns.is_animate(lemma):
            if not head.ent_type_ and (head.is_sent_start or head.i == head.left_edge.i):
                return ()
            name = " ".join(t.text for t in core_words(head))
            return (Mention(span=phrase.span, head=head.i, names=(name,), kind=ActorKind.UNKNOWN, by="words"),)
        if not self.nouns.is_animate(lemma) or head.pos_ == "VERB" or (lemma == "side" and head.tag_ == "NN"):
            return ()
        name = join_words(core_words(head))
        country = self._modifier_state(head)
        return (
            Mention(
                span=phrase.span,
                head=head.i,
                names=(name,),
                kind=ActorKind.PEOPLE,
                by="words",
                country=country,
            ),
        )

    # What stands around a head.

    def _modifier_state(self, head: Token) -> str | None:
        """The state that an adjective, a possessive or "of X" beside the noun names."""
        for token in head.children:
            if token.dep_ in {"amod", "compound", "poss", "nmod", "nummod"} or (
                token.dep_ == "prep" and token.lower_ in {"of", "from"}
            ):
                country = self._country_of(token)
                if country:
                    return country
        return None

    def _country_of(self, token: Token) -> str | None:
        if token.dep_ == "prep":
            return next(
                (c for child in token.children if child.dep_ == "pobj" and (c := self._country_of(child))),
                None,
            )
        mention = self.mention_at(token)
        if mention is None and token.dep_ == "poss" and token.tag_ in {"PRP$", "WP$"}:
            found = self._pronoun(
                Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i), token, token.lower_
            )
            mention = found[0] if found else None
        if mention is None or mention.kind not in PARTY_KINDS | {
            ActorKind.PEOPLE,
            ActorKind.UNKNOWN,
            ActorKind.PERSON,
        }:
            return None
        if mention.kind in PARTY_KINDS:
            return mention.names[0]
        own = mention.kind is ActorKind.PERSON and token.tag_ in {"PRP$", "WP$"}
        return self._party_of(mention) if own else mention.country

    def _kind_of(self, name: str) -> ActorKind:
        entry = self.world.entries.get(name)
        return entry.kind if entry else ActorKind.UNKNOWN


def _is_many(mention: Mention) -> bool:
    return mention.kind in BODY_KINDS | {ActorKind.PEOPLE} and mention.by != "adjective"
