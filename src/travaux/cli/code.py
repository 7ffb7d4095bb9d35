"""`travaux code`: the claims of some reports."""

from collections.abc import Iterable
from typing import Any

from travaux.cli.options import (
    Embargo,
    Language,
    ListFormat,
    Model,
    Outlet,
    Packs,
    Paths,
    Published,
    Reader,
    Sensitivity,
    make_app,
    make_options,
)
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.reading import code_paths, make_coder
from travaux.cli.refusals import Refusals
from travaux.cli.screen import GateFlag, Screen
from travaux.views.lines import LINES_SCHEMA, make_lines

app = make_app()


@app.command()
def code(  # noqa: PLR0913, PLR0917 -- each is a flag
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    language: Language = None,
    sensitivity: Sensitivity = None,
    embargo_until: Embargo = None,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    gate: GateFlag = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print the claims of these reports: moves, attributions, proposals, demands, meetings and the rest."""
    options = make_options(published, outlet, language, sensitivity, embargo_until)
    refusals, screen = Refusals(), Screen(gate)
    coder = make_coder(model, packs, reader)
    lines = (
        line
        for report, claims in code_paths(paths, options, refusals, coder, screen)
        for line in make_lines(claims, report.label, report.published)
    )
    if format is ListFormat.JSONL:
        show_jsonl(lines)
    elif format is ListFormat.JSON:
        rows = list(lines)
        left = {"set_aside": refusals.set_aside_rows(), "refused": refusals.refused_rows(), **screen.rows()}
        show_json({"schema": LINES_SCHEMA, "claims": rows, **left})
    else:
        for line in lines:
            show(_say(line))
    refusals.finish()


def _say(line: dict[str, Any]) -> str:
    """One claim on one line of text."""
    start, end = line["evidence"][0]
    who = ", ".join(_listed(line, "actors", "by", "participants")) or line.get("name") or ""
    whom = ", ".join(_listed(line, "recipients", "to", "of", "on"))
    label = line.get("act") or line.get("role") or line.get("state") or line.get("type") or line.get("status") or ""
    parties = f"{who}{f' → {whom}' if whom else ''}"
    voice = " < ".join([*line["relayed_by"], *([line["speaker"]] if line["speaker"] else [])])
    cells = [f"{line['report']} {start}–{end}", line["kind"], str(label), parties, line["modality"]]
    return "  ".join(c for c in [*cells, f"“{' '.join(line['text'].split())}”", f"({voice})" if voice else ""] if c)


def _listed(line: dict[str, Any], *keys: str) -> Iterable[str]:
    for key in keys:
        if isinstance(line.get(key), list):
            yield from line[key]
