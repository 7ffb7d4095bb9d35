"""Accords that one side ends: "declared the truce over", "is no longer bound by the pact", "tore up the deal".

Who ends an accord answers it with a no, after a yes: the answer finds the accord that was told before, or is told beside it.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.answered import stand_for
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.table import Table, name_sides
from travaux.coding.tellers import doer_of
from travaux.coding.times import NOT_WHEN, make_when
from travaux.coding.words import load_bargaining_words
from travaux.ontology.claim import ActorRef, ProposalMention, Response, When, claim_id
from travaux.ontology.vocabulary import ActorKind, ProposalState, ResponseKind
from travaux.reading.annotations import Phrase
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_DECLARING = frozenset({"declare", "pronounce", "consider", "call", "proclaim", "regard", "deem", "say"})
_OVER = frozenset({"over", "dead", "void", "null", "finished", "terminated", "ended", "invalid", "defunct", "obsolete"})
_BINDING = frozenset({"bind"})
_ENDING = frozenset(
    "scrap renounce abrogate terminate annul repudiate denounce revoke quit void nullify rescind".split()
)
_UP = frozenset({"tear", "rip"})
_AWAY = frozenset({"walk", "back", "pull", "withdraw", "step", "exit", "retreat"})
_OUT_OF = frozenset({"away", "out", "from", "of"})
_STANDING = frozenset({ProposalState.ACCEPTED, ProposalState.ACCEPTED_WITH_RESERVATIONS})
_KINDS = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.PERSON, ActorKind.MILITARY, ActorKind.IGO}
)
_NOT_YET = frozenset({"MD", "TO"})
_LONGEST = 240


def find_endings(
    context: Context, proposals: Sequence[ProposalMention], table: Table, known: Sequence[Response]
) -> Iterator[Response]:
    """One answer for each accord that somebody is told to have ended, where no other answer tells it."""
    for verb in tokens_of(context.doc, _DECLARING | _BINDING | _ENDING | _UP | _AWAY):
        accord = _accord(verb)
        subject = doer_of(verb)
        if accord is None or subject is None or not _is_told(verb):
            continue
        found = name_sides(context, table, _actors(context, subject))
        by = tuple(a for a in found if a.kind in _KINDS and a.by != "words")
        end = max(verb.i, accord.right_edge.i, *(c.i for c in verb.rights if c.lower_ in _OVER))
        last = context.doc[end]
        first = min(verb.left_edge.idx, subject.left_edge.idx if subject.head == verb else verb.idx)
        span = trim(context.report.text, first, last.idx + len(last), drop=' ,.;:“”"')
        if span is None or not by or len(span) > _LONGEST or any(r.span.overlaps(span) and r.target for r in known):
            continue
        ended = _find(context, accord, by, proposals)
        yield Response(
            **ground(context, span, "answer-ended"),
            by=by,
            to=tuple(a for a in (ended.authors if ended else ()) if not stand_for((a,)) & stand_for(by)),
            answer=ResponseKind.REJECT,
            target=claim_id(ended) if ended is not None else None,
            about=Span(accord.left_edge.idx, accord.right_edge.idx + len(accord.right_edge)),
            when=_when(context, verb, accord),
        )


def _accord(verb: Token) -> Token | None:
    """The noun of the accord that the verb's words end."""
    lemma, rights = verb.lemma_.lower(), list(verb.rights)
    near = {c.lower_ for c in rights} | {t.lower_ for c in rights for t in c.children}
    if lemma in _DECLARING:
        ended = next(
            (t for c in rights for t in (c, *c.children) if t.lower_ in _OVER and t.dep_ not in {"amod"}), None
        )
        things = [c for c in rights if c.dep_ in {"dobj", "nsubj"}]
        things += [s for c in rights if c.dep_ in {"ccomp", "oprd", "acomp"} for s in c.lefts if s.dep_ == "nsubj"]
        return next((t for t in things if _is_accord(t)), None) if ended is not None and lemma != "say" else None
    if lemma in _BINDING:
        loose = any(c.dep_ == "neg" or c.lower_ in {"longer", "not"} for c in verb.lefts)
        things = [p for c in rights if c.lower_ in {"by", "to"} for p in c.children]
        return next((t for t in things if _is_accord(t)), None) if loose else None
    things = [c for c in rights if c.dep_ == "dobj"]
    if lemma in _AWAY:
        things = [p for p in _behind(verb) if p.dep_ == "pobj"] if near & _OUT_OF else []
    elif lemma in _UP and "up" not in near:
        return None
    return next((t for t in things if _is_accord(t)), None)


