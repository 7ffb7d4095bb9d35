"""Where a content ends, when the parse lets it run on into the reporter's own words or the speaker's next clause."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.reading.attribution.cues import CLAUSES, Lexicon
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.phrases import EDGE
from travaux.reading.attribution.sources import own_subject
from travaux.reading.lookup import text_of
from travaux.spans import Span, trim

_REPORTERS = frozenset(["though", "although", "while", "whereas", "despite", "even", "as"])
"""Openers of an adverbial clause set off by a comma, in which the reporter adds something of their own."""
_SAYING = frozenset(
    {"say", "insist", "claim", "maintain", "add", "deny", "argue", "tell", "call", "counter", "warn", "reply"}
)
_NOMINAL = frozenset({"verb_obj", "verb_prep_to", "verb_inf", "verb_prep_about", "verb_prep_for"})
_SAME = frozenset({"he", "she"})
"""Who does what the reporter tells of the moment of speaking: "said it was over as she left the hall"."""
_SLACK = 3
"""Characters of marks between a clause's last word and the content's end."""
Skip = Callable[[Token], bool]


def end_content(draft: Draft, verb: Token, lexicon: Lexicon, spoken: Skip) -> tuple[Draft, Token | None]:
    """`draft` with its content cut where another clause of the speaker or the reporter begins.

    Gives also the verb of the speaker's next clause ("said it was over, *adding* that …"; "said it was over and *urged*
    …"), whose subject the parse misplaces, or None.
    """
    last = draft.content[-1]
    if last.start < verb.idx:
        return draft, None
    for token in _inside(verb.doc, verb, last):
        if spoken(token) or (token.lower_ in _REPORTERS and not _reaches(token, last)):
            continue
        start, following = _boundary(token, verb, lexicon)
        if start is None and draft.rule in _NOMINAL and _aside(token):
            start = token.left_edge.idx
        if start is None or start <= last.start:
            continue
        cut = trim(text_of(verb.doc), last.start, start, EDGE)
        if cut is not None and len(cut) > 3:
            return replace(draft, content=(*draft.content[:-1], cut)), token if following else None
    return draft, None


def _reaches(token: Token, span: Span) -> bool:
    """Whether the clause or phrase that `token` opens ends a content ("claim the army, despite its denials, is …" no)."""
    edge = (token.head if token.dep_ in {"mark", "advmod"} else token).right_edge
    return edge.idx + len(edge) + _SLACK >= span.end


def _inside(doc: Doc, verb: Token, span: Span) -> Iterator[Token]:
    for token in doc[verb.i + 1 :]:
        if token.idx >= span.end:
            return
        if token.idx > span.start:
            yield token


def _boundary(token: Token, verb: Token, lexicon: Lexicon) -> tuple[int | None, bool]:
    """The character where a new clause begins at `token`, and whether it is the same speaker's."""
    doc = token.doc
    if token.text == ";" and token.i + 2 < len(doc) and _new_clause(token):
        return token.idx, False
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "acl", "conj", "dep"} and lexicon.verb(token) is not None:
        first = token.left_edge
        if first.i > verb.i + 1 and doc[first.i - 1].text in {",", '"', "''"} and token.i - first.i <= 3:
            return doc[first.i - 1].idx + (doc[first.i - 1].text != ","), True
    if token.lower_ == "as" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _SAME and token.dep_ == "mark":
        return token.idx, False
    if token.dep_ == "conj" and token.tag_ == verb.tag_ and (_own_clause(token, lexicon) or _set_off(token, lexicon)):
        subject = own_subject(token)
        if subject is not None:
            before = subject.left_edge.i - 1
            return (
                (doc[before].idx, False)
                if doc[before].pos_ == "CCONJ" and doc[before - 1].text == ","
                else (None, False)
            )
        at = token.i
        while at > verb.i + 1 and doc[at - 1].pos_ in {"ADV", "CCONJ", "PUNCT"} and doc[at - 1].text != '"':
            at -= 1
        return doc[at].idx, True
    if token.lower_ == "according" and doc[token.i - 1].text == "," and _is_last(token):
        return token.idx, False
    if token.lower_ in _REPORTERS and doc[token.i - 1].text == "," and token.dep_ in {"mark", "advmod", "prep"}:
        return token.idx, False
    return None, False


def _is_last(token: Token) -> bool:
    """Whether the phrase of `token` ends its sentence ("… would open, according to a transcript")."""
    after = token.right_edge.i + 1
    return after >= len(token.doc) or token.doc[after].text in {".", "?", "!"} or bool(token.doc[after].is_sent_start)


def _new_clause(mark: Token) -> bool:
    """Whether a subject and its verb of saying follow a semicolon: "X says it is open; Y says it is shut"."""
    after = mark.doc[mark.i + 1 : mark.i + 8]
    subject = next((t for t in after if t.dep_ == "nsubj"), None)
    return subject is not None and subject.head.lemma_ in _SAYING


def _own_clause(token: Token, lexicon: Lexicon) -> bool:
    cue = lexicon.verb(token)
    if cue is None or not CLAUSES & cue.frames.keys():
        return False
    return not any(c.dep_ in {"nsubjpass", "aux"} for c in token.lefts)


def _set_off(token: Token, lexicon: Lexicon) -> bool:
    """Whether a verb that attributes stands behind ", and" without a subject: "said it was over, and called for calm"."""
    doc = token.doc
    before = doc[max(0, token.i - 2) : token.i]
    joined = len(before) > 1 and before[0].text == "," and before[1].pos_ == "CCONJ"
    return joined and own_subject(token) is None and lexicon.verb(token) is not None


def _aside(token: Token) -> bool:
    """A relative clause that a comma sets off ("cited a new book, which …") is the reporter's."""
    first = token.left_edge
    return token.dep_ == "relcl" and first.i > 0 and first.tag_.startswith("W") and first.nbor(-1).text == ","
