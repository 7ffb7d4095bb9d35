"""Plans whose parts do not make up the whole, and a meeting told as over and as still to come: shown, and not decided."""

from datetime import date

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.dossier import Dossier
from travaux.ontology.report import Report
from travaux.resolve.dossier import build_dossier

pytestmark = pytest.mark.model


def read(coder: Coder, text: str) -> Dossier:
    report = Report(id="r", text=text, published=date(2025, 6, 11), outlet="The Post")
    return build_dossier([report], coder.code(report), coder.world)


def about(coder: Coder, text: str) -> list[str]:
    return [c.about for c in read(coder, text).contradictions]


def test_months_that_do_not_make_up_the_year(coder: Coder) -> None:
    text = (
        "The roadmap has three stages and would last twelve months in all. The first stage would last three months. The second"
        " stage would run for four months. The third stage would take two months."
    )
    assert about(coder, text) == ["phases last 9 months, against 12 in all"]


def test_weeks_and_months_are_not_reckoned_into_each_other(coder: Coder) -> None:
    text = (
        "The roadmap has two stages and would last twelve months in all. The first stage would last three weeks. The second"
        " stage would run for four months."
    )
    assert about(coder, text) == []


def test_shares_that_do_not_make_up_the_total(coder: Coder) -> None:
    text = (
        "Under the plan, 20 captives would be freed in the first phase and 15 in the second phase. In the third phase, 10 more"
        " captives would go home. In total, 60 captives would be released, the mediators said."
    )
    assert about(coder, text) == ["phases add up to 45 captives, against 60 in all"]


def test_a_phase_without_a_number_leaves_the_sum_open(coder: Coder) -> None:
    text = (
        "The plan has three phases. In the first phase, 20 captives would be freed. In the second phase, 15 captives would be"
        " freed. In the third phase, the army would leave. In total, 60 captives would be released."
    )
    assert about(coder, text) == []


def test_talks_told_as_held_and_as_due_tomorrow(coder: Coder) -> None:
    text = (
        "Colombian government negotiators met the ELN in Caracas on Monday, a guerrilla spokesman said. The government said that"
        " the meeting with the ELN in Caracas was due tomorrow and had not taken place."
    )
    assert any("held, and still to come" in c for c in about(coder, text))


def test_a_meeting_told_as_held_and_as_due_in_the_same_words(coder: Coder) -> None:
    text = (
        "The foreign ministers of Peru and Chile met in Lima on Monday. The meeting of the foreign ministers of Peru and Chile"
        " in Lima is due tomorrow, an aide said."
    )
    assert about(coder, text) == ["meeting of Chile, Peru: held, and still to come"]


def test_a_sentence_on_all_of_them_is_no_part_of_the_last_phase(coder: Coder) -> None:
    text = (
        "The plan has three phases. In the first phase, 20 captives would be freed. In the second phase, 15 captives would be"
        " freed. In the third phase, 10 captives would be freed. All 60 captives would be freed under the plan."
    )
    assert about(coder, text) == ["phases add up to 45 captives, against 60 in all"]


def test_an_offer_that_is_refused_by_a_bare_word_is_refused(coder: Coder) -> None:
    text = "Norway offered to open two crossings. Peru refused, citing attacks on its convoys."
    (proposal,) = read(coder, text).proposals
    assert proposal.state.value == "rejected"


def test_who_gives_and_what_a_meeting_was_about_reach_the_file(coder: Coder) -> None:
    text = (
        "Armenia and Azerbaijan met in Almaty on Tuesday to discuss the demarcation of the border. The talks ended without a"
        " breakthrough. Armenia would hand over the villages. In return, Azerbaijan would free all captives."
    )
    dossier = read(coder, text)
    (meeting,) = dossier.meetings
    assert meeting.agenda == "the demarcation of the border"
    assert "without a breakthrough" in meeting.outcome
    exchanges = [
        e for f in (*dossier.frameworks, *(p.framework for p in dossier.proposals if p.framework)) for e in f.exchanges
    ]
    assert [(e.giver, e.counterpart) for e in exchanges] == [(("Armenia",), ("Azerbaijan",))]


