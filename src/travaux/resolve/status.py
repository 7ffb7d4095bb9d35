"""Where the negotiation stands and stood, with the claims that show it; unknown where nothing does."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, pairwise

from travaux.ontology.claim import Move, Participation, Response, claim_id
from travaux.ontology.dossier import Choice, Party, StatusInterval, StatusItem
from travaux.ontology.vocabulary import Act, ProcessStatus, Role
from travaux.resolve.choices import Rule
from travaux.resolve.days import UNDATED, days_between, known
from travaux.resolve.joining import Corpus
from travaux.resolve.lineages import label_words
from travaux.resolve.proposals import is_ending, name_ended
from travaux.resolve.signs import PARTIAL, Sign, SignRule, find_main, is_firm, list_signs, name_sides

_BETWEEN = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR, Role.OBSERVER}
_OFTEN = 0.2
"""Share of the claims on somebody's role that tell it as a mediator, from which on it is no side."""
_WEAK = 3
"""A sign of at most this weight does not undo an agreement: sides that have agreed go on meeting."""
_SETTLED = {ProcessStatus.AGREED, ProcessStatus.AGREEMENT_IN_PRINCIPLE, ProcessStatus.IMPLEMENTING}


_PAUSE = re.compile(r"\b(?:truce|cease-?fire|armistice|cessation)\b", re.IGNORECASE)
_ENDING = SignRule(Act.SUSPEND, ProcessStatus.COLLAPSED, 8)
"""A side ends the accord that had settled the matter."""
_Shown = tuple[Move | Response, SignRule]
SILENCE = 60
"""Days without a report after which it is not known how things stand."""


@dataclass(slots=True)
class _Run:
    """The days on which one status was shown, with the sign that first showed it, and the signs of another on them."""

    sign: _Shown
    signs: list[_Shown]
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
    answers: Sequence[Response] = (),
) -> tuple[StatusItem | None, tuple[StatusInterval, ...]]:
    """The status that the reports show last, and every one before it.

    `third` go between the parties; of the `answers` those count by which a side ends the accord that stands.
    """
    runs = _find_runs(corpus, moves, parties, tuple(sorted(third)), [r for r in answers if is_ending(r)])
    return _resolve_status(corpus, runs, parties), _resolve_history(corpus, runs, as_of)


def _resolve_status(corpus: Corpus, runs: Sequence[_Run], parties: Sequence[str]) -> StatusItem | None:
    """The status that the reports show last, day by day."""
    if not runs:
        return None
    run = runs[-1]
    move, rule = run.sign
    same = [m for m, r in run.signs if r is rule or (r.act is rule.act and r is not PARTIAL)]
    partial = [m for m in same if isinstance(m, Move)] if rule is PARTIAL else []
    return StatusItem(
        id=min(claim_id(m) for m in same),
        evidence=corpus.evidence([m for m, _ in run.signs]),
        choices=(run.choice(),),
        status=rule.status,
        since=known(run.first),
        trigger=claim_id(move),
        between=_sides_of(move, parties),
        partly_agreed=tuple(dict.fromkeys(i for m in partial for i in m.issues)),
    )


def _sides_of(move: Move | Response, parties: Sequence[str]) -> tuple[str, ...]:
    """The parties that a sign names; none where somebody who is no known party breaks off."""
    if isinstance(move, Response):
        return name_sides((*move.by, *move.to), parties)
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
    corpus: Corpus,
    moves: Sequence[Move],
    parties: Sequence[str],
    third: tuple[str, ...] = (),
    endings: Sequence[Response] = (),
) -> list[_Run]:
    """The statuses that the reports show, day by day.

    On one day the strongest sign wins, the first of equals. A weak sign (a meeting, a rejection)
    does not undo an agreement, and a doubtful one shows no status of its own. Moves come in order.
    """
    main = find_main(corpus, moves)
    sides = tuple(parties)
    signs = list(chain.from_iterable(corpus.memory.each("signs", moves, list_signs, sides, main, third)))
    by_day: dict[str, list[Sign]] = {}
    for sign in signs:
        by_day.setdefault(corpus.days[sign[0].report], []).append(sign)
    ended: dict[str, list[Response]] = {}
    for r in sorted(endings, key=corpus.order):
        ended.setdefault(corpus.days[r.report], []).append(r)
    runs: list[_Run] = []
    for day in sorted({*by_day, *ended}):
        _show(runs, day, by_day.get(day, []), sides)
        _end(corpus, runs, day, ended.get(day, []), sides)
    return runs


def _show(runs: list[_Run], day: str, told: Sequence[Sign], sides: tuple[str, ...]) -> None:
    """Go on with the status that the signs of a day show, or begin it."""
    shown = [s for s in told if is_firm(s, sides)]
    strongest = min(shown, key=lambda s: -s[1].weight, default=None)
    status = runs[-1].sign[1].status if runs else None
    if strongest is None or (status in _SETTLED and strongest[1].weight <= _WEAK):
        if runs:
            runs[-1].against += [m for m, r in told if r.status is not status]
        return
    if status is not strongest[1].status:
        runs.append(_Run(strongest, [], day, day))
    runs[-1].signs += [s for s in shown if s[1].status is strongest[1].status]
    runs[-1].against += [m for m, r in told if r.status is not strongest[1].status]
    runs[-1].last = day


def _end(corpus: Corpus, runs: list[_Run], day: str, told: Sequence[Response], sides: tuple[str, ...]) -> None:
    """Begin the collapse of an accord that stands, where one of its sides is told to have ended it."""
    if not runs or runs[-1].sign[1].status not in _SETTLED:
        return
    ending = [r for r in told if name_sides(r.by, sides) and _is_of_run(name_ended(corpus, r), runs[-1])]
    if ending:
        runs.append(_Run((ending[0], _ENDING), [(r, _ENDING) for r in ending], day, day))


def _is_of_run(accord: str, run: _Run) -> bool:
    """Whether an accord can be the one by which a status came: by its name, or as a truce where one was agreed on."""
    quotes = [m.quote for m, _ in run.signs]
    words = label_words(accord)
    if words or not accord:
        return any(words & label_words(q) for q in quotes)
    return not _PAUSE.search(accord) or any(_PAUSE.search(q) for q in quotes)


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
