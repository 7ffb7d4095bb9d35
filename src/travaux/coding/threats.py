"""Whether words tell a threat, pressure or a sanction that somebody uses, and not a danger, a wish or a forecast."""

import re

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.pressed import find_pressed
from travaux.coding.tellers import doer_of
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Move
from travaux.ontology.vocabulary import Act, ActorKind, LeverageKind, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

MEASURES = load_bargaining_words().measures
_SUBJECTS = {"nsubj", "nsubjpass"}
_WISHED = {"should", "must", "could", "might", "can", "ought", "may"}
_WISHING = {
    "need", "vital", "important", "essential", "urge", "call", "demand", "necessary", "agree", "help", "fail", "likely",
    "discuss", "consider", "propose", "seek", "support", "back", "debate", "commitment", "able", "unable", "hope",
}  # fmt: skip
_CONSIDERING = frozenset({"consider", "weigh", "mull", "contemplate", "ponder", "prepare"})
_READY = frozenset({"ready", "prepared", "willing"})
_FLOATING = frozenset({"float", "raise", "moot", "mention"})
_IMPOSING = frozenset({"raise", "impose", "increase", "double", "introduce", "slap", "tighten", "reimpose"})
_MIGHT = frozenset({"may", "might", "could"})
_UNTOLD = {"insufficient", "no", "without", "little", "any"}
"""Words of pressure that is not there."""
_UP_THE_CLAUSE = {"xcomp", "ccomp", "advcl", "acl", "conj", "pcomp", "acomp", "dobj", "relcl"}
_PRESSURE = frozenset(
    {"pressure", "press", "pressurise", "pressurize", "push", "coercion", "lobby", "squeeze", "lean", "force"}
)
_CUTTING = frozenset({"halt", "suspend", "cut", "freeze", "withhold", "stop", "pause", "ban", "block"})
_NEEDED = frozenset(
    "aid assistance arms weapon shipment import export delivery supply funding fund trade flight loan".split()
)
_SANCTIONED = frozenset(
    "company firm bank network entity individual vessel ship tanker official commander leader officer general businessman person"
    " militia group airline refinery trader".split()
)
"""Whom states put sanctions on, though no pack knows them."""
_OWN_BODIES = frozenset({"country", "nation", "government", "army", "military", "force", "movement", "group", "side"})
"""What one who warns calls one's own side."""
_ANSWERING = frozenset({"stand", "act", "respond", "answer", "react", "hesitate", "watch"})
"""What one warns that one will do, or will not: "will not stand by", "will respond"."""
_OWN_DET = frozenset({"the", "his", "her", "its", "their", "our"})
_IF = re.compile(r"\b(?:if|unless|until)\b", re.IGNORECASE)


def is_used(context: Context, move: Move, kind: LeverageKind) -> bool:
    """Whether a move tells leverage as used or announced by its actors."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or sentence_of(trigger.root).text.rstrip(" ”\"'").endswith("?"):
        return False
    match kind:
        case LeverageKind.PRESSURE if move.act is Act.DEMAND and not move.recipients:
            return False
        case LeverageKind.PRESSURE:
            return _is_pressed(context, move, trigger)
        case LeverageKind.SANCTION:
            return _is_penalty(context, trigger)
        case LeverageKind.INDUCEMENT:
            return True
        case _:
            return move.act is not Act.THREATEN or _is_threat(context, move, trigger)


def find_weighers(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """Who weighs a penalty: "is considering sanctions", "may impose a levy"; nobody where others only call for it."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or move.modality not in {Modality.HYPOTHETICAL, Modality.FUTURE} or not _shows_penalty(trigger):
        return ()
    verb = trigger.root
    ready = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _READY else None
    if ready is not None and ready.dep_ == "acomp":
        return _ready_ones(context, ready)
    while verb.dep_ in {"dobj", "xcomp", "pcomp", "prep", "pobj"} and verb.lemma_.lower() not in _CONSIDERING:
        verb = verb.head
    if verb.lemma_.lower() in _CONSIDERING:
        told = verb.tag_ in {"VBZ", "VBP", "VBD"} or any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.lefts)
    else:
        told = verb == trigger.root and any(c.tag_ == "MD" and c.lower_ in _MIGHT for c in verb.lefts)
    subject = subject_of(verb)
    if not told or subject is None or any(c.dep_ == "neg" for c in verb.children) or not _is_main(verb):
        return ()
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    return tuple(a for a in found if a.by != "words" and not is_loose(context, a))


