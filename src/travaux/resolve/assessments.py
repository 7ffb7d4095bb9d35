"""Assessments of the talks: what each voice says of them, kept apart."""

from collections.abc import Sequence

from travaux.ontology.claim import Assessment, claim_id
from travaux.ontology.dossier import AssessmentItem
from travaux.resolve.joining import Corpus, alike, group_by_blocks, names
from travaux.resolve.matching import group_alike

_SAME_WORDS = 0.8
"""Share of words that two tellings of one assessment have in common."""


def resolve_assessments(corpus: Corpus, claims: Sequence[Assessment]) -> tuple[AssessmentItem, ...]:
    """What each says, kept apart: assessments are opinions, and only the same words of the same voice are one."""
    groups = group_by_blocks(
        corpus, "assessments", claims, _block, lambda own: group_alike(own, _block, _is_same, _words, _SAME_WORDS)
    )
    return tuple(corpus.memory.items("assessment", groups, lambda group: _item(corpus, group)))


def _block(claim: Assessment) -> tuple[tuple[str, ...], str | None]:
    return names(claim.by), claim.voice.speaker


def _words(claim: Assessment) -> str:
    return claim.quote


def _is_same(a: Assessment, b: Assessment) -> bool:
    return alike(a.quote, b.quote, _SAME_WORDS)


def _item(corpus: Corpus, group: Sequence[Assessment]) -> AssessmentItem:
    return AssessmentItem(
        id=min(claim_id(c) for c in group),
        evidence=corpus.evidence(group),
        by=names(group[0].by),
        tone=group[0].tone,
        text=group[0].quote,
    )
