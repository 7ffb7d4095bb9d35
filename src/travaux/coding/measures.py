"""Leverage told by what is done: aid that is cut off until something changes, a day that is set to do it by."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides
from travaux.coding.times import make_when
from travaux.ontology.claim import ActorRef, Leverage, When
from travaux.ontology.vocabulary import LeverageKind
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_CUTTING = frozenset({"suspend", "halt", "cut", "freeze", "withhold", "stop", "pause", "block"})
_IMPOSING = frozenset({"impose", "tighten", "declare", "maintain", "reimpose"})
_SEALS = frozenset({"blockade", "siege", "embargo", "boycott"})
_TO = frozenset({"to", "for", "from"})
_CUT_OFF = frozenset(
    "aid assistance support loan funding fund arms weapon visa cooperation payment export trade credit grant".split()
)
_WAITING = re.compile(
    r"\b(?:until|unless|in (?:protest|response|retaliation)|over|as punishment|to punish|because)\b[^.;]{4,160}",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:until|unless)\b[^,.;]{4,160}", re.IGNORECASE)


def find_measures(context: Context, table: Table) -> Iterator[Leverage]:
    """Sanctions that are told as something cut off from somebody, and days that somebody is given."""
    yield from _cut_off(context, table)
    yield from _sealed_off(context, table)
    yield from _given(context, table)


def _cut_off(context: Context, table: Table) -> Iterator[Leverage]:
    """ "Suspended military aid to Chad until it frees the crew": what is kept from whom, and why or until when."""
    for verb in tokens_of(context.doc, _CUTTING):
        thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in _CUT_OFF), None)
        if verb.pos_ != "VERB" or thing is None or not _is_done(verb):
            continue
        preps = [c for t in (thing, verb) for c in t.rights if c.dep_ in {"prep", "dative"} and c.lower_ in _TO]
        on = _named(context, table, [p for c in preps for p in c.children if p.dep_ == "pobj"])
        by = _named(context, table, [s for s in (subject_of(verb),) if s is not None])
        sent = sentence_of(verb)
        why = _WAITING.search(context.report.text, thing.idx, sent.end_char)
        official = all(a.by != "words" for a in (*by, *on))
        if not by or not on or not official or why is None or {a.name for a in by} & {a.name for a in on}:
            continue
        end = max(_end(p) for c in preps for p in c.subtree)
        span = trim(context.report.text, min(verb.idx, subject_start(verb)), min(end, sent.end_char), drop=" ,.")
        bound = _BOUND.search(context.report.text, thing.idx, sent.end_char)
        content = Span(verb.idx, span.end) if span is not None else None
        if span is None or content is None:
            continue
        yield Leverage(
            **ground(context, span, "leverage-cut-off"),
            by=by,
            on=on,
            type=LeverageKind.SANCTION,
            content=context.quote(content),
            content_span=content,
            condition=" ".join(bound[0].split()) if bound is not None else None,
        )


def _sealed_off(context: Context, table: Table) -> Iterator[Leverage]:
    """ "Imposed a blockade on the port": a penalty, whoever it is meant for."""
    for verb in tokens_of(context.doc, _IMPOSING):
        thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in _SEALS), None)
        by = _named(context, table, [s for s in (subject_of(verb),) if s is not None])
        if verb.pos_ != "VERB" or thing is None or not _is_done(verb) or not by or any(a.by == "words" for a in by):
            continue
        preps = [c for t in (thing, verb) for c in t.rights if c.lower_ in {"on", "against"}]
        on = _named(context, table, [p for c in preps for p in c.children if p.dep_ == "pobj"])
        last = max([thing, *(p for c in preps for p in c.children if p.dep_ == "pobj")], key=lambda t: t.i)
        yield Leverage(
            **ground(context, Span(min(verb.idx, subject_start(verb)), _end(last)), "leverage-sealed-off"),
            by=by,
            on=tuple(a for a in on if a.by != "words" and a.name not in {b.name for b in by}),
            type=LeverageKind.SANCTION,
            content=context.quote(Span(thing.left_edge.idx, _end(last))),
            content_span=Span(thing.left_edge.idx, _end(last)),
        )


def _given(context: Context, table: Table) -> Iterator[Leverage]:
    """ "Gave the army until Sunday to leave": an ultimatum, whatever it is called."""
    for verb in tokens_of(context.doc, {"give"}):
        until = next((c for c in verb.rights if c.lower_ == "until"), None)
        to_whom = next((c for c in verb.rights if c.dep_ in {"dative", "dobj", "iobj"}), None)
        after = until.i if until is not None else verb.i
        deed = next((t for t in verb.subtree if t.tag_ == "VB" and t.i > after and _has_to(t)), None)
        if until is None or to_whom is None or deed is None or not _is_done(verb):
            continue
        heads = [p for p in to_whom.children if p.dep_ == "pobj"] or [to_whom]
        by = _named(context, table, [s for s in (subject_of(verb),) if s is not None])
        on = _named(context, table, [x for h in heads for x in (h, *h.conjuncts)])
        deadline = _day_in(context, until, deed)
        content = trim(context.report.text, deed.left_edge.idx, _end(deed.right_edge), drop=' ,.;“”"')
        if not by or not on or deadline is None or content is None:
            continue
        yield Leverage(
            **ground(context, Span(min(verb.idx, subject_start(verb)), content.end), "leverage-until"),
            by=by,
            on=on,
            type=LeverageKind.ULTIMATUM,
            content=context.quote(content),
            content_span=content,
            deadline=deadline,
        )


def _is_done(verb: Token) -> bool:
    """Told as done: no modal, no "to", no denial."""
    return verb.tag_ in {"VBD", "VBN", "VBZ"} and not any(
        c.dep_ == "neg" or c.tag_ in {"MD", "TO"} or c.dep_ == "auxpass" for c in verb.lefts
    )


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in verb.lefts)


def _day_in(context: Context, first: Token, last: Token) -> When | None:
    found = (t for t in context.doc._.times if first.idx <= t.span.start < last.idx)
    return next((make_when(context, t) for t in found), None)


def _named(context: Context, table: Table, tokens: list[Token]) -> tuple[ActorRef, ...]:
    heads = [x for t in tokens for x in (t, *t.conjuncts)]
    found = context.actors(tuple(Phrase(span=Span(t.idx, _end(t)), head=t.i) for t in dict.fromkeys(heads)))
    return name_sides(context, table, tuple(a for a in found if not is_loose(context, a)))


def subject_start(verb: Token) -> int:
    """Where the subject of a verb begins; the verb itself where it has none."""
    subject = subject_of(verb)
    return subject.left_edge.idx if subject is not None and subject.i < verb.i else verb.idx


def _end(token: Token) -> int:
    return token.idx + len(token)
