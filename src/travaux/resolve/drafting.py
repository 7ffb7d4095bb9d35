"""Drafts the process file of a negotiation from what reports tell of it, for a person to check and complete."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AccessReport, ActorRef, AnyClaim
from travaux.ontology.process import Process, ProcessActor, ProcessCrossing
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind, FacilityKind
from travaux.packs.world import Entry, FormRole, World

_BY_NAME = {"pack", "name", "words"}
"""How words led to a name where they are a name themselves."""
_OTHER_FORMS = {FormRole.ADJECTIVE, FormRole.PEOPLE, FormRole.CAPITAL, FormRole.SEAT, FormRole.MEMBERS}
_POINTS = {
    FacilityKind.CROSSING,
    FacilityKind.PORT,
    FacilityKind.AIRPORT,
    FacilityKind.CORRIDOR,
    FacilityKind.PIER,
    FacilityKind.BRIDGE,
    FacilityKind.STRAIT,
}
_MOST = 6
"""Aliases that an actor or crossing has at most."""


def draft_process(process: Process, reports: Iterable[Report], claims: Sequence[AnyClaim], world: World) -> Process:
    """The process with the names under which its reports tell of its parties and mediators, and with its crossings."""
    texts = {r.id: r.text for r in reports}
    refs: dict[str, list[tuple[ActorRef, str]]] = defaultdict(list)
    for claim in claims:
        for ref in actors_of(claim):
            refs[ref.name].append((ref, texts.get(claim.report, "")))
    taken = {a.name for a in (*process.parties, *process.mediators)}
    parties, mediators = (
        tuple(_complete(actor, refs[actor.name], world, taken) for actor in actors)
        for actors in (process.parties, process.mediators)
    )
    crossings = process.crossings or tuple(_crossings(claims, world, taken))
    return replace(process, parties=parties, mediators=mediators, crossings=crossings, found=False)


def _complete(actor: ProcessActor, refs: Sequence[tuple[ActorRef, str]], world: World, taken: set[str]) -> ProcessActor:
    """The actor with its aliases, and its kind and country where no pack has them."""
    told = Counter(words for ref, text in refs if (words := _name_of(ref, text)) and _is_alias(words, actor, world))
    found = (words for words, _ in sorted(told.items(), key=lambda kv: (-kv[1], kv[0])) if words not in taken)
    aliases = tuple(dict.fromkeys([*actor.aliases, *found]))[:_MOST]
    taken.update(aliases)
    if actor.name in world.entries:
        return replace(actor, aliases=aliases)
    kinds = Counter(ref.kind for ref, _ in refs if ref.kind is not ActorKind.UNKNOWN)
    countries = Counter(ref.country for ref, _ in refs if ref.country)
    kind = actor.kind or next((k for k, _ in kinds.most_common(1)), None)
    country = actor.country or next((c for c, _ in countries.most_common(1)), "")
    return replace(actor, aliases=aliases, kind=kind, country=country)


def _name_of(ref: ActorRef, text: str) -> str:
    """The words of a reference that are a name, without a genitive; "" where they are none."""
    if ref.by not in _BY_NAME:
        return ""
    words = ref.told or (ref.span.of(text) if ref.span is not None else "")
    words = " ".join(words.removesuffix("'s").removesuffix("’s").split())
    words = words.removeprefix("The ").removeprefix("the ")
    return words if words[:1].isupper() or words.isupper() else ""


def _is_alias(words: str, actor: ProcessActor, world: World) -> bool:
    """Whether words are another name of the actor, and not its adjective or people, nor a name of something else."""
    forms = world.forms.get(words.replace("’", "'"), ())
    if words == actor.name or any(f.role in _OTHER_FORMS for f in forms):
        return False
    return all(isinstance(f.target, Entry) and f.target.name == actor.name for f in forms)


def _crossings(claims: Iterable[AnyClaim], world: World, taken: set[str]) -> Iterator[ProcessCrossing]:
    """The points with a proper name of which the claims tell, in the order of their names."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, FacilityKind] = {}
    for claim in claims:
        if isinstance(claim, AccessReport) and claim.facility_kind in _POINTS and _is_proper(claim.facility, world):
            kinds[claim.facility] = claim.facility_kind
            told[claim.facility].update([claim.told] if claim.told and claim.told[:1].isupper() else [])
    for name in sorted(told.keys() - taken):
        known = world.points.get(name)
        found = (words for words, _ in sorted(told[name].items(), key=lambda kv: (-kv[1], kv[0])) if words != name)
        aliases = tuple(words for words in found if words not in taken)[:_MOST]
        taken.update((name, *aliases))
        yield ProcessCrossing(
            name=name,
            aliases=aliases,
            kind=kinds[name],
            place=known.place if known else "",
            connects=known.connects if known else (),
            lat=known.lat if known else None,
            lon=known.lon if known else None,
        )


def _is_proper(name: str, world: World) -> bool:
    return name in world.points or (name[:1].isupper() and any(w[:1].isupper() for w in name.split()))


def describe_draft(reports: Mapping[str, int]) -> str:
    """The lines at the head of a drafted file: how much it rests on, and what to do with it."""
    claims = sum(reports.values())
    return (
        f"# Drafted from {len(reports)} reports with {claims} claims of it. Check the names and the boundary, add what the\n"
        f"# reports do not tell, then keep it: travaux process new FILE --db STORE\n\n"
    )
