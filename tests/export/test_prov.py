"""Provenance: read back by the prov library, counted against the claims, reviews of persons among it."""

from dataclasses import replace
from pathlib import Path

import pytest
from prov.model import ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity
from tests.claims import actors, make_report, move, said_by
from tests.export.materials import TODAY, make_claims, make_reports, material

from travaux.export.material import ExportMaterial, Record, make_material
from travaux.export.prov import NAMESPACE, export_json, export_n, make_document
from travaux.ontology.claim import claim_id
from travaux.ontology.review import Review, Target, Verdict
from travaux.ontology.vocabulary import Act, SpeakerKind
from travaux.packs.world import World


def review(serial: int, target: str, verdict: Verdict, **more: object) -> Review:
    given = {"kind": Target.CLAIM, "reviewer": "Ane Solberg", "reason": "read it", **more}
    return Review(
        serial=serial,
        target=target,
        verdict=verdict,
        recorded_at="2025-06-15T10:00:00+00:00",
        **given,  # type: ignore[arg-type]
    )


def with_reviews(*reviews: Review) -> ExportMaterial:
    return make_material(Record(reports=make_reports(), claims=make_claims(), world=World(), reviews=reviews), TODAY)


def test_the_library_reads_the_same_document_back(tmp_path: Path) -> None:
    given = material()
    path = export_json(given, tmp_path / "a.json").files[0]
    back = ProvDocument.deserialize(str(path))
    assert back == make_document(given)
    entities = list(back.get_records(ProvEntity))
    assert len(entities) == len(given.claims) + len(given.dossier.reports)


def test_every_claim_is_quoted_from_its_report() -> None:
    given = material()
    document = make_document(given)
    values = {str(e.identifier): e for e in document.get_records(ProvEntity)}
    quoted = [d for d in document.get_records(ProvDerivation) if "Quotation" in str(d.attributes)]
    assert len(quoted) == len(given.claims)
    quotes = sorted(
        str(next(iter(e.get_attribute("prov:value")))) for n, e in values.items() if n.startswith("record:claim/")
    )
    assert quotes == sorted(c.quote for c in given.claims)


def test_claims_are_attributed_to_their_voices() -> None:
    voice = said_by("Ane Berg", SpeakerKind.OFFICE, on_behalf_of="Norway", relayed_by=("Coast Radio",))
    record = Record(
        reports=[make_report("r1", outlet="The Post")], claims=[move(Act.REJECT, voice=voice)], world=World()
    )
    text = make_document(make_material(record, TODAY)).get_provn()
    for agent, role in (("Ane_20Berg", "speaker"), ("Coast_20Radio", "carrier"), ("The_20Post", "outlet")):
        assert f'wasAttributedTo(record:claim/r1_3Amove_3A0-20, record:agent/{agent}, [prov:role="{role}"])' in text
    assert "actedOnBehalfOf(record:agent/Ane_20Berg, record:agent/Norway, -)" in text


def test_a_copy_is_a_revision_of_what_it_copies() -> None:
    reports = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-11", text=make_report("r1").text)]
    given = make_material(
        Record(reports=reports, claims=[move(Act.REJECT), replace(move(Act.REJECT), report="r2")], world=World()), TODAY
    )
    assert [r.copy_of for r in given.dossier.reports if r.copy_of] == ["r1"]
    assert "wasDerivedFrom(record:report/r2, record:report/r1" in make_document(given).get_provn()


def test_reviews_are_activities_of_persons() -> None:
    first = claim_id(make_claims()[1])
    confirmed = review(1, first, Verdict.CONFIRM)
    corrected = review(2, first, Verdict.CORRECT, changes={"place": "Lima"})
    marked = review(3, first, Verdict.MARK, changes={"sensitivity": "public"})
    document = make_document(with_reviews(confirmed, corrected, marked))
    activities = {str(a.identifier): a for a in document.get_records(ProvActivity)}
    assert {"record:review/1", "record:review/2"} <= set(activities)
    assert "record:review/3" not in activities
    (person,) = [a for a in document.get_records(ProvAgent) if "Solberg" in str(a.label)]
    assert "Person" in str(person.get_asserted_types())
    text = document.get_provn()
    assert "wasDerivedFrom(record:correction/2, record:claim/" in text
    assert 'travaux:set_place="Lima"' in text
    assert NAMESPACE in text


def test_a_review_of_what_is_withheld_is_not_in_it() -> None:
    claims = make_claims()
    secret = replace(claims[1], sensitivity="restricted")
    kept = make_material(
        Record(
            reports=make_reports(),
            claims=[claims[0], secret],
            world=World(),
            reviews=[review(1, claim_id(secret), Verdict.CONFIRM)],
        ),
        TODAY,
    )
    assert kept.reviews == ()
    assert "review" not in make_document(kept).get_provn()


@pytest.mark.parametrize("name", ["O'Neil & Sons", "Ünal/Öz", "a b\tc", "x~y%z"])
def test_any_name_can_be_written(name: str, tmp_path: Path) -> None:
    record = Record(
        reports=[make_report("r1", outlet=name)],
        claims=[move(Act.REJECT, recipients=actors(name), voice=said_by(name))],
        world=World(),
    )
    given = make_material(record, TODAY)
    path = export_json(given, tmp_path / "a.json").files[0]
    assert ProvDocument.deserialize(str(path)) == make_document(given)
    assert export_n(given, tmp_path / "a.provn").files[0].read_text(encoding="utf-8").endswith("endDocument\n")
