"""Coded data of others as reviewed claims: rows of a CSV with spans, or of an event list of the Discourse Network Analyzer.

A row whose words stand in the report that it names becomes a claim of its coder's, confirmed by the person who imports it;
where travaux found the same thing, that claim has the row's values from then on. A row that does not fit is refused with
the reason, and the others go on.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, get_args

from travaux.errors import InputError, UsageError
from travaux.ontology.actors import actor_fields
from travaux.ontology.claim import REPORTER, AnyClaim, Attribution, Exchange, Route, claim_id
from travaux.ontology.report import Report
from travaux.ontology.review import Decision, Review, Target, Verdict
from travaux.ontology.vocabulary import Issue, SegmentKind, Stance
from travaux.review.apply import IMPORTED, _Bindings, is_imported
from travaux.review.correct import list_kind_fields, name_kind, read_values
from travaux.review.fields import find_changes
from travaux.spans import Span
from travaux.store import Store
from travaux.store.reviews import add_review, list_reviews
from travaux.views.wording import say_issue

_PLACED = ("report", "kind", "quote", "start", "end")
_IGNORED = {
    "id",
    "claim",
    "parent",
    "note",
    "notes",
    "comment",
    "coder",
    "origin",
    "origins",
    "passages",
    "speaker_kind",
}
_MISSING = {"", "na", "n/a"}
_CUT = 190
"""Characters of a title that DNA keeps."""
_AGREES = {"1": Stance.ACCEPTS, "true": Stance.ACCEPTS, "yes": Stance.ACCEPTS}
_DISAGREES = {"0": Stance.REFUSES, "false": Stance.REFUSES, "no": Stance.REFUSES}
_OF_DNA = ("organization", "concept", "agreement", "text", "document_title")
_BY_HAND = {
    name_kind(kind): kind for kind in get_args(get_args(AnyClaim)[0]) if kind not in {Attribution, Exchange, Route}
}
"""The kinds of claims whose fields can all be written in cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedRow:
    """A row as it is imported; `start` is a hint for words that stand in a report more than once."""

    place: str
    report: str
    kind: str
    quote: str
    start: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the rows: each is exactly one of reviewed now, known already, and refused."""

    reviews: tuple[Review, ...]
    known: int
    refused: tuple[InputError, ...]


def read_csv_rows(text: str, place: str) -> list[CodedRow]:
    """The rows of a CSV with the columns report, kind, quote and, if wanted, start, end and fields of claims.

    Raises:
        UsageError: a column is missing, or is no field of any kind of claim.
    """
    table = _read_table(text, place, ("report", "kind", "quote"))
    known = {name for kind in _BY_HAND.values() for name in list_kind_fields(kind)}
    columns = [c for c in table[0][1] if c not in {*_PLACED, *_IGNORED}] if table else []
    if wrong := [c for c in columns if c not in known]:
        raise UsageError(
            f"{place}: the column {wrong[0]!r} is no field of a claim; they are {', '.join(sorted(known))}."
            " Nothing was changed"
        )
    return [
        CodedRow(
            place=f"{place}, line {line}",
            report=row["report"],
            kind=row["kind"],
            quote=row["quote"],
            start=int(row["start"]) if row.get("start", "").isdecimal() else None,
            values={c: row[c] for c in columns if row[c].lower() not in _MISSING},
        )
        for line, row in table
    ]


def read_dna_rows(text: str, place: str, concepts: Mapping[str, Issue]) -> Iterator[CodedRow | InputError]:
    """The statements of a DNA event list as positions; `concepts` has the issue of each concept, in lower case."""
    said = {say_issue(i).lower(): i for i in Issue}
    for line, row in _read_table(text, place, _OF_DNA):
        where = f"{place}, line {line}"
        concept = row["concept"].lower()
        plain = next((i for i in Issue if _plain(i.value) == _plain(concept)), None)
        issue = concepts.get(concept) or said.get(concept) or plain
        stance = row.get("stance") or {**_AGREES, **_DISAGREES}.get(row["agreement"].lower())
        who = row["organization"] or row.get("person", "")
        if issue is None:
            reason = (
                f"its concept {row['concept']!r} is no issue of the codebook; say which it is with --map CONCEPT=ISSUE"
            )
            yield InputError(where, reason)
        elif stance is None or not who:
            yield InputError(where, "it has no organization or person, or an agreement that is neither 1 nor 0")
        else:
            relays = "; ".join(p.strip() for p in row.get("relayed_by", "").split(">"))
            speaker = row["speaker"] if "speaker" in row else row.get("person", "")
            spoken = {"speaker": speaker, "relayed_by": relays}
            values = {"by": who, "issue": issue.value, "stance": str(stance)}
            start = row.get("start_position", "")
            yield CodedRow(
                place=where,
                report=row.get("report") or row["document_title"],
                kind="position",
                quote=row["text"],
                start=int(start) if start.isdecimal() else None,
                values=values | {name: value for name, value in spoken.items() if value},
            )


def import_rows(store: Store, rows: Iterable[CodedRow | InputError], by: str, reason: str) -> Imported:
    """Keep each row that fits as a claim confirmed by a person; the same rows again by the same person change nothing."""
    importer = _Importer(store, by, reason)
    reviews: list[Review] = []
    refused: list[InputError] = []
    known = 0
    with store.transaction():
        for row in rows:
            if isinstance(row, InputError):
                refused.append(row)
                continue
            try:
                decision = importer.decide(row)
            except (InputError, UsageError) as error:
                text = error.reason if isinstance(error, InputError) else str(error)
                refused.append(InputError(row.place, text))
                continue
            if decision is None:
                known += 1
            else:
                reviews.append(add_review(store, decision))
    return Imported(reviews=tuple(reviews), known=known, refused=tuple(refused))


class _Importer:
    """Turns rows into decisions, one store and one person."""

    def __init__(self, store: Store, by: str, reason: str) -> None:
        self._store, self._by, self._reason = store, by, reason
        self._names: dict[str, set[str]] = defaultdict(set)
        for report in store.reports():
            title = report.headline or report.label
            for name in (report.id, report.label, title, title[:_CUT], report.url or ""):
                self._names[" ".join(name.split())].add(report.id)
        trail = list(list_reviews(store))
        self._trail = {(r.target, r.reviewer, r.verdict, tuple(sorted(r.changes.items()))) for r in trail}
        self._imported = {r.target: r.claim for r in trail if r.claim is not None and is_imported(r.claim)}
        self._claims: dict[str, dict[str, AnyClaim]] = {}
        self._taken: dict[str, Mapping[str, str]] = {}

    def decide(self, row: CodedRow) -> Decision | None:
        """The decision that a row is, None where it was taken before.

        Raises:
            InputError: the row does not fit.
            UsageError: one of its values is none of its field.
        """
        report = self._find_report(row)
        claim = self._make_claim(row, report)
        same = self._find_same(claim, row)
        claim = self._number(claim, row) if same is None else same
        changes = dict(row.values) if same is None else find_changes(same, row.values)
        name = claim_id(claim)
        self._taken[name] = row.values
        verdict = Verdict.CORRECT if same is not None and changes else Verdict.CONFIRM
        key = (name, self._by, verdict, tuple(sorted(changes.items())))
        if key in self._trail or (same is not None and same.extractor == self._extractor and not changes):
            return None
        self._trail.add(key)
        return Decision(
            target=name,
            kind=Target.CLAIM,
            verdict=verdict,
            reviewer=self._by,
            reason=f"{self._reason} ({row.place})",
            changes=changes,
            claim=claim,
        )

    @property
    def _extractor(self) -> str:
        return f"{IMPORTED}{self._by}"

    def _find_same(self, claim: AnyClaim, row: CodedRow) -> AnyClaim | None:
        """The claim that tells the same at these words, with the same actors, and that no other row is of."""
        found = self._coded(claim.report)
        here = [c for c in found.values() if (c.kind, c.span) == (claim.kind, claim.span)]
        near = found.get(_Bindings(found).locate(claim_id(claim), claim))
        rated = []
        for other in (*here, *([near] if near is not None else [])):
            changes = find_changes(other, row.values)
            free = self._taken.get(claim_id(other), row.values) == row.values
            if free and not set(actor_fields(other)) & set(changes):
                rated.append((len(changes), claim_id(other), other))
        return min(rated, key=lambda r: r[:2])[2] if rated else None

    def _number(self, claim: AnyClaim, row: CodedRow) -> AnyClaim:
        """The claim under the first number that no claim of that kind on those words has."""
        held = self._coded(claim.report)
        while (name := claim_id(claim)) in held or self._taken.get(name, row.values) != row.values:
            claim = replace(claim, ordinal=claim.ordinal + 1)
        return claim

    def _find_report(self, row: CodedRow) -> Report:
        ids = self._names.get(" ".join(row.report.split()), set())
        if len(ids) != 1:
            told = "no report" if not ids else f"{len(ids)} reports"
            raise InputError(row.place, f"{told} of {self._store.name} is called {row.report!r}: give an id or address")
        report = self._store.report(next(iter(ids)))
        assert report is not None
        if report.set_aside is not None:
            raise InputError(row.place, f"its report is set aside ({report.set_aside})")
        return report

    def _make_claim(self, row: CodedRow, report: Report) -> AnyClaim:
        kind = _BY_HAND.get(row.kind)
        if kind is None:
            raise InputError(row.place, f"its kind {row.kind!r} is none of {', '.join(_BY_HAND)}")
        span = find_words(report.text, row.quote, row.start)
        if isinstance(span, str):
            raise InputError(row.place, span)
        values: dict[str, Any] = read_values(kind, row.values, REPORTER)
        if "trigger" in {f.name for f in fields(kind)}:
            values["trigger"] = span
        if missing := [f.name for f in fields(kind) if _is_needed(f) and f.name not in values]:
            raise InputError(row.place, f"a {row.kind} needs {' and '.join(missing)}")
        claim: AnyClaim = kind(
            report=report.id,
            span=span,
            quote=span.of(report.text),
            part=_part(report, span),
            extractor=self._extractor,
            confidence=1.0,
            **values,
        )
        return claim

    def _coded(self, report: str) -> dict[str, AnyClaim]:
        """The claims that are known of a report, the coder's and those imported before, by id."""
        if report not in self._claims:
            coded = {claim_id(c): c for _, group in self._store.claims([report]) for c in group}
            self._claims[report] = {n: c for n, c in self._imported.items() if c.report == report} | coded
        return self._claims[report]


