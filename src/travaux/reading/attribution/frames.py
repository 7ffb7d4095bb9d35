"""What a verb, noun or adjective governs, as named frames: each is a shape of complement and the characters it covers.

A frame is grammar only; which frames make a word a cue is in `data/cues.toml`.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.reading.attribution.phrases import char_span
from travaux.spans import Span

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
_COMPLETING = frozenset(
    ["of", "for", "about", "against", "toward", "towards", "between", "over", "regarding", "concerning"]
)
"""Prepositions that after an object nearly always complete it ("expressed solidarity for her")."""
_TELLING = frozenset({"tell", "inform", "assure", "warn", "remind", "notify"})
Frame = tuple[str, Span]


def verb_frames(verb: Token) -> Iterator[Frame]:
    """Every frame that `verb` has in its sentence, with the stretch that would be its content."""
    obj: Token | None = None
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            yield from _clausal(verb, child, obj)
        elif child.dep_ == "dobj":
            obj = child
            yield from _told(verb, child)
            yield from _make("obj", child, _with_complements(verb, child))
        elif child.dep_ == "prep":
            yield from _prepositional(child, obj)
        elif child.dep_ in {"oprd", "attr", "acomp"}:
            yield from _make("obj_pred" if obj is not None else "pred", obj if obj is not None else child, child)
        elif child.dep_ == "advcl" and child.i > verb.i:
            yield from _adverbial(child, obj)
        elif child.dep_ == "nsubjpass":
            yield from _passive(verb, child)
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        span = char_span(verb.doc, verb.head.left_edge.i, verb.i - 1)
        if span is not None:
            yield "passive_acl", span


def _told(verb: Token, listener: Token) -> Iterator[Frame]:
    """The clause of "told a colleague that …", which the parse hangs on the listener."""
    for child in listener.rights if verb.lemma_ in _TELLING else ():
        if child.dep_ in {"acl", "relcl"} and child.left_edge.lower_ == "that" and child.left_edge.dep_ == "mark":
            yield from _make("that", child, child)


def _with_complements(verb: Token, obj: Token) -> Token:
    """The last of the phrases that follow `obj` and complete it, though the parse hangs them on the verb."""
    last = obj
    for child in verb.rights:
        if (
            child.i > last.i
            and child.dep_ == "prep"
            and child.lower_ in _COMPLETING
            and child.left_edge.i == last.right_edge.i + 1
        ):
            last = child
    return last


def _clausal(verb: Token, child: Token, obj: Token | None) -> Iterator[Frame]:
    subject = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}), None)
    infinitive = any(c.tag_ == "TO" for c in child.lefts)
    if infinitive and subject is not None and child.dep_ == "ccomp":
        yield from _make("obj_inf", child, child)
    elif infinitive:
        if obj is not None and obj.i > verb.i:
            yield from _make("obj_inf", obj, child)
            yield from _make("to_inf", child, child)
        else:
            yield from _make("inf", child, child)
    elif child.pos_ in _NOMINAL and not _finite(child):
        yield from _make("small", child, child)
    elif child.tag_ == "VBG" and subject is None:
        yield from _make("ger", child, child)
    else:
        yield from _make(_clause_name(child, subject), child, child)


def _clause_name(child: Token, subject: Token | None) -> str:
    lefts = {c.lower_ for c in child.lefts}
    first = child.left_edge
    if first.tag_ in {"WDT", "WP", "WRB", "WP$"} or first.lower_ in {"whether", "if"}:
        return "wh"
    if "that" in lefts:
        return "that"
    return "clause" if subject is not None else "bare"


def _finite(token: Token) -> bool:
    return any(c.dep_ in {"aux", "cop", "mark"} for c in token.children)


def _adverbial(child: Token, obj: Token | None) -> Iterator[Frame]:
    first = child.left_edge
    if first.lower_ in {"whether", "if", "that"}:
        yield from _make("wh" if first.lower_ != "that" else "that", child, child)
    elif any(c.tag_ == "TO" for c in child.lefts):
        yield from _make("adv_inf" if obj is None else "to_inf", child, child)


def _prepositional(prep: Token, obj: Token | None) -> Iterator[Frame]:
    name = prep.lower_
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield from _make(f"prep_{name}", child, child)
            if obj is not None and obj.i < prep.i:
                yield from _make(f"obj_prep_{name}", obj, child)
            as_ = next((c for c in (*prep.head.rights, *child.rights) if c.lower_ == "as" and c.i > child.i), None)
            if as_ is not None and as_.dep_ == "prep":
                yield from _make(f"prep_{name}_as", child, as_)
            for inf in prep.head.children:
                if inf.dep_ in {"xcomp", "advcl"} and inf.i > child.i and any(c.tag_ == "TO" for c in inf.lefts):
                    yield from _make(f"prep_{name}_inf", child, inf)
        elif child.dep_ == "prep":
            for deeper in child.children:
                if deeper.dep_ in {"pobj", "pcomp"}:
                    yield from _make(f"prep_{name}_{child.lower_}", deeper, deeper)


def _passive(verb: Token, subject: Token) -> Iterator[Frame]:
    yield from _make("passive", subject, subject)
    for child in verb.children:
        if child.dep_ == "xcomp":
            yield from _make("passive_inf", subject, child)
            yield from _make("passive_only_inf", child, child)
        elif child.dep_ == "prep" and child.lower_ in {"as", "of", "for", "about"}:
            yield from _make(f"passive_prep_{child.lower_}", subject, child)
        elif child.dep_ == "oprd":
            yield from _make("passive_oprd", subject, child)


def _make(name: str, first: Token, last: Token) -> Iterator[Frame]:
    span = char_span(first.doc, first.left_edge.i, last.right_edge.i)
    if span is not None:
        yield name, span


def noun_frames(noun: Token) -> Iterator[Frame]:
    """Every frame that a noun or adjective has: "claim that …", "plan to …", "criticism of …"."""
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl", "advcl", "xcomp"}:
            if any(c.tag_ == "TO" for c in child.lefts):
                yield from _make("n_inf", child, child)
            elif child.left_edge.lower_ == "that" and child.left_edge.dep_ == "mark":
                yield from _make("n_that", child, child)
            elif child.left_edge.lower_ in {"whether", "how", "why"}:
                yield from _make("n_wh", child, child)
            elif child.dep_ == "ccomp":
                yield from _make("n_clause", child, child)
        elif child.dep_ == "prep":
            for deeper in child.children:
                if deeper.dep_ in {"pobj", "pcomp"}:
                    yield from _make(f"n_prep_{child.lower_}", deeper, deeper)


def stated(noun: Token) -> Span | None:
    """What a noun is said to be: "their position is that …"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be":
        return None
    child = next((c for c in verb.rights if c.dep_ in {"ccomp", "advcl"} and c.left_edge.lower_ == "that"), None)
    return char_span(noun.doc, child.left_edge.i, child.right_edge.i) if child is not None else None
