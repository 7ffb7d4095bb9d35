"""Short brackets are set aside while the model reads, because they break its parse of the sentence around them.

"Norway's Labour Party (Ap) and the Centre Party (Sp) agreed" is read as if the brackets were not there; afterwards their
tokens hang on the word before.
"""

from spacy.language import Language
from spacy.tokens import Doc, Token

_LONGEST = 8
"""Tokens inside a bracket that is set aside; a longer one may be a sentence of its own."""
_KEY = "travaux_full"


@Language.component("travaux_brackets_aside")
def set_brackets_aside(doc: Doc) -> Doc:
    """The Doc without its short brackets, which carries the full one; the same Doc where it has none."""
    aside = find_brackets(doc)
    if not aside:
        return doc
    kept = [t for t in doc if t.i not in aside]
    if not kept:
        return doc
    starts = [_start(t) for t in kept]
    short = Doc(
        doc.vocab,
        words=[t.text for t in kept],
        spaces=[bool(t.whitespace_) or (t.i + 1) in aside for t in kept],
        sent_starts=starts,
    )
    short.user_data[_KEY] = (doc, [t.i for t in kept])
    return short


def _start(token: Token) -> bool | int | None:
    return None if token.is_sent_start is None else bool(token.is_sent_start)


def find_brackets(doc: Doc) -> set[int]:
    """The tokens of short round and square brackets, the marks included."""
    out: set[int] = set()
    opened: int | None = None
    for token in doc:
        if token.text in {"(", "["}:
            opened = token.i
        elif opened is not None and token.i - opened > _LONGEST + 1:
            opened = None
        elif token.text in {")", "]"} and opened is not None:
            if opened > 0 and not doc[opened - 1].is_space and not doc[opened].is_sent_start:
                out |= set(range(opened, token.i + 1))
            opened = None
    return out


@Language.component("travaux_brackets_back")
def put_brackets_back(doc: Doc) -> Doc:
    """The full Doc with what the model said of the short one; bracket tokens hang on the word before."""
    found = doc.user_data.get(_KEY)
    if found is None:
        return doc
    full, kept = found
    short_of = {i: n for n, i in enumerate(kept)}
    heads: list[int] = []
    rows: list[tuple[str, str, str, str, str, str]] = []
    last = kept[0]
    for token in full:
        n = short_of.get(token.i)
        if n is None:
            heads.append(last)
            rows.append(_aside_row(token))
        else:
            t = doc[n]
            last = token.i
            heads.append(kept[t.head.i])
            iob = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O"
            rows.append((t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, iob))
    tags, pos, morphs, lemmas, deps, ents = (list(column) for column in zip(*rows, strict=True))
    out = Doc(
        full.vocab,
        words=[t.text for t in full],
        spaces=[bool(t.whitespace_) for t in full],
        tags=tags,
        pos=pos,
        morphs=morphs,
        lemmas=lemmas,
        heads=heads,
        deps=deps,
        ents=ents,
    )
    out._.segments = full._.segments
    out._.published = full._.published
    return out


def _aside_row(token: Token) -> tuple[str, str, str, str, str, str]:
    """What is said of a bracket's token: a name if it looks like one, else a noun or a mark."""
    if token.is_punct or token.is_bracket:
        return ("-LRB-" if token.is_bracket else ":", "PUNCT", "", token.text, "punct", "O")
    if token.text[:1].isupper():
        return ("NNP", "PROPN", "", token.text, "dep", "O")
    return ("CD", "NUM", "", token.text, "dep", "O") if token.like_num else ("NN", "NOUN", "", token.lower_, "dep", "O")
