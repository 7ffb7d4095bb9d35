"""Who can put a proposal to others: no text, no thing, and nobody's private plan."""

import re
from dataclasses import replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.issues import issue_of, issues_of
from travaux.coding.table import Table, refer
from travaux.coding.words import load_bargaining_words, load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import ActorKind, Issue, ProposalState
from travaux.packs.world import Entry, FormRole
from travaux.reading.lookup import sentence_of, tokens_at

_ANYTHING = frozenset(
    "everything anything something nothing it this that them more what exactly any how whatever who".split()
)
_PUTTING = frozenset(
    "propose suggest offer put present submit table float outline recommend ask urge invite call".split()
)
_TALKS = frozenset(
    {
        "talk",
        "meeting",
        "visit",
        "summit",
        "negotiation",
        "dialogue",
        "conference",
        "truce",
        "round",
        "response",
        "reply",
    }
)
_HANDED = frozenset(
    """list name opportunity chance protection explanation apology condolence hope advice interview comment detail evidence
    insight glimpse photograph picture footage proof target bill law legislation budget cut perspective importance
    """.split()
)
"""What is handed or offered to others without being proposed to them."""
_SETTLED = frozenset({ProposalState.ACCEPTED, ProposalState.REJECTED, ProposalState.UNDER_CONSIDERATION})
_JOURNEYS = frozenset({"visit", "travel", "go", "attend", "fly", "run", "assassinate", "retire"})
_LEADING = re.compile(
    r"^(?:Vice |Deputy )?(?:President|Premier|Prime Minister|Chancellor|King|Emir)|Minister|Secretary of State"
)
_WRITINGS = frozenset({"statement", "report", "resolution", "letter", "text", "article", "study", "law", "bill"})


def as_bargained(context: Context, claim: ProposalMention, table: Table) -> ProposalMention | None:
    """A proposal without the texts that were taken for its authors; None where it is nobody's, or a private plan."""
    if claim.label.split()[:1] and claim.label.split()[0].lower() in _ANYTHING and not _opens_clause(context, claim):
        return None
    if _is_asked(context, claim) or _is_idle(context, claim) or _is_no_offer(context, claim):
        return None
    if _is_own_plan(context, claim) or _is_of_nothing(context, claim):
        return None
    makers = (a for a in claim.authors if a.name and not _is_text(a) and not _only_tells(context, claim, a))
    authors = tuple({a.name: a for m in makers if (a := _for_party(context, claim, m)) is not None}.values())
    put = claim.rule in {"proposal-suggested", "proposal-put-forward"}
    if claim.authors and not authors and (put or all(map(_is_text, claim.authors))):
        return None
    people = authors or claim.addressees
    if people and all(_is_private(context, a, table) for a in people) and not _is_of_talks(context, claim):
        return None
    return replace(claim, authors=authors, issues=claim.issues or _issues_of(context, claim))


def _opens_clause(context: Context, claim: ProposalMention) -> bool:
    """ "That both sides withdraw", "it become a park": a clause of what is proposed, and no mere "that"."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if tokens is None or tokens[0].lower_ not in {"that", "it"} or tokens[0].dep_ not in {"mark", "nsubj", "nsubjpass"}:
        return False
    return len(tokens) > 2 and any(t.pos_ in {"VERB", "AUX"} for t in tokens[1:])


def _issues_of(context: Context, claim: ProposalMention) -> tuple[Issue, ...]:
    """The matters that the words of its name tell: "the ceasefire and hostage deal" has two."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    return issues_of(tokens) if tokens is not None else ()


def _is_idle(context: Context, claim: ProposalMention) -> bool:
    """An idea or a scheme that has to do with no matter of negotiations, or an object that is "put on the table"."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if tokens is None or claim.issues or issue_of(tokens) is not None:
        return False
    lemma = tokens.root.lemma_.lower()
    if lemma in {"idea", "concept", "principle", "scheme", "project", "suggestion"}:
        return not (claim.rule == "proposal-put-forward" and _is_of_office(claim) and _says_what(tokens))
    noun = tokens.root.pos_ in {"NOUN", "PROPN"} and not any(t.pos_ == "VERB" for t in tokens)
    known = load_bargaining_words().proposals | load_term_words().deals | load_bargaining_words().instruments
    return noun and claim.rule == "proposal-put-forward" and lemma not in known | _TALKS


def _is_no_offer(context: Context, claim: ProposalMention) -> bool:
    """ "Handed over a list", "no settlement is near", "denied that the truce binds it", "floated higher levies"."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if tokens is None:
        return False
    root = tokens.root
    lemma = root.lemma_.lower()
    if claim.rule == "proposal-answered" and any(t.lemma_.lower() == "deny" for t in root.ancestors):
        return True
    if claim.rule == "proposal-readiness" and [a.kind for a in claim.authors] == [ActorKind.PERSON]:
        return any(c.dep_ == "nsubj" and c.lower_ == "they" for c in root.lefts)
    if claim.rule == "proposal-suggested" and root.pos_ != "VERB" and root.head.lemma_.lower() == "challenge":
        return True
    if claim.rule == "proposal-agreed" and _is_view_shared(root):
        return True
    if lemma == "call" and not any(c.lower_ == "for" for c in root.rights):
        return True
    if lemma == "term" and claim.state is ProposalState.UNKNOWN:
        return any(c.lower_ == "of" for c in root.rights)
    if any(c.lower_ == "no" for c in root.lefts) and not claim.authors:
        return True
    return (claim.rule == "proposal-put-forward" and lemma in _HANDED) or (lemma == "idea" and _is_penalty(root))


