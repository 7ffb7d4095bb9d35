"""Whether an act of meeting tells a meeting of those whom its words name: no journey, no plan given up, no topic."""

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.lookup import sentence_of, tokens_at

TALKS = frozenset({"talk", "discussion", "negotiation", "meeting", "summit", "consultation", "round", "dialogue"})
_JOURNEYS = frozenset(
    "travel trip arrive arrival fly return come go leave head journey land depart departure tour stop gather".split()
)
_VISITS = frozenset({"visit"})
_MET_FOR = TALKS | {"meet", "conference", "speak", "attend", "negotiate", "confer", "counterpart", "discuss", "session"}
_TOPICS = frozenset(
    {"against", "about", "on", "toward", "towards", "over", "into", "regarding", "concerning", "despite"}
)
_SERVING = frozenset({"adviser", "advisor", "aide", "assistant", "counsellor", "counselor"})
"""Who serves somebody, who is not there by that."""
_UNREAL = frozenset({"would", "might", "could", "should"})
_MAYBE = frozenset({"should", "could", "might", "may", "can"})
_SHOWS = frozenset({"interview", "briefing", "podcast"})
"""Words of talks with the press."""
_STEADY = frozenset({"consult", "consultation", "communication", "engage", "engagement", "coordinate", "coordination"})
"""Words of contacts that go on, and are a meeting only at a time or a place."""
_NAME_PARTS = frozenset({"poss", "compound", "amod", "nmod", "appos", "conj", "det"})
_SAYING = frozenset({"discuss", "talk", "speak"})
_OFFICIAL = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.ARMED_GROUP, ActorKind.MILITARY, ActorKind.MOVEMENT, ActorKind.AGENCY}
)


def is_meeting(context: Context, move: Move) -> bool:
    """Whether the words tell, or announce, that somebody met somebody."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return True
    root = trigger.root
    told = next((c for c in root.lefts if c.dep_ in {"nsubj", "nsubjpass"}), root) if root.pos_ == "VERB" else root
    if told.lemma_.lower() in {"round", "session"} and not _is_round_of_talks(told):
        return False
    if root.lemma_.lower() in _SHOWS:
        return False
    if root.lemma_.lower() in _STEADY and move.when is None and move.place is None:
        return False
    if _is_reception(root) or _is_unreal(root) or _is_said_before(root) or _is_of_one_unnamed(context, move, root):
        return False
    if root.lemma_.lower() in {"touch", "contact"} or (_is_mere_talk(root) and not move.recipients):
        return False
    if root.lemma_.lower() in _JOURNEYS and not _is_for_talks(context, move, trigger):
        return False
    return root.lemma_.lower() not in _VISITS or any(_is_official(a) for a in move.actors)


def can_take_part(context: Context, move: Move, actor: ActorRef) -> bool:
    """Not whom "they" seems to mean, nor what the talks are about ("a call on action against the rebels")."""
    if is_loose(context, actor):
        return False
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end) if actor.span is not None else None
    if tokens is None or actor.by == "context":
        return True
    head = tokens.root
    while head.dep_ in _NAME_PARTS and head.head != head:
        head = head.head
    called = move.trigger.end >= head.head.idx >= move.trigger.start
    if head.dep_ == "pobj" and head.head.lower_ in {"to", "of"} and head.head.head.lemma_.lower() in _SERVING:
        return False
    return not (head.dep_ == "pobj" and head.head.lower_ in _TOPICS and not called)


def is_journey(context: Context, move: Move) -> bool:
    """Whether a meeting is told by the way to it."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return trigger is not None and trigger.root.lemma_.lower() in _JOURNEYS


def is_scene(context: Context, move: Move) -> bool:
    """Whether a place is where they meet, and not where what they talk about happens ("on the plight of the north")."""
    tokens = tokens_at(context.doc, move.place_span.start, move.place_span.end) if move.place_span is not None else None
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or trigger is None:
        return True
    head = tokens.root
    while head.dep_ in _NAME_PARTS and head.head != head:
        head = head.head
    if head.dep_ != "pobj":
        return True
    onto = head.head.head
    while onto.dep_ == "pobj" and onto.head.lower_ in {"in", "at"}:
        onto = onto.head.head
    held = onto.lemma_.lower() in TALKS | {"conference", "visit", "trip", "gathering", "session", "ceremony", "time"}
    return onto.pos_ in {"VERB", "AUX", "PROPN"} or held or trigger.start <= onto.i < trigger.end or _has_home(onto)


