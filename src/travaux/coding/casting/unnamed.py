"""Harm of which no words say who did it: "eight were killed", "the school was hit by strikes", "the city came under attack".

Weighed over the report, somebody is always near: who tells of it, whose people suffer, the country where it was done, the
side that struck elsewhere. None of these did it for that; whoever did stays unknown unless the words or the war tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from travaux.coding.casting.features import Scene
from travaux.coding.casting.told import Candidate, Sighting
from travaux.coding.context import Context
from travaux.coding.owners import find_owners
from travaux.ontology.vocabulary import Act
from travaux.reading.acts.syntax import is_passive
from travaux.reading.annotations import Phrase
from travaux.spans import Span

_HARM = frozenset({Act.ATTACK, Act.DETAIN})
_DONE_TO = _HARM | {Act.RELEASE}
_SAID = frozenset({Act.ASSESS, Act.ACCUSE, Act.DEMAND, Act.PROPOSE, Act.THREATEN, Act.SUPPORT})
"""What is done by telling."""
_BLOWS = frozenset(
    """strike airstrike attack raid shelling bombing bombardment offensive fire gunfire blast explosion explosive bomb missile
    rocket drone shell projectile bullet artillery mortar gunman attacker assailant fighting clash violence crossfire ambush
    assault hand munition mine shrapnel debris shot
    """.split()
)
"""What harms, and nobodies who do."""
_BY = frozenset({"by", "in", "at", "during", "from", "under"})
_WARFARE = frozenset(
    {"war", "invasion", "operation", "campaign", "crackdown", "incursion", "siege", "massacre", "advance"}
)
_OPPONENTS = frozenset(
    {"opposition", "rebel", "insurgent", "separatist", "militant", "protester", "dissident", "guerrilla"}
)
_LAWFUL = frozenset({"arrest", "detain", "jail", "imprison", "sentence", "charge", "convict"})
"""What a state does to its own people."""
_OWNING = frozenset({"poss", "amod", "compound", "nmod", "npadvmod"})
_MAKING = frozenset({"launch", "fire", "carry", "mount", "wage", "conduct", "stage"})
"""What is done with a blow or a weapon, and to nobody."""
_ANNOUNCING = frozenset({"announce", "declare", "report", "confirm", "reveal", "unveil", "disclose", "publish"})
_UP = 3


def drop_unnamed(scene: Scene, chosen: Sequence[Candidate], suffering: Sequence[Candidate]) -> list[Candidate]:
    """Of those chosen as the doers of a harm that others suffer, those whom the words or the war tell as such."""
    passive = _passive_of(scene) if chosen and scene.move.act in _DONE_TO else None
    if passive is None:
        return list(chosen)
    victims = _find_victims(scene, passive, suffering)
    named = _has_doer(scene, passive)
    return [c for c in chosen if (_is_no_victim if named else _may_have_done)(scene, c, victims)]


def drop_tellers(scene: Scene, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The doers without those whom the sentence names only as telling of what the words say that others do."""
    given = {a.name for a in scene.move.actors}
    if not given or scene.move.act in _SAID or any(a.by == "pronoun" for a in scene.move.actors):
        return list(chosen)
    return [c for c in chosen if c.name in given or not _only_tells(scene, c)]


def _only_tells(scene: Scene, candidate: Candidate) -> bool:
    here = _sightings_here(scene, candidate)
    return bool(here) and all(_is_source(scene, s) for s in here)


@dataclass(frozen=True, slots=True)
class _Victims:
    """Those to whom it was done: the places of their words, and the names of who they are or whose."""

    places: frozenset[int]
    names: frozenset[str]
    own: frozenset[str]
    """The names whose people they are, as their words say."""
    rebels: bool
    """Whether their words set them against their own state: "the Peruvian opposition"."""
    lawful: bool
    """Whether it is what a state does to its own people: "was arrested"."""


def _find_victims(scene: Scene, passive: Token, suffering: Sequence[Candidate]) -> _Victims:
    head = _undergoer(passive)
    words = _phrase_of(head) if head is not None else []
    refs = list(scene.context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in words)))
    own = frozenset(name for r in refs if r.by != "words" for name in (r.name, r.country) if name)
    weighed = {name for c in suffering if c.ref.by != "words" for name in c.names}
    rebels = any(t.lemma_.lower() in _OPPONENTS for t in words)
    return _Victims(frozenset(t.i for t in words), own | weighed, own, rebels, passive.lemma_.lower() in _LAWFUL)


def _is_no_victim(scene: Scene, candidate: Candidate, victims: _Victims) -> bool:
    """Whether a candidate is neither the victim nor, where no words make it the doer, of the victim's own people."""
    here = _sightings_here(scene, candidate)
    if here and all(s.place in victims.places for s in here):
        return False
    given = candidate.name in {a.name for a in scene.move.actors}
    own = scene.move.act in _HARM and not candidate.names.isdisjoint(victims.own)
    return given or not own or victims.rebels or victims.lawful


