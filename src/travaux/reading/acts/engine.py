"""From candidates to acts: slots, content, modality, and no act told twice."""

from datetime import date

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import Act, Modality, SegmentKind
from travaux.reading.acts.clause import clause_tokens, find_clause
from travaux.reading.acts.conditions import stands_under_condition
from travaux.reading.acts.content import content_root, content_span, drop_content
from travaux.reading.acts.denial import settle_denials
from travaux.reading.acts.frames import FrameSet
from travaux.reading.acts.issues import find_issues
from travaux.reading.acts.match import Candidate, find_candidates, trigger_span
from travaux.reading.acts.modality import find_modality, is_purpose
from travaux.reading.acts.patterns import Kind
from travaux.reading.acts.questions import is_asked_about, is_in_question
from travaux.reading.acts.relations import find_relation
from travaux.reading.acts.repair import mend_parse
from travaux.reading.acts.select import drop_repeats, find_causes, is_described, is_told_aside
from travaux.reading.acts.syntax import NOUNS, VERBS, make_phrases, surface_subjects
from travaux.reading.acts.topics import TopicGate
from travaux.reading.acts.verbforms import is_arranged, is_done_by_saying
from travaux.reading.acts.words import load_words
from travaux.reading.annotations import ActMention, Phrase
from travaux.reading.lookup import text_of

_ARRANGED = frozenset({Act.MEET, Act.VOTE, Act.RESUME})
_STRIKES = frozenset({Act.ATTACK, Act.CLOSE_ACCESS, Act.THREATEN, Act.SANCTION, Act.ACCUSE, Act.DETAIN})
_NO_ACTORS = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})


def find_acts(doc: Doc, frames: FrameSet) -> tuple[ActMention, ...]:
    """The acts that the coded segments of `doc` tell, in the order of their triggers."""
    mend_parse(doc)
    found = [c for c in find_candidates(doc, frames) if _is_coded(doc, c.head)]
    found = [c for c in found if (c.act is Act.PRESS or not is_purpose(c.head)) and not _is_asked(c)]
    text = text_of(doc)
    found = drop_content(settle_denials([c for c in found if not is_described(c)]), frames.swallows)
    found = drop_repeats([c for c in found if not is_told_aside(c)])
    gate = TopicGate(doc)
    acts = [_make_act(candidate, frames, text) for candidate in found if _is_in_mood(candidate, doc._.published)]
    acts = [act for act in acts if not gate.is_off_topic(act)]
    return find_causes(doc, acts)


def _is_coded(doc: Doc, token: Token) -> bool:
    """Whether a token stands where acts are told; the nouns of a subhead only name a topic."""
    if not doc._.segments:
        return True
    own = next((s for s in doc._.segments if s.coded and s.span.start <= token.idx < s.span.end), None)
    return own is not None and not (own.kind == SegmentKind.SUBHEAD and token.pos_ in NOUNS)


def _is_in_mood(candidate: Candidate, published: date | None) -> bool:
    """Whether the words are told in a mood that makes them this act: "will respond" threatens, "responded" does not."""
    mood, head = candidate.frame.mood, candidate.head
    return not mood or find_modality(head, published).value in mood or is_in_question(head)


def _is_asked(candidate: Candidate) -> bool:
    """Whether a "should" or "must" is only asked about: "asked if the army should leave", "should it leave?"."""
    head = candidate.head
    return candidate.frame.pattern.kind is Kind.MODAL and (is_asked_about(head) or is_in_question(head))


def _make_act(candidate: Candidate, frames: FrameSet, text: str) -> ActMention:
    frame, head = candidate.frame, candidate.head
    actors = _fill(candidate, frames, "actor")
    taken = {phrase.head for phrase in actors}
    recipients = tuple(p for p in _fill(candidate, frames, "recipient") if p.head not in taken)
    trigger = trigger_span(candidate)
    surface = make_phrases(surface_subjects(head)) if head.pos_ in VERBS else ()
    clause = find_clause(trigger, head, (*actors, *surface), text)
    about = content_span(candidate, text)
    tokens = clause_tokens(head, clause)
    root = content_root(candidate)
    last = max(tokens[1], min(root.right_edge.i + 1, head.sent.end)) if root is not None else tokens[1]
    modality = Modality(frame.modality) if frame.modality else find_modality(head, head.doc._.published)
    if frame.modality and (head.pos_ == "ADJ" or frame.is_denied) and stands_under_condition(head):
        modality = Modality.HYPOTHETICAL
    if modality is Modality.ASSERTED and candidate.act in _ARRANGED and is_arranged(head):
        modality = Modality.FUTURE
    if modality is Modality.HYPOTHETICAL and is_done_by_saying(head, candidate.act):
        modality = Modality.ASSERTED
    return ActMention(
        act=candidate.act,
        trigger=Phrase(span=trigger, head=head.i),
        clause=clause,
        actors=actors,
        recipients=recipients,
        about=about,
        modality=modality,
        issues=find_issues(head.doc, tokens[0], last) or find_issues(head.doc, head.sent.start, head.sent.end),
        rule=frame.rule,
    )


def _fill(candidate: Candidate, frames: FrameSet, role: str) -> tuple[Phrase, ...]:
    """The phrases of a slot: those of the first of its relations that has any."""
    for relation in candidate.frame.slots.get(role, ()):
        taken = {candidate.head.i, *_words_of_the_act(candidate, frames)}
        heads = [
            t for t in find_relation(candidate.head, relation) if t.i not in taken and t.ent_type_ not in _NO_ACTORS
        ]
        heads = [agent for t in heads for agent in _agents(t, frames) if agent.i not in taken]
        if role == "recipient" and candidate.act is Act.DEMAND:
            heads = [t for t in heads if not _undergoes(t)]
        if role == "recipient" and candidate.act in _STRIKES:
            heads = [owner for t in heads for owner in _owners(t, frames)]
        if heads:
            return make_phrases(heads)
    return ()


def _undergoes(owner: Token) -> bool:
    """ "Demanded Ruiz's release": it is not Ruiz who is to do it."""
    return owner.dep_ == "poss" and owner.head.lemma_.lower() in load_words("undergone")


def _words_of_the_act(candidate: Candidate, frames: FrameSet) -> list[int]:
    """The pattern's words that fill no slot: "offensive" in "launched an offensive", not "town" in "took the town"."""
    if candidate.act not in {Act.ATTACK, Act.DETAIN}:
        return list(candidate.used)
    doc = candidate.head.doc
    return [
        i for i in candidate.used if doc[i].pos_ not in NOUNS or doc[i].lemma_.lower() in frames.classes["bare-noun"]
    ]


def _owners(noun: Token, frames: FrameSet) -> list[Token]:
    """Whose place was struck: in "shelled positions of the guards" the guards, in "raided Kurdish villages" the Kurds."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in frames.classes["held-place"]:
        return [noun]
    for relation in ("possessor", "modifier", "of", "for"):
        found = [
            t for t in find_relation(noun, relation) if t.ent_type_ not in {"GPE", "LOC", "FAC"} or relation != "of"
        ]
        if found:
            return found
    return [noun]


def _agents(noun: Token, frames: FrameSet) -> list[Token]:
    """Whoever stands behind a subject that is an act: in "an Iranian strike killed three" Iran, not the strike."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in frames.classes["act-noun"]:
        return [noun]
    for relation in ("possessor", "by", "modifier"):
        found = find_relation(noun, relation)
        if found:
            return found
    return []
