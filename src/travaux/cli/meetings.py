"""`travaux meetings`: who met or will meet whom."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, Sure, make_app
from travaux.cli.rows import Entry, print_list
from travaux.ontology.dossier import MeetingItem
from travaux.views.listing import Lister
from travaux.views.sentences import say_meeting
from travaux.views.sure import dump_rated, tell_surely
from travaux.views.timeline import first_day, first_told
from travaux.views.wording import say_edtf

app = make_app()


@app.command()
@with_material
def meetings(material: Material, sure: Sure = False, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002, FBT002
    """Print meetings and calls in the order of their time: planned, held, going on and called off."""
    dossier = material.dossier()
    days = {r.id: r.published for r in dossier.reports}

    def day(meeting: MeetingItem) -> tuple[bool, str, str]:
        shown = tell_surely(meeting) or meeting
        known = first_day(shown.when) or first_told(shown, days)
        return not known, known, meeting.id

    lister = Lister.of(dossier)

    def say(meeting: MeetingItem) -> str:
        told = tell_surely(meeting)
        shown = told or meeting
        reported = "" if first_day(shown.when) else first_told(shown, days)
        when = f" (reported {say_edtf(reported)})" if reported else ""
        return lister.say(f"[{shown.status.value}] {say_meeting(shown)}{when}", shown.evidence, sure=told is not None)

    entries = [
        Entry(row=dump_rated(m, sure_only=sure), text=say(m), trusted=tell_surely(m) is not None)
        for m in sorted(dossier.meetings, key=day)
    ]
    print_list("meetings", material, dossier, entries, format, sure=sure)
