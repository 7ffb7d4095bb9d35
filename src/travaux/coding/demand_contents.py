"""What is demanded, in the words of an act of demanding: its coordinated parts, each a demand of its own."""

import re

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from travaux.coding.asking import is_duty
from travaux.coding.context import Context
from travaux.ontology.claim import Move
from travaux.reading.lookup import sentence_of, tokens_at
from travaux.spans import Span, trim

WEIGHING = frozenset({"importance", "important", "priority", "imperative"})
"""Words by which the worth of a thing is told."""
_EMPTY = {"demand", "condition", "request", "term", "requirement", "call", "ultimatum"}
_TURNED_BACK = {"itself", "themselves", "himself", "herself", "ourselves"}
_LONGEST = 220
_SHORT = 4
_VERB_TAGS = {"VB", "VBP"}
_IS_RELATIVE = re.compile(
    r"(?:from|to|of|in|on|for|by|at) (?:which|whom)\b"
    r"|(?:that|which) (?:in \w+ )?(?:would|will|could|may|might|has|have|had|is|are|was|were|amounts?|go|goes)\b",
    re.IGNORECASE,
)
_AND_THAT = re.compile(
    r",? and (?:also )?(?=that\b)|,? and (?:also )?(?=to [a-z]+)|, (?=to [a-z]+.* and (?:also )?to [a-z]+)"
)
_WHO_IS_TO = re.compile(r"^(?:[^\s,;.]+ ){1,5}to [a-z]+")
"""A content that opens with who is to do it: "the rebels to leave the town"."""


def find_contents(context: Context, move: Move) -> list[Span]:
    """What is demanded, in its coordinated parts; none where only "demands" are spoken of."""
    content = _after_for(context, move) or _with_object(context, move) or _untold(context, move)
    if content is None:
        return []
    if context.report.text[content.end : content.end + 1] == "-" and content.end < move.span.end:
        # A word that the tokens break at its hyphen ("to de-escalate") takes all that follows with it.
        content = Span(content.start, move.span.end)
        if len(content) > _LONGEST:
            return []
    if content == move.span:
        return [] if _IS_RELATIVE.match(context.quote(content)) else [content, *_due_too(context, move)]
    if any(a.span is not None and a.span.covers(content) for a in move.recipients) or _is_empty(context, move, content):
        return []
    tokens = tokens_at(context.doc, content.start, content.end)
    if tokens is None or any(t.lemma_.lower() in _EMPTY for t in (tokens.root, *_behind(tokens.root))):
        return []
    words = context.quote(content)
    if _IS_RELATIVE.match(words) or words.split()[-1].lower() in _TURNED_BACK:
        return []
    cuts = [(m.start(), m.end()) for m in _AND_THAT.finditer(words) if _cuts(words, m)] or _joined_deeds(
        content, tokens
    )
    edges = [0, *(e for _, e in cuts)]
    ends = [*(s for s, _ in cuts), len(words)]
    parts = [
        trim(context.report.text, content.start + a, content.start + b, drop=" ,;")
        for a, b in zip(edges, ends, strict=True)
    ]
    return [p for p in parts if p is not None and any(c.isalpha() for c in context.quote(p))]


