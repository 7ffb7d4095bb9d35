"""The terms of a deal, offer or framework: what is to be done, by whom, how much, for how long, when and on what condition.

Terms are noun phrases ("the withdrawal of troops from the towns") and clauses ("fighters will disarm within 30 days") in
the stretches that `travaux.coding.regions` finds; a pause with a length ("a six-week ceasefire") is a term anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.coding.amounts import find_amount, find_duration
from travaux.coding.context import Context
from travaux.coding.deals import find_deal
from travaux.coding.grounding import ground
from travaux.coding.phases import Phases
from travaux.coding.regions import Region, find_regions
from travaux.coding.times import make_when
from travaux.coding.words import TermWords, load_term_words
from travaux.ontology.claim import ActorRef, Demand, Passage, ProposalMention, Term, When
from travaux.ontology.vocabulary import Issue, Modality, TermStatus
from travaux.reading.annotations import Phrase
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

_NOMINAL = {"NOUN", "PROPN"}
_MODIFIERS = {"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "punct", "case"}
_CONDITIONS = {"if", "once", "unless", "provided", "until"}
_LONG = 40
_INNER = {
    "which",
    "who",
    "that",
    "if",
    "once",
    "when",
    "before",
    "after",
    "until",
    "unless",
    "as",
    "where",
    "while",
    "what",
    "whether",
}
_JOINTS = {",", "and", "or", ";", "as"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Tokens from `start` to before `end` that may be a term; `head` names the deed."""

    start: int
    end: int
    head: int
    rule: str


def code_terms(
    context: Context, proposals: Sequence[ProposalMention], demands: Sequence[Demand], phases: Phases
) -> tuple[Term, ...]:
    """Each term once a report, with all the places where it is told."""
    words = load_term_words()
    regions = context.once("regions", lambda c: find_regions(c.doc))
    found: dict[int, tuple[_Candidate, Region | None]] = {}
    for region in regions:
        for candidate in _in_region(context.doc, region, words):
            found.setdefault(candidate.head, (candidate, region))
    for candidate in (*_pauses(context.doc, words), *_starts_of_force(context.doc, words)):
        known = found.get(candidate.head)
        found[candidate.head] = (candidate, known[1] if known else _around(regions, candidate))
    terms = []
    for candidate, around in sorted(found.values(), key=lambda x: (x[0].start, -x[0].end)):
        term = _term(context, candidate, around, proposals, phases, words)
        if term is not None:
            terms.append(term)
    terms += [t for d in demands if (t := _demanded(context, d)) is not None]
    return tuple(_merge(_drop_nested(terms)))


def _around(regions: Sequence[Region], candidate: _Candidate) -> Region | None:
    return next((r for r in regions if r.start <= candidate.head < r.end), None)


# Candidates.


def _pauses(doc: Doc, words: TermWords) -> Iterator[_Candidate]:
    """ "A six-week ceasefire", "a truce of ten days", "a Black Sea ceasefire on ships"."""
    for token in doc:
        if not _is_pause(token, words) or token.dep_ in {"compound", "nmod"}:
            continue
        left, right = _noun_phrase(token)
        phrase = doc[left:right]
        scope = next((t for t in doc[token.i + 1 : token.i + 2] if t.lower_ in {"on", "against"}), None)
        if find_duration(phrase.text) or (scope is not None and _issue_of(doc[token.i : right], words)):
            yield _Candidate(left, right, token.i, "pause")


def _starts_of_force(doc: Doc, words: TermWords) -> Iterator[_Candidate]:
    """ "The truce goes into effect on Monday", "a truce due to take effect": told before it does."""
    for token in doc:
        if token.lemma_.lower() not in words.force_verbs or token.tag_ in {"VBD", "VBN", "VBG"}:
            continue
        if not any(t.lower_ in words.force_nouns for t in doc[token.i + 1 : token.i + 3]):
            continue
        sent = sentence_of(token)
        before = doc[max(sent.start, token.i - 10) : token.i]
        if not any(_is_pause(t, words) or t.lemma_.lower() in words.deals for t in before):
            continue
        start = token.i
        while start > sent.start and doc[start - 1].tag_ in {"MD", "TO"} | {"RB"}:
            start -= 1
        subject = next((c for c in token.lefts if c.dep_ == "nsubj" and c.pos_ in _NOMINAL), None)
        if subject is not None and start - subject.i < 3:
            start = subject.left_edge.i
        region = Region(start, sent.end, TermStatus.AGREED, "force")
        yield _Candidate(start, _trim(doc, start, _clause_end(doc, doc[token.i + 2].i, region)), token.i, "force")


