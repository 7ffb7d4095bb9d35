"""Ceasefires that are declared or agreed, hold, end or are said to be broken, with what the words tell of each.

Read from the nouns ("the truce") and the verbs that govern them; what is only wanted, proposed or possible is no ceasefire.
A breach is a claim of whoever alleges it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypedDict

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.amounts import find_duration
from travaux.coding.ceasefire_words import CeasefireWords, load_ceasefire_words
from travaux.coding.context import Context, make_refs
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.times import NOT_WHEN, find_when, make_when
from travaux.ontology.claim import ActorRef, CeasefireMention, Move, When
from travaux.ontology.vocabulary import Act, ActorKind, CeasefireEvent, CeasefirePurpose, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_OF_CEASEFIRES = {Act.CEASEFIRE, Act.AGREE, Act.CONCEDE, Act.ACCEPT, Act.ACCUSE}
_FIGHTING = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.POLITICAL_PARTY}
_FROM = re.compile(
    r"\b(?:from|start(?:s|ing)?|begin(?:s|ning)?|effective|as of|effect|force|since)(?: \w+){0,3} $", re.IGNORECASE
)
_TO_A_DAY = re.compile(r"(?:until|till|through)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|to|expires?|ends?|up to)(?: \w+){0,2} $", re.IGNORECASE)
_MUTUAL = re.compile(
    r"\b(?:(?:trad|exchang|swapp)\w+ (?:accusations|blame|charges)|(?:accus|blam)\w+ (?:each other|one another))\b",
    re.IGNORECASE,
)
_ANY = frozenset({"any", "every", "each", "no", "whichever"})
_ARMED = frozenset(
    "army military troops forces rebels insurgents militants fighters guerrillas junta government militia separatists".split()
)
_FAR = 6
"""How many steps above a ceasefire its verb may stand."""


def code_ceasefires(context: Context, moves: Sequence[Move], table: Table) -> tuple[CeasefireMention, ...]:
    """One claim for each sentence and event of a ceasefire."""
    words = load_ceasefire_words()
    out: dict[tuple[Span, CeasefireEvent], CeasefireMention] = {}
    for token in tokens_of(context.doc, words.nouns | words.pauses):
        if not _is_ceasefire(token, words):
            continue
        found = _event(token, words)
        if found is None or not _is_real(found[1], found[0], words):
            continue
        claim = _make(context, token, *found, moves, table)
        if claim is not None:
            out.setdefault((claim.span, claim.event), claim)
    return tuple(out.values())


def _is_ceasefire(token: Token, words: CeasefireWords) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    lemma = token.lemma_.lower()
    if lemma in words.nouns:
        return True
    near = {
        t.lemma_.lower() for t in (*token.lefts, *(p for c in token.children if c.dep_ == "prep" for p in c.children))
    }
    return lemma in words.pauses and bool(near & words.pause_words)


def _event(noun: Token, words: CeasefireWords) -> tuple[CeasefireEvent, Token] | None:
    """What the governing verb or noun tells of a ceasefire, and that word."""
    token = noun
    for _ in range(_FAR):
        if token.head == token:
            return None
        link, token = token, token.head
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in words.breach_nouns:
            return CeasefireEvent.BREACH, token
        if token.pos_ in {"VERB", "AUX"}:
            event = words.events.get(lemma)
            if event is not None and _takes(token, link, event, words):
                return event, token
            if not (link.dep_ in {"dobj", "xcomp"} and lemma in {"put", "bring", "make", "announce", "say", "confirm"}):
                return None
        elif token.pos_ != "ADP" and not (token.pos_ in {"NOUN", "PROPN"} and lemma in words.carriers):
            return None
    return None


def _takes(verb: Token, link: Token, event: CeasefireEvent, words: CeasefireWords) -> bool:
    """Whether the ceasefire is in the verb's slot of which the verb tells: "the truce took effect", "broke the truce"."""
    lemma = verb.lemma_.lower()
    subject = link.dep_ in {"nsubj", "nsubjpass"}
    if lemma in words.with_effect:
        inside = {t.lemma_.lower() for c in verb.children for t in (c, *c.children)}
        return subject and bool(inside & words.effects)
    if event is CeasefireEvent.IN_EFFECT:
        passive = lemma in {"observe", "respect", "uphold", "implement", "begin", "start"}
        return subject or (passive and link.dep_ == "dobj")
    if event is CeasefireEvent.ENDED:
        return subject or link.dep_ == "dobj"
    if lemma == "agree":
        return link.dep_ in {"prep", "nsubjpass", "dobj"}
    if lemma == "break":
        return link.dep_ in {"dobj", "nsubjpass"}
    return (
        link.dep_ in {"dobj", "nsubjpass", "prep"}
        if event is CeasefireEvent.AGREED
        else link.dep_ in {"dobj", "nsubjpass"}
    )


