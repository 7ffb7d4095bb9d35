"""Where a proposal stands, as the words around its noun say."""

import re

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.moves import is_told_as_fact
from travaux.coding.unreal import is_aimed_at
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act, ProposalState
from travaux.reading.lookup import tokens_at

ANSWERS = {Act.REJECT: ProposalState.REJECTED, Act.ACCEPT: ProposalState.ACCEPTED, Act.PROPOSE: ProposalState.TABLED}
_PENDING = {"mediate", "negotiate", "discuss", "consider", "finalise", "finalize", "broker"}
_BEING = re.compile(
    r" (?:is |are )?(?:still )?being (?:mediated|negotiated|brokered|discussed|drafted|considered|finalised|finalized)"
)
_TURNING_DOWN = {"reject", "refuse", "dismiss", "rebuff", "decline", "spurn"}
NEARING = re.compile(
    r"^[^.;]{0,40}\b(?:(?:is|was|are|were|seem\w*|appear\w*|look\w*|remain\w*) (?:\w+ ){0,3}[“\"‘']?(?:very |quite |now )?"
    r"(?:close|near|imminent|likely|unlikely|possible|distant|far|unclear|elusive)|within (?:reach|sight)|be near)\b",
    re.IGNORECASE,
)
_TO_COME = frozenset(
    {"possible", "potential", "future", "eventual", "prospective", "reach", "want", "negotiate", "prospect", "effort",
     "call", "urge", "need", "any", "no", "failure", "fail", "chance", "way", "bid", "mediate", "broker", "discuss"}
)  # fmt: skip
"""Words around a deal that is not made yet."""
_DESIGNS = frozenset({"plan", "framework", "proposal", "draft", "text", "package", "roadmap", "outline"})
"""What is negotiated once somebody has put it forward."""
_WILLING = frozenset("agree decide vow pledge offer promise ready willing prepared choose consent move vote".split())
"""Words before "to accept" that tell the accepting."""
_TAKING = frozenset(
    "summit meeting conference council assembly parliament cabinet government side party congress".split()
)
"""Gatherings and bodies that take a plan by endorsing it."""
_FAILING = frozenset({"fail", "collapse", "fizzle", "founder", "stall", "die"})
"""What becomes of a plan that nobody takes up."""


def is_draft(token: Token) -> bool:
    """ "The proposed truce", "a draft accord": put forward by somebody, whoever it was."""
    return any(c.lower_ in {"proposed", "draft", "tentative", "suggested"} for c in token.lefts)


def find_state(
    context: Context, token: Token, answer: Move | None, considering: frozenset[str], *, between: bool = False
) -> ProposalState:
    """The state that an answer gives it, or that the words around its noun say; unknown where they say none.

    What is told of as the deal `between` its parties is made, unless the words say that it is still to come.
    """
    if answer is not None:
        return _answered(context, token, answer)
    if _is_weighed(token, considering):
        return ProposalState.UNDER_CONSIDERATION
    pending = [c for c in token.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in _PENDING]
    after = context.report.text[token.idx + len(token) : token.idx + 60].lower()
    if any(c.lower_ == "being" for p in pending for c in p.children) or _BEING.match(after):
        return ProposalState.UNDER_CONSIDERATION
    if _is_approved(token):
        return ProposalState.ACCEPTED
    if _is_turned_down(token):
        return ProposalState.REJECTED
    if is_draft(token) or " on the table" in after or " under discussion" in after or " under consideration" in after:
        return ProposalState.UNDER_CONSIDERATION
    if is_nearing(context, token):
        return ProposalState.UNDER_CONSIDERATION
    if between and token.lemma_.lower() in load_bargaining_words().texts:
        return _between_parties(token)
    return ProposalState.UNKNOWN


def _answered(context: Context, token: Token, answer: Move) -> ProposalState:
    if answer.act is Act.PROPOSE and _is_turned_down(token):
        return ProposalState.REJECTED
    if is_told_as_fact(answer) and not _is_still_asked(context, answer):
        return ANSWERS[answer.act]
    return ProposalState.UNKNOWN if answer.act is not Act.PROPOSE else ProposalState.FLOATED


def _is_weighed(token: Token, considering: frozenset[str]) -> bool:
    """ "Is studying the offer", "they are negotiating a plan"."""
    lemma = token.head.lemma_.lower()
    if token.dep_ in {"dobj", "nsubjpass"} and lemma == "negotiate":
        return token.lemma_.lower() in _DESIGNS
    return token.dep_ in {"dobj", "nsubjpass", "pobj"} and lemma in considering


def _is_still_asked(context: Context, answer: Move) -> bool:
    """ "It is time for the rebels to accept the plan": what somebody should do, and has not done."""
    tokens = tokens_at(context.doc, answer.trigger.start, answer.trigger.end)
    if answer.act is not Act.ACCEPT or tokens is None or not is_aimed_at(tokens.root):
        return False
    return tokens.root.head.lemma_.lower() not in _WILLING


def _between_parties(token: Token) -> ProposalState:
    """ "The accord between Oslo and Lima" is made; "a new accord between them" may be only spoken of."""
    lemmas = {t.lemma_.lower() for t in (*token.ancestors, *token.lefts)}
    if lemmas & _TO_COME or lemmas & load_bargaining_words().aiming or any(c.tag_ == "MD" for c in token.head.children):
        return ProposalState.UNKNOWN
    if token.dep_ == "dobj" and token.head.tag_ == "VB" and any(c.lower_ == "to" for c in token.head.lefts):
        return ProposalState.UNKNOWN
    made = any(c.lower_ in {"the", "its", "their", "this", "his"} or c.dep_ == "poss" for c in token.lefts)
    return ProposalState.ACCEPTED if made and token.tag_ in {"NN", "NNP"} else ProposalState.UNKNOWN


def _is_approved(token: Token) -> bool:
    """ "The summit endorsed his plan", "the cabinet approved the framework": taken by those who can take it."""
    verb = token.head
    if token.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in {"endorse", "approve", "ratify", "adopt"}:
        return False
    if verb.tag_ in {"VB", "VBG"} or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return False
    who = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if token.dep_ == "dobj" else None
    return verb.lemma_.lower() != "endorse" or (who is not None and who.lemma_.lower() in _TAKING)


def is_nearing(context: Context, token: Token) -> bool:
    """ "A deal was close", "an accord is within reach"."""
    return NEARING.match(context.report.text[token.idx + len(token) :][:90]) is not None


def _is_turned_down(token: Token) -> bool:
    """ "A plan that the rebels have rejected", "an offer which Oslo says it turned down", "the plan collapsed"."""
    if token.dep_ == "nsubj" and token.head.lemma_.lower() in _FAILING:
        return True
    clauses = [c for c in token.rights if c.dep_ in {"relcl", "acl"}]
    verbs = [v for c in clauses for v in (c, *(x for x in c.children if x.dep_ in {"ccomp", "xcomp"}))]
    return any(v.lemma_.lower() in _TURNING_DOWN and not any(c.dep_ == "neg" for c in v.children) for v in verbs)
