"""Files of processes that are held in memory: where a report comes, goes or changes, little else is read or made again."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from travaux.errors import StoreError
from travaux.files.index import StoreIndex
from travaux.garbage import uncollected
from travaux.memory import Memory
from travaux.ontology.claim import AnyClaim
from travaux.ontology.dossier import Dossier
from travaux.ontology.report import Report
from travaux.ontology.review import Review, Target
from travaux.resolve.dossier import build_dossier
from travaux.store import open_store
from travaux.store.kept import Kept

_MOST = 150_000
"""Claims that files held in memory have together, about 5 KB each with what is made of them."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What of one report belongs to the process."""

    version: tuple[str, ...]
    """That of the report and of the reviews on it, the places of its claims, and the versions of reports linked with it."""
    report: Report
    claims: list[AnyClaim]


class LiveFile:
    """The reports and claims of one process, and what was made of them."""

    def __init__(self, process: str) -> None:
        self.process = process
        self._made_by = ""
        self._memory = Memory()
        self._held: dict[str, _Held] = {}

    @property
    def size(self) -> int:
        """How many claims it holds."""
        return sum(len(held.claims) for held in self._held.values())

    def make(self, index: StoreIndex, known: Collection[str]) -> Dossier:
        """The dossier of these reports of the process, which are all that it has.

        It is the same as one that is made anew. Between two calls a process file or a pack may change: then all is.
        """
        with uncollected():
            own = self._refresh(index, known)
            self._held = {name: held for name, held in self._held.items() if name in own}
            return self._build(index, own, None)

    def make_until(self, index: StoreIndex, known: Collection[str], day: date) -> Dossier:
        """The dossier of some of its reports, those that were known on a day; all are still held after it."""
        with uncollected():
            return self._build(index, self._refresh(index, known), day)

    def _build(self, index: StoreIndex, names: Collection[str], day: date | None) -> Dossier:
        held = [self._held[name] for name in names]
        reports, claims = [h.report for h in held], [c for h in held for c in h.claims]
        try:
            return build_dossier(reports, claims, index.world, as_of=day, matches=index.matches, memory=self._memory)
        except BaseException:
            self._memory = Memory()  # what was made half-way is not to be built on
            raise

    def _refresh(self, index: StoreIndex, known: Collection[str]) -> Collection[str]:
        """Those of some reports that belong to the process; what of them is new, or another than before, is read."""
        if index.made_by != self._made_by:
            self._made_by, self._memory, self._held = index.made_by, Memory(), {}
        shares = {name: own[self.process] for name in known if self.process in (own := index.homes.get(name, {}))}
        linked = _find_linked(index.reviews)
        versions = {
            name: (index.versions[name], share.runs, *(index.versions.get(other, "") for other in linked.get(name, ())))
            for name, share in shares.items()
        }
        new = [n for n, version in versions.items() if n not in self._held or self._held[n].version != version]
        reports, claims = index.load(self.process, new)
        told: dict[str, list[AnyClaim]] = {r.id: [] for r in reports}
        for claim in claims:
            told[claim.report].append(claim)
        self._held |= {r.id: _Held(versions[r.id], r, told[r.id]) for r in reports}
        return versions.keys()


def _find_linked(reviews: Iterable[Review]) -> dict[str, list[str]]:
    """Report → all reports to which links lead from it, itself among them: a link stands only where both of its claims do.

    Reviews on the one claim thus change the other, so that such reports are read together.
    """
    linked: dict[str, list[str]] = {}
    for review in reviews:
        if review.kind is Target.LINK:
            ends = {name.rsplit(":", 2)[0] for name in review.target.split(" ")}
            whole = sorted(ends.union(*(linked.get(name, ()) for name in ends)))
            linked |= dict.fromkeys(whole, whole)
    return linked


@dataclass(slots=True, kw_only=True)
class _Open:
    """A file held in memory, with its last dossier, and where that is to be kept, if it is not yet."""

    file: LiveFile
    dossier: Dossier | None = None
    kept: Kept | None = None

    def keep(self) -> None:
        """Keep the dossier in the store, unless a report of it is no longer there: what was forgotten does not come back."""
        if self.kept is not None and self.dossier is not None and _has_all(self.kept, self.dossier):
            self.kept.write(self.file.process, self.dossier)
        self.kept = None


def _has_all(kept: Kept, dossier: Dossier) -> bool:
    """Whether the store has all reports of a dossier."""
    try:
        with open_store(kept.db, create=False) as store:
            return {stamp.report for stamp in store.stamps()}.issuperset(r.id for r in dossier.reports)
    except StoreError:
        return False


class LiveFiles:
    """The files that were asked for last. The one that is in use stays, however large."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._open: OrderedDict[str, _Open] = OrderedDict()

    def make(self, process: str, index: StoreIndex, known: Collection[str], kept: Kept) -> Dossier:
        """The dossier of a process as of now.

        The first one is kept in the store at once, and so is one from which a report has gone, so that nothing of that stays
        there; those that follow report by report are kept when the file is let go.
        """
        held = self._open.setdefault(process, _Open(file=LiveFile(process)))
        self._open.move_to_end(process)
        before = held.dossier
        held.dossier, held.kept = held.file.make(index, known), kept
        if before is None or not {r.id for r in held.dossier.reports}.issuperset(r.id for r in before.reports):
            held.keep()
        while len(self._open) > 1 and sum(one.file.size for one in self._open.values()) > self._most:
            self._open.popitem(last=False)[1].keep()
        return held.dossier

    def make_until(self, process: str, index: StoreIndex, known: Collection[str], day: date) -> Dossier | None:
        """The dossier of a process as it was known on a day; None where the process is not held in memory."""
        held = self._open.get(process)
        return None if held is None else held.file.make_until(index, known, day)

    def keep(self) -> None:
        """Keep in the store what is not kept yet."""
        for held in self._open.values():
            held.keep()
