"""Attributions by a verb, from the frames it has in its sentence."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from travaux.reading.annotations import Phrase
from travaux.reading.attribution.cues import CLAUSES, Cue, Lexicon
from travaux.reading.attribution.drafts import Draft, without_frame
from travaux.reading.attribution.frames import noun_frames, stated, verb_frames
from travaux.reading.attribution.limits import end_content
from travaux.reading.attribution.phrases import (
    EDGE,
    LONGEST_SENTENCE,
    char_span,
    cue_span,
    cut_out,
    phrase_of,
    sentence_of,
)
from travaux.reading.attribution.sources import (
    agent_of,
    find_source,
    is_passive,
    own_subject,
    read_across,
    read_after,
    read_before,
    read_subject,
)
from travaux.reading.columns import columns_of
from travaux.reading.lookup import text_of
from travaux.spans import Span, trim

Skip = Callable[[Token], bool]
_VERBAL = frozenset({"VERB", "AUX"})
_PASSIVE_TOLD = frozenset(
    ["tell", "ask", "inform", "advise", "assure", "remind", "warn", "convince", "notify", "brief"]
)
_PUT = frozenset({"ask", "press", "question", "quiz"})
_CALLING = frozenset({"call", "describe", "brand", "label"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOUNS = frozenset({"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"})
_SEEMING = frozenset({"seem", "appear"})
_FRONTED = frozenset({"clause", "bare", "open"})
_FRONTS = frozenset(
    {
        "without",
        "despite",
        "because",
        "if",
        "unless",
        "although",
        "once",
        "whatever",
        "regardless",
        "given",
        "under",
        "no",
    }
)
"""Words that right after a verb of saying open what is said, and not when or where it is."""
_LONGEST_ENDING = 14
"""Tokens from the verb to the sentence's end where only the speaker follows it."""
_PLAIN = frozenset({"say", "claim", "insist", "argue", "warn", "announce"})
"""Verbs of saying with hardly any other use."""
_ENDING = frozenset(
    {
        "verb_that",
        "verb_clause",
        "verb_wh",
        "verb_bare",
        "verb_small",
        "verb_obj",
        "verb_inf",
        "verb_prep_to",
        "n_that",
        "verb_open",
    }
)
_MAY_ATTRIBUTE = _VERBAL | {"NOUN", "ADJ", "VERB"}
_COMMENT = "comment"
"""A cue whatever word class the model takes it for: "no comment"."""
_SOURCED = frozenset({"verb_obj", "n_prep_of", "n_prep_for", "n_prep_to"})
"""Rules too weak to stand without a source."""


def find_verbal(doc: Doc, lexicon: Lexicon, skip: Skip) -> Iterator[Draft]:
    """The attributions whose cue is a verb, a noun or an adjective with its complement."""
    columns = columns_of(doc)
    cues = {lemma for lemma in columns.lemma_places if lexicon.knows(lemma)}
    for sentence in doc.sents:
        if len(sentence) > LONGEST_SENTENCE:
            continue
        words = [
            doc[i]
            for i in range(sentence.start, sentence.end)
            if (columns.lemma[i] in cues and columns.pos[i] in _MAY_ATTRIBUTE) or columns.lower[i] == _COMMENT
        ]
        yield from _in_sentence([t for t in words if not skip(t)], lexicon, skip)


def _in_sentence(tokens: list[Token], lexicon: Lexicon, skip: Skip) -> Iterator[Draft]:
    """The drafts of one sentence; a clause cut off another's content gets that one's speaker."""
    speaker: dict[int, Phrase | None] = {}
    for token in tokens:
        draft = _by_verb(token, lexicon) if token.pos_ in _VERBAL else None
        draft = draft or _by_nominal(token, lexicon)
        if draft is None or (draft.source is None and draft.rule in _SOURCED):
            continue
        if token.i in speaker:
            draft = replace(draft, source=speaker[token.i])
        if draft.rule in _ENDING:
            draft, following = end_content(draft, token, lexicon, skip)
            if following is not None:
                speaker.setdefault(following.i, draft.source)
        yield draft


