"""Ten texts on five negotiations whose plans are told aloud: phases named behind their terms, in passing, or not at all."""

from dataclasses import dataclass

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AnyClaim, Exchange, Phase, Term
from travaux.ontology.vocabulary import Issue

pytestmark = pytest.mark.model

HOSTAGES, TROOPS, FIRE, ROADS = Issue.HOSTAGES_PRISONERS, Issue.TROOP_WITHDRAWAL, Issue.CEASEFIRE, Issue.RECONSTRUCTION


@dataclass(frozen=True, slots=True)
class Told:
    """What a text must yield: the phases that are phases, and terms by their words with issue, quantity and phase."""

    text: str
    phases: tuple[int, ...]
    terms: dict[str, tuple[Issue, float | None, int | None]]


PLANS = {
    "kenya-official": Told(
        "A Swiss official laid out the plan for Kenya and the river militia. The plan has three phases. The captives return in"
        " the first phase, with a full ceasefire. The deal would then lead to a permanent truce, the return of the"
        " remains of the dead, and the start of a four-year rebuilding plan, which begins in phase three.",
        (1, 3),
        {
            "The captives return": (HOSTAGES, None, 1),
            "a permanent truce": (FIRE, None, None),
            "the return of the remains": (HOSTAGES, None, None),
            "rebuilding plan": (ROADS, None, 3),
        },
    ),
    "kenya-wish": Told(
        "Phase two has been a stumbling block for Kenya and the militia. To get to phase two, the sides must agree on the list"
        " of names. The deal would see some 400 prisoners freed for the crews of two ferries. So the rebels wanted a one-phase"
        " deal with a lasting ceasefire at once, which Kenya would never accept.",
        (),
        {"some 400 prisoners": (HOSTAGES, 400, None)},
    ),
    "fiji-mediator": Told(
        "Norway has proposed a deal in two phases to Fiji and the island rebels, the mediator said. If the rebels say yes and"
        " phase one begins, it would mean that the first captives are freed. Over the same weeks, the navy would pull back"
        " from the harbours. It would also mean an end to naval operations off the reef.",
        (1,),
        {
            "the first captives are freed": (HOSTAGES, None, 1),
            "the navy would pull back": (TROOPS, None, 1),
            "an end to naval operations": (FIRE, None, 1),
        },
    ),
    "fiji-swap": Told(
        "The deal has two phases. In exchange for the captured pilots, Fiji would free 90 rebel prisoners. In the second phase,"
        " the bodies of dead soldiers would be returned to Suva. The navy would leave the last two ports as well.",
        (2,),
        {
            "Fiji would free 90 rebel prisoners": (HOSTAGES, 90, None),
            "the bodies of dead soldiers": (HOSTAGES, None, 2),
            "The navy would leave": (TROOPS, 2, 2),
        },
    ),
    "peru-draft": Told(
        "Norway's draft for Peru and the highland front has three stages. Stage one lasts 60 days. The army would stay out of"
        " the market towns during that stage. Stage two would bring a lasting ceasefire. In stage three, a commission would"
        " write a new land law and roads would be rebuilt over five to seven years.",
        (1, 2, 3),
        {
            "The army would stay out": (TROOPS, None, 1),
            "a lasting ceasefire": (FIRE, None, 2),
            "rebuilt over five to seven years": (ROADS, None, 3),
        },
    ),
    "peru-envoy": Told(
        "Talks on the second stage are far off. Until stage two is agreed, the truce of stage one stays in place, the Norwegian"
        " envoy said. The move from the first stage to the second is the hard part.",
        (1,),
        {"the truce of stage one stays in place": (FIRE, None, 1)},
    ),
    "mali-accord": Told(
        "Under the accord, Mali will free about 250 detainees in exchange for 30 soldiers held in the north. The soldiers held"
        " longest would come home in phase one; the others, including the bodies of those killed, would follow in phase two.",
        (1, 2),
        {
            "Mali will free about 250 detainees": (HOSTAGES, 250, None),
            "30 soldiers held in the north": (HOSTAGES, 30, None),
            "would follow in phase two": (HOSTAGES, None, 2),
        },
    ),
    "mali-minister": Told(
        "Mali's foreign minister said the accord's third phase was far away. The roadmap calls for a phased withdrawal of troops"
        " from the market towns. In phase one, troops would withdraw from the market towns.",
        (1,),
        {"withdrawal of troops from the market towns": (TROOPS, None, 1)},
    ),
    "kosovo-offer": Told(
        "The offer to the northern mayors has three phases. The first phase is local elections. To pass from stage one to"
        " stage two and stage three, the mayors must take their seats. In the third phase, the courts would reopen.",
        (1, 3),
        {
            "local elections": (Issue.GOVERNANCE_ELECTIONS, None, 1),
            "the courts would reopen": (Issue.ACCOUNTABILITY, None, 3),
        },
    ),
    "kosovo-lorries": Told(
        "They spoke of the second phase, which would bring a lasting ceasefire and the release of all prisoners"
        " who remain. In the first phase, 12 lorries a day would pass.",
        (2, 1),
        {
            "a lasting ceasefire": (FIRE, None, 2),
            "12 lorries a day": (Issue.HUMANITARIAN_ACCESS, 12, 1),
        },
    ),
}  # fmt: skip
CASES = [(name, words) for name, plan in PLANS.items() for words in plan.terms]


