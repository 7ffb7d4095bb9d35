"""Who is at the table: who negotiates with whom, and who goes between them, each with the words that tell it.

Whoever is only mentioned, attacks or is attacked is at no table. Two sides are, where one clause names both of them and
tells of talks or a deal.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from travaux.ontology.dossier import Dossier, Evidence, Item
from travaux.ontology.vocabulary import Act, ActorKind, Modality, ProposalState, Role
from travaux.views.desk import Desk, Line
from travaux.views.lead import TRUSTED, narrow
from travaux.views.trust import is_trusted
from travaux.views.wording import join_names, quote_words

_SIDES = {Role.PARTY, Role.ARMED_GROUP}
_BARGAIN = re.compile(
    r"\b(?:talks?|negotiat\w+|dialogue|proposals?|offers?|truce|cease-?fire|deals?|accord|pact|agree\w*|treaty|peace|sign(?:ed|s|ing)?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?<!no )\b(?:mediat\w+|broker\w*|facilitat\w+|go-betweens?|shuttl\w+|\w+-sponsored|sponsor\w*)\b", re.IGNORECASE
)
_ANY = re.compile(
    r"\b(?:an?|any|some|no) (?:\w+ ){0,2}\w+-(?:brokered|mediated|sponsored|facilitated)\b", re.IGNORECASE
)
"""A deal that there may be one day: "a UN-brokered solution"."""
_UNREAL = re.compile(
    r"\b(?:goals?|aims?|objectives?|priorit\w+|calls? for|called for|want\w*|seek\w*|sought|"
    r"claim\w*|boast\w*|would|could|can|may|might|should|if|offer\w*|propos\w*|hop(?:e|es|ed|ing)|reportedly|alleged\w*|speculat\w+)\b",
    re.IGNORECASE,
)
"""Words of a sentence that leave open whether somebody goes between others."""
_TOLD = {Modality.ASSERTED, Modality.FUTURE, Modality.HISTORICAL}
_PAIR = 2
_WORDS = 5
"""Words of a quote from which on it tells a reader who deals with whom."""


def list_table(desk: Desk) -> Iterator[Line]:
    """A line for each two sides that deal with each other, then one for the go-betweens of each clause; most often told first."""
    found = _pairs(desk.dossier)
    for sides in sorted(found, key=lambda s: (-len(found[s]), sorted(s))):
        evidence = sorted(found[sides], key=_weight)
        yield desk.cite(evidence, f"Parties: {join_names(sorted(sides))}: {quote_words(evidence[0].quote)}.")
    between = _go_betweens(desk.dossier)
    together: dict[tuple[str, int], list[str]] = {}
    for name in sorted(between, key=lambda n: (-len(between[n]), n)):
        best = min(between[name], key=_weight)
        together.setdefault((best.report, best.start), []).append(name)
    for names in together.values():
        evidence = sorted({(e.report, e.start): e for n in names for e in between[n]}.values(), key=_weight)
        title = "Mediators" if len(names) > 1 else "Mediator"
        yield desk.cite(evidence, f"{title}: {join_names(names)}: {quote_words(evidence[0].quote)}.")


def find_seated(dossier: Dossier) -> frozenset[str]:
    """The names of all who surely negotiate or go between."""
    return frozenset().union(*_pairs(dossier), _go_betweens(dossier))


def _weight(e: Evidence) -> tuple[bool, float, str, int]:
    """Sorts evidence by how well it tells who deals with whom."""
    return len(e.quote.split()) < _WORDS, -(e.confidence or 0.0), e.report, e.start


def _pairs(dossier: Dossier) -> dict[frozenset[str], list[Evidence]]:
    """Two sides or more that one clause tells to bargain with each other, with these clauses."""
    side_of = _sides(dossier)
    out: dict[frozenset[str], list[Evidence]] = {}
    for e in _bargaining(dossier):
        sides = frozenset(side_of[n] for n in e.names if n in side_of)
        # "The envoy began talks with the two": each talks with the envoy, and not yet with the other.
        others = len(e.names) > _PAIR and not _BETWEEN.search(e.quote)
        told = e.modality in _TOLD and not e.denied and _BARGAIN.search(e.quote)
        if len(sides) == _PAIR and told and not others:
            out.setdefault(sides, []).append(e)
    return {sides: list({(e.report, e.start): e for e in told}.values()) for sides, told in out.items()}


def _sides(dossier: Dossier) -> Mapping[str, str]:
    """Names of those that may bargain: states, groups and bodies for themselves, persons for their states."""
    bodies = {p.name for p in dossier.parties if p.kind is not ActorKind.PERSON and p.roles[0] in _SIDES}
    people = {
        p.name: p.country
        for p in dossier.parties
        if p.kind is ActorKind.PERSON and p.country in bodies and p.country is not None
    }
    return {**{name: name for name in bodies}, **people}


def _bargaining(dossier: Dossier) -> Iterator[Evidence]:
    """What is surely told of meetings, and of deals between two."""
    deals = (p for p in dossier.proposals if p.state is ProposalState.ACCEPTED and len(p.authors) >= _PAIR)
    items: Iterable[Item] = chain(dossier.meetings, deals)
    for item in filter(is_trusted, items):
        yield from narrow(item).evidence


def _go_betweens(dossier: Dossier) -> dict[str, list[Evidence]]:
    """Who is told, in words for it, to go between others."""
    known = {p.name: p.kind for p in dossier.parties}
    out: dict[str, list[Evidence]] = {}
    for move in dossier.moves:
        if move.act is not Act.MEDIATE or move.modality not in _TOLD:
            continue
        for e in move.evidence:
            named = [n for n in move.actors if n in e.names and n in known]
            sure = (e.confidence or 0.0) >= TRUSTED and not _UNREAL.search(e.sentence)
            between = _BETWEEN.search(e.quote) and not _ANY.search(e.quote)
            if named and sure and not e.denied and between:
                for name in named:
                    out.setdefault(name, []).append(e)
    return out
