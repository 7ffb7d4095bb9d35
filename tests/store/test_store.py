"""What a store promises, on every database."""

import random
from collections.abc import Callable
from datetime import date

import pytest

from travaux.errors import InputError, InternalError, UsageError
from travaux.ontology.claim import AnyClaim, Assessment, Count, Move, Voice, claim_id
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import Act, Known, SegmentKind
from travaux.spans import Span
from travaux.store import CodingStatus, Store

MakeReport = Callable[..., Report]
OpenNamed = Callable[..., Store]


def assess(report: Report, start: int = 0, end: int = 5, ordinal: int = 0) -> Assessment:
    return Assessment(report=report.id, span=Span(start, end), quote=report.text[start:end], ordinal=ordinal)


def move(report: Report, start: int = 0, end: int = 14) -> Move:
    quote = report.text[start:end]
    return Move(report=report.id, span=Span(start, end), quote=quote, act=Act.PROPOSE, trigger=Span(6, 14))


def claims_of(store: Store, report: str) -> list[AnyClaim]:
    return [claim for _, claims in store.claims([report]) for claim in claims]


def test_store_returns_a_report_as_it_came(store: Store, make_report: MakeReport) -> None:
    report = make_report(
        "r1",
        "Cairo — Égypte\n\nproposed",
        headline="A “truce”",
        outlet="AFP",
        outlet_known=Known.TEXT,
        retrieved=date(2024, 5, 2),
        embargo_until=date(2024, 6, 1),
        place="a.jsonl, line 1",
        segments=(Segment(span=Span(0, 5), kind=SegmentKind.DATELINE, note="x"),),
    )
    assert store.add_report(report)
    assert store.report("r1") == report
    assert store.report("r2") is None


def test_store_takes_the_same_report_once(store: Store, make_report: MakeReport) -> None:
    assert store.add_report(make_report("r1", outlet="AFP"))
    assert not store.add_report(make_report("r1", outlet="Reuters"))
    kept = store.report("r1")
    assert kept is not None
    assert kept.outlet == "AFP"
    assert sum(store.counts().reports.values()) == 1


def test_store_refuses_another_text_under_the_same_id(store: Store, make_report: MakeReport) -> None:
    store.add_report(make_report("r1"))
    with pytest.raises(InputError, match=r"a\.txt: another text is stored under the id 'r1'.*not stored"):
        store.add_report(make_report("r1", "Something else.", place="a.txt"))
    assert store.report("r1") == make_report("r1")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_store_refuses_what_is_no_text(store: Store, make_report: MakeReport, text: str) -> None:
    with pytest.raises(InputError, match=r"its text holds .* at character 1, .*not stored"):
        store.add_report(make_report("r1", text))
    with pytest.raises(InputError, match="its byline holds"):
        store.add_report(make_report("r1", byline=text))
    segment = Segment(span=Span(0, 2), kind=SegmentKind.TURN, note="\ud800")
    with pytest.raises(InputError, match="report 'r1'"):
        store.add_report(make_report("r1", segments=(segment,)))
    assert store.report("r1") is None


def test_store_returns_reports_by_day_and_id(store: Store, make_report: MakeReport) -> None:
    days = {"b": date(2024, 1, 2), "a": date(2024, 1, 2), "c": date(2024, 1, 1), "d": None, "é": date(2024, 1, 2)}
    for name, day in days.items():
        store.add_report(make_report(name, published=day))
    assert [r.id for r in store.reports()] == ["d", "c", "a", "b", "é"]
    assert [r.id for r in store.reports(ids=["é", "d", "b", "b", "none"])] == ["d", "b", "é"]


def test_store_returns_reports_of_more_ids_than_a_statement_takes(store: Store, make_report: MakeReport) -> None:
    names = [f"r{n:04}" for n in range(1203)]
    with store.transaction():
        for n, name in enumerate(names):
            store.add_report(make_report(name, published=date.fromordinal(730000 + n * 7 % 11)))
    everything = [r.id for r in store.reports()]
    assert [r.id for r in store.reports(ids=names)] == everything
    assert sorted(everything) == names


