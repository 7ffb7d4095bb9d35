"""Drawings once made, kept in memory."""

import threading
from collections import OrderedDict
from collections.abc import Callable

_KEPT = 64


class Drawings:
    """Keeps the latest drawings by a name that changes with what is drawn. Any thread may ask it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str, make: Callable[[], str]) -> str:
        """The drawing of this name, made now if it is not there; one is made at a time."""
        with self._lock:
            found = self._kept.get(name)
            if found is None:
                found = self._kept[name] = make()
            self._kept.move_to_end(name)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return found
