"""Ceasefires for people, and in the codes of the ETH/PRIO data, where what nothing is said of has a code of its own."""

from travaux.ontology.claim import When
from travaux.ontology.dossier import BreachItem, CeasefireItem
from travaux.ontology.vocabulary import CeasefirePurpose
from travaux.views.frameworks import say_length
from travaux.views.wording import join_names, name_all, say_when

MISSING = -99
"""Nothing in the reports tells it."""
_SIDES = {"unilateral": 1, "bilateral": 2, "multilateral": 3}
_CESSATION, _WITH_COMPLIANCE, _DEFINITIVE = 1, 2, 3


def say_ceasefire(c: CeasefireItem) -> str:
    """One ceasefire: who, since when, for how long, what for, through whom, and what is told to watch over it."""
    kind = f"{c.side} " if c.side else ""
    facts = [
        f"declared or agreed {say_when(c.declared)}" if c.declared else "",
        f"in effect {say_when(c.effect)}" if c.effect else "",
        f"for {say_length(c.fixed_time)}" if c.fixed_time else "",
        f"until {say_when(c.end)}" if c.end and not c.ended else "",
        f"ended {say_when(c.end)}" if c.end and c.ended else "told to have ended" if c.ended else "",
        f"purpose: {join_names([p.value for p in c.purposes])}" if c.purposes else "",
        f"only {c.partial}" if c.partial else "",
        {True: "in writing", False: "not in writing"}.get(c.written, "") if c.written is not None else "",
        f"mediated by {join_names(c.mediators)}" if c.mediators else "",
        f"watched over by “{c.implement}”" if c.implement else "",
        f"enforcement: “{c.enforcement}”" if c.enforcement else "",
    ]
    who = name_all(c.parties) or "sides not told"
    told = ", ".join(f for f in facts if f) or "nothing told of its terms"
    text = f"{kind}ceasefire of {who}: {told}"
    return f"{text[:1].upper()}{text[1:]}"


def say_breach(b: BreachItem) -> str:
    """A breach, always as somebody's allegation."""
    when = f", {say_when(b.when)}" if b.when else ""
    return f"Breach by {name_all(b.by) or 'nobody named'} alleged by {name_all(b.alleged_by) or 'the report'}{when}"


def code_ceasefire(c: CeasefireItem) -> dict[str, int | str]:
    """The variables of the ETH/PRIO data by their names; MISSING where nothing is told.

    What has no yes in the reports is missing and not 0: a report that does not speak of a mediator does not say that there
    was none. Dates keep the parts that are known.
    """
    told = c.purposes
    purposes = {f"p_{p.value}": 1 if p in told else MISSING for p in CeasefirePurpose}
    return {
        "actor_name": "; ".join(c.parties) or str(MISSING),
        "side": _SIDES[c.side] if c.side else MISSING,
        **_date("cf_dec", c.declared),
        **_date("cf_effect", c.effect),
        "partial": 1 if c.partial else MISSING,
        "written": MISSING if c.written is None else int(c.written),
        "fixed": 1 if c.fixed_time else 0 if c.permanent else MISSING,
        "fixed_time": c.fixed_time or str(MISSING),
        **purposes,
        "p_unclear": MISSING if told else 1,
        "ceasefire_class": _DEFINITIVE if c.permanent and c.ddr else _WITH_COMPLIANCE if c.implement else MISSING,
        "mediator_nego": 1 if c.mediators else MISSING,
        "mediator_send": "; ".join(c.mediators) or str(MISSING),
        "implement": 1 if c.implement else MISSING,
        "enforcement": -1 if c.enforcement else MISSING,
        "ddr": 1 if c.ddr else MISSING,
        "ended": MISSING if c.ended is None else int(c.ended),
        **_date("end", c.end),
    }


def _date(prefix: str, when: When | None) -> dict[str, int | str]:
    """Year, month and day of a time, each MISSING where it is not known."""
    value = when.edtf.split("/")[0].strip("~?%.") if when is not None and when.edtf else ""
    parts = [int(p) if p.isdigit() else MISSING for p in value.split("-")] if value else []
    known = [*parts, MISSING, MISSING, MISSING][:3]
    return {f"{prefix}_{name}": part for name, part in zip(("yr", "month", "day"), known, strict=True)}