def _has_home(people: Token) -> bool:
    """ "The ministers of Peru in Lima": whose they are is told already, so the place is where they are."""
    return any(p.pos_ == "PROPN" for c in people.rights if c.lower_ == "of" for p in c.children)


def knows_talks(context: Context, move: Move) -> bool:
    """Whether "the talks" alone can mean those of the two sides: their noun, and a place or a kind of talks."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return False
    nouns = [t for t in trigger if t.lemma_.lower() in TALKS - {"meeting", "summit"}]
    kinds = {"peace", "ceasefire", "truce", "direct", "indirect", "proximity", "bilateral"}
    return bool(nouns) and (move.place is not None or any(t.lower_ in kinds for n in nouns for t in n.lefts))


def _is_round_of_talks(noun: Token) -> bool:
    """ "The second round"; a round of drills, or a session of parliament, is none of talks."""
    of = [
        p.lemma_.lower() for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ in {"pobj", "pcomp"}
    ]
    return all(lemma in TALKS for lemma in of)


def _is_reception(root: Token) -> bool:
    """ "The plan was met with anger": no meeting."""
    return root.lemma_.lower() in {"meet", "greet"} and any(c.dep_ == "auxpass" for c in root.children)


def _is_unreal(root: Token) -> bool:
    """ "Would have met", "who might have agreed to talk"."""
    seen = root
    for _ in range(4):
        auxiliaries = {c.lower_ for c in seen.lefts if c.dep_ == "aux"}
        if (auxiliaries & _UNREAL and "have" in auxiliaries) or auxiliaries & _MAYBE:
            return True
        if seen.dep_ not in {"xcomp", "ccomp", "conj", "advcl"} or seen.head == seen:
            return False
        seen = seen.head
    return False


def _is_mere_talk(root: Token) -> bool:
    """ "The president talked about this", and with nobody."""
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    one = subject is not None and subject.tag_ in {"NN", "NNP", "PRP"} and subject.lower_ not in {"they", "we"}
    return root.pos_ == "VERB" and root.lemma_.lower() in {"talk", "speak"} and one and not _has_hearer(root, subject)


def _has_hearer(root: Token, subject: Token | None) -> bool:
    joined = subject is not None and bool(subject.conjuncts)
    return joined or any(c.lower_ in {"with", "to"} for c in root.children)


def _is_said_before(root: Token) -> bool:
    """ "The plan which we discussed", "what they talked about": the words tell of a thing, not of a meeting."""
    if root.lemma_.lower() not in _SAYING or root.pos_ != "VERB":
        return False
    asked = any(c.lower_ in {"that", "which", "what", "whom"} and c.i < root.i for c in root.subtree)
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    return root.dep_ in {"relcl", "csubj", "pcomp"} and asked and (subject is None or subject.pos_ == "PRON")


def _is_of_one_unnamed(context: Context, move: Move, root: Token) -> bool:
    """ "I have spoken with the king and the premier", and nobody knows who: these two did not meet each other."""
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None) if root.pos_ == "VERB" else None
    return subject is not None and subject.lower_ == "i" and all(is_loose(context, a) for a in move.actors)


def _is_for_talks(context: Context, move: Move, trigger: SpacySpan) -> bool:
    """ "Flew to Oslo for talks": a journey to meet; others are journeys."""
    sent = sentence_of(trigger.root)
    clause = tokens_at(context.doc, move.span.start, move.span.end)
    last = min(sent.end, max(clause.end if clause is not None else 0, trigger.end) + 4)
    ahead = context.doc[trigger.start : last]
    return any(t.lemma_.lower() in _MET_FOR for t in ahead)


def _is_official(actor: ActorRef) -> bool:
    """Somebody whose visit is one of a state, a body or an army."""
    if actor.kind is ActorKind.PERSON:
        return actor.office is not None or actor.by == "pack" or actor.country is not None
    return actor.kind in _OFFICIAL or actor.by == "description"
