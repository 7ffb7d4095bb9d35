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

from travaux.coding.areas import Area, AreaSentence, inner_area, mark_areas
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport
from travaux.ontology.vocabulary import AccessState, Basis, FacilityKind, Modality
from travaux.spans import Span

_AFTER = re.compile(r" (?:of|on|in|against|around|at) (?:[\w'-]+,? ){0,7}?⟨(\d+)⟩")
_BESIDE = re.compile(r" (?:(?!by |in |on |from )[\w'-]+ ){0,6}?⟨(\d+)⟩")
_SUBJECT = re.compile(
    r"⟨(\d+)⟩(?:, [^;.]{1,60},)?(?:,? which)? (?:(?:is|was|were|are|has|have|had|been|remains?|remained|first|again|still|"
    r"now|under|an?|the|living|long|[a-z]+ed) )+$"
)
_INSIDE_IT = re.compile(r"^ (?:of|on|against|at) (?:[\w'-]+,? )*?(?P<what>[\w'-]+),? (?:in|near|outside) ")
"""The first thing that is shut off, where the area only says where it lies: "a blockade of a road in ⟨0⟩"."""
_GOODS = re.compile(r"^(?:deliver\w+|aid|assistance|supplies|goods|food|fuel|imports|trade|movement)$", re.IGNORECASE)
_EASED = re.compile(r"\beas(?:es?|ed|ing)\b|\bpart(?:ial)?ly\b|\bin part\b", re.IGNORECASE)
_MANY = re.compile(r" (?:[\w'-]+,? ){0,3}?(?:towns|cities|villages|areas|regions|enclaves|camps|suburbs|districts)\b")
_FREED = re.compile(r"\b(?:is|was|were|are|been|be|now) (?:finally |now |partly )?over\b")
_NO_LIFTING = re.compile(r"\b(?:not|until|unless|if|before)\b")
_TO_LIFT = re.compile(r"\b(?:will|would|must|should|to) be\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    mention: re.Pattern[str]
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
    return _Words(
        mention=re.compile(rf"\b(?:{'|'.join([*sieges['nouns'], *sieges['verbs']])})\b", re.IGNORECASE),
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


def code_sieges(context: Context) -> tuple[AccessReport, ...]:
    """What is told of sieges and blockades, each of the area that its words name, else of the one spoken of before."""
    mentions = list(_mentions(context))
    first = next((m.areas for m in mentions if m.areas), ())
    last: tuple[Area, ...] = ()
    out = []
    for mention in mentions:
        areas = mention.areas or (() if mention.plural else _near(mention) or last or first)
        last = areas or last
        found = _state(mention)
        if found is None or not areas:
            continue
        names = [f"siege of {n}" for a in areas for n in re.split(r", and |, | and ", a.name)]
        out += [_claim(context, mention, name, *found) for name in dict.fromkeys(names)]
    return tuple(out)


def _mentions(context: Context) -> Iterator[_Mention]:
    words = _load()
    for sentence in context.once("area_sentences", mark_areas):
        text = sentence.masked
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
            areas = (inner_area(sentence, int(found.group(1))),) if found is not None else ()
            yield _Mention(
                sentence=sentence,
                start=min(match.start(), before.start()) if before is not None else match.start(),
                end=after.end() if after is not None else match.end(),
                areas=areas,
                plural=_is_many(text, match.end()) if verb else match.group().lower().endswith("s"),
            )


def _is_of_a_thing(after: str, words: _Words) -> bool:
    """ "A blockade of the motorway in the valley": of a thing that lies there, not of the place or its people."""
    inside = _INSIDE_IT.match(after)
    return inside is not None and not words.besieged.match(f" {inside['what']}") and not _GOODS.search(inside["what"])


def _is_many(text: str, end: int) -> bool:
    """ "besieged towns": which ones is not told."""
    return _MANY.match(text, end) is not None


def _near(mention: _Mention) -> tuple[Area, ...]:
    """The area below a state named nearest in the sentence."""
    at = mention.sentence.places[mention.start]
    inside = [a for a in mention.sentence.areas if not a.state]
    return (min(inside, key=lambda a: abs(a.span.start - at)),) if inside else ()


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
    base["modality"] = Modality.FUTURE if state is AccessState.PLANNED else Modality.ASSERTED
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