def _is_real(word: Token, event: CeasefireEvent, words: CeasefireWords) -> bool:
    """Whether an event is told as done, or as set to come; a breach only as alleged."""
    infinitive = word.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in word.children)
    if infinitive or (word.tag_ == "VBG" and word.dep_ in {"xcomp", "pcomp", "acl", "csubj", "dobj", "pobj"}):
        over = word.head.lemma_.lower()
        real = words.breach_governors if event is CeasefireEvent.BREACH else words.governors
        if over not in real:
            return False
    for token in (word, *word.ancestors):
        children = [c for c in token.children if c.i < word.i or token == word]
        if token == word or token.dep_ in {"aux", "auxpass"} or word.dep_ in {"xcomp", "pcomp", "advcl", "acl"}:
            if any(c.dep_ == "neg" or c.lower_ in words.modals for c in children if c.dep_ in {"neg", "aux"}):
                return False
            if any(c.dep_ == "mark" and c.lower_ in words.marks for c in children):
                return False
        if token != word and token.pos_ == "VERB" and token.lemma_.lower() in words.unreal:
            return event is CeasefireEvent.BREACH and token.lemma_.lower() not in {"threaten", "want", "refuse"}
        if token.dep_ in {"ROOT", "ccomp", "relcl", "conj"}:
            break
    will = any(c.dep_ == "aux" and c.lemma_.lower() in {"will", "shall"} for c in word.children)
    return not will or event is CeasefireEvent.IN_EFFECT


def _make(
    context: Context, noun: Token, event: CeasefireEvent, word: Token, moves: Sequence[Move], table: Table
) -> CeasefireMention | None:
    sent = sentence_of(noun)
    move = next(
        (m for m in moves if m.act in _OF_CEASEFIRES and m.span.start <= noun.idx < m.span.end and _is_told(m)), None
    )
    span = move.span if move is not None else trim(context.report.text, sent.start_char, sent.end_char, drop=" .")
    if span is None:
        return None
    mediators = tuple(_mediators(context, sent, word, event))
    parties = tuple(p for p in _parties(context, noun, word, move, table) if p.name not in {m.name for m in mediators})
    alleged: tuple[ActorRef, ...] = ()
    if event is CeasefireEvent.BREACH:
        parties, alleged = _sides_of_breach(context, word, move, table)
        if not parties:
            return None
    elif event is CeasefireEvent.IN_EFFECT and any(c.lemma_.lower() in {"will", "shall"} for c in word.children):
        event = CeasefireEvent.AGREED
    facts = _Facts(context, noun, sent)
    told = facts.read(word, event) if event is not CeasefireEvent.BREACH else _Told()
    return CeasefireMention(
        **ground(context, span, "ceasefire"),
        event=event,
        parties=parties,
        alleged_by=alleged,
        mediators=mediators,
        when=_when(context, word, span, (told.get("start"), told.get("end"))),
        **told,
    )


def _is_told(move: Move) -> bool:
    return move.modality in {Modality.ASSERTED, Modality.HISTORICAL, Modality.FUTURE}


def _when(context: Context, word: Token, span: Span, bounds: tuple[When | None, When | None]) -> When | None:
    """When it was told or agreed: not the day from which it is to hold, nor the one until which."""
    found = find_when(context, Span(word.idx, word.idx + len(word)), span)
    taken = {b.span for b in bounds if b is not None}
    if found is None or found.span not in taken or word.lemma_.lower() in load_ceasefire_words().with_effect:
        return found
    sent = sentence_of(word)
    others = [
        t
        for t in context.doc._.times
        if sent.start_char <= t.span.start < sent.end_char and t.span not in taken and t.rule not in NOT_WHEN
    ]
    return make_when(context, others[0]) if len(others) == 1 else None


