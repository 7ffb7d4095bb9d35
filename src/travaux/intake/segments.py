"""A text to its segments: what each stretch is, decided paragraph by paragraph and then by where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from travaux.intake.dateline import find_prefix, is_dateline
from travaux.intake.fences import find_fenced
from travaux.intake.furniture import find_rule, is_link_line, plain
from travaux.intake.lines import Paragraph, split_paragraphs
from travaux.intake.transcript import find_labels, read_label
from travaux.intake.zones import Piece, mark_surroundings
from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import CODED_SEGMENTS, SegmentKind
from travaux.spans import Span, trim

_BULLET = re.compile(r"(?:[-*•‣◦▪●·]|[–—](?=\s+[^a-z\s])|\d{1,2}[.)]|\(?[a-zA-Z]\)|\(?[ivx]{1,4}\))\s+(?=\S)")
_MARKS = re.compile(r"(?:#{1,6}\s+|>\s+)+")
_WRAPPED = re.compile(r"(?P<mark>\*\*\*|\*\*|\*|___|__|_)(?=\S)")
_BYLINE = re.compile(r"(?:By|BY|by):?\s+\**(?:[^\W\d_a-z][\w.'’@-]*|[\w-]+\.(?:com|org|net|info)\b)")
_BYLINE_WORD = re.compile(
    r"(?:and|in|for|at|of|with|the|from|an?|correspondent|editor|reporter|staff|writers?|writer|bureau|chief|on|special|to|by|&|-"
    r"|[–—|,/·•]|de|da|van|von|der|den|di|la|le|el|al|bin|ibn|ben|abu|ul|political|diplomatic|senior|editorial|fellow)$"
)
_STOPPED = re.compile(r"[.!?…:;,][\"”’')\]*_]*$|[\"”]$")
BLOB = "blob"
"""The note of a stretch that is no words at all; who reads the text may leave it out."""
_INLAYS = re.compile(
    r"(?P<link>(?<=[.!?\"”*])(?:\[\[?\w{1,7}\]\]?\([^()\s]{1,500}\))+\**)"  # of notes, after sentences
    r"|(?P<blob>(?<!\S)\S{1000,})"  # data, or a rule across the page: no word, and spaCy takes its length squared
)
_STAGE = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]\.?$")
_NO_WORDS = re.compile(r"[\W_]+$")
_LONGEST_HEADLINE = 200
_LONGEST_SUBHEAD = 100
_MOST_SUBHEAD_WORDS = 14
_LONGEST_BYLINE = 140
_LONGEST_PLACE = 80
_TITLE_LENGTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a text's lines from elsewhere: the page's structure, the title given beside the text."""

    title: str | None = None
    captions: frozenset[str] = frozenset()
    subheads: frozenset[str] = frozenset()


def segment_text(text: str, hints: Hints | None = None) -> tuple[Segment, ...]:
    """The segments of `text`, in order and disjoint, each without white space at its edges."""
    hints = hints or Hints()
    paragraphs = split_paragraphs(text)
    title = hints.title or (text[paragraphs[0].start : paragraphs[0].start + 130] if paragraphs else "")
    labels = find_labels((text[p.start : p.start + 130] for p in paragraphs), title)
    if labels:
        pieces = _read_transcript(text, paragraphs, labels, hints)
    else:
        pieces = [_read_paragraph(text, p, hints) for p in paragraphs]
        pieces = _mark_heads(text, pieces, hints)
        pieces = mark_surroundings(text, pieces)
    fences = list(find_fenced(text))
    return tuple(s for piece in pieces for part in _unfence(piece, fences) for s in _make_segments(text, part))


def _unfence(piece: Piece, fences: Sequence[Span]) -> Iterator[Piece]:
    """A piece without what stands between code fences, which is quoted as it is and no report."""
    at = piece.start
    for fence in fences if piece.kind in CODED_SEGMENTS else ():
        if fence.start < piece.end and at < fence.end:
            inside = max(at, fence.start)
            yield replace(piece, end=inside)
            at = min(piece.end, fence.end)
            yield replace(piece, start=inside, end=at, kind=SegmentKind.FURNITURE, note="fenced")
    yield replace(piece, start=at)


