"""Single claims of a store by their ids, without the others of their reports."""

from collections.abc import Collection

from sqlalchemy import select

from travaux.ontology.claim import AnyClaim
from travaux.store.rows import read_claims
from travaux.store.schema import CLAIMS_TABLE
from travaux.store.store import Store

_PAGE = 500
"""Ids of one query: databases bound how many they take."""


def pick_claims(store: Store, names: Collection[str]) -> dict[str, AnyClaim]:
    """The claims of these ids as the coder found them; those that are not in the store are missing.

    Raises:
        StoreError: a claim is damaged.
    """
    wanted = sorted(set(names))
    columns = (CLAIMS_TABLE.c.id, CLAIMS_TABLE.c.report, CLAIMS_TABLE.c.body)
    out: dict[str, AnyClaim] = {}
    with store._session.reading("read its claims") as connection:
        for first in range(0, len(wanted), _PAGE):
            query = select(*columns).where(CLAIMS_TABLE.c.id.in_(wanted[first : first + _PAGE]))
            for row in connection.execute(query):
                out |= {str(row.id): claim for claim in read_claims(str(row.report), [row.body])}
    return out