@pytest.fixture(scope="module")
def told(coder: Coder) -> dict[str, tuple[AnyClaim, ...]]:
    return {name: code(coder, plan.text) for name, plan in PLANS.items()}


@pytest.mark.parametrize("name", PLANS)
def test_a_phase_is_one_in_which_something_happens(told: dict[str, tuple[AnyClaim, ...]], name: str) -> None:
    phases = [p.ordinal_number for p in of_kind(told[name], Phase) if p.ordinal_number]
    assert tuple(phases) == PLANS[name].phases


@pytest.mark.parametrize(("name", "words"), CASES)
def test_a_term_stands_in_the_phase_that_its_words_give_it(
    told: dict[str, tuple[AnyClaim, ...]], name: str, words: str
) -> None:
    issue, quantity, phase = PLANS[name].terms[words]
    found = [t for t in of_kind(told[name], Term) if words in t.content]
    assert [(t.issue, t.quantity if quantity else None, t.phase) for t in found] == [(issue, quantity, phase)]
    assert all(PLANS[name].text[t.span.start : t.span.end] == t.quote for t in found)


def test_a_wish_for_another_deal_is_no_term_of_a_phase(told: dict[str, tuple[AnyClaim, ...]]) -> None:
    wished = [t for t in of_kind(told["kenya-wish"], Term) if "ceasefire" in t.content]
    assert [(t.phase, t.condition) for t in wished] in ([], [(None, None)])


@pytest.mark.parametrize(
    ("name", "gives", "gets"),
    [
        ("kenya-wish", "400 prisoners", "the crews of two ferries"),
        ("fiji-swap", "Fiji would free 90 rebel prisoners", "the captured pilots"),
        ("mali-accord", "free about 250 detainees", "30 soldiers held in the north"),
    ],
)
def test_an_exchange_has_both_sides(told: dict[str, tuple[AnyClaim, ...]], name: str, gives: str, gets: str) -> None:
    assert [(e.gives, e.gets) for e in of_kind(told[name], Exchange)] == [(gives, gets)]


def test_an_aside_gives_the_number_of_a_vague_word(coder: Coder) -> None:
    text = "Under the deal, hundreds of rebel prisoners would leave jail in exchange for the captives, give or take 300 of them."
    claims = code(coder, text)
    assert [e.gets for e in of_kind(claims, Exchange)] == ["the captives"]
    assert 300 in {t.quantity for t in of_kind(claims, Term)}
