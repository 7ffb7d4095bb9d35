"""The sides of a war at home that a report only calls "the warring sides in Peru": those whom packs know."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from travaux.coding.context import Context
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Conflict
from travaux.reading.columns import tokens_of

_FACTIONS = frozenset({"side", "party", "faction", "belligerent", "general", "force"})
_AT_WAR = frozenset({"warring", "rival", "belligerent", "opposing", "combatant"})
_NEAR = 8
"""Tokens behind the noun within which its war and the state are told."""
_WARS = frozenset({"conflict", "war", "fighting", "hostilities", "truce", "ceasefire"})


def find_home_wars(context: Context) -> Iterator[Conflict]:
    """The one war whose sides are all at home in a state of which the report tells that sides fight there."""
    states = {name for token in tokens_of(context.doc, _FACTIONS) if _are_at_war(token) for name in _of(context, token)}
    wars = [c for c in context.world.conflicts.values() if states and _is_at_home(context, c, states)]
    if len(wars) == 1:
        yield wars[0]


def _is_at_home(context: Context, conflict: Conflict, states: set[str]) -> bool:
    entries = (context.world.entries.get(side[0]) for side in conflict.sides)
    homes = {e.country if e is not None else None for e in entries}
    named = homes <= states and homes <= {*conflict.places}
    return len(homes) == 1 and named and conflict.runs_on(context.report.published)


def _are_at_war(token: Token) -> bool:
    """ "Warring sides", "the parties to the conflict"; political parties and two sides of a debate are none."""
    if token.tag_ != "NNS":
        return False
    return any(c.lower_ in _AT_WAR for c in token.lefts) or any(t.lemma_.lower() in _WARS for t in _behind(token))


def _behind(token: Token) -> Span:
    """What follows "to" or "in" right behind a word, up to the next few: "to the conflict in Peru"."""
    end = token.doc[token.i + 1].lower_ in {"to", "in", "of"} if token.i + 1 < len(token.doc) else False
    return token.doc[token.i + 1 : min(token.sent.end, token.i + _NEAR) if end else token.i + 1]


def _of(context: Context, token: Token) -> Iterator[str]:
    """The states that the words beside name: "Peru's warring sides", "the parties to the conflict in Peru"."""
    beside = [t for c in token.lefts for t in c.subtree]
    for word in (*beside, *_behind(token)):
        mention = context.references.mention_at(word)
        if mention is not None and mention.kind is ActorKind.STATE:
            yield mention.names[0]
