"""Attributions by an adjunct: "according to X", "per X", "in X's view", "by X's account", "reportedly"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.phrases import LONGEST_SENTENCE, char_span, cut_out, phrase_of, root_of, sentence_of
from travaux.reading.columns import columns_of
from travaux.reading.lookup import text_of
from travaux.spans import Span

Skip = Callable[[Token], bool]
_CLIMB = 30
_CLAUSE_DEPS = frozenset({"ROOT", "ccomp", "conj", "relcl", "advcl", "acl", "parataxis", "xcomp", "pcomp"})
_VIEWS = {
    "in": frozenset({"view", "opinion", "eyes", "estimation", "judgment", "assessment", "words", "telling"}),
    "by": frozenset({"account", "telling", "estimate", "reckoning", "admission", "count"}),
    "to": frozenset({"mind"}),
}
"""The nouns that with their preposition give a clause to its holder."""
MEASURES = frozenset(
    "formula format principle scheme schedule timetable pattern model ratio criterion standard procedure need size age rank"
    " ability merit taste".split()
)
"""What something is done "according to", and nobody who says it."""
_HEARSAY = frozenset(["reportedly", "allegedly", "supposedly", "purportedly", "ostensibly", "apparently"])
_OPENING = _HEARSAY | _VIEWS.keys() | {"according", "per"}


def find_adjuncts(doc: Doc, skip: Skip) -> Iterator[Draft]:
    """The attributions of clauses to the source that a phrase beside them names."""
    for i, lower in enumerate(columns_of(doc).lower):
        token = doc[i] if lower in _OPENING else None
        if token is None or skip(token):
            continue
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            owner = _object(doc[token.i + 1])
            if owner is None or owner.lemma_.lower() not in MEASURES:
                yield from _phrase(token, owner, 2, "says", "according_to")
        elif token.lower_ == "per" and token.dep_ == "prep":
            yield from _per(token)
        elif token.lower_ in _VIEWS and token.dep_ == "prep":
            yield from _view(token)
        elif token.lower_ in _HEARSAY and token.head.pos_ in {"VERB", "AUX"}:
            yield from _hearsay(token)


def _object(prep: Token) -> Token | None:
    return next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)


def _per(token: Token) -> Iterator[Draft]:
    """Reads "per officials": a name or a plural, for "per day" and "per person" measure."""
    head = _object(token)
    if head is not None and (head.pos_ == "PROPN" or head.tag_ == "NNS"):
        yield from _phrase(token, head, 1, "says", "per")


def _view(token: Token) -> Iterator[Draft]:
    """Reads "in the minister's view", "by her account", "in the view of the council"."""
    noun = _object(token)
    if noun is None or noun.lower_ not in _VIEWS[token.lower_] or not _set_off(token):
        return
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.rights if c.lower_ == "of"), None)
        owner = _object(of) if of is not None else None
    if owner is not None:
        cue = Span(token.idx, noun.idx + len(noun)) if owner.i > noun.i else Span(noun.idx, noun.idx + len(noun))
        yield from _around(
            token, owner, cue, "thinks" if noun.lower_ in {"view", "opinion", "mind"} else "says", "in_view"
        )


def _set_off(token: Token) -> bool:
    """Whether a phrase begins its sentence or stands after a comma or dash ("a direct line to his mind" does not)."""
    first = token.left_edge
    return bool(first.is_sent_start) or first.i == 0 or first.nbor(-1).is_space or first.nbor(-1).is_punct


def _phrase(token: Token, owner: Token | None, words: int, sense: str, rule: str) -> Iterator[Draft]:
    if owner is not None:
        last = token.doc[token.i + words - 1]
        yield from _around(token, owner, Span(token.idx, last.idx + len(last)), sense, rule)


def _around(token: Token, owner: Token, cue: Span, sense: str, rule: str) -> Iterator[Draft]:
    host = clause_of(token)
    if host.right_edge.i - host.left_edge.i > LONGEST_SENTENCE:
        return
    whole = char_span(token.doc, host.left_edge.i, host.right_edge.i)
    own = char_span(token.doc, min(token.left_edge.i, owner.left_edge.i), max(token.right_edge.i, owner.right_edge.i))
    if whole is None or own is None:
        return
    content = cut_out(whole, own, text_of(token.doc))
    source: Phrase | None = phrase_of(owner)
    if content:
        yield Draft(anchor=token.i, cue=cue, source=source, content=content, sense=sense, rule=rule, strong=True)


def clause_of(token: Token) -> Token:
    """The head of the clause that an adjunct belongs to: the whole sentence for one at its edge."""
    host = token.head
    for _ in range(_CLIMB):
        if host.head.i == host.i or host.dep_ in _CLAUSE_DEPS:
            break
        host = host.head
    if host.dep_ in {"xcomp", "pcomp", "advcl", "acl", "relcl", "conj"} and _at_edge(token):
        return root_of(token)
    if host.dep_ == "ccomp" and host.head.i < token.i and _at_edge(token) and _set_off(token):
        return root_of(token)
    return host


def _at_edge(token: Token) -> bool:
    sent = sentence_of(token)
    return token.left_edge.i <= sent.start + 1 or token.right_edge.i >= sent.stop - 2


def _hearsay(token: Token) -> Iterator[Draft]:
    host = clause_of(token)
    whole = char_span(token.doc, host.left_edge.i, host.right_edge.i)
    own = Span(token.idx, token.idx + len(token))
    if whole is not None and host.right_edge.i - host.left_edge.i <= LONGEST_SENTENCE:
        content = cut_out(whole, own, text_of(token.doc))
        yield Draft(anchor=token.i, cue=own, source=None, content=content, sense="says", rule="hearsay")
