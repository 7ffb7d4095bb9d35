"""People of a party whom words describe: what they say is dissent, and not where the party stands."""

from datetime import date

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import PositionMention
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue, Stance
from travaux.resolve.dossier import build_dossier

pytestmark = pytest.mark.model
PERU = "Peru and the Shining Path agreed on a ceasefire last week. "
ELN = "The ELN signed the ceasefire. "


def parts(coder: Coder, text: str) -> list[tuple[list[str], Issue, Stance]]:
    told = of_kind(code(coder, text), PositionMention)
    return [([a.name for a in p.by], p.issue, p.stance) for p in told if p.rule == "position-dissent"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (PERU + "Three ministers of the coalition oppose the ceasefire with the Shining Path.", "Peru"),
        (PERU + "Some hardline members of the Peruvian government are opposed to the ceasefire.", "Peru"),
        ("M23 took the offer of a ceasefire. Hardliners in the M23 movement rejected the ceasefire.", "M23"),
        (ELN + "Several commanders of the ELN are against the ceasefire.", "ELN"),
        (ELN + "A dissident wing of the ELN said it opposed the truce.", "ELN"),
        ("Armenia accepted the peace deal. A senior minister in the Armenian cabinet rejected the deal.", "Armenia"),
    ],
)
def test_a_described_part_of_a_party_is_told_apart(coder: Coder, text: str, party: str) -> None:
    assert parts(coder, text) == [([party], Issue.CEASEFIRE, Stance.REFUSES)]


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian officials rejected the ceasefire.",
        "Two Peruvian officials opposed the ceasefire.",
        "Members of the Colombian opposition rejected the ceasefire.",
        "The ministers of Peru rejected the ceasefire.",
        "Several commanders of the ELN might oppose the ceasefire.",
        "Several commanders of the ELN did not oppose the ceasefire.",
    ],
)
def test_those_who_speak_for_a_party_or_stand_outside_are_no_part_of_it(coder: Coder, text: str) -> None:
    assert parts(coder, text) == []


def test_the_words_of_a_part_stand_beside_the_position_with_who_says_so(coder: Coder) -> None:
    text = PERU + "Three ministers of the coalition oppose the ceasefire with the Shining Path."
    report = Report(id="x", text=text, outlet="The Post", published=date(2025, 6, 11))
    positions = build_dossier([report], coder.code(report), coder.world).positions
    (found,) = (p for p in positions if p.actor == "Peru")
    assert found.stance is Stance.ACCEPTS
    assert [(d.person, d.stance) for d in found.dissent] == [("Three ministers of the coalition", Stance.REFUSES)]
    assert all(e.quote == text[e.start : e.end] for e in found.dissent[0].evidence)
