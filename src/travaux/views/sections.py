"""The sections of a brief, each from the dossier to lines, the most needed first."""

from collections.abc import Iterable, Iterator

from travaux.ontology.dossier import Dossier, Evidence, FrameworkItem, IncidentItem, Item, MeetingItem, MoveItem, Party
from travaux.ontology.vocabulary import ActorKind, MeetingStatus, Modality, ProposalState, Role, SpeakerKind
from travaux.views.board_text import board_lines
from travaux.views.ceasefires import say_ceasefire
from travaux.views.desk import Desk, Line, mark_denied
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.ledger import list_moved, list_outcomes, list_standings, say_chain_of_pressure
from travaux.views.matrix import NO_REPORT
from travaux.views.sentences import (
    name_person,
    say_assessment,
    say_conflict,
    say_demand,
    say_instrument,
    say_leverage,
    say_meeting,
    say_proposal,
    say_response,
    say_status,
    say_voice,
    start,
)
from travaux.views.stances import list_positions
from travaux.views.timeline import TALK, first_day, first_told, last_day, make_timeline
from travaux.views.trust import is_trusted
from travaux.views.wording import join_names, quote_words, say_edtf, say_move

_TERMS = 6
"""Rows of terms below a proposal at most."""
_LATEST = 12
"""Deeds of the timeline that a brief shows."""
_ROLE_TITLES = {
    Role.PARTY: "Parties",
    Role.ARMED_GROUP: "Parties",
    Role.MEDIATOR: "Mediators",
    Role.HOST: "Hosts",
    Role.GUARANTOR: "Guarantors",
    Role.OBSERVER: "Observers",
    Role.IGO: "International bodies",
    Role.AID_ACTOR: "Aid organisations",
}
_NAMED = 6
"""Names of bodies, and of persons, that a role shows at most."""


def list_standing(desk: Desk) -> Iterator[Line]:
    """The status with what shows it, then what is said of the talks, the latest first."""
    status = desk.dossier.status
    if status is None:
        yield Line(text="Unknown: nothing in these reports shows where the negotiation stands.")
    else:
        yield desk.line(status, say_status(status))
    told: set[str] = set()
    telling = [a for a in desk.dossier.assessments if is_trusted(a) and a.tone != "unclear"]
    for a in sorted(telling, key=lambda a: desk.rank(a, a.by)):
        voice = join_names(a.by) or say_voice(a.evidence[0], desk.outlets)
        if voice not in told:
            yield desk.line(a, say_assessment(a, desk.outlets.get(a.evidence[0].report)))
        told.add(voice)


def list_table(desk: Desk) -> Iterator[Line]:
    """One line a role: states, groups and bodies first, the persons who act for them behind.

    Whoever is only mentioned is at no table: a name stands here if a line of the page has it act, or be acted on.
    """
    seen = {name for item, names in _acting(desk.dossier) if is_trusted(item) for name in names}
    for title in dict.fromkeys(_ROLE_TITLES.values()):
        members = [p for p in desk.dossier.parties if _ROLE_TITLES.get(p.roles[0]) == title and _is_seen(p, seen)]
        if not members:
            continue
        bodies = [p for p in members if p.kind is not ActorKind.PERSON][:_NAMED]
        people = [p for p in members if p.kind is ActorKind.PERSON][:_NAMED]
        named = join_names([p.name for p in bodies])
        persons = join_names([name_person(p) for p in people])
        left = len(members) - len(bodies) - len(people)
        more = f", and {left} more" if left else ""
        evidence = [e for p in (*bodies, *people) for e in p.evidence[:1]]
        yield desk.cite(evidence, f"{title}: {'; '.join(filter(None, (named, persons)))}{more}.")


_PLACED = {Role.IGO, Role.AID_ACTOR}


def _is_seen(party: Party, seen: set[str]) -> bool:
    """Whether a party is told to do anything; bodies and aid organisations stand apart."""
    return not seen or party.roles[0] in _PLACED or party.name in seen


def _acting(dossier: Dossier) -> Iterator[tuple[Item, Iterable[str]]]:
    """What is told of somebody, with whoever does it and whom it is done to."""
    yield from ((i, _names(i)) for i in (*dossier.meetings, *dossier.moves))
    yield from ((d, (*d.by, *d.of)) for d in dossier.demands)
    yield from ((x, (*x.by, *x.on)) for x in dossier.leverage)
    for p in dossier.proposals:
        yield p, (*p.authors, *p.addressees)
        yield from ((r, r.by) for r in p.responses)


def list_proposals(desk: Desk) -> Iterator[Line]:
    """Proposals and agreements, each with its answers and terms; then terms of which no proposal is told."""
    trusted = [p for p in desk.dossier.proposals if is_trusted(p)]
    for p in sorted(trusted, key=lambda p: (p.state is ProposalState.UNKNOWN, *desk.rank(p, p.authors, p.addressees))):
        yield desk.line(p, say_proposal(p))
        for r in p.responses:
            yield desk.line(r, say_response(r), indent=1)
        answered = {(e.report, e.start) for r in p.responses for e in r.evidence}
        for item, text in list_standings(p):
            if not any((e.report, e.start) in answered for e in item.evidence):
                yield desk.line(item, text, indent=1)
        if p.framework is not None:
            yield from _rows(desk, p.framework)
    for f in sorted(desk.dossier.frameworks, key=desk.rank):
        told = [item for item, _ in rows_of(f) if is_trusted(item)]
        if told:
            yield desk.cite([e for item in told for e in item.evidence[:1]], say_framework(f).removesuffix("."))
            yield from _rows(desk, f)


