"""Which of two acts a denial or a refusal tells: the denying, or what did not happen.

"Refused to free the bishop" is a release that did not happen; "refused the request" and "refused to talk" are refusals.
"Denied that a deal had been reached" is no deal; "denied that it had shelled the town" is a denied accusation besides.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from travaux.ontology.vocabulary import Act
from travaux.reading.acts.match import Candidate
from travaux.reading.acts.syntax import VERBS, coordinated
from travaux.reading.acts.words import load_words

_DEEDS = frozenset(
    {
        Act.RELEASE,
        Act.OPEN_ACCESS,
        Act.CLOSE_ACCESS,
        Act.WITHDRAW,
        Act.ACCUSE,
        Act.DELIVER_AID,
        Act.ATTACK,
        Act.DETAIN,
        Act.MOBILIZE,
        Act.CEASEFIRE,
        Act.VOTE,
    }
)
_NEUTRAL = frozenset(
    {
        Act.AGREE,
        Act.MEET,
        Act.RELEASE,
        Act.RESUME,
        Act.ACCEPT,
        Act.OPEN_ACCESS,
        Act.CLOSE_ACCESS,
        Act.DELIVER_AID,
        Act.WITHDRAW,
        Act.CEASEFIRE,
        Act.PROPOSE,
        Act.CONCEDE,
        Act.MEDIATE,
        Act.SUSPEND,
    }
)


def settle_denials(found: list[Candidate]) -> list[Candidate]:
    """Drop refusals and denials whose content is the act that is told."""
    by_head = {candidate.head.i: candidate for candidate in found}
    return [c for c in found if not (_is_refused_deed(c, by_head) or _is_denied_report(c, by_head))]


def _is_refused_deed(candidate: Candidate, by_head: dict[int, Candidate]) -> bool:
    """ "Refused to free", "declined to condemn", "refused to rule out"."""
    head = candidate.head
    if candidate.act is not Act.REJECT or head.lemma_.lower() not in load_words("refusing") or head.pos_ not in VERBS:
        return False
    for verb in (t for t in head.children if t.dep_ == "xcomp"):
        inner = by_head.get(verb.i)
        if inner is None:
            continue
        told = inner.act in _DEEDS or (inner.act is Act.REJECT and verb.lemma_ == "rule")
        if told or (inner.act is Act.MEET and verb.lemma_.lower() in load_words("receiving")):
            return True
    return False


def _is_denied_report(candidate: Candidate, by_head: dict[int, Candidate]) -> bool:
    head = candidate.head
    if candidate.act not in {Act.ACCUSE, Act.REJECT} or head.lemma_.lower() not in load_words("denying"):
        return False
    return any(
        inner.act in _NEUTRAL
        for clause in _contents(head)
        for token in clause.subtree
        if (inner := by_head.get(token.i)) is not None and inner is not candidate
    )


def _contents(verb: Token) -> Iterator[Token]:
    """The clauses and nouns that tell what a denying verb denies."""
    for child in verb.children:
        if child.dep_ == "ccomp":
            yield child
        nouns = (
            [child]
            if child.dep_ == "dobj"
            else [t for t in child.children if child.dep_ == "prep" and t.dep_ == "pobj"]
        )
        for noun in (member for t in nouns for member in coordinated(t)):
            if noun.lemma_.lower() in load_words("claims"):
                yield from (t for t in noun.children if t.dep_ in {"acl", "relcl", "prep"})
