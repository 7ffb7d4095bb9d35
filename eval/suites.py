"""The suites under `eval/suites/`, written before any code had met them: how many of their cases come out right."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eval.names import alike, same_name
from travaux.coding.coder import Coder
from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.views.lines import make_lines

_STANCES = {"acts", "wants"}
"""Senses of lines that tell what somebody does or means to do, in nobody's words: no attributions of a chain."""
FOLDER = Path(__file__).with_name("suites")
Case = dict[str, Any]
Line = dict[str, Any]


def read_suite(name: str) -> list[Case]:
    """The cases of a suite."""
    return [
        json.loads(row) for row in (FOLDER / f"{name}.jsonl").read_text(encoding="utf8").splitlines() if row.strip()
    ]


def code_case(coder: Coder, case: Case) -> list[Line]:
    """The claim lines of a case's text."""
    published = date.fromisoformat(case["published"]) if case.get("published") else None
    given = Fields(id=case["id"], outlet=case.get("outlet"), published=published, language="en")
    report = make_report(Source(text=case["text"], place=case["id"], given=given), IntakeOptions())
    return make_lines(coder.code(report))


def run_suite(coder: Coder, name: str, misses: Callable[[str], None] | None = None) -> dict[str, float]:
    """The share of a suite's cases that come out right; `misses` is told of each other one."""
    cases = read_suite(name)
    right = 0
    for case in cases:
        fault = CHECKS[name](case, code_case(coder, case))
        right += fault is None
        if fault is not None and misses is not None:
            misses(
                f"{case['id']} {case.get('category') or case.get('kind') or case.get('topic', '')}: {fault}\n    {case['text']!r}"
            )
    return {"right": right / len(cases)}


def check_chains(case: Case, lines: Sequence[Line]) -> str | None:
    """What is wrong with the chains of a case: each content has its speaker and carriers, and nothing else is attributed."""
    found = [line for line in lines if line["kind"] == "attribution" and line["sense"] not in _STANCES]
    used: list[Line] = []
    for wanted in case["attributions"]:
        start = case["text"].index(wanted["content"])
        span = (start, start + len(wanted["content"]))
        near = [line for line in found if line not in used and _covers(line, span)]
        fit = next((line for line in near if _chain_fault(wanted, line) is None), None)
        if fit is None:
            said = [_say_chain(line) for line in near] or "nothing"
            return (
                f"wanted {wanted['speaker']!r} via {wanted['relayed_by']} for {wanted['content'][:50]!r}; found {said}"
            )
        used.append(fit)
    if not case["attributions"] and found:
        return f"nobody says anything; found {[_say_chain(line) for line in found]}"
    return None


def _say_chain(line: Line) -> str:
    return f"{line['speaker']!r} ({line['speaker_kind']}) via {line['relayed_by']}{' denied' if line['denied'] else ''}"


def _covers(line: Line, span: tuple[int, int]) -> bool:
    shared = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in line["content"])
    own = sum(e - s for s, e in line["content"])
    return bool(2 * shared >= min(own, span[1] - span[0]) and 3 * shared >= span[1] - span[0])


def _chain_fault(wanted: Case, line: Line) -> str | None:
    if wanted["speaker"] is None:
        speaker = line["speaker"] is None
    else:
        speaker = line["speaker"] is not None and same_name(wanted["speaker"], line["speaker"])
    if not speaker:
        return "speaker"
    carriers = line["relayed_by"]
    if len(carriers) != len(wanted["relayed_by"]):
        return "carriers"
    if not all(same_name(a, b) for a, b in zip(wanted["relayed_by"], carriers, strict=True)):
        return "carriers"
    return None if bool(wanted["denied"]) == bool(line["denied"]) else "denied"


def check_moves(case: Case, lines: Sequence[Line]) -> str | None:
    """What is wrong with the moves of a case: act, trigger, modality and actors of each, and nothing beyond them."""
    found = [line for line in lines if line["kind"] == "move"]
    left = list(found)
    for wanted in case["moves"]:
        start = case["text"].index(wanted["trigger"])
        span = (start, start + len(wanted["trigger"]))
        fit = next((line for line in left if _is_move(wanted, line, span)), None)
        if fit is None:
            return f"wanted {_say_move(wanted)}; found {[_say_move(line) for line in found] or 'nothing'}"
        left.remove(fit)
    return f"beyond what is there: {[_say_move(line) for line in left]}" if left else None


