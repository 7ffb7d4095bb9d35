"""Review: the queue, the page of one claim, and every decision a person makes there."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from travaux.errors import UsageError
from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.review import Decision, Review, Target, Verdict
from travaux.review.correct import correct_claim
from travaux.review.deciding import OvertakenError, decide, find_claim, find_last, make_link, make_undo
from travaux.review.fields import Field, find_changes, write_fields
from travaux.store.picking import pick_claims
from travaux.store.reviews import find_review, list_reviews, list_verdicts
from travaux.views.wording import say_chain
from travaux.web.acts import Act, ReviewerAct, read_back
from travaux.web.context import LibraryDep, paginate
from travaux.web.file import File
from travaux.web.library import ALL, Library, NotReadyError
from travaux.web.margin import describe_claim, name_kind, name_report
from travaux.web.pages import address, render
from travaux.web.passages import Excerpt, cut_excerpt
from travaux.web.queue import Queues, Waiting, leave_out
from travaux.web.reviewing import make_panel

router = APIRouter(prefix="/review")
SIZE = 20
_NO_REASON = "no reason given"
_LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One claim of the queue for display."""

    waiting: Waiting
    kind: str
    excerpt: Excerpt
    fields: list[tuple[str, str]]
    values: list[Field]
    chain: str
    label: str
    day: str | None
    href: str
    report_href: str


@router.get("")
def show_queue(request: Request, library: LibraryDep, process: str = "", kind: str = "", done: str = "") -> Response:
    """What to look at first."""
    entries = library.processes().entries
    name = process or (entries[0].process.id if entries else ALL)
    queues: Queues = request.app.state.queues
    file: list[File] = []

    def load() -> File:
        file.append(library.file(name))
        return file[0]

    queue = queues.get(name, library.state(), load)
    left = leave_out(queue.rows, list_verdicts(library.store))
    part = paginate(request, leave_out(left, {}, kind), SIZE)
    context: dict[str, Any] = {
        "cards": _make_cards(library, part.rows, name),
        "part": part,
        "process": name,
        "processes": [(e.process.id, e.process.name) for e in entries] + [(ALL, "All reports")],
        "kind": kind,
        "kinds": sorted((name_kind(k), k) for k in queue.kinds),
        "decided": len(queue.rows) - len(left),
        "done": _find_done(library, done),
        "here": f"/review?{urlencode({'process': name, 'kind': kind}, errors='replace')}",
    }
    return render(request, "review.html", context)


@router.get("/claims/{claim:path}")
def show_claim(request: Request, claim: str, library: LibraryDep, process: str = "", done: str = "") -> Response:
    """One claim, also one that was rejected, with all that can be decided of it and all that was."""
    store = library.store
    found = find_claim(store, claim)
    name = process or ALL
    try:
        file = library.file(name)
    except NotReadyError:
        file = None
    report = store.report(found.report)
    if report is None:
        raise UsageError(f"there is no report {found.report!r} in this store")
    context = {
        "panel": make_panel(store, claim, file, near=True),
        "report": report,
        "title": name_report(report),
        "excerpt": cut_excerpt(report.text, found.span.start, found.span.end),
        "fields": describe_claim(found),
        "kind": name_kind(found.kind),
        "process": name,
        "done": _find_done(library, done),
        "here": f"{address('review', 'claims', claim)}?{urlencode({'process': name}, errors='replace')}",
        "missing": file is None,
    }
    return render(request, "review-claim.html", context)


