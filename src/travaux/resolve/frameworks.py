"""Terms, phases and exchanges: the same one across claims is one item, under its proposal or in a framework of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from travaux.ontology.claim import Exchange, Phase, Term, claim_id
from travaux.ontology.dossier import Evidence, ExchangeItem, FrameworkItem, PhaseItem, ProposalItem, TermItem
from travaux.ontology.vocabulary import TermStatus
from travaux.resolve.joining import Corpus, alike, all_names, best_time, group_claims

_STATUS = list(TermStatus)
Content = Term | Phase | Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The claims of what proposals hold."""

    terms: Sequence[Term]
    phases: Sequence[Phase]
    exchanges: Sequence[Exchange]


def attach_contents(
    corpus: Corpus, proposals: Sequence[ProposalItem], contents: Contents
) -> tuple[tuple[ProposalItem, ...], tuple[FrameworkItem, ...]]:
    """The proposals with their terms, and frameworks of the terms that no proposal holds.

    What one side demands stands in the demands; it is no framework.
    """
    homes = {e.claim: p.id for p in proposals for e in p.evidence}
    out = tuple(replace(p, framework=_framework(corpus, contents, _of_proposal(homes, p), p.label)) for p in proposals)
    loose = (
        _framework(corpus, contents, _without_proposal(homes, s), "") for s in _STATUS if s is not TermStatus.DEMANDED
    )
    return out, tuple(f for f in loose if f is not None)


def _of_proposal(homes: Mapping[str, str], proposal: ProposalItem) -> Callable[[Content], bool]:
    return lambda claim: homes.get(claim.deal or "") == proposal.id


def _without_proposal(homes: Mapping[str, str], status: TermStatus) -> Callable[[Content], bool]:
    return lambda claim: (claim.deal or "") not in homes and claim.status is status


def _framework(
    corpus: Corpus, contents: Contents, belongs: Callable[[Content], bool], label: str
) -> FrameworkItem | None:
    terms = _terms(corpus, [t for t in contents.terms if belongs(t)])
    phases = _phases(corpus, [p for p in contents.phases if belongs(p)])
    exchanges = _exchanges(corpus, [e for e in contents.exchanges if belongs(e)])
    items: list[TermItem | PhaseItem | ExchangeItem] = [*terms, *phases, *exchanges]
    if not items:
        return None
    stated = next((p.label for p in phases if p.of), "")
    statuses = [*(t.status for t in terms), *(e.status for e in exchanges)] or [TermStatus.PROPOSED]
    return FrameworkItem(
        id=min(i.id for i in items),
        evidence=_evidence(items),
        label=label or stated,
        status=max(statuses, key=statuses.count),
        terms=terms,
        phases=phases,
        exchanges=exchanges,
    )


def _evidence(items: Iterable[TermItem | PhaseItem | ExchangeItem]) -> tuple[Evidence, ...]:
    rows = {(e.claim, e.start): e for i in items for e in i.evidence}
    return tuple(rows.values())


def _terms(corpus: Corpus, claims: Sequence[Term]) -> tuple[TermItem, ...]:
    groups = group_claims(sorted(claims, key=corpus.order), lambda t: (t.issue, t.phase), same_term)
    items = [_term(corpus, group) for group in groups]
    return tuple(sorted(items, key=lambda t: t.phase or 0))


def same_term(a: Term, b: Term) -> bool:
    """Whether two claims tell one term: no number in one speaks against the other, and their words agree."""
    if (a.quantity or b.quantity) and a.quantity != b.quantity:
        return False
    if a.duration or b.duration:
        return a.duration == b.duration
    return alike(a.content, b.content, 0.6)


def _term(corpus: Corpus, group: Sequence[Term]) -> TermItem:
    first = group[0]
    return TermItem(
        id=min(claim_id(t) for t in group),
        evidence=corpus.evidence(group),
        issue=first.issue,
        content=first.content,
        obligor=all_names(t.obligor for t in group),
        beneficiary=all_names(t.beneficiary for t in group),
        categories=tuple(dict.fromkeys(c for t in group for c in t.categories)),
        quantity=next((t.quantity for t in group if t.quantity is not None), None),
        unit=next((t.unit for t in group if t.unit), None),
        qualifier=next((t.qualifier for t in group if t.qualifier), None),
        duration=next((t.duration for t in group if t.duration), None),
        deadline=best_time(t.deadline for t in group),
        condition=next((t.condition for t in group if t.condition), None),
        phase=first.phase,
        status=max((t.status for t in group), key=_STATUS.index),
    )


def _phases(corpus: Corpus, claims: Sequence[Phase]) -> tuple[PhaseItem, ...]:
    """One item a phase; told with two lengths it is two, so that the conflict is seen."""
    groups = group_claims(
        sorted(claims, key=corpus.order),
        lambda p: (p.ordinal_number, p.of),
        lambda a, b: a.duration is None or b.duration is None or a.duration == b.duration,
    )
    items = [
        PhaseItem(
            id=min(claim_id(p) for p in group),
            evidence=corpus.evidence(group),
            number=group[0].ordinal_number,
            of=group[0].of,
            label=group[0].label,
            duration=next((p.duration for p in group if p.duration), None),
            start=next((p.start for p in group if p.start), None),
            end=next((p.end for p in group if p.end), None),
        )
        for group in groups
    ]
    return tuple(sorted(items, key=lambda p: p.number or 0))


def _exchanges(corpus: Corpus, claims: Sequence[Exchange]) -> tuple[ExchangeItem, ...]:
    groups = group_claims(
        sorted(claims, key=corpus.order),
        lambda e: (e.ratio, e.phase),
        lambda a, b: alike(a.gives, b.gives, 0.6) and alike(a.gets, b.gets, 0.6),
    )
    return tuple(
        ExchangeItem(
            id=min(claim_id(e) for e in group),
            evidence=corpus.evidence(group),
            gives=group[0].gives,
            gets=group[0].gets,
            ratio=group[0].ratio,
            phase=group[0].phase,
            status=max((e.status for e in group), key=_STATUS.index),
        )
        for group in groups
    )
