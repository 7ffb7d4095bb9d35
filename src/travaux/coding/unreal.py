"""What a clause only supposes, asks or wishes: it is not told as done."""

from spacy.tokens import Token

from travaux.reading.lookup import sentence_of

_MARKS = frozenset({"if", "unless", "until", "whether", "lest", "till"})
_ONWARD = frozenset({"conj", "xcomp", "ccomp", "acomp", "relcl", "acl"})
_CLOSE = frozenset({"close", "near", "nearing", "verge", "brink", "edge"})
_WANTED = frozenset({"must", "should", "might", "could", "can", "may", "would"})


def is_supposed(root: Token) -> bool:
    """Whether a verb stands in a clause with "if", "unless" or "until", or in what such a clause says."""
    seen = root
    for _ in range(4):
        if any(c.lower_ in _MARKS and c.dep_ in {"mark", "advmod"} for c in seen.lefts):
            return True
        if seen.dep_ not in _ONWARD or seen.head == seen:
            return False
        seen = seen.head
    return False


def is_open(root: Token) -> bool:
    """Whether a verb or noun is asked about, or told as what has to be or is not: "there has to be a deal"."""
    if sentence_of(root).text.rstrip(" ”\"'’").endswith("?"):
        return True
    seen = root
    for _ in range(4):
        if any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ in _WANTED) for c in seen.lefts):
            return True
        if seen.pos_ in {"VERB", "AUX"} and seen.head.lemma_.lower() in {"have", "need"} and seen.dep_ == "xcomp":
            return True
        if seen.head == seen or seen.dep_ in {"advcl", "relcl", "acl", "ccomp", "parataxis", "nsubj", "pobj"}:
            return False
        seen = seen.head
    return False


def is_aimed_at(root: Token) -> bool:
    """ "To reach a deal", "close to reaching one", "working on signing it": what is still to be done."""
    if root.pos_ not in {"VERB", "AUX"}:
        return False
    while root.dep_ == "conj" and root.tag_ == "VB" and root.head.tag_ == "VB" and not _has_own_mood(root):
        root = root.head
    bare = root.tag_ == "VB" and any(c.lower_ == "to" for c in root.lefts)
    if bare:
        return root.head.lemma_.lower() not in {"manage", "go", "be", "able"} or root.dep_ in {"advcl", "acl", "relcl"}
    towards = (
        root.tag_ == "VBG" and root.dep_ == "pcomp" and root.head.lower_ in {"to", "toward", "towards", "on", "at"}
    )
    return towards and root.head.head.lemma_.lower() not in {"succeed", "lead"}


def is_close_to(root: Token) -> bool:
    """ "Close to reaching a pact", "on the verge of signing one", "are nearing a deal": nearly done."""
    if root.lemma_.lower() in {"near", "approach"} and root.pos_ == "VERB":
        return root.tag_ != "VBN"
    near = root.doc[max(sentence_of(root).start, root.i - 3) : root.i]
    return root.tag_ == "VBG" and root.dep_ == "pcomp" and any(t.lower_ in _CLOSE for t in near)


def _has_own_mood(verb: Token) -> bool:
    """Whether a verb has a subject or an auxiliary of its own, and not those of the verb that it is joined to."""
    return any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in verb.lefts)
