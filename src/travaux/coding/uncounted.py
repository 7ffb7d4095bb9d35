"""Aid on its way of which no amount is told: through a named point ("flour came in by the crossing"), or to an area."""

import re
from collections.abc import Iterator, Sequence

from travaux.coding.access_words import load_access_words
from travaux.coding.area_sentences import mark_areas
from travaux.coding.area_words import load_mood
from travaux.coding.context import Context
from travaux.coding.facilities import facilities_of
from travaux.coding.grounding import ground, ground_like
from travaux.coding.hardship import is_of_need
from travaux.coding.moves import sure_actors
from travaux.coding.times import find_when
from travaux.ontology.claim import Consignment, Move
from travaux.ontology.vocabulary import Act, ConsignmentStage, Modality
from travaux.spans import Span

_AID_WORDS = re.compile(
    r"\b(?:(?:humanitarian|medical|food|emergency|relief|life-?saving|essential|much-needed) ){0,2}"
    r"(?:aid|assistance|supplies|relief|food|fuel|medicines?|trucks|goods|convoys?)\b",
    re.IGNORECASE,
)
"""What is carried, in the words of a delivery of no told amount."""
_GONE = re.compile(
    r"(?P<before>(?:\S{1,30} ){0,3})\b"
    r"(?P<cargo>(?:(?:aid|relief|UN|food|fuel) )?(?P<unit>trucks|lorries|convoys?|barges|tankers))"
    r"(?: of (?P<goods>[a-z]+(?: and [a-z]+)?)| (?:carrying|with|loaded with) (?P<load>[a-z ]{3,30}?))?"
    r"(?: (?:also|again|finally|already|indeed|now|then|have|has|had))* "
    r"(?P<w>moved|entered|crossed|arrived|went|rolled|drove|got|reached)"
    r"(?: (?:in|into|to|through|up|down|north|south|east|west|northwards?|southwards?|across|inside))*"
    r"(?: (?:the )?(?:[a-z]+ )?⟨(?P<area>\d+)⟩)?",
    re.IGNORECASE,
)
"""Vehicles of aid that have gone somewhere: "trucks moved north last night", "a convoy entered ⟨0⟩"."""
_VEHICLE = re.compile(r"trucks|lorries|convoy|barges|tankers", re.IGNORECASE)
"""What every such sentence speaks of: to look for it costs far less than to try all ways in which it may go on."""
_BY_FORCE = re.compile(
    r"\b(?:military|army|armou?red|troop|tank|rebel|militia|soldiers|fighters|empty)\b", re.IGNORECASE
)
_NO_MOVE = re.compile(r"\d|\b(?:no|not|if|none|few|until|unless|before|whether)\b", re.IGNORECASE)
"""Ahead of vehicles: a number, which makes a lot of them, or what makes it none."""
_NEED_AROUND = 900
"""How far around, in characters, people in need or relief must be told of."""


def code_uncounted(context: Context, moves: Sequence[Move], counted: Sequence[Consignment]) -> tuple[Consignment, ...]:
    """Deliveries of which no amount is told: acts through a named point, and trucks told to have gone to an area."""
    through = _through(context, moves, counted)
    return (*through, *_gone(context, (*counted, *through)))


def _through(context: Context, moves: Sequence[Move], counted: Sequence[Consignment]) -> list[Consignment]:
    """Acts of delivery through a named point."""
    stages = {
        Modality.ASSERTED: ConsignmentStage.MOVED,
        Modality.FUTURE: ConsignmentStage.APPROVED,
        Modality.NEGATION: ConsignmentStage.DENIED,
    }
    out = []
    for move in moves:
        if (
            move.act is not Act.DELIVER_AID
            or move.modality not in stages
            or any(c.span.overlaps(move.span) for c in counted)
        ):
            continue
        points = facilities_of(context, move.span, move.trigger)
        words = " ".join(context.quote(move.span).split())
        cargo = _AID_WORDS.search(words)
        if points and cargo is not None:
            before = context.report.text[max(0, move.trigger.start - 60) : move.trigger.start].replace("\n", " ")
            granted = load_access_words().granting.search(before)
            wanted = move.modality is Modality.ASSERTED and load_mood().wanted.search(before) is not None
            stage = ConsignmentStage.REQUESTED if wanted else stages[move.modality]
            out.append(
                Consignment(
                    **ground_like(move, "consignment:act"),
                    cargo=cargo.group(),
                    carrier=sure_actors(move),
                    point=points[0].name,
                    stage=ConsignmentStage.APPROVED if granted else stage,
                    when=move.when,
                )
            )
    return out


def _gone(context: Context, known: Sequence[Consignment]) -> Iterator[Consignment]:
    """Trucks told to have gone in, no number told: the amount stays unknown."""
    for sentence in context.once("area_sentences", mark_areas):
        match = _GONE.search(sentence.masked) if _VEHICLE.search(sentence.masked) is not None else None
        if match is None or _NO_MOVE.search(match["before"]):
            continue
        span = sentence.span_of(match.start("cargo"), match.end())
        if any(c.span.overlaps(span) for c in known) or _BY_FORCE.search(sentence.masked[: match.end()]):
            continue
        if not is_of_need(context, sentence.span, _NEED_AROUND):
            continue
        word = sentence.span_of(*match.span("w"))
        area = sentence.areas[int(match["area"])].name if match["area"] is not None else None
        yield Consignment(
            **ground(context, span, "consignment:gone", at=word),
            cargo=(match["goods"] or match["load"] or match["cargo"]).strip(),
            unit=match["unit"].lower(),
            recipient=area,
            stage=ConsignmentStage.MOVED,
            when=find_when(context, word, Span(span.start, span.end)),
        )
