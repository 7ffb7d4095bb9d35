"""Files held in memory: only what changed is read, and what is not kept yet is kept when a file is let go."""

from datetime import date
from pathlib import Path

import pytest

from tests.claims import actors, make, make_report, meeting, move
from travaux.files.index import StoreIndex, read_index
from travaux.files.live import LiveFile, LiveFiles
from travaux.ontology.claim import AnyClaim, Demand, claim_id
from travaux.ontology.dossier import DOSSIER
from travaux.ontology.review import Decision, Target, Verdict
from travaux.ontology.vocabulary import Act
from travaux.packs.world import Conflict, World
from travaux.resolve.events import _Events
from travaux.store import Store, open_store
from travaux.store.kept import Kept
from travaux.store.reviews import add_review

WORLD = World(
    conflicts={
        "River war": Conflict(name="River war", sides=(("Norway",), ("Peru",)), places=("Bergen",)),
        "Lake war": Conflict(name="Lake war", sides=(("Chad",), ("Fiji",)), places=("Suva",)),
    }
)
SIDES = {"river-war": ("Norway", "Peru"), "lake-war": ("Chad", "Fiji")}
DEMANDS = ((0, "leave the valley"), (1, "free the crew"))


def decide(path: Path, target: str, kind: Target, verdict: Verdict, claim: AnyClaim | None = None) -> None:
    with open_store(path, create=False) as store:
        add_review(
            store, Decision(target=target, kind=kind, verdict=verdict, reviewer="mira", reason="seen", claim=claim)
        )


def put(store: Store, name: str, process: str, day: int = 10, *more: AnyClaim) -> None:
    a, b = SIDES[process]
    store.add_report(make_report(name, f"2025-06-{day}"))
    claims: list[AnyClaim] = [
        move(Act.ATTACK, name, 0, actors=actors(a), recipients=actors(b)),
        meeting(report=name, start=25, participants=actors(a, b)),
        move(Act.DEMAND, name, 50, actors=actors(a), recipients=actors(b)),
    ]
    store.put_claims(name, [*claims, *more], "test")


def known(index: StoreIndex, process: str) -> list[str]:
    return [name for name, shares in index.homes.items() if process in shares]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    with open_store(path, create=True) as store:
        for at in range(3):
            put(store, f"r{at}", "river-war", 10 + at)
        put(store, "l0", "lake-war")
    return path


def place(path: Path, index: StoreIndex, process: str) -> Kept:
    made_of = index.name_content(process, known(index, process))
    return Kept(db=path, name=f"{process} now", state="", maker="", made_of=made_of)


def test_only_a_report_that_came_or_changed_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live, index = LiveFile("river-war"), read_index(path, WORLD)
    live.make(index, known(index, "river-war"))
    asked: list[list[str]] = []
    load = StoreIndex.load

    def watch(self: StoreIndex, process: str, reports: list[str]) -> object:
        asked.append(list(reports))
        return load(self, process, reports)

    monkeypatch.setattr(StoreIndex, "load", watch)
    with open_store(path, create=False) as store:
        put(store, "r9", "river-war", 19)
        store.delete_report("r1")
    index = read_index(path, WORLD, before=index)
    made = live.make(index, known(index, "river-war"))
    assert asked == [["r9"]]
    assert [r.id for r in made.reports] == ["r0", "r2", "r9"]
    assert live.size == 9


def test_another_process_file_makes_all_anew(path: Path) -> None:
    index = read_index(path, WORLD)
    live = LiveFile("river-war")
    first = live.make(index, known(index, "river-war"))
    other = World(conflicts=WORLD.conflicts)
    with open_store(path, create=False) as store:
        put(store, "r9", "river-war", 19)
    index = read_index(path, other, [path])
    assert len(live.make(index, known(index, "river-war")).reports) == len(first.reports) + 1


def test_the_first_file_is_kept_at_once_and_later_ones_when_they_are_let_go(path: Path) -> None:
    files, index = LiveFiles(), read_index(path, WORLD)
    kept = place(path, index, "river-war")
    first = files.make("river-war", index, known(index, "river-war"), kept)
    assert kept.dossier is not None
    assert DOSSIER.validate_json(kept.dossier[1]) == first
    with open_store(path, create=False) as store:
        put(store, "r9", "river-war", 19)
    index = read_index(path, WORLD, before=index)
    later = files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    assert place(path, index, "river-war").dossier is None
    files.keep()
    found = place(path, index, "river-war").dossier
    assert found is not None
    assert DOSSIER.validate_json(found[1]) == later


