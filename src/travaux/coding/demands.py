"""Demands: who wants what of whom, how hard, and what became of it. Coordinated contents are demands of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.askers import with_asker
from travaux.coding.asking import DUTY, NOBODY, UNASKED, is_duty, is_loose, tell_roles
from travaux.coding.authors import subject_of
from travaux.coding.conditions import find_conditions
from travaux.coding.context import Context, make_refs
from travaux.coding.demand_contents import WEIGHING, find_contents
from travaux.coding.demand_nouns import find_owned, is_anothers
from travaux.coding.grounding import ground_like
from travaux.coding.insisting import find_insisted
from travaux.coding.issues import issue_of_clause
from travaux.coding.redlines import find_red_lines
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.tagged import find_tagged_demands
from travaux.coding.urges import find_urges
from travaux.ontology.claim import ActorRef, Demand, Move, Term
from travaux.ontology.vocabulary import Act, ActorKind, DemandState, DemandStrength, Issue, Modality, TermStatus
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span

_SOFT = {"ask", "request", "urge", "appeal", "call", "invite", "encourage", "seek", "plead"}
_COMMANDING = {"order", "instruct", "command", "instruction", "deserve", "direct", "require", "expect"}
"""Triggers of orders to one's own, and of what is only said to be due."""
_WANTING = {"want", "wish"}
_HARD = re.compile(
    r"(?<!without )(?<!without any )(?<!no )\b(?:pre-?conditions?|non-negotiable)\b"
    r"|(?<!without )(?<!without any )(?<!no )(?<!living )(?<!health )(?<!weather )\b(?:conditions?|conditional)\b",
    re.IGNORECASE,
)
"""Words of what nothing goes on without; "without conditions" is the opposite."""
_TOLD_BETTER = {"demand-red-line", "demand-listed", "demand-only-if"}
"""Rules that tell who demands a thing more surely than the act in the same words."""
_SOUGHT = {
    "amendment",
    "change",
    "guarantee",
    "concession",
    "assurance",
    "answer",
    "extension",
    "delay",
    "clarification",
}
"""What is sought of others, though none is told."""
_OUTRIGHT = {"demand", "insist", "request"}
_BODIES = {ActorKind.STATE, ActorKind.IGO, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.AGENCY}
_FORCES = {"troop", "force", "soldier", "army", "fighter", "settler", "militia", "unit"}
_ONLY_IF = re.compile(
    r"\b(?:unless|(?:not|never|n’t|n't|no) [^.;]{0,60}until|only (?:if|when|once)|refus\w+ [^.]* without"
    r"|(?<!without )(?<!without any )(?<!no )preconditions?|on condition)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\bwhich [^,.;]{2,40} (?:rejects?|rejected|refuses?|refused|opposes?|has (?:rejected|refused|ruled out))",
    re.IGNORECASE,
)


def code_demands(context: Context, moves: Sequence[Move], table: Table) -> tuple[Demand, ...]:
    """One demand for each thing demanded; a demand that nobody makes, of nothing, is none."""
    lines = (*find_red_lines(context, table), *find_conditions(context, table))
    out: list[Demand] = []
    for told in tell_roles(context, moves):
        move = with_asker(context, told)
        if any(d.rule in _TOLD_BETTER and d.span.overlaps(move.trigger) for d in lines):
            continue
        parts = find_contents(context, move) if _asks(context, move, table) else []
        for part in parts:
            demand = _demand(context, move, part, table)
            if len(parts) > 1:
                demand = replace(demand, issue=_issue(context, part))
            if demand.by and (demand.issue is not None or demand.of or _is_spelt_out(context, move)):
                out.append(demand)
    for urge in (
        *lines,
        *find_urges(context, table),
        *find_owned(context, table),
        *find_insisted(context, table),
    ):
        if not any(d.span.overlaps(urge.span) for d in out):
            out.append(urge)
    out += find_tagged_demands(context, tuple(out), table)
    return tuple(sorted(out, key=lambda d: d.span))


def _is_spelt_out(context: Context, move: Move) -> bool:
    """ "Demanded that the council lift it": a clause with its own subject, though nobody knows whose issue it is.

    "Have requested consular access": what a body asks for by a verb, whatever it is.
    """
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.lemma_.lower() not in _OUTRIGHT:
        return False
    named = any(a.kind in _BODIES for a in move.actors)
    things = [c for c in trigger.root.rights if c.dep_ == "dobj" or c.lower_ in {"on", "upon"}]
    if named and trigger.root.pos_ == "VERB" and things:
        return True
    return any(
        c.dep_ == "ccomp" and any(s.dep_ in {"nsubj", "nsubjpass"} for s in c.lefts) for c in trigger.root.children
    )


