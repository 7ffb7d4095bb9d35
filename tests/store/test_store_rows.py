"""Every kind of claim and every report that can be stored comes back as it went in."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from travaux.errors import StoreError
from travaux.ontology.claim import AnyClaim, Claim, Count, claim_id
from travaux.ontology.report import Report
from travaux.spans import Span
from travaux.store import Store
from travaux.store.rows import claim_rows, read_claims, read_report, report_row
from travaux.store.schema import REPORTS

TEXT = "Hamas a dit “non” à l’offre égyptienne; 33 otages — 𝒳 contre 1 000 prisonniers, d’après Reuters. " * 2
KINDS: tuple[type[Claim], ...] = get_args(get_args(AnyClaim)[0])
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(pair[0] + pair[1], len(TEXT)))
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: words,
    int: st.integers(0, 2**31),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    NoneType: st.none(),
    Span: spans,
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type, however deep: all fields of a dataclass are drawn, also those with a default."""
    origin = get_origin(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin is UnionType:
        return st.one_of(*map(values, get_args(hint)))
    if origin is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: values(hints[field.name]) for field in fields(hint)})
    assert issubclass(hint, Enum), hint
    return st.sampled_from(hint)


def grounded(claim: AnyClaim) -> AnyClaim:
    return replace(claim, report="r1", quote=claim.span.of(TEXT))


@pytest.fixture
def coded(store: Store, make_report: Callable[..., Report]) -> Store:
    store.add_report(make_report("r1", TEXT))
    return store


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@FEW
@given(data=st.data())
def test_claims_of_every_kind_come_back(coded: Store, kind: type[Claim], data: st.DataObject) -> None:
    claims = data.draw(st.lists(values(kind).map(grounded), min_size=1, max_size=3, unique_by=claim_id))
    coded.put_claims("r1", claims, "x 1")
    [(report, kept)] = coded.claims()
    assert report == "r1"
    assert {claim_id(claim): claim for claim in kept} == {claim_id(claim): claim for claim in claims}
    assert [(c.span, c.kind, c.ordinal) for c in kept] == sorted((c.span, c.kind, c.ordinal) for c in claims)


@FEW
@given(report=values(Report))
def test_reports_come_back(store: Store, report: Report) -> None:
    assert store.add_report(report)
    assert store.report(report.id) == report
    assert list(store.reports()) == [report]
    assert list(store.reports(ids=[report.id])) == [report]
    store.delete_report(report.id)


def test_kinds_of_claim_are_all_there() -> None:
    assert len(KINDS) == 22


def test_report_row_has_a_column_for_every_field() -> None:
    assert {field.name for field in fields(Report)} <= set(REPORTS.c.keys())


def test_read_report_names_a_damaged_row(make_report: Callable[..., Report]) -> None:
    row = {**report_row(make_report("r1")), "outlet_known": "guessed"}
    with pytest.raises(StoreError, match="stored report 'r1' is damaged"):
        read_report(row)
    with pytest.raises(StoreError, match="stored report 'r1' is damaged"):
        read_report({**row, "outlet_known": "given", "segments": '[{"span": {"start": 3, "end": 3}, "kind": "body"}]'})


def test_read_claims_names_damaged_bodies() -> None:
    with pytest.raises(StoreError, match=r"claims of report 'r1' are damaged .*code that report again"):
        read_claims("r1", ['{"kind": "mov'])
    with pytest.raises(StoreError, match="claims of report 'r1' are damaged"):
        read_claims("r1", ['{"kind": "assessment", "report": "r1", "span": {"start": 2, "end": 1}, "quote": ""}'])


def test_a_body_leaves_out_what_is_as_it_mostly_is_and_whole_ones_are_read_too() -> None:
    claim = Count(report="r", span=Span(0, 5), quote=TEXT[:5], value=33.0, what="otages", qualifier="au moins")
    (row,) = claim_rows({"id": "r", "text": TEXT, "published": None}, [claim])
    assert set(json.loads(row["body"])) == {"kind", "report", "span", "quote", "value", "what", "qualifier"}
    whole = TypeAdapter(Count).dump_json(claim).decode()
    assert "relayed_by" in whole
    assert read_claims("r", [row["body"], whole]) == (claim, claim)


DEFAULTS = "13182403fb9d68c2"
"""What the claims' fields are where a stored body leaves them out. Another default gives every kept claim another meaning:
write a migration that puts the old one into the bodies, then this."""


def list_defaults() -> list[str]:
    schema = TypeAdapter(AnyClaim).json_schema()
    rows = (
        f"{name}.{field}={json.dumps(told['default'], sort_keys=True)}"
        for name, made in schema["$defs"].items()
        for field, told in made.get("properties", {}).items()
        if "default" in told
    )
    return sorted(rows)


def test_what_a_stored_body_leaves_out_keeps_its_meaning() -> None:
    rows = list_defaults()
    assert len(rows) > 100
    assert sha256("\n".join(rows).encode()).hexdigest()[:16] == DEFAULTS
