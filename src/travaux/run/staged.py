"""Parquet files of reports, and of what came of them: how a cluster is given its work, and hands it back.

Folders are paths, or addresses of any store that fsspec knows (s3://…). No file is ever changed: what is written again gets the
same name and holds the same.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from travaux.ontology.claim import CLAIMS, AnyClaim
from travaux.ontology.report import Report
from travaux.run.pool import Outcome
from travaux.store import Store

REPORTS = pa.schema([("id", pa.string()), ("report", pa.string())])
"""A report's id, and the report as JSON."""
CODED = pa.schema(
    [("report", pa.string()), ("extractor", pa.string()), ("failure", pa.string()), ("claims", pa.list_(pa.string()))]
)
"""A row for each report: the coder, why it failed (null where it did not), and the claims, each as JSON."""
_REPORT = TypeAdapter(Report)
_CLAIM: TypeAdapter[AnyClaim] = TypeAdapter(AnyClaim)
_READ = 16
_KEPT = 256
"""Reports that are written to a store at a time."""


def write_reports(reports: Iterable[Report], folder: str, name: str, shard: int, filesystem: Any = None) -> int:
    """Write reports to the Parquet files `name`-000000 and so on, so many (`shard`) to a file; the number of reports."""
    files, root = _open(folder, filesystem)
    files.makedirs(root, exist_ok=True)
    left, number, shards = iter(reports), 0, 0
    while batch := list(islice(left, shard)):
        rows = [{"id": r.id, "report": _REPORT.dump_json(r).decode()} for r in batch]
        with files.open(f"{root}/{name}-{shards:06}.parquet", "wb") as file:
            pq.write_table(pa.Table.from_pylist(rows, REPORTS), file)
        number, shards = number + len(batch), shards + 1
    return number


def read_reports(folder: str, filesystem: Any = None) -> Iterator[Report]:
    """The reports of a folder, file by file."""
    return (_REPORT.validate_json(row["report"]) for row in _read_rows(folder, filesystem))


def read_batch(batch: pa.Table) -> list[Report]:
    """The reports of a table with the schema REPORTS."""
    return [_REPORT.validate_json(row) for row in batch.column("report").to_pylist()]


def write_batch(outcomes: Iterable[Outcome], extractor: str) -> pa.Table:
    """Outcomes as a table with the schema CODED."""
    return pa.Table.from_pylist([_write_outcome(outcome, extractor) for outcome in outcomes], CODED)


def read_coded(folder: str, filesystem: Any = None) -> Iterator[Outcome]:
    """What came of the reports of a folder, file by file."""
    return map(_read_outcome, _read_rows(folder, filesystem))


def keep_coded(
    store: Store,
    reports: str,
    coded: str,
    wanted: Callable[[Outcome], bool] = lambda _: True,
    filesystem: Any = None,
) -> int:
    """Keep in a store those reports, with what came of them, that are `wanted`; how many are new to it.

    What the store knows already stays as it is. Ids and outcomes of those that are wanted are held in memory.

    Args:
        store: where they go.
        reports: a folder of Parquet files (schema REPORTS).
        coded: that of what came of them (schema CODED).
        wanted: whether a report is to be kept, told from its claims.
        filesystem: of both, an fsspec one; by default what the addresses say.
    """
    there = ((row["extractor"], _read_outcome(row)) for row in _read_rows(coded, filesystem))
    chosen = {outcome.report: (extractor, outcome) for extractor, outcome in there if wanted(outcome)}
    left = (r for r in read_reports(reports, filesystem) if r.id in chosen)
    new = 0
    while batch := list(islice(left, _KEPT)):
        with store.transaction():
            for report in batch:
                if store.add_report(report):
                    new += 1
                    _keep(store, *chosen[report.id])
    return new


def _keep(store: Store, extractor: str, outcome: Outcome) -> None:
    if outcome.failure is None:
        store.put_claims(outcome.report, outcome.claims, extractor)
    else:
        store.set_failed(outcome.report, outcome.failure, extractor)


def _open(folder: str, filesystem: Any) -> tuple[Any, str]:
    files, root = (filesystem, folder) if filesystem is not None else fsspec.core.url_to_fs(folder)
    return files, root.rstrip("/")


def _read_rows(folder: str, filesystem: Any) -> Iterator[dict[str, Any]]:
    files, root = _open(folder, filesystem)
    for path in sorted(files.glob(f"{root}/*.parquet")):
        with files.open(path, "rb") as file:
            for batch in pq.ParquetFile(file).iter_batches(_READ):
                yield from batch.to_pylist()


def _write_outcome(outcome: Outcome, extractor: str) -> dict[str, Any]:
    claims: Sequence[str] = [_CLAIM.dump_json(claim).decode() for claim in outcome.claims]
    failure = outcome.failure
    if failure is not None:  # an exception may quote half a character
        failure = json.dumps(failure)
    return {"report": outcome.report, "extractor": extractor, "failure": failure, "claims": claims}


def _read_outcome(row: dict[str, Any]) -> Outcome:
    claims = tuple(CLAIMS.validate_json(f"[{','.join(row['claims'])}]"))
    return Outcome(row["report"], claims, None if row["failure"] is None else json.loads(row["failure"]))