def _by_verb(verb: Token, lexicon: Lexicon) -> Draft | None:
    cue = lexicon.verb(verb)
    if cue is None:
        return None
    if (inverted := _inverted(verb, cue)) is not None:
        return inverted
    found: dict[str, Span] = {}
    for name, span in verb_frames(verb):
        if name not in found or found[name].end <= verb.idx < span.start:
            found[name] = span
    for frame, sense in cue.frames.items():
        if frame == "inf" and frame in found and verb.lemma_ in _SEEMING:
            return _seeming(verb, found[frame], sense)
        if frame in found and not _impersonal(verb, frame):
            return _complement(verb, frame, found[frame], sense, cue)
    if "obj" in found and (shown := _shown(verb, found["obj"], cue, lexicon)) is not None:
        return shown
    return _parenthesis(verb, cue) or _trailing(verb, cue) or _open(verb, cue)


def _seeming(verb: Token, content: Span, sense: str) -> Draft | None:
    """Reads "The plan appears to have failed": the reporter's caution about the plan, which is no source."""
    subject = own_subject(verb)
    phrase = phrase_of(subject) if subject is not None else None
    spans = (phrase.span, content) if phrase is not None and phrase.span.end <= content.start else (content,)
    return Draft(anchor=verb.i, cue=cue_span(verb), source=None, content=spans, sense=sense, rule="seeming")


def _shown(verb: Token, content: Span, cue: Cue, lexicon: Lexicon) -> Draft | None:
    """Reads "The survey shows a small gap": what a document shows or finds is what it says."""
    source = find_source(verb)
    if source is None or lexicon.lemma(verb.doc[source.head]) not in lexicon.documents:
        return None
    return _complement(verb, "obj", content, cue.sense, cue)


def _open(verb: Token, cue: Cue) -> Draft | None:
    """Reads "The minister says the plan appeals …", where the parse finds no clause after "says"."""
    sentence = sentence_of(verb)
    if not cue.nested or own_subject(verb) is None or verb.i + 3 >= sentence.stop or "clause" not in cue.frames:
        return None
    after = verb.doc[verb.i + 1 : sentence.stop]
    that = next((t for t in after[:10] if t.lower_ == "that" and t.nbor(-1).text != ","), None)
    if that is None and (after[0].pos_ in {"ADP", "PUNCT", "CCONJ"} or verb.lemma_ not in _PLAIN):
        return None
    if not any(t.pos_ in _VERBAL for t in after):
        return None
    content = char_span(verb.doc, (that or after[0]).i, sentence.stop - 1)
    return _complement(verb, "open", content, cue.sense, cue) if content else None


def _impersonal(verb: Token, frame: str) -> bool:
    """Tells "He was confirmed …", no report, from "it was confirmed that …"; "is said to" is a frame of its own."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if subject is None:
        return False
    if frame == "passive":
        return subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she", "they", "who"}
    return frame == "inf" or (frame in CLAUSES and subject.lower_ != "it" and verb.lemma_ not in _PASSIVE_TOLD)


def _complement(verb: Token, frame: str, content: Span, sense: str, cue: Cue) -> Draft | None:
    put = _is_put_to_somebody(verb)
    source = agent_of(verb) if put else find_source(verb)
    content = _before_a_question(verb, content)
    if source is None and not put and cue.nested and frame in CLAUSES and _is_finite(verb) and not is_passive(verb):
        if content.end <= verb.idx and (after := read_after(verb)) is not None:
            source = after
        elif content.start < verb.idx and (source := read_before(verb)) is not None:
            whole = Span(content.start, max(content.start + 1, min(content.end, source.span.start)))
            content = trim(text_of(verb.doc), whole.start, whole.end, EDGE) or content
        else:
            source = read_across(verb) or read_subject(verb)
    if frame in _FRONTED:
        content = _with_front(verb, content)
    draft = Draft(
        anchor=verb.i,
        cue=cue_span(verb),
        source=source,
        content=(content,),
        sense=sense,
        rule="refused" if _refused(verb, frame) else f"verb_{frame}",
        strong=(cue.nested and frame in CLAUSES | {"open"})
        or (frame == "obj_pred" and verb.lemma_ in _CALLING)
        or _is_relayed(verb),
    )
    return without_frame(verb.doc, draft)


def _is_put_to_somebody(verb: Token) -> bool:
    """Reads "Asked if the army would leave, the premier …" and "… said when asked if it would": another's question."""
    if verb.lemma_ not in _PUT or verb.tag_ not in {"VBN", "VBD"} or own_subject(verb) is not None:
        return False
    if any(c.dep_ in {"aux", "auxpass", "dobj"} for c in verb.children):
        return False
    before = verb.nbor(-1) if verb.i > sentence_of(verb).start else None
    return before is None or before.lower_ in {"when", "if", "then", "but", "and", '"'} or before.is_space


