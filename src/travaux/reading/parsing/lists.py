"""Lists of names that the model takes for appositions become coordinations.

"Envoy Anna Holm, Director Per Lie and Minister Kari Dahl met": three people met, not one who is also the others. So do
two whom a headline sets side by side before a plural verb ("Ecuador, Peru agree on a border").
"""

import numpy as np
from spacy.attrs import DEP
from spacy.language import Language
from spacy.tokens import Doc, Token


@Language.component("travaux_lists")
def join_lists(doc: Doc) -> Doc:
    """Turn an apposition of one name to another into a conjunct where a further name follows it with "and" or "or"."""
    appositions = np.flatnonzero(doc.to_array(DEP) == doc.vocab.strings["appos"])
    for token in [doc[i] for i in appositions.tolist()]:
        if token.pos_ != "PROPN" or token.head.pos_ != "PROPN" or token.head.i > token.i:
            continue
        if (_leads_on(token) or _is_of_two(token)) and _different(token, token.head):
            token.dep_ = "conj"
    return doc


def _leads_on(token: Token) -> bool:
    """Whether "and another name" follows, directly or after further names of the list."""
    follow = [c for c in token.children if c.dep_ in {"conj", "appos"} and c.i > token.i and c.pos_ == "PROPN"]
    has_and = any(c.dep_ == "cc" and c.i > token.i for c in token.children)
    return bool(follow) and (has_and or any(_leads_on(c) for c in follow))


def _is_of_two(token: Token) -> bool:
    """ "Ecuador, Peru agree": one name alone would have a verb in the singular."""
    first = token.head
    verb = first.head
    alone = first.i == token.i - 2 and token.i == token.right_edge.i and token.doc[first.i + 1].text == ","
    follows = verb.i == token.i + 1
    return alone and follows and first.dep_ == "nsubj" and first.tag_ == "NNP" and verb.tag_ == "VBP"


def _different(a: Token, b: Token) -> bool:
    """Two people or two places, not a name and its explanation."""
    return a.ent_type_ == b.ent_type_ or not (a.ent_type_ and b.ent_type_)