def _ready_ones(context: Context, ready: Token) -> tuple[ActorRef, ...]:
    """ "Said it was ready to impose sanctions": whoever is, or says so."""
    being = ready.head
    subject = doer_of(being)
    if subject is None or any(c.dep_ == "neg" for c in (*being.children, *ready.children)):
        return ()
    found = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    return tuple(a for a in found if a.by != "words" and not is_loose(context, a))


def floats_penalty(context: Context, move: Move) -> bool:
    """ "Floated the idea of raising tariffs", "raised the possibility of an embargo": a penalty spoken of as one's own."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    about = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if trigger is None or about is None or trigger.root.lemma_.lower() not in _FLOATING:
        return False
    words = load_bargaining_words()
    deeds = [t for t in about if t.tag_ == "VBG" and t.lemma_.lower() in _IMPOSING]
    named = any(c.lemma_.lower() in words.penalties for t in deeds for c in t.rights if c.dep_ == "dobj")
    return named and about.root.lemma_.lower() in {"idea", "possibility", "prospect", "notion", "threat"}


def _is_main(verb: Token) -> bool:
    """Whether a clause is told, and is no condition, purpose or description of something else."""
    return verb.dep_ in {"ROOT", "ccomp", "parataxis"} or (verb.dep_ == "conj" and _is_main(verb.head))


def _shows_penalty(trigger: SpacySpan) -> bool:
    words = load_bargaining_words()
    near = {t.lemma_.lower() for t in (*trigger, *trigger.root.children)}
    return bool(near & words.penalties) or (trigger.root.lemma_.lower() == "sanction" and trigger.root.pos_ == "VERB")


def tell_way(context: Context, move: Move, kind: LeverageKind) -> str:
    """How leverage is told: `said` by a word for a threat, `meant` by other words, `pressed`, `penalty` or `reward`."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    lemmas = {t.lemma_.lower() for t in trigger} if trigger is not None else set()
    match kind:
        case LeverageKind.PRESSURE:
            return "pressed" if trigger is not None and trigger.root.pos_ == "VERB" else "pressure"
        case LeverageKind.SANCTION:
            return "penalty"
        case LeverageKind.INDUCEMENT:
            return "reward"
        case _:
            return "said" if lemmas & {"threat", "threaten", "vow", "ultimatum", "deadline"} else "meant"


