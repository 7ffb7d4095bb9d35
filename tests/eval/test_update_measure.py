"""A report more is measured in an open desk and by commands, and the store is left as it was."""

from pathlib import Path

from eval.update import measure_process
from tests.claims import actors, make_report, meeting, move

from travaux.cli.material import load_material
from travaux.cli.refusals import Refusals
from travaux.ontology.claim import AnyClaim
from travaux.ontology.vocabulary import Act
from travaux.store import open_store


def test_a_report_more_is_measured_and_taken_out_again(tmp_path: Path) -> None:
    db = tmp_path / "a.sqlite"
    with open_store(db, create=True) as store:
        for at in range(4):
            name = f"r{at}"
            store.add_report(make_report(name, f"2025-06-1{at}"))
            claims: list[AnyClaim] = [
                move(Act.ATTACK, name, 0, actors=actors("Russia"), recipients=actors("Ukraine")),
                meeting(report=name, start=25, participants=actors("Russia", "Ukraine")),
            ]
            store.put_claims(name, claims, "test")
        before = [s.report for s in store.stamps()]
    entry = load_material(Refusals(), db=str(db)).covered()[0]
    seconds = measure_process(str(db), entry)
    assert seconds.keys() == {"add", "brief", "changes", "command", "command_brief", "command_changes"}
    assert min(seconds.values()) >= 0
    with open_store(db, create=False) as store:
        assert [s.report for s in store.stamps()] == before
