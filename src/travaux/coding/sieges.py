"""Places that are shut off as a whole: sieges and blockades, and aid kept out of a place or let in, with no point named.

A siege spoken of is a state of access by itself ("after years of siege"): it is closed, until words say that it was
lifted or broken, or that somebody means to lift it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from travaux.coding.context import Context
from travaux.coding.facilities import NAME
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport
from travaux.ontology.vocabulary import CODED_SEGMENTS, AccessState, Basis, FacilityKind, Modality
from travaux.reading.lookup import text_of, tokens_at
from travaux.spans import Span

_SIDE = r"(?:(?:north|south|east|west)(?:ern|-west|-east)? )?"
_NAMES = rf"{_SIDE}{NAME.pattern}(?:(?:, | and |, and ){_SIDE}{NAME.pattern})*"
_KIND = r"(?:[\w’'-]+ ){0,5}?(?:city|town|towns|enclave|area|region|capital|suburbs?|strip|villages?|province) of "
_AFTER = re.compile(rf"\s+(?:of|on|in|against|around)\s+(?:the )?(?:{_KIND})?(?P<names>{_NAMES})")
_BESIDE = re.compile(rf"\s+(?:[a-z-]+ ){{0,3}}?(?:{_KIND})?(?P<names>{_NAMES})")
_SUBJECT = re.compile(
    rf"(?P<names>{_NAMES})\s+(?:is|was|were|are|has been|have been)\s+(?:first |again |still |now )?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    mention: re.Pattern[str]
    verbs: re.Pattern[str]
    lifting: re.Pattern[str]
    lifted: re.Pattern[str]
    intended: re.Pattern[str]
    done: re.Pattern[str]
    kept_out: re.Pattern[str]
    let_in: re.Pattern[str]


@lru_cache(maxsize=1)
def _load() -> _Words:
    data = tomllib.loads((files("travaux.coding") / "data" / "access.toml").read_text(encoding="utf8"))
    sieges, entry = data["sieges"], {k: "|".join(v) for k, v in data["entry"].items()}
    place = rf"(?:the )?(?P<place>{_SIDE}{NAME.pattern})"
    return _Words(
        mention=re.compile(rf"\b(?:{'|'.join([*sieges['nouns'], *sieges['verbs']])})\b"),
        verbs=re.compile("|".join(sieges["verbs"])),
        lifting=re.compile(rf"\b(?:{'|'.join(sieges['lifting'])})\s+(?:[^\s.;,]+\s+){{0,4}}$"),
        lifted=re.compile(rf"^[^.;]{{0,120}}?\b(?:{'|'.join(sieges['lifted'])})\b"),
        intended=re.compile(rf"\b(?:{'|'.join(sieges['intended'])})\b[^.;,]*$"),
        done=re.compile(rf"\b(?:{'|'.join(sieges['done'])})\b"),
        kept_out=re.compile(
            rf"\b(?P<w>{entry['blocking']}) (?:[\w-]+ ){{0,4}}?(?:{entry['cargo']}) (?:[\w-]+ ){{0,4}}?(?:for|to|into|reaching|entering|in) {place}"
        ),
        let_in=re.compile(
            rf"\b(?P<w>{entry['granting']}|{entry['allowing']}) (?:[^\s.;]+ ){{0,7}}?(?:{entry['cargo']}) (?:[\w-]+ ){{0,4}}?(?:into|to enter|to reach|enter|for) {place}"
        ),
    )


def code_sieges(context: Context) -> tuple[AccessReport, ...]:
    """What is told of sieges, and of aid kept out of a place or let in."""
    mentions = list(_mentions(context))
    named = [m for m in mentions if m[1]]
    out: list[AccessReport] = []
    for n, (span, names, _) in enumerate(mentions):
        before = [m for m in mentions[:n] if m[1]]
        for name in names or (before[-1][1] if before else named[0][1] if named else ()):
            out.append(_claim(context, span, f"siege of {name}", *_state(context, span)))
    return (*out, *_entries(context))


def _sentence(context: Context, start: int) -> Span:
    tokens = tokens_at(context.doc, start, start + 1)
    sent = tokens[0].sent if tokens is not None else context.doc[0:1]
    return Span(sent.start_char, max(sent.end_char, start + 1))


def _mentions(context: Context) -> Iterator[tuple[Span, tuple[str, ...], bool]]:
    """Each siege spoken of: its word with its places, and the places."""
    text, words = text_of(context.doc), _load()
    for match in words.mention.finditer(text):
        if context.part(Span(match.start(), match.end())) not in CODED_SEGMENTS:
            continue
        sentence = _sentence(context, match.start())
        verb = words.verbs.fullmatch(match.group()) is not None
        after = (_BESIDE if verb else _AFTER).match(text, match.end(), sentence.end)
        before = _SUBJECT.search(text, max(sentence.start, match.start() - 80), match.start()) if verb else None
        found = before or after
        names = tuple(_places(context, found)) if found else ()
        if verb and not names:
            continue
        yield (
            Span(
                min(match.start(), before.start("names") if before else match.start()),
                max(match.end(), after.end() if after and names and not before else match.end()),
            ),
            names,
            verb,
        )


def _places(context: Context, found: re.Match[str]) -> Iterator[str]:
    """The places of a list of names, without whom packs know as people ("the Syrian city")."""
    for name in re.finditer(rf"{_SIDE}{NAME.pattern}", found.group("names")):
        tokens = tokens_at(context.doc, found.start("names") + name.start(), found.start("names") + name.end())
        if tokens is not None and tokens[-1].ent_type_ not in {"NORP", "DATE", "PERSON"}:
            yield name.group()


def _state(context: Context, span: Span) -> tuple[AccessState, Span]:
    """What is told of a siege at its words, and the words that tell it."""
    text, words, sentence = text_of(context.doc), _load(), _sentence(context, span.start)
    left, right = text[sentence.start : span.start], text[span.end : sentence.end]
    lifting = words.lifting.search(left)
    if lifting is not None:
        start = sentence.start + lifting.start()
        planned = words.intended.search(left[: lifting.start()]) and not words.done.search(left[: lifting.start()])
        state = AccessState.PLANNED if planned or "lifting of" in lifting.group() else AccessState.OPEN
        return state, Span(start, span.end)
    lifted = words.lifted.search(right)
    if lifted is not None and len(lifted.group()) < 130 and not re.search(r"\b(?:not|until|unless)\b", lifted.group()):
        state = (
            AccessState.PLANNED
            if re.search(r"\b(?:will|would|must|should|to) be\b", lifted.group())
            else AccessState.OPEN
        )
        return state, Span(span.start, span.end + lifted.end())
    return AccessState.CLOSED, span


def _entries(context: Context) -> Iterator[AccessReport]:
    """ "blocking aid for Gaza", "approved 100 trucks to enter Gaza"."""
    text, words = text_of(context.doc), _load()
    for shape, state in ((words.kept_out, AccessState.CLOSED), (words.let_in, AccessState.APPROVED)):
        for match in shape.finditer(text.replace("\n", " ")):
            span = Span(match.start(), match.end())
            sentence = _sentence(context, match.start())
            if context.part(span) not in CODED_SEGMENTS or not sentence.covers(span):
                continue
            if re.search(
                r"\b(?:to|will|would|not|n't|must|should|could|if)\s+(?:\w+\s+)?$", text[sentence.start : match.start()]
            ):
                continue
            yield _claim(context, span, f"entry of aid into {match.group('place')}", state, span)


def _claim(context: Context, word: Span, name: str, state: AccessState, span: Span) -> AccessReport:
    base = ground(context, span, f"access:{name.split(' ')[0]}", at=word)
    base["modality"] = Modality.FUTURE if state is AccessState.PLANNED else Modality.ASSERTED
    announced = state in {AccessState.PLANNED, AccessState.APPROVED} or base["voice"].speaker is not None
    return AccessReport(
        **base,
        facility=name,
        told=name,
        facility_kind=FacilityKind.OTHER,
        facility_span=word,
        state=state,
        reopened=state is AccessState.OPEN,
        basis=Basis.ANNOUNCED if announced else Basis.OBSERVED,
        when=find_when(context, word, span),
    )
