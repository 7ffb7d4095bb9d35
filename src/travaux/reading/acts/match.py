"""Find the words of a Doc that match a frame, and keep for each word the frame that asks for most."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from travaux.errors import InternalError
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.reading.acts.frames import Conditions, Frame, FrameSet
from travaux.reading.acts.governors import CONTAINERS, governing_verb, is_carried, is_happening, is_occasion
from travaux.reading.acts.patterns import Element, Kind
from travaux.reading.acts.relations import find_relation
from travaux.reading.acts.syntax import VERBS, children, coordinated, objects, possessors, prepositional
from travaux.reading.columns import Columns, columns_of
from travaux.spans import Span

_KINDS = {"VERB": Kind.VERB, "AUX": Kind.VERB, "NOUN": Kind.NOUN, "PROPN": Kind.NOUN, "ADJ": Kind.ADJECTIVE}
_PARTICLE_DEPS = frozenset({"prt", "prep", "advmod", "dative", "agent", "npadvmod", "mark"})
_CLAUSE_DEPS = frozenset({"advcl", "ccomp", "xcomp"})
_COMPLEMENT_DEPS = frozenset({"dobj", "oprd", "attr", "acomp", "npadvmod", "advcl", "xcomp"})
_NEAR = 4
_ARMED = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITARY})
_EMPTY = frozenset({"reach", "hold", "make", "carry", "conduct", "launch", "mount", "stage", "wage"})
"""Verbs that name no act without their noun."""
_ACCEPTING = frozenset({"accept", "agree", "consent", "sign", "approve", "endorse"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame that matches at `head`; `used` are the other words of the pattern (token indices).

    `covered` are nouns that a condition matched: told with this act, they are no act of their own.
    """

    frame: Frame
    head: Token
    used: tuple[int, ...]
    covered: tuple[int, ...] = ()

    @property
    def act(self) -> Act:
        """The frame's act; senses that are none are dropped before anyone asks."""
        if self.frame.act is None:
            raise InternalError(f"{self.frame.rule} is no act")
        return self.frame.act


def find_candidates(doc: Doc, frames: FrameSet) -> list[Candidate]:
    """One candidate a trigger word at most, in the order of the text."""
    found: list[Candidate] = []
    table, phrases = frames.by_lemma, frames.phrases
    columns = columns_of(doc)
    for i, (lemma, lower, pos) in enumerate(zip(columns.lemma, columns.lower, columns.pos, strict=True)):
        for key in (lemma, lower) if lemma != lower else (lemma,):
            if key in phrases:
                found.extend(_match_phrases(doc[i], phrases[key]))
        kinds = table.get(_key(lemma, lower, pos))
        if kinds:
            candidate = _match_token(doc[i], kinds)
            if candidate:
                found.append(candidate)
    return _drop_consumed(found)


def is_no_act(token: Token, frames: FrameSet) -> bool:
    """Whether a frame reads `token` in a sense that is no act: "on strike", "struck a balance"."""
    near = [t for t in token.doc[max(0, token.i - 2) : token.i + 1] if t.lower_ in frames.phrases]
    found = (c for t in near for c in _match_phrases(t, frames.phrases[t.lower_]))
    if any(c.frame.act is None and (c.head.i == token.i or token.i in c.used) for c in found):
        return True
    kinds = frames.by_lemma.get(_key(token.lemma_.lower(), token.lower_, token.pos_))
    candidate = _match_token(token, kinds) if kinds else None
    return candidate is not None and candidate.frame.act is None


def _key(lemma: str, lower: str, pos: str) -> str:
    """The lemma; a capitalised headline word is tagged a name, and its plural is undone here."""
    if pos == "PROPN":
        return lower[:-1] if lower.endswith("s") and len(lower) > 4 else lower
    return lemma


