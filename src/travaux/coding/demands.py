"""Demands: who wants what of whom, how hard, and what became of it. Coordinated contents are demands of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.asking import DUTY, NOBODY, UNASKED, is_duty, is_loose, tell_roles
from travaux.coding.authors import subject_of
from travaux.coding.context import Context, make_refs
from travaux.coding.demand_nouns import find_owned
from travaux.coding.grounding import ground_like
from travaux.coding.issues import issue_of_clause
from travaux.coding.redlines import find_red_lines
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.urges import find_urges
from travaux.ontology.claim import ActorRef, Demand, Move, Term
from travaux.ontology.vocabulary import Act, ActorKind, DemandState, DemandStrength, Issue, Modality, TermStatus
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_SOFT = {"ask", "request", "urge", "appeal", "call", "invite", "encourage", "seek", "plead"}
_COMMANDING = {"order", "instruct", "command", "instruction", "deserve", "direct", "require", "expect"}
"""Triggers of orders to one's own, and of what is only said to be due."""
_WANTING = {"want", "wish"}
_WEIGHING = {"importance", "important", "priority", "imperative"}
_HARD = re.compile(
    r"(?<!without )(?<!without any )(?<!no )\b(?:pre-?conditions?|non-negotiable)\b"
    r"|(?<!without )(?<!without any )(?<!no )(?<!living )(?<!health )(?<!weather )\b(?:conditions?|conditional)\b",
    re.IGNORECASE,
)
"""Words of what nothing goes on without; "without conditions" is the opposite."""
_EMPTY = {"demand", "condition", "request", "term", "requirement", "call", "ultimatum"}
_OUTRIGHT = {"demand", "insist", "request"}
_BODIES = {ActorKind.STATE, ActorKind.IGO, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.AGENCY}
_FORCES = {"troop", "force", "soldier", "army", "fighter", "settler", "militia", "unit"}
_TURNED_BACK = {"itself", "themselves", "himself", "herself", "ourselves"}
_SHORT = 4
_VERB_TAGS = {"VB", "VBP"}
_IS_RELATIVE = re.compile(
    r"(?:from|to|of|in|on|for|by|at) (?:which|whom)\b"
    r"|(?:that|which) (?:in \w+ )?(?:would|will|could|may|might|has|have|had|is|are|was|were|amounts?|go|goes)\b",
    re.IGNORECASE,
)
_AND_THAT = re.compile(
    r",? and (?:also )?(?=that\b)|,? and (?:also )?(?=to [a-z]+)|, (?=to [a-z]+.* and (?:also )?to [a-z]+)"
)
_WHO_IS_TO = re.compile(r"^(?:[^\s,;.]+ ){1,5}to [a-z]+")
"""A content that opens with who is to do it: "the rebels to leave the town"."""
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
    lines = tuple(find_red_lines(context, table))
    out: list[Demand] = []
    for move in tell_roles(context, moves):
        if any(d.rule == "demand-red-line" and d.span.overlaps(move.trigger) for d in lines):
            continue
        parts = _contents(context, move) if _asks(context, move, table) else []
        for part in parts:
            demand = _demand(context, move, part, table)
            if len(parts) > 1:
                demand = replace(demand, issue=_issue(context, part))
            if demand.by and (demand.issue is not None or demand.of or _is_spelt_out(context, move)):
                out.append(demand)
    for urge in (*lines, *find_urges(context, table), *find_owned(context, table)):
        if not any(d.span.overlaps(urge.span) for d in out):
            out.append(urge)
    return tuple(sorted(out, key=lambda d: d.span))


def _is_spelt_out(context: Context, move: Move) -> bool:
    """ "Demanded that the council lift it": a clause with its own subject, though nobody knows whose issue it is.

    "Have requested consular access": what a body asks for by a verb, whatever it is.
    """
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.lemma_.lower() not in _OUTRIGHT:
        return False
    named = any(a.kind in _BODIES for a in move.actors)
    if named and trigger.root.pos_ == "VERB" and any(c.dep_ == "dobj" for c in trigger.root.rights):
        return True
    return any(
        c.dep_ == "ccomp" and any(s.dep_ in {"nsubj", "nsubjpass"} for s in c.lefts) for c in trigger.root.children
    )


