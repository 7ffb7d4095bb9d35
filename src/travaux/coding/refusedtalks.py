"""Talks of somebody's own that others stay away from, or weigh going to: "will not attend Norway's congress"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.authors import find_authors
from travaux.coding.context import Context, make_refs
from travaux.coding.doers import PARTIES, find_doers
from travaux.coding.grounding import ground
from travaux.coding.labels import label_span
from travaux.coding.named import drop_tellers
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import Issue, ProposalState
from travaux.reading.columns import tokens_of
from travaux.spans import Span

_GATHERINGS = frozenset({"talk", "talks", "conference", "congress", "summit", "dialogue", "forum", "negotiation"})
_REFUSING = frozenset({"reject", "dismiss", "boycott", "refuse", "oppose", "snub", "spurn", "shun", "skip", "decline"})
_GOING = frozenset({"attend", "join", "participate", "take"})
_WEIGHING = frozenset({"consider", "mull", "weigh"})
_HELD = frozenset({"hosted", "led", "sponsored", "convened", "organised", "organized"})
_BEFORE = 4
"""Tokens before the noun in which its host may stand."""
_LONGEST = 200


def find_refused_talks(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """A gathering that words say is somebody's, as another answers the bid to come to it."""
    told: set[str] = set()
    for noun in tokens_of(context.doc, _GATHERINGS):
        verb = _verb_over(noun)
        state = _answer(verb) if verb is not None else None
        if verb is None or state is None or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        found = _hosts(context, noun) or find_authors(context, noun)
        owners = drop_tellers(name_sides(context, table, found))
        by = tuple(a for a in owners if a.by != "words" and a.kind in PARTIES)
        who = find_doers(context, verb, table)
        label = label_span(noun)
        if not by or {a.name for a in by} & {a.name for a in who} or any(p.span.overlaps(label) for p in known):
            continue
        start, end = min(verb.idx, label.start), max(label.end, verb.idx + len(verb))
        if by[0].name in told or end - start > _LONGEST:
            continue
        told.add(by[0].name)
        yield _claim(context, Span(start, end), label, (by, who), state)


def _claim(
    context: Context,
    span: Span,
    label: Span,
    people: tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]],
    state: ProposalState,
) -> ProposalMention:
    return ProposalMention(
        **ground(context, span, "proposal-talks"),
        authors=people[0],
        addressees=people[1],
        label=context.quote(label),
        label_span=label,
        issues=(Issue.TALKS_FORMAT,),
        state=state,
    )


def _hosts(context: Context, noun: Token) -> tuple[ActorRef, ...]:
    """ "The Norwegian-hosted talks": of whom the participle before the noun says that they hold them."""
    near = noun.doc[max(0, noun.i - _BEFORE) : noun.i]
    held = next((t for t in near if t.lower_ in _HELD), None)
    if held is None or held.i < 2 or held.nbor(-1).text not in {"-", "–"}:
        return ()
    mention = context.references.mention_at(held.nbor(-2))
    return make_refs(mention) if mention is not None else ()


def _verb_over(noun: Token) -> Token | None:
    """The verb of which a gathering is the object, or in which one takes part."""
    if noun.dep_ == "dobj":
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "in":
        over = noun.head.head
        return over.head if over.lemma_.lower() == "part" else over
    return None


def _answer(verb: Token) -> ProposalState | None:
    """Turned down, or still weighed; None where the words tell neither."""
    lemma = verb.lemma_.lower()
    denied = any(c.dep_ == "neg" for c in verb.children)
    if lemma in _REFUSING and verb.tag_ not in {"VB", "VBG"} and not denied:
        return ProposalState.REJECTED
    if lemma not in _GOING:
        return None
    over = verb.head if verb.dep_ in {"xcomp", "pcomp"} else None
    if over is not None and over.pos_ == "ADP":
        over = over.head
    if over is None:
        return ProposalState.REJECTED if denied else None
    kept_open = any(c.dep_ == "neg" for c in over.children)
    if over.lemma_.lower() in _WEIGHING or (over.lemma_.lower() == "rule" and kept_open):
        return ProposalState.UNDER_CONSIDERATION
    turned_down = over.lemma_.lower() in _REFUSING | {"rule"} and not kept_open
    return ProposalState.REJECTED if turned_down else None