def _is_view_shared(verb: Token) -> bool:
    """ "Agreed that the army had a pattern of such raids", "that all crews must be freed": what both think, and no deal."""
    if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ != "ccomp":
        return False
    if any(c.tag_ == "MD" and c.lower_ in {"must", "can", "could", "may", "might"} for c in verb.lefts):
        return True
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    return not any(c.tag_ == "MD" or c.lower_ == "to" for c in verb.lefts)


def _is_of_nothing(context: Context, claim: ProposalMention) -> bool:
    """ "Went on air to announce a bold plan": no matter of negotiations is in its sentence, and nobody whom it is put to."""
    if claim.rule not in {"proposal-offered", "proposal-named"} or claim.addressees or claim.state in _SETTLED:
        return False
    tokens = tokens_at(context.doc, claim.span.start, claim.span.end)
    if tokens is None:
        return False
    sent = sentence_of(tokens.root)
    bargained = load_term_words().deals | load_term_words().bare_pauses | _TALKS | {"peace", "negotiate", "war"}
    own = (
        {t.i for t in tokens_at(context.doc, claim.label_span.start, claim.label_span.end) or ()}
        if claim.label_span
        else set()
    )
    return issue_of(sent) is None and not any(t.lemma_.lower() in bargained and t.i not in own for t in sent)


def _is_penalty(noun: Token) -> bool:
    """ "The idea of raising tariffs": a threat, and nothing put to the other side."""
    verbs = [p for c in noun.rights if c.dep_ == "prep" for p in c.children if p.tag_ == "VBG"]
    penalties = load_bargaining_words().penalties
    return any(c.dep_ == "dobj" and c.lemma_.lower() in penalties for v in verbs for c in v.rights)


def _is_errand(context: Context, claim: ProposalMention, harming: frozenset[str]) -> bool:
    """ "Plans to visit Lima", "a plan to attack the port": what one means to do oneself, and puts to nobody."""
    tokens = tokens_at(context.doc, claim.label_span.start, claim.label_span.end) if claim.label_span else None
    if tokens is None or tokens.root.lemma_.lower() != "plan":
        return False
    ahead = context.doc[tokens.root.i + 1 : tokens.root.i + 3]
    verb = ahead[1].lemma_.lower() if len(ahead) > 1 and ahead[0].lower_ == "to" else ""
    return verb in _JOURNEYS or (verb in harming - load_term_words().deed_verbs)


def _is_of_office(claim: ProposalMention) -> bool:
    """Whether a state, a body, a group or somebody in office puts it forward."""
    official = {ActorKind.STATE, ActorKind.IGO, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT}
    return any(a.kind in official or a.country is not None for a in claim.authors)


def _says_what(tokens: SpacySpan) -> bool:
    """ "The idea of a peace club": an idea of which its words tell what it is."""
    return any(c.dep_ in {"prep", "acl"} for c in tokens.root.rights)


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
    words = load_bargaining_words()
    if any(t.lower_ in words.own_plans for t in root.lefts) or _is_errand(context, claim, words.harming):
        return True
    capital = root.text[:1].isupper() and sum(t.dep_ == "compound" and t.text[:1].isupper() for t in root.lefts) > 1
    named = root.i > 0 and capital
    return named and root.lemma_.lower() in {"initiative", "project", "program", "programme", "package", "framework"}


def _only_tells(context: Context, claim: ProposalMention, author: ActorRef) -> bool:
    """ "An offer has been made", says somebody: he tells of it, and made it only where he says "I" or "we"."""
    if author.by != "context" or claim.rule == "proposal-wanted" or not _is_voice(claim, author):
        return False
    tokens = tokens_at(context.doc, claim.span.start, claim.span.end)
    first = [t for t in tokens or () if t.dep_ == "nsubj" and t.lower_ in {"i", "we"}]
    return not any(t.head.lemma_.lower() in _PUTTING for t in first)


def _is_voice(claim: ProposalMention, author: ActorRef) -> bool:
    """Whether an author is whose words these are, by the same name or by the surname alone."""
    speaker = (claim.voice.speaker or "").casefold().split()
    name = author.name.casefold().split()
    return bool(speaker and name) and (speaker == name or (speaker[-1] == name[-1] and 1 in {len(speaker), len(name)}))


def _for_party(context: Context, claim: ProposalMention, author: ActorRef) -> ActorRef | None:
    """Whom "we" stands for in the mouth of an official: the state that he serves, or the one from whose seat he speaks.

    None for the label of one whom nobody names.
    """
    if author.by not in {"pronoun", "context"} or not _is_voice(claim, author):
        return author
    entry = context.world.entries.get(author.name)
    state = author.country or (entry.country if entry is not None else None) or _home_of(context)
    if state is not None and not _leads(author, entry):
        return refer(context, state, author)
    named = author.kind is ActorKind.PERSON and not author.name.isupper()
    return author if named or author.kind not in {ActorKind.PERSON, ActorKind.UNKNOWN} else None


def _home_of(context: Context) -> str | None:
    """The state from whose seat the report comes: "The Kremlin" publishes Russia's words."""
    outlet = (context.report.outlet or "").removeprefix("The ")
    seats = (f.target for f in context.world.forms.get(outlet, ()) if f.role is FormRole.SEAT)
    return next((t.name for t in seats if isinstance(t, Entry) and t.kind is ActorKind.STATE), None)


def _leads(author: ActorRef, entry: Entry | None) -> bool:
    """Whether somebody heads a state or its government, or a ministry: what he puts forward is filed under his name."""
    titles = [office.title for office in entry.offices] if entry is not None else []
    return any(_LEADING.search(title) for title in (*titles, author.office or ""))


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
