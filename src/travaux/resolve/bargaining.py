"""Proposals, answers, meetings and assessments: the same one across claims is one item."""

from collections.abc import Sequence
from datetime import date

from travaux.ontology.claim import (
    ActorRef,
    Assessment,
    MeetingMention,
    ProposalMention,
    Response,
    claim_id,
)
from travaux.ontology.dossier import (
    AssessmentItem,
    MeetingItem,
    Participant,
    ProposalChange,
    ProposalItem,
    ResponseItem,
)
from travaux.ontology.vocabulary import (
    MeetingFormat,
    MeetingStatus,
    ProposalState,
    ResponseKind,
)
from travaux.resolve.days import day_of, known
from travaux.resolve.joining import (
    UNDATED,
    Corpus,
    agree,
    alike,
    all_names,
    best_time,
    group_claims,
    names,
    overlap,
    times_agree,
)
from travaux.resolve.matching import group_alike

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
_SPOKEN_OF = 75
"""Days without a word of it after which a plan of the same authors is another."""
_SOFT = {ProposalState.FLOATED, ProposalState.TABLED, ProposalState.UNDER_CONSIDERATION, ProposalState.UNKNOWN}
"""States that do not undo an answer: what has been turned down is often spoken of again as tabled."""
_SAME_WORDS = 0.8
"""Share of words that two tellings of one assessment have in common."""
_ANSWERED = {
    ResponseKind.ACCEPT: ProposalState.ACCEPTED,
    ResponseKind.CONDITIONAL: ProposalState.ACCEPTED_WITH_RESERVATIONS,
    ResponseKind.COUNTER: ProposalState.COUNTERED,
    ResponseKind.REJECT: ProposalState.REJECTED,
}


def resolve_proposals(
    corpus: Corpus, mentions: Sequence[ProposalMention], responses: Sequence[Response]
) -> tuple[tuple[ProposalItem, ...], tuple[ResponseItem, ...]]:
    """Proposals with the answers to them, and the answers whose target is unknown."""
    groups = group_claims(
        sorted(mentions, key=corpus.order),
        lambda m: names(m.authors),
        lambda a, b: _are_near(corpus, a, b) and _same_proposal(a, b),
    )
    home = {claim_id(m): i for i, group in enumerate(groups) for m in group}
    answers: dict[int, list[Response]] = {}
    loose: list[Response] = []
    for r in sorted(responses, key=corpus.order):
        target = home.get(r.target or "")
        if target is None:
            loose.append(r)
        else:
            answers.setdefault(target, []).append(r)
    items = [_proposal(corpus, group, answers.get(i, [])) for i, group in enumerate(groups)]
    return tuple(items), _responses(corpus, loose)


def _are_near(corpus: Corpus, a: ProposalMention, b: ProposalMention) -> bool:
    """Whether two mentions are so near in time that one plan goes on: nobody's word for months, and it is another."""
    days = [corpus.days[m.report] for m in (a, b)]
    if UNDATED in days:
        return True
    first, second = (date.fromisoformat(d) for d in days)
    return abs((first - second).days) <= _SPOKEN_OF


def _same_proposal(a: ProposalMention, b: ProposalMention) -> bool:
    if not a.authors:
        return alike(a.label, b.label, 0.99) and agree(names(a.addressees), names(b.addressees))
    return agree(names(a.addressees), names(b.addressees)) or alike(a.label, b.label)


def _proposal(corpus: Corpus, group: list[ProposalMention], answers: list[Response]) -> ProposalItem:
    label = max((m.label for m in group), key=lambda w: (len(w.split()), w))
    return ProposalItem(
        id=min(claim_id(m) for m in group),
        evidence=corpus.evidence(group),
        label=label,
        lineage=next((m.lineage for m in group if m.lineage), None),
        authors=all_names(m.authors for m in group),
        conveyed_by=all_names(m.conveyed_by for m in group),
        addressees=all_names(m.addressees for m in group),
        issues=tuple(dict.fromkeys(i for m in group for i in m.issues)),
        state=_state(corpus, group),
        responses=_responses(corpus, answers),
        history=_history(corpus, group, answers),
    )


