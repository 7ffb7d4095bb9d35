"""Who ends an accord answers it, and the answer finds the accord; what others only wait for is no answer."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention, Response, claim_id
from travaux.ontology.vocabulary import ResponseKind

pytestmark = pytest.mark.model
DEAL = "Armenia and Azerbaijan signed a peace deal in March. "


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Saudi Arabia and the Houthis signed an accord in March. The Houthis declared the accord over.", "Houthis"),
        ("Colombia's ELN declared the ceasefire dead. Colombia and the ELN signed the ceasefire in May.", "ELN"),
        (DEAL + "Armenia said it was no longer bound by the deal.", "Armenia"),
        (DEAL + "Azerbaijan pulled out of the deal on Sunday.", "Azerbaijan"),
        (DEAL + "Azerbaijan's president tore up the deal on Friday.", "Azerbaijan"),
        (DEAL + "Azerbaijan walked away from the deal.", "Azerbaijan"),
    ],
)
def test_who_ends_an_accord_answers_it(coder: Coder, text: str, by: str) -> None:
    claims = code(coder, text)
    (found,) = (r for r in of_kind(claims, Response) if r.rule == "answer-ended")
    (accord,) = (p for p in of_kind(claims, ProposalMention) if claim_id(p) == found.target)
    assert found.answer is ResponseKind.REJECT
    assert [a.name for a in found.by] == [by]
    assert "signed" in accord.quote


@pytest.mark.parametrize(
    "text",
    [
        DEAL + "Armenia threatened to walk away from the deal.",
        DEAL + "Armenia could tear up the pact.",
        DEAL + "Armenia did not tear up the pact.",
        DEAL + "Armenia said it was bound by the deal.",
    ],
)
def test_an_end_that_is_not_told_as_done_is_none(coder: Coder, text: str) -> None:
    assert [r for r in of_kind(code(coder, text), Response) if r.rule == "answer-ended"] == []


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("Fiji's army will keep fighting until Kinshasa agrees to the truce.", []),
        ("Brazil will receive aid from Norway if it agrees to the ceasefire.", []),
        ("Norway hopes that Kenya accepts the ceasefire.", []),
        ("Kenya may agree to the ceasefire.", []),
        ("Somalia would accept a ceasefire only if Kenya withdraws.", [ResponseKind.CONDITIONAL]),
        ("Kenya said it was ready to accept the truce if the rebels left the town.", [ResponseKind.CONDITIONAL]),
    ],
)
def test_only_words_of_those_who_answer_are_an_answer(coder: Coder, text: str, answers: list[ResponseKind]) -> None:
    assert [r.answer for r in of_kind(code(coder, text), Response)] == answers
