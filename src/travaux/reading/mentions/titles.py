"""Whose words a text gives as its title tells: "Remarks by President Holm", "Readout of Premier Lie's call with …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Entry, FormRole, World
from travaux.reading.mentions.nouns import load_nouns

_SPEECH = (
    r"(?:remarks|statement|address|speech|letter|message|op-ed|testimony|declaration|communiqu[eé]|eulogy|lecture)s?"
)
_TALK = r"(?:press (?:briefing|gaggle|conference|call)|news conference|gaggle|interview)s?"
_SORT = (
    r"(?:(?:joint|press|opening|closing|prepared|keynote|background|on-the-record|full|written|transcript|text|of|the|:)"
    r"[ ]{0,2}){0,6}"
)
_BETWEEN = r"(?: as [a-z ]{3,30}| and [\w&]{1,12}| to (?:the )?[^,:|]{1,40}?)?"
_BY = re.compile(
    rf"{_SORT}(?:(?P<speech>{_SPEECH}){_BETWEEN} (?:by|from|of)|(?P<talk>{_TALK}) (?:by|from|with)) (?P<who>.{{2,500}})",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"(?P<who>[^:|]{{3,90}}?)(?:['’]s?)? (?:joint |press |opening |prepared |keynote |full ){{0,2}}{_SPEECH}"
    r"(?: (?:on|at|to|in|before|after|following|marking|regarding|about|announcing)\b|\s{0,3}$)",
    re.IGNORECASE,
)
_READOUT = re.compile(
    r"(?:[\w.-]{1,20} ){0,2}readouts? of (?P<who>[^:|]{3,120}?)['’]s? (?:[\w.-]{1,20} ){0,3}?"
    r"(?:call|meeting|conversation|visit|trip|travel|talk|video conference|participation)s?\b",
    re.IGNORECASE,
)
_IN_FULL = re.compile(r"\b(?:in full|full text|full speech|transcript)\b", re.IGNORECASE)
_JOINT = re.compile(r"\bjoint\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?:the )?(?P<words>leaders of (?:the )?\S.{2,400})", re.IGNORECASE)
_TOPIC = re.compile(
    r"[,:|(]|\s(?:on|at|in|regarding|following|before|after|about|during|ahead|via|condemning|concerning)\b|\s[A-Z][a-z]{2,12}ing\b"
    r"|['’]s?\s",
    re.IGNORECASE,
)
"""What ends the names of those who speak: "… Holm on the Truce", "… Holm Announcing the Truce", "… Holm's Visit"."""
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III)\b\.?")
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})
_HEADS = frozenset({"lady", "gentleman", "spokesperson"})
_PARTICLES = frozenset({"al", "bin", "de", "da", "van", "von", "del", "der"})
_LINKING = frozenset({"for", "of", "to", "on"})
_SPELLINGS = {"advisor": "adviser", "defense": "defence", "apnsa": "adviser"}
_LONGEST = 4
"""Words of a name."""
_FEW = 2
"""Words of a name of which nothing tells where it begins."""
_BODIES = frozenset(
    {
        ActorKind.STATE,
        ActorKind.IGO,
        ActorKind.AGENCY,
        ActorKind.ORGANISATION,
        ActorKind.ARMED_GROUP,
        ActorKind.NGO,
    }
)


class Genre(StrEnum):
    """How a text stands to those whom its title names: their own words, their answers, or what is told of them."""

    SPOKEN = "spoken"
    ANSWERED = "answered"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Somebody whom a title names, with the office that it gives; `entry` where packs know them."""

    name: str
    kind: ActorKind = ActorKind.PERSON
    office: str | None = None
    country: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Whose words, answers or doings a text gives; `together` is how a joint text calls its many authors."""

    genre: Genre
    people: tuple[Bearer, ...]
    joint: bool = False
    together: str | None = None


def read_title(words: str, world: World, state: str | None, day: date | None) -> Title | None:
    """What a title tells of whose text it is; None for the title of a report.

    `state` is the one whose government publishes the text, None for others: their "Holm's speech on the truce" is a report.
    """
    line = _SUFFIX.sub("", words.strip())
    if (found := _READOUT.match(line)) is not None:
        who = found["who"]
        told = _bearers(who, world, state, day)
        return Title(genre=Genre.TOLD, people=told[:1]) if told and told[0].kind is ActorKind.PERSON else None
    joint = _JOINT.search(line) is not None
    if (found := _BY.match(line)) is not None:
        genre = Genre.SPOKEN if found["speech"] else Genre.ANSWERED
        together = _TOGETHER.match(found["who"])
        people = _states(found["who"], world) if together or joint else ()
        who = _cut(found["who"])
        people = people or (_bearers(who, world, state, day) if state or _only_names(who) else ())
        return _make(
            genre, people, joint=joint or together is not None, together=together["words"] if together else None
        )
    if (found := _OF.match(line)) is not None and (state or _IN_FULL.search(line)):
        people = tuple(b for b in _bearers(found["who"], world, state, day) if b.kind is ActorKind.PERSON)
        return _make(Genre.SPOKEN, people, joint=joint, together=None)
    return None


def _make(genre: Genre, people: tuple[Bearer, ...], *, joint: bool, together: str | None) -> Title | None:
    joint = joint or len(people) > 1
    return Title(genre=genre, people=people, joint=joint, together=together) if people else None


def _cut(who: str) -> str:
    found = _TOPIC.search(who)
    return who[: found.start()] if found else who


def _only_names(who: str) -> bool:
    """Whether words are names and offices alone: "a statement from Holm fuels hopes" is a report's headline."""
    small = _LINKING | _PARTICLES | {"the", "and", "a"}
    return all(w[:1].isupper() or w in small for w in who.split())


