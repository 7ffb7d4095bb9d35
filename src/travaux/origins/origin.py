"""The origin of a claim: the party that said it first-hand, as the reports tell it."""

from travaux.ontology.claim import AnyClaim
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import SpeakerKind


def name_origin(claim: AnyClaim, first: Report) -> str:
    """The origin of a claim as one string; `first` is its report, or the report of which that is a copy.

    Claims with one origin are one confirmation, however many reports carry it. A named voice is its own origin wherever it
    is quoted. An unnamed one ("a diplomat") is known only through the outlet that spoke to it. What nobody is named for
    rests on the outlet that is cited, or else on the one that publishes the report.
    """
    voice = claim.voice
    carrier = voice.relayed_by[-1] if voice.relayed_by else first.outlet or first.id
    if voice.speaker is None:
        return carrier
    if voice.kind in {SpeakerKind.ANONYMOUS, SpeakerKind.OFFICE, SpeakerKind.REPORTER}:
        return f"{voice.speaker} via {carrier}"
    return voice.speaker
