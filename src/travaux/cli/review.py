"""`travaux review`: a person confirms, corrects and rejects claims and links, and marks what is sensitive."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

import typer

from travaux.cli.options import Database, Embargo, Format, ListFormat, Sensitivity, make_app, parse_day
from travaux.cli.output import show, show_json, show_jsonl
from travaux.cli.refusals import Refusals
from travaux.cli.rows import dump
from travaux.errors import InputError, UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.review import Decision, Review, Target, Verdict
from travaux.ontology.vocabulary import Issue
from travaux.review.agreement import Agreement, measure_agreement
from travaux.review.apply import apply_to_claims
from travaux.review.correct import correct_claim, list_fields
from travaux.review.deciding import decide, find_last, make_undo
from travaux.review.importing import import_rows, read_csv_rows, read_dna_rows
from travaux.store import Store, open_store
from travaux.store.reviews import add_review, list_reviews
from travaux.views.lines import make_line
from travaux.views.wording import quote_words


class _Source(StrEnum):
    """Whose data it is that comes in."""

    DNA = "dna"
    CSV = "csv"


app = make_app()
REVIEW_SCHEMA = "travaux-review/1"
AGREEMENT_SCHEMA = "travaux-agreement/1"
Claim = Annotated[
    str, typer.Argument(metavar="CLAIM", help="The id of a claim, as `travaux code` and `search` print it.")
]
Claims = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids of claims.")]
Reviewer = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Reason = Annotated[str, typer.Option(metavar="WORDS", help="Why.")]


@app.callback()
def review() -> None:
    """Confirm, correct and reject claims and links. Every decision is kept, and no newer coder overwrites it."""


@app.command()
def confirm(
    claims: Claims,
    db: Database,
    by: Reviewer,
    reason: Reason,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Say that claims are right."""
    _decide(db, claims, Verdict.CONFIRM, _Who.of(by, reason), format)


