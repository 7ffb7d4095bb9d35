"""Where the negotiation stands and stood, with the claims that show it; unknown where nothing does."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, groupby, pairwise

from travaux.ontology.claim import Move, Participation, claim_id
from travaux.ontology.dossier import Choice, Party, StatusInterval, StatusItem
from travaux.ontology.vocabulary import Act, ProcessStatus, Role
from travaux.resolve.choices import Rule
from travaux.resolve.days import UNDATED, days_between, known
from travaux.resolve.joining import Corpus
from travaux.resolve.signs import PARTIAL, Sign, find_main, is_firm, list_signs, name_sides

_BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR, Role.OBSERVER}
_OFTEN = 0.2
"""Share of the claims on somebody's role that tell it as a mediator, from which on it is no side."""
_WEAK = 3
"""A sign of at most this weight does not undo an agreement: sides that have agreed go on meeting."""
_SETTLED = {ProcessStatus.AGREED, ProcessStatus.AGREEMENT_IN_PRINCIPLE, ProcessStatus.IMPLEMENTING}


SILENCE = 60
"""Days without a report after which it is not known how things stand."""


@dataclass(slots=True)
class _Run:
    """The days on which one status was shown, with the sign that first showed it, and the signs of another on them."""

    sign: Sign
    signs: list[Sign]
    first: str
    last: str
    against: list[Move] = field(default_factory=list)

    def choice(self) -> Choice:
        """The rule by which the status was chosen."""
        others = tuple(dict.fromkeys(claim_id(m) for m in self.against))
        return Choice(field="status", rule=Rule.STRONGEST_SIGN, disagree=others)


def resolve_standing(
    corpus: Corpus,
    moves: Sequence[Move],
    parties: Sequence[str],
    third: Collection[str] = (),
    *,
    as_of: date | None = None,
) -> tuple[StatusItem | None, tuple[StatusInterval, ...]]:
    """The status that the reports show last, and every one before it; `third` go between the parties."""
    runs = _find_runs(corpus, moves, parties, tuple(sorted(third)))
    return _resolve_status(corpus, runs, parties), _resolve_history(corpus, runs, as_of)


def _resolve_status(corpus: Corpus, runs: Sequence[_Run], parties: Sequence[str]) -> StatusItem | None:
    """The status that the reports show last, day by day."""
    if not runs:
        return None
    run = runs[-1]
    move, rule = run.sign
    same = [m for m, r in run.signs if r is rule or (r.act is rule.act and r is not PARTIAL)]
    return StatusItem(
        id=min(claim_id(m) for m in same),
        evidence=corpus.evidence([m for m, _ in run.signs]),
        choices=(run.choice(),),
        status=rule.status,
        since=known(run.first),
        trigger=claim_id(move),
        between=_sides_of(move, parties),
        partly_agreed=tuple(dict.fromkeys(i for m in same for i in m.issues)) if rule is PARTIAL else (),
    )


def _sides_of(move: Move, parties: Sequence[str]) -> tuple[str, ...]:
    """The parties that a sign names; none where somebody who is no known party breaks off."""
    own = name_sides(move.actors, parties)
    unknown = move.act is Act.SUSPEND and not own and bool(move.actors)
    return () if unknown else name_sides((*move.actors, *move.recipients), parties)


def _resolve_history(corpus: Corpus, runs: Iterable[_Run], as_of: date | None) -> tuple[StatusInterval, ...]:
    """Every status in turn, each until the next; unknown from the last report on where none came out for `SILENCE`.

    `as_of` is the day up to which the file reaches: after the last report, silence until then counts too.
    """
    days = sorted({d for d in corpus.days.values() if d != UNDATED})
    out: list[StatusInterval] = []
    for run in runs:
        move, rule = run.sign
        shown = [m for m, _ in run.signs]
        interval = StatusInterval(
            id=min(claim_id(m) for m in shown),
            evidence=corpus.evidence(shown),
            choices=(run.choice(),),
            status=rule.status,
            since=known(run.first),
            until=None,
            last_shown=known(run.last),
            trigger=claim_id(move),
        )
        out = [*_close_last(out, run.first, days), interval]
    if out and as_of is not None:
        out = _close_last(out, as_of.isoformat(), days, ends=False)
    return tuple(out)


def _close_last(
    out: list[StatusInterval], until: str, days: Sequence[str], *, ends: bool = True
) -> list[StatusInterval]:
    """The intervals, the last one ended at `until`, or earlier where no report came out for long before that day."""
    if not out or until == UNDATED:
        return out
    last = out[-1]
    shown = last.last_shown or last.since
    seen = [d for d in days if shown is not None and shown <= d <= until]
    silence = next((a for a, b in pairwise([*seen, until]) if (days_between(a, b) or 0) > SILENCE), None)
    if silence is None:
        return [*out[:-1], replace(last, until=until)] if ends else out
    gap = StatusInterval(
        id=last.id,
        evidence=(),
        status=ProcessStatus.UNKNOWN,
        since=silence,
        until=until if ends else None,
        last_shown=None,
        trigger=None,
    )
    return [*out[:-1], replace(last, until=silence), gap]


def _find_runs(
    corpus: Corpus, moves: Sequence[Move], parties: Sequence[str], third: tuple[str, ...] = ()
) -> list[_Run]:
    """The statuses that the reports show, day by day.

    On one day the strongest sign wins, the first of equals. A weak sign (a meeting, a rejection)
    does not undo an agreement, and a doubtful one shows no status of its own. Moves come in order.
    """
    main = find_main(corpus, moves)
    sides = tuple(parties)
    signs = list(chain.from_iterable(corpus.memory.each("signs", moves, list_signs, sides, main, third)))
    runs: list[_Run] = []
    for day, group in groupby(signs, key=lambda s: corpus.order(s[0])[0]):
        told = list(group)
        shown = [s for s in told if is_firm(s, sides)]
        strongest = min(shown, key=lambda s: -s[1].weight, default=None)
        status = runs[-1].sign[1].status if runs else None
        if strongest is None or (status in _SETTLED and strongest[1].weight <= _WEAK):
            if runs:
                runs[-1].against += [m for m, r in told if r.status is not status]
            continue
        if status is not strongest[1].status:
            runs.append(_Run(strongest, [], day, day))
        runs[-1].signs += [s for s in shown if s[1].status is strongest[1].status]
        runs[-1].against += [m for m, r in told if r.status is not strongest[1].status]
        runs[-1].last = day
    return runs


def list_sides(parties: Sequence[Party], claims: Iterable[Participation]) -> list[str]:
    """The parties that negotiate: those told as such, and not also, more than now and then, as going between others."""
    told: Counter[str] = Counter()
    between: Counter[str] = Counter()
    for claim in claims:
        told[claim.actor.name] += 1
        between[claim.actor.name] += claim.role in _BETWEEN
    return [
        p.name
        for p in parties
        if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP} and between[p.name] < _OFTEN * told[p.name]
    ]
