"""When a party was last heard of: whoever names it, and in whatever part."""

from dataclasses import replace

from tests.claims import actors, make, make_report, move, said_by

from travaux.ontology.claim import Participation
from travaux.ontology.vocabulary import Act, ActorKind
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.views.heard import find_last_heard


def test_a_party_is_heard_of_where_a_later_report_names_it_or_it_speaks() -> None:
    (fiji,) = actors("Fiji")
    lind = replace(fiji, name="Ana Lind", kind=ActorKind.PERSON, country=None)
    claims = [
        make(Participation, "r1", 0, actor=fiji, role="party"),
        make(Participation, "r1", 20, actor=lind, role="mediator"),
        move(Act.AGREE, "r2", actors=actors("Fiji"), quote="the plan is good", voice=said_by("Fiji")),
        move(Act.REJECT, "r3", voice=said_by("Lind"), quote="Norway rejected it"),
    ]
    days = {"r1": "2025-06-10", "r2": "2025-06-12", "r3": "2025-06-14"}
    dossier = build_dossier([make_report(n, d) for n, d in days.items()], claims, World())
    heard = find_last_heard(dossier, days)
    assert (heard.get("Ana Lind"), heard.get("Fiji")) == ("2025-06-14", "2025-06-12")
