"""Demands: who wants what of whom, how hard, and what became of it. Coordinated contents are demands of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as SpacySpan

from travaux.coding.context import Context
from travaux.coding.grounding import ground_like
from travaux.coding.issues import issue_of_clause
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.urges import find_urges
from travaux.ontology.claim import ActorRef, Demand, Move, Term
from travaux.ontology.vocabulary import Act, ActorKind, DemandState, DemandStrength, Issue, Modality, TermStatus
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_SOFT = {"ask", "request", "urge", "appeal", "call", "invite", "encourage", "seek", "plead"}
_COMMANDING = {"order", "instruct", "command", "instruction", "deserve", "direct"}
"""Triggers of orders to one's own, and of what is only said to be due."""
_WANTING = {"want", "wish"}
_WEIGHING = {"importance", "important", "priority", "imperative"}
_HARD = {"precondition", "condition", "non-negotiable"}
_EMPTY = {"demand", "condition", "request", "term", "requirement", "call", "ultimatum"}
_VERB_TAGS = {"VB", "VBP"}
_IS_RELATIVE = re.compile(
    r"(?:that|which) (?:in \w+ )?(?:would|will|could|may|might|has|have|had|is|are|was|were|amounts?|go|goes)\b",
    re.IGNORECASE,
)
_AND_THAT = re.compile(r",? and (?:also )?(?=that\b)|,? and (?:also )?(?=to [a-z]+)")
_ONLY_IF = re.compile(
    r"\b(?:unless|until|only (?:if|when|once)|refus\w+ [^.]* without|preconditions?|on condition)\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\bwhich [^,.;]{2,40} (?:rejects?|rejected|refuses?|refused|opposes?|has (?:rejected|refused|ruled out))",
    re.IGNORECASE,
)


def code_demands(context: Context, moves: Sequence[Move], table: Table) -> tuple[Demand, ...]:
    """One demand for each thing demanded; a demand that nobody makes, of nothing, is none."""
    out: list[Demand] = []
    for move in moves:
        if not _asks(context, move, table):
            continue
        parts = _contents(context, move)
        for part in parts:
            demand = _demand(context, move, part, table)
            if len(parts) > 1:
                demand = replace(demand, issue=_issue(context, part))
            if demand.by and (demand.issue is not None or demand.of):
                out.append(demand)
    for urge in find_urges(context, moves, table):
        if not any(d.span.overlaps(urge.span) for d in out):
            out.append(urge)
    return tuple(sorted(out, key=lambda d: d.span))


def _asks(context: Context, move: Move, table: Table) -> bool:
    """Whether a move is a demand of one party to another: no order to its own, no wish for itself, no worth of a thing."""
    if move.modality is Modality.NEGATION:
        return False
    if move.act is Act.PRESS:
        both = all(table.holds(a) for a in (*move.actors, *move.recipients))
        return move.about is not None and bool(move.recipients) and bool(move.actors) and both
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    lemma = trigger.root.lemma_.lower() if trigger is not None else ""
    if move.act is not Act.DEMAND or lemma in _COMMANDING:
        return False
    content = context.quote(move.about).lower() if move.about is not None else ""
    if lemma in _WANTING and content.startswith("to ") and not move.recipients:
        return False
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    return lemma not in _WEIGHING or (tokens is not None and issue_of_clause(tokens) is not None)


def _demand(context: Context, move: Move, part: Span, table: Table) -> Demand:
    span = move.span
    if part.start > move.trigger.end and not part.covers(move.span):
        first = _contents(context, move)[0] == part
        span = Span(move.trigger.start, part.end) if first and move.span.start <= move.trigger.start else part
        span = span if span.end - span.start <= 280 else part
    by = name_sides(context, table, move.actors)
    of = tuple(a for a in name_sides(context, table, move.recipients) if a.name not in {b.name for b in by})
    return Demand(
        **ground_like(move, "demand") | {"span": span, "quote": context.quote(span)},
        by=by,
        of=_addressed(context, table, by, of),
        content=context.quote(part),
        content_span=part,
        issue=_issue(context, part) or (move.issues[0] if move.issues else None),
        strength=_strength(context, move),
        state=_state(context, part),
        when=move.when,
    )


