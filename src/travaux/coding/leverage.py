"""Leverage: threats, ultimatums, pressure, sanctions and inducements, with condition and deadline."""

import re
from collections.abc import Iterator, Sequence

from travaux.coding.asking import is_loose
from travaux.coding.context import Context
from travaux.coding.grounding import Ground, ground_like
from travaux.coding.inducements import IN_RETURN, REWARD, find_inducements, find_won_over
from travaux.coding.measures import find_measures
from travaux.coding.merging import merge_mentions
from travaux.coding.pressed import find_penalised, find_pressed, find_presser
from travaux.coding.pressure_chains import find_chains
from travaux.coding.spoken_threats import find_warnings
from travaux.coding.table import Table, name_sides
from travaux.coding.tagged import find_tagged_leverage
from travaux.coding.threat_nouns import find_owned_threats, find_ultimatums
from travaux.coding.threats import find_threatener, find_weighers, floats_penalty, is_used, tell_way
from travaux.coding.times import make_when
from travaux.ontology.claim import ActorRef, Leverage, Move, When
from travaux.ontology.vocabulary import Act, LeverageKind, Modality
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_KINDS = {Act.THREATEN: LeverageKind.THREAT, Act.PRESS: LeverageKind.PRESSURE, Act.SANCTION: LeverageKind.SANCTION}
_CONDITION = re.compile(r"\b(?:if|unless|until)\b[^.;”“]{6,160}", re.IGNORECASE)
_FORBIDDING = {"bar", "forbid", "prohibit", "prevent"}
"""Verbs by which a law or a condition keeps somebody from something: no sanction."""
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
_BLOCKING = frozenset({"block", "veto"})
"""What is threatened to what others bring before a body."""
_LONGEST = 240
"""Characters of the words that tell a threat or pressure, at most."""
_PUSHING = {"push", "press", "lobby", "lean"}


def code_leverage(context: Context, moves: Sequence[Move], table: Table) -> tuple[Leverage, ...]:
    """Leverage told as used, under way or announced; a chain of pressure is one claim for each link."""
    found = [c for move in moves for c in _of_move(context, move, table)]
    found += [c for c in find_chains(context, moves, table) if not any(_tells(o, c) for o in found)]
    found += [
        c
        for c in (
            *find_ultimatums(context, table),
            *find_owned_threats(context, table),
            *find_warnings(context, table),
            *find_inducements(context, table),
        )
        if not any(o.span.overlaps(c.span) for o in found)
    ]
    found += [m for m in find_measures(context, table) if not _is_told_by(found, m)]
    found += find_tagged_leverage(context, tuple(found), table)
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
    known = weighed or tuple(_as_worded(context, a, table) for a in move.actors if _can_press(context, a, table))
    if kind in {LeverageKind.PRESSURE, LeverageKind.SANCTION}:
        known = known or find_presser(context, move)
    threatener = find_threatener(context, move, kind)
    by = name_sides(context, table, known if threatener is None else threatener)
    on = name_sides(context, table, move.recipients if threatener is None else known)
    if kind is LeverageKind.PRESSURE:
        on = on or name_sides(context, table, find_pressed(context, move))
    if kind is LeverageKind.SANCTION:
        on = on or name_sides(context, table, find_penalised(context, move))
    if kind is LeverageKind.INDUCEMENT:
        on = find_won_over(context, move, table) or on
    if not by and kind in {LeverageKind.THREAT, LeverageKind.ULTIMATUM} and _speaks_of_oneself(context, move):
        by = (ActorRef(name=move.voice.speaker or "", span=move.voice.speaker_span, by="context"),)
    if not by and (kind is LeverageKind.SANCTION or not _is_felt(context, move)):
        return
    content = move.span if weighed else move.about
    yield Leverage(
        **_ground(context, move, f"leverage-{tell_way(context, move, kind)}"),
        by=by,
        on=tuple(a for a in on if a.name not in {b.name for b in by}),
        type=kind,
        content=context.quote(content) if content else "",
        content_span=content,
        condition=_condition(context, move),
        deadline=_deadline(context, move),
        when=move.when,
    )


def _can_press(context: Context, actor: ActorRef, table: Table) -> bool:
    """Whoever the words name; of whom "it" goes back to, one of the sides alone."""
    if not is_loose(context, actor):
        return True
    it = actor.span is not None and context.quote(actor.span).lower() == "it"
    return it and actor.by == "pronoun" and table.holds(actor)


def _ground(context: Context, move: Move, rule: str) -> Ground:
    """The words that tell it: from its own verb on where the subject stands with another, to the end of what is meant."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    about = move.about if move.about is not None and move.about.start >= move.trigger.start else None
    end = max(move.span.end, about.end if about is not None else 0)
    start = move.span.start
    own = trigger is not None and any(c.dep_ in {"nsubj", "nsubjpass"} for c in trigger.root.lefts)
    verb = trigger is not None and trigger.root.pos_ == "VERB"
    joined = verb and trigger is not None and trigger.root.dep_ in {"conj", "advcl", "acl", "pcomp"} and not own
    if joined or end - start > _LONGEST:
        start = max(start, min(move.trigger.start, trigger[0].idx if trigger is not None else move.trigger.start))
    if end - start > _LONGEST:
        end = move.span.end
    base, span = ground_like(move, rule), Span(start, end)
    base["span"], base["quote"] = span, context.quote(span)
    return base


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
    if move.act in {Act.REJECT, Act.VOTE} and move.modality is Modality.FUTURE:
        return LeverageKind.THREAT if lemma in _BLOCKING else None
    if move.act is Act.PROPOSE and move.about is not None:
        if floats_penalty(context, move):
            return LeverageKind.THREAT
        offered = context.report.text[move.about.start : _sentence_end(context, move)]
        return LeverageKind.INDUCEMENT if IN_RETURN.search(offered) and REWARD.search(offered) else None
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


def _tells(known: Leverage, claim: Leverage) -> bool:
    """Whether a claim of a move already tells a link of the chain."""
    names = {a.name for a in known.by} == {a.name for a in claim.by}
    return known.type is claim.type and names and known.span.overlaps(claim.span)


def _is_same(a: Leverage, b: Leverage) -> bool:
    """The same words told twice by two rules; two sentences of one threat stay two claims, joined by the resolver."""
    return a.span == b.span and a.by == b.by and a.on == b.on
