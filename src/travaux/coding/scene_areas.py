"""The area that words mean which name none ("the siege", "aid was blocked", "the town"): near by, or the report's scene."""

import re
from collections import Counter
from collections.abc import Sequence

from travaux.coding.areas import Area, find_areas
from travaux.coding.context import Context
from travaux.reading.lookup import text_of, tokens_at

_TALKS = re.compile(
    r"\b(?:talks|negotiations?|met|meet(?:ing)?s?|summit|conference|signed|host(?:s|ed|ing)?|declaration|agreement|"
    r"arrived|visit\w*) (?:\S+ ){0,2}(?:in|at|to|of)? ?(?:the )?$"
    r"|\b(?:talks|negotiations?|summit|conference|met|meet(?:ing)?s?|gather(?:ed|ing)) (?:\S+ ){0,2}in (?:\S+ ){0,4}"
    r"(?:city|capital|town|resort) of (?:the )?$",
    re.IGNORECASE,
)
_OF_TALKS = re.compile(
    r"(?:, [A-Z][\w ]{2,20})?,? (?:where )?(?:the )?(?:two |warring |rival )?"
    r"(?:representatives|delegat\w+|negotiators|envoys|mediators|sides|parties|facilitators)\b"
    r"| (?:peace )?(?:talks|process|declaration|agreement|accords?|platform|negotiations?|summit|conference|format|round|"
    r"commitments?|protocol|communiqu[eé])\b",
    re.IGNORECASE,
)
"""Where talks are held: seldom the place that they are about."""
_LED = re.compile(
    r"\b(?:[Ii]n|[Ii]nto|[Ii]nside|[Oo]utside|[Nn]ear|[Aa]round|[Tt]hroughout|[Aa]cross|[Ww]ithin|towards"
    r"|reach(?:ed|ing)?|enter(?:ed|ing)?|besieged|(?:city|town|capital),?(?: of)?) (?:the )?(?:[a-z-]+ ){0,3}$"
)
"""What leads to a capital where the town is meant, and not the government that sits there."""
_HARDSHIP = re.compile(
    r"\b(?:aid|humanitarian|relief|civilians?|besieged|siege|displaced|starv\w*|hunger|famine|fighting|war|attack\w*|"
    r"bomb\w*|shell\w*|strikes?|airstrikes?|killed|evacuat\w*|refugees?|hospitals?|suffer\w*|violence|rebel-held|enclave|"
    r"trapped|blockade\w*|ceasefire|truce)\b",
    re.IGNORECASE,
)
_AROUND = 120
"""How far around an area, in characters, such words are looked for."""
_INSIDE = re.compile(r"\b(?:in|into|inside|across|throughout|within) (?:the )?(?:\w+ )?$")
_ASIDE = re.compile(
    r"\b(?:near|outside|around|off|beyond|close to|next to|proximity to|(?:north|south|east|west)[\w-]* of|outskirts of|"
    r"suburbs? of|edges? of|capital of|miles from|kilometres from|kilometers from|km from|border "
    r"(?:with|of|between)|headquarters in|based in|such as|including|like|than|unlike) (?:the )?(?:[a-z-]+ ){0,2}$"
)
"""What stands before an area that only says where another lies, or is compared with it."""
_RECALLED = 500
"""How far back, in characters, "the town" or "there" can mean an area."""
_PARAGRAPHS = 2
_OFTEN = 3
"""How often the area that a whole report is about is named at least, where others are named too."""


def is_aside(context: Context, area: Area) -> bool:
    """Whether an area is named only to say where another lies ("a suburb of the capital"), or beside it."""
    return _ASIDE.search(_left_of(context, area)) is not None


def main_area(context: Context) -> Area | None:
    """The area that the report names most: what an unnamed siege or delivery is about; a state where nothing smaller is."""
    return context.once("main_area", _find_main)


def _find_main(context: Context) -> Area | None:
    areas = [a for a in context.once("areas", find_areas) if a.sure]
    told, talks = (
        Counter(a.name.lower() for a in rows) for rows in (areas, [a for a in areas if is_of_talks(context, a)])
    )
    areas = [a for a in areas if 2 * talks[a.name.lower()] < told[a.name.lower()] and not is_aside(context, a)]
    areas = [a for a in areas if _is_scene(context, a) and not is_government(context, a)]
    towns = [a for a in areas if not a.state]
    return (
        _most_named(towns)
        if len(towns) > 1
        else _most_named([*towns, *_scenes(context, [a for a in areas if a.state])])
    )


def is_of_talks(context: Context, area: Area) -> bool:
    """ "Met in Oslo", "the Oslo accords": a place of talks."""
    behind = _OF_TALKS.match(context.report.text, area.span.end)
    return behind is not None or _TALKS.search(_left_of(context, area)) is not None


def is_government(context: Context, area: Area) -> bool:
    """ "Oslo said", "pressure from Oslo": a capital that stands for those who rule there."""
    return area.capital and (_acts(context, area) or _LED.search(_left_of(context, area)) is None)


def _is_scene(context: Context, area: Area) -> bool:
    """Whether the words around an area tell of fighting or need: access is not a matter of places elsewhere."""
    around = context.report.text[max(0, area.span.start - _AROUND) : area.span.end + _AROUND]
    return _HARDSHIP.search(around) is not None


def _scenes(context: Context, states: Sequence[Area]) -> list[Area]:
    """Mentions of states in which something happens, where that is how they are mostly told of: not those that only act."""
    inside = {a.name for a in states if _INSIDE.search(_left_of(context, a))}
    told = Counter(a.name for a in states)
    acting = Counter(a.name for a in states if _acts(context, a))
    return [a for a in states if a.name in inside and 2 * acting[a.name] < told[a.name]]


def _acts(context: Context, area: Area) -> bool:
    """Whether a state is told as somebody: it does something, or owns what does ("Norway said", "Norway's envoy")."""
    tokens = tokens_at(context.doc, area.span.start, area.span.end)
    return tokens is not None and tokens.root.dep_ in {"nsubj", "nsubjpass", "agent", "poss", "compound"}


def _left_of(context: Context, area: Area) -> str:
    return context.report.text[max(0, area.span.start - 45) : area.span.start].replace("\n", " ")


def _most_named(areas: Sequence[Area]) -> Area | None:
    """The area named most; None where another is named as often, or where it is one of many."""
    counts = Counter(a.name.lower() for a in areas)
    best = max(counts, key=lambda n: (counts[n], n), default=None)
    if best is None or list(counts.values()).count(counts[best]) > 1:
        return None
    if counts[best] < _OFTEN and 2 * counts[best] < counts.total():
        return None
    return next(a for a in areas if a.name.lower() == best)


def recall_area(context: Context, place: int) -> Area | None:
    """The area below a state spoken of last before a character of the report, and not far back."""
    text = text_of(context.doc)
    before = [
        a
        for a in context.once("areas", find_areas)
        if a.span.end <= place and place - a.span.end < _RECALLED and a.sure and not (a.state or a.capital)
    ]
    named = [a for a in before if not is_of_talks(context, a) and not is_aside(context, a)]
    last = named[-1] if named else None
    return last if last is not None and text.count("\n\n", last.span.end, place) < _PARAGRAPHS else None
