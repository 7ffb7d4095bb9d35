"""Adding reports: what is taken, what is refused, and that nothing is lost when it fails."""

import json
import time
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

from tests.fetch.sites import Page, at_home, moved, serve
from tests.web.desks import Desk, FakeBench, Response, make_store, open_desk, words_of
from tests.web.pages import read_page
from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim
from travaux.ontology.process_file import read_process
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Known
from travaux.store import CodingStatus, open_store
from travaux.web.coders import CodingProcess
from travaux.web.incoming import IncomingFolder, clean_name
from travaux.web.settings import Settings

TEXT = "The envoys of both isles met at the harbour on Tuesday.\r\n\r\nThey said that the ferry would sail again <b>soon</b>.\r\n"
FERRY = 'name = "Ferry talks"\n\n[[party]]\nname = "North Isle"\n\n[[party]]\nname = "South Isle"\n'
ARTICLE = (
    b"<html><head><title>Ferry to sail</title></head><body><article><h1>Ferry to sail</h1><p>The ferry between the two islands"
    b" will sail again on Monday, the harbour master said on Friday.</p><p>Both sides had asked for it since the spring, and a"
    b" mediator from the mainland carried their letters.</p></article></body></html>"
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return make_store(tmp_path)


@pytest.fixture
def desk(db: Path) -> Iterator[Desk]:
    with open_desk(db, fetch=at_home(), upload_bytes=200_000) as desk:
        yield desk


def wait(desk: Desk, answer: Response) -> str:
    """The words of the page of a job when it is over."""
    assert answer.status_code == 303, words_of(answer)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        page = desk.get(answer.headers["location"])
        assert page.status_code == 200
        if "refresh" not in page.headers:
            return words_of(page)
        assert page.headers["refresh"] == "2"
        time.sleep(0.02)
    raise AssertionError("the job is never over")


def find(db: Path, words: str) -> list[Report]:
    with open_store(db, create=False) as store:
        return [r for r in store.reports() if words in r.text]


def status_of(db: Path, report: str) -> CodingStatus | None:
    with open_store(db, create=False) as store:
        coding = store.coding(report)
        return coding.status if coding else None


def upload(desk: Desk, name: str, data: bytes, **more: str) -> Response:
    form = {"token": desk.token("/add"), **more}
    return desk.client.post("/add/upload", data=form, files={"file": (name, data)}, follow_redirects=False)


def test_a_pasted_text_is_stored_as_it_is_and_coded(desk: Desk, db: Path) -> None:
    facts = {"outlet": "Island Post", "published": "2025-06-12", "title": "Ferry", "url": "https://post.example/1"}
    said = wait(desk, desk.post("/add/paste", "/add", text=TEXT, **facts))
    assert "done" in said
    (report,) = find(db, "ferry would sail")
    assert report.text == TEXT.replace("\r\n", "\n")
    assert (report.outlet, report.headline, report.url) == ("Island Post", "Ferry", "https://post.example/1")
    assert (str(report.published), report.published_known, report.place) == ("2025-06-12", Known.GIVEN, "pasted by Ane")
    assert status_of(db, report.id) is CodingStatus.CODED
    page = desk.get(f"/reports/{report.id}")
    assert "<b>soon" not in page.text
    assert "<b>soon</b>" in read_page(page.text).text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"text": "  \r\n"}, "there is no text"),
        ({"text": TEXT, "published": "yesterday"}, "not a day"),
        ({"text": TEXT, "url": "javascript:alert(1)"}, "no address"),
        ({"text": "a\0b"}, "NUL"),
    ],
)
def test_what_is_no_report_is_refused_and_what_was_typed_stays(desk: Desk, form: dict[str, str], said: str) -> None:
    answer = desk.post("/add/paste", "/add", outlet="Island Post", **form)
    assert answer.status_code == 400
    assert said in words_of(answer)
    page = read_page(answer.text)
    assert [i["value"] for i in page.find("input") if i.get("name") == "outlet" and i.get("value")] == ["Island Post"]
    assert page.faults == []


