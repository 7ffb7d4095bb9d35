"""An address that the user named, to the reports that it gives: a page, a text, or the entries of a feed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from travaux.errors import InputError, NetworkError, UsageError
from travaux.fetch import FEED_KINDS, PAGE_KINDS, Fetcher, FetchOptions
from travaux.intake.entries import Item, iter_feed_bytes
from travaux.intake.fetched import read_fetched
from travaux.intake.kinds import looks_like_feed
from travaux.intake.options import IntakeOptions

_LOOK = 4096


def iter_address(address: str, options: IntakeOptions) -> Iterator[Item]:
    """The reports at an address. Of a feed its own words are read; `travaux watch` follows its entries to their pages.

    Raises:
        InputError: it cannot be fetched, or what it gives cannot be read.
    """
    try:
        found = _find_fetcher(options.fetch or FetchOptions()).fetch(address, PAGE_KINDS | FEED_KINDS)
    except (NetworkError, UsageError) as error:
        raise InputError(address, str(error)) from error
    if looks_like_feed(found.body[:_LOOK]):
        yield from iter_feed_bytes(found.body, address, options)
        return
    yield read_fetched(found, datetime.now(UTC).date(), options)


@cache
def _find_fetcher(options: FetchOptions) -> Fetcher:
    """One fetcher for all of a run: it knows when it last asked which site, and lets some time pass."""
    return Fetcher(options)
