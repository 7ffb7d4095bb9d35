"""`travaux evaluate`: the coder measured on a person's own gold."""

from pathlib import Path
from typing import Annotated

import typer

from travaux.cli.options import Format, Model, Packs, Reader, make_app
from travaux.cli.output import show, show_json
from travaux.cli.reading import code_paths, make_coder
from travaux.cli.refusals import Refusals
from travaux.intake.options import IntakeOptions
from travaux.ontology.claim import AnyClaim, Move
from travaux.review.gold import GoldMove, list_gold, read_gold
from travaux.review.score import Score, score_moves
from travaux.views.lines import make_line

app = make_app()
EVALUATE_SCHEMA = "travaux-evaluate/1"


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of NAME.txt and NAME.json.")],
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Code the reports of a folder and hold the moves against its gold: precision, recall and F1."""
    pairs = list_gold(gold)
    refusals = Refusals()
    coder = make_coder(model, packs, reader)
    rows: list[tuple[list[GoldMove], list[GoldMove]]] = []
    by_text = {str(text): answers for text, answers in pairs}
    for report, claims in code_paths(list(by_text), IntakeOptions(), refusals, coder):
        rows.append((read_gold(by_text[report.place], report.text), [_read(c) for c in _moves(claims)]))
    scores = score_moves(rows)
    if format is Format.JSON:
        measures = {n: _row(s) for n, s in scores.items()}
        left = {"set_aside": refusals.set_aside_rows(), "refused": refusals.refused_rows()}
        show_json({"schema": EVALUATE_SCHEMA, "reports": len(rows), "measures": measures, **left})
    else:
        told = f"{len(rows)} reports, {scores['act'].gold} gold moves, {scores['act'].coded} coded"
        show("\n".join([told, *(_say(n, s) for n, s in scores.items())]))
    refusals.finish()


def _moves(claims: tuple[AnyClaim, ...]) -> list[Move]:
    return [c for c in claims if isinstance(c, Move)]


def _read(move: Move) -> GoldMove:
    """A coded move in the words of its line, which are the gold's."""
    line = make_line(move)
    lists = {name: tuple(map(str, line[name])) for name in ("actors", "recipients", "issues", "relayed_by")}
    return GoldMove(
        act=move.act.value,
        quote=(move.span.start, move.span.end),
        trigger=(move.trigger.start, move.trigger.end),
        modality=move.modality.value,
        date=line["date"],
        place=line["place"],
        speaker=line["speaker"],
        **lists,
    )


def _row(score: Score) -> dict[str, float]:
    rates = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {
        **{k: round(v, 4) for k, v in rates.items()},
        "right": score.right,
        "coded": score.coded,
        "gold": score.gold,
    }


def _say(name: str, s: Score) -> str:
    return f"  {name:18} P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}  ({s.right} right, {s.coded} coded, {s.gold} gold)"