def _states(who: str, world: World) -> tuple[Bearer, ...]:
    """The states of "the Leaders of Norway, Chile and Peru", or of which a joint statement is."""
    out: dict[str, Bearer] = {}
    for part in re.split(r",| and |, and ", who):
        words = [w for w in part.split() if w.lower() not in {"the", "leaders", "of", "governments"}]
        for n in range(len(words), 0, -1):
            entry = _named(" ".join(words[:n]), world)
            if entry is not None and entry.kind in {ActorKind.STATE, ActorKind.IGO}:
                out.setdefault(entry.name, _bearer(entry, None))
                break
    return tuple(out.values()) if len(out) > 1 else ()


def _bearers(who: str, world: World, state: str | None, day: date | None) -> tuple[Bearer, ...]:
    """Those whom the words name, "and" between them."""
    found = (_read_bearer(part.split(), world, state, day) for part in re.split(r" and | & ", who)[:3])
    people = [b for b in found if b is not None]
    persons = [b for b in people if b.kind is ActorKind.PERSON]
    return tuple(persons or people[:1])


def _read_bearer(words: list[str], world: World, state: str | None, day: date | None) -> Bearer | None:
    """One person behind an office, or a body."""
    words = _without_rest(words)
    first = _name_start(words)
    if words[first : first + 1] and words[first].lower() in _LINKING:
        own = _run(words[first + 1 :], linked=True)[-_FEW:]
    else:
        own = _run(words[first:])
    before = words[: words.index(own[0])] if own and own[0] in words else words
    told = " ".join(w for w in before if w.lower().rstrip(".") not in _COURTESY).strip(" ,")
    office = told.removeprefix("the ").removeprefix("a ") or None
    entry = _find_person(own, office, world, state, day)
    if entry is not None:
        return _bearer(entry, office)
    named = _FEW <= len(own) <= _LONGEST and _is_name(own) and _named(" ".join(own), world) is None
    if named and not _names_body(words):
        return Bearer(name=" ".join(own), office=office, country=state or _country_of(office or "", world))
    body = _named(" ".join(words), world)
    return _bearer(body, None) if body is not None and body.kind in _BODIES else None


def _names_body(words: list[str]) -> bool:
    """Whether a body stands in the words behind which no office is told: "the Foreign Ministry of Norway"."""
    nouns = load_nouns()
    plain = {w.lower().strip(".,") for w in words}
    return bool(plain & nouns.state_organs) or ("of" in plain and not plain & (nouns.title_heads | _HEADS))


