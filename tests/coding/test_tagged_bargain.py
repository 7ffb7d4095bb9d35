"""What the reading model marks as part of a bargain becomes a claim where no rule tells it and it is known whose it is."""

from dataclasses import replace

import pytest
from tests.coding.reading import DAY

from travaux.coding.coder import Coder
from travaux.coding.sure import is_sure_demand
from travaux.ontology.claim import AnyClaim, Demand, Leverage, Term
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, LeverageKind, Modality
from travaux.reading.model.tagging import ActTag, BargainTag, Tagging
from travaux.reading.pipeline import read_report
from travaux.spans import Span

pytestmark = pytest.mark.model


def _code(coder: Coder, text: str, *marked: tuple[str, str], acts: tuple[tuple[str, Act], ...] = ()) -> list[AnyClaim]:
    report = Report(id="x", text=text, published=DAY, outlet="The Post")
    doc = read_report(coder.nlp, report)

    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    doc._.tagging = Tagging(
        bargain=tuple(BargainTag(span=place(words), kind=kind, score=0.5) for kind, words in marked),
        acts=tuple(
            ActTag(span=place(word), none=0.3, acts=((act, 0.7),), modality=Modality.ASSERTED, modality_score=0.9)
            for word, act in acts
        ),
    )
    claims = coder.code_doc(report, doc)
    assert all(c.span.of(text) == c.quote for c in claims)
    return [c for c in claims if c.rule.endswith("-tagged")]


def test_a_marked_deed_is_a_term_with_its_issue(coder: Coder) -> None:
    text = "Much of the evening went on the withdrawal of Chilean troops from Arica, diplomats said."
    (term,) = _code(coder, text, ("term", "the withdrawal of Chilean troops from Arica"))
    assert isinstance(term, Term)
    assert term.issue == "troop_withdrawal"
    assert term.confidence is not None
    assert term.confidence < 0.85


def test_marked_words_without_an_issue_are_no_term(coder: Coder) -> None:
    text = "Much of the evening went on the colour of the curtains, diplomats said."
    assert _code(coder, text, ("term", "the colour of the curtains")) == []


@pytest.mark.parametrize(
    ("text", "words", "by"),
    [
        ("Peru keeps coming back to the reopening of the port of Arica.", "the reopening of the port of Arica", "Peru"),
        (
            "“The port of Arica ought to be reopened,” President Rosa Quispe said on Monday.",
            "The port of Arica ought to be reopened",
            "Rosa Quispe",
        ),
    ],
)
def test_a_marked_demand_is_whose_subject_or_word_it_is(coder: Coder, text: str, words: str, by: str) -> None:
    found = [c for c in _code(coder, text, ("demand", words)) if isinstance(c, Demand)]
    assert [[a.name for a in c.by] for c in found] == [[by]]
    assert not any(map(is_sure_demand, found))


def test_a_marked_demand_that_nobody_makes_is_none(coder: Coder) -> None:
    text = "It would be good for the port of Arica to open again."
    assert _code(coder, text, ("demand", "the port of Arica to open again")) == []


def test_marked_leverage_has_its_kind_from_the_acts_in_its_words(coder: Coder) -> None:
    text = "Peru has put Chilean copper on its list of goods that stay at the border."
    words = "put Chilean copper on its list of goods that stay at the border"
    (plain,) = _code(coder, text, ("leverage", words))
    (sanction,) = _code(coder, text, ("leverage", words), acts=(("list", Act.SANCTION),))
    assert isinstance(plain, Leverage)
    assert [a.name for a in plain.by] == ["Peru"]
    assert plain.type is LeverageKind.PRESSURE
    assert isinstance(sanction, Leverage)
    assert replace(plain, type=sanction.type) == sanction
    assert sanction.type is LeverageKind.SANCTION


def test_what_a_rule_tells_is_not_told_again(coder: Coder) -> None:
    text = "Peru demanded that Chile withdraw its troops from Arica."
    assert not [
        c for c in _code(coder, text, ("demand", "Chile withdraw its troops from Arica")) if isinstance(c, Demand)
    ]


def test_a_marked_demand_is_never_sure_though_its_words_ask_outright(coder: Coder) -> None:
    text = "Peru demanded on Monday that Chile withdraw its troops from Arica."
    (found,) = [c for c in coder.code(Report(id="x", text=text, published=DAY)) if isinstance(c, Demand)]
    assert is_sure_demand(found)
    assert not is_sure_demand(replace(found, rule="demand-tagged"))
