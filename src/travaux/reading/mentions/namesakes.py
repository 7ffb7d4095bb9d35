"""Whether a name of the packs is in one report the surname of a person whom the report gives in full.

"Golan" of "Yair Golan" is no region, "Wagner" of "Thérèse Kayikwamba Wagner" no armed group, unless the words say the group.
"""

from collections.abc import Iterable

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import AccessPoint, Entry, Form, FormRole, World
from travaux.reading.mentions.gazetteer import Hit
from travaux.reading.mentions.nouns import load_nouns

_WEAK_ROLES = frozenset({FormRole.PEOPLE, FormRole.SURNAME})
_GROUPS = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.MOVEMENT,
        ActorKind.POLITICAL_PARTY,
        ActorKind.ORGANISATION,
        ActorKind.NGO,
        ActorKind.FORMAT,
    }
)
_TITLED = 2
"""Tokens before a surname among which its title stands ("Foreign Minister Wagner")."""
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "mr.", "mrs.", "ms.", "dr."})


class Namesakes:
    """The persons of one report whose surnames are names of groups and places too."""

    def __init__(
        self,
        doc: Doc,
        world: World,
        hits: Iterable[Hit],
        surnames: dict[str, tuple[str, Entry | None]],
        people: dict[str, Entry | None],
    ) -> None:
        self._doc = doc
        self._world = world
        self._surnames = surnames
        self._people = people
        self._told = {(f.target.name, h.words) for h in hits for f in h.forms}

    def is_person(self, hit: Hit) -> bool:
        """Whether the words of a hit are, where they stand, the surname of a person of the report."""
        name = self._surnames[hit.words][0] if hit.words in self._surnames else None
        if name is None or name not in self._people:
            return False
        if all(f.role in _WEAK_ROLES or (isinstance(f.target, Entry) and f.target.region) for f in hit.forms):
            return True
        if not all(_is_of_group(f) for f in hit.forms) or not self._is_surely_named(name):
            return False
        tokens = self._doc.char_span(hit.span.start, hit.span.end)
        return tokens is not None and not self._says_group(tokens, hit)

    def _is_surely_named(self, name: str) -> bool:
        """Whether words are one person's name: known to packs, or under a title and of no names that stand side by side."""
        if self._people[name] is not None:
            return True
        words = name.split()
        parts = {" ".join(words[i:k]) for i in range(len(words)) for k in range(i + 1, len(words) + 1)} - {words[-1]}
        if any(part in self._world.forms for part in parts):
            return False
        titles = load_nouns().title_heads | _COURTESY
        text = self._doc.text
        at = text.find(name)
        while at >= 0:
            before = text[max(0, at - 40) : at].split()
            if before and before[-1].lower() in titles:
                return True
            at = text.find(name, at + 1)
        return False

    def _says_group(self, tokens: SpacySpan, hit: Hit) -> bool:
        """ "The Wagner boss", "Wagner fighters": of the group; so is the bare name where the report tells of the group too."""
        first, last = tokens[0], tokens[-1]
        before = [t.lower_ for t in self._doc[max(0, first.i - _TITLED) : first.i]]
        if before and before[-1] in load_nouns().title_heads | _COURTESY:
            return False
        behind = last.nbor() if last.i + 1 < len(self._doc) else None
        noun = behind is not None and behind.pos_ in {"NOUN", "PROPN"} and last.head.i >= behind.i
        if "the" in before[-1:] or (noun and last.dep_ in {"compound", "amod", "nmod"}):
            return True
        targets = {f.target.name for f in hit.forms}
        return any(target in targets and words != hit.words for target, words in self._told)


def _is_of_group(form: Form) -> bool:
    """Whether a form names a group, or a place that is no state's seat."""
    if isinstance(form.target, AccessPoint):
        return True
    named = form.role in {FormRole.NAME, FormRole.AMBIGUOUS, FormRole.BARE, *_WEAK_ROLES}
    return isinstance(form.target, Entry) and named and (form.target.kind in _GROUPS or form.target.region)