def _parties(context: Context, noun: Token, word: Token, move: Move | None, table: Table) -> tuple[ActorRef, ...]:
    """Who ceases fire: "between A and B"; those who agree or declare; else the act's own sides, else the report's two."""
    between = [
        x
        for holder in (noun, word)
        for c in holder.children
        if c.dep_ == "prep" and c.lower_ in {"between", "with"}
        for p in c.children
        if p.dep_ == "pobj"
        for x in (p, *p.conjuncts)
    ]
    found = [a for a in context.actors(tuple(map(_phrase, between))) if a.kind in _FIGHTING or a.by == "words"]
    paired = any(c.lower_ == "between" for holder in (noun, word) for c in holder.children)
    if len(found) < 2 or not paired:
        subjects = [x for c in word.children if c.dep_ == "nsubj" and c != noun for x in (c, *c.conjuncts)]
        found = [*context.actors(tuple(map(_phrase, subjects))), *found]
    told = _fighters(context, table, found)
    if not told and move is not None:
        told = _fighters(context, table, (*move.actors, *move.recipients))
    if told or len(table.sides) != 2 or any(c.lower_ in {"a", "an"} for c in noun.lefts):
        return told
    return tuple(refer(context, n) for n in table.sides)


def _fighters(context: Context, table: Table, actors: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Those of actors who can cease fire; a person stands for their state, mediators and bodies do not."""
    out: dict[str, ActorRef] = {}
    for actor in name_sides(context, table, tuple(actors)):
        if actor.kind is ActorKind.PERSON and actor.country:
            side = next((n for n in table.sides if n == actor.country), actor.country)
            out.setdefault(side, refer(context, side))
        elif (actor.kind in _FIGHTING or _is_armed(actor)) and actor.name not in table.mediators:
            out.setdefault(actor.name, actor)
    return tuple(out.values())


def _is_armed(actor: ActorRef) -> bool:
    """ "The rebels", "the army", "the junta": those who fight, though nobody says which."""
    words = actor.name.lower().split()
    return actor.kind is ActorKind.AGENCY or (actor.by == "words" and bool(words) and words[-1] in _ARMED)


def _sides_of_breach(
    context: Context, word: Token, move: Move | None, table: Table
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Who is said to have broken it, and who says so: the accuser, else the speaker of the words."""
    accuser: tuple[ActorRef, ...] = ()
    accused: tuple[ActorRef, ...] = ()
    if word.dep_ == "relcl" and any(c.lower_ in _ANY for c in word.head.lefts):
        return (), ()
    each = _each_other(context, word, table)
    if each:
        return each, each
    if move is not None and move.act is Act.ACCUSE:
        accuser, accused = move.actors, move.recipients
    if not _fighters(context, table, accused):
        subjects = [c for c in word.children if c.dep_ in {"nsubj", "poss"}]
        subjects += [p for c in word.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by" for p in c.children]
        accused = context.actors(tuple(map(_phrase, (x for s in subjects for x in (s, *s.conjuncts)))))
    by = _fighters(context, table, accused)
    voice = context.voice(Span(word.idx, word.idx + len(word)))
    if not accuser and voice.speaker:
        accuser = (refer(context, voice.speaker),)
    alleged = tuple(a for a in name_sides(context, table, accuser) if a.name not in {b.name for b in by})
    return by, alleged


def _each_other(context: Context, word: Token, table: Table) -> tuple[ActorRef, ...]:
    """ "Traded accusations of breaking the truce", "accused each other of it": both are said to, by both."""
    sent = sentence_of(word)
    if _MUTUAL.search(context.report.text, sent.start_char, word.idx) is None:
        return ()
    verb = next(
        (t for t in word.ancestors if t.lemma_.lower() in {"trade", "exchange", "accuse", "blame", "swap"}), None
    )
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if verb is not None else None
    heads = (subject, *subject.conjuncts) if subject is not None else ()
    both = _fighters(context, table, context.actors(tuple(map(_phrase, heads))))
    return both if len(both) > 1 else ()


def _mediators(context: Context, sent: SpacySpan, word: Token, event: CeasefireEvent) -> Iterator[ActorRef]:
    """ "Brokered by Oman", "the Omani-brokered truce", "Oman brokered a truce"."""
    words, text = load_ceasefire_words(), context.report.text
    seen: set[str] = set()
    subjects = [c for c in word.children if c.dep_ == "nsubj"] if word.lemma_.lower() in words.mediating else []
    heads = {x.i for s in subjects for x in (s, *s.conjuncts)}
    for mention in context.references.mentions:
        if not sent.start_char <= mention.span.start < sent.end_char:
            continue
        before = text[max(sent.start_char, mention.span.start - 80) : mention.span.start]
        named = words.brokered_after.match(text, mention.span.end) or words.brokered_before.search(before)
        inside = any(mention.span.start <= context.doc[i].idx < mention.span.end for i in heads)
        if (named or (inside and event is CeasefireEvent.AGREED)) and mention.names[0] not in seen:
            seen.add(mention.names[0])
            yield make_refs(mention)[0]


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


class _Told(TypedDict, total=False):
    purposes: tuple[CeasefirePurpose, ...]
    written: bool | None
    duration: str | None
    start: When | None
    end: When | None
    area: str | None
    monitoring: str | None
    enforcement: str | None
    ddr: bool
    permanent: bool | None


class _Facts:
    """What the words around one mention of a ceasefire tell of it."""

    def __init__(self, context: Context, noun: Token, sent: SpacySpan) -> None:
        self.context = context
        self.noun = noun
        self.sent = sent
        self.words = load_ceasefire_words()
        self.text = context.report.text[sent.start_char : sent.end_char]

    def read(self, word: Token, event: CeasefireEvent) -> _Told:
        """The fields of the claim."""
        lefts = {t.lemma_.lower() for t in self.noun.lefts}
        lasting = True if lefts & self.words.lasting else False if lefts & self.words.passing else None
        start, end = self._times()
        return _Told(
            purposes=tuple(p for p, pattern in self.words.purposes if pattern.search(self.text)),
            written=self._written(),
            duration=self._duration(word),
            start=start if event is not CeasefireEvent.ENDED else None,
            end=end,
            area=self._area(),
            monitoring=self._find(self.words.monitoring),
            enforcement=self._find(self.words.enforcement),
            ddr=bool(self.words.ddr.search(self.text)),
            permanent=lasting,
        )

    def _written(self) -> bool | None:
        if self.words.spoken.search(self.text):
            return False
        return True if self.words.written.search(self.text) else None

    def _duration(self, word: Token) -> str | None:
        """Its length: in its own phrase ("a 30-hour truce"), or after "for" under its verb."""
        edge = self.noun.left_edge.i
        own = find_duration(self.context.doc[edge : self.noun.right_edge.i + 1].text[:120])
        if own is not None:
            return own
        leads = {"for", "of", "by"} if word.lemma_.lower() in {"extend", "prolong", "renew"} else {"for", "of"}
        spans = [c for c in (*word.children, *self.noun.children) if c.dep_ in {"prep", "agent"} and c.lower_ in leads]
        return next(
            (d for c in spans if (d := find_duration(self.context.doc[c.i + 1 : c.right_edge.i + 1].text))), None
        )

    def _times(self) -> tuple[When | None, When | None]:
        """From when and until when, where words say so."""
        start = end = None
        for time in self.context.doc._.times:
            if not self.sent.start_char <= time.span.start < self.sent.end_char or time.rule == "duration":
                continue
            before = self.context.report.text[max(self.sent.start_char, time.span.start - 40) : time.span.start]
            if _TO_A_DAY.match(self.context.quote(time.span)):
                last = make_when(self.context, time)
                end = end or replace(last, edtf=last.edtf.removeprefix("../") if last.edtf else None)
            elif _UNTIL.search(before):
                end = end or make_when(self.context, time)
            elif _FROM.search(before):
                start = start or make_when(self.context, time)
        return start, end

    def _area(self) -> str | None:
        """ "A local truce in the valley", "a truce around the port": where it does not hold everywhere."""
        for prep in self.noun.children:
            if prep.dep_ == "prep" and prep.lower_ in {"in", "around", "along", "near"}:
                for place in prep.children:
                    named = place.dep_ == "pobj" and place.pos_ == "PROPN"
                    mention = self.context.references.mention_at(place)
                    whole = mention is not None and mention.kind in _FIGHTING
                    if named and not whole:
                        tail = place.right_edge
                        return " ".join(self.context.report.text[place.left_edge.idx : tail.idx + len(tail)].split())
        kinds = [t.text for t in self.noun.lefts if t.lemma_.lower() in self.words.local - self.words.passing]
        return " ".join([*kinds, self.noun.text]) if kinds else None

    def _find(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.search(self.text)
        return " ".join(found.group().split()) if found else None