def _say_move(move: Case) -> str:
    return f"{move['act']}({', '.join(move['actors'])} → {', '.join(move['recipients'])}; {move['modality']})"


def _is_move(wanted: Case, line: Line, span: tuple[int, int]) -> bool:
    touch = line["trigger"][0] < span[1] and span[0] < line["trigger"][1]
    same = line["act"] == wanted["act"] and line["modality"] == wanted["modality"]
    return touch and same and alike(wanted["actors"], line["actors"])


def check_noact(case: Case, lines: Sequence[Line]) -> str | None:  # noqa: ARG001
    """What acts a sentence without any draws, other than an assessment."""
    drawn = [line for line in lines if line["kind"] == "move" and line["act"] != "assess"]
    return f"drew {[(line['act'], line['text'][:50]) for line in drawn]}" if drawn else None


def check_access(case: Case, lines: Sequence[Line]) -> str | None:
    """What is wrong with the access points of a case: each facility with its state, and none beyond them."""
    found = [line for line in lines if line["kind"] == "access"]
    left = list(found)
    for wanted in case["access"]:
        fit = next((line for line in left if _is_access(wanted, line)), None)
        if fit is None:
            said = [(line["facility"], line["state"]) for line in found] or "nothing"
            return f"wanted {wanted['facility']!r} {wanted['status']}; found {said}"
        left.remove(fit)
    return f"beyond what is there: {[(line['facility'], line['state']) for line in left]}" if left else None


def _is_access(wanted: Case, line: Line) -> bool:
    drop = {"crossing", "port", "border", "corridor", "route", "point", "the", "of", "airport", "bridge", "checkpoint"}
    a, b = set(wanted["facility"].lower().split()), set(line["facility"].lower().split())
    state = "open" if line["state"] == "reopened" else line["state"]
    return bool(((a & b) - drop or a == b) and state == wanted["status"])


_SAME_UNIT = {"lorries": "trucks", "lorry": "trucks", "truck": "trucks", "truckloads": "trucks"}


def measure_movements(coder: Coder) -> dict[str, float]:
    """Of the access suite's consignments and rates, the share found (amount, unit and stage; amount and period)."""
    found = {"consignments": 0, "rates": 0, "drawn": 0}
    wanted = {"consignments": 0, "rates": 0}
    for case in read_suite("access"):
        lines = code_case(coder, case)
        loads = [line for line in lines if line["kind"] == "consignment"]
        rates = [line for line in lines if line["kind"] == "count" and line["per"]]
        wanted = {k: n + len(case[k]) for k, n in wanted.items()}
        found["drawn"] += len(loads)
        found["consignments"] += _count_found(case["consignments"], loads, _is_load)
        found["rates"] += _count_found(case["rates"], rates, _is_rate)
    return {
        "consignments_recall": found["consignments"] / wanted["consignments"],
        "consignments_precision": found["consignments"] / max(1, found["drawn"]),
        "rates_recall": found["rates"] / wanted["rates"],
    }


def _count_found(wanted: Sequence[Case], lines: Sequence[Line], fits: Callable[[Case, Line], bool]) -> int:
    left, found = list(lines), 0
    for row in wanted:
        fit = next((line for line in left if fits(row, line)), None)
        if fit is not None:
            left.remove(fit)
            found += 1
    return found


def _is_load(wanted: Case, line: Line) -> bool:
    unit = wanted["unit"] is None or _SAME_UNIT.get(line["unit"], line["unit"]) == wanted["unit"]
    return bool(line["amount"] == wanted["amount"] and line["stage"] == wanted["stage"] and unit)


def _is_rate(wanted: Case, line: Line) -> bool:
    return bool(line["value"] == wanted["amount"] and line["per"] == wanted["per"])


CHECKS: dict[str, Callable[[Case, Sequence[Line]], str | None]] = {
    "chains": check_chains,
    "moves": check_moves,
    "noact": check_noact,
    "access": check_access,
}
"""How a case of each suite is judged: what is wrong with it, None if nothing."""


def list_suites() -> Iterable[str]:
    """The names of the suites."""
    return CHECKS