def test_a_process_that_a_person_describes_meanwhile_is_known_to_the_coder(desk: Desk, db: Path) -> None:
    made: list[FakeBench] = []

    def make() -> FakeBench:
        made.append(FakeBench())
        return made[-1]

    desk.client.app.state.workshop._make_bench = make  # type: ignore[attr-defined]
    for turn in range(2):
        wait(desk, desk.post("/add/paste", "/add", text=f"{turn} {TEXT}"))
    wait(desk, desk.post("/add/paste", "/add", text=f"2 {TEXT}"))
    assert len(made) == 1
    with open_store(db, create=False) as store:
        store.put_process(read_process(FERRY, "ferry talks"), FERRY)
    wait(desk, desk.post("/add/paste", "/add", text=f"3 {TEXT}"))
    assert [b.closed for b in made] == [True, False]


def test_the_coder_of_a_desk_knows_the_processes_of_its_store(db: Path) -> None:
    bench = CodingProcess(Settings(db=db))
    with open_store(db, create=False) as store:
        assert bench.fits(store)
        assert [p.stem for p in bench._choice.packs] == ["island-talks"]
        store.put_process(read_process(FERRY, "ferry talks"), FERRY)
        assert not bench.fits(store)
    bench.close()


def test_the_same_text_again_is_known(desk: Desk, db: Path) -> None:
    wait(desk, desk.post("/add/paste", "/add", text=TEXT))
    assert "known already" in wait(desk, desk.post("/add/paste", "/add", text=TEXT))
    assert len(find(db, "ferry would sail")) == 1


def test_a_report_on_which_coding_fails_is_kept_and_can_be_tried_again(desk: Desk, db: Path) -> None:
    said = wait(desk, desk.post("/add/paste", "/add", text=f"We stumble. {TEXT}"))
    assert "1 failed" in said
    assert "no verb in it" in said
    (report,) = find(db, "We stumble")
    assert status_of(db, report.id) is CodingStatus.FAILED
    page = desk.get("/add")
    assert report.id in page.text
    assert "coding failed on 1" in words_of(page)
    wait(desk, desk.post("/add/again", "/add"))


def test_a_coder_that_cannot_be_loaded_loses_nothing(desk: Desk, db: Path) -> None:
    class Broken(FakeBench):
        def put(self, report: Report) -> None:
            raise UsageError("there is no such model")

    desk.client.app.state.workshop._make_bench = Broken  # type: ignore[attr-defined]
    said = wait(desk, desk.post("/add/paste", "/add", text=TEXT))
    assert "failed" in said
    assert "there is no such model" in said
    (report,) = find(db, "ferry would sail")
    assert status_of(db, report.id) is CodingStatus.PENDING
    desk.client.app.state.workshop._make_bench = FakeBench  # type: ignore[attr-defined]
    wait(desk, desk.post("/add/again", "/add"))
    assert status_of(db, report.id) is CodingStatus.CODED


