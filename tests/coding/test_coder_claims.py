"""What holds of the claims of any report: grounded, with ids of their own, the same alone and in company."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coding.reading import code

from travaux.coding.coder import Coder
from travaux.ontology.claim import CLAIMS, AnyClaim, Move, check_claims, claim_id
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.pipeline import RULES_ALONE
from travaux.spans import Span
from travaux.views.lines import make_lines

pytestmark = pytest.mark.model
NAMES = ["Norway", "the Taliban", "Espen Barth Eide", "Zubrowka", "the rebels", "CIA Director William Burns"]
PLACES = ["Geneva", "Doha", "Nebelsbad", "Port Lutz"]
TEMPLATES = [
    "{a} rejected {b}’s latest proposal, a diplomat told Reuters.",
    "“{a} will not sign,” {b} said on Tuesday. “It is over.”",
    "{a} and {b} met in {p} last month; {a} left early.",
    "{a} (the first to come) reportedly opened the {p} crossing and shut the {p} airport.",
    "According to {b}, {a} demanded the release of 40 prisoners…",
    "If {a} agreed, {b} would deliver 12 trucks of aid to {p}.",
    "The trio met last weekand both sides talked in {p} – without {b}.",
    "{a} denied that it had attacked {p}; at least 1,200 people fled.",
    "The Security Council adopted a resolution on {p}.",
    "He said they had been there.",
    "MR. EIDE: I met {b} in {p}.",
    "\u00a0{a}\u2011led talks in {p}\u200b failed, {b} said",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=5))
    gap = draw(st.sampled_from([" ", "\n\n", "\n"]))
    names, places = st.sampled_from(NAMES), st.sampled_from(PLACES)
    return gap.join(part.format(a=draw(names), b=draw(names), p=draw(places)) for part in parts)


OFTEN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans_of(claim: AnyClaim) -> list[Span]:
    """Every span that a claim holds, its actors' and voices' among them."""
    out = [claim.span, *claim.voice.relay_spans]
    out += [claim.voice.speaker_span] if claim.voice.speaker_span else []
    for name in ("about", "trigger", "place_span", "label_span", "content_span", "facility_span", "source", "cue"):
        value = getattr(claim, name, None)
        out += [value] if isinstance(value, Span) else []
    for name in ("actors", "recipients", "authors", "addressees", "by", "to", "of", "participants", "carrier"):
        out += [ref.span for ref in getattr(claim, name, ()) if getattr(ref, "span", None)]
    when = getattr(claim, "when", None)
    return out + ([when.span] if when is not None and when.span else [])


@OFTEN
@given(text=texts())
def test_every_claim_is_grounded_and_has_its_own_id(coder: Coder, text: str) -> None:
    claims = code(coder, text)
    check_claims(text, claims)
    ids = [claim_id(c) for c in claims]
    assert len(ids) == len(set(ids))
    for claim in claims:
        assert claim.quote == text[claim.span.start : claim.span.end]
        assert claim.quote.strip() == claim.quote
        for span in spans_of(claim):
            assert 0 <= span.start < span.end <= len(text)
    assert list(claims) == sorted(claims, key=lambda c: (c.span, c.kind, c.ordinal))
    assert {m.because_of for m in claims if isinstance(m, Move)} - {None} <= set(ids)


@OFTEN
@given(text=texts())
def test_claims_survive_json(coder: Coder, text: str) -> None:
    claims = list(code(coder, text))
    assert CLAIMS.validate_json(CLAIMS.dump_json(claims)) == claims


@settings(OFTEN, max_examples=15)
@given(several=st.lists(texts(), min_size=2, max_size=3))
def test_a_report_is_coded_alike_alone_and_after_others(coder: Coder, several: list[str]) -> None:
    alone = [code(coder, text, name=str(i)) for i, text in enumerate(several)]
    backwards = [code(coder, text, name=str(i)) for i, text in reversed(list(enumerate(several)))]
    assert alone == backwards[::-1]


def test_a_fresh_coder_codes_alike(coder: Coder) -> None:
    text = " ".join(t.format(a="Norway", b="the Taliban", p="Nebelsbad") for t in TEMPLATES)
    fresh = Coder(reader=RULES_ALONE)
    assert make_lines(fresh.code(Report(id="x", text=text))) == make_lines(coder.code(Report(id="x", text=text)))


def test_furniture_is_not_coded(coder: Coder) -> None:
    body, menu = "Norway rejected the plan.", "Peru accepted the offer."
    segments = (
        Segment(span=Span(0, len(body)), kind=SegmentKind.BODY),
        Segment(span=Span(len(body) + 1, len(body) + 1 + len(menu)), kind=SegmentKind.FURNITURE),
    )
    claims = coder.code(Report(id="x", text=f"{body}\n{menu}", segments=segments))
    assert claims
    assert all(c.span.end <= len(body) for c in claims)


def test_claims_on_one_span_have_ordinals(coder: Coder) -> None:
    claims = code(coder, "Norway and Peru, mediators in the talks, hosted Egypt and Qatar, mediators in other talks.")
    for a, b in combinations(claims, 2):
        assert claim_id(a) != claim_id(b)
