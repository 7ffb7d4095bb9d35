"""Keeps the number of sign-ins that are tried down, by account and by address."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

WINDOW_S = 300.0
BY_ACCOUNT = 8
BY_ADDRESS = 30
"""Tries within the window; behind one address there may be a whole house."""
_MOST = 20_000
"""Accounts and addresses that are remembered; the oldest are forgotten first."""


class Attempts:
    """The tries of the last minutes. Any thread may use it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def begin(self, account: str, address: str) -> float:
        """Count a try; the seconds after which another is let through if this one must not be, else 0.

        It is counted before the password is looked at, so that many at once are no way around.
        """
        keys = ((("account", account.casefold()), BY_ACCOUNT), (("address", _group(address)), BY_ADDRESS))
        now = self._clock()
        with self._lock:
            waits = [self._wait(key, most, now) for key, most in keys]
            if max(waits) > 0:
                return max(waits)
            for key, _ in keys:
                self._tries.setdefault(key, deque()).append(now)
                self._tries.move_to_end(key)
            while len(self._tries) > _MOST:
                self._tries.popitem(last=False)
        return 0.0

    def succeed(self, account: str, address: str) -> None:
        """Forget the tries on an account whose password was given, and the last of the address."""
        with self._lock:
            self._tries.pop(("account", account.casefold()), None)
            own = self._tries.get(("address", _group(address)))
            if own:
                own.pop()

    def _wait(self, key: tuple[str, str], most: int, now: float) -> float:
        tries = self._tries.get(key)
        if tries is None:
            return 0.0
        while tries and tries[0] <= now - WINDOW_S:
            tries.popleft()
        return tries[0] + WINDOW_S - now if len(tries) >= most else 0.0


def _group(address: str) -> str:
    """An address as one that tries would be told by: of IPv6 the network that a house gets, not one of its many addresses."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((ip, 64), strict=False)) if isinstance(ip, IPv6Address) and not ip.ipv4_mapped else str(ip)
