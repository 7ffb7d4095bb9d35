"""Evidence as lines that people read: the words, who says them, through whom, where and when, and how sure the reading is."""

from collections.abc import Iterable, Iterator

from travaux.export.material import ExportMaterial, ReviewState
from travaux.ontology.dossier import Evidence, ReportEntry
from travaux.views.wording import say_edtf, say_speaker


def tell_evidence(material: ExportMaterial, evidence: Iterable[Evidence]) -> Iterator[str]:
    """One line for each passage."""
    entries = {entry.id: entry for entry in material.dossier.reports}
    return (tell_passage(material, e, entries.get(e.report)) for e in evidence)


def tell_passage(material: ExportMaterial, e: Evidence, entry: ReportEntry | None) -> str:
    """“The words” — speaker, via carriers, Outlet, 5 June 2025 (report, characters 10–30; denied; confirmed by a person)."""
    outlet = (entry.outlet or entry.label) if entry else e.report
    day = f", {say_edtf(entry.published)}" if entry and entry.published else ", day not known"
    voice = f"{say_speaker(e)}, " if e.speaker else ""
    via = f"via {', '.join(e.relayed_by)}, " if e.relayed_by else ""
    review = material.review_of(e.claim)
    marks = [
        f"report {e.report}, characters {e.start}–{e.end}",
        f"“{e.hedge}”" if e.hedge else "",
        "told only to be denied" if e.denied else "",
        e.modality.value if e.modality != "asserted" else "",
        f"confidence {e.confidence:.2f}" if e.confidence is not None else "",
        f"{review.value} by a person" if review is not ReviewState.UNREVIEWED else "",
    ]
    words = " ".join(e.quote.split())
    return f"“{words}” — {voice}{via}{outlet}{day} ({'; '.join(filter(None, marks))})"