def find_threatener(context: Context, move: Move, kind: LeverageKind) -> tuple[ActorRef, ...] | None:
    """ "The rebels would face ruin", said somebody: he who says it threatens, and they are threatened; None elsewhere."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if kind not in {LeverageKind.THREAT, LeverageKind.ULTIMATUM} or trigger is None:
        return None
    verb = trigger.root if trigger.root.pos_ == "VERB" else trigger.root.head
    if verb.lemma_.lower() not in load_bargaining_words().suffering:
        return None
    subject = subject_of(verb)
    if subject is None or subject.lower_ in {"i", "we"}:
        return None
    voice = move.voice
    return (ActorRef(name=voice.speaker, span=voice.speaker_span, by="context"),) if voice.speaker else ()


def _is_threat(context: Context, move: Move, trigger: SpacySpan) -> bool:
    root = trigger.root
    match root.lemma_.lower():
        case "threat":
            return _is_said(root)
        case "threaten":
            return not _is_endangering(context, root)
        case "warning":
            return any(t.lemma_.lower() in MEASURES for t in root.subtree)
        case "vow" | "pledge" | "swear" | "promise":
            return _is_hostile_vow(context, move, root)
        case "warn":
            deed = next((x for x in root.children if x.dep_ == "xcomp"), None)
            if deed is not None and any(c.dep_ == "neg" for c in deed.children):
                return deed.lemma_.lower() in {"attack", "strike", "invade", "intervene", "test"}
            return not _is_of_others(context, move, root)
        case _:
            return _shows_harm(context, move) and not _is_of_others(context, move, root)


def _is_said(noun: Token) -> bool:
    """ "A threat to leave", "threats of sanctions", "public threats": said, and no danger ("the threat to the border")."""
    words = load_bargaining_words()
    if any(t.lower_ in words.spoken for t in noun.lefts):
        return True
    if any(c.dep_ in {"acl", "relcl"} and c.tag_ == "VB" for c in noun.children):
        return True
    if any(c.dep_ == "poss" for c in noun.lefts) and any(c.lower_ == "against" for c in noun.rights):
        return True
    of = [p for c in noun.children if c.lower_ == "of" for p in c.children if p.dep_ in {"pobj", "pcomp"}]
    return any(p.tag_ == "VBG" or p.lemma_.lower() in MEASURES for p in of)


def _is_endangering(context: Context, verb: Token) -> bool:
    """ "Groups that threaten unity", "feels threatened by", "threatened species"."""
    if verb.pos_ == "ADJ" or verb.dep_ == "amod" or (verb.tag_ == "VBN" and verb.dep_ in {"acomp", "oprd"}):
        return True
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    acts = any(c.dep_ in {"xcomp", "ccomp"} or c.lower_ == "with" for c in verb.children)
    named = any(
        (m := context.references.mention_at(o)) is not None and m.kind is not ActorKind.UNKNOWN for o in objects
    )
    quoted = any(c.text in {'"', "“"} for c in verb.children)
    harm = any(o.lemma_.lower() in MEASURES for o in objects)
    return not (acts or named or harm or quoted) and bool(objects)


def _is_hostile_vow(context: Context, move: Move, verb: Token) -> bool:
    """ "Vowed to retaliate"; who vows to help, or not to attack, threatens nobody."""
    words = load_bargaining_words()
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"}:
            denied = any(c.dep_ == "neg" for c in child.children)
            deeds = {child.lemma_.lower(), *(c.lemma_.lower() for c in child.children if c.dep_ == "dobj")}
            forced = {t.lemma_.lower() for t in child.subtree if t.dep_ == "pobj"} & {"force", "arm", "war"}
            return not denied and bool(forced or deeds & (words.harming | MEASURES | {"respond", "answer", "annex"}))
    about = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    return about is not None and about.root.lemma_.lower() in words.harming | MEASURES | {"response"}


def _shows_harm(context: Context, move: Move) -> bool:
    """Whether words of a threat name a harm: a measure, or a deed against somebody."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    lemmas = {t.lemma_.lower() for t in tokens} if tokens is not None else set()
    words = load_bargaining_words()
    if lemmas & (MEASURES | {"ultimatum", "deadline"}):
        return True
    bound = tokens is not None and bool(_IF.search(sentence_of(tokens.root).text))
    if bool(lemmas & words.harming):
        return True
    able = tokens is not None and re.search(r"\b(?:power|right|means|ready|able|prepared) to\b", tokens.text.lower())
    return bound and ("will" in lemmas | {t.lower_ for t in tokens or ()} or able is not None)


