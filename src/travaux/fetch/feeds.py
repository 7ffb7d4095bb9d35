"""Feeds (RSS and Atom): what a site announces, each entry with the address of its page."""

import io
import time
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from travaux.errors import InputError
from travaux.fetch.fetcher import Fetched

ENTRIES = 200
"""The most entries that are taken of one feed."""
_LONG = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry: its page, and what the feed says of it. The day is UTC, None where it is not told or cannot be."""

    address: str
    title: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """What a feed holds: entries in its order, each address once."""

    title: str | None
    entries: tuple[FeedEntry, ...]


def read_feed(fetched: Fetched) -> FeedPage:
    """The entries of a fetched feed; what has no address of http or https is left out.

    Raises:
        InputError: it is no feed.
    """
    # A feed is only ever given as bytes: feedparser itself would fetch what looks like an address.
    found: Any = feedparser.parse(io.BytesIO(fetched.body), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise InputError(fetched.asked, "it is no feed (RSS or Atom); look for the feed's own address on the page")
    entries: dict[str, FeedEntry] = {}
    for entry in _list_entries(found.entries, fetched.address):
        entries.setdefault(entry.address, entry)
    return FeedPage(title=_read_words(found.feed.get("title")), entries=tuple(entries.values())[:ENTRIES])


def _list_entries(rows: Any, base: str) -> Iterator[FeedEntry]:
    for row in rows:
        address = _find_address(row, base)
        if address is not None:
            yield FeedEntry(address=address, title=_read_words(row.get("title")), published=_read_day(row))


def _find_address(row: Any, base: str) -> str | None:
    link = row.get("link") or ""
    try:
        address = urljoin(base, str(link).strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return (
        parts._replace(fragment="").geturl() if link and parts.scheme in {"http", "https"} and parts.hostname else None
    )


def _read_day(row: Any) -> date | None:
    for name in ("published_parsed", "updated_parsed"):
        moment: time.struct_time | None = row.get(name)
        if moment is not None:
            try:
                return datetime.fromtimestamp(timegm(moment), UTC).date()
            except (ValueError, OverflowError, OSError):
                continue
    return None


def _read_words(value: Any) -> str | None:
    words = " ".join(str(value or "").split())
    return (words if len(words) <= _LONG else f"{words[:_LONG]}…") or None
