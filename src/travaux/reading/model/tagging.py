"""What the encoder says of a report's words, as values: no array and no runtime leaves this room.

Sources, cues and contents are stretches of words with the mean probability of their tags. Acts are kept word by word
with their whole distribution, because whether a word is a trigger is decided together with the rules.
"""

from dataclasses import dataclass

from travaux.ontology.vocabulary import Act, Modality
from travaux.spans import Span

ROLE_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""The labels of the head that tags attributions, in the order of its scores."""
ACT_TAGS = ("none", *(act.value for act in Act))
"""The labels of the head that tags triggers of acts."""
MODALITY_TAGS = tuple(modality.value for modality in Modality)
SIDE_TAGS = ("before", "after")
"""Where a word of a source or content stands as seen from its cue."""
HEADS = {"role": ROLE_TAGS, "act": ACT_TAGS, "modality": MODALITY_TAGS, "side": SIDE_TAGS}
"""Every head with its labels; the model's scores for a word are these, one after another."""

BARGAIN_TAGS = ("term", "demand", "proposal", "leverage", "meeting")
"""What the words of a bargain may be part of; its scores are one a kind for being part of one and one for beginning it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A stretch of words with one role. `after` is the probability that its cue comes before it, None if not asked."""

    span: Span
    score: float
    after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTag:
    """One word that may be the trigger of an act.

    `acts` are the acts that are at all likely, the likeliest first; with `none` they make up (nearly) all there is.
    """

    span: Span
    none: float
    acts: tuple[tuple[Act, float], ...]
    modality: Modality
    modality_score: float

    def score_of(self, act: Act) -> float:
        """The probability of `act` at this word."""
        return next((score for own, score in self.acts if own is act), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BargainTag:
    """A stretch of words that is likely a term, a demand, …: one of BARGAIN_TAGS, with its words' mean probability."""

    span: Span
    kind: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """All that the model says of one report, in the order of the text.

    `acts` leaves out the words whose `none` is beyond doubt. `model` names the model and its version.
    """

    sources: tuple[Tag, ...] = ()
    cues: tuple[Tag, ...] = ()
    contents: tuple[Tag, ...] = ()
    acts: tuple[ActTag, ...] = ()
    bargain: tuple[BargainTag, ...] = ()
    model: str = ""
