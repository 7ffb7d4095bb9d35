"""Feeds saved to disk (RSS and Atom) to reports: each entry with the words that the feed itself holds of it."""

import io
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import feedparser
from lxml import html as lxml_html
from lxml.etree import ParserError

from travaux.errors import InputError
from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.intake.segments import Hints
from travaux.ontology.report import Report

ENTRIES = 10_000
"""The most entries that are read of one feed."""
_MOST_BYTES = 20_000_000
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p"
    " pre section table td th tr ul".split()
)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe", "object"})


def iter_feed(data: bytes, place: str, options: IntakeOptions) -> Iterator[Report | InputError]:
    """The reports of a feed's entries, in its order; an entry without words is an InputError in its place.

    Raises:
        InputError: the data are no feed.
    """
    if len(data) > _MOST_BYTES:
        raise InputError(place, f"the feed holds more than {_MOST_BYTES:,} bytes; split it")
    # Bytes are wrapped: feedparser itself would fetch what looks like an address.
    found: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise InputError(place, "it is no feed (RSS or Atom); other XML is not read")
    if not found.entries:
        raise InputError(place, "the feed has no entries; there is nothing to read")
    feed = Fields(outlet=_squeeze(found.feed.get("title")), language=_squeeze(found.feed.get("language")))
    for n, row in enumerate(found.entries[:ENTRIES], 1):
        try:
            yield _read_entry(row, f"{place}, entry {n}", feed, options)
        except InputError as error:
            yield error
    if len(found.entries) > ENTRIES:
        yield InputError(place, f"the feed has more than {ENTRIES:,} entries; the rest was not read, split it")


def _read_entry(row: Any, place: str, feed: Fields, options: IntakeOptions) -> Report:
    title = " ".join(read_fragment(row.get("title") or "")) or None
    blocks = max((read_fragment(words) for words in _list_bodies(row)), key=lambda b: sum(map(len, b)), default=[])
    if not blocks and title is None:
        raise InputError(place, "the entry has neither a title nor words; there is nothing to read")
    head = [title] if title and title not in blocks[:1] else []
    link = _squeeze(row.get("link"))
    given = Fields(url=link if link and link.startswith(("http://", "https://")) else None, language=feed.language)
    told = Fields(title=title, outlet=feed.outlet, byline=_squeeze(row.get("author")), published=_read_day(row))
    source = Source(text="\n\n".join([*head, *blocks]), place=place, given=given, page=told, hints=Hints())
    return make_report(source, options)


def _list_bodies(row: Any) -> Iterator[str]:
    for part in row.get("content") or ():
        yield str(part.get("value") or "")
    yield str(row.get("summary") or "")


def read_fragment(words: str) -> list[str]:
    """The blocks of text in a piece of HTML, without its marks; of plain text, its lines."""
    words = words.replace("\0", " ")
    if "<" not in words and "&" not in words:
        return [line for line in (_squeeze(w) for w in words.splitlines()) if line]
    try:
        root = lxml_html.fragment_fromstring(words, create_parent="div")
    except (ParserError, ValueError):
        return [line for line in [_squeeze(words)] if line]
    blocks = [""]
    for event, text in _walk(root):
        if event:
            blocks.append("")
        blocks[-1] += text
    return [line for line in map(_squeeze, blocks) if line]


def _walk(root: Any) -> Iterator[tuple[bool, str]]:
    """The texts of a tree in order, each with whether a block begins or ends before it; without recursion."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    silent = 0
    while stack:
        element, left = stack.pop()
        named = element.tag if isinstance(element.tag, str) else ""
        hidden = named in _SILENT or not named
        if left:
            silent -= hidden
            yield named in _BLOCKS, "" if silent else element.tail or ""
            continue
        silent += hidden
        yield named in _BLOCKS, "" if silent else element.text or ""
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _squeeze(value: Any) -> str | None:
    return " ".join(str(value or "").split()) or None


def _read_day(row: Any) -> date | None:
    for name in ("published_parsed", "updated_parsed"):
        moment = row.get(name)
        if moment is not None:
            try:
                return datetime.fromtimestamp(timegm(moment), UTC).date()
            except (ValueError, OverflowError, OSError):
                continue
    return None
