"""What is given for what: "the crews in exchange for the ships", "three prisoners for each captive", "in return, …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as SpacySpan

from travaux.coding.context import Context
from travaux.coding.deals import find_deal
from travaux.coding.grounding import ground
from travaux.coding.issues import issue_of
from travaux.coding.phases import Phases
from travaux.coding.returns import find_doer, find_fronted, find_returned, phase_near
from travaux.coding.words import load_term_words
from travaux.ontology.claim import Exchange, ProposalMention
from travaux.ontology.vocabulary import Modality, TermStatus
from travaux.reading.lookup import tokens_at
from travaux.reading.mentions.nouns import load_nouns
from travaux.spans import Span, trim

_SOME = r"(?P<n>\d+|one|two|three|four|five|ten|twenty|thirty|fifty)"
_EACH_FIRST = re.compile(
    r"\bfor (?:each|every) (?P<gives>[\w’' -]{3,50}?)(?: (?:released|freed|returned|handed over))?,? [^.;]{0,40}?"
    rf"(?:free|release|hand over|return|swap) {_SOME} (?P<gets>[\w’' -]{{3,60}}?)(?=[.,;]|$)",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"\b{_SOME}\s+(?P<gets>[\w’' -]{{3,60}}?)\s+(?:(?:will|would|to) be (?:released|freed|handed over) )?"
    r"for\s+(?:each|every)\s+(?P<gives>[\w’' -]{3,60}?)(?=[.,;]|\s(?:released|freed|returned|handed)|$)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b(?:each|every)\b", re.IGNORECASE)
"""What stands in every ratio: to look for it costs less than to try all that may come before."""
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "twenty": 20, "thirty": 30, "fifty": 50}
_HAVING = re.compile(r"(?:(?:have|has|get|gets|see|sees|be)\s+)?")
_SWAP = re.compile(r"\bin (?:exchange|return) for\s+", re.IGNORECASE)
_COUNTED = (
    r"(?:\d[\d,]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|dozens of|hundreds of)"
    r" [\w’'-]+(?: [\w’'-]+){0,5}?"
)
_COUNTED_FOR = re.compile(
    rf"\b(?P<gives>{_COUNTED}) (?:would|will|were|are|was|is) (?:to )?be (?:swapped|exchanged|traded|freed|released)"
    rf" (?:for|against) (?P<gets>{_COUNTED})(?=[,.;]|$)"
    rf"|\b(?:swap|swapped|swapping|exchange|exchanged|exchanging|trade|traded|trading) (?P<gives2>{_COUNTED})"
    rf" (?:for|against) (?P<gets2>{_COUNTED})(?=[,.;]|$)",
    re.IGNORECASE,
)
_FREED_FOR = re.compile(
    rf"\b(?P<gives>{_COUNTED}) (?:freed|released|swapped|exchanged|traded|handed over) (?:for|against)"
    r" (?P<gets>(?:the|all|both|its|their|\d[\d,]{0,12}) [\w’'-]+(?: [\w’'-]+){0,5}?)(?=[.,;]|$)",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|against) ", re.IGNORECASE)
_SHORT = 14
"""Tokens of a side that is told by its matter alone, at most."""
_ASIDE = re.compile(r", (?:give or take|including|among them|some of whom)\b", re.IGNORECASE)
"""What is said of one side by the way, behind it."""


def code_exchanges(context: Context, phases: Phases, proposals: Sequence[ProposalMention]) -> tuple[Exchange, ...]:
    """ "The release of hostages in exchange for prisoners", "three prisoners for each hostage"."""
    out = []
    spots = [context.spots(pattern) for pattern in (_SWAP, _FOR, _RATIO)]
    for sent in context.doc.sents:
        if not any(s.within(sent.start_char, sent.end_char) for s in spots):
            continue
        text = context.report.text[sent.start_char : sent.end_char]
        for found in _SWAP.finditer(text):
            claim = find_fronted(context, sent, found, phases) or _swap(context, sent.start_char, text, found, phases)
            if claim is not None:
                out.append(claim)
        counted = (_counted(context, sent.start_char, found, phases) for found in _find_counted(text))
        out += [c for c in counted if c.rule != "exchange-freed" or _frees(context, c.gets_span)]
        ratios = (*_EACH.finditer(text), *_EACH_FIRST.finditer(text)) if _RATIO.search(text) is not None else ()
        for found in ratios:
            span = Span(sent.start_char + found.start(), sent.start_char + found.end())
            gives = Span(sent.start_char + found.start("gives"), sent.start_char + found.end("gives"))
            gets = Span(sent.start_char + found.start("gets"), sent.start_char + found.end("gets"))
            number = _NUMBERS.get(found["n"].lower()) or float(found["n"])
            out.append(
                Exchange(
                    **ground(context, span, "exchange-ratio") | {"modality": Modality.HYPOTHETICAL},
                    gives=context.quote(gives),
                    gives_span=gives,
                    gets=context.quote(gets),
                    gets_span=gets,
                    ratio=float(number),
                    phase=phase_near(context, phases, span),
                )
            )
    out = [e for e in out if e.ratio is not None or not _tells_ratio(e, out)]
    out += [r for r in find_returned(context, phases) if not any(r.span.overlaps(e.span) for e in out)]
    whole = (
        replace(e, giver=find_doer(context, e.gives_span), counterpart=find_doer(context, e.gets_span)) for e in out
    )
    own = (replace(e, counterpart=() if e.counterpart == e.giver else e.counterpart) for e in whole)
    return tuple(
        replace(e, deal=find_deal(context, e.span, None, proposals)) for e in sorted(own, key=lambda e: e.span)
    )


def _tells_ratio(swap: Exchange, others: Sequence[Exchange]) -> bool:
    """ "In exchange for every sailor freed, Lima will release two prisoners": the ratio tells it."""
    each = _RATIO.search(swap.gives) or _RATIO.search(swap.gets)
    return each is not None and any(e.ratio is not None and e.span.overlaps(swap.span) for e in others)


def _find_counted(text: str) -> Iterator[re.Match[str]]:
    """ "60 sailors would be swapped for 80 pilots"."""
    if _FOR.search(text) is not None:
        yield from _COUNTED_FOR.finditer(text)
        yield from _FREED_FOR.finditer(text)


def _frees(context: Context, gets: Span) -> bool:
    """Whether what is got for people who go free are people too: not "freed for the holidays"."""
    tokens = tokens_at(context.doc, gets.start, gets.end)
    lemma = tokens.root.lemma_.lower() if tokens is not None else ""
    return lemma in load_term_words().goods or load_nouns().is_animate(lemma) or lemma == "crew"


def _counted(context: Context, base: int, found: re.Match[str], phases: Phases) -> Exchange:
    freed = found.re is _FREED_FOR
    way = "2" if found["gives"] is None else ""
    gives = Span(base + found.start(f"gives{way}"), base + found.end(f"gives{way}"))
    gets = Span(base + found.start(f"gets{way}"), base + found.end(f"gets{way}"))
    span = Span(gives.start, gets.end)
    return Exchange(
        **ground(context, span, "exchange-freed" if freed else "exchange-counted")
        | {"modality": Modality.HYPOTHETICAL},
        gives=context.quote(gives),
        gives_span=gives,
        gets=context.quote(gets),
        gets_span=gets,
        phase=phase_near(context, phases, span),
    )


def _swap(context: Context, base: int, text: str, found: re.Match[str], phases: Phases) -> Exchange | None:
    before = text[: found.start()]
    cut = max(
        before.rfind("; "),
        before.rfind(" secure "),
        before.rfind(" that "),
        before.rfind(" would "),
        before.rfind(" will "),
        before.rfind(" to "),
    )
    start = 0 if cut < 0 else before.index(" ", cut + 1) + 1
    after = re.split(
        r"[.;”\"]|, (?:but|which|who|according|as|at a|while|the \w+ said|with)\b| – | — |\bunder the\b"
        r"|,? (?:and )?in the (?:second|third|fourth|fifth|last|final)\b",
        text[found.end() :],
    )[0]
    after = _ASIDE.split(after)[0]
    start += len(_HAVING.match(text[start : found.start()])[0])  # type: ignore[index]
    gives = trim(context.report.text, base + start, base + found.start(), drop=" ,;")
    gets = trim(context.report.text, base + found.end(), base + found.end() + len(after), drop=" ,;.")
    gives = _with_subject(context, gives) if gives is not None else None
    if gives is None or gets is None or not _trades(context, gives, gets):
        return None
    span = Span(gives.start, gets.end)
    hoped = re.search(r"\bhop(?:e|ed|ing)\b|\baim", text[:start] + text[start : found.start()], re.IGNORECASE)
    return Exchange(
        **ground(context, span, "exchange") | {"modality": Modality.HYPOTHETICAL},
        gives=context.quote(gives),
        gives_span=gives,
        gets=context.quote(gets),
        gets_span=gets,
        phase=phase_near(context, phases, span),
        status=TermStatus.HOPED if hoped else TermStatus.PROPOSED,
    )


def _with_subject(context: Context, gives: Span) -> Span:
    """ "20 sailors would be freed in return for …": a bare "freed" with whom it is said of."""
    tokens = tokens_at(context.doc, gives.start, gives.end)
    if tokens is None or len(tokens) > 1 or tokens.root.tag_ != "VBN":
        return gives
    whom = next((c for c in tokens.root.lefts if c.dep_ == "nsubjpass"), None)
    return Span(whom.left_edge.idx, gives.end) if whom is not None else gives


def _trades(context: Context, gives: Span, gets: Span) -> bool:
    """Both sides of an exchange name things of a deal."""
    words = load_term_words()
    known = (
        words.goods
        | words.deed_nouns
        | words.deed_verbs
        | words.pauses
        | {"sanction", "recognition", "guarantee", "weapon", "territory", "money", "support"}
    )
    for side in (gives, gets):
        near = tokens_at(context.doc, side.start, side.end) or ()
        lemmas = {t.lemma_.lower() for t in near if t.idx >= side.start}
        if not lemmas & known and (isinstance(near, tuple) or not _is_matter(near)):
            return False
    return True


def _is_matter(side: SpacySpan) -> bool:
    """Whether a side is short, tells no story and names a matter of deals: "supply Chile with cobalt"."""
    return len(side) <= _SHORT and not any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in side) and issue_of(side) is not None
