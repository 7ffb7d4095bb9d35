"""Codes one text, for the tests of coding."""

from datetime import date
from typing import TypeVar

from travaux.coding.coder import Coder
from travaux.ontology.claim import AnyClaim, Claim, Move
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act

ClaimT = TypeVar("ClaimT", bound=Claim)
DAY = date(2025, 6, 11)
"""A Wednesday: the day on which these reports come out."""


def code(coder: Coder, text: str, name: str = "x", published: date | None = DAY) -> tuple[AnyClaim, ...]:
    return coder.code(Report(id=name, text=text, published=published, outlet="The Post"))


def of_kind(claims: tuple[AnyClaim, ...], kind: type[ClaimT]) -> list[ClaimT]:
    return [c for c in claims if isinstance(c, kind)]


def moves(coder: Coder, text: str, act: Act, published: date | None = DAY) -> list[Move]:
    return [m for m in of_kind(code(coder, text, published=published), Move) if m.act is act]