def test_a_file_of_several_reports_is_taken_in(desk: Desk, db: Path) -> None:
    rows = [{"id": f"u{n}", "text": f"Upload {n}: the two crews met at the pier."} for n in range(3)]
    body = "\n".join(map(json.dumps, [*rows, {"no": "text"}])).encode()
    said = wait(desk, upload(desk, "crews.jsonl", body, outlet="Pier News", published="2025-06-01"))
    assert "3 new" in said
    assert "1 refused" in said
    assert "crews.jsonl, line 4" in said
    found = find(db, "met at the pier")
    assert {r.place for r in found} == {f"crews.jsonl, line {n}" for n in (1, 2, 3)}
    assert {(r.outlet, str(r.published)) for r in found} == {("Pier News", "2025-06-01")}
    assert str(db.parent) not in said
    assert not list(Path(f"{db}.incoming").iterdir())


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("photo.png", b"\x89PNG", 400, "not a kind of file"),
        ("", b"x", 400, "no file was chosen"),
        ("big.txt", b"x" * 250_000, 400, "more than 200,000 bytes"),
        ("huge.txt", b"x" * 400_000, 413, "more than"),
    ],
)
def test_a_file_that_is_not_read_is_refused(
    desk: Desk, db: Path, name: str, data: bytes, status: int, said: str
) -> None:
    answer = upload(desk, name, data)
    assert answer.status_code == status
    assert said in words_of(answer)
    assert not list(Path(f"{db}.incoming").glob("*/*"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\Users\\ane\\talks.html", "talks.html"),
        ("a\0b\n<c>.txt", "a_b__c_.txt"),
        (".hidden.txt", "hidden.txt"),
        ("facts.json", "given-facts.json"),
        ("x" * 300 + ".jsonl.gz", "x" * 120 + ".jsonl.gz"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_an_upload_that_was_not_finished_goes_on_with_the_next_start(db: Path) -> None:
    folder = IncomingFolder(db)
    folder.keep(
        "left.txt", BytesIO(TEXT.encode()), {"by": "Oda", "outlet": "Island Post", "published": "2025-06-03"}, 10_000
    )
    (Path(f"{db}.incoming") / "half").mkdir()  # a file that was never taken whole
    (Path(f"{db}.incoming") / "half" / "half.txt").write_bytes(b"half")
    with open_desk(db) as desk:
        ends = time.monotonic() + 60
        while (
            not find(db, "ferry would sail")
            or status_of(db, find(db, "ferry would sail")[0].id) is not CodingStatus.CODED
        ):
            assert time.monotonic() < ends
            time.sleep(0.02)
        assert "file: left.txt" in words_of(desk.get("/add"))
    (report,) = find(db, "ferry would sail")
    assert (report.outlet, str(report.published)) == ("Island Post", "2025-06-03")
    assert list(folder.list_left()) == []
    assert find(db, "half") == []


def test_a_page_is_fetched_from_its_address(desk: Desk, db: Path) -> None:
    with serve({"/ferry": Page(ARTICLE), "/old": moved("/ferry")}) as site:
        said = wait(desk, desk.post("/add/address", "/add", address=site.address("/old"), outlet="Island Post"))
        assert "1 new" in said
    (report,) = find(db, "harbour master said")
    assert (report.url, report.outlet) == (site.address("/ferry"), "Island Post")
    assert report.retrieved is not None
    assert status_of(db, report.id) is CodingStatus.CODED


@pytest.mark.parametrize(
    ("path", "said"),
    [("/private", "and no public site"), ("/gone", "answers 404"), ("/photo", "it is image/png"), ("/empty", "empty")],
)
def test_a_page_that_cannot_be_had_is_told_of_and_noted(desk: Desk, db: Path, path: str, said: str) -> None:
    pages = {"/private": moved("http://10.0.0.1/x"), "/photo": Page(b"x", kind="image/png"), "/empty": Page(b" ")}
    with serve(pages) as site:
        told = wait(desk, desk.post("/add/address", "/add", address=site.address(path)))
    assert "failed" in told
    assert said in told


@pytest.mark.parametrize(
    "address", ["", "file:///etc/passwd", "ftp://site.example/", "site.example", "http://u:p@site.example/"]
)
def test_what_is_no_address_is_refused_at_once(desk: Desk, address: str) -> None:
    assert desk.post("/add/address", "/add", address=address).status_code == 400


def test_this_machine_is_not_fetched_from_by_default(db: Path) -> None:
    with serve({"/ferry": Page(ARTICLE)}) as site, open_desk(db) as desk:
        answer = desk.post("/add/address", "/add", address=f"http://127.0.0.1:8000/{site.port}")
        assert "this machine itself" in wait(desk, answer)
        assert site.asked == []


def test_a_job_that_is_not_known_is_said_so(desk: Desk) -> None:
    assert desk.get("/add/jobs/nothing").status_code == 404


def test_a_desk_that_is_closed_stops_in_the_middle_of_a_job(db: Path) -> None:
    begun: list[str] = []

    class Slow(FakeBench):
        def _code(self, report: Report) -> Sequence[AnyClaim]:
            begun.append(report.id)
            time.sleep(0.05)
            return super()._code(report)

    rows = "\n".join(
        json.dumps({"id": f"s{n}", "text": f"Slow {n}: the two crews met at the pier."}) for n in range(200)
    )
    with open_desk(db) as desk:
        desk.client.app.state.workshop._make_bench = Slow  # type: ignore[attr-defined]
        assert upload(desk, "slow.jsonl", rows.encode()).status_code == 303
        while len(begun) < 2:
            time.sleep(0.02)
        closing = time.monotonic()
    assert time.monotonic() - closing < 9
    assert len(begun) < 150
    assert [i.name for i in IncomingFolder(db).list_left()] == ["slow.jsonl"]
