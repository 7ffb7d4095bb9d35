"""Answers to proposals: accepted, accepted on conditions, countered, rejected, put off; and to what."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.answered import find_asked, find_meant, stand_for, told_of
from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.endings import find_endings
from travaux.coding.grounding import ground, ground_like
from travaux.coding.reasons import find_reason
from travaux.coding.table import Table, name_sides
from travaux.coding.unreal import is_supposed
from travaux.ontology.claim import ActorRef, Demand, Move, ProposalMention, Response, claim_id
from travaux.ontology.vocabulary import Act, Modality, ResponseKind
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_number, tokens_at
from travaux.spans import Span

_KINDS = {Act.ACCEPT: ResponseKind.ACCEPT, Act.REJECT: ResponseKind.REJECT}
_WAITING = frozenset(
    {"hope", "hop", "expect", "want", "urge", "ask", "press", "wait", "call", "demand", "predict", "doubt"}
)
"""Verbs of what others wait for; the model's lemma of "hopes" is "hop"."""
_MAYBE = frozenset({"may", "might", "could"})
_CONDITIONS = {"unless", "until", "if", "once", "provided"}
_STUDYING = {"study", "review", "consider", "examine", "weigh", "assess", "mull"}
"""Verbs by which a side puts its answer off."""
_RESERVES = frozenset({"reservation", "condition", "caveat", "amendment", "qualification", "proviso"})
_TIMES = frozenset("time chance deadline opportunity ultimatum window day hour week month year".split())
"""What is given to those who are yet to answer."""
_GIVING = frozenset({"give", "grant", "allow", "have", "set", "leave"})
_REACH = 3
"""In how many sentences before it an answer's proposal may be told."""


def code_responses(
    context: Context,
    moves: Sequence[Move],
    proposals: Sequence[ProposalMention],
    table: Table,
    demands: Sequence[Demand] = (),
) -> tuple[Response, ...]:
    """One answer for each acceptance, rejection or counter-proposal told as fact or on conditions.

    It answers a proposal or a demand of the report, or it is on a matter of negotiations, or a side of the talks gives it.
    """
    out: list[Response] = []
    for move in moves:
        answer = _answer(context, move)
        if answer is None or not _is_given(move, answer):
            continue
        by = name_sides(context, table, move.actors)
        target = _target(context, move, by, proposals, out) or _meant(context, move, by, proposals, demands)
        if target is None and not move.issues and not any(table.holds(a) for a in (*by, *move.recipients)):
            continue
        out.append(
            Response(
                **ground_like(move, "answer"),
                by=by,
                to=tuple(a for a in name_sides(context, table, move.recipients) if a.name not in {b.name for b in by}),
                answer=answer,
                target=target,
                about=told_of(context, move.about) if move.about is not None else None,
                when=move.when,
                reason=_reason(context, move),
            )
        )
    out += _put_off(context, proposals, table)
    ended = list(find_endings(context, proposals, table, out))
    out = [r for r in out if not any(r.span.overlaps(e.span) for e in ended)] + ended
    return tuple(sorted(out, key=lambda r: r.span))


def _meant(
    context: Context,
    move: Move,
    by: tuple[ActorRef, ...],
    proposals: Sequence[ProposalMention],
    demands: Sequence[Demand],
) -> str | None:
    """The demand that the answer's words call so, or what a bare answer and a pronoun go back to."""
    asked = find_asked(context, move, by, demands) or find_meant(context, move, by, proposals, demands)
    return claim_id(asked) if asked is not None else None


def _put_off(context: Context, proposals: Sequence[ProposalMention], table: Table) -> Iterator[Response]:
    """ "Is studying the offer": an answer put off; "neither accepted nor rejected the plan": one that can be read both ways."""
    for proposal in proposals:
        for label in _labels(proposal):
            tokens = tokens_at(context.doc, label.start, label.end)
            verb = tokens.root.head if tokens is not None and tokens.root.dep_ == "dobj" else None
            if verb is None or verb.pos_ != "VERB" or any(c.dep_ == "neg" for c in verb.children):
                continue
            answer = _delay(verb)
            subject = _who(verb)
            by = name_sides(context, table, context.actors((_phrase(subject),))) if subject is not None else ()
            own = {n for p in proposal.authors for n in (p.name, p.country) if n}
            by = tuple(a for a in by if not own & {a.name, a.country})
            if answer is None or subject is None or not by:
                continue
            span = Span(subject.left_edge.idx, label.end)
            if span.end - span.start < 300:
                yield Response(
                    **ground(context, span, f"answer-{answer.value}"),
                    by=by,
                    to=proposal.authors,
                    answer=answer,
                    target=claim_id(proposal),
                    about=label,
                    reason=find_reason(context, verb),
                )


def _labels(proposal: ProposalMention) -> Iterator[Span]:
    """The places where a proposal is named by its noun."""
    if proposal.label_span is not None:
        yield proposal.label_span
    yield from (p.span for p in proposal.also if p.span != proposal.label_span and p.span.end - p.span.start < 80)


def _delay(verb: Token) -> ResponseKind | None:
    """What a verb with the proposal as its object makes of it."""
    words = {t.lower_ for t in verb.doc[max(0, verb.i - 6) : verb.i]}
    if verb.lemma_.lower() in {"accept", "reject", "approve", "refuse"} and words & {"neither", "nor"}:
        return ResponseKind.AMBIGUOUS
    loose = any(c.tag_ == "MD" and c.lower_ not in {"will", "'ll", "’ll"} for c in verb.children)
    return ResponseKind.DEFER if verb.lemma_.lower() in _STUDYING and not loose else None