def _is_pause(token: Token, words: TermWords) -> bool:
    if token.lemma_.lower() not in words.pauses or token.pos_ not in _NOMINAL:
        return False
    if token.lemma_.lower() in words.bare_pauses:
        return True
    left, right = token.left_edge.i, min(token.right_edge.i + 1, token.i + 8)
    return any(t.lemma_.lower() in words.pause_objects for t in token.doc[left:right])


def _in_region(doc: Doc, region: Region, words: TermWords) -> Iterator[_Candidate]:
    """The candidates of a region in order, each cut where the next begins."""
    heads = list(_heads(doc, region, words))
    starts = [_start_of(doc, head, region) for head in heads]
    found = False
    for k, head in enumerate(heads):
        stop = starts[k + 1] if k + 1 < len(starts) else region.end
        nominal = doc[head].pos_ in _NOMINAL
        end = min(stop, _noun_phrase(doc[head])[1]) if nominal else min(stop, _clause_end(doc, head, region))
        end = _trim(doc, starts[k], end)
        if end > head:
            found = True
            yield _Candidate(starts[k], end, head, region.rule)
    if not found and region.rule in {"held", "condition"}:
        end = _trim(doc, region.start, min(region.end, region.start + _LONG))
        if end - region.start > 2:
            yield _Candidate(region.start, end, region.start, f"{region.rule}-whole")


def _heads(doc: Doc, region: Region, words: TermWords) -> Iterator[int]:
    """The nouns and verbs in a region that name deeds; those inside another's words are passed over."""
    open_verb: int | None = None
    for i in range(region.start, region.end):
        token = doc[i]
        if _is_deed_verb(token, region, words):
            if open_verb is None or _opens_clause(doc, i, region):
                open_verb = i
                yield i
        elif _is_deed_noun(token, words, region):
            inside = open_verb is not None and not _after_joint(doc, i, passive=doc[open_verb].tag_ == "VBN")
            if not inside or (_is_pause(token, words) and token.i - (open_verb or 0) > 1):
                yield i


def _is_deed_verb(token: Token, region: Region, words: TermWords) -> bool:
    if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound"} or _is_modifier(token):
        return False
    lemma = token.lemma_.lower()
    if lemma in words.running and region.deal is not None:
        return token.doc[region.deal].lemma_.lower() not in {"phase", "stage"} or lemma in {"extend", "renew", "remain"}
    if lemma in words.force_verbs and any(t.lower_ in words.force_nouns for t in token.doc[token.i + 1 : token.i + 4]):
        return True
    if lemma not in words.deed_verbs or (lemma in words.light and not _opens_clause(token.doc, token.i, region)):
        return False
    return token.tag_ in {"VB", "VBG", "VBP", "VBZ"} or any(c.dep_ in {"aux", "auxpass"} for c in token.lefts)


def _opens_clause(doc: Doc, i: int, region: Region) -> bool:
    """Whether a verb stands first, behind "to" or a modal, or begins the next of a list."""
    if i <= region.start + 1:
        return True
    k = i - 1
    while k > region.start and doc[k].lower_ in {"be", "also", "not", "been", "immediately", "then", "gradually"}:
        k -= 1
    if doc[k].tag_ == "MD":
        return True
    if doc[k].lower_ == "to":
        k -= 1
        return k < region.start or doc[k].lower_ in _JOINTS | {"not"}
    return doc[k].lower_ in _JOINTS


def _is_deed_noun(token: Token, words: TermWords, region: Region) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ not in _NOMINAL or _is_modifier(token):
        return False
    doc = token.doc
    if doc[token.i - 1].lower_ == "of" and not _is_pause(token, words):
        return False
    if lemma in words.goods:
        left = _noun_phrase(token)[0]
        marks = {t.lower_ for t in doc[left : token.i]}
        counted = any(t.pos_ == "NUM" for t in doc[left : token.i])
        return bool(marks & words.increase) or (counted and doc[left - 1].lower_ not in {"of", "from", "than"})
    if _is_pause(token, words):
        kinds = {t.lower_ for t in doc[_noun_phrase(token)[0] : token.i]}
        return bool(kinds & words.pause_kinds) and region.status is not None
    if lemma not in words.deed_nouns:
        return False
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    modified = any(c.dep_ in {"compound", "amod", "nmod", "poss"} for c in token.lefts)
    return after in {"of", "for", "to", "from", "between", "by"} or modified


