"""Constraints on humanitarian access, by the indicators of the ACAPS methodology.

Some are told by words of their own (`data/constraints.toml`); others follow from what is told already: a siege, a shut
crossing, a convoy turned back, a lot taken, harm to aid workers.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from travaux.coding.area_sentences import AreaSentence, area_near, mark_areas
from travaux.coding.area_words import load_area_shapes
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport, ActorRef, Claim, Consignment, Constraint, Incident, When
from travaux.ontology.vocabulary import AccessState, ConsignmentStage, ConstraintType, FacilityKind, Modality
from travaux.reading.needles import Sieve
from travaux.spans import Span

_UNSURE = re.compile(
    r"\b(?:if|unless|could|would|might|may|will|whether|no longer|not|never|n't|to avoid|to prevent|end(?:ed|ing)?|"
    r"lift(?:ed|ing)?)\b(?: \S+){0,4} ?$",
    re.IGNORECASE,
)
_BORDERS = {FacilityKind.CROSSING, FacilityKind.PORT, FacilityKind.AIRPORT, FacilityKind.PIER}
_SHUT = {AccessState.CLOSED, AccessState.RESTRICTED}
_VIOLENT = {"killed", "injured", "abducted", "detained", "attacked"}


@lru_cache(maxsize=1)
def _load() -> tuple[tuple[ConstraintType, ...], Sieve]:
    """The shapes, and the type that each tells of; those of one type stand together."""
    data: dict[str, Any] = tomllib.loads(
        (files("travaux.coding") / "data" / "constraints.toml").read_text(encoding="utf8")
    )
    lists = {k: f"(?:{'|'.join(v)})" for k, v in data["lists"].items()}
    kinds = tuple(ConstraintType(kind) for kind, shapes in data["types"].items() for _ in shapes)
    whole = [re.sub(r"\{([a-z]+)\}", lambda m: lists[m.group(1)], s) for own in data["types"].values() for s in own]
    return kinds, Sieve(re.compile(shape, re.IGNORECASE) for shape in whole)


def code_constraints(
    context: Context,
    access: Sequence[AccessReport],
    incidents: Sequence[Incident],
    loads: Sequence[Consignment],
) -> tuple[Constraint, ...]:
    """Every constraint told of, once a type and place of the text."""
    out: dict[tuple[ConstraintType, Span, str | None], Constraint] = {}
    for claim in (*_told(context), *_from_access(access), *_from_incidents(incidents), *_from_loads(loads)):
        out.setdefault((claim.type, claim.span, claim.place), claim)
    return tuple(out.values())


def _told(context: Context) -> Iterator[Constraint]:
    sentences = context.once("area_sentences", mark_areas)
    texts = [context.quote(s.span).replace("\n", " ").replace("’", "'") for s in sentences]
    kinds, sieve = _load()
    for sentence, text, numbers in zip(sentences, texts, sieve.sift(texts), strict=True):
        if not numbers or text.rstrip("”\" '").endswith("?"):
            continue
        for kind, own in groupby(numbers, lambda n: kinds[n]):
            match = next((m for n in own if (m := sieve.patterns[n].search(text)) is not None), None)
            if match is not None and not _UNSURE.search(text[max(0, match.start("w") - 50) : match.start("w")]):
                yield _make(context, sentence, kind, match)


def _make(context: Context, sentence: AreaSentence, kind: ConstraintType, match: re.Match[str]) -> Constraint:
    at = sentence.span.start
    span, word = Span(at + match.start(), at + match.end()), Span(at + match.start("w"), at + match.end("w"))
    area = area_near(context, sentence, span.start)
    return Constraint(
        **ground(context, span, f"constraint:{kind.value}", at=word),
        type=kind,
        place=area.name if area is not None else None,
        when=find_when(context, word, span),
    )


def _from_access(reports: Sequence[AccessReport]) -> Iterator[Constraint]:
    """What shuts people in, keeps aid out, or cuts the way."""
    for report in reports:
        kind = _kind_of(report)
        if kind is not None and report.modality not in {Modality.FUTURE, Modality.HISTORICAL}:
            yield _like(report, kind, _place_of(report), report.by, report.when)


def _place_of(report: AccessReport) -> str | None:
    """The point, or the area whose access is told of: "Garissa" of "way out of Garissa"."""
    if not report.rule.startswith("access:area"):
        return report.facility
    leads = {shape.name for shape in load_area_shapes()}
    lead = next((n for n in leads if report.facility.startswith(f"{n} ")), None)
    return report.facility.removeprefix(lead).strip() if lead is not None else None


def _kind_of(report: AccessReport) -> ConstraintType | None:
    if report.state is AccessState.DESTROYED:
        return ConstraintType.PHYSICAL_ENVIRONMENT
    if report.state not in _SHUT:
        return None
    if report.facility.startswith(("siege", "way out")) or report.direction == "out":
        return ConstraintType.OBSTRUCTED_SERVICES
    if report.facility_kind in _BORDERS:
        return ConstraintType.IMPEDIMENTS_TO_ENTRY
    return ConstraintType.RESTRICTION_OF_MOVEMENT


def _from_incidents(incidents: Sequence[Incident]) -> Iterator[Constraint]:
    for incident in incidents:
        kind = ConstraintType.VIOLENCE if incident.what in _VIOLENT else ConstraintType.INTERFERENCE
        yield _like(incident, kind, incident.place, incident.by, incident.when)


def _from_loads(loads: Sequence[Consignment]) -> Iterator[Constraint]:
    kinds = {
        ConsignmentStage.DENIED: ConstraintType.RESTRICTION_OF_MOVEMENT,
        ConsignmentStage.INTERCEPTED: ConstraintType.INTERFERENCE,
    }
    for load in loads:
        if load.stage in kinds:
            yield _like(load, kinds[load.stage], load.point, (), load.when)


def _like(
    claim: Claim, kind: ConstraintType, place: str | None, by: tuple[ActorRef, ...], when: When | None
) -> Constraint:
    """A constraint that rests on the words of another claim."""
    return Constraint(
        report=claim.report,
        span=claim.span,
        quote=claim.quote,
        voice=claim.voice,
        modality=claim.modality,
        part=claim.part,
        rule=f"constraint:{kind.value}:{claim.rule.split(':')[0]}",
        type=kind,
        place=place,
        by=by,
        when=when,
    )