def _make_segments(text: str, piece: Piece) -> list[Segment]:
    """The segments of a piece: a dateline that opens a paragraph, and what stands in its text and is none, are their own."""
    size = find_prefix(text[piece.start : piece.end]) if piece.kind is SegmentKind.BODY else 0
    cut = piece.start + size
    parts = [(piece.start, cut, SegmentKind.DATELINE, "")]
    if piece.kind in CODED_SEGMENTS:
        for found in _INLAYS.finditer(text, cut, piece.end):
            parts.append((cut, found.start(), piece.kind, piece.note))
            parts.append((*found.span(), SegmentKind.FURNITURE, found.lastgroup or ""))
            cut = found.end()
    parts.append((cut, piece.end, piece.kind, piece.note))
    spans = [(trim(text, start, end), kind, note) for start, end, kind, note in parts]
    return [Segment(span=span, kind=kind, note=note) for span, kind, note in spans if span]


def _read_paragraph(text: str, paragraph: Paragraph, hints: Hints) -> Piece:
    """What a paragraph is by its own words."""
    words = text[paragraph.start : paragraph.end]
    if _NO_WORDS.match(words) and not find_rule(words):
        return Piece(start=paragraph.start, end=paragraph.end, kind=SegmentKind.FURNITURE, note="rule")
    start, end, listed = _strip_marks(text, paragraph)
    inner = text[start:end]
    piece = Piece(start=start, end=end, kind=SegmentKind.BODY, listed=listed)
    if rule := find_rule(inner):
        return replace(piece, kind=rule.kind, note=rule.name, ends_text=rule.ends_text)
    if words in hints.captions:
        return replace(piece, kind=SegmentKind.CAPTION)
    if words in hints.subheads:
        return replace(piece, kind=SegmentKind.SUBHEAD)
    if len(inner) <= 2000 and is_link_line(inner):
        return replace(piece, kind=SegmentKind.FURNITURE, note="link")
    if is_dateline(inner):
        return replace(piece, kind=SegmentKind.DATELINE)
    if _is_byline(inner):
        return replace(piece, kind=SegmentKind.BYLINE)
    if listed:
        return replace(piece, kind=SegmentKind.LIST_ITEM)
    marked = start > paragraph.start and len(inner) <= _LONGEST_HEADLINE
    return replace(piece, marked=marked and len(inner.split()) <= 2 * _MOST_SUBHEAD_WORDS)


def _strip_marks(text: str, paragraph: Paragraph) -> tuple[int, int, bool]:
    """A paragraph without its list mark, its heading signs and the emphasis around all of it."""
    start, end = paragraph.start, paragraph.end
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    if marks := _MARKS.match(text, start, end):
        start = marks.end()
    wrapped = _WRAPPED.match(text, start, end)
    if wrapped and (mark := wrapped.group("mark")) and text.endswith(mark, wrapped.end() + 1, end):
        inside = text.find(mark, wrapped.end(), end - len(mark)) >= 0
        start, end = (start, end) if inside else (wrapped.end(), end - len(mark))
    span = trim(text, start, end)
    return (span.start, span.end, bullet is not None) if span else (paragraph.start, paragraph.end, False)


def _is_byline(words: str) -> bool:
    if len(words) > _LONGEST_BYLINE or not _BYLINE.match(words) or words.endswith((".", "?", "!", ":")):
        return False
    rest = [w.strip("*_,()") for w in words.split()[1:]]
    named = sum(bool(w) and (w[0].isupper() or _BYLINE_WORD.match(w.lower()) is not None or "." in w) for w in rest)
    return named >= len(rest) - 1 and len(rest) <= 18


