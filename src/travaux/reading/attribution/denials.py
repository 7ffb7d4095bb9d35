"""Denied reports: "denied reports by Reuters that …", "dismissed as false a story that …", "claims that … were rejected".

What is denied is the content of the denial, and of the report whose outlet the sentence names.
"""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.drafts import Draft
from travaux.reading.attribution.phrases import char_span, cue_span, phrase_of, sentence_of
from travaux.reading.attribution.sources import find_source, is_passive
from travaux.reading.columns import tokens_of
from travaux.spans import Span

Skip = Callable[[Token], bool]
_DENYING = frozenset(
    [
        "deny",
        "reject",
        "dismiss",
        "refute",
        "rebut",
        "dispute",
        "repudiate",
        "disavow",
        "contradict",
        "rubbish",
        "debunk",
    ]
)
_REPORTS = frozenset(
    ["report", "claim", "allegation", "story", "accusation", "suggestion", "rumour", "rumor", "assertion", "speculation",
     "notion", "charge", "article", "account", "dispatch", "insinuation"]
)  # fmt: skip
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_TELLING = frozenset({"say", "tell", "report", "add", "write", "note"})
_REACH = 10
"""Tokens between the verb, the noun for what is denied, and "that"."""


def find_denials(doc: Doc, skip: Skip) -> Iterator[Draft]:
    """The denials of `doc`, and what the denied reports say."""
    for verb in tokens_of(doc, _DENYING):
        if verb.pos_ != "VERB" or skip(verb):
            continue
        found = _passive(verb) if is_passive(verb) and verb.dep_ != "acl" else _active(verb)
        if found is not None:
            yield from found


def _active(verb: Token) -> tuple[Draft, ...] | None:
    """Reads "denied reports by Reuters that …", and "denied having …"."""
    sentence = sentence_of(verb)
    following = verb.doc[verb.i + 1 : min(sentence.stop, verb.i + _REACH)]
    if verb.lemma_ == "deny" and len(following) and following[0].tag_ == "VBG":
        content = char_span(
            verb.doc, following[0].i, max(following[0].right_edge.i, _clause_end(following[0], sentence))
        )
        return (_denial(verb, find_source(verb), content),) if content else None
    noun = next((t for t in following if t.lemma_.lower() in _REPORTS), None)
    that = _that(noun, sentence) if noun is not None else None
    if noun is None or that is None:
        return None
    content = char_span(verb.doc, that.i, _clause_end(that, sentence))
    if content is None:
        return None
    denial = _denial(verb, find_source(verb), content)
    outlet = _teller(noun, that)
    return (denial, _report(noun, outlet, content)) if outlet is not None else (denial,)


def _passive(verb: Token) -> tuple[Draft, ...] | None:
    """Reads "Claims that … were rejected by the service"."""
    first = sentence_of(verb).start
    noun = next((t for t in verb.doc[first : verb.i] if t.lemma_.lower() in _REPORTS), None)
    that = _that(noun, sentence_of(verb)) if noun is not None else None
    if noun is None or that is None or that.i > verb.i:
        return None
    last = verb.i - 1
    while last > that.i and verb.doc[last].pos_ in {"AUX", "ADV", "PUNCT"}:
        last -= 1
    content = char_span(verb.doc, that.i, last)
    by = next((t for t in verb.doc[verb.i + 1 : sentence_of(verb).stop] if t.lower_ == "by"), None)
    agent = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if content is None:
        return None
    return (_denial(verb, phrase_of(agent) if agent is not None else None, content),)


def _that(noun: Token, sentence: range) -> Token | None:
    """The "that" after a noun, with nothing between but who told it."""
    for token in noun.doc[noun.i + 1 : min(sentence.stop, noun.i + _REACH)]:
        if token.lower_ == "that":
            return token
        if token.pos_ in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def _clause_end(that: Token, sentence: range) -> int:
    """The last token of the clause that "that" opens: up to a comma with a participle or conjunction, or the sentence's end."""
    doc = that.doc
    for token in doc[that.i + 3 : sentence.stop]:
        if token.text in {";", "—", "–"}:
            return token.i - 1
        if token.text == "," and token.i + 1 < sentence.stop and doc[token.i + 1].tag_ in {"VBG", "CC", "WDT"}:
            return token.i - 1
        if (
            token.pos_ == "CCONJ"
            and that.tag_ == "VBG"
            and token.i + 1 < sentence.stop
            and doc[token.i + 1].tag_ in _FINITE
        ):
            return token.i - 1
        if token.text == "," and _is_said(doc, token.i + 1, sentence.stop):
            return token.i - 1
    return sentence.stop - 1


def _is_said(doc: Doc, first: int, after: int) -> bool:
    """Whether the rest of a sentence only says who told it: "…, his lawyer said"."""
    rest = [t for t in doc[first:after] if not (t.is_punct or t.is_space)]
    verbs = [t for t in rest if t.pos_ in {"VERB", "AUX"}]
    return len(verbs) == 1 and verbs[0].lemma_ in _TELLING and len(rest) <= _REACH


def _teller(noun: Token, that: Token) -> Token | None:
    """Whose report it is: "a Bloomberg story", "reports by Reuters"."""
    between = [t for t in noun.doc[noun.i + 1 : that.i] if t.pos_ in {"PROPN", "NUM"}]
    if between and noun.nbor(1).lower_ in {"by", "in", "from", "on"}:
        top = between[-1]
        while top.head in between:
            top = top.head
        return top
    return next((c for c in noun.lefts if c.dep_ in {"compound", "poss", "nmod"} and c.pos_ == "PROPN"), None)


def _denial(verb: Token, source: Phrase | None, content: Span) -> Draft:
    return Draft(
        anchor=verb.i, cue=cue_span(verb), source=source, content=(content,), sense="denies", rule="denial", strong=True
    )


def _report(noun: Token, teller: Token, content: Span) -> Draft:
    span = Span(noun.idx, noun.idx + len(noun))
    source = Phrase(span=Span(teller.left_edge.idx, teller.idx + len(teller)), head=teller.i)
    return Draft(
        anchor=noun.i, cue=span, source=source, content=(content,), sense="says", rule="denied_report", strong=True
    )