def test_store_lists_reports_by_status(store: Store, make_report: MakeReport) -> None:
    for name in "abc":
        store.add_report(make_report(name))
    store.add_report(make_report("d", set_aside="no text of its own"))
    store.put_claims("a", [], "x 1")
    store.set_failed("b", "ValueError: bad", "x 1")
    assert {s: [r.id for r in store.reports(status=s)] for s in CodingStatus} == {
        CodingStatus.PENDING: ["c"],
        CodingStatus.CODED: ["a"],
        CodingStatus.SET_ASIDE: ["d"],
        CodingStatus.FAILED: ["b"],
    }
    found = {coding.report: (coding.status.value, coding.extractor, coding.reason) for coding in store.codings()}
    assert found == {
        "a": ("coded", "x 1", None),
        "b": ("failed", "x 1", "ValueError: bad"),
        "c": ("pending", None, None),
        "d": ("set_aside", None, "no text of its own"),
    }
    assert [coding.report for coding in store.codings(CodingStatus.FAILED)] == ["b"]


def test_put_claims_replaces_the_claims_of_that_report_only(store: Store, make_report: MakeReport) -> None:
    one, two = make_report("r1"), make_report("r2")
    store.add_report(one)
    store.add_report(two)
    store.put_claims("r1", [assess(one), assess(one, 6, 14)], "x 1")
    store.put_claims("r2", [assess(two)], "x 1")
    store.put_claims("r1", [assess(one)], "x 2")
    assert list(store.claims()) == [("r1", (assess(one),)), ("r2", (assess(two),))]
    coding = store.coding("r1")
    assert coding is not None
    assert (coding.status, coding.extractor) == (CodingStatus.CODED, "x 2")


@pytest.mark.parametrize(
    ("break_rule", "message"),
    [
        (lambda r: [assess(r), assess(r)], "two claims have the id r1:assessment:0-5"),
        (lambda r: [Assessment(report="r2", span=Span(0, 5), quote="Egypt")], "was given for report 'r1'"),
        (lambda r: [Assessment(report="r1", span=Span(0, 5), quote="Qatar")], "quote 'Qatar' is not at"),
        (lambda r: [Assessment(report="r1", span=Span(0, 5), quote="Egypt", rule="\ud800")], "cannot be stored"),
        (
            lambda r: [Count(report="r1", span=Span(0, 5), quote="Egypt", what="w", value=float("nan"))],
            "1.count.value: Input should be a valid number",
        ),
        (
            lambda r: [Assessment(report="r1", span=Span(0, 5), quote="Egypt", confidence=float("inf"))],
            "would be stored as another",
        ),
    ],
)
def test_put_claims_writes_nothing_that_breaks_a_rule(
    store: Store, make_report: MakeReport, break_rule: Callable[[Report], list[AnyClaim]], message: str
) -> None:
    report = make_report("r1")
    store.add_report(report)
    store.put_claims("r1", [move(report)], "x 1")
    with pytest.raises(InternalError, match=message):
        store.put_claims("r1", [assess(report, 6, 14), *break_rule(report)], "x 2")
    assert claims_of(store, "r1") == [move(report)]
    coding = store.coding("r1")
    assert coding is not None
    assert coding.extractor == "x 1"


def test_put_claims_needs_a_report_that_takes_claims(store: Store, make_report: MakeReport) -> None:
    with pytest.raises(UsageError, match=r"'r1' is not in .*add it first"):
        store.put_claims("r1", [], "x 1")
    store.add_report(make_report("r1", set_aside="a table"))
    with pytest.raises(UsageError, match=r"set aside \(a table\)"):
        store.put_claims("r1", [], "x 1")
    assert not store.set_failed("r1", "why", "x 1")
    assert not store.set_failed("r9", "why", "x 1")
    assert [c.status for c in store.codings()] == [CodingStatus.SET_ASIDE]


