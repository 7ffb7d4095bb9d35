"""Several numbers on one noun are several terms; who owes what a sentence carries on; the release of people beside a pause."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Term
from travaux.ontology.vocabulary import Issue

pytestmark = pytest.mark.model


def terms(coder: Coder, text: str) -> list[Term]:
    return of_kind(code(coder, text), Term)


def numbers(found: list[Term]) -> list[tuple[float | None, int | None]]:
    return [(t.quantity, t.phase) for t in found]


def test_numbers_in_a_row_are_terms_by_phase(coder: Coder) -> None:
    found = terms(coder, "Under the plan, the rebels would free 33, 40 and 20 captives in three phases.")
    assert numbers(found) == [(33, 1), (40, 2), (20, 3)]
    assert {t.unit for t in found} == {"captives"}


def test_ordinals_name_the_phases(coder: Coder) -> None:
    text = "The deal provides for the release of 12 and 30 prisoners in the first and second phases."
    assert numbers(terms(coder, text)) == [(12, 1), (30, 2)]


def test_numbers_without_phases_stay_without(coder: Coder) -> None:
    found = terms(coder, "Under the plan, Kenya and Chad would hand over 15 and 20 prisoners.")
    assert numbers(found) == [(15, None), (20, None)]


def test_an_or_between_numbers_leaves_one_term(coder: Coder) -> None:
    assert len(terms(coder, "Under the plan, the rebels would free 30 or 40 captives.")) == 1


def test_it_is_the_party_of_the_sentence_before(coder: Coder) -> None:
    text = "Under the plan, Kenya would free 40 prisoners. It would also lift the blockade of the town."
    found = [t for t in terms(coder, text) if t.issue is Issue.HUMANITARIAN_ACCESS]
    assert [[a.name for a in t.obligor] for t in found] == [["Kenya"]]


def test_a_release_beside_a_pause_is_a_term(coder: Coder) -> None:
    text = (
        "Both premiers spoke of how to secure the release of the hostages together with an immediate truce in Darfur."
    )
    assert {t.issue for t in terms(coder, text)} == {Issue.HOSTAGES_PRISONERS, Issue.CEASEFIRE}


def test_what_a_proposal_would_do_is_a_term_whatever_the_verb(coder: Coder) -> None:
    found = terms(coder, "Serbia has put forward a plan to lease the northern mine to Kosovo for ten years.")
    assert [t.duration for t in found] == ["P10Y"]
