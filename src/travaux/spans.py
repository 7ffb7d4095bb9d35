"""Character spans and the grounding check that every claim passes."""

from collections.abc import Iterable
from dataclasses import dataclass

from travaux.errors import InternalError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval [start, end) of characters in a report's stored text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InternalError(f"span [{self.start}, {self.end}) is empty or negative")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]


def trim(text: str, start: int, end: int, drop: str = "") -> Span | None:
    """The span [start, end) without white space, and characters of `drop`, at its edges; None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in drop):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in drop):
        end -= 1
    return Span(start, end) if start < end else None


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as `spans`, sorted, with overlapping and touching spans joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def check_grounded(text: str, span: Span, quote: str) -> None:
    """Raise InternalError unless `quote` is exactly what `text` holds at `span`."""
    if span.end > len(text) or text[span.start : span.end] != quote:
        raise InternalError(f"quote {quote!r} is not at [{span.start}, {span.end}) of its report")
