"""Who put a proposal forward, and who carried it, as the words around its noun say."""

from dataclasses import dataclass

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Phrase
from travaux.spans import Span

_CONVEYING = {
    "convey",
    "deliver",
    "present",
    "pass",
    "hand",
    "relay",
    "carry",
    "bring",
    "forward",
    "transmit",
    "mediate",
}
_ACTORS = {ActorKind.STATE, ActorKind.PERSON, ActorKind.ARMED_GROUP, ActorKind.IGO, ActorKind.MOVEMENT}
_SIDES = _ACTORS | {ActorKind.MILITARY, ActorKind.POLITICAL_PARTY}
_LOOSE = {ActorKind.ORGANISATION, ActorKind.UNKNOWN}
"""Kinds of those whom no pack knows, who make deals by their names."""
_DEALS = frozenset({"deal", "agreement", "accord", "pact", "treaty", "settlement"})
_OFFERING = frozenset(
    {
        "present",
        "submit",
        "deliver",
        "hand",
        "send",
        "put",
        "table",
        "unveil",
        "float",
        "outline",
        "circulate",
        "draft",
        "prepare",
        "propose",
        "suggest",
        "offer",
        "advance",
        "forward",
        "drop",
        "devise",
        "design",
        "pitch",
        "draw",
        "bring",
    }
)
_HANDING = frozenset({"bring", "drop", "draw", "prepare", "send", "hand", "deliver", "advance", "forward", "design"})
"""Of these, verbs that offer a proposal or a plan, but bring about a settlement and send texts."""
_MAKING = frozenset({"make", "issue", "extend", "renew", "repeat", "announce", "reveal", "publish"})
"""Verbs that offer a plan or proposal, but lengthen or tell of a truce or a treaty."""
_WITH_IT = frozenset({"present", "provide", "respond", "reply", "answer", "counter", "return", "come"})
"""Verbs that offer what stands behind their "with"."""
_DRAFTING = frozenset({"work", "draft", "prepare", "devise", "design", "draw"})
_GIVING = frozenset(
    {
        "put",
        "hand",
        "present",
        "submit",
        "send",
        "offer",
        "give",
        "deliver",
        "pass",
        "convey",
        "propose",
        "make",
        "float",
    }
)
"""Verbs that put something to somebody."""
_PUT_FORWARD = frozenset(
    {"propose", "suggest", "offer", "float", "table", "submit", "present", "outline", "put", "draft", "sponsor"}
)
_NOT_BY = frozenset(
    {"mediate", "negotiate", "discuss", "consider", "finalise", "finalize", "broker", "agree", "reach", "sign"}
)
"""Participles whose "by" names no author."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Who offers a thing by a verb that has it as its object; `done` where it is told as done."""

    authors: tuple[ActorRef, ...]
    addressees: tuple[ActorRef, ...]
    done: bool
    start: int
    """The first character of the words that tell it, from the subject on."""
    verb: int
    """The first character of the verb."""


def find_offer(context: Context, token: Token) -> Offer | None:
    """ "Oslo presented the rebels with a plan", "the envoy is drafting a memorandum", "they submitted counterproposals"."""
    verb = token.head
    if token.dep_ == "pobj" and verb.lower_ == "on" and verb.head.lemma_.lower() == "work" and _has_content(token):
        verb, known = verb.head, True
    elif token.dep_ == "pobj" and verb.lower_ == "with":
        verb = verb.head if verb.head.lemma_.lower() in _WITH_IT else verb
        known = verb.lemma_.lower() in _WITH_IT
    elif token.dep_ not in {"dobj", "conj"}:
        return None
    else:
        known = _offers(verb, token)
    if verb.pos_ != "VERB" or not known or any(c.dep_ == "neg" for c in verb.children):
        return None
    if any(c.tag_ == "MD" and c.lower_ in {"should", "must", "could", "might"} for c in verb.lefts):
        return None
    subject = subject_of(verb)
    authors = context.actors((_phrase(subject),)) if subject is not None else ()
    if subject is None or not authors:
        return None
    loose = verb.tag_ in {"VB", "VBG"} or any(c.tag_ == "MD" for c in verb.children)
    done = not loose and verb.lemma_.lower() not in _DRAFTING
    return Offer(authors, find_receivers(context, verb, token), done, min(subject.left_edge.idx, verb.idx), verb.idx)