def _before_a_question(verb: Token, content: Span) -> Span:
    """A content without what it answers: "said *no* when asked whether …"."""
    for token in verb.doc[verb.i + 1 : sentence_of(verb).stop]:
        if token.idx >= content.end:
            break
        if token.idx > content.start and token.nbor(-1).lower_ == "when" and _is_put_to_somebody(token):
            return trim(text_of(verb.doc), content.start, token.nbor(-1).idx, EDGE) or content
    return content


def _with_front(verb: Token, content: Span) -> Span:
    """A content with what stands before its clause: a condition, or its subject where the parse takes that for an object.

    "Said *without aid, the camp* would close"; "claimed *the move to shut it* broke the law".
    """
    if verb.i + 1 >= len(verb.doc):
        return content
    first = verb.nbor(1)
    subject = next((c for c in verb.rights if c.dep_ == "dobj" and c.idx < content.start), None)
    if subject is not None and verb.lemma_ in _PLAIN:
        first = subject.left_edge
    elif first.lower_ not in _FRONTS:
        return content
    return Span(first.idx, content.end) if first.idx < content.start else content


def _is_finite(verb: Token) -> bool:
    """ "Said", "says", "has said", and the "added" of "…, added Holm" that the parse takes for a participle."""
    return (
        verb.tag_ in _FINITE
        or verb.dep_ == "amod"
        or (verb.tag_ == "VBN" and any(c.lemma_ == "have" for c in verb.lefts))
    )