def _rows(desk: Desk, framework: FrameworkItem) -> Iterator[Line]:
    rows = [row for row in rows_of(framework) if is_trusted(row[0])]
    phased = bool(framework.phases)
    for item, row in rows[: _TERMS if not phased else 3 * _TERMS]:
        yield desk.line(item, row if phased else row.partition("| ")[2], indent=1)
    if not phased and len(rows) > _TERMS:
        yield Line(text=f"… and {len(rows) - _TERMS} more terms.", indent=1)


def list_stances(desk: Desk) -> Iterator[Line]:
    """Issue by issue what each party says of it; of whom no report tells it only the sides are named."""
    silent = f": {NO_REPORT}."
    for line in list_positions(desk):
        name = line.text.removesuffix(silent)
        if name == line.text or name in desk.core or not desk.core:
            yield line


def list_demands(desk: Desk) -> Iterator[Line]:
    """Demands, those of and on the sides first."""
    for d in sorted(filter(is_trusted, desk.dossier.demands), key=lambda d: desk.rank(d, d.by, d.of)):
        yield desk.line(d, say_demand(d))
        yield from (desk.line(item, text, indent=1) for item, text in list_moved(d))


def list_pressure(desk: Desk) -> Iterator[Line]:
    """Threats, ultimatums, pressure, sanctions and rewards."""
    for x in sorted(filter(is_trusted, desk.dossier.leverage), key=lambda x: desk.rank(x, x.by, x.on)):
        yield desk.line(x, say_leverage(x, desk.today))
        yield from (desk.line(item, text, indent=1) for item, text in list_outcomes(x))
        led_to = (m for m in desk.dossier.moves if m.id in x.led_to)
        yield from (desk.line(m, f"Told to have led to this: {say_move(m)}", indent=1) for m in led_to)
    yield from (desk.line(chain, say_chain_of_pressure(chain)) for chain in desk.dossier.chains)


def list_contested(desk: Desk) -> Iterator[Line]:
    """What is told both ways, with the words of each side below."""
    for c in desk.dossier.contradictions:
        yield desk.line(c, say_conflict(c))
        for e in c.evidence[:4]:
            yield desk.cite([e], f"{start(say_voice(e, desk.outlets))}: {quote_words(e.quote)}.", 1)


def list_next(desk: Desk) -> Iterator[Line]:
    """What is to come: planned meetings, announced deeds and deadlines, by their day; those without a day last."""
    dossier = desk.dossier
    coming: list[tuple[str, Item, str]] = []
    for m in filter(is_trusted, dossier.meetings):
        if m.status in {MeetingStatus.PLANNED, MeetingStatus.ONGOING} and not _is_past(desk, m):
            coming.append((first_day(m.when), m, say_meeting(m)))
    met = {(e.report, e.start) for m in dossier.meetings for e in m.evidence}
    for move in filter(is_trusted, dossier.moves):
        told = move.modality is Modality.FUTURE and move.act not in TALK and not move.only_named
        day = first_day(move.when)
        if told and not (day and day < desk.today) and not any((e.report, e.start) in met for e in move.evidence):
            coming.append((day, move, f"{_when(move)}{start(say_move(move))}"))
    ranked = sorted(coming, key=lambda c: (not c[0], c[0] or "", desk.rank(c[1], _names(c[1]))))
    together: dict[str, list[Evidence]] = {}
    for _, item, text in ranked:
        together.setdefault(text, []).extend(item.evidence)
    for text, evidence in together.items():
        yield desk.cite(evidence, f"{mark_denied(evidence, text)}.")


def _when(move: MoveItem) -> str:
    day = first_day(move.when)
    return f"{say_edtf(day)}: " if day else ""


def _names(item: Item) -> Iterable[str]:
    if isinstance(item, MeetingItem):
        return [n for p in item.participants for n in (p.name, p.country) if n]
    return (*item.actors, *item.recipients) if isinstance(item, MoveItem) else ()


def _is_past(desk: Desk, meeting: MeetingItem) -> bool:
    """Whether the day of a planned meeting lies behind the day of the page."""
    day = last_day(meeting.when)
    return bool(day) and day < desk.today[: len(day)]


def list_meetings(desk: Desk) -> Iterator[Line]:
    """Meetings held and called off, the latest first."""
    told = [m for m in filter(is_trusted, desk.dossier.meetings) if m.status in _SETTLED]
    for m in sorted(told, key=lambda m: (_day(desk, m), m.id), reverse=True):
        reported = first_told(m, desk.days)
        when = "" if m.when is not None or not reported else f" (reported {say_edtf(reported)})"
        yield desk.line(m, f"{say_meeting(m)}{when}")


