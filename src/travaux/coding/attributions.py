"""Attributions as claims: one for each link's content, with its voice."""

from collections.abc import Iterator

from travaux.coding.context import Context
from travaux.coding.voices import sense_of
from travaux.ontology.claim import Attribution
from travaux.ontology.vocabulary import Modality


def code_attributions(context: Context) -> tuple[Attribution, ...]:
    """One claim for each attribution that has content."""
    return tuple(claim for i, a in enumerate(context.voices.attributions) if a.content for claim in _claims(context, i))


def _claims(context: Context, index: int) -> Iterator[Attribution]:
    a = context.voices.attributions[index]
    voice, carriers = context.voices.link(index)
    longest = max(a.content, key=len)
    yield Attribution(
        report=context.report.id,
        span=longest,
        quote=context.quote(longest),
        voice=voice,
        modality=Modality.ASSERTED,
        part=context.part(longest),
        rule=a.rule,
        sense=sense_of(a),
        source=a.source.span if a.source else None,
        cue=a.cue,
        content=a.content,
        carriers=carriers,
    )
