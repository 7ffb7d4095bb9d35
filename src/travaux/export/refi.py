"""REFI-QDA projects (.qdpx) for NVivo, MAXQDA, ATLAS.ti and QualCoder: reports as sources, claims as coded passages.

A project is a zip archive with `project.qde` (XML, urn:QDA-XML:project:1.0) and the texts under `sources/`. Positions are
code points from 0, the end not included.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as Xml

import travaux
from travaux.export.java_text import make_java_text
from travaux.export.material import ExportMaterial, ExportSummary
from travaux.export.writing import write_bytes
from travaux.ontology.actors import actors_of
from travaux.ontology.claim import AnyClaim, Passage, claim_id
from travaux.ontology.codebook import load_codebook
from travaux.ontology.dossier import Party
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Issue, Modality

PROJECT_FILE = "project.qde"
_SPACE = "urn:QDA-XML:project:1.0"
_ROOT = uuid5(NAMESPACE_URL, "https://travaux.invalid/refi-qda")
_UNKNOWN_DAY = "1970-01-01"
_COLOUR = "#4A6FA5"
_LONGEST_NAME = 60
_DIVISIONS = {
    "move": "act",
    "participation": "role",
    "proposal": "state",
    "response": "answer",
    "term": "status",
    "demand": "strength",
    "meeting": "status",
    "leverage": "type",
    "access": "state",
    "control": "event",
    "route": "state",
    "consignment": "stage",
    "constraint": "type",
    "assessment": "tone",
    "instrument": "action",
    "position": "stance",
    "ceasefire": "event",
}
"""The field by which claims of a kind are divided into codes; kinds without one are a code themselves."""
_VARIABLES = ("outlet", "published", "language", "url", "copy_of", "headline")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold."""


def export(material: ExportMaterial, path: Path) -> ExportSummary:
    """Write the project into `path`."""
    coded = [r for r in material.reports if r.set_aside is None]
    write_bytes(path, make_project(coded, material.claims, material.dossier.parties, material.title))
    passages = sum(1 + len(c.also) for c in material.claims)
    counts = {"sources": len(coded), "passages": passages, "cases": len(material.dossier.parties)}
    note = "Items of the file (proposals, meetings) are not in it: it holds the claims that they rest on."
    return ExportSummary(files=(path,), counts=counts, notes=(note,))


def make_project(reports: Sequence[Report], claims: Sequence[AnyClaim], parties: Sequence[Party], title: str) -> bytes:
    """The archive. The same claims give the same bytes."""
    tool = f"travaux {travaux.__version__}"
    project = Xml.Element("Project", {"xmlns": _SPACE, "name": _clean(title), "origin": _clean(tool)})
    user = str(_guid("user", tool))
    project.set("creatingUserGUID", user)
    project.set("creationDateTime", _stamp(_newest(reports)))
    Xml.SubElement(Xml.SubElement(project, "Users"), "User", {"guid": user, "name": _clean(tool)})
    passages = [(c, p) for c in claims for p in _passages(c)]
    _add_codes(project, claims)
    _add_variables(project)
    _add_cases(project, parties, claims)
    sources = Xml.SubElement(project, "Sources")
    by_report: dict[str, list[tuple[AnyClaim, tuple[int, Passage]]]] = {}
    for claim, passage in passages:
        by_report.setdefault(claim.report, []).append((claim, passage))
    for report in reports:
        _add_source(sources, report, by_report.get(report.id, []), user, _newest(reports))
    Xml.SubElement(project, "Description").text = _clean(
        f"{title}: {len(reports)} reports, {len(claims)} claims, coded by {tool}. Each passage is a claim of one report."
    )
    Xml.indent(project)
    return _pack(Xml.tostring(project, encoding="unicode", xml_declaration=False), reports)