_SETTLED = {MeetingStatus.HELD, MeetingStatus.CANCELLED}


def _day(desk: Desk, meeting: MeetingItem) -> str:
    return first_day(meeting.when) or first_told(meeting, desk.days)


def list_access(desk: Desk) -> Iterator[Line]:
    """The board of access: points with their states on the day and what moved through them, routes, harm, promises."""
    kept = 0
    for item, text, indent in board_lines(desk.dossier, desk.today):
        if indent > kept:
            continue
        kept = indent + 1 if is_trusted(item) else indent
        if kept > indent:
            voice = say_voice(item.evidence[0], desk.outlets) if _is_said(item) else ""
            yield desk.line(item, f"{text.removesuffix('.')}, says {voice}" if voice else text, indent=indent)


def _is_said(item: Item) -> bool:
    """Whether harm is told by speakers alone: a line that leaves them out would make a charge a fact."""
    return isinstance(item, IncidentItem) and all(e.speaker for e in item.evidence)


def list_texts(desk: Desk) -> Iterator[Line]:
    """Texts that were adopted, vetoed, signed or drafted."""
    for i in filter(is_trusted, desk.dossier.instruments):
        if i.action != "cited":
            yield desk.line(i, say_instrument(i))


def list_deeds(desk: Desk) -> Iterator[Line]:
    """The latest deeds that touch the sides, in the order of their time."""
    events = [e for e in make_timeline(desk.dossier) if e.kind == "move" and is_trusted(e.item)]
    chosen = sorted(events, key=lambda e: (not desk.core.intersection(_names(e.item)), e.day == ""))
    core = [e for e in chosen if desk.core.intersection(_names(e.item))] or chosen
    for e in core[-_LATEST:]:
        yield desk.line(e.item, f"{start(e.when)}: {e.text}")


def list_doubts(desk: Desk) -> Iterator[Line]:
    """What these reports leave open: planned meetings whose day has passed, answers to nobody knows what, lone voices."""
    dossier = desk.dossier
    for m in dossier.meetings:
        if m.status is MeetingStatus.PLANNED and _is_past(desk, m) and is_trusted(m):
            yield desk.line(m, f"Whether it took place is not told: {say_meeting(m)}")
    for r in filter(is_trusted, dossier.responses):
        yield desk.line(r, f"What was answered is not told: {say_response(r)}")
    for item, text in _lone(dossier):
        e = item.evidence[0]
        yield desk.line(item, f"One unnamed voice alone ({say_voice(e, desk.outlets)}) tells it: {text}")


def _lone(dossier: Dossier) -> Iterator[tuple[Item, str]]:
    """What the page leans on and one unnamed voice alone tells."""
    for p in filter(is_trusted, dossier.proposals):
        if p.state not in _OPEN and _is_lone(p):
            yield p, say_proposal(p)
        else:
            yield from ((r, say_response(r)) for r in p.responses if _is_lone(r))


def _is_lone(item: Item) -> bool:
    return len(item.origins) == 1 and all(e.speaker_kind is SpeakerKind.ANONYMOUS for e in item.evidence)


_OPEN = {ProposalState.UNKNOWN, ProposalState.UNDER_CONSIDERATION}


def list_to_check(desk: Desk) -> Iterator[Line]:
    """What is too vague, or of a kind too often wrong, to be relied on before somebody has read the words."""
    dossier = desk.dossier
    rows: list[tuple[Item, str]] = [(p, say_proposal(p)) for p in dossier.proposals]
    rows += [(d, say_demand(d)) for d in dossier.demands]
    rows += [(r, say_response(r)) for r in dossier.responses]
    rows += [(x, say_leverage(x, desk.today)) for x in dossier.leverage]
    rows += [(c, say_ceasefire(c)) for c in dossier.ceasefires]
    rows += [(m, say_meeting(m)) for m in dossier.meetings if m.participants]
    rows += [(item, text) for item, text, _ in board_lines(dossier, desk.today)]
    plans = [*(p.framework for p in dossier.proposals if p.framework is not None), *dossier.frameworks]
    rows += [(item, text.partition("| ")[2]) for plan in plans for item, text in rows_of(plan)]
    for item, text in sorted(((i, t) for i, t in rows if not is_trusted(i)), key=lambda row: desk.rank(row[0])):
        yield desk.line(item, start(text))


def list_sources(desk: Desk) -> Iterator[Line]:
    """Who speaks most, and through whom."""
    for s in desk.dossier.sources:
        number = f"{s.statements} statement{'s' if s.statements != 1 else ''}"
        others = f" and {len(s.chains) - 1} more" if len(s.chains) > 1 else ""
        yield Line(text=f"{start(s.name)} ({s.kind.value}): {number}, through {s.chains[0]}{others}.")


def list_set_aside(desk: Desk) -> Iterator[Line]:
    """Reports that were kept and not read."""
    for s in desk.dossier.set_aside:
        yield Line(text=f"{s.place or s.id}: {s.reason}.")
