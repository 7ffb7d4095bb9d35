"""Proposals spoken of: who made them, who carried them, to whom, in which version, and where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.coding.amounts import find_duration
from travaux.coding.authors import Offer, find_authors, find_conveyors, find_offer, find_participle_authors, is_offered
from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_like
from travaux.coding.issues import issue_of
from travaux.coding.merging import merge_mentions
from travaux.coding.moves import is_told_as_fact
from travaux.coding.standing import ANSWERS, find_state, is_draft, is_nearing
from travaux.coding.table import Table, name_sides
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, Move, ProposalMention
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_MODIFIERS = {"amod", "compound", "nmod", "nummod", "poss", "punct"}
_LINEAGE = {
    "latest",
    "new",
    "revised",
    "updated",
    "amended",
    "initial",
    "original",
    "final",
    "first",
    "second",
    "third",
    "previous",
    "current",
    "fresh",
    "modified",
    "earlier",
}
_COUNTER = ("counterproposal", "counter-proposal", "counteroffer", "counter-offer")
_WILLING = {"ready", "willing", "prepared", "readiness", "willingness", "open"}
_AIMING = {"focus", "aim", "hope", "try", "seek", "work", "attempt", "continue", "hammer", "push"}
_TEXTS = {
    "declaration",
    "agreement",
    "accord",
    "pact",
    "treaty",
    "deal",
    "memorandum",
    "truce",
    "ceasefire",
    "cease-fire",
    "protocol",
    "understanding",
    "settlement",
    "framework",
    "roadmap",
}


def code_proposals(context: Context, moves: Sequence[Move], table: Table) -> tuple[ProposalMention, ...]:
    """One claim for each proposal told of in the report, with all the places where it is told."""
    found = [
        *_named(context, moves, table),
        *_agreed(context, moves, table),
        *_aimed_at(context),
        *_committed(context, table),
        *_put_forward(context, moves, table),
    ]
    ordered = sorted(found, key=lambda p: (p.span.start, -p.span.end))
    return merge_mentions(ordered, _is_same, _join)


# Nouns that name a proposal.


def _named(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """A noun phrase that names a proposal with an author, or that is offered, taken or turned down."""
    words = load_bargaining_words()
    told: set[Span] = set()
    for token in context.doc:
        if token.pos_ not in {"NOUN", "PROPN"} or _is_modifier(token):
            continue
        if token.lemma_.lower() not in words.proposals:
            yield from _of_any_noun(context, token, table)
            continue
        span = Span(token.idx, token.idx + len(token))
        answer = _answered_by(span, token, moves, context)
        if answer is not None and answer.act is Act.PROPOSE and answer.span in told:
            continue
        offer = find_offer(context, token) if answer is None else None
        authors = find_authors(context, token) or (offer.authors if offer else ())
        weak = token.lemma_.lower() in words.weak_proposals
        state = find_state(context, token, answer, words.considering)
        if offer is not None and state is ProposalState.UNKNOWN:
            state = ProposalState.TABLED if offer.done else ProposalState.FLOATED
        if answer is None and not _is_told(token, authors, state, weak=weak):
            continue
        claim = _mention(context, token, authors, state, answer, table)
        if answer is not None and answer.act is not Act.PROPOSE and not _is_somebodys(claim):
            continue
        if answer is not None:
            told.add(answer.span)
        yield claim if offer is None else _offered(context, claim, offer)


def _is_somebodys(claim: ProposalMention) -> bool:
    """Whether a proposal that is answered has an author, or is answered by somebody named."""
    anybody = {"those", "anyone", "who", "everyone", "people", "some", "many"}
    return bool(claim.authors) or any(a.name.lower() not in anybody for a in claim.addressees)


def _offered(context: Context, claim: ProposalMention, offer: Offer) -> ProposalMention:
    """The claim with the words of the verb that offers it."""
    label = claim.label_span or claim.span
    span = Span(min(offer.start, label.start), label.end)
    return replace(claim, span=span, quote=context.quote(span), rule="proposal-offered")


def _of_any_noun(context: Context, token: Token, table: Table) -> Iterator[ProposalMention]:
    """ "The proposed zones", "a pause suggested by Oslo": whatever it is, it is put forward."""
    by_whom = find_participle_authors(context, token)
    proposed = any(c.lower_ == "proposed" for c in token.lefts)
    if not by_whom and not (proposed and _is_term_like(token)):
        return
    state = ProposalState.TABLED if by_whom else ProposalState.UNDER_CONSIDERATION
    yield _mention(context, token, by_whom or find_authors(context, token), state, None, table)


def _is_term_like(token: Token) -> bool:
    """Whether a noun phrase names what a deal may hold, and not a bill, a merger or a visit."""
    return issue_of(token.doc[token.left_edge.i : token.right_edge.i + 1]) is not None


def _is_told(token: Token, authors: tuple[ActorRef, ...], state: ProposalState, *, weak: bool) -> bool:
    """Whether a noun that no move offers or answers names one proposal: by its author, its state or its content."""
    if not authors and token.tag_ in {"NNS", "NNPS"}:
        return False
    if state is ProposalState.UNKNOWN:
        return bool(authors) and (not weak or (_is_design(token) and (_has_content(token) or _holds_terms(token))))
    return bool(authors) or not _is_bare(token) or is_draft(token)


def _is_design(token: Token) -> bool:
    return token.lemma_.lower() in {"plan", "framework", "draft", "package", "document", "text"} and not _is_put_aside(
        token
    )


def _is_put_aside(token: Token) -> bool:
    """ "Plans to visit": an intention and no proposal."""
    return token.tag_ == "NNS"


def _holds_terms(token: Token) -> bool:
    """ "The Norwegian plan calls for …"."""
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in load_term_words().holding


def _has_content(token: Token) -> bool:
    """ "A plan to share the river", "a plan for the port"."""
    return any(c.dep_ in {"acl", "relcl"} or (c.dep_ == "prep" and c.lower_ in {"for", "on"}) for c in token.rights)


def _is_modifier(token: Token) -> bool:
    """ "the ceasefire talks": names a topic, not a proposal."""
    return token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}


def _answered_by(span: Span, token: Token, moves: Sequence[Move], context: Context) -> Move | None:
    """The move that offers, takes or turns down what stands at `span`: as its object, or in its content."""
    weak = token.lemma_.lower() in load_bargaining_words().weak_proposals
    for move in moves:
        if move.act not in ANSWERS or move.trigger.start == span.start:
            continue
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        willing = trigger is not None and trigger.root.lemma_.lower() in _WILLING
        if weak and (willing or move.modality in {Modality.HYPOTHETICAL, Modality.NEGATION}):
            continue
        if move.about is not None and move.about.covers(span) and span.start - move.about.start < 60:
            return move
        if trigger is not None and token.head.i == trigger.root.i and token.dep_ in {"dobj", "nsubjpass"}:
            return move
    return None


def _mention(
    context: Context,
    token: Token,
    authors: tuple[ActorRef, ...],
    state: ProposalState,
    answer: Move | None,
    table: Table,
) -> ProposalMention:
    label = _label_span(token)
    authors = name_sides(context, table, authors)
    if answer is not None and answer.act is Act.ACCEPT and is_offered(token):
        answer, state = replace(answer, act=Act.PROPOSE), ProposalState.FLOATED
    if answer is not None and answer.act is Act.PROPOSE and not authors:
        authors = name_sides(context, table, answer.actors)
    base = ground_like(answer, "proposal-answered") if answer is not None else ground(context, label, "proposal-named")
    addressees: tuple[ActorRef, ...] = ()
    if answer is not None:
        addressees = name_sides(context, table, answer.recipients if answer.act is Act.PROPOSE else answer.actors)
    both = answer is not None and answer.act is Act.ACCEPT and len({a.name for a in addressees} & set(table.sides)) == 2
    if both:
        authors, addressees = addressees, ()
    elif not authors and answer is not None and answer.act is not Act.PROPOSE and not _is_bare(token):
        authors = name_sides(context, table, answer.recipients)
    names = {x.name for x in authors}
    return ProposalMention(
        **base,
        authors=authors,
        conveyed_by=find_conveyors(context, token),
        addressees=tuple(a for a in addressees if a.name not in names),
        label=context.quote(label),
        label_span=label,
        lineage=find_lineage(context.quote(label)),
        issues=answer.issues if answer is not None else (),
        state=state,
        when=answer.when if answer is not None else None,
    )


def _is_bare(token: Token) -> bool:
    """ "A ceasefire": what is refused is a truce at all, not the other side's offer of one."""
    return token.lemma_.lower() in load_term_words().bare_pauses