def _addressed(
    context: Context, table: Table, by: tuple[ActorRef, ...], of: tuple[ActorRef, ...]
) -> tuple[ActorRef, ...]:
    """Of whom it is demanded: of a people or of nobody told by one side is of the other side."""
    names = {n for a in by for n in (a.name, a.country) if n} & set(table.sides)
    named = tuple(a for a in of if a.kind is not ActorKind.PEOPLE and a.by != "words")
    of = named or of
    loose = all(a.kind is ActorKind.PEOPLE or a.by == "words" for a in of)
    if len(table.sides) != 2 or len(names) != 1 or not loose or any(table.holds(a) for a in of):
        return of
    return tuple(refer(context, n) for n in table.sides if n not in names)


def _contents(context: Context, move: Move) -> list[Span]:
    """What is demanded, in its coordinated parts; none where only "demands" are spoken of."""
    content = _after_for(context, move) or move.about
    if content is None:
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        noun = trigger is not None and trigger.root.pos_ in {"NOUN", "PROPN"}
        return [] if noun else [move.span]
    tokens = tokens_at(context.doc, content.start, content.end)
    if tokens is None or tokens.root.lemma_.lower() in _EMPTY:
        return []
    words = context.quote(content)
    if _IS_RELATIVE.match(words):
        return []
    cuts = [(m.start(), m.end()) for m in _AND_THAT.finditer(words) if _cuts(words, m)] or _joined_deeds(
        content, tokens
    )
    edges = [0, *(e for _, e in cuts)]
    ends = [*(s for s, _ in cuts), len(words)]
    parts = [
        trim(context.report.text, content.start + a, content.start + b, drop=" ,;")
        for a, b in zip(edges, ends, strict=True)
    ]
    return [p for p in parts if p is not None]


def _joined_deeds(content: Span, tokens: SpacySpan) -> list[tuple[int, int]]:
    """Where a content goes on with the next deed: "to open the port and release the crews"; each has words of its own."""
    root = tokens.root
    verbs = [root, *(t for t in tokens if t.dep_ == "conj" and t.head.i >= tokens.start and t.tag_ in _VERB_TAGS)]
    if root.pos_ != "VERB" or len(verbs) < 2:
        return []
    cuts = []
    for verb in verbs[1:]:
        joint = tokens.doc[verb.i - 1]
        if joint.lower_ not in {"and", ","} or verb.right_edge.i - verb.i < 2:
            continue
        if verb.head.i >= joint.i - 1 or not any(c.dep_ in {"dobj", "prep", "xcomp", "ccomp"} for c in verb.children):
            continue
        before = tokens.doc[joint.i - 1]
        start = before.idx if before.text == "," else joint.idx
        cuts.append((start - content.start, verb.idx - content.start))
    return [c for c in cuts if c[0] > 0]


def _cuts(words: str, found: re.Match[str]) -> bool:
    """ "And that" splits a content that opens with "that", "and to" one that opens with "to"."""
    opener = words[found.end() :].split(maxsplit=1)[0]
    return words.lower().lstrip(' “"').startswith((opener, "for")) or opener == "that"


