"""What pages are made of: excerpts, strips of days, looks, partial dates, the index of claims."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims import actors, make, make_report, meeting, move
from travaux.ontology.claim import Demand, Move, claim_id
from travaux.ontology.dossier import AccessStatus, Evidence
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import AccessState, Act, Basis, MeetingStatus, Modality, SegmentKind, SpeakerKind
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span
from travaux.views.board import Board, Lane, Period
from travaux.views.desk import Desk
from travaux.web.coming import list_coming
from travaux.web.index import Asked, SearchIndex, build_index
from travaux.web.looks import read_look
from travaux.web.margin import is_only_said
from travaux.web.passages import cut_excerpt, cut_paragraphs, is_broken
from travaux.web.settings import is_loopback
from travaux.web.spans import span_days
from travaux.web.strips import find_last_day, list_days, make_strip

TEXT = "Peru asked Chile to wait.\n\nChile said it would, and Bolivia took note.\nNobody else spoke."


# -- excerpts ------------------------------------------------------------------------------------------------------


def test_an_excerpt_is_the_paragraph_of_its_quote() -> None:
    start = TEXT.index("it would")
    cut = cut_excerpt(TEXT, start, start + 8)
    assert (cut.before, cut.quote, cut.after) == ("Chile said ", "it would", ", and Bolivia took note.")


def test_a_long_paragraph_is_cut_at_words() -> None:
    text = f"{'before ' * 200}HERE{' behind' * 200}"
    start = text.index("HERE")
    cut = cut_excerpt(text, start, start + 4)
    assert cut.before.startswith("… before")
    assert cut.after.endswith("behind …")
    assert len(cut.before) + len(cut.after) < 800


WRAPPED = (
    "The envoys of the two islands\nmet on the pier at noon and\nagreed that the ferry would\nsail again.\n\n"
    "Neither side said when the\nfirst boat would leave or who\nwould pay for it.\n"
)


def test_where_lines_are_broken_at_a_width_blank_lines_part_paragraphs() -> None:
    start = WRAPPED.index("agreed that")
    cut = cut_excerpt(WRAPPED, start, start + 11)
    assert cut.before.startswith("The envoys of the two")
    assert cut.after.endswith("sail again.")
    assert [WRAPPED[p.start : p.end][:7] for p in cut_paragraphs(WRAPPED, [])] == ["The env", "Neither"]
    last = WRAPPED.index("who\nwould")
    assert cut_excerpt(WRAPPED, last, last + 9).before.startswith("Neither side")


@pytest.mark.parametrize(
    "text", ["", "one\ntwo\n", TEXT, "A list.\nFirst.\nSecond.\nThird.\nFourth.", "Name\nPort\nShip\nPier\n"]
)
def test_lines_that_end_where_sentences_end_are_paragraphs(text: str) -> None:
    assert not is_broken(text)


def test_words_that_are_only_said_are_marked_apart() -> None:
    assert is_only_said(["r1:attribution:0-9", "r1:attribution:3-5"])
    assert not is_only_said(["r1:attribution:0-9", "r1:move:3-5"])


@given(st.text(alphabet="ab \n", max_size=40), st.data())
def test_chunks_put_together_are_the_text(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    rows = [(min(s), max(s), f"c{n}") for n, s in enumerate(spans)]
    paragraphs = cut_paragraphs(text, rows)
    for p in paragraphs:
        assert "".join(c.text for c in p.chunks) == text[p.start : p.end]
        for chunk in p.chunks:
            told = {c for s, e, c in rows if s <= chunk.start and e >= chunk.start + len(chunk.text)}
            assert told == set(chunk.claims) or not chunk.text
    assert [p for p, q in pairwise(paragraphs) if q.start <= p.end] == []


# -- partial dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-12", ("2023-12-01", "2023-12-31")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-05-09", ("2023-05-09", "2023-05-09")),
        ("2023-21", None),
        ("2023-02-30", None),
        ("", None),
        ("9999-12", None),
    ],
)
def test_days_of_partial_dates(value: str, days: tuple[str, str] | None) -> None:
    assert span_days(value) == days


# -- strips --------------------------------------------------------------------------------------------------------


def make_status(state: AccessState, report: str) -> AccessStatus:
    evidence = Evidence(
        claim=f"{report}:access:0-4", report=report, start=0, end=4, quote="port", part=SegmentKind.BODY, speaker=None,
        speaker_kind=SpeakerKind.REPORTER, on_behalf_of=None, relayed_by=(), hedge=None, denied=False,
        modality=Modality.ASSERTED, origin=report,
    )  # fmt: skip
    return AccessStatus(
        id=evidence.claim, evidence=(evidence,), state=state, reopened=False, by=(), direction=None, purpose=(),
        basis=Basis.OBSERVED, when=None,
    )  # fmt: skip


def make_lane() -> Lane:
    closed, opened = make_status(AccessState.CLOSED, "a"), make_status(AccessState.OPEN, "b")
    history = (
        Period(
            state=closed.state, since="2023-05-03", until="2023-05-09", status=closed.id, dated=True, reopened=False
        ),
        Period(
            state=opened.state,
            since="2023-05-09",
            until=None,
            status=opened.id,
            contested=("x",),
            dated=True,
            reopened=False,
        ),
    )
    return Lane(
        direction="in", purpose=("aid",), state=opened.state, since="2023-05-09", known=Basis.OBSERVED, said_by=("UN",),
        last_told="2023-05-09", last_state=None, history=history, announced=(), statuses=(closed, opened),
    )  # fmt: skip


BOARD = Board(
    as_of="2023-06-20", quiet_after=14, points=(), moved=(), not_moved=(), routes=(), incidents=(), constraints=(), promises=(),
)  # fmt: skip


def test_a_strip_has_the_state_of_each_day_until_it_goes_quiet() -> None:
    days = list_days(date(2023, 6, 1), 31)
    strip = make_strip(make_lane(), days, BOARD, {"a": "2023-05-03", "b": "2023-05-09"})
    states = {c.day: c.state for c in strip.cells}
    assert states["2023-05-02"] == "none"
    assert states["2023-05-03"] == states["2023-05-08"] == "closed"
    assert states["2023-05-09"] == states["2023-05-23"] == "open"
    assert states["2023-05-24"] == states["2023-06-01"] == "unknown"
    assert [c.day for c in strip.cells if c.contested] == ["2023-05-09"]
    assert [c.day for c in strip.cells if c.told] == ["2023-05-03", "2023-05-09"]
    assert strip.way == "inwards for aid"
    assert (
        "closed 3 May 2023 to 8 May 2023; open 9 May 2023 to 23 May 2023; last told too long ago 24 May 2023"
        in strip.label
    )


def test_strips_end_when_all_has_gone_quiet() -> None:
    assert find_last_day(replace(BOARD, as_of=None)) is None
    assert find_last_day(BOARD) == date(2023, 6, 20)
    assert list_days(None) == []
    assert list_days(date(1, 1, 2)) == ["0001-01-01", "0001-01-02"]


# -- looks ---------------------------------------------------------------------------------------------------------


def test_a_look_is_remembered_until_the_next_visit() -> None:
    now = datetime(2024, 5, 1, 9, tzinfo=UTC)
    first = read_look("", now)
    assert first.before is None
    same_visit = read_look(first.cookie, now + timedelta(minutes=10))
    assert same_visit.before is None
    next_day = read_look(same_visit.cookie, now + timedelta(days=1))
    assert next_day.before == "2024-05-01T09:10:00Z"
    assert read_look(next_day.cookie, now + timedelta(days=1, minutes=5)).before == "2024-05-01T09:10:00Z"


@pytest.mark.parametrize(
    "cookie", ["x", "||", "a|b|c", "|2024-05-01T09:00:00Z|2999-01-01T00:00:00Z", "|||||", "\x00|\n|"]
)
def test_a_cookie_that_is_none_of_ours_is_a_first_look(cookie: str) -> None:
    assert read_look(cookie, datetime(2024, 5, 1, tzinfo=UTC)).before is None


# -- index ---------------------------------------------------------------------------------------------------------


def make_index() -> SearchIndex:
    text = "Norway asked Peru to pause. Peru refused."
    reports = [
        Report(id=name, text=text, outlet=outlet, published=day)
        for name, outlet, day in (("r1", "Fjord Post", date(2024, 5, 1)), ("r2", None, None))
    ]
    words = "Norway asked Peru to pause"
    span = Span(start=0, end=len(words))
    claims = [Move(report=r.id, span=span, quote=words, act=Act.DEMAND, trigger=Span(start=7, end=12)) for r in reports]
    return build_index(reports, claims, {})


def test_the_index_comes_back_from_bytes() -> None:
    asked = Asked(words=("pause",), slots={})
    found = make_index().find_claims(asked, 0, 10)
    assert [c.report for c in found.claims] == ["r1", "r2"]
    assert SearchIndex.load(make_index().dump()).find_claims(asked, 0, 10) == found
    assert found.facets["outlet"] == [("Fjord Post", 1)]


def test_the_index_is_narrowed_by_days_and_outlet() -> None:
    index = make_index()
    days = Asked(slots={}, since=date(2024, 5, 1), until=date(2024, 5, 1))
    assert [c.report for c in index.find_claims(days, 0, 10).claims] == ["r1"]
    assert [r.id for r in index.find_reports(days)] == ["r1"]
    assert [r.id for r in index.find_reports(Asked(slots={"outlet": "Fjord Post"}), ["r2", "r1"])] == ["r1"]
    assert index.find_claims(Asked(words=("war",), slots={}), 0, 10).total == 0


def test_the_index_gives_the_newest_first_and_counts_what_it_finds() -> None:
    """Claims are numbered by the day of their report, undated ones last, whatever the order in which they come."""
    days = {"r1": "2024-05-01", "r2": None, "r3": "2024-07-02", "r4": "2024-06-03"}
    reports = [
        make_report(name, day, outlet="Fjord Post" if name != "r4" else "Lake Post") for name, day in days.items()
    ]
    claims = [make(Demand, name, 0, by=actors("Norway"), content=f"pause {name}") for name in days]
    claims += [move(Act.REJECT, "r3", 40), move(Act.MEET, "r4", 40)]
    index = build_index(reports, claims, {claim_id(claims[0]): ["talks"], claim_id(claims[2]): ["talks"]})

    def find(**slots: str) -> list[str]:
        return [c.report for c in index.find_claims(Asked(slots=slots), 0, 20).claims]

    assert find(kind="demand") == ["r3", "r4", "r1", "r2"]
    assert find(kind="demand", outlet="Fjord Post") == ["r3", "r1", "r2"]
    assert find(kind="demand", process="talks") == ["r3", "r1"]
    assert find(act="dance") == []
    asked = Asked(slots={"kind": "demand"}, since=date(2024, 5, 15))
    assert [c.report for c in index.find_claims(asked, 1, 5).claims] == ["r4"]
    found = index.find_claims(Asked(words=("quote",), slots={"party": "Norway"}, until=date(2024, 6, 30)), 0, 5)
    assert found.total == len(found.claims)
    assert index.find_claims(Asked(slots={}, since=date(2030, 1, 1)), 0, 5).total == 0
    assert [r.id for r in index.find_reports(Asked(slots={"process": "talks"}))] == ["r3", "r1"]


def test_what_is_told_without_a_day_goes_quiet() -> None:
    """What is to come and was told of long ago may have come or been dropped: it stands apart from what is next."""
    reports = [make_report("r1", "2025-03-01"), make_report("r2", "2025-06-10")]
    planned, ahead = MeetingStatus.PLANNED, Modality.FUTURE
    old = meeting(planned, "r1", place="Geneva", modality=ahead)
    new = meeting(planned, "r2", place="Oslo", participants=actors("Chile", "Peru"), modality=ahead)
    rows = list(list_coming(Desk.of(build_dossier(reports, [old, new], World()), None)))
    assert [(r.quiet, "Oslo" in r.text) for r in rows] == [(False, True), (True, False)]


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("::1", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False), ("example.org", False)],
)  # fmt: skip
def test_addresses_of_this_machine(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own
