"""Dissent inside a party by people whom words describe and no name tells: "three ministers of the coalition oppose the deal".

Who speaks for a party is the party; here are those of whom the words say that they are a part of it: so many of its
ministers, its hardliners, a wing. What they say is kept apart from what the party says.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.coding.context import Context, make_refs
from travaux.coding.grounding import ground
from travaux.coding.table import refer
from travaux.coding.tellers import doer_of
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, PositionMention
from travaux.ontology.vocabulary import ActorKind, Issue, Stance
from travaux.reading.acts.issues import find_issues
from travaux.reading.annotations import Mention
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

BY_PART = "part"
"""How a claim of dissent names its party: by a part of it, whose words stand at the reference's span."""
_AGAINST = frozenset({"oppose", "reject", "resist", "denounce", "condemn", "block", "refuse"})
_FOR = frozenset({"support", "back", "favour", "favor", "accept", "endorse", "approve", "welcome"})
_LEAVING = frozenset({"quit", "resign", "leave", "topple", "bolt", "exit"})
_OVER = frozenset({"over", "if", "because", "against"})
_BEING = frozenset({"be", "vote", "come"})
_APART = frozenset(
    "hardliner hard-liner faction wing hawk moderate dissident splinter dissenter rebel ally partner element dove".split()
)
"""Nouns of those who are only a part, however they are counted."""
_PEOPLE = frozenset(
    "minister member lawmaker legislator deputy senator general commander officer leader figure politician"
    " fighter mp official".split()
)
"""Nouns of people who are a part where words count them or set them apart."""
_COUNTED = frozenset({"some", "several", "many", "few", "a", "one", "another", "certain", "most", "half", "dozen"})
_MARKED = frozenset(
    "hardline hard-line hawkish moderate dissident far-right ultranationalist radical rebel extremist junior rival"
    " veteran".split()
)
_GOVERNING = frozenset(
    "coalition cabinet government administration army military junta leadership regime party movement ranks camp".split()
)
_OUTSIDE = frozenset({"opposition", "former", "ex", "retired", "exiled"})
_OF = frozenset({"of", "in", "within", "inside", "from", "among"})
_PARTIES = frozenset({ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT})
_DENYING = frozenset({"MD", "TO"})
_LONGEST = 260


def find_dissent(context: Context) -> Iterator[PositionMention]:
    """One claim for each issue on which a part of a party is told to stand for or against something."""
    for verb in tokens_of(context.doc, _AGAINST | _FOR | _LEAVING | _BEING):
        stance = _stance(verb)
        subject = doer_of(verb)
        party = _party(context, subject) if subject is not None and stance is not None else None
        if subject is None or stance is None or party is None:
            continue
        last = _last(verb)
        span = trim(context.report.text, subject.left_edge.idx, last.idx + len(last), drop=' ,.;:“”"')
        if span is None or len(span) > _LONGEST:
            continue
        for issue in _issues(context, verb, last):
            yield PositionMention(**ground(context, span, "position-dissent"), by=(party,), issue=issue, stance=stance)


def _issues(context: Context, verb: Token, last: Token) -> tuple[Issue, ...]:
    """What the clause is about; of "the deal", what the words that named it before were about."""
    own = find_issues(context.doc, verb.i, last.i + 1)
    deals = load_bargaining_words().proposals
    if own or not any(t.lemma_.lower() in deals for t in context.doc[verb.i : last.i + 1]):
        return own[:2]
    for noun in reversed(tokens_of(context.doc, deals)):
        named = find_issues(context.doc, noun.left_edge.i, noun.right_edge.i + 1) if noun.i < verb.i else ()
        if named:
            return named[:1]
    return ()


def _stance(verb: Token) -> Stance | None:
    """What the verb says; None where it is denied, only might be, or is asked of them."""
    if any(c.dep_ == "neg" or c.tag_ in _DENYING for c in verb.lefts) and verb.lemma_.lower() not in _LEAVING:
        return None
    lemma = verb.lemma_.lower()
    if lemma in _LEAVING:
        threat = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"threaten", "vow"}
        over = any(c.lower_ in _OVER or any(m.lower_ in _OVER for m in c.lefts) for c in verb.rights)
        return Stance.REFUSES if (threat or verb.tag_ in {"VBD", "VBN"}) and over else None
    if lemma in _BEING:
        return Stance.REFUSES if any(c.lower_ in {"against", "opposed"} for c in verb.rights) else None
    if verb.pos_ != "VERB" or verb.dep_ in {"acl", "amod"}:
        return None
    return Stance.REFUSES if lemma in _AGAINST else Stance.ACCEPTS


def _party(context: Context, subject: Token) -> ActorRef | None:
    """The party of which a subject is told to be a part."""
    head = _people(subject)
    if head is None or any(t.lower_ in _OUTSIDE for t in subject.subtree):
        return None
    words = Span(subject.left_edge.idx, _edge(subject))
    inside = [m for m in context.references.mentions if words.covers(m.span)]
    near = {t.lemma_.lower() for t in subject.subtree}
    found = [m for m in inside if _is_whole(m, near | {head.lemma_.lower()})]
    if found:
        party = make_refs(found[0])[0]
        name = party.country if party.kind is ActorKind.PERSON and party.country else party.name
        party = refer(context, name)
    elif not inside and near & {"coalition", "cabinet", "government"}:
        ruling = [r for n in context.references.parties if (r := refer(context, n)).kind is ActorKind.STATE]
        if len(ruling) != 1:
            return None
        party = ruling[0]
    else:
        return None
    return ActorRef(name=party.name, kind=party.kind, span=words, by=BY_PART, country=party.country)


def _people(subject: Token) -> Token | None:
    """The noun of those who are a part: "hardliners", "three ministers", "a wing"; None for the whole and its voices."""
    lemma = subject.lemma_.lower()
    left = set(subject.doc[subject.left_edge.i : subject.i].text.lower().split())
    if lemma in _APART:
        return subject
    counted = bool(left & _COUNTED) or any(c.dep_ == "nummod" for c in subject.lefts)
    marked = bool(left & _MARKED)
    if lemma not in _PEOPLE or not (counted or marked) or (lemma == "official" and not marked):
        return None
    return subject if "the" not in left or marked else None


def _is_whole(mention: Mention, near: set[str]) -> bool:
    """Whether a name inside the words is the party they belong to; of a state only its government has a position."""
    if mention.kind is ActorKind.PERSON:
        return bool(mention.country) and bool(near & _GOVERNING)
    if mention.kind is ActorKind.STATE:
        return bool(near & (_GOVERNING | {"minister", "general", "hardliner", "hard-liner"}))
    return mention.kind in _PARTIES


def _edge(subject: Token) -> int:
    """Where the words of the people end: behind what they are of, before a clause that tells more of them."""
    last = subject
    for child in subject.rights:
        if child.dep_ == "prep" and child.lower_ in _OF:
            last = child.right_edge
    return last.idx + len(last)


def _last(verb: Token) -> Token:
    """The last word of the verb's own clause."""
    stop = min(verb.right_edge.i + 1, sentence_of(verb).end)
    cut = (t.i for t in verb.doc[verb.i + 1 : stop] if t.text in {",", ";", "."} or t.dep_ == "cc")
    return verb.doc[next(cut, stop) - 1]
