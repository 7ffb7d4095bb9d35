"""Proposals spoken of: who made them, who carried them, to whom, in which version, and where they stand."""

from collections.abc import Sequence
from dataclasses import replace

from travaux.coding.agreed import find_agreed, find_aims, find_commitments, find_founded
from travaux.coding.context import Context
from travaux.coding.inforce import find_extended, find_in_force, find_relied_on, find_sought
from travaux.coding.makers import as_bargained
from travaux.coding.merging import merge_mentions
from travaux.coding.named import find_named
from travaux.coding.offered import find_offered, find_suggested
from travaux.coding.readiness import find_readiness
from travaux.coding.regions import find_regions
from travaux.coding.table import Table
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import Move, ProposalMention
from travaux.ontology.vocabulary import ProposalState


def code_proposals(context: Context, moves: Sequence[Move], table: Table) -> tuple[ProposalMention, ...]:
    """One claim for each proposal told of in the report, with all the places where it is told."""
    found = [
        *find_named(context, moves, table),
        *find_agreed(context, moves, table),
        *find_aims(context),
        *find_founded(context),
        *find_commitments(context, table),
        *find_offered(context, moves, table),
        *find_suggested(context, moves, table),
    ]
    found += find_in_force(context, table)
    found += find_relied_on(context, context.once("regions", lambda c: find_regions(c.doc)), found, table)
    found += find_extended(context, found)
    found += find_sought(context, found)
    found += find_readiness(context, found, table)
    bargained = (b for p in found if (b := as_bargained(context, p, table)) is not None)
    ordered = sorted(bargained, key=lambda p: (p.span.start, -p.span.end))
    return merge_mentions(ordered, _is_same, _join)


def _is_same(a: ProposalMention, b: ProposalMention) -> bool:
    """One proposal told again: by the same authors in like words, or without an author where the words agree."""
    if a.span == b.span and a.rule != b.rule:
        return True
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    if x and y and not x & y and not _one_side(a, b):
        return False
    if ProposalState.ACCEPTED in {a.state, b.state} and ProposalState.REJECTED in {a.state, b.state}:
        return False
    if {a.state, b.state} == {ProposalState.ACCEPTED, ProposalState.UNDER_CONSIDERATION}:
        return False
    if a.lineage != b.lineage and "counter" in {a.lineage, b.lineage}:
        return False
    made = {"proposal-agreed", "proposal-in-force"}
    if {a.rule, b.rule} <= made and (x == y or (b.rule != a.rule and not (x and y))) and _is_one_deal(a, b):
        return True
    if _is_spoken_of_again(a, b):
        return True
    p, q = _words(a.label), _words(b.label)
    return bool(p & q) and len(p & q) >= 0.5 * min(len(p), len(q))


def _is_spoken_of_again(a: ProposalMention, b: ProposalMention) -> bool:
    """ "The Kremlin confirmed the arrangement", "since the deal took effect": what was taken before, by a bare noun."""
    if len(_words(b.label)) > 1 or not a.state is b.state is ProposalState.ACCEPTED:
        return False
    if b.rule == "proposal-in-force":
        return a.rule != b.rule
    x = {n for r in (*a.addressees, *a.authors) for n in (r.name, r.country) if n}
    y = {n for r in b.addressees for n in (r.name, r.country) if n}
    return not b.authors and bool(x & y)


def _is_one_deal(a: ProposalMention, b: ProposalMention) -> bool:
    """Two agreements of the same sides, of which one is told by a bare noun or by its content alone."""
    nouns = [_words(m.label) & {t[:7] for t in load_bargaining_words().texts} for m in (a, b)]
    return not all(nouns) or any(len(_words(m.label)) < 2 for m in (a, b))


def _one_side(a: ProposalMention, b: ProposalMention) -> bool:
    first = {n for r in a.authors for n in (r.name, r.country) if n}
    second = {n for r in b.authors for n in (r.name, r.country) if n}
    return bool(first & second)


def _words(label: str) -> set[str]:
    drop = {"the", "a", "an", "of", "for", "to", "on", "and", "his", "her", "its", "their", "own", "in", "by", "that"}
    return {w.strip("“”\"'’,.").removesuffix("s")[:7] for w in label.lower().split() if w not in drop}


_FIRM = [
    ProposalState.ACCEPTED,
    ProposalState.REJECTED,
    ProposalState.UNDER_CONSIDERATION,
    ProposalState.TABLED,
    ProposalState.FLOATED,
    ProposalState.UNKNOWN,
]


def _join(a: ProposalMention, b: ProposalMention) -> ProposalMention:
    """The first, with the authors, addressees and state that only the second tells."""
    state = min((a.state, b.state), key=lambda s: _FIRM.index(s) if s in _FIRM else len(_FIRM))
    return replace(
        a,
        authors=a.authors or b.authors,
        conveyed_by=a.conveyed_by or b.conveyed_by,
        addressees=a.addressees or tuple(x for x in b.addressees if x.name not in {n.name for n in a.authors}),
        lineage=a.lineage or b.lineage,
        issues=tuple(dict.fromkeys((*a.issues, *b.issues))),
        state=state,
        when=a.when or b.when,
    )
