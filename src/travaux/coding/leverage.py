"""Leverage: threats, ultimatums, pressure, sanctions and inducements, with condition and deadline."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.asking import is_loose
from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_like
from travaux.coding.measures import find_measures
from travaux.coding.merging import merge_mentions
from travaux.coding.spoken_threats import find_warnings
from travaux.coding.table import Table, name_sides
from travaux.coding.threats import MEASURES, find_threatener, find_weighers, is_used, tell_way
from travaux.coding.times import make_when
from travaux.ontology.claim import ActorRef, Leverage, Move, When
from travaux.ontology.vocabulary import Act, LeverageKind, Modality
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_KINDS = {Act.THREATEN: LeverageKind.THREAT, Act.PRESS: LeverageKind.PRESSURE, Act.SANCTION: LeverageKind.SANCTION}
_CONDITION = re.compile(r"\b(?:if|unless|until)\b[^.;”“]{6,160}", re.IGNORECASE)
_FORBIDDING = {"bar", "forbid", "prohibit", "prevent"}
"""Verbs by which a law or a condition keeps somebody from something: no sanction."""
_GIVING = frozenset({"give", "set", "issue", "deliver", "impose", "present", "send", "face"})
"""Verbs by which an ultimatum or a deadline is given."""
_MAKING = {
    "renew",
    "provoke",
    "spark",
    "draw",
    "trigger",
    "generate",
    "create",
    "bring",
    "prompt",
    "follow",
    "face",
    "increase",
}
_HEAVY = {
    "heavy",
    "growing",
    "mounting",
    "increasing",
    "intense",
    "international",
    "diplomatic",
    "strong",
    "renewed",
    "huge",
    "public",
}
"""Verbs that call pressure up, and words by which it is felt."""
_EASING = {"ease", "lift", "relieve", "reduce", "resist", "withstand", "drop", "avoid", "escape", "end"}
_UPON = frozenset({"on", "over", "with"})
_PUSHING = {"push", "press", "lobby", "lean"}
_IN_RETURN = re.compile(r"\b(?:if|in (?:exchange|return) for|as an incentive|provided)\b", re.IGNORECASE)
_REWARD = re.compile(
    r"\b(?:sanctions?|aid|funds?|money|investment|reward|incentives?|recognition|membership|dollars?|euros?|assets?)\b",
    re.IGNORECASE,
)


def code_leverage(context: Context, moves: Sequence[Move], table: Table) -> tuple[Leverage, ...]:
    """Leverage told as used, under way or announced; a chain of pressure is one claim for each link."""
    found = [c for move in moves for c in _of_move(context, move, table)]
    found += [c for c in _chained(context, moves, table) if not any(_tells(o, c) for o in found)]
    found += [
        c
        for c in (
            *_ultimatums(context, table),
            *_threatened(context, table),
            *find_warnings(context, table),
        )
        if not any(o.span.overlaps(c.span) for o in found)
    ]
    found += [m for m in find_measures(context, table) if not _is_told_by(found, m)]
    return merge_mentions(sorted(found, key=lambda c: c.span), _is_same, lambda a, _: a)


def _is_told_by(found: Sequence[Leverage], measure: Leverage) -> bool:
    return any(o.type is measure.type and o.span.overlaps(measure.span) for o in found)


def _of_move(context: Context, move: Move, table: Table) -> Iterator[Leverage]:
    kind = _kind(context, move)
    weighed = find_weighers(context, move) if kind is LeverageKind.SANCTION else ()
    if kind is None or move.modality in {Modality.NEGATION, Modality.HISTORICAL}:
        return
    if weighed:
        kind = LeverageKind.THREAT
    elif not is_used(context, move, kind):
        return
    known = weighed or tuple(_as_worded(context, a, table) for a in move.actors if not is_loose(context, a))
    threatener = find_threatener(context, move, kind)
    by = name_sides(context, table, known if threatener is None else threatener)
    on = name_sides(context, table, move.recipients if threatener is None else known)
    if not by and kind in {LeverageKind.THREAT, LeverageKind.ULTIMATUM} and _speaks_of_oneself(context, move):
        by = (ActorRef(name=move.voice.speaker or "", span=move.voice.speaker_span, by="context"),)
    if not by and (kind is LeverageKind.SANCTION or not _is_felt(context, move)):
        return
    content = move.span if weighed else move.about
    yield Leverage(
        **ground_like(move, f"leverage-{tell_way(context, move, kind)}"),
        by=by,
        on=tuple(a for a in on if a.name not in {b.name for b in by}),
        type=kind,
        content=context.quote(content) if content else "",
        content_span=content,
        condition=_condition(context, move),
        deadline=_deadline(context, move),
        when=move.when,
    )


def _speaks_of_oneself(context: Context, move: Move) -> bool:
    """ "Kyiv says it will respond": the pronoun that is the deed's subject goes back to whoever says so."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or not move.voice.speaker:
        return False
    subject = next((c for c in tokens.root.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ in {"it", "they", "he", "she", "we", "i"}


def _as_worded(context: Context, actor: ActorRef, table: Table) -> ActorRef:
    """ "The army threatened": whose army that is no word says, unless it is that of a side; it keeps its words."""
    if actor.by != "context" or actor.span is None or table.holds(actor):
        return actor
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end)
    if tokens is None or tokens.root.pos_ != "NOUN" or tokens.root.dep_ not in {"nsubj", "nsubjpass", "poss", "pobj"}:
        return actor
    words = " ".join(context.quote(actor.span).lower().split())
    return ActorRef(name=words.removeprefix("the "), span=actor.span, by="words")


_THREATENED = frozenset({Act.ATTACK, Act.CLOSE_ACCESS, Act.WITHDRAW, Act.SUSPEND, Act.MOBILIZE})
_UNLESS = re.compile(r"\b(?:unless|or else)\b", re.IGNORECASE)
"""Makes a threat of a deed that a speaker announces: "we will resume attacks unless …"."""


def _sentence(context: Context, move: Move) -> str:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return sentence_of(tokens.root).text if tokens is not None else ""


def _sentence_end(context: Context, move: Move) -> int:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return sentence_of(tokens.root).end_char if tokens is not None else move.span.end


def _kind(context: Context, move: Move) -> LeverageKind | None:
    words = context.quote(move.span)
    if move.act is Act.THREATEN and (
        re.search(r"\bultimatum|deadline", words, re.IGNORECASE) or _deadline(context, move)
    ):
        return LeverageKind.ULTIMATUM
    lemma = _lemma(context, move.trigger)
    if move.act in _KINDS:
        return None if lemma in _FORBIDDING else _KINDS[move.act]
    if move.act is Act.DEMAND:
        if re.search(r"\bultimatum\b|\bdeadline\b", context.quote(move.trigger), re.IGNORECASE):
            return LeverageKind.ULTIMATUM
        return LeverageKind.PRESSURE if lemma in _PUSHING else None
    if move.act in _THREATENED and move.modality in {Modality.HYPOTHETICAL, Modality.FUTURE} and move.voice.speaker:
        own = _is_own_deed(context, move) and move.act in {Act.ATTACK, Act.SUSPEND, Act.CLOSE_ACCESS}
        return LeverageKind.THREAT if own or _UNLESS.search(_sentence(context, move)) else None
    if move.act is Act.PROPOSE and move.about is not None:
        offered = context.report.text[move.about.start : _sentence_end(context, move)]
        return LeverageKind.INDUCEMENT if _IN_RETURN.search(offered) and _REWARD.search(offered) else None
    return None


def _is_own_deed(context: Context, move: Move) -> bool:
    """ "Said it would resume attacks": the one who says so is the one who would do it."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    verb = trigger.root if trigger is not None else None
    if verb is None or verb.pos_ != "VERB":
        return False
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    modal = any(c.tag_ == "MD" and c.lower_ in {"will", "would", "’ll", "'ll"} for c in verb.lefts)
    told = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in {"say", "announce", "declare", "vow", "warn", "add"}
    denied = any(c.dep_ == "neg" for c in verb.lefts)
    return (
        told
        and modal
        and not denied
        and subject is not None
        and subject.lower_ in {"it", "they", "he", "she", "we", "i"}
    )


def _threatened(context: Context, table: Table) -> Iterator[Leverage]:
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


def _lemma(context: Context, span: Span) -> str:
    tokens = tokens_at(context.doc, span.start, span.end)
    return tokens.root.lemma_.lower() if tokens is not None else ""


def _is_felt(context: Context, move: Move) -> bool:
    """Pressure from nobody named: told as felt ("is under pressure", "pressure mounted"), not as eased or to come."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or move.act is not Act.PRESS or move.modality is not Modality.ASSERTED:
        return move.act is Act.THREATEN
    root = tokens.root
    if root.pos_ == "VERB" or any(t.lower_ == "under" for t in tokens):
        return True
    if any(t.lower_ in {"the", "this", "that"} for t in root.lefts):
        return False
    future = any(c.tag_ == "MD" for c in root.head.children)
    under = any(t.lower_ == "under" for t in context.doc[max(0, root.i - 3) : root.i])
    on_somebody = bool(move.recipients) and (
        root.head.lemma_.lower() in _MAKING or any(t.lower_ in _HEAVY for t in root.lefts)
    )
    return (
        under
        or (on_somebody and not future)
        or (root.dep_ in {"nsubj", "nsubjpass"} and not future and root.head.lemma_.lower() not in _EASING)
    )


def _condition(context: Context, move: Move) -> str | None:
    """ "If no deal is reached": in the words of the threat, or those of its sentence that follow it."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or move.act is Act.PRESS:
        return None
    sent = sentence_of(tokens.root)
    found = _CONDITION.search(context.report.text[sent.start_char : sent.end_char])
    if found is None:
        return None
    span = trim(context.report.text, sent.start_char + found.start(), sent.start_char + found.end(), drop=" ,.")
    return " ".join(context.quote(span).split()) if span is not None else None


def _deadline(context: Context, move: Move) -> When | None:
    """ "By 20 January", "within ten days", in the sentence of the threat."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or move.act not in {Act.THREATEN, Act.DEMAND}:
        return None
    sent = sentence_of(tokens.root)
    for time in context.doc._.times:
        if sent.start_char <= time.span.start < sent.end_char and move.span.end + 90 > time.span.start:
            before = context.report.text[max(0, time.span.start - 30) : time.span.end].lower()
            if time.rule == "by" or re.search(
                r"\b(?:by|before|within|until) (?:\w+ ){0,3}$", before[: 30 if time.span.start >= 30 else None]
            ):
                return make_when(context, time)
    return None


def _chained(context: Context, moves: Sequence[Move], table: Table) -> Iterator[Leverage]:
    """ "A presses B to put pressure on C, with threats to leave": what B is to do to C, and A's threat."""
    for move in moves:
        if move.act is not Act.PRESS or move.about is None or not move.actors:
            continue
        for token in tokens_at(context.doc, move.about.start, move.about.end) or ():
            if _is_pressing(token) and move.recipients:
                claim = _link(context, move, token, table)
            elif token.lemma_.lower() == "threat" and token.pos_ == "NOUN":
                claim = _threat(context, move, token, table)
            else:
                continue
            if claim is not None:
                yield claim


def _is_pressing(token: Token) -> bool:
    """ "Put pressure on", "lean on", "use its influence over": the next link of a chain."""
    lemma = token.lemma_.lower()
    if lemma == "influence":
        return any(c.lower_ in _UPON for c in (*token.children, *token.head.children))
    return lemma in {"pressure", "press", "pressurise", "pressurize"} or (lemma == "lean" and token.pos_ == "VERB")


def _link(context: Context, move: Move, token: Token, table: Table) -> Leverage | None:
    on = context.actors(
        tuple(_phrase(p) for c in (*token.children, *token.head.children) if c.lower_ in _UPON for p in c.children)
    ) or context.actors(tuple(_phrase(c) for c in token.children if c.dep_ == "dobj"))
    if not on:
        return None
    first = token.head if token.head.lemma_.lower() in {"put", "exert", "apply", "increase", "use"} else token
    last = max(
        (p for c in (*token.subtree,) for p in (c,) if c.idx < (on[0].span.end if on[0].span else 0)),
        key=lambda t: t.i,
        default=token,
    )
    span = Span(first.idx, max(last.idx + len(last), on[0].span.end if on[0].span else 0))
    return Leverage(
        **ground(context, span, "leverage-chain") | {"modality": Modality.HYPOTHETICAL},
        by=name_sides(context, table, move.recipients),
        on=name_sides(context, table, on),
        type=LeverageKind.PRESSURE,
    )


def _threat(context: Context, move: Move, token: Token, table: Table) -> Leverage | None:
    deed = next((c for c in token.children if c.dep_ in {"acl", "relcl"} and c.pos_ == "VERB"), None)
    if deed is None:
        return None
    span = trim(context.report.text, token.idx, deed.right_edge.idx + len(deed.right_edge), drop=" ,.")
    content = trim(context.report.text, deed.left_edge.idx, deed.right_edge.idx + len(deed.right_edge), drop=" ,.")
    if span is None or content is None:
        return None
    return Leverage(
        **ground(context, span, "leverage-threat"),
        by=name_sides(context, table, move.actors),
        on=name_sides(context, table, move.recipients),
        type=LeverageKind.THREAT,
        content=context.quote(content),
        content_span=content,
    )


def _tells(known: Leverage, claim: Leverage) -> bool:
    """Whether a claim of a move already tells a link of the chain."""
    names = {a.name for a in known.by} == {a.name for a in claim.by}
    return known.type is claim.type and names and known.span.overlaps(claim.span)


def _ultimatums(context: Context, table: Table) -> Iterator[Leverage]:
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


def _is_same(a: Leverage, b: Leverage) -> bool:
    """The same words told twice by two rules; two sentences of one threat stay two claims, joined by the resolver."""
    return a.span == b.span and a.by == b.by and a.on == b.on
