"""The named place of an act: "met in Doha", "talks in the Qatari capital", "the Rafah crossing"."""

from spacy.tokens import Doc, Token

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import AccessPoint, World
from travaux.reading.mentions.references import References
from travaux.spans import Span

_LOCATIVE = {"in", "at", "near", "outside", "inside", "across", "around", "into", "throughout", "within"}
_PLACE_LABELS = {"GPE", "LOC", "FAC"}


def find_place(doc: Doc, references: References, trigger: int, *, wide: bool = True) -> tuple[str, Span] | None:
    """The place that a prepositional phrase of the trigger names, else one of its clause; canonical name and span."""
    head = doc[trigger]
    for token in _around(head, wide=wide):
        if token.dep_ == "prep" and token.lower_ in _LOCATIVE:
            for child in token.children:
                place = _place_at(child, references) if child.dep_ == "pobj" else None
                if place:
                    return place
    return None


def _around(head: Token, *, wide: bool) -> list[Token]:
    """The prepositions nearest to the trigger: its own, its objects', then its verb's."""
    out = [t for t in head.children if t.dep_ == "prep"]
    for child in head.children:
        if child.dep_ in {"dobj", "prep", "attr", "pobj", "nsubjpass"}:
            out += [t for t in child.subtree if t.dep_ == "prep" and abs(t.i - head.i) < 20]
    if wide and head.pos_ != "VERB" and head.head is not head:
        out += [t for t in head.head.children if t.dep_ == "prep"]
    if wide and head.dep_ in {"xcomp", "ccomp", "conj"}:
        out += [t for t in head.head.children if t.dep_ == "prep" and t.i > head.i]
    return out


def _place_at(token: Token, references: References) -> tuple[str, Span] | None:
    mention = references.mention_at(token)
    if mention is not None:
        if mention.kind is ActorKind.UNKNOWN or (mention.kind is ActorKind.STATE and mention.by == "pack"):
            return mention.names[0], mention.span
        if mention.by in {"capital", "seat"}:
            return token.doc.text[mention.span.start : mention.span.end], mention.span
        return None
    if token.ent_type_ in _PLACE_LABELS and token.pos_ == "PROPN":
        ent = next((e for e in token.doc.ents if e.start <= token.i < e.end), None)
        if ent is not None:
            return ent.text.removeprefix("the "), Span(ent.start_char, ent.end_char)
    return None


def known_point(words: str, world: World) -> AccessPoint | None:
    """The access point that packs know by these words."""
    return next((f.target for f in world.forms.get(words, ()) if isinstance(f.target, AccessPoint)), None)
