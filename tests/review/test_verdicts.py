"""Which claims a person let pass: the last word counts, also for a claim that the coder finds on another span."""

from dataclasses import replace

from tests.claims import move
from travaux.ontology.claim import claim_id
from travaux.ontology.review import Review, Target, Verdict
from travaux.review.verdicts import find_verdicts
from travaux.spans import Span


def decide(serial: int, verdict: Verdict, kind: Target = Target.CLAIM) -> Review:
    claim = move(start=20)
    return Review(
        target=claim_id(claim),
        kind=kind,
        verdict=verdict,
        reviewer="ane",
        reason="read it",
        claim=claim,
        serial=serial,
        recorded_at="2025-06-01T00:00:00Z",
    )


def test_the_last_verdict_counts_and_a_mark_is_none() -> None:
    claim = move(start=20)
    reviews = [decide(1, Verdict.CONFIRM), decide(2, Verdict.CORRECT), decide(3, Verdict.MARK)]
    assert find_verdicts([claim, move(start=80)], reviews) == {claim_id(claim): Verdict.CORRECT}


def test_it_binds_to_the_claim_where_it_is_found_now() -> None:
    moved = replace(move(start=20), span=Span(22, 40))
    assert find_verdicts([moved], [decide(1, Verdict.CONFIRM)]) == {claim_id(moved): Verdict.CONFIRM}


def test_rejections_links_and_reports_are_no_verdicts_that_let_pass() -> None:
    claim = move(start=20)
    assert find_verdicts([claim], [decide(1, Verdict.REJECT)]) == {}
    assert find_verdicts([claim], [decide(1, Verdict.CONFIRM, Target.LINK)]) == {}
    assert find_verdicts([], [decide(1, Verdict.CONFIRM)]) == {}