def _match_token(token: Token, kinds: object) -> Candidate | None:
    kind = _KINDS.get(token.pos_)
    if kind is None or not isinstance(kinds, dict):
        return None
    if kind is Kind.NOUN and token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
        return None
    if kind is Kind.VERB and token.dep_ in {"aux", "auxpass"}:
        return _match_modal(token, kinds.get(Kind.MODAL, ()))
    told = columns_of(token.doc).words_beside(token)
    for frame in kinds.get(kind, ()):
        if any(map(told.isdisjoint, frame.required)):
            continue
        used = _match_frame(token, frame)
        if used is not None:
            return Candidate(frame, token, used, _cover(token, frame) if kind is Kind.VERB else ())
    return None


def _cover(token: Token, frame: Frame) -> tuple[int, ...]:
    """The nouns that a condition on a verb's object or surface subject names: "the talks" in "the talks stalled"."""
    return tuple(
        head.i
        for relation, words in frame.where
        if relation in {"surface", "object"} and words
        for head in find_relation(token, relation)
    )


def _match_modal(token: Token, frames: tuple[Frame, ...]) -> Candidate | None:
    """A modal auxiliary that is an act itself: "the army must leave"."""
    for frame in frames:
        if _holds(token.head, frame.where, want=True) and _holds(token.head, frame.unless, want=False):
            return Candidate(frame, token.head, (token.i,))
    return None


def _match_frame(token: Token, frame: Frame) -> tuple[int, ...] | None:
    """The other words of the pattern, () where it has none, None where the frame does not match."""
    used: list[int] = []
    anchor = token
    for element in frame.pattern.elements:
        found = _match_element(token, anchor, element)
        if found is None:
            return None
        used.extend(t.i for t in found)
        anchor = found[0] if element.role != "modifier" else anchor
    if not _holds(token, frame.where, want=True) or not _holds(token, frame.unless, want=False):
        return None
    if frame.needs and not any(_meets_need(token, frame, need) for need in frame.needs):
        return None
    return tuple(used)


def _match_element(token: Token, anchor: Token, element: Element) -> list[Token] | None:
    if element.role == "object":
        near = objects(token) + children(token, _COMPLEMENT_DEPS)
        return next(([t] for t in near if _is_one_of(t, element.words)), None)
    if element.role == "modifier":
        near = [t for t in token.children if t.dep_ in {"amod", "compound", "nmod", "poss", "nummod"} and t.i < token.i]
        near += [c for t in near for c in t.children if c.dep_ in {"compound", "amod", "conj"}]
        return next(([t] for t in near if t.lemma_.lower() in element.words or t.lower_ in element.words), None)
    for host in dict.fromkeys((token, anchor)):
        marks = [c for child in host.children if child.dep_ in _CLAUSE_DEPS for c in child.children if c.dep_ == "mark"]
        for child in [*host.children, *marks]:
            if child.lower_ in element.words and child.dep_ in _PARTICLE_DEPS and not _opens_time(child, host):
                inner = _match_inner(child, element)
                if inner is not None:
                    return [child, *inner]
    return None


def _opens_time(particle: Token, host: Token) -> bool:
    """Whether a preposition before the verb only dates it: "on Sunday he called" is no "called on"."""
    return particle.i < host.i and any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in particle.children)


def _match_inner(particle: Token, element: Element) -> list[Token] | None:
    if not element.inner:
        return []
    for noun in children(particle, frozenset({"pobj", "pcomp", "amod"})):
        for member in coordinated(noun):
            if _is_one_of(member, element.inner):
                return [member]
    if particle.head.pos_ not in VERBS:
        return None
    return next(([t] for t in objects(particle.head) if _is_one_of(t, element.inner)), None)


def _is_one_of(head: Token, words: frozenset[str]) -> bool:
    """Whether a noun is one of `words`, or holds one: "large quantities of ammunition" are ammunition.

    "@armed" is any group or army that the packs know by its name.
    """
    if "@armed" in words and _is_armed(head):
        return True
    if head.lemma_.lower() in words or head.lower_ in words or f"@{head.ent_type_.lower()}" in words:
        return True
    if head.lemma_.lower() not in CONTAINERS and head.pos_ != "NUM":
        return False
    return any(inner.lemma_.lower() in words for inner in prepositional(head, "of"))


