"""Deciding beside others: a decision counts only on top of the last one that its author saw, and each can be undone."""

from collections.abc import Iterable, Sequence
from typing import Any

from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.review import Decision, Review, Target, Verdict
from travaux.store import Store
from travaux.store.picking import pick_claims
from travaux.store.reviews import add_review, list_reviews


class OvertakenError(UsageError):
    """Somebody else decided of the same target meanwhile.

    Attributes:
        decision: what was to be decided.
        last: the review that came between.
    """

    def __init__(self, decision: Decision, last: Review) -> None:
        super().__init__(
            f"{last.reviewer} decided of {decision.target} meanwhile: {last.verdict.value}. Nothing was changed"
        )
        self.decision = decision
        self.last = last


def find_claim(store: Store, name: str) -> AnyClaim:
    """The claim of an id as the coder found it, or else as it was when it was last reviewed.

    Raises:
        UsageError: there is no such claim.
    """
    report = name.rpartition(":")[0].rpartition(":")[0]
    if report and "\0" not in name and not any("\ud800" <= c <= "\udfff" for c in name):
        if found := pick_claims(store, [name]):
            return found[name]
        kept = [r.claim for r in list_reviews(store, name) if r.target == name and r.claim is not None]
        if kept:
            return kept[-1]
    raise UsageError(f"there is no claim {name!r} in {store.name}. Nothing was changed")


def find_last(trail: Iterable[Review], target: str, *, mark: bool = False) -> Review | None:
    """The last review of a target, marks apart; None if there is none."""
    own = [r for r in trail if r.target == target and (r.verdict is Verdict.MARK) is mark]
    return max(own, key=lambda r: r.serial, default=None)


def decide(store: Store, rows: Sequence[tuple[Decision, int]]) -> list[Review]:
    """Keep decisions together, each with the serial of the last review of its target that its author saw (0: none).

    Raises:
        OvertakenError: there is a newer one on one of them. Nothing was changed.
    """
    with store.transaction():
        for decision, seen in rows:
            about = decision.target.split(" ")[0]
            last = find_last(list_reviews(store, about), decision.target, mark=decision.verdict is Verdict.MARK)
            if last is not None and last.serial != seen:
                raise OvertakenError(decision, last)
        return [add_review(store, decision) for decision, _ in rows]


def make_undo(trail: Sequence[Review], target: str, reviewer: str) -> Decision:
    """What undoes the last review of a target: the one before it once more, or else that nothing is decided.

    Raises:
        UsageError: there is nothing to undo.
    """
    own = sorted((r for r in trail if r.target == target and r.verdict is not Verdict.MARK), key=lambda r: r.serial)
    if not own:
        raise UsageError(f"nobody decided of {target}; there is nothing to undo. Nothing was changed")
    last = own[-1]
    before = own[-2] if len(own) > 1 else None
    same: dict[str, Any] = {"target": target, "kind": last.kind, "reviewer": reviewer, "claim": last.claim}
    reason = f"undoes review {last.serial}"
    if before is None:
        return Decision(verdict=Verdict.WITHDRAW, reason=reason, **same)
    return Decision(verdict=before.verdict, changes=before.changes, reason=reason, **same)


def make_link(first: AnyClaim, second: AnyClaim, verdict: Verdict, reviewer: str, reason: str) -> Decision:
    """That two claims tell one thing (confirm), or that they tell two (reject).

    Raises:
        UsageError: they are one claim, or of two kinds.
    """
    names = (claim_id(first), claim_id(second))
    if names[0] == names[1]:
        raise UsageError("a link is between two claims, and these are one. Nothing was changed")
    if first.kind != second.kind:
        raise UsageError(f"a {first.kind} and a {second.kind} are never one item. Nothing was changed")
    return Decision(target=" ".join(sorted(names)), kind=Target.LINK, verdict=verdict, reviewer=reviewer, reason=reason)
