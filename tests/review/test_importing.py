"""Coded data of others: rows that fit become confirmed claims, and every other is refused with its reason."""

import re
from pathlib import Path

import pytest

from tests.claims import actors, make_report
from tests.export.materials import TODAY, make_claims, make_reports
from travaux.errors import UsageError
from travaux.export.dna import export_events
from travaux.export.material import Record, make_material
from travaux.export.stances import list_stances
from travaux.ontology.claim import AnyClaim, Move, PositionMention, claim_id
from travaux.ontology.review import Verdict
from travaux.ontology.vocabulary import Act, Issue, SpeakerKind, Stance
from travaux.packs.world import World
from travaux.review.apply import apply_to_claims
from travaux.review.importing import Imported, find_words, import_rows, read_csv_rows, read_dna_rows
from travaux.spans import Span
from travaux.store import Store, open_store
from travaux.store.reviews import list_reviews

TEXT = "Norway said “no” to the plan.\nPeru backed the truce. Chile left. Chile left."
HEAD = "report,kind,quote,start,act,actors,recipients,issues,when,speaker\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path / "talks.sqlite", create=True)
    opened.add_report(make_report("r1", text=TEXT, headline="The plan", url="https://post.example/1"))
    opened.add_report(make_report("r2", text="Peru left."))
    found = Move(
        report="r1", span=Span(30, 52), quote=TEXT[30:52], act=Act.SUPPORT, trigger=Span(35, 41), actors=actors("Peru")
    )
    opened.put_claims("r1", [found], "travaux 1")
    opened.put_claims("r2", [], "travaux 1")
    return opened


def read(store: Store, table: str, by: str = "Ane Solberg") -> Imported:
    return import_rows(store, read_csv_rows(table, "codes.csv"), by, "coded by hand")


def claims(store: Store) -> list[AnyClaim]:
    """The claims of the store as reviews leave them."""
    coded = [c for _, group in store.claims() for c in group]
    return apply_to_claims(coded, list(list_reviews(store)), {r.id: r for r in store.reports()})


def reasons(found: Imported) -> list[str]:
    return [f"{e.place}: {e.reason}" for e in found.refused]


def test_a_row_becomes_a_claim_of_its_person(store: Store) -> None:
    row = 'r1,move,Norway said "no"  to the plan.,,reject,Norway,Peru; Chile,ceasefire,2025-06-09,Kari Holm\n'
    found = read(store, HEAD + row)
    assert (len(found.reviews), found.known, found.refused) == (1, 0, ())
    (review,) = found.reviews
    assert (review.verdict, review.reviewer, review.reason) == (
        Verdict.CONFIRM,
        "Ane Solberg",
        "coded by hand (codes.csv, line 2)",
    )
    (claim,) = [c for c in claims(store) if isinstance(c, Move) and c.act is Act.REJECT]
    assert (claim.extractor, claim.confidence) == ("import:Ane Solberg", 1.0)
    assert claim.quote == TEXT[claim.span.start : claim.span.end] == "Norway said “no” to the plan."
    assert [a.name for a in (*claim.actors, *claim.recipients)] == ["Norway", "Peru", "Chile"]
    assert (claim.issues, claim.when and claim.when.edtf) == ((Issue.CEASEFIRE,), "2025-06-09")
    assert (claim.voice.speaker, claim.voice.kind) == ("Kari Holm", SpeakerKind.NAMED)


@pytest.mark.parametrize("name", ["r1", "The plan", "https://post.example/1"])
def test_a_report_is_known_by_id_headline_or_address(store: Store, name: str) -> None:
    assert len(read(store, HEAD + f"{name},move,Chile left,53,withdraw,Chile,,,,\n").reviews) == 1


def test_where_the_coder_found_the_same_its_claim_gets_the_values(store: Store) -> None:
    found = read(store, HEAD + "r1,move,Peru backed the truce.,,support,Peru,,ceasefire,,\n")
    assert found.reviews[0].verdict is Verdict.CORRECT
    assert dict(found.reviews[0].changes) == {"issues": "ceasefire"}
    (claim,) = claims(store)
    assert isinstance(claim, Move)
    assert (claim.issues, claim.extractor, claim.confidence) == ((Issue.CEASEFIRE,), "", 1.0)


def test_other_actors_at_the_same_words_are_another_claim(store: Store) -> None:
    read(store, HEAD + "r1,move,Peru backed the truce.,,support,Chile,,,,\n")
    found = [[a.name for a in c.actors] for c in claims(store) if isinstance(c, Move)]
    assert sorted(found) == [["Chile"], ["Peru"]]
    again = read(store, HEAD + "r1,move,Peru backed the truce.,,support,Kenya,,,,\n", by="Bo")
    assert len(again.reviews) == 1
    assert len(claims(store)) == 3


def test_the_same_rows_again_change_nothing(store: Store) -> None:
    table = HEAD + "r1,move,Peru backed the truce.,,support,Peru,,ceasefire,,\nr2,move,Peru left.,,withdraw,Peru,,,,\n"
    assert len(read(store, table).reviews) == 2
    again = read(store, table)
    assert (again.reviews, again.known) == ((), 2)
    assert len(list(list_reviews(store))) == 2
    assert len(read(store, table, by="Bo").reviews) == 2


