"""The audit trail of reviews in a store: entries are added and read, never changed or deleted."""

import json
from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import RowMapping, insert, or_, select

from travaux.errors import StoreError
from travaux.ontology.claim import LATE, AnyClaim
from travaux.ontology.review import Decision, Review, Target, Verdict
from travaux.store.rows import make_storable, now
from travaux.store.schema import REVIEWS
from travaux.store.store import Store, _count_change

_CLAIM: TypeAdapter[AnyClaim] = TypeAdapter(AnyClaim, config=LATE)


def add_review(store: Store, decision: Decision) -> Review:
    """Add one entry to the trail, with the time of now."""
    row = {
        "target": decision.target,
        "kind": decision.kind.value,
        "verdict": decision.verdict.value,
        "changes": json.dumps(dict(decision.changes), sort_keys=True),
        "claim": None if decision.claim is None else _CLAIM.dump_json(decision.claim).decode(),
        "reviewer": make_storable(decision.reviewer),
        "reason": make_storable(decision.reason),
        "recorded_at": now(),
    }
    with store._session.writing(f"keep the review of {decision.target}") as connection:
        _count_change(connection)
        serial = connection.execute(insert(REVIEWS).values(**row).returning(REVIEWS.c.serial)).scalar_one()
        found = connection.execute(select(REVIEWS).where(REVIEWS.c.serial == serial)).mappings().one()
    return _read(found)


def list_reviews(store: Store, about: str | None = None) -> Iterator[Review]:
    """All entries, oldest first; or only those about one claim or report, links of it among them.

    Raises:
        StoreError: an entry is damaged.
    """
    with store._session.reading("read its reviews") as connection:
        query = select(REVIEWS).order_by(REVIEWS.c.serial)
        if about is not None:
            target = REVIEWS.c.target
            ends = (target.startswith(f"{about} ", autoescape=True), target.endswith(f" {about}", autoescape=True))
            query = query.where(or_(target == about, *ends))
        for row in connection.execute(query).mappings():
            if about is None or about in row["target"].split(" "):
                yield _read(row)


def find_review(store: Store, serial: int) -> Review | None:
    """The entry of that serial; None if there is none."""
    with store._session.reading(f"read review {serial}") as connection:
        row = connection.execute(select(REVIEWS).where(REVIEWS.c.serial == serial)).mappings().first()
    return None if row is None else _read(row)


def list_verdicts(store: Store) -> dict[str, tuple[int, Verdict]]:
    """Target → serial and verdict of the last entry that decides of it; marks are passed over."""
    columns = (REVIEWS.c.target, REVIEWS.c.serial, REVIEWS.c.verdict)
    query = select(*columns).where(REVIEWS.c.verdict != Verdict.MARK.value).order_by(REVIEWS.c.serial)
    with store._session.reading("read its verdicts") as connection:
        return {target: (serial, Verdict(verdict)) for target, serial, verdict in connection.execute(query)}


def _read(row: RowMapping) -> Review:
    try:
        return Review(
            serial=row["serial"],
            target=row["target"],
            kind=Target(row["kind"]),
            verdict=Verdict(row["verdict"]),
            changes=json.loads(row["changes"]),
            claim=None if row["claim"] is None else _CLAIM.validate_json(row["claim"]),
            reviewer=row["reviewer"],
            reason=row["reason"],
            recorded_at=row["recorded_at"],
        )
    except (ValueError, ValidationError) as error:
        raise StoreError(f"review {row['serial']} is damaged: {error}. Nothing was changed") from error
