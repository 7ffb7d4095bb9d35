"""The sources of a dossier, and what is told against each other."""

from collections import Counter
from collections.abc import Sequence

from travaux.ontology.claim import Attribution, claim_id
from travaux.ontology.dossier import Contradiction, MoveItem, SourceItem
from travaux.ontology.vocabulary import Act, Modality, SpeakerKind
from travaux.resolve.joining import Corpus, agree, alike, times_agree


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
        out.append(
            SourceItem(
                id=min(claim_id(c) for c in group),
                evidence=corpus.evidence(group),
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


def find_contradictions(moves: Sequence[MoveItem]) -> tuple[Contradiction, ...]:
    """The same deed told as done and as not done, or denied by one voice and told by another."""
    done = [m for m in moves if m.modality is Modality.ASSERTED and not all(e.denied for e in m.evidence)]
    against = [m for m in moves if m.modality is Modality.NEGATION or any(e.denied for e in m.evidence)]
    told: dict[tuple[Act, frozenset[str]], list[MoveItem]] = {}
    for yes in done:
        told.setdefault((yes.act, frozenset(yes.actors)), []).append(yes)
    out = []
    for no in against:
        for yes in told.get((no.act, frozenset(no.actors)), ()):
            if yes.id != no.id and _clash(yes, no):
                out.append(
                    Contradiction(
                        id=min(yes.id, no.id),
                        evidence=(*yes.evidence, *no.evidence),
                        about=f"{yes.act.value}: {', '.join(yes.actors)}",
                        sides=(yes.id, no.id),
                    )
                )
    return tuple(out)


def _clash(yes: MoveItem, no: MoveItem) -> bool:
    told_by_others = {e.speaker for e in yes.evidence} != {e.speaker for e in no.evidence}
    return (
        bool(yes.actors)
        and told_by_others
        and agree(yes.recipients, no.recipients)
        and times_agree(yes.when, no.when)
        and bool(set(yes.issues) & set(no.issues))
        and (bool(set(yes.recipients) & set(no.recipients)) or alike(yes.words, no.words))
    )