def test_of_many_files_the_one_asked_for_longest_ago_is_let_go(path: Path) -> None:
    files, index = LiveFiles(most=4), read_index(path, WORLD)
    files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    with open_store(path, create=False) as store:
        put(store, "r9", "river-war", 19)
    index = read_index(path, WORLD, before=index)
    files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    assert place(path, index, "river-war").dossier is None
    files.make("lake-war", index, known(index, "lake-war"), place(path, index, "lake-war"))
    assert place(path, index, "river-war").dossier is not None


def test_a_file_as_of_a_day_lets_go_of_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, index = LiveFiles(), read_index(path, WORLD)
    assert files.make_until("river-war", index, ["r0"], date(2025, 6, 10)) is None
    whole = files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    asked: list[list[str]] = []
    load = StoreIndex.load

    def watch(self: StoreIndex, process: str, reports: list[str]) -> object:
        asked.append(list(reports))
        return load(self, process, reports)

    monkeypatch.setattr(StoreIndex, "load", watch)
    then = files.make_until("river-war", index, ["r0"], date(2025, 6, 10))
    assert then is not None
    assert [r.id for r in then.reports] == ["r0"]
    assert files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war")) == whole
    assert asked == [[], []]


def test_what_was_forgotten_does_not_come_back_into_the_store(path: Path) -> None:
    files, index = LiveFiles(), read_index(path, WORLD)
    files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    with open_store(path, create=False) as store:
        put(store, "r9", "river-war", 19)
    index = read_index(path, WORLD, before=index)
    kept = place(path, index, "river-war")
    files.make("river-war", index, known(index, "river-war"), kept)
    with open_store(path, create=False) as store:
        store.delete_report("r9")
    files.keep()
    assert kept.read("dossier") is None


def test_a_file_from_which_a_report_has_gone_is_kept_at_once(path: Path) -> None:
    files, index = LiveFiles(), read_index(path, WORLD)
    files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    with open_store(path, create=False) as store:
        store.delete_report("r1")
    index = read_index(path, WORLD, before=index)
    made = files.make("river-war", index, known(index, "river-war"), place(path, index, "river-war"))
    found = place(path, index, "river-war").dossier
    assert found is not None
    assert DOSSIER.validate_json(found[1]) == made


def test_a_link_stands_as_soon_as_both_of_its_claims_do(path: Path) -> None:
    first, later = (make(Demand, f"r{at}", 75, by=actors("Norway"), content=told) for at, told in DEMANDS)
    decide(path, claim_id(first), Target.CLAIM, Verdict.CONFIRM, first)
    decide(path, f"{claim_id(first)} {claim_id(later)}", Target.LINK, Verdict.CONFIRM)
    with open_store(path, create=False) as store:
        put(store, "r1", "river-war", 11, later)
    live, index = LiveFile("river-war"), read_index(path, WORLD)
    assert len(live.make(index, known(index, "river-war")).demands) == 1
    for verdict, number in ((Verdict.REJECT, 1), (Verdict.CONFIRM, 1)):
        decide(path, claim_id(first), Target.CLAIM, verdict, first)
        index = read_index(path, WORLD, before=index)
        assert len(live.make(index, known(index, "river-war")).demands) == number
    with open_store(path, create=False) as store:
        put(store, "r1", "river-war", 11, later)
    index = read_index(path, WORLD, before=index)
    assert len(live.make(index, known(index, "river-war")).demands) == 1


def test_what_failed_half_way_is_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live, index = LiveFile("river-war"), read_index(path, WORLD)
    with monkeypatch.context() as patched:
        patched.setattr(_Events, "_stand", fail)
        with pytest.raises(MemoryError):
            live.make(index, known(index, "river-war"))
    assert live.make(index, known(index, "river-war")) == LiveFile("river-war").make(index, known(index, "river-war"))


def fail(*_: object) -> int:
    raise MemoryError
