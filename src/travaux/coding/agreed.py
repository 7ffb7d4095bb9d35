"""Deals that are made or aimed at: what was signed or agreed, what sides bind themselves to, what talks are to reach."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.amounts import find_duration
from travaux.coding.authors import find_authors
from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_briefly
from travaux.coding.issues import issue_of
from travaux.coding.labels import (
    deal_span,
    find_lineage,
    is_modifier,
    short,
    without_article,
)
from travaux.coding.moves import is_told_as_fact
from travaux.coding.named import drop_tellers
from travaux.coding.standing import is_nearing
from travaux.coding.table import Table, name_sides
from travaux.coding.unreal import is_aimed_at, is_close_to, is_open
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, Move, ProposalMention
from travaux.ontology.vocabulary import Act, ActorKind, Issue, Modality, ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_PAPERS = frozenset({"document", "communique", "communiqué", "charter", "contract", "letter"})
"""What two sides sign, which is a deal only by their signing."""
_INKING = frozenset({"sign", "initial", "ink"})
_SIGNING = {"sign", "initial", "ink", "commit", "pledge", "undertake", "sanction"}
"""Verbs that make a deal only of a text that is one: an order is signed too."""


_SPOKEN_OF = frozenset(
    "talk talks negotiation negotiate discussion work discuss speak progress effort bargain vote".split()
)
"""What goes on about a deal that is not made: "talks on an accord under which …"."""
_LACKING = frozenset({"pending", "absent", "barring", "without"})
_DEPENDING = frozenset(
    {"subject", "contingent", "conditional", "dependent", "depend", "depends", "depending", "hinges"}
)
_MADE = frozenset("reach make sign find strike conclude finalize finalise work iron hammer settle agree".split())
"""What is still to be done to a deal that is not made."""
_PARTS = frozenset({"phase", "stage", "step"})
_TWO = 2
_GRASPED = frozenset({"better", "clear", "clearer", "deep", "deeper", "good", "full"})
"""What makes an "understanding" one that somebody has of a thing."""
_KEEPING = frozenset(
    {"stay", "remain", "continue", "keep", "work", "maintain", "be", "consult", "coordinate", "engage"}
)
_TOUCH = frozenset(
    "contact touch engage engaged engagement coordination coordinate consultation consult communication cooperation together"
    " closely".split()
)
"""Words of two who promise each other to go on speaking."""


def find_agreed(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """ "The sides signed a declaration", "the agreement reached between them": an accepted deal of those who made it."""
    for move in moves:
        due = _is_due(context, move)
        if move.act is not Act.AGREE or not (is_told_as_fact(move) or due) or _is_awaited(context, move):
            continue
        noun = _text_of(context, move)
        if due and noun is None:
            continue
        label = deal_span(noun) if noun is not None else _agreed_on(context, move)
        if label is None or (noun is not None and (_is_unmade(noun) or _is_named_in_passing(context, move, noun))):
            continue
        if noun is None and is_courtesy(tokens_at(context.doc, label.start, label.end)):
            continue
        trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
        if trigger is not None and (
            is_close_to(trigger.root)
            or is_open(trigger.root)
            or is_aimed_at(trigger.root)
            or (noun is None and trigger.root.lemma_.lower() in _SIGNING)
        ):
            continue
        authors = _makers(context, move, noun, table)
        if noun is not None and noun.lemma_.lower() in _PAPERS and all(a.by in {"words", "context"} for a in authors):
            continue
        nearing = due or (noun is not None and (is_nearing(context, noun) or _lies_open(context, noun)))
        yield ProposalMention(
            **ground_briefly(context, move, label, "proposal-agreed"),
            authors=authors,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            issues=move.issues,
            state=ProposalState.UNDER_CONSIDERATION if nearing else ProposalState.ACCEPTED,
            when=move.when,
        )


def _is_due(context: Context, move: Move) -> bool:
    """ "Will sign a pact on Friday": a text that is ready, and not yet made."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return move.modality is Modality.FUTURE and tokens is not None and tokens.root.lemma_.lower() in _INKING


def _lies_open(context: Context, noun: Token) -> bool:
    """ "There is a deal on the table": it is offered, and nobody has taken it."""
    return context.report.text[noun.idx + len(noun) :][:24].lower().startswith((" on the table", " now on the table"))


def _makers(context: Context, move: Move, noun: Token | None, table: Table) -> tuple[ActorRef, ...]:
    """Who made a deal: those who are told to agree, else the two sides; nobody where only who tells of it is named."""
    told = drop_tellers(name_sides(context, table, (*move.actors, *move.recipients)))
    by = tuple(a for a in told if a.name not in table.mediators and not _is_announcer(context, a))
    partners = _partners(context, move, noun, {n for a in by for n in (a.name, a.country) if n})
    if by and partners:
        return name_sides(context, table, (*by, *partners))
    if (
        len(by) == 1
        and by[0].by in {"pronoun", "description"}
        and (not table.holds(by[0]) or _is_plural(context, by[0]))
    ):
        by = ()
    if any(a.by != "words" for a in by):
        known = tuple(a for a in by if a.kind is not ActorKind.UNKNOWN or a.by != "name")
        return known or by
    brokers = find_authors(context, noun) if noun is not None else ()
    both = len(table.sides) == 2 and not _is_of_speaker(context, move) and _speaks_of_both(context, move, table)
    between = tuple(a for a in told if a.name in table.mediators and not _is_announcer(context, a))
    if len(between) >= _TWO and not by and _agrees(context, move):
        return between
    return name_sides(context, table, both_sides(context, table) if both else by or brokers or between)


