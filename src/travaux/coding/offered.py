"""What is put forward without a noun that calls it a proposal: "suggested that Oslo host the talks"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.authors import subject_of
from travaux.coding.context import Context
from travaux.coding.grounding import ground, ground_briefly
from travaux.coding.issues import issue_of
from travaux.coding.labels import find_lineage, without_article
from travaux.coding.moves import is_told_as_fact
from travaux.coding.named import drop_tellers
from travaux.coding.table import Table, name_sides
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, Move, ProposalMention
from travaux.ontology.vocabulary import Act, ActorKind, Modality, ProposalState
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import tokens_at
from travaux.spans import Span, trim

_LABEL = 120
"""Characters of a label at most."""
GOOD_OFFICES = frozenset({"mediate", "host", "broker", "facilitate", "arbitrate"})
"""What a third party offers to do for the sides."""
_REPLIES = frozenset({"response", "reply", "answer"})
"""What is handed to others as one's own version."""
_CALLING = frozenset({"call", "appeal", "push", "press"})
_URGING = frozenset({"urge", "request", "ask", "invite", "encourage", "challenge"})
_OPENING = frozenset({"hold", "carry", "start", "begin", "open", "resume", "return", "come", "enter", "join", "launch"})
"""Verbs of going into talks."""
_SOON = 9
"""Tokens at the start of what is asked, in which the talks must be named."""
_TALKS = frozenset(
    {"meeting", "summit", "talk", "negotiation", "visit", "mediator", "dialogue", "discussion", "consultation"}
)


