"""The official scorers on the development texts, from the tags alone: what one epoch is held against another by.

Linking here is the crudest there is (nearest cue, nearest source), because it has to run where no parser is; the
package's own figures are higher and come from `python -m eval`.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.windows import Row, by_text
from travaux.reading.model.decode import Scores, read_tags
from travaux.reading.model.tagging import Tag, Tagging
from travaux.reading.model.triggers import join_triggers
from travaux.reading.model.windows import Stream
from travaux.spans import Span

_LEAST = (0.3, 0.4, 0.5, 0.6, 0.7)
"""From which probability on a word is a trigger: the best of these is reported."""
Score = Callable[[Sequence[Row]], list[Scores]]
"""Gives the scores of the words of each window."""


def measure(rows: Sequence[Row], score: Score, work: Path) -> dict[str, Any]:
    """The figures of both tasks; `work` holds dev/ and tools/ as `training.data` writes them."""
    attributions: list[dict[str, Any]] = []
    by_least: dict[float, list[dict[str, Any]]] = {least: [] for least in _LEAST}
    for name, windows in by_text(rows):
        tagging = tag_text(windows, score(windows))
        if windows[0]["role"] is not None:
            attributions += ({"report": name, "kind": "attribution", **a} for a in _crude(tagging))
        else:
            for least, lines in by_least.items():
                lines.extend({"report": name, **m} for m in _moves(tagging, least))
    attribution = _official(work, "score_attribution.py", "attribution", attributions)
    found = {least: _official(work, "score_moves.py", "moves", lines) for least, lines in by_least.items()}
    best = max(found, key=lambda least: float(found[least]["act"]["f1"]))
    moves = found[best]
    return {
        "words": {k: v["f1"] for k, v in attribution["token"].items()},
        "relation": attribution["relation"]["f1"],
        "pair": attribution["pair"]["f1"],
        "act": moves["act"],
        "act_least": best,
        "modality": moves.get("modality"),
        "per_act": {k: v["f1"] for k, v in moves["per_act"].items()},
    }


def tag_text(windows: Sequence[Row], scores: Sequence[Scores]) -> Tagging:
    """The tags of a text from the scores of its windows."""
    spans = [Span(*span) for row in windows for span in row["spans"]]
    opening, at = [], 0
    for row in windows:
        opening += [at + n for n in row["opening"]]
        at += len(row["spans"])
    stream = Stream(
        ids=(), starts=tuple(range(len(spans))), words=tuple(spans), passages=tuple((n, n + 1) for n in opening)
    )
    return read_tags(stream, np.concatenate(scores), None, "training")


def _official(work: Path, script: str, folder: str, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp) / "lines.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")
        command = [sys.executable, str(work / "tools" / script), str(work / "dev" / folder), str(path), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  (our own scorers)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _crude(tagging: Tagging) -> list[dict[str, Any]]:
    owned: dict[int, list[Tag]] = {}
    for content in tagging.contents:
        near = _nearest(content.span, tagging.cues)
        owned.setdefault(near, []).append(content)
    out = []
    for n, contents in owned.items():
        anchor = tagging.cues[n] if n >= 0 else contents[0]
        source = _nearest(anchor.span, tagging.sources)
        out.append(
            {
                "source": _pair(tagging.sources[source].span) if source >= 0 else None,
                "cue": _pair(anchor.span) if n >= 0 else None,
                "content": [_pair(content.span) for content in contents],
            }
        )
    return out


def _nearest(span: Span, tags: Sequence[Tag]) -> int:
    def gap(n: int) -> int:
        return max(0, tags[n].span.start - span.end, span.start - tags[n].span.end)

    return min(range(len(tags)), key=gap, default=-1)


def _moves(tagging: Tagging, least: float) -> list[dict[str, Any]]:
    return [
        {
            "act": trigger.act.value,
            "trigger": _pair(trigger.span),
            "quote": _pair(trigger.span),
            "actors": [],
            "recipients": [],
            "modality": trigger.modality.value,
        }
        for trigger in join_triggers(tagging.acts, least)
    ]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
