"""What codes for a desk: one process beside it, which loads the pipeline once."""

from pathlib import Path
from tempfile import TemporaryDirectory

from travaux.run.lending import write_processes
from travaux.run.pool import Pool
from travaux.run.worker import CoderChoice
from travaux.store import Store, open_store
from travaux.web.settings import Settings


class CodingProcess(Pool):
    """A process that codes with the packs and models of a desk, and the processes that people described in its store."""

    def __init__(self, settings: Settings) -> None:
        self._folder = TemporaryDirectory(prefix="travaux-desk-")
        with open_store(settings.db, create=False) as store:
            self._knows = _list_files(store)
            own = write_processes(store, Path(self._folder.name))
        super().__init__(CoderChoice(model=settings.model, packs=(*settings.packs, *own), reader=settings.reader), 1)

    def fits(self, store: Store) -> bool:
        """Whether it knows the processes that people have described by now."""
        return self._knows == _list_files(store)

    def close(self) -> None:
        """End it; what it has in hand is dropped."""
        super().close()
        self._folder.cleanup()


def _list_files(store: Store) -> tuple[str, ...]:
    return tuple(body for _, body in store.process_files())