def _is_relayed(verb: Token) -> bool:
    """Reads "quoted the minister as *promising* that …": whatever the verb, somebody passes it on as said."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in {"quote", "cite"}


def _refused(verb: Token, frame: str) -> bool:
    """Tells "declined to say whether …" and "would neither confirm nor deny that …", which say nothing of it."""
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"decline", "refuse"}:
        return True
    if any(c.lower_ in {"neither", "nor"} for c in verb.children):
        return True
    if verb.dep_ == "conj" and any(c.lower_ in {"neither", "nor"} for c in verb.head.children):
        return True
    return frame == "wh" and any(c.dep_ == "neg" for c in verb.children)


def _inverted(verb: Token, cue: Cue) -> Draft | None:
    """Reads "The deal, said one diplomat, is dead": between commas, whatever the parse makes of it."""
    doc, sentence = verb.doc, sentence_of(verb)
    if not cue.nested or verb.i - 1 <= sentence.start or doc[verb.i - 1].text != "," or verb.i + 1 >= sentence.stop:
        return None
    after = doc[verb.i + 1]
    if verb.tag_ not in _FINITE or after.pos_ not in _NOUNS or after.ent_type_ in {"DATE", "TIME"}:
        return None
    if verb.lemma_ in _PASSIVE_TOLD:
        return None
    close = next((t for t in doc[verb.i + 2 : min(verb.i + 14, sentence.stop)] if t.text == ","), None)
    if close is None:
        return _ending(verb, cue)
    if any(t.pos_ in {"VERB", "AUX", "SCONJ"} for t in doc[verb.i + 1 : close.i]):
        return None
    rest = next((t for t in doc[close.i + 1 : sentence.stop] if t.pos_ in _VERBAL), None)
    if rest is None or rest.tag_ == "VBG" or doc[close.i + 1].tag_.startswith("W"):
        return None
    source = char_span(doc, verb.i + 1, close.i - 1)
    pieces = (char_span(doc, sentence.start, verb.i - 2), char_span(doc, close.i + 1, sentence.stop - 1))
    content = tuple(piece for piece in pieces if piece)
    if source is None or not content:
        return None
    phrase = Phrase(span=source, head=_head(doc, verb.i + 1, close.i))
    return Draft(
        anchor=verb.i, cue=cue_span(verb), source=phrase, content=content, sense=cue.sense, rule="inverted", strong=True
    )


def _ending(verb: Token, cue: Cue) -> Draft | None:
    """Reads "Truce to hold, say aides" at a sentence's end, where the parse finds no clause before the comma."""
    doc, sentence = verb.doc, sentence_of(verb)
    subject = own_subject(verb)
    if subject is None or subject.i > verb.i or sentence.stop - verb.i > _LONGEST_ENDING:
        return None
    last = sentence.stop - 1
    while last > verb.i and (doc[last].is_space or doc[last].is_punct):
        last -= 1
    if last == verb.i or any(t.pos_ not in _NOUNS | {"ADP", "PART", "CCONJ"} for t in doc[verb.i + 1 : last + 1]):
        return None
    source = char_span(doc, verb.i + 1, last)
    content = char_span(doc, sentence.start, verb.i - 2)
    if source is None or content is None or subject.dep_ == "appos":
        return None
    if not any(t.pos_ in _VERBAL or t.tag_ == "VBN" for t in doc[sentence.start : verb.i - 1]):
        return None
    phrase = Phrase(span=source, head=_head(doc, verb.i + 1, last + 1))
    return Draft(
        anchor=verb.i,
        cue=cue_span(verb),
        source=phrase,
        content=(content,),
        sense=cue.sense,
        rule="inverted",
        strong=True,
    )


def _head(doc: Doc, first: int, after: int) -> int:
    token = doc[first]
    while token.head.i != token.i and first <= token.head.i < after:
        token = token.head
    return token.i


def _parenthesis(verb: Token, cue: Cue) -> Draft | None:
    """Reads "The talks, he said, had failed"; "As the envoy noted, the talks had failed"."""
    as_clause = _is_as_clause(verb)
    if not CLAUSES & cue.frames.keys() or not (verb.dep_ == "parataxis" or as_clause):
        return None
    host = verb.head
    whole = char_span(verb.doc, host.left_edge.i, host.right_edge.i)
    own = char_span(verb.doc, verb.left_edge.i, verb.right_edge.i)
    source = agent_of(verb) if is_passive(verb) else find_source(verb)
    if whole is None or own is None or source is None:
        return None
    content = cut_out(whole, own, text_of(verb.doc))
    return (
        Draft(
            anchor=verb.i,
            cue=cue_span(verb),
            source=source,
            content=content,
            sense=cue.sense,
            rule="as_clause" if as_clause else "parenthesis",
            strong=cue.nested,
        )
        if content
        else None
    )


