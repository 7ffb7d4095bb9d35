"""Items of a dossier as rows of a page: a sentence, a state, and the rows below it, the most needed first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from travaux.ontology.dossier import (
    Contradiction,
    DemandItem,
    Evidence,
    FrameworkItem,
    Item,
    LeverageItem,
    MeetingItem,
    ProposalItem,
)
from travaux.ontology.vocabulary import DemandState, MeetingStatus, ProposalState
from travaux.views.desk import Desk, mark_denied
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.lead import ItemT
from travaux.views.ledger import list_moved, list_outcomes, list_standings, say_chain_of_pressure
from travaux.views.sentences import (
    say_assessment,
    say_conflict,
    say_demand,
    say_leverage,
    say_meeting,
    say_proposal,
    say_response,
    say_side,
    say_voice,
    start,
)
from travaux.views.sure import is_sure, list_sure_parts, tell_surely
from travaux.views.timeline import first_day, first_told, last_told
from travaux.views.wording import quote_words, say_edtf, say_move, spell_out

_SETTLED = {MeetingStatus.HELD, MeetingStatus.CANCELLED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a page, what it rests on, and what stands below it.

    `state` is a word of a closed set, "" where the kind has none; `phase` the phase of a term ("1"), "" for all.
    """

    id: str
    kind: str
    text: str
    evidence: tuple[Evidence, ...]
    state: str = ""
    day: str = ""
    """The ISO day on which it was last told, "" where none is known."""
    trusted: bool = True
    phase: str = ""
    origins: int = 1
    inner: tuple["Row", ...] = ()
    item: Item | None = None


def make_row(item: Item, kind: str, text: str, **more: Any) -> Row:
    """The row of an item; what is told only to be denied says so."""
    said = spell_out(mark_denied(item.evidence, start(text)))
    return Row(id=item.id, kind=kind, text=said, evidence=item.evidence, origins=len(item.origins), item=item, **more)


def list_proposals(desk: Desk) -> Iterator[Row]:
    """Proposals and agreements: their answers, what moved them, and their terms by phase."""
    ranked = sorted(
        desk.dossier.proposals,
        key=lambda p: (
            not is_sure(p),
            p.state is ProposalState.UNKNOWN,
            *desk.rank(p, p.authors, p.addressees),
        ),
    )
    for p in ranked:
        sure = _Sure(list_sure_parts(p))
        answers = [make_row(r, "answer", say_response(r), state=r.answer.value, trusted=r in sure) for r in p.responses]
        steps = [make_row(item, "step", text, trusted=item in sure) for item, text in list_standings(p)]
        yield _row(desk, p, "proposal", _say_offer, say_badge, (*answers, *steps, *_terms(p.framework, sure)))


def _say_offer(p: ProposalItem) -> str:
    """A proposal without where it stands, which a badge tells."""
    told, _, _ = say_proposal(p).rpartition(": ")
    return told


def say_badge(p: ProposalItem) -> str:
    """Where a proposal stands, in a word: what two sides accept is agreed."""
    return "agreed" if p.state is ProposalState.ACCEPTED and len(p.authors) > 1 else p.state.value


class _Sure:
    """The parts of an item that can be relied on unread, told from others that are equal to them."""

    def __init__(self, parts: Iterable[Item]) -> None:
        self._parts = {id(part) for part in parts}

    def __contains__(self, item: Item) -> bool:
        return id(item) in self._parts


def _terms(framework: FrameworkItem | None, sure: _Sure) -> Iterator[Row]:
    if framework is None:
        return
    for item, text in rows_of(framework):
        phase, _, words = text.partition("|")
        status = getattr(item, "status", None)
        told = phase.strip().removeprefix("phase").strip()
        state, number = status.value if status else "", "" if told == "all" else told
        yield make_row(item, "term", words.strip(), state=state, phase=number, trusted=item in sure)


def list_frameworks(desk: Desk) -> Iterator[Row]:
    """Terms, phases and exchanges that are told without a proposal."""
    for f in sorted(desk.dossier.frameworks, key=lambda f: (not is_sure(f), *desk.rank(f))):
        sure = _Sure(list_sure_parts(f) if is_sure(f) else ())
        text = say_framework(f).removesuffix(".")
        row = make_row(f, "framework", text, state=f.status.value, day=last_told(f, desk.days), trusted=is_sure(f))
        yield replace(row, inner=tuple(_terms(f, sure)))


def list_loose_answers(desk: Desk) -> Iterator[Row]:
    """Answers of which no report tells what was answered."""
    named = [r for r in desk.dossier.responses if r.by]
    ranked = sorted(named, key=lambda r: (not is_sure(r), *desk.rank(r, r.by)))
    yield from (_row(desk, r, "answer", say_response, lambda r: r.answer.value) for r in ranked)