@app.command()
def reject(
    claims: Claims,
    db: Database,
    by: Reviewer,
    reason: Reason,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Say that claims are wrong: they leave the file."""
    _decide(db, claims, Verdict.REJECT, _Who.of(by, reason), format)


@app.command()
def correct(
    claim: Claim,
    db: Database,
    by: Reviewer,
    reason: Reason,
    values: Annotated[
        list[str], typer.Option("--set", metavar="FIELD=VALUE", help="A right value; lists are separated by ';'.")
    ],
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Give right values to the fields of a claim; `review show` lists them."""
    changes = dict(_split_pair(v) for v in values)
    who = _Who.of(by, reason)
    with open_store(db, create=False) as store:
        found = _find_claims(store, [claim])[0]
        correct_claim(found, changes)
        made = add_review(store, who.decide(claim, Target.CLAIM, Verdict.CORRECT, changes=changes, claim=found))
    _print_reviews([made], format)


@app.command()
def link(
    first: Claim,
    second: Claim,
    db: Database,
    by: Reviewer,
    reason: Reason,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Say that two claims tell one thing: they become one item of the file."""
    _link(db, (first, second), Verdict.CONFIRM, _Who.of(by, reason), format)


@app.command()
def unlink(
    first: Claim,
    second: Claim,
    db: Database,
    by: Reviewer,
    reason: Reason,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Say that two claims tell two things: they become two items of the file."""
    _link(db, (first, second), Verdict.REJECT, _Who.of(by, reason), format)


@app.command()
def undo(
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM [CLAIM]", help="The id of a claim, or of the two claims of a link.")
    ],
    db: Database,
    by: Reviewer,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Undo the last decision on a claim or link, by a new one: the decision before it, or that nothing is decided."""
    if len(set(claims)) != len(claims) or len(claims) > 2:
        raise UsageError("what is undone is of one claim, or the two claims of a link. Nothing was changed")
    target = " ".join(sorted(claims))
    with open_store(db, create=False) as store, store.transaction():
        trail = list(list_reviews(store, claims[0]))
        decision = make_undo(trail, target, _Who.of(by, "undone").name)
        last = find_last(trail, target)
        made = decide(store, [(decision, last.serial if last else 0)])
    _print_reviews(made, format)


@app.command()
def mark(  # noqa: PLR0913, PLR0917 -- each is a flag
    target: Annotated[str, typer.Argument(metavar="TARGET", help="The id of a report or of a claim.")],
    db: Database,
    by: Reviewer,
    reason: Reason,
    sensitivity: Sensitivity = None,
    embargo_until: Embargo = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Set the sensitivity and the embargo of a report or claim; one that is not given is taken away."""
    day = parse_day(embargo_until, "--embargo-until")
    given = {"sensitivity": sensitivity, "embargo_until": day.isoformat() if day else None}
    changes = {name: value for name, value in given.items() if value is not None}
    who = _Who.of(by, reason)
    with open_store(db, create=False) as store:
        if store.report(target) is not None:
            decision = who.decide(target, Target.REPORT, Verdict.MARK, changes=changes)
        else:
            claim = _find_claims(store, [target])[0]
            decision = who.decide(target, Target.CLAIM, Verdict.MARK, changes=changes, claim=claim)
        made = add_review(store, decision)
    _print_reviews([made], format)


@app.command("show")
def show_(claim: Claim, db: Database, format: Format = Format.TEXT) -> None:  # noqa: A002
    """Print a claim as reviews leave it, the fields that can be corrected, and what was decided of it."""
    with open_store(db, create=False) as store:
        every = list(list_reviews(store))
        trail = [r for r in every if claim in r.target.split(" ")]
        found = _find_claims(store, [claim])[0]
        report = store.report(found.report)
    reviewed = apply_to_claims([found], [r for r in every if r.target == claim], {report.id: report} if report else {})
    line = make_line(reviewed[0], report.label if report else None) if reviewed else None
    if format is Format.JSON:
        trail_rows = [dump(r) for r in trail]
        fields = list_fields(found)
        show_json({"schema": REVIEW_SCHEMA, "claim": line, "fields": fields, "reviews": trail_rows})
        return
    rows = [f"{quote_words(found.quote, 60)}"]
    rows += [
        f"    {name}: {_say_value((line or {}).get(name))}" for name in list_fields(found) if line and name in line
    ]
    rows += ["    rejected: it is not in the file"] if line is None else []
    show("\n".join([*rows, *map(_say, trail)]))


@app.command("list")
def list_(
    db: Database,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only what this person decided.")] = None,
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Print the audit trail, oldest first."""
    with open_store(db, create=False) as store:
        trail = [r for r in list_reviews(store) if by is None or r.reviewer == by]
    _print_reviews(trail, format)


@app.command()
def sample(
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="How many claims.")],
    db: Database,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only claims of this kind (move, demand, …).")
    ] = None,
    seed: Annotated[str, typer.Option(metavar="WORD", help="Another word draws another sample.")] = "1",
    format: ListFormat = ListFormat.TEXT,  # noqa: A002
) -> None:
    """Draw claims at random for several people to review; the same seed draws the same claims."""
    with open_store(db, create=False) as store:
        labels = {r.id: r.label for r in store.reports()}
        every = [c for _, group in store.claims(kinds=None if kind is None else [kind]) for c in group]
    drawn = sorted(every, key=lambda c: hashlib.sha256(f"{seed}\n{claim_id(c)}".encode()).hexdigest())[:number]
    rows = [make_line(c, labels[c.report]) for c in drawn]
    if format is ListFormat.JSONL:
        show_jsonl(rows)
    elif format is ListFormat.JSON:
        show_json({"schema": REVIEW_SCHEMA, "claims": rows})
    else:
        show("\n".join(f"{row['id']}  {quote_words(row['text'])}" for row in rows))


@app.command("import")
def import_(  # noqa: PLR0913, PLR0917 -- each is a flag
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The coded data.", exists=True, dir_okay=False)],
    db: Database,
    by: Reviewer,
    source: Annotated[_Source, typer.Option("--from", help="dna is an event list of DNA; csv has columns for fields.")],
    reason: Annotated[str, typer.Option(metavar="WORDS", help="Why.")] = "imported",
    concepts: Annotated[
        list[str] | None, typer.Option("--map", metavar="CONCEPT=ISSUE", help="Which issue a concept of DNA is.")
    ] = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Take coded data in as confirmed claims: each row whose words stand in the report that it names."""
    who = _Who.of(by, reason)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(file), "it is not UTF-8 text. Nothing was changed") from error
    issues = {name.lower(): _read_issue(issue) for name, issue in map(_split_concept, concepts or [])}
    dna = source is _Source.DNA
    rows = read_dna_rows(text, file.name, issues) if dna else read_csv_rows(text, file.name)
    refusals = Refusals()
    with open_store(db, create=False) as store:
        found = import_rows(store, rows, who.name, who.reason)
    for refused in found.refused:
        refusals.add(refused)
    if format is Format.JSON:
        reviews = [dump(r) for r in found.reviews]
        show_json(
            {"schema": REVIEW_SCHEMA, "reviews": reviews, "known": found.known, "refused": refusals.refused_rows()}
        )
    else:
        _print_reviews(list(found.reviews), format)
        show(f"{len(found.reviews)} confirmed, {found.known} known already, {len(found.refused)} refused")
    refusals.finish()


@app.command()
def agreement(db: Database, format: Format = Format.TEXT) -> None:  # noqa: A002
    """Print Krippendorff's alpha over the claims that several people reviewed: right or wrong, and field by field."""
    with open_store(db, create=False) as store:
        rows = measure_agreement(list_reviews(store))
    if format is Format.JSON:
        show_json({"schema": AGREEMENT_SCHEMA, "agreement": dump(rows)})
    else:
        show("\n".join(map(_say_agreement, rows)))


def _split_concept(text: str) -> tuple[str, str]:
    concept, equals, issue = text.rpartition("=")
    if not equals or not concept.strip():
        raise UsageError(f"--map {text!r} is not CONCEPT=ISSUE. Nothing was changed")
    return concept.strip(), issue.strip()


def _read_issue(text: str) -> Issue:
    if text not in set(Issue):
        raise UsageError(f"{text!r} is no issue; they are {', '.join(Issue)}. Nothing was changed")
    return Issue(text)


@dataclass(frozen=True, slots=True)
class _Who:
    """Who decides, and why."""

    name: str
    reason: str

    @classmethod
    def of(cls, by: str, reason: str) -> Self:
        """From the options, which must not be empty."""
        if not by.strip() or not reason.strip():
            raise UsageError("a decision needs the name of who makes it, and a reason. Nothing was changed")
        return cls(by.strip(), reason.strip())

    def decide(self, target: str, kind: Target, verdict: Verdict, **more: Any) -> Decision:
        """Their decision."""
        return Decision(target=target, kind=kind, verdict=verdict, reviewer=self.name, reason=self.reason, **more)


def _decide(db: str, claims: list[str], verdict: Verdict, who: _Who, format: Format) -> None:  # noqa: A002
    with open_store(db, create=False) as store, store.transaction():
        found = _find_claims(store, claims)
        made = [
            add_review(store, who.decide(name, Target.CLAIM, verdict, claim=claim))
            for name, claim in zip(claims, found, strict=True)
        ]
    _print_reviews(made, format)


def _link(db: str, pair: tuple[str, str], verdict: Verdict, who: _Who, format: Format) -> None:  # noqa: A002
    if pair[0] == pair[1]:
        raise UsageError("a link is between two claims, and these are one. Nothing was changed")
    with open_store(db, create=False) as store:
        first, second = _find_claims(store, pair)
        if first.kind != second.kind:
            raise UsageError(f"a {first.kind} and a {second.kind} are never one item. Nothing was changed")
        made = add_review(store, who.decide(" ".join(sorted(pair)), Target.LINK, verdict))
    _print_reviews([made], format)


def _find_claims(store: Store, names: Iterable[str]) -> list[AnyClaim]:
    """The claims of these ids, as the coder found them, or else as they were when they were last reviewed.

    Raises:
        UsageError: there is no such claim.
    """
    names = list(names)
    reports = {name.split(":")[0] for name in names} | {name.rpartition(":")[0].rpartition(":")[0] for name in names}
    found = {claim_id(c): c for _, group in store.claims(reports) for c in group}
    kept = {r.target: r.claim for r in list_reviews(store) if r.claim is not None}
    out = []
    for name in names:
        claim = found.get(name, kept.get(name))
        if claim is None:
            raise UsageError(
                f"there is no claim {name!r} in {store.name}; `travaux search` prints ids. Nothing was changed"
            )
        out.append(claim)
    return out


def _split_pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"--set {text!r} is not FIELD=VALUE. Nothing was changed")
    return name.strip(), value


def _print_reviews(reviews: list[Review], format: Format | ListFormat) -> None:  # noqa: A002
    rows = [dump(r) for r in reviews]
    if format == ListFormat.JSONL:
        show_jsonl({"schema": REVIEW_SCHEMA, **row} for row in rows)
    elif format == Format.JSON:
        show_json({"schema": REVIEW_SCHEMA, "reviews": rows})
    else:
        show("\n".join(map(_say, reviews)))


def _say(r: Review) -> str:
    changes = f"  {', '.join(f'{k}={v}' for k, v in r.changes.items())}" if r.changes else ""
    return f"{r.serial:4}  {r.recorded_at}  {r.reviewer}: {r.verdict.value} {r.kind.value} {r.target}{changes}  ({r.reason})"


def _say_value(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _say_agreement(row: Agreement) -> str:
    alpha = "no figure: nothing varies, or nothing was reviewed twice" if row.alpha is None else f"{row.alpha:.3f}"
    return f"{row.field:16} {alpha}  ({row.units} claims, {row.values} values)"
