"""The parties behind a voice: a state behind its ministers and ministries, two states behind their joint statement.

Origins that speak for one party are one confirmation: two officials of a government, and its statement, say one thing.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from travaux.memory import Memory
from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AnyClaim, Attribution
from travaux.ontology.vocabulary import ActorKind, SpeakerKind
from travaux.packs.world import Entry, FormRole, World

_JOINT = re.compile(r"\s{0,9},\s*(?:and\s+)?|\s{1,9}and\s+")
_LEADING = re.compile(r"^(?:the|its|their|his|her|a|an|this|that|joint)\s+", re.IGNORECASE)
_OF_STATE = {ActorKind.STATE, ActorKind.AGENCY, ActorKind.MILITARY, ActorKind.PERSON}
_NAMING = {FormRole.NAME, FormRole.SEAT, FormRole.ADJECTIVE, FormRole.MEMBERS}
_GENERIC = frozenset(
    (
        "statement communique communiqué readout release declaration announcement letter tweet post note transcript"
        " department ministry office government administration army military group movement organisation organization"
        " agency spokesman spokesperson spokeswoman official minister"
    ).split()
)
"""Nouns that name a voice only by what was said of it before."""
_Spoken = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]


class Principals:
    """Finds the parties for whom names stand, each name once."""

    def __init__(self, world: World, affiliations: Mapping[str, str]) -> None:
        self._world = world
        self._armies = world.warring_armies()
        self._affiliations = affiliations
        self._known: dict[str, str | None] = {}
        self._spoken: dict[tuple[str, str | None], tuple[str, ...]] = {}

    def told_of(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """What the reports, and not the packs, say of these names: what is found of them hangs on nothing else."""
        known = self._affiliations
        return tuple(sorted([(name, known[name]) for name in names if name in known]))

    def of_speaker(self, speaker: str, on_behalf_of: str | None) -> tuple[str, ...]:
        """The parties that a speaker stands for; none where no pack and no report says."""
        key = (speaker, on_behalf_of)
        if key not in self._spoken:
            self._spoken[key] = self._find_parties(speaker, on_behalf_of)
        return self._spoken[key]

    def _find_parties(self, speaker: str, on_behalf_of: str | None) -> tuple[str, ...]:
        names = [n for n in _JOINT.split(speaker) if n]
        if len(names) > 1 and speaker not in self._world.entries:
            parts = [self.of_name(n) for n in names]
            if all(parts):
                return tuple(sorted({p for p in parts if p}))
        found = (self.of_name(on_behalf_of) if on_behalf_of else None) or self.of_name(speaker)
        return (found,) if found else ()

    def of_name(self, name: str) -> str | None:
        """The party that a name stands for: a state for its ministers, ministries and soldiers, else who is named."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> str | None:
        entry = self._entry(name)
        if entry is None:
            return self._affiliations.get(name)
        if entry.kind not in _OF_STATE or entry.name in self._armies:
            return entry.name
        for office in reversed(entry.offices):
            above = self._world.entries.get(office.of)
            if above is not None and (above.kind not in _OF_STATE or above.name in self._armies):
                return above.name
        return entry.country or entry.name

    def _entry(self, name: str) -> Entry | None:
        words = _LEADING.sub("", name)
        known = self._world.entries.get(name) or self._world.entries.get(words)
        if known is None:
            forms = self._world.forms.get(words) or self._world.forms.get(f"{words}.") or ()
            targets = (f.target for f in forms if f.role in _NAMING)
            known = next((t for t in targets if isinstance(t, Entry)), None)
        return None if known is None or known.region else known


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who stands behind the voices of some claims."""

    principals: Principals
    spoken: Mapping[str, _Spoken]
    """Report → where voices with a name speak, in order, and who stands behind each."""
    parties: Mapping[str, tuple[str, ...]]
    """Report → the parties that speak in it."""
    affiliations: Mapping[str, tuple[tuple[str, str], ...]]
    """Report → what the reports say of those whom it names."""

    def hangs_on(self, report: str) -> tuple[object, ...]:
        """What is asked of other reports for the voices of this one."""
        return self.spoken.get(report), self.affiliations.get(report)

    def behind(self, claim: AnyClaim, carrier: str) -> tuple[str, ...]:
        """The parties behind the claim's origin; `carrier` is who carries it where nobody else can be named."""
        voice = claim.voice
        if voice.speaker is None:
            return (carrier,)
        if is_generic(voice.speaker) and not voice.on_behalf_of:
            if before := self._before(claim):
                return before
        elif found := self.principals.of_speaker(voice.speaker, voice.on_behalf_of):
            return found
        if voice.kind in {SpeakerKind.NAMED, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT}:
            return (voice.speaker,)
        return (f"{voice.speaker} via {carrier}",)

    def quoted(self, report: str) -> tuple[str, ...]:
        """The parties that speak in a report."""
        return self.parties.get(report, ())

    def _before(self, claim: AnyClaim) -> tuple[str, ...]:
        """The last voice with a name that spoke before in the report."""
        starts, who = self.spoken.get(claim.report, ((), ()))
        at = bisect_left(starts, claim.span.start)
        return who[at - 1] if at else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the claims of one report tell of voices, whatever others tell."""

    countries: Mapping[tuple[str, str], int]
    """Person and country → how often the claims have the one of the other."""
    spoken: tuple[tuple[int, str, str], ...]
    """Where voices with a name speak, in order: which, and on whose behalf."""
    names: frozenset[str]
    """All for whom a party may be asked: actors, voices, and those on whose behalf they speak."""

    @classmethod
    def of(cls, claims: Iterable[AnyClaim], world: World) -> "Heard":
        """What some claims of one report tell."""
        countries: Counter[tuple[str, str]] = Counter()
        spoken: list[tuple[int, str, str]] = []
        names: set[str] = set()
        for claim in claims:
            for actor in actors_of(claim):
                names.add(actor.name)
                if actor.kind is ActorKind.PERSON and actor.country and actor.name not in world.entries:
                    countries[actor.name, actor.country] += 1
            for voice in (claim.voice, *(p.voice for p in claim.also)):
                names.update(n for n in (voice.speaker, voice.on_behalf_of) if n)
            if isinstance(claim, Attribution) and claim.voice.speaker and not is_generic(claim.voice.speaker):
                spoken.append((claim.span.start, claim.voice.speaker, claim.voice.on_behalf_of or ""))
        joint = {part for name in names for part in _JOINT.split(name) if part}
        return cls(countries=countries, spoken=tuple(sorted(spoken)), names=frozenset(names | joint))


def make_voices(heard: Mapping[str, Heard], world: World, memory: Memory) -> Voices:
    """Who stands behind the voices of reports, from the packs and from what the claims tell of persons."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for own in heard.values():
        for (name, country), number in own.countries.items():
            told[name][country] += number
    affiliations = {n: min(c, key=lambda k: (-c[k], k)) for n, c in told.items()}
    principals = memory.recall("principals", lambda known: Principals(world, known), affiliations)
    told_of = {report: principals.told_of(own.names) for report, own in heard.items()}
    spoken = {
        report: memory.recall(("spoken", report), lambda h, _: _find_spoken(h, principals), own, told_of[report])
        for report, own in heard.items()
        if own.spoken
    }
    parties = {r: tuple(sorted({p for who in rows[1] for p in who})) for r, rows in spoken.items()}
    return Voices(principals=principals, spoken=spoken, parties=parties, affiliations=told_of)


def _find_spoken(heard: Heard, principals: Principals) -> _Spoken:
    found = [(at, principals.of_speaker(speaker, on_behalf or None)) for at, speaker, on_behalf in heard.spoken]
    known = [(at, who) for at, who in found if who]
    return tuple(at for at, _ in known), tuple(who for _, who in known)


@lru_cache(maxsize=1 << 14)
def is_generic(speaker: str) -> bool:
    """ "the statement", "department's statement": whose, the words before it say."""
    words = _LEADING.sub("", speaker.lower()).replace("’s", "").replace("'s", "").split()
    return bool(words) and all(w in _GENERIC for w in words)
