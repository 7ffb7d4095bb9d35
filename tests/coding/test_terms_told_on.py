"""Terms in the ways news tells them: rates and money, lists of conditions, what a deal has brought about, coming lengths."""

from datetime import date

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.claim import Demand, Move, Term
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue, Modality, TermStatus


def code(coder: Coder, text: str) -> list[object]:
    return list(coder.code(Report(id="r", text=text, published=date(2025, 6, 5), outlet="The Desk")))


def read(coder: Coder, text: str) -> list[Term]:
    return [c for c in code(coder, text) if isinstance(c, Term)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Under the accord, 600 trucks of aid are to enter the province every day.", 600, "trucks a day"),
        ("The deal provides for the daily entry of 100 aid trucks into the valley.", 100, "trucks a day"),
        ("Under the treaty Britain would pay £90m a year.", 90_000_000, "£ a year"),
        ("Under the treaty Britain would pay £90 thousand a year.", 90_000, "£ a year"),
        ("The plan calls for the release of 40 captives.", 40, "captives"),
    ],
)
def test_a_rate_keeps_its_number_and_its_time(coder: Coder, text: str, value: float, unit: str) -> None:
    found = read(coder, text)
    assert [(t.quantity, t.unit) for t in found] == [(value, unit)]
    assert found[0].duration is None


def test_what_a_deal_keeps_follows_what_it_gives(coder: Coder) -> None:
    """ "But keep" goes on with the deal, and opens no new turn."""
    found = read(
        coder, "The agreement would hand the islands back but keep the base under British control for 99 years."
    )
    assert [t.issue for t in found] == [Issue.TERRITORY_BORDERS, Issue.TERRITORY_BORDERS]
    assert found[1].duration == "P99Y"


def test_captives_still_to_be_freed_are_counted(coder: Coder) -> None:
    found = read(coder, "Peru and Chad have agreed a truce. Four more captives are to be freed next Saturday.")
    assert [(t.quantity, t.status) for t in found if t.issue is Issue.HOSTAGES_PRISONERS] == [(4, TermStatus.AGREED)]


def test_what_a_deal_has_brought_about_is_carried_out(coder: Coder) -> None:
    found = read(
        coder,
        "Peru and Chad have agreed a truce. More than 50 hostages have now been released since the truce began.",
    )
    done = [t for t in found if t.status is TermStatus.IMPLEMENTED]
    assert [(t.quantity, t.qualifier) for t in done] == [(50, "more than")]


def test_the_days_of_a_truce_count_nothing(coder: Coder) -> None:
    found = read(coder, "Togo offered a unilateral ceasefire from 8 to 10 May.")
    assert [(t.issue, t.quantity) for t in found] == [(Issue.CEASEFIRE, None)]


def test_a_release_without_a_deal_is_no_term(coder: Coder) -> None:
    assert read(coder, "Peru released 50 prisoners on Friday.") == []


def test_the_length_that_opens_a_sentence_is_that_of_what_is_to_come(coder: Coder) -> None:
    found = read(
        coder,
        "Armenia and Azerbaijan have agreed a truce. "
        "Over the next 60 days, Azerbaijan will gradually withdraw its remaining forces.",
    )
    assert [t.duration for t in found if t.issue is Issue.TROOP_WITHDRAWAL] == ["P60D"]


def test_what_lay_in_the_last_weeks_is_no_length_of_a_term(coder: Coder) -> None:
    found = read(coder, "The deal provides for the return of 200 fishermen taken over the past six weeks.")
    assert [t.duration for t in found] == [None]


def test_each_of_the_conditions_listed_is_demanded(coder: Coder) -> None:
    found = read(
        coder,
        "Among the conditions listed by the group were the reopening of its bank and an end to the sanctions on its farms.",
    )
    assert [t.status for t in found] == [TermStatus.DEMANDED, TermStatus.DEMANDED]
    assert found[1].issue is Issue.SANCTIONS


def test_what_a_phase_is_supposed_to_bring(coder: Coder) -> None:
    found = read(coder, "The second phase is supposed to bring a full withdrawal and a lasting end to the war.")
    assert [(t.issue, t.phase) for t in found] == [(Issue.TROOP_WITHDRAWAL, 2), (Issue.CEASEFIRE, 2)]


def test_each_country_binds_itself_to_all_that_is_listed(coder: Coder) -> None:
    found = read(
        coder,
        "Each country has agreed to ensure safe navigation, eliminate the use of force and prevent the use of merchant "
        "ships for military ends.",
    )
    assert len(found) == 3


def test_what_a_deal_keeps_somebody_from(coder: Coder) -> None:
    found = read(
        coder,
        "Peru and Chad have agreed a truce. The militia will not be permitted to move weapons over the lake.",
    )
    assert Issue.ARMS_SUPPLIES in {t.issue for t in found}


def test_an_aid_mechanism_is_no_monitoring(coder: Coder) -> None:
    found = read(coder, "The sides agreed to join a humanitarian mechanism for the delivery of food.")
    assert {t.issue for t in found} == {Issue.HUMANITARIAN_ACCESS}


def test_each_thing_wanted_of_the_other_side_is_a_demand(coder: Coder) -> None:
    text = "Serbia wants Kosovo to give up four towns, to renounce NATO membership and to shrink its army."
    found = [c for c in code(coder, text) if isinstance(c, Demand)]
    assert [d.content.split()[-1] for d in found] == ["towns", "membership", "army"]
    assert all({a.name for a in d.of} == {"Kosovo"} for d in found)


@pytest.mark.parametrize(
    ("text", "modality", "day"),
    [
        ("The talks between Peru and Chile resume on Saturday.", Modality.FUTURE, "2025-06-07"),
        ("Peru had been due to meet Chile on Monday.", Modality.FUTURE, "2025-06-02"),
        ("Peru's army attacked the port on Tuesday.", Modality.ASSERTED, "2025-06-03"),
    ],
)
def test_no_deed_is_told_as_done_on_a_coming_day(coder: Coder, text: str, modality: Modality, day: str) -> None:
    found = [c for c in code(coder, text) if isinstance(c, Move)]
    assert [(m.modality, m.when.edtf if m.when else None) for m in found] == [(modality, day)]
