"""Which mentions of a deal are one, across names, authors and months."""

from typing import Any

import pytest
from tests.claims import actors, make, make_report

from travaux.ontology.claim import AnyClaim, Participation, Phase, ProposalMention, Response, Term, claim_id
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import Issue, Modality, ProposalState, ResponseKind, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.lineages import is_deal_name, label_words

DAYS = {"r1": "2025-01-10", "r2": "2025-02-20", "r3": "2025-03-30", "r4": "2025-04-02", "r5": "2025-09-01"}
REPORTS = [make_report(name, day) for name, day in DAYS.items()]
OPEN, TABLED, AGREED = ProposalState.UNDER_CONSIDERATION, ProposalState.TABLED, ProposalState.ACCEPTED
MATTERS = (Issue.CEASEFIRE, Issue.HOSTAGES_PRISONERS)


def deal(report: str, label: str, start: int = 0, **fields: Any) -> ProposalMention:
    fields.setdefault("state", OPEN)
    fields.setdefault("issues", MATTERS)
    claim: ProposalMention = make(ProposalMention, report, start, label=label, **fields)
    return claim


def table() -> list[AnyClaim]:
    """Claims that show who is a side and who stands between."""
    rows = (("Norway", Role.PARTY), ("Peru", Role.PARTY), ("Kenya", Role.MEDIATOR))
    return [
        make(Participation, "r1", 80 + 4 * n, actor=actors(name)[0], role=role) for n, (name, role) in enumerate(rows)
    ]


def build(*claims: AnyClaim) -> Dossier:
    return build_dossier(REPORTS, [*claims, *table()], World())


def labels(*claims: AnyClaim) -> list[int]:
    return sorted(len(p.evidence) for p in build(*claims).proposals)


def test_a_deal_keeps_its_thread_under_other_names() -> None:
    told = (
        deal("r1", "three-phase hostage and truce deal"),
        deal("r2", "outline", issues=()),
        deal("r3", "bridging proposal", authors=actors("Kenya"), state=TABLED, issues=()),
        deal("r4", "truce and hostage deal on the table"),
    )
    (item,) = build(*told).proposals
    assert [e.report for e in item.evidence] == ["r1", "r2", "r3", "r4"]
    assert item.history[-1].state is TABLED


def test_silence_ends_a_thread() -> None:
    assert labels(deal("r1", "truce deal"), deal("r5", "truce deal")) == [1, 1]


@pytest.mark.parametrize(
    "other",
    [
        {"authors": actors("Norway"), "label": "Norway's offer"},
        {"label": "counter-proposal", "lineage": "counter", "authors": actors("Peru")},
        {"label": "trade pact", "issues": (Issue.TRADE_ECONOMY,)},
        {"label": "speech", "issues": ()},
    ],
)
def test_what_is_one_side_s_or_on_another_matter_stays_apart(other: dict[str, Any]) -> None:
    label = other.pop("label")
    assert labels(deal("r1", "truce and hostage deal"), deal("r2", label, **other)) == [1, 1]


def test_what_both_had_agreed_on_is_over_once_new_terms_are_put_forward() -> None:
    agreed: dict[str, Any] = {"state": AGREED, "rule": "proposal-agreed", "authors": actors("Norway", "Peru")}
    first = (deal("r1", "truce and hostage deal", **agreed), deal("r2", "truce and hostage deal", **agreed))
    assert labels(*first, deal("r3", "new truce and hostage deal")) == [1, 2]
    assert labels(first[0], deal("r2", "new truce and hostage deal")) == [2]


def test_two_lengths_of_one_pause_are_two_deals() -> None:
    first, second = deal("r1", "truce deal"), deal("r2", "truce deal", authors=actors("Kenya"))
    lengths = [
        make(Term, c.report, 50, issue=Issue.CEASEFIRE, content="a truce", duration=d, deal=claim_id(c))
        for c, d in ((first, "P30D"), (second, "P2D"))
    ]
    assert labels(first, second, *lengths) == [1, 1]
    assert labels(first, second, lengths[0]) == [2]


def test_a_deal_on_a_matter_of_its_own_is_not_what_a_bare_word_means() -> None:
    bare = deal("r1", "deal")
    other = deal(
        "r1", "fishing rights deal", 40, issues=(Issue.MARITIME_SHIPPING,), state=AGREED, rule="proposal-agreed"
    )
    assert labels(bare, other) == [1, 1]


def test_what_was_agreed_in_old_times_is_not_where_a_deal_stands() -> None:
    old = deal("r2", "truce deal", state=AGREED, rule="proposal-agreed", modality=Modality.HISTORICAL)
    (item,) = build(deal("r1", "truce deal"), old).proposals
    assert item.state is OPEN
    (past,) = build(old).proposals
    assert past.state is AGREED


def test_terms_that_no_words_tie_are_of_the_only_deal_of_their_report() -> None:
    told = deal("r1", "truce and hostage deal")
    loose = [
        make(Term, "r1", 30, issue=Issue.CEASEFIRE, content="a truce of six weeks", duration="P6W"),
        make(Phase, "r1", 60, of=3, label="three phases"),
        make(Term, "r1", 70, issue=Issue.SANCTIONS, content="an end of the embargo"),
        make(Term, "r2", 30, issue=Issue.CEASEFIRE, content="a truce of ten days", duration="P10D"),
    ]
    dossier = build(told, *loose)
    (item,) = dossier.proposals
    assert item.framework is not None
    assert [t.duration for t in item.framework.terms] == ["P6W"]
    assert [p.of for p in item.framework.phases] == [3]
    assert {t.content for f in dossier.frameworks for t in f.terms} == {"an end of the embargo", "a truce of ten days"}


def test_one_side_s_yes_to_the_common_deal_is_no_agreement() -> None:
    put = deal("r1", "truce deal", state=TABLED)
    taken = deal("r1", "truce deal", 30, state=AGREED, addressees=actors("Norway"))
    answer = make(Response, "r1", 30, by=actors("Norway"), answer=ResponseKind.ACCEPT, target=claim_id(taken), to=())
    (item,) = build(put, taken, answer).proposals
    assert item.state is OPEN
    both = deal("r2", "truce deal", state=AGREED, addressees=actors("Peru"))
    assert build(put, taken, both).proposals[0].state in {AGREED, OPEN}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("latest bridging proposal", set()),
        ("the three-phase hostage deal", {"hostag"}),
        ("President’s proposal", set()),
        ("prisoner exchange and truce", {"prison", "exchan"}),
    ],
)
def test_what_a_name_says_beside_that_it_is_a_deal(label: str, words: set[str]) -> None:
    assert label_words(label) == words
    assert is_deal_name(label)


def test_a_name_without_a_deal_names_none() -> None:
    assert not is_deal_name("concrete measures")


def test_one_number_of_one_thing_is_one_term() -> None:
    told = [deal("r1", "prisoner deal"), deal("r1", "prisoner deal", 30)]
    words = ("to swap 200 prisoners", "a 200-for-200 exchange", "200 lorries")
    swaps = [
        make(
            Term,
            "r1",
            40 + 9 * n,
            issue=Issue.HOSTAGES_PRISONERS,
            content=w,
            quantity=200.0,
            unit=u,
            deal=claim_id(told[0]),
        )
        for n, (w, u) in enumerate(zip(words, ("prisoners", "prisoner", "lorries"), strict=True))
    ]
    (item,) = build(*told, *swaps).proposals
    assert item.framework is not None
    assert sorted(len(t.evidence) for t in item.framework.terms) == [1, 2]
