"""What actors are to the talks: bodies that sponsor them, those who are thanked for a deal, a state's own opponents."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Participation
from travaux.ontology.vocabulary import Role

pytestmark = pytest.mark.model

WAR = (
    "UN-sponsored talks to end the Peruvian civil war collapsed on Friday. Peru's government refused to talk to the"
    " opposition. The Peruvian opposition, which met in Lima, said that Peru must free its prisoners. The opposition left."
)


def roles(coder: Coder, text: str) -> dict[str, Role]:
    return {p.actor.name: p.role for p in of_kind(code(coder, text), Participation)}


def test_a_states_opponents_without_a_name_are_a_party(coder: Coder) -> None:
    found = roles(coder, WAR)
    assert (found["Peru"], found["peruvian opposition"]) == (Role.PARTY, Role.PARTY)


def test_a_body_that_sponsors_talks_mediates(coder: Coder) -> None:
    assert roles(coder, WAR)["UN"] is Role.MEDIATOR


def test_who_serves_a_body_is_not_of_the_state_they_come_from(coder: Coder) -> None:
    text = (
        "Tom Fletcher, the UN envoy, urged Sudan to talk. Sudan refused to negotiate. Fletcher said Sudan had rejected"
        " his plan."
    )
    assert "United Kingdom" not in roles(coder, text)


def test_who_is_thanked_for_help_in_a_deal_mediated(coder: Coder) -> None:
    text = "I thank President William Ruto of Kenya for his leadership in reaching this deal between Peru and Chile."
    found = roles(coder, text)
    assert (found["William Ruto"], found["Kenya"]) == (Role.MEDIATOR, Role.MEDIATOR)
    assert (found["Peru"], found["Chile"]) == (Role.PARTY, Role.PARTY)


def test_two_who_do_the_same_do_not_stand_against_each_other(coder: Coder) -> None:
    text = "The truce has held for weeks. Fiji and Kenya opened their ports to the convoys, a part of the truce."
    assert Role.PARTY not in roles(coder, text).values()


def test_where_somebody_travels_is_no_host(coder: Coder) -> None:
    text = "Peru rejected Chile's offer on Monday. Norway's premier met his ministers in Canada."
    assert "Canada" not in roles(coder, text)


def test_a_body_that_a_report_keeps_naming_matters(coder: Coder) -> None:
    text = "Peru rejected Chile's offer. Chile wants to join NATO. NATO is far away, Peru said."
    assert roles(coder, text)["NATO"] is Role.IGO
    assert "NATO" not in roles(coder, "Peru rejected Chile's offer. Chile wants to join NATO.")


def test_foes_who_meet_are_parties_of_their_own_talks(coder: Coder) -> None:
    text = (
        "Peru and Chile resumed their talks in Oslo. Peru rejected Chile's offer and Chile demanded that Peru leave."
        " Armenia and Azerbaijan will meet in the same house on Monday."
    )
    found = roles(coder, text)
    assert (found["Armenia"], found["Azerbaijan"]) == (Role.PARTY, Role.PARTY)


def test_who_only_tells_together_what_others_agreed_is_no_party(coder: Coder) -> None:
    text = "Officials of Norway and Kenya said the two tribes had agreed on a truce. Norwegian officials welcomed it."
    assert Role.PARTY not in roles(coder, text).values()


def test_allies_who_are_urged_to_help_do_not_bargain_with_each_other(coder: Coder) -> None:
    text = "Fiji urged its old allies, Peru and Chile, to help it in the war on smugglers. The war has cost it dear."
    assert Role.PARTY not in {r for n, r in roles(coder, text).items() if n in {"Peru", "Chile"}}


def test_a_group_named_in_passing_is_no_side(coder: Coder) -> None:
    text = (
        "Peru and Chile fought for a third day. Peru shelled Chile on Monday, and Chile answered on Tuesday. Chile blamed"
        " Peru, and Peru blamed Chile. Peru is not Yemen, said Chile's minister, who had seen the Houthis."
    )
    found = roles(coder, text)
    assert (found["Peru"], found["Chile"]) == (Role.PARTY, Role.PARTY)
    assert found.get("Houthis") is not Role.PARTY


def test_who_arms_and_visits_one_side_is_no_mediator(coder: Coder) -> None:
    text = (
        "Peru and Chile fought for a third day. Peru attacked Chile on Monday. Norway's premier met the president of Chile in"
        " Santiago. Norway offered Chile new drones. Chile accused Peru of lying, and Peru attacked Chile again."
    )
    assert roles(coder, text).get("Norway") is not Role.MEDIATOR


def test_the_state_of_a_person_who_mediates_mediates(coder: Coder) -> None:
    text = "Peru rejected Chile's offer. The talks between Peru and Chile were mediated by President William Ruto of Kenya."
    found = roles(coder, text)
    assert (found["William Ruto"], found["Kenya"]) == (Role.MEDIATOR, Role.MEDIATOR)


def test_who_dealt_once_and_who_studies_it_are_no_side(coder: Coder) -> None:
    text = (
        "Peru rejected Chile's offer on Monday. Peru demanded an apology from Chile. Juan Perez, a former Peruvian minister,"
        " said it was a mistake. Ana Soto, a Chilean analyst, called it bold. Luis Rojas, Peru's foreign minister, said no."
    )
    found = roles(coder, text)
    assert not {"Juan Perez", "Ana Soto"} & found.keys()


def test_an_organisation_that_watches_brings_no_aid(coder: Coder) -> None:
    text = (
        "Peru rejected Chile's offer. Human Rights Watch accused Peru of torture, and Human Rights Watch blamed Chile."
    )
    assert roles(coder, text).get("Human Rights Watch") is not Role.AID_ACTOR


def test_who_urges_both_sides_is_none_of_them(coder: Coder) -> None:
    text = (
        "Norway and Kenya called on both sides to resume the talks. Norway and Kenya asked both sides to free the prisoners."
        " Norway and Kenya demanded that the two sides end the fighting."
    )
    found = roles(coder, text)
    assert Role.PARTY not in (found.get("Norway"), found.get("Kenya"))


def test_who_is_thanked_for_work_on_a_release_mediated_for_their_state(coder: Coder) -> None:
    text = "The minister thanked President William Ruto of Kenya for his tireless efforts to secure the release of the sailors."
    assert roles(coder, text)["Kenya"] is Role.MEDIATOR


def test_a_body_beside_the_mediator_mediates(coder: Coder) -> None:
    text = "Norway has facilitated the talks between Peru and Chile together with the African Union."
    assert roles(coder, text)["African Union"] is Role.MEDIATOR


def test_a_body_that_played_no_role_is_no_mediator(coder: Coder) -> None:
    text = "Peru rejected Chile's offer on Monday. The African Union played no role in the mediation."
    assert roles(coder, text).get("African Union") is not Role.MEDIATOR


def test_a_former_office_lends_its_state_no_role(coder: Coder) -> None:
    text = "Former Ghanaian President John Mahama mediated talks between Peru and Chile. Ghana sent tea."
    found = roles(coder, text)
    assert found["John Mahama"] is Role.MEDIATOR
    assert found.get("Ghana") is not Role.MEDIATOR


def test_who_carries_messages_between_the_sides_has_a_role(coder: Coder) -> None:
    text = "Peru rejected Chile's offer. Elders from Tacna carried messages between the two sides."
    assert Role.MESSAGE_CARRIER in roles(coder, text).values()


def test_a_spokeswoman_named_later_is_not_the_minister_before(coder: Coder) -> None:
    text = (
        "Negotiators for Peru and the Upper River Front met on Sunday, Kenya's foreign minister said."
        " The front demanded a truce, said Ana Rojas, a spokeswoman for the front."
    )
    voices = {c.voice.speaker for c in code(coder, text) if c.span.start < 90}
    assert "Ana Rojas" not in voices