def find_lineage(label: str) -> str | None:
    """Which version a label names: "latest", "revised", "counter"."""
    words = label.lower().split()
    if any(w.startswith(_COUNTER) for w in words):
        return "counter"
    return next((w for w in words if w in _LINEAGE), None)


def _label_span(token: Token) -> Span:
    """The noun phrase without its article: "latest hostage deal"."""
    left = token
    for child in token.lefts:
        if child.dep_ in _MODIFIERS and child.left_edge.i < left.i and not child.is_punct:
            left = child.left_edge
    while left.dep_ == "det" and left.i < token.i:
        left = token.doc[left.i + 1]
    return Span(left.idx, token.idx + len(token))


# What was agreed, what is aimed at, what was put forward without a noun for it.


def _agreed(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """ "The sides signed a declaration", "the agreement reached between them": an accepted deal of those who made it."""
    for move in moves:
        if move.act is not Act.AGREE or not is_told_as_fact(move) or _is_awaited(context, move):
            continue
        noun = _text_of(context, move)
        label = _deal_span(noun) if noun is not None else _agreed_on(context, move)
        if label is None or (noun is not None and _is_unmade(noun)) or _is_old(context, move):
            continue
        by = name_sides(context, table, (*move.actors, *move.recipients))
        by = tuple(a for a in by if a.name not in table.mediators)
        if not any(a.by != "words" for a in by):
            brokers = find_authors(context, noun) if noun is not None else ()
            by = name_sides(context, table, _both(context, table) if len(table.sides) == 2 else by or brokers)
        nearing = noun is not None and is_nearing(context, noun)
        yield ProposalMention(
            **ground_like(move, "proposal-agreed"),
            authors=by,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            issues=move.issues,
            state=ProposalState.UNDER_CONSIDERATION if nearing else ProposalState.ACCEPTED,
            when=move.when,
        )


def _committed(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "The army and the rebels committed to …": what two sides bind themselves to is agreed between them."""
    for token in context.doc:
        if token.lemma_.lower() not in {"commit", "pledge", "undertake"} or token.pos_ != "VERB" or _is_loose(token):
            continue
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        behind = token.doc[token.i + 1 : sentence_of(token).end]
        start = next((t for t in behind[:8] if t.lower_ in {"to", "in"}), None)
        if subject is None or start is None:
            continue
        heads = (subject, *subject.conjuncts)
        found = context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))
        by = name_sides(context, table, found)
        if len([a for a in by if a.by != "words"]) < 2 or not any(table.holds(a) for a in by):
            continue
        end = min(behind.end, start.i + 14)
        label = trim(context.report.text, start.idx, context.doc[end - 1].idx + len(context.doc[end - 1]), drop=" ,.;")
        span = trim(context.report.text, subject.left_edge.idx, label.end if label else token.idx + len(token))
        if label is None or span is None or span.end - span.start > 300:
            continue
        yield ProposalMention(
            **ground(context, span, "proposal-agreed"),
            authors=by,
            label=context.quote(label),
            label_span=label,
            state=ProposalState.ACCEPTED,
        )


def _is_loose(verb: Token) -> bool:
    """Not told as done: negated, hoped for, or asked of them."""
    return verb.tag_ in {"VB", "VBG"} or any(c.dep_ in {"neg"} or c.tag_ == "MD" for c in verb.children)


def _is_old(context: Context, move: Move) -> bool:
    """A deal of years ago, told as background."""
    day, when = context.report.published, move.when
    if day is None or when is None or when.edtf is None or not when.edtf[:4].isdigit():
        return False
    return int(when.edtf[:4]) < day.year - 1


def _is_unmade(noun: Token) -> bool:
    """A deal that is only aimed at, or of which it is said that there is none."""
    return bool({t.lemma_.lower() for t in noun.ancestors} & _AIMING) or _is_denied(noun)


def _agreed_on(context: Context, move: Move) -> Span | None:
    """ "Agreed to swap 200 prisoners": what is agreed, where no noun names the deal."""
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if tokens is None or issue_of(tokens) in {None, Issue.TALKS_FORMAT} or not move.actors or tokens.root.pos_ == "AUX":
        return None
    return _without_article(context, trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,.“”"'))


def _both(context: Context, table: Table) -> tuple[ActorRef, ...]:
    from_pack = [context.world.entries.get(n) for n in table.sides]
    return tuple(
        ActorRef(name=n, kind=e.kind if e else ActorKind.UNKNOWN, by="context")
        for n, e in zip(table.sides, from_pack, strict=True)
    )


def _text_of(context: Context, move: Move) -> Token | None:
    """The noun of the deal in an agreement's words: its object, or the trigger itself."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    if tokens is None:
        return None
    start = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    here = [t for t in tokens if t.lemma_.lower() in _TEXTS and t.pos_ in {"NOUN", "PROPN"} and not _is_modifier(t)]
    if start is None or not here:
        return None
    return min(here, key=lambda t: abs(t.i - start.root.i))


def _is_awaited(context: Context, move: Move) -> bool:
    """ "Once agreed", "until a deal is signed": not yet."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    near = context.doc[max(0, tokens.start - 4) : tokens.start] if tokens is not None else ()
    return any(t.lower_ in {"once", "if", "until", "unless", "before", "whether"} for t in near)


def _is_denied(noun: Token) -> bool:
    verb = noun.head
    return any(c.dep_ == "neg" for c in (*verb.children, *noun.children)) or any(c.lower_ == "no" for c in noun.lefts)


def _deal_span(noun: Token) -> Span:
    """The deal with what it is for: "a declaration to protect civilians"."""
    label = _label_span(noun)
    doc = noun.doc
    end = noun.i + 1
    limit = min(sentence_of(noun).end, noun.i + 14)
    if end < limit and doc[end].lower_ in {"for", "on", "to", "of", "in"}:
        stops = {t.span.start for t in doc._.times if t.rule != "duration"}
        while (
            end < limit
            and doc[end].idx not in stops
            and doc[end].lower_ not in {"that", "which"}
            and doc[end].text not in {",", ";", ".", ":", "–", "—"}
            and doc[end].tag_ not in {"VBD", "VBZ", "MD"}
        ):
            end += 1
    while end > noun.i + 1 and doc[end - 1].pos_ in {"ADP", "PART", "DET"}:
        end -= 1
    last = doc[end - 1]
    return Span(label.start, last.idx + len(last))


def _aimed_at(context: Context) -> Iterator[ProposalMention]:
    """ "Talks will focus on reaching agreement on a truce of ten days": a deal still sought, under consideration."""
    words = load_term_words()
    for token in context.doc:
        if token.lemma_.lower() not in words.bare_pauses or token.pos_ not in {"NOUN", "PROPN"} or _is_modifier(token):
            continue
        lemmas = {t.lemma_.lower() for t in token.ancestors}
        span = _deal_span(token)
        if (
            lemmas & _AIMING
            and lemmas & {"reach", "agree", "conclude", "deal", "agreement"}
            and find_duration(context.quote(span))
        ):
            yield ProposalMention(
                **ground(context, span, "proposal-aimed-at") | {"modality": Modality.FUTURE},
                label=context.quote(span),
                label_span=span,
                state=ProposalState.UNDER_CONSIDERATION,
            )


def _put_forward(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """ "Suggested that Oslo should host the talks", "pushing for a broad ceasefire": what is put forward is its content."""
    for move in moves:
        pressed = move.act is Act.DEMAND and move.about is not None and _is_go_between(move, table)
        if (move.act is not Act.PROPOSE and not pressed) or move.modality is Modality.NEGATION or not move.actors:
            continue
        label = move.about or _noun_trigger(context, move)
        if label is None or not _is_of_talks(context, move, label, table) or _is_own_wish(context, move):
            continue
        shown = _without_article(
            context, trim(context.report.text, label.start, min(label.end, label.start + 120), drop=' ,.“”"')
        )
        if shown is None:
            continue
        by = name_sides(context, table, move.actors)
        yield ProposalMention(
            **ground_like(move, "proposal-put-forward"),
            authors=by,
            addressees=tuple(
                a for a in name_sides(context, table, move.recipients) if a.name not in {b.name for b in by}
            ),
            label=context.quote(shown),
            label_span=shown,
            lineage=find_lineage(context.quote(shown)),
            issues=move.issues,
            state=ProposalState.FLOATED if pressed or not is_told_as_fact(move) else ProposalState.TABLED,
            when=move.when,
        )


def _is_of_talks(context: Context, move: Move, label: Span, table: Table) -> bool:
    """Whether what is put forward belongs to the talks: by its issue or its noun, or by who puts it to whom."""
    if move.issues or _has_noun(context, label):
        return True
    return any(table.holds(a) for a in (*move.actors, *move.recipients))


def _is_own_wish(context: Context, move: Move) -> bool:
    """ "He wants to end the war": said of oneself, and put to nobody."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens is not None and tokens.root.lemma_.lower() in {"want", "need", "wish"}


def _without_article(context: Context, span: Span | None) -> Span | None:
    if span is None:
        return None
    first = context.quote(span).split(" ")[0]
    return Span(span.start + len(first) + 1, span.end) if first.lower() in {"a", "an", "the"} else span


def _is_go_between(move: Move, table: Table) -> bool:
    """A third state that pushes both sides to a pause proposes it."""
    pause = "ceasefire" in {i.value for i in move.issues}
    return pause and any(a.name in table.mediators or a.country in table.mediators for a in move.actors)


def _noun_trigger(context: Context, move: Move) -> Span | None:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return move.trigger if tokens is not None and tokens.root.pos_ in {"NOUN", "PROPN"} else None


def _has_noun(context: Context, label: Span) -> bool:
    tokens = tokens_at(context.doc, label.start, label.end)
    known = load_bargaining_words().proposals | load_term_words().deals
    return tokens is not None and any(t.lemma_.lower() in known for t in tokens)


# One claim a proposal.


def _is_same(a: ProposalMention, b: ProposalMention) -> bool:
    """One proposal told again: by the same authors in like words, or without an author where the words agree."""
    if a.span == b.span and a.rule != b.rule:
        return True
    x, y = {n.name for n in a.authors}, {n.name for n in b.authors}
    if x and y and not x & y and not _one_side(a, b):
        return False
    if ProposalState.ACCEPTED in {a.state, b.state} and ProposalState.REJECTED in {a.state, b.state}:
        return False
    if {a.state, b.state} == {ProposalState.ACCEPTED, ProposalState.UNDER_CONSIDERATION}:
        return False
    if a.lineage != b.lineage and "counter" in {a.lineage, b.lineage}:
        return False
    if a.rule == b.rule == "proposal-agreed" and x == y and _is_one_deal(a, b):
        return True
    p, q = _words(a.label), _words(b.label)
    return bool(p & q) and len(p & q) >= 0.5 * min(len(p), len(q))


def _is_one_deal(a: ProposalMention, b: ProposalMention) -> bool:
    """Two agreements of the same sides, of which one is told by a bare noun or by its content alone."""
    nouns = [_words(m.label) & {t[:7] for t in _TEXTS} for m in (a, b)]
    return not all(nouns) or any(len(_words(m.label)) < 2 for m in (a, b))


def _one_side(a: ProposalMention, b: ProposalMention) -> bool:
    first = {n for r in a.authors for n in (r.name, r.country) if n}
    second = {n for r in b.authors for n in (r.name, r.country) if n}
    return bool(first & second)


def _words(label: str) -> set[str]:
    drop = {"the", "a", "an", "of", "for", "to", "on", "and", "his", "her", "its", "their", "own", "in", "by", "that"}
    return {w.strip("“”\"'’,.").removesuffix("s")[:7] for w in label.lower().split() if w not in drop}


_FIRM = [
    ProposalState.ACCEPTED,
    ProposalState.REJECTED,
    ProposalState.UNDER_CONSIDERATION,
    ProposalState.TABLED,
    ProposalState.FLOATED,
    ProposalState.UNKNOWN,
]


def _join(a: ProposalMention, b: ProposalMention) -> ProposalMention:
    """The first, with the authors, addressees and state that only the second tells."""
    state = min((a.state, b.state), key=lambda s: _FIRM.index(s) if s in _FIRM else len(_FIRM))
    return replace(
        a,
        authors=a.authors or b.authors,
        conveyed_by=a.conveyed_by or b.conveyed_by,
        addressees=a.addressees or tuple(x for x in b.addressees if x.name not in {n.name for n in a.authors}),
        lineage=a.lineage or b.lineage,
        issues=tuple(dict.fromkeys((*a.issues, *b.issues))),
        state=state,
        when=a.when or b.when,
    )
