"""Terms, phases and exchanges: the same one across claims is one item, under its proposal or in a framework of its own."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from travaux.ontology.claim import Exchange, Phase, Term, claim_id
from travaux.ontology.dossier import Evidence, ExchangeItem, FrameworkItem, PhaseItem, ProposalItem, TermItem
from travaux.ontology.vocabulary import Issue, TermStatus
from travaux.resolve.joining import Corpus, alike, all_names, best_time, group_by_blocks, group_claims
from travaux.resolve.lineages import MOST, is_deal_name

_STATUS = list(TermStatus)


@dataclass(frozen=True, slots=True)
class Contents:
    """The claims of what proposals hold."""

    terms: list[Term]
    phases: list[Phase]
    exchanges: list[Exchange]

    def add(self, claim: Term | Phase | Exchange) -> None:
        """Take a claim in."""
        if isinstance(claim, Term):
            self.terms.append(claim)
        elif isinstance(claim, Phase):
            self.phases.append(claim)
        else:
            self.exchanges.append(claim)

    def every(self) -> tuple[Term | Phase | Exchange, ...]:
        """All of them."""
        return (*self.terms, *self.phases, *self.exchanges)


def attach_contents(
    corpus: Corpus, proposals: Sequence[ProposalItem], contents: Contents, common: Collection[str] = frozenset()
) -> tuple[tuple[ProposalItem, ...], tuple[FrameworkItem, ...]]:
    """The proposals with their terms, and frameworks of the terms that no proposal holds.

    What no words tie to a proposal is of the one that its report tells of, or of the one deal of both sides (`common`, by
    id) that it tells of, where their matters agree. What one side demands stands in the demands; it is no framework.
    """
    homes = _find_homes(proposals, contents, common)
    by_home: dict[str | TermStatus, Contents] = {}
    for claim in contents.every():
        by_home.setdefault(homes[claim_id(claim)], Contents([], [], [])).add(claim)

    def make(home: str | TermStatus, label: str) -> FrameworkItem | None:
        return _framework(corpus, home, by_home[home], label) if home in by_home else None

    out = tuple(replace(p, framework=make(p.id, p.label)) for p in proposals)
    loose = (make(s, "") for s in _STATUS if s is not TermStatus.DEMANDED)
    return out, tuple(f for f in loose if f is not None)


def _find_homes(
    proposals: Sequence[ProposalItem], contents: Contents, common: Collection[str]
) -> dict[str, str | TermStatus]:
    """Claim → the proposal that holds it, else its own status."""
    by_claim = {e.claim: p.id for p in proposals for e in p.evidence}
    told: dict[str, dict[str, ProposalItem]] = {}
    for proposal in proposals:
        for report in {e.report for e in proposal.evidence}:
            told.setdefault(report, {})[proposal.id] = proposal
    sole = {report: item for report, found in told.items() if (item := _meant(found.values(), common)) is not None}
    matters = {p.id: set(p.issues) for p in proposals}
    for term in contents.terms:
        if term.issue is not None and (own := by_claim.get(term.deal or "")):
            matters[own].add(term.issue)
    out: dict[str, str | TermStatus] = {}
    for claim in contents.every():
        home = by_claim.get(claim.deal or "")
        if home is None and (item := sole.get(claim.report)) is not None and claim.status is not TermStatus.DEMANDED:
            known = matters[item.id]
            home = item.id if not isinstance(claim, Term) or not known or claim.issue in known else None
        out[claim_id(claim)] = home or claim.status
    return out


def _meant(found: Collection[ProposalItem], common: Collection[str]) -> ProposalItem | None:
    """The proposal of which a report tells where it names none: its only one, else its only, or main, deal of both sides."""
    shared = [p for p in found if p.id in common]
    told = sorted(shared if len(found) > 1 else found, key=lambda p: -len(p.evidence))
    if not told or not is_deal_name(told[0].label):
        return None
    return told[0] if len(told) == 1 or len(told[0].evidence) >= MOST * len(told[1].evidence) else None


def _framework(corpus: Corpus, home: str | TermStatus, contents: Contents, label: str) -> FrameworkItem | None:
    make = corpus.memory.recall
    terms = _terms(corpus, home, contents.terms)
    phases = make(("phases", home), lambda own: _phases(corpus, own), contents.phases)
    exchanges = make(("exchanges", home), lambda own: _exchanges(corpus, own), contents.exchanges)
    items: list[TermItem | PhaseItem | ExchangeItem] = [*terms, *phases, *exchanges]
    if not items:
        return None
    stated = next((p.label for p in phases if p.of), "")
    statuses = [*(t.status for t in terms), *(e.status for e in exchanges)] or [TermStatus.PROPOSED]
    return FrameworkItem(
        id=min(i.id for i in items),
        evidence=_evidence(items),
        label=label or stated,
        status=max(statuses, key=Counter(statuses).__getitem__),
        terms=terms,
        phases=phases,
        exchanges=exchanges,
    )


def _evidence(items: Iterable[TermItem | PhaseItem | ExchangeItem]) -> tuple[Evidence, ...]:
    rows = {(e.claim, e.start): e for i in items for e in i.evidence}
    return tuple(rows.values())


def _terms(corpus: Corpus, home: str | TermStatus, claims: Sequence[Term]) -> tuple[TermItem, ...]:
    groups = group_by_blocks(
        corpus, ("terms", home), claims, _matter, lambda own: group_claims(own, _matter, same_term)
    )
    items = corpus.memory.items("term", groups, lambda group: _term(corpus, group))
    return tuple(sorted(items, key=lambda t: t.phase or 0))


def _matter(term: Term) -> tuple[Issue | None, int | None]:
    return term.issue, term.phase


def same_term(a: Term, b: Term) -> bool:
    """Whether two claims tell one term: no number in one speaks against the other, and their words agree."""
    if (a.quantity or b.quantity) and a.quantity != b.quantity:
        return False
    if a.duration or b.duration:
        return a.duration == b.duration
    if a.quantity is not None and a.unit and b.unit and _stem(a.unit) == _stem(b.unit):
        return True
    return alike(a.content, b.content, 0.6)


def _stem(unit: str) -> str:
    return unit.lower().removesuffix("s")


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
            giver=all_names(e.giver for e in group),
            counterpart=all_names(e.counterpart for e in group),
        )
        for group in groups
    )
