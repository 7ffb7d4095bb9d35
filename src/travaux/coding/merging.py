"""Several mentions of one thing in a report as one claim: the first stays, and keeps the others' words."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from travaux.ontology.claim import Claim, Passage

ClaimT = TypeVar("ClaimT", bound=Claim)


def merge_mentions(
    claims: Iterable[ClaimT], same: Callable[[ClaimT, ClaimT], bool], join: Callable[[ClaimT, ClaimT], ClaimT]
) -> tuple[ClaimT, ...]:
    """One claim for those that are the same; `join` fills what the first leaves open from the later one."""
    out: list[ClaimT] = []
    for claim in claims:
        k = next((k for k, first in enumerate(out) if same(first, claim)), None)
        if k is None:
            out.append(claim)
        else:
            joined = join(out[k], claim)
            spans = {joined.span, *(p.span for p in joined.also)}
            more = (
                *((pass_on(claim),) if claim.span not in spans else ()),
                *(p for p in claim.also if p.span not in spans),
            )
            out[k] = replace(joined, also=(*joined.also, *more))
    return tuple(out)


def pass_on(claim: Claim) -> Passage:
    """A claim's words and voice as a passage of another."""
    return Passage(span=claim.span, quote=claim.quote, voice=claim.voice, modality=claim.modality)