def _is_modifier(token: Token) -> bool:
    nxt = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if nxt is not None and nxt.lemma_.lower() == "mechanism":
        return True
    return token.dep_ in {"compound", "nmod", "amod"} and nxt is not None and nxt.pos_ in _NOMINAL | {"ADJ"}


def _after_joint(doc: Doc, i: int, *, passive: bool = False) -> bool:
    left = _noun_phrase(doc[i])[0]
    if passive and doc[left - 1].lower_ == "and":
        return True
    return doc[left - 1].text in {",", ";"} or (doc[left - 1].lower_ == "and" and doc[left - 2].text == ",")


def _start_of(doc: Doc, head: int, region: Region) -> int:
    token = doc[head]
    if token.pos_ in _NOMINAL:
        return max(region.start, _noun_phrase(token)[0])
    start = head
    while start > region.start and (
        doc[start - 1].lower_ in {"to", "not", "be", "also"}
        or doc[start - 1].tag_ == "MD"
        or doc[start - 1].dep_ == "aux"
    ):
        start -= 1
    subject = next((c for c in token.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.left_edge.i >= region.start), None)
    near = subject is not None and start - subject.right_edge.i < 4 and start - subject.i < 12
    return min(start, subject.left_edge.i) if subject is not None and near else start


def _noun_phrase(token: Token) -> tuple[int, int]:
    """The noun phrase of a noun by its words: back over its modifiers, on over its "of …"; not into a clause."""
    doc = token.doc
    first = sentence_of(token).start
    left = token.i
    while (
        left > first
        and (doc[left - 1].dep_ in _MODIFIERS or doc[left - 1].text == "-")
        and _belongs(doc, left - 1, token)
    ):
        left -= 1
    increase = load_term_words().increase
    if left > first and doc[left - 1].lower_ in increase and token.lemma_.lower() in load_term_words().goods:
        left -= 1
    right = token.i + 1
    end = sentence_of(token).end
    while right < min(end, token.i + 20):
        t = doc[right]
        if _lists_adjectives(doc, right, end):
            right += 1
            continue
        if t.text in {",", ";", ":", "(", "“", "”", '"', "–", "—"} or t.tag_ in {
            "MD",
            "VBD",
            "VBZ",
            "VBP",
            "WDT",
            "WP",
        }:
            break
        if t.tag_ in {"VB", "VBG", "VBN"} and t.dep_ not in {"compound", "amod"} and doc[right - 1].lower_ != "of":
            break
        if t.lower_ in {"and", "but", "that", "who", "which", "in"} and _starts_other(doc, right, end):
            break
        right += 1
    return left, right


def _lists_adjectives(doc: Doc, i: int, end: int) -> bool:
    """ "Sick, elderly and wounded hostages": a comma, "and" or participle among adjectives that one noun follows."""
    if i + 1 >= end:
        return False
    this, nxt = doc[i], doc[i + 1]
    if this.text == "," or this.lower_ == "and":
        return (
            _describes(doc[i - 1]) and _describes(nxt) and (i + 2 >= end or doc[i + 2].tag_ not in {"IN", "TO", "DT"})
        )
    return this.tag_ in {"VBD", "VBN"} and nxt.pos_ in {"NOUN", "PROPN"} and doc[i - 1].lower_ in {"and", ",", "of"}


def _describes(token: Token) -> bool:
    return token.pos_ == "ADJ" or token.tag_ in {"VBN", "VBD", "JJ"}


def _belongs(doc: Doc, i: int, head: Token) -> bool:
    token = doc[i]
    if token.text in {",", ";", ":", ".", "”", "“", '"'}:
        return False
    ancestor = token.head
    return ancestor.i == head.i or (i < ancestor.i <= head.i) or token.text in {"-", "–"}


def _starts_other(doc: Doc, i: int, end: int) -> bool:
    """Whether "and" joins the next item and not two nouns of one ("hospitals and clinics"); "in exchange" ends too."""
    if doc[i].lower_ == "in":
        return i + 1 < end and doc[i + 1].lower_ in {"exchange", "return"}
    if doc[i].lower_ != "and":
        return True
    ahead = doc[i + 1 : min(i + 5, end)]
    return any(t.pos_ in {"DET", "VERB", "AUX"} or t.tag_ == "VBG" or t.lower_ == "of" for t in ahead)


