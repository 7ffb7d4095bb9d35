"""What an act is about, and which other acts inside that content are no acts of their own.

"Demanded that the army withdraw" is one demand; the withdrawal in it is its content. Pressure is always an act of its own:
"pressing Egypt to lean on the militia" is two.
"""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from travaux.ontology.vocabulary import Act, SegmentKind
from travaux.reading.acts.match import Candidate
from travaux.reading.acts.relations import find_relation
from travaux.reading.acts.syntax import VERBS, is_infinitive, is_ruled_out, make_phrase
from travaux.reading.acts.words import load_words
from travaux.reading.lookup import text_of
from travaux.reading.mentions.nouns import load_nouns
from travaux.spans import Span, trim

LONGEST = 160
_ANNOUNCED = frozenset({Act.THREATEN, Act.DEMAND})
_MARKERS = "0123456789abcde.)(-–—•*· \t\n"
"""What may stand before an item of a list."""
_INWARD = frozenset(
    {"relcl", "ccomp", "xcomp", "dobj", "pobj", "pcomp", "acl", "prep", "attr", "oprd", "nsubj", "nsubjpass", "poss"}
)
_ACROSS = frozenset({"conj", "compound", "amod", "appos", "dative", "prt"})
_VERB_EDGES = frozenset({"dep", "advcl", "prt", "ccomp", "xcomp", "dobj", "prep", "oprd", "attr", "agent"})
_NOUN_EDGES = frozenset({"acl", "prep", "ccomp", "xcomp", "compound", "amod"})

_TAKEN_FOR_GRANTED = frozenset({Act.ATTACK, Act.DEMAND, Act.PROPOSE, Act.SUPPORT})


def content_root(candidate: Candidate) -> Token | None:
    """The head of the content: the clause or noun that the frame's `about` names."""
    for relation in candidate.frame.slots.get("about", ()):
        found = [t for t in find_relation(candidate.head, relation) if t.i != candidate.head.i]
        if found and relation == "infinitive" and candidate.act is Act.DEMAND:
            return _asked_for(candidate.head, found[0]) or found[0]
        if found:
            return found[0]
    return None


def _asked_for(verb: Token, infinitive: Token) -> Token | None:
    """The deed that is asked for, where an infinitive only says what it is to serve: "urged the opening of the port to …"."""
    things = [t for relation in ("object", "for") for t in find_relation(verb, relation)]
    return next((t for t in things if verb.i < t.i < infinitive.i and _is_deed(t)), None)


