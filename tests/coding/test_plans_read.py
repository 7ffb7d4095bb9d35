"""Ten texts on five negotiations, each plan told twice: as an agency tells it, and as an official or a text does."""

from dataclasses import dataclass

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import AnyClaim, Count, Exchange, Phase, Term
from travaux.ontology.vocabulary import Issue

pytestmark = pytest.mark.model

CAPTIVES_NEWS = (
    "Mediators from Norway have handed Peru and the Shining Path a three-phase plan. The first phase would last six weeks and "
    "would see 33 captives, among them the sick, elderly and wounded, freed in exchange for 900 rebel prisoners. In the second "
    "phase, which would begin once all civilians are home, the army would withdraw from the valley towns. The third phase "
    "would see the bodies of the dead returned and reconstruction of the highland villages begin."
)
CAPTIVES_TALK = (
    "OFFICIAL: So it is a three-phase process. Phase one is 42 days. In phase one, the Shining Path will release 33 captives, "
    "and Peru will free 30 prisoners for each captive. Phase two is a permanent truce and the full withdrawal of Peruvian "
    "forces. Phase three is an exchange of remains and the start of a five-year reconstruction plan."
)
TRUCE_NEWS = (
    "South Sudan's army and the White Army agreed on Friday to a 90-day truce in the Upper Nile. Under the agreement, fighters "
    "will move to 12 cantonment sites within 30 days, the army will pull back from Malakal and a joint commission of the "
    "African Union will monitor the front line. Both sides will release all prisoners of war by 1 July."
)
TRUCE_TEXT = (
    "The Parties commit to a cessation of hostilities for a period of three months and to allow aid convoys through three "
    "corridors. In the first stage, starting when this "
    "accord is signed, both forces shall withdraw from the towns. In the second stage, 4,000 combatants will be disarmed and "
    "demobilised. The third stage ends with elections."
)
ATOM_NEWS = (
    "Under the draft accord, Iran would cap enrichment at 3.67 percent, ship out 300 kilograms of uranium and allow inspectors "
    "to return. In exchange, the United States would lift oil sanctions and unfreeze $6 billion in assets. The first phase "
    "would last two years and would begin once inspectors verify the stockpile."
)
ATOM_TALK = (
    "Oman's minister said the proposal calls for a freeze on enrichment for three years, inspections of all sites and the "
    "lifting of the embargo. It provides for the release of five detainees within a week."
)
BORDER_NEWS = (
    "Armenia and Azerbaijan have agreed to withdraw their troops from four villages by 20 June, to demine the road and to open "
    "two crossings. The pullback will take place in two stages: in the first stage, which will last ten days, armour will be "
    "withdrawn; in the second stage, border guards will return to their old posts."
)
BORDER_TEXT = (
    "The memorandum provides for the withdrawal of heavy weapons from the line of contact, the deployment of 150 observers and "
    "the return of displaced families to the border villages. The first phase lasts 30 days. The second phase starts after the "
    "observers have confirmed the pullback."
)
GRAIN_NEWS = (
    "Turkey has brokered a deal between Russia and Ukraine for the exchange of 314 prisoners and a 30-day ceasefire on ports. "
    "Under the deal, Russia will let up to 20 grain ships a week leave Odesa and Ukraine will free two captains. "
    "The two sides will swap the bodies of 1,000 soldiers each."
)
GRAIN_TALK = (
    "The envoy said the offer includes the following: the release of two prisoners for every captain; safe passage for grain "
    "ships; and an inspection mechanism run by the United Nations. The arrangement would run for 120 days."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a text must yield. Phases: number → (ISO duration, words of its start); terms: words → (issue, quantity, phase)."""

    text: str
    phases: dict[int, tuple[str | None, str | None]]
    terms: dict[str, tuple[Issue, float | None, int | None]]


HOSTAGES, TROOPS, NUCLEAR = Issue.HOSTAGES_PRISONERS, Issue.TROOP_WITHDRAWAL, Issue.NUCLEAR
PLANS = {
    "captives-news": Plan(
        CAPTIVES_NEWS,
        {1: ("P6W", None), 2: (None, "once all civilians are home"), 3: (None, None)},
        {
            "33 captives": (HOSTAGES, 33, 1),
            "900 rebel prisoners": (HOSTAGES, 900, 1),
            "the army would withdraw": (TROOPS, None, 2),
            "the bodies of the dead": (HOSTAGES, None, 3),
            "reconstruction of the highland": (Issue.RECONSTRUCTION, None, 3),
        },
    ),
    "captives-talk": Plan(
        CAPTIVES_TALK,
        {1: ("P42D", None), 2: (None, None), 3: (None, None)},
        {
            "will release 33 captives": (HOSTAGES, 33, 1),
            "a permanent truce": (Issue.CEASEFIRE, None, 2),
            "the full withdrawal": (TROOPS, None, 2),
            "an exchange of remains": (HOSTAGES, None, 3),
            "reconstruction plan": (Issue.RECONSTRUCTION, None, 3),
        },
    ),
    "truce-news": Plan(
        TRUCE_NEWS,
        {},
        {
            "a 90-day truce": (Issue.CEASEFIRE, None, None),
            "12 cantonment sites": (Issue.DISARMAMENT, 12, None),
            "the army will pull back": (TROOPS, None, None),
            "will monitor the front line": (Issue.MONITORING, None, None),
            "release all prisoners of war": (HOSTAGES, None, None),
        },
    ),
    "truce-text": Plan(
        TRUCE_TEXT,
        {1: (None, "when this accord is signed"), 2: (None, None), 3: (None, None)},
        {
            "both forces shall withdraw": (TROOPS, None, 1),
            "4,000 combatants will be disarmed": (Issue.DISARMAMENT, 4000, 2),
            "elections": (Issue.GOVERNANCE_ELECTIONS, None, 3),
            "three corridors": (Issue.HUMANITARIAN_ACCESS, 3, None),
        },
    ),
    "atom-news": Plan(
        ATOM_NEWS,
        {1: ("P2Y", "once inspectors verify the stockpile")},
        {
            "cap enrichment": (NUCLEAR, None, None),
            "300 kilograms of uranium": (NUCLEAR, 300, None),
            "lift oil sanctions": (Issue.SANCTIONS, None, None),
            "unfreeze $6 billion": (Issue.SANCTIONS, 6_000_000_000, None),
        },
    ),
    "atom-talk": Plan(
        ATOM_TALK,
        {},
        {
            "a freeze on enrichment for three years": (NUCLEAR, None, None),
            "inspections of all sites": (Issue.MONITORING, None, None),
            "the lifting of the embargo": (Issue.SANCTIONS, None, None),
            "the release of five detainees": (HOSTAGES, 5, None),
        },
    ),
    "border-news": Plan(
        BORDER_NEWS,
        {1: ("P10D", None), 2: (None, None)},
        {
            "to withdraw their troops": (TROOPS, 4, None),
            "to open two crossings": (Issue.HUMANITARIAN_ACCESS, 2, None),
            "armour will be withdrawn": (TROOPS, None, 1),
        },
    ),
    "border-text": Plan(
        BORDER_TEXT,
        {1: ("P30D", None), 2: (None, "after the observers have confirmed the pullback")},
        {
            "the withdrawal of heavy weapons": (TROOPS, None, None),
            "150 observers": (Issue.MONITORING, 150, None),
            "the return of displaced families": (Issue.RETURN_OF_DISPLACED, None, None),
        },
    ),
    "grain-news": Plan(
        GRAIN_NEWS,
        {},
        {
            "the exchange of 314 prisoners": (HOSTAGES, 314, None),
            "a 30-day ceasefire on ports": (Issue.CEASEFIRE, None, None),
            "20 grain ships": (Issue.MARITIME_SHIPPING, 20, None),
            "1,000 soldiers": (HOSTAGES, 1000, None),
        },
    ),
    "grain-talk": Plan(
        GRAIN_TALK,
        {},
        {
            "the release of two prisoners": (HOSTAGES, 2, None),
            "safe passage for grain": (Issue.MARITIME_SHIPPING, None, None),
            "an inspection mechanism": (Issue.MONITORING, None, None),
        },
    ),
}
CASES = [(name, words) for name, plan in PLANS.items() for words in plan.terms]


@pytest.fixture(scope="module")
def told(coder: Coder) -> dict[str, tuple[AnyClaim, ...]]:
    return {name: code(coder, plan.text) for name, plan in PLANS.items()}


@pytest.mark.parametrize("name", PLANS)
def test_phases_stand_in_order_with_length_and_trigger(told: dict[str, tuple[AnyClaim, ...]], name: str) -> None:
    phases = [p for p in of_kind(told[name], Phase) if p.ordinal_number]
    assert [p.ordinal_number for p in phases] == list(PLANS[name].phases)
    assert {p.ordinal_number: (p.duration, p.start) for p in phases} == PLANS[name].phases


@pytest.mark.parametrize(("name", "words"), CASES)
def test_a_term_has_issue_number_and_phase(told: dict[str, tuple[AnyClaim, ...]], name: str, words: str) -> None:
    issue, quantity, phase = PLANS[name].terms[words]
    found = [t for t in of_kind(told[name], Term) if words in " ".join(t.content.split())]
    assert [(t.issue, t.quantity if quantity else None, t.phase) for t in found] == [(issue, quantity, phase)]


@pytest.mark.parametrize(
    ("name", "gives", "gets", "ratio"),
    [
        ("captives-news", "33 captives", "900 rebel prisoners", None),
        ("captives-talk", "captive", "prisoners", 30.0),
        ("grain-talk", "captain", "prisoners", 2.0),
    ],
)
def test_an_exchange_has_both_sides_and_its_ratio(
    told: dict[str, tuple[AnyClaim, ...]], name: str, gives: str, gets: str, ratio: float | None
) -> None:
    (found,) = of_kind(told[name], Exchange)
    assert gives in found.gives
    assert gets in found.gets
    assert found.ratio == ratio


def test_lengths_of_pauses_and_freezes_are_durations(told: dict[str, tuple[AnyClaim, ...]]) -> None:
    lengths = {
        n: {t.duration for t in of_kind(told[n], Term) if t.duration} for n in ("truce-news", "grain-news", "atom-talk")
    }
    assert lengths == {"truce-news": {"P90D"}, "grain-news": {"P30D"}, "atom-talk": {"P3Y"}}


def test_the_number_of_phases_is_told_apart_from_them(told: dict[str, tuple[AnyClaim, ...]]) -> None:
    assert {p.of for p in of_kind(told["captives-news"], Phase) if p.of} == {3}
    assert {p.of for p in of_kind(told["captives-talk"], Phase) if p.of} == {3}


def test_a_flow_is_a_count_with_its_period(told: dict[str, tuple[AnyClaim, ...]]) -> None:
    assert (20, "week") in {(c.value, c.per) for c in of_kind(told["grain-news"], Count)}
