"""Talks put forward: good offices offered, a congress convened, a rival challenged to meet, readiness for talks."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from travaux.coding.context import Context
from travaux.coding.doers import find_actors, find_doers
from travaux.coding.grounding import ground
from travaux.coding.offered import GOOD_OFFICES
from travaux.coding.table import Table, name_sides
from travaux.ontology.claim import ActorRef, ProposalMention
from travaux.ontology.vocabulary import Issue, Modality, ProposalState
from travaux.reading.columns import tokens_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_WISHING = frozenset({"offer", "volunteer", "want", "wish", "hope", "propose", "plan", "like"})
_CONVENING = frozenset({"convene"})
_CHALLENGING = frozenset({"challenge", "invite"})
_READY = frozenset({"ready", "open", "willing", "prepared", "readiness", "willingness", "openness"})
_MEETING = frozenset({"meet", "talk", "negotiate", "debate", "sit"})
_GATHERINGS = frozenset(
    """talk talks negotiation dialogue meeting summit conference congress discussion consultation forum round contact
    mediation conversation
    """.split()
)
_LABEL = 120
"""Characters of a label at most."""


def find_talks_offered(context: Context, known: Sequence[ProposalMention], table: Table) -> Iterator[ProposalMention]:
    """ "Oslo wants to host a summit", "Lima challenged its rival to meet", "the rebels are ready for talks"."""
    told: set[tuple[str, str]] = set()
    for verb, thing, rule in (*_offices(context), *_challenges(context), *_readiness(context)):
        label = _label(context, thing)
        by = find_doers(context, verb, table)
        key = (rule, " ".join(a.name for a in by))
        if label is None or not by or key in told or any(p.span.overlaps(label) for p in known):
            continue
        told.add(key)
        to = tuple(a for a in _whom(context, verb, table) if a.name not in {b.name for b in by})
        yield ProposalMention(
            **ground(context, Span(min(verb.idx, label.start), label.end), "proposal-talks")
            | {"modality": Modality.HYPOTHETICAL},
            authors=by,
            addressees=to,
            label=context.quote(label),
            label_span=label,
            issues=(Issue.TALKS_FORMAT,),
            state=ProposalState.FLOATED,
        )


_Found = tuple[Token, Token, str]


def _offices(context: Context) -> Iterator[_Found]:
    """ "Offered to mediate", "wants to host a summit", "will convene a congress"."""
    for verb in tokens_of(context.doc, GOOD_OFFICES | _CONVENING):
        if verb.tag_ not in {"VB", "VBG"} or verb.pos_ != "VERB" or _is_open(verb):
            continue
        thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        gathers = thing is not None and bool(_GATHERINGS & {t.lemma_.lower() for t in (thing, *thing.lefts)})
        wished = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _WISHING and not _is_open(verb.head)
        told = verb.lemma_.lower() in _CONVENING and any(c.lower_ in {"will", "is", "are"} for c in verb.lefts)
        if (wished and (thing is None or gathers)) or (told and gathers):
            yield (verb.head if wished else verb), verb, "office"


def _challenges(context: Context) -> Iterator[_Found]:
    """ "Has challenged his counterpart to meet him"."""
    for verb in tokens_of(context.doc, _CHALLENGING):
        deed = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB"), None)
        if verb.pos_ == "VERB" and deed is not None and not _is_open(verb) and deed.lemma_.lower() in _MEETING:
            yield verb, deed, "challenge"


def _readiness(context: Context) -> Iterator[_Found]:
    """ "Is ready for talks", "remains open to a dialogue", "was willing to negotiate"."""
    for word in tokens_of(context.doc, _READY):
        over = word.head if word.pos_ == "ADJ" else word
        if _is_open(over) or sentence_of(word).text.rstrip(" ”\"'’").endswith("?"):
            continue
        for child in word.rights:
            if child.lower_ in {"for", "to"}:
                thing = next((p for p in child.children if p.dep_ == "pobj"), None)
                known = thing is not None and any(c.lower_ in {"such", "this", "that"} for c in thing.lefts)
                if thing is not None and thing.lemma_.lower() in _GATHERINGS and not known:
                    yield over, thing, "ready"
            elif child.tag_ == "VB" and child.lemma_.lower() in _MEETING:
                yield over, child, "ready"


def _is_open(verb: Token) -> bool:
    """Denied, or only asked or supposed."""
    if any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ not in {"will", "would"}) for c in verb.children):
        return True
    return any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless", "until"} for c in verb.children)


def _label(context: Context, thing: Token) -> Span | None:
    first = next((c for c in thing.lefts if c.lower_ == "to"), thing if thing.tag_ == "VB" else thing.left_edge)
    clauses = [c.left_edge.i for c in thing.rights if c.dep_ in {"advcl", "relcl", "punct"}]
    last = context.doc[min([thing.right_edge.i + 1, *clauses]) - 1]
    end = min(last.idx + len(last), first.idx + _LABEL)
    return trim(context.report.text, first.idx, end, drop=' ,;.“”"') if end > first.idx else None


def _whom(context: Context, verb: Token, table: Table) -> tuple[ActorRef, ...]:
    """Those whom the words behind the verb name: "challenged Lima", "between Lima and Oslo", "with Peru"."""
    heads = [c for c in verb.rights if c.dep_ == "dobj"]
    preps = [t for t in verb.subtree if t.i > verb.i and t.dep_ == "prep" and t.lower_ in {"with", "between"}]
    heads += [p for c in preps for p in c.children if p.dep_ == "pobj"]
    found = find_actors(context, tuple(t for h in heads for t in (h, *h.conjuncts)))
    return tuple(a for a in name_sides(context, table, found) if a.by not in {"words", "pronoun"})