def _may_have_done(scene: Scene, candidate: Candidate, victims: _Victims) -> bool:
    """Whether the words beside, or who stands against whom, tell of a candidate as the doer where the act's own do not."""
    if not _is_no_victim(scene, candidate, victims):
        return False
    if _stands_against(scene, candidate, victims):
        return True
    here = [s for s in _sightings_here(scene, candidate) if s.place not in victims.places]
    if scene.move.act not in _HARM:
        return not here or not candidate.names.isdisjoint(scene.sides) or not all(_is_source(scene, s) for s in here)
    known = scene.move.act is Act.DETAIN and scene.trigger.dep_ == "acl" and not here
    return known or any(_does_harm(scene, s.token) for s in here)


def _does_harm(scene: Scene, token: Token) -> bool:
    """Whether a word stands for who harms, beside: "Peru's war", "a Peru-led raid", "hurt by Peru", "Peru shelled it"."""
    harming = _harming(scene)
    for _ in range(_UP):
        over = token.head
        if token.dep_ == "pobj":
            return bool(over.lower_ == "by")
        if over.lemma_.lower() in _BLOWS | _WARFARE:
            return True
        if token.dep_ == "nsubj":
            return over.i in harming
        if token.dep_ not in _OWNING:
            return False
        token = over
    return False


def _harming(scene: Scene) -> set[int]:
    """The places of the words that tell of harm in the report."""
    return scene.context.once("words of harm", _find_harming)


def _find_harming(context: Context) -> set[int]:
    return {a.trigger.head for a in context.doc._.acts if a.act in _HARM}


def _sightings_here(scene: Scene, candidate: Candidate) -> Sequence[Sighting]:
    return scene.told.in_sentence.get(scene.sentence, {}).get(candidate.name, ())


def _stands_against(scene: Scene, candidate: Candidate, victims: _Victims) -> bool:
    """Whether a candidate is the other side to the victims, by the report or by what packs know."""
    own, theirs, sides = candidate.names, victims.names, set(scene.sides)
    if not own.isdisjoint(theirs):
        return victims.rebels and not own.isdisjoint(sides)
    return bool((own & sides and theirs & sides) or own & scene.told.against(theirs))


def _is_source(scene: Scene, sighting: Sighting) -> bool:
    """Whether a word stands in the words for who tells of the act."""
    voices = scene.context.voices
    tellers = (voices.attributions[i] for i in voices.covering(scene.act.trigger.span))
    at = sighting.token.idx
    said = any(a.source is not None and a.source.span.start <= at < a.source.span.end for a in tellers)
    return said or _is_announcing(sighting.token)


def _is_announcing(token: Token) -> bool:
    """ "Announced by Peru and Chile": told by them, and no more."""
    first = next((c for c in (token, *token.conjuncts) if c.dep_ == "pobj"), token)
    by = first.head
    return first.dep_ == "pobj" and by.lower_ == "by" and by.head.lemma_.lower() in _ANNOUNCING


def _passive_of(scene: Scene) -> Token | None:
    """The verb of harm suffered: the trigger itself, or what the trigger, a blow, did: "was hit by strikes"."""
    verb = scene.trigger
    if verb.pos_ == "NOUN" and verb.dep_ == "pobj" and verb.head.lower_ in _BY and verb.head.head.pos_ == "VERB":
        verb = verb.head.head
        return verb if is_passive(verb) and verb.i in _harming(scene) else None
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_.lower() in _MAKING:
        return None
    under = verb.lemma_.lower() == "come" and any(c.lower_ == "under" for c in verb.rights)
    return verb if under or (verb.tag_ == "VBN" and is_passive(verb)) else None


def _has_doer(scene: Scene, verb: Token) -> bool:
    """Whether words with the verb say who did it: "by the army", "in a Peruvian strike"; a bare strike says nothing."""
    preps = [c for c in verb.rights if c.dep_ in {"agent", "prep"} and c.lower_ in _BY]
    for noun in (o for p in preps for o in p.children if o.dep_ in {"pobj", "pcomp"}):
        if noun.dep_ == "pcomp":
            return True
        named = scene.context.references.mention_at(noun) is not None
        if noun.lemma_.lower() in _BLOWS:
            if named or find_owners(scene.context, noun):
                return True
        elif noun.head.lower_ == "by" and (named or noun.ent_type_ not in {"DATE", "TIME", "CARDINAL"}):
            return True
    return False


def _undergoer(verb: Token) -> Token | None:
    """Who suffers it: the subject, or the noun that a participle or a relative clause says it of."""
    seen = verb
    for _ in range(_UP):
        subject = next((c for c in seen.lefts if c.dep_ in {"nsubjpass", "nsubj"}), None)
        if subject is not None and subject.tag_ not in {"WDT", "WP"}:
            return subject
        if seen.dep_ in {"acl", "relcl"}:
            return seen.head
        if seen.dep_ != "conj":
            return None
        seen = seen.head
    return None


def _phrase_of(head: Token) -> list[Token]:
    """A noun with what stands before it and "of …", "from …" behind it, and what is joined to it."""
    out = []
    for noun in (head, *head.conjuncts):
        out += [noun, *(t for c in noun.lefts if c.dep_ in _OWNING | {"det", "nummod"} for t in c.subtree)]
        behind = [p for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"of", "from"} for p in c.children]
        out += [t for p in behind for t in (p, *p.lefts)]
    return out
