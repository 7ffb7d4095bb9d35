"""Turns reports and claims into rows and back; what a row cannot give back unchanged is never written."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from travaux.errors import InputError, InternalError, StoreError
from travaux.ontology.claim import CLAIMS, LATE, AnyClaim, Move, check_claims, claim_id
from travaux.ontology.report import Report, Segment

_REPORT = TypeAdapter(Report)
_SEGMENTS = TypeAdapter(tuple[Segment, ...])
_CLAIM: TypeAdapter[AnyClaim] = TypeAdapter(AnyClaim, config=LATE)

_LONGEST_ID = 1000
"""Bytes of a report's id: the index of a database holds about 2,700."""
_LONGEST_KEY = 500
"""Characters of a speaker by which claims are found; the claim itself holds the whole."""


def now() -> str:
    """The time now, as stored: UTC, to the second. Nothing is ordered by it, so a clock may jump."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_storable(message: str) -> str:
    """`message` with what no database keeps as text (lone surrogates, NUL) written as escapes."""
    return message.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def report_row(report: Report) -> dict[str, Any]:
    """The columns of a report.

    Raises:
        InputError: a field holds what cannot be kept as text, or is not of its type.
    """
    place = report.place or f"report {report.id!r}"
    try:
        row: dict[str, Any] = _REPORT.dump_python(report, exclude={"segments"}, warnings="error")
        row["segments"] = _SEGMENTS.dump_json(report.segments, warnings="error").decode()
    except PydanticSerializationError as error:
        reason = f"the report {report.id!r} cannot be stored ({error}); mend that field. It was not stored"
        raise InputError(place, reason) from error
    if len(report.id.encode("utf-8", "replace")) > _LONGEST_ID:
        reason = f"its id is longer than {_LONGEST_ID:,} bytes; give it a shorter one. The report was not stored"
        raise InputError(place[:_LONGEST_ID], reason)
    for name, value in row.items():
        if isinstance(value, Enum):
            row[name] = value.value
        elif isinstance(value, str):
            _check_text(place, name, value)
    return row


def _check_text(place: str, name: str, value: str) -> None:
    """Raise InputError if `value` holds a character that no database keeps in text."""
    at = value.find("\0")
    if at < 0:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            at = error.start
    if at >= 0:
        reason = (
            f"its {name} holds {value[at]!r} at character {at}, which is no text and cannot be stored;"
            " put U+FFFD in its place. The report was not stored"
        )
        raise InputError(place, reason)


def read_report(row: Mapping[str, Any]) -> Report:
    """The report of a row.

    Raises:
        StoreError: the row does not hold a report: something else wrote it, or the file is damaged.
    """
    try:
        return _REPORT.validate_python({**row, "segments": _SEGMENTS.validate_json(row["segments"])})
    except (ValidationError, InternalError) as error:
        message = f"the stored report {row['id']!r} is damaged ({_first_fault(error)}); delete it and read it in anew"
        raise StoreError(f"{message}. Nothing was changed") from error


def _first_fault(error: ValidationError | InternalError) -> str:
    """What is wrong, on one line: pydantic lists every fault with its input and an address."""
    if isinstance(error, InternalError):
        return str(error)
    fault = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}".removeprefix(": ")


def claim_rows(report: Mapping[str, Any], claims: Sequence[AnyClaim]) -> list[dict[str, Any]]:
    """The rows of a report's claims, from the `id`, `text` and `published` of that report.

    Raises:
        InternalError: a claim is another report's, is not grounded in the text, shares its id with another, or would
            not come back from the store as it went in.
    """
    _check_own(report["id"], claims)
    check_claims(report["text"], claims)
    try:
        bodies = [_write_claim(claim) for claim in claims]
        kept = CLAIMS.validate_json(f"[{','.join(bodies)}]")
    except PydanticSerializationError as error:
        raise InternalError(f"the claims of report {report['id']!r} cannot be stored: {error}") from error
    except ValidationError as error:
        fault = _first_fault(error)
        raise InternalError(f"the claims of report {report['id']!r} could not be read again: {fault}") from error
    for claim, same in zip(claims, kept, strict=True):
        if claim != same:
            raise InternalError(f"the claim {claim_id(claim)} would be stored as another: {claim!r}, {same!r}")
    return [_claim_row(claim, body, report["published"]) for claim, body in zip(claims, bodies, strict=True)]


def _write_claim(claim: AnyClaim) -> str:
    """The body of a claim: its kind, and what is not as it mostly is, so that half as much is read again."""
    body = _CLAIM.dump_json(claim, warnings="error", exclude_defaults=True).decode()
    return f'{{"kind":"{claim.kind}",{body[1:]}'


def _check_own(report: str, claims: Iterable[AnyClaim]) -> None:
    """Raise InternalError unless all claims are of that report, each with an id of its own."""
    seen: set[str] = set()
    for claim in claims:
        key = claim_id(claim)
        if claim.report != report:
            raise InternalError(f"the claim {key} was given for report {report!r}, and is of {claim.report!r}")
        if key in seen:
            raise InternalError(f"two claims have the id {key}: give them ordinals")
        seen.add(key)


def _claim_row(claim: AnyClaim, body: str, published: date | None) -> dict[str, Any]:
    return {
        "id": claim_id(claim),
        "report": claim.report,
        "kind": claim.kind,
        "start": claim.span.start,
        "end": claim.span.end,
        "ordinal": claim.ordinal,
        "act": claim.act.value if isinstance(claim, Move) else None,
        "speaker": None if claim.voice.speaker is None else claim.voice.speaker[:_LONGEST_KEY],
        "published": published,
        "body": body,
    }


def read_claims(report: str, bodies: Iterable[str]) -> tuple[AnyClaim, ...]:
    """The claims of stored bodies, in their order.

    Raises:
        StoreError: a body does not hold a claim: something else wrote it, or the file is damaged.
    """
    try:
        return tuple(CLAIMS.validate_json(f"[{','.join(bodies)}]"))
    except (ValidationError, InternalError) as error:
        message = f"the stored claims of report {report!r} are damaged ({_first_fault(error)}); code that report again"
        raise StoreError(f"{message}. Nothing was changed") from error


def refusal_row(place: str, reason: str) -> dict[str, Any]:
    """The columns of a refused input; the same place and reason have the same id."""
    place, reason = make_storable(place), make_storable(reason)
    digest = hashlib.sha256(f"{place}\0{reason}".encode()).hexdigest()
    return {"id": digest, "place": place, "reason": reason, "recorded_at": now()}
