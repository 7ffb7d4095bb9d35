"""A state's own opponents who go by no name: "the Peruvian opposition", "Fijian rebels"."""

import re
from collections import Counter
from dataclasses import dataclass

from travaux.coding.context import Context
from travaux.ontology.claim import ActorRef
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.columns import tokens_of
from travaux.spans import Span

_NOUNS = frozenset({"opposition", "rebel", "insurgent", "separatist"})
_BETWEEN = 2
"""Words between the state's name and the noun at most: "the Peruvian armed opposition"."""
_HOME = re.compile(r"\b(?:civil war|uprising|rebellion|insurgency)\b", re.IGNORECASE)
_OFTEN = 3
"""How often a report speaks of them where they are a side of it."""


@dataclass(frozen=True, slots=True)
class Rebellion:
    """A state and those at home who stand against it, by the words that the report uses for them."""

    state: str
    opponents: str
    span: Span

    def refer(self) -> ActorRef:
        """The opponents as an actor."""
        return ActorRef(name=self.opponents, kind=ActorKind.MOVEMENT, span=self.span, by="name", country=self.state)


def find_rebellion(context: Context) -> Rebellion | None:
    """The one that a report tells of often, of a state that it names more than any other; None where there is none."""
    return context.once("rebellion", _find)


def _find(context: Context) -> Rebellion | None:
    doc = context.doc
    if len(tokens_of(doc, _NOUNS)) < _OFTEN:
        return None
    states = Counter(m.names[0] for m in context.references.mentions if m.kind is ActorKind.STATE)
    told: dict[str, list[Rebellion]] = {}
    for mention in context.references.mentions:
        if mention.kind is not ActorKind.STATE or mention.by not in {"adjective", "pack"}:
            continue
        tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        near = doc[tokens.end : tokens.end + _BETWEEN + 1] if tokens is not None else ()
        noun = next((t for t in near if t.lemma_.lower() in _NOUNS and t.pos_ in {"NOUN", "PROPN"}), None)
        if noun is None or any(t.pos_ not in {"ADJ", "NOUN", "PROPN"} for t in near if t.i < noun.i):
            continue
        many = "opposition" if noun.lemma_.lower() == "opposition" else f"{noun.lemma_.lower()}s"
        name = f"{context.quote(mention.span).lower()} {many}"
        found = Rebellion(mention.names[0], name, Span(mention.span.start, noun.idx + len(noun)))
        told.setdefault(mention.names[0], []).append(found)
    state = states.most_common(1)[0][0] if states else None
    if state in told:
        return told[state][0]
    return _unnamed(context, state) if state is not None and _HOME.search(context.report.text) else None


def _unnamed(context: Context, state: str) -> Rebellion | None:
    """ "The opposition", in a report on a civil war: that of the state which it names most, by that state's adjective."""
    noun = next(iter(tokens_of(context.doc, {"opposition"})), None)
    mentions = context.references.mentions
    word = next((context.quote(m.span) for m in mentions if m.names[0] == state and m.by == "adjective"), None)
    if noun is None or word is None:
        return None
    return Rebellion(state, f"{word.lower()} opposition", Span(noun.idx, noun.idx + len(noun)))
