"""Ceasefires: what is told of each, None where nothing is, breaches as allegations."""

from typing import Any

from tests.claims import actors, make, make_report, when

from travaux.ontology.claim import AnyClaim, CeasefireMention, Participation
from travaux.ontology.dossier import CeasefireItem
from travaux.ontology.vocabulary import CeasefireEvent, CeasefirePurpose, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.ceasefires import MISSING, code_ceasefire, say_breach, say_ceasefire

REPORTS = [make_report("r1", "2025-06-10"), make_report("r2", "2025-06-14")]
SIDES = actors("Norway", "Peru")


def mention(event: CeasefireEvent, report: str = "r1", start: int = 0, **fields: Any) -> CeasefireMention:
    fields.setdefault("parties", SIDES)
    claim: CeasefireMention = make(CeasefireMention, report, start, event=event, **fields)
    return claim


def build(*claims: AnyClaim) -> tuple[CeasefireItem, ...]:
    return build_dossier(REPORTS, claims, World()).ceasefires


def test_mentions_of_one_ceasefire_are_joined() -> None:
    (found,) = build(
        mention(
            CeasefireEvent.AGREED,
            when=when("2025-06-09"),
            duration="P3D",
            mediators=actors("Chile"),
            purposes=(CeasefirePurpose.HUMANITARIAN,),
        ),
        mention(CeasefireEvent.ENDED, "r2", when=when("2025-06-13")),
    )
    assert (found.parties, found.side, found.mediators) == (("Norway", "Peru"), "bilateral", ("Chile",))
    assert (found.fixed_time, found.ended, found.purposes) == ("P3D", True, (CeasefirePurpose.HUMANITARIAN,))
    times = [t.edtf if t else None for t in (found.declared, found.end)]
    assert times == ["2025-06-09", "2025-06-13"]
    assert (found.written, found.implement, found.ddr, found.permanent) == (None, None, None, None)


def test_what_one_side_declares_is_unilateral() -> None:
    (found,) = build(mention(CeasefireEvent.DECLARED, parties=actors("Norway")))
    assert found.side == "unilateral"


def test_ceasefires_of_other_sides_or_lengths_stay_apart() -> None:
    other = mention(CeasefireEvent.AGREED, "r2", parties=actors("Chile", "Bolivia"))
    longer = mention(CeasefireEvent.AGREED, "r2", 40, duration="P6W")
    assert len(build(mention(CeasefireEvent.AGREED, duration="P3D"), other, longer)) == 3


def test_a_breach_is_an_allegation_of_its_ceasefire() -> None:
    broken = mention(CeasefireEvent.BREACH, "r2", parties=actors("Peru"), alleged_by=actors("Norway"))
    (found,) = build(mention(CeasefireEvent.AGREED), broken)
    (breach,) = found.breaches
    assert (breach.by, breach.alleged_by) == (("Peru",), ("Norway",))
    assert found.ended is None
    assert say_breach(breach) == "Breach by Peru alleged by Norway"


def test_a_truce_of_nobody_named_goes_with_what_its_own_report_tells() -> None:
    named = mention(CeasefireEvent.AGREED)
    same = mention(CeasefireEvent.IN_EFFECT, start=40, parties=())
    other = mention(CeasefireEvent.IN_EFFECT, "r2", parties=())
    assert [len(c.evidence) for c in build(named, same, other)] == [2, 1]


def test_what_is_not_told_has_the_code_for_missing() -> None:
    (found,) = build(mention(CeasefireEvent.AGREED, parties=(), when=when("2025-06")))
    codes = code_ceasefire(found)
    assert (codes["cf_dec_yr"], codes["cf_dec_month"], codes["cf_dec_day"]) == (2025, 6, MISSING)
    for name in ("side", "mediator_nego", "implement", "enforcement", "written", "ended", "end_yr", "ceasefire_class"):
        assert codes[name] == MISSING, name
    assert codes["p_unclear"] == 1
    assert "sides not told" in say_ceasefire(found)


def test_what_is_told_has_the_codes_of_the_data() -> None:
    (found,) = build(
        mention(
            CeasefireEvent.AGREED,
            written=True,
            duration="P7D",
            monitoring="a monitoring committee",
            mediators=actors("Chile"),
            purposes=(CeasefirePurpose.HOLIDAY,),
        )
    )
    codes = code_ceasefire(found)
    assert (codes["side"], codes["written"], codes["fixed"], codes["fixed_time"]) == (2, 1, 1, "P7D")
    assert (codes["p_holiday"], codes["p_unclear"], codes["implement"], codes["ceasefire_class"]) == (1, MISSING, 1, 2)
    assert (codes["mediator_nego"], codes["mediator_send"]) == (1, "Chile")


def test_one_actor_alone_that_nobody_tells_as_a_side_has_no_ceasefire() -> None:
    holds = mention(CeasefireEvent.IN_EFFECT, parties=actors("Malta"))
    assert build(holds) == ()
    side = make(Participation, "r1", 90, actor=actors("Malta")[0], role=Role.PARTY)
    assert [c.parties for c in build(holds, side)] == [("Malta",)]
