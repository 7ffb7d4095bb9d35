"""What pages make of claims made by hand: dissent, routes with their inspections, days that are not sure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.claims import actors, make, make_report, move, text_of, when
from tests.web.desks import Desk, open_desk
from tests.web.pages import read_page
from travaux.ontology.claim import ActorRef, AnyClaim, Route, RouteStop
from travaux.ontology.vocabulary import AccessState, Act, ActorKind, Issue
from travaux.store import open_store
from travaux.web.charts import make_marks

LIE = (ActorRef(name="Kari Lie", kind=ActorKind.PERSON, by="name", country="Norway"),)
STOPS = (
    RouteStop(name="Arica"),
    RouteStop(name="Tumbes crossing", what=("inspection",)),
    RouteStop(name="Lima", what=("transfer",)),
)
YES, NO = "Norway took up the plan for a truce in the fjord", "Lie turned down the plan for a truce in the fjord"
TALKS = (Issue.CEASEFIRE,)
CLAIMS: dict[str, list[AnyClaim]] = {
    "r1": [
        move(Act.REJECT, "r1", 0, quote=NO, actors=LIE, issues=TALKS, confidence=0.9),
        make(Route, "r1", 80, stops=STOPS, mode="truck", state=AccessState.PLANNED),
        move(Act.DETAIN, "r1", 110, recipients=actors("Peru"), when=when("2025-05"), confidence=0.9),
    ],
    "r2": [move(Act.ACCEPT, "r2", 0, quote=YES, issues=TALKS, confidence=0.9)],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    db: Path = tmp_path_factory.mktemp("made") / "desk.sqlite"
    with open_store(db, create=True) as store, store.transaction():
        for name, day in (("r1", "2025-06-10"), ("r2", "2025-06-14")):
            words = CLAIMS[name][0].quote.ljust(80) + text_of(name)[80:]
            store.add_report(make_report(name, day, text=words, outlet="Fjord Post"))
            store.put_claims(name, CLAIMS[name], "hand/1")
    with open_desk(db) as desk:
        yield desk


def test_the_matrix_tells_of_dissent_in_a_party(desk: Desk) -> None:
    page = read_page(desk.get("/p/_all/positions").text)
    assert "dissent Kari Lie refuses" in page.text
    assert "accepts" in page.text
    assert "dissent" in read_page(desk.get("/p/_all/").text).text


def test_a_route_is_drawn_stop_by_stop_with_its_inspections(desk: Desk) -> None:
    page = read_page(desk.get("/p/_all/access").text)
    stops = [
        a["class"] for tag, a in page.elements if tag == "li" and a.get("class") in {"stop", "inspects", "transfers"}
    ]
    assert stops == ["stop", "inspects", "transfers"]
    assert page.text.index("Arica") < page.text.index("Tumbes crossinginspection") < page.text.index("Limatransfer")
    assert "not told as moved" in page.text


def test_a_day_that_is_not_sure_is_drawn_as_the_span_that_it_lies_in(desk: Desk) -> None:
    first, last = make_marks(desk.client.app.state.library.file("_all"), "2025-04-01", "2025-07-01")[0], "2025-05-31"  # type: ignore[attr-defined]
    assert (first.lane, first.first, first.last, first.kind) == ("Norway", "2025-05-01", last, "deed")
    page = read_page(desk.get("/p/_all/timeline").text)
    (image,) = page.find("img")
    assert "a lane for each party" in image["alt"]
    assert "Bar: the day is only known to lie in it" in page.text


def test_a_file_stands_where_nothing_of_it_changed(desk: Desk) -> None:
    """Another state of the store with the same content of a file leaves what was worked out as it is."""
    file = desk.client.app.state.library.file("_all")  # type: ignore[attr-defined]
    other = file.stand("another state")
    assert other.state == "another state"
    assert other.version == file.version
    assert other.timeline is file.timeline
