"""Places that are shut off as a whole: sieges and blockades, and aid kept out of a place or let in, with no point named.

A siege spoken of is a state of access by itself ("after years of siege"): it is closed, until words say that it was
lifted or broken, or that somebody means to lift it.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from travaux.coding.context import Context
from travaux.coding.facilities import NAME, find_facilities
from travaux.coding.grounding import ground
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport
from travaux.ontology.vocabulary import CODED_SEGMENTS, AccessState, ActorKind, Basis, FacilityKind, Modality
from travaux.packs.world import Entry
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

_FRAGMENTS = {"Strip", "City", "East", "West", "North", "South", "State", "Republic"}
_ALLOWING = re.compile(r"\b(?:approv\w+|block\w*|prevent\w*|allow\w*|let|permit\w*|if|unless)\b[^.;]{0,60}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    mention: re.Pattern[str]
    verbs: re.Pattern[str]
    lifting: re.Pattern[str]
    lifted: re.Pattern[str]
    intended: re.Pattern[str]
    done: re.Pattern[str]
    kept_out: re.Pattern[str]
    going_in: re.Pattern[str]
    passage: re.Pattern[str]
    granted: re.Pattern[str]
    wanted: re.Pattern[str]
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
            rf"\b(?P<w>{entry['blocking']}) (?:[\w-]+ ){{0,4}}?(?:{entry['cargo']}) "
            rf"(?:[\w-]+ ){{0,4}}?(?:for|to|into|reaching|entering|in) {place}"
        ),
        going_in=re.compile(
            rf"\b(?:{entry['cargo']})(?: of [a-z]+)? "
            r"(?P<verbs>(?:(?:have|has|had|must|will|would|should|could|can|may|to|not|be|been|yet|now|also) )*)"
            rf"(?:{entry['arriving']}) {place}"
        ),
        passage=re.compile(
            rf"\b(?P<what>{'|'.join(data['passages']['nouns'])})"
            rf"(?: (?P<way>from|of|to|out of|out to|for) (?:the )?(?:[a-z-]+ ){{0,5}}?(?P<place>{_SIDE}{NAME.pattern}))?"
        ),
        granted=re.compile(rf"\b(?:{'|'.join(data['passages']['granted'])})\b[^.;]{{0,40}}$"),
        wanted=re.compile(rf"\b(?:{'|'.join(data['passages']['wanted'])})\b"),
        let_in=re.compile(
            rf"\b(?P<w>{entry['granting']}|{entry['allowing']}) (?:[^\s.;]+ ){{0,7}}?(?:{entry['cargo']}) "
            rf"(?:[\w-]+ ){{0,4}}?(?:into|to enter|to reach|enter|for) {place}"
        ),
    )


def code_sieges(context: Context) -> tuple[AccessReport, ...]:
    """What is told of sieges, and of aid kept out of a place or let in."""
    out: list[AccessReport] = []
    mentions = list(_mentions(context))
    last: tuple[str, ...] = next((named for _, named in mentions if named), ())
    for span, named in mentions:
        if not named and context.quote(span).endswith("s"):
            continue
        names = named or _near_places(context, span) or last or _main_place(context)
        last = names
        for name in names:
            out.append(_claim(context, span, f"siege of {name}", *_state(context, span)))
    return (*out, *_entries(context), *_passages(context))


def _sentence(context: Context, start: int) -> Span:
    tokens = tokens_at(context.doc, start, start + 1)
    sent = tokens[0].sent if tokens is not None else context.doc[0:1]
    return Span(sent.start_char, max(sent.end_char, start + 1))


def _mentions(context: Context) -> Iterator[tuple[Span, tuple[str, ...]]]:
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
        yield (
            Span(
                min(match.start(), before.start("names") if before else match.start()),
                max(match.end(), after.end() if after and names and not before else match.end()),
            ),
            names,
        )


def _named_places(context: Context) -> list[tuple[Span, str]]:
    """The towns and areas that the report names, states and peoples left out."""
    out = []
    for ent in context.doc.ents:
        known = [f.target for f in context.world.forms.get(ent.text, ()) if isinstance(f.target, Entry)]
        if ent.label_ not in {"GPE", "LOC", "FAC"} or any(not e.region for e in known):
            continue
        side = re.search(rf"{_SIDE}$", context.report.text[max(0, ent.start_char - 11) : ent.start_char])
        start = ent.start_char - (len(side.group()) if side else 0)
        out.append((Span(start, ent.end_char), context.quote(Span(start, ent.end_char)).removeprefix("the ")))
    return out


def _near_places(context: Context, span: Span) -> tuple[str, ...]:
    """The place named nearest in the sentence of a siege; none where its sentence names none."""
    sentence = _sentence(context, span.start)
    inside = [(p, n) for p, n in context.once("named_places", _named_places) if sentence.covers(p)]
    return (min(inside, key=lambda row: abs(row[0].start - span.start))[1],) if inside else ()


def _main_place(context: Context) -> tuple[str, ...]:
    """The place that the report names most, where it names it at least twice: what an unnamed siege is of."""
    counts = Counter(name.lower() for _, name in context.once("named_places", _named_places))
    best = max(counts, key=lambda n: (counts[n], n), default=None)
    if best is None or counts[best] < 2:
        return ()
    return (next(n for _, n in context.once("named_places", _named_places) if n.lower() == best),)


def _places(context: Context, found: re.Match[str]) -> list[str]:
    """The places of a list of names; without states, where others are named too ("the siege of Gaza, Israel said")."""
    out = []
    for name in re.finditer(rf"{_SIDE}{NAME.pattern}", found.group("names")):
        tokens = tokens_at(context.doc, found.start("names") + name.start(), found.start("names") + name.end())
        named = tokens is not None and tokens[-1].ent_type_ not in {"NORP", "DATE", "PERSON"}
        if named and _is_place(context, name.group()):
            out.append(name.group())
    return [n for n in out if not _is_state(context, n)] or out


def _is_state(context: Context, name: str) -> bool:
    known = [f.target for f in context.world.forms.get(name, ()) if isinstance(f.target, Entry)]
    return any(e.kind is ActorKind.STATE for e in known)


def _is_place(context: Context, name: str) -> bool:
    """Whether a name can be that of a place: no body, person or fragment ("the Strip", "U")."""
    known = [f.target for f in context.world.forms.get(name, ()) if isinstance(f.target, Entry)]
    return len(name) > 2 and name not in _FRAGMENTS and all(e.region or e.kind is ActorKind.STATE for e in known)


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
    yield from _arrivals(context)
    for shape, state in ((words.kept_out, AccessState.CLOSED), (words.let_in, AccessState.APPROVED)):
        for match in shape.finditer(text.replace("\n", " ")):
            span = Span(match.start(), match.end())
            sentence = _sentence(context, match.start())
            place = _is_place(context, match.group("place"))
            if context.part(span) not in CODED_SEGMENTS or not sentence.covers(span) or not place:
                continue
            if re.search(
                r"\b(?:to|will|would|not|n't|must|should|could|if)\s+(?:\w+\s+)?$", text[sentence.start : match.start()]
            ):
                continue
            yield _claim(context, span, f"entry of aid into {match.group('place')}", state, span)


_NONE = re.compile(r"\b(?:no|not|hardly any|without) (?:\w+ ){0,2}$")
"""What stands before a delivery that did not come ("no trucks had entered")."""


def _arrivals(context: Context) -> Iterator[AccessReport]:
    """ "93 trucks of aid had entered Gaza", "assistance must reach Darfur": aid goes in, or is to."""
    text, words = text_of(context.doc).replace("\n", " "), _load()
    points = context.once("facilities", find_facilities)
    for match in words.going_in.finditer(text):
        span, sentence = Span(match.start(), match.end()), _sentence(context, match.start())
        if context.part(span) not in CODED_SEGMENTS or any(sentence.covers(p.span) for p in points):
            continue
        if (
            not sentence.covers(span)
            or not _is_place(context, match.group("place"))
            or re.match(r" (?:an?|per|every|each) ", text[span.end :])
            or _ALLOWING.search(text[sentence.start : span.start])
        ):
            continue
        verbs = match.group("verbs")
        none = _NONE.search(text, sentence.start, span.start)
        if none is not None:
            span, state = Span(none.start(), span.end), AccessState.CLOSED
        elif re.search(r"\b(?:not|no|never|n't|none)\b", verbs):
            state = AccessState.CLOSED
        elif re.search(r"\b(?:to|must|will|would|should|could|can|may|might)\b", verbs):
            state = AccessState.PLANNED
        else:
            state = AccessState.OPEN
        yield _claim(context, span, f"entry of aid into {match.group('place')}", state, span)


def _passages(context: Context) -> Iterator[AccessReport]:
    """ "the evacuation of Douma", "safe passage to Idlib": a way out, promised, agreed or in use."""
    text, words = text_of(context.doc).replace("\n", " "), _load()
    points = context.once("facilities", find_facilities)
    for match in words.passage.finditer(text):
        span, sentence = Span(match.start(), match.end()), _sentence(context, match.start())
        if context.part(span) not in CODED_SEGMENTS or any(sentence.covers(p.span) for p in points):
            continue
        if match.group("place") is None or not _is_place(context, match.group("place")):
            continue
        name = f"{match.group('what')} {match.group('way')} {match.group('place')}"
        yield _claim(context, span, name, _way_out(context, span), span)


def _way_out(context: Context, span: Span) -> AccessState:
    """How far a way out has come: wanted, promised or conditional is planned; without it, closed; else open."""
    sentence, words = _sentence(context, span.start), _load()
    before = context.report.text[sentence.start : span.start]
    after = context.report.text[span.end : sentence.end][:60]
    if re.search(r"\b(?:no|without|absence of|lack of|denied|refused|block\w*)\b(?: \w+){0,3} $", before):
        return AccessState.CLOSED
    if words.granted.search(before):
        return AccessState.APPROVED
    if words.wanted.search(before) or words.wanted.search(after):
        return AccessState.PLANNED
    return AccessState.OPEN


def _claim(context: Context, word: Span, name: str, state: AccessState, span: Span) -> AccessReport:
    base = ground(context, span, f"access:{name.split(' ', maxsplit=1)[0]}", at=word)
    base["modality"] = Modality.FUTURE if state is AccessState.PLANNED else Modality.ASSERTED
    announced = state in {AccessState.PLANNED, AccessState.APPROVED} or base["voice"].speaker is not None
    return AccessReport(
        **base,
        facility=name,
        told=name,
        facility_kind=FacilityKind.OTHER,
        facility_span=word,
        state=state,
        reopened=state is AccessState.OPEN and name.startswith("siege"),
        basis=Basis.ANNOUNCED if announced else Basis.OBSERVED,
        when=find_when(context, word, span),
    )
