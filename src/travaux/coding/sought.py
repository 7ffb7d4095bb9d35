"""Deals still sought: what talks are to bring, what one side is after, what is nearly reached."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.authors import find_parties
from travaux.coding.context import Context
from travaux.coding.doers import find_doers
from travaux.coding.grounding import ground
from travaux.coding.labels import deal_span, find_deals, find_lineage, label_span, noun_lemma
from travaux.coding.table import Table
from travaux.coding.unreal import is_close_to, is_open
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ProposalMention
from travaux.ontology.vocabulary import Modality, ProposalState
from travaux.reading.columns import words_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span

_TALKS = frozenset("talk talks negotiation discussion negotiate discuss dialogue round conversation".split())
_EFFORTS = frozenset(
    "effort try work push bid attempt seek mediate talk negotiation struggle race aim hope drive".split()
)
_BRINGING = frozenset(
    "broker reach secure mediate negotiate clinch conclude finalise finalize strike achieve agree hammer forge arrange".split()
)
_AHEAD = 10
"""How many tokens before a verb of bringing about the efforts may stand."""
_AFTER = frozenset({"seek", "pursue", "want", "eye"})
"""Verbs of what one side is after."""


def find_sought(context: Context, known: Sequence[ProposalMention]) -> Iterator[ProposalMention]:
    """ "Talks on a new truce and prisoner deal", "efforts to broker a peace accord": what the talks are to bring, once."""
    if any(not p.authors or p.state is ProposalState.ACCEPTED for p in known):
        return
    for token in find_deals(context.doc):
        if token.tag_ in {"NNS", "NNPS"} or not _is_sought(token):
            continue
        label = label_span(token)
        if " " not in context.quote(label):
            continue
        yield ProposalMention(
            **ground(context, label, "proposal-sought") | {"modality": Modality.FUTURE},
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.UNDER_CONSIDERATION,
        )
        return


def _is_sought(noun: Token) -> bool:
    """Whether talks are on it, or somebody works to bring it about, as the words before it say."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ in {"on", "over", "for", "about", "toward", "towards"}:
        near = noun.doc[max(sentence_of(noun).start, first.head.i - 9) : first.head.i]
        return any(t.lemma_.lower() in _TALKS and t.pos_ in {"NOUN", "VERB"} for t in near)
    verb = first.head
    if first.dep_ != "dobj" or verb.lemma_.lower() not in _BRINGING or any(c.dep_ == "neg" for c in verb.children):
        return False
    near = noun.doc[max(sentence_of(noun).start, verb.i - _AHEAD) : verb.i]
    return verb.tag_ in {"VB", "VBG"} and any(t.lemma_.lower() in _EFFORTS for t in near)


def find_founded(context: Context) -> Iterator[ProposalMention]:
    """ "Talks on a truce deal based on the March outline": the deal that is sought is the one that was put forward."""
    known = load_bargaining_words().proposals
    for verb in words_of(context.doc, {"based", "built", "modelled", "modeled"}):
        if verb.dep_ not in {"acl", "conj"}:
            continue
        noun = verb.head
        onto = next(
            (p for c in verb.children if c.lower_ in {"on", "upon"} for p in c.children if p.dep_ == "pobj"), None
        )
        if onto is None or {noun_lemma(noun), noun_lemma(onto)} - known or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        last = context.doc[verb.i - 1]
        label = Span(label_span(noun).start, last.idx + len(last))
        yield ProposalMention(
            **ground(context, Span(label.start, onto.idx + len(onto)), "proposal-founded")
            | {"modality": Modality.FUTURE},
            label=context.quote(label),
            label_span=label,
            lineage=context.quote(Span(verb.idx, onto.idx + len(onto))),
            state=ProposalState.UNDER_CONSIDERATION,
        )


def find_wanted(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """ "Peru is seeking a deal to lower the levies": floated by who is after it; "close to reaching a pact" is weighed."""
    for noun in find_deals(context.doc):
        verb = noun.head
        if noun.dep_ != "dobj" or verb.pos_ != "VERB" or noun.tag_ in {"NNS", "NNPS"} or is_open(verb):
            continue
        near = is_close_to(verb)
        if not near and (verb.lemma_.lower() not in _AFTER or not _is_new(noun) or verb.tag_ == "VBN"):
            continue
        label = deal_span(noun)
        by = find_doers(context, verb, table)
        by = (find_parties(context, noun) or by) if by else ()
        if not by or (not near and " " not in context.quote(label)) or any(p.span.overlaps(label) for p in known):
            continue
        start = min(verb.idx, label.start)
        yield ProposalMention(
            **ground(context, Span(start, label.end), "proposal-wanted") | {"modality": Modality.FUTURE},
            authors=by,
            label=context.quote(label),
            label_span=label,
            lineage=find_lineage(context.quote(label)),
            state=ProposalState.UNDER_CONSIDERATION if near else ProposalState.FLOATED,
        )


def _is_new(noun: Token) -> bool:
    """ "A deal to …", "a trade deal with Oslo": one of which something is told, and none that is known already."""
    fresh = any(c.lower_ in {"a", "an", "another"} for c in noun.lefts)
    after = noun.doc[noun.i + 1].lower_ if noun.i + 1 < len(noun.doc) else ""
    return fresh and (after in {"to", "with", "on", "for", "under", "that"} or len(list(noun.lefts)) > 1)
