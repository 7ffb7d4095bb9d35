"""Threats in direct speech, by refusing to go on and by fighting on; whose army threatens is not guessed."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Leverage, ProposalMention
from travaux.ontology.vocabulary import LeverageKind, ProposalState

pytestmark = pytest.mark.model


def threats(coder: Coder, text: str) -> list[tuple[list[str], str | None]]:
    found = of_kind(code(coder, text), Leverage)
    return [([a.name for a in x.by], x.condition) for x in found if x.type is LeverageKind.THREAT]


@pytest.mark.parametrize(
    ("text", "by", "condition"),
    [
        (
            "“If Armenia refuses, we will take the corridor by force,” Ilham Aliyev said.",
            "Ilham Aliyev",
            "If Armenia refuses",
        ),
        (
            "“If there is no progress, I am just going to walk away,” Recep Tayyip Erdoğan said.",
            "Recep Tayyip Erdoğan",
            "If there is no progress",
        ),
        (
            "The Houthis refuse to go on with the talks unless Saudi Arabia pays the salaries.",
            "Houthis",
            "unless Saudi Arabia pays the salaries",
        ),
        (
            "Ethiopian troops would keep fighting until Tigray made concessions.",
            "Ethiopia",
            "until Tigray made concessions",
        ),
    ],
)
def test_a_threat_without_the_word(coder: Coder, text: str, by: str, condition: str) -> None:
    assert threats(coder, text) == [([by], condition)]


def test_what_one_will_do_for_others_is_no_threat(coder: Coder) -> None:
    assert threats(coder, "“If Armenia agrees, we will open the corridor,” Ilham Aliyev said.") == []


def test_an_army_that_nobody_names_is_nobody_s(coder: Coder) -> None:
    text = "Norway's envoy spoke to Ecuador. The army threatened to resume its offensive unless the fighters left Faya."
    assert all("Norway" not in by and "Ecuador" not in by for by, _ in threats(coder, text))


def offers(coder: Coder, text: str) -> list[tuple[list[str], str, ProposalState]]:
    found = of_kind(code(coder, text), ProposalMention)
    return [([a.name for a in p.authors], p.label, p.state) for p in found]


def test_readiness_is_an_offer(coder: Coder) -> None:
    assert offers(coder, "Pakistan was willing to send observers to Kosovo once Serbia agrees.") == [
        (["Pakistan"], "to send observers to Kosovo", ProposalState.FLOATED)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan is not ready to free the prisoners.",
        "Pakistan is ready to respond to any attack.",
        "Is Pakistan ready to free the prisoners?",
    ],
)
def test_who_is_not_ready_or_ready_for_blows_offers_nothing(coder: Coder, text: str) -> None:
    assert offers(coder, text) == []


def test_terms_on_the_table_are_a_proposal(coder: Coder) -> None:
    found = offers(coder, "Chad turned down the terms offered by Qatar.")
    assert found == [(["Qatar"], "terms", ProposalState.REJECTED)]
    assert offers(coder, "Chad's president is in his second term.") == []


def test_a_truce_that_is_lengthened_is_a_deal(coder: Coder) -> None:
    found = offers(coder, "Oman welcomed the extension of the truce in Yemen.")
    assert [(label, state) for _, label, state in found] == [("extension of the truce", ProposalState.ACCEPTED)]
