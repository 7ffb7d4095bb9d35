"""What a person needs to decide of a claim: what stands, what was decided, what it is told together with, and what is near."""

from collections.abc import Sequence
from dataclasses import dataclass

from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.dossier import Evidence, Item
from travaux.ontology.review import Review, Target, Verdict
from travaux.review.correct import correct_claim
from travaux.review.deciding import find_claim, find_last
from travaux.review.fields import Field, write_fields
from travaux.store import Store
from travaux.store.reviews import list_reviews
from travaux.web.file import File, list_items

_NEAR = 8
"""Items that are offered to join a claim to."""
_SHORT = 4
"""Letters up to which a word says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another claim: its words, the review that links the two (None: no person did), and the serial of that."""

    evidence: Evidence
    link: Verdict | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A claim for review. `state` is "", "confirmed", "corrected" or "rejected"; `seen` the serial of the last review."""

    id: str
    kind: str
    claim: AnyClaim
    """As the coder found it."""
    state: str
    seen: int
    last: Review | None
    fields: tuple[Field, ...]
    """With the values that stand now."""
    trail: tuple[Review, ...]
    together: tuple[Other, ...] = ()
    """The other claims of its items."""
    near: tuple[Other, ...] = ()
    """One claim each of items that it may belong to instead."""
    apart: tuple[Other, ...] = ()
    """Claims that a person put apart from it, or joined to it, and that stand elsewhere in the file now."""


_STATES = {Verdict.CONFIRM: "confirmed", Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected"}


def make_panel(store: Store, name: str, file: File | None, *, near: bool = False) -> Panel:
    """What to decide of a claim; of what it is told together with, only where its file is there.

    `near` looks for items that it may belong to instead, which takes a while in a large file.

    Raises:
        UsageError: there is no such claim.
    """
    claim = find_claim(store, name)
    trail = tuple(list_reviews(store, name))
    last = find_last(trail, name)
    links = _Links(name, trail)
    together = links.list_together(file) if file else ()
    return Panel(
        id=name,
        kind=claim.kind,
        claim=claim,
        state=_STATES.get(last.verdict, "") if last else "",
        seen=last.serial if last else 0,
        last=last,
        fields=tuple(write_fields(_correct(claim, last))),
        trail=trail,
        together=together,
        near=_list_near(file, claim, links) if file and near else (),
        apart=links.list_elsewhere(file, together) if file else (),
    )


def _correct(claim: AnyClaim, last: Review | None) -> AnyClaim:
    """The claim with the values of its last review; the coder's, where a newer coder has no such fields any more."""
    try:
        return correct_claim(claim, last.changes) if last is not None else claim
    except UsageError:
        return claim


class _Links:
    """The links of one claim."""

    def __init__(self, name: str, trail: Sequence[Review]) -> None:
        self._name = name
        self._last: dict[str, Review] = {}
        for review in trail:
            if review.kind is Target.LINK:
                other = next((n for n in review.target.split(" ") if n != name), name)
                self._last[other] = review

    def make(self, evidence: Evidence) -> Other:
        """Another claim with the link to it."""
        last = self._last.get(evidence.claim)
        if last is None:
            return Other(evidence=evidence)
        return Other(
            evidence=evidence, link=None if last.verdict is Verdict.WITHDRAW else last.verdict, seen=last.serial
        )

    def list_together(self, file: File) -> tuple[Other, ...]:
        """The other claims of the items that rest on this one, each once."""
        rows = {e.claim: e for item in file.items.get(self._name, ()) for e in reversed(item.evidence)}
        return tuple(self.make(e) for name, e in reversed(rows.items()) if name != self._name)

    def list_elsewhere(self, file: File, together: Sequence[Other]) -> tuple[Other, ...]:
        """The claims that are linked to this one and stand in no item with it."""
        known = {o.evidence.claim for o in together}
        out = []
        for name, review in self._last.items():
            items = file.items.get(name, ())
            evidence = next((e for item in items for e in item.evidence if e.claim == name), None)
            if name not in known and evidence is not None and review.verdict is not Verdict.WITHDRAW:
                out.append(self.make(evidence))
        return tuple(out)


def _list_near(file: File, claim: AnyClaim, links: _Links) -> tuple[Other, ...]:
    """Items of the claim's kind that share the most words with it, by one claim of each."""
    own = {item.id for item in file.items.get(claim_id(claim), ())}
    words = _split(claim.quote)
    found: list[tuple[float, str, Evidence]] = []
    for item in list_items(file.dossier):
        if item.id in own or not item.evidence or claim_id(claim) == item.evidence[0].claim:
            continue
        if item.evidence[0].claim.rpartition(":")[0].rpartition(":")[2] == claim.kind:
            found.append((_likeness(item, words), item.id, item.evidence[0]))
    found.sort(key=lambda row: (-row[0], row[1]))
    rows = {e.claim: e for _, _, e in found[: _NEAR * 2]}
    return tuple(links.make(e) for e in list(rows.values())[:_NEAR])


def _likeness(item: Item, words: frozenset[str]) -> float:
    """The share of words that an item's first quote and these have in common."""
    other = _split(item.evidence[0].quote)
    return len(words & other) / max(len(words | other), 1)


def _split(text: str) -> frozenset[str]:
    return frozenset(
        word for word in "".join(c if c.isalnum() else " " for c in text.lower()).split() if len(word) > _SHORT
    )
