"""Who can put a proposal to others: no text, no thing, and nobody's private plan."""

from dataclasses import replace

from travaux.coding.context import Context
from travaux.coding.issues import issue_of
from travaux.coding.table import Table
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.lookup import sentence_of, tokens_at

_ANYTHING = frozenset(
    "everything anything something nothing it this that them more what exactly any how whatever who".split()
)
_PUTTING = frozenset(
    "propose suggest offer put present submit table float outline recommend ask urge invite call".split()
)
_TALKS = frozenset({"talk", "meeting", "visit", "summit", "negotiation", "dialogue", "conference", "truce", "round"})
_WRITINGS = frozenset({"statement", "report", "resolution", "letter", "text", "article", "study", "law", "bill"})


def as_bargained(context: Context, claim: ProposalMention, table: Table) -> ProposalMention | None:
    """A proposal without the texts that were taken for its authors; None where it is nobody's, or a private plan."""
    if claim.label.split()[:1] and claim.label.split()[0].lower() in _ANYTHING:
        return None
    if _is_asked(context, claim) or _is_idle(context, claim):
        return None
    if _is_own_plan(context, claim):
        return None
    authors = tuple(a for a in claim.authors if not _is_text(a) and not _only_tells(context, claim, a))
    if claim.authors and not authors and (claim.rule == "proposal-suggested" or all(map(_is_text, claim.authors))):
        return None
    people = authors or claim.addressees
    if people and all(_is_private(context, a, table) for a in people) and not _is_of_talks(context, claim):
        return None
    return replace(claim, authors=authors)


def _is_idle(context: Context, claim: ProposalMention) -> bool:
    """An idea or a scheme that has to do with no matter of negotiations, or an object that is "put on the table"."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if tokens is None or claim.issues or issue_of(tokens) is not None:
        return False
    lemma = tokens.root.lemma_.lower()
    if lemma in {"idea", "concept", "principle", "scheme", "project", "suggestion"}:
        return True
    noun = tokens.root.pos_ in {"NOUN", "PROPN"} and not any(t.pos_ == "VERB" for t in tokens)
    known = load_bargaining_words().proposals | load_term_words().deals | load_bargaining_words().instruments
    return noun and claim.rule == "proposal-put-forward" and lemma not in known | _TALKS


def _is_asked(context: Context, claim: ProposalMention) -> bool:
    """Whether the words stand in a question, which tells of no proposal."""
    tokens = tokens_at(context.doc, claim.span.start, claim.span.end)
    return tokens is not None and sentence_of(tokens.root).text.rstrip(" ”\"'’").endswith("?")


def _is_own_plan(context: Context, claim: ProposalMention) -> bool:
    """ "The game plan", "the Harbour Security Initiative": how one goes about it, or what a programme is called."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if tokens is None:
        return False
    root = tokens.root
    if any(t.lower_ in load_bargaining_words().own_plans for t in root.lefts):
        return True
    named = root.pos_ == "PROPN" and sum(t.dep_ == "compound" and t.pos_ == "PROPN" for t in root.lefts) > 1
    return named and root.lemma_.lower() in {"initiative", "project", "program", "programme", "package", "framework"}


def _only_tells(context: Context, claim: ProposalMention, author: ActorRef) -> bool:
    """ "An offer has been made", says somebody: he tells of it, and made it only where he says "I" or "we"."""
    if author.by != "context" or author.name != claim.voice.speaker or author.span is None:
        return False
    tokens = tokens_at(context.doc, claim.span.start, claim.span.end)
    if tokens is None or claim.rule not in {"proposal-put-forward", "proposal-answered", "proposal-offered"}:
        return False
    first = [t for t in tokens if t.dep_ == "nsubj" and t.lower_ in {"i", "we"}]
    return not any(t.head.lemma_.lower() in _PUTTING for t in first)


def _is_text(actor: ActorRef) -> bool:
    """ "The plan presents a project", "the statement says": a text puts nothing forward."""
    words = load_bargaining_words()
    last = actor.name.lower().split()[-1:] or [""]
    return actor.kind is ActorKind.UNKNOWN and last[0] in words.proposals | words.texts | _WRITINGS


def _is_private(context: Context, actor: ActorRef, table: Table) -> bool:
    """A person of whom neither packs nor the report tell an office or a state."""
    known = actor.name in context.world.entries or actor.office is not None or actor.country is not None
    return actor.kind in {ActorKind.PERSON, ActorKind.PEOPLE} and not known and not table.holds(actor)


def _is_of_talks(context: Context, claim: ProposalMention) -> bool:
    """Whether words name a matter of negotiations, or a deal."""
    tokens = tokens_at(context.doc, claim.span.start, claim.span.end)
    if claim.issues or tokens is None:
        return bool(claim.issues)
    return issue_of(tokens) is not None or any(t.lemma_.lower() in load_term_words().deals for t in tokens)