def test_an_imported_claim_outlives_coding_anew(store: Store) -> None:
    read(store, HEAD + "r2,move,Peru left.,,withdraw,Peru,,,,\n")
    store.put_claims("r2", [], "travaux 2")
    assert [claim_id(c) for c in claims(store) if c.report == "r2"] == ["r2:move:0-10"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("r9,move,Chile left,,withdraw,Chile,,,,", "no report of .* is called 'r9'"),
        ("r1,move,Kenya left,,withdraw,Kenya,,,,", "its quote does not stand in that report"),
        ("r1,move,Chile left.,,withdraw,Chile,,,,", "its quote stands 2 times in that report; give start"),
        ("r1,move,,,withdraw,Chile,,,,", "it has no quote"),
        ("r1,deed,Peru backed,,,,,,,", "its kind 'deed' is none of move, participation"),
        ("r1,route,Peru backed,,,,,,,", "its kind 'route' is none of"),
        ("r1,move,Peru backed,,,Peru,,,,", "a move needs act"),
        ("r1,move,Peru backed,,sneeze,Peru,,,,", "act='sneeze' is no value of that field"),
        ("r1,move,Peru backed,,support,Peru,,,soon,", "when='soon' is no value"),
        ("r1,access,Peru backed,,support,,,,,", "an? access has no field 'act'"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_and_the_others_go_on(store: Store, row: str, reason: str) -> None:
    good = "r2,move,Peru left.,,withdraw,Peru,,,,\n"
    found = read(store, f"{HEAD}{row}\n{good}")
    assert len(found.reviews) == 1
    (told,) = reasons(found)
    assert told.startswith("codes.csv, line 2: ")
    assert re.search(reason, told)


def test_columns_that_are_no_fields_are_told_before_anything_is_kept(store: Store) -> None:
    with pytest.raises(UsageError, match="'mood' is no field of a claim"):
        read_csv_rows("report,kind,quote,mood\nr1,move,Chile left,bad\n", "codes.csv")
    with pytest.raises(UsageError, match="no column 'quote'"):
        read_csv_rows("report,kind\nr1,move\n", "codes.csv")
    assert list(list_reviews(store)) == []


def test_words_are_found_over_line_ends_and_by_the_hint() -> None:
    assert find_words(TEXT, 'said "no" to the plan. Peru', None) == Span(7, 34)
    assert find_words(TEXT, "Chile left.", 66) == Span(65, 76)
    assert find_words(TEXT, "Chile left.", 0) == Span(53, 64)


def test_statements_of_dna_become_positions(store: Store) -> None:
    head = "statement_id;time;person;organization;concept;agreement;start_position;stop_position;text;coder;document_title\n"
    rows = (
        '1;2025-06-10 00:00:00;Kari Holm;Norway;Talks about a truce;0;0;29;"Norway said “no” to the plan.";x;The plan\n'
        "2;;;Peru;ceasefire;1;30;52;Peru backed the truce.;x;The plan\n"
        "3;;;Peru;fishing;1;30;52;Peru backed the truce.;x;The plan\n"
        "4;;;;ceasefire;1;30;52;Peru backed the truce.;x;The plan\n"
    )
    concepts = {"talks about a truce": Issue.CEASEFIRE}
    found = import_rows(store, read_dna_rows(head + rows, "events.csv", concepts), "Ane Solberg", "coded in DNA")
    positions = sorted((c for c in claims(store) if isinstance(c, PositionMention)), key=claim_id)
    told = [(c.by[0].name, c.issue, c.stance, c.voice.speaker) for c in positions]
    assert told == [
        ("Norway", Issue.CEASEFIRE, Stance.REFUSES, "Kari Holm"),
        ("Peru", Issue.CEASEFIRE, Stance.ACCEPTS, None),
    ]
    assert [r.split(":")[0] for r in reasons(found)] == ["events.csv, line 4", "events.csv, line 5"]
    assert "--map CONCEPT=ISSUE" in reasons(found)[0]


def test_what_travaux_writes_for_dna_comes_back_whole(tmp_path: Path) -> None:
    given = make_material(Record(reports=make_reports(), claims=make_claims(), world=World()), TODAY)
    events = export_events(given, tmp_path / "events.csv").files[0].read_text(encoding="utf-8")
    with open_store(tmp_path / "talks.sqlite", create=True) as store:
        for report in make_reports():
            store.add_report(report)
            store.put_claims(report.id, [], "none")
        found = import_rows(store, read_dna_rows(events, "events.csv", {}), "Ane Solberg", "coded in DNA")
        assert found.refused == ()
        taken = {(s.evidence.report, s.evidence.start, s.party, s.issue, s.stance) for s in list_stances(given)}
        back = {
            (c.report, c.span.start, c.by[0].name, c.issue, c.stance)
            for c in claims(store)
            if isinstance(c, PositionMention)
        }
        assert back == taken
