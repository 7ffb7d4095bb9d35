"""Lines say whose word they are, and no more than the words of their surest claim."""

from dataclasses import replace

import pytest
from tests.claims import actors, make, make_report, meeting, move, said_by, when

from travaux.ontology.claim import (
    ActorRef,
    AnyClaim,
    Demand,
    Incident,
    Instrument,
    Leverage,
    Participation,
    ProposalMention,
)
from travaux.ontology.dossier import ProposalChange, ResponseItem
from travaux.ontology.vocabulary import (
    Act,
    ActorKind,
    LeverageKind,
    MeetingStatus,
    Modality,
    ProposalState,
    ResponseKind,
    Role,
)
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span
from travaux.views.brief import make_brief
from travaux.views.lead import narrow
from travaux.views.sentences import say_meeting
from travaux.views.wording import quote_sentence, quote_words


def page(title: str, *claims: AnyClaim) -> list[str]:
    brief = make_brief(build_dossier([make_report("r1"), make_report("r2")], claims, World()))
    return [line.text for s in brief.sections if s.title == title for line in s.lines]


def who(quote: str, name: str) -> ActorRef:
    at = quote.index(name)
    return ActorRef(name=name, kind=ActorKind.STATE, by="pack", span=Span(at, at + len(name)))


OFFER = "Peru offered a joint fishing zone"


def offer(**fields: object) -> ProposalMention:
    told = {"authors": (who(OFFER, "Peru"),), "label": "joint fishing zone", "confidence": 0.9, **fields}
    return ProposalMention(
        report="r1", span=Span(0, len(OFFER)), quote=OFFER, state=ProposalState.TABLED, **told,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_line_that_only_a_speaker_tells_names_the_speaker() -> None:
    (own,) = page("On the table", offer())
    (said,) = page("On the table", offer(voice=said_by("Holm")))
    assert own == "“joint fishing zone”, by Peru: tabled."
    assert said == "“joint fishing zone”, by Peru: tabled, according to Holm."


def test_an_offer_whose_author_its_words_do_not_name_is_no_line() -> None:
    assert page("On the table", offer(authors=actors("Peru"))) == []


def test_an_offer_is_called_by_words_that_stand_in_its_sentence() -> None:
    (elsewhere,) = page("On the table", offer(label="short pause in the hunt"))
    assert elsewhere == f"“{OFFER}”, by Peru: tabled."
    (near,) = page(
        "On the table", offer(label="short pause in the hunt", sentence=f"{OFFER} and a short pause in the hunt.")
    )
    assert near.startswith("“short pause in the hunt”, by Peru: tabled")


def test_an_answer_in_the_same_words_tells_what_became_of_an_offer_and_a_noun_names_it() -> None:
    (item,) = build_dossier([make_report("r1")], [offer(label="new lake plan")], World()).proposals
    (lead,) = item.evidence
    noun = replace(lead, start=100, end=118, quote="joint fishing zone", names=())
    unsure = replace(lead, start=200, end=210, confidence=0.1)
    change = ProposalChange(id="c", evidence=(unsure,), state=ProposalState.REJECTED, by=("Chile",), day=None)
    answer = ResponseItem(
        id="a", evidence=(lead,), by=("Chile",), to=("Peru",), answer=ResponseKind.REJECT, about="", target=None,
        when=None,
    )  # fmt: skip
    rejected = replace(item, state=ProposalState.REJECTED, history=(change,), evidence=(lead, noun))
    assert narrow(rejected).state is ProposalState.UNKNOWN
    answered = narrow(replace(rejected, responses=(answer,)))
    assert (answered.state, answered.label) == (ProposalState.REJECTED, "joint fishing zone")


def test_a_demand_has_no_day_and_is_made_of_nobody_whom_its_content_names() -> None:
    quote = "demanded the return of Peru's ships by Friday"
    claim: Demand = make(
        Demand, "r1", quote=quote, by=actors("Norway"), of=(who(quote, "Peru"),), confidence=0.9,
        content="the return of Peru's ships", when=when("2025-06-13", "by Friday"),
    )  # fmt: skip
    (item,) = build_dossier([make_report("r1")], [claim], World()).demands
    assert (item.of, item.when is not None) == (("Peru",), True)
    assert (narrow(item).of, narrow(item).when) == ((), None)


def test_what_one_wants_done_by_nobody_named_is_no_line() -> None:
    claim: Demand = make(Demand, "r1", by=actors("Norway"), content="to leave the islands", confidence=0.9)
    assert page("Who wants what", claim) == []
    retreat = replace(claim, content="a retreat from the islands")
    assert page("Who wants what", retreat) == ["Norway demanded “a retreat from the islands”."]


def test_pressure_on_nobody_is_no_line_and_a_threat_to_nobody_is() -> None:
    quote = "Norway threatened to close the straits to all ships"
    threat: Leverage = make(
        Leverage, "r1", quote=quote, by=(who(quote, "Norway"),), type=LeverageKind.THREAT,
        content="to close the straits", confidence=0.9,
    )  # fmt: skip
    assert page("Threats and pressure", threat) == ["Norway made a threat: “to close the straits”."]
    assert page("Threats and pressure", replace(threat, type=LeverageKind.PRESSURE)) == []


def test_a_text_is_shown_with_its_sentence() -> None:
    told: Instrument = make(Instrument, "r1", label="harbour charter", action="signed", confidence=0.9)
    (line,) = page("Texts adopted or signed", replace(told, sentence="In May both signed the harbour charter."))
    assert line == "Harbour charter: signed: “In May both signed the harbour charter”."


def test_who_is_harmed_did_not_do_it() -> None:
    quote = "two clinics were bombed at the lake"
    clinics = ActorRef(name="two clinics", kind=ActorKind.UNKNOWN, by="words", span=Span(0, 11))
    other = replace(clinics, name="five clinics", span=None)
    claim: Incident = make(
        Incident, "r1", quote=quote, what="bombed", place="the lake", harmed=(clinics, other), by=(clinics,),
        confidence=0.9,
    )  # fmt: skip
    (item,) = build_dossier([make_report("r1")], [claim], World()).incidents
    told = narrow(item)
    assert (told.harmed, told.by) == (("two clinics",), ())


def test_a_status_is_told_by_a_sentence_or_not_at_all() -> None:
    assert page("Where things stand") == [
        "Unknown: no sentence of these reports surely tells where the negotiation stands."
    ]
    words = "the talks on the lake have stalled over the dam"
    stalled = replace(move(Act.ASSESS, actors=()), quote=words, span=Span(0, len(words)), confidence=0.9)
    assert page("Where things stand", stalled)[0].startswith("Unknown")
    (line,) = page("Where things stand", replace(stalled, sentence=f"On Monday {words}."))[:1]
    assert line.startswith("Stalled")
    assert line.endswith(f"“On Monday {words}”.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("negotiations between the two sides on the dam stalled at dawn", "Stalled"),
        ("the talks between both sides about the lake collapsed", "Collapsed"),
        ("talks between the two sides could have collapsed", "Unknown"),
        ("earlier talks between the two sides on the dam failed", "Unknown"),
        ("the talks about fishing off the cape collapsed", "Unknown"),
    ],
)
def test_words_that_say_plainly_how_talks_stand_need_no_sentence(words: str, told: str) -> None:
    claim = replace(move(Act.ASSESS, actors=()), quote=words, span=Span(0, len(words)), confidence=0.3)
    assert page("Where things stand", claim)[0].startswith(told)
    said = replace(claim, voice=said_by("Holm"))
    assert page("Where things stand", said)[0].startswith("Unknown")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("to “stand down", "“to ‘stand down’”"),
        ("utmost restraint” at sea", "“‘utmost restraint’ at sea”"),
        ("a “whole” quotation", "“a ‘whole’ quotation”"),
    ],
)
def test_a_quotation_inside_a_quotation_has_both_its_marks(text: str, quoted: str) -> None:
    assert quote_words(text) == quoted


