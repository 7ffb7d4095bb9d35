"""Who asks and who is asked, as the words of a demand tell it. A likely asker is none, and an addressee unknown is left out.

The move of a demand may carry actors that are only likely. What is kept of them here stands in the place where its words
name who asks (the subject of the verb, whose demand it is, who speaks) and whom (its object, who is to do it).
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.authors import find_authors, subject_of
from travaux.coding.context import Context
from travaux.coding.moves import read_moves
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.spans import Span

DUTY = frozenset({"must", "should", "need", "have", "ought", "shall"})
"""Lemmas by which a speaker says what is due: their subject is the one addressed, and the speaker the one who asks."""
LOOSE = frozenset({"it", "its", "they", "them", "their", "this", "these", "that", "those", "which", "others"})
"""Words that go back to many things: whoever they seem to mean is not known well enough to demand or to be asked."""
OWN = frozenset({"i", "we"})
NOBODY = frozenset({"i", "we", "one", "you", "it", "there", "this", "that", "something", "anything", "nothing", "who"})
"""Subjects of a duty that nobody else is asked to fulfil ("we must know", "one must go")."""
UNASKED = frozenset(
    "know note remember expect see understand think say ask mention learn await face pay thank joke happen doubt forget "
    "imagine realise realize recognise recognize wait believe worry".split()
)
"""What is due or wanted as a figure of speech: "they must know", "it needs to happen"."""
_UPHOLDING = frozenset(
    "stand stick repeat reiterate renew maintain uphold voice raise submit present issue press reaffirm restate make set".split()
)
"""Verbs by which somebody keeps to a demand, or makes one."""
_WRITINGS = frozenset({"statement", "letter", "communique", "communiqué", "motion", "manifesto", "petition"})
_NAME_PARTS = frozenset({"poss", "compound", "amod", "nmod", "appos", "conj", "det"})
_PARTS = _NAME_PARTS - {"poss", "det"}
_ADDRESSING = frozenset({"on", "upon", "to", "with", "from", "of", "at"})
_DONE_BY = frozenset({"nsubj", "dobj", "iobj", "dative", "attr", "npadvmod"})


def tell_roles(context: Context, moves: Sequence[Move]) -> tuple[Move, ...]:
    """The moves, the demands among them with those alone whom their words show to ask and to be asked."""
    read, _ = context.once("read moves", read_moves)
    return tuple(
        _as_told(context, move, plain) if move.act in {Act.DEMAND, Act.PRESS} else move
        for move, plain in zip(moves, read, strict=True)
    )


def is_duty(trigger: SpacySpan) -> bool:
    """Whether a demand is told as what somebody must do, by a modal or by "need" and "have"."""
    said = trigger.root.lemma_.lower() in DUTY and trigger.root.pos_ != "NOUN"
    return said or any(t.tag_ == "MD" and t.lower_ in DUTY for t in (*trigger, *trigger.root.lefts))


def _as_a_set(context: Context, actor: ActorRef) -> ActorRef:
    """ "All sides", "both parties": whoever they are, they are asked as these."""
    told = " ".join(context.quote(actor.span).lower().split()) if actor.span is not None else ""
    if set(told.split()) & {"sides", "parties", "factions", "actors"}:
        return ActorRef(name=told, span=actor.span)
    return actor


def is_loose(context: Context, actor: ActorRef) -> bool:
    """Whether an actor is only what "it" or "they" seem to go back to."""
    return actor.span is not None and context.quote(actor.span).lower() in LOOSE


def _is_possessive(context: Context, actor: ActorRef) -> bool:
    """ "One of his diplomats urged": he did not."""
    return actor.span is not None and context.quote(actor.span).lower() in {"his", "her"}


def _as_told(context: Context, move: Move, plain: Move) -> Move:
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return replace(move, actors=(), recipients=())
    by = tuple(a for a in plain.actors if _can_ask(context, move, trigger, a))
    if not by and not is_duty(trigger):
        by = tuple(a for a in move.actors if not is_loose(context, a) and _is_subject(trigger.root, a))
        by = by or _who_upholds(context, trigger.root) or _of_text(context, trigger.root) or _meant(move, trigger.root)
    of = tuple(_as_a_set(context, a) for a in plain.recipients if _can_be_asked(context, trigger, a))
    of = tuple({a.name: a for a in of}.values())
    return replace(move, actors=by, recipients=of)


def _of_text(context: Context, root: Token) -> tuple[ActorRef, ...]:
    """ "A council resolution demanded …", "the movement's letter calls for …": whose text it is."""
    subject = _who_asks(root) if root.pos_ == "VERB" else None
    if root.pos_ == "VERB" and root.dep_ in {"relcl", "acl"} and (subject is None or subject.tag_ in {"WDT", "WP"}):
        subject = root.head
    elif subject is not None and subject.tag_ in {"WDT", "WP"} and subject.head.dep_ == "relcl":
        subject = subject.head.head
    words = load_bargaining_words()
    if subject is None or subject.lemma_.lower() not in words.instruments | words.texts | _WRITINGS:
        return ()
    return tuple(a for a in find_authors(context, subject) if a.by != "words")


def _meant(move: Move, root: Token) -> tuple[ActorRef, ...]:
    """ "She urged the council to act": the one person who is weighed to be meant."""
    subject = _who_asks(root) if root.pos_ == "VERB" else None
    people = tuple(a for a in move.actors if a.kind is ActorKind.PERSON)
    alone = len(move.actors) == 1 and len(people) == 1
    return people if subject is not None and subject.lower_ in {"he", "she"} and alone else ()


def _who_upholds(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "The movement stands by its demand", "repeated their call": the subject, who is the owner too."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.pos_ != "NOUN" or verb.lemma_.lower() not in _UPHOLDING or any(c.dep_ == "neg" for c in verb.children):
        return ()
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    subject = subject_of(verb)
    if subject is None or (owner is not None and owner.lower_ not in {"its", "his", "her", "their"}):
        return ()
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    return tuple(a for a in found if not is_loose(context, a))


def _can_ask(context: Context, move: Move, trigger: SpacySpan, actor: ActorRef) -> bool:
    """Not who stands in what is asked for, nor who only tells what others ask for, nor what "it" goes back to."""
    if is_loose(context, actor) or _is_possessive(context, actor) or actor.name.lower().split()[:1] == ["you"]:
        return False
    if move.about is not None and actor.span is not None and move.about.covers(actor.span):
        return False
    root = trigger.root
    if is_duty(trigger):
        return actor.by in {"context", "pronoun"}
    if _is_thing(context, actor):
        return False
    if any(c.dep_ == "auxpass" for c in root.children) and not any(c.dep_ == "agent" for c in root.children):
        return False
    verb = root.head if root.pos_ in {"NOUN", "PROPN"} and root.dep_ == "pobj" else root
    verb = verb.head if verb.dep_ == "prep" and verb is not root else verb
    subject = _who_asks(verb) if verb.pos_ in {"VERB", "AUX"} else None
    if subject is not None and actor.by != "context" and verb is root:
        return _overlaps(subject, actor) or _is_agent(root, actor)
    if root.pos_ == "NOUN" and root.lemma_.lower() in DUTY and root.dep_ == "dobj" and actor.by != "context":
        return _is_subject(root, actor)
    speaks = actor.by == "context" and subject is not None and subject.lower_ not in OWN
    return not speaks or _overlaps(subject, actor)


def _who_asks(verb: Token) -> Token | None:
    """The subject of a verb of asking; of a participle behind what somebody says, who says it."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and not any(c.dep_ == "nsubj" for c in verb.lefts):
        main = verb.head
        while main.dep_ in {"ccomp", "conj"} and main.head != main:
            main = main.head
        return subject_of(main)
    return subject_of(verb)


