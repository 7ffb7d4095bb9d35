"""Networks: read by networkx, their edges counted against the record's items."""

from pathlib import Path

import networkx as nx
import pytest
from tests.claims import actors, make_report, meeting, move, said_by, when
from tests.export.materials import TODAY, material

from travaux.errors import UsageError
from travaux.export.graphs import export_gexf, export_graphml, make_graphs
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.ontology.claim import AnyClaim
from travaux.ontology.vocabulary import Act, MeetingStatus, Modality
from travaux.packs.world import World

REPORTS = [make_report("r1", "2025-06-10", outlet="The Post"), make_report("r2", "2025-06-12", outlet="Harbour Wire")]


def build(*claims: AnyClaim) -> ExportMaterial:
    return make_material(Record(reports=REPORTS, claims=claims, world=World()), TODAY)


@pytest.mark.parametrize(
    ("export", "read"), [(export_graphml, nx.read_graphml), (export_gexf, nx.read_gexf)], ids=["graphml", "gexf"]
)
def test_networkx_reads_what_was_written(export: object, read: object, tmp_path: Path) -> None:
    assert callable(export)
    assert callable(read)
    given = material()
    summary = export(given, tmp_path / "out")
    graphs = make_graphs(given.dossier)
    for path in summary.files:
        back, made = read(path), graphs[path.stem]
        assert back.number_of_edges() == made.number_of_edges() == summary.counts[path.stem]
        assert set(back.nodes) == set(made.nodes)
        assert back.is_directed() == made.is_directed()
    assert summary.counts["party-issue"] == len(given.dossier.positions)
    assert summary.counts["citations"] == len(given.dossier.citations)


def test_an_edge_weighs_as_many_independent_origins_as_tell_it() -> None:
    told = move(Act.REJECT, recipients=actors("Peru"), voice=said_by("Ane Berg"), when=when("2025-06-09"))
    again = move(Act.REJECT, "r2", recipients=actors("Peru"), voice=said_by("Luis Rojas"), when=when("2025-06-09"))
    graph = make_graphs(build(told, again).dossier)["moves"]
    ((actor, recipient, edge),) = graph.edges(data=True)
    assert (actor, recipient, edge["act"], edge["weight"]) == ("Norway", "Peru", "reject", 2)
    assert (edge["reports"], edge["start"], edge["end"]) == ("r1; r2", "2025-06-10", "2025-06-12")
    assert edge["claims"].split("; ") == ["r1:move:0-20", "r2:move:0-20"]


def test_what_is_meant_otherwise_is_another_edge() -> None:
    done = move(Act.ATTACK, start=0, recipients=actors("Peru"))
    coming = move(Act.ATTACK, start=60, recipients=actors("Peru"), modality=Modality.FUTURE)
    graph = make_graphs(build(done, coming).dossier)["moves"]
    assert sorted(e["label"] for *_, e in graph.edges(data=True)) == ["attack", "attack (future)"]


def test_planned_meetings_are_no_held_ones() -> None:
    held = meeting(MeetingStatus.HELD, place="Lima", when=when("2025-06-08"))
    planned = meeting(MeetingStatus.PLANNED, "r2", place="Oslo", when=when("2025-06-25"))
    graph = make_graphs(build(held, planned).dossier)["meetings"]
    told = {e["status"]: (e["meetings"], e["places"]) for *_, e in graph.edges(data=True)}
    assert told == {"held": (1, "Lima"), "planned": (1, "Oslo")}


def test_moves_without_two_ends_are_counted_in_the_note(tmp_path: Path) -> None:
    summary = export_graphml(build(move(Act.REJECT), move(Act.VOTE, start=60)), tmp_path / "out")
    assert summary.counts["moves"] == 0
    assert summary.notes[0].startswith("2 moves have no edge")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        export_gexf(build(), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
