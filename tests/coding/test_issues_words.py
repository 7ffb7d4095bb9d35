"""The issue of words: of those that name a matter, and not of names or of other senses of a word."""

import pytest

from travaux.coding.coder import Coder
from travaux.coding.issues import issue_of_clause
from travaux.ontology.vocabulary import Issue

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("easing tensions in the West Bank", None),
        ("easing the debts of the central bank", Issue.TRADE_ECONOMY),
        ("to recognise that the harvest is lost", None),
        ("to recognise the islands as a state", Issue.SOVEREIGNTY_RECOGNITION),
        ("the opening of the border to bring food to the hill towns", Issue.HUMANITARIAN_ACCESS),
        ("the marking of the border by a joint commission", Issue.TERRITORY_BORDERS),
    ],
)
def test_the_issue_of_words(coder: Coder, words: str, issue: Issue | None) -> None:
    assert issue_of_clause(coder.nlp(words)[:]) is issue
