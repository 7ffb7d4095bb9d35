"""Mends attachments that the small parser gets wrong time and again, before acts are sought.

Each rule moves one arc of the parse, inside its sentence, and says for which sentences.
"""

from spacy.tokens import Doc, Token

from travaux.reading.acts.syntax import CLAUSES, NOUNS, VERBS
from travaux.reading.columns import Columns, columns_of

_SPLIT = frozenset({"off", "up", "down", "out", "back", "away"})
_PROMISING = frozenset({"promise", "vow", "pledge", "swear", "offer", "ask", "urge", "order", "tell", "invite"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})


def mend_parse(doc: Doc) -> None:
    """Apply every rule to every token of `doc`, in place."""
    columns = columns_of(doc)
    for token in [doc[i] for i in range(len(doc)) if _may_be_wrong(columns, i)]:
        _join_infinitive(token)
        _part_at_semicolon(token)
        _join_particle(token)
        _join_participle(token)
        _join_promise(token)
        _join_headline(token)
    columns.read_arcs(doc)


def _may_be_wrong(columns: Columns, i: int) -> bool:
    """Whether any of the rules is about such a word; no rule changes what another word is asked for here."""
    tag, dep = columns.tag[i], columns.dep[i]
    return tag == "VB" or dep == "ccomp" or (tag == "VBN" and dep == "advcl") or columns.lower[i] in _SPLIT


def _join_infinitive(verb: Token) -> None:
    """ "Threatened to attack tankers, close the strait": a base form is the infinitive's sister, not the finite verb's.

    Also "demanded that it withdraw its men, release two shepherds and open the well".
    """
    if verb.tag_ != "VB" or verb.dep_ not in {"conj", "advcl"} or verb.head.tag_ not in _FINITE:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "mark"} for c in verb.children):
        return
    for child in verb.head.children:
        sister = child.dep_ in CLAUSES | {"acl"} and child.tag_ == "VB" and child.i < verb.i
        if sister:
            verb.dep_, verb.head = "conj", child
            return
    outer = verb.head.head
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and outer.tag_ == "VB" and verb.head.tag_ == "VBN":
        verb.head = outer


def _part_at_semicolon(verb: Token) -> None:
    """ "One side opened the gate; the other had closed it": two clauses, neither in the other's content."""
    if verb.dep_ != "ccomp" or verb.i > verb.head.i or verb.head.pos_ not in VERBS:
        return
    if any(t.text == ";" for t in verb.doc[verb.i : verb.head.i]):
        verb.dep_ = "parataxis"


def _join_particle(token: Token) -> None:
    """ "Called the meeting off": the particle is the verb's, not the noun's."""
    noun = token.head
    if token.lower_ in _SPLIT and noun.pos_ in NOUNS and noun.i == token.i - 1 and not any(token.children):
        verb = noun.head
        if noun.dep_ == "dobj" and verb.pos_ in VERBS:
            token.dep_, token.head = "prt", verb


def _join_participle(verb: Token) -> None:
    """ "Through the gate, reopened on Thursday by the army": what was reopened is the gate."""
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or verb.i < 2 or verb.nbor(-1).text != ",":
        return
    noun = verb.nbor(-2)
    if noun.pos_ in NOUNS and noun.dep_ in {"pobj", "dobj"} and any(c.dep_ == "agent" for c in verb.children):
        verb.dep_, verb.head = "acl", noun


def _join_promise(verb: Token) -> None:
    """ "Promised the visitors, a nun and a monk, to free them": the infinitive is the promise's, not the monk's."""
    if verb.tag_ != "VB" or verb.dep_ not in {"relcl", "acl"} or verb.i < 3 or verb.nbor(-1).tag_ != "TO":
        return
    outer = next((t for t in verb.ancestors if t.pos_ in VERBS), None)
    if verb.nbor(-2).text != "," or outer is None or outer.i > verb.head.i or outer.lemma_ not in _PROMISING:
        return
    if not any(c.dep_ in CLAUSES for c in outer.children):
        verb.dep_, verb.head = "xcomp", outer


def _join_headline(verb: Token) -> None:
    """ "Two states sign deal as Holm to meet Brandt": the infinitive is Holm's, not the deal's."""
    if verb.tag_ != "VB" or verb.dep_ not in {"relcl", "acl", "advcl"} or verb.i < 3 or verb.nbor(-1).tag_ != "TO":
        return
    name = verb.nbor(-2)
    if name.pos_ == "PROPN" and name.dep_ == "pobj" and name.head.lower_ == "as" and name.i < verb.i != name.head.i:
        verb.dep_, verb.head = "relcl", name
