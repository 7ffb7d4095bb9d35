"""Sentences in which access points are marked, for the patterns that tell their state.

A point is marked where it is named, and where a bare name ("Rafah"), a part ("the barrier"), a general word ("the
crossing", "the three harbours") or a pronoun stands for one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as SpacySpan

from travaux.coding.access_words import load_access_words
from travaux.coding.context import Context
from travaux.coding.facilities import NAME, Facility, find_facilities, known_point
from travaux.coding.numbers import NUMBER_WORDS
from travaux.ontology.vocabulary import CODED_SEGMENTS, FacilityKind
from travaux.packs.world import Entry, Outlet
from travaux.reading.lookup import text_of, tokens_at
from travaux.reading.needles import Spots, fold
from travaux.spans import Span

_PRONOUN = re.compile(r"\b(?:it|its use)\b", re.IGNORECASE)
_SUFFIXES = ("crossing", "checkpoint", "border crossing", "border post")
_MANY = re.compile(rf"\b(?:the|all|both|those|these) (?:({'|'.join(NUMBER_WORDS)}) )?([a-z]+)s\b")
_DEFINITE = re.compile(
    r"\b(?:the|that|this|such) ((?:(?!the |that |this |no |such |any |a )[a-z][\w-]* ){0,2})$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s(?: |$)")
_COMPANY = 150
"""How far before a sentence, in characters, words of access keep a bare name company."""
_RECALLED = 450
"""How far back, in characters, a pronoun can mean a point."""
_AS = re.compile(r" (?:(?:has|have|had) been used |is used |was used )as | as (?:a|an|[a-z]+ion)\b")
_AND = re.compile(r"(?:,|,? and) (?:the )?")
_CLOCK = re.compile(r"\b([ap])\.m\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that stand for one point or several; `weak`: a bare name, `pronoun`: it, `part`: a part or general word."""

    span: Span
    points: tuple[Facility, ...]
    how: str = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its marks: each stands as ⟦n⟧ in `masked`; `places` are the characters of the report."""

    span: Span
    masked: str
    places: Sequence[int]
    marks: tuple[Mark, ...]
    before: tuple[Facility, ...]
    """The points spoken of before this sentence, the last one last."""

    def span_of(self, start: int, end: int) -> Span:
        """The characters of the report for a stretch of the masked sentence."""
        return Span(self.places[start], max(self.places[start] + 1, self.places[end]))

    def last_before(self, place: int) -> Facility | None:
        """The last point spoken of before a character of the report."""
        own = [p for m in self.marks if m.span.start < place and m.how != "pronoun" for p in m.points]
        return own[-1] if own else (self.before[-1] if self.before else None)


def mark_sentences(context: Context) -> tuple[Sentence, ...]:
    """The report's coded sentences with the points that they speak of."""
    named = context.once("facilities", find_facilities)
    out: list[Sentence] = []
    spoken: list[Facility] = []
    for sent in context.doc.sents:
        span = Span(sent.start_char, max(sent.end_char, sent.start_char + 1))
        if context.part(span) not in CODED_SEGMENTS:
            continue
        marks = _marks(context, sent, [f for f in named if span.covers(f.span)], spoken)
        out.append(_mask(context, span, marks, tuple(spoken)))
        spoken += [p for m in marks if m.how != "pronoun" for p in m.points]
    return tuple(out)


def _marks(context: Context, sent: SpacySpan, named: Sequence[Facility], spoken: Sequence[Facility]) -> list[Mark]:
    marks = [Mark(span=f.span, points=(f,)) for f in named]
    for find in (_names, _parts, _general, _many, _blanket):
        for mark in find(context, sent, [*spoken, *(p for m in sorted(marks, key=_start) for p in m.points)]):
            if not any(mark.span.overlaps(m.span) for m in marks):
                marks.append(mark)
    marks = _join(context, sorted((m for m in marks if not _qualifies(context, m)), key=_start))
    marks += [m for m in _pronouns(context, sent, [*marks], spoken) if not any(m.span.overlaps(x.span) for x in marks)]
    return sorted(marks, key=_start)


def _qualifies(context: Context, mark: Mark) -> bool:
    """Whether the words only say which of another thing is meant: "the border force", "a checkpoint attack"."""
    tokens = tokens_at(context.doc, mark.span.start, mark.span.end)
    if tokens is None or mark.how == "pronoun" or len(tokens.doc) <= tokens.end:
        return False
    last, following = tokens[-1], tokens.doc[tokens.end]
    kinds = load_access_words().kinds
    return (
        last.dep_ == "compound"
        and last.head.i >= tokens.end
        and following.pos_ == "NOUN"
        and following.lemma_.lower() not in kinds
        and mark.points[0].kind is not FacilityKind.AIRDROP_ZONE
    )