def _is_deed(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or noun.ent_type_ or load_nouns().is_animate(lemma):
        return False
    return lemma in load_words("deeds") or lemma.endswith(("ion", "ment", "ing", "ance", "al", "ure"))


def content_span(candidate: Candidate, text: str) -> Span | None:
    """The words of the content, at most 160 characters of them, without the clauses hung on it."""
    root = content_root(candidate)
    if root is None:
        return None
    first, last = root.left_edge, root
    for token in (*root.subtree, *_serves(candidate.head, root)):
        if token.idx + len(token.text) - first.idx > LONGEST:
            break
        last = token if token.i > last.i else last
    if first.i <= candidate.head.i <= last.i:
        inner = make_phrase(root).span
        return None if root.pos_ in VERBS or inner.overlaps(make_phrase(candidate.head).span) else inner
    return trim(text, first.idx, last.idx + len(last.text), drop=',;:."')


def _serves(verb: Token, root: Token) -> list[Token]:
    """The infinitive right behind a deed that is asked for, which says what it is to serve."""
    behind = [t for t in find_relation(verb, "infinitive") if t.left_edge.i == root.right_edge.i + 1]
    return [t for b in behind for t in b.subtree] if _is_deed(root) else []


def drop_content(found: list[Candidate], swallows: Mapping[Act, frozenset[Act]]) -> list[Candidate]:
    """Drop candidates that stand in the content of an act that swallows acts of their kind."""
    by_head = {candidate.head.i: candidate for candidate in found}
    kept = [candidate for candidate in found if not _is_swallowed(candidate, by_head, swallows)]
    told = [(c, root) for c in kept for root in _spelt_out(c)]
    acts = [(c.act, c.head) for c in kept]
    return [c for c in kept if not (_is_spelt_out(c, told, swallows) or is_listed_under(c.head, c.act, acts, swallows))]


def _spelt_out(candidate: Candidate) -> list[Token]:
    """The clauses that spell out what a noun announces: "their condition was that …", "in an ultimatum he told it to …"."""
    if "verb-clause" in candidate.frame.slots.get("about", ()):
        root = content_root(candidate)
        return [root] if root is not None else []
    doc = candidate.head.doc
    nouns = [t for t in (candidate.head, *(doc[i] for i in candidate.used)) if t.pos_ == "NOUN" and t.dep_ == "pobj"]
    if candidate.act not in _ANNOUNCED or not nouns:
        return []
    preposition = nouns[0].head
    verb = preposition.head
    if preposition.lower_ != "in" or verb.pos_ not in VERBS or nouns[0].i > verb.i:
        return []
    return [child for child in verb.children if child.dep_ in {"ccomp", "xcomp"}]


def _is_spelt_out(
    candidate: Candidate, told: list[tuple[Candidate, Token]], swallows: Mapping[Act, frozenset[Act]]
) -> bool:
    """Whether it stands in a clause that spells out what another act's noun announces."""
    return any(
        outer is not candidate
        and (root == candidate.head or root.is_ancestor(candidate.head))
        and candidate.act in swallows.get(outer.act, frozenset())
        for outer, root in told
    )


def is_listed_under(
    head: Token, act: Act, told: Sequence[tuple[Act, Token]], swallows: Mapping[Act, frozenset[Act]]
) -> bool:
    """Whether it is a noun of a list whose head sentence demands or offers: "It demands: 1. the withdrawal of …".

    `told` are the acts of the report with the words that tell them.
    """
    if head.pos_ in VERBS:
        return False
    items = [s.span for s in head.doc._.segments or () if s.kind == SegmentKind.LIST_ITEM]
    own = next((i for i, span in enumerate(items) if span.start <= head.idx < span.end), None)
    if own is None:
        return False
    first, text = own, text_of(head.doc)
    while first and not text[items[first - 1].end : items[first].start].strip(_MARKERS):
        first -= 1
    lead = text[: items[first].start].rstrip(_MARKERS)
    if not lead.endswith(":"):
        return False
    start = lead.rfind("\n") + 1
    return any(start <= word.idx < len(lead) and act in swallows.get(outer, frozenset()) for outer, word in told)


def _is_presupposed(candidate: Candidate) -> bool:
    """Whether the words take the act for granted: "will answer their attack", "the hostages held in the south"."""
    head = candidate.head
    if head.pos_ == "VERB":
        return head.dep_ in {"acl", "amod"} and head.tag_ in {"VBN", "VBG"}
    return candidate.act in _TAKEN_FOR_GRANTED and any(child.dep_ == "poss" for child in head.children)


def _is_swallowed(candidate: Candidate, by_head: dict[int, Candidate], swallows: Mapping[Act, frozenset[Act]]) -> bool:
    if candidate.act is Act.PRESS or _is_presupposed(candidate):
        return False
    if (candidate.head.dep_ in {"advcl", "parataxis"} and not is_ruled_out(candidate.head)) or (
        candidate.head.dep_ == "relcl" and not is_infinitive(candidate.head)
    ):
        return False
    path = [candidate.head.dep_]
    for ancestor in candidate.head.ancestors:
        if ancestor.lower_ in load_words("adjunct_prepositions"):
            return False
        outer = by_head.get(ancestor.i)
        if outer is not None and candidate.act in swallows.get(outer.act, frozenset()):
            edges = _VERB_EDGES if ancestor.pos_ in VERBS or ancestor.pos_ == "ADJ" else _NOUN_EDGES
            if path[-1] in edges and all(dep in _INWARD | _ACROSS for dep in path[:-1]):
                return True
        if ancestor.dep_ in {"advcl", "parataxis"} or (ancestor.dep_ == "relcl" and not is_infinitive(ancestor)):
            return False
        if ancestor.dep_ == "acl" and ancestor.tag_ in {"VBN", "VBG"}:
            return False
        path.append(ancestor.dep_)
    return False
