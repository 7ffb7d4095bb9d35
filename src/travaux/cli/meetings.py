"""`travaux meetings`: who met or will meet whom."""

from travaux.cli.material import Material, with_material
from travaux.cli.options import ListFormat, make_app
from travaux.cli.rows import print_list
from travaux.ontology.dossier import MeetingItem
from travaux.views.listing import Lister
from travaux.views.sentences import say_meeting
from travaux.views.timeline import first_day, first_told

app = make_app()


@app.command()
@with_material
def meetings(material: Material, format: ListFormat = ListFormat.TEXT) -> None:  # noqa: A002
    """Print meetings and calls in the order of their time: planned, held, going on and called off."""
    dossier = material.dossier()
    days = {r.id: r.published for r in dossier.reports}

    def day(meeting: MeetingItem) -> tuple[bool, str, str]:
        known = first_day(meeting.when) or first_told(meeting, days)
        return not known, known, meeting.id

    rows = sorted(dossier.meetings, key=day)
    say = Lister.of(dossier).say
    text = (say(f"[{m.status.value}] {say_meeting(m)}", m.evidence) for m in rows)
    print_list("meetings", material, dossier, rows, text, format)