SHARES = "12 sailors would be freed in the first phase, 15 in the second and 18 in the third"


@pytest.mark.parametrize(
    ("text", "summed", "total"),
    [
        (f"Under the plan, {SHARES}. In all, 50 sailors would come home.", "45 sailors", "50"),
        (f"Under the plan, {SHARES}, for a total of 50.", "45 sailors", "50"),
        (
            (
                "Peru and Chile are close to a three-stage accord under which 50 captured sailors would be freed. Under the"
                f" proposal, which Norway drafted, {SHARES}."
            ),
            "45 sailors",
            "50",
        ),
        (
            (
                "The plan has three phases. In the first phase, 22 women would be freed; in the second, 40 men; in the third, 8"
                " soldiers. Ninety people in total."
            ),
            "70 people",
            "90",
        ),
        (
            (
                "Kenya handed the sides a plan in two phases:\n\n- Phase one (30 days): the front frees 12 hostages.\n"
                "- Phase two (45 days): 18 hostages go home.\n\nIn all, 40 hostages would be freed."
            ),
            "30 hostages",
            "40",
        ),
    ],
    ids=["in all", "a total of", "under another name", "people of several kinds", "a list"],
)
def test_shares_told_in_short_against_the_total(coder: Coder, text: str, summed: str, total: str) -> None:
    assert about(coder, text) == [f"phases add up to {summed}, against {total} in all"]


@pytest.mark.parametrize(
    "text",
    [
        f"Under the plan, {SHARES}. In all, 45 sailors would come home.",
        f"Under the plan, {SHARES}. Some 50 sailors in all are held.",
        "The plan would free 60 sailors: 10 in phase one, 20 in phase two and the rest in phase three.",
        "The plan would free 60 sailors. Ten sailors would go home in phase one, twenty in phase two and the rest at the end.",
        "The plan would free at least 40 sailors. Under it, 12 sailors would be freed in the first phase, 30 in the second.",
        f"Since May, 400 sailors were freed under other deals. Under the plan, {SHARES}.",
        "Under the draft, each side would withdraw 50 per cent of its 900 troops in the first phase, 50 per cent in the second.",
        f"Under the plan, {SHARES}. In all, 60 observers would be sent.",
    ],
    ids=["agrees", "about", "the rest", "the rest at the end", "at least", "other deals", "percent", "other things"],
)
def test_plans_that_hold_together_are_no_conflict(coder: Coder, text: str) -> None:
    assert about(coder, text) == []


def test_lengths_told_in_short_against_the_whole(coder: Coder) -> None:
    text = (
        "The plan has two phases and would last 90 days in all. The first phase would last 30 days, the second 45 days, the"
        " envoy said."
    )
    assert about(coder, text) == ["phases last 75 days, against 90 in all"]


def test_a_round_held_and_due_is_a_conflict_whoever_hosts_it(coder: Coder) -> None:
    text = (
        "Peru and the Shining Path met in Oslo on Sunday for the fourth round of talks, a guerrilla spokesman said. A Peruvian"
        " official said the fourth round of talks between Peru, the Shining Path and Norway in Oslo is due to begin on Friday."
    )
    assert any("held, and still to come" in c for c in about(coder, text))


def test_a_round_that_has_begun_and_is_to_end_is_no_conflict(coder: Coder) -> None:
    text = (
        "Peru and the Shining Path opened the fourth round of talks in Oslo on Sunday. The fourth round of talks between Peru,"
        " the Shining Path and Norway in Oslo is due to end on Friday."
    )
    assert about(coder, text) == []


def test_the_reports_own_toll_against_that_of_a_voice(coder: Coder) -> None:
    text = "Fourteen people were killed in Puno on Saturday. The guerrillas said 31 people were killed in Puno."
    assert about(coder, text) == ["people killed: 14, and 31"]


def test_a_toll_that_rose_is_no_conflict(coder: Coder) -> None:
    text = (
        "Fourteen people were killed in Puno on Saturday. The mayor said 31 people had been killed in Puno since May."
    )
    assert about(coder, text) == []
