"""Whom an office means: the holder told before, one's own in a government's text, and nobody of another office."""

from datetime import date

import pytest
from tests.reading.docs import phrase

from travaux.coding.coder import Coder
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.reading.mentions.homes import find_home
from travaux.reading.mentions.references import References
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model
DAY = date(2024, 6, 1)


def means(coder: Coder, report: Report, words: str) -> list[tuple[str, str | None]]:
    doc = read_report(coder.nlp, report)
    references = References(doc, coder.world, find_home(report, coder.world))
    return [(name, m.country) for m in references.resolve(phrase(doc, words)) for name in m.names]


def report(text: str, outlet: str | None = None, headline: str | None = None) -> Report:
    return Report(id="x", text=text, outlet=outlet, headline=headline, published=DAY)


@pytest.mark.parametrize(
    ("own", "words", "expected"),
    [
        (
            report(
                "Jake Sullivan said that the President had urged calm. He then met President Emmanuel Macron of France.",
                outlet="The White House",
            ),
            "the President",
            ("president", "United States"),
        ),
        (
            report(
                "President Biden spoke with President Javier Milei. The President thanked him.", outlet="White House"
            ),
            "The President",
            ("Joe Biden", "United States"),
        ),
        (
            report(
                "The President called President Abdel Fattah el-Sisi to discuss the crossing.",
                headline="Remarks by President Biden on the crossing",
            ),
            "The President",
            ("Joe Biden", "United States"),
        ),
        (
            report(
                "Emmanuel Macron received President William Ruto. The President promised loans.",
                outlet="Presidency of Kenya",
            ),
            "The President",
            ("William Ruto", "Kenya"),
        ),
        (
            report(
                "Rishi Sunak spoke with President Abdel Fattah el-Sisi. The President agreed on a corridor.",
                outlet="10 Downing Street",
            ),
            "The President",
            ("Abdel Fattah el-Sisi", "Egypt"),
        ),
        (
            report("Rishi Sunak met President Javier Milei in Rome. The President left early.", outlet="The Guardian"),
            "The President",
            ("Javier Milei", "Argentina"),
        ),
    ],
)
def test_the_president_of_a_governments_text_is_its_own(
    coder: Coder, own: Report, words: str, expected: tuple[str, str]
) -> None:
    assert means(coder, own, words) == [expected]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Defence Minister Anna Bergstrand and Finance Minister Ole Holm came. The finance minister left.",
            "The finance minister",
            "Ole Holm",
        ),
        (
            "Finance Minister Ole Holm came. The prime minister stayed away.",
            "The prime minister",
            "prime minister",
        ),
        (
            "Ole Holm, an adviser to the president, came. The president stayed away.",
            "The president",
            "president",
        ),
        (
            "Vice President Ole Holm came after President Anna Bergstrand. The vice president left.",
            "The vice president",
            "Ole Holm",
        ),
        (
            "President Anna Bergstrand came before Vice President Ole Holm. The president left.",
            "The president",
            "Anna Bergstrand",
        ),
    ],
)
def test_an_office_of_another_kind_is_not_meant(coder: Coder, text: str, words: str, expected: str) -> None:
    assert [name for name, _ in means(coder, report(text), words)] == [expected]


@pytest.mark.parametrize(
    ("own", "state"),
    [
        (report("One.", outlet="The White House"), "United States"),
        (report("One.", outlet="Ministry of Foreign Affairs of Japan"), "Japan"),
        (report("One.", outlet="www.state.gov"), "United States"),
        (report("One.", outlet="Presidency of Egypt"), "Egypt"),
        (report("One.", headline="Readout of President Macron’s call with President Zelensky"), "France"),
        (report("One.", headline="Statement by the Norwegian premier on Sudan"), "Norway"),
        (report("KREMLIN\nThe talks took an hour."), "Russia"),
        (report("One.", outlet="The Guardian", headline="Macron’s speech rattles investors"), None),
        (report("One.", outlet="Kyiv Independent"), None),
        (report("One.", headline="Joint statement by France and Kenya"), None),
        (report("One.", headline="Statement by Secretary-General António Guterres"), None),
        (report("The White House said on Monday that talks would go on."), None),
    ],
)
def test_the_home_of_a_text_is_the_state_whose_government_gives_it(own: Report, state: str | None) -> None:
    home = find_home(own, load_world())
    assert (home.state if home is not None else None) == state