def _join(context: Context, marks: Sequence[Mark]) -> list[Mark]:
    """The marks, with named points that are listed together as one ("the Adre and Tine crossings")."""
    out: list[Mark] = []
    for mark in marks:
        last = out[-1] if out else None
        if last is not None and last.how == mark.how == "named" and _is_list(context, last.span.end, mark.span.start):
            out[-1] = Mark(span=Span(last.span.start, mark.span.end), points=(*last.points, *mark.points))
        else:
            out.append(mark)
    return out


def _is_list(context: Context, start: int, end: int) -> bool:
    return start < end and _AND.fullmatch(context.quote(Span(start, end))) is not None


def _start(mark: Mark) -> int:
    return mark.span.start


def _finditer(context: Context, sent: SpacySpan, sought: str) -> Iterator[re.Match[str]]:
    """The matches of one of the patterns by which points are looked for, in a sentence."""
    start, end = sent.start_char, sent.end_char
    pattern: re.Pattern[str] = getattr(load_access_words(), sought)
    return pattern.finditer(text_of(context.doc), start, end) if _may_hold(context, sought, start, end) else iter(())


def _may_hold(context: Context, sought: str, start: int, end: int) -> bool:
    """Whether one of these patterns may match in [start, end)."""
    spots = context.once("spots of points", _find_spots)
    return spots[sought].within(start, end)


def _find_spots(context: Context) -> dict[str, Spots]:
    folded = fold(text_of(context.doc))
    return {sought: Spots(words, folded) for sought, words in load_access_words().needles.items()}


def _names(context: Context, sent: SpacySpan, spoken: Sequence[Facility]) -> Iterator[Mark]:  # noqa: ARG001
    """Bare proper names that can be a point: those that packs know, and others in the company of words of access."""
    first, last = max(0, sent.start_char - _COMPANY), sent.end_char
    near = context.report.text[first:last] if _may_hold(context, "company", first, last) else ""
    company = load_access_words().company.search(near) is not None
    for run in NAME.finditer(text_of(context.doc), sent.start_char, sent.end_char):
        start = run.start()
        tokens = tokens_at(context.doc, start, run.end())
        while tokens is not None and len(tokens) > 1 and (tokens[0].is_stop or tokens[0].ent_type_ in {"NORP", "DATE"}):
            start, tokens = tokens[1].idx, tokens[1:]
        if tokens is None or not _can_be_place(context, tokens, start):
            continue
        words = context.quote(Span(start, run.end()))
        point = next((p for s in _SUFFIXES if (p := known_point(f"{words} {s}", context.world))), None)
        if point is None and (not company or _POSSESSIVE.search(words) or (words.isupper() and " " in words)):
            continue
        kind = FacilityKind.CROSSING if point is None else FacilityKind(point.kind)
        name = point.name if point else words
        yield Mark(
            span=Span(start, run.end()),
            points=(Facility(span=Span(start, run.end()), name=name, kind=kind, told=words),),
            how="weak",
        )


def _can_be_place(context: Context, tokens: SpacySpan, start: int) -> bool:
    words = context.quote(Span(start, tokens.end_char))
    first = tokens[0]
    if len(words) < 3 or first.is_stop or not words[0].isupper() or first.ent_type_ in {"NORP", "DATE", "TIME"}:
        return False
    if any(
        isinstance(f.target, Outlet)
        or (isinstance(f.target, Entry) and (not f.target.region or f.target.sub_kind in {"territory", "region"}))
        for w in {words, words.split(" ")[0]}
        for f in context.world.forms.get(w, ())
    ):
        return False
    if first.is_sent_start and len(tokens) == 1 and first.pos_ != "PROPN":
        return False
    if len(tokens) == 1 and first.i > 0 and first.nbor(-1).lower_ in {"the", "a", "an", "this", "mr", "mr."}:
        return False
    return any(t.pos_ == "PROPN" for t in tokens)


def _parts(context: Context, sent: SpacySpan, spoken: Sequence[Facility]) -> Iterator[Mark]:
    """ "The barrier remains down": the last point."""
    for match in _finditer(context, sent, "parts"):
        before = [p for p in spoken if p.span.end <= match.start()]
        if before:
            yield Mark(span=Span(match.start(), match.end()), points=(before[-1],), how="part")


def _general(context: Context, sent: SpacySpan, spoken: Sequence[Facility]) -> Iterator[Mark]:
    """ "the crossing": the last point of that kind; "the main jetty", where none is: a point by that name."""
    words, text = load_access_words(), text_of(context.doc)
    for match in _finditer(context, sent, "type_word"):
        lead = _DEFINITE.search(text, max(sent.start_char, match.start() - 40), match.start())
        if lead is None or match.group(2):
            continue
        span, described = Span(lead.start(1), match.end()), lead.group(1).strip()
        earlier = _last_of(
            words.kinds[match.group(1).lower()], match.group(1).lower(), [p for p in spoken if p.span.end <= span.start]
        )
        if earlier is not None and (not described or described in earlier.told):
            yield Mark(span=span, points=(earlier,), how="part")
        elif described and not set(described.split()) & words.other_things and _is_described(context, span):
            told = " ".join(context.quote(span).split())
            kind = words.kinds[match.group(1).lower()]
            yield Mark(span=span, points=(Facility(span=span, name=told, kind=kind, told=told),), how="general")


