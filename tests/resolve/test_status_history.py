"""The status over time: one interval after another, and none invented for a silence."""

from datetime import date

from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import AnyClaim, Participation
from travaux.ontology.dossier import StatusInterval
from travaux.ontology.vocabulary import Act, ProcessStatus, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier

REPORTS = [
    make_report(n, day)
    for n, day in [("r1", "2025-01-10"), ("r2", "2025-01-20"), ("r3", "2025-02-20"), ("r4", "2025-07-01"), ("r9", None)]
]
PARTIES: list[AnyClaim] = [
    make(Participation, "r1", 200 + n, actor=actors(name)[0], role=Role.PARTY)
    for n, name in enumerate(["Norway", "Peru"])
]


def history(*claims: AnyClaim, as_of: date | None = None) -> list[tuple[ProcessStatus, str | None, str | None]]:
    return [(h.status, h.since, h.until) for h in intervals(*claims, as_of=as_of)]


def intervals(*claims: AnyClaim, as_of: date | None = None) -> tuple[StatusInterval, ...]:
    used = {c.report for c in claims} | {"r1"}
    reports = [r for r in REPORTS if r.id in used]
    return build_dossier(reports, [*PARTIES, *claims], World(), as_of=as_of).status_history


def both(act: Act, report: str) -> AnyClaim:
    return move(act, report, quote="Norway and Peru and their talks", actors=actors("Norway", "Peru"))


def test_each_status_lasts_until_the_next() -> None:
    found = intervals(both(Act.MEET, "r1"), both(Act.SUSPEND, "r2"), both(Act.RESUME, "r3"))
    assert [(h.status, h.since, h.until, h.last_shown) for h in found] == [
        (ProcessStatus.TALKS, "2025-01-10", "2025-01-20", "2025-01-10"),
        (ProcessStatus.SUSPENDED, "2025-01-20", "2025-02-20", "2025-01-20"),
        (ProcessStatus.TALKS, "2025-02-20", None, "2025-02-20"),
    ]
    assert all(h.trigger == h.evidence[0].claim for h in found)


def test_a_long_silence_is_unknown() -> None:
    assert history(both(Act.MEET, "r1"), both(Act.SUSPEND, "r4")) == [
        (ProcessStatus.TALKS, "2025-01-10", "2025-01-10"),
        (ProcessStatus.UNKNOWN, "2025-01-10", "2025-07-01"),
        (ProcessStatus.SUSPENDED, "2025-07-01", None),
    ]


def test_unknown_since_the_last_report_before_the_day_asked_for() -> None:
    told = both(Act.MEET, "r1")
    assert history(told, as_of=date(2025, 2, 1)) == [(ProcessStatus.TALKS, "2025-01-10", None)]
    assert history(told, as_of=date(2025, 9, 1)) == [
        (ProcessStatus.TALKS, "2025-01-10", "2025-01-10"),
        (ProcessStatus.UNKNOWN, "2025-01-10", None),
    ]


def test_no_sign_no_history() -> None:
    assert history(move(Act.ATTACK)) == []


def test_courtesies_are_no_agreement() -> None:
    words = [
        "agreed to stay in close contact",
        "agreed on the urgency of a deal",
        "agreed to continue to work together",
    ]
    for quote in words:
        assert history(move(Act.AGREE, quote=quote, actors=actors("Norway", "Peru"))) == []
    kept = move(Act.AGREE, quote="agreed to extend the truce by a week", actors=actors("Norway", "Peru"))
    assert history(kept) == [(ProcessStatus.AGREED, "2025-01-10", None)]


def test_one_side_alone_does_not_agree() -> None:
    assert history(move(Act.AGREE, quote="agreed to open the canal", actors=actors("Norway"))) == []
