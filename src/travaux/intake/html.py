"""A saved web page to a report: its article's words, one paragraph a block, and what the page says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trafilatura import bare_extraction, load_html

from travaux.errors import InputError
from travaux.intake.build import Source, find_domain, make_report
from travaux.intake.decode import declared_charset, decode_text
from travaux.intake.fields import Fields, read_day
from travaux.intake.options import IntakeOptions
from travaux.intake.segments import Hints
from travaux.ontology.report import Report

_SPACES = re.compile(r"\s+")
_TITLE_LENGTH = 20
_MOST_BYTES = 20_000_000
_MOST_TAGS = 100_000
"""A page of an article has some thousands; the parsers take minutes over a million."""
_MOST_ATTRIBUTES = 10_000
"""Of one tag; the parsers' time grows with the square of it."""
_TAG = re.compile(rb"""<[a-zA-Z][^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+""")
_QUOTED = re.compile(rb"""(?:"[^"]*+"|'[^']*+')""")
_BREAK = re.compile(rb"[\s/]+")
_BLOCKS = frozenset({"p", "quote", "code", "ab", "fw"})
_CAPTIONS = "(//article | //main)//figcaption | //*[contains(@class, 'wp-caption-text')]"
_CAPTION_LENGTHS = range(25, 400)


@dataclass(slots=True)
class _Page:
    """The blocks of an article as they are found."""

    blocks: list[str] = field(default_factory=list)
    subheads: set[str] = field(default_factory=set)

    def add(self, words: str, *, head: bool = False, mark: str = "") -> None:
        words = _squeeze(words)
        if words and (mark + words) not in self.blocks[-1:]:
            self.blocks.append(mark + words)
            if head:
                self.subheads.add(words)


def _squeeze(words: str) -> str:
    return _SPACES.sub(" ", words).strip()


def _words(element: Any) -> str:
    return "".join(element.itertext())


def _lines(element: Any) -> Iterator[str]:
    """The text of an element, cut at its line breaks."""
    line = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            yield "".join(line)
            line = [child.tail or ""]
        else:
            line.append(_words(child))
            line.append(child.tail or "")
    yield "".join(line)


def _collect(element: Any, page: _Page) -> None:
    """Add the blocks of trafilatura's tree, in order."""
    for child in element:
        if child.tag == "head":
            page.add(_words(child), head=True)
        elif child.tag == "item":
            page.add(_words(child), mark="- ")
        elif child.tag == "row":
            page.add(" | ".join(_squeeze(_words(cell)) for cell in child))
        elif child.tag in _BLOCKS and not child.xpath(".//p | .//list | .//head"):
            for line in _lines(child):
                page.add(line)
        else:
            page.add(child.text or "")
            _collect(child, page)
        if child.tail and child.tail.strip():
            page.add(child.tail)


def read_page(data: bytes, place: str, given: Fields, options: IntakeOptions) -> Report:
    """The report in a page.

    Raises:
        InputError: the data are no page, or no article is found in it.
    """
    if len(data) > _MOST_BYTES:
        raise InputError(place, f"the page holds more than {_MOST_BYTES:,} bytes; save the article alone")
    if data.count(b"<") > _MOST_TAGS:
        raise InputError(place, f"the page has more than {_MOST_TAGS:,} tags; save the article alone")
    if len(data) > _MOST_ATTRIBUTES and any(_count_attributes(tag) > _MOST_ATTRIBUTES for tag in _TAG.findall(data)):
        raise InputError(
            place, f"a tag of the page has more than {_MOST_ATTRIBUTES:,} attributes; save the article alone"
        )
    html = decode_text(data, place, declared_charset(data))
    document = _extract(html, place, given.url or options.url)
    page = _Page()
    _collect(document.body, page)
    if not page.blocks and document.text:
        page.blocks = [line for line in map(_squeeze, document.text.splitlines()) if line]
    if not page.blocks:
        raise InputError(place, "no article is found in the page; save its text, or give the page of one article")
    facts = _read_facts(document)
    captions = _find_captions(html, page.blocks)
    title = given.title or options.title or facts.title
    head = [title] if title and not any(_heads(block, title) for block in page.blocks[:2]) else []
    text = "\n\n".join([*head, *page.blocks, *captions])
    hints = Hints(captions=frozenset(captions), subheads=frozenset(page.subheads - {title}))
    return make_report(Source(text=text, place=place, given=given, page=facts, hints=hints), options)


def _count_attributes(tag: bytes) -> int:
    """How many attributes a tag may have at most."""
    return 0 if len(tag) < 2 * _MOST_ATTRIBUTES else len(_BREAK.findall(_QUOTED.sub(b" ", tag)))


def _heads(block: str, title: str) -> bool:
    """Whether a block is the page's title, with or without the name of its site."""
    return block == title or (len(block) >= _TITLE_LENGTH and title.startswith(block))


def _extract(html: str, place: str, url: str | None) -> Any:
    try:
        document = bare_extraction(html, url=url, include_comments=False, include_tables=True, with_metadata=True)
    except Exception as error:  # the parsers of pages fail in ways of their own; it is the page's error
        raise InputError(
            place, f"the page cannot be parsed ({type(error).__name__}: {error}); save its text"
        ) from error
    if document is None:
        raise InputError(place, "no article is found in the page; save its text, or give the page of one article")
    return document


def _read_facts(document: Any) -> Fields:
    return Fields(
        title=_squeeze(document.title or "") or None,
        byline=_squeeze(document.author or "") or None,
        url=document.url or None,
        outlet=_squeeze(document.sitename or "") or find_domain(document.url),
        published=_read_page_day(document.date),
    )


def _read_page_day(value: str | None) -> date | None:
    try:
        return read_day(value)
    except ValueError:
        return None


def _find_captions(html: str, blocks: list[str]) -> list[str]:
    """The captions of the page's figures that are not among the article's blocks, each once."""
    tree = load_html(html)
    if tree is None:
        return []
    found = (_squeeze(_words(element)) for element in tree.xpath(_CAPTIONS))
    known = set(blocks)
    return [c for c in dict.fromkeys(found) if len(c) in _CAPTION_LENGTHS and " " in c and c not in known]