def find_receivers(context: Context, verb: Token, thing: Token) -> tuple[ActorRef, ...]:
    """ "Handed the rebels a draft", "put a plan to them", "presented Lima with terms": those to whom a verb gives it."""
    if verb.lemma_.lower() not in _GIVING:
        return ()
    onto = [c for c in (*verb.rights, *thing.rights) if c.dep_ in {"prep", "dative"} and c.lower_ in {"to", "before"}]
    heads = [p for c in onto for p in c.children if p.dep_ == "pobj"]
    heads += [c for c in verb.rights if c.dep_ in {"dative", "dobj"} and c.pos_ != "ADP" and c != thing]
    found = context.actors(tuple(_phrase(t) for h in heads for t in (h, *h.conjuncts) if t != thing))
    return tuple(a for a in found if a.by not in {"pronoun"} and (a.by != "words" or a.kind is not ActorKind.UNKNOWN))


def find_given(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "A plan put to the rebels", "the draft that was handed to Lima": to whom a noun's own clause says it was given."""
    verbs = [c for c in noun.rights if c.dep_ in {"acl", "relcl"} and c.tag_ in {"VBN", "VBD"}]
    if noun.dep_ in {"nsubjpass", "dobj"}:
        verbs.append(noun.head)
    return tuple({a.name: a for v in verbs for a in find_receivers(context, v, noun)}.values())


def _has_content(token: Token) -> bool:
    """ "A package that would open the harbour": a plan of which something is told."""
    return any(c.dep_ in {"acl", "relcl"} for c in token.rights)


def _offers(verb: Token, thing: Token) -> bool:
    """ "Made an offer", "put a plan to the rebels"; who "advanced the truce" or "extended the treaty" offers none."""
    lemma = verb.lemma_.lower()
    weak = thing.lemma_.lower() in load_bargaining_words().weak_proposals - {
        "plan",
        "draft",
        "framework",
        "text",
        "document",
    }
    if weak and lemma in _HANDING:
        return False
    if thing.lemma_.lower() in load_term_words().bare_pauses:
        return lemma in {"offer", "propose", "suggest", "float", "table", "submit"}
    return lemma in _OFFERING or (lemma in _MAKING and thing.lemma_.lower() not in load_bargaining_words().texts)


def is_offered(token: Token) -> bool:
    """Whether a noun is the object of a verb of offering: "prepared to present a proposal"."""
    return token.dep_ == "dobj" and token.head.lemma_.lower() in _OFFERING


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the words that govern it ("aims to present", "was ready to work on drafting")."""
    seen = verb
    for _ in range(5):
        found = next((c for c in seen.lefts if c.dep_ == "nsubj"), None)
        if found is not None:
            return found
        if seen.dep_ == "pcomp" and seen.head.dep_ == "prep":
            seen = seen.head.head
        elif seen.dep_ in {"xcomp", "conj", "advcl", "acl", "acomp"} and seen.head.pos_ in {"VERB", "AUX", "ADJ"}:
            seen = seen.head
        else:
            return None
    return None


def find_participle_authors(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """ "A pause suggested by Oslo", "the principles as outlined by the envoy": of whatever noun."""
    verbs = [c for c in token.rights if c.dep_ in {"acl", "advcl"} and c.tag_ == "VBN"]
    put = [v for v in verbs if v.lemma_.lower() in _PUT_FORWARD and not _is_put_out(v)]
    if token.lemma_.lower() not in load_bargaining_words().instruments:
        put = [v for v in put if v.lemma_.lower() != "sponsor"]
    phrases = [x for v in put for x in _by(v)]
    return context.actors(tuple(phrases))


def _is_put_out(verb: Token) -> bool:
    """ "The figures put out by the ministry", which are no offer."""
    return verb.lemma_.lower() == "put" and not {c.lower_ for c in verb.children} & {"forward", "forth", "to", "on"}


def find_authors(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """ "Norway's proposal", "the Norwegian plan", "a plan by Oslo", "the Eide plan", "the US-proposed truce"."""
    phrases: list[Phrase] = []
    owned = any(c.dep_ == "poss" for c in token.lefts)
    for child in token.children:
        if child.dep_ == "poss":
            phrases.append(_phrase(child))
        elif child.dep_ in {"amod", "compound", "nmod"} and not owned:
            named = None if _is_scene(token, child) else _author_in(context, child)
            if named is not None and not (named.kind is ActorKind.STATE and _is_of_place(token, child)):
                return (named,)
        elif child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            phrases += [_phrase(p) for p in child.children if p.dep_ == "pobj"]
        elif child.dep_ == "acl" and _is_authored(child):
            phrases += _by(child)
    return context.actors(tuple(phrases))


def find_parties(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """Those between whom a deal is: "the pact between Oslo and Lima", "its accord with Peru", "the Oslo-Lima treaty"."""
    phrases: list[Phrase] = []
    named: list[ActorRef] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"between", "among", "with"}:
            heads = [p for p in child.children if p.dep_ == "pobj"]
            phrases += [_phrase(t) for p in heads for t in (p, *p.conjuncts)]
        elif child.dep_ == "poss":
            phrases.append(_phrase(child))
        elif child.dep_ in {"amod", "compound", "nmod"} and not child.is_punct:
            parts = [child, *(c for c in child.children if c.dep_ in {"compound", "amod", "nmod", "conj"})]
            named += [a for part in parts if (a := _author_in(context, part)) is not None]
    found = {a.name: a for a in (*named, *context.actors(tuple(phrases)))}
    sides = tuple(
        a for a in found.values() if a.by != "words" and (a.kind in _SIDES or (a.by == "name" and a.kind in _LOOSE))
    )
    return sides if len(sides) > 1 else ()


def _is_authored(participle: Token) -> bool:
    """ "Drafted by", and "brokered by" where it is done and nobody else is the author."""
    lemma = participle.lemma_.lower()
    if lemma in {"broker", "negotiate"}:
        return not _is_being(participle)
    return lemma not in _CONVEYING and lemma not in _NOT_BY


def _is_being(verb: Token) -> bool:
    return any(c.lower_ == "being" for c in verb.children)


def _is_scene(token: Token, modifier: Token) -> bool:
    """ "The Norway truce", "a Peruvian ceasefire": where it is to hold, not who put it forward."""
    bare = modifier.pos_ in {"PROPN", "ADJ", "NOUN"} and modifier.lemma_.lower() not in {
        "propose",
        "draft",
        "sponsor",
        "back",
    }
    return bare and token.lemma_.lower() in {"truce", "ceasefire", "settlement"}


def _is_of_place(token: Token, modifier: Token) -> bool:
    """ "A Peru peace deal": what it is about; a deal has no one author, but where it is "Norway-drafted" or a draft."""
    drafted = any(c.lower_ in {"draft", "proposed"} for c in token.lefts)
    told = {t.lemma_.lower() for t in (modifier, *modifier.children, token.nbor(-1))} if token.i else set()
    made = told & {"propose", "draft", "sponsor", "author", "back", "broker", "lead", "mediate"}
    return token.lemma_.lower() in _DEALS and not drafted and not made


def _author_in(context: Context, child: Token) -> ActorRef | None:
    """The actor that a modifier names, by itself or before "-proposed", "-backed" or "-drafted"."""
    parts = [child, *(c for c in child.children if c.dep_ in {"compound", "npadvmod", "nmod", "nsubj"})]
    if child.lemma_.lower() in {"propose", "draft", "sponsor", "author", "back"} or child.pos_ in {
        "PROPN",
        "ADJ",
        "NOUN",
    }:
        for part in parts:
            mention = context.references.mention_at(part)
            if mention is not None and mention.kind in _ACTORS:
                return ActorRef(
                    name=mention.names[0], kind=mention.kind, span=mention.span, by="pack", country=mention.country
                )
    return None


def _by(verb: Token) -> list[Phrase]:
    return [
        _phrase(t)
        for by in verb.children
        if by.dep_ in {"agent", "prep"} and by.lower_ == "by"
        for p in by.children
        if p.dep_ == "pobj"
        for t in (p, *p.conjuncts)
    ]


def find_conveyors(context: Context, token: Token) -> tuple[ActorRef, ...]:
    """ "A proposal conveyed by Egypt", "Egypt passed on the proposal", "received from mediators through …"."""
    phrases = [
        x for c in token.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in _CONVEYING for x in _by(c)
    ]
    verb = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and verb.lemma_.lower() in _CONVEYING and verb.lemma_.lower() != "present":
        phrases += [_phrase(c) for c in verb.children if c.dep_ == "nsubj"] + _by(verb)
    return context.actors(tuple(phrases))


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
