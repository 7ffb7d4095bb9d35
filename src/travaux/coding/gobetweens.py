"""Who stands between the sides by the words of a report: sponsors of talks, and those who are thanked for a deal."""

import re
from collections.abc import Iterator, Sequence

from travaux.coding.context import Context, make_refs
from travaux.coding.grounding import ground
from travaux.coding.sides import serves_body
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import Participation
from travaux.ontology.vocabulary import ActorKind, Role
from travaux.reading.annotations import Mention
from travaux.reading.lookup import sentence_of, tokens_at

_SPONSORING = re.compile(
    r"(?:\s?[-–]\s?|['’]s? )(?:sponsored|brokered|mediated|led|facilitated|convened)\b"
    r"|(?:['’]s)? (?:special |peace |chief ){0,2}(?:envoy|mediator)\b"
    r"|(?:['’]s)? (?:\w{1,20} )?(?:peace (?:process|talks|negotiations)|talks process|mediation)\b",
    re.IGNORECASE,
)
"""What stands behind the name of a body that stands between the sides: "-sponsored talks", "special envoy"."""
_THANKS = re.compile(
    r"\b(?:thank\w*|grateful|gratitude|commend\w*|appreciat\w+|applaud\w*|credit\w*|praise[sd]?)\b", re.IGNORECASE
)
_HELP = re.compile(
    r"\b(?:leadership|partnership|commitment|engagement|cooperation|efforts?|role|mediat\w+|work|help\w*|facilitat\w+|diplomacy)\b",
    re.IGNORECASE,
)
_REACHING = re.compile(r"\b(?:reach|broker|secur|mediat|negotiat|facilitat|arrang|bring|conclud)\w*\b", re.IGNORECASE)
_OUTCOMES = frozenset({"release", "return", "exchange", "swap"})
"""What two sides reach beside a deal."""
_THANKED = frozenset({ActorKind.STATE, ActorKind.PERSON})


def find_go_betweens(context: Context, sides: Sequence[str]) -> Iterator[Participation]:
    """ "UN-sponsored talks", "I thank the king of Norway for his help in reaching this deal"."""
    for mention in context.references.mentions:
        if mention.kind is ActorKind.IGO and _SPONSORING.match(context.report.text, mention.span.end):
            yield _mediator(context, mention, "role-sponsors")
    spots = context.spots(_THANKS)
    for sent in context.doc.sents:
        if not (spots.within(sent.start_char, sent.end_char) and _THANKS.search(sent.text)):
            continue
        thanked = [m for m in context.references.mentions if sent.start_char <= m.span.start < sent.end_char]
        for mention in thanked:
            aside = mention.kind in _THANKED and not {mention.names[0], mention.country} & set(sides)
            if aside and _is_thanked(context, mention):
                yield from _with_state(context, mention)


def _with_state(context: Context, thanked: Mention) -> Iterator[Participation]:
    """The one who is thanked, and the state for which a person did it; who is no more than a title is nobody."""
    if thanked.kind is ActorKind.STATE:
        yield _mediator(context, thanked, "role-thanked")
    elif thanked.country is not None:
        yield _mediator(context, thanked, "role-thanked")
        state = next((m for m in context.references.mentions if m.names[0] == thanked.country), None)
        if state is not None and not serves_body(context, thanked.names[0]):
            yield _mediator(context, state, "role-thanked")


def _is_thanked(context: Context, mention: Mention) -> bool:
    """Whether somebody is thanked, in the words before, for help in reaching what the words behind call a deal."""
    tokens = tokens_at(context.doc, mention.span.start, mention.span.end)
    if tokens is None:
        return False
    sent = sentence_of(tokens.root)
    before = context.report.text[sent.start_char : mention.span.start]
    behind = context.doc[tokens.end : sent.end]
    words = load_bargaining_words().texts | load_term_words().pauses | _OUTCOMES
    deal = any(t.lemma_.lower() in words for t in behind)
    return deal and bool(_THANKS.search(before) and _HELP.search(behind.text) and _REACHING.search(behind.text))


def _mediator(context: Context, mention: Mention, rule: str) -> Participation:
    return Participation(**ground(context, mention.span, rule), actor=make_refs(mention)[0], role=Role.MEDIATOR)
