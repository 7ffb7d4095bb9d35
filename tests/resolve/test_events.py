"""Looking deeds up by marks gives what comparing each with every other of its time gives."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.claims import actors, make_report, move, when

from travaux.memory import Memory, Parts
from travaux.ontology.claim import Move, claim_id
from travaux.ontology.vocabulary import Act, Issue
from travaux.origins.origin import Origins
from travaux.resolve import events
from travaux.resolve.events import find_events
from travaux.resolve.facts import make_deed_likeness
from travaux.resolve.joining import Corpus, make_corpus

FIRST = date(2031, 3, 1)
WORDS = "shelled port bridge column night convoy hills twice river again militia airfield".split()
names = st.lists(st.sampled_from(["Norway", "Oman", "Chad"]), max_size=2, unique=True)
days = st.one_of(
    st.none(), st.integers(0, 6).map(lambda n: (FIRST + timedelta(days=n)).isoformat()), st.just("2031-03")
)
tellings = st.fixed_dictionaries(
    {
        "report": st.integers(0, 9),
        "words": st.lists(st.sampled_from(WORDS), max_size=5),
        "by": names.map(lambda found: found[:1]),
        "to": names,
        "issues": st.sampled_from([(), (), (Issue.CEASEFIRE,), (Issue.HUMANITARIAN_ACCESS,)]),
        "place": st.sampled_from([None, None, "Lund", "Sur"]),
        "day": days,
    }
)
Told = dict[str, object]


def make_move(at: int, told: Told) -> Move:
    day = told["day"]
    return move(
        Act.ATTACK,
        report=f"r{told['report']}",
        start=at,
        quote=" ".join(told["words"]) or "x",  # type: ignore[arg-type]
        actors=actors(*told["by"]),  # type: ignore[misc]
        recipients=actors(*told["to"]),  # type: ignore[misc]
        issues=told["issues"],
        place=told["place"],
        when=None if day is None else when(str(day)),
    )


def make_days() -> Corpus:
    reports = [make_report(f"r{n}", (FIRST + timedelta(days=n % 4)).isoformat()) for n in range(9)]
    reports.append(make_report("r9", None))
    return make_corpus(reports, Origins(copies={}, publishers={}, voices=None))


def group(rows: Sequence[Told]) -> list[list[str]]:
    corpus = make_days()
    moves = sorted((make_move(at, told) for at, told in enumerate(rows)), key=corpus.order)
    return [[claim_id(m) for m in e.claims] for e in find_events(corpus, moves, make_deed_likeness(moves))]


@given(rows=st.lists(tellings, max_size=40))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_deeds_found_by_marks_are_those_of_comparing_all(rows: list[Told], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(events, "_MANY", 10**9)
        patched.setattr(events, "_LARGE", 10**9)
        all_compared = group(rows)
    for many, large in ((1, 2), (2, 4), (1, 10**9), (10**9, 2)):
        with monkeypatch.context() as patched:
            patched.setattr(events, "_MANY", many)
            patched.setattr(events, "_LARGE", large)
            assert group(rows) == all_compared


def test_many_deeds_of_a_day_are_few_comparisons() -> None:
    """Of two hundred deeds with words of their own each is held against a few of the others, and not 19,900 pairs."""
    corpus = make_days()
    own = [make_move(at, {"report": at % 4, "words": [f"w{at}x{n}" for n in range(5)], "by": (), "to": (), "issues": (),
                          "place": None, "day": "2031-03-02"}) for at in range(200)]  # fmt: skip
    moves = sorted(own, key=corpus.order)
    like = make_deed_likeness(moves)
    held: list[int] = []

    def compare(a: Any, b: Any) -> bool:
        held.append(1)
        return like.same(a, b)

    found = find_events(corpus, moves, replace(like, same=compare))
    assert len(found) == 200
    assert len(held) < 2000


def test_an_event_that_was_large_is_found_by_what_joins_it_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_MANY", 1)
    monkeypatch.setattr(events, "_LARGE", 4)
    reports = [make_report(f"r{n}", "2031-03-01") for n in range(8)]
    origins = Origins(copies={}, publishers={}, voices=None)

    def deed(report: str, words: str, day: str) -> Move:
        return move(Act.ATTACK, report=report, start=0, quote=words, actors=actors("Norway"), when=when(day))

    def find(claims: list[Move], memory: Memory) -> list[list[str]]:
        parts = Parts([[c] for c in claims])
        corpus = make_corpus(reports, origins, memory)
        like = memory.recall("likeness", lambda: make_deed_likeness(parts))
        found = [[claim_id(m) for m in e.claims] for e in find_events(corpus, parts, like)]
        memory.end(len(parts))
        return found

    first, memory = deed("r0", "shelled port", "2031-03-01"), Memory()
    later = [
        deed("r4", "shelled port bridge column", "2031-03-01/2031-03-06"),
        deed("r5", "port bridge column night hills", "2031-03-04/2031-03-05"),
        deed("r6", "night hills", "2031-03-05"),
    ]
    assert len(find([first, *(deed(f"r{n}", "shelled port", "2031-03-01") for n in (1, 2, 3))], memory)) == 1
    assert (
        find([first, *later], memory)
        == find([first, *later], Memory())
        == [["r0:move:0-12", "r4:move:0-26", "r5:move:0-30", "r6:move:0-11"]]
    )