def _agrees(context: Context, move: Move) -> bool:
    """ "The two leaders agreed on a truce at sea": who is told to agree does so, whoever else they stand between."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.lemma_.lower() != "agree" or tokens.root.tag_ not in {"VBD", "VBP", "VBZ"}:
        return False
    return any(c.dep_ == "nsubj" and c.tag_ in {"NNS", "NNPS", "PRP", "NNP"} for c in tokens.root.lefts)


def _partners(context: Context, move: Move, noun: Token | None, known: set[str]) -> tuple[ActorRef, ...]:
    """ "It has agreed a trade deal with Peru": whom the deal, or who agrees it, is with."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    heads = [t for t in (noun, trigger.root if trigger is not None else None) if t is not None]
    preps = [c for t in heads for c in t.rights if c.dep_ == "prep" and c.lower_ == "with"]
    found = [p for c in preps for p in c.children if p.dep_ == "pobj" and p.lower_ not in {"it", "them", "him", "her"}]
    phrases = [Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for p in found for t in (p, *p.conjuncts)]
    named = context.actors(tuple(phrases))
    return tuple(a for a in named if a.name not in known and (a.by != "words" or a.kind is not ActorKind.UNKNOWN))


def _is_of_speaker(context: Context, move: Move) -> bool:
    """ "We have done the border deal": whoever speaks made it, and not the two of whom the report tells."""
    tokens = tokens_at(context.doc, move.span.start, move.span.end)
    return tokens is not None and any(t.dep_ == "nsubj" and t.lower_ in {"we", "i"} for t in tokens)


def _is_plural(context: Context, actor: ActorRef) -> bool:
    """ "They have reached a deal", "the parties agreed": no one side alone."""
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end) if actor.span is not None else None
    return tokens is not None and (tokens.root.lower_ in {"they", "both"} or tokens.root.tag_ == "NNS")


def is_courtesy(tokens: SpacySpan | None) -> bool:
    """ "To stay in close touch", "that they will continue to work together": no deal, and no term of one."""
    if tokens is None:
        return False
    verbs = [t.lemma_.lower() for t in tokens[:9] if t.pos_ in {"VERB", "AUX"} and t.tag_ != "MD"]
    lemmas = {t.lemma_.lower() for t in tokens[:12]}
    keeps = bool(verbs) and verbs[0] in _KEEPING
    return keeps and bool(lemmas & _TOUCH)


def _speaks_of_both(context: Context, move: Move, table: Table) -> bool:
    """Whether a sentence on a deal can mean the two sides': it names no others, but for who stands between them."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None:
        return False
    sent = sentence_of(tokens.root)
    for mention in context.references.mentions:
        if not sent.start_char <= mention.span.start < sent.end_char or mention.kind is ActorKind.OUTLET:
            continue
        names = {*mention.names, mention.country}
        if not names & {*table.sides, *table.mediators} and mention.kind not in {ActorKind.UNKNOWN, ActorKind.PEOPLE}:
            return False
    return True


def _is_announcer(context: Context, actor: ActorRef) -> bool:
    """ "Reached between the sides, announced by Peru and Chad": who tells of a deal or stood between, no party to it."""
    tokens = tokens_at(context.doc, actor.span.start, actor.span.end) if actor.span is not None else None
    if tokens is None:
        return False
    noun = tokens.root
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    by = noun.head
    return by.lower_ == "by" and by.head.lemma_.lower() in load_bargaining_words().announcing


def find_commitments(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "The army and the rebels committed to …": what two sides bind themselves to is agreed between them."""
    for token in tokens_of(context.doc, {"commit", "pledge", "undertake"}):
        if token.pos_ != "VERB" or _is_loose(token):
            continue
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        behind = token.doc[token.i + 1 : sentence_of(token).end]
        start = next((t for t in behind[:8] if t.lower_ in {"to", "in"}), None)
        if subject is None or start is None or any(c.dep_ == "dobj" and c.pos_ == "PRON" for c in token.children):
            continue
        heads = (subject, *subject.conjuncts)
        found = context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))
        by = name_sides(context, table, found)
        if len([a for a in by if a.by != "words"]) < 2 or not any(table.holds(a) for a in by):
            continue
        end = min(behind.end, start.i + 14)
        if is_courtesy(context.doc[start.i : end]):
            continue
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


def _is_named_in_passing(context: Context, move: Move, noun: Token) -> bool:
    """ "A return to the 2014 pact": an old deal that no verb tells to have been made."""
    if not move.trigger.start <= noun.idx < move.trigger.end or noun.dep_ != "pobj":
        return False
    year = move.when.edtf[:4] if move.when is not None and move.when.edtf is not None else ""
    day = context.report.published
    return move.modality is Modality.HISTORICAL or (day is not None and year.isdigit() and int(year) < day.year)


