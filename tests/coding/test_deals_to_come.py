"""A deal that has still to be reached is none that was made."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import ProposalMention
from travaux.ontology.vocabulary import ProposalState

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "LIMA — The rebels would leave the valley, subject to agreement between Peru and Chile on the dates, an envoy said.",
        "KIGALI — Agreements have still to be reached between Rwanda and Burundi on the two bridges, officials said.",
        "SUVA — Fiji and Tonga will go on if there is agreement between stage two and stage three, a mediator said.",
    ],
)
def test_what_has_to_be_agreed_is_not_accepted(coder: Coder, text: str) -> None:
    offers = of_kind(code(coder, text), ProposalMention)
    assert ProposalState.ACCEPTED not in {o.state for o in offers}


def test_what_was_agreed_still_is(coder: Coder) -> None:
    text = "LIMA — Peru and Chile reached an agreement on the two bridges on Monday, officials said."
    offers = of_kind(code(coder, text), ProposalMention)
    assert ProposalState.ACCEPTED in {o.state for o in offers}


def test_a_deal_of_a_speaker_is_not_that_of_the_two_sides(coder: Coder) -> None:
    text = (
        "KIGALI — Rwanda and Burundi will hold talks on Monday, with Rwanda and Burundi both sending ministers. "
        "“We have done the fisheries deal,” a senior official of Norway said."
    )
    offers = [o for o in of_kind(code(coder, text), ProposalMention) if "fisheries" in o.quote]
    assert all(a.name not in {"Rwanda", "Burundi"} for o in offers for a in o.authors)
