"""What people say of claims, of links between them, and of reports: the entries of the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from travaux.ontology.claim import AnyClaim


class Verdict(StrEnum):
    """What a person decides."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    MARK = "mark"
    WITHDRAW = "withdraw"
    """What was decided of it holds no more: it is as the coder found it."""


class Target(StrEnum):
    """What it is decided of."""

    CLAIM = "claim"
    LINK = "link"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decides of a target, before it is kept.

    `target` is the id of a claim or a report, or the ids of two claims, sorted, with a space between them. A link that is
    confirmed says that the two tell one thing, one that is rejected that they do not.
    """

    target: str
    kind: Target
    verdict: Verdict
    reviewer: str
    reason: str
    changes: Mapping[str, str] = field(default_factory=dict)
    """Of a correction, the fields with their right values; of a mark, `sensitivity` and `embargo_until`."""
    claim: AnyClaim | None = None
    """The claim as it was when it was reviewed, so that a coder that no longer finds it does not undo the review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Decision):
    """A decision in the audit trail, kept for good: a later one on the same target counts instead, and does not undo it."""

    serial: int
    """Its place in the trail."""
    recorded_at: str
    """UTC, ISO 8601."""
