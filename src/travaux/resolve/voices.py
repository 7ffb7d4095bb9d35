"""The sources of a dossier: who speaks, how often, through whom."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from travaux.ontology.claim import Attribution, claim_id
from travaux.ontology.dossier import Citation, SourceItem
from travaux.ontology.vocabulary import SpeakerKind
from travaux.resolve.joining import Corpus


def resolve_sources(corpus: Corpus, claims: Sequence[Attribution]) -> tuple[SourceItem, ...]:
    """Who speaks, how often, and through which chains; the most quoted first."""
    by_name: dict[tuple[str, SpeakerKind], list[Attribution]] = {}
    for claim in sorted(claims, key=corpus.order):
        name = claim.voice.speaker or (claim.voice.relayed_by[-1] if claim.voice.relayed_by else None)
        if name:
            by_name.setdefault((name, claim.voice.kind), []).append(claim)
    out = []
    for (name, kind), group in by_name.items():
        chains = Counter(describe_chain(corpus, c) for c in group)
        evidence = corpus.evidence(group)
        out.append(
            SourceItem(
                id=min(e.claim for e in evidence),
                evidence=evidence,
                name=name,
                kind=kind,
                statements=len(group),
                chains=tuple(c for c, _ in sorted(chains.items(), key=lambda kv: (-kv[1], kv[0]))),
            )
        )
    return tuple(sorted(out, key=lambda s: (-s.statements, s.name)))


def describe_chain(corpus: Corpus, claim: Attribution) -> str:
    """The carriers of a statement from the publishing outlet inwards, without the speaker."""
    outlet = corpus.reports[claim.report].outlet or "the report"
    return " < ".join([outlet, *claim.voice.relayed_by])


def resolve_citations(corpus: Corpus, claims: Sequence[Attribution]) -> tuple[Citation, ...]:
    """Who passes on whose words: from the publishing outlet through each carrier to the speaker, the most used first.

    The evidence is the first statement of each report.
    """
    edges: dict[tuple[str, str, SpeakerKind], list[Attribution]] = {}
    for claim in sorted(claims, key=corpus.order):
        outlet = corpus.reports[claim.report].outlet or corpus.origins.publishers.get(claim.report) or claim.report
        chain = [(outlet, SpeakerKind.ORGANISATION), *((c, SpeakerKind.ORGANISATION) for c in claim.voice.relayed_by)]
        if claim.voice.speaker:
            chain.append((claim.voice.speaker, claim.voice.kind))
        for (citing, _), (cited, kind) in pairwise(chain):
            if citing != cited:
                edges.setdefault((citing, cited, kind), []).append(claim)
    out = [
        Citation(
            id=min(claim_id(c) for c in group),
            evidence=corpus.evidence({c.report: c for c in reversed(group)}.values()),
            citing=citing,
            cited=cited,
            kind=kind,
            statements=len(group),
            reports=tuple(dict.fromkeys(c.report for c in group)),
        )
        for (citing, cited, kind), group in edges.items()
    ]
    return tuple(sorted(out, key=lambda e: (-e.statements, e.citing, e.cited, e.kind)))