def _without_rest(words: list[str]) -> list[str]:
    """The words up to whom a name speaks to or where it is from: "Kari Holm to the Assembly", "Ana Ruiz of Peru"."""
    nouns = load_nouns()
    for i, word in enumerate(words):
        if i and word in _LINKING | {"with"}:
            before = words[i - 1].lower().strip(".,")
            if before not in nouns.title_heads | nouns.title_parts | _HEADS and not words[i - 1].isupper():
                last = max((k for k in range(i) if words[k].lower() in nouns.title_heads | _HEADS), default=None)
                if last is None or (i - last > 1 and words[last + 1] not in _LINKING):
                    return words[:i]
    return words


def _name_start(words: list[str]) -> int:
    """Where the name begins: behind the last noun of an office, and behind what is written in capitals."""
    nouns = load_nouns()
    first = 0
    for i, word in enumerate(words):
        plain = word.lower().strip(".,")
        acronym = len(word) > 1 and word.isupper() and "." not in word[:2]
        if plain in nouns.title_heads | _HEADS | _COURTESY or (acronym and i < len(words) - 1):
            first = i + 1
    return first


def _run(words: list[str], *, linked: bool = False) -> list[str]:
    """The capitalised words at the start of `words`; `linked` lets "of the" stand between them."""
    out: list[str] = []
    for word in words:
        if word[:1].isupper() or (out and word.lower() in _PARTICLES):
            out.append(word.strip(",;"))
        elif not (linked and word.lower() in _LINKING | {"the", "and"}):
            break
    return out


def _is_name(words: list[str]) -> bool:
    """Whether no word of a name is an office's: "Senior Officials" is nobody's name."""
    nouns = load_nouns()
    return all(
        w.lower() not in nouns.title_heads | nouns.title_parts and w.lower().rstrip("s") not in nouns.title_heads
        for w in words
    )


def _find_person(own: list[str], office: str | None, world: World, state: str | None, day: date | None) -> Entry | None:
    """The person of the packs: by the whole name, or by a surname under the office held on the day."""
    named = _named(" ".join(own), world)
    if named is not None and named.kind is ActorKind.PERSON:
        return named
    if not own:
        return None
    known = [e for e in world.surnames.get(own[-1], ()) if state is None or e.country == state]
    held = [e for e in known if office and _holds(e, office, day)]
    if len(held) == 1:
        return held[0]
    famous = world.famous.get(own[-1])
    if len(own) == 1 and famous is not None and (state is None or famous.country == state):
        return famous
    return known[0] if len(own) == 1 and state is not None and len(known) == 1 and office else None


def split_office(office: str) -> frozenset[str]:
    """The words of an office, in one spelling."""
    words = (w.strip(",.'’").removesuffix("'s").removesuffix("’s") for w in office.lower().split())
    return frozenset(_SPELLINGS.get(w, w) for w in words if w not in {"the", "of", "to", "for"})


def _holds(entry: Entry, office: str, day: date | None) -> bool:
    """Whether packs know an office of the person on the day whose words are those of a title, or among them."""
    words = split_office(office)
    return any(split_office(o.title) <= words for o in entry.offices if day is None or o.held_on(day))


def _named(words: str, world: World) -> Entry | None:
    """The actor that words name in full."""
    forms = world.forms.get(words.removeprefix("the ").removeprefix("The "), ())
    plain = (f.target for f in forms if f.role is FormRole.NAME)
    return next((t for t in plain if isinstance(t, Entry)), None)


def _bearer(entry: Entry, office: str | None) -> Bearer:
    return Bearer(name=entry.name, kind=entry.kind, office=office, country=entry.country or None, entry=entry)


def _country_of(office: str, world: World) -> str | None:
    """The state of "Norwegian Foreign Minister"."""
    for part in _parts(office.split()):
        for form in world.forms.get(part, ()):
            if (
                isinstance(form.target, Entry)
                and form.role in {FormRole.ADJECTIVE, FormRole.NAME}
                and form.target.country
            ):
                return form.target.country
    return None


def _parts(words: list[str]) -> Iterator[str]:
    """The stretches of words that may be a name, longest first."""
    for n in range(min(6, len(words)), 0, -1):
        for i in range(len(words) - n + 1):
            yield " ".join(words[i : i + n])
