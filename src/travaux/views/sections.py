"""The sections of a brief on the bargaining, each from the dossier to lines, the most needed first."""

from collections.abc import Iterator

from travaux.ontology.dossier import FrameworkItem, ProposalItem
from travaux.ontology.vocabulary import Act, ProposalState
from travaux.views.desk import Desk, Line
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.lead import narrow
from travaux.views.ledger import list_moved, list_outcomes, list_standings, say_chain_of_pressure
from travaux.views.sentences import (
    say_conflict,
    say_demand,
    say_leverage,
    say_proposal,
    say_response,
    say_voice,
    start,
)
from travaux.views.trust import is_trusted
from travaux.views.wording import quote_words, say_move

_TERMS = 6
"""Rows of terms below a proposal at most."""
_BOTH = 2
_MORE = 4
"""Words by which a quote is longer than a name that it says more than."""


def list_proposals(desk: Desk) -> Iterator[Line]:
    """Proposals and agreements, each with its answers and terms; then plans in phases of which no proposal is told."""
    trusted = [narrow(p) for p in desk.dossier.proposals if is_trusted(p)]
    for p in sorted(trusted, key=lambda p: (p.state is ProposalState.UNKNOWN, *desk.rank(p, p.authors, p.addressees))):
        yield desk.line(p, _say_with_words(p))
        answers = [narrow(r) for r in p.responses if is_trusted(r)]
        yield from (desk.line(r, say_response(r), indent=1) for r in answers)
        answered = {(e.report, e.start) for r in p.responses for e in r.evidence}
        for item, text in list_standings(p):
            if is_trusted(item) and not any((e.report, e.start) in answered for e in item.evidence):
                yield desk.line(item, text, indent=1)
        if p.framework is not None:
            yield from _rows(desk, p.framework, {e.report for e in p.evidence})
    for f in sorted(desk.dossier.frameworks, key=desk.rank):
        told = [item for item, _ in rows_of(f) if is_trusted(item)]
        if told and f.phases:
            yield desk.cite([e for item in told for e in item.evidence[:1]], say_framework(f).removesuffix("."))
            yield from _rows(desk, f, {e.report for e in f.evidence})


def _say_with_words(p: ProposalItem) -> str:
    """A proposal with where it stands, and the words that tell it, where these say more than its name."""
    said, words = say_proposal(p), p.evidence[0].quote
    told = quote_words(words)
    return said if told in said or len(words.split()) < len(p.label.split()) + _MORE else f"{said}: {told}"


def _rows(desk: Desk, framework: FrameworkItem, reports: set[str]) -> Iterator[Line]:
    """The terms of a plan that are told in reports which surely tell of it."""
    sure = [row for row in rows_of(framework) if is_trusted(row[0])]
    rows = [row for row in sure if any(e.report in reports for e in row[0].evidence)]
    phased = bool(framework.phases)
    for item, row in rows[: _TERMS if not phased else 3 * _TERMS]:
        yield desk.line(item, row if phased else row.partition("| ")[2], indent=1)
    if not phased and len(rows) > _TERMS:
        yield Line(text=f"… and {len(rows) - _TERMS} more terms.", indent=1)


def list_demands(desk: Desk) -> Iterator[Line]:
    """Demands, those of and on the sides first."""
    trusted = [narrow(d) for d in desk.dossier.demands if is_trusted(d)]
    for d in sorted(trusted, key=lambda d: desk.rank(d, d.by, d.of)):
        yield desk.line(d, say_demand(d))
        yield from (desk.line(item, text, indent=1) for item, text in list_moved(d) if is_trusted(item))


def list_pressure(desk: Desk) -> Iterator[Line]:
    """Threats, ultimatums, pressure, sanctions and rewards, with what they led to; then who presses whom to press whom."""
    trusted = [narrow(x) for x in desk.dossier.leverage if is_trusted(x)]
    for x in sorted(trusted, key=lambda x: desk.rank(x, x.by, x.on)):
        yield desk.line(x, say_leverage(x, desk.today))
        yield from (desk.line(item, text, indent=1) for item, text in list_outcomes(x) if is_trusted(item))
        led_to = (narrow(m) for m in desk.dossier.moves if m.id in x.led_to and is_trusted(m))
        yield from (desk.line(m, f"Told to have led to this: {say_move(m)}", indent=1) for m in led_to)
    shown = {x.id for x in trusted}
    for chain in desk.dossier.chains:
        if shown.intersection(chain.links):
            yield desk.line(chain, say_chain_of_pressure(chain))


def list_contested(desk: Desk) -> Iterator[Line]:
    """What is told both ways, with the words of each side below.

    Numbers that one report alone tells in two ways are mostly of two things, and stand in no brief.
    """
    for c in desk.dossier.contradictions:
        told = c.about.partition(":")[0] in {a.value for a in Act}
        if not told and len({e.text or e.report for e in c.evidence}) < _BOTH:
            continue
        yield desk.line(c, say_conflict(c))
        for e in c.evidence[:4]:
            yield desk.cite([e], f"{start(say_voice(e, desk.outlets))}: {quote_words(e.quote)}.", 1)