def _is_agent(root: Token, actor: ActorRef) -> bool:
    named = [p for c in root.children if c.dep_ == "agent" for p in c.subtree]
    return actor.span is not None and any(actor.span.overlaps(Span(t.idx, t.idx + len(t))) for t in named)


def _is_thing(context: Context, actor: ActorRef) -> bool:
    """A common noun that is no person, group or office ("the figure")."""
    if actor.by not in {"words", "description"} or actor.span is None:
        return False
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    if tokens is None or tokens.root.pos_ != "NOUN" or tokens.root.tag_ == "NNS":
        return False
    return not load_nouns().is_animate(tokens.root.lemma_.lower())


def _is_subject(root: Token, actor: ActorRef) -> bool:
    """ "He made clear the need", "we urge": the subject of the verb, or of the one that has the noun as its object."""
    while root.dep_ == "conj" and root.pos_ == "NOUN" and root.head.pos_ == "NOUN":
        root = root.head
    verb = root
    if root.pos_ in {"NOUN", "PROPN", "ADJ"}:
        verb = root.head if root.dep_ in {"dobj", "acomp"} else root
    subject = _who_asks(verb) if verb.pos_ == "VERB" else None
    return subject is not None and _overlaps(subject, actor)


def _overlaps(subject: Token | None, actor: ActorRef) -> bool:
    """Whether an actor is named by a subject itself: "Peru's premier" names Peru's, "Peru's defence of it" nobody."""
    if subject is None or actor.span is None:
        return False
    heads = (subject, *subject.conjuncts)
    named = [t for h in heads for t in (h, *(c for c in h.children if c.dep_ in _PARTS or _is_owner(c, actor)))]
    return any(actor.span.overlaps(Span(t.idx, t.idx + len(t))) for t in named)


def _is_owner(token: Token, actor: ActorRef) -> bool:
    return token.dep_ == "poss" and actor.by in {"description", "context", "office"}


def _can_be_asked(context: Context, trigger: SpacySpan, actor: ActorRef) -> bool:
    """Whether a name stands as the object of the asking, or as who is to do what is asked for."""
    if is_loose(context, actor) or actor.span is None:
        return False
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    if tokens is None:
        return False
    head = tokens.root
    while head.dep_ in _NAME_PARTS and head.head != head:
        head = head.head
    if head.dep_ == "nsubjpass" and head.head == trigger.root and any(c.dep_ == "xcomp" for c in head.head.children):
        return head.lower_ not in NOBODY
    if is_duty(trigger) or head.dep_ in _DONE_BY:
        return head.lower_ not in NOBODY and head.dep_ != "nsubjpass" and not _is_undergone(head)
    if head.dep_ != "pobj":
        return False
    onto = head.head
    return onto.lower_ in _ADDRESSING and (onto.i < trigger.end or trigger.start <= onto.head.i < trigger.end)


def _is_undergone(head: Token) -> bool:
    """ "For the prisoners to be freed": they are not the ones who are asked."""
    return head.dep_ == "nsubj" and any(c.dep_ == "auxpass" for c in head.head.children)
