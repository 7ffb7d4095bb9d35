"""Pages read as a browser reads them: their elements, and what may not stand in any of them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

FILE_PAGES = (
    "", "changes", "table", "positions", "demands", "leverage", "next", "timeline", "access", "contradictions", "sources",
    "reports", "brief",
)  # fmt: skip
_VOID = {"meta", "link", "input", "img", "br", "hr", "source"}
_INLINE = {"mark", "a", "b", "span", "sup", "code", "em", "q"}
_ADDRESSES = ("href", "src", "srcset", "action", "poster", "data")


@dataclass
class Page(HTMLParser):
    """The elements of a page, its text, and its faults."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in _INLINE:
            self.words.append(" ")
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"<{tag} {name}>")
            if name in _ADDRESSES and (urlsplit(value).scheme or urlsplit(value).netloc):
                self.faults.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.words.append(" ")
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> where {self.open[-1:]} is open")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open and self.open[-1] in {"script", "style"} and data.strip():
            self.faults.append(f"<{self.open[-1]}> holds {data[:40]!r}")

    @property
    def text(self) -> str:
        """All text on one line."""
        return " ".join("".join(self.words).split())

    def find(self, tag: str) -> list[dict[str, str]]:
        """The attributes of all elements of a kind."""
        return [attrs for name, attrs in self.elements if name == tag]


def read_page(body: str) -> Page:
    """A page, which must be whole."""
    page = Page()
    page.feed(body)
    page.close()
    if page.open:
        page.faults.append(f"{page.open} left open")
    return page
