"""Events too doubtful for who exports them are left out; what nobody measured stays."""

from dataclasses import replace

from tests.claims import actors, make_report, move
from tests.export.materials import TODAY

from travaux.export.doubt import leave_out_doubtful
from travaux.export.material import ExportMaterial, Record, make_material
from travaux.export.plover import make_records
from travaux.ontology.vocabulary import Act
from travaux.packs.world import World


def material() -> ExportMaterial:
    sure = replace(move(Act.REJECT, start=0), confidence=0.9)
    doubtful = replace(move(Act.ATTACK, start=25, actors=actors("Peru")), confidence=0.4)
    unknown = move(Act.RELEASE, start=50, actors=actors("Chile"))
    return make_material(Record(reports=[make_report("r1")], claims=[sure, doubtful, unknown], world=World()), TODAY)


def test_doubtful_events_are_left_out_and_counted() -> None:
    kept, left = leave_out_doubtful(material(), 0.5)
    assert left == 1
    assert [(r["travaux"]["act"], r["confidence"]) for r in make_records(kept)] == [("reject", 0.9), ("release", None)]
    assert kept.dossier.parties == material().dossier.parties


def test_by_default_all_are_written_with_their_confidence() -> None:
    assert [r["confidence"] for r in make_records(material())] == [0.9, 0.4, None]