def find_words(text: str, quote: str, near: int | None) -> Span | str:
    """Where the words stand in a text, but for white space and the form of quotation marks; or why that is not known."""
    words = quote.split()
    if not words:
        return "it has no quote"
    pattern = r"\s+".join(re.sub(r"['‘’]", "['‘’]", re.sub(r'["“”]', '["“”]', re.escape(w))) for w in words)
    found = [Span(m.start(), m.end()) for m in re.finditer(pattern, text)]
    if not found:
        return "its quote does not stand in that report"
    if len(found) > 1 and near is None:
        return f"its quote stands {len(found)} times in that report; give start"
    return min(found, key=lambda span: (abs(span.start - (near or 0)), span.start))


def _is_needed(f: Any) -> bool:
    own = f.name not in {"report", "span", "quote"}
    return own and f.default is MISSING and f.default_factory is MISSING


def _part(report: Report, span: Span) -> SegmentKind:
    return next((s.kind for s in report.segments if s.span.covers(span)), SegmentKind.BODY)


def _plain(concept: str) -> str:
    return re.sub(r"[^a-z]+", " ", concept.lower().replace(" and ", " ")).strip()


def _read_table(text: str, place: str, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines, cells trimmed; columns by their names in lower case with underscores.

    Raises:
        UsageError: a column that is needed is missing.
    """
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = [c.strip().lower().replace(" ", "_") for c in next(reader, [])]
    if lacking := [c for c in needed if c not in columns]:
        raise UsageError(f"{place} has no column {lacking[0]!r}; it needs {', '.join(needed)}. Nothing was changed")
    rows = []
    for cells in reader:
        if any(c.strip() for c in cells):
            padded = [*cells, *[""] * (len(columns) - len(cells))]
            rows.append((reader.line_num, {c: v.strip() for c, v in zip(columns, padded, strict=False)}))
    return rows
