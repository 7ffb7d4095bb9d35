"""Bargains told without a noun that calls them one: terms set out, one thing wanted for another, work begun on a deal."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.authors import find_parties
from travaux.coding.context import Context
from travaux.coding.doers import find_actors, find_doers, find_subject
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of
from travaux.coding.labels import deal_span, is_deal
from travaux.coding.table import Table, name_sides, refer
from travaux.coding.words import load_term_words
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import Modality, ProposalState
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_SETTING_OUT = {"set": "out", "lay": "out", "spell": "out", "list": "", "outline": "", "present": "", "detail": ""}
_TERMS = frozenset({"term", "condition"})
_OFFERING = frozenset(
    {"want", "offer", "propose", "suggest", "promise", "pledge", "ready", "willing", "prepared", "open"}
)
_BEGINNING = frozenset({"begin", "start", "open", "launch"})
_WORK = frozenset({"work", "talk", "talks", "negotiation", "discussion", "preparation"})
_MAKING = frozenset({"make", "do", "strike", "reach", "get", "cut", "have"})
_LONGEST = 200


def find_bargains(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """What one puts to others, or two work on, by the words of the bargain itself."""
    for claim in (*_terms(context, table), *_swaps(context, table), *_begun(context, table), *_deal(context, table)):
        if not any(p.span.overlaps(claim.span) for p in known):
            yield claim


def _terms(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "Set out her terms", "laid out the conditions of Oslo for peace"."""
    for noun in tokens_of(context.doc, _TERMS):
        verb = noun.head
        particle = _SETTING_OUT.get(verb.lemma_.lower())
        if noun.tag_ != "NNS" or noun.dep_ != "dobj" or particle is None or verb.tag_ not in {"VBD", "VBN", "VBZ"}:
            continue
        own = any(c.dep_ == "poss" for c in noun.lefts)
        if not own or (particle and not any(c.lower_ == particle for c in verb.rights)):
            continue
        by = find_doers(context, verb, table)
        if by:
            label = Span(noun.left_edge.idx, noun.idx + len(noun))
            yield _claim(context, Span(verb.idx, label.end), label, by, ProposalState.TABLED)


def _swaps(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "Wanted Lima to sell it copper in return for loans": one thing put forward for another."""
    for word in tokens_of(context.doc, {"return", "exchange"}):
        if word.i == 0 or word.nbor(-1).lower_ != "in" or word.i + 1 >= len(context.doc) or word.nbor().lower_ != "for":
            continue
        over = next((t for t in word.ancestors if t.lemma_.lower() in _OFFERING), None)
        deed = next((t for t in word.ancestors if t.tag_ == "VB"), None)
        if over is None or deed is None or over not in deed.ancestors or deed.i > word.i or over.i > deed.i:
            continue
        verb = over if over.pos_ == "VERB" else over.head
        if any(c.dep_ == "neg" or c.lower_ in {"if", "whether"} for c in verb.children):
            continue
        issue = issue_of(context.doc[deed.i : word.right_edge.i + 1])
        by = find_doers(context, verb, table)
        end = context.doc[min(word.nbor().right_edge.i, sentence_of(word).end - 1)]
        label = trim(context.report.text, over.nbor().idx, end.idx + len(end), drop=' ,.;“”"')
        if issue is None or not by or label is None or label.end - over.idx > _LONGEST:
            continue
        yield _claim(context, Span(over.idx, label.end), label, by, ProposalState.FLOATED)


def _begun(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "The two countries had begun work on a free trade accord"."""
    for verb in tokens_of(context.doc, _BEGINNING):
        work = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in _WORK), None)
        if verb.pos_ != "VERB" or work is None or _is_loose(verb):
            continue
        onto = [c for t in (verb, work) for c in t.rights if c.dep_ == "prep" and c.lower_ in {"on", "over", "for"}]
        noun = next((p for c in onto for p in c.children if p.dep_ == "pobj" and is_deal(p)), None)
        if noun is None or noun.lemma_.lower() in load_term_words().bare_pauses:
            continue
        by = _both(context, verb, noun, table)
        if len(by) > 1:
            label = deal_span(noun)
            yield _claim(context, Span(verb.idx, label.end), label, by, ProposalState.UNDER_CONSIDERATION)


def _deal(context: Context, table: Table) -> Iterator[ProposalMention]:
    """ "I am not sure that we are going to make a deal", says one of two who bargain: what both are after, told once."""
    for verb in tokens_of(context.doc, _MAKING):
        noun = next((c for c in verb.rights if c.dep_ == "dobj" and c.lemma_.lower() in {"deal", "agreement"}), None)
        subject = find_subject(verb)
        if verb.tag_ != "VB" or noun is None or subject is None or subject.lower_ != "we" or len(table.sides) != 2:
            continue
        if not any(c.lower_ == "a" for c in noun.lefts):
            continue
        voice = context.voice(Span(verb.idx, verb.idx + len(verb)))
        speaker = context.world.entries.get(voice.speaker or "")
        if speaker is None or speaker.country not in table.sides:
            continue
        by = tuple(refer(context, n) for n in table.sides)
        label = deal_span(noun)
        first = min(subject.idx, verb.idx)
        yield _claim(context, Span(first, label.end), label, by, ProposalState.UNDER_CONSIDERATION)
        return


def _both(context: Context, verb: Token, noun: Token, table: Table) -> tuple[ActorRef, ...]:
    """Those who begin something together: named as several, "with" the other, or "the two countries" of the report."""
    by = find_doers(context, verb, table)
    if len(by) == 1:
        preps = [c for t in (verb, noun) for c in t.rights if c.dep_ == "prep" and c.lower_ == "with"]
        heads = tuple(p for c in preps for p in c.children if p.dep_ == "pobj")
        others = name_sides(context, table, find_actors(context, heads))
        by = (*by, *(a for a in others if a.by != "words" and a.name != by[0].name))
    return by if len(by) > 1 else find_parties(context, noun)


def _is_loose(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children)


def _claim(
    context: Context, span: Span, label: Span, by: tuple[ActorRef, ...], state: ProposalState
) -> ProposalMention:
    told = ground(context, span, "proposal-bargain")
    open_still = state is not ProposalState.TABLED
    return ProposalMention(
        **told | ({"modality": Modality.HYPOTHETICAL} if open_still else {}),
        authors=by,
        label=context.quote(label),
        label_span=label,
        state=state,
    )