def _is_unmade(noun: Token) -> bool:
    """A deal that is only aimed at, or of which it is said that there is none."""
    words = load_bargaining_words()
    if noun.dep_ == "pobj" and noun.head.lower_ in {"on", "over", "about"}:
        near = noun.doc[max(sentence_of(noun).start, noun.head.i - 5) : noun.head.i]
        if any(t.lemma_.lower() in _SPOKEN_OF for t in near):
            return True
    under_way = any(c.dep_ in {"acl", "relcl"} and any(x.lower_ == "being" for x in c.children) for c in noun.children)
    return (
        under_way
        or _is_to_come(noun)
        or bool({t.lemma_.lower() for t in noun.ancestors} & (words.aiming | words.undoing))
        or _is_denied(noun)
    )


def _is_to_come(noun: Token) -> bool:
    """ "Subject to agreement on the dates", "agreements still to be reached", "agreement between phase one and phase two"."""
    head = noun.head
    if noun.dep_ == "pobj" and (head.lower_ in _LACKING or head.head.lower_ in _DEPENDING):
        return True
    told = (noun.head, *noun.head.rights) if noun.dep_ in {"nsubj", "nsubjpass"} else ()
    for word in (*noun.subtree, *told):
        if word.i > noun.i and word.lemma_.lower() in _MADE and any(c.lower_ == "to" for c in word.lefts):
            return True
    between = (c for c in noun.rights if c.lower_ == "between")
    return any(p.lemma_.lower() in _PARTS for c in between for p in c.children if p.dep_ == "pobj")


def _agreed_on(context: Context, move: Move) -> Span | None:
    """ "Agreed to swap 200 prisoners": what is agreed, where no noun names the deal."""
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if tokens is None or not move.actors or tokens.root.pos_ == "AUX" or issue_of(tokens) is Issue.TALKS_FORMAT:
        return None
    if issue_of(tokens) is None and not _is_joint_deed(context, move, tokens):
        return None
    tokens = short(tokens)
    return without_article(context, trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,.“”"'))


def _is_joint_deed(context: Context, move: Move, tokens: SpacySpan) -> bool:
    """ "The two ministers agreed to share radar data": several, and something that they will do."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    verb = tokens.root
    plain = trigger is not None and trigger.root.lemma_.lower() == "agree" and len({a.name for a in move.actors}) > 1
    done = verb.pos_ == "VERB" and any(c.dep_ in {"dobj", "prt"} for c in verb.rights)
    return plain and done and verb.dep_ == "xcomp" and verb.lemma_.lower() not in load_term_words().vague


def both_sides(context: Context, table: Table) -> tuple[ActorRef, ...]:
    """The two sides of the talks, as the context tells them."""
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
    inked = start is not None and start.root.lemma_.lower() in _INKING
    texts = load_bargaining_words().texts | (_PAPERS if inked else frozenset())
    here = [
        t
        for t in tokens
        if (t.lemma_.lower() in texts or _is_agreed_on(t, start))
        and t.pos_ in {"NOUN", "PROPN"}
        and not (is_modifier(t) or {c.lower_ for c in t.lefts} & _GRASPED)
    ]
    if start is None or not here:
        return None
    return min(here, key=lambda t: abs(t.i - start.root.i))


def _is_agreed_on(noun: Token, trigger: SpacySpan | None) -> bool:
    """ "The formula agreed upon in Lima": whatever is called so."""
    if trigger is None or trigger.root.dep_ != "acl" or trigger.root.tag_ != "VBN":
        return False
    return noun == trigger.root.head and noun.lemma_.lower() in load_bargaining_words().proposals


def _is_awaited(context: Context, move: Move) -> bool:
    """ "Once agreed", "until a deal is signed": not yet."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    near = context.doc[max(0, tokens.start - 4) : tokens.start] if tokens is not None else ()
    return any(t.lower_ in {"once", "if", "until", "unless", "before", "whether"} for t in near)


def _is_denied(noun: Token) -> bool:
    verb = noun.head
    return any(c.dep_ == "neg" for c in (*verb.children, *noun.children)) or any(c.lower_ == "no" for c in noun.lefts)


def find_aims(context: Context) -> Iterator[ProposalMention]:
    """ "Talks will focus on reaching agreement on a truce of ten days": a deal still sought, under consideration."""
    words = load_term_words()
    for token in tokens_of(context.doc, words.bare_pauses):
        if token.pos_ not in {"NOUN", "PROPN"} or is_modifier(token):
            continue
        lemmas = {t.lemma_.lower() for t in token.ancestors}
        span = deal_span(token)
        reached = lemmas & {"reach", "agree", "conclude", "deal", "agreement"}
        if lemmas & load_bargaining_words().aiming and reached and find_duration(context.quote(span)):
            yield ProposalMention(
                **ground(context, span, "proposal-aimed-at") | {"modality": Modality.FUTURE},
                label=context.quote(span),
                label_span=span,
                state=ProposalState.UNDER_CONSIDERATION,
            )
