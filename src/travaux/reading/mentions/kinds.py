"""Kinds of actors that references tell apart."""

from travaux.ontology.vocabulary import ActorKind

PARTY_KINDS = {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY}
BODY_KINDS = PARTY_KINDS | {
    ActorKind.IGO,
    ActorKind.ORGANISATION,
    ActorKind.AGENCY,
    ActorKind.NGO,
    ActorKind.POLITICAL_PARTY,
    ActorKind.FORMAT,
}
