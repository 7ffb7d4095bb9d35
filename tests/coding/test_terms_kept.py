"""Terms that a deal sets up or has due; promises, questions and aims far from a deal, which are none."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand, Term
from travaux.ontology.vocabulary import Issue

pytestmark = pytest.mark.model

DEAL = "Kenya and Somalia signed an accord on Monday. "


def terms(coder: Coder, text: str) -> list[Term]:
    return of_kind(code(coder, text), Term)


@pytest.mark.parametrize(
    ("text", "words", "issue"),
    [
        (
            f"{DEAL}They are expected to exchange wounded soldiers on Thursday.",
            "exchange wounded soldiers",
            Issue.HOSTAGES_PRISONERS,
        ),
        (
            f"{DEAL}Talks go on about a European peacekeeping force on the border.",
            "a European peacekeeping force",
            Issue.SECURITY_GUARANTEES,
        ),
        (
            f"{DEAL}The accord may lead to the deployment of international peacekeepers in the valley.",
            "the deployment of international peacekeepers",
            Issue.SECURITY_GUARANTEES,
        ),
        (
            "Norway hailed the two-month truce. It entails a halt to all military activities on the border and new flights.",
            "a halt to all military activities",
            Issue.CEASEFIRE,
        ),
        (
            "Norway hailed the two-month truce. It entails the entry of fuel ships into the port and the renewal of flights.",
            "the entry of fuel ships",
            Issue.HUMANITARIAN_ACCESS,
        ),
    ],
)
def test_what_is_due_or_set_up_is_a_term(coder: Coder, text: str, words: str, issue: Issue) -> None:
    (found,) = [t for t in terms(coder, text) if words in t.content]
    assert found.issue is issue


@pytest.mark.parametrize(
    "text",
    [
        f"{DEAL}It is not known who will fund the reconstruction of the port.",
        f"{DEAL}The harvest was poor. Prices rose. Rain fell late. A festival opened. The army will withdraw its tents from it.",
        f"{DEAL}The release of the trade figures would take time, the bank said.",
        f"{DEAL}Patrols went to the Demilitarized Zone.",
        "The first stage included strikes on dozens of military targets along the border.",
        "Both sides seemed to have agreed to have been ruled by others, to end the war.",
    ],
)
def test_a_question_a_promise_far_off_and_a_name_are_no_terms(coder: Coder, text: str) -> None:
    assert terms(coder, text) == []


def test_the_issue_of_a_thing_is_not_that_of_what_it_is_for(coder: Coder) -> None:
    (wish,) = of_kind(
        code(coder, "President Mora asked for additional air defence systems to protect his civilians."), Demand
    )
    assert wish.issue is Issue.ARMS_SUPPLIES