def _is_described(context: Context, span: Span) -> bool:
    """Whether a noun or an adjective says which one is meant: "the main jetty", "the new land corridor"."""
    tokens = tokens_at(context.doc, span.start, span.end)
    return tokens is not None and all(t.pos_ in {"ADJ", "NOUN", "PROPN"} for t in tokens)


_ALIKE = {
    FacilityKind.BRIDGE: FacilityKind.CROSSING,
    FacilityKind.PIER: FacilityKind.PORT,
    FacilityKind.ROUTE: FacilityKind.CORRIDOR,
}


def _last_of(kind: FacilityKind, word: str, spoken: Sequence[Facility]) -> Facility | None:
    """The last point that the word can mean."""
    group = _ALIKE.get(kind, kind)
    for point in reversed(spoken):
        own = _ALIKE.get(point.kind, point.kind)
        if word in point.told.lower().split() or own is group:
            return point
    return None


def _many(context: Context, sent: SpacySpan, spoken: Sequence[Facility]) -> Iterator[Mark]:
    """ "the three harbours": the last three."""
    words = load_access_words()
    if not _may_hold(context, "type_word", sent.start_char, sent.end_char):
        return
    for match in _MANY.finditer(text_of(context.doc), sent.start_char, sent.end_char):
        kind = words.kinds.get(match.group(2))
        number = int(NUMBER_WORDS.get(match.group(1) or "two", 2))
        points = [p for p in spoken if p.span.end <= match.start()][-number:]
        if kind is not None and len(points) == number > 1 and len({p.name for p in points}) == number:
            yield Mark(
                span=Span(match.start(), match.end()), points=tuple(replace(p, kind=kind) for p in points), how="part"
            )


def _blanket(context: Context, sent: SpacySpan, spoken: Sequence[Facility]) -> Iterator[Mark]:  # noqa: ARG001
    """ "all available crossings", "new northern crossings", "a maritime corridor": points without a name, told of as such."""
    words = load_access_words()
    for match in _finditer(context, sent, "blanket"):
        span = Span(match.start(), match.end())
        told = re.sub(r"^(?:the|an?) ", "", " ".join(context.quote(span).split()), flags=re.IGNORECASE)
        last = (match.group("type") or match.group("one")).lower().removesuffix("s").split(" ")[-1]
        kind = words.kinds.get(last, FacilityKind.CROSSING)
        yield Mark(span=span, points=(Facility(span=span, name=told, kind=kind, told=told),), how="general")


def _pronouns(context: Context, sent: SpacySpan, marks: Sequence[Mark], spoken: Sequence[Facility]) -> Iterator[Mark]:
    if not marks and not spoken:
        return
    for match in _PRONOUN.finditer(text_of(context.doc), sent.start_char, sent.end_char):
        before = [
            p for m in sorted(marks, key=_start) if m.span.end <= match.start() and m.how != "weak" for p in m.points
        ]
        earlier = before or [
            p for p in spoken if (p.told != p.name or " " in p.told) and match.start() - p.span.end < _RECALLED
        ]
        as_something = _AS.match(text_of(context.doc), match.end())
        if earlier and as_something is None:
            yield Mark(span=Span(match.start(), match.start() + 2), points=(earlier[-1],), how="pronoun")


def _mask(context: Context, span: Span, marks: Sequence[Mark], before: tuple[Facility, ...]) -> Sentence:
    """The sentence with its marks in brackets, full stops of clock times taken out, and line breaks made spaces."""
    if not marks:
        return _sentence(context.quote(span), range(span.start, span.end + 1), span, (), before)
    pieces: list[str] = []
    places: list[int] = []
    at = span.start

    def add(text: str, start: int, *, fixed: bool = False) -> None:
        pieces.append(text)
        places.extend([start] * len(text) if fixed else range(start, start + len(text)))

    for n, mark in enumerate(marks):
        add(context.quote(Span(at, mark.span.start)) if at < mark.span.start else "", at)
        if (
            context.quote(mark.span).lower().startswith("it")
            and mark.how == "pronoun"
            and text_of(context.doc)[mark.span.end : mark.span.end + 1] == "s"
        ):
            add("it", mark.span.start)
        else:
            add(f"⟦{n}⟧", mark.span.start, fixed=True)
        at = mark.span.end
    add(context.quote(Span(at, span.end)) if at < span.end else "", at)
    return _sentence("".join(pieces), (*places, span.end), span, tuple(marks), before)


def _sentence(
    text: str, places: Sequence[int], span: Span, marks: tuple[Mark, ...], before: tuple[Facility, ...]
) -> Sentence:
    clear = _CLOCK.sub(r"\1_m_", text) if ".m." in text else text
    return Sentence(
        span=span, masked=clear.replace("\n", " ").replace("’", "'"), places=places, marks=marks, before=before
    )
