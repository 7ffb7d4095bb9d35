"""Halves of surrogate pairs are replaced wherever they stand, and nothing else moves."""

from dataclasses import replace

from tests.claims import actors, make_report, move, one_of_each

from travaux.export.scrubbing import scrub
from travaux.ontology.vocabulary import Act, Modality

HALF = "a\ud83db"


def test_what_can_be_written_is_left_as_it_is() -> None:
    report, claims = make_report("r1"), one_of_each("r1")
    reports, kept, mended = scrub([report], claims)
    assert reports[0] is report
    assert kept == claims
    assert not mended


def test_halves_are_replaced_in_a_report_and_its_claims() -> None:
    report = make_report("r1", text=f"{HALF} and more", outlet=HALF)
    claim = move(Act.REJECT, actors=actors(HALF), quote=HALF, modality=Modality.FUTURE)
    other = move(Act.REJECT, "r2", actors=actors("Norway"))
    (report,), (first, second), mended = scrub([report], [claim, other])
    assert mended
    assert (report.text, report.outlet) == ("a\ufffdb and more", "a\ufffdb")
    assert first.span.of(report.text) == first.quote == "a\ufffdb"
    assert isinstance(first.modality, Modality)
    assert first == replace(claim, quote="a\ufffdb", actors=actors("a\ufffdb"))
    assert second is other
