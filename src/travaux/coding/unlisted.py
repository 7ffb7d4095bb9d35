"""Sides that no pack knows, and who stands against them: "talks between Peru and the Upper River Front"."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.coding.grounding import ground
from travaux.coding.thirds import named_roles
from travaux.ontology.claim import ActorRef, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, Role
from travaux.reading.annotations import Mention, Phrase
from travaux.reading.columns import columns_of, tokens_of
from travaux.reading.lookup import sentence_edges
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.unlisted.find import is_unlisted
from travaux.reading.mentions.unlisted.signs import Sort, find_signs
from travaux.spans import Span

_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.MOVEMENT})
_SIDES = _KINDS | {ActorKind.STATE, ActorKind.MILITARY}
_BARGAIN = frozenset(
    {Act.REJECT, Act.ACCEPT, Act.PROPOSE, Act.DEMAND, Act.AGREE, Act.CONCEDE, Act.CEASEFIRE, Act.RELEASE, Act.WITHDRAW}
)
_ORGANS = frozenset({"government", "army", "ministry", "military", "cabinet"})
_SCENES = frozenset({"in", "at", "near", "from", "across", "into", "inside", "outside", "to", "through"})
_TELLING = re.compile(
    r"(?:says?|said|saying|tells?|told|announced|reported|reports|confirmed|added|according)\b", re.IGNORECASE
)
_TOGETHER = 4
"""What it counts that two stand in one row in a deal; in one sentence, half of it."""
_LEAST = 2
"""What it must count that somebody stands against a side."""


def find_unlisted(context: Context) -> dict[str, Mention]:
    """The sides that no pack knows, by name, each where it is named first."""
    return context.once("unlisted", _find_unlisted)


def _find_unlisted(context: Context) -> dict[str, Mention]:
    return {m.names[0]: m for m in reversed(context.references.mentions) if is_unlisted(m, context.world)}


def find_unlisted_pair(context: Context, moves: Sequence[Move]) -> tuple[str, str] | None:
    """A side that no pack knows and the one against which it stands; None where no pair is told more than others."""
    return context.once("unlisted pair", lambda own: _find_pair(own, moves))


def _find_pair(context: Context, moves: Sequence[Move]) -> tuple[str, str] | None:
    unlisted = find_unlisted(context)
    if not unlisted or _is_of_known_war(context, unlisted):
        return None
    thirds = {p.actor.name for p in named_roles(context) if p.role is not Role.PARTY}
    thirds |= {n for m in moves if m.act is Act.MEDIATE for a in m.actors for n in (a.name, a.country) if n}
    pairs: Counter[frozenset[str]] = Counter()
    for told in (*_told_together(context, unlisted), *_dealt(context, moves, unlisted)):
        pairs.update({pair: weight for pair, weight in told.items() if not pair & thirds})
    dealing = Counter(a.name for m in moves if m.act in _BARGAIN for a in m.actors if a.name not in thirds)
    for pair in pairs:
        pairs[pair] += min(dealing[name] for name in pair) + sum(dealing[name] for name in pair - unlisted.keys())
    ranked = sorted(((n, sorted(p)) for p, n in pairs.items()), key=lambda x: (-x[0], x[1]))
    if not ranked or ranked[0][0] < _LEAST or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return _only_one(context, unlisted, dealing)
    one, other = ranked[0][1]
    return one, other


def _is_of_known_war(context: Context, unlisted: Collection[str]) -> bool:
    """Whether a report names two who stand against each other as packs know, and one of them more than any such side."""
    told = Counter(m.names[0] for m in context.references.mentions)
    known = [name for name in told if context.world.opponents(name) & told.keys()]
    return bool(known) and max(told[n] for n in known) > max(told[n] for n in unlisted)


def _dealt(context: Context, moves: Sequence[Move], unlisted: Collection[str]) -> Iterator[dict[frozenset[str], int]]:
    """The pairs of which one does something to the other that those who bargain do."""
    for move in moves:
        if move.act in _BARGAIN:
            own = {n for a in move.actors for n in _names_of(context, a)}
            given = {n for a in move.recipients for n in _names_of(context, a)}
            pairs = (frozenset((one, other)) for one in own for other in given - own)
            yield {pair: _TOGETHER // 2 for pair in pairs if not pair.isdisjoint(unlisted)}


def _names_of(context: Context, actor: ActorRef) -> set[str]:
    """The side that an actor is, or the state of "Peru's interior minister"."""
    if actor.kind in _SIDES:
        return {actor.name}
    if actor.by != "words" or actor.span is None:
        return {actor.country} if actor.country and actor.by != "context" else set()
    inside = (m for m in context.references.mentions if actor.span.covers(m.span))
    return {m.names[0] for m in inside if m.kind is ActorKind.STATE and m.by != "people"}


def _only_one(context: Context, unlisted: dict[str, Mention], dealing: Counter[str]) -> tuple[str, str] | None:
    """The one side that no pack knows, and the one state that bargains, where no sentence tells of both."""
    states = {m.names[0] for m in context.references.mentions if m.kind is ActorKind.STATE}
    foes = [name for name in dealing if name in states]
    if len(unlisted) != 1 or len(foes) != 1:
        return None
    return next(iter(unlisted)), foes[0]


def _told_together(context: Context, unlisted: Collection[str]) -> Iterator[dict[frozenset[str], int]]:
    """The pairs that each sentence tells in which such a side acts or is dealt with."""
    for (first, last), heads in _rows(context, unlisted).items():
        if not any(sort is not Sort.BETWEEN for h in heads.values() for sort, _ in find_signs(h)):
            continue
        others = _others(context, first, last)
        out: dict[frozenset[str], int] = {}
        for name, head in heads.items():
            row = {t.i for t in _row(head)}
            for other, token in (*others, *((n, h) for n, h in heads.items() if n != name)):
                weight = _TOGETHER if token.i in row else _TOGETHER // 2
                pair = frozenset((name, other))
                out[pair] = max(out.get(pair, 0), weight)
        yield out


def _rows(context: Context, unlisted: Collection[str]) -> dict[tuple[int, int], dict[str, Token]]:
    """The heads of such sides by name, for each sentence that names one or calls it "the group"."""
    rows: dict[tuple[int, int], dict[str, Token]] = defaultdict(dict)
    for mention in context.references.mentions:
        if mention.names[0] in unlisted:
            head = context.doc[mention.head]
            rows[sentence_edges(head)] |= dict.fromkeys(mention.names, head)
    for token in tokens_of(context.doc, load_nouns().group_nouns):
        if context.references.mention_at(token) is None:
            found = context.references.resolve(Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i))
            rows[sentence_edges(token)] |= {m.names[0]: token for m in found if m.names[0] in unlisted}
    return rows


def _row(head: Token) -> list[Token]:
    """The heads that stand in one row with a name: "the government of Kenya and the front"."""
    top = head
    while top.dep_ == "pobj" and top.head.lower_ in {"of", "for", "from"} and top.head.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head.head
    out = [*head.conjuncts, *top.conjuncts]
    return out + [
        p for t in out for c in t.children if c.dep_ == "prep" and c.lower_ in {"of", "for"} for p in c.children
    ]


def _others(context: Context, first: int, last: int) -> list[tuple[str, Token]]:
    """Those in a sentence who can be the other side, by the names that packs know; not where it is, nor who tells it."""
    doc, columns = context.doc, columns_of(context.doc)
    told = (a for a in context.voices.attributions if a.source is not None and a.cue is not None)
    sources = [a.source.span for a in told if a.source and _TELLING.match(context.quote(a.cue or a.source.span))]
    out = []
    for place in range(first, last):
        token = doc[place]
        mention = context.references.mention_at(token)
        span = Span(token.idx, token.idx + len(token))
        if any(s.covers(span) for s in sources):
            continue
        if mention is not None:
            own = context.references.mention_at(token.head)
            if own is not None and is_unlisted(own, context.world) and token.dep_ in {"amod", "compound", "nmod"}:
                continue
            if (
                mention.head != place
                or mention.kind not in _SIDES
                or mention.by in {"name", "people"}
                or _is_scene(token)
            ):
                continue
            out.append((mention.names[0], token))
        elif columns.lemma[place] in _ORGANS and columns.tag[place] == "NN":
            found = context.references.resolve(Phrase(span=span, head=place))
            out += [(m.names[0], token) for m in found if m.kind is ActorKind.STATE]
    return out


def _is_scene(token: Token) -> bool:
    """ "In Peru", "near the Peruvian border": where something is."""
    top = token
    while top.dep_ in {"compound", "amod", "nmod", "poss", "conj"} and top.head.i != top.i:
        top = top.head
    return top.dep_ == "pobj" and top.head.lower_ in _SCENES and not (top.head.lower_ == "to" and top.i == token.i)


def code_unlisted(context: Context) -> Iterator[Participation]:
    """The sides that no pack knows, of which a report tells a deal, or what sides do: parties by their own deeds."""
    told: dict[str, set[Sort]] = defaultdict(set)
    unlisted = find_unlisted(context)
    for mention in context.references.mentions:
        if mention.names[0] in unlisted:
            told[mention.names[0]] |= {sort for sort, _ in find_signs(context.doc[mention.head])}
    for name, mention in unlisted.items():
        if told[name] & {Sort.DEAL, Sort.ACT}:
            yield Participation(
                **ground(context, mention.span, "role-unlisted"), actor=make_refs(mention)[0], role=Role.PARTY
            )