@router.post("/decide")
def decide_claim(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Confirm or reject a claim."""
    claim = find_claim(library.store, act.get("claim"))
    verdict = _read_verdict(act.get("verdict"), (Verdict.CONFIRM, Verdict.REJECT))
    changes: dict[str, str] = {}
    if verdict is Verdict.CONFIRM:  # what stands is confirmed: a correction with it
        last = find_last(list_reviews(library.store, claim_id(claim)), claim_id(claim))
        changes = dict(last.changes) if last is not None and last.verdict is not Verdict.REJECT else {}
    return _keep(request, act, library, [_of_claim(act, claim, verdict, changes)])


@router.post("/correct")
def correct(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Give fields of a claim other values."""
    claim = find_claim(library.store, act.get("claim"))
    given = {f.name: act.get(f"is-{f.name}") for f in write_fields(claim) if f"is-{f.name}" in act.form}
    changes = find_changes(claim, given)
    if not changes:
        raise UsageError(
            "nothing differs from what the coder found: confirm the claim, or reject it. Nothing was changed"
        )
    correct_claim(claim, changes)
    return _keep(request, act, library, [_of_claim(act, claim, Verdict.CORRECT, changes)])


@router.post("/link")
def link(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Say that two claims tell one thing (merge), or two (split)."""
    store = library.store
    verdict = _read_verdict(act.get("verdict"), (Verdict.CONFIRM, Verdict.REJECT))
    first, second = find_claim(store, act.get("claim")), find_claim(store, act.get("other").strip())
    decision = make_link(first, second, verdict, act.user.name, _read_reason(act))
    return _keep(request, act, library, [(decision, _read_serial(act, "seen"))])


@router.post("/reassign")
def reassign(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Say that a claim belongs to another item: it is put apart from the claims that it stands with, and joined to another."""
    store = library.store
    claim, other = find_claim(store, act.get("claim")), find_claim(store, act.get("other").strip())
    reason = _read_reason(act)
    rows = [(make_link(claim, other, Verdict.CONFIRM, act.user.name, reason), _read_serial(act, "seen"))]
    file = library.file(act.get("process") or ALL)
    for row in make_panel(store, claim_id(claim), file).together:
        if row.evidence.claim != claim_id(other):
            companion = find_claim(store, row.evidence.claim)
            if companion.kind == claim.kind:
                rows.append((make_link(claim, companion, Verdict.REJECT, act.user.name, reason), row.seen))
    return _keep(request, act, library, rows)


@router.post("/undo")
def undo(request: Request, act: ReviewerAct, library: LibraryDep) -> Response:
    """Undo the last review of a claim or a link, by a new one."""
    target = act.get("target")
    trail = list(list_reviews(library.store, target.split(" ")[0]))
    decision = make_undo(trail, target, act.user.name)
    return _keep(request, act, library, [(decision, _read_serial(act, "seen"))])


def _keep(request: Request, act: Act, library: Library, rows: list[tuple[Decision, int]]) -> Response:
    """Keep decisions and go back to where they were made; where somebody was quicker, show both."""
    back = read_back(act.get("back"), address("review", "claims", rows[0][0].target.split(" ")[0]))
    try:
        made = decide(library.store, rows)
    except OvertakenError as error:
        return _show_conflict(request, act, library, error)
    if made[0].verdict is Verdict.REJECT and back.startswith("/evidence/"):  # there is no such page any more
        back = address("review", "claims", made[0].target.split(" ")[0])
    parts = urlsplit(back)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in {"done", "page"}]
    query = urlencode([*kept, ("done", str(made[0].serial))])
    return RedirectResponse(urlunsplit(("", "", parts.path, query, "")), status_code=303)


def _show_conflict(request: Request, act: Act, library: Library, error: OvertakenError) -> Response:
    """Both decisions, theirs and this one, which can still be made on top of theirs."""
    claim = error.decision.target.split(" ")[0]
    sent = [(k, v) for k, v in act.form.multi_items() if isinstance(v, str) and k not in {"seen", "token"}]
    context = {
        "theirs": error.last,
        "mine": error.decision,
        "claim": claim,
        "action": request.url.path,
        "sent": sent,
        "quote": find_claim(library.store, claim).quote,
    }
    return render(request, "review-conflict.html", context, 409)


def _make_cards(library: Library, rows: Any, process: str) -> list[Card]:
    store = library.store
    wanted = {w.evidence.report for w in rows}
    claims = pick_claims(store, [w.id for w in rows])
    reports = {r.id: r for r in store.reports(wanted)}
    query = urlencode({"process": process}, errors="replace")
    out = []
    for w in rows:
        report, claim = reports.get(w.evidence.report), claims.get(w.id)
        if report is None or claim is None:
            continue
        link = urlencode({"process": process, "claim": w.id}, errors="replace")
        out.append(
            Card(
                waiting=w,
                kind=name_kind(claim.kind),
                excerpt=cut_excerpt(report.text, claim.span.start, claim.span.end),
                fields=describe_claim(claim),
                values=write_fields(claim),
                chain=say_chain(w.evidence, report.outlet),
                label=name_report(report),
                day=report.published.isoformat() if report.published else None,
                href=f"{address('review', 'claims', w.id)}?{query}",
                report_href=f"{address('reports', report.id)}?{link}",
            )
        )
    return out


def _find_done(library: Library, done: str) -> tuple[Review, str] | None:
    """The review that was just made, with the words of its claim, to be undone at once."""
    if not (done.isdecimal() and len(done) < 12):
        return None
    review = find_review(library.store, int(done))
    if review is None or review.kind is Target.REPORT:
        return None
    quote = (
        review.claim.quote if review.claim is not None else find_claim(library.store, review.target.split(" ")[0]).quote
    )
    return review, quote


def _of_claim(act: Act, claim: AnyClaim, verdict: Verdict, changes: dict[str, str]) -> tuple[Decision, int]:
    decision = Decision(
        target=claim_id(claim),
        kind=Target.CLAIM,
        verdict=verdict,
        reviewer=act.user.name,
        reason=_read_reason(act),
        changes=changes,
        claim=claim,
    )
    return decision, _read_serial(act, "seen")


def _read_reason(act: Act) -> str:
    return " ".join(act.get("reason").split())[:_LONGEST] or _NO_REASON


def _read_serial(act: Act, name: str) -> int:
    text = act.get(name)
    if not text.isdecimal() or len(text) > 12:
        raise UsageError(
            "the form does not say which review it was made upon; load the page again. Nothing was changed"
        )
    return int(text)


def _read_verdict(text: str, known: tuple[Verdict, ...]) -> Verdict:
    if text not in [v.value for v in known]:
        raise UsageError(f"{text[:40]!r} is no decision; it is one of {', '.join(known)}. Nothing was changed")
    return Verdict(text)