def _trailing(verb: Token, cue: Cue) -> Draft | None:
    """Reads "The truce is over, the agency reported, citing …": the clause before the comma, whatever the parse makes of it."""
    doc, sentence = verb.doc, sentence_of(verb)
    going = verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.lefts)
    if not cue.nested or not (verb.tag_ in _FINITE or going):
        return None
    subject = own_subject(verb)
    source = read_before(verb) if subject is None else phrase_of(subject)
    first = doc[source.head].left_edge.i if source is not None and subject is not None else None
    if source is not None and first is None:
        first = next(t.i for t in doc[sentence.start : verb.i] if t.idx >= source.span.start)
    clause = next((t for t in doc[verb.i + 1 : sentence.stop] if t.pos_ in _VERBAL or t.text == ","), None)
    if first is None or first > verb.i or (clause is not None and clause.text != ","):
        return None
    if first - 1 <= sentence.start or doc[first - 1].text != ",":
        return None
    if any(_is_put_to_somebody(t) for t in doc[sentence.start : sentence.start + 3]):
        return None
    content = char_span(doc, sentence.start, first - 2)
    if content is None or not any(t.pos_ in _VERBAL for t in doc[sentence.start : first - 1]):
        return None
    return Draft(
        anchor=verb.i,
        cue=cue_span(verb),
        source=source,
        content=(content,),
        sense=cue.sense,
        rule="trailing",
        strong=True,
    )


def _is_as_clause(verb: Token) -> bool:
    """Reads "As X noted, …", set off by a comma and without an object of its own ("as he kept his place" is time)."""
    first = verb.left_edge
    if verb.dep_ != "advcl" or first.lower_ != "as" or any(c.dep_ in {"dobj", "xcomp"} for c in verb.rights):
        return False
    return first.i == sentence_of(verb).start or first.nbor(-1).text == "," or first.nbor(-1).is_space


def _by_nominal(token: Token, lexicon: Lexicon) -> Draft | None:
    if token.lower_ == _COMMENT:
        return _no_comment(token)
    cue = lexicon.nominal(token)
    if cue is None:
        return None
    found: dict[str, Span] = {}
    for name, span in noun_frames(token):
        found.setdefault(name, span)
    if "n_that" in cue.frames and (says := stated(token)) is not None:
        found = {"n_that": says}
    if "n_that" in cue.frames and "n_that" not in found and (clause := _clause_after(token)) is not None:
        found["n_that"] = clause
    for frame, sense in cue.frames.items():
        if frame in found:
            span = Span(token.idx, token.idx + len(token))
            source = _holder(token)
            return Draft(anchor=token.i, cue=span, source=source, content=(found[frame],), sense=sense, rule=frame)
    return None


def _clause_after(noun: Token) -> Span | None:
    """The clause of a "that" right after `noun`, which the parse hangs on another word."""
    if noun.i + 2 >= len(noun.doc) or noun.nbor(1).lower_ != "that" or noun.nbor(1).dep_ != "mark":
        return None
    verb = noun.nbor(1).head
    return char_span(noun.doc, noun.i + 1, verb.right_edge.i) if verb.i > noun.i else None


def _no_comment(noun: Token) -> Draft | None:
    """Reads "The ministry had no comment": the refusal is all that is said."""
    verb, determiner = noun.head, next((c for c in noun.lefts if c.lower_ == "no"), None)
    if determiner is None or noun.dep_ != "dobj" or verb.lemma_ not in {"have", "offer", "make", "give"}:
        return None
    content = Span(determiner.idx, noun.idx + len(noun))
    cue = cue_span(verb)
    return Draft(anchor=verb.i, cue=cue, source=find_source(verb), content=(content,), sense="says", rule="no_comment")


def _holder(token: Token) -> Phrase | None:
    """Whose claim it is: the possessor, "claim by X", or the subject of the verb that the noun completes."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.i < token.i:
            span = char_span(token.doc, token.head.head.left_edge.i, owner.i)
            return Phrase(span=span, head=token.head.head.i) if span else None
        return phrase_of(owner)
    by = next((g for c in token.rights if c.dep_ == "prep" and c.lower_ in {"by", "from"} for g in c.children), None)
    if by is not None:
        return phrase_of(by)
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "with" and head.head.pos_ in _VERBAL:
        return find_source(head.head)
    if head.pos_ in _VERBAL and token.dep_ in {"dobj", "acomp", "attr", "oprd", "ccomp"}:
        return find_source(head)
    if token.pos_ == "ADJ" and token.dep_ in {"amod", "acl"} and head.pos_ in {"NOUN", "PROPN"} and head.i < token.i:
        return phrase_of(head)
    return None
