"""Tables in the columns of the data sets that a field codes by hand: ceasefires, agreements, rounds of talks, trucks.

They are for merging and comparing: names and codes are those of the data sets, no row of theirs is in them. What the
reports do not tell is empty, or the code that the data set has for it. The columns stand in `data/crosswalks.toml`.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import travaux
from travaux.errors import UsageError
from travaux.export.grounds import GROUNDS, ground, read_days, read_parts, render_rows, say_number
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_text
from travaux.ontology.dossier import (
    ConsignmentItem,
    Dossier,
    FrameworkItem,
    InstrumentItem,
    MeetingItem,
    ReportEntry,
    TermItem,
)
from travaux.ontology.vocabulary import ConsignmentStage, MeetingFormat, MeetingStatus, Modality, Role, TermStatus
from travaux.views.ceasefires import MISSING, code_ceasefire

Row = dict[str, str]
_MEETS = {MeetingStatus.HELD, MeetingStatus.ONGOING}
_THIRD = {Role.MEDIATOR, Role.HOST, Role.MESSAGE_CARRIER, Role.GUARANTOR}
_SIDES = {Role.PARTY, Role.ARMED_GROUP}
_MADE = {"signed", "adopted"}
_ARRIVED = {ConsignmentStage.MOVED, ConsignmentStage.RECEIVED}
_TOLD_AS_FACT = {Modality.ASSERTED, Modality.HISTORICAL}
_FIRM = {TermStatus.AGREED, TermStatus.IMPLEMENTED}
_TRUCKS = ("truck", "lorr")


@lru_cache(maxsize=1)
def load_crosswalks() -> Mapping[str, Any]:
    """The tables with their columns, and the codes of issues."""
    return tomllib.loads((files("travaux.export") / "data" / "crosswalks.toml").read_text(encoding="utf8"))


def list_columns(name: str) -> tuple[str, ...]:
    """The columns of a table: those of the data set in its order, then those by which a row is traced."""
    own: list[str] = []
    for column in load_crosswalks()["tables"][name]["columns"]:
        stem, dots, last = column.partition("1..")
        own += [f"{stem}{n}" for n in range(1, int(last) + 1)] if dots else [column]
    return (*own, *GROUNDS)


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the tables into the folder `path`."""
    names = {f"{name}.csv" for name in load_crosswalks()["tables"]}
    if path.exists() and (not path.is_dir() or any(p.name not in names for p in path.iterdir())):
        raise UsageError(f"{path} holds something else than these tables; name another folder. Nothing was written")
    path.mkdir(parents=True, exist_ok=True)
    tables = {name: list(make(material.dossier)) for name, make in _ROWS.items()}
    written = tuple(write_text(path / f"{name}.csv", render_table(name, rows)) for name, rows in tables.items())
    counts = {name: len(rows) for name, rows in tables.items()}
    return ExportSummary(files=written, counts=counts, notes=tuple(_tell_left(material.dossier)))


def render_table(name: str, rows: Iterable[Row]) -> str:
    """A table as CSV."""
    columns = list_columns(name)
    return render_rows([columns], columns, rows)


def _tell_left(dossier: Dossier) -> Iterator[str]:
    """What has no row, because it would be counted as what it is not."""
    if planned := sum(m.status not in _MEETS for m in dossier.meetings):
        yield f"{planned} meetings are no rounds: they were planned or cancelled."
    if totals := sum(c.total for c in _consignments(dossier)):
        yield f"{totals} sums up to a day are no rows of the truck log: they would be counted twice."


def _ceasefires(dossier: Dossier) -> Iterator[Row]:
    """A row for each actor of each ceasefire, as the data set has them."""
    reports = {r.id: r for r in dossier.reports}
    number = 0
    for at, item in enumerate(dossier.ceasefires, 1):
        codes = {name: str(value) for name, value in code_ceasefire(item).items()}
        codes |= {
            "cf_id": str(at),
            "evidence_onset": " | ".join(dict.fromkeys(e.quote for e in item.evidence)),
            "evidence_end": item.end.words if item.end and item.ended else str(MISSING),
            "location": item.partial or str(MISSING),
            "comment": f"{len(item.origins)} independent origins; alleged breaches: {len(item.breaches)}",
            "factivia_source": "; ".join(_list_outlets(item.evidence, reports)) or str(MISSING),
            "coder": f"travaux {travaux.__version__}",
        }
        for party in item.parties or (str(MISSING),):
            number += 1
            own = codes | {"actor_name": party, "uniq_id": item.id, "id": str(number)}
            blank = dict.fromkeys(list_columns("eth_prio_ceasefires"), str(MISSING))
            yield blank | own | ground(item, reports)


def _list_outlets(evidence: Iterable[Any], reports: Mapping[str, ReportEntry]) -> list[str]:
    found = (reports[e.report].outlet for e in evidence if e.report in reports)
    return list(dict.fromkeys(o for o in found if o))


def _agreements(dossier: Dossier) -> Iterator[Row]:
    """A row for each signed or adopted text; a provision is 1 where an issue of it is told, never a measure of depth."""
    reports = {r.id: r for r in dossier.reports}
    for item in dossier.instruments:
        if item.action in _MADE:
            codes = {code: "1" for issue in item.issues for code in load_crosswalks()["pax"].get(issue.value, ())}
            yield _name_agreement(item) | codes | ground(item, reports)


