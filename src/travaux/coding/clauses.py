"""Where the noun phrase or the clause of a term begins and ends.

By the order of words and not by the parse alone: long lists of terms are where a small parser errs most.
"""

from spacy.tokens import Doc, Token

from travaux.coding.issues import INNER
from travaux.coding.numbers import NUMBER_WORDS
from travaux.coding.regions import Region
from travaux.coding.words import load_term_words
from travaux.reading.lookup import sentence_of

NOMINAL = frozenset({"NOUN", "PROPN"})
LONG = 40
"""How many tokens a term has at most."""
_MODIFIERS = {"det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "punct", "case"}


def _is_adverb_between(doc: Doc, start: int, head: int, region: Region) -> bool:
    """ "Would immediately leave": an adverb between the verb's auxiliary and what follows."""
    before = doc[start - 1]
    inside = before.dep_ == "advmod" and before.head.i == head and start - 2 >= region.start
    return inside and doc[start - 2].dep_.startswith("aux")


def start_of(doc: Doc, head: int, region: Region) -> int:
    """Where a term begins: with the noun phrase, or with the verb's subject, modal or "to"."""
    token = doc[head]
    if token.pos_ in NOMINAL:
        return max(region.start, noun_phrase(token)[0])
    start = head
    while start > region.start and (
        doc[start - 1].lower_ in {"to", "not", "be", "also"}
        or doc[start - 1].tag_ == "MD"
        or doc[start - 1].dep_ in {"aux", "auxpass"}
        or _is_adverb_between(doc, start, head, region)
    ):
        start -= 1
    verb = token
    if start > region.start and doc[start].lower_ == "to" and doc[start - 1].lemma_.lower() == "be":
        verb, start = doc[start - 1], start - 1
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i >= region.start), None)
    near = subject is not None and start - subject.right_edge.i < 4 and start - subject.i < 12
    return min(start, max(region.start, subject.left_edge.i)) if subject is not None and near else start


def noun_phrase(token: Token) -> tuple[int, int]:
    """The noun phrase of a noun by its words: back over its modifiers, on over its "of …"; not into a clause."""
    doc = token.doc
    first = sentence_of(token).start
    left = token.i
    while (
        left > first
        and (doc[left - 1].dep_ in _MODIFIERS or "-" in {doc[left - 1].text, doc[left].text})
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
        if _lists_adjectives(doc, right, end) or _lists_numbers(doc, right, end):
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
        if t.lower_ in {"together", "along", "alongside", "combined"}:
            break
        right += 1
    return left, right


def _lists_numbers(doc: Doc, i: int, end: int) -> bool:
    """ "12, 15 and 30 prisoners": a comma or "and" between two numbers of one noun."""
    return 0 < i < end - 1 and doc[i].lower_ in {",", "and"} and doc[i - 1].like_num and doc[i + 1].like_num


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


def clause_end(doc: Doc, head: int, region: Region) -> int:
    """Where a clause ends: at a comma that opens another, at the verb of the sentence around it, or some forty words on."""
    bare = not any(c.dep_ in {"aux", "auxpass", "nsubj"} and c.lower_ != "to" for c in doc[head].lefts)
    inner = False
    for i in range(head + 1, min(region.end, head + LONG)):
        inner = inner or doc[i].lower_ in INNER
        if bare and not inner and doc[i].tag_ in {"VBZ", "VBD", "MD"}:
            return i
        if doc[i].tag_ == "MD" and doc[i - 1].lower_ == "and":
            return i - 1
        if doc[i].lower_ in {"and", ","} and (
            _opens_deed(doc, i, region.end) or _opens_clause(doc, i, head, region.end)
        ):
            return i
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
    return min(region.end, head + LONG)


def _opens_clause(doc: Doc, i: int, head: int, end: int) -> bool:
    """Whether "and" opens what another does: ", and Lima agreed to …", "and 200 lorries a day are to enter"."""
    if doc[i].lower_ != "and":
        return False
    for token in doc[i + 1 : min(i + 7, end)]:
        if token.dep_ in {"nsubj", "nsubjpass"}:
            return token.head.i > token.i and token.head.i != head and token.head.tag_ in {"VBD", "VBZ", "VBP", "VB"}
        if token.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _opens_deed(doc: Doc, i: int, end: int) -> bool:
    """Whether a new subject with its modal follows: ", the army will withdraw", "and the rebels would free"."""
    for k in range(i + 1, min(i + 12, end)):
        if doc[k].tag_ == "MD":
            return k > i + 1
        ranged = doc[k].lower_ == "to" and doc[k + 1 : k + 2].text.lower() in NUMBER_WORDS
        if doc[k].pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PRON", "PART"} and not (
            doc[k].text == "-" or ranged
        ):
            return False
    return False


def trim_end(doc: Doc, start: int, end: int) -> int:
    """The end without the marks and small words that lead on."""
    while end > start and (
        doc[end - 1].is_punct
        or doc[end - 1].lower_ in {"and", "or", "the", "a", "to", "for", "but", "under", "of", "with", "from", "at"}
    ):
        end -= 1
    return end
