"""Trains the relevance gate: `python -m training.gate ../shared` writes `src/travaux/reading/gate.toml`.

Relevant are reports on conflicts, talks and diplomacy; unrelated are reports on accidents, sport, science, business and
culture. Only one half of each file is learnt from (of the unrelated, one half of the events); `python -m eval --only gate`
measures on the other. The bar is set so that 0.995 of relevant reports pass of which the
model had not learnt.
"""

import json
import sys
from collections import Counter
from hashlib import sha256
from math import sqrt
from pathlib import Path

import numpy as np

from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.reading.gate import find_words

RELEVANT = ("bbc", "guardian", "same-event", "syria-2017-2019", "web-crawl", "white-house")
UNRELATED = "events-many-outlets"
MIXED = ("north_Korea_hokkaido_missile", "kim_jong_un_offers_rare_olive_branch", "israel_approves_transfer")
"""Events of the unrelated file that are diplomacy after all: neither learnt from nor measured on."""
OUT = Path("src/travaux/reading/gate.toml")
STRONG = (
    "ceasefire ceasefires truce truces armistice mediator mediators mediation mediate negotiators negotiator negotiations"
    " peacekeepers envoy envoys hostages detainees insurgents rebels belligerents"
    " disarmament demilitarised demilitarized communique intermediaries guarantors"
)
ENOUGH = 2
_KEEP = 0.995
_FOLDS = 5
_FEWEST = 4
_LEAST = 0.1
_L2 = 1e-3
_STEPS = 300


def read_rows(reports: Path, half: int) -> tuple[list[str], list[str]]:
    """The texts of one half (0: learnt from, 1: measured on): relevant ones, unrelated ones; English alone."""
    relevant = [r.text for name in RELEVANT for r in _read(reports, name) if _half(r.id) == half]
    events = {str(row["id"]): row["event"] for row in _rows(reports, UNRELATED)}
    unrelated = [
        r.text for r in _read(reports, UNRELATED) if not events[r.id].startswith(MIXED) and _half(events[r.id]) == half
    ]
    return relevant, unrelated


def _read(reports: Path, name: str) -> list[Report]:
    items = iter_reports([reports / f"{name}.jsonl"])
    return [r for r in items if isinstance(r, Report) and r.set_aside is None]


def _rows(reports: Path, name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (reports / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]


def _half(key: str) -> int:
    return sha256(key.encode()).digest()[0] % 2


def train(relevant: list[str], unrelated: list[str]) -> tuple[dict[str, float], float]:
    """Weights by word and the bias, by logistic regression with a penalty on squares; both classes weigh the same.

    The bar is where texts that a model had not learnt from stood, fold by fold.
    """
    unseen: list[float] = []
    for fold in range(_FOLDS):
        kept = [t for n, t in enumerate(relevant) if n % _FOLDS != fold]
        weights, bias = _fit(kept, unrelated)
        unseen += [_score(weights, t) + bias for t in relevant[fold::_FOLDS]]
    weights, bias = _fit(relevant, unrelated)
    bar = float(np.quantile(unseen, 1 - _KEEP))
    return {w: round(x, 2) for w, x in weights.items() if abs(x) >= _LEAST}, round(bias - bar, 2)


def _score(weights: dict[str, float], text: str) -> float:
    words = find_words(text)
    return float(sum(weights.get(w, 0.0) for w in words) / sqrt(max(1, len(words))))


def _fit(relevant: list[str], unrelated: list[str]) -> tuple[dict[str, float], float]:
    """Weights and bias, by Adam on all texts at once."""
    bags = [find_words(t) for t in (*relevant, *unrelated)]
    counts = Counter(word for bag in bags for word in bag)
    names = sorted(w for w, n in counts.items() if n >= _FEWEST)
    place = {w: i for i, w in enumerate(names)}
    x = np.zeros((len(bags), len(names)), dtype=np.float32)
    for row, bag in zip(x, bags, strict=True):
        row[[place[w] for w in bag if w in place]] = 1 / max(1, len(bag)) ** 0.5
    y = np.arange(len(bags)) < len(relevant)
    share = np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum()).astype(np.float32)
    w, bias = np.zeros(len(names), dtype=np.float32), 0.0
    m, v = np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    for step in range(1, _STEPS + 1):
        error = (1 / (1 + np.exp(-(x @ w + bias))) - y) * share
        slope = np.append(x.T @ error + _L2 * w, error.sum())
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        move = 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-9)
        w, bias = w - move[:-1].astype(np.float32), bias - float(move[-1])
    return dict(zip(names, map(float, w), strict=True)), bias


def write(weights: dict[str, float], bias: float, out: Path) -> None:
    """The data file of the gate."""
    rows = "\n".join(f"{word} = {weight}" for word, weight in sorted(weights.items()))
    out.write_text(
        "# Weights of the relevance gate, made by training/gate.py.\n\n"
        f'bias = {bias}\nenough = {ENOUGH}\nstrong = "{STRONG}"\n\n[weights]\n{rows}\n',
        encoding="utf8",
    )


if __name__ == "__main__":
    write(*train(*read_rows(Path(sys.argv[1]) / "reports", 0)), OUT)
