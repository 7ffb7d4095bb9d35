"""What may not leave the house goes, with its words and its links; all else stays, at its offsets."""

from dataclasses import replace
from datetime import date

import pytest
from tests.claims import make_report, move, one_of_each, text_of
from tests.export.materials import SECRET, TODAY, make_claims, make_reports, make_secrets

from travaux.export.material import Record, make_material
from travaux.export.withholding import MASK, count_barred, why_barred, withhold
from travaux.ontology.claim import Passage, claim_id
from travaux.packs.world import World
from travaux.spans import Span


@pytest.mark.parametrize("mark", ["restricted", "Confidential", "amber", "internal use"])
def test_any_mark_bars_that_does_not_say_public(mark: str) -> None:
    assert why_barred(mark, None, TODAY) == f"marked as {mark}"


@pytest.mark.parametrize("mark", [None, "", "public", " Open ", "TLP:CLEAR"])
def test_a_public_mark_bars_nothing(mark: str | None) -> None:
    assert why_barred(mark, None, TODAY) is None


def test_an_embargo_ends_on_its_day() -> None:
    assert why_barred(None, date(2025, 6, 21), TODAY) == "under embargo until 2025-06-21"
    assert why_barred("public", date(2025, 6, 20), TODAY) is None


def test_an_embargo_counts_as_of_the_day_asked_for() -> None:
    report = make_report("r1", "2025-06-10", embargo_until=date(2025, 6, 15))
    record = Record(reports=[report], claims=one_of_each("r1"), world=World(), as_of=date(2025, 6, 12))
    assert make_material(record, TODAY).reports == ()
    assert make_material(replace(record, as_of=None), TODAY).reports == (report,)
    assert make_material(replace(record, as_of=None), date(2025, 6, 14)).claims == ()


def test_claims_go_with_their_words_and_those_that_repeat_them() -> None:
    kept = withhold(make_reports(), [*make_claims(), *make_secrets()], TODAY)
    assert [claim_id(c) for c in kept.claims] == [claim_id(c) for c in make_claims()]
    assert kept.withheld.claims == {"marked as restricted": 22, "that repeat the words of those": 1}
    assert list(kept.withheld.lines()) == ["claims left out: 22 marked as restricted, 1 that repeat the words of those"]


def test_masked_words_keep_every_offset() -> None:
    kept = withhold(make_reports(), [*make_claims(), *make_secrets()], TODAY)
    for before, after in zip(make_reports(), kept.reports, strict=True):
        assert len(after.text) == len(before.text)
        assert after.text.startswith(text_of(before.id))
        assert set(after.text[-len(SECRET) :]) == {MASK, " "}
    texts = {r.id: r.text for r in kept.reports}
    assert all(c.span.of(texts[c.report]) == c.quote for c in kept.claims)


def test_a_headline_that_repeats_the_words_is_masked() -> None:
    (report,) = withhold([replace(make_reports()[0], headline=f"News: {SECRET}")], make_secrets(), TODAY).reports
    assert report.headline == f"News: {MASK * len(SECRET)}"


def test_a_further_passage_on_masked_words_goes_and_its_claim_stays() -> None:
    start = len(text_of("r1")) + 1
    passage = Passage(span=Span(start, start + 10), quote=SECRET[:10])
    free = move(also=(passage,))
    kept = withhold(make_reports(), [free, *make_secrets()], TODAY)
    assert kept.claims == (replace(free, also=()),)


def test_a_text_taken_from_masked_words_bars_its_claim() -> None:
    (told,) = (c for c in one_of_each("r1") if c.kind == "demand")
    kept = withhold(make_reports(), [replace(told, content=SECRET[:32]), *make_secrets()], TODAY)
    assert kept.claims == ()


def test_links_to_what_is_left_out_go() -> None:
    secret = make_secrets()[0]
    other = move(because_of=claim_id(secret), together=(claim_id(secret), "r1:move:1-2"))
    (kept,) = withhold(make_reports(), [other, secret], TODAY).claims
    assert (kept.because_of, kept.together) == (None, ("r1:move:1-2",))


def test_nothing_is_touched_where_nothing_is_marked() -> None:
    kept = withhold(make_reports(), make_claims(), TODAY)
    assert kept.withheld.nothing
    assert kept.reports == tuple(make_reports())
    assert kept.claims == tuple(make_claims())


def test_all_that_is_barred_is_counted() -> None:
    reports = [make_report("r1", sensitivity="secret"), make_report("r2", sensitivity="public")]
    assert count_barred(reports, make_secrets(), TODAY) == 23


def test_the_sentence_around_masked_words_goes_too() -> None:
    text = text_of("r1")
    free = replace(move(), sentence=text)
    assert withhold(make_reports(), [free], TODAY).claims == (free,)
    kept = withhold(make_reports(), [free, *make_secrets()], TODAY)
    assert all(SECRET not in claim.sentence for claim in kept.claims)
    assert kept.claims == (replace(free, sentence=""),)
