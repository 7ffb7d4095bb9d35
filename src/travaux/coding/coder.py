"""Codes one report: its text in, its claims out."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from travaux import __version__
from travaux.coding.access import code_access
from travaux.coding.answers import code_responses
from travaux.coding.attributions import code_attributions
from travaux.coding.bargaining import code_assessments
from travaux.coding.ceasefires import code_ceasefires
from travaux.coding.confidence import rate_claims
from travaux.coding.consignments import code_consignments
from travaux.coding.constraints import code_constraints
from travaux.coding.context import Context
from travaux.coding.control import code_control
from travaux.coding.counts import code_counts
from travaux.coding.demands import code_demands, demand_terms
from travaux.coding.entries import code_entries
from travaux.coding.exchanges import code_exchanges
from travaux.coding.grounding import ClaimT, number_claims
from travaux.coding.incidents import code_incidents
from travaux.coding.instruments import code_instruments
from travaux.coding.leverage import code_leverage
from travaux.coding.meetings import code_meetings
from travaux.coding.moves import code_moves, told_moves
from travaux.coding.phases import Phases, code_phases
from travaux.coding.positions import code_positions
from travaux.coding.proposals import code_proposals
from travaux.coding.roles import code_roles
from travaux.coding.routes import code_routes, report_routes
from travaux.coding.sentences import tell_sentences
from travaux.coding.settled import settle_demands
from travaux.coding.sieges import code_sieges
from travaux.coding.table import find_table
from travaux.coding.terms import Bargain, code_terms
from travaux.coding.voices import Voices
from travaux.ontology.claim import AccessReport, AnyClaim, Move, Route, check_claims
from travaux.ontology.report import Report
from travaux.packs.load import digest_packs, load_world
from travaux.packs.world import World
from travaux.reading.mentions.homes import find_home
from travaux.reading.mentions.references import References
from travaux.reading.pipeline import load_pipeline, model_label, read_report
from travaux.spans import Span


class Coder:
    """A loaded pipeline with its packs. Reports are coded one by one, so none depends on its company."""

    def __init__(self, model: str | None = None, packs: tuple[Path, ...] = (), reader: str | None = None) -> None:
        self.nlp: Language = load_pipeline(model, packs, reader)
        self.world: World = load_world(*packs)
        self._packs = digest_packs(packs)

    @property
    def extractor(self) -> str:
        """What codes, with its versions: two runs of one extractor give the same claims."""
        own = f", packs {self._packs}" if self._packs else ""
        return f"travaux {__version__}, {model_label(self.nlp) or 'rules alone'}{own}"

    def code(self, report: Report) -> tuple[AnyClaim, ...]:
        """The claims of one report, in the order of their words; none for a report set aside.

        Raises:
            InternalError: a claim's quote is not what the report holds at its span.
        """
        if report.set_aside is not None:
            return ()
        return self.code_doc(report, read_report(self.nlp, report))

    def code_doc(self, report: Report, doc: Doc) -> tuple[AnyClaim, ...]:
        """The claims of one report that the pipeline has read; otherwise as `code`."""
        references = References(doc, self.world, find_home(report, self.world))
        context = Context(report, doc, self.world, references, Voices(doc, references, report.outlet))
        claims = rate_claims(tell_sentences(context, sorted(_code_all(context), key=_order)))
        check_claims(report.text, claims)
        return claims


def _code_all(context: Context) -> list[AnyClaim]:
    moves, told = code_moves(context), told_moves(context)
    table = find_table(context, moves)
    proposals = number_claims(code_proposals(context, told, table))
    phases = Phases(context.doc)
    asked = code_demands(context, moves, table)
    exchanges = number_claims(code_exchanges(context, phases, proposals))
    bargain = Bargain(proposals=proposals, demands=asked, exchanges=exchanges, sides=table.sides)
    terms = code_terms(context, moves, phases, bargain)
    asked = (*asked, *demand_terms(context, terms, moves, table))
    demands = number_claims(asked)
    responses = number_claims(code_responses(context, told, proposals, table, demands))
    routes = number_claims(code_routes(context))
    access = number_claims(_unasked(_access(context, moves, routes)))
    incidents = number_claims(_unasked(code_incidents(context, moves)))
    loads = number_claims(_unasked(code_consignments(context, moves)))
    return [
        *number_claims(code_attributions(context)),
        *moves,
        *proposals,
        *responses,
        *settle_demands(context, demands, responses, moves),
        *number_claims(terms),
        *number_claims(code_phases(context, proposals)),
        *exchanges,
        *number_claims(code_meetings(context, told, table)),
        *number_claims(code_leverage(context, told, table)),
        *number_claims(code_assessments(context, moves)),
        *routes,
        *access,
        *number_claims(_unasked(code_control(context))),
        *incidents,
        *loads,
        *number_claims(code_constraints(context, access, incidents, loads)),
        *number_claims(code_instruments(context, moves)),
        *number_claims(code_counts(context)),
        *number_claims(code_roles(context, moves, table)),
        *number_claims(code_positions(context, moves)),
        *number_claims(code_ceasefires(context, moves, table)),
    ]


def _access(context: Context, moves: Sequence[Move], routes: Sequence[Route]) -> tuple[AccessReport, ...]:
    """What is told of points, of routes, of sieges, and of areas where neither tells it."""
    told = (*code_access(context, moves), *code_sieges(context), *report_routes(routes))
    return (*told, *code_entries(context, told))


def _unasked(claims: Iterable[ClaimT]) -> tuple[ClaimT, ...]:
    """Without what a question or a moderator's words take for granted: nobody reports it."""
    return tuple(c for c in claims if c.voice.speaker not in {"questioner", "moderator"})


def _order(claim: AnyClaim) -> tuple[Span, str, int]:
    return (claim.span, claim.kind, claim.ordinal)
