"""Names by their shape: words in capitals that hold the noun of a body ("Upper River Front", "Federation of Nurses")."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.columns import columns_of
from travaux.reading.lookup import sentence_edges, text_of
from travaux.reading.mentions.kinds import BODY_KINDS
from travaux.reading.mentions.nouns import load_nouns
from travaux.reading.mentions.unlisted.words import load_words, singulars

_OPENING = frozenset({"of", "for"})
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST = 8
"""Words of a name."""
_BEHIND = 5
"""Words of a name behind "of"."""
_LEADING = frozenset({"DET", "ADP", "SCONJ", "CCONJ", "PRON", "ADV", "VERB", "AUX", "NUM", "INTJ"})
"""What a sentence may begin with that is no part of a name, though in capitals."""
_LETTERS = range(2, 9)
"""Letters of an acronym."""
_BODIES = BODY_KINDS - {ActorKind.STATE}
_SHORT = 2
"""Words of a name in packs that may be the end of another's name."""
_OWNERS = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.IGO, ActorKind.UNKNOWN})
_TELLING = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV"})
"""Words that are small in a sentence, and in capitals in a headline."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name in a text: its tokens, its noun, and the acronym that stands in brackets behind it."""

    tokens: SpacySpan
    noun: str
    armed: bool
    acronym: str | None = None
    called: str | None = None
    """The name of those whom the words describe and do not name in full ("fijian rebels")."""
    beside: str | None = None
    """The other of two in "the Lua and Reni clans"."""
    country: str | None = None
    head: int | None = None
    """The token around which the signs stand, where it is not in `tokens`."""

    @property
    def name(self) -> str:
        """The name as it is told, on one line."""
        return self.called or " ".join(self.tokens.text.split())

    @property
    def word(self) -> Token:
        """The word that stands for the name in its sentence."""
        if self.head is not None:
            return self.tokens.doc[self.head]
        root = self.tokens.root
        return root if root.pos_ not in {"VERB", "AUX"} else self.tokens[-1]


def find_candidates(doc: Doc, mentions: Mapping[int, Mention]) -> Iterator[Candidate]:
    """Every name of a body in the report that packs do not know; `mentions` are those found, by token."""
    words = load_words()
    columns = columns_of(doc)
    behind = 0
    for place, low in enumerate(columns.lower):
        if place < behind or not words.is_head(low) or not doc[place].text[:1].isupper():
            continue
        tokens = _read_name(doc, place, mentions)
        if tokens is None or not _is_name(tokens, doc[place], mentions):
            continue
        behind = tokens.end
        yield Candidate(tokens, low, words.is_armed(low), _read_acronym(doc, tokens.end))


def _read_name(doc: Doc, place: int, mentions: Mapping[int, Mention]) -> SpacySpan | None:
    """The name around its noun; None where another word in capitals follows, which makes of it the name of a thing."""
    first, end = _find_start(doc, place, mentions), place + 1
    last = sentence_edges(doc[place])[1]
    if end < last and doc[end].lower_ in _OPENING and singulars(doc[place].text) & load_words().closing:
        return SpacySpan(doc, first, end) if first < place else None
    if end < last and doc[end].lower_ in _OPENING:
        behind = _find_end(doc, end, last)
        at_home = first < place and behind - end <= 2 and _is_state(mentions.get(behind - 1))
        end = end if at_home else behind
    elif end < last and _is_capital(doc[end]) and not _opens_office(doc[end]):
        return None
    if first == place and end == place + 1:
        return None
    return SpacySpan(doc, first, end)


def _opens_office(token: Token) -> bool:
    nouns = load_nouns()
    return bool(singulars(token.text) & (nouns.title_heads | nouns.title_parts | load_words().members))


def _is_state(mention: Mention | None) -> bool:
    return mention is not None and mention.kind is ActorKind.STATE


def _find_start(doc: Doc, place: int, mentions: Mapping[int, Mention]) -> int:
    """Where the words in capitals begin that stand before the noun."""
    opening = sentence_edges(doc[place])[0]
    first = place
    while first > opening and place - first < _LONGEST:
        before = doc[first - 1]
        if before.text in {"'s", "'", "-"}:
            owner = first - 2
            if (
                owner < opening
                or not _is_capital(doc[owner])
                or (before.text != "-" and _is_owner(doc[owner], mentions))
            ):
                break
            first = owner
        elif (
            before.lower_ == "of"
            and first < place
            and first - 2 >= opening
            and _is_place(doc[first - 2], doc[first], mentions)
        ):
            first -= 2
        elif _is_capital(before) and before.text.lower() not in _ARTICLES:
            first -= 1
        else:
            break
    nouns = load_nouns()
    while first < place and (
        (first == opening and doc[first].pos_ in _LEADING)
        or (
            doc[first].pos_ == "PRON"
            or (doc[first].lemma_.lower() in nouns.title_heads and not doc[first + 1].text.startswith("'"))
        )
        or (
            first == opening
            and doc[first].lower_ in nouns.title_parts | nouns.group_nouns
            and doc[first].lower_ != "new"
        )
    ):
        first += 1
    return first