def _due_too(context: Context, move: Move) -> list[Span]:
    """ "The army must leave the town and free the crew": what else it must do, behind the words of the act."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return []
    verb = trigger.root.head if trigger.root.tag_ == "MD" else trigger.root
    out = []
    for other in verb.conjuncts:
        own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in other.lefts)
        if other.i < verb.i or other.tag_ != "VB" or own or not any(c.dep_ == "dobj" for c in other.rights):
            continue
        last = other.right_edge
        part = trim(context.report.text, other.idx, last.idx + len(last), drop=' ,;.“”"')
        if part is not None and not part.overlaps(move.span) and part.end - part.start <= _LONGEST:
            out.append(part)
    return out


def _is_empty(context: Context, move: Move, content: Span) -> bool:
    """ "What he has asked for", "to happen": words that do not tell what is wanted."""
    words = context.quote(content).lower().split()
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    behind = content.start < move.trigger.start and trigger is not None and trigger.root.dep_ == "relcl"
    short = (words[0] == "to" and len(words) < _SHORT and not move.recipients) or words[-1] in WEIGHING
    return behind or short or words[0] in {"what", "which", "how", "exactly", "whatever", "who", "why"}


def _behind(root: Token) -> tuple[Token, ...]:
    """ "To their demands": what stands behind a preposition that opens the content."""
    return tuple(c for c in root.children if c.dep_ == "pobj") if root.dep_ == "prep" else ()


def _with_object(context: Context, move: Move) -> Span | None:
    """ "Asked for radars to guard the port": the radars belong to what is asked for, where nobody is asked."""
    about = move.about
    if about is None or move.recipients or about.start <= move.trigger.end:
        return about
    called = context.quote(move.trigger).lower().endswith(" for") and context.quote(about).lower().startswith("to ")
    return trim(context.report.text, move.trigger.end, about.end, drop=" ,") if called else about


def _untold(context: Context, move: Move) -> Span | None:
    """What is demanded where the act does not say it: a clause of duty as a whole, or what follows the verb that asks."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None:
        return None
    if is_duty(trigger):
        return move.span
    if trigger.root.pos_ != "VERB" or move.span.end <= move.trigger.end:
        return None
    rest = trim(context.report.text, move.trigger.end, move.span.end, drop=' ,;:“”"')
    words = context.quote(rest).split() if rest is not None else []
    return rest if len(words) > 1 and words[0].lower() not in {"by", "at", "in", "as", "during", "after"} else None


def _joined_deeds(content: Span, tokens: SpacySpan) -> list[tuple[int, int]]:
    """Where a content goes on with the next deed: "to open the port and release the crews"; each has words of its own."""
    root = tokens.root
    verbs = [root, *(t for t in tokens if t.dep_ == "conj" and t.head.i >= tokens.start and t.tag_ in _VERB_TAGS)]
    if root.pos_ != "VERB" or len(verbs) < 2:
        return []
    cuts = []
    for verb in verbs[1:]:
        joint = tokens.doc[verb.i - 1]
        if joint.lower_ not in {"and", ","} or verb.right_edge.i - verb.i < 2:
            continue
        if verb.head.i >= joint.i - 1 or not any(c.dep_ in {"dobj", "prep", "xcomp", "ccomp"} for c in verb.children):
            continue
        before = tokens.doc[joint.i - 1]
        start = before.idx if before.text == "," else joint.idx
        cuts.append((start - content.start, verb.idx - content.start))
    return [c for c in cuts if c[0] > 0]


def _cuts(words: str, found: re.Match[str]) -> bool:
    """ "And that" splits a content that opens with "that", "and to" one that opens with "to"."""
    opener = words[found.end() :].split(maxsplit=1)[0]
    if words.lower().lstrip(' “"').startswith((opener, "for")) or opener == "that":
        return True
    return opener == "to" and _WHO_IS_TO.match(words) is not None


def _after_for(context: Context, move: Move) -> Span | None:
    """ "Demands for the army to leave": all that follows "for"."""
    trigger = tokens_at(context.doc, move.trigger.start, move.trigger.end)
    if trigger is None or trigger.root.pos_ not in {"NOUN", "PROPN"} or trigger.end >= len(context.doc):
        return None
    after = context.doc[trigger.end]
    if (
        after.lower_ == "that"
        and trigger.end + 1 < len(context.doc)
        and context.doc[trigger.end + 1].pos_ in {"AUX", "VERB"}
    ):
        return None
    if after.lower_ not in {"for", "that"} or trigger.root.lemma_.lower() not in _EMPTY:
        return None
    sent = sentence_of(after)
    judged = _predicate_of(trigger.root)
    stop = min(sent.end, judged.i) if judged is not None else sent.end
    end = next(
        (t.i for t in context.doc[after.i + 1 : stop] if t.text in {",", ";"} and _opens_aside(context, t.i, stop)),
        stop,
    )
    if end <= after.i + 1:
        return None
    return trim(
        context.report.text,
        context.doc[after.i + 1].idx,
        context.doc[end - 1].idx + len(context.doc[end - 1]),
        drop=" ,.;",
    )


def _predicate_of(noun: Token) -> Token | None:
    """ "The demand that the army leave is absurd": where the verb behind a noun that is its subject begins."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.i < noun.i:
        return None
    return next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"} and c.i > noun.i), verb)


def _opens_aside(context: Context, i: int, end: int) -> bool:
    return i + 1 < end and context.doc[i + 1].lower_ in {
        "which",
        "who",
        "but",
        "while",
        "according",
        "as",
        "saying",
        "after",
    }
