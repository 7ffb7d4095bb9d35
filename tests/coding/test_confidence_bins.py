"""Confidence: the measured precision of a claim's bin."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, move, one_of_each

from travaux.coding.coder import Coder
from travaux.coding.confidence import rate_claims
from travaux.coding.features import list_features
from travaux.ontology.claim import Response
from travaux.ontology.vocabulary import Act, ResponseKind


def test_confidence_is_a_share_or_unknown() -> None:
    rated = rate_claims(one_of_each())
    assert [replace(c, confidence=None) for c in rated] == one_of_each()
    known = {c.kind: c.confidence for c in rated if c.confidence is not None}
    assert {"move", "proposal", "demand", "meeting", "term"} <= set(known)
    assert all(0 < share < 1 for share in known.values())
    assert not {"attribution", "participation", "phase"} & set(known)


def test_a_claim_made_from_a_move_is_as_sure_as_the_move() -> None:
    answer = make(Response, "r1", 0, by=actors("Norway"), answer=ResponseKind.REJECT)
    (alone,) = rate_claims([answer])
    assert alone.confidence is None
    told, same = rate_claims([move(Act.REJECT, start=0), answer])
    assert same.confidence == told.confidence is not None


def test_confidence_does_not_depend_on_company() -> None:
    claims = one_of_each()
    alone = [rate_claims([c])[0].confidence for c in claims if c.kind in {"move", "proposal", "demand"}]
    assert alone == [c.confidence for c in rate_claims(claims) if c.kind in {"move", "proposal", "demand"}]


def test_features_say_how_actors_are_known() -> None:
    assert "actors=pack" in list_features(move())
    assert "actors=none" in list_features(move(actors=()))
    assert "act=reject" in list_features(move(Act.REJECT))


@pytest.mark.model
def test_coded_claims_carry_confidence(coder: Coder) -> None:
    report = make_report("r1", text="Kenya rejected a plan by Uganda on Friday, a diplomat said.")
    assert {c.kind for c in coder.code(report) if c.confidence is not None} >= {"move"}
