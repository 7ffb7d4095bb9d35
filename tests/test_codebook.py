"""The codebook names every term of the closed vocabularies, and the data define every act."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from travaux.ontology.claim import AnyClaim
from travaux.ontology.codebook import load_codebook
from travaux.ontology.vocabulary import Act, Issue, Modality, ProcessStatus
from travaux.views.lines import _MAKERS

PAGE = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text(encoding="utf-8")
CLAIMS = get_args(get_args(AnyClaim)[0])
"""The classes of the union."""
AS_PRINTED = {"participation": "party"}
"""Claims whose kind `travaux code` prints under another word."""


def find_kinds() -> list[str]:
    """The kind of every class of claims, as `travaux code` prints it."""
    kinds = [str(kind.__dataclass_fields__["kind"].default) for kind in CLAIMS]
    return [AS_PRINTED.get(kind, kind) for kind in kinds]


def find_rows(heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading, by the term in their first cell."""
    below = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in below.splitlines() if line[:3] == "| `"]
    return {row[0].strip("`"): row[1:] for row in rows}


def missing(terms: Iterable[str]) -> list[str]:
    return [term for term in terms if f"`{term}`" not in PAGE]


@pytest.mark.parametrize("terms", [Act, Modality, Issue, ProcessStatus])
def test_codebook_names_every_term(terms: type[Act | Modality | Issue | ProcessStatus]) -> None:
    assert missing(term.value for term in terms) == []


def test_codebook_names_every_kind_of_claim_and_no_other() -> None:
    assert find_rows("Claims").keys() == set(find_kinds())


def test_codebook_has_every_act_as_the_data_define_it() -> None:
    rows = find_rows("Acts")
    assert list(rows) == [act.value for act in Act]
    for act, entry in load_codebook().items():
        plover = "/".join(filter(None, (entry.plover, entry.plover_mode))) or "–"
        assert rows[act.value] == [entry.gloss, plover, entry.cameo, entry.example]


def test_codebook_has_every_modality() -> None:
    assert list(find_rows("Modality")) == [modality.value for modality in Modality]


def test_acts_file_has_exactly_the_acts() -> None:
    data = tomllib.loads((files("travaux.ontology") / "data" / "acts.toml").read_text(encoding="utf-8"))
    assert list(data) == [act.value for act in Act]
    assert all(row["gloss"] and row["example"] and row["cameo"] for row in data.values())
    # PLOVER has no event for statements on how talks stand.
    assert [name for name, row in data.items() if not row["plover"]] == [Act.ASSESS]


def test_every_kind_of_claim_has_a_line() -> None:
    assert set(_MAKERS) == set(CLAIMS)
