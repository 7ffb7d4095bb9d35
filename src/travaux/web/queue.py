"""The queue of review: which claims a person should look at first.

What stands first is what would change the file most if it were wrong, weighed by how likely that is:

    weight = doubt x (lines + 2 x contradictions)

- doubt: 1 less the claim's confidence, the measured precision of claims like it; 0.5 where that was not measured.
- lines: the items of the file that rest on the claim. A line counts 2 where it stands in the brief and 1 where it stands
  under "to check", divided by the number of independent origins that it has: what three origins tell stands without one.
- contradictions: those in which the claim stands. A person's word settles them, and nothing else does.

Of equal weight the newest report comes first. What a person has decided of is no longer in it; what nothing rests on never is.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from travaux.ontology.dossier import Evidence
from travaux.ontology.review import Verdict
from travaux.views.trust import is_trusted
from travaux.web.file import File

_UNMEASURED = 0.5
_SHOWN, _TO_CHECK = 2.0, 1.0
_TOLD_BOTH_WAYS = 2.0
_STANDS_S = 60.0
"""How long an order stands while reviews change the store: the file behind it is made anew after each of them."""
_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A claim that waits for a person. `seen` is the serial of the last review of it, 0 for none."""

    evidence: Evidence
    kind: str
    weight: float
    lines: int
    conflicts: int
    seen: int = 0

    @property
    def id(self) -> str:
        """The id of the claim."""
        return self.evidence.claim


def order_queue(file: File) -> tuple[Waiting, ...]:
    """All claims on which a line of the file rests, the first to look at first."""
    every = {id(item): item for items in file.items.values() for item in items}
    share = {
        key: (_SHOWN if is_trusted(item) else _TO_CHECK) / max(len(item.origins), 1) for key, item in every.items()
    }
    found: dict[str, Evidence] = {}
    for item in every.values():
        for e in item.evidence:
            found.setdefault(e.claim, e)
    matter = {
        claim: sum(share[id(item)] for item in items) + _TOLD_BOTH_WAYS * len(file.conflicts.get(claim, ()))
        for claim, items in file.items.items()
    }
    rows = [
        Waiting(
            evidence=e,
            kind=claim.rpartition(":")[0].rpartition(":")[2],
            weight=round(doubt(e) * matter[claim], 4),
            lines=len(file.items[claim]),
            conflicts=len(file.conflicts.get(claim, ())),
        )
        for claim, e in found.items()
        if claim in matter
    ]
    days = {r.id: r.published or "" for r in file.dossier.reports}
    rows.sort(key=lambda w: w.id)
    rows.sort(key=lambda w: (w.weight, days.get(w.evidence.report, "")), reverse=True)
    return tuple(rows)


def doubt(evidence: Evidence) -> float:
    """How likely a claim is to be wrong, as far as that was measured."""
    return 1 - evidence.confidence if evidence.confidence is not None else _UNMEASURED


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits in one file, the first to look at first, and the kinds of claims among it."""

    rows: tuple[Waiting, ...]
    kinds: tuple[str, ...]


class Queues:
    """The queues of a desk's files. Any thread may ask it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, str, Queue]] = OrderedDict()

    def get(self, process: str, state: str, load: Callable[[], File]) -> Queue:
        """The queue of a process, made of the file that `load` gives, or the one of a moment ago."""
        with self._lock:
            kept = self._kept.get(process)
        if kept is not None and (kept[1] == state or self._clock() - kept[0] < _STANDS_S):
            return kept[2]
        file = load()
        rows = order_queue(file)
        queue = Queue(rows=rows, kinds=tuple(sorted({w.kind for w in rows})))
        with self._lock:
            self._kept[process] = (self._clock(), file.state, queue)
            self._kept.move_to_end(process)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return queue


def leave_out(
    rows: Sequence[Waiting], verdicts: Mapping[str, tuple[int, Verdict]], kind: str = ""
) -> Sequence[Waiting]:
    """What still waits: of one kind, if one is given, and not decided of."""
    own = [row for row in rows if row.kind == kind] if kind else rows
    if not verdicts:
        return own
    out = []
    for row in own:
        serial, verdict = verdicts.get(row.id, (0, Verdict.WITHDRAW))
        if verdict is Verdict.WITHDRAW:
            out.append(replace(row, seen=serial) if serial else row)
    return out