def _asks(context: Context, move: Move, table: Table) -> bool:
    """Whether a move is a demand of one party to another: no order to its own, no wish for itself, no worth of a thing."""
    if move.modality is Modality.NEGATION or _is_in_question(context, move):
        return False
    if move.act is Act.PRESS:
        both = all(table.holds(a) for a in (*move.actors, *move.recipients))
        return move.about is not None and bool(move.recipients) and bool(move.actors) and both
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    lemma = trigger.root.lemma_.lower() if trigger is not None else ""
    if move.act is not Act.DEMAND or lemma in _COMMANDING:
        return False
    content = context.quote(move.about).lower() if move.about is not None else ""
    if lemma in _WANTING and (content.startswith("to ") or set(content.split()) & UNASKED):
        return False
    if lemma == "seek" and not move.recipients:
        return False
    if trigger is not None and is_duty(trigger) and _is_nobodys(trigger):
        return _is_needed(trigger)
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    return lemma not in _WEIGHING or (tokens is not None and issue_of_clause(tokens) is not None)


def _is_needed(trigger: SpacySpan) -> bool:
    """ "We need guarantees": asked of others, where what is needed is a matter of negotiations."""
    root = trigger.root
    thing = next((c for c in root.rights if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    if root.lemma_.lower() != "need" or root.pos_ != "VERB" or thing is None or root.tag_ not in {"VBP", "VBZ"}:
        return False
    return issue_of_clause(root.doc[thing.left_edge.i : thing.right_edge.i + 1]) is not None


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
        first = _contents(context, move)[0] == part
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
        state=_state(context, part),
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


def _contents(context: Context, move: Move) -> list[Span]:
    """What is demanded, in its coordinated parts; none where only "demands" are spoken of."""
    content = _after_for(context, move) or _with_object(context, move) or _untold(context, move)
    if content is None:
        return []
    if content == move.span:
        return [] if _IS_RELATIVE.match(context.quote(content)) else [content]
    if any(a.span is not None and a.span.covers(content) for a in move.recipients) or _is_empty(context, move, content):
        return []
    tokens = tokens_at(context.doc, content.start, content.end)
    if tokens is None or tokens.root.lemma_.lower() in _EMPTY:
        return []
    words = context.quote(content)
    if _IS_RELATIVE.match(words) or words.split()[-1].lower() in _TURNED_BACK:
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


def _way(context: Context, move: Move) -> str:
    """How it is told: as a duty ("must", "should", "need"), by a verb of asking, or by a noun."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return "noun"
    if is_duty(trigger):
        return "must" if any(t.lower_ == "must" for t in (*trigger, *trigger.root.lefts)) else "duty"
    return "asks"


def _is_empty(context: Context, move: Move, content: Span) -> bool:
    """ "What he has asked for", "to happen": words that do not tell what is wanted."""
    words = context.quote(content).lower().split()
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    behind = content.start < move.trigger.start and trigger is not None and trigger.root.dep_ == "relcl"
    short = (words[0] == "to" and len(words) < _SHORT and not move.recipients) or words[-1] in _WEIGHING
    return behind or short or words[0] in {"what", "which", "how", "exactly", "whatever", "who", "why"}


def _with_object(context: Context, move: Move) -> Span | None:
    """ "Asked for radars to guard the port": the radars belong to what is asked for, where nobody is asked."""
    about = move.about
    if about is None or move.recipients or about.start <= move.trigger.end:
        return about
    called = context.quote(move.trigger).lower().endswith(" for") and context.quote(about).lower().startswith("to ")
    return trim(context.report.text, move.trigger.end, about.end, drop=" ,") if called else about


def _untold(context: Context, move: Move) -> Span | None:
    """What is demanded where the act does not say it: a clause of duty as a whole, or what follows the verb that asks."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return None
    if is_duty(trigger):
        return move.span
    if trigger.root.pos_ != "VERB" or move.span.end <= move.trigger.end:
        return None
    rest = trim(context.report.text, move.trigger.end, move.span.end, drop=' ,;:“”"')
    words = context.quote(rest).split() if rest is not None else []
    return rest if len(words) > 1 and words[0].lower() not in {"by", "at", "in", "as", "during", "after"} else None


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
    if words.lower().lstrip(' “"').startswith((opener, "for")) or opener == "that":
        return True
    return opener == "to" and _WHO_IS_TO.match(words) is not None


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
