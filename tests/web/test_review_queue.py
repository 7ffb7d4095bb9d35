"""The order of the queue: what matters and is least sure comes first, and what was decided of is not in it."""

from dataclasses import replace

from tests.claims import actors, make, make_report, move
from travaux.ontology.claim import Demand, claim_id
from travaux.ontology.review import Verdict
from travaux.ontology.vocabulary import Act
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.lead import TRUSTED
from travaux.web.file import File
from travaux.web.queue import Queues, doubt, leave_out, order_queue

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-12"), make_report("r3", "2025-06-11")]
UNSURE = make(Demand, "r1", 0, by=actors("Norway"), of=actors("Peru"), content="leave the islands", confidence=0.91)
SURE = make(Demand, "r2", 0, by=actors("Norway"), of=actors("Peru"), content="open both ports", confidence=0.99)
MIDDLE = move(Act.REJECT, "r3", 0, recipients=actors("Peru"), confidence=0.95)


def make_file(*claims: object, state: str = "1") -> File:
    dossier = build_dossier(REPORTS, list(claims), World())  # type: ignore[arg-type]
    return File(dossier=dossier, process=None, as_of=None, state=state)


def order(*claims: object) -> list[str]:
    return [w.id for w in order_queue(make_file(*claims))]


def test_the_least_sure_comes_first_of_what_matters_alike() -> None:
    assert order(SURE, UNSURE, MIDDLE) == [claim_id(c) for c in (UNSURE, MIDDLE, SURE)]


def test_what_stands_in_the_brief_comes_before_what_stands_under_to_check() -> None:
    below = replace(UNSURE, confidence=TRUSTED - 0.01)
    shown = replace(UNSURE, report="r2", content="open both ports", confidence=TRUSTED + 0.01)
    assert order(below, shown) == [claim_id(shown), claim_id(below)]


def test_what_was_not_measured_counts_as_half_sure() -> None:
    unknown = replace(MIDDLE, confidence=None)
    rows = order_queue(make_file(unknown, replace(SURE, confidence=0.5)))
    assert [doubt(w.evidence) for w in rows] == [0.5, 0.5]


def test_what_other_origins_tell_as_well_comes_later() -> None:
    again = replace(UNSURE, report="r2")
    alone = {w.id: w.weight for w in order_queue(make_file(UNSURE))}
    backed = {w.id: w.weight for w in order_queue(make_file(UNSURE, again))}
    assert backed[claim_id(UNSURE)] < alone[claim_id(UNSURE)]


def test_of_equal_weight_the_newest_comes_first_and_order_of_arrival_does_not_matter() -> None:
    old, new = replace(SURE, report="r1", content="a"), replace(SURE, report="r2", content="b")
    assert order(old, new) == order(new, old) == [claim_id(new), claim_id(old)]


def test_what_was_decided_of_is_left_out_until_that_is_withdrawn() -> None:
    rows = order_queue(make_file(UNSURE, SURE))
    left = leave_out(rows, {claim_id(UNSURE): (4, Verdict.CONFIRM), claim_id(SURE): (6, Verdict.WITHDRAW)})
    assert [(w.id, w.seen) for w in left] == [(claim_id(SURE), 6)]
    assert leave_out(rows, {}, "move") == []
    assert len(leave_out(rows, {}, "demand")) == 2


def test_a_queue_stands_for_a_while_though_reviews_change_the_store() -> None:
    now, asked = [0.0], []

    def load(state: str) -> File:
        asked.append(state)
        return make_file(UNSURE, state=state)

    queues = Queues(lambda: now[0])
    for at, state in ((0, "1"), (1, "1"), (30, "2"), (59, "3"), (61, "3"), (62, "3")):
        now[0] = at
        queue = queues.get("p", state, lambda state=state: load(state))  # type: ignore[misc]
        assert (len(queue.rows), queue.kinds) == (1, ("demand",))
    assert asked == ["1", "3"]
