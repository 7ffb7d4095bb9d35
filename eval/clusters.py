"""Reports of one event: are their claims' origins counted right, their contradictions seen, and their copies found?

The gold (`moves/clusters.json`) tells a claim in words of its own, with its reports and the number of its independent
origins. It is held against what the dossier shows of those reports in the nearest words.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from eval.gold import load_coder, read_gold
from travaux.ontology.confirmations import independent_origins
from travaux.ontology.dossier import Dossier, Evidence
from travaux.resolve.dossier import build_dossier
from travaux.resolve.joining import content_words

_NEAR = 0.34
"""Share of the words of a claim of the gold that a passage has, to tell the same."""


def measure_clusters(gold: Path) -> dict[str, float]:
    """The share of claims with the right number of origins, F1 of copies (in pairs), and the share of contradictions."""
    clusters = json.loads((gold / "moves" / "clusters.json").read_text(encoding="utf8"))
    right = claims = common = found = wanted = seen = contradictions = 0
    for cluster in clusters:
        dossier = code_cluster(gold, cluster["reports"])
        rows = list(dict.fromkeys(iter_evidence(dossier)))
        claims += len(cluster["claims"])
        right += sum(count_origins(rows, row) == row["independent"] for row in cluster["claims"])
        gold_pairs, own_pairs = _pairs(cluster["copies"]), _pairs(group_copies(dossier))
        common, found, wanted = common + len(gold_pairs & own_pairs), found + len(own_pairs), wanted + len(gold_pairs)
        contradictions += len(cluster["contradictions"])
        seen += sum(is_seen(dossier, row) for row in cluster["contradictions"])
    return {
        "origins_right": right / claims,
        "copies_f1": 2 * common / (found + wanted) if found + wanted else 1.0,
        "contradictions_found": seen / contradictions,
    }


def code_cluster(gold: Path, ids: Iterable[str]) -> Dossier:
    """The dossier of these reports of the gold."""
    reports = read_gold(gold / "moves", set(ids))
    coder = load_coder()
    return build_dossier(reports, [c for r in reports for c in coder.code(r)], coder.world)


def iter_evidence(value: object) -> Iterator[Evidence]:
    """All evidence in a dossier, as often as it stands there."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from iter_evidence(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from iter_evidence(getattr(value, field.name))


def count_origins(rows: Iterable[Evidence], claim: dict[str, Any]) -> int:
    """The independent origins of the passages nearest to a claim of the gold, one in each of its reports."""
    wanted = content_words(claim["claim"])
    nearest: dict[str, tuple[float, list[Evidence]]] = {}
    for row in rows:
        if row.report in claim["reports"] and (share := _share(wanted, row)) >= _NEAR:
            best, same = nearest.get(row.report, (0.0, []))
            if share > best:
                nearest[row.report] = (share, [row])
            elif share == best:
                same.append(row)
    return len(independent_origins(row for _, same in nearest.values() for row in same))


def _share(wanted: frozenset[str], row: Evidence) -> float:
    return len(wanted & content_words(row.quote)) / len(wanted)


def group_copies(dossier: Dossier) -> list[list[str]]:
    """The groups of reports that share a text."""
    groups: dict[str, list[str]] = {}
    for report in dossier.reports:
        groups.setdefault(report.copy_of or report.id, []).append(report.label)
    return [g for g in groups.values() if len(g) > 1]


def _pairs(groups: Iterable[list[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def is_seen(dossier: Dossier, contradiction: dict[str, Any]) -> bool:
    """Whether a contradiction of the dossier sets passages like the one side against passages like the other."""
    a, b = content_words(contradiction["a"]), content_words(contradiction["b"])
    for item in dossier.contradictions:
        left = [e for e in item.evidence if e.report in contradiction["a_reports"] and _share(a, e) >= _NEAR]
        right = [e for e in item.evidence if e.report in contradiction["b_reports"] and _share(b, e) >= _NEAR]
        if left and right:
            return True
    return False