def test_set_failed_takes_earlier_claims_away(store: Store, make_report: MakeReport) -> None:
    report = make_report("r1")
    store.add_report(report)
    store.put_claims("r1", [move(report)], "x 1")
    assert store.set_failed("r1", "ValueError: \ud800 and \0", "x 2")
    assert list(store.claims()) == []
    coding = store.coding("r1")
    assert coding is not None
    assert (coding.status, coding.reason) == (CodingStatus.FAILED, "ValueError: \\ud800 and \\x00")


def test_claims_come_in_order_whatever_the_order_of_arrival(open_named: OpenNamed, make_report: MakeReport) -> None:
    reports = [make_report(name) for name in ("r1", "r10", "r2", "R3")]
    spans = [(6, 14), (0, 14), (0, 5), (24, 29)]
    expected: list[tuple[str, tuple[AnyClaim, ...]]] | None = None
    for seed in range(5):
        mix = random.Random(seed)
        store = open_named(f"store{seed}")
        for report in mix.sample(reports, len(reports)):
            claims: list[AnyClaim] = [assess(report, *span, ordinal) for span in spans for ordinal in (0, 2, 11)]
            claims.append(move(report))
            store.add_report(report)
            store.put_claims(report.id, mix.sample(claims, len(claims)), "x 1")
        found = list(store.claims())
        expected = expected or found
        assert found == expected
    assert expected is not None
    assert [report for report, _ in expected] == ["R3", "r1", "r10", "r2"]
    assert [claim_id(claim) for claim in expected[1][1]][:7] == [
        "r1:assessment:0-5",
        "r1:assessment:0-5-2",
        "r1:assessment:0-5-11",
        "r1:assessment:0-14",
        "r1:assessment:0-14-2",
        "r1:assessment:0-14-11",
        "r1:move:0-14",
    ]


def test_claims_of_some_reports_and_kinds(store: Store, make_report: MakeReport) -> None:
    names = [f"r{n:04}" for n in range(1100)]
    with store.transaction():
        for name in names:
            report = make_report(name)
            store.add_report(report)
            store.put_claims(name, [assess(report), move(report)], "x 1")
    assert [report for report, _ in store.claims(names[::-1])] == names
    assert list(store.claims([])) == []
    assert list(store.claims(kinds=[])) == []
    only = dict(store.claims(["r0007", "r0003", "none"], kinds=["move"]))
    assert only == {name: (move(make_report(name)),) for name in ("r0003", "r0007")}


def test_claims_are_seen_as_they_were_when_the_reading_began(store: Store, make_report: MakeReport) -> None:
    for name in ("r1", "r2"):
        report = make_report(name)
        store.add_report(report)
        store.put_claims(name, [assess(report)], "x 1")
    found = []
    for name, claims in store.claims():
        found.append((name, len(claims)))
        store.delete_report("r2")
    assert found == [("r1", 1), ("r2", 1)]
    assert [name for name, _ in store.claims()] == ["r1"]


def test_pending_lists_what_waits_to_be_coded(store: Store, make_report: MakeReport) -> None:
    for name in "abcd":
        store.add_report(make_report(name))
    store.add_report(make_report("e", set_aside="a table"))
    store.put_claims("a", [], "x 1")
    store.put_claims("b", [], "x 2")
    store.set_failed("c", "why", "x 2")
    assert list(store.pending()) == ["d"]
    assert list(store.pending(failed=True)) == ["c", "d"]
    assert list(store.pending(other_than="x 2")) == ["a", "d"]
    assert list(store.pending(other_than="x 1")) == ["b", "c", "d"]
    assert list(store.pending(other_than="x 2", failed=True)) == ["a", "c", "d"]


