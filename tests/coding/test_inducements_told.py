"""What is offered to somebody so that they do something, and whom it is to win over."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Leverage
from travaux.ontology.vocabulary import LeverageKind

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("Norway offered Kenya an aid package if it signs the accord with Somalia.", "Norway", "Kenya"),
        ("Japan offered a loan of $2 billion if Kenya opens the port to the convoys.", "Japan", "Kenya"),
        ("Norway dangled EU membership before Serbia in return for a deal with Kosovo.", "Norway", "Serbia"),
        ("Norway pledged reconstruction funds to Fiji once the ceasefire is signed.", "Norway", "Fiji"),
        ("Brazil will receive $200 million in aid from Norway if it agrees to the ceasefire.", "Norway", "Brazil"),
        ("Kenya was promised aid by Norway if it took part in the talks.", "Norway", "Kenya"),
        ("Norway proposed to lift sanctions on Peru in exchange for the release of the crew.", "Norway", "Peru"),
    ],
)
def test_an_inducement_is_on_whom_it_is_to_win_over(coder: Coder, text: str, by: str, on: str) -> None:
    (found,) = (c for c in of_kind(code(coder, text), Leverage) if c.type is LeverageKind.INDUCEMENT)
    assert ([a.name for a in found.by], [a.name for a in found.on]) == ([by], [on])
    assert found.quote == found.span.of(text)


@pytest.mark.parametrize(
    "text", ["Norway pledged aid to Fiji on Monday.", "Norway did not offer Kenya aid if it signs the accord."]
)
def test_what_hangs_on_nothing_or_is_denied_is_none(coder: Coder, text: str) -> None:
    assert [c for c in of_kind(code(coder, text), Leverage) if c.rule == "leverage-offered"] == []