def list_demands(desk: Desk) -> Iterator[Row]:
    """The ledger: open demands first, those of and on the sides before others; below each what moved it."""

    def order(d: DemandItem) -> tuple[bool, bool, float, str, str]:
        return (not is_sure(d), d.state is not DemandState.OPEN, *desk.rank(d, d.by, d.of))

    for d in sorted(desk.dossier.demands, key=order):
        sure = _Sure(list_sure_parts(d))
        inner = tuple(make_row(item, "step", text, trusted=item in sure) for item, text in list_moved(d))
        yield _row(desk, d, "demand", say_demand, lambda d: d.state.value, inner)


def list_pressure(desk: Desk) -> Iterator[Row]:
    """Threats, ultimatums, pressure, sanctions and inducements, with what came of them; then who presses whom to press."""
    moves = {m.id: m for m in desk.dossier.moves}

    def order(x: LeverageItem) -> tuple[bool, float, str, str]:
        return (not is_sure(x), *desk.rank(x, x.by, x.on))

    for x in sorted(desk.dossier.leverage, key=order):
        sure = _Sure(list_sure_parts(x))
        inner = [make_row(item, "step", text, trusted=item in sure) for item, text in list_outcomes(x)]
        led = (moves[m] for m in x.led_to if m in moves)
        inner += [
            make_row(m, "step", f"Told to have led to this: {say_move(m)}", trusted=tell_surely(m) is not None)
            for m in led
        ]
        yield _row(desk, x, x.type.value, say_leverage, lambda x: x.outcome.value, tuple(inner))
    for chain in desk.dossier.chains:
        yield _row(desk, chain, "chain", say_chain_of_pressure)


def list_meetings(desk: Desk) -> Iterator[Row]:
    """Meetings held and called off, the latest first."""
    told = [m for m in desk.dossier.meetings if m.status in _SETTLED and m.participants]

    def order(m: MeetingItem) -> tuple[str, str]:
        return (first_day(m.when) or first_told(m, desk.days), m.id)

    for m in sorted(told, key=order, reverse=True):
        yield _row(desk, m, "meeting", lambda m: _say_meeting(desk, m), lambda m: m.status.value)


def _say_meeting(desk: Desk, m: MeetingItem) -> str:
    reported = first_told(m, desk.days)
    when = "" if m.when is not None or not reported else f" (reported {say_edtf(reported)})"
    return f"{say_meeting(m)}{when}"


def list_contradictions(desk: Desk) -> Iterator[Row]:
    """What is told both ways; below each its sides, with who says so and since when."""
    for c in sorted(desk.dossier.contradictions, key=lambda c: (not is_sure(c), *desk.rank(c))):
        yield _row(desk, c, "contradiction", say_conflict, inner=tuple(_sides(desk, c)))


def _sides(desk: Desk, c: Contradiction) -> Iterator[Row]:
    """One row a side; where the sides are not told apart, one a voice."""
    if c.told:
        for side in c.told:
            evidence = tuple(e for e in c.evidence if e.report in side.reports and _is_of(e, side.says)) or tuple(
                e for e in c.evidence if e.report in side.reports
            )
            since = f" (told {say_edtf(side.since)})" if side.since else ""
            who = ", ".join(side.by) or "the report"
            yield Row(
                id=side.item,
                kind="side",
                text=f"{say_side(evidence, who)}: {quote_words(side.says)}{since}",
                evidence=evidence,
                origins=max(len(side.by), 1),
            )
        return
    for e in c.evidence:
        text = f"{say_side([e], say_voice(e, desk.outlets))}: {quote_words(e.quote)}"
        yield Row(id=e.claim, kind="side", text=text, evidence=(e,))


def _is_of(evidence: Evidence, says: str) -> bool:
    return evidence.quote in says or says in evidence.quote


def list_assessments(desk: Desk) -> Iterator[Row]:
    """What somebody says of how the talks stand, the latest first."""
    telling = [a for a in desk.dossier.assessments if a.tone != "unclear"]
    for a in sorted(telling, key=lambda a: (not is_sure(a), *desk.rank(a, a.by))):
        yield _row(
            desk, a, "assessment", lambda a: say_assessment(a, desk.outlets.get(a.evidence[0].report)), lambda a: a.tone
        )


def _row(
    desk: Desk,
    item: ItemT,
    kind: str,
    say: Callable[[ItemT], str],
    state: Callable[[ItemT], str] = lambda _: "",
    inner: tuple[Row, ...] = (),
) -> Row:
    """The row of an item: of what can be relied on, as its surest words tell it."""
    told = tell_surely(item)
    shown = told or item
    row = make_row(
        shown, kind, say(shown), state=state(shown), day=last_told(item, desk.days), trusted=told is not None
    )
    return replace(row, inner=inner)
