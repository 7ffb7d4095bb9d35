"""Acts whose day lies after their report: what is told as going on is still to come, and what is told as done has another day."""

from dataclasses import replace
from datetime import date, timedelta

from travaux.coding.context import Context
from travaux.ontology.claim import Move, When
from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.lookup import tokens_at

_SAID = frozenset(
    {Act.ASSESS, Act.ACCUSE, Act.DEMAND, Act.PROPOSE, Act.THREATEN, Act.SUPPORT, Act.ACCEPT, Act.REJECT, Act.AGREE}
)
"""Acts done by speaking: a day in their words may be that of what is asked for or agreed."""
_SLACK = timedelta(days=1)
"""Between the clocks of the place and of the desk."""
_WEEK = timedelta(days=7)
_DUE = frozenset({"due", "set", "scheduled", "expected", "supposed", "slated", "planned", "meant"})
_FULL = len("2024-01-31")


def settle_ahead(context: Context, move: Move) -> Move:
    """ "The two meet on Thursday", told on Monday, is future; a past tense with a coming day keeps no day."""
    due = was_due(context, move)
    if due is not None:
        return replace(move, when=due)
    first, told = _first_day(move), context.doc._.published
    if first is None or told is None or move.modality is not Modality.ASSERTED or move.act in _SAID or first <= told:
        return move
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    span = move.when.span if move.when is not None else None
    own = span is not None and move.span.covers(span)
    if trigger is not None and own and not _is_past(trigger.root.tag_):
        return replace(move, modality=Modality.FUTURE)
    return replace(move, when=None) if first > told + _SLACK else move


def was_due(context: Context, move: Move) -> When | None:
    """ "Had been due to meet on Monday": a weekday that was read as the coming one is the one that is past."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    when, first = move.when, _first_day(move)
    if trigger is None or when is None or first is None or when.rule != "weekday" or context.doc._.published is None:
        return None
    plan = trigger.root.head
    over = plan.head if plan.pos_ == "ADJ" else plan
    had = any(c.lower_ in {"had", "'d", "’d"} for t in (plan, over) for c in t.lefts)
    if plan.lower_ not in _DUE or trigger.root.dep_ != "xcomp" or not had or first <= context.doc._.published:
        return None
    return replace(when, edtf=(first - _WEEK).isoformat())


def _is_past(tag: str) -> bool:
    return tag in {"VBD", "VBN"}


def _first_day(move: Move) -> date | None:
    """The first day of the act's time, where it is told to the day."""
    edtf = move.when.edtf if move.when is not None else None
    try:
        return date.fromisoformat(edtf[:_FULL]) if edtf is not None and len(edtf) >= _FULL else None
    except ValueError:
        return None
