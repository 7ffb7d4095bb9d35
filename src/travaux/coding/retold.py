"""Which mentions of proposals tell one and the same, and what one of them adds to the other."""

from collections.abc import Iterable
from dataclasses import replace

from travaux.coding.amounts import find_duration
from travaux.coding.context import Context
from travaux.coding.merging import merge_mentions
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind, ProposalState
from travaux.reading.lookup import sentence_of, tokens_at

_TWO = 2
_FRESH = frozenset({"a", "an", "another"})
_LENGTHENING = ("extens", "continu", "renewal", "prolong")
"""How words begin that name the lengthening of a deal, and not the deal."""


def merge_retold(context: Context, claims: Iterable[ProposalMention]) -> tuple[ProposalMention, ...]:
    """One claim for each proposal: first those of the very same words, then those told again further on."""
    once = merge_mentions(claims, _is_of_one_act, _join)

    def is_retold(a: ProposalMention, b: ProposalMention) -> bool:
        alike = _lengthens(a.label) is _lengthens(b.label)
        return alike and _is_same(a, b) and not _is_another(context, a, b)

    return merge_mentions(once, is_retold, _join)


def _is_of_one_act(a: ProposalMention, b: ProposalMention) -> bool:
    """Two readings of the same words: "suggested local truces, a plan that Lima has rejected"."""
    if (a.span != b.span and a.label_span != b.label_span) or a.rule == b.rule:
        return False
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    return not x or not y or bool(x & y)


def _is_another(context: Context, a: ProposalMention, b: ProposalMention) -> bool:
    """ "A deal brokered by Oslo", some way after another: what is told with "a" and with more words is a new one."""
    tokens = tokens_at(context.doc, b.label_span.start, b.label_span.end) if b.label_span is not None else None
    if tokens is None or a.span.overlaps(b.span) or tokens.root.tag_ != "NN":
        return False
    refused = (a.state is ProposalState.REJECTED) is not (b.state is ProposalState.REJECTED)
    if not a.authors or (any(x.by != "context" for x in b.authors) and not refused):
        return False
    noun = tokens.root
    another = any(c.lower_ == "another" for c in noun.lefts)
    fresh = any(c.lower_ in _FRESH for c in noun.lefts)
    told = any(c.dep_ in {"acl", "relcl", "prep"} for c in noun.rights)
    if not another and not (fresh and told):
        return False
    opening = sentence_of(context.doc[0])
    lead = sentence_of(context.doc[min(opening.end, len(context.doc) - 1)])
    if a.span.start < lead.end_char and not another and b.span.start < 2 * lead.end_char:
        return False
    return len(_words(a.label) & _words(b.label)) < _TWO


def _is_same(a: ProposalMention, b: ProposalMention) -> bool:
    """One proposal told again: by the same authors in like words, or without an author where the words agree."""
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    if x & y and "proposal-put-forward" in {a.rule, b.rule} and a.span.overlaps(b.span) and a.state is not b.state:
        return True
    if y and _is_spoken_of_again(a, b) and all(n.by == "context" for n in b.authors):
        return True
    if _differs(a, b):
        return False
    if _is_hoped_for(a, b):
        return True
    made = {"proposal-agreed", "proposal-in-force"}
    if {a.rule, b.rule} <= made and (x == y or (b.rule != a.rule and not (x and y))) and _is_one_deal(a, b):
        return True
    if _is_spoken_of_again(a, b) or (x and x == y and _begins(a, b)):
        return True
    p, q = _words(a.label), _words(b.label)
    return bool(p & q) and len(p & q) >= 0.5 * min(len(p), len(q))


def _differs(a: ProposalMention, b: ProposalMention) -> bool:
    """Whether two cannot be one: made by others, one of them taken and the other not, or one an answer to the other."""
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    if _is_with_others(a, b) or (x and y and not x & y and not _one_side(a, b)):
        return True
    if _is_begun(a, b) or _is_begun(b, a):
        return True
    states = {a.state, b.state}
    if ProposalState.ACCEPTED in states and states & {ProposalState.REJECTED, ProposalState.UNDER_CONSIDERATION}:
        return True
    return a.lineage != b.lineage and "counter" in {a.lineage, b.lineage}


def _is_hoped_for(a: ProposalMention, b: ProposalMention) -> bool:
    """ "Efforts to broker a truce deal", "an agreement is very close": the one deal that is sought."""
    sought = a.rule == "proposal-sought" and a.state is b.state is ProposalState.UNDER_CONSIDERATION
    return sought and _words(b.label) <= {t[:7] for t in load_bargaining_words().texts}


def _is_with_others(a: ProposalMention, b: ProposalMention) -> bool:
    """Two deals of one side with different others."""
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    made = a.state is b.state is ProposalState.ACCEPTED
    return made and len(x) >= _TWO and len(y) >= _TWO and not (x <= y or y <= x)


def _is_begun(deal: ProposalMention, offer: ProposalMention) -> bool:
    """ "Peru offered a truce. The truce took effect": something is agreed, and that it is the offer is not told."""
    return deal.rule == "proposal-in-force" and offer.state is not deal.state is ProposalState.ACCEPTED


def _is_spoken_of_again(a: ProposalMention, b: ProposalMention) -> bool:
    """ "The Kremlin confirmed the arrangement", "since the deal took effect": what was taken before, by a bare noun."""
    if len(_words(b.label)) > 1 or not a.state is b.state is ProposalState.ACCEPTED:
        return False
    if b.rule == "proposal-in-force":
        return a.rule != b.rule
    x = {n for r in (*a.addressees, *a.authors) for n in names_of(r)}
    y = {n for r in b.addressees for n in names_of(r)}
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
    first = {n for r in a.authors for n in names_of(r)}
    second = {n for r in b.authors for n in names_of(r)}
    return bool(first & second)


def _lengthens(label: str) -> bool:
    """ "The extension of the truce" is no truce told again."""
    return any(w.startswith(_LENGTHENING) for w in label.lower().split())


def names_of(actor: ActorRef) -> set[str]:
    """An actor's name and the state for which it acts; rebels act for none, wherever they fight."""
    serves = actor.kind not in {ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.POLITICAL_PARTY}
    return {actor.name, actor.country} if serves and actor.country else {actor.name}


def _words(label: str) -> set[str]:
    drop = {"the", "a", "an", "of", "for", "to", "on", "and", "his", "her", "its", "their", "own", "in", "by", "that"}
    drop |= {"proposed", "so-called"}
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
