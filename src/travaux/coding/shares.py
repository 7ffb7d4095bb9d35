"""What each phase holds of a thing that is told once: "10 captives in the first phase, 20 in the second, 30 in the third"."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from spacy.tokens import Doc, Token

from travaux.coding.amounts import find_qualifier
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of
from travaux.coding.numbers import read_number
from travaux.coding.phases import Phases
from travaux.coding.phases_named import PHASES, WITHIN
from travaux.coding.regions import BULLETS
from travaux.coding.told_terms import ToldTerms
from travaux.coding.traded import find_categories
from travaux.coding.words import load_term_words
from travaux.ontology.claim import Term
from travaux.ontology.vocabulary import Modality, TermStatus
from travaux.reading.columns import columns_of, words_of
from travaux.reading.lookup import sentence_of
from travaux.spans import Span, trim

_MORE = frozenset(
    {"another", "further", "additional", "only", "some", "all", "the", "a", "remaining", "other", "last", "final"}
)
"""Words before the number of a share."""
_QUALIFYING = frozenset(
    {"up", "to", "at", "least", "most", "about", "around", "nearly", "almost", "over", "more", "than"}
)
_PERCENT = frozenset({"%", "percent"})
_OPENING = frozenset({",", ":", "(", "–", "—", "-", "):"})
_JOINED = frozenset({"and", "or", "but", "while", "then", "followed"})
_LENGTHS = frozenset("day days week weeks month months year years hour hours per percent %".split())
_FEW = 6
_ANYBODY = frozenset({"people", "persons"})
_REST = frozenset({"rest", "remainder", "others", "balance"})
_LATER = frozenset({"end", "later", "last", "afterwards", "then", "after", "finally"})


@dataclass(frozen=True, slots=True)
class Share:
    """Tokens from `start` to before `end` that give `number`, a token, to one phase; what is shared stands before.

    Without a phase it is what all of them hold together. The number of "the rest" is not told.
    """

    start: int
    end: int
    number: int
    phase: int | None
    percent: bool = False
    noun: int | None = None
    """The noun that the number counts, where it is another than that of the phase before: "in the second, 40 men"."""


def find_shares(doc: Doc, phases: Phases) -> tuple[Share, ...]:
    """Each number without a verb of its own that stands beside a phase, or is what it is told to hold."""
    found: dict[int, Share] = {}
    for k, number in phases.named:
        for share in (_before(doc, k, number), *_behind(doc, k, number), _doing(doc, k, number)):
            if share is not None:
                found.setdefault(share.number, share)
    if found:
        for share in (*_find_rests(doc, phases), *_find_totals(doc)):
            found.setdefault(share.number, share)
    return tuple(sorted(found.values(), key=lambda s: s.start))


def _before(doc: Doc, k: int, number: int) -> Share | None:
    """ "33 in phase one", "another 16 in the second", "30% in the third"."""
    i = k - 1
    while i > 0 and doc[i].lower_ not in WITHIN and k - i < 4:
        i -= 1
    if i < 1 or doc[i].lower_ not in WITHIN:
        return None
    last = i - 1
    percent = doc[last].lower_ in _PERCENT or doc[last - 1 : last + 1].text.lower() == "per cent"
    if percent:
        last -= 2 if doc[last].lower_ == "cent" else 1
    if not _is_number(doc, last):
        return None
    return Share(_first(doc, last), _label_end(doc, k), last, number, percent)


def _behind(doc: Doc, k: int, number: int) -> Iterator[Share]:
    """ "In the second 20", "Second phase: 18", "in the third, 15 sailors and 70 tonnes", "phase two (45 days): 18"."""
    i = _label_end(doc, k)
    start = i
    if i < len(doc) and doc[i].text == "(":
        i = next((t.i for t in doc[i : i + 6] if t.text.startswith(")")), i)
        i += 0 if doc[i].text == "):" else 1
    while i < len(doc) and (doc[i].text in _OPENING or doc[i].lower_ in _MORE | _QUALIFYING) and i - start < 9:
        i += 1
    if i < len(doc) and _is_number(doc, i) and _ends_share(doc, i):
        yield Share(_lead(doc, k), i + 1, i, number)
        return
    first = _lead(doc, k)
    while i < len(doc) and _is_number(doc, i):
        end = _end_of_counted(doc, i)
        noun = next((t.i for t in doc[i + 1 : end] if t.pos_ == "NOUN" and not _is_inner(t)), None)
        if noun is None:
            return
        yield Share(first, end, i, number, noun=noun)
        if end >= len(doc) or doc[end].lower_ != "and":
            return
        i = first = end + 1


def _doing(doc: Doc, k: int, number: int) -> Share | None:
    """ "The remaining 10 will be handed over in the third stage": a number that is the subject of its clause."""
    within = next((t for t in doc[max(0, k - 3) : k] if t.lower_ in WITHIN), None)
    verb = within.head if within is not None else None
    if verb is not None and verb.pos_ != "VERB":
        verb = verb.head
    if verb is None or verb.pos_ != "VERB" or verb.i > k:
        return None
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not _is_number(doc, subject.i) or doc[subject.i + 1].pos_ not in {"AUX", "VERB"}:
        return None
    start = subject.i
    while start and doc[start - 1].lower_ in _MORE | _QUALIFYING:
        start -= 1
    return Share(start, _label_end(doc, k), subject.i, number)


def _find_rests(doc: Doc, phases: Phases) -> Iterator[Share]:
    """ "And the rest at the end", "the others in the third": how many they are is not told."""
    for token in words_of(doc, _REST):
        if doc[token.i - 1].lower_ != "the":
            continue
        first, last = (bisect_right(phases.named, i, key=itemgetter(0)) for i in (token.i, token.i + 4))
        ahead = phases.named[first:last]
        within = doc[token.i + 1].lower_ in WITHIN if token.i + 1 < len(doc) else False
        if ahead and within:
            yield Share(token.i - 1, _label_end(doc, ahead[0][0]), token.i, ahead[0][1])
        elif any(t.lower_ in _LATER for t in doc[token.i + 1 : token.i + 4]):
            yield Share(token.i - 1, min(token.i + 4, sentence_of(token).end), token.i, None)


def _find_totals(doc: Doc) -> Iterator[Share]:
    """ "That is 60 in all", "for a total of 90", "in all, 30 would come home": what all phases hold together."""
    lower = columns_of(doc).lower
    for i, word in enumerate(lower):
        if word == "total" and lower[i + 1 : i + 2] == ["of"]:
            yield from _total(doc, i, i + 2, i + 3)
        elif word in {"altogether", "overall"} or (word == "in" and lower[i + 1 : i + 2] in (["all"], ["total"])):
            behind = i + (2 if word == "in" else 1)
            before = next((k for k in (i - 1, i - 2, i - 3) if k >= 0 and _is_number(doc, k)), None)
            if before is not None:
                yield from _total(doc, before, before, behind)
            elif lower[behind : behind + 1] == [","]:
                number = next((t.i for t in doc[behind + 1 : behind + 5] if _is_number(doc, t.i)), len(doc))
                yield from _total(doc, i, number, number + 1)


def _total(doc: Doc, start: int, number: int, end: int) -> Iterator[Share]:
    """The total at a number, with the noun that it counts."""
    if number < len(doc) and _is_number(doc, number):
        noun = next((t.i for t in doc[number + 1 : number + 4] if t.pos_ == "NOUN" and not _is_inner(t)), None)
        yield Share(start, max(end, (noun or 0) + 1), number, None, noun=noun)


def _is_inner(noun: Token) -> bool:
    """ "Aid" of "aid workers"."""
    return noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "NOUN"


def _is_number(doc: Doc, i: int) -> bool:
    return (
        (columns_of(doc).pos[i] == "NUM" or doc[i].text.isdigit())
        and read_number(doc[i]) is not None
        and not _is_year(doc[i])
    )


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and 1900 < int(token.text) < 2100


def _ends_share(doc: Doc, i: int) -> bool:
    """Whether nothing that is counted stands behind a number."""
    if i + 1 >= len(doc):
        return True
    after = doc[i + 1]
    ended = after.text in BULLETS and (after.text != "-" or after.whitespace_ != "")
    return ended or after.is_space or after.text in {",", ".", ";", ")"} or after.lower_ in _JOINED


def _end_of_counted(doc: Doc, i: int) -> int:
    """Where what the number `i` counts ends, if its clause says no more of it; `i` itself where it does."""
    for token in doc[i + 1 : i + 2 + _FEW]:
        if token.i == i + 1 and token.lower_ in WITHIN:
            return i
        if token.tag_ in {"MD", "VBD", "VBZ", "VBP", "VB"} or token.lower_ in _LENGTHS or token.lower_ in _PERCENT:
            return i
        joined = token.lower_ == "and" and token.i + 1 < len(doc) and _is_number(doc, token.i + 1)
        if joined or token.text in {",", ".", ";", ")"} or token.is_space or token.text in BULLETS:
            return token.i
    return i


def _first(doc: Doc, number: int) -> int:
    """Where the words of a number begin: "another 16", "up to 30"."""
    i = number
    while i and doc[i - 1].lower_ in (_MORE | _QUALIFYING) - {"the", "a", "all"} and doc[i - 1].lower_ != "to":
        i -= 1
    return i


def _lead(doc: Doc, k: int) -> int:
    """Where the words begin that lead to a phase: "in the second"."""
    i = k
    while i and k - i < 4 and (doc[i - 1].lower_ in WITHIN or doc[i - 1].pos_ in {"DET", "ADJ"}):
        if doc[i - 1].text in BULLETS:
            break
        i -= 1
    return i


def _label_end(doc: Doc, k: int) -> int:
    """The index behind the name of a phase: "phase two" and "the second" alike."""
    behind = doc[k + 1] if k + 1 < len(doc) else None
    numbered = behind is not None and doc[k].lemma_.lower() in PHASES and behind.pos_ == "NUM" and _is_told_by(doc, k)
    return k + 2 if numbered else k + 1


def _is_told_by(doc: Doc, k: int) -> bool:
    """Whether the number of a phase stands behind its noun ("phase two") and not before ("the second phase")."""
    return not (k and doc[k - 1].pos_ == "ADJ")


def tell_shares(context: Context, shares: Iterable[Share], terms: Sequence[Term]) -> list[Term]:
    """The terms with the share of each phase: like the term whose number it goes on from, but for number and phase.

    A term that holds the number of a share without what it counts has that from there too: "11 would come home in phase two".
    """
    told = ToldTerms(context, terms)
    for share in shares:
        number = read_number(context.doc[share.number])
        k = told.at(share.number)
        base = _base(context, share, told.near(share.start, share.number))
        if k is not None:
            known = told.terms[k]
            if base is not None and not known.unit and known.quantity in {None, number}:
                told.terms[k] = replace(known, quantity=number, unit=base.unit)
            continue
        alone = base is None and share.phase is not None
        term = _alone(context, share, told) if alone else _like(context, share, base) if base is not None else None
        if term is not None:
            told.add(term)
    return told.terms


def _base(context: Context, share: Share, near: Sequence[Term]) -> Term | None:
    """The term of which a share tells the next part; None where those of the phase before count different things."""
    if context.doc[share.number].lower_ in _REST:
        return max((t for t in near if t.phase is not None), key=lambda t: t.span.start, default=None)
    near = [t for t in near if (t.unit == "percent") == share.percent]
    if share.phase is None:
        before = [t for t in near if t.phase is not None]
        noun = context.doc[share.noun].lower_ if share.noun is not None else None
        same = [t for t in before if noun is None or noun in _ANYBODY or (t.unit or "").rstrip("s") == noun.rstrip("s")]
        before = same if len({t.phase for t in same}) > 1 else []
    else:
        before = [t for t in near if t.phase == share.phase - 1] or [t for t in near if t.phase in {None, 1}]
    alike = [t for t in before if share.noun is not None and t.unit == context.doc[share.noun].lower_]
    before = alike or before
    units = {(None if share.noun is not None else t.unit, t.issue) for t in before}
    return max(before, key=lambda t: t.span.start) if len(units) == 1 else None


def _like(context: Context, share: Share, base: Term) -> Term | None:
    span = _span(context, share)
    if span is None:
        return None
    tokens = context.doc[share.start : share.end]
    rest = context.doc[share.number].lower_ in _REST
    unit = None if rest else base.unit if share.noun is None else context.doc[share.noun].lower_
    return replace(
        base,
        obligor=base.obligor if share.noun is None else (),
        **ground(context, span, "term-share") | {"modality": Modality.HYPOTHETICAL},
        content=context.quote(span),
        categories=find_categories(tokens, load_term_words()) if share.noun is not None else (),
        quantity=read_number(context.doc[share.number]),
        unit=unit,
        qualifier=find_qualifier(tokens, share.number),
        duration=None,
        deadline=None,
        condition=None,
        phase=share.phase,
        also=(),
    )


def _alone(context: Context, share: Share, known: ToldTerms) -> Term | None:
    """ "120 captives in all: 33 in phase one": of the goods that its sentence names before."""
    doc = context.doc
    goods = load_term_words().goods
    told = [t for t in doc[sentence_of(doc[share.number]).start : share.start] if t.lemma_.lower() in goods]
    span = _span(context, share)
    issue = issue_of(doc[told[-1].i : told[-1].i + 1]) if told else None
    if span is None or issue is None or share.percent or share.noun is not None:
        return None
    last = known.before(span.start)
    return Term(
        **ground(context, span, "term-share") | {"modality": Modality.HYPOTHETICAL},
        issue=issue,
        content=context.quote(span),
        quantity=read_number(doc[share.number]),
        unit=told[-1].lower_,
        qualifier=find_qualifier(doc[share.start : share.end], share.number),
        phase=share.phase,
        status=last.status if last is not None else TermStatus.PROPOSED,
        deal=last.deal if last is not None else None,
    )


def _span(context: Context, share: Share) -> Span | None:
    tokens = context.doc[share.start : share.end]
    return trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,;.“”"')
