"""Set the weights of linking and the thresholds of acts on the development texts, for a trained model.

    python -m training.tune MODEL GOLD

Goes through the weights one by one, each up and down by steps, and keeps what raises the figure; prints what to write
into `data/linking.toml` and `data/acts.toml`. Linking is measured as score_attribution.py does (relation + pair), acts by
trigger as score_moves.py does. Even texts are tuned on, odd ones show whether it carries over.
"""

import argparse
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from eval.gold import HELD_BACK, read_gold
from spacy.tokens import Doc

from training.brat import read_brat
from travaux.reading.model.acts import Thresholds, combine_acts, load_thresholds
from travaux.reading.model.component import passages_of
from travaux.reading.model.costs import LinkOptions, Weights, load_link_options
from travaux.reading.model.encoder import Encoder
from travaux.reading.model.linking import link_attributions
from travaux.reading.model.tagging import Tagging
from travaux.reading.pipeline import RULES_ALONE, load_pipeline, read_report
from travaux.spans import Span

_STEPS = (0.5, 0.75, 1.3, 2.0)
_GAIN = 0.0005
Figure = Callable[[Any, bool], float]
"""The figure of some options, on the texts tuned on (True) or on the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text with its gold: attributions as (source words, content words), or moves as the scorer loads them."""

    doc: Doc
    tagging: Tagging
    gold: Any


def main() -> None:
    """Tune both and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    encoder, nlp = Encoder(options.model), load_pipeline(reader=RULES_ALONE)

    def cases(folder: Path, load: Callable[[Path], Any]) -> list[Case]:
        ids = {path.stem for path in folder.glob("*.txt")} - HELD_BACK
        docs = [(report.label, read_report(nlp, report)) for report in read_gold(folder, ids)]
        return [
            Case(doc=doc, tagging=encoder.tag(doc.text, passages_of(doc)), gold=load(folder / name))
            for name, doc in docs
        ]

    articles = cases(options.gold / "attribution" / "dev", lambda path: read_brat(path.with_suffix(".ann"))[0])
    scorer = _load_scorer(options.gold.parent / "tools" / "score_moves.py")
    moves = scorer.load_gold(options.gold / "moves")
    reports = cases(options.gold / "moves", lambda path: moves[path.name][1])
    _show("linking", tune_links(articles))
    _show("acts", _climb(load_thresholds(), _thresholds, lambda own, even: score_acts(reports, own, scorer, even=even)))


def tune_links(cases: Sequence[Case]) -> tuple[Any, float, float]:
    """The best options found, with both figures."""
    return _climb(load_link_options(), _link_options, lambda own, even: score_links(cases, own, even=even))


def _climb(options: Any, variants: Callable[[Any], Iterable[Any]], figure: Figure) -> tuple[Any, float, float]:
    best = figure(options, True)
    while True:
        start = best
        for make in variants(options):
            other = make(options)
            if (found := figure(other, True)) > best + _GAIN:
                options, best = other, found
                _say(f"{best:.4f} {figure(options, False):.4f}")
        if best <= start + _GAIN:
            return options, best, figure(options, False)


def _link_options(options: LinkOptions) -> Iterator[Callable[[LinkOptions], LinkOptions]]:
    for part in ("content", "source"):
        for name in asdict(getattr(options, part)):
            for step in _STEPS:
                yield lambda now, part=part, name=name, step=step: replace(
                    now, **{part: _scaled(getattr(now, part), name, step)}
                )
    for value in (0, 100, 200, 400):
        yield lambda now, value=value: replace(now, lone_reach=value)
    for value in (0.3, 0.5, 0.7, 0.85):
        yield lambda now, value=value: replace(now, lone_score=value)


def _scaled(weights: Weights, name: str, step: float) -> Weights:
    return replace(weights, **{name: round(getattr(weights, name) * step, 3)})


def _thresholds(_: Thresholds) -> Iterator[Callable[[Thresholds], Thresholds]]:
    for name, values in (
        ("veto", (0.8, 0.9, 0.95, 0.97, 0.98, 0.99)),
        ("least", (0.4, 0.5, 0.6, 0.7, 0.8)),
        ("overrule", (0.5, 0.6, 0.7, 0.8, 0.9)),
        ("spare", (0.02, 0.05, 0.1, 0.2)),
    ):
        for value in values:
            yield lambda now, name=name, value=value: replace(now, **{name: value})


def score_links(cases: Sequence[Case], options: LinkOptions, *, even: bool) -> float:
    """Relation F1 and pair F1, summed."""
    hits = pairs = total = 0
    for case in cases[0 if even else 1 :: 2]:
        mine = link_attributions(case.doc, case.tagging, options)
        gold = [relation for relation in case.gold if relation.get("content")]
        total += len(mine) + len(gold)
        scored = sorted(
            ((_alike(g["content"], m.content), i, j) for i, g in enumerate(gold) for j, m in enumerate(mine)),
            reverse=True,
        )
        left_gold, left_mine = set(range(len(gold))), set(range(len(mine)))
        for share, i, j in scored:
            if share < 0.5:
                break
            if i in left_gold and j in left_mine:
                left_gold.discard(i)
                left_mine.discard(j)
                hits += 1
                source, own = gold[i].get("source", ()), mine[j].source
                pairs += any(own.span.overlaps(s) for s in source) if own is not None else not source
    return 2 * (hits + pairs) / max(1, total)


def _alike(first: Sequence[Span], second: Sequence[Span]) -> float:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in first for b in second)
    return shared / max(1, sum(map(len, first)) + sum(map(len, second)) - shared)


def score_acts(cases: Sequence[Case], thresholds: Thresholds, scorer: ModuleType, *, even: bool) -> float:
    """Act F1 and the share of the right modality among the acts found."""
    hits = total = right = 0
    for case in cases[0 if even else 1 :: 2]:
        mine = [
            {
                "act": act.act.value,
                "trigger": [act.trigger.span.start, act.trigger.span.end],
                "quote": [act.clause.start, act.clause.end],
                "modality": act.modality.value,
            }
            for act in combine_acts(case.doc, case.doc._.acts, case.tagging, thresholds)
        ]
        found = scorer.pair(case.gold, mine, lambda act: act)
        hits, total = hits + len(found), total + len(mine) + len(case.gold)
        right += sum(case.gold[i]["modality"] == mine[j]["modality"] for i, j in found)
    return 2 * hits / max(1, total) + 0.2 * right / max(1, hits)


def _load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _show(name: str, found: tuple[Any, float, float]) -> None:
    options, tuned, other = found
    _say(f"{name}: {tuned:.4f} on the texts tuned on, {other:.4f} on the others\n{options}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
