"""A file with everything in it, for the formats: two reports, a claim of every kind, and what must not leave the house."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from tests.claims import access, actors, make, make_report, meeting, move, one_of_each, said_by, text_of, when

from travaux.export.material import ExportMaterial, Record, ReviewState, make_material
from travaux.ontology.claim import AnyClaim, Demand, Leverage, Phase, claim_id
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import AccessState, Act, LeverageKind, MeetingStatus, SpeakerKind
from travaux.packs.world import World
from travaux.spans import Span

TODAY = date(2025, 6, 20)
SECRET = "Envoys traded maps of Xyzzy cove under the quarrymaster's lantern."
"""Words at the end of both reports; in the first they are marked as restricted."""


_TEXTS = ("content", "label", "what", "cargo", "gives", "gets", "body", "place", "facility")


def make_reports() -> list[Report]:
    return [
        make_report(
            "r1",
            "2025-06-10",
            text=f"{text_of('r1')} {SECRET}",
            outlet="The Post",
            headline="A plan is turned down",
            url="https://post.example/1",
        ),
        make_report("r2", "2025-06-12", text=f"{text_of('r2')} {SECRET}", outlet="Harbour Wire", language="en"),
    ]


def make_claims() -> list[AnyClaim]:
    """A claim of every kind in both reports, and a few with all that their kind can have."""
    spokesman = said_by(
        "Ane Berg", SpeakerKind.OFFICE, on_behalf_of="Norway", relayed_by=("Coast Radio",), hedge="reportedly"
    )
    return [
        *one_of_each("r1"),
        *one_of_each("r2"),
        meeting(MeetingStatus.PLANNED, "r2", 200, place="Oslo", when=when("2025-06-25", "on 25 June")),
        meeting(MeetingStatus.HELD, "r1", 200, place="Lima", when=when("2025-06-08", "on Sunday"), voice=spokesman),
        make(Demand, "r2", 205, by=actors("Norway"), of=actors("Peru"), content="lift the blockade", confidence=0.8),
        make(
            Leverage,
            "r2",
            210,
            by=actors("Peru"),
            on=actors("Norway"),
            type=LeverageKind.ULTIMATUM,
            content="to close the port",
            deadline=when("2025-06-30", "by the end of June"),
        ),
        make(Phase, "r2", 215, ordinal_number=2, duration="P6W", label="second phase", end="the pull-out"),
        access(AccessState.CLOSED, "r2", 220, facility="Arica port", when=when("2025-06-11", "on Wednesday")),
        move(Act.AGREE, "r2", 225, actors=actors("Norway", "Peru"), when=when("2025-06-11", "on Wednesday")),
    ]


def make_secrets() -> list[AnyClaim]:
    """A claim of every kind on the restricted words of r1, marked; and one on the same words of r2, which nobody marked."""
    return [
        *(replace(_hide(c, "r1"), sensitivity="restricted") for c in one_of_each("r1")),
        _hide(one_of_each("r2")[1], "r2"),
    ]


def _hide(claim: AnyClaim, report: str) -> AnyClaim:
    """The claim moved to the restricted words, with them in each of its texts."""
    start = len(text_of(report)) + 1
    span = Span(start, start + len(SECRET))
    texts = {n: f"the {n} of Xyzzy" for n in _TEXTS if isinstance(getattr(claim, n, None), str)}
    changes: dict[str, Any] = {"span": span, "quote": SECRET, "rule": "", **texts}
    return replace(claim, **changes)


def material(*more: AnyClaim, world: World | None = None, reports: list[Report] | None = None) -> ExportMaterial:
    """The file as a format gets it on 20 June 2025."""
    if world is None and reports is None:
        return _plain(more)
    return _make(more, world or World(), reports or make_reports())


@lru_cache
def _plain(more: tuple[AnyClaim, ...]) -> ExportMaterial:
    return _make(more, World(), make_reports())


def _make(more: tuple[AnyClaim, ...], world: World, reports: list[Report]) -> ExportMaterial:
    claims = [*make_claims(), *more]
    reviewed = {
        claim_id(c): ReviewState.CONFIRMED for c in (claims[1], next(c for c in claims if isinstance(c, Demand)))
    }
    record = Record(reports=reports, claims=claims, world=world, reviewed=reviewed)
    return make_material(record, TODAY)
