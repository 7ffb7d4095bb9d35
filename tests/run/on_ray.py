"""Run as a script by the Ray tests: `on_ray.py FOLDER` runs on a cluster of two cores, and says as JSON what became of it.

It makes the stores `whole`, `resumed`, `killed` and `kept` in FOLDER, and the Parquet files of the first two in `stage`; `kept`
holds what was read, coded and chosen on the cluster. A process of its own, because Ray leaves threads and warnings behind.
"""

import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path

import ray

from tests.run.coders import choose
from travaux.errors import InputError
from travaux.ontology.report import Report
from travaux.run.inputs import Waiting
from travaux.run.local import IngestSummary, ingest_pages
from travaux.run.ray import Cluster, RayCoders, code_parquet, stage_sources
from travaux.run.staged import keep_coded
from travaux.store import open_store

TEXT = "Oman proposed a pause and the Council refused."
Inputs = Sequence[Report | InputError]


def make_inputs(order: str = "wait 0.01") -> Inputs:
    """29 inputs, of which 24 are coded, two fail, one is a table, one unreadable and one comes twice."""

    def write(n: int) -> Report:
        text = f"{order} Report {n}: {TEXT} Café."
        return Report(id=f"r{n}", text=text, headline=f"No {n}", outlet="Tide", published=date(2024, 5, 1 + n % 9))

    inputs: list[Report | InputError] = [write(n) for n in range(24)]
    inputs[3:3] = [InputError("feed, item 4", "no text"), Report(id="table", text="1 2", set_aside="a table")]
    inputs[9:9] = [Report(id="bad", text="raise it"), Report(id="fault", text="fault Now"), write(1)]
    return inputs


def run(path: Path, inputs: Inputs, stage: str | None = None) -> IngestSummary:
    with (
        open_store(path, create=True) as store,
        RayCoders(choose(), Cluster(workers=2, stage=stage, shard=4)) as coders,
    ):
        return ingest_pages(Waiting(inputs), store, coders)


def find_actors() -> list[int]:
    """The processes of Ray's actors that code here."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            name = place.read_bytes().split(b"\0")[0]
        except OSError:
            continue
        if name.startswith(b"ray::") and b"MapBatches" in name:
            found.append(int(place.parent.name))
    return sorted(found)


def kill_one(before: list[int], killed: list[int], stop: threading.Event) -> None:
    """Kill the first new actor that is seen, once it has had time to begin."""
    while not stop.wait(0.1) and not killed:
        for process in [p for p in find_actors() if p not in before][:1]:
            stop.wait(1.0)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                killed.append(process)


def run_killed(path: Path) -> tuple[IngestSummary, int]:
    """A run of which an actor is killed; how many were."""
    killed, stop = list[int](), threading.Event()
    thread = threading.Thread(target=kill_one, args=(find_actors(), killed, stop))
    thread.start()
    try:
        return run(path, make_inputs("wait 0.4")), len(killed)
    finally:
        stop.set()
        thread.join()


def write_sources(folder: Path) -> list[str]:
    """Two files of reports: some that the gate lets through, and others; a line that is none; one report twice."""
    talks = "Mediators said that the envoys of both rebels and government agreed to a ceasefire near {place}."
    other = "the team scored a late goal in the second half, and the crowd sang in {place} until the evening."
    sources = []
    for name, places in (("a", ["Arusha", "Baidoa", "Goma"]), ("b", ["Juba", "Kisumu"])):
        rows = [
            {"id": f"{kind}-{p}", "text": text.format(place=p)}
            for p in places
            for kind, text in zip("to", (talks, other), strict=True)
        ]
        path = folder / f"{name}.jsonl"
        path.write_text("\n".join([*map(json.dumps, rows), "{ no report", json.dumps(rows[0])]), encoding="utf-8")
        sources.append(str(path))
    return sources


def keep_from_cluster(folder: Path) -> tuple[list[dict[str, object]], int, int]:
    """Read, code and keep on the cluster, twice; what was read, and how many reports were new each time."""
    reports, coded = str(folder / "cluster" / "reports"), str(folder / "cluster" / "coded")
    told = stage_sources(write_sources(folder), reports, shard=2)
    code_parquet(reports, coded, choose(), 1)
    with open_store(folder / "kept.sqlite", create=True) as store:
        new = [
            keep_coded(store, reports, coded, lambda found: all(c.quote != "Juba" for c in found.claims)) for _ in "12"
        ]
    return [asdict(one) for one in told], new[0], new[1]


def main(folder: Path) -> None:
    ray.init(
        address="local",
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        object_store_memory=100_000_000,
        _node_ip_address="127.0.0.1",
    )
    whole, resumed, stage = folder / "whole.sqlite", folder / "resumed.sqlite", f"file://{folder}/stage"
    summaries = {"whole": run(whole, make_inputs(), stage), "again": run(whole, make_inputs())}
    with open_store(resumed, create=True) as store:
        for item in make_inputs()[:3]:
            store.add_report(item)  # type: ignore[arg-type]
    summaries["resumed"] = run(resumed, make_inputs(), stage)
    summaries["killed"], kills = run_killed(folder / "killed.sqlite")
    told = {**{name: asdict(summary) for name, summary in summaries.items()}, "kept": keep_from_cluster(folder)}
    print(json.dumps({**told, "kills": kills, "seconds": time.process_time()}))  # noqa: T201 -- the test reads it
    ray.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
