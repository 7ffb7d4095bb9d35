"""Assessments of the talks: what each voice says of them, kept apart."""

from collections.abc import Sequence

from travaux.ontology.claim import Assessment, claim_id
from travaux.ontology.dossier import AssessmentItem
from travaux.resolve.joining import Corpus, alike, names
from travaux.resolve.matching import group_alike

_SAME_WORDS = 0.8
"""Share of words that two tellings of one assessment have in common."""


def resolve_assessments(corpus: Corpus, claims: Sequence[Assessment]) -> tuple[AssessmentItem, ...]:
    """What each says, kept apart: assessments are opinions, and only the same words of the same voice are one."""
    groups = group_alike(
        sorted(claims, key=corpus.order),
        lambda c: (names(c.by), c.voice.speaker),
        lambda a, b: alike(a.quote, b.quote, _SAME_WORDS),
        lambda c: c.quote,
        _SAME_WORDS,
    )
    return tuple(
        AssessmentItem(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence(group),
            by=names(group[0].by),
            tone=group[0].tone,
            text=group[0].quote,
        )
        for group in groups
    )
