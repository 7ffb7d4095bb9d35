"""Moves from acts: slots become actors, and time, place, voice and cause are added."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.ahead import settle_ahead
from travaux.coding.casting.choose import recast
from travaux.coding.context import Context
from travaux.coding.grounding import number_claims
from travaux.coding.owners import find_owners
from travaux.coding.places import find_place
from travaux.coding.sides import fill_both, fill_sides, find_sides
from travaux.coding.times import find_when
from travaux.ontology.claim import ActorRef, Move, Voice, claim_id
from travaux.ontology.vocabulary import Act, ActorKind, Modality
from travaux.reading.annotations import ActMention
from travaux.spans import Span, trim

WEIGHED, WEIGHED_TO = "+weighed", "+weighed-to"
"""What ends the rule of a move of which some actor, or some recipient, is not told by its own words but weighed."""
OWNED = frozenset({Act.ACCUSE, Act.SUPPORT, Act.ACCEPT, Act.REJECT})
"""Acts that are often done to a thing, and so to whose it is."""
_OF_THINGS = frozenset({"by", "from", "of"})
_ANNOUNCED = frozenset(
    {
        Act.OPEN_ACCESS,
        Act.CLOSE_ACCESS,
        Act.WITHDRAW,
        Act.RELEASE,
        Act.DELIVER_AID,
        Act.SUSPEND,
        Act.RESUME,
        Act.SANCTION,
    }
)
"""Deeds that are announced before they are done."""
_SUFFERED = frozenset(
    {Act.ATTACK, Act.DETAIN, Act.RELEASE, Act.MOBILIZE, Act.SANCTION, Act.CLOSE_ACCESS, Act.OPEN_ACCESS}
)
"""Deeds that are often told of those who suffer them alone."""
_BLOWS = frozenset(
    {"strike", "airstrike", "attack", "raid", "shelling", "bombing", "bombardment", "offensive", "fire", "hand"}
)
_MISSILES = frozenset({"missile", "rocket", "projectile", "satellite"})
_SUFFERING = re.compile(r"(?:has |have |had )?c(?:ame|omes?|oming) under\b", re.IGNORECASE)
"""What is told of those attacked: "came under fire"."""
_MADE_TO = frozenset({"design", "intend", "mean", "build", "make", "equip", "train"})
_WATERS = frozenset({"sea", "ocean", "pacific", "waters", "water", "strait"})
SPOKEN = frozenset({Act.ASSESS, Act.ACCUSE, Act.DEMAND, Act.PROPOSE, Act.THREATEN, Act.SUPPORT, Act.ACCEPT, Act.REJECT})
"""Acts that are done by speaking: inside quoted speech, whoever speaks does them."""


def code_moves(context: Context) -> tuple[Move, ...]:
    """One move for each act of the report, in the order of their triggers."""
    acts: tuple[ActMention, ...] = context.doc._.acts
    read, sides = context.once("read moves", read_moves)
    weighed = fill_both(context, recast(context, acts, read, sides), read, sides)
    moves = number_claims([mark_weighed(move, own) for move, own in zip(weighed, read, strict=True)])
    linked = []
    for act, move in zip(acts, moves, strict=True):
        cause = claim_id(moves[act.cause]) if act.cause is not None else None
        linked.append(settle_ahead(context, move if cause is None else replace(move, because_of=cause)))
    return tuple(linked)


def mark_weighed(move: Move, own: Move) -> Move:
    """The move with a mark in its rule for each slot that holds others than its own words give it (`own`)."""
    rule = move.rule
    if {a.name for a in move.actors} - _sides_of(own.actors) and not rule.endswith(WEIGHED):
        rule += WEIGHED
    if {a.name for a in move.recipients} - _sides_of(own.recipients):
        rule += WEIGHED_TO
    return move if rule == move.rule else replace(move, rule=rule)


def _sides_of(actors: Sequence[ActorRef]) -> set[str]:
    """The names of actors and of the states that they act for."""
    return {name for a in actors for name in (a.name, a.country) if name}


def sure_actors(move: Move) -> tuple[ActorRef, ...]:
    """The actors as the move's own words tell them; none where they were only weighed over the report, or are not told."""
    if WEIGHED in move.rule.removesuffix(WEIGHED_TO):
        return ()
    return tuple(a for a in move.actors if a.by != "context")


