"""Proposals spoken of: who made them, who carried them, to whom, in which version, and where they stand."""

from collections.abc import Sequence
from dataclasses import replace

from travaux.coding.agreed import find_agreed, find_aims, find_commitments
from travaux.coding.amounts import find_duration
from travaux.coding.brokered import find_brokered, find_mediated
from travaux.coding.context import Context
from travaux.coding.inforce import find_extended, find_in_force, find_relied_on
from travaux.coding.makers import as_bargained
from travaux.coding.merging import merge_mentions
from travaux.coding.named import find_named
from travaux.coding.offered import find_offered, find_suggested
from travaux.coding.readiness import find_readiness
from travaux.coding.regions import find_regions
from travaux.coding.sought import find_founded, find_sought, find_wanted
from travaux.coding.table import Table
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, Move, ProposalMention
from travaux.ontology.vocabulary import ProposalState
from travaux.reading.lookup import tokens_at

_NEAR = 500
"""Characters back to which "the offer" points at most."""
_TWO = 2
_BARE = 3
"""Words of a noun with nothing but its author: "Norway's plan"."""
_PAIRS = frozenset(
    {"countries", "governments", "leaders", "states", "nations", "presidents", "neighbours", "neighbors"}
)


def code_proposals(context: Context, moves: Sequence[Move], table: Table) -> tuple[ProposalMention, ...]:
    """One claim for each proposal told of in the report, with all the places where it is told."""
    found = [
        *find_named(context, moves, table),
        *find_agreed(context, moves, table),
        *find_aims(context),
        *find_brokered(context, table),
        *find_founded(context),
        *find_commitments(context, table),
        *find_offered(context, moves, table),
        *find_suggested(context, moves, table),
    ]
    found += find_in_force(context, table)
    found += find_mediated(context, found, table)
    found += find_relied_on(context, context.once("regions", lambda c: find_regions(c.doc)), found, table)
    found += find_extended(context, found, table)
    found += find_wanted(context, found, table)
    found += find_sought(context, found)
    found += find_readiness(context, found, table)
    bargained = (b for p in found if (b := as_bargained(context, p, table)) is not None)
    ordered = sorted(bargained, key=lambda p: (p.span.start, -p.span.end))
    return merge_mentions(_name_meant(context, ordered), _is_same, _join)


def _name_meant(context: Context, ordered: Sequence[ProposalMention]) -> list[ProposalMention]:
    """ "Lima turned down the offer": the proposal told last before it by somebody else, where no word says whose it is."""
    out: list[ProposalMention] = []
    for claim in ordered:
        meant = _last_told(claim, out) if _is_recalled(context, claim) else _own_before(context, claim, out)
        if meant is not None:
            out.append(replace(claim, label=meant.label, authors=meant.authors, lineage=meant.lineage))
        elif _is_both(context, claim):
            pair = tuple(replace(a, by="context") for a in _last_pair(out))
            out.append(replace(claim, authors=pair or claim.authors))
        else:
            out.append(claim)
    return out


def _is_both(context: Context, claim: ProposalMention) -> bool:
    """Whether its makers are only called "both sides", "the two leaders", "the parties"."""
    if len(claim.authors) != 1 or claim.authors[0].by != "words" or claim.authors[0].span is None:
        return False
    words = set(context.quote(claim.authors[0].span).lower().split()) | set(claim.authors[0].name.split())
    return bool(words & {"sides", "parties"}) or (bool(words & {"both", "two"}) and bool(words & _PAIRS))


def _last_pair(before: Sequence[ProposalMention]) -> tuple[ActorRef, ...]:
    """The two who made the deal told last."""
    made = (p.authors for p in reversed(before) if p.state is ProposalState.ACCEPTED)
    return next((a for a in made if len(a) == _TWO and all(x.by != "words" for x in a)), ())