def _clause_end(doc: Doc, head: int, region: Region) -> int:
    """Where a clause ends: at a comma that opens another, at the verb of the sentence around it, or some forty words on."""
    bare = not any(c.dep_ in {"aux", "auxpass", "nsubj"} and c.lower_ != "to" for c in doc[head].lefts)
    inner = False
    for i in range(head + 1, min(region.end, head + _LONG)):
        inner = inner or doc[i].lower_ in _INNER
        if bare and not inner and doc[i].tag_ in {"VBZ", "VBD", "MD"}:
            return i
        if doc[i].tag_ == "MD" and doc[i - 1].lower_ == "and":
            return i - 1
        if doc[i].text in {";", ":"}:
            return i
        if doc[i].text == "," and i + 1 < region.end:
            nxt = doc[i + 1]
            if nxt.lower_ in {
                "which",
                "who",
                "while",
                "as",
                "with",
                "when",
                "in",
                "after",
                "before",
                "it",
                "they",
                "he",
                "she",
            }:
                return i
    return min(region.end, head + _LONG)


def _trim(doc: Doc, start: int, end: int) -> int:
    while end > start and (
        doc[end - 1].is_punct or doc[end - 1].lower_ in {"and", "or", "the", "a", "to", "for", "but"}
    ):
        end -= 1
    return end


# From candidates to terms.


def _term(
    context: Context,
    candidate: _Candidate,
    region: Region | None,
    proposals: Sequence[ProposalMention],
    phases: Phases,
    words: TermWords,
) -> Term | None:
    doc = context.doc
    tokens = doc[candidate.start : candidate.end]
    head = doc[candidate.head]
    span = trim(context.report.text, tokens.start_char, tokens.end_char, drop=' ,;.“”"')
    if span is None:
        return None
    issue = _issue_of(tokens, words) or _issue_of_subject(head, region, doc, words)
    if issue is None or span.end - span.start > 280:
        return None
    duration = find_duration(tokens.text)
    amount = find_amount(tokens)
    return Term(
        **ground(context, span, f"term-{candidate.rule}") | {"modality": Modality.HYPOTHETICAL},
        issue=issue,
        content=context.quote(span),
        obligor=_obligor(context, head, region),
        beneficiary=_beneficiary(context, head),
        categories=_categories(tokens, words),
        quantity=amount.value if amount else None,
        unit=amount.unit if amount else None,
        qualifier=amount.qualifier if amount else None,
        duration=duration,
        deadline=_deadline(context, span),
        condition=_condition(context, tokens),
        phase=phases.at(candidate.head),
        status=_status(region, head),
        deal=find_deal(
            context, span, doc[region.deal] if region is not None and region.deal is not None else None, proposals
        ),
    )


def _issue_of(tokens: SpacySpan, words: TermWords) -> Issue | None:
    lemmas = [t.lemma_.lower() for t in tokens]
    lowers = [t.lower_ for t in tokens]
    for row in words.issues:
        if row.unless & set(lemmas):
            continue
        if row.words & {*lemmas, *lowers} or any(_has_phrase(lemmas, lowers, p) for p in row.phrases):
            return row.issue
    return None


def issue_of(tokens: SpacySpan) -> Issue | None:
    """The issue of what the words ask for or offer; None where they name none."""
    return _issue_of(tokens, load_term_words())


def _has_phrase(lemmas: list[str], lowers: list[str], phrase: tuple[str, ...]) -> bool:
    n = len(phrase)
    return any(
        all(w in (lemmas[k + j], lowers[k + j]) for j, w in enumerate(phrase)) for k in range(len(lemmas) - n + 1)
    )


def _issue_of_subject(head: Token, region: Region | None, doc: Doc, words: TermWords) -> Issue | None:
    """ "May be extended": the issue is that of the truce which is extended."""
    runs = head.lemma_.lower() in words.running or head.lemma_.lower() in words.force_verbs
    if runs and head.lemma_.lower() in words.force_verbs:
        return Issue.CEASEFIRE
    if region is None or region.deal is None or not runs:
        return None
    return _issue_of(doc[region.deal : region.deal + 1], words)


def _obligor(context: Context, head: Token, region: Region | None) -> tuple[ActorRef, ...]:
    for child in head.children:
        if child.dep_ in {"nsubj", "poss"} and child.lower_ not in {"that", "which"}:
            return context.actors((_phrase(child),))
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return context.actors(tuple(_phrase(p) for p in child.children if p.dep_ == "pobj"))
    if region is not None and region.holder is not None and region.rule == "bound":
        return context.actors((_phrase(context.doc[region.holder]),))
    return ()


