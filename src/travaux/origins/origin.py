"""The origin of a claim: the party that said it first-hand, as the reports tell it."""

from collections.abc import Mapping

from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import SpeakerKind


def name_origin(claim: AnyClaim, report: Report, copies: Mapping[str, str]) -> str:
    """The origin of a claim as one string; claims with one origin are one confirmation, however many reports carry it.

    A named voice is its own origin wherever it is quoted. An unnamed one ("a diplomat") is known only through the outlet
    that spoke to it. What nobody is named for rests on the outlet that is cited, or else on the report itself, and copies
    of a report are that report.
    """
    voice = claim.voice
    carrier = voice.relayed_by[-1] if voice.relayed_by else copies.get(report.id, report.id)
    if voice.speaker is None:
        return carrier
    if voice.kind in {SpeakerKind.ANONYMOUS, SpeakerKind.OFFICE, SpeakerKind.REPORTER}:
        return f"{voice.speaker} via {carrier}"
    return voice.speaker