def _own_before(context: Context, claim: ProposalMention, before: Sequence[ProposalMention]) -> ProposalMention | None:
    """ "The Norwegian initiative", told as known and no more: the proposal of the same author told last before it."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if claim.rule != "proposal-named" or claim.state is not ProposalState.UNKNOWN or tokens is None:
        return None
    noun = tokens.root
    if noun.tag_ != "NN" or any(c.dep_ in {"acl", "relcl", "prep"} for c in noun.rights) or len(tokens) > _BARE:
        return None
    if not any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in noun.lefts):
        return None
    names = {a.name for a in claim.authors}
    near = (p for p in reversed(before) if claim.span.start - p.span.end < 2 * _NEAR)
    return next((p for p in near if names & {a.name for a in p.authors}), None)


def _is_recalled(context: Context, claim: ProposalMention) -> bool:
    """Whether a proposal without an author is only called "the offer", "this plan"."""
    if claim.authors or claim.label_span is None or claim.rule != "proposal-answered":
        return False
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end)
    if tokens is None or len(tokens) != 1 or tokens[0].tag_ != "NN" or any(c.pos_ != "DET" for c in tokens[0].lefts):
        return False
    alone = not any(c.dep_ in {"prep", "acl", "relcl"} for c in tokens[0].rights)
    return alone and any(c.lower_ in {"the", "this", "that"} for c in tokens[0].lefts)


def _last_told(claim: ProposalMention, before: Sequence[ProposalMention]) -> ProposalMention | None:
    """The last proposal that another made, not far before."""
    answers = {n for a in claim.addressees for n in (a.name, a.country) if n}
    for known in reversed(before):
        if claim.span.start - known.span.end > _NEAR:
            return None
        makers = {n for a in known.authors for n in (a.name, a.country) if n}
        if makers and not makers & answers and not claim.span.overlaps(known.span):
            return known
    return None


def _is_same(a: ProposalMention, b: ProposalMention) -> bool:
    """One proposal told again: by the same authors in like words, or without an author where the words agree."""
    if a.span == b.span and a.rule != b.rule:
        return True
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    if x & y and "proposal-put-forward" in {a.rule, b.rule} and a.span.overlaps(b.span) and a.state is not b.state:
        return True
    if x and y and not x & y and not _one_side(a, b):
        return False
    if _is_begun(a, b) or _is_begun(b, a):
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
    if _is_spoken_of_again(a, b) or (x and x == y and _begins(a, b)):
        return True
    p, q = _words(a.label), _words(b.label)
    return bool(p & q) and len(p & q) >= 0.5 * min(len(p), len(q))


def _is_begun(deal: ProposalMention, offer: ProposalMention) -> bool:
    """ "Peru offered a truce. The truce took effect": something is agreed, and that it is the offer is not told."""
    return deal.rule == "proposal-in-force" and offer.state is not deal.state is ProposalState.ACCEPTED


def _is_spoken_of_again(a: ProposalMention, b: ProposalMention) -> bool:
    """ "The Kremlin confirmed the arrangement", "since the deal took effect": what was taken before, by a bare noun."""
    if len(_words(b.label)) > 1 or not a.state is b.state is ProposalState.ACCEPTED:
        return False
    if b.rule == "proposal-in-force":
        return a.rule != b.rule
    x = {n for r in (*a.addressees, *a.authors) for n in (r.name, r.country) if n}
    y = {n for r in b.addressees for n in (r.name, r.country) if n}
    return not b.authors and bool(x & y)


def _begins(a: ProposalMention, b: ProposalMention) -> bool:
    """ "They signed the peace deal", "the truce took effect": what begins is what the same sides have made."""
    if not a.state is b.state is ProposalState.ACCEPTED or b.rule not in {"proposal-in-force", "proposal-mediated"}:
        return False
    lengths = {find_duration(m.label) for m in (a, b)} - {None}
    return a.rule == "proposal-agreed" and len(lengths) < _TWO


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