def test_pending_sees_what_is_coded_meanwhile_and_names_each_report_once(store: Store, make_report: MakeReport) -> None:
    names = [f"r{n:04}" for n in range(1100)]
    with store.transaction():
        for name in names:
            store.add_report(make_report(name))
    seen = []
    for name in store.pending():
        seen.append(name)
        if name == "r0100":
            store.put_claims("r1099", [], "x 1")
    assert seen == names[:-1]


def test_delete_report_leaves_nothing_of_it(store: Store, make_report: MakeReport) -> None:
    report = make_report("r1", "The zebra was seen.")
    store.add_report(make_report("r2"))
    before = (list(store.reports()), list(store.claims()), store.counts())
    store.add_report(report)
    store.put_claims("r1", [assess(report, 0, 3)], "x 1")
    assert store.search("zebra") == ["r1"]
    assert store.delete_report("r1")
    assert not store.delete_report("r1")
    assert store.search("zebra") == []
    assert (list(store.reports()), list(store.claims()), store.counts()) == before
    assert store.add_report(make_report("r1", "Now another text."))


def test_refuse_records_a_place_and_reason_once(store: Store) -> None:
    store.refuse("b.jsonl, line 2", "no text")
    store.refuse("a.jsonl, line 9", "not JSON: \ud800")
    store.refuse("b.jsonl, line 2", "no text")
    store.refuse("b.jsonl, line 2", "no id")
    assert sorted((r.place, r.reason) for r in store.refusals()) == [
        ("a.jsonl, line 9", "not JSON: \\ud800"),
        ("b.jsonl, line 2", "no id"),
        ("b.jsonl, line 2", "no text"),
    ]
    assert store.counts().refused == 3


def test_counts_tell_every_status_and_the_kinds_there_are(store: Store, make_report: MakeReport) -> None:
    report = make_report("r1")
    store.add_report(report)
    store.add_report(make_report("r2"))
    store.put_claims("r1", [assess(report), assess(report, 6, 14), move(report)], "x 1")
    counts = store.counts()
    assert {status.value: n for status, n in counts.reports.items()} == {
        "pending": 1,
        "coded": 1,
        "set_aside": 0,
        "failed": 0,
    }
    assert counts.claims == {"assessment": 2, "move": 1}
    assert counts.refused == 0


def test_search_finds_words_in_text_and_headline(store: Store, make_report: MakeReport) -> None:
    store.add_report(make_report("r1", "Égypte proposed a cease-fire."))
    store.add_report(make_report("r2", "Nothing here.", headline="Cease-fire proposed"))
    store.add_report(make_report("r3", "A fire will cease."))
    assert sorted(store.search("cease-fire PROPOSED")) == ["r1", "r2"]
    assert store.search("egypte") == ["r1"]
    assert store.search('"cease" — fire', limit=1) != []
    assert store.search('OR" NEAR(') == []
    with pytest.raises(UsageError, match="at least one word"):
        store.search(" — ")


def test_voice_of_a_claim_is_kept(store: Store, make_report: MakeReport) -> None:
    report = make_report("r1")
    voice = Voice(speaker="Osama Hamdan", relayed_by=("Al Jazeera", "AFP"), hedge="reportedly", denied=True)
    claim = Assessment(report="r1", span=Span(0, 5), quote="Egypt", voice=voice)
    store.add_report(report)
    store.put_claims("r1", [claim], "x 1")
    assert claims_of(store, "r1") == [claim]


def test_store_keeps_what_was_written_when_opened_again(open_named: OpenNamed, make_report: MakeReport) -> None:
    first = open_named("again")
    report = make_report("r1")
    first.add_report(report)
    first.put_claims("r1", [move(report)], "x 1")
    first.close()
    with pytest.raises(UsageError, match="was closed; open it again"):
        first.counts()
    second = open_named("again")
    assert list(second.reports()) == [report]
    assert claims_of(second, "r1") == [move(report)]
