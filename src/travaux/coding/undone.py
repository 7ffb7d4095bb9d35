"""Deals that are told of where somebody leaves, suspends or breaks them: "Lima withdrew from the treaty with Oslo"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.authors import find_parties
from travaux.coding.context import Context
from travaux.coding.doers import PARTIES, find_actors, find_doers, find_subject
from travaux.coding.grounding import ground
from travaux.coding.labels import deal_span, find_deals, find_lineage, label_span
from travaux.coding.owners import find_owners
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.unreal import is_open
from travaux.coding.words import load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind, Modality, ProposalState
from travaux.spans import Span

_DECIDED = frozenset({"decide", "decision", "announce", "announcement", "move", "vow", "choose"})
_LEAVING = frozenset({"withdraw", "withdrawal", "pull", "walk", "back"})
"""Verbs of leaving a deal, "from" or "out of" it."""
_UNDOING = frozenset(
    {
        "quit",
        "abandon",
        "suspend",
        "scrap",
        "tear",
        "violate",
        "breach",
        "collapse",
        "break",
        "denounce",
        "shatter",
    }
)
_LONGEST = 200


def find_undone(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """A deal that was made, as one of its parties is told to undo it."""
    for noun in find_deals(context.doc):
        verb = _undoing(noun)
        if verb is None or noun.tag_ in {"NNS", "NNPS"} or is_open(verb):
            continue
        if not _is_told(verb) or any(c.dep_ == "neg" for c in verb.children):
            continue
        label = deal_span(noun)
        short = label_span(noun)
        if _is_told_again(context, noun, short, known):
            continue
        if any(p.span.overlaps(short) or (p.label_span is not None and p.label_span.overlaps(short)) for p in known):
            continue
        by = _makers(context, verb, noun, table)
        start, end = min(verb.idx, label.start), max(label.end, verb.idx + len(verb))
        if not by or end - start > _LONGEST:
            continue
        yield ProposalMention(
            **ground(context, Span(start, end), "proposal-undone") | {"modality": Modality.HISTORICAL},
            authors=by,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.ACCEPTED,
        )


def _is_told(verb: Token) -> bool:
    """Done, decided or announced: "the decision to pull out", "announced that it would leave"."""
    if verb.tag_ != "VB":
        return True
    return any(t.lemma_.lower() in _DECIDED for t in list(verb.ancestors)[:3])


def _undoing(noun: Token) -> Token | None:
    """The verb that tells the deal's end: it has it as its object, or "from", or is told of it as suspended."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in _UNDOING:
        return verb
    if noun.dep_ == "nsubjpass" and verb.lemma_.lower() in _UNDOING:
        return verb
    if noun.dep_ == "pobj" and verb.lower_ in {"from", "of"}:
        leaving = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        return leaving if leaving.lemma_.lower() in _LEAVING else None
    if noun.dep_ == "nsubj" and verb.lemma_.lower() in {"remain", "be", "stay"}:
        return next((c for c in verb.rights if c.lower_ in {"suspended", "scrapped"}), None)
    return None


def _makers(context: Context, verb: Token, noun: Token, table: Table) -> tuple[ActorRef, ...]:
    """The deal's parties where they are named; both sides of the report where one of them undoes it; else who undoes it."""
    parties = name_sides(context, table, find_parties(context, noun))
    if parties:
        return parties
    subject = find_subject(verb)
    if subject is not None and any(c.lower_ in {"any", "no", "either"} for c in subject.lefts):
        return ()
    decision = verb.head if verb.dep_ in {"acl", "relcl"} and verb.head.lemma_.lower() in _DECIDED else None
    if decision is not None:
        return _with_place(context, noun, _as_states(context, find_owners(context, decision)))
    by = tuple(p for c in verb.children if c.lower_ == "by" for p in c.children if p.dep_ == "pobj")
    found = find_actors(context, by) if by else find_doers(context, verb, table)
    doers = tuple(a for a in found if a.kind in PARTIES and a.by != "words")
    own = _as_states(context, doers)
    onto = [c for t in (noun, verb) for c in t.rights if c.dep_ == "prep" and c.lower_ == "with"]
    heads = tuple(t for c in onto for p in c.children if p.dep_ == "pobj" for t in (p, *p.conjuncts))
    partners = tuple(a for a in find_actors(context, heads) if a.by != "words" and a.kind in PARTIES)
    if own and partners:
        return (*own, *(a for a in partners if a.name not in {b.name for b in own}))
    if len(_with_place(context, noun, own)) > len(own):
        return _with_place(context, noun, own)
    if any(c.dep_ in {"acl", "relcl"} for c in noun.rights):
        return own
    sides = tuple(refer(context, n) for n in table.sides)
    paused = noun.lemma_.lower() in load_term_words().bare_pauses or all(a.kind is ActorKind.STATE for a in sides)
    return sides if paused and len(sides) > 1 and {a.name for a in own} & set(table.sides) else own


def _as_states(context: Context, doers: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """Who undoes a deal, a person as the state that they lead."""
    return tuple(refer(context, a.country, a) if a.kind is ActorKind.PERSON and a.country else a for a in doers)


def _with_place(context: Context, noun: Token, own: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """ "The Peru accord", as another leaves it: with Peru."""
    named = (n for c in noun.lefts if c.dep_ in {"compound", "amod", "nmod"} and (n := _state_at(context, c)))
    place = next((n for n in named if n not in {a.name for a in own}), None)
    return (*own, refer(context, place)) if own and place is not None else own


def _state_at(context: Context, word: Token) -> str:
    """The state that a modifier names: "the Peru accord"."""
    mention = context.references.mention_at(word)
    return mention.names[0] if mention is not None and mention.kind is ActorKind.STATE else ""


def _is_told_again(context: Context, noun: Token, label: Span, known: Sequence[ProposalMention]) -> bool:
    """Whether "the deal", or a truce beside one that is told of already, only takes up what other words tell."""
    bare = " " not in context.quote(label) and not any(c.lower_ in {"a", "an"} for c in noun.lefts)
    pauses = load_term_words().bare_pauses
    truce = noun.lemma_.lower() in pauses
    made = (p for p in known if p.state is ProposalState.ACCEPTED)
    return (bare and bool(known)) or (truce and any(pauses & set(p.label.lower().split()) for p in made))