def _is_of_others(context: Context, move: Move, root: Token) -> bool:
    """A warning of what somebody else will do, or of what will come of itself; but "they will pay" is a threat."""
    words = load_bargaining_words()
    clause = next((c for c in root.children if c.dep_ == "ccomp"), None)
    subject = next((c for c in clause.lefts if c.dep_ in _SUBJECTS), None) if clause is not None else None
    if clause is None or subject is None:
        return root.lemma_.lower() == "warn" and not any(t.lemma_.lower() in words.returned for t in root.subtree)
    if subject.lower_ in {"i", "we"} or clause.lemma_.lower() in words.suffering:
        return False
    own_body = subject.lemma_.lower() in _OWN_BODIES and any(c.lower_ in _OWN_DET for c in subject.lefts)
    if own_body and _shows_harm(context, move):
        return False
    if subject.pos_ == "PRON" and subject.lower_ in {"it", "they", "he", "she"}:
        if clause.lemma_.lower() in _ANSWERING and any(c.tag_ == "MD" for c in clause.lefts):
            return False
        return not ({clause.lemma_.lower(), *(c.lemma_.lower() for c in clause.children)} & (words.harming | MEASURES))
    own = {n for a in move.actors for n in (a.name, a.country) if n}
    others = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
    return not any(a.name in own or a.country in own for a in others)


def _is_pressed(context: Context, move: Move, trigger: SpacySpan) -> bool:
    """Pressure that is put on somebody: not what should be, nor physical pushing, nor what is said to be lacking."""
    root = trigger.root
    words = load_bargaining_words()
    if root.pos_ == "VERB" and root.lemma_.lower() in words.persuading:
        return False
    if any(c.dep_ == "prt" or c.lower_ in {"back", "forward", "ahead"} for c in root.children if c.dep_ != "prep"):
        return False
    if any(t.lower_ in _UNTOLD for noun in (root, *root.children) for t in noun.lefts) or _is_only_wished(root):
        return False
    if root.head.lower_ == "without":
        return False
    told = [a for a in move.actors if not is_loose(context, a)]
    under = move.recipients or find_pressed(context, move)
    if not (under or move.about) and not {t.lemma_.lower() for t in trigger} & _PRESSURE:
        return False
    source = any(c.lower_ in {"from", "by"} for c in root.children)
    content = move.about is not None and root.pos_ == "VERB" and move.about.start >= move.trigger.end
    return bool(under) or (bool(told) and (source or content))


def _is_only_wished(root: Token) -> bool:
    """ "They should press", "it is vital to keep up the pressure", "agreed to call for pressure"."""
    seen = root
    for _ in range(5):
        if any(c.tag_ == "MD" and c.lower_ in _WISHED for c in seen.lefts) or _is_purpose(seen):
            return True
        if seen != root and seen.lemma_.lower() in _WISHING:
            return True
        if any(c.lemma_.lower() in _WISHING for c in seen.children if c.dep_ == "acomp"):
            return True
        if seen.dep_ not in _UP_THE_CLAUSE or seen.head == seen:
            return False
        seen = seen.head
    return False


def _is_purpose(verb: Token) -> bool:
    """ "The means to press them", "plans to raise the pressure": not yet done."""
    bare = verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.lefts)
    return bare and verb.dep_ in {"acl", "relcl", "advcl"}


def _is_penalty(context: Context, trigger: SpacySpan) -> bool:
    """Sanctions, tariffs, an embargo; "the move was sanctioned by Lima" tells that it was allowed."""
    words = load_bargaining_words()
    root = trigger.root
    near = {t.lemma_.lower() for t in (*trigger, *root.children)}
    if root.lemma_.lower() == "sanction" and root.pos_ == "VERB":
        hit = [c for c in root.children if c.dep_ in {"dobj", "nsubjpass"}]
        known = any((m := context.references.mention_at(t)) is not None and m.names for t in hit)
        return known or any(t.lemma_.lower() in _SANCTIONED for t in hit)
    if root.head.lemma_.lower() in words.suffering or root.lemma_.lower() in words.suffering:
        return False
    return (bool(near & words.penalties) or _cuts_off(root)) and not _is_only_wished(root)


def _cuts_off(verb: Token) -> bool:
    """ "Halted the arms shipments", "banned imports of fruit": what others need is kept from them."""
    things = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    return verb.lemma_.lower() in _CUTTING and any(c.lemma_.lower() in _NEEDED for c in things)
