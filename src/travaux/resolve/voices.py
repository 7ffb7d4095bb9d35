"""The sources of a dossier: who speaks, how often, through whom."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from travaux.ontology.claim import Attribution, claim_id
from travaux.ontology.dossier import Citation, SourceItem
from travaux.ontology.vocabulary import SpeakerKind
from travaux.resolve.joining import Corpus

_ASKING = frozenset({"questioner", "moderator"})
"""Voices of a transcript that ask or lead, and state nothing."""
_DOING = frozenset({"wants", "acts"})
"""What is told of somebody who is not heard: "they plan to leave", "he backed the plan"."""
_Edge = tuple[str, str, SpeakerKind]


def resolve_sources(corpus: Corpus, claims: Sequence[Attribution]) -> tuple[SourceItem, ...]:
    """Who speaks, how often, and through which chains; the most quoted first. Claims come in order.

    Nobody is a source who only asks, or of whom it is only told what they think, want or do.
    """
    by_name: dict[tuple[str, SpeakerKind], list[Attribution]] = {}
    for part in corpus.memory.each("spoken by", claims, _split_by_voice):
        for voice, own in part.items():
            by_name.setdefault(voice, []).extend(own)
    make = corpus.memory.recall
    out = [make(("source", voice), lambda g, v: _source(corpus, g, v), own, voice) for voice, own in by_name.items()]
    return tuple(sorted(out, key=lambda s: (-s.statements, s.name)))


def _split_by_voice(claims: Iterable[Attribution]) -> dict[tuple[str, SpeakerKind], list[Attribution]]:
    out: dict[tuple[str, SpeakerKind], list[Attribution]] = {}
    for claim in claims:
        name = claim.voice.speaker or (claim.voice.relayed_by[-1] if claim.voice.relayed_by else None)
        if name and name not in _ASKING and not _is_told_of(claim):
            out.setdefault((name, claim.voice.kind), []).append(claim)
    return out


def _is_told_of(claim: Attribution) -> bool:
    """Whether it is told what somebody does or wants, or what a person thinks: "he hopes", but for one's own "I hope"."""
    voice = claim.voice
    named = voice.kind is SpeakerKind.NAMED and voice.speaker_span == claim.source
    return claim.sense in _DOING or (claim.sense == "thinks" and named)


def _source(corpus: Corpus, group: Sequence[Attribution], voice: tuple[str, SpeakerKind]) -> SourceItem:
    chains = Counter(describe_chain(corpus, c) for c in group)
    evidence = corpus.evidence(group)
    return SourceItem(
        id=min(e.claim for e in evidence),
        evidence=evidence,
        name=voice[0],
        kind=voice[1],
        statements=len(group),
        chains=tuple(c for c, _ in sorted(chains.items(), key=lambda kv: (-kv[1], kv[0]))),
    )


def describe_chain(corpus: Corpus, claim: Attribution) -> str:
    """The carriers of a statement from the publishing outlet inwards, without the speaker."""
    outlet = corpus.reports[claim.report].outlet or "the report"
    return " < ".join([outlet, *claim.voice.relayed_by])


def resolve_citations(corpus: Corpus, claims: Sequence[Attribution]) -> tuple[Citation, ...]:
    """Who passes on whose words: from the publishing outlet through each carrier to the speaker, the most used first.

    The evidence is the first statement of each report. Claims come in order.
    """
    edges: dict[_Edge, list[Attribution]] = {}
    for part in corpus.memory.each("passed on", claims, lambda own: _split_by_edge(corpus, own)):
        for edge, own in part.items():
            edges.setdefault(edge, []).extend(own)
    make = corpus.memory.recall
    out = [make(("citation", edge), lambda g, e: _citation(corpus, g, e), own, edge) for edge, own in edges.items()]
    return tuple(sorted(out, key=lambda e: (-e.statements, e.citing, e.cited, e.kind)))


def _split_by_edge(corpus: Corpus, claims: Iterable[Attribution]) -> dict[_Edge, list[Attribution]]:
    out: dict[_Edge, list[Attribution]] = {}
    for claim in claims:
        outlet = corpus.reports[claim.report].outlet or corpus.origins.publishers.get(claim.report) or claim.report
        chain = [(outlet, SpeakerKind.ORGANISATION), *((c, SpeakerKind.ORGANISATION) for c in claim.voice.relayed_by)]
        if claim.voice.speaker:
            chain.append((claim.voice.speaker, claim.voice.kind))
        for (citing, _), (cited, kind) in pairwise(chain):
            if citing != cited:
                out.setdefault((citing, cited, kind), []).append(claim)
    return out


def _citation(corpus: Corpus, group: Sequence[Attribution], edge: _Edge) -> Citation:
    citing, cited, kind = edge
    return Citation(
        id=min(claim_id(c) for c in group),
        evidence=corpus.evidence({c.report: c for c in reversed(group)}.values()),
        citing=citing,
        cited=cited,
        kind=kind,
        statements=len(group),
        reports=tuple(dict.fromkeys(c.report for c in group)),
    )
