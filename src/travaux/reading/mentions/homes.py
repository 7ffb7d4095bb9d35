"""Whose government speaks in a whole report: the state of a presidency or ministry that publishes it, or whose words it gives.

"The President" of its readouts and briefings is that state's, whomever else they name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Entry, FormRole, World
from travaux.reading.mentions.gazetteer import straighten_form
from travaux.reading.mentions.titles import Title, read_title

_ORGANS = frozenset(
    "ministry presidency government president minister chancellery embassy cabinet mission department".split()
)
"""Nouns by which an outlet's name shows that it is an organ of a state."""
_OF_STATE = frozenset({ActorKind.STATE, ActorKind.AGENCY, ActorKind.MILITARY})
_DOMAIN = re.compile(r"\w[\w.-]{0,253}\.(?:gov|mil)", re.IGNORECASE)
"""Domains that the United States keep for their own organs."""
_AMERICA = "United States"
_GENRE = (
    r"(?:readout|remarks|statement|address|speech|press (?:briefing|gaggle|release|statement)|(?:background|on-the-record) "
    r"press (?:call|gaggle|briefing)|transcript)s?"
)
_BY = re.compile(rf"(?:full text: |transcript: )?{_GENRE}\b[^,:|]{{0,30}}?\b(?:of|by|from)\b", re.IGNORECASE)
_OF = re.compile(
    rf"(?P<who>[^,:|]{{3,80}}?)(?:'s?)? {_GENRE}(?: (?:on|at|to|in|before|after|following|marking)\b|$)", re.IGNORECASE
)
_AHEAD = re.compile(r" (?:with|and|to|on|at|before|after|about|regarding)\b|'s? |[,:|]", re.IGNORECASE)
"""Where the name of who speaks ends: "President Holm's call with …"."""
_LINES = 8
"""Lines at the head of a text among which the place of a briefing stands."""
_LONGEST = 5
"""Words of a name."""
_FIRST_LINE = 300
"""Characters in which the first line of a text is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The `state` whose government's own text a report is, and the person of it whom the headline names first.

    `title` is what the headline tells of whose words it gives; that of somebody's statement may be of no state known.
    """

    state: str | None
    speaker: Entry | None = None
    title: Title | None = None
    heading_end: int = 0
    """Where the text's own first line ends, if it is the title."""


def find_home(report: Report, world: World) -> Home | None:
    """The state of the outlet, headline or place by which a report is a government's own text; None for the press."""
    home, own = _find_state(report, world)
    line = report.text[:_FIRST_LINE].lstrip().split("\n")[0]
    own_line, given = (
        read_title(straighten_form(t), world, own, report.published) for t in (line, report.headline or "")
    )
    title = given or own_line
    if title is None:
        return home
    end = report.text.index(line) + len(line) if own_line is not None else 0
    return replace(home or Home(state=None), title=title, heading_end=end)


def _find_state(report: Report, world: World) -> tuple[Home | None, str | None]:
    """Whose government's text a report is, and the state whose organ publishes it."""
    text = straighten_form(report.text)
    lines = [line.strip() for line in text[:2000].lstrip().split("\n") if line.strip()][:_LINES]
    heads = (straighten_form(report.headline or ""), *lines[:1])
    told = next((h for head in heads if (h := _of_heading(head, world, report.published))), None)
    state = _of_outlet(report.outlet or "", world)
    if told is not None and state in {None, told.state}:
        return told, state
    state = state or next((s for line in lines if (s := _seated(line, world))), None)
    if state is None:
        return None, None
    named = (e for head in heads for part in _parts(head) for e in _entries(part, world) if e.kind is ActorKind.PERSON)
    return Home(state=state, speaker=next((e for e in named if e.country == state), None)), state


def _of_outlet(outlet: str, world: World) -> str | None:
    """ "The White House", "State Department", "Ministry of Foreign Affairs of Japan", "www.state.gov"."""
    if _DOMAIN.fullmatch(outlet):
        return _AMERICA
    words = straighten_form(outlet)
    known = _seated(words, world) or next(
        (e.country for e in _entries(words.removeprefix("The "), world) if e.kind in _OF_STATE - {ActorKind.STATE}),
        None,
    )
    if known or not _ORGANS & {w.strip("()'s").lower() for w in words.split()}:
        return known
    states = {e.country for part in _parts(words) for e in _entries(part, world) if e.kind is ActorKind.STATE}
    return states.pop() if len(states) == 1 else None


def _of_heading(head: str, world: World, day: date | None) -> Home | None:
    """ "Readout of President Holm's call with President Lie", "The Norwegian premier's remarks": of whom it gives the words."""
    by, of = _BY.match(head), _OF.match(head)
    if by is not None:
        who = _AHEAD.split(head[by.end() :].strip() + " ")[0]
    elif of is not None:
        who = of["who"]
    else:
        return None
    for part in _parts(who):
        for entry in _entries(part, world):
            person = entry if entry.kind is ActorKind.PERSON else None
            state = world.party_of(person, day) if person is not None else entry.country
            party = world.entries.get(state)
            if party is not None and party.kind is ActorKind.STATE:
                return Home(state=state, speaker=person)
    return None


def _seated(line: str, world: World) -> str | None:
    """The state whose seat a line is ("The White House", "OVAL OFFICE")."""
    words = line.strip(" .—–-").removeprefix("The ").removeprefix("THE ")
    forms = [f for own in (words, words.title()) for f in world.forms.get(own, ()) if f.role is FormRole.SEAT]
    targets = [f.target for f in forms if isinstance(f.target, Entry) and f.target.kind is ActorKind.STATE]
    return targets[0].country if targets else None


def _entries(words: str, world: World) -> list[Entry]:
    """The actors that words name; a surname only where it is known all over the world."""
    named = [f for f in world.forms.get(words, ()) if f.role not in {FormRole.SURNAME, FormRole.CAPITAL}]
    found = [f.target for f in named if isinstance(f.target, Entry)]
    return found or [e for e in (world.famous.get(words),) if e is not None]


def _parts(words: str) -> Iterator[str]:
    """The stretches of words that may be a name, longest first."""
    tokens = [w.removesuffix("'s").strip("()") for w in words.split()]
    for n in range(min(_LONGEST, len(tokens)), 0, -1):
        for i in range(len(tokens) - n + 1):
            yield " ".join(tokens[i : i + n])
