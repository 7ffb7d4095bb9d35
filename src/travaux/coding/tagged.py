"""What the reading model takes for a term, a demand or leverage and no rule tells. None of it is sure."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.asking import DUTY, LOOSE, OWN, is_loose
from travaux.coding.authors import subject_of
from travaux.coding.candidates import Candidate, find_deeds
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of_clause
from travaux.coding.regions import Region
from travaux.coding.table import Table, name_sides
from travaux.coding.words import load_term_words
from travaux.ontology.claim import ActorRef, Demand, Leverage
from travaux.ontology.vocabulary import Act, ActorKind, DemandStrength, LeverageKind, TermStatus
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_WAYS = {
    Act.THREATEN: LeverageKind.THREAT,
    Act.SANCTION: LeverageKind.SANCTION,
    Act.PRESS: LeverageKind.PRESSURE,
}
_UP = 6
"""Words up the tree among whose subjects and owners it is sought who demands or threatens."""
_OWNING = frozenset({"poss", "compound", "amod", "nmod"})
_HEADS = frozenset({"NOUN", "PROPN", "VERB", "AUX"})
"""What a stretch that tells anything hangs on."""
_THINGS = frozenset({"NOUN", "PROPN", "NUM", "VERB"})
_OPENING = frozenset({"DET", "SCONJ", "CCONJ", "SPACE"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_LONGEST = 280
"""Characters of the longest stretch that tells one thing."""


def find_tagged_terms(context: Context) -> Iterator[tuple[Candidate, Region]]:
    """What may be a term in the words that the model marks: the deeds among them, or all of them as one."""
    words = load_term_words()
    for tokens in _stretches(context, "term"):
        region = Region(tokens.start, tokens.end, TermStatus.PROPOSED, "tagged")
        deeds = list(find_deeds(context.doc, region, words))
        for deed in deeds or (Candidate(tokens.start, tokens.end, tokens.root.i, "tagged"),):
            yield deed, region


def find_tagged_demands(context: Context, known: Sequence[Demand], table: Table) -> Iterator[Demand]:
    """What the model marks as a demand, where none is `known` in its words and somebody makes it."""
    for tokens, span in _apart(context, "demand", [d.span for d in known]):
        by = _find_maker(context, tokens, table, duty=True)
        if by:
            yield Demand(
                **ground(context, span, "demand-tagged"),
                by=by,
                content=context.quote(span),
                content_span=span,
                issue=issue_of_clause(tokens),
                strength=DemandStrength.DEMAND,
            )


def find_tagged_leverage(context: Context, known: Sequence[Leverage], table: Table) -> Iterator[Leverage]:
    """What the model marks as leverage, where none is `known` in its words and somebody uses it."""
    for tokens, span in _apart(context, "leverage", [c.span for c in known]):
        by = _find_maker(context, tokens, table, duty=False)
        if by:
            yield Leverage(
                **ground(context, span, "leverage-tagged"),
                by=by,
                type=_find_way(context, tokens),
                content=context.quote(span),
                content_span=span,
            )


def _stretches(context: Context, kind: str) -> Iterator[SpacySpan]:
    """The words that the model marks as this kind, a sentence at a time."""
    doc, tagging = context.doc, context.doc._.tagging
    for tag in tagging.bargain if tagging is not None else ():
        left = doc.char_span(tag.span.start, tag.span.end, alignment_mode="expand") if tag.kind == kind else None
        while left is not None and len(left) > 1:
            end = min(left.end, sentence_of(left[0]).end)
            own = _trim(doc[left.start : end])
            if len(own) > 1 and own.root.pos_ in _HEADS and any(t.pos_ in _THINGS for t in own):
                yield own
            left = doc[end : left.end]


def _trim(tokens: SpacySpan) -> SpacySpan:
    """Without marks at either end, and without words at the end that open what is not there ("in Gaza that")."""
    start, end = tokens.start, tokens.end
    while start < end and (tokens.doc[start].is_punct or tokens.doc[start].is_space):
        start += 1
    while end > start and (
        tokens.doc[end - 1].is_punct or tokens.doc[end - 1].pos_ in _OPENING or tokens.doc[end - 1].tag_ in _RELATIVE
    ):
        end -= 1
    return tokens.doc[start:end]


def _apart(context: Context, kind: str, known: Sequence[Span]) -> Iterator[tuple[SpacySpan, Span]]:
    """The stretches of this kind with their spans, where nothing `known` stands."""
    for tokens in _stretches(context, kind):
        span = trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,;.“”"')
        if span is not None and span.end - span.start <= _LONGEST and not any(span.overlaps(own) for own in known):
            yield tokens, span


def _find_maker(context: Context, tokens: SpacySpan, table: Table, *, duty: bool) -> tuple[ActorRef, ...]:
    """Whose the stretch is: the subject or owner of its head or of a word above it; of what is due, the one who says so."""
    word = tokens.root
    for _ in range(_UP):
        if word.pos_ in {"VERB", "AUX"}:
            if duty and _is_due(word):
                break
            subject = subject_of(word)
            if subject is not None and subject.lower_ in OWN:
                break
            found = _named(context, subject, table) if subject is not None else ()
        elif word.pos_ in {"NOUN", "PROPN"}:
            found = _owner(context, word, table)
        else:
            found = ()
        if found or word.head is word:
            return found or _speaker(context, tokens, table)
        word = word.head
    return _speaker(context, tokens, table)


def _is_due(verb: Token) -> bool:
    """ "The army must leave", "needs to leave": the subject is the one asked."""
    return verb.lemma_.lower() in DUTY or any(c.tag_ == "MD" and c.lower_ in DUTY for c in verb.lefts)


def _owner(context: Context, noun: Token, table: Table) -> tuple[ActorRef, ...]:
    """ "Lima's threats", "a threat by Lima"."""
    before = [c for c in noun.lefts if c.dep_ in _OWNING]
    behind = [c for by in noun.rights if by.lower_ == "by" for c in by.children]
    return next((found for c in (*before, *behind) if (found := _named(context, c, table))), ())


def _named(context: Context, head: Token, table: Table) -> tuple[ActorRef, ...]:
    """Whom a subject names, and those beside it; nobody where they are only described or meant by "it"."""
    phrases = (Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in (head, *head.conjuncts))
    found = name_sides(context, table, context.actors(tuple(phrases)))
    return tuple(a for a in found if a.by != "words" and not is_loose(context, a))


def _speaker(context: Context, tokens: SpacySpan, table: Table) -> tuple[ActorRef, ...]:
    """Who says it, where that is somebody known by name."""
    voice = context.voice(Span(tokens.start_char, tokens.end_char))
    words = context.quote(voice.speaker_span).lower() if voice.speaker_span is not None else ""
    entry = context.world.entries.get(voice.speaker or "")
    if not voice.speaker or words in LOOSE or (voice.speaker_span is None and entry is None):
        return ()
    kind = entry.kind if entry is not None else ActorKind.PERSON
    ref = ActorRef(name=voice.speaker, kind=kind, span=voice.speaker_span, by="context")
    return name_sides(context, table, (ref,))


def _find_way(context: Context, tokens: SpacySpan) -> LeverageKind:
    """Threat, sanction or pressure: what the model takes its words for most."""
    chances = dict.fromkeys(_WAYS, 0.0)
    for tag in context.doc._.tagging.acts:
        if tokens.start_char <= tag.span.start < tokens.end_char:
            for act in chances:
                chances[act] += tag.score_of(act)
    return _WAYS[max(chances, key=lambda act: chances[act])] if any(chances.values()) else LeverageKind.PRESSURE
