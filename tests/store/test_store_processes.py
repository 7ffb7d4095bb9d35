"""Process files, and results kept for as long as what they were made of stands."""

from collections.abc import Callable

import pytest

from travaux.errors import InputError, StoreError
from travaux.ontology.process import Process, ProcessActor
from travaux.ontology.process_file import read_process, write_process
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue
from travaux.store import Store

FILE = """
name = "Canal talks"
boundary = "All about the canal."
start = "2024-03"
issues = ["ceasefire"]
places = ["Northern Canal"]

[[party]]
name = "Norway"
aliases = ["Oslo"]
side = 1

[[party]]
name = "Peru"
side = 2

[[mediator]]
name = "Kenya"
"""


def test_a_process_file_is_read() -> None:
    assert read_process(FILE, "canal.toml") == Process(
        id="canal-talks",
        name="Canal talks",
        parties=(ProcessActor(name="Norway", aliases=("Oslo",), side=1), ProcessActor(name="Peru", side=2)),
        mediators=(ProcessActor(name="Kenya"),),
        places=("Northern Canal",),
        issues=(Issue.CEASEFIRE,),
        start="2024-03",
        boundary="All about the canal.",
    )


def test_a_process_written_and_read_again_is_the_same() -> None:
    process = read_process(FILE.replace("Canal talks", 'Talks on the \\"Canal\\" – 1'), "canal.toml")
    assert read_process(write_process(process), "again") == process


def test_a_boundary_that_nobody_wrote_is_stated() -> None:
    process = read_process(FILE.replace('boundary = "All about the canal."', ""), "canal.toml")
    assert "Norway, Peru" in process.boundary


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Canal talks"', "", "has no name"),
        ('name = "Canal talks"', "name = 7", "name must be a text"),
        ("issues =", "isues =", "unknown field isues"),
        ('"ceasefire"', '"peace"', "'peace' is not in the codebook"),
        ('start = "2024-03"', 'start = "March"', "no year, month or day"),
        ('start = "2024-03"', 'start = "2024-03"\nend = "2023"', "after its end"),
        ('name = "Peru"\nside = 2', 'name = "Peru"\nside = 1', "at least two parties"),
        ("side = 2", 'side = "b"', "must be a whole number"),
        ('name = "Kenya"', 'name = "Oslo"', "stands for both"),
        ('name = "Kenya"', 'name = "Peru"', "stands in it twice"),
        ("[[mediator]]", "[mediator]", "under a heading of its own"),
        ('name = "Kenya"', "", "a mediator has no name"),
        ("[[party]]", "[[party", "not TOML"),
    ],
)
def test_a_faulty_process_file_is_refused_with_the_reason(old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as found:
        read_process(FILE.replace(old, new), "canal.toml")
    assert found.value.place == "canal.toml"


def test_process_files_are_kept_replaced_and_forgotten(store: Store) -> None:
    process = read_process(FILE, "canal.toml")
    assert store.put_process(process, FILE)
    assert list(store.process_files()) == [(process, FILE)]
    longer = FILE + "\n# a remark\n"
    assert not store.put_process(process, longer)
    assert list(store.process_files()) == [(process, longer)]
    assert store.delete_process("canal-talks")
    assert not store.delete_process("canal-talks")
    assert list(store.process_files()) == []


def test_a_result_is_kept_until_something_changes(store: Store, make_report: Callable[..., Report]) -> None:
    state = store.state()
    store.put_result("dossier", state, "v1", b"made")
    assert store.result("dossier", "v1") == b"made"
    assert store.result("dossier", "v2") is None
    assert store.result("other", "v1") is None
    store.add_report(make_report("a"))
    assert store.state() != state
    assert store.result("dossier", "v1") is None


@pytest.mark.parametrize("change", ["claims", "failed", "process", "delete"])
def test_every_change_is_another_state(store: Store, make_report: Callable[..., Report], change: str) -> None:
    store.add_report(make_report("a"))
    before = store.state()
    if change == "claims":
        store.put_claims("a", [], "x")
    elif change == "failed":
        store.set_failed("a", "broken", "x")
    elif change == "process":
        store.put_process(read_process(FILE, "f"), FILE)
    else:
        store.delete_report("a")
    assert store.state() != before


def test_a_result_of_an_older_state_is_not_kept(store: Store, make_report: Callable[..., Report]) -> None:
    state = store.state()
    store.add_report(make_report("a"))
    store.put_result("dossier", state, "v1", b"old")
    assert store.result("dossier", "v1") is None


def test_a_known_report_is_no_change(store: Store, make_report: Callable[..., Report]) -> None:
    store.add_report(make_report("a"))
    before = store.state()
    assert not store.add_report(make_report("a"))
    assert store.state() == before


def test_a_stored_file_that_cannot_be_read_any_more_is_a_fault_of_the_store(store: Store) -> None:
    store.put_process(read_process(FILE, "f"), "name = ")
    with pytest.raises(StoreError, match="canal-talks"):
        list(store.process_files())
