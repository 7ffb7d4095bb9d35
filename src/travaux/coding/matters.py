"""The issue of a term where the rows of words tell it wrong: people taken and brought back, the hurt brought out, levies."""

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.ontology.vocabulary import Issue
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.reading.mentions.nouns import load_nouns

_TAKEN = frozenset({"abduct", "kidnap", "capture", "detain", "abduction", "imprison", "jail"})
_BACK = frozenset({"return", "release", "repatriate", "repatriation", "bring", "free", "handover", "transfer"})
_OUT = frozenset({"evacuate", "evacuation"})
_HURT = frozenset({"wounded", "injured", "sick", "patient", "civilian", "child", "woman", "ill", "casualty"})
_LEVIES = frozenset({"levy", "tariff", "duty", "tax", "quota", "fee", "surcharge"})
_STORES = frozenset({"grain", "rice", "wheat", "food", "oil", "gas", "vaccine", "fuel"})
_PAID = frozenset({"visa", "cash", "money", "subsidy"})
_PAPERS = frozenset({"document", "view", "information", "fire", "letter", "message", "data", "idea", "ambassador"})
_GIVING_UP = frozenset({"renounce", "relinquish", "scrap", "destroy", "dismantle", "surrender", "abandon"})
_ARMS = frozenset({"missile", "weapon", "weaponry", "arms", "arsenal", "rocket"})
_ARMED = frozenset(
    {"army", "navy", "troop", "force", "soldier", "fighter", "militia", "rebel", "unit", "military", "police"}
)
_EASING = frozenset(
    {"withdraw", "lift", "lower", "reduce", "cut", "slash", "remove", "suspend", "withdrawal", "removal"}
)


def refine_issue(head: Token, tokens: SpacySpan, issue: Issue | None) -> Issue | None:
    """The issue that the deed and whom or what it is done to tell, else the one that the words told."""
    told = {t.lemma_.lower() for t in tokens} | {t.lower_ for t in tokens}
    if issue is None:
        return _of_none(head, tokens, told)
    if _names_another(head.lemma_.lower(), told, issue):
        return None
    return _of_people(head, tokens, told, issue) or _of_things(head, told, issue) or issue


def _of_none(head: Token, tokens: SpacySpan, told: set[str]) -> Issue | None:
    """The issue of words that no row knows."""
    if head.lemma_.lower() == "displace":
        return Issue.RETURN_OF_DISPLACED
    if _of_process(tokens):
        return Issue.TALKS_FORMAT
    found = _of_people(head, tokens, told, None) or _of_things(head, told, None)
    return found or (Issue.TRADE_ECONOMY if told & _PAID else None)


def _names_another(lemma: str, told: set[str], issue: Issue) -> bool:
    """ "The exchange of documents", "stockpiled grain": nothing of the issue that one of their words names."""
    if issue is Issue.HOSTAGES_PRISONERS:
        return lemma in {"exchange", "swap", "transfer", "handover"} and bool(told & _PAPERS)
    return issue is Issue.NUCLEAR and "stockpile" in told and bool(told & _STORES)


def _of_people(head: Token, tokens: SpacySpan, told: set[str], issue: Issue | None) -> Issue | None:
    """People who were taken and come back, who are hurt and brought out, and who stay in or leave an office."""
    lemma = head.lemma_.lower()
    if lemma in _BACK and issue in {Issue.RETURN_OF_DISPLACED, None} and _of_taken(tokens):
        return Issue.HOSTAGES_PRISONERS
    if lemma in {"leave", "remain", "stay", "keep"} and told & {"power", "office", "throne"}:
        return Issue.GOVERNANCE_ELECTIONS
    if lemma in _OUT and issue in {Issue.TROOP_WITHDRAWAL, Issue.RETURN_OF_DISPLACED, None} and told & _HURT:
        return Issue.HUMANITARIAN_ACCESS
    return None


def _of_things(head: Token, told: set[str], issue: Issue | None) -> Issue | None:
    """Places that troops leave, arms that are given up, levies that are lowered."""
    if _leaves(head, told) and issue in {Issue.TRADE_ECONOMY, Issue.TERRITORY_BORDERS, Issue.HUMANITARIAN_ACCESS, None}:
        return Issue.TROOP_WITHDRAWAL
    if issue in {Issue.ARMS_SUPPLIES, None} and head.lemma_.lower() in _GIVING_UP and told & _ARMS:
        return Issue.DISARMAMENT
    if head.lemma_.lower() == "mechanism" and issue is Issue.CEASEFIRE:
        return Issue.MONITORING
    if head.lemma_.lower() in _EASING and told & _LEVIES:
        return Issue.TRADE_ECONOMY
    return None


def _leaves(verb: Token, told: set[str]) -> bool:
    """ "The navy would leave two ports", "the army would stay out of the market towns"."""
    out = verb.lemma_.lower() in {"leave", "quit", "vacate"} or (verb.lemma_.lower() == "stay" and "out" in told)
    return out and any(c.dep_ == "nsubj" and c.lemma_.lower() in _ARMED for c in verb.lefts)


def _of_process(tokens: SpacySpan) -> bool:
    """ "The primacy of the Lima process": talks that are called by their place."""
    return any(t.lemma_.lower() == "process" and any(c.pos_ == "PROPN" for c in t.lefts) for t in tokens)


def _of_taken(tokens: SpacySpan) -> bool:
    """Whether the report tells that those who are to come back were taken: "the return of 300 children", who were abducted."""
    people = {t.lemma_.lower() for t in tokens if t.pos_ == "NOUN" and load_nouns().is_animate(t.lemma_.lower())}
    return any(not people.isdisjoint(t.lemma_.lower() for t in sentence_of(v)) for v in tokens_of(tokens.doc, _TAKEN))