def _is_place(token: Token, behind: Token, mentions: Mapping[int, Mention]) -> bool:
    """ "District of Lua Guard"; "Republic of Peru" is a state's name."""
    opens = _is_capital(token) and bool(singulars(token.text) & load_words().places)
    return opens and not _is_state(mentions.get(behind.i))


def _is_owner(token: Token, mentions: Mapping[int, Mention]) -> bool:
    """ "Fiji's Freedom League": whose it is; not "the People's Army"."""
    mention = mentions.get(token.i)
    if mention is not None and mention.span.end == token.idx + len(token) and mention.kind in _OWNERS:
        return True
    ends = token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I"
    return token.ent_type_ in {"GPE", "PERSON"} and ends and not token.text.endswith("s")


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[:1].isalpha()


def _find_end(doc: Doc, end: int, last: int) -> int:
    """Behind the words in capitals that follow "of" or "for"; `end` where none does."""
    place = end + 1
    while place < last and doc[place].lower_ in _ARTICLES:
        place += 1
    start = place
    while place < last and place - start < _BEHIND and (_is_capital(doc[place]) or doc[place].text == "-"):
        place += 1
    if place == start:
        return end
    if place < last - 1 and doc[place].lower_ in _OPENING and _is_capital(doc[place - 1]):
        return _find_end(doc, place, last)
    return place


def _is_name(tokens: SpacySpan, noun: Token, mentions: Mapping[int, Mention]) -> bool:
    """Whether words name one body of their own: none that packs know, no organ of a state, none that watches or trades."""
    words = load_words()
    inside = {id(m): m for t in tokens if (m := mentions.get(t.i)) is not None}
    for mention in inside.values():
        outside = mention.span.start < tokens.start_char or mention.span.end > tokens.end_char
        whole = mention.span.start <= tokens.start_char and mention.span.end >= tokens.end_char
        extended = mentions.get(noun.i) is mention and _is_extended(tokens, mention, mentions)
        if mention.by == "pack" and (outside or whole or (mention.kind in _BODIES and not extended)):
            return False
        if mention.kind is ActorKind.OUTLET:
            return False
    own = [t for t in tokens if t.i != noun.i and t.text not in {"'s", "'", "-"}]
    if any(singulars(t.text) & words.apart or t.shape_[:1] == "d" for t in own) or _is_shouting(tokens):
        return False
    official = words.official | (words.guards if "guard" in singulars(noun.text) else frozenset())
    telling = [t for t in own if not singulars(t.text) & official]
    of_state = [t for t in telling if _is_of_state(mentions.get(t.i))]
    return len(telling) > len(of_state) or (bool(of_state) and len(own) > len(of_state) and not _is_organ(noun))


def _is_extended(tokens: SpacySpan, mention: Mention, mentions: Mapping[int, Mention]) -> bool:
    """ "Patriotic Resistance Front", where packs know a "Resistance Front": another, unless a state's name makes it longer."""
    before = [t for t in tokens if t.idx < mention.span.start]
    short = len(mention.span.of(text_of(tokens.doc)).split()) <= _SHORT
    return short and bool(before) and all(_is_capital(t) and mentions.get(t.i) is None for t in before)


def _is_shouting(tokens: SpacySpan) -> bool:
    """Whether a name stands in a headline all of whose words are in capitals."""
    first, last = sentence_edges(tokens[0])
    others = [tokens.doc[i] for i in range(first, last) if not tokens.start <= i < tokens.end]
    told = [t for t in others if t.pos_ in _TELLING or t.text.isupper()]
    return len([t for t in others if t.is_alpha]) > 1 and not any(t.text[:1].islower() for t in told)


def _is_of_state(mention: Mention | None) -> bool:
    return mention is not None and (mention.kind is ActorKind.STATE or mention.by in {"adjective", "people", "capital"})


def _is_organ(noun: Token) -> bool:
    """Whether a state has organs by such a noun: its army, guard, command, council or assembly."""
    return bool(
        singulars(noun.text)
        & {
            "army",
            "guard",
            "force",
            "command",
            "council",
            "assembly",
            "congress",
            "authority",
            "administration",
            "unit",
            "corps",
            "party",
            "wing",
            "committee",
        }
    )


def _read_acronym(doc: Doc, end: int) -> str | None:
    """ "(TDC)" right behind a name."""
    if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
        return None
    word = doc[end + 1].text
    letters = word.replace("-", "").replace(".", "")
    return word if len(letters) in _LETTERS and letters.isupper() and letters.isalpha() else None


def join_names(names: Sequence[str]) -> dict[str, str]:
    """Each name → the longest of which it is the beginning or the end, where that is one."""
    out: dict[str, str] = {}
    for name in names:
        longer = [n for n in names if n != name and (n.startswith(f"{name} ") or n.endswith(f" {name}"))]
        out[name] = max(longer, key=len) if longer and all(max(longer, key=len).find(n) >= 0 for n in longer) else name
    return out