def _who(verb: Token) -> Token | None:
    """The subject of a verb, or of the one that it hangs on ("needs time to study")."""
    for _ in range(4):
        found = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if found is not None:
            return found
        if verb.dep_ not in {"xcomp", "conj", "advcl", "acl", "relcl"}:
            return None
        verb = verb.head
    return None


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


def _answer(context: Context, move: Move) -> ResponseKind | None:
    if move.act is Act.PROPOSE:
        words = context.quote(move.span).lower()
        return (
            ResponseKind.COUNTER if "counterpropos" in words or "counter-" in words or "counteroffer" in words else None
        )
    if move.act not in _KINDS:
        return None
    root = _root(context, move)
    if root is not None and (is_supposed(root) or (move.act is Act.ACCEPT and _is_wanted(move, root))):
        return None
    if root is not None and move.act is Act.ACCEPT and _is_given_time(root):
        return None
    limited = move.act is Act.ACCEPT and root is not None and (_has_condition(root) or _is_reserved(root))
    if limited or (move.act is Act.ACCEPT and move.modality is Modality.HYPOTHETICAL):
        return ResponseKind.CONDITIONAL
    return _KINDS[move.act]


def _is_given(move: Move, answer: ResponseKind) -> bool:
    """Whether an answer is given, or given on conditions: one that only might be or is still to come is none yet."""
    if move.modality is Modality.FUTURE:
        return answer is ResponseKind.CONDITIONAL
    if move.modality in {Modality.ASSERTED, Modality.HISTORICAL}:
        return True
    return move.modality is Modality.HYPOTHETICAL and move.act is Act.ACCEPT


def _root(context: Context, move: Move) -> Token | None:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens.root if tokens is not None else None


def _reason(context: Context, move: Move) -> str | None:
    root = _root(context, move)
    return find_reason(context, root) if root is not None else None


def _is_wanted(move: Move, root: Token) -> bool:
    """ "Hopes that Chad accepts", "Chad may agree to it": what others wait for or think possible is no answer of Chad's."""
    verb = root if root.pos_ in {"VERB", "AUX"} else root.head
    waited = verb.dep_ in {"ccomp", "xcomp", "relcl"} and verb.head.lemma_.lower() in _WAITING
    subject = subject_of(verb)
    if waited and subject is not None and subject != subject_of(verb.head):
        return True
    if not any(c.tag_ == "MD" and c.lower_ in _MAYBE for c in verb.lefts):
        return False
    voice = move.voice.speaker
    return voice is None or voice not in stand_for(move.actors)


def _is_given_time(root: Token) -> bool:
    """ "Gave Peru two days to accept", "a deadline for Peru to agree": what somebody may yet do."""
    verb = root if root.pos_ in {"VERB", "AUX"} else root.head
    if verb.tag_ != "VB" or not any(c.lower_ == "to" for c in verb.lefts):
        return False
    over = verb.head
    if over.pos_ in {"VERB", "AUX"}:
        between = root.doc[over.i + 1 : verb.left_edge.i]
        return over.lemma_.lower() in _GIVING and any(
            t.lemma_.lower() in _TIMES or t.ent_type_ in {"DATE", "TIME"} for t in between
        )
    return over.lemma_.lower() in _TIMES or over.ent_type_ in {"DATE", "TIME"}


def _has_condition(root: Token) -> bool:
    whole = (root, root.head) if root.dep_ == "acomp" else (root,)
    clauses = [c for t in whole for c in t.children if c.dep_ == "advcl"]
    return any(t.dep_ == "mark" and t.lower_ in _CONDITIONS for c in clauses for t in c.children)


def _is_reserved(root: Token) -> bool:
    """ "Accepted it with reservations", "only on certain conditions": not as it stands."""
    with_what = [
        p for c in root.children if c.lower_ in {"with", "on", "under"} for p in c.children if p.dep_ == "pobj"
    ]
    return any(p.lemma_.lower() in _RESERVES for p in with_what)


def _target(
    context: Context,
    move: Move,
    by: tuple[ActorRef, ...],
    proposals: Sequence[ProposalMention],
    before: Sequence[Response],
) -> str | None:
    """The proposal in the answer's own words; else the one that the same side has just been told to answer so."""
    for proposal in proposals:
        if move.span in {proposal.span, *(p.span for p in proposal.also)}:
            return claim_id(proposal)
        label = proposal.label_span
        if label is not None and (move.span.covers(label) or (move.about is not None and move.about.overlaps(label))):
            return claim_id(proposal)
    root = _root(context, move)
    if root is None or (move.about is not None and not _speaks_of_proposal(context, move)):
        return None
    names = {a.name for a in by}
    for earlier in reversed(before):
        tokens = tokens_at(context.doc, earlier.span.start, earlier.span.end)
        near = tokens is not None and 0 <= sentence_number(root) - sentence_number(tokens.root) <= _REACH
        if (
            near
            and earlier.target
            and earlier.answer.value == _KINDS.get(move.act, "")
            and names & {a.name for a in earlier.by}
        ):
            return earlier.target
    return None


def _speaks_of_proposal(context: Context, move: Move) -> bool:
    """ "Rejected it", "turned the deal down": a pronoun or a bare noun points back."""
    about = context.quote(move.about).lower().split() if move.about else []
    return len(about) <= 3 and bool({"it", "this", "that", "deal", "proposal", "offer", "plan"} & set(about))
