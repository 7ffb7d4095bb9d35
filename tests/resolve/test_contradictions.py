"""What is told both ways, with its sides."""

from dataclasses import replace
from typing import Any

import pytest
from tests.claims import actors, make, make_report, meeting, move, said_by, text_of, when

from travaux.ontology.claim import AnyClaim, Attribution, Consignment, Participation
from travaux.ontology.dossier import Contradiction
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, ConsignmentStage, Issue, MeetingStatus, Modality, Role, SpeakerKind
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span

REPORTS = [make_report(f"r{n}", f"2025-06-1{n}") for n in range(1, 5)]
PARTIES: list[AnyClaim] = [
    make(Participation, "r1", 200 + 5 * n, actor=actors(name)[0], role=Role.PARTY)
    for n, name in enumerate(["Norway", "Peru"])
]


def conflicts(*claims: AnyClaim) -> tuple[Contradiction, ...]:
    return build_dossier(REPORTS, [*PARTIES, *claims], World()).contradictions


def agreed(report: str, day: str, **fields: Any) -> AnyClaim:
    fields.setdefault("actors", actors("Norway", "Peru"))
    return move(Act.AGREE, report, when=when(day), **fields)


def test_one_agreement_on_two_days_is_told_both_ways() -> None:
    (found,) = conflicts(agreed("r1", "2025-06-11"), agreed("r2", "2025-06-12"))
    assert found.about == "agreed on 2025-06-11, and on 2025-06-12"
    assert [(s.by, s.since, s.reports) for s in found.told] == [
        (("r1",), "2025-06-11", ("r1",)),
        (("r2",), "2025-06-12", ("r2",)),
    ]


def test_a_report_that_tells_both_days_tells_of_two_agreements() -> None:
    assert conflicts(agreed("r1", "2025-06-11"), agreed("r1", "2025-06-12", start=40)) == ()


@pytest.mark.parametrize("other", [{"issues": (Issue.NUCLEAR,)}, {"actors": actors("Norway", "Chile")}])
def test_other_agreements_are_no_contradiction(other: dict[str, Any]) -> None:
    first = agreed("r1", "2025-06-11", issues=(Issue.CEASEFIRE,))
    assert conflicts(first, agreed("r2", "2025-06-12", **other)) == ()


def test_agreements_days_apart_are_two() -> None:
    assert conflicts(agreed("r1", "2025-06-01"), agreed("r4", "2025-06-12")) == ()


def test_one_meeting_on_two_days_is_told_both_ways() -> None:
    one = meeting(MeetingStatus.HELD, "r1", when=when("2025-06-10"), place="Oslo")
    two = meeting(MeetingStatus.HELD, "r2", when=when("2025-06-11"), place="Oslo")
    (found,) = conflicts(one, two)
    assert found.about == "meeting of Norway, Peru: on 2025-06-10, and on 2025-06-11"


def test_a_deed_told_and_denied_has_both_voices() -> None:
    yes = move(Act.ACCEPT, "r1", issues=(Issue.CEASEFIRE,), voice=said_by("Holm"))
    no = move(
        Act.ACCEPT, "r2", issues=(Issue.CEASEFIRE,), quote=yes.quote, modality=Modality.NEGATION, voice=said_by("Quist")
    )
    (found,) = conflicts(yes, no)
    assert [s.by for s in found.told] == [("Holm",), ("Quist",)]


@pytest.mark.parametrize(("words", "found"), [("Norway shelled the port of Antu", 1), ("Norway hit a clinic", 0)])
def test_a_war_told_and_one_attack_denied_agree_unless_it_is_that_one(words: str, found: int) -> None:
    shared: dict[str, Any] = {"issues": (Issue.CEASEFIRE,), "actors": actors("Norway"), "recipients": actors("Chile")}
    yes = move(Act.ATTACK, "r1", quote="Norway shelled the port of Antu", voice=said_by("Holm"), **shared)
    denied = replace(said_by("Quist"), denied=True)
    no = move(Act.ATTACK, "r2", quote=words, modality=Modality.NEGATION, voice=denied, **shared)
    assert len(conflicts(yes, no)) == found


