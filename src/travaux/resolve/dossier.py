"""The dossier of reports: a pure function of the reports and their claims."""

from collections.abc import Iterable
from datetime import date

from travaux.memory import Memory
from travaux.ontology.claim import (
    AccessReport,
    AnyClaim,
    Assessment,
    Attribution,
    CeasefireMention,
    Consignment,
    Constraint,
    Control,
    Count,
    Demand,
    Exchange,
    Incident,
    Instrument,
    Leverage,
    MeetingMention,
    Move,
    Participation,
    Phase,
    PositionMention,
    ProposalMention,
    Response,
    Route,
    Term,
)
from travaux.ontology.dossier import Dossier, ReportEntry, SetAside
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Role
from travaux.origins.copies import Match
from travaux.packs.world import World
from travaux.resolve.access import (
    find_access_contradictions,
    resolve_access,
    resolve_constraints,
    resolve_incidents,
    resolve_routes,
)
from travaux.resolve.arithmetic import find_conflicts
from travaux.resolve.assessments import resolve_assessments
from travaux.resolve.ceasefires import of_sides, resolve_ceasefires
from travaux.resolve.choices import CHOSEN, Chooser
from travaux.resolve.contradictions import (
    find_altered,
    find_answer_conflicts,
    find_contradictions,
    find_day_conflicts,
    find_number_conflicts,
    find_restated,
    list_items,
    tell_sides,
)
from travaux.resolve.demands import resolve_demands
from travaux.resolve.facts import resolve_counts, resolve_instruments, resolve_moves, resolve_parties
from travaux.resolve.frameworks import Contents, attach_contents
from travaux.resolve.joining import Corpus
from travaux.resolve.leverage import resolve_leverage
from travaux.resolve.lineages import make_bargainers
from travaux.resolve.meetings import resolve_meetings
from travaux.resolve.positions import Voiced, resolve_positions
from travaux.resolve.preparing import prepare
from travaux.resolve.proposals import resolve_proposals
from travaux.resolve.slots import find_between, without_announcers, without_mediators
from travaux.resolve.status import list_sides, resolve_standing
from travaux.resolve.tolls import find_tolls
from travaux.resolve.voices import resolve_citations, resolve_sources


def build_dossier(
    reports: Iterable[Report],
    claims: Iterable[AnyClaim],
    world: World,
    *,
    as_of: date | None = None,
    matches: Iterable[Match] | None = None,
    memory: Memory | None = None,
) -> Dossier:
    """The file on these reports. The order in which they are given does not matter.

    `as_of` is the day up to which it reaches, where that is another than that of the newest report: the reports and
    claims given are those known then. `matches` are the reports that are alike, where they are known. `memory` is what the last
    making of this file left, with the same packs: what rests on the very same claims is taken from it.
    """
    kept = sorted(reports, key=lambda r: (r.published.isoformat() if r.published else "9999", r.id))
    memory = memory or Memory()
    corpus, told = prepare(kept, claims, world, matches, memory)
    moves = told.of(Move)
    parties = resolve_parties(corpus, told.of(Participation), moves)
    sides = [p.name for p in parties if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP}]
    opposed = list_sides(parties, told.of(Participation))
    items = resolve_moves(corpus, moves)
    between = find_between(parties)
    status, history = resolve_standing(corpus, moves, opposed, between, as_of=as_of, answers=told.of(Response))
    mentions = without_announcers(told.of(ProposalMention), between)
    contents = Contents(terms=told.of(Term), phases=told.of(Phase), exchanges=told.of(Exchange))
    bargainers = make_bargainers(corpus, parties, opposed)
    offers = resolve_proposals(corpus, mentions, told.of(Response), contents.every(), bargainers)
    proposals, frameworks = attach_contents(corpus, offers.proposals, contents, offers.common)
    meetings = resolve_meetings(corpus, told.of(MeetingMention), world)
    leverage, chains = resolve_leverage(corpus, told.of(Leverage), moves, told.of(Assessment), items)
    voiced = Voiced(
        demands=told.of(Demand),
        moves=moves,
        responses=told.of(Response),
        mentions=told.of(PositionMention),
        proposals=told.of(ProposalMention),
    )
    counts = resolve_counts(corpus, told.of(Count))
    points, loads = resolve_access(corpus, told.of(AccessReport), told.of(Consignment), world, told.of(Control))
    numbers = tuple(
        find_number_conflicts(
            corpus,
            (*told.of(Count), *told.of(Consignment)),
            {e.claim: i for i in (*counts, *loads) for e in i.evidence},
        )
    )
    conflicts = (
        *find_contradictions(corpus, items),
        *find_access_contradictions(points),
        *find_conflicts(proposals, frameworks, meetings),
        *find_day_conflicts(corpus, items, meetings, sides),
        *find_answer_conflicts(corpus, proposals),
        *numbers,
        *find_tolls(counts, numbers),
        *find_altered(corpus, told.of(Term), told.of(Attribution)),
        *find_restated(corpus, told.of(Attribution)),
    )
    chooser = Chooser(corpus, told.by_id(CHOSEN))
    dossier = Dossier(
        reports=tuple(_entry(r, corpus, told.numbers.get(r.id, 0)) for r in kept if r.set_aside is None),
        status=status,
        parties=parties,
        proposals=chooser.proposals(proposals),
        demands=chooser.demands(resolve_demands(corpus, told.of(Demand), moves)),
        responses=offers.loose,
        frameworks=frameworks,
        meetings=chooser.meetings(meetings),
        leverage=leverage,
        chains=chains,
        positions=resolve_positions(corpus, voiced, sides, world),
        ceasefires=tuple(
            of_sides(resolve_ceasefires(corpus, without_mediators(told.of(CeasefireMention), between)), parties)
        ),
        access_points=chooser.points(points),
        consignments=loads,
        routes=resolve_routes(corpus, told.of(Route)),
        incidents=resolve_incidents(corpus, told.of(Incident)),
        constraints=resolve_constraints(corpus, told.of(Constraint)),
        counts=counts,
        moves=items,
        instruments=resolve_instruments(corpus, told.of(Instrument)),
        assessments=resolve_assessments(corpus, told.of(Assessment)),
        sources=resolve_sources(corpus, told.of(Attribution)),
        status_history=history,
        citations=resolve_citations(corpus, told.of(Attribution)),
        contradictions=tell_sides(
            corpus, conflicts, list_items((items, meetings, points, proposals, frameworks, counts, loads))
        ),
        set_aside=tuple(SetAside(id=r.id, place=r.place, reason=r.set_aside) for r in kept if r.set_aside),
    )
    memory.end(len(told.every))
    return dossier


def _entry(report: Report, corpus: Corpus, claims: int) -> ReportEntry:
    root = corpus.origins.text_of(report.id)
    return ReportEntry(
        id=report.id,
        label=report.label,
        outlet=report.outlet,
        published=report.published.isoformat() if report.published else None,
        published_known=report.published_known,
        headline=_headline(report),
        url=report.url,
        language=report.language,
        sensitivity=report.sensitivity,
        embargo_until=report.embargo_until.isoformat() if report.embargo_until else None,
        copy_of=root if root != report.id else None,
        claims=claims,
    )


def _headline(report: Report) -> str | None:
    if report.headline:
        return report.headline
    return next((s.span.of(report.text) for s in report.segments if s.kind == "headline"), None)
