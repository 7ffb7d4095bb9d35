"""The sections of a brief in the reports' own words: whole sentences, each with the day of its report and whose words they are.

Which act a sentence tells, whom it struck and where is told by these words, and less surely by their coding.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from travaux.ontology.dossier import Evidence, MoveItem
from travaux.ontology.vocabulary import Act
from travaux.views.desk import Desk, Line
from travaux.views.lead import TRUSTED, with_sentence
from travaux.views.sentences import say_voice
from travaux.views.timeline import first_day
from travaux.views.wording import quote_sentence, say_edtf

_MOST = 8
"""Sentences on the talks that a brief shows."""
_LATEST = 12
"""Deeds that a brief shows."""
_RECENT = 365
"""Days before its report within which a deed is news of the negotiation rather than its history."""
_ALIKE = 60
"""Characters by which the words of a copy are known again."""
_DATED = 10
"""Characters of a day in EDTF."""
_TALKS = frozenset(
    {Act.PROPOSE, Act.DEMAND, Act.ACCEPT, Act.REJECT, Act.CONCEDE, Act.AGREE, Act.MEET, Act.MEDIATE, Act.SUSPEND, Act.RESUME,
     Act.PRESS, Act.THREATEN, Act.SUPPORT, Act.CEASEFIRE, Act.ASSESS}
)  # fmt: skip
"""Acts of bargaining; every other is a deed."""
_DONE = frozenset({Act.CONCEDE, Act.MEDIATE, Act.SUSPEND, Act.RESUME, Act.CEASEFIRE})
"""Acts of bargaining that are deeds too, where their sentence does not tell of talks."""
_OF_TALKS = re.compile(
    r"\b(?:talks|cessation of hostilities|"
    r"negotiat\w{0,6}|mediat\w{0,4}|brokered|cease-?fires?|truces?|dialogue|peace|deals?|agreements?|accords?)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:according to|(?<!\bhe )(?<!she )(?<!they )(?:sa(?:id|ys)|told|added|adds|reported|reports))\b"
    r"(?! (?:he|she|they)\b)"
)
"""Somebody says it, and not a pronoun."""
_NAME = re.compile(r"\w{3,30}")
_Sentences = Mapping[str, list[tuple[MoveItem, Evidence]]]
"""A sentence → the acts that it tells, each with the evidence that stands in it."""


def list_talks(desk: Desk) -> Iterator[Line]:
    """What is told of talks, offers, deals and go-betweens: of what the page needs most the latest first."""
    found = _find_sentences(desk, (m for m in desk.dossier.moves if m.act in _TALKS), talks=True)
    ranked = sorted(found, key=lambda s: _rank(desk, s, found))
    first = sorted(ranked[:_MOST], key=lambda s: _place(desk, found[s]), reverse=True)
    for words in (*first, *ranked[_MOST:]):
        yield _say(desk, words, [e for _, e in found[words]])


def list_deeds(desk: Desk) -> Iterator[Line]:
    """The latest deeds that touch the sides, in the order in which they were reported."""
    found = _find_sentences(desk, desk.dossier.moves, talks=False)
    core = [s for s in found if any(desk.core.intersection((*m.actors, *m.recipients)) for m, _ in found[s])]
    latest = sorted(core or found, key=lambda s: _place(desk, found[s]))[-_LATEST:]
    for words in latest:
        yield _say(desk, words, [e for _, e in found[words]])


def _find_sentences(desk: Desk, moves: Iterable[MoveItem], *, talks: bool) -> _Sentences:
    """The sentences that surely tell these acts, of talks or not; what a copy tells in the words of its original stands there."""
    out: dict[str, list[tuple[MoveItem, Evidence]]] = {}
    copied: dict[tuple[str, str], str] = {}
    told = ((move, e) for move in moves for e in move.evidence)
    for move, e in sorted(told, key=lambda row: row[1].text not in {"", row[1].report}):
        sure = (e.confidence or 0.0) >= TRUSTED and e.sentence and not e.denied
        of_talks = move.act in _TALKS and (move.act not in _DONE or _tells_talks(e))
        if sure and _is_recent(desk, move, e) and of_talks is talks:
            words = " ".join(e.sentence.split())
            out.setdefault(copied.setdefault((e.text or e.report, e.quote[:_ALIKE]), words), []).append((move, e))
    return out


def _tells_talks(e: Evidence) -> bool:
    return _OF_TALKS.search(e.sentence) is not None


def _rank(desk: Desk, words: str, found: _Sentences) -> tuple[tuple[float, str, str], str]:
    """Sorts sentences by how much a reader of the page needs them."""
    item, _ = min(found[words], key=lambda t: desk.rank(t[0], t[0].actors, t[0].recipients))
    return desk.rank(item, item.actors, item.recipients), words


def _place(desk: Desk, told: list[tuple[MoveItem, Evidence]]) -> tuple[str, str, int]:
    """Sorts sentences by the day of their report, and by where they stand in it."""
    return min((desk.days.get(e.report) or "", e.report, e.start) for _, e in told)


def _say(desk: Desk, words: str, evidence: list[Evidence]) -> Line:
    first = min(evidence, key=lambda e: (desk.days.get(e.report) or "~", e.report, e.start))
    day = desk.days.get(first.report)
    when = f"Reported {say_edtf(day)}" if day else "Reported, the day not known"
    voice = f", according to {say_voice(first, desk.outlets)}" if first.speaker and not _names(words, first) else ""
    shown = [with_sentence(e) for e in (first, *(e for e in evidence if e.report != first.report))]
    return desk.cite(shown, f"{when}: {quote_sentence(words)}{voice}.")


def _names(words: str, e: Evidence) -> bool:
    """Whether a sentence names its speaker itself, or says that somebody says it."""
    own = words.lower()
    return _SAID.search(own) is not None or any(name.lower() in own for name in _NAME.findall(e.speaker or ""))


def _is_recent(desk: Desk, move: MoveItem, e: Evidence) -> bool:
    """Whether an act is of the time of its report; what a report tells of the years before is no news."""
    day, told = first_day(move.when), desk.days.get(e.report)
    if not day or not told:
        return True
    if len(day) < _DATED:
        return day[:4] >= told[:4]
    return (date.fromisoformat(told) - date.fromisoformat(day)).days < _RECENT
