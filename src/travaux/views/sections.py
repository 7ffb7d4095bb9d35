"""The sections of a brief on the bargaining, each from the dossier to lines, the most needed first."""

from collections.abc import Iterator
from dataclasses import replace

from travaux.ontology.dossier import DemandItem, FrameworkItem, Item, PhaseItem, ProposalItem
from travaux.ontology.vocabulary import ProposalState
from travaux.views.desk import Desk, Line
from travaux.views.frameworks import rows_of, say_framework
from travaux.views.lead import is_sure_step, narrow
from travaux.views.ledger import list_moved, list_outcomes, say_chain_of_pressure
from travaux.views.sentences import (
    LABEL_WORDS,
    say_conflict,
    say_demand,
    say_leverage,
    say_proposal,
    say_response,
    say_side,
    say_voice,
)
from travaux.views.sure import list_told
from travaux.views.trust import is_trusted
from travaux.views.wording import quote_sentence, quote_words, say_move

_TERMS = 6
"""Rows of terms below a proposal at most."""
_BOTH = 2
_MORE = 4
"""Words by which a quote is longer than a name that it says more than."""


def list_proposals(desk: Desk) -> Iterator[Line]:
    """Proposals and agreements, each with its answers and terms; then plans in phases that have a name of their own."""
    trusted = list_told(desk.dossier.proposals)
    said: set[str] = set()
    for p in sorted(trusted, key=lambda p: (p.state is ProposalState.UNKNOWN, *desk.rank(p, p.authors, p.addressees))):
        text = _say_with_words(p)
        if text in said:
            continue
        said.add(text)
        yield desk.line(p, text)
        answers = [narrow(r) for r in p.responses if is_trusted(r)]
        yield from (desk.line(r, say_response(r), indent=1) for r in answers)
        if p.framework is not None:
            yield from _rows(desk, p.framework, {e.report for e in p.evidence})
    for f in sorted(desk.dossier.frameworks, key=desk.rank):
        told = [item for item, _ in rows_of(f) if is_trusted(item)]
        if told and f.phases and f.label:
            yield desk.cite([e for item in told for e in item.evidence[:1]], say_framework(f).removesuffix("."))
            yield from _rows(desk, f, {e.report for e in f.evidence})


def _say_with_words(p: ProposalItem) -> str:
    """A proposal with where it stands, and the sentence or words that tell it, where these say more than its name."""
    said, lead = say_proposal(p), p.evidence[0]
    words = lead.sentence or lead.quote
    told = quote_sentence(words)
    if p.label == lead.quote and lead.quote in lead.sentence and p.authors:
        rest = said.removeprefix(f"{quote_words(p.label, LABEL_WORDS)}, ")
        return f"{'A deal' if rest.startswith('between') else 'An offer'} {rest}: {told}"
    return said if told in said or len(words.split()) < len(p.label.split()) + _MORE else f"{said}: {told}"


def _rows(desk: Desk, framework: FrameworkItem, reports: set[str]) -> Iterator[Line]:
    """The terms of a plan that are told in reports which surely tell of it, and the phases whose length is read."""
    own = replace(framework, phases=tuple(_own_words(p) for p in framework.phases))
    sure = [row for row in rows_of(own) if is_trusted(row[0]) and not _is_bare_phase(row[0])]
    rows = [row for row in sure if any(e.report in reports for e in row[0].evidence)]
    phased = bool(framework.phases)
    for item, row in rows[: _TERMS if not phased else 3 * _TERMS]:
        yield desk.line(item, row if phased else row.partition("| ")[2], indent=1)
    if not phased and len(rows) > _TERMS:
        yield Line(text=f"… and {len(rows) - _TERMS} more terms.", indent=1)


def _own_words(phase: PhaseItem) -> PhaseItem:
    """A phase with the beginning and end that its first words tell: other reports may tell those of another plan."""
    told = " ".join(phase.evidence[0].quote.split())
    first, last = (v if v and " ".join(v.split()) in told else None for v in (phase.start, phase.end))
    return replace(phase, start=first, end=last)


def _is_bare_phase(item: Item) -> bool:
    """Whether a phase is known by its number alone: its terms stand in rows of their own."""
    return isinstance(item, PhaseItem) and item.duration is None


def list_demands(desk: Desk) -> Iterator[Line]:
    """Demands, those of and on the sides first."""
    for d in sorted(list_told(desk.dossier.demands), key=lambda d: desk.rank(d, d.by, d.of)):
        yield desk.line(d, say_demand(d, _goes_on(d)))
        yield from (desk.line(item, text, indent=1) for item, text in list_moved(d) if is_sure_step(item, d))


def _goes_on(d: DemandItem) -> str:
    """The sentence of a demand, where what is wanted goes on behind the words of it that were taken; else ""."""
    words = " ".join(d.evidence[0].sentence.split())
    at = words.find(content := " ".join(d.content.split()))
    after = words[at + len(content) :].lstrip("”\"’' ") if at >= 0 else ""
    return words if after[:1].isalpha() else ""


def list_pressure(desk: Desk) -> Iterator[Line]:
    """Threats, ultimatums, pressure, sanctions and rewards, with what they led to; then who presses whom to press whom."""
    trusted = list_told(desk.dossier.leverage)
    for x in sorted(trusted, key=lambda x: desk.rank(x, x.by, x.on)):
        yield desk.line(x, say_leverage(x, desk.today, x.evidence[0].sentence))
        told = {e.quote for e in x.evidence}
        outcomes = ((c, t) for c, t in list_outcomes(x) if is_sure_step(c, x) and c.words not in told)
        yield from (desk.line(item, text, indent=1) for item, text in outcomes)
        deeds = desk.dossier.moves if x.led_to else ()
        led_to = (narrow(m) for m in deeds if m.id in x.led_to and is_trusted(m))
        yield from (desk.line(m, f"Told to have led to this: {say_move(m)}", indent=1) for m in led_to)
    shown = {x.id for x in trusted}
    for chain in desk.dossier.chains:
        if shown.intersection(chain.links):
            yield desk.line(chain, say_chain_of_pressure(chain))


def list_contested(desk: Desk) -> Iterator[Line]:
    """What is told both ways, with the words of each side below.

    Numbers are mostly of two things, and a deed told in passing of another one: only what sure words tell on either side
    stands in a brief.
    """
    for c in filter(is_trusted, desk.dossier.contradictions):
        yield desk.cite(c.evidence, f"{say_conflict(c)}.")
        for e in c.evidence[:4]:
            yield desk.cite([e], f"{say_side([e], say_voice(e, desk.outlets))}: {quote_words(e.quote)}.", 1)
