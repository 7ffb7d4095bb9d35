"""Review at the desk by forms alone: each decision is attributed, can be undone, and overwrites nobody's."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.desks import DEMAND, MEETING, MOVE, OPEN, SAME, Desk, add_people, id_of, make_store, open_desk, words_of
from tests.web.pages import read_page
from travaux.ontology.review import Review, Target, Verdict
from travaux.store import open_store
from travaux.store.reviews import list_reviews

PAGE = f"/review/claims/{quote(id_of(DEMAND), safe='')}"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_store(tmp_path)


@pytest.fixture
def desk(db: Path) -> Iterator[Desk]:
    with open_desk(db) as desk:
        yield desk


def trail(db: Path) -> list[Review]:
    with open_store(db, create=False) as store:
        return list(list_reviews(store))


def decide(desk: Desk, verdict: str, claim: str = id_of(DEMAND), seen: int = 0, **more: str) -> object:
    return desk.post("/review/decide", claim=claim, verdict=verdict, seen=str(seen), **more)


def test_the_queue_lists_claims_with_their_words_and_what_rests_on_them(desk: Desk) -> None:
    answer = desk.get("/review?process=_all")
    page = read_page(answer.text)
    assert page.faults == []
    assert DEMAND.quote in page.text
    assert "right in 40 of 100 like it" in page.text
    assert len([li for li in page.find("li") if "data-row" in li]) == 5
    only = read_page(desk.get("/review?process=_all&kind=meeting").text)
    assert len([li for li in only.find("li") if "data-row" in li]) == 1


def test_the_queue_opens_on_a_process(desk: Desk) -> None:
    assert desk.get("/review").status_code == 200
    assert desk.get("/review?process=nowhere").status_code == 404


def test_a_confirmation_is_attributed_and_leaves_the_queue(desk: Desk, db: Path) -> None:
    answer = decide(desk, "confirm", back="/review?process=_all", reason="  read   it ")
    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert answer.headers["location"] == "/review?process=_all&done=1"  # type: ignore[attr-defined]
    (review,) = trail(db)
    assert (review.target, review.verdict, review.reviewer, review.reason) == (
        id_of(DEMAND),
        Verdict.CONFIRM,
        "Ane",
        "read it",
    )
    page = desk.get("/review?process=_all&done=1")
    assert "Ane confirmed the claim" in words_of(page)
    assert "data-done" in page.text
    assert len([li for li in read_page(page.text).find("li") if "data-row" in li]) == 4


def test_a_rejected_claim_leaves_the_file_and_can_be_brought_back(desk: Desk, db: Path) -> None:
    evidence = f"/evidence/{quote(id_of(DEMAND), safe='')}"
    assert desk.get(evidence).status_code == 200
    answer = decide(desk, "reject", back=f"{evidence}?process=_all")
    assert answer.headers["location"].startswith("/review/claims/")  # type: ignore[attr-defined]
    assert desk.get(evidence).status_code == 404
    page = desk.get(answer.headers["location"])  # type: ignore[attr-defined]
    assert "It is not in the file" in words_of(page)
    desk.post("/review/undo", target=id_of(DEMAND), seen="1")
    assert desk.get(evidence).status_code == 200
    assert [r.verdict for r in trail(db)] == [Verdict.REJECT, Verdict.WITHDRAW]


def test_a_correction_keeps_what_differs_and_shows_it(desk: Desk, db: Path) -> None:
    form = {
        "claim": id_of(DEMAND),
        "seen": "0",
        "is-by": "Norway; Chile",
        "is-content": "leave the islands",
        "is-strength": "red_line",
    }
    assert desk.post("/review/correct", **form).status_code == 303
    (review,) = trail(db)
    assert dict(review.changes) == {"by": "Norway; Chile", "strength": "red_line"}
    fields = {
        i["name"]: i.get("value", "")
        for i in read_page(desk.get(PAGE).text).find("input")
        if i.get("name", "").startswith("is-")
    }
    assert fields["is-by"] == "Norway; Chile"
    # A second correction starts from what stands, and keeps the first.
    assert desk.post("/review/correct", **{**form, "seen": "1", "is-content": "go home"}).status_code == 303
    assert dict(trail(db)[1].changes) == {"by": "Norway; Chile", "strength": "red_line", "content": "go home"}


@pytest.mark.parametrize(
    "values",
    [{"is-strength": "fierce"}, {"is-content": "leave the islands"}, {"is-when": "someday"}, {}, {"is-report": "r9"}],
)
def test_a_correction_that_is_none_is_refused_in_words(desk: Desk, db: Path, values: dict[str, str]) -> None:
    answer = desk.post("/review/correct", claim=id_of(DEMAND), seen="0", **values)
    assert answer.status_code == 400
    assert trail(db) == []


def test_confirming_a_corrected_claim_confirms_the_correction(desk: Desk, db: Path) -> None:
    desk.post("/review/correct", claim=id_of(DEMAND), seen="0", **{"is-content": "go home"})
    decide(desk, "confirm", seen=1)
    assert [(r.verdict, dict(r.changes)) for r in trail(db)] == [
        (Verdict.CORRECT, {"content": "go home"}),
        (Verdict.CONFIRM, {"content": "go home"}),
    ]


def test_two_reviewers_do_not_overwrite_each_other(desk: Desk, db: Path) -> None:
    decide(desk, "confirm")
    with open_desk(db, local="Oda") as other:
        answer = other.post("/review/decide", claim=id_of(DEMAND), verdict="reject", seen="0", reason="nobody said so")
        assert answer.status_code == 409
        told = words_of(answer)
        assert "Ane confirmed the claim" in told
        assert "Oda rejected the claim" in told
        assert "nobody said so" in told
        assert len(trail(db)) == 1
        # The page of the conflict holds the form with which it can be decided all the same.
        page = read_page(answer.text)
        form = {
            i["name"]: i["value"] for i in page.find("input") if i.get("type") == "hidden" and i["name"] != "process"
        }
        assert other.client.post("/review/decide", data=form, follow_redirects=False).status_code == 303
    assert [(r.reviewer, r.verdict, r.reason) for r in trail(db)][1] == ("Oda", Verdict.REJECT, "nobody said so")


def test_a_merge_and_a_split_are_links(desk: Desk, db: Path) -> None:
    pair = " ".join(sorted([id_of(DEMAND), id_of(SAME)]))
    assert (
        desk.post("/review/link", claim=id_of(DEMAND), other=id_of(SAME), verdict="reject", seen="0").status_code == 303
    )
    assert (trail(db)[0].kind, trail(db)[0].target, trail(db)[0].verdict) == (Target.LINK, pair, Verdict.REJECT)
    assert (
        desk.post("/review/link", claim=id_of(DEMAND), other=id_of(SAME), verdict="confirm", seen="0").status_code
        == 409
    )
    assert (
        desk.post("/review/link", claim=id_of(DEMAND), other=id_of(SAME), verdict="confirm", seen="1").status_code
        == 303
    )
    assert (
        desk.post("/review/link", claim=id_of(DEMAND), other=id_of(MEETING), verdict="confirm", seen="0").status_code
        == 400
    )
    assert desk.post("/review/undo", target=pair, seen="2").status_code == 303
    assert [r.verdict for r in trail(db)] == [Verdict.REJECT, Verdict.CONFIRM, Verdict.REJECT]


def test_what_is_told_together_can_be_parted_from_the_page(desk: Desk) -> None:
    told = words_of(desk.get(f"{PAGE}?process=_all"))
    assert "Told together with" in told
    assert "Not the same thing" in told
    desk.post("/review/link", claim=id_of(DEMAND), other=id_of(SAME), verdict="reject", seen="0")
    told = words_of(desk.get(f"{PAGE}?process=_all"))
    assert "Linked by a person" in told


def test_a_claim_is_reassigned_in_one_act(desk: Desk, db: Path) -> None:
    """It leaves the claims that it stands with, and joins another, together or not at all."""
    with open_store(db, create=False) as store:
        from tests.claims import actors, make  # noqa: PLC0415
        from travaux.ontology.claim import Demand  # noqa: PLC0415

        third = make(Demand, "r2", 80, by=actors("Peru"), content="open both ports")
        store.put_claims("r2", [MEETING, OPEN, third], "hand/1")
    answer = desk.post("/review/reassign", claim=id_of(DEMAND), other=id_of(third), seen="0", process="_all")
    assert answer.status_code == 303
    links = {r.target: r.verdict for r in trail(db)}
    assert links == {
        " ".join(sorted([id_of(DEMAND), id_of(third)])): Verdict.CONFIRM,
        " ".join(sorted([id_of(DEMAND), id_of(SAME)])): Verdict.REJECT,
    }


@pytest.mark.parametrize(
    "form",
    [
        {"claim": "nothing", "verdict": "confirm", "seen": "0"},
        {"claim": "r1:demand:0-20\0", "verdict": "confirm", "seen": "0"},
        {"claim": id_of(DEMAND), "verdict": "mark", "seen": "0"},
        {"claim": id_of(DEMAND), "verdict": "withdraw", "seen": "0"},
        {"claim": id_of(DEMAND), "verdict": "confirm", "seen": ""},
        {"claim": id_of(DEMAND), "verdict": "confirm", "seen": "-1"},
        {"claim": id_of(DEMAND), "verdict": "confirm", "seen": "9" * 40},
    ],
)
def test_a_form_that_asks_for_nonsense_is_refused(desk: Desk, db: Path, form: dict[str, str]) -> None:
    assert desk.post("/review/decide", **form).status_code in {400, 404}
    assert trail(db) == []


def test_a_form_leads_back_to_this_desk_alone(desk: Desk) -> None:
    for serial, back in enumerate(("https://evil.example/", "//evil.example", "/\\evil")):
        answer = decide(desk, "confirm", seen=serial, back=back)
        assert answer.headers["location"].startswith("/review/claims/")  # type: ignore[attr-defined]


def test_a_reader_sees_the_queue_and_has_no_buttons(db: Path) -> None:
    add_people(db)
    with open_desk(db) as desk:
        desk.sign_in("reader")
        page = desk.get("/review?process=_all")
        assert page.status_code == 200
        assert "/review/decide" not in page.text
        assert "/review/decide" not in desk.get(PAGE).text
        desk.post("/sign-out", "/account")
        desk.sign_in("reviewer")
        assert "/review/decide" in desk.get(PAGE).text
        desk.post("/review/decide", PAGE, claim=id_of(MOVE), verdict="confirm", seen="0")
    assert [r.reviewer for r in trail(db)] == ["reviewer"]


def test_words_of_reviews_are_never_markup(desk: Desk) -> None:
    decide(desk, "confirm", reason="<script>alert(1)</script>")
    desk.post("/review/correct", claim=id_of(DEMAND), seen="1", **{"is-content": '"><img src=x onerror=alert(1)>'})
    for path in (PAGE, f"{PAGE}?done=2", "/review?process=_all&done=2", f"/evidence/{quote(id_of(DEMAND), safe='')}"):
        page = read_page(desk.get(path).text)
        assert page.faults == [], path
        assert page.find("img") == [], path
    assert "alert(1)" in unescape(desk.get(PAGE).text)
    assert not re.search(r"<script>alert", desk.get(PAGE).text)