def find_offered(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """ "Suggested that Oslo should host the talks", "pushing for a broad ceasefire": what is put forward is its content."""
    for move in moves:
        pressed = move.act is Act.DEMAND and move.about is not None and _is_go_between(move, table)
        pressed = pressed or _calls_to_talks(context, move)
        if (move.act is not Act.PROPOSE and not pressed) or move.modality is Modality.NEGATION or not move.actors:
            continue
        label = _content(context, move) or _noun_trigger(context, move) or _object(context, move)
        if label is None or not _is_of_talks(context, move, label, table) or _is_own_wish(context, move):
            continue
        if re.search(
            r"\b(?:any|no|without) (?:\w+ )?$",
            context.report.text[max(0, move.trigger.start - 20) : move.trigger.start],
        ):
            continue
        if _is_view(context, move):
            continue
        text = context.report.text
        shown = without_article(context, trim(text, label.start, _cut(text, label), drop=' ,.“”"'))
        by = drop_tellers(name_sides(context, table, _holder(context, move) or move.actors))
        if shown is None or not by:
            continue
        names = {b.name for b in by}
        yield ProposalMention(
            **ground_briefly(context, move, shown, "proposal-put-forward"),
            authors=by,
            addressees=tuple(a for a in name_sides(context, table, move.recipients) if a.name not in names),
            label=context.quote(shown),
            label_span=shown,
            lineage=find_lineage(context.quote(shown)),
            issues=move.issues,
            state=ProposalState.FLOATED if pressed or not is_told_as_fact(move) else ProposalState.TABLED,
            when=move.when,
        )


def find_suggested(context: Context, moves: Sequence[Move], table: Table) -> Iterator[ProposalMention]:
    """ "Saying yes, and suggesting that Oslo should host": what a verb puts forward that no move tells as an act."""
    told = [m.trigger for m in moves if m.act is Act.PROPOSE]
    for verb in tokens_of(context.doc, load_bargaining_words().suggesting):
        if verb.pos_ != "VERB":
            continue
        here = Span(verb.idx, verb.idx + len(verb))
        told_so = [c for c in verb.rights if c.dep_ in {"ccomp", "xcomp", "dobj"}]
        content = next((c for c in told_so if c.dep_ != "dobj"), next(iter(told_so), None))
        if content is None or any(t.overlaps(here) for t in told) or any(c.dep_ == "neg" for c in verb.children):
            continue
        subject = _writer_before(verb) or subject_of(verb)
        label = _as_label(context, content)
        if subject is None or label is None or not _is_put(verb, content):
            continue
        by = context.actors((Phrase(span=Span(subject.idx, subject.idx + len(subject)), head=subject.i),))
        by = tuple(a for a in drop_tellers(name_sides(context, table, by)) if a.by != "words")
        if by:
            yield ProposalMention(
                **ground(context, Span(verb.idx, label.end), "proposal-suggested"),
                authors=by,
                label=context.quote(label),
                label_span=label,
                lineage=find_lineage(context.quote(label)),
                state=ProposalState.FLOATED,
            )


def _writer_before(verb: Token) -> Token | None:
    """ "…," he wrote, suggesting …: the subject of the verb of telling just before, and not of what is quoted."""
    if verb.tag_ != "VBG":
        return None
    near = [t for t in verb.doc[max(0, verb.i - 4) : verb.i] if t.tag_ in {"VBD", "VBZ", "VBP"}]
    return next((c for t in reversed(near) for c in t.children if c.dep_ == "nsubj"), None)


def _as_label(context: Context, content: Token) -> Span | None:
    """The words of what is put forward, where they are of the talks' matters."""
    tokens = context.doc[content.left_edge.i : min(content.right_edge.i + 1, content.i + 24)]
    talks = any(t.lemma_.lower() in _TALKS and t.pos_ == "NOUN" for t in tokens)
    if issue_of(tokens) is None and content.lemma_.lower() not in GOOD_OFFICES and not talks:
        return None
    text = context.report.text
    shown = trim(text, tokens.start_char, _cut(text, Span(tokens.start_char, tokens.end_char)), drop=' ,.“”"')
    return without_article(context, shown)


def _is_put(verb: Token, content: Token) -> bool:
    """ "Suggested that it should", "suggested holding talks"; "figures suggest that it was" puts nothing forward."""
    if verb.lemma_.lower() != "suggest" or content.tag_ == "VBG":
        return True
    wished = {"should", "could", "might", "would", "be"}
    return content.dep_ != "ccomp" or any(c.dep_ == "aux" and c.lower_ in wished for c in content.children)


def _is_view(context: Context, move: Move) -> bool:
    """ "Suggested that a benefit might be": what one thinks, and no proposal."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    verb = tokens.root if tokens is not None else None
    if verb is None or verb.lemma_.lower() not in {"suggest", "hint", "imply"}:
        return False
    clause = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if clause is None:
        return False
    wished = any(c.dep_ == "aux" and c.lower_ in {"should", "could", "would"} for c in clause.children)
    return (not wished and clause.tag_ != "VB") or clause.pos_ == "AUX"


def _is_of_talks(context: Context, move: Move, label: Span, table: Table) -> bool:
    """Whether what is put forward belongs to the talks: by its issue or its noun, or by who puts it to whom."""
    tokens = tokens_at(context.doc, label.start, label.end)
    if tokens is not None and tokens.root.lemma_.lower() in GOOD_OFFICES:
        return True
    if move.issues or (tokens is not None and (_has_noun(list(tokens)) or issue_of(tokens) is not None)):
        return True
    clause = tokens is not None and (_invites(context, move) or tokens.root.pos_ in {"VERB", "AUX"})
    if tokens is not None and clause and any(t.lemma_.lower() in _TALKS | {"meet"} for t in tokens):
        return True
    if tokens is not None and tokens.root.lemma_.lower() in _REPLIES:
        return any(c.lower_ == "to" for c in tokens.root.children)
    return any(table.holds(a) for a in (*move.actors, *move.recipients))


def _is_own_wish(context: Context, move: Move) -> bool:
    """ "He wants to end the war": said of oneself, and put to nobody."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens is not None and tokens.root.lemma_.lower() in {"want", "need", "wish"}


def _calls_to_talks(context: Context, move: Move) -> bool:
    """ "Called for direct talks in Lima", "urged Lima to come to the table": who calls for negotiations proposes them."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if move.act is not Act.DEMAND or trigger is None or tokens is None or trigger.root.pos_ != "VERB":
        return False
    lemma = trigger.root.lemma_.lower()
    if lemma in _CALLING:
        return tokens.root.lemma_.lower() in _TALKS
    if lemma not in _URGING or any(a.kind is ActorKind.IGO or a.by == "words" for a in move.actors):
        return False
    if tokens.root.lemma_.lower() in _TALKS:
        return True
    near = {t.lemma_.lower() for t in tokens if t.pos_ == "NOUN" and t.i - tokens.start < _SOON}
    return tokens.root.lemma_.lower() in _OPENING and bool(near & (_TALKS | {"table"}))


def _is_go_between(move: Move, table: Table) -> bool:
    """A third state that pushes both sides to a pause proposes it."""
    pause = "ceasefire" in {i.value for i in move.issues}
    return pause and any(a.name in table.mediators or a.country in table.mediators for a in move.actors)


def _holder(context: Context, move: Move) -> tuple[ActorRef, ...]:
    """ "Lima's pitch offered access to the mines": who holds what offers."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.pos_ != "VERB":
        return ()
    subject = next((c for c in tokens.root.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "NOUN" or context.references.mention_at(subject) is not None:
        return ()
    known = load_bargaining_words().proposals | {"pitch", "letter", "message", "map", "note"}
    owner = next((c for c in subject.lefts if c.dep_ == "poss"), None)
    if owner is None or subject.lemma_.lower() not in known:
        return ()
    return context.actors((Phrase(span=Span(owner.idx, owner.idx + len(owner)), head=owner.i),))


def _content(context: Context, move: Move) -> Span | None:
    """What the move says is put forward; a plan that is "put on the table" is not the table, nor is it who gets it."""
    if _invites(context, move):
        return Span(move.trigger.start, move.span.end) if move.span.end > move.trigger.end else None
    told = context.quote(move.about).lower() if move.about is not None else ""
    tokens = tokens_at(context.doc, move.about.start, move.about.end) if move.about is not None else None
    if tokens is not None and tokens.root.dep_ in {"dative", "dobj"}:
        mention = context.references.mention_at(tokens.root)
        if mention is not None and mention.span.covers(Span(tokens.start_char, tokens.end_char)):
            return None
    return None if told in {"table", "the table"} else move.about


def _invites(context: Context, move: Move) -> bool:
    """ "Invited the premier to Lima for talks", "dared him to come": what it is an invitation to stands behind."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    return tokens is not None and tokens.root.pos_ == "VERB" and tokens.root.lemma_.lower() == "invite"


def _noun_trigger(context: Context, move: Move) -> Span | None:
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    one = tokens is not None and tokens.root.tag_ in {"NN", "NNP"} and tokens.root.lower_ != "table"
    return move.trigger if one else None


def _object(context: Context, move: Move) -> Span | None:
    """What a verb of offering offers, where the move does not say: "has offered Peru relief from the levies"."""
    tokens = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if tokens is None or tokens.root.pos_ != "VERB":
        return None
    things = (c for c in tokens.root.children if c.dep_ in {"dobj", "xcomp", "ccomp"})
    found = next((c for c in things if context.references.mention_at(c) is None), None)
    if found is None:
        return None
    last = context.doc[found.right_edge.i]
    return Span(found.left_edge.idx, last.idx + len(last))


def _has_noun(tokens: Sequence[Token]) -> bool:
    known = load_bargaining_words().proposals | load_term_words().deals
    return any(t.lemma_.lower() in known for t in tokens)


def _cut(text: str, label: Span) -> int:
    """Where a label ends that is long: behind a whole word."""
    if label.end - label.start <= _LABEL:
        return label.end
    last = text.rfind(" ", label.start, label.start + _LABEL)
    return last if last > label.start else label.start + _LABEL
