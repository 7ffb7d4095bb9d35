"""Proposals and the answers to them: the same one across claims is one item, with every change of its state."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from travaux.ontology.claim import ActorRef, Exchange, Phase, ProposalMention, Response, Term, claim_id
from travaux.ontology.dossier import ProposalChange, ProposalItem, ResponseItem
from travaux.ontology.vocabulary import Modality, ProposalState, ResponseKind
from travaux.reading.times.words import NUMBERS
from travaux.resolve.days import UNDATED, day_of, days_between, known
from travaux.resolve.joining import Corpus, agree, all_names, best_time, group_claims, names, times_agree
from travaux.resolve.lineages import OPEN, Bargainers, Lineage, group_proposals, is_deal_name, label_words

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
_ANYBODYS = frozenset("his her its their our my your this that such".split())
"""Openers of a name that says whose or which only where it stands."""
ENDED = "answer-ended"
"""The rule of an answer by which a party ends an accord that it had taken."""
_BLAMED = re.compile(r"\bdenounc", re.IGNORECASE)
BY_PART = "part"
"""How a reference names a party by those of it whom words describe ("three ministers of the coalition")."""
_TAKEN = {ProposalState.ACCEPTED, ProposalState.ACCEPTED_WITH_RESERVATIONS}
_MEMBERS = frozenset(
    "minister lawmaker legislator deputy senator member commander hardliner hard-liner politician mp faction wing dissident"
    " ally partner critic".split()
)
"""Nouns of people who are a part of a party, where words count them or nothing says of which."""
_COUNTED = frozenset("a an some several many few one another certain most half senior hardline far-right".split())
_BARE = frozenset(
    "overture overtures suggestion suggestions idea ideas invitation invitations message request we us".split()
)
"""Last words of a name that tells nothing of what is put forward."""
_FORMER = re.compile(r"^(?:the )?(?:previous|earlier|former|initial|original)\b", re.IGNORECASE)
_ON_TALKS = re.compile(
    r"\b(?:talks?|talking|meetings?|summits?|rounds?|negotiat\w+|dialogues?|discuss\w*|consultations?|conferences?|host\w*|mediat\w+)\b",
    re.IGNORECASE,
)
"""Words of a bid to meet, which is no name of a plan that the same side puts forward."""
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
        target = home.get(r.target or "", _find_ended(corpus, r, groups) if is_ending(r) else None)
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


def is_ending(answer: Response) -> bool:
    """Whether an answer ends an accord; one that is denounced may only be blamed."""
    return answer.rule == ENDED and _BLAMED.search(answer.quote) is None


def _find_ended(corpus: Corpus, ending: Response, groups: Sequence[Lineage]) -> int | None:
    """The accord that a later report tells a side of it to have ended: the only one of its name, or the only one of that side."""
    by, day = {n for a in ending.by for n in (a.name, a.country) if n}, corpus.days[ending.report]
    label = name_ended(corpus, ending)
    fit = [
        n
        for n, g in enumerate(groups)
        if by & {n for m in g.mentions for a in (*m.authors, *m.addressees) for n in (a.name, a.country) if n}
        and any(m.state in _TAKEN and corpus.days[m.report] <= day for m in g.mentions)
    ]
    words = label_words(label)
    if words:
        fit = [n for n in fit if any(words & label_words(m.label) for m in groups[n].mentions)]
    return fit[0] if len(fit) == 1 and label else None


def name_ended(corpus: Corpus, ending: Response) -> str:
    """The name of the accord that is ended, up to its noun; "" where no accord is named."""
    told = ending.about.of(corpus.reports[ending.report].text).split() if ending.about else []
    last = next((n for n, word in enumerate(told) if is_deal_name(word)), None)
    return " ".join(told[: last + 1]) if last is not None else ""


def _make_item(corpus: Corpus, group: Lineage, answers: list[Response], bargainers: Bargainers) -> ProposalItem:
    mentions = group.mentions
    authors = all_names(m.authors for m in mentions)
    apart = {(r.report, r.span) for r in answers if _is_of_part(r.by)}
    stated = [replace(m, state=_on_table(m)) if (m.report, m.span) in apart else m for m in mentions]
    given = [r for r in answers if (r.report, r.span) not in apart]
    state = _answered(_state(corpus, group, stated, bargainers), mentions, given)
    return ProposalItem(
        id=min(claim_id(m) for m in mentions),
        evidence=corpus.evidence(mentions),
        label=_label(mentions),
        lineage=next((m.lineage for m in mentions if m.lineage), None),
        authors=authors,
        conveyed_by=all_names(m.conveyed_by for m in mentions),
        addressees=tuple(n for n in all_names(m.addressees for m in mentions) if n not in authors),
        issues=tuple(dict.fromkeys(i for m in mentions for i in m.issues)),
        state=ProposalState.REJECTED if state in _TAKEN and _is_ended(corpus, mentions, given) else state,
        responses=_responses(corpus, answers),
        history=_history(corpus, stated, given),
    )


def _label(mentions: Sequence[ProposalMention]) -> str:
    """The longest of the names that say most what it is; of many names of one deal that which is told most."""
    told = [m.label.rstrip(" ,;:") for m in mentions]
    best = min(map(_rank_label, told))
    fitting = [w for w in told if _rank_label(w) == best]
    if len({names(m.authors) for m in mentions}) > 1:
        counted = Counter(w for w in fitting if label_words(w))
        if counted:
            return max(counted, key=lambda w: (counted[w], len(w.split()), w))
    return max(fitting, key=lambda w: (len(w.split()), w))


def _rank_label(label: str) -> int:
    """How well words name a proposal: a named plan, then what it would do, the talks that are wanted, a bare "plan"."""
    words = label.lower().split()
    opening = words[0] if words else ""
    if not words or (not label_words(label) and is_deal_name(label)) or words[-1] in _BARE:
        return 3
    if opening in _ANYBODYS or _FORMER.search(label):
        return 2
    if is_deal_name(label) and opening not in {"to", "that"}:
        return 0
    return 2 if _ON_TALKS.search(label) else 1


def _is_of_part(by: Sequence[ActorRef]) -> bool:
    """ "Three ministers": people of a party whom words only describe; what they say is not what it answers."""
    return bool(by) and all(a.by == BY_PART or (a.by == "words" and _is_some(a.name)) for a in by)


def _is_some(name: str) -> bool:
    words = name.lower().split()
    counted = len(words) == 1 or words[0] in _COUNTED or words[0] in NUMBERS or words[0].isdigit()
    return words[-1].removesuffix("s") in _MEMBERS and counted


def _on_table(mention: ProposalMention) -> ProposalState:
    return ProposalState.TABLED if mention.authors else ProposalState.UNKNOWN


def _is_ended(corpus: Corpus, mentions: Sequence[ProposalMention], answers: Sequence[Response]) -> bool:
    """Whether a side has ended what was taken; that it was once taken may be told again later, and undoes nothing."""
    ends = max((day_of(corpus, r) for r in answers if is_ending(r)), default="")
    taken = [day_of(corpus, m) for m in mentions if m.state in _TAKEN and m.when is not None]
    return bool(ends) and not any(ends < day != UNDATED for day in taken)


def _state(
    corpus: Corpus, group: Lineage, mentions: Sequence[ProposalMention], bargainers: Bargainers
) -> ProposalState:
    """Where a proposal stands: the firmest state of the last day that tells an answer, else of all days.

    A deal of both sides that one of them has accepted waits for the other; one that later reports tell as still to be
    made is not made yet, whatever was said of it before. What is told of old times counts only where nothing else is told.
    """
    present = [m for m in mentions if m.modality is not Modality.HISTORICAL] or mentions
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
