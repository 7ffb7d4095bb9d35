"""Who asks: the account of a sign-in, or the one user of a desk that has no accounts and is on this machine alone."""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from travaux.errors import StoreError, UsageError
from travaux.store import Address, Store, open_store
from travaux.store.accounts import Role, add_sign_in, extend_sign_in, find_sign_in, list_accounts
from travaux.web.settings import LOOPBACK_HOSTS, Settings, is_loopback

HOLDS = timedelta(days=7)
"""How long a sign-in holds that is not used."""
_FRESH = timedelta(days=1)
"""A sign-in is prolonged once a day, not at every request: that would write to the store."""
SCRIPT_DAYS = 90
"""How long a token for a script holds where nothing else is asked for."""
VISIT = "visit"
_SCRIPT = "script"
"""Marks what is hashed of a token for scripts, so that none can be used as a cookie."""
_SESSION, _HOST_SESSION = "session", "__Host-session"
_RANKS = {Role.READER: 1, Role.REVIEWER: 2, Role.ADMIN: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who asks. Nobody (`role` is None) may only sign in. `token` is what their forms must carry."""

    name: str
    role: Role | None
    token: str
    sign_in: str | None = None
    """The hash of the sign-in's token; None for the one user of this machine."""

    def may(self, role: Role) -> bool:
        """Whether they may do what needs that role."""
        return self.role is not None and _RANKS[self.role] >= _RANKS[role]

    @property
    def local(self) -> bool:
        """Whether they are the one user of a desk without accounts."""
        return self.role is not None and self.sign_in is None

    @property
    def reviews(self) -> bool:
        """Whether they may review and add."""
        return self.may(Role.REVIEWER)

    @property
    def administers(self) -> bool:
        """Whether they may change accounts."""
        return self.may(Role.ADMIN)


class Users:
    """Finds out who asks."""

    def __init__(self, settings: Settings) -> None:
        self._local = settings.local if set(settings.hosts) <= set(LOOPBACK_HOSTS) else None
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()

    def find(self, store: Store, cookies: Mapping[str, str], scheme: str, bearer: str | None = None) -> User:
        """Who asks with these cookies, over http or https, or as a script with the token that it bears."""
        if bearer is not None:
            kept = find_sign_in(store, _hash(f"{_SCRIPT} {bearer}"))
            if kept is not None:
                return User(name=kept.account.name, role=kept.account.role, token="", sign_in=kept.token_hash)
            cookies = {}
        token = cookies.get(name_cookie(scheme), "")
        if token:
            kept = find_sign_in(store, _hash(token))
            if kept is not None:
                self._prolong(store, kept.token_hash, kept.expires)
                name, role = kept.account.name, kept.account.role
                return User(name=name, role=role, token=_hash(f"form {token}"), sign_in=kept.token_hash)
        if self._local is not None and next(list_accounts(store), None) is None:
            return User(name=self._local, role=Role.ADMIN, token=self._sign("local"))
        return User(name="", role=None, token=self._sign(f"visit {cookies[VISIT]}") if cookies.get(VISIT) else "")

    def sign_visit(self, visit: str) -> str:
        """The token of the form that signs in whoever has this cookie."""
        return self._sign(f"visit {visit}")

    def begin(self, store: Store, name: str) -> str:
        """Sign an account in; the token for its cookie, of which the store keeps the hash alone."""
        token = secrets.token_urlsafe(32)
        add_sign_in(store, name, _hash(token), _later(HOLDS))
        return token

    @staticmethod
    def begin_script(store: Store, name: str, days: int = SCRIPT_DAYS) -> tuple[str, str]:
        """Make a token with which a script reads as an account, and tell until when it holds (UTC, ISO 8601).

        The store keeps the token's hash alone. It ends with the other sign-ins of the account.
        """
        token, expires = secrets.token_urlsafe(32), _later(timedelta(days=days))
        add_sign_in(store, name, _hash(f"{_SCRIPT} {token}"), expires)
        return token, expires

    def _prolong(self, store: Store, token_hash: str, expires: str) -> None:
        if expires < _later(HOLDS - _FRESH):
            try:
                extend_sign_in(store, token_hash, _later(HOLDS))
            except StoreError:
                return  # somebody is writing; the next request tries again

    def _sign(self, words: str) -> str:
        return hmac.new(self._secret, words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def name_cookie(scheme: str) -> str:
    """The name of the cookie of a sign-in: over https one that no other host of the domain can set."""
    return _HOST_SESSION if scheme == "https" else _SESSION


def check_listening(db: Address, host: str) -> None:
    """See that a desk which others can reach has accounts.

    Raises:
        UsageError: it has none.
        StoreError: the store cannot be opened.
    """
    if is_loopback(host):
        return
    with open_store(db, create=False) as store:
        if next(list_accounts(store), None) is None:
            raise UsageError(
                f"{host} can be reached from other machines, and {store.name} has no accounts: add one first"
                " (`travaux account add NAME --role admin`), or listen on 127.0.0.1. Nothing was started"
            )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _later(by: timedelta) -> str:
    return (datetime.now(UTC) + by).strftime("%Y-%m-%dT%H:%M:%SZ")