def _is_armed(head: Token) -> bool:
    return any(m.kind in _ARMED and m.span.start <= head.idx < m.span.end for m in head.doc._.mentions)


def _holds(token: Token, conditions: Conditions, *, want: bool) -> bool:
    for relation, words in conditions:
        heads = find_relation(token, relation)
        hit = any(not words or _is_one_of(head, words) for head in heads)
        if hit is not want:
            return False
    return True


def _meets_need(token: Token, frame: Frame, need: str) -> bool:
    if need == "light":
        return is_carried(token, frame.light)
    if need == "happening":
        return is_happening(token)
    if need == "occasion":
        return is_occasion(token)
    if need == "governed":
        return governing_verb(token) is not None
    if need == "possessor":
        return bool(possessors(token))
    if need in {"actor", "recipient"}:
        return any(find_relation(token, relation) for relation in frame.slots.get(need, ()))
    return bool(find_relation(token, need))


def _match_phrases(token: Token, rows: tuple[tuple[tuple[str, ...], Frame], ...]) -> list[Candidate]:
    out = []
    columns, i = columns_of(token.doc), token.i
    for words, frame in rows:
        if _stand_at(words, columns, i):
            span = token.doc[i : i + len(words)]
            head = span.root
            if _holds(head, frame.where, want=True) and _holds(head, frame.unless, want=False):
                out.append(Candidate(frame, head, tuple(t.i for t in span if t.i != head.i)))
    return out


def _stand_at(words: tuple[str, ...], columns: Columns, i: int) -> bool:
    """Whether a phrase begins at token `i`, each of its words as it stands or as a lemma."""
    lower, lemma = columns.lower, columns.lemma
    last = i + len(words) - 1
    if last >= len(lower) or words[-1] not in {lower[last], lemma[last]}:
        return False
    return all(word in {lower[at], lemma[at]} for at, word in enumerate(words, i))


def _drop_consumed(found: list[Candidate]) -> list[Candidate]:
    """Drop a candidate whose trigger is a word of a longer pattern: the siege in "lifted the siege" is not one more."""
    consumed = {i for candidate in found for i in (*candidate.used, *candidate.covered)}
    kept: dict[int, Candidate] = {}
    for candidate in found:
        if candidate.head.i in consumed:
            continue
        other = kept.get(candidate.head.i)
        if other is None or candidate.frame.specificity > other.frame.specificity:
            kept[candidate.head.i] = candidate
    return [kept[i] for i in sorted(kept) if kept[i].frame.act is not None]


def _far_noun(candidate: Candidate) -> Token | None:
    """The noun that names the act, far before the light verb that carries it: "a deal between the two was reached"."""
    head = candidate.head
    if head.pos_ not in VERBS or head.lemma_ not in _EMPTY:
        return None
    nouns = [head.doc[i] for i in candidate.used if head.i - i > _NEAR]
    return next((t for t in nouns if t.pos_ == "NOUN" and t.dep_ in {"nsubjpass", "nsubj"}), None)


def _readied(candidate: Candidate) -> list[int]:
    """The verb that names what an adjective only readies for: "accept" in "prepared to accept"."""
    head = candidate.head
    if candidate.act is not Act.ACCEPT or head.pos_ != "ADJ":
        return []
    return [c.i for c in head.children if c.dep_ == "xcomp" and c.lemma_ in _ACCEPTING]


def trigger_span(candidate: Candidate) -> Span:
    """The trigger's words in one stretch where they stand close together, else its head alone."""
    head, doc = candidate.head, candidate.head.doc
    named = _far_noun(candidate)
    if named is not None:
        return Span(named.idx, named.idx + len(named.text))
    first = last = head
    for i in sorted((*candidate.used, *_readied(candidate)), key=lambda i: abs(i - head.i)):
        token = doc[i]
        if min(abs(i - first.i), abs(i - last.i)) <= _NEAR:
            first, last = (token if i < first.i else first), (token if i > last.i else last)
    return Span(first.idx, last.idx + len(last.text))