def load(report: str, amount: float, speaker: str, **fields: Any) -> AnyClaim:
    claim: Consignment = make(
        Consignment,
        report,
        quote=f"{amount:g} trucks crossed the northern bridge",
        cargo="trucks",
        amount=amount,
        unit="trucks",
        stage=ConsignmentStage.MOVED,
        when=when("2025-06-10"),
        voice=said_by(speaker, SpeakerKind.ORGANISATION),
        **fields,
    )
    return claim


def test_two_numbers_of_one_convoy_by_two_voices_are_told_both_ways() -> None:
    (found,) = conflicts(load("r1", 20, "the clinic"), load("r2", 175, "the army"))
    assert found.about == "20 trucks, and 175"


def test_one_voice_with_two_numbers_tells_of_two_convoys() -> None:
    assert conflicts(load("r1", 20, "the army"), load("r2", 175, "the army")) == ()


def quoted(report: str, quote: str) -> AnyClaim:
    claim: Attribution = make(Attribution, report, quote=quote, voice=said_by("the ministry", SpeakerKind.ORGANISATION))
    return claim


def test_a_copy_that_weakens_its_text_is_told_both_ways() -> None:
    text = text_of("same")
    reports = [make_report("a", text=text, outlet="Post"), make_report("b", text=text + " more", outlet="Echo")]
    firm = quoted("a", "the patrols will guard every lock on the northern canal")
    weak = quoted("b", "the patrols could guard every lock on the northern canal")
    (found,) = build_dossier(reports, [firm, weak], World()).contradictions
    assert found.about == "“will” in one copy of a text, “could” in another"
    apart = [make_report("a", text=text), make_report("b")]
    assert build_dossier(apart, [firm, weak], World()).contradictions == ()


def test_copies_that_have_a_statement_on_two_days_are_told_both_ways() -> None:
    def copy(name: str, day: str) -> tuple[Report, AnyClaim]:
        said = "The harbour pact holds,"
        text = f"{said} the ministry of Chile said {day}. {text_of('one')}"
        report = make_report(name, "2025-06-12", text, outlet=f"Paper {name}")
        voice = said_by("ministry of Chile", SpeakerKind.ORGANISATION)
        cue = Span(text.index("said"), text.index("said") + 4)
        span = Span(0, len(said))
        return report, Attribution(report=name, span=span, quote=said, voice=voice, cue=cue, content=(span,))

    (one, first), (two, second), (three, third) = copy("a", "Saturday"), copy("b", "on Sunday"), copy("c", "Saturday")
    found = build_dossier([one, two], [first, second], World()).contradictions
    assert [c.about for c in found] == [
        "said by ministry of Chile on Saturday in one copy of a text, on Sunday in another"
    ]
    assert [e.quote.split()[-1] for e in found[0].evidence] == ["Saturday", "Sunday"]
    assert all(e.quote == {"a": one, "b": two}[e.report].text[e.start : e.end] for e in found[0].evidence)
    assert build_dossier([one, three], [first, third], World()).contradictions == ()


@pytest.mark.parametrize("quote", ["a lasting peace, once agreed by both", "agreed to draft proposals on a truce"])
def test_an_agreement_to_come_is_on_no_other_day(quote: str) -> None:
    assert conflicts(agreed("r1", "2025-06-11"), agreed("r2", "2025-06-12", quote=quote)) == ()


@pytest.mark.parametrize(("act", "other", "told"), [(Act.OPEN_ACCESS, "r2", 1), (Act.ATTACK, "r2", 0)])
def test_what_goes_on_for_months_is_contradicted_for_a_day_alone(act: Act, other: str, told: int) -> None:
    fields = {"actors": actors("Peru"), "recipients": actors("Norway"), "issues": (Issue.CEASEFIRE,)}
    yes = move(act, "r1", 0, voice=said_by("Ana Ruiz"), **fields)
    no = move(act, other, 0, voice=said_by("Kari Holm"), modality=Modality.NEGATION, **fields)
    assert len(conflicts(yes, no)) == told