def _name_agreement(item: InstrumentItem) -> Row:
    day = read_days(item.when)[0]
    stage = {"Stage": "Cea", "StageSub": "Ceas"} if [i.value for i in item.issues] == ["ceasefire"] else {}
    third = {"OthAgr": item.body} if item.body else {}
    return {"AgtId": item.id, "Agt": item.label, "Dat": day, **stage, **third}


def _provisions(dossier: Dossier) -> Iterator[Row]:
    """A row for each term: the provisions of PA-X that it would be filed under, also where nothing was signed."""
    reports = {r.id: r for r in dossier.reports}
    for parent, label, term in _terms(dossier):
        for code in load_crosswalks()["pax"].get(term.issue.value if term.issue else "", ("",)):
            own = {
                "AgtId": parent,
                "Agt": label,
                "provision": code,
                "issue": term.issue.value if term.issue else "",
                "content": term.content,
                "obligor": "; ".join(term.obligor),
                "beneficiary": "; ".join(term.beneficiary),
                "quantity": say_number(term.quantity),
                "unit": term.unit or "",
                "duration": term.duration or "",
                "phase": str(term.phase or ""),
                "status": term.status.value,
                "agreed": "1" if term.status in _FIRM else "0",
            }
            yield own | ground(term, reports)


def _terms(dossier: Dossier) -> Iterator[tuple[str, str, TermItem]]:
    named: list[tuple[str, str, FrameworkItem]] = [
        (p.id, p.label, p.framework) for p in dossier.proposals if p.framework is not None
    ]
    for parent, label, framework in (*named, *((f.id, f.label, f) for f in dossier.frameworks)):
        yield from ((parent, label, term) for term in framework.terms)


def _rounds(dossier: Dossier) -> Iterator[Row]:
    """A row for each meeting that took place; planned and cancelled ones are no rounds."""
    reports = {r.id: r for r in dossier.reports}
    roles = {p.name: set(p.roles) for p in dossier.parties}
    for meeting in dossier.meetings:
        if meeting.status in _MEETS:
            yield _code_round(meeting, roles) | ground(meeting, reports)


def _code_round(meeting: MeetingItem, roles: Mapping[str, set[Role]]) -> Row:
    names = list(dict.fromkeys(p.name for p in meeting.participants))
    third = [n for n in names if roles.get(n, set()) & _THIRD]
    sides = [n for n in names if n not in third and roles.get(n, set()) & _SIDES]
    others = [n for n in names if n not in third and n not in sides]
    indirect = meeting.format in {MeetingFormat.PROXIMITY, MeetingFormat.SHUTTLE}
    first, last = read_days(meeting.when)
    start, end = read_parts(first), read_parts(last)
    parts = {f"start_{n}": v for n, v in zip(("year", "month", "day"), start, strict=True)}
    parts |= {f"end_{n}": v for n, v in zip(("year", "month", "day"), end, strict=True)}
    return parts | {
        "round_id": meeting.id,
        "side_a": sides[0] if sides else "",
        "side_b": "; ".join(sides[1:]),
        "third_parties": "; ".join(third),
        "other_participants": "; ".join(others),
        "mediated": "1" if third or indirect else "",
        "place": meeting.place or "",
        "format": meeting.format.value,
        "round_number": str(meeting.round or ""),
        "ongoing": "1" if meeting.status is MeetingStatus.ONGOING else "0",
    }


def _trucks(dossier: Dossier) -> Iterator[Row]:
    """A row for each consignment; the date of receipt only of what moved or was received, and no sums up to a day."""
    reports = {r.id: r for r in dossier.reports}
    for number, item in enumerate((c for c in _consignments(dossier) if not c.total), 1):
        yield {"ID": str(number), **_code_consignment(item)} | ground(item, reports)


def _code_consignment(item: ConsignmentItem) -> Row:
    first, last = read_days(item.when)
    trucks = (item.unit or "").lower().startswith(_TRUCKS)
    return {
        "Received Date": first if _arrived(item) else "",
        "Crossing": item.point or "",
        "No. of Trucks": say_number(item.amount) if trucks else "",
        "Description of Cargo": item.cargo,
        "Quantity": "" if trucks else say_number(item.amount),
        "Units": "" if trucks else item.unit or "",
        "Status": item.stage.value,
        "Donating Country/Organization": "; ".join(item.donor),
        "Destination Recipient/Partner": item.recipient or "",
        "Data Period": f"{first}/{last}" if first != last else first,
        "travaux_carrier": "; ".join(item.carrier),
        "travaux_date_words": item.when.words if item.when else "",
    }


def _arrived(item: ConsignmentItem) -> bool:
    """Whether somebody tells as a fact that it moved or was received: announced never counts as moved."""
    told = any(e.modality in _TOLD_AS_FACT and not e.denied for e in item.evidence)
    return told and item.stage in _ARRIVED


def _consignments(dossier: Dossier) -> tuple[ConsignmentItem, ...]:
    return (*(c for p in dossier.access_points for c in p.consignments), *dossier.consignments)


_ROWS: dict[str, Callable[[Dossier], Iterator[Row]]] = {
    "eth_prio_ceasefires": _ceasefires,
    "pax_agreements": _agreements,
    "pax_provisions": _provisions,
    "talks_rounds": _rounds,
    "unrwa_trucks": _trucks,
}
