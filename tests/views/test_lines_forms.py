"""Claims as lines: every kind carries its report, kind, evidence and voice."""

import json

import pytest
from tests.claims import access, actors, make, move, one_of_each, said_by, text_of, when

from travaux.ontology.claim import AnyClaim, Demand, ProposalMention, claim_id
from travaux.ontology.vocabulary import AccessState, Act, DemandState, ProposalState, SpeakerKind
from travaux.views.lines import LINES_SCHEMA, make_line, make_lines

KINDS = {"participation": "party"}


@pytest.mark.parametrize("claim", one_of_each(), ids=lambda c: c.kind)
def test_a_line_carries_report_kind_and_evidence(claim: AnyClaim) -> None:
    line = make_line(claim)
    assert line["schema"] == LINES_SCHEMA
    assert line["id"] == claim_id(claim)
    assert line["report"] == "r1"
    assert line["kind"] == KINDS.get(claim.kind, claim.kind)
    assert [text_of("r1")[start:end] for start, end in line["evidence"]] == [claim.quote] == [line["text"]]
    for key in ("speaker", "speaker_kind", "relayed_by", "hedge", "denied", "modality", "part", "rule", "confidence"):
        assert key in line
    assert json.loads(json.dumps(line)) == line


def test_lines_keep_their_order() -> None:
    claims = one_of_each()
    assert [line["id"] for line in make_lines(claims)] == [claim_id(c) for c in claims]


def test_a_move_carries_its_slots() -> None:
    line = make_line(
        move(
            Act.MEET,
            recipients=actors("Peru"),
            place="Oslo",
            when=when("2025-06", "in June", "June"),
            voice=said_by("aide", SpeakerKind.ANONYMOUS, relayed_by=("CNN", "AFP"), hedge="reportedly", denied=True),
        )
    )
    assert (line["act"], line["actors"], line["recipients"], line["place"]) == ("meet", ["Norway"], ["Peru"], "Oslo")
    assert (line["date"], line["date_words"], line["date_reading"]) == ("2025-06", "in June", "June")
    assert (line["speaker"], line["speaker_kind"], line["relayed_by"]) == ("aide", "anonymous", ["CNN", "AFP"])
    assert (line["hedge"], line["denied"]) == ("reportedly", True)


@pytest.mark.parametrize("state", list(ProposalState))
def test_every_state_of_a_proposal_has_a_word_of_the_gold(state: ProposalState) -> None:
    known = {"floated", "tabled", "under_consideration", "accepted", "rejected", "countered", "agreed", "unknown"}
    claim: AnyClaim = make(ProposalMention, label="plan", state=state)
    assert make_line(claim)["state"] in known


@pytest.mark.parametrize(
    ("state", "word"), [(DemandState.PARTLY_MET, "met"), (DemandState.MET, "met"), (DemandState.OPEN, "open")]
)
def test_a_demand_partly_met_is_met(state: DemandState, word: str) -> None:
    claim: AnyClaim = make(Demand, content="leave", state=state)
    assert make_line(claim)["state"] == word


def test_reopened_is_a_word_of_its_own_only_where_it_is_open() -> None:
    assert make_line(access(AccessState.OPEN, reopened=True))["state"] == "reopened"
    assert make_line(access(AccessState.PLANNED, reopened=True))["state"] == "planned"