def _asks(context: Context, move: Move, table: Table) -> bool:
    """Whether a move is a demand of one party to another: no order to its own, no wish for itself, no worth of a thing."""
    if move.act not in {Act.PRESS, Act.DEMAND}:
        return False
    if (move.modality is Modality.NEGATION and not _is_given_up(context, move)) or _is_in_question(context, move):
        return False
    if move.act is Act.PRESS:
        both = all(table.holds(a) for a in (*move.actors, *move.recipients))
        return (
            move.about is not None
            and bool(move.recipients)
            and bool(move.actors)
            and (both or _is_told_deed(context, move, table))
        )
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    lemma = trigger.root.lemma_.lower() if trigger is not None else ""
    if move.act is not Act.DEMAND or lemma in _COMMANDING:
        return False
    if trigger is not None and trigger.root.pos_ == "NOUN" and is_anothers(trigger.root, move.actors):
        return False
    content = context.quote(move.about).lower() if move.about is not None else ""
    if lemma in _WANTING and (content.startswith("to ") or set(content.split()) & UNASKED):
        return False
    if lemma == "seek" and not move.recipients and not _is_sought(trigger):
        return False
    if _is_of_ones_own(context, move) or (lemma == "insist" and _is_held_true(trigger)):
        return False
    if trigger is not None and is_duty(trigger) and _is_nobodys(trigger):
        return _is_needed(trigger)
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    weighs = lemma in WEIGHING or content.removeprefix("the ").startswith("importance of")
    return not weighs or (tokens is not None and issue_of_clause(tokens) is not None)


def _is_told_deed(context: Context, move: Move, table: Table) -> bool:
    """ "Pressed Lima to free the crew": a deed is wanted of a side; who is pressed to press others is asked for no terms."""
    words = context.quote(move.about).lower() if move.about is not None else ""
    told = all(a.by not in {"words", "context", "pronoun"} for a in (*move.actors, *move.recipients))
    sides = all(table.holds(a) for a in move.recipients) and "pressure" not in words
    return words.startswith(("to ", "not to ")) and told and sides and move.modality is Modality.ASSERTED


def _is_sought(trigger: SpacySpan | None) -> bool:
    things = [c for c in trigger.root.rights if c.dep_ == "dobj"] if trigger is not None else []
    return any(c.lemma_.lower() in _SOUGHT for c in things)


def _is_of_ones_own(context: Context, move: Move) -> bool:
    """ "The premier wants Fiji to supply ore", who is Fiji's: a wish for one's own side, put to nobody."""
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if tokens is None:
        return False
    subject = next((c for c in tokens.root.lefts if c.dep_ == "nsubj"), None)
    found = context.actors((_phrase(subject),)) if subject is not None and subject.pos_ == "PROPN" else ()
    own = {n for a in move.actors for n in (a.name, a.country if a.kind is ActorKind.PERSON else None) if n}
    return bool(found) and all(a.kind is ActorKind.STATE and a.name in own for a in found)


def _is_held_true(trigger: SpacySpan | None) -> bool:
    """ "Insisted that the talks were going well": what is claimed, and not what is asked."""
    clause = next((c for c in trigger.root.rights if c.dep_ == "ccomp"), None) if trigger is not None else None
    if clause is None or any(c.tag_ == "MD" for c in clause.lefts):
        return False
    past = clause.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in clause.lefts)
    return past or (clause.lemma_ == "be" and any(c.dep_ in {"acomp", "attr"} for c in clause.rights))


