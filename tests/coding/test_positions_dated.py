"""A stance is of the time at which it was taken, not of the day of the report that recalls it."""

from datetime import date

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.claim import PositionMention
from travaux.ontology.dossier import PositionItem
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Issue, Stance
from travaux.resolve.dossier import build_dossier

pytestmark = pytest.mark.model


def position(coder: Coder, text: str) -> PositionItem:
    report = Report(id="x", text=text, outlet="The Post", published=date(2023, 10, 6))
    found = build_dossier([report], coder.code(report), coder.world).positions
    return next(p for p in found if p.actor == "Armenia" and p.issue is Issue.CEASEFIRE)


NOW = "“We will not accept a ceasefire,” Armenian Prime Minister Nikol Pashinyan said on Thursday."


def test_the_month_of_a_stance_gives_its_age(coder: Coder) -> None:
    found = position(coder, "In February, Armenian Prime Minister Nikol Pashinyan said he was ready for a ceasefire.")
    assert (found.day, found.age) == ("2023-02-28", 220)


def test_what_was_said_before_is_not_the_latest(coder: Coder) -> None:
    text = f"{NOW} In February, Pashinyan said his government was ready for a ceasefire."
    found = position(coder, text)
    assert found.stance is Stance.REFUSES
    assert found.day == "2023-10-05"
    assert [(c.before, c.after) for c in found.changes] == [(Stance.ACCEPTS, Stance.REFUSES)]


def test_a_time_inside_the_words_is_none_of_the_saying(coder: Coder) -> None:
    text = "Armenian Prime Minister Nikol Pashinyan said his government was ready for a ceasefire in November."
    report = Report(id="x", text=text, outlet="The Post", published=date(2023, 10, 6))
    told = [c for c in coder.code(report) if isinstance(c, PositionMention)]
    assert [c.when for c in told] == [None]


@pytest.mark.parametrize(
    ("before", "after", "actor"),
    [
        (
            "The Houthis rejected Norway's ceasefire proposal on Monday.",
            "The Houthis accepted Norway's ceasefire proposal on Monday.",
            "Houthis",
        ),
        (
            "Kenya rejected the ceasefire proposal on Monday.",
            "Kenya accepted the ceasefire proposal on Monday, its foreign ministry said.",
            "Kenya",
        ),
    ],
)
def test_a_change_between_two_reports_names_both_quotes(coder: Coder, before: str, after: str, actor: str) -> None:
    texts = {date(2025, 6, 11): before, date(2025, 6, 18): after}
    reports = [Report(id=str(day), text=text, outlet="The Post", published=day) for day, text in texts.items()]
    dossier = build_dossier(reports, [c for r in reports for c in coder.code(r)], coder.world)
    (found,) = (p for p in dossier.positions if p.actor == actor)
    (change,) = found.changes
    assert (change.before, change.after) == (Stance.REFUSES, Stance.ACCEPTS)
    assert change.before_quote in before
    assert change.after_quote in after
