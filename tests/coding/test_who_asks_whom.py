"""Who demands, threatens, offers and meets is whom the words name: neither the nearest name nor whoever tells of it."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Assessment, Demand, Leverage, MeetingMention, ProposalMention, Response
from travaux.ontology.vocabulary import DemandStrength, LeverageKind

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "by", "of"),
    [
        ("Norway urged Peru to release the crews.", {"Norway"}, {"Peru"}),
        ("Kenya spoke of Peru. Norway's minister stressed the need to let food into the valley.", {"Norway"}, set()),
        ("Norway called for sanctions against Peru.", {"Norway"}, set()),
        ("Kenya called on all parties to release the prisoners.", {"Kenya"}, {"all parties"}),
        ("Norway demanded that Peru withdraw its troops from the valley.", {"Norway"}, {"Peru"}),
    ],
)
def test_a_demand_is_of_whom_its_words_name(coder: Coder, text: str, by: set[str], of: set[str]) -> None:
    (found,) = of_kind(code(coder, text), Demand)
    assert ({a.name for a in found.by}, {a.name for a in found.of}) == (by, of)


@pytest.mark.parametrize(
    "text",
    [
        "Sailors were asked to leave the port, Norway's navy said.",
        "Peru is harsh on anyone who calls for more food in the valley.",
        "“We must release the prisoners first,” Kenya's president said.",
        "Norway wants to withdraw its troops from the valley.",
        "“Has Norway asked Peru to release the prisoners?” a reporter said.",
        "Peru's attacks underscored the need for more aid.",
    ],
)
def test_a_wish_for_oneself_or_of_nobody_named_is_no_demand(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Demand) == []


def test_until_alone_makes_no_condition(coder: Coder) -> None:
    (found,) = of_kind(code(coder, "Norway demanded that Peru halt the strikes until the end of the feast."), Demand)
    assert found.strength is DemandStrength.DEMAND


@pytest.mark.parametrize(
    "text",
    [
        "Norway protects threatened species in the bay.",
        "Peru vowed not to attack the port.",
        "Norway warned that the drought will cause a spike in prices.",
        "Kenya should put pressure on Peru.",
        "The transfer was quietly sanctioned by Kenya.",
        "Officers pushed Peruvian troops back from the river.",
    ],
)
def test_dangers_renunciations_and_wishes_are_no_leverage(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), Leverage) == []


@pytest.mark.parametrize(
    ("text", "by", "kind"),
    [
        ("Peru vowed to retaliate.", {"Peru"}, LeverageKind.THREAT),
        ("Norway pressed Peru to open the port.", {"Norway"}, LeverageKind.PRESSURE),
        ("Norway imposed sanctions on Peru.", {"Norway"}, LeverageKind.SANCTION),
    ],
)
def test_leverage_is_used_by_whom_the_words_name(coder: Coder, text: str, by: set[str], kind: LeverageKind) -> None:
    (found,) = of_kind(code(coder, text), Leverage)
    assert ({a.name for a in found.by}, found.type) == (by, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Norway's minister travelled to Peru without telling his staff.",
        "The envoys of Norway and Peru would have met in Nairobi.",
        "Kenya's president talked about the harvest.",
        "Norway's minister has refused to meet Peru's envoy.",
        "The army began another round of drills with Kenya in Oslo.",
    ],
)
def test_journeys_and_what_might_have_been_are_no_meetings(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), MeetingMention) == []


def test_what_is_talked_about_takes_no_part(coder: Coder) -> None:
    text = "Norway's prime minister and Kenya's president agreed on action against Peru in a phone call."
    (found,) = of_kind(code(coder, text), MeetingMention)
    assert "Peru" not in {p.name for p in found.participants}


@pytest.mark.parametrize(
    "text",
    [
        "“An offer has been made by nobody I know; did Norway propose a truce?” the spokesman said.",
        "Kenya ended a trade agreement with Norway in May.",
        "“The game plan is to bomb them,” a Norwegian captain said.",
    ],
)
def test_questions_views_and_broken_deals_put_nothing_forward(coder: Coder, text: str) -> None:
    assert of_kind(code(coder, text), ProposalMention) == []


def test_who_tells_of_an_offer_did_not_make_it(coder: Coder) -> None:
    text = "“A proposal has been presented to the rebels,” said Norway's spokesman, Jan Berg."
    assert all(not p.authors for p in of_kind(code(coder, text), ProposalMention))


def test_a_refusal_under_an_if_is_no_answer(coder: Coder) -> None:
    text = "Norway will raise its tariffs if Peru does not agree to the truce proposal."
    assert of_kind(code(coder, text), Response) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("“The talks made good progress,” Norway's minister said.", 1),
        ("“The new stadium will be a great success,” Norway's minister said.", 0),
    ],
)
def test_an_assessment_is_of_talks(coder: Coder, text: str, number: int) -> None:
    assert len(of_kind(code(coder, text), Assessment)) == number


@pytest.mark.parametrize(
    ("text", "of", "content"),
    [
        ("Norway demanded Ruiz's release.", [], "Ruiz's release"),
        ("Ghana demanded the journalists' release from the junta.", [], "the journalists' release from the junta"),
        ("Ghana urged the opening of the border to let aid in.", [], "the opening of the border to let aid in"),
        ("Britain demanded an end to the siege to save lives.", [], "an end to the siege to save lives"),
        ("The EU urged both sides to halt the shelling.", ["both sides"], "to halt the shelling"),
        ("The EU urged the government to open the border.", None, "to open the border"),
    ],
)
def test_who_is_to_be_freed_is_not_asked_and_an_aim_is_not_what_is_wanted(
    coder: Coder, text: str, of: list[str] | None, content: str
) -> None:
    (demand,) = of_kind(code(coder, text), Demand)
    assert demand.content == content
    assert of is None or [a.name for a in demand.of] == of
