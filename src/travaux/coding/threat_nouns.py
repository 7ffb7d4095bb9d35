"""Threats and ultimatums told by a noun with whose it is: "his threat of sanctions", "gave the army a deadline"."""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides
from travaux.coding.threats import MEASURES
from travaux.ontology.claim import ActorRef, Leverage
from travaux.ontology.vocabulary import LeverageKind
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_GIVING = frozenset({"give", "set", "issue", "deliver", "impose", "present", "send", "face"})
"""Verbs by which an ultimatum or a deadline is given."""


def find_owned_threats(context: Context, table: Table) -> Iterator[Leverage]:
    """ "His threat of sanctions", "the union's threat to close the port": a threat with whose it is."""
    for token in tokens_of(context.doc, {"threat"}):
        if token.pos_ != "NOUN":
            continue
        of = [p for c in token.children if c.lower_ == "of" for p in c.children if p.lemma_.lower() in MEASURES]
        deed = [c for c in token.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"]
        by = context.actors(tuple(_phrase(c) for c in token.children if c.dep_ == "poss"))
        by = by or context.actors(tuple(_phrase(p) for c in token.children if c.lower_ == "by" for p in c.children))
        if not by or not (of or deed):
            continue
        end = max(t.right_edge.i for t in (*of, *deed))
        end = min(end + 1, sentence_of(token).end, token.i + 16)
        last = context.doc[end - 1]
        span = trim(context.report.text, token.left_edge.idx, last.idx + len(last), drop=" ,.")
        content = trim(context.report.text, (*of, *deed)[0].left_edge.idx, last.idx + len(last), drop=" ,.")
        if span is not None and content is not None:
            yield Leverage(
                **ground(context, span, "leverage-noun"),
                by=name_sides(context, table, by),
                type=LeverageKind.THREAT,
                content=context.quote(content),
                content_span=content,
            )


def find_ultimatums(context: Context, table: Table) -> Iterator[Leverage]:
    """ "The union's ultimatum for the army to halt": an ultimatum with whose it is and on whom."""
    for token in tokens_of(context.doc, {"ultimatum", "deadline"}):
        if token.pos_ not in {"NOUN", "PROPN"}:
            continue
        by = context.actors(tuple(_phrase(c) for c in token.children if c.dep_ in {"poss", "compound", "amod"}))
        by = by or context.actors(
            tuple(_phrase(p) for c in token.children if c.lower_ in {"by", "from"} for p in c.children)
        )
        giver = token.head if token.dep_ == "dobj" and token.head.lemma_.lower() in _GIVING else None
        if giver is not None:
            by = by or context.actors(tuple(_phrase(c) for c in giver.lefts if c.dep_ == "nsubj"))
        own = [c for c in token.children if c.dep_ == "poss"]
        if not by and own:
            by = (ActorRef(name=own[0].text, span=_phrase(own[0]).span),)
        on = context.actors(
            tuple(
                _phrase(p)
                for c in token.children
                if c.lower_ in {"to", "for"}
                for p in c.children
                if p.dep_ in {"pobj", "nsubj"}
            )
        )
        if giver is not None and not on:
            given = [c for c in giver.rights if c.dep_ in {"dative", "iobj"} or (c.dep_ == "dobj" and c.i != token.i)]
            on = context.actors(tuple(_phrase(x) for c in given for x in (c, *c.conjuncts)))
        sent = sentence_of(token)
        end = min(token.right_edge.i + 1, sent.end, token.i + 14)
        first = giver if giver is not None else token.left_edge
        span = trim(context.report.text, first.idx, context.doc[end - 1].idx + len(context.doc[end - 1]), drop=" ,.")
        if span is not None and by and (on or giver is not None or (own and token.lemma_.lower() == "ultimatum")):
            yield Leverage(
                **ground(context, span, "leverage-ultimatum"),
                by=name_sides(context, table, by),
                on=name_sides(context, table, on),
                type=LeverageKind.ULTIMATUM,
                content=context.quote(span),
                content_span=span,
            )


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)