def _state(corpus: Corpus, group: Sequence[ProposalMention]) -> ProposalState:
    """Where a proposal stands: the firmest state of the last day that tells an answer, else of all days."""
    firm = [m for m in group if m.state not in _SOFT]
    last = max((corpus.days[m.report] for m in firm), default="")
    told = [m for m in firm if corpus.days[m.report] == last] or group
    return min((m.state for m in told), key=_FIRM.index, default=ProposalState.UNKNOWN)


def _history(
    corpus: Corpus, group: Sequence[ProposalMention], answers: Sequence[Response]
) -> tuple[ProposalChange, ...]:
    """Each state that the proposal is told to have come into, with the claim that tells it; answers with who gave them."""
    steps: list[tuple[ProposalState, ProposalMention | Response, tuple[str, ...]]] = [
        (_ANSWERED[r.answer], r, names(r.by)) for r in answers if r.answer in _ANSWERED
    ]
    known_by = {(r.report, r.span) for r in answers}
    steps += [(m.state, m, _authors_of(m)) for m in group if _tells_state(m) and (m.report, m.span) not in known_by]
    out: list[ProposalChange] = []
    for state, claim, by in sorted(steps, key=lambda s: (day_of(corpus, s[1]), corpus.order(s[1]))):
        if any(c.state is state and (c.by == by or not by) for c in out):
            continue
        day = known(day_of(corpus, claim))
        out.append(ProposalChange(id=claim_id(claim), evidence=corpus.evidence([claim]), state=state, by=by, day=day))
    return tuple(out)


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
    out = []
    for group in groups:
        first = group[0]
        out.append(
            ResponseItem(
                id=min(claim_id(r) for r in group),
                evidence=corpus.evidence(group),
                by=all_names(r.by for r in group),
                to=all_names(r.to for r in group),
                answer=first.answer,
                about=next(
                    (
                        r.quote[r.about.start - r.span.start : r.about.end - r.span.start]
                        for r in group
                        if r.about and r.span.covers(r.about)
                    ),
                    "",
                ),
                target=first.target,
                when=best_time(r.when for r in group),
                reason=next((r.reason for r in group if r.reason), ""),
            )
        )
    return tuple(out)


def resolve_meetings(corpus: Corpus, mentions: Sequence[MeetingMention]) -> tuple[MeetingItem, ...]:
    """Mentions with the same people, place and time as far as told are one meeting; planned is never joined to held."""
    groups = group_claims(sorted(mentions, key=corpus.order), lambda m: m.status, _same_meeting)
    return tuple(_meeting(corpus, group) for group in groups)


def _same_meeting(a: MeetingMention, b: MeetingMention) -> bool:
    if a.report == b.report and (_is_unnamed(a) or _is_unnamed(b)) and a.place == b.place and a.place:
        return times_agree(a.when, b.when)
    if overlap(names(a.participants), names(b.participants)) < 0.5:
        return False
    if a.place and b.place and a.place != b.place:
        return False
    if a.when is None or b.when is None:
        return a.report == b.report or (a.when is None and b.when is None and a.place == b.place)
    return times_agree(a.when, b.when)


def _is_unnamed(mention: MeetingMention) -> bool:
    """ "The generals met": told without a name."""
    return all(p.by == "words" for p in mention.participants)


def _meeting(corpus: Corpus, group: list[MeetingMention]) -> MeetingItem:
    people: dict[str, ActorRef] = {}
    for mention in group:
        for p in mention.participants:
            known = people.get(p.name)
            if known is None or (p.office and not known.office):
                people[p.name] = p
    formats = [m.format for m in group if m.format is not MeetingFormat.UNKNOWN]
    return MeetingItem(
        id=min(claim_id(m) for m in group),
        evidence=corpus.evidence(group),
        participants=tuple(
            Participant(name=p.name, office=p.office, country=p.country)
            for p in people.values()
            if p.by != "words" or all(_is_unnamed(m) for m in group) or len(group) == 1
        ),
        place=next((m.place for m in group if m.place), None),
        when=best_time(m.when for m in group),
        format=formats[0] if formats else MeetingFormat.UNKNOWN,
        status=_status(group),
        round=next((m.round for m in group if m.round), None),
        heads=all_names(m.heads for m in group),
    )


def _status(group: list[MeetingMention]) -> MeetingStatus:
    return group[-1].status


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
