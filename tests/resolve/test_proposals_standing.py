"""What a proposal is called, whose answers bring it into another state, and accords that a side has ended."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import ActorRef, AnyClaim, ProposalMention, Response, claim_id
from travaux.ontology.dossier import ProposalItem
from travaux.ontology.vocabulary import Act, Issue, ProcessStatus, ProposalState, ResponseKind
from travaux.origins.origin import Origins
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.resolve.joining import make_corpus
from travaux.resolve.status import resolve_standing
from travaux.spans import Span

ENDED = "Norway declared the Bergen accord over"
BARE = "Norway declared the accord over"
BLAMED = "Norway denounced the Bergen accord"
REPORTS = [
    make_report("r1", "2025-06-10"),
    make_report("r2", "2025-06-14", text=f"{ENDED}. {BARE}. Peru tore up the truce. {BLAMED}."),
    make_report("r3", "2025-06-20"),
]


def build(*claims: AnyClaim) -> Sequence[ProposalItem]:
    return build_dossier(REPORTS, claims, World()).proposals


def plan(label: str, report: str = "r1", start: int = 0, **fields: Any) -> ProposalMention:
    told: dict[str, Any] = {
        "authors": actors("Kenya"),
        "issues": (Issue.CEASEFIRE,),
        "state": ProposalState.TABLED,
    } | fields
    claim: ProposalMention = make(ProposalMention, report, start, label=label, **told)
    return claim


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("holding the next round of talks in Oslo in the first week of May", "a fisheries plan"), "a fisheries plan"),
        (("to host a meeting of both premiers in Oslo", "to share the banks"), "to share the banks"),
        (("its own peace plan for the northern banks", "a plan for the banks"), "a plan for the banks"),
        (("earlier Kenyan proposals", "to share the banks between the two fleets"), "to share the banks between the two fleets"),
        (("proposal", "talks on the banks"), "talks on the banks"),
        (("plan to share the banks,", "plan"), "plan to share the banks"),
    ],
)  # fmt: skip
def test_a_proposal_is_called_by_what_says_what_it_is(labels: tuple[str, str], expected: str) -> None:
    (item,) = build(plan(labels[0]), plan(labels[1], start=40))
    assert item.label == expected


def answer(*by: ActorRef, to: ProposalMention, kind: ResponseKind = ResponseKind.REJECT, **fields: Any) -> Response:
    claim: Response = make(Response, "r2", 0, by=by, answer=kind, target=claim_id(to), **fields)
    return claim


@pytest.mark.parametrize(
    "by",
    [
        ActorRef(name="three ministers", by="words"),
        ActorRef(name="ministers", by="words"),
        ActorRef(name="some hardline lawmakers", by="words"),
        ActorRef(name="Norway", by="part"),
    ],
)
def test_what_a_few_of_a_party_say_is_no_answer_of_it(by: ActorRef) -> None:
    offer = plan("plan for the banks", addressees=actors("Norway"))
    (item,) = build(offer, answer(by, to=offer))
    assert (item.state, [c.state for c in item.history]) == (ProposalState.TABLED, [ProposalState.TABLED])
    assert [r.answer for r in item.responses] == [ResponseKind.REJECT]


@pytest.mark.parametrize("by", [ActorRef(name="the rebels", by="words"), *actors("Norway")])
def test_what_others_say_is(by: ActorRef) -> None:
    offer = plan("plan for the banks", addressees=actors("Norway"))
    (item,) = build(offer, answer(by, to=offer))
    assert item.state is ProposalState.REJECTED


def accord(label: str = "Bergen accord", report: str = "r1", start: int = 0, **fields: Any) -> ProposalMention:
    told: dict[str, Any] = {
        "authors": actors("Norway", "Peru"),
        "state": ProposalState.ACCEPTED,
        "rule": "proposal-agreed",
    } | fields
    return plan(label, report, start, **told)


def ending(quote: str, label: str, who: str = "Norway") -> Response:
    start = REPORTS[1].text.index(quote)
    about = start + quote.index(label)
    claim: Response = make(
        Response, "r2", start, quote=quote, by=actors(who), answer=ResponseKind.REJECT, rule="answer-ended",
        about=Span(about, about + len(label)),
    )  # fmt: skip
    return claim


def test_a_later_report_ends_an_accord_by_its_name() -> None:
    (item,) = build(accord(), ending(ENDED, "the Bergen accord"))
    assert item.state is ProposalState.REJECTED
    assert [(c.state, c.by, c.day) for c in item.history][-1] == (ProposalState.REJECTED, ("Norway",), "2025-06-14")


def test_that_it_was_once_signed_may_be_told_again() -> None:
    (item,) = build(accord(), accord(report="r3"), ending(ENDED, "the Bergen accord"))
    assert item.state is ProposalState.REJECTED


def test_a_bare_accord_is_the_only_one_of_that_side() -> None:
    items = build(accord(), ending(BARE, "the accord"))
    assert [i.state for i in items] == [ProposalState.REJECTED]
    two = build(
        accord(), accord("Arctic treaty", start=60, authors=actors("Norway", "Chile")), ending(BARE, "the accord")
    )
    assert {i.state for i in two} == {ProposalState.ACCEPTED}


def test_what_is_denounced_may_only_be_blamed() -> None:
    assert build(accord(), ending(BLAMED, "the Bergen accord"))[0].state is ProposalState.ACCEPTED


def test_strangers_end_nothing() -> None:
    assert build(accord(), ending(ENDED, "the Bergen accord", who="Chile"))[0].state is ProposalState.ACCEPTED


def standing(*answers: Response, quote: str = "Norway and Peru signed the Bergen accord") -> ProcessStatus | None:
    corpus = make_corpus(REPORTS, Origins(copies={}, publishers={}, voices=None))
    agreed = move(Act.AGREE, "r1", quote=quote, actors=actors("Norway", "Peru"))
    item, history = resolve_standing(corpus, [agreed], ["Norway", "Peru"], answers=answers)
    assert item is None or history[-1].status is item.status
    return item.status if item else None


def test_a_side_that_ends_the_accord_ends_the_agreement() -> None:
    assert standing() is ProcessStatus.AGREED
    assert standing(ending(ENDED, "the Bergen accord")) is ProcessStatus.COLLAPSED
    assert standing(ending(BARE, "the accord")) is ProcessStatus.COLLAPSED
    truce = ending("Peru tore up the truce", "the truce", "Peru")
    assert standing(truce, quote="Norway and Peru agreed on a ceasefire in the fjord") is ProcessStatus.COLLAPSED


def test_another_accord_or_a_stranger_ends_no_agreement() -> None:
    other = "Norway and Peru agreed on a ceasefire in the fjord"
    assert standing(ending(ENDED, "the Bergen accord"), quote=other) is ProcessStatus.AGREED
    assert standing(ending(ENDED, "the Bergen accord", who="Chile")) is ProcessStatus.AGREED
    assert standing(ending("Peru tore up the truce", "the truce", "Peru")) is ProcessStatus.AGREED
