"""The shortest clause that states an act: the trigger with its arguments, in its sentence, at most 200 characters."""

from spacy.tokens import Token

from travaux.reading.annotations import Phrase
from travaux.spans import Span, trim

LONGEST = 200
_CORE = frozenset(
    {"nsubj", "nsubjpass", "dobj", "dative", "attr", "acomp", "oprd", "prt", "aux", "auxpass", "neg", "agent"}
)
_MORE = frozenset({"prep", "xcomp", "ccomp"})
_NOUN = frozenset({"poss", "amod", "compound", "prep", "nmod", "det", "nummod"})


def find_clause(trigger: Span, head: Token, phrases: tuple[Phrase, ...], text: str) -> Span:
    """The clause of a trigger: from its first argument to its last, as far as it stays short enough."""
    sentence = head.sent
    low, high = sentence.start_char, sentence.end_char
    start, end = trigger.start, trigger.end
    kinds = _CORE if head.pos_ in {"VERB", "AUX", "ADJ"} else _NOUN
    for deps in (kinds, _MORE):
        for child in head.children:
            if child.dep_ in deps:
                edge = _short_edge(child)
                start, end = _widen((start, end), (child.left_edge.idx, edge), trigger)
    for phrase in phrases:
        if low <= phrase.span.start and phrase.span.end <= high:
            start, end = _widen((start, end), (phrase.span.start, phrase.span.end), trigger)
    found = trim(text, max(start, low), min(end, high), drop=',;:"“”')
    if found is None or not found.covers(trigger) or len(found) > LONGEST:
        return trigger
    return found


def _widen(now: tuple[int, int], part: tuple[int, int], trigger: Span) -> tuple[int, int]:
    start, end = min(now[0], part[0]), max(now[1], part[1])
    return (start, end) if end - start <= LONGEST and start <= trigger.start else now


def _short_edge(child: Token) -> int:
    """Where a dependent ends, its relative and adverbial clauses left out."""
    end = child.idx + len(child.text)
    for token in child.children:
        if token.dep_ not in {"relcl", "advcl", "appos", "punct", "parataxis"}:
            end = max(end, _short_edge(token))
    return end


def clause_tokens(head: Token, clause: Span) -> tuple[int, int]:
    """The clause as token indices, from its first token to behind its last."""
    doc = head.doc
    first = last = head.i
    while first > 0 and doc[first - 1].idx >= clause.start:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].idx < clause.end:
        last += 1
    return first, last + 1
