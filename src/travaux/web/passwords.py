"""Passwords of accounts: kept as argon2id hashes alone, and checked a few at a time."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from travaux.errors import UsageError

LEAST, MOST = 10, 1000
"""Characters of a password."""
_HASHER = PasswordHasher()
_ROOM = threading.BoundedSemaphore(2)
"""A check takes 64 mebibytes and a good part of a processor: so many run at once, and others wait."""


def hash_password(password: str, name: str) -> str:
    """The hash to keep of a new password.

    Raises:
        UsageError: it is too short or too long, or the name of the account. Nothing was changed.
    """
    if not LEAST <= len(password) <= MOST:
        raise UsageError(
            f"a password has {LEAST} to {MOST} characters, and this one has {len(password)}. Nothing was changed"
        )
    if password.casefold() == name.casefold():
        raise UsageError("a password is not the name of its account. Nothing was changed")
    with _ROOM:
        return _HASHER.hash(_encode(password))


def check_password(password_hash: str | None, password: str) -> bool:
    """Whether a password is that of a hash.

    Without a hash it takes as long and is false, so that nobody learns who has an account.
    """
    known = password_hash or _nobody()
    with _ROOM:
        try:
            return _HASHER.verify(known, _encode(password[: MOST + 1])) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def _encode(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


@cache
def _nobody() -> str:
    return _HASHER.hash(b"the password of no account")