def _after_for(context: Context, move: Move) -> Span | None:
    """ "Demands for the army to leave": all that follows "for"."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.pos_ not in {"NOUN", "PROPN"} or trigger.end >= len(context.doc):
        return None
    after = context.doc[trigger.end]
    if (
        after.lower_ == "that"
        and trigger.end + 1 < len(context.doc)
        and context.doc[trigger.end + 1].pos_ in {"AUX", "VERB"}
    ):
        return None
    if after.lower_ not in {"for", "that"} or trigger.root.lemma_.lower() not in _EMPTY:
        return None
    sent = sentence_of(after)
    end = next(
        (
            t.i
            for t in context.doc[after.i + 1 : sent.end]
            if t.text in {",", ";"} and _opens_aside(context, t.i, sent.end)
        ),
        sent.end,
    )
    return trim(
        context.report.text,
        context.doc[after.i + 1].idx,
        context.doc[end - 1].idx + len(context.doc[end - 1]),
        drop=" ,.;",
    )


def _opens_aside(context: Context, i: int, end: int) -> bool:
    return i + 1 < end and context.doc[i + 1].lower_ in {
        "which",
        "who",
        "but",
        "while",
        "according",
        "as",
        "saying",
        "after",
    }


def _issue(context: Context, part: Span) -> Issue | None:
    tokens = tokens_at(context.doc, part.start, part.end)
    return issue_of_clause(tokens) if tokens is not None else None


def _strength(context: Context, move: Move) -> DemandStrength:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    lemma = tokens.root.lemma_.lower() if tokens is not None else ""
    words = context.quote(move.span).lower()
    if "red line" in words:
        return DemandStrength.RED_LINE
    if any(h in words for h in _HARD) or _is_precondition(context, move):
        return DemandStrength.PRECONDITION
    return DemandStrength.REQUEST if lemma in _SOFT else DemandStrength.DEMAND


def _is_precondition(context: Context, move: Move) -> bool:
    """The sentence, or the one before, says that nothing goes on unless the demands of the same side are met."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return False
    sent = sentence_of(tokens.root)
    if _ONLY_IF.search(sent.text):
        return True
    if sent.start == 0:
        return False
    before = sentence_of(context.doc[sent.start - 1])
    if not before.text.strip() and before.start:
        before = sentence_of(context.doc[before.start - 1])
    named = {m.names[0] for m in context.references.mentions if before.start_char <= m.span.start < before.end_char}
    speaks = any(t.lemma_.lower() in {"demand", "condition"} for t in before)
    return speaks and bool(_ONLY_IF.search(before.text)) and bool({a.name for a in move.actors} & named)


def _state(context: Context, part: Span) -> DemandState:
    """ "…, which the government rejects": refused; otherwise open."""
    after = context.report.text[part.end : part.end + 60].split(".")[0]
    inside = context.quote(part)
    return DemandState.REFUSED if _REFUSED.search(after) or _REFUSED.search(inside) else DemandState.OPEN


def settle_demands(context: Context, demands: Sequence[Demand], moves: Sequence[Move]) -> tuple[Demand, ...]:
    """The demands with what their addressees did about them: rejected their demands, agreed to them, dropped by their own."""
    return tuple(_settle(context, d, moves) for d in demands)


def _settle(context: Context, demand: Demand, moves: Sequence[Move]) -> Demand:
    for move in moves:
        if demand.state is not DemandState.OPEN or move.modality.value not in {"asserted", "historical"}:
            break
        about = context.quote(move.about).lower() if move.about else ""
        if move.act not in {Act.REJECT, Act.ACCEPT} or not re.search(r"\b(?:demands?|conditions?|requests?)\b", about):
            continue
        of, by = {a.name for a in demand.of}, {a.name for a in demand.by}
        actors = {n for a in move.actors for n in (a.name, a.country) if n}
        if of & actors and not by & actors and demand.issue in {None, *move.issues}:
            return replace(demand, state=DemandState.REFUSED if move.act is Act.REJECT else DemandState.MET)
    return demand


def demand_terms(context: Context, terms: Sequence[Term], moves: Sequence[Move], table: Table) -> Iterator[Demand]:
    """ "These demands include …", "on condition that …": each listed term is a demand of those who make them."""
    for term in terms:
        if term.status is not TermStatus.DEMANDED or not term.rule.startswith(("term-held", "term-condition")):
            continue
        by = _makers(context, term, moves, table)
        if not by:
            continue
        names = {n for a in by for n in (a.name, a.country) if n}
        others = tuple(refer(context, n) for n in table.sides if n not in names) if names & set(table.sides) else ()
        yield Demand(
            report=term.report,
            span=term.span,
            quote=term.quote,
            voice=term.voice,
            part=term.part,
            rule="demand-listed",
            by=by,
            of=others,
            content=term.content,
            content_span=term.span,
            issue=term.issue,
            strength=DemandStrength.PRECONDITION if "condition" in term.rule else DemandStrength.DEMAND,
        )


def _makers(context: Context, term: Term, moves: Sequence[Move], table: Table) -> tuple[ActorRef, ...]:
    """Who makes the demands: of the last demand told before, or for a condition the one who speaks of it."""
    if "condition" in term.rule:
        if term.voice.speaker and (term.voice.speaker in context.world.entries):
            return name_sides(context, table, (refer(context, term.voice.speaker),))
        return ()
    told = [m for m in moves if m.act is Act.DEMAND and m.actors and m.span.start < term.span.start]
    return name_sides(context, table, told[-1].actors) if told else ()
