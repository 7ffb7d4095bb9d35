"""Uploaded files from when they were taken until all that is in them is stored: in a folder beside the store."""

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from travaux.errors import InputError, UsageError
from travaux.intake.kinds import SUFFIXES, find_kind
from travaux.intake.options import IntakeOptions
from travaux.intake.sources import iter_reports
from travaux.ontology.report import Report
from travaux.store import Address
from travaux.store.postgres import is_postgres

_FACTS = "facts.json"
_CHUNK = 1 << 20
_LONGEST = 120
"""Characters of a file's name that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One uploaded file: where it lies, and what its giver said of it ("by", "outlet", "published", …)."""

    path: Path
    facts: Mapping[str, str]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def read(self, max_bytes: int) -> Iterator[Report | InputError]:
        """The reports in it; their places are told by the file's name alone."""
        published = self.facts.get("published", "")
        options = IntakeOptions(
            published=date.fromisoformat(published) if published else None,
            outlet=self.facts.get("outlet") or None,
            sensitivity=self.facts.get("sensitivity") or None,
            max_bytes=max_bytes,
        )
        folder = f"{self.path.parent}{os.sep}"
        for item in iter_reports([str(self.path)], options):
            if isinstance(item, InputError):
                yield InputError(item.place.removeprefix(folder), item.reason.replace(folder, ""))
            else:
                yield replace(item, place=item.place.removeprefix(folder))

    def forget(self) -> None:
        """Delete it: all that is in it is stored."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


class IncomingFolder:
    """The folder of a store's uploads; files of an earlier run lie in it still."""

    def __init__(self, db: Address) -> None:
        if isinstance(db, str) and is_postgres(db):
            name = hashlib.sha256(db.encode()).hexdigest()[:16]
            self._root = Path(tempfile.gettempdir()) / f"travaux-incoming-{os.getuid()}-{name}"
        else:
            self._root = Path(f"{db}.incoming")

    def keep(self, name: str, file: BinaryIO, facts: Mapping[str, str], max_bytes: int) -> Incoming:
        """Take a file.

        Raises:
            UsageError: it is of a kind that is not read, or too large. Nothing was kept.
        """
        safe = clean_name(name)
        if find_kind(safe) is None:
            known = ", ".join(SUFFIXES)
            raise UsageError(f"{safe!r} is not a kind of file that is read; known are {known}. Nothing was kept")
        folder = self._root / secrets.token_hex(8)
        folder.mkdir(parents=True, mode=0o700)
        try:
            _copy(file, folder / safe, max_bytes)
            # The facts come last: a file without them was never taken whole.
            (folder / _FACTS).write_text(json.dumps(dict(facts)), encoding="utf-8")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return Incoming(path=folder / safe, facts=facts)

    def list_left(self) -> Iterator[Incoming]:
        """The files that an earlier run took and did not finish."""
        for facts in sorted(self._root.glob(f"*/{_FACTS}")):
            given = json.loads(facts.read_text(encoding="utf-8"))
            for path in sorted(p for p in facts.parent.iterdir() if p.name != _FACTS):
                yield Incoming(path=path, facts=given)


def clean_name(name: str) -> str:
    """The name of an uploaded file as one of ours: no folder, no characters that a shell or a system takes for others."""
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r"[^\w.\- ]", "_", last).strip(" .") or "file"
    stem, dot, suffixes = plain.partition(".")
    plain = f"{stem[:_LONGEST]}{dot}{suffixes[-_LONGEST:]}"
    return f"given-{plain}" if plain == _FACTS else plain


def _copy(file: BinaryIO, to: Path, max_bytes: int) -> None:
    left = max_bytes
    with to.open("xb") as out:
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise UsageError(f"the file holds more than {max_bytes:,} bytes; split it. Nothing was kept")
            out.write(chunk)
