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
