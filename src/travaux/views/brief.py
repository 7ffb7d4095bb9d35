"""The brief: a page on where a negotiation stands, every line footnoted with the words that it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from travaux.ontology.dossier import (
    Contradiction,
    DemandItem,
    Dossier,
    Evidence,
    Item,
    LeverageItem,
    MeetingItem,
    MoveItem,
    Party,
    ProposalItem,
    ResponseItem,
)
from travaux.ontology.vocabulary import Act, ActorKind, MeetingStatus, Modality, ProposalState, Role
from travaux.views.access import say_consignment, say_incident, say_point, say_route
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.wording import join_names, say_chain, say_edtf, say_move, say_when

SHOWN = 3
"""Footnotes that a line shows at most; the others are counted."""
_BARE = 2
"""Words that are too few to tell a deed ("the ceasefire")."""
LONGEST = 25
"""Lines of a section: a brief is a page to read."""
_BARGAINING = {
    Act.PROPOSE, Act.ACCEPT, Act.REJECT, Act.CONCEDE, Act.AGREE, Act.SUSPEND, Act.RESUME, Act.RELEASE, Act.CEASEFIRE,
    Act.WITHDRAW, Act.OPEN_ACCESS, Act.CLOSE_ACCESS, Act.DELIVER_AID, Act.ATTACK, Act.VOTE, Act.DETAIN, Act.MOBILIZE,
    Act.MEDIATE,
}  # fmt: skip
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the words, where they stand, and the chain of voices."""

    number: int
    claim: str
    report: str
    label: str
    start: int
    end: int
    quote: str
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the brief; `notes` are footnote numbers, `origins` the number of independent origins."""

    text: str
    notes: tuple[int, ...] = ()
    origins: int = 0
    more: int = 0
    """Evidence beyond the footnotes shown."""
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The page."""

    title: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Notes:
    """Numbers the evidence in the order in which lines first rest on it."""

    outlets: dict[str, str | None]
    labels: dict[str, str]
    notes: dict[str, Note] = field(default_factory=dict)

    def cite(self, evidence: Sequence[Evidence]) -> tuple[int, ...]:
        """The footnotes of a line: evidence with different origins and voices before more of the same."""
        numbers = dict.fromkeys(self._number(e) for e in _varied(evidence)[:SHOWN])
        return tuple(numbers)

    def _number(self, e: Evidence) -> int:
        key = f"{e.report}:{e.start}-{e.end}:{e.speaker}"
        if key not in self.notes:
            chain = say_chain(e, self.outlets.get(e.report))
            self.notes[key] = Note(
                number=len(self.notes) + 1,
                claim=e.claim,
                report=e.report,
                label=self.labels.get(e.report, e.report),
                start=e.start,
                end=e.end,
                quote=" ".join(e.quote.split()),
                chain=chain,
            )
        return self.notes[key].number


def _varied(evidence: Sequence[Evidence]) -> list[Evidence]:
    seen: set[str] = set()
    first: list[Evidence] = []
    rest: list[Evidence] = []
    for e in evidence:
        (rest if e.origin in seen else first).append(e)
        seen.add(e.origin)
    return first + rest


def make_brief(dossier: Dossier) -> Brief:
    """The brief of a dossier."""
    notes = _Notes({r.id: r.outlet for r in dossier.reports}, {r.id: r.label for r in dossier.reports})
    pages = {
        "Where things stand": _standing(dossier, notes),
        "Who is at the table": _table(dossier, notes),
        "On the table": _proposals(dossier, notes),
        "Who wants what": _demands(dossier.demands, notes),
        "Meetings": _meetings(dossier.meetings, notes),
        "Threats and pressure": _leverage(dossier.leverage, notes),
        "Crossings and convoys": _access(dossier, notes),
        "Texts adopted or signed": _instruments(dossier, notes),
        "What happened, in order": _timeline(dossier, notes),
        "Told both ways": _contested(dossier, notes),
        "Who says so": _sources(dossier, notes),
        "Set aside, not read": (Line(text=f"{s.place or s.id}: {s.reason}") for s in dossier.set_aside),
    }
    sections = [_section(title, lines, notes) for title, lines in pages.items()]
    return Brief(
        title=_title(dossier), sections=tuple(s for s in sections if s.lines), notes=tuple(notes.notes.values())
    )


def _section(title: str, lines: Iterable[Line], notes: _Notes) -> Section:
    """A section of at most LONGEST lines; what is left out is counted, and its footnotes are not made."""
    stream = iter(lines)
    kept = list(islice(stream, LONGEST))
    made = dict(notes.notes)
    left = sum(1 for line in stream if line.indent == 0)
    notes.notes = made
    if left:
        kept.append(Line(text=f"… and {left} more; --format json prints them all."))
    return Section(title=title, lines=tuple(kept))


