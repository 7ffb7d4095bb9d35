"""Deciding beside others: nobody overwrites anybody, and everything can be undone by a new review."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.claims import make_report, meeting, move
from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.review import Decision, Review, Target, Verdict
from travaux.review.agreement import measure_agreement
from travaux.review.apply import apply_to_claims
from travaux.review.deciding import OvertakenError, decide, find_claim, find_last, make_link, make_undo
from travaux.review.verdicts import find_verdicts
from travaux.store import Store, open_store
from travaux.store.reviews import find_review, list_reviews, list_verdicts

CLAIM, OTHER = move(start=0), move(start=40)
REPORT = make_report("r1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "a.sqlite", create=True) as store:
        store.add_report(REPORT)
        store.put_claims("r1", [CLAIM, OTHER], "hand/1")
        yield store


def decision(verdict: Verdict, claim: AnyClaim = CLAIM, who: str = "Ane", **more: Any) -> Decision:
    return Decision(
        target=claim_id(claim), kind=Target.CLAIM, verdict=verdict, reviewer=who, reason="read it", claim=claim, **more
    )


def read(store: Store) -> list[AnyClaim]:
    return apply_to_claims([CLAIM, OTHER], list(list_reviews(store)), {"r1": REPORT})


def undo(store: Store, target: str = claim_id(CLAIM), who: str = "Ane") -> Review:
    trail = list(list_reviews(store, target.split(" ", maxsplit=1)[0]))
    last = find_last(trail, target)
    return decide(store, [(make_undo(trail, target, who), last.serial if last else 0)])[0]


def test_a_decision_on_top_of_what_was_seen_is_kept(store: Store) -> None:
    (first,) = decide(store, [(decision(Verdict.CONFIRM), 0)])
    (second,) = decide(store, [(decision(Verdict.REJECT, who="Oda"), first.serial)])
    assert find_review(store, second.serial) == second
    assert list_verdicts(store) == {claim_id(CLAIM): (second.serial, Verdict.REJECT)}


def test_a_decision_that_another_overtook_is_not_kept(store: Store) -> None:
    (theirs,) = decide(store, [(decision(Verdict.CONFIRM), 0)])
    with pytest.raises(OvertakenError) as caught:
        decide(store, [(decision(Verdict.REJECT, who="Oda"), 0)])
    assert (caught.value.last, caught.value.decision.reviewer) == (theirs, "Oda")
    assert [r.verdict for r in list_reviews(store)] == [Verdict.CONFIRM]


def test_of_several_decisions_all_are_kept_or_none(store: Store) -> None:
    decide(store, [(decision(Verdict.CONFIRM, OTHER), 0)])
    with pytest.raises(OvertakenError):
        decide(store, [(decision(Verdict.REJECT), 0), (decision(Verdict.REJECT, OTHER), 0)])
    assert len(list(list_reviews(store))) == 1


def test_a_mark_and_a_verdict_do_not_stand_in_each_other_s_way(store: Store) -> None:
    decide(store, [(decision(Verdict.MARK, changes={"sensitivity": "internal"}), 0)])
    decide(store, [(decision(Verdict.CONFIRM), 0)])
    (claim,) = [c for c in read(store) if claim_id(c) == claim_id(CLAIM)]
    assert (claim.sensitivity, claim.confidence) == ("internal", 1.0)


def test_undoing_the_first_decision_leaves_the_claim_as_the_coder_found_it(store: Store) -> None:
    decide(store, [(decision(Verdict.REJECT), 0)])
    assert read(store) == [OTHER]
    made = undo(store, who="Oda")
    assert (made.verdict, made.reviewer, made.reason) == (Verdict.WITHDRAW, "Oda", "undoes review 1")
    assert read(store) == [CLAIM, OTHER]
    assert find_verdicts(read(store), list(list_reviews(store))) == {}


def test_undoing_a_later_decision_brings_back_the_one_before(store: Store) -> None:
    decide(store, [(decision(Verdict.CORRECT, changes={"act": "accept"}), 0)])
    decide(store, [(decision(Verdict.REJECT), 1)])
    made = undo(store)
    assert (made.verdict, dict(made.changes)) == (Verdict.CORRECT, {"act": "accept"})
    assert read(store)[0].act == "accept"  # type: ignore[union-attr]
    undo(store)
    assert read(store) == [OTHER]  # what was undone is done again


def test_there_is_nothing_to_undo_where_nobody_decided(store: Store) -> None:
    with pytest.raises(UsageError, match="nothing to undo"):
        make_undo([], claim_id(CLAIM), "Ane")


def test_a_link_is_undone_too(store: Store) -> None:
    link = make_link(CLAIM, OTHER, Verdict.CONFIRM, "Ane", "one thing")
    decide(store, [(link, 0)])
    assert read(store)[0].together == (claim_id(OTHER),)
    undo(store, link.target)
    assert read(store) == [CLAIM, OTHER]


def test_a_link_is_between_two_claims_of_one_kind() -> None:
    with pytest.raises(UsageError, match="these are one"):
        make_link(CLAIM, CLAIM, Verdict.CONFIRM, "Ane", "x")
    with pytest.raises(UsageError, match="never one item"):
        make_link(CLAIM, meeting(), Verdict.CONFIRM, "Ane", "x")


def test_reviews_about_one_claim_are_found_with_its_links(store: Store) -> None:
    link = make_link(CLAIM, OTHER, Verdict.REJECT, "Ane", "two things")
    decide(store, [(decision(Verdict.CONFIRM), 0), (link, 0), (decision(Verdict.CONFIRM, OTHER), 0)])
    assert [r.serial for r in list_reviews(store, claim_id(CLAIM))] == [1, 2]
    assert [r.serial for r in list_reviews(store, "r1:move:0-2")] == []
    assert [r.serial for r in list_reviews(store, "%")] == []


def test_a_claim_is_found_by_its_id_also_when_the_coder_finds_it_no_more(store: Store) -> None:
    assert find_claim(store, claim_id(CLAIM)) == CLAIM
    decide(store, [(decision(Verdict.CONFIRM), 0)])
    store.put_claims("r1", [OTHER], "hand/2")
    assert find_claim(store, claim_id(CLAIM)) == CLAIM
    for name in ("", "r1", "r1:move:9-10", "x:y:z", "r1:move:\0"):
        with pytest.raises(UsageError, match="there is no claim"):
            find_claim(store, name)


def test_what_was_withdrawn_counts_for_no_agreement(store: Store) -> None:
    decide(store, [(decision(Verdict.REJECT), 0)])
    decide(store, [(decision(Verdict.CONFIRM, who="Oda"), 1)])
    assert measure_agreement(list_reviews(store))[0].units == 1
    decide(store, [(decision(Verdict.WITHDRAW, who="Oda"), 2)])
    assert measure_agreement(list_reviews(store))[0].units == 0