def told_moves(context: Context) -> tuple[Move, ...]:
    """The acts with those whom their own words name, and the two sides where only they can be meant.

    For what is recorded of a report word by word (who met, who threatens): a likely actor is none that is told.
    """
    read, sides = context.once("read moves", read_moves)
    return context.once("told moves", lambda c: fill_sides(c, number_claims(read), sides or None))


def read_moves(context: Context) -> tuple[list[Move], tuple[str, str] | tuple[()]]:
    """The acts of the report as the rules fill them, and its two sides where it has two."""
    acts: tuple[ActMention, ...] = context.doc._.acts
    moves = [_code(context, act) for act in acts]
    sides = find_sides(context, moves)
    if sides is None:
        return moves, ()
    context.references.parties = sides
    return [_cast(context, act, move) for act, move in zip(acts, moves, strict=True)], sides


def _cast(context: Context, act: ActMention, move: Move) -> Move:
    """The move with its slots filled anew: once the sides of the report are known, "both sides" are these."""
    actors, recipients = _fill(context, act, move.voice)
    if (actors, recipients) == (move.actors, move.recipients):
        return move
    return replace(move, actors=actors, recipients=recipients)


def _fill(context: Context, act: ActMention, voice: Voice) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Who does it, and to whom."""
    actors = context.actors(act.actors)
    recipients = _recipients(context, act, {n for a in actors for n in (a.name, a.country) if n})
    if act.act is Act.ATTACK and _SUFFERING.match(context.quote(act.trigger.span)):
        actors, recipients = (), recipients or actors
    if not actors and (not act.actors or act.act is Act.ASSESS) and act.act in SPOKEN and voice.speaker:
        actors = (_refer_speaker(context, voice),)
    return actors, recipients


def _code(context: Context, act: ActMention) -> Move:
    voice = context.voice(act.trigger.span)
    actors, recipients = _fill(context, act, voice)
    place = find_place(context, act)
    clause = _own_clause(context, act)
    return Move(
        report=context.report.id,
        span=clause,
        quote=context.quote(clause),
        voice=voice,
        modality=_weigh_announced(context, act),
        part=context.part(clause),
        rule=_name_rule(context, act),
        act=_act_of(context, act),
        trigger=act.trigger.span,
        actors=actors,
        recipients=recipients,
        about=_content(context, act),
        issues=act.issues,
        place=place[0] if place else None,
        place_span=place[1] if place else None,
        when=find_when(context, act.trigger.span, clause, spoken=act.act in SPOKEN),
    )


def _weigh_announced(context: Context, act: ActMention) -> Modality:
    """ "Announced that he was lifting the siege": a deed that is only announced is still to come."""
    verb = context.doc[act.trigger.head]
    if act.modality in {Modality.ASSERTED, Modality.FUTURE, Modality.HISTORICAL} and _is_unreal(verb):
        return Modality.HYPOTHETICAL
    if act.act not in _ANNOUNCED or act.modality is not Modality.ASSERTED or verb.tag_ != "VBG":
        return act.modality
    told = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in {"announce", "declare", "pledge", "promise"}
    return Modality.FUTURE if told and any(c.dep_ == "aux" for c in verb.lefts) else act.modality


def lacks_agent(verb: Token) -> bool:
    """Whether a verb is passive and no words say who did it: no "by …", no "in … air strikes"."""
    has = any(c.dep_ == "aux" and c.lemma_.lower() in {"have", "'ve", "’ve"} for c in verb.lefts)
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)
    if verb.tag_ != "VBN" or not (passive or (verb.dep_ in {"acl", "relcl", "advcl", "pcomp"} and not has)):
        return False
    preps = [c for c in verb.rights if c.dep_ in {"agent", "prep"}]
    return not any(
        p.lower_ == "by" or (p.lower_ in {"in", "at"} and any(o.lemma_.lower() in _BLOWS for o in p.rights))
        for p in preps
    )


def _act_of(context: Context, act: ActMention) -> Act:
    """The act itself; a missile fired over somebody, or into the sea, is a show of force and no attack."""
    verb = context.doc[act.trigger.head]
    if act.act is not Act.ATTACK or verb.lemma_.lower() not in {"fire", "launch", "shoot", "send"}:
        return act.act
    missiles = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in _MISSILES]
    preps = [p for word in (verb, *missiles) for p in word.rights if p.dep_ == "prep"]
    places = {(p.lower_, o.lemma_.lower()) for p in preps for o in p.rights if o.dep_ == "pobj"}
    past = any(prep == "over" or (prep in {"into", "in"} and noun in _WATERS) for prep, noun in places)
    return Act.MOBILIZE if missiles and past else act.act


def _is_unreal(verb: Token) -> bool:
    """ "Had Peru shot it down, …", "a missile designed to strike ships": no deed."""
    subject = next((c.i for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    inverted = any(c.lower_ == "had" and c.is_sent_start and subject is not None and c.i < subject for c in verb.lefts)
    meant = verb.dep_ in {"xcomp", "advcl"} and verb.tag_ == "VB" and verb.head.lemma_.lower() in _MADE_TO
    return inverted or (meant and verb.head.tag_ == "VBN")


def _name_rule(context: Context, act: ActMention) -> str:
    """The act's rule; one that the model found says too by what part of speech, as the frames' rules do.

    A passive whose agent is not told ("killed in Norway's capital") is marked: whoever is near is no sure actor.
    """
    head = context.doc[act.trigger.head]
    rule = act.rule
    if rule.startswith("model:"):
        rule = rule.replace("model:", f"model:{'noun' if head.pos_ in {'NOUN', 'PROPN'} else 'verb'}:", 1)
    return f"{rule}{WEIGHED}" if act.act in _SUFFERED and lacks_agent(head) else rule


def _refer_speaker(context: Context, voice: Voice) -> ActorRef:
    """Who does by speaking what is said: the speaker, or the party that a spokesperson speaks for."""
    name = voice.speaker or ""
    party = context.world.entries.get(voice.on_behalf_of or "")
    if party is not None and "spokes" in name.lower():
        return ActorRef(
            name=party.name, kind=party.kind, span=voice.speaker_span, by="context", country=party.country or None
        )
    return ActorRef(name=name, span=voice.speaker_span, by="context")


def _recipients(context: Context, act: ActMention, actors: set[str]) -> tuple[ActorRef, ...]:
    """Whom the act is done to: the actors of its slot, else the owners of the thing that it is done to."""
    found = [r for r in context.actors(act.recipients) if _can_receive(act, r)]
    if act.act is Act.ATTACK:
        found = [_of_place(context, r) for r in found]
    if not [r for r in found if r.by != "words"] and act.act in OWNED:
        found = list(_owners_of_object(context, act)) or found
    return tuple(r for r in {r.name: r for r in found}.values() if r.name not in actors)


def _owners_of_object(context: Context, act: ActMention) -> tuple[ActorRef, ...]:
    """ "Condemned the missile launch by Norway", "backed the Norwegian plan": Norway."""
    heads = [context.doc[p.head] for p in act.recipients]
    trigger = context.doc[act.trigger.head]
    heads += [t for t in trigger.children if t.dep_ in {"dobj", "nsubjpass"}]
    heads += [p for t in trigger.children if t.dep_ == "prep" for p in t.children if p.dep_ == "pobj"]
    for head in heads:
        owners = find_owners(context, head, _OF_THINGS)
        if owners:
            return owners
    return ()


def _of_place(context: Context, actor: ActorRef) -> ActorRef:
    """An attack on a town or region is one on its state, where packs know whose it is."""
    entry = context.world.entries.get(actor.name)
    if entry is None or not entry.region or not entry.country:
        return actor
    return ActorRef(name=entry.country, kind=ActorKind.STATE, span=actor.span, by="context", country=entry.country)


def _own_clause(context: Context, act: ActMention) -> Span:
    """The act's clause without the words that attribute it: “They refused”, not "According to X, “They refused"."""
    for i in context.voices.covering(act.trigger.span):
        for part in context.voices.attributions[i].content:
            if part.covers(act.trigger.span) and part.overlaps(act.clause):
                start, end = max(part.start, act.clause.start), min(part.end, act.clause.end)
                return trim(context.report.text, start, end, drop="“”\"'’‘,;") or act.clause
    return act.clause


def _content(context: Context, act: ActMention) -> Span | None:
    """What the act is about; a time is not its content ("agreed on Wednesday")."""
    about = act.about
    if about is None or any(t.span.covers(about) for t in context.doc._.times):
        return None
    return about


def _can_receive(act: ActMention, actor: ActorRef) -> bool:
    """Who is released is no recipient of the release, and a place is none of a withdrawal."""
    if act.act is Act.RELEASE:
        return actor.by != "words"
    if act.act is Act.WITHDRAW:
        return actor.kind not in {ActorKind.UNKNOWN, ActorKind.PEOPLE}
    return True


def is_told_as_fact(move: Move) -> bool:
    """Whether the move is told as having happened."""
    return move.modality in {Modality.ASSERTED, Modality.HISTORICAL}
