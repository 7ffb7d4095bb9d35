"""Proposals and the answers to them: the same one across claims is one item, with every change of its state."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from travaux.ontology.claim import Exchange, Phase, ProposalMention, Response, Term, claim_id
from travaux.ontology.dossier import ProposalChange, ProposalItem, ResponseItem
from travaux.ontology.vocabulary import Modality, ProposalState, ResponseKind
from travaux.resolve.days import UNDATED, day_of, days_between, known
from travaux.resolve.joining import Corpus, agree, all_names, best_time, group_claims, names, times_agree
from travaux.resolve.lineages import OPEN, Bargainers, Lineage, group_proposals, label_words

_FIRM = [
    ProposalState.REJECTED,
    ProposalState.ACCEPTED,
    ProposalState.ACCEPTED_WITH_RESERVATIONS,
    ProposalState.COUNTERED,
    ProposalState.WITHDRAWN,
    ProposalState.SUPERSEDED,
    ProposalState.LAPSED,
    ProposalState.UNDER_CONSIDERATION,
    ProposalState.TABLED,
    ProposalState.FLOATED,
    ProposalState.UNKNOWN,
]
"""Of two states that one day tells of a proposal, the earlier in this list is where it came to."""
_SOFT = {ProposalState.FLOATED, ProposalState.TABLED, ProposalState.UNDER_CONSIDERATION, ProposalState.UNKNOWN}
"""States that do not undo an answer: what has been turned down is often spoken of again as tabled."""
_REOPENED = 2
"""Reports that tell a deal of both sides as still to be made, after which an earlier answer to it no longer stands."""
_LONG = 30
"""Days."""
OUTCOMES = {
    ResponseKind.ACCEPT: ProposalState.ACCEPTED,
    ResponseKind.CONDITIONAL: ProposalState.ACCEPTED_WITH_RESERVATIONS,
    ResponseKind.COUNTER: ProposalState.COUNTERED,
    ResponseKind.REJECT: ProposalState.REJECTED,
}
"""What an answer makes of a proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What is on the table."""

    proposals: tuple[ProposalItem, ...]
    loose: tuple[ResponseItem, ...]
    """Answers whose target is unknown."""
    common: frozenset[str]
    """The ids of the proposals that are the deal of both sides."""


def resolve_proposals(
    corpus: Corpus,
    mentions: Sequence[ProposalMention],
    responses: Sequence[Response],
    contents: Iterable[Term | Phase | Exchange] = (),
    bargainers: Bargainers | None = None,
) -> Offers:
    """Proposals with the answers to them, and the answers whose target is unknown.

    `contents` are the terms, phases and exchanges that say what a proposal holds; `bargainers` are the sides and those
    between them, by which the deal that all are at is told from one side's own offer.
    """
    bargainers = bargainers or Bargainers()
    groups = group_proposals(corpus, mentions, contents, bargainers)
    home = {claim_id(m): i for i, group in enumerate(groups) for m in group.mentions}
    answers: dict[int, list[Response]] = {}
    loose: list[Response] = []
    for r in sorted(responses, key=corpus.order):
        target = home.get(r.target or "")
        if target is None:
            loose.append(r)
        else:
            answers.setdefault(target, []).append(r)
    items = [_make_item(corpus, group, answers.get(i, []), bargainers) for i, group in enumerate(groups)]
    return Offers(
        proposals=tuple(items),
        loose=_responses(corpus, loose),
        common=frozenset(item.id for item, group in zip(items, groups, strict=True) if group.common),
    )


def _make_item(corpus: Corpus, group: Lineage, answers: list[Response], bargainers: Bargainers) -> ProposalItem:
    mentions = group.mentions
    authors = all_names(m.authors for m in mentions)
    return ProposalItem(
        id=min(claim_id(m) for m in mentions),
        evidence=corpus.evidence(mentions),
        label=_label(mentions),
        lineage=next((m.lineage for m in mentions if m.lineage), None),
        authors=authors,
        conveyed_by=all_names(m.conveyed_by for m in mentions),
        addressees=tuple(n for n in all_names(m.addressees for m in mentions) if n not in authors),
        issues=tuple(dict.fromkeys(i for m in mentions for i in m.issues)),
        state=_answered(_state(corpus, group, bargainers), mentions, answers),
        responses=_responses(corpus, answers),
        history=_history(corpus, mentions, answers),
    )


def _label(mentions: Sequence[ProposalMention]) -> str:
    """The longest name; of many names of one deal that which is told most, if it says what the deal is about."""
    if len({names(m.authors) for m in mentions}) > 1:
        told = Counter(m.label for m in mentions if label_words(m.label))
        if told:
            return max(told, key=lambda w: (told[w], len(w.split()), w))
    return max((m.label for m in mentions), key=lambda w: (len(w.split()), w))


def _state(corpus: Corpus, group: Lineage, bargainers: Bargainers) -> ProposalState:
    """Where a proposal stands: the firmest state of the last day that tells an answer, else of all days.

    A deal of both sides that one of them has accepted waits for the other; one that later reports tell as still to be
    made is not made yet, whatever was said of it before. What is told of old times counts only where nothing else is told.
    """
    present = [m for m in group.mentions if m.modality is not Modality.HISTORICAL] or group.mentions
    firm = [m for m in present if m.state not in _SOFT]
    last = max((corpus.days[m.report] for m in firm), default="")
    again = [m for m in present if m.state in OPEN and last < corpus.days[m.report] != UNDATED]
    if group.common and len({m.report for m in again}) >= _REOPENED:
        return min((m.state for m in again), key=_FIRM.index)
    told = [m for m in firm if corpus.days[m.report] == last] or present
    state = min((m.state for m in told), key=_FIRM.index, default=ProposalState.UNKNOWN)
    if state is ProposalState.ACCEPTED and group.common and _is_half_accepted(firm, bargainers):
        return ProposalState.UNDER_CONSIDERATION
    return state


def _answered(state: ProposalState, mentions: Sequence[ProposalMention], answers: Sequence[Response]) -> ProposalState:
    """The state with what those to whom an offer was put answered, where its own mentions leave it on the table."""
    if state not in _SOFT or any(not m.authors for m in mentions):
        return state
    authors = set(all_names(m.authors for m in mentions))
    told = [OUTCOMES[r.answer] for r in answers if r.answer in OUTCOMES and authors.isdisjoint(names(r.by))]
    return min(told, key=_FIRM.index, default=state)


def _is_half_accepted(firm: Sequence[ProposalMention], bargainers: Bargainers) -> bool:
    """Whether all that tells of an acceptance tells that of one and the same side."""
    accepted = [m for m in firm if m.state is ProposalState.ACCEPTED]
    if any(m.rule == "proposal-agreed" or not m.addressees for m in accepted):
        return False
    takers = {bargainers.party_of(a.name) or a.name for m in accepted for a in m.addressees}
    return len(takers & bargainers.sides) == 1 and len(takers) == 1 and len(bargainers.sides) > 1


def _history(
    corpus: Corpus, group: Sequence[ProposalMention], answers: Sequence[Response]
) -> tuple[ProposalChange, ...]:
    """Each state that the proposal is told to have come into, with the claim that tells it; answers with who gave them.

    The last word of it stands too where it came long after the last change.
    """
    steps: list[tuple[ProposalState, ProposalMention | Response, tuple[str, ...]]] = [
        (OUTCOMES[r.answer], r, names(r.by)) for r in answers if r.answer in OUTCOMES
    ]
    known_by = {(r.report, r.span) for r in answers}
    steps += [(m.state, m, _authors_of(m)) for m in group if _tells_state(m) and (m.report, m.span) not in known_by]
    ordered = sorted(steps, key=lambda s: (day_of(corpus, s[1]), corpus.order(s[1])))
    out: list[ProposalChange] = []
    for state, claim, by in ordered:
        day = known(day_of(corpus, claim))
        seen = any(c.state is state and (c.by == by or not by) for c in out)
        if not seen or (claim is ordered[-1][1] and _is_long_after(out[-1].day, day)):
            out.append(
                ProposalChange(id=claim_id(claim), evidence=corpus.evidence([claim]), state=state, by=by, day=day)
            )
    return tuple(out)


def _is_long_after(first: str | None, last: str | None) -> bool:
    """Whether the last word of a proposal came so long after the last change that it is worth telling."""
    days = days_between(first, last)
    return days is not None and days > _LONG


def _tells_state(mention: ProposalMention) -> bool:
    return mention.state is not ProposalState.UNKNOWN


def _authors_of(mention: ProposalMention) -> tuple[str, ...]:
    """Who brought a proposal into its state: its authors tabled it; who answered is told by the answers alone."""
    return names(mention.authors) if mention.state in {ProposalState.FLOATED, ProposalState.TABLED} else ()


def _responses(corpus: Corpus, answers: Sequence[Response]) -> tuple[ResponseItem, ...]:
    groups = group_claims(
        answers,
        lambda r: (names(r.by), r.answer),
        lambda a, b: agree(names(a.to), names(b.to)) and times_agree(a.when, b.when),
    )
    return tuple(_make_response(corpus, group) for group in groups)


def _make_response(corpus: Corpus, group: Sequence[Response]) -> ResponseItem:
    told = (r for r in group if r.about and r.span.covers(r.about))
    about = (r.quote[r.about.start - r.span.start : r.about.end - r.span.start] for r in told if r.about)
    return ResponseItem(
        id=min(claim_id(r) for r in group),
        evidence=corpus.evidence(group),
        by=all_names(r.by for r in group),
        to=all_names(r.to for r in group),
        answer=group[0].answer,
        about=next(about, ""),
        target=group[0].target,
        when=best_time(r.when for r in group),
        reason=next((r.reason for r in group if r.reason), ""),
    )
