"""Reviews applied to claims: they bind to ids, outlive a coder's changes, and do not depend on order."""

from dataclasses import replace

import pytest

from tests.claims import actors, make, make_report, move, said_by
from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, Demand, claim_id
from travaux.ontology.review import Review, Target, Verdict
from travaux.ontology.vocabulary import Act, Issue, Modality
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.review.apply import apply_to_claims, apply_to_reports
from travaux.review.correct import correct_claim, list_fields
from travaux.spans import Span

REPORTS = {n: make_report(n) for n in ("r1", "r2")}


def decide(serial: int, claim: AnyClaim, verdict: Verdict, **changes: str) -> Review:
    return Review(
        serial=serial, target=claim_id(claim), kind=Target.CLAIM, verdict=verdict, changes=changes, claim=claim,
        reviewer="Ane", reason="read it", recorded_at="2025-06-10T08:00:00Z",
    )  # fmt: skip


def relate(serial: int, a: AnyClaim, b: AnyClaim, verdict: Verdict) -> Review:
    return Review(
        serial=serial, target=" ".join(sorted([claim_id(a), claim_id(b)])), kind=Target.LINK, verdict=verdict,
        reviewer="Ane", reason="read both", recorded_at="2025-06-10T08:00:00Z",
    )  # fmt: skip


def moved(claim: AnyClaim, by: int) -> AnyClaim:
    """The claim as a newer coder finds it, on a span that begins later."""
    return replace(claim, span=Span(claim.span.start + by, claim.span.end), quote=claim.quote[by:])


def test_rejected_claims_leave_and_confirmed_ones_are_sure() -> None:
    wrong, right = move(start=0), move(start=40)
    out = apply_to_claims(
        [wrong, right], [decide(1, wrong, Verdict.REJECT), decide(2, right, Verdict.CONFIRM)], REPORTS
    )
    assert out == [replace(right, confidence=1.0)]


def test_corrected_values_stand_in_the_claim() -> None:
    claim = move(start=0)
    (out,) = apply_to_claims([claim], [decide(1, claim, Verdict.CORRECT, act="accept", actors="Peru; Chile")], REPORTS)
    assert out.act is Act.ACCEPT  # type: ignore[union-attr]
    assert [a.name for a in out.actors] == ["Peru", "Chile"]  # type: ignore[union-attr]
    assert claim_id(out) == claim_id(claim)


def test_the_last_review_counts() -> None:
    claim = move(start=0)
    trail = [decide(1, claim, Verdict.REJECT), decide(2, claim, Verdict.CONFIRM)]
    assert apply_to_claims([claim], trail, REPORTS) == apply_to_claims([claim], trail[::-1], REPORTS) != []


def test_a_review_follows_its_claim_to_another_span() -> None:
    claim = move(start=0)
    other = move(Act.AGREE, start=0)
    assert apply_to_claims([moved(claim, 3)], [decide(1, claim, Verdict.REJECT)], REPORTS) == []
    assert apply_to_claims([moved(other, 3)], [decide(1, claim, Verdict.REJECT)], REPORTS) != []


def test_a_confirmed_claim_outlives_a_coder_that_does_not_find_it() -> None:
    claim = move(start=0)
    assert apply_to_claims([], [decide(1, claim, Verdict.CONFIRM)], REPORTS) == [replace(claim, confidence=1.0)]
    assert apply_to_claims([], [decide(1, claim, Verdict.CONFIRM)], {}) == []
    assert apply_to_claims([], [decide(1, claim, Verdict.REJECT)], REPORTS) == []


def test_links_join_and_part_items_whatever_the_order() -> None:
    one = make(Demand, "r1", 0, by=actors("Norway"), content="leave the islands")
    two = make(Demand, "r2", 0, by=actors("Norway"), content="open both ports")
    same = make(Demand, "r2", 40, by=actors("Norway"), content="leave the islands")
    for claims in ([one, two, same], [same, two, one]):
        assert count(claims) == 2
        assert count(apply_to_claims(claims, [relate(1, one, two, Verdict.CONFIRM)], REPORTS)) == 1
        assert count(apply_to_claims(claims, [relate(1, one, same, Verdict.REJECT)], REPORTS)) == 3


def count(claims: list[AnyClaim]) -> int:
    return len(build_dossier(REPORTS.values(), claims, World()).demands)


def test_marks_travel_with_reports_and_claims() -> None:
    claim = move(start=0)
    marked = decide(1, claim, Verdict.MARK, sensitivity="restricted", embargo_until="2030-01-01")
    (out,) = apply_to_claims([claim], [marked], REPORTS)
    assert (out.sensitivity, str(out.embargo_until)) == ("restricted", "2030-01-01")
    of_report = replace(marked, target="r1", kind=Target.REPORT, claim=None)
    one, two = apply_to_reports(REPORTS.values(), [of_report])
    assert (one.sensitivity, two.sensitivity) == ("restricted", None)
    assert apply_to_reports([one], [replace(of_report, serial=2, changes={})])[0].sensitivity is None


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("act", "Accept", Act.ACCEPT),
        ("modality", "negation", Modality.NEGATION),
        ("issues", "ceasefire; disarmament", (Issue.CEASEFIRE, Issue.DISARMAMENT)),
        ("issues", "none", ()),
        ("place", "Oslo", "Oslo"),
        ("place", "none", None),
        ("actors", "", ()),
    ],
)
def test_a_value_is_read_by_the_field(field: str, text: str, value: object) -> None:
    assert getattr(correct_claim(move(start=0), {field: text}), field) == value


def test_times_and_voices_can_be_corrected() -> None:
    claim = correct_claim(move(start=0, voice=said_by("Holm")), {"when": "2025-06", "speaker": "none"})
    assert claim.when is not None  # type: ignore[union-attr]
    assert claim.when.edtf == "2025-06"  # type: ignore[union-attr]
    assert claim.voice.speaker is None
    assert correct_claim(claim, {"relayed_by": "CNN; AFP", "denied": "yes"}).voice.relayed_by == ("CNN", "AFP")


@pytest.mark.parametrize(
    ("field", "text"),
    [("act", "sneeze"), ("colour", "red"), ("span", "1"), ("when", "soon"), ("denied", "perhaps"), ("quote", "x")],
)
def test_what_is_no_value_is_refused(field: str, text: str) -> None:
    with pytest.raises(UsageError):
        correct_claim(move(start=0), {field: text})


def test_every_kind_lists_its_fields() -> None:
    assert {"act", "actors", "recipients", "issues", "place", "when", "speaker"} <= set(list_fields(move()))
    assert "confidence" not in list_fields(move())
