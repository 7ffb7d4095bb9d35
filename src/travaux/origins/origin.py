"""The origin of a claim: the party that said it first-hand, as the reports tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from travaux.memory import Memory, Parts
from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import SpeakerKind
from travaux.origins.copies import Match, find_copies
from travaux.origins.credits import find_credit
from travaux.origins.principals import Heard, Principals, Voices, make_voices
from travaux.packs.world import World

_UNKNOWN_ELSEWHERE = {SpeakerKind.ANONYMOUS, SpeakerKind.OFFICE, SpeakerKind.REPORTER}
"""Voices that are known only through the outlet that spoke to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where what some reports tell comes from."""

    copies: Mapping[str, str]
    """Report → the first of the reports with its text, for those that share it."""
    publishers: Mapping[str, str]
    """Report → who answers for its text: the agency that it or a copy of it credits, else the outlet of the first."""
    voices: Voices | None

    @property
    def principals(self) -> Principals | None:
        """Finds the parties for whom names stand."""
        return self.voices.principals if self.voices is not None else None

    def text_of(self, report: str) -> str:
        """The first of the reports that share the text of this one: itself, where it is no copy."""
        return self.copies.get(report, report)

    def carrier(self, claim: AnyClaim) -> str:
        """Who carries the claim where nobody is named: the innermost outlet cited, else who answers for the text."""
        relayed = claim.voice.relayed_by
        return relayed[-1] if relayed else self.publishers.get(claim.report, claim.report)

    def name(self, claim: AnyClaim) -> str:
        """The origin of a claim as one string.

        A named voice is its own origin wherever it is quoted. An unnamed one ("a diplomat") is known only through the
        outlet that spoke to it. What nobody is named for rests on the outlet that is cited, or on who answers for the text.
        """
        return self.trace(claim)[0]

    def behind(self, claim: AnyClaim) -> tuple[str, ...]:
        """The parties for whom the origin speaks."""
        return self.trace(claim)[1]

    def trace(self, claim: AnyClaim) -> tuple[str, tuple[str, ...]]:
        """The origin of a claim, and the parties for whom it speaks."""
        voice, carrier = claim.voice, self.carrier(claim)
        name = voice.speaker
        if name is None:
            return carrier, (carrier,)
        if voice.kind in _UNKNOWN_ELSEWHERE:
            name = f"{name} via {carrier}"
        return name, self.voices.behind(claim, carrier) if self.voices is not None else (name,)

    def hangs_on(self, report: str) -> tuple[object, ...]:
        """What other reports tell on which the origins of a report's claims hang."""
        voices = () if self.voices is None else self.voices.hangs_on(report)
        return self.text_of(report), self.publishers.get(report), *voices

    def quotes(self, claim: AnyClaim) -> tuple[str, ...]:
        """The parties that the claim's report quotes, where it tells this in its own voice."""
        return () if self.voices is None or claim.voice.speaker is not None else self.voices.quoted(claim.report)


def find_origins(
    reports: Iterable[Report],
    claims: Iterable[AnyClaim],
    world: World,
    matches: Iterable[Match] | None = None,
    memory: Memory | None = None,
) -> Origins:
    """The origins of the claims of these reports. The order of reports and claims does not matter.

    `matches` are the reports that are alike (`origins.copies`), where they are known.
    """
    known = memory or Memory()
    by_id = {r.id: r for r in sorted(reports, key=lambda r: r.id)}
    copies = find_copies(list(by_id.values()), matches)
    credited: dict[str, set[str]] = {}
    for report in by_id.values():
        if credit := known.recall(("credit", report.id), lambda r: find_credit(r, world), report):
            credited.setdefault(copies.get(report.id, report.id), set()).add(credit)
    publishers = {}
    for name in by_id:
        first = by_id[copies.get(name, name)]
        agencies = credited.get(first.id, set())
        publishers[name] = min(agencies) if len(agencies) == 1 else first.outlet or first.id
    told = by_report(claims).items()
    heard = {name: known.recall(("heard", name), lambda c: Heard.of(c, world), own) for name, own in told}
    return Origins(copies=copies, publishers=publishers, voices=make_voices(heard, world, known))


def by_report(claims: Iterable[AnyClaim]) -> dict[str, list[AnyClaim]]:
    """The claims of each report."""
    if isinstance(claims, Parts):
        return {part[0].report: part for part in claims.parts}
    out: dict[str, list[AnyClaim]] = {}
    for claim in claims:
        out.setdefault(claim.report, []).append(claim)
    return out
