"""How a coder makes a claim's common fields, so that every claim is grounded alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict, TypeVar

from travaux.coding.context import Context
from travaux.ontology.claim import Claim, Move, Voice
from travaux.ontology.vocabulary import Modality, SegmentKind
from travaux.spans import Span

ClaimT = TypeVar("ClaimT", bound=Claim)


_LONGEST = 200
"""Characters of the longest quote that still shows a reader where to look."""


class Ground(TypedDict):
    """The fields that every claim has of its place in the report."""

    report: str
    span: Span
    quote: str
    voice: Voice
    modality: Modality
    part: SegmentKind
    rule: str


def ground(context: Context, span: Span, rule: str, *, at: Span | None = None) -> Ground:
    """The common fields of a claim at `span`; its voice is the one at `at`, by default of the span's start."""
    return Ground(
        report=context.report.id,
        span=span,
        quote=context.quote(span),
        voice=context.voice(at or span),
        modality=Modality.ASSERTED,
        part=context.part(span),
        rule=rule,
    )


def ground_like(move: Move, rule: str) -> Ground:
    """The common fields of a claim that rests on a move's words."""
    return Ground(
        report=move.report,
        span=move.span,
        quote=move.quote,
        voice=move.voice,
        modality=move.modality,
        part=move.part,
        rule=rule,
    )


def ground_briefly(context: Context, move: Move, label: Span, rule: str) -> Ground:
    """Like `ground_like`, but with the trigger and `label` alone where the move's words are a whole long sentence."""
    base = ground_like(move, rule)
    if move.span.end - move.span.start <= _LONGEST:
        return base
    span = Span(min(move.trigger.start, label.start), max(move.trigger.end, label.end))
    if span.end - span.start > _LONGEST:
        span = label
    base["span"], base["quote"] = span, context.quote(span)
    return base


def number_claims(claims: Iterable[ClaimT]) -> tuple[ClaimT, ...]:
    """The same claims of one kind, with ordinals where they share a span, so that their ids differ."""
    seen: Counter[Span] = Counter()
    out = []
    for claim in claims:
        ordinal = seen[claim.span]
        out.append(claim if claim.ordinal == ordinal else replace(claim, ordinal=ordinal))
        seen[claim.span] = ordinal + 1
    return tuple(out)