def _pack(document: str, reports: Sequence[Report]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        head = '<?xml version="1.0" encoding="utf-8"?>\n'
        _write(archive, PROJECT_FILE, (head + document + "\n").encode())
        for report in reports:
            text = make_java_text(report.text).encode("utf-8", "replace")
            _write(archive, f"sources/{_guid('source', report.id)}.txt", text)
    return out.getvalue()


def _write(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, body)


def name_code(claim: AnyClaim) -> str:
    """The code of a claim: its kind and what divides that; names are unique in the whole tree, as QualCoder needs them."""
    field = _DIVISIONS.get(claim.kind)
    if field is None:
        return claim.kind
    value = getattr(claim, field)
    return f"{value.value if hasattr(value, 'value') else value} ({claim.kind})"


def _add_codes(project: Xml.Element, claims: Iterable[AnyClaim]) -> None:
    """The codes that occur: kinds with what divides them, issues, and modalities other than asserted."""
    tree: dict[str, dict[str, None]] = {}
    issues: set[Issue] = set()
    modalities: set[Modality] = set()
    for claim in claims:
        tree.setdefault(claim.kind, {})[name_code(claim)] = None
        issues.update(_issues(claim))
        modalities.update(p.modality for _, p in _passages(claim))
    codes = Xml.SubElement(Xml.SubElement(project, "CodeBook"), "Codes")
    for kind in sorted(tree):
        if kind not in _DIVISIONS:
            _add_code(codes, kind, codable=True)
            continue
        parent = _add_code(codes, kind, codable=False)
        for name in sorted(tree[kind]):
            _add_code(parent, name, codable=True, meaning=_explain(name) if kind == "move" else "")
    if issues:
        parent = _add_code(codes, "issue", codable=False)
        for issue in sorted(issues):
            _add_code(parent, f"{issue.value} (issue)", codable=True)
    if told := sorted(modalities - {Modality.ASSERTED}):
        parent = _add_code(codes, "modality", codable=False)
        for modality in told:
            _add_code(parent, f"{modality.value} (modality)", codable=True)


def _explain(code: str) -> str:
    """What the codebook says of the act of a code."""
    act = Act(code.partition(" ")[0])
    return load_codebook()[act].gloss


def _add_code(parent: Xml.Element, name: str, *, codable: bool, meaning: str = "") -> Xml.Element:
    given = {"guid": str(_guid("code", name)), "name": name, "isCodable": str(codable).lower(), "color": _COLOUR}
    node = Xml.SubElement(parent, "Code", given)
    if meaning:
        Xml.SubElement(node, "Description").text = _clean(meaning)
    return node


def _add_variables(project: Xml.Element) -> None:
    variables = Xml.SubElement(project, "Variables")
    for name in (*_VARIABLES, "kind", "country", "roles"):
        kind = "Date" if name == "published" else "Text"
        given = {"guid": str(_guid("variable", name)), "name": name, "typeOfVariable": kind}
        Xml.SubElement(variables, "Variable", given)


def _add_cases(project: Xml.Element, parties: Sequence[Party], claims: Sequence[AnyClaim]) -> None:
    """The actors of the dossier as cases, each with the passages that name it or that it speaks."""
    held: dict[str, dict[str, None]] = {}
    for claim in claims:
        names = dict.fromkeys([*(a.name for a in actors_of(claim)), claim.voice.speaker or ""])
        for name in names:
            held.setdefault(name, {})[str(_guid("selection", claim_id(claim)))] = None
    if not parties:
        return
    cases = Xml.SubElement(project, "Cases")
    for party in parties:
        case = Xml.SubElement(
            cases, "Case", {"guid": str(_guid("case", f"{party.id} {party.name}")), "name": _clean(party.name)}
        )
        values = {"kind": party.kind.value, "country": party.country, "roles": "; ".join(r.value for r in party.roles)}
        _add_values(case, values)
        for guid in held.get(party.name, ()):
            Xml.SubElement(case, "SelectionRef", {"targetGUID": guid})


def _add_values(parent: Xml.Element, values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value:
            node = Xml.SubElement(parent, "VariableValue")
            Xml.SubElement(node, "VariableRef", {"targetGUID": str(_guid("variable", name))})
            kind = "DateValue" if name == "published" else "TextValue"
            Xml.SubElement(node, kind).text = _clean(value)


def _add_source(
    sources: Xml.Element,
    report: Report,
    passages: Iterable[tuple[AnyClaim, tuple[int, Passage]]],
    user: str,
    newest: str,
) -> None:
    guid = str(_guid("source", report.id))
    given = {
        "guid": guid,
        "name": _clean(report.label),
        "plainTextPath": f"internal://{guid}.txt",
        "creatingUser": user,
        "creationDateTime": _stamp(_day(report) or newest),
    }
    source = Xml.SubElement(sources, "TextSource", given)
    about = [report.headline, report.outlet, report.byline, report.dateline, report.url, report.usage_terms]
    Xml.SubElement(source, "Description").text = _clean("\n".join(a for a in about if a) or report.id)
    for claim, (number, passage) in passages:
        _add_selection(source, claim, number, passage, user)
    values = {name: getattr(report, name) for name in _VARIABLES}
    _add_values(source, {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in values.items()})


def _add_selection(source: Xml.Element, claim: AnyClaim, number: int, passage: Passage, user: str) -> None:
    name = claim_id(claim) if number == 0 else f"{claim_id(claim)}#{number}"
    short = " ".join(passage.quote.split())
    given = {
        "guid": str(_guid("selection", name)),
        "name": _clean(short if len(short) <= _LONGEST_NAME else f"{short[: _LONGEST_NAME - 1]}…"),
        "startPosition": str(passage.span.start),
        "endPosition": str(passage.span.end),
        "creatingUser": user,
    }
    node = Xml.SubElement(source, "PlainTextSelection", given)
    Xml.SubElement(node, "Description").text = _clean(describe_passage(claim, passage))
    for code in _codes(claim, passage):
        coding = Xml.SubElement(node, "Coding", {"guid": str(_guid("coding", f"{name} {code}")), "creatingUser": user})
        Xml.SubElement(coding, "CodeRef", {"targetGUID": str(_guid("code", code))})


def describe_passage(claim: AnyClaim, passage: Passage) -> str:
    """Who says it, through whom and how: the memo of a coded passage."""
    voice = passage.voice
    rows = [
        ("claim", claim_id(claim)),
        ("said by", f"{voice.speaker or 'the reporter'} ({voice.kind.value})"),
        ("on behalf of", voice.on_behalf_of),
        ("relayed by", " < ".join(voice.relayed_by)),
        ("hedge", voice.hedge),
        ("denied", "yes" if voice.denied else ""),
        ("actors", "; ".join(dict.fromkeys(a.name for a in actors_of(claim)))),
        ("confidence", "" if claim.confidence is None else f"{claim.confidence:.2f}"),
        ("found by", claim.extractor),
    ]
    return "\n".join(f"{name}: {value}" for name, value in rows if value)


def _codes(claim: AnyClaim, passage: Passage) -> Iterator[str]:
    yield name_code(claim)
    yield from (f"{issue.value} (issue)" for issue in _issues(claim))
    if passage.modality is not Modality.ASSERTED:
        yield f"{passage.modality.value} (modality)"


def _issues(claim: AnyClaim) -> tuple[Issue, ...]:
    several: tuple[Issue, ...] = getattr(claim, "issues", ())
    one: Issue | None = getattr(claim, "issue", None)
    return several if one is None else (one,)


def _passages(claim: AnyClaim) -> Iterator[tuple[int, Passage]]:
    """The passages of a claim by number; 0 is its own."""
    own = Passage(span=claim.span, quote=claim.quote, voice=claim.voice, modality=claim.modality)
    yield from enumerate((own, *claim.also))


def _guid(kind: str, name: str) -> UUID:
    return uuid5(_ROOT, f"{kind} {name}")


def _day(report: Report) -> str | None:
    day = report.published or report.retrieved
    return day.isoformat() if day else None


def _newest(reports: Iterable[Report]) -> str:
    return max((d for r in reports if (d := _day(r))), default=_UNKNOWN_DAY)


def _stamp(day: str) -> str:
    return f"{day}T00:00:00Z"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