def _behind(verb: Token) -> Iterator[Token]:
    """ "Away from the deal", "out of the pact": what stands behind the prepositions after a verb."""
    for prep in verb.rights:
        if prep.lower_ in _OUT_OF:
            yield from prep.children
            yield from (p for c in prep.children if c.lower_ in _OUT_OF for p in c.children)


def _is_accord(noun: Token) -> bool:
    """Whether a noun names an accord that stands, and no plan for one, nor its monitors."""
    words = load_bargaining_words()
    return noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() in words.texts | {"armistice", "cease"}


def _is_told(verb: Token) -> bool:
    """Told as done or as standing: no plan, no wish, no denial but that of being bound."""
    bound = verb.lemma_.lower() in _BINDING
    loose = any(c.tag_ in _NOT_YET or (c.dep_ == "neg" and not bound) for c in verb.lefts)
    return not loose and verb.tag_ in {"VBD", "VBZ", "VBN", "VBP"} and verb.dep_ not in {"acl", "relcl", "advcl"}


def _when(context: Context, verb: Token, accord: Token) -> When | None:
    """The one time told in the sentence outside the name of the accord ("the 2022 pact")."""
    sent, first, last = sentence_of(verb), accord.left_edge.idx, accord.right_edge.idx
    told = [
        t
        for t in context.doc._.times
        if sent.start_char <= t.span.start < sent.end_char and t.rule not in NOT_WHEN
        if not first <= t.span.start <= last
    ]
    return make_when(context, told[0]) if len(told) == 1 else None


def _find(
    context: Context, accord: Token, by: Sequence[ActorRef], proposals: Sequence[ProposalMention]
) -> ProposalMention | None:
    """The accord that is meant: in these words, else the nearest told before, else one told after, of the same side."""
    here = Span(accord.left_edge.idx, accord.right_edge.idx + len(accord.right_edge))
    inside = [p for p in proposals if any(here.overlaps(s) for s in _places(p))]
    if inside:
        return inside[0]
    fit = [p for p in proposals if p.state in _STANDING and _fits(context, accord, by, p)]
    before = [p for p in fit if p.span.end <= here.start]
    return max(before, key=lambda p: p.span.end, default=None) or min(fit, key=lambda p: p.span.start, default=None)


def _places(proposal: ProposalMention) -> Iterator[Span]:
    if proposal.label_span is not None:
        yield proposal.label_span
    yield from (p.span for p in proposal.also)


def _fits(context: Context, accord: Token, by: Sequence[ActorRef], proposal: ProposalMention) -> bool:
    """Whether a known accord can be the one ended: one of its sides ends it, and no word of either is against it."""
    own = stand_for((*proposal.authors, *proposal.addressees))
    label = proposal.label_span
    tokens = tokens_at(context.doc, label.start, label.end) if label is not None else None
    if tokens is None or (own and not own & stand_for(by)):
        return False
    told = {t.lemma_.lower() for t in accord.lefts if t.dep_ in {"compound", "amod"}}
    named = {t.lemma_.lower() for t in tokens}
    pauses = {"truce", "ceasefire", "armistice"}
    return not told or bool(told & named) or bool((told | {accord.lemma_.lower()}) & pauses and named & pauses)


def _actors(context: Context, token: Token) -> tuple[ActorRef, ...]:
    heads = (token, *token.conjuncts)
    return context.actors(tuple(Phrase(span=Span(t.idx, t.idx + len(t)), head=t.i) for t in heads))
