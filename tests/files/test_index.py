"""What a store keeps of its processes is what would be made of it anew, whatever came, went or was decided, in any order."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims import actors, make, make_report, meeting, move
from travaux.errors import StoreError
from travaux.files.index import StoreIndex, read_index
from travaux.files.likeness import shelf_of
from travaux.files.live import LiveFile
from travaux.ontology.claim import AnyClaim, Participation, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.process_file import write_process
from travaux.ontology.report import Report
from travaux.ontology.review import Decision, Target, Verdict
from travaux.ontology.vocabulary import Act, Issue, Role
from travaux.packs.process import with_processes
from travaux.packs.world import Conflict, World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.processes import assign_processes
from travaux.review.reviewed import find_lacking, read_reviewed
from travaux.store import Store, open_store
from travaux.store.packing import pack
from travaux.store.reviews import add_review

WORLD = World(
    conflicts={
        "River war": Conflict(name="River war", sides=(("Norway",), ("Peru",)), places=("Bergen",)),
        "Island dispute": Conflict(name="Island dispute", sides=(("Peru",), ("Chad",))),
    }
)
FILE = Process(
    id="straits", name="Straits", parties=(ProcessActor(name="Chad"), ProcessActor(name="Fiji")), boundary="All of it."
)
PAIRS = [
    ("Norway", "Peru"),
    ("Peru", "Chad"),
    ("Chad", "Fiji"),
    ("Malta", "Cuba"),
    ("Norway", "Peru"),
    ("Oman", "Oman"),
]
NAMES = [f"r{n}" for n in range(len(PAIRS))]
CODINGS = 3
DAY = date(2025, 6, 30)


def code(name: str, coding: int) -> list[AnyClaim]:
    """One of several ways to code a report: other claims, of other sides."""
    a, b = PAIRS[(NAMES.index(name) + 2 * (coding // 2)) % len(PAIRS)]
    claims: Sequence[AnyClaim] = [
        move(Act.DEMAND, name, 0, actors=actors(a), recipients=actors(b), issues=(Issue.CEASEFIRE,)),
        move(Act.ATTACK, name, 25, actors=actors(b), recipients=actors(a)),
        meeting(report=name, start=50, participants=actors(a, b)),
        make(Participation, name, 75, actor=actors("Oman")[0], role=Role.MEDIATOR),
        move(Act.MEDIATE, name, 100, actors=actors("Oman"), issues=(Issue.CEASEFIRE,)),
    ]
    return list(claims[: 4 + coding % 2])


def report(name: str) -> Report:
    return make_report(name, f"2025-06-1{NAMES.index(name)}")


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as store:
        yield store


def put(store: Store, name: str, coding: int) -> None:
    store.add_report(report(name))
    store.put_claims(name, code(name, coding), f"test {coding}")


def drop(store: Store, name: str, coding: int) -> None:
    store.delete_report(name)


def keep_file(store: Store, name: str, coding: int) -> None:
    if coding == 0 or NAMES.index(name) % 2:
        store.delete_process(FILE.id)
    else:
        store.put_process(FILE, write_process(FILE))


def reject(store: Store, name: str, coding: int) -> None:
    decide(store, claim_id(code(name, 0)[coding]), Target.CLAIM, Verdict.REJECT)


def link(store: Store, name: str, coding: int) -> None:
    other = NAMES[(NAMES.index(name) + 4) % len(NAMES)]
    pair = " ".join(sorted(claim_id(code(n, 0)[1]) for n in (name, other)))
    decide(store, pair, Target.LINK, Verdict.CONFIRM if coding else Verdict.REJECT)


def decide(store: Store, target: str, kind: Target, verdict: Verdict) -> None:
    add_review(store, Decision(target=target, kind=kind, verdict=verdict, reviewer="mira", reason="seen"))


OPERATIONS: dict[str, Callable[[Store, str, int], None]] = {
    "put": put,
    "drop": drop,
    "file": keep_file,
    "reject": reject,
    "link": link,
}
STEPS = st.tuples(
    st.sampled_from(["put", "put", "put", *OPERATIONS]), st.sampled_from(NAMES), st.integers(0, CODINGS - 1)
)


@dataclass
class Held:
    """What a desk that stays open holds."""

    index: StoreIndex | None = None
    files: dict[str, LiveFile] = field(default_factory=dict)


def check(path: Path, store: Store, seen: dict[str, Dossier], held: Held | None = None) -> StoreIndex:
    """The index as kept against all made anew; what has one name is one file; what is held in memory is the same."""
    held = held or Held()
    index = read_index(path, WORLD)
    held.index = read_index(path, WORLD, before=held.index)
    assert (held.index.entries, held.index.homes) == (index.entries, index.homes)
    found = read_reviewed(store, find_lacking(store))
    world = with_processes(WORLD, found.processes)
    whole = assign_processes(found.reports, found.claims, world, found.processes)
    assert index.entries == whole.processes
    assert sorted(index.unassigned) == sorted(r.id for r in whole.unassigned(found.reports))
    for entry in whole.processes:
        name = entry.process.id
        known = [r for r, shares in index.homes.items() if name in shares]
        anew = build_dossier(*whole.select(name, found.reports, found.claims), world)
        assert build_dossier(*index.load(name, known), index.world) == anew
        live = held.files.setdefault(name, LiveFile(name))
        assert live.make(held.index, known) == anew
        few = sorted(known)[::2]
        assert live.make_until(held.index, few, DAY) == build_dossier(*index.load(name, few), index.world, as_of=DAY)
        assert seen.setdefault(index.name_content(name, known), anew) == anew
    return index


@settings(max_examples=15, deadline=None)
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_what_is_kept_is_what_would_be_made_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    path, seen, held = tmp_path_factory.mktemp("index") / "a.sqlite", dict[str, Dossier](), Held()
    with opened(path) as store:
        for name in NAMES[:3]:
            put(store, name, 0)
        for operation, name, coding in steps:
            OPERATIONS[operation](store, name, coding)
            check(path, store, seen, held)


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(NAMES), gone=st.sampled_from(NAMES))
def test_any_order_and_a_deletion_give_one_index(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], gone: str
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with opened(folder / "a.sqlite") as store, opened(folder / "b.sqlite") as other:
        for name in order:
            put(store, name, 1)
            read_index(folder / "a.sqlite", WORLD)
        store.delete_report(gone)
        for name in NAMES:
            if name != gone:
                put(other, name, 1)
        kept = check(folder / "a.sqlite", store, {})
        anew = check(folder / "b.sqlite", other, {})
        assert (kept.entries, kept.homes) == (anew.entries, anew.homes)
        assert kept.entries


def test_a_report_more_reads_no_other_report_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        for name in NAMES[:5]:
            put(store, name, 1)
        before = read_index(path, WORLD)
        put(store, NAMES[5], 1)
    asked: list[set[str]] = []
    read = Store.claims

    def watch(store: Store, report_ids: set[str]) -> object:
        asked.append(set(report_ids))
        return read(store, report_ids)

    monkeypatch.setattr(Store, "claims", watch)
    after = read_index(path, WORLD)
    assert set().union(*asked) == {NAMES[5]}
    same = next(e.process.id for e in before.entries if e.reports)
    known = [r for r, shares in before.homes.items() if same in shares]
    assert before.name_content(same, known) == after.name_content(same, known)


def test_a_report_more_writes_few_rows_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, written = tmp_path / "a.sqlite", list[str]()
    put_made = Store.put_made

    def watch(store: Store, name: str, made_of: str, body: bytes) -> None:
        written.append(name)
        put_made(store, name, made_of, body)

    with opened(path) as store:
        for name in NAMES[:5]:
            put(store, name, 1)
        read_index(path, WORLD)
        put(store, NAMES[5], 1)
        monkeypatch.setattr(Store, "put_made", watch)
        read_index(path, WORLD)
    assert written == [f"index {shelf_of(NAMES[5])}"]


def test_rows_that_are_damaged_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        for name in NAMES:
            put(store, name, 1)
        before = read_index(path, WORLD)
        first, second = sorted({shelf_of(name) for name in NAMES})[:2]
        store.put_made(f"index {first}", before.made_by, b"no longer packed")
        store.put_made(f"index {second}", before.made_by, pack(b'{"r0": 1}'))
        after = check(path, store, {})
    assert (after.entries, after.homes) == (before.entries, before.homes)


def test_an_index_of_some_reports_is_that_of_a_store_of_these_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    with opened(path) as store, opened(other) as few:
        for name in NAMES:
            put(store, name, 1)
        for name in NAMES[:2]:
            put(few, name, 1)
    read_index(path, WORLD)
    cut, alone = read_index(path, WORLD, known=NAMES[:2]), read_index(other, WORLD)
    assert (cut.entries, cut.homes) == (alone.entries, alone.homes)


def test_a_report_under_another_mark_has_another_name(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        put(store, "r0", 1)
        before = read_index(path, WORLD)
        name = next(iter(before.homes["r0"]))
        decision = Decision(
            target="r0",
            kind=Target.REPORT,
            verdict=Verdict.MARK,
            reviewer="mira",
            reason="a source in danger",
            changes={"sensitivity": "confidential"},
        )
        add_review(store, decision)
    after = read_index(path, WORLD)
    assert before.name_content(name, ["r0"]) != after.name_content(name, ["r0"])
    assert after.load(name, ["r0"])[0][0].sensitivity == "confidential"


def test_an_index_read_on_from_an_earlier_one_lets_go_of_reports_that_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, written = tmp_path / "a.sqlite", list[str]()
    with opened(path) as store:
        for name in NAMES[:3]:
            put(store, name, 1)
        before = read_index(path, WORLD)
        store.delete_report(NAMES[1])
        after = read_index(path, WORLD, before=before)
        monkeypatch.setattr(Store, "put_made", lambda _store, name, *_: written.append(name))
        again = read_index(path, WORLD, before=after)
    assert (set(after.rows), set(again.rows)) == ({NAMES[0], NAMES[2]}, {NAMES[0], NAMES[2]})
    assert written == []


def test_rows_that_could_not_be_kept_are_kept_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, written = tmp_path / "a.sqlite", list[str]()

    def fail(*_: object) -> None:
        raise StoreError("it is locked")

    with opened(path) as store:
        put(store, NAMES[0], 1)
        index = read_index(path, WORLD)
        put(store, NAMES[1], 1)
        with monkeypatch.context() as locked:
            locked.setattr(Store, "put_made", fail)
            index = read_index(path, WORLD, before=index)
        read_index(path, WORLD, before=index)
        monkeypatch.setattr(Store, "put_made", lambda _store, name, *_: written.append(name))
        read_index(path, WORLD)
    assert written == []
