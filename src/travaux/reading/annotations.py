"""What the reading components write on a Doc. Every span is in characters of the report's text.

`travaux.reading.layers` declares them as Doc extensions. They speak of words; `travaux.coding` turns them into claims.
"""

from dataclasses import dataclass

from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality
from travaux.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of words with its syntactic head (`head` is a token index of the Doc)."""

    span: Span
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for an actor.

    `name` is canonical; `by` says how it was found: pack | name | surname | office | description | pronoun | context |
    words. A description of several ("the trio") is one mention with several `names`.
    """

    span: Span
    head: int
    names: tuple[str, ...]
    kind: ActorKind
    by: str
    office: str | None = None
    country: str | None = None
    told: str | None = None
    """The name that the report spells out, where it never uses the canonical one ("Tamil Tigers" for "LTTE")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression: EDTF where it can be resolved, and a phrase for people where it cannot."""

    span: Span
    edtf: str | None
    reading: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionMention:
    """Source, cue and content as spans; `quoted` says how much of the content stands in quotation marks.

    `sense` is what the cue does: says | denies | writes | thinks | wants | cites | asks. `parent` is the index of the
    attribution in whose content this one stands, None at the outermost. `tagged` says that the reading model saw it too.
    """

    source: Phrase | None
    cue: Span | None
    content: tuple[Span, ...]
    quoted: str
    sense: str
    rule: str
    parent: int | None = None
    tagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMention:
    """An act: its trigger, the phrases in its slots, and how it is meant.

    `clause` is the shortest stretch that states it. `cause` is the trigger's index among the acts that brought it about
    ("the pressure led Israel to reopen"), None where the text names none.
    """

    act: Act
    trigger: Phrase
    clause: Span
    actors: tuple[Phrase, ...]
    recipients: tuple[Phrase, ...]
    about: Span | None
    modality: Modality
    issues: tuple[Issue, ...]
    rule: str
    cause: int | None = None
