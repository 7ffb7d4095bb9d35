"""Demands, meetings, leverage and assessments from moves."""

from collections.abc import Sequence
from typing import Literal

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import Assessment, Demand, Leverage, MeetingMention, Move
from travaux.ontology.vocabulary import Act, DemandStrength, LeverageKind, MeetingFormat, MeetingStatus, Modality
from travaux.reading.lookup import tokens_at
from travaux.spans import Span

_LEVERAGE = {Act.THREATEN: LeverageKind.THREAT, Act.PRESS: LeverageKind.PRESSURE, Act.SANCTION: LeverageKind.SANCTION}
_STATUS = {
    Modality.ASSERTED: MeetingStatus.HELD,
    Modality.HISTORICAL: MeetingStatus.HELD,
    Modality.FUTURE: MeetingStatus.PLANNED,
    Modality.NEGATION: MeetingStatus.CANCELLED,
}
_SOFT = {"ask", "request", "urge", "appeal", "call", "invite", "encourage", "seek", "plead"}
_HARD = {"precondition", "condition", "red line", "non-negotiable", "insist"}


def code_demands(context: Context, moves: Sequence[Move]) -> tuple[Demand, ...]:
    """One demand for each move that demands."""
    out = []
    for move in moves:
        if move.act is not Act.DEMAND or move.modality is Modality.NEGATION:
            continue
        content = move.about or move.span
        out.append(
            Demand(
                **ground_like(move, "demand"),
                by=move.actors,
                of=move.recipients,
                content=context.quote(content),
                content_span=content,
                issue=move.issues[0] if move.issues else None,
                strength=_strength(context, move),
                when=move.when,
            )
        )
    return tuple(out)


def _strength(context: Context, move: Move) -> DemandStrength:
    lemma = _lemma(context, move.trigger)
    words = context.quote(move.span).lower()
    if any(h in words for h in _HARD if h != "insist") or lemma == "condition":
        return DemandStrength.RED_LINE if "red line" in words else DemandStrength.PRECONDITION
    return DemandStrength.REQUEST if lemma in _SOFT else DemandStrength.DEMAND


def _lemma(context: Context, span: Span) -> str:
    tokens = tokens_at(context.doc, span.start, span.end)
    return tokens.root.lemma_.lower() if tokens is not None else ""


def code_meetings(context: Context, moves: Sequence[Move]) -> tuple[MeetingMention, ...]:
    """One meeting for each move that meets, unless it is only wished for; planned never counts as held."""
    out = []
    for move in moves:
        if move.act is not Act.MEET or move.modality not in _STATUS or not _is_gathering(move):
            continue
        names = {a.name for a in move.actors}
        out.append(
            MeetingMention(
                **ground_like(move, "meeting"),
                participants=(*move.actors, *(r for r in move.recipients if r.name not in names)),
                place=move.place,
                when=move.when,
                format=_format(context, move),
                status=_meeting_status(context, move),
            )
        )
    return tuple(out)


def _is_gathering(move: Move) -> bool:
    """At least two who meet, or one who is told to meet somewhere or at some time."""
    known = {a.name for a in (*move.actors, *move.recipients)}
    return len(known) > 1 or (len(known) == 1 and (move.place is not None or move.when is not None))


def _meeting_status(context: Context, move: Move) -> MeetingStatus:
    status = _STATUS[move.modality]
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if status is MeetingStatus.HELD and tokens is not None:
        root = tokens.root
        verb = root if root.pos_ in {"VERB", "AUX"} else root.head
        now = any(t.dep_ == "aux" and t.lower_ in {"is", "are", "'re", "'s"} for t in verb.children)
        if verb.tag_ == "VBG" and now:
            return MeetingStatus.ONGOING
    return status


def _format(context: Context, move: Move) -> MeetingFormat:
    words = load_bargaining_words()
    lemmas = set()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    if tokens is not None:
        lemmas = {t.lemma_.lower() for t in tokens}
    if lemmas & words.calls:
        return MeetingFormat.CALL
    return MeetingFormat.IN_PERSON if lemmas & words.gatherings or move.place else MeetingFormat.UNKNOWN


def code_leverage(context: Context, moves: Sequence[Move]) -> tuple[Leverage, ...]:
    """Threats, pressure and sanctions told as done, under way or announced."""
    out = []
    for move in moves:
        if move.act not in _LEVERAGE or move.modality in {Modality.NEGATION, Modality.HISTORICAL}:
            continue
        content = move.about
        out.append(
            Leverage(
                **ground_like(move, "leverage"),
                by=move.actors,
                on=move.recipients,
                type=_LEVERAGE[move.act],
                content=context.quote(content) if content else "",
                content_span=content,
                when=move.when,
            )
        )
    return tuple(out)


def code_assessments(context: Context, moves: Sequence[Move]) -> tuple[Assessment, ...]:
    """What somebody says of how the talks stand."""
    return tuple(
        Assessment(**ground_like(m, "assessment"), by=m.actors, tone=_tone(context, m), when=m.when)
        for m in moves
        if m.act is Act.ASSESS
    )


def _tone(context: Context, move: Move) -> Literal["positive", "negative", "mixed", "unclear"]:
    words = load_bargaining_words()
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    lemmas = {t.lemma_.lower() for t in tokens} if tokens is not None else set()
    good, bad = bool(lemmas & words.positive), bool(lemmas & words.negative)
    if bad and ({"no", "not", "little", "without"} & lemmas or not good):
        return "negative"
    return "positive" if good else "unclear"
