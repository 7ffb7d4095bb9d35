"""Sieges and blockades: places that are shut off as a whole.

A siege spoken of is a state of access by itself ("after years of siege"): it is closed, until words say that it was
lifted or broken, or that somebody means to lift it. A siege that is only feared or threatened is none.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from travaux.coding.area_sentences import AreaSentence, inner_area, mark_areas
from travaux.coding.areas import Area
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.scene_areas import is_aside
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport
from travaux.ontology.vocabulary import AccessState, Basis, FacilityKind, Modality
from travaux.reading.lookup import tokens_at
from travaux.reading.needles import fold, needles_of
from travaux.spans import Span

_AFTER = re.compile(r" (?:of|on|in|against|around|at) (?:[\w'-]+,? ){0,9}?⟨(\d+)⟩")
_BESIDE = re.compile(r" (?:(?!by |in |on |from )[\w'-]+ ){0,6}?⟨(\d+)⟩")
_SUBJECT = re.compile(
    r"⟨(\d+)⟩(?:, [^;.]{1,60},)?(?:,? which)? (?:(?:is|was|were|are|has|have|had|been|remains?|remained|first|again|still|"
    r"now|under|an?|the|living|long|[a-z]+ed) )+$"
)
_INSIDE_IT = re.compile(r"^ (?:of|on|against|at) (?:[\w'-]+,? )*?(?P<what>[\w'-]+),? (?:in|near|outside) ")
"""The first thing that is shut off, where the area only says where it lies: "a blockade of a road in ⟨0⟩"."""
_GOODS = re.compile(r"^(?:deliver\w+|aid|assistance|supplies|goods|food|fuel|imports|trade|movement)$", re.IGNORECASE)
_EASED = re.compile(r"\beas(?:es?|ed|ing)\b|\bpart(?:ial)?ly\b|\bin part\b", re.IGNORECASE)
_PLACES = frozenset(
    "it they town city village enclave area region territory camp suburb district province pocket quarter island strip "
    "valley".split()
)
_DESCRIBED = re.compile(r"⟨(?P<area>\d+)⟩, (?:the |an? )?(?:[\w-]+ ){1,4}(?:of|in|outside|near) (?:the )?$")
_ONCE = re.compile(
    r"\b(?:erstwhile|formerly|former|once|previously|then|had been(?: an?)?) (?:[\w-]+[ -]){0,1}$", re.IGNORECASE
)
_UNTIL = re.compile(r"\buntil\b[^.;]{0,25}\b(?:last|ago|\d{4})\b|\bbefore (?:it|they) (?:fell|was|were)\b")
_COMPARED = re.compile(
    r"\b(?:like|unlike|than|recall\w*|remember\w*|survived|reminiscent of|memories of|anniversary of|year marked by|"
    r"(?:fell|captured|capturing|retook|overran|seized|taken)\b[^.;]{0,40}\b(?:after|following)) "
    r"(?:the |an? |this )?(?:[\w-]+ ){0,4}$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"^[^.;,]{0,30},? (?:that|which) (?:had )?(?:ended|fell|was)\b|^[^.;,]{0,30} (?:in|of) (?:1\d{3}|20[01]\d)\b"
)
_OF_LATE = re.compile(r"\b(?:still|now|current\w*|ongoing)\b")
_OLD = re.compile(
    r"\b(?:centur(?:y|ies)|ancient|medieval|second world war|first world war|world war (?:ii?|two|one))\b",
    re.IGNORECASE,
)
"""What makes a siege one of old times, one that is over, or only a comparison: it tells nothing of today."""
_MANY = re.compile(r" (?:[\w'-]+,? ){0,3}?(?:towns|cities|villages|areas|regions|enclaves|camps|suburbs|districts)\b")
_FREED = re.compile(r"\b(?:is|was|were|are|been|be|now) (?:finally |now |partly )?over\b")
_NO_LIFTING = re.compile(r"\b(?:not|until|unless|if|before)\b")
_TO_LIFT = re.compile(r"\b(?:will|would|must|should|to) be\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    mention: re.Pattern[str]
    needles: tuple[str, ...]
    verbs: re.Pattern[str]
    besieged: re.Pattern[str]
    never: re.Pattern[str]
    only_possible: re.Pattern[str]
    lifting: re.Pattern[str]
    lifted: re.Pattern[str]
    intended: re.Pattern[str]
    done: re.Pattern[str]


@lru_cache(maxsize=1)
def _load() -> _Words:
    data = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))
    sieges = data["sieges"]
    besieged = "|".join(sieges["besieged"])
    mention = re.compile(rf"\b(?:{'|'.join([*sieges['nouns'], *sieges['verbs']])})\b", re.IGNORECASE)
    return _Words(
        mention=mention,
        needles=needles_of(mention) or ("",),
        verbs=re.compile("|".join(sieges["verbs"]), re.IGNORECASE),
        besieged=re.compile(rf"^ (?:[\w'-]+,? ){{0,5}}?(?:{besieged})\b"),
        never=re.compile("|".join(sieges["never"]), re.IGNORECASE),
        only_possible=re.compile(rf"\b(?:{'|'.join(sieges['only_possible'])})\b(?: \S+){{0,4}} ?$", re.IGNORECASE),
        lifting=re.compile(rf"\b(?:{'|'.join(sieges['lifting'])})\s+(?:[^\s.;,]+\s+){{0,4}}$", re.IGNORECASE),
        lifted=re.compile(rf"^[^.;]{{0,120}}?\b(?:{'|'.join(sieges['lifted'])})\b"),
        intended=re.compile(rf"\b(?:{'|'.join(sieges['intended'])})\b[^.;,]*$", re.IGNORECASE),
        done=re.compile(rf"\b(?:{'|'.join(sieges['done'])})\b", re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """A siege spoken of: its words in the masked sentence, and the areas that they name."""

    sentence: AreaSentence
    start: int
    end: int
    areas: tuple[Area, ...]
    plural: bool
    general: bool
    """Whether a general word or a pronoun says what is shut off ("it has been under siege"): the area spoken of before."""
    past: bool
    """Whether the words tell of a siege of old times, or one that is over."""


def code_sieges(context: Context) -> tuple[AccessReport, ...]:
    """What is told of sieges and blockades, each of the area that its words name, else of the one spoken of before."""
    mentions = list(_mentions(context))
    first = next((m.areas for m in mentions if m.areas and not m.past), ())
    last: tuple[Area, ...] = ()
    out = []
    for mention in mentions:
        areas = mention.areas or _meant(context, mention, last or first)
        last = last if mention.past else areas or last
        found = _state(mention)
        if found is None or not areas:
            continue
        names = [f"siege of {n}" for a in areas for n in re.split(r", and |, | and ", a.name)]
        out += [_claim(context, mention, name, *found) for name in dict.fromkeys(names)]
    return tuple(out)


def _meant(context: Context, mention: _Mention, before: tuple[Area, ...]) -> tuple[Area, ...]:
    """The area of a siege whose words name none: the one besieged before, else the one named near by."""
    if mention.plural:
        return ()
    if mention.past:
        return _near(context, mention)
    return before or (() if mention.general else _near(context, mention))


def _mentions(context: Context) -> Iterator[_Mention]:
    words = _load()
    for sentence in context.once("area_sentences", mark_areas):
        text = sentence.masked
        folded = fold(text)
        if not any(needle in folded for needle in words.needles):
            continue
        for match in words.mention.finditer(text):
            verb = words.verbs.fullmatch(match.group()) is not None
            around = text[max(0, match.start() - 12) : match.end() + 14]
            if words.never.search(around) is not None:
                continue
            after = (_BESIDE if verb else _AFTER).match(text, match.end())
            before = _SUBJECT.search(text, max(0, match.start() - 110), match.start()) if after is None else None
            found = after or before
            if found is None and verb and words.besieged.match(text[match.end() :]) is None:
                continue
            if after is not None and not verb and _is_of_a_thing(after.group(), words):
                continue
            named = inner_area(sentence, int(found.group(1))) if found is not None else None
            noun = _subject(context, sentence, match.start()) if named is None else None
            area = next((a for a in (named, _area_at(sentence, noun)) if a is not None and not a.recalled), None)
            yield _Mention(
                sentence=sentence,
                start=min(match.start(), before.start()) if before is not None else match.start(),
                end=after.end() if after is not None else match.end(),
                areas=(area,) if area is not None else (),
                plural=_is_many(text, match.end()) if verb else match.group().lower().endswith("s"),
                general=noun is not None or found is not None or verb,
                past=_is_past(text, match, verb=verb),
            )


def _is_of_a_thing(after: str, words: _Words) -> bool:
    """ "A blockade of the motorway in the valley": of a thing that lies there, not of the place or its people."""
    inside = _INSIDE_IT.match(after)
    return inside is not None and not words.besieged.match(f" {inside['what']}") and not _GOODS.search(inside["what"])


def _is_many(text: str, end: int) -> bool:
    """ "besieged towns": which ones is not told."""
    return _MANY.match(text, end) is not None


def _subject(context: Context, sentence: AreaSentence, start: int) -> Span | None:
    """What is told to be under siege: the subject of the verb, "which" being what it stands for."""
    tokens = tokens_at(context.doc, sentence.places[start], sentence.places[start] + 1)
    token = tokens[0] if tokens is not None else None
    while token is not None and token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        token = token.head
    while (
        token is not None and token.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    ):
        token = token.head
    if token is None:
        return None
    for child in token.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.idx < sentence.places[start]:
            noun = child.doc[token.head.i] if child.lower_ in {"which", "that"} and token.dep_ == "relcl" else child
            while noun.dep_ == "appos":
                noun = noun.head
            place = noun.pos_ == "PROPN" or noun.lemma_.lower() in _PLACES
            return Span(noun.idx, noun.idx + len(noun)) if place else None
    return None


def _area_at(sentence: AreaSentence, noun: Span | None) -> Area | None:
    """The area that a noun is part of; of "Kadugli, the capital of South Kordofan," the one that the words describe."""
    number = next((n for n, a in enumerate(sentence.areas) if noun is not None and a.span.overlaps(noun)), None)
    if number is None:
        return None
    described = _DESCRIBED.search(sentence.masked[: sentence.masked.index(f"⟨{number}⟩")])
    return sentence.areas[int(described["area"]) if described is not None else number]


def _near(context: Context, mention: _Mention) -> tuple[Area, ...]:
    """The area below a state named nearest in the sentence, one that only says where another lies left out."""
    at = mention.sentence.places[mention.start]
    inside = [a for a in mention.sentence.areas if not (a.state or a.recalled or is_aside(context, a))]
    return (min(inside, key=lambda a: abs(a.span.start - at)),) if inside else ()


def _is_past(text: str, match: re.Match[str], *, verb: bool) -> bool:
    """Whether a siege is told as over, of old times, or for comparison ("erstwhile besieged", "like the siege of …")."""
    left, right = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 90]
    if verb:
        return _ONCE.search(left) is not None or _UNTIL.search(right) is not None
    return (
        _COMPARED.search(left) is not None
        or _ONCE.search(left) is not None
        or (_OVER.search(right) is not None and _OF_LATE.search(left) is None)
        or _OLD.search(text) is not None
    )


def _state(mention: _Mention) -> tuple[AccessState, int, int] | None:
    """What is told of a siege, and where in its sentence; None where it is only feared, threatened or ruled out."""
    words, text = _load(), mention.sentence.masked
    left, right = text[: mention.start], text[mention.end :]
    lifting = words.lifting.search(left)
    if lifting is not None:
        before = left[: lifting.start()]
        planned = words.intended.search(before) is not None and words.done.search(before) is None
        later = planned or re.search(r"^(?:lifting|end(?:ing)?) (?:of|to)\b", lifting.group()) is not None
        freed = _freed(left[lifting.start() - 20 if lifting.start() > 20 else 0 :])
        return AccessState.PLANNED if later else freed, lifting.start(), mention.end
    lifted = words.lifted.search(right) or _FREED.search(right[:60])
    if lifted is not None and not _NO_LIFTING.search(right[: lifted.end()]):
        later = _TO_LIFT.search(right[: lifted.end()]) is not None
        freed = _freed(right[: lifted.end()])
        return AccessState.PLANNED if later else freed, mention.start, mention.end + lifted.end()
    if words.only_possible.search(left):
        return None
    return AccessState.CLOSED, mention.start, mention.end


def _freed(words: str) -> AccessState:
    """How far a siege that was lifted is over: one that is eased still restricts."""
    return AccessState.RESTRICTED if _EASED.search(words) else AccessState.OPEN


def _claim(context: Context, mention: _Mention, name: str, state: AccessState, start: int, end: int) -> AccessReport:
    span, word = mention.sentence.span_of(start, end), mention.sentence.span_of(mention.start, mention.end)
    base = ground(context, span, "access:siege", at=word)
    past = Modality.HISTORICAL if mention.past and state is AccessState.CLOSED else Modality.ASSERTED
    base["modality"] = Modality.FUTURE if state is AccessState.PLANNED else past
    announced = state is AccessState.PLANNED or base["voice"].speaker is not None
    return AccessReport(
        **base,
        facility=name,
        told=name,
        facility_kind=FacilityKind.OTHER,
        facility_span=word,
        state=state,
        reopened=state is AccessState.OPEN,
        basis=Basis.ANNOUNCED if announced else Basis.OBSERVED,
        when=find_when(context, Span(word.start, word.start + 1), span),
    )