def _is_needed(trigger: SpacySpan) -> bool:
    """ "We need guarantees": asked of others, where what is needed is a matter of negotiations."""
    root = trigger.root
    thing = next((c for c in root.rights if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    if root.lemma_.lower() != "need" or root.pos_ != "VERB" or thing is None or root.tag_ not in {"VBP", "VBZ"}:
        return False
    return issue_of_clause(root.doc[thing.left_edge.i : thing.right_edge.i + 1]) is not None


def _is_given_up(context: Context, move: Move) -> bool:
    """ "No longer demands that the army leave": a demand that was made before, and is dropped."""
    before = context.report.text[max(0, move.trigger.start - 30) : move.trigger.start].lower()
    return move.act is Act.DEMAND and before.rstrip().endswith("no longer")


def _is_in_question(context: Context, move: Move) -> bool:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens is not None and sentence_of(tokens.root).text.rstrip(" ”\"'’").endswith("?")


def _is_nobodys(trigger: SpacySpan) -> bool:
    """ "We must know", "one must go", "Oslo needed to react": a duty that nobody else is asked to fulfil."""
    root = trigger.root
    inner = [c for c in root.children if c.dep_ in {"xcomp", "ccomp"}] if root.lemma_.lower() in DUTY else [root]
    if any(t.lemma_.lower() in UNASKED for t in inner) or (root.lemma_.lower() in DUTY and root.tag_ in {"VBD", "VBN"}):
        return True
    verb = trigger.root.head if trigger.root.tag_ == "MD" else trigger.root
    subject = subject_of(verb) or next((c for c in verb.lefts if c.dep_ in {"nsubjpass", "expl"}), None)
    return subject is not None and subject.lower_ in NOBODY


def _demand(context: Context, move: Move, part: Span, table: Table) -> Demand:
    span = move.span
    if part.start > move.trigger.end and not part.covers(move.span):
        first = find_contents(context, move)[0] == part
        span = Span(move.trigger.start, part.end) if first and move.span.start <= move.trigger.start else part
        span = span if span.end - span.start <= 280 else part
    by = name_sides(context, table, move.actors)
    asked = move.recipients or _from_whom(context, move)
    of = tuple(a for a in name_sides(context, table, asked) if a.name not in {b.name for b in by})
    strength = _strength(context, move)
    of = of or _whose_forces(context, part, by) or _other_side(context, table, by, move, strength)
    return Demand(
        **ground_like(move, f"demand-{_way(context, move)}") | {"span": span, "quote": context.quote(span)},
        by=by,
        of=of,
        content=context.quote(part),
        content_span=part,
        issue=_issue(context, part) or (move.issues[0] if move.issues else None),
        strength=strength,
        state=DemandState.DROPPED if _is_given_up(context, move) else _state(context, part),
        when=move.when,
    )


def _from_whom(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "Wants recognition from Peru", "wants from the army guarantees": the one from whom it is wanted."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return ()
    things = [trigger.root, *(c for c in trigger.root.rights if c.dep_ == "dobj")]
    preps = [c for t in things for c in t.rights if c.dep_ == "prep" and c.lower_ == "from"]
    found = context.actors(tuple(_phrase(x) for c in preps for p in c.children for x in (p, *p.conjuncts)))
    return tuple(a for a in found if a.by != "words" and not is_loose(context, a))


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


def _whose_forces(context: Context, part: Span, by: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
    """ "That all Danish troops be withdrawn": it is asked of those whose troops they are."""
    tokens = tokens_at(context.doc, part.start, part.end)
    subjects = [t for t in tokens or () if t.dep_ == "nsubjpass" and t.lemma_.lower() in _FORCES]
    found = [m for t in subjects if (m := context.references.mention_at(t)) is not None]
    refs = [
        refer(context, m.country) if m.kind is ActorKind.MILITARY and m.country else ref
        for m in found
        if m.kind in _BODIES | {ActorKind.MILITARY}
        for ref in make_refs(m)
    ]
    own = {n for a in by for n in (a.name, a.country) if n}
    return tuple({a.name: a for a in refs if a.name not in own}.values())


def _other_side(
    context: Context, table: Table, by: tuple[ActorRef, ...], move: Move, strength: DemandStrength
) -> tuple[ActorRef, ...]:
    """Of whom one of two sides demands what it will not do without, or demands by that word: of the other."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    outright = trigger is not None and trigger.root.lemma_.lower() in {"demand", "insist", "condition", "precondition"}
    names = {a.name for a in by} & set(table.sides) or {a.country for a in by if a.country} & set(table.sides)
    if len(table.sides) != 2 or len(names) != 1 or not (outright or strength is DemandStrength.PRECONDITION):
        return ()
    return tuple(refer(context, n) for n in table.sides if n not in names)


def _way(context: Context, move: Move) -> str:
    """How it is told: as a duty ("must", "should", "need"), by a verb of asking, or by a noun."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return "noun"
    if is_duty(trigger):
        return "must" if any(t.lower_ == "must" for t in (*trigger, *trigger.root.lefts)) else "duty"
    return "asks"


def _issue(context: Context, part: Span) -> Issue | None:
    tokens = tokens_at(context.doc, part.start, part.end)
    return issue_of_clause(tokens) if tokens is not None else None


def _strength(context: Context, move: Move) -> DemandStrength:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    lemma = tokens.root.lemma_.lower() if tokens is not None else ""
    words = context.quote(move.span).lower()
    if "red line" in words:
        return DemandStrength.RED_LINE
    if _HARD.search(words) or _is_precondition(context, move):
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
