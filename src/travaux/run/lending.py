"""Lends what a store's people described to what codes into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from travaux.store import Store


@contextmanager
def lend_processes(store: Store) -> Iterator[tuple[Path, ...]]:
    """The process files of a store, as files for as long as it lasts: what codes into the store knows their names."""
    with TemporaryDirectory() as folder:
        yield write_processes(store, Path(folder))


def write_processes(store: Store, folder: Path) -> tuple[Path, ...]:
    """Write the process files of a store into a folder; their paths."""
    paths = []
    for process, body in store.process_files():
        path = folder / f"{process.id}.toml"
        path.write_text(body, encoding="utf-8")
        paths.append(path)
    return tuple(paths)
