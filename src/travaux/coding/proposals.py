"""Proposals spoken of: who made them, who carried them, to whom, in which version, and where they stand."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.agreed import find_agreed, find_aims, find_commitments
from travaux.coding.bargains import find_bargains
from travaux.coding.brokered import find_brokered, find_mediated, find_talked_out
from travaux.coding.context import Context
from travaux.coding.goodoffices import find_talks_offered
from travaux.coding.inforce import find_extended, find_in_force, find_relied_on
from travaux.coding.makers import as_bargained
from travaux.coding.makings import fill_makers
from travaux.coding.named import find_named
from travaux.coding.offered import find_offered, find_suggested
from travaux.coding.readiness import find_readiness
from travaux.coding.refusedtalks import find_refused_talks
from travaux.coding.regions import find_regions
from travaux.coding.resolved import find_resolved
from travaux.coding.retold import merge_retold, names_of
from travaux.coding.sought import find_founded, find_sought, find_wanted
from travaux.coding.table import Table
from travaux.coding.undone import find_undone
from travaux.ontology.claim import ActorRef, Move, ProposalMention
from travaux.ontology.vocabulary import ProposalState
from travaux.reading.lookup import tokens_at

_NEAR = 500
"""Characters back to which "the offer" points at most."""
_TWO = 2
_PAPERS = frozenset({"document", "proposal", "offer", "text", "draft", "paper"})
"""Nouns that alone say nothing of what is proposed."""
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
    found += find_talked_out(context, found, table)
    found += find_relied_on(context, context.once("regions", lambda c: find_regions(c.doc)), found, table)
    found += find_extended(context, found, table)
    found += find_wanted(context, found, table)
    found += find_sought(context, found)
    found += find_readiness(context, found, table)
    found += find_talks_offered(context, found, table)
    found += find_refused_talks(context, found, table)
    found += find_bargains(context, found, table)
    found += find_resolved(context, found)
    found += find_undone(context, found, table)
    bargained = (b for p in found if (b := as_bargained(context, p, table)) is not None)
    ordered = sorted(bargained, key=lambda p: (p.span.start, -p.span.end))
    return merge_retold(context, _name_meant(context, ordered))


def _name_meant(context: Context, ordered: Sequence[ProposalMention]) -> list[ProposalMention]:
    """ "Lima turned down the offer": the proposal told last before it by somebody else, where no word says whose it is."""
    out: list[ProposalMention] = []
    for told in ordered:
        claim = fill_makers(context, told, out)
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
    if tokens is None or not claim.authors or len(tokens) > _BARE:
        return None
    noun = tokens.root
    plain = claim.rule == "proposal-named" and claim.state is ProposalState.UNKNOWN
    if noun.tag_ != "NN" or not (plain or noun.lemma_.lower() in _PAPERS) or any(map(_says_more, noun.rights)):
        return None
    if not any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in noun.lefts):
        return None
    names = {a.name for a in claim.authors}
    near = (p for p in reversed(before) if claim.span.start - p.span.end < 2 * _NEAR)
    return next((p for p in near if names & {a.name for a in p.authors}), None)


def _says_more(word: Token) -> bool:
    """Words behind a noun that tell which proposal it is, and not only who handed it over."""
    return word.dep_ in {"relcl", "prep"} or (word.dep_ == "acl" and word.tag_ != "VBN")


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
    answers = {n for a in claim.addressees for n in names_of(a)}
    for known in reversed(before):
        if claim.span.start - known.span.end > _NEAR:
            return None
        makers = {n for a in known.authors for n in names_of(a)}
        if makers and not makers & answers and not claim.span.overlaps(known.span):
            return known
    return None
