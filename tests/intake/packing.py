"""Makes packed files and archives for the tests of intake."""

import io
import zipfile
from collections.abc import Mapping

PARAGRAPHS = (
    "The envoy left the harbour on Monday without a signed text, said an official of the ministry that hosts the talks.",
    "Both delegations promised to come back to the table within a week, the mediator told reporters in the evening.",
    "Trucks with flour and medicine waited at the northern bridge for clearance, and none had been let through so far.",
    "The head of the delegation from the hills said that the lists of prisoners would be handed over on the next day.",
)


def make_page(title: str = "Envoy leaves harbour talks") -> bytes:
    words = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{words}</article></body></html>".encode()


def make_record(
    url: str,
    body: bytes,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: str = "",
    length: str | None = None,
    record: str = "response",
) -> bytes:
    """One record of a WARC file; `length` tells another Content-Length than its own."""
    block = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body if record == "response" else body
    )
    own = "application/http; msgtype=response" if record == "response" else kind
    head = (
        f"WARC/1.0\r\nWARC-Type: {record}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url))}>\r\nContent-Type: {own}\r\n"
        f"Content-Length: {length if length is not None else len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def make_zip(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