def test_a_sentence_leaves_its_full_stop_to_the_line() -> None:
    assert quote_sentence("Both sides met\nin the capital. ") == "“Both sides met in the capital”"


@pytest.mark.parametrize(
    ("place", "told"),
    [("Geneva", "in Geneva"), ("White House", "at the White House"), ("the Blue Palace", "at the Blue Palace")],
)
def test_one_meets_in_a_town_and_at_a_house(place: str, told: str) -> None:
    claim = meeting(MeetingStatus.HELD, place=place)
    (item,) = build_dossier([make_report("r1")], [claim], World()).meetings
    assert f" {told}" in say_meeting(item)


@pytest.mark.parametrize(
    ("passages", "modality", "title"),
    [
        (3, Modality.ASSERTED, "Ghana – Togo (3 reports, 10 June 2025)"),
        (2, Modality.ASSERTED, "No parties found (3 reports, 10 June 2025)"),
        (3, Modality.HYPOTHETICAL, "No parties found (3 reports, 10 June 2025)"),
    ],
)
def test_a_page_of_no_known_parties_is_called_after_those_that_attack_each_other(
    passages: int, modality: Modality, title: str
) -> None:
    reports = [make_report(f"r{n}") for n in (1, 2, 3)]
    raids = [
        replace(move(Act.ATTACK, f"r{n}", actors=actors("Togo"), recipients=actors("Ghana")), modality=modality)
        for n in range(1, passages + 1)
    ]
    named = [
        make(Participation, "r1", n * 30, actor=a, role=Role.OTHER_STATE) for n, a in enumerate(actors("Ghana", "Togo"))
    ]
    assert make_brief(build_dossier(reports, [*raids, *named], World())).title == title
