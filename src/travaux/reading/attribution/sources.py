"""Who speaks, by the grammar of the cue: its subject, the agent of a passive, or the subject it is controlled by."""

from bisect import bisect_left

from spacy.tokens import Token

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.phrases import char_span, phrase_of, sentence_of

_SUBJECTS = frozenset({"nsubj", "csubj"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOUN_PARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"})
_FARTHEST = 30
"""Tokens between a sentence's first words and the verb whose subject they are."""
_LONGEST_NAMES = 14
_PAIR = 3
"""Commas around a name and an office."""
_ASIDES = frozenset({"-", "–", "—", "--"})
_CLIMB = 8
"""How many clauses up a missing subject is looked for; deeper chains are parse errors."""
OBJECT_CONTROL = frozenset(
    [
        "lead",
        "force",
        "press",
        "push",
        "urge",
        "ask",
        "tell",
        "prompt",
        "allow",
        "let",
        "make",
        "cause",
        "encourage",
        "persuade",
        "convince",
        "order",
        "want",
        "expect",
        "get",
        "help",
    ]
)
"""Verbs whose object does what the infinitive says ("led her to declare")."""


def find_source(verb: Token) -> Phrase | None:
    """The phrase of the one who does what `verb` says, or None where the sentence does not say."""
    for step_up in range(_CLIMB):
        own = own_subject(verb)
        if own is not None:
            return None if own.lemma_.lower() in {"it", "there"} and own.dep_ == "expl" else phrase_of(own)
        if step_up and (subject := _passive_subject(verb)) is not None:
            return phrase_of(subject)
        if is_passive(verb):
            return agent_of(verb)
        step = _controller(verb)
        if step is None:
            return None
        if step.pos_ not in _VERBAL:
            return phrase_of(step)
        verb = step
    return None


def own_subject(verb: Token) -> Token | None:
    """The active subject of `verb` itself."""
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _passive_subject(verb: Token) -> Token | None:
    """Who "was quoted as saying" or "is expected to announce": the one spoken of is the one who speaks."""
    return next((c for c in verb.children if c.dep_ == "nsubjpass" and c.lower_ != "it"), None)


def is_passive(verb: Token) -> bool:
    """Whether `verb` stands in the passive, full ("was told") or reduced ("a bill backed by")."""
    deps = {c.dep_ for c in verb.children}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and "aux" not in deps


def agent_of(verb: Token) -> Phrase | None:
    """The phrase after "by"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    head = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    return phrase_of(head) if head is not None else None


def _controller(verb: Token) -> Token | None:
    """The verb or noun whose subject is understood as the subject of `verb`."""
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "acl" and any(c.tag_ == "TO" for c in verb.lefts):
        return _governor(head)
    if verb.dep_ in {"acl", "relcl"}:
        return head
    if verb.dep_ == "pcomp":
        quoted = next((c for c in head.head.children if c.dep_ == "dobj"), None) if head.lower_ == "as" else None
        if quoted is not None:
            return quoted
        return head.head if head.head.i != head.i else None
    if verb.dep_ in {"xcomp", "ccomp"} and head.lemma_ in OBJECT_CONTROL:
        obj = next((c for c in head.children if c.dep_ in {"dobj", "dative"}), None)
        return obj if obj is not None else head
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ == "ADJ" and head.head.pos_ in _VERBAL:
        return head.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "prep", "acomp"}:
        return head
    return None


def _governor(noun: Token) -> Token | None:
    """The verb that `noun` completes ("has done nothing to explain": who has done it explains)."""
    for _ in range(_CLIMB):
        if noun.dep_ not in {"dobj", "pobj", "attr", "prep", "conj"} or noun.head.i == noun.i:
            return None
        noun = noun.head
        if noun.pos_ in _VERBAL:
            return noun
    return None


def read_subject(verb: Token) -> Phrase | None:
    """The noun phrase that begins the sentence of `verb`, where the parse finds no subject for it.

    "The minister, granted leave to speak, said …": nothing but what describes the phrase may stand between.
    """
    sentence = sentence_of(verb)
    at = sentence.start
    doc = verb.doc
    while at < verb.i and (doc[at].is_space or doc[at].is_punct):
        at += 1
    first = at
    if at + 1 < verb.i and doc[at + 1].text == "," and _is_name(doc[at]):
        at += 1
    while at < verb.i and (doc[at].pos_ in _NOUN_PARTS or (doc[at].text in {"-", "'s"} and at > first)):
        at += 1
    while at > first + 1 and doc[at - 1].pos_ not in {"NOUN", "PROPN", "PRON"}:
        at -= 1
    if at == first + 1 and doc[first].pos_ in {"DET", "ADJ", "NUM"} and not _is_name(doc[first]):
        return None
    if at == first or verb.i - first > _FARTHEST:
        return None
    if any(t.tag_ in {"VBZ", "VBP", "MD"} and t.dep_ != "relcl" for t in doc[at : verb.i]):
        return None
    span = char_span(doc, first, at - 1)
    return Phrase(span=span, head=at - 1) if span else None


def read_after(verb: Token) -> Phrase | None:
    """The noun phrase between `verb` and the sentence's end, where the parse makes it no subject: "…, added Holm."."""
    doc, end = verb.doc, sentence_of(verb).stop
    at = verb.i + 1
    while at < end and _in_names(doc[at]) and at - verb.i < _LONGEST_NAMES:
        at += 1
    if at == verb.i + 1 or doc[at - 1].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    if at < end and doc[at].text not in {".", ",", "!", "?"} and not doc[at].is_space:
        return None
    if doc[verb.i + 1].ent_type_ in {"DATE", "TIME"}:
        return None
    span = char_span(doc, verb.i + 1, at - 1)
    return Phrase(span=span, head=at - 1) if span else None


def read_across(verb: Token) -> Phrase | None:
    """The noun before an aside that ends right before `verb`: "Holm – who is abroad – said", which the parse may lose."""
    doc, first = verb.doc, sentence_of(verb).start
    mark = doc[verb.i - 1].text if verb.i > first else ""
    if mark not in _ASIDES:
        return None
    for at in range(verb.i - 3, max(first, verb.i - _FARTHEST), -1):
        if doc[at].text != mark:
            continue
        head = doc[at - 1]
        if head.pos_ not in {"NOUN", "PROPN", "PRON"}:
            return None
        span = char_span(doc, max(first, head.left_edge.i), head.i)
        return Phrase(span=span, head=head.i) if span else None
    return None


def read_before(verb: Token) -> Phrase | None:
    """The names between a comma and `verb`, which the parse strings to the clause before: "…, Norway and Peru said"."""
    doc, at = verb.doc, verb.i - 1
    first = sentence_of(verb).start
    while at > first and verb.i - at < _LONGEST_NAMES and _in_names(doc[at]):
        at -= 1
    if at + 1 == verb.i or doc[at + 1].pos_ == "AUX":
        return _read_pair(verb)
    if doc[at].text != ",":
        return None
    names = doc[at + 1 : verb.i]
    joint = next((t.i for t in names if t.pos_ == "CCONJ"), verb.i)
    head = joint - 1
    if doc[head].pos_ not in {"NOUN", "PROPN"} or names[0].pos_ == "CCONJ":
        return None
    span = char_span(doc, at + 1, verb.i - 1)
    return Phrase(span=span, head=head) if span else None


def _read_pair(verb: Token) -> Phrase | None:
    """A name and an office between commas before `verb`: "…, the foreign minister, Kari Holm, has confirmed"."""
    doc, first = verb.doc, sentence_of(verb).start
    at = verb.i - 1
    while at > first and doc[at].pos_ in {"AUX", "ADV"}:
        at -= 1
    commas = [at] if doc[at].text == "," else []
    last = at - 1
    while commas and at > first and len(commas) < _PAIR and verb.i - at < _FARTHEST:
        at -= 1
        if doc[at].text == ",":
            commas.append(at)
        elif not (_in_names(doc[at]) or doc[at].lower_ in {"of", "for"}):
            return None
    if len(commas) < _PAIR:
        return None
    parts = (doc[commas[2] + 1 : commas[1]], doc[commas[1] + 1 : commas[0]])
    names = [all(t.pos_ == "PROPN" for t in part) for part in parts]
    if not all(len(part) for part in parts) or names[0] == names[1]:
        return None
    span = char_span(doc, commas[2] + 1, last)
    return Phrase(span=span, head=parts[0].root.i) if span else None


def _in_names(token: Token) -> bool:
    return token.pos_ in _NOUN_PARTS or token.pos_ == "CCONJ" or token.text in {"-", "'s"}


def _is_name(token: Token) -> bool:
    """Whether a name of the packs or of the report begins at `token`, whatever its part of speech."""
    mentions = token.doc._.mentions
    k = bisect_left(mentions, token.idx, key=lambda m: m.span.start)
    return k < len(mentions) and bool(mentions[k].span.start == token.idx)
