"""Grammatical relations of the parse, evened out: who does it, who undergoes it, whatever the voice and the clause.

Every function takes tokens and gives tokens; the heads of noun phrases stand for the phrases. Coordinated members are
given one by one.
"""

from spacy.tokens import Token

from travaux.reading.acts.compulsion import compelled, compelling_verb
from travaux.reading.acts.words import load_words
from travaux.reading.annotations import Phrase
from travaux.spans import Span

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative"})
CLAUSES = frozenset({"ccomp", "xcomp"})
_RELATIVE = frozenset({"WDT", "WP"})
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "cc", "conj", "preconj", "punct", "dep", "advcl", "parataxis", "mark"})
_KEPT_PREPOSITIONS = frozenset({"of", "for", "to", "from", "in"})
_OBJECT_CONTROL_PREPOSITIONS = frozenset({"of", "for", "from", "into", "with", "over"})
_GROUPS = frozenset({"NORP", "GPE"})
_LONGEST_NAMES = 10
"""Tokens of the names that open a headline at most."""
_DEPTH = 8


def children(token: Token, deps: frozenset[str]) -> list[Token]:
    """The children of `token` that hang on one of `deps`."""
    return [child for child in token.children if child.dep_ in deps]


def coordinated(token: Token) -> list[Token]:
    """The token and everything coordinated with it, in order ("Egypt, Qatar and the US").

    An apposition that a list was parsed as ("Egypt, Qatar, and …") is not undone.
    """
    out, queue = [token], [token]
    while queue:
        for child in queue.pop(0).children:
            if child.dep_ == "conj" and child.pos_ in NOUNS and len(out) < 40:
                out.append(child)
                queue.append(child)
    return sorted(out, key=lambda t: t.i)


