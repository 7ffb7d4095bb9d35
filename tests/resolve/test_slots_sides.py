"""Who carries words, or announces a deal, is no side of it."""

import pytest
from tests.claims import actors, make, make_report, move

from travaux.ontology.claim import AnyClaim, CeasefireMention, Participation, ProposalMention, Term
from travaux.ontology.dossier import Dossier
from travaux.ontology.vocabulary import Act, CeasefireEvent, ProposalState, Role
from travaux.packs.load import load_world
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier

REPORTS = [make_report("r1", "2025-06-11")]
ROLES = {"Norway": Role.PARTY, "Peru": Role.PARTY, "Chile": Role.MEDIATOR, "Brazil": Role.MEDIATOR}
PARTIES: list[AnyClaim] = [
    make(Participation, "r1", 200 + n, actor=actors(name)[0], role=role) for n, (name, role) in enumerate(ROLES.items())
]


def build(*claims: AnyClaim, world: World | None = None) -> Dossier:
    return build_dossier(REPORTS, [*PARTIES, *claims], world or World())


@pytest.mark.parametrize(
    ("state", "authors", "conveyed_by"),
    [
        (ProposalState.ACCEPTED, (), ("Chile", "Brazil")),
        (ProposalState.TABLED, ("Chile", "Brazil"), ()),
    ],
)
def test_mediators_announce_a_deal_and_make_an_offer(
    state: ProposalState, authors: tuple[str, ...], conveyed_by: tuple[str, ...]
) -> None:
    told = make(ProposalMention, "r1", 0, authors=actors("Chile", "Brazil"), label="river accord", state=state)
    (found,) = build(told).proposals
    assert (found.authors, found.conveyed_by) == (authors, conveyed_by)


def test_mediators_are_no_sides_of_a_ceasefire() -> None:
    told = make(CeasefireMention, "r1", 0, event=CeasefireEvent.AGREED, parties=actors("Norway", "Chile", "Peru"))
    (found,) = build(told).ceasefires
    assert (found.parties, found.side, found.mediators) == (("Norway", "Peru"), "bilateral", ("Chile",))


@pytest.mark.parametrize("label", ["Q", "MODERATOR", "Questioner", "[Inaudible]"])
def test_the_labels_of_a_transcript_do_nothing(label: str) -> None:
    speaks = make(Participation, "r1", 40, actor=actors(label)[0], role=Role.PARTY)
    dossier = build(move(Act.DEMAND, "r1", 0, actors=actors(label, "Peru")), speaks)
    assert label not in {p.name for p in dossier.parties}
    assert dossier.moves[0].actors == ("Peru",)


def test_an_agency_owes_nothing() -> None:
    told = make(Term, "r1", 0, content="free the sailors", obligor=actors("Anadolu Agency", "Peru"))
    (framework,) = build(told, world=load_world()).frameworks
    assert framework.terms[0].obligor == ("Peru",)
