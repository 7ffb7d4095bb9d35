"""Whose army is meant: the state, its army as a side of its own, or the army whose rebels a report tells of."""

from dataclasses import replace

from spacy.tokens import Doc

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import World
from travaux.reading.annotations import Mention
from travaux.reading.lookup import text_of


class Armies:
    """The armies of one Doc; needs its mentions."""

    def __init__(self, doc: Doc, world: World) -> None:
        self._doc = doc
        self._world = world
        self._mentions: tuple[Mention, ...] = doc._.mentions
        self._proper: set[str] | None = None
        self._within: set[str | None] | None = None
        self._homes: set[str] | None = None

    def army_or_state(self, mention: Mention) -> Mention:
        """ "Norwegian forces" are Norway, unless the report knows its army as a side of its own by its proper name."""
        if mention.kind is not ActorKind.MILITARY or not mention.country:
            return mention
        last = text_of(self._doc)[mention.span.start : mention.span.end].split()[-1]
        if last[:1].isupper() or mention.names[0] in self.find_proper() or mention.country in self.find_within():
            return mention
        return replace(mention, names=(mention.country,), kind=ActorKind.STATE, told=None)

    def find_within(self) -> set[str | None]:
        """The states whose army is itself a side of a known conflict with an armed group that the report names."""
        if self._within is None:
            groups = {m.names[0] for m in self._mentions if m.kind is ActorKind.ARMED_GROUP}
            self._within = {
                c for army, c in self._world.warring_armies().items() if self._world.opponents(army) & groups
            }
        return self._within

    def find_proper(self) -> set[str]:
        """The armies that the report calls by a proper name ("the Norwegian Army")."""
        if self._proper is None:
            self._proper = {
                m.names[0]
                for m in self._mentions
                if m.kind is ActorKind.MILITARY
                and text_of(self._doc)[m.span.start : m.span.end].split()[-1][:1].isupper()
            }
        return self._proper

    def find_homes(self) -> set[str]:
        """The states of which the report tells, and of whose armed groups that fight nobody else: whose army "the army" is."""
        if self._homes is None:
            told = {name for m in self._mentions for name in m.names}
            groups = {e for name in told if (e := self._world.entries.get(name)) and e.kind is ActorKind.ARMED_GROUP}
            against = {g.name: self._world.opponents(g.name) for g in groups}
            homes = {g.country for g in groups if g.country in against[g.name] or not against[g.name]}
            self._homes = homes & told
        return self._homes
