"""The dossier of reports: a pure function of the reports and their claims."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from travaux.ontology.claim import (
    AccessReport,
    AnyClaim,
    Assessment,
    Attribution,
    CeasefireMention,
    Claim,
    Consignment,
    Constraint,
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
    claim_id,
)
from travaux.ontology.dossier import Dossier, ReportEntry, SetAside
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Role
from travaux.origins.origin import find_origins
from travaux.packs.world import World
from travaux.resolve.access import (
    find_access_contradictions,
    resolve_access,
    resolve_constraints,
    resolve_incidents,
    resolve_routes,
)
from travaux.resolve.arithmetic import find_conflicts, find_tolls
from travaux.resolve.bargaining import (
    resolve_assessments,
    resolve_proposals,
)
from travaux.resolve.ceasefires import of_sides, resolve_ceasefires
from travaux.resolve.choices import Chooser
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
from travaux.resolve.joining import Corpus, make_corpus
from travaux.resolve.leverage import resolve_leverage
from travaux.resolve.meetings import resolve_meetings
from travaux.resolve.persons import unify_names
from travaux.resolve.positions import Voiced, resolve_positions
from travaux.resolve.slots import drop_voices, find_between, without_announcers, without_mediators
from travaux.resolve.status import list_sides, resolve_history, resolve_status
from travaux.resolve.voices import resolve_citations, resolve_sources

ClaimT = TypeVar("ClaimT", bound=Claim)


def build_dossier(
    reports: Iterable[Report], claims: Iterable[AnyClaim], world: World, *, as_of: date | None = None
) -> Dossier:
    """The file on these reports. The order in which they are given does not matter.

    `as_of` is the day up to which it reaches, where that is another than that of the newest report: the reports and
    claims given are those known then.
    """
    kept = sorted(reports, key=lambda r: (r.published.isoformat() if r.published else "9999", r.id))
    coded = [r for r in kept if r.set_aside is None]
    given = list(claims)
    every = drop_voices(unify_names(given, world), world)
    corpus = make_corpus(kept, find_origins(coded, every, world))
    moves = _of(every, Move)
    parties = resolve_parties(corpus, _of(every, Participation), moves)
    sides = [p.name for p in parties if p.roles[0] in {Role.PARTY, Role.ARMED_GROUP}]
    opposed = list_sides(parties, _of(every, Participation))
    items = resolve_moves(corpus, moves)
    between = find_between(parties)
    mentions = without_announcers(_of(every, ProposalMention), between)
    offers, answers = resolve_proposals(corpus, mentions, _of(every, Response))
    contents = Contents(terms=_of(every, Term), phases=_of(every, Phase), exchanges=_of(every, Exchange))
    proposals, frameworks = attach_contents(corpus, offers, contents)
    meetings = resolve_meetings(corpus, _of(every, MeetingMention), world)
    leverage, chains = resolve_leverage(corpus, _of(every, Leverage), moves, _of(every, Assessment), items)
    voiced = Voiced(
        demands=_of(every, Demand),
        moves=moves,
        responses=_of(every, Response),
        mentions=_of(every, PositionMention),
        proposals=_of(every, ProposalMention),
    )
    counts = resolve_counts(corpus, _of(every, Count))
    points, loads = resolve_access(corpus, _of(every, AccessReport), _of(every, Consignment), world)
    numbers = tuple(find_number_conflicts(corpus, every, {e.claim: i for i in (*counts, *loads) for e in i.evidence}))
    conflicts = (
        *find_contradictions(corpus, items),
        *find_access_contradictions(points),
        *find_conflicts(proposals, frameworks, meetings),
        *find_day_conflicts(corpus, items, meetings, sides),
        *find_answer_conflicts(corpus, proposals),
        *numbers,
        *find_tolls(counts, numbers),
        *find_altered(corpus, every),
        *find_restated(corpus, every),
    )
    told = Counter(c.report for c in given)
    chooser = Chooser(corpus, {claim_id(c): c for c in every})
    return Dossier(
        reports=tuple(_entry(r, corpus, told[r.id]) for r in coded),
        status=resolve_status(corpus, moves, opposed),
        parties=parties,
        proposals=chooser.proposals(proposals),
        demands=chooser.demands(resolve_demands(corpus, _of(every, Demand), moves)),
        responses=answers,
        frameworks=frameworks,
        meetings=chooser.meetings(meetings),
        leverage=leverage,
        chains=chains,
        positions=resolve_positions(corpus, voiced, sides, world),
        ceasefires=tuple(
            of_sides(resolve_ceasefires(corpus, without_mediators(_of(every, CeasefireMention), between)), parties)
        ),
        access_points=chooser.points(points),
        consignments=loads,
        routes=resolve_routes(corpus, _of(every, Route)),
        incidents=resolve_incidents(corpus, _of(every, Incident)),
        constraints=resolve_constraints(corpus, _of(every, Constraint)),
        counts=counts,
        moves=items,
        instruments=resolve_instruments(corpus, _of(every, Instrument)),
        assessments=resolve_assessments(corpus, _of(every, Assessment)),
        sources=resolve_sources(corpus, _of(every, Attribution)),
        status_history=resolve_history(corpus, moves, opposed, as_of),
        citations=resolve_citations(corpus, _of(every, Attribution)),
        contradictions=tell_sides(
            corpus, conflicts, list_items((items, meetings, points, proposals, frameworks, counts, loads))
        ),
        set_aside=tuple(SetAside(id=r.id, place=r.place, reason=r.set_aside) for r in kept if r.set_aside),
    )


def _of(claims: Sequence[AnyClaim], kind: type[ClaimT]) -> list[ClaimT]:
    return [c for c in claims if isinstance(c, kind)]


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