def _could_head(words: str) -> bool:
    """Whether a paragraph reads like a heading: short, and no sentence."""
    if len(words) > _LONGEST_SUBHEAD or len(words.split()) > _MOST_SUBHEAD_WORDS or words[0].islower():
        return False
    return not _STOPPED.search(words) or (words.endswith("?") and words[0] not in "\"“‘'")


def _same_title(words: str, title: str | None) -> bool:
    """Whether a line is the title, or either goes on with the name of a site or a menu after the other."""
    if not title or len(words) > 2 * _LONGEST_HEADLINE:
        return False
    a, b = plain(words).rstrip("."), plain(title).rstrip(".")
    return a == b or (len(a) >= _TITLE_LENGTH and b.startswith(a)) or (len(b) >= _TITLE_LENGTH and a.startswith(b))


def _mark_heads(text: str, pieces: list[Piece], hints: Hints) -> list[Piece]:
    """Headline and subheads: short paragraphs without a full stop, by what stands around them."""
    out = list(pieces)
    plain_kinds = [
        n for n, p in enumerate(pieces) if p.kind in {SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.CAPTION}
    ]
    for rank, n in enumerate(plain_kinds):
        piece = pieces[n]
        words = text[piece.start : piece.end]
        if piece.kind is not SegmentKind.BODY:
            continue
        following = pieces[n + 1] if n + 1 < len(pieces) else None
        alone = rank == 0 and following is not None and _is_headline(words)
        if (rank < 4 and _same_title(words, hints.title)) or (alone and hints.title is None):
            out[n] = replace(piece, kind=SegmentKind.HEADLINE)
        elif alone or (following and (_could_head(words) or (piece.marked and not words.endswith(".")))):
            out[n] = replace(piece, kind=SegmentKind.SUBHEAD)
    return out


def _is_headline(words: str) -> bool:
    if len(words) > _LONGEST_HEADLINE or find_prefix(words):
        return False
    return not _STOPPED.search(words) or words.endswith(("?", "!", "’", "”", '"'))


def _read_transcript(text: str, paragraphs: list[Paragraph], labels: frozenset[str], hints: Hints) -> list[Piece]:
    """The turns of a transcript, a piece for each paragraph of a turn, with the speaker's label as its note."""
    out: list[Piece] = []
    speaker = ""
    for paragraph in paragraphs:
        words = text[paragraph.start : paragraph.end]
        found = read_label(words)
        if found and found[0] in labels:
            speaker = found[0]
            start = paragraph.start + found[1]
            if start < paragraph.end:
                out.append(Piece(start=start, end=paragraph.end, kind=SegmentKind.TURN, note=speaker))
            continue
        piece = _read_paragraph(text, paragraph, hints)
        if piece.ends_text:
            speaker = ""
        out.append(_place_in_transcript(text, piece, speaker, hints, first=not out))
    return out


def _place_in_transcript(text: str, piece: Piece, speaker: str, hints: Hints, *, first: bool) -> Piece:
    """What an unlabelled paragraph of a transcript is: more of a turn, a stage direction, or the place and the hour."""
    words = text[piece.start : piece.end]
    if speaker and _STAGE.match(words):
        return replace(piece, kind=SegmentKind.FURNITURE, note="stage direction")
    if speaker:
        spoken = piece.kind in {SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.CAPTION}
        spoken = spoken or (piece.kind is SegmentKind.BYLINE and len(words) > _LONGEST_PLACE)
        return replace(piece, kind=SegmentKind.TURN, note=speaker) if spoken else piece
    if piece.kind is not SegmentKind.BODY:
        return piece
    if _same_title(words, hints.title) or (first and hints.title is None and _is_headline(words)):
        return replace(piece, kind=SegmentKind.HEADLINE)
    if len(words) <= _LONGEST_PLACE and not _STOPPED.search(words):
        return replace(piece, kind=SegmentKind.DATELINE)
    return piece
