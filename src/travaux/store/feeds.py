"""The feeds that a store's owner follows: what each last answered, and which reports it brought."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, insert, select

from travaux.store.rows import make_storable, now
from travaux.store.schema import BROUGHT, FEEDS, REPORTS
from travaux.store.store import Store

_PAGE = 500
"""Addresses asked for at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, and what it said when it was last asked: the two marks that let it answer "nothing new".

    `last_checked` is ISO 8601, UTC; `note` says what went wrong the last time, or None.
    """

    address: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    last_checked: str | None = None
    note: str | None = None


def put_feed(store: Store, feed: Feed) -> bool:
    """Keep a feed, in place of what was known of it; False if it was there."""
    row = {key: None if value is None else make_storable(value) for key, value in asdict(feed).items()}
    with store._session.writing(f"keep the feed {feed.address}") as connection:
        known = connection.scalar(select(FEEDS.c.address).where(FEEDS.c.address == row["address"])) is not None
        if known:  # what it brought refers to the row, which therefore stays
            connection.execute(FEEDS.update().where(FEEDS.c.address == row["address"]).values(**row))
        else:
            connection.execute(insert(FEEDS).values(**row))
        return not known


def find_feed(store: Store, address: str) -> Feed | None:
    """The feed of that address; None if it is not followed."""
    with store._session.reading(f"read the feed {address}") as connection:
        found = connection.execute(select(FEEDS).where(FEEDS.c.address == address)).mappings().first()
    return None if found is None else Feed(**found)


def list_feeds(store: Store) -> Iterator[Feed]:
    """All feeds by address."""
    with store._session.reading("read its feeds") as connection:
        for row in connection.execute(select(FEEDS).order_by(FEEDS.c.address)).mappings():
            yield Feed(**row)


def delete_feed(store: Store, address: str) -> bool:
    """Follow a feed no more; False if it was not followed. The reports that it brought stay."""
    with store._session.writing(f"delete the feed {address}") as connection:
        return connection.execute(delete(FEEDS).where(FEEDS.c.address == address)).rowcount > 0


def find_known_addresses(store: Store, addresses: Collection[str]) -> set[str]:
    """Those of these addresses at which a report of the store was found."""
    found: set[str] = set()
    wanted = sorted({address for address in addresses if make_storable(address) == address})
    with store._session.reading("see which addresses it knows") as connection:
        for at in range(0, len(wanted), _PAGE):
            found |= set(connection.scalars(select(REPORTS.c.url).where(REPORTS.c.url.in_(wanted[at : at + _PAGE]))))
    return found


def note_brought(store: Store, address: str, reports: Iterable[str]) -> int:
    """Keep which of the store's reports came by a feed; how many were not noted before. Others are passed over."""
    number = 0
    with store._session.writing(f"keep what the feed {address} brought") as connection:
        if connection.scalar(select(FEEDS.c.address).where(FEEDS.c.address == address)) is None:
            return 0
        for report in sorted(set(reports)):
            noted = select(BROUGHT.c.report).where(BROUGHT.c.feed == address, BROUGHT.c.report == report)
            stored = select(REPORTS.c.id).where(REPORTS.c.id == report)
            if connection.scalar(noted) is None and connection.scalar(stored) is not None:
                connection.execute(insert(BROUGHT).values(feed=address, report=report, brought_at=now()))
                number += 1
    return number


def list_brought(store: Store, address: str, limit: int = 50) -> tuple[str, ...]:
    """The ids of at most so many reports that a feed brought, the latest first."""
    query = select(BROUGHT.c.report).where(BROUGHT.c.feed == address)
    with store._session.reading(f"read what the feed {address} brought") as connection:
        return tuple(connection.scalars(query.order_by(BROUGHT.c.brought_at.desc(), BROUGHT.c.report).limit(limit)))


def count_brought(store: Store) -> dict[str, int]:
    """How many reports each feed brought, by address; feeds that brought none are left out."""
    query = select(BROUGHT.c.feed, func.count()).group_by(BROUGHT.c.feed).order_by(BROUGHT.c.feed)
    with store._session.reading("count what its feeds brought") as connection:
        return {row[0]: row[1] for row in connection.execute(query)}