def _beneficiary(context: Context, head: Token) -> tuple[ActorRef, ...]:
    to = [c for c in head.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to"]
    found = context.actors(tuple(_phrase(p) for c in to for p in c.children if p.dep_ == "pobj"))
    return tuple(a for a in found if a.by != "words")


def _phrase(token: Token) -> Phrase:
    return Phrase(span=Span(token.idx, token.idx + len(token)), head=token.i)


def _categories(tokens: SpacySpan, words: TermWords) -> tuple[str, ...]:
    """ "Sick, elderly and wounded hostages": the three kinds."""
    for i, token in enumerate(tokens):
        if token.lemma_.lower() in words.people:
            kinds = [t.lower_ for t in tokens[max(0, i - 8) : i] if t.lower_ in words.categories]
            if kinds:
                return tuple(kinds)
    return ()


def _deadline(context: Context, span: Span) -> When | None:
    """ "By 20 April", "within 30 days"."""
    for time in context.doc._.times:
        if span.covers(time.span):
            before = context.report.text[max(span.start, time.span.start - 8) : time.span.start].lower().split()
            if {"by", "before", "within", "until"} & set(before[-2:]) or time.span.of(
                context.report.text
            ).lower().startswith(("by ", "within ", "before ")):
                return make_when(context, time)
    return None


def _condition(context: Context, tokens: SpacySpan) -> str | None:
    for token in tokens:
        if token.lower_ in _CONDITIONS and token.dep_ in {"mark", "advmod", "prep", "ROOT"} and token.i > tokens.start:
            return context.quote(Span(token.idx, tokens.end_char))
        if token.lower_ == "with" and any(
            t.lower_ in {"agreement", "consent"} for t in tokens.doc[token.i : token.i + 3]
        ):
            return context.quote(Span(token.idx, tokens.end_char))
    return None


def _status(region: Region | None, head: Token) -> TermStatus:
    if region is not None and region.status is not TermStatus.PROPOSED:
        return region.status
    verbs = {t.lemma_.lower() for t in [head, *head.ancestors]}
    if verbs & {"reach", "sign", "agree", "conclude"} and not verbs & {"focus", "try", "hope", "fail", "aim", "want"}:
        return TermStatus.AGREED
    return TermStatus.PROPOSED


def _demanded(context: Context, demand: Demand) -> Term | None:
    """What one side of the talks demands of the other is a term that it would have."""
    sides = set(context.references.parties)
    if demand.content_span is None or demand.issue is None or len(sides) < 2:
        return None
    of = {a.name for a in demand.of} | {a.country for a in demand.of}
    by = {a.name for a in demand.by} | {a.country for a in demand.by}
    if not (by & sides and of & sides) or demand.content_span.end - demand.content_span.start > 280:
        return None
    tokens = tokens_at(context.doc, demand.content_span.start, demand.content_span.end)
    amount = find_amount(tokens) if tokens is not None else None
    return Term(
        **ground(context, demand.content_span, "term-demanded"),
        issue=demand.issue,
        content=demand.content,
        obligor=demand.of,
        quantity=amount.value if amount else None,
        unit=amount.unit if amount else None,
        qualifier=amount.qualifier if amount else None,
        duration=find_duration(demand.content),
        status=TermStatus.DEMANDED,
    )


# One term once.


def _drop_nested(terms: Sequence[Term]) -> list[Term]:
    """A term that stands inside another and says nothing more than it is dropped."""
    out: list[Term] = []
    for term in terms:
        inside = [t for t in out if t.span.covers(term.span) and t.issue is term.issue]
        if not inside or term.rule == "term-force":
            out.append(term)
    return out


def _merge(terms: Sequence[Term]) -> list[Term]:
    out: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.span.start, -t.span.end)):
        k = next((k for k, t in enumerate(out) if _is_same(t, term)), None)
        if k is None:
            out.append(term)
        else:
            more = Passage(span=term.span, quote=term.quote, voice=term.voice, modality=term.modality)
            out[k] = replace(out[k], also=(*out[k].also, more))
    return out


def _is_same(a: Term, b: Term) -> bool:
    if (
        a.issue is not b.issue
        or (a.rule == "term-force") != (b.rule == "term-force")
        or (a.phase and b.phase and a.phase != b.phase)
    ):
        return False
    if a.duration or b.duration:
        return a.duration == b.duration
    if a.quantity != b.quantity and a.quantity is not None and b.quantity is not None:
        return False
    x, y = _content(a.content), _content(b.content)
    return bool(x and y) and len(x & y) >= 0.6 * min(len(x), len(y))


def _content(text: str) -> set[str]:
    return {
        w.strip(".,“”\"'’")[:6]
        for w in text.lower().split()
        if len(w) > 3 and w not in {"will", "would", "with", "from", "that", "this"}
    }
