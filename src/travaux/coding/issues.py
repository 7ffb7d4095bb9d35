"""The issue of what words ask for, offer or promise: the first row of `data/terms.toml` of which a word occurs in them."""

from collections.abc import Collection

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.vocabulary import Issue
from travaux.reading.columns import columns_of
from travaux.reading.mentions.nouns import load_nouns

INNER = {
    "which",
    "who",
    "that",
    "if",
    "once",
    "when",
    "before",
    "after",
    "until",
    "unless",
    "as",
    "where",
    "while",
    "what",
    "whether",
}
_MEASURES = {Issue.TRADE_ECONOMY, Issue.SANCTIONS}
"""What is withdrawn or paused beside troops and fire."""
_FRAMES = frozenset({"mechanism"})
"""Things whose issue is that of what they are for: "a mechanism for the delivery of food"."""
_PASSING = frozenset({"entry", "delivery", "flow", "enter", "deliver"})
_RELIEF = frozenset({"fuel", "food", "medicine", "aid", "relief", "assistance"})
"""What comes in to people in need, by whatever ship or lorry."""
_OPENED = frozenset({"open", "opening", "reopen", "reopening"})
_WAYS_IN = frozenset({"border", "crossing", "gate", "road", "port"})
_FREEING = frozenset({"release", "free", "freeing", "swap"})
_RETURNING = frozenset({"return", "repatriate"})
_BY_THE_WAY = frozenset({None, Issue.TERRITORY_BORDERS, Issue.HUMANITARIAN_ACCESS})
"""What the names of people say who are freed: "border guards", "aid workers"."""
_SOON = 6
"""Tokens from "a halt" on, in which stands what is halted."""
_ASIDE = {"during", "amid", "because", "within", "so"}


def issue_in(tokens: SpacySpan, head: Token, words: TermWords) -> Issue | None:
    """The issue of a term: that of its own words before it is that of the clauses and times that hang on them."""
    if _opens_for_relief({t.lemma_.lower() for t in tokens}):
        return Issue.HUMANITARIAN_ACCESS
    end = next((t.i for t in tokens if t.i > head.i and _opens_more(t, head)), tokens.end)
    core = tokens.doc[tokens.start : end]
    told = _of_deed(head, core, words)
    if told is not None:
        named = find_issue(core, words) if told is Issue.ARMS_SUPPLIES else None
        return named if named is Issue.DISARMAMENT else told
    inner = find_issue(core, words) if len(core) else None
    if inner is Issue.CEASEFIRE and head.lemma_.lower() in {"pause", "halt", "moratorium", "suspension", "freeze"}:
        lemmas = {t.lemma_.lower() for t in core}
        inner = next((r.issue for r in words.issues if r.issue in _MEASURES and r.words & lemmas), inner)
    if inner in {None, Issue.TERRITORY_BORDERS} and _halts(head, words):
        return Issue.CEASEFIRE
    if inner in _BY_THE_WAY and (_frees_its_owner(head) or _frees_people(head)):
        return Issue.HOSTAGES_PRISONERS
    return inner or find_issue(tokens, words)


def _frees_its_owner(head: Token) -> bool:
    """ "Ruiz's release", "the journalists' freeing"; not "the bank's release of funds"."""
    if head.lemma_.lower() not in {"release", "freeing"} or any(c.lower_ == "of" for c in head.rights):
        return False
    owners = [c for c in head.lefts if c.dep_ == "poss"]
    return any(t.ent_type_ == "PERSON" or load_nouns().is_animate(t.lemma_.lower()) for t in owners)


