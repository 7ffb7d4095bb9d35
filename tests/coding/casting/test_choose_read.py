"""Who does what to whom, where the act's own clause leaves it to its sentence or to the report."""

import pytest
from tests.coding.reading import moves

from travaux.coding.coder import Coder
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import Act
from travaux.views.lines import make_lines

pytestmark = pytest.mark.model

_WAR = (
    "Peru and Ecuador fought for a third day. Peru shelled two Ecuadorian posts on Monday, and Ecuador answered on Tuesday. "
    "Ecuador accused Peru of using banned shells. Peru attacked Ecuador again at dawn."
)


def names(actors: tuple[ActorRef, ...]) -> set[str]:
    return {a.told or a.name for a in actors}


@pytest.mark.parametrize(
    ("text", "act", "actors", "recipients"),
    [
        ("Kenya condemned Uganda over the raid.", Act.ACCUSE, {"Kenya"}, {"Uganda"}),
        ("Chad and Niger rejected the plan of Libya.", Act.REJECT, {"Chad", "Niger"}, {"Libya"}),
        ("“We have freed all nine fishermen,” a Houthi spokesman said.", Act.RELEASE, {"Houthis"}, set()),
        (
            "“We demand an apology,” a spokeswoman for the African Union said of Eritrea.",
            Act.DEMAND,
            {"African Union"},
            set(),
        ),
        (
            "Chile's government and Andean leaders signed a peace agreement.",
            Act.AGREE,
            {"Chile", "andean leaders"},
            set(),
        ),
        ("A spokesman for Norway rejected the offer from Chile.", Act.REJECT, {"Norway"}, {"Chile"}),
        ("The Tamil Tigers rejected a proposal by Norway.", Act.REJECT, {"Tamil Tigers"}, {"Norway"}),
        (
            "“They have not freed one of ours,” an ELN spokesman said, referring to the Colombian army.",
            Act.RELEASE,
            {"Colombia"},
            set(),
        ),
    ],
)
def test_a_clause_names_both(coder: Coder, text: str, act: Act, actors: set[str], recipients: set[str]) -> None:
    move = moves(coder, text, act)[0]
    assert names(move.actors) == actors
    assert recipients <= names(move.recipients)


def test_a_war_told_before_names_those_of_a_bare_strike(coder: Coder) -> None:
    text = _WAR + " Four soldiers were killed in Peruvian strikes."
    strike = moves(coder, text, Act.ATTACK)[-1]
    assert names(strike.actors) == {"Peru"}
    assert "Ecuador" not in names(strike.actors)


def test_whoever_is_told_elsewhere_is_marked_as_context_and_grounded(coder: Coder) -> None:
    text = _WAR + " Four soldiers were killed in the shelling."
    for move in moves(coder, text, Act.ATTACK):
        for actor in (*move.actors, *move.recipients):
            assert actor.span is None or actor.span.of(text)
            if actor.span is not None and text.count(".", 0, actor.span.start) < text.count(".", 0, move.trigger.start):
                assert actor.by == "context"


def test_nobody_is_actor_and_recipient_of_one_act(coder: Coder) -> None:
    for act in (Act.ATTACK, Act.ACCUSE):
        for move in moves(coder, _WAR, act):
            assert not names(move.actors) & names(move.recipients)


def test_a_report_read_twice_gives_the_same_slots(coder: Coder) -> None:
    assert moves(coder, _WAR, Act.ATTACK) == moves(coder, _WAR, Act.ATTACK)


def test_lines_give_the_name_that_the_report_spells_out(coder: Coder) -> None:
    (move,) = moves(coder, "The Tamil Tigers rejected the plan.", Act.REJECT)
    assert [a.name for a in move.actors] == ["LTTE"]
    assert make_lines([move])[0]["actors"] == ["Tamil Tigers"]


def test_a_list_of_names_takes_in_nobody_beside_it(coder: Coder) -> None:
    (move,) = moves(coder, "Peru and Ecuador agreed on a truce, Norway and Chile said in a joint statement.", Act.AGREE)
    assert names(move.actors) == {"Peru", "Ecuador"}


def test_a_state_and_a_group_at_home_in_it_are_two_where_the_words_name_both(coder: Coder) -> None:
    (move,) = moves(coder, "Mali and the CMA signed the accord in Bamako on Monday.", Act.AGREE)
    assert names(move.actors) == {"Mali", "CMA"}


def test_who_lays_a_deed_at_anothers_door_did_not_do_it(coder: Coder) -> None:
    text = "A drone strike on a market in El Fasher killed 15 people; the RSF blamed the army."
    (attack,) = moves(coder, text, Act.ATTACK)
    assert "Rapid Support Forces" not in {a.name for a in attack.actors}
    (accused,) = moves(coder, text, Act.ACCUSE)
    assert [a.name for a in accused.actors] == ["Rapid Support Forces"]


def test_the_words_of_an_act_are_nobody(coder: Coder) -> None:
    (attack,) = moves(coder, "Peru and Chile pledged not to use force.", Act.ATTACK)
    assert "force" not in {r.name for r in (*attack.actors, *attack.recipients)}


def test_trucks_cross_with_aid_and_soldiers_to_fight(coder: Coder) -> None:
    assert moves(coder, "UN trucks crossed into Darfur from Adre on Monday.", Act.DELIVER_AID)
    assert not moves(coder, "UN trucks crossed into Darfur from Adre on Monday.", Act.ATTACK)
    assert moves(coder, "Soldiers crossed into Darfur from Chad on Monday.", Act.ATTACK)
