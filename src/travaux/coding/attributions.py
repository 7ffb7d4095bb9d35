"""Attributions as claims: one for each link's content, with its voice."""

from travaux.coding.context import Context
from travaux.ontology.claim import Attribution
from travaux.ontology.vocabulary import Modality


def code_attributions(context: Context) -> tuple[Attribution, ...]:
    """One claim for each attribution that has content."""
    out = []
    for i, a in enumerate(context.voices.attributions):
        if not a.content:
            continue
        longest = max(a.content, key=len)
        out.append(
            Attribution(
                report=context.report.id,
                span=longest,
                quote=context.quote(longest),
                voice=context.voices.chain_of(i),
                modality=Modality.ASSERTED,
                part=context.part(longest),
                rule=a.rule,
                source=a.source.span if a.source else None,
                cue=a.cue,
                content=a.content,
            )
        )
    return tuple(out)
