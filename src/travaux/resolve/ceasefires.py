"""Ceasefires with the variables of the ETH/PRIO data: what is told of each, and None where nothing is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from travaux.ontology.claim import CeasefireMention, When, claim_id
from travaux.ontology.dossier import BreachItem, CeasefireItem, Party
from travaux.ontology.vocabulary import CeasefireEvent, Role
from travaux.resolve.joining import Corpus, agree, all_names, best_time, group_claims, names, overlap, times_agree

T = TypeVar("T")
Side = Literal["unilateral", "bilateral", "multilateral"]
_RECENT = 40
"""Ceasefires of a side, and mentions of each, that a further mention is held against: the latest."""
_SIDES = {Role.PARTY, Role.ARMED_GROUP}
_BEGINS = {CeasefireEvent.DECLARED, CeasefireEvent.AGREED}


def resolve_ceasefires(corpus: Corpus, mentions: Sequence[CeasefireMention]) -> tuple[CeasefireItem, ...]:
    """The same sides' ceasefire, as far as its times agree, is one; a breach is of the ceasefire of those whom it names."""
    groups = _group(sorted(mentions, key=lambda m: (_is_breach(m), corpus.order(m))))
    return tuple(_item(corpus, sorted(g, key=corpus.order)) for g in groups)


def _group(mentions: Iterable[CeasefireMention]) -> list[list[CeasefireMention]]:
    """Each mention with those of the same ceasefire; one that names no side goes with what its own report tells."""
    groups: list[list[CeasefireMention]] = []
    near: dict[str, list[int]] = {}
    for mention in mentions:
        sides = {*names(mention.parties), *names(mention.alleged_by)}
        keys = sides or {mention.report}
        known = sorted({i for key in keys for i in near.get(key, ())[-_RECENT:]})
        home = next((i for i in known if any(_same(mention, m) for m in groups[i][-_RECENT:])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(mention)
        for key in (*sides, mention.report):
            held = near.setdefault(key, [])
            if home not in held[-_RECENT:]:
                held.append(home)
    return groups


def _is_breach(mention: CeasefireMention) -> bool:
    return mention.event is CeasefireEvent.BREACH


def _same(a: CeasefireMention, b: CeasefireMention) -> bool:
    """Two mentions of one ceasefire: no side, length or beginning that speaks against it."""
    if _is_breach(a) or _is_breach(b):
        sides = {*names(a.parties), *names(a.alleged_by)}
        return not sides or overlap(sides, {*names(b.parties), *names(b.alleged_by)}) >= 0.5
    if not agree(names(a.parties), names(b.parties)) or (a.duration and b.duration and a.duration != b.duration):
        return False
    return times_agree(_beginning(a), _beginning(b))


def _beginning(mention: CeasefireMention) -> When | None:
    """When a ceasefire begins: the time from which it is said to hold, else the day on which it was declared or agreed."""
    return mention.start or (mention.when if mention.event in _BEGINS else None)


def _item(corpus: Corpus, group: Sequence[CeasefireMention]) -> CeasefireItem:
    told = [m for m in group if not _is_breach(m)]
    breaches = [m for m in group if _is_breach(m)]
    parties = all_names(m.parties for m in told) or all_names((*m.parties, *m.alleged_by) for m in breaches)
    begun = [m for m in told if m.event in _BEGINS]
    over = [m for m in told if m.event is CeasefireEvent.ENDED]
    going = [m for m in told if m.event in {CeasefireEvent.IN_EFFECT, CeasefireEvent.EXTENDED}]
    return CeasefireItem(
        id=min(claim_id(m) for m in group),
        evidence=corpus.evidence(group),
        parties=parties,
        side=_side(told, parties),
        declared=best_time(m.when for m in begun),
        effect=best_time((*(m.start for m in told), *(m.when for m in going if m.event is CeasefireEvent.IN_EFFECT))),
        end=best_time((*(m.end for m in told), *(m.when for m in over))),
        ended=True if over else False if going else None,
        purposes=tuple(dict.fromkeys(p for m in told for p in m.purposes)),
        partial=_first(m.area for m in told),
        written=_first(m.written for m in told),
        fixed_time=_first(m.duration for m in told),
        mediators=tuple(n for n in all_names(m.mediators for m in told) if n not in parties),
        implement=_first(m.monitoring for m in told),
        enforcement=_first(m.enforcement for m in told),
        ddr=True if any(m.ddr for m in told) else None,
        permanent=_first(m.permanent for m in told),
        breaches=_breaches(corpus, breaches),
    )


def of_sides(items: Iterable[CeasefireItem], parties: Iterable[Party]) -> Iterator[CeasefireItem]:
    """The ceasefires without those of one actor alone that declared none, and that no report tells as a side of anything."""
    sides = {n for p in parties if _SIDES.intersection(p.roles) for n in (p.name, p.country) if n}
    for item in items:
        if len(item.parties) != 1 or item.parties[0] in sides or item.side == "unilateral":
            yield item


def _first(values: Iterable[T | None]) -> T | None:
    return next((v for v in values if v is not None), None)


def _side(told: Sequence[CeasefireMention], parties: Sequence[str]) -> Side | None:
    """How many sides it binds: what one declares and nobody else is told to have agreed to is unilateral."""
    if not told or not parties:
        return None
    if len(parties) > 2:
        return "multilateral"
    if len(parties) == 2:
        return "bilateral"
    return "unilateral" if any(m.event is CeasefireEvent.DECLARED for m in told) else None


def _breaches(corpus: Corpus, mentions: Sequence[CeasefireMention]) -> tuple[BreachItem, ...]:
    same: Callable[[CeasefireMention, CeasefireMention], bool] = lambda a, b: times_agree(a.when, b.when)  # noqa: E731
    groups = group_claims(mentions, lambda m: (names(m.parties), names(m.alleged_by)), same)
    return tuple(
        BreachItem(
            id=min(claim_id(m) for m in group),
            evidence=corpus.evidence(group),
            by=names(group[0].parties),
            alleged_by=names(group[0].alleged_by),
            when=best_time(m.when for m in group),
        )
        for group in groups
    )
