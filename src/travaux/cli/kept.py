"""Keeps the dossier of a store in the store, to be had again for as long as neither its content nor travaux changes."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Generic, TypeVar, overload

import travaux
from travaux.errors import StoreError
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.store import open_store

T = TypeVar("T")
_LEVEL = 1
"""Of compression: evidence repeats itself, so that even the quickest makes a tenth of it."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The place of one dossier in a store, and of what views make of it; `state` is that of the store when it was read."""

    db: Path
    name: str
    state: str
    maker: str

    @cached_property
    def dossier(self) -> tuple[str | None, bytes] | None:
        """The process that the dossier is of, and the dossier as JSON; None where none is kept of this state."""
        body = self._read("dossier")
        if body is None:
            return None
        process, _, document = body.partition(b"\n")
        return process.decode() or None, document

    def write(self, process: str | None, dossier: Dossier) -> None:
        """Keep a dossier; where the store cannot be written just now, it is made again another time."""
        self._write("dossier", (process or "").encode() + b"\n" + DOSSIER.dump_json(dossier))

    def remember(self, view: str, make: Callable[[], str]) -> str:
        """What a view prints of this dossier: as it was kept, or made and kept now."""
        body = self._read(view)
        if body is not None:
            return body.decode("utf-8", "surrogatepass")
        text = make()
        self._write(view, text.encode("utf-8", "surrogatepass"))
        return text

    def _read(self, what: str) -> bytes | None:
        with open_store(self.db, create=False) as store:
            body = store.result(f"{what} {self.name}", self.maker)
        return None if body is None else zlib.decompress(body)

    def _write(self, what: str, body: bytes) -> None:
        try:
            with open_store(self.db, create=False, wait_s=0.1) as store:
                store.put_result(f"{what} {self.name}", self.state, self.maker, zlib.compress(body, _LEVEL))
        except StoreError:
            return


@cache
def name_maker() -> str:
    """Names this travaux: its version, and the state of its files, so that nothing outlives a change of its rules."""
    root = Path(travaux.__file__).parent
    files = sorted(p for kind in ("*.py", "*.toml") for p in root.rglob(kind))
    facts = (f"{p.relative_to(root)}:{s.st_size}:{s.st_mtime_ns}" for p in files for s in [p.stat()])
    return hashlib.sha256("\n".join([travaux.__version__, *facts]).encode()).hexdigest()[:16]


def name_packs(packs: Iterable[Path]) -> str:
    """Names a user's packs by the state of their files; nothing for none."""
    files = sorted(p for folder in packs for p in folder.rglob("*.toml"))
    facts = [f"{p.absolute()}:{s.st_size}:{s.st_mtime_ns}" for p in files for s in [p.stat()]]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16] if facts else ""


class Late(Sequence[T], Generic[T]):
    """A sequence that is read when it is first asked for."""

    def __init__(self, read: Callable[[], Sequence[T]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> Sequence[T]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._items[at]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)