def _frees_people(head: Token) -> bool:
    """ "Release 12 soldiers", "60 Kenyans would be swapped", "the release of the crew"; not "release the funds"."""
    returning = head.pos_ == "VERB" and head.lemma_.lower() in _RETURNING
    if head.lemma_.lower() not in _FREEING and not returning:
        return False
    things = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
    if head.pos_ == "NOUN":
        things = [p for c in head.rights if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
    people = (t.ent_type_ == "NORP" and t.tag_ in {"NNPS", "NNS", "NNP"} and t.text.endswith("s") for t in things)
    return any(people) or any(load_nouns().is_animate(t.lemma_.lower()) for t in things if t.pos_ == "NOUN")


def _halts(head: Token, words: TermWords) -> bool:
    """ "Stop all long-range strikes", "a halt to the raids"."""
    if head.lemma_.lower() not in words.halting:
        return False
    things = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
    things += [p for c in head.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"]
    if head.doc[head.i + 1 : head.i + 2].text in {"to", "of", "in"}:
        things += [t for t in head.doc[head.i + 2 : head.i + _SOON] if t.pos_ == "NOUN"]
    return any(t.lemma_.lower() in words.pause_objects for t in things)


def _of_deed(head: Token, core: SpacySpan, words: TermWords) -> Issue | None:
    """The issue of the deed itself and of what it is done to: "lift the oil sanctions", "the withdrawal of weapons"."""
    if head.lemma_.lower() in words.pauses:
        return None
    things = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"} and core.start <= c.i < core.end]
    lemmas = {t.lemma_.lower() for t in core}
    if head.lemma_.lower() in _PASSING and not lemmas.isdisjoint(_RELIEF):
        return Issue.HUMANITARIAN_ACCESS
    if head.lemma_.lower() in {"exchange", "swap"} and not lemmas.isdisjoint(words.people):
        return Issue.HOSTAGES_PRISONERS
    if head.lemma_.lower() == "withdraw":
        taken = {t.lemma_.lower() for t in things}
        other = next((r.issue for r in words.issues if r.issue in _MEASURES and r.words & taken), None)
        if other is not None:
            return other
    for token in (head, *things):
        lemma = token.lemma_.lower()
        found = next((r.issue for r in words.issues if lemma in r.words and r.unless.isdisjoint(lemmas)), None)
        if (
            found is not None
            and found is not Issue.HUMANITARIAN_ACCESS
            and lemma not in _FRAMES
            and not _owns_up(token)
        ):
            return found
    return None


def _opens_more(token: Token, head: Token) -> bool:
    """Where the words that hang on a term begin: a clause, a time, or what a thing is for ("radars to guard the towns")."""
    if token.lower_ in INNER | _ASIDE or _qualifies(token):
        return True
    aim = token.lower_ == "to" and token.tag_ == "TO" and head.pos_ in {"NOUN", "PROPN"}
    return aim and token.head.tag_ == "VB" and head.lemma_.lower() not in load_term_words().deals


def _qualifies(token: Token) -> bool:
    """A comma, or a participle that says more of a noun ("a truce banning strikes")."""
    return token.text == "," or (token.tag_ in {"VBG", "VBN"} and token.dep_ == "acl")


def find_issue(tokens: SpacySpan, words: TermWords) -> Issue | None:
    """The issue of the first row of which the words hold a word or a phrase."""
    columns, own = columns_of(tokens.doc), slice(tokens.start, tokens.end)
    lemmas, lowers = columns.lemma[own], columns.lower[own]
    if words.of_issues.isdisjoint(lemmas) and words.of_issues.isdisjoint(lowers):
        return None
    told = {w for t in tokens if not (_is_of_name(t) or _owns_up(t)) for w in (t.lemma_.lower(), t.lower_)}
    for row in words.issues:
        if not row.unless.isdisjoint(lemmas):
            continue
        phrases = [p for p in row.phrases if {*lemmas, *lowers}.issuperset(p)]
        if not row.words.isdisjoint(told) or any(_has_phrase(lemmas, lowers, p) for p in phrases):
            return row.issue
    return None


def _is_of_name(token: Token) -> bool:
    """A word of a place's name, which says nothing of a matter: "the Ivory Coast"."""
    named = token.ent_type_ in {"GPE", "LOC"} and token.text[:1].isupper()
    return named and any(t.ent_type_ == token.ent_type_ for t in token.doc[max(token.i - 1, 0) : token.i])


def _owns_up(token: Token) -> bool:
    """ "Recognise that the harvest is lost": no recognition of a state."""
    return token.lemma_.lower() in {"recognise", "recognize"} and any(c.dep_ == "ccomp" for c in token.rights)


def _opens_for_relief(told: Collection[str]) -> bool:
    """ "The opening of the border to let food in": a matter of relief and not of where the border runs."""
    opened = not _OPENED.isdisjoint(told) and not _WAYS_IN.isdisjoint(told)
    return opened and not _RELIEF.isdisjoint(told)


def issues_of(tokens: SpacySpan) -> tuple[Issue, ...]:
    """The issues of all rows of which the words hold one, in the order of the rows."""
    lemmas = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
    rows = load_term_words().issues
    return tuple(dict.fromkeys(r.issue for r in rows if r.words & lemmas and not r.unless & lemmas))


def issue_of_clause(tokens: SpacySpan) -> Issue | None:
    """The issue of a clause: of its own words before that of the clauses and times that hang on them."""
    return issue_in(tokens, _head_of(tokens), load_term_words()) if len(tokens) else None


def _head_of(tokens: SpacySpan) -> Token:
    """The word that the others hang on; of a thing and what it is for, the thing ("radars to guard the towns")."""
    root = tokens.root
    if root.tag_ != "VB" or tokens[0].pos_ not in {"DET", "ADJ", "NUM", "NOUN", "PROPN"} or root.i == tokens.start:
        return root
    things = (t for t in tokens if t.i < root.i and t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "nsubj"})
    aimed = any(c.lower_ == "to" for c in root.lefts) and not any(c.dep_ == "nsubj" for c in root.lefts)
    return next(things, root) if aimed else root


def issue_of(tokens: SpacySpan) -> Issue | None:
    """The issue of what the words ask for or offer; None where they name none."""
    return find_issue(tokens, load_term_words())


def _has_phrase(lemmas: list[str], lowers: list[str], phrase: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(
        all(w in (lemmas[k + j], lowers[k + j]) for j, w in enumerate(phrase)) for k in range(len(lemmas) - n + 1)
    )
