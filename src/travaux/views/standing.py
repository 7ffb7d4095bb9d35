"""Where things stand: the status with whom it is told of and when, then what is said of the talks."""

from collections.abc import Iterator
from datetime import date

from travaux.ontology.dossier import Evidence, StatusItem
from travaux.ontology.vocabulary import Role, SegmentKind
from travaux.resolve.firmness import says_plainly
from travaux.views.desk import Desk, Line
from travaux.views.lead import TRUSTED, narrow
from travaux.views.sentences import say_assessment, say_status, say_voice
from travaux.views.trust import is_trusted
from travaux.views.wording import join_names, say_edtf

_NEGOTIATE = {(Role.PARTY,), (Role.ARMED_GROUP,)}
SILENCE = 60
"""Days after which what was last told of a negotiation is no longer how it stands."""


def list_standing(desk: Desk) -> Iterator[Line]:
    """The status with what shows it, then what is said of the talks, the latest first."""
    status = desk.dossier.status
    shown = find_told(desk, status) if status is not None else []
    if status is None or not shown:
        yield Line(text="Unknown: no sentence of these reports surely tells where the negotiation stands.")
    else:
        yield desk.cite(shown, f"{say_standing(desk, status, shown[0])}.")
    told: set[str] = set()
    telling = [narrow(a) for a in desk.dossier.assessments if is_trusted(a)]
    for a in sorted(telling, key=lambda a: desk.rank(a, a.by)):
        voice = join_names(a.by) or say_voice(a.evidence[0], desk.outlets)
        if voice not in told:
            yield desk.line(a, say_assessment(a, desk.outlets.get(a.evidence[0].report)))
        told.add(voice)


def find_told(desk: Desk, status: StatusItem) -> list[Evidence]:
    """The sentences that surely tell a status; none where it is to be checked before use."""
    return _find_shown(desk, status) or _find_plain(desk, status)


def _find_shown(desk: Desk, status: StatusItem) -> list[Evidence]:
    """The evidence whose sentence surely tells the status, and of those between whom it is; the latest report's first."""
    sides = set(status.between)
    sure = [e for e in status.evidence if e.sentence and not e.denied and (e.confidence or 0.0) >= TRUSTED]
    told = [e for e in sure if e.claim == status.trigger or not sides or sides <= set(e.names)]
    told = told or [
        e for e in status.evidence if e.part is SegmentKind.HEADLINE and len(sides) > 1 and sides <= set(e.names)
    ]
    return sorted(told, key=lambda e: (desk.days.get(e.report) or "", e.report, -e.start), reverse=True)


def _find_plain(desk: Desk, status: StatusItem) -> list[Evidence]:
    """The evidence whose own words say the status plainly, in the report's voice, and name a side; the latest report's first."""
    sides = {p.name for p in desk.dossier.parties if p.roles[:1] in _NEGOTIATE}
    told = [
        e
        for e in status.evidence
        if e.speaker is None
        and not (e.denied or e.hedge or e.relayed_by)
        and says_plainly(e.quote, status.status, sides)
    ]
    return sorted(told, key=lambda e: (desk.days.get(e.report) or "", e.report, -e.start), reverse=True)


def say_standing(desk: Desk, status: StatusItem, shown: Evidence) -> str:
    """The status; what was told long before the day of the page is said to have been told then, and is unknown now."""
    days = [d for e in status.evidence if (d := desk.days.get(e.report))]
    told = max(days, default="")
    old = bool(told and desk.today) and (date.fromisoformat(desk.today) - date.fromisoformat(told)).days > SILENCE
    said = say_status(status, shown)
    day = desk.days.get(shown.report)
    if day and shown.claim != status.trigger and not old:
        head, _, words = said.partition(": “")
        said = f"{head}, reported {say_edtf(day)}: “{words}"
    return f"Unknown since {say_edtf(told)}; told last: {said[:1].lower()}{said[1:]}" if old else said