def _title(dossier: Dossier) -> str:
    sides = [
        p.name
        for p in dossier.parties
        if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP} and p.kind is not ActorKind.PERSON
    ][:4]
    days = sorted(r.published for r in dossier.reports if r.published)
    span = "undated" if not days else days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    number = f"{len(dossier.reports)} report{'s' if len(dossier.reports) != 1 else ''}"
    subject = " – ".join(sides) if sides else "No parties found"
    return f"{subject} ({number}, {span})"


def _line(item: Item, text: str, notes: _Notes, indent: int = 0) -> Line:
    shown = notes.cite(item.evidence)
    if all(e.denied for e in item.evidence):
        text = f"{text.removesuffix('.')} — told only to be denied."
    return Line(text=text, notes=shown, origins=len(item.origins), more=len(item.evidence) - len(shown), indent=indent)


def _standing(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    status = dossier.status
    if status is None:
        yield Line(text="Unknown: nothing in these reports shows where the negotiation stands.")
    else:
        since = f", since or by {status.since}" if status.since else ""
        yield _line(status, f"{status.status.value.replace('_', ' ').capitalize()}{since}.", notes)
    telling = [a for a in dossier.assessments if len(a.text.split()) > _BARE]
    for a in telling[:6]:
        who = join_names(a.by) or (a.evidence[0].speaker or "The report")
        yield _line(a, f"{who[:1].upper()}{who[1:]} ({a.tone}): “{' '.join(a.text.split())}”", notes)


def _table(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    """One line a role: states, groups and bodies first, the persons who act for them behind."""
    for title in dict.fromkeys(_ROLE_TITLES.values()):
        members = [p for p in dossier.parties if _ROLE_TITLES.get(p.roles[0]) == title]
        if not members:
            continue
        bodies = [p for p in members if p.kind is not ActorKind.PERSON]
        people = [p for p in members if p.kind is ActorKind.PERSON]
        named = join_names([p.name for p in bodies]) or "not told"
        persons = f"; persons: {join_names([_name_person(p) for p in people])}" if people else ""
        evidence = [e for p in (*bodies, *people) for e in p.evidence[:1]]
        shown = notes.cite(evidence)
        yield Line(
            text=f"{title}: {named}{persons}.",
            notes=shown,
            origins=len({e.origin for e in evidence}),
            more=len(evidence) - len(shown),
        )


def _name_person(party: Party) -> str:
    """A person with the office that the report gives, or the state."""
    about = party.office or party.country
    return f"{party.name} ({about})" if about else party.name


def _proposals(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    order = sorted(dossier.proposals, key=lambda p: (p.state is ProposalState.UNKNOWN, not p.authors))
    for p in order:
        yield _line(p, f"{_name_proposal(p)}: {p.state.value.replace('_', ' ')}.", notes)
        for r in p.responses:
            yield _line(r, _say_response(r), notes, indent=1)
        if p.framework is not None:
            yield from (_line(item, row, notes, indent=1) for item, row in rows_of(p.framework))
    for f in dossier.frameworks:
        yield _line(f, say_framework(f), notes)
        yield from (_line(item, row, notes, indent=1) for item, row in rows_of(f))
    for r in dossier.responses:
        yield _line(r, f"{_say_response(r)[:-1]}; to what is unknown.", notes)


def _name_proposal(p: ProposalItem) -> str:
    by = f" by {join_names(p.authors)}" if p.authors else " (author not told)"
    via = f", conveyed by {join_names(p.conveyed_by)}" if p.conveyed_by else ""
    to = f" to {join_names(p.addressees)}" if p.addressees else ""
    return f"“{p.label}”{by}{via}{to}"


def _say_response(r: ResponseItem) -> str:
    verb = {
        "accept": "accepted",
        "conditional": "accepted on conditions",
        "counter": "countered",
        "reject": "rejected",
        "defer": "put off",
        "ambiguous": "answered unclearly",
    }[r.answer.value]
    when = say_when(r.when)
    about = f" “{r.about}”" if r.about else ""
    return f"{join_names(r.by) or 'Somebody unnamed'} {verb}{about}{f' ({when})' if when else ''}."


def _demands(demands: Sequence[DemandItem], notes: _Notes) -> Iterable[Line]:
    for d in demands:
        of = f" of {join_names(d.of)}" if d.of else ""
        issue = f" [{d.issue.value.replace('_', ' ')}]" if d.issue else ""
        who = join_names(d.by) or "Somebody unnamed"
        strength, state = d.strength.value.replace("_", " "), d.state.value.replace("_", " ")
        yield _line(d, f"{who}, {strength}{of}: “{d.content}”{issue}, {state}.", notes)


def _meetings(meetings: Sequence[MeetingItem], notes: _Notes) -> Iterable[Line]:
    order = [MeetingStatus.PLANNED, MeetingStatus.ONGOING, MeetingStatus.HELD, MeetingStatus.CANCELLED]
    for m in sorted(meetings, key=lambda m: order.index(m.status)):
        who = join_names([f"{p.name} ({p.office})" if p.office else p.name for p in m.participants])
        place = f", {m.place}" if m.place else ""
        when = say_when(m.when)
        kind = " by call" if m.format == "call" else ""
        yield _line(
            m, f"{m.status.value.capitalize()}{kind}: {who}{place}{f', {when}' if when else ', time not told'}.", notes
        )


def _leverage(items: Sequence[LeverageItem], notes: _Notes) -> Iterable[Line]:
    for item in items:
        on = f" on {join_names(item.on)}" if item.on else ""
        content = f": “{item.content}”" if item.content else ""
        yield _line(
            item, f"{item.type.value.capitalize()} by {join_names(item.by) or 'somebody unnamed'}{on}{content}.", notes
        )


def _access(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    told = {(e.report, e.start, e.end) for r in dossier.routes for e in r.evidence}
    for point in dossier.access_points:
        if all((e.report, e.start, e.end) in told for e in point.evidence):
            continue
        yield _line(point, f"{point.name}: {say_point(point)}.", notes)
        for c in point.consignments:
            yield _line(c, say_consignment(c), notes, indent=1)
    for c in dossier.consignments:
        yield _line(c, say_consignment(c), notes)
    for route in dossier.routes:
        yield _line(route, f"{say_route(route)}.", notes)
    for incident in dossier.incidents:
        yield _line(incident, f"{say_incident(incident)}.", notes)


def _instruments(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    for i in dossier.instruments:
        when = say_when(i.when)
        body = f", {i.body}" if i.body and i.body.lower() not in i.label.lower() else ""
        yield _line(i, f"{i.label}{body}: {i.action}{f', {when}' if when else ''}.", notes)


def _timeline(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    """Deeds told as done, in the order of their time; where none is told, by the day of the first report that tells them."""
    days = {r.id: r.published for r in dossier.reports}
    told = [
        m
        for m in dossier.moves
        if m.act in _BARGAINING
        and m.modality in {Modality.ASSERTED, Modality.HISTORICAL}
        and m.actors
        and len(m.words.split()) > _BARE
        and not m.only_named
    ]
    dated = sorted(((_day(m, days), m) for m in told), key=lambda dm: (dm[0] == "", dm[0], dm[1].id))
    for day, m in dated:
        when = say_when(m.when) or (f"told {say_edtf(day)}" if day else "time not told")
        yield _line(m, f"{when}: {say_move(m)}.", notes)


def _day(move: MoveItem, days: dict[str, str | None]) -> str:
    """The first day of a deed's time, or of the first report that tells it; "" where neither is known."""
    if move.when is not None and move.when.edtf:
        return move.when.edtf.split("/")[0].strip("~?%.") or move.when.edtf.split("/")[-1].strip("~?%.")
    return min((d for e in move.evidence if (d := days.get(e.report))), default="")


def _contested(dossier: Dossier, notes: _Notes) -> Iterable[Line]:
    for c in dossier.contradictions:
        yield _line(c, _say_conflict(c), notes)


def _say_conflict(conflict: Contradiction) -> str:
    """A conflict in the arithmetic says itself; a deed is told both ways."""
    acts = {a.value for a in Act}
    deed = conflict.about.split(":")[0] in acts
    return f"{conflict.about}: told as done and as not done." if deed else f"{conflict.about}."


def _sources(dossier: Dossier, notes: _Notes) -> Iterable[Line]:  # noqa: ARG001
    for s in dossier.sources[:12]:
        yield Line(
            text=f"{s.name} ({s.kind.value}): {s.statements} statement{'s' if s.statements != 1 else ''}, through {s.chains[0]}.",
            origins=len(s.origins),
        )


def render_brief(brief: Brief) -> str:
    """The brief as plain text, with its footnotes."""
    out = [brief.title, "=" * len(brief.title), ""]
    for section in brief.sections:
        out += [section.title, "-" * len(section.title)]
        out += [render_line(line) for line in section.lines]
        out.append("")
    if brief.notes:
        out += ["Notes", "-----"]
        out += [f"[{n.number}] “{n.quote}” ({n.chain}; {n.label} {n.start}–{n.end})" for n in brief.notes]
    return "\n".join(out).rstrip() + "\n"


def render_line(line: Line) -> str:
    """One line with its footnote marks and the number of independent origins."""
    marks = "".join(f"[{n}]" for n in line.notes)
    more = f" and {line.more} more" if line.more > 0 and line.notes else ""
    origins = f" — {line.origins} independent origins" if line.origins > 1 else ""
    return f"{'    ' * line.indent}• {line.text}{f' {marks}' if marks else ''}{more}{origins}"