def is_passive(verb: Token) -> bool:
    """Whether the surface subject of `verb` undergoes it.

    "was struck", "hostages held in the tunnels", "backed by its allies".
    """
    if any(child.dep_ in {"auxpass", "nsubjpass", "csubjpass", "agent"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in {"aux", "nsubj"} for child in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBS:
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "advcl", "amod", "oprd", "ROOT", "relcl"} and not children(verb, OBJECTS)


def antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for, or the token itself.

    "the group, which rejected the plan": "which" stands for "group".
    """
    if token.tag_ not in _RELATIVE and not (token.lower_ == "that" and token.dep_ in {"dobj", "nsubj", "nsubjpass"}):
        return token
    for verb in token.ancestors:
        if verb.dep_ == "relcl" and token.i < verb.i and token.i > verb.head.i:
            return verb.head
        if verb.dep_ in {"ROOT", "ccomp", "advcl"}:
            break
    return token


def _own_subjects(verb: Token) -> list[Token]:
    found = [antecedent(child) for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "expl"]
    return [member for token in found for member in coordinated(token)]


def _borrowed_subjects(verb: Token) -> list[Token]:
    """The subject that a participle before the verb took: "the group, having dropped its call, will sign"."""
    if verb.dep_ != "ROOT":
        return []
    for clause in verb.children:
        if clause.dep_ == "advcl" and clause.i < verb.i and any(c.lower_ == "having" for c in clause.children):
            return _own_subjects(clause)
    return []


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The subject of `verb` as its clause has it, or as control, coordination and participles let it be found.

    "Hamas agreed to withdraw and handed over …", "pressure led Israel to reopen …", "after meeting the king, he …".
    """
    own = _own_subjects(verb) or _borrowed_subjects(verb)
    if own or depth > _DEPTH:
        return own
    compelling = compelling_verb(verb)
    if compelling is not None:
        person = compelled(verb)
        return coordinated(person) if person is not None else surface_subjects(compelling, depth + 1)
    head = verb.head
    if _opens_sentence(verb):
        return [head]
    if verb.dep_ == "conj" and head != verb:
        return surface_subjects(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp"} and head != verb:
        return _controller(verb, head, depth)
    if verb.dep_ in {"advcl", "acomp", "attr", "oprd", "aux", "auxpass"} and head != verb:
        return surface_subjects(head, depth + 1)
    if verb.dep_ in {"acl", "relcl", "amod"} and head.pos_ in NOUNS:
        return _noun_controller(verb, head, depth)
    if verb.dep_ in {"pcomp", "pobj"} and head.pos_ in {"ADP", "SCONJ", "VERB"}:
        return _preposition_controller(head, depth)
    return []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """Who does a complement that has no subject: the governing verb's object, or else its subject."""
    if verb.dep_ == "ccomp" and verb.tag_ not in {"VB", "VBG", "VBN"}:
        return []
    objects = [child for child in head.children if child.dep_ in OBJECTS and child.i < verb.i]
    if objects and head.lemma_ not in {"promise", "threaten", "vow", "pledge", "use", "take", "hold", "cut"}:
        return [member for token in objects[:1] for member in coordinated(antecedent(token))]
    return surface_subjects(head, depth + 1)


def _noun_controller(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Who does a participle or infinitive on a noun: the noun, or whoever has the plan that it names."""
    if verb.dep_ == "relcl":
        return [] if any(child.dep_ in {"advmod", "prep"} for child in verb.children) else coordinated(noun)
    infinitive = any(child.tag_ == "TO" for child in verb.children)
    if not infinitive or is_headline_future(verb):
        return coordinated(noun)
    owners = [member for child in noun.children if child.dep_ == "poss" for member in coordinated(child)]
    if owners:
        return owners
    return surface_subjects(noun.head, depth + 1) if noun.dep_ in {"dobj", "attr"} else []


def _preposition_controller(preposition: Token, depth: int) -> list[Token]:
    """Who does a gerund behind a preposition: "accused Iran of arming …", "by arming …, Iran …"."""
    governor = preposition.head
    if governor.pos_ in {"ADV", "ADP", "SCONJ", "ADJ"}:
        governor = governor.head
    if governor.pos_ in NOUNS:
        owners = [member for child in governor.children if child.dep_ == "poss" for member in coordinated(child)]
        return owners or (surface_subjects(governor.head, depth + 1) if governor.head.pos_ in VERBS else [])
    objects = [child for child in governor.children if child.dep_ in OBJECTS]
    if objects and preposition.lower_ in _OBJECT_CONTROL_PREPOSITIONS:
        return [member for token in objects[:1] for member in coordinated(antecedent(token))]
    return surface_subjects(governor, depth + 1) if governor is not preposition else []


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(child.tag_ == "TO" for child in verb.children)


def is_headline_future(verb: Token) -> bool:
    """Whether an infinitive is the verb of a headline: "Minister to visit capital"."""
    if verb.dep_ in {"acl", "relcl"} and is_infinitive(verb) and verb.head.pos_ in NOUNS:
        return verb.head.dep_ == "ROOT" or _is_person_ahead(verb) or _opens_sentence(verb)
    return _opens_sentence(verb)


def _is_person_ahead(verb: Token) -> bool:
    """ "Envoy to visit capital, hoping for deal", "… as Holm to meet Brandt": someone in office right before the "to"."""
    noun = verb.head
    if noun.i != verb.i - 2 or not (noun.pos_ == "PROPN" or noun.lemma_.lower() in load_words("officeholders")):
        return False
    if any(child.dep_ in {"det", "amod"} and child.lower_ in {"a", "the", "first", "last"} for child in noun.children):
        return False
    return noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ == "as")


def _opens_sentence(verb: Token) -> bool:
    """ "Holm to meet Brandt in Oslo, sources say", "Peru and Chile to hold talks": names that open it, "to" right behind."""
    head = verb.head
    if not is_infinitive(verb) or verb.i < 2:
        return False
    if head.is_title and head.i == verb.sent.start and head.pos_ not in VERBS and verb.i == head.i + 2:
        return True
    before = verb.doc[verb.sent.start : verb.i - 1]
    names = all(t.pos_ == "PROPN" or t.text in {",", "and", "&"} for t in before)
    return 1 < len(before) <= _LONGEST_NAMES and names and before[-1].pos_ == "PROPN" and verb.nbor(-1).tag_ == "TO"


def is_ruled_out(verb: Token) -> bool:
    """Whether a gerund is the object of a verb with a particle: "ruled out attacking"."""
    before = verb.nbor(-1) if verb.i else verb
    return verb.tag_ == "VBG" and before.dep_ == "prt" and before.head.i == verb.head.i


def is_listed(verb: Token) -> bool:
    """Whether an infinitive is one of a list that the parser took for a purpose: "to open the port, to close …"."""
    marks = [child for child in verb.children if child.tag_ == "TO"]
    if verb.dep_ != "advcl" or not marks or not any(child.tag_ == "TO" for child in verb.head.children):
        return False
    return marks[0].i > 0 and verb.doc[marks[0].i - 1].lower_ in {",", ";", "and", "or"}


def subjects(verb: Token) -> list[Token]:
    """Who does `verb`: the agent of a passive, else the subject."""
    if not is_passive(verb):
        return surface_subjects(verb)
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return [member for noun in children(child, frozenset({"pobj"})) for member in coordinated(antecedent(noun))]
    for child in verb.children:
        if child.dep_ == "conj" and child.tag_ == "VBN" and any(t.dep_ == "agent" for t in child.children):
            return subjects(child)
    return hyphened(verb)


def hyphened(participle: Token) -> list[Token]:
    """Whoever a hyphen joins to a participle: "Iranian-backed", "US-led"."""
    if participle.i < 2 or participle.nbor(-1).text != "-":
        return []
    name = participle.nbor(-2)
    return [name] if name.pos_ in NOUNS or name.ent_type_ == "NORP" or name.is_title else []


def objects(verb: Token) -> list[Token]:
    """What `verb` is done to: its object, the subject of a passive, the noun a relative clause stands on."""
    if is_passive(verb):
        return surface_subjects(verb)
    found = children(verb, frozenset({"dobj"})) or children(verb, frozenset({"dative"}))
    if found:
        return [member for token in found for member in coordinated(antecedent(token))]
    if verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        shared = [c for c in verb.head.children if c.dep_ == "dobj" and c.tag_ in _RELATIVE]
        if shared:
            return [member for token in shared for member in coordinated(antecedent(token))]
    if verb.dep_ == "relcl" and verb.head.pos_ in NOUNS and _gap_is_object(verb):
        return [verb.head]
    if any(child.dep_ in {"prep", "prt", "ccomp", "xcomp"} for child in verb.children):
        return []
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and not _own_subjects(child):
            return [member for token in children(child, OBJECTS) for member in coordinated(token)]
    return []


def _gap_is_object(verb: Token) -> bool:
    """Whether a relative clause lacks its object: "the plan (that) Hamas rejected"."""
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return (
        bool(own)
        and not any(child.tag_ in _RELATIVE | {"WRB"} for child in own)
        and not any(child.tag_ == "WRB" for child in verb.children)
    )


def prepositional(token: Token, preposition: str) -> list[Token]:
    """The objects of `preposition` under `token`: with "with" the nouns in "talks with Egypt and Qatar"."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt"} and child.lower_ == preposition:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.pos_ in NOUNS:
                    found.extend(coordinated(antecedent(noun)))
                elif noun.dep_ == "prep":
                    found.extend(m for n in noun.children if n.dep_ == "pobj" for m in coordinated(antecedent(n)))
    return found


def possessors(noun: Token) -> list[Token]:
    """Whose it is: "Iran's offer", "their offer"."""
    inner = [t for child in noun.children if child.dep_ in {"compound", "nmod"} for t in child.children]
    own = [child for child in noun.children if child.dep_ == "poss"] or [t for t in inner if t.dep_ == "poss"]
    return [member for child in own for member in coordinated(child)]


def modifiers(noun: Token) -> list[Token]:
    """Names and nationalities before a noun: "Israeli airstrike", "US-Iran talks"."""
    out = []
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod"} and child.i < noun.i and _names(child):
            out.append(child)
            out.extend(t for t in child.children if t.dep_ in {"conj", "nmod", "compound"} and _names(t))
        elif child.dep_ in {"compound", "nmod"} and child.i < noun.i:
            out.extend(t for t in child.children if t.dep_ in {"amod", "compound", "nmod"} and t.ent_type_ in _GROUPS)
        elif child.dep_ == "amod" and child.i < noun.i:
            out.extend(hyphened(child))
    return sorted(out, key=lambda t: t.i)


def _names(token: Token) -> bool:
    if token.lemma_.lower() in load_words("collectives") and token.dep_ != "amod":
        return True
    return token.ent_type_ in {"NORP", "GPE", "ORG", "PERSON", "LOC"} or (token.pos_ == "PROPN" and token.is_title)


def clause_subjects(token: Token) -> list[Token]:
    """Who is to do what is demanded: "demanded that Israel withdraw", "urged Iran to …"."""
    for child in token.children:
        if child.dep_ in CLAUSES | {"acl", "advcl"} and child.pos_ in VERBS:
            found = [t for t in child.children if t.dep_ in {"nsubj", "nsubjpass"}]
            if found:
                return [member for t in found for member in coordinated(antecedent(t))]
        if child.dep_ == "prep" and child.lower_ in {"for", "on", "to"}:
            for noun in child.children:
                if noun.dep_ == "pcomp":
                    return [m for t in noun.children if t.dep_ in {"nsubj", "nsubjpass"} for m in coordinated(t)]
    return []


def make_phrase(head: Token) -> Phrase:
    """The noun phrase of `head` without its clauses, appositions and coordinated members."""
    first = last = head
    if head.pos_ not in {"PRON", "DET"}:
        for child in head.children:
            if _belongs(child, head):
                edge = child.left_edge
                first = edge if edge.i < first.i else first
                last_edge = _last_of(child)
                last = last_edge if last_edge.i > last.i else last
    while first.is_space or first.is_punct:
        if first.i >= head.i:
            break
        first = first.nbor(1)
    return Phrase(span=Span(first.idx, last.idx + len(last.text)), head=head.i)


def _belongs(child: Token, head: Token) -> bool:
    if child.dep_ in _LEFT_OUT or child.is_space or child.lower_ in {"neither", "either"}:
        return False
    if child.dep_ in {"prep", "agent"}:
        return child.lower_ in _KEPT_PREPOSITIONS and child.i - head.i < 4
    return child.i < head.i or child.dep_ in {"nummod", "nmod", "compound", "amod"}


def _last_of(child: Token) -> Token:
    """The last token of `child` that is no clause of it; "of France and Germany" is kept whole."""
    last = child
    for token in child.children:
        kept = token.dep_ not in _LEFT_OUT or (token.dep_ == "conj" and child.dep_ in {"pobj", "conj"})
        if kept and token.i > last.i:
            last = _last_of(token)
    return last


def make_phrases(heads: list[Token]) -> tuple[Phrase, ...]:
    """One phrase a head, in order, none twice."""
    return tuple(make_phrase(token) for token in sorted(set(heads), key=lambda t: t.i))
