"""Keeps the dossier of a store in the store, to be had again for as long as neither its content nor travaux changes."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import travaux
from travaux.errors import StoreError
from travaux.ontology.dossier import DOSSIER, Dossier
from travaux.store.opening import Address, open_store
from travaux.store.packing import pack, unpack


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The place of one dossier in a store, and of what views make of it; `state` is that of the store when it was read.

    With `made_of`, which names all that it is made of, it stands for as long as that is the same, whatever else changes.
    """

    db: Address
    name: str
    state: str
    maker: str
    made_of: str | None = None

    @cached_property
    def dossier(self) -> tuple[str | None, bytes] | None:
        """The process that the dossier is of, and the dossier as JSON; None where none is kept of this state."""
        body = self.read("dossier")
        if body is None:
            return None
        process, _, document = body.partition(b"\n")
        return process.decode() or None, document

    def write(self, process: str | None, dossier: Dossier) -> None:
        """Keep a dossier; where the store cannot be written just now, it is made again another time."""
        self.keep("dossier", (process or "").encode() + b"\n" + DOSSIER.dump_json(dossier))

    def remember(self, view: str, make: Callable[[], str], asked: str = "") -> str:
        """What a view prints of this dossier: as it was kept, or made and kept now.

        `asked` is a line that says what was asked of the view; what was last asked is kept.
        """
        body, head = self.read(view), f"{asked}\n".encode() if asked else b""
        if body is not None and body.startswith(head):
            return body[len(head) :].decode("utf-8", "surrogatepass")
        text = make()
        self.keep(view, head + text.encode("utf-8", "surrogatepass"))
        return text

    def read(self, what: str) -> bytes | None:
        """What was kept under this name beside the dossier; None where nothing was, of this state."""
        name = f"{what} {self.name}"
        with open_store(self.db, create=False) as store:
            body = store.result(name, self.maker) if self.made_of is None else store.made(name, self.made_of)
        return None if body is None else unpack(body)

    def keep(self, what: str, body: bytes) -> None:
        """Keep something beside the dossier; where the store cannot be written just now, it is made again another time."""
        name, packed = f"{what} {self.name}", pack(body)
        try:
            with open_store(self.db, create=False, wait_s=0.1) as store:
                if self.made_of is None:
                    store.put_result(name, self.state, self.maker, packed)
                else:
                    store.put_made(name, self.made_of, packed)
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
    files = sorted(p for pack in packs for p in ([pack] if pack.is_file() else pack.rglob("*.toml")))
    facts = [f"{p.absolute()}:{s.st_size}:{s.st_mtime_ns}" for p in files for s in [p.stat()]]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16] if facts else ""
