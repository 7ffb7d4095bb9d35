"""Which claims are of the class that readers found right: who does it is named in the claim's own words, plainly and as fact."""

from dataclasses import replace
from typing import Any

import pytest
from tests.claims import said_by

from travaux.coding.features import kind_of, list_features
from travaux.ontology.claim import (
    AccessReport,
    ActorRef,
    AnyClaim,
    Demand,
    Incident,
    Instrument,
    Leverage,
    MeetingMention,
    Move,
    ProposalMention,
)
from travaux.ontology.vocabulary import (
    AccessState,
    Act,
    ActorKind,
    LeverageKind,
    MeetingStatus,
    Modality,
    ProposalState,
    SegmentKind,
)
from travaux.spans import Span


def is_sure(claim: AnyClaim) -> bool:
    return "sure=True" in list_features(claim)


def who(quote: str, name: str, by: str = "pack", kind: ActorKind = ActorKind.STATE) -> ActorRef:
    at = quote.index(name)
    return ActorRef(name=name, kind=kind, by=by, span=Span(at, at + len(name)))


def words(quote: str) -> dict[str, Any]:
    return {"report": "r1", "span": Span(0, len(quote)), "quote": quote, "sentence": f"{quote}."}


def deed(quote: str, actor: ActorRef, verb: str, rule: str = "acts/attack:verb:shell", **fields: Any) -> Move:
    at = quote.index(verb)
    return Move(**words(quote), act=Act.ATTACK, trigger=Span(at, at + len(verb)), actors=(actor,), rule=rule, **fields)


SHELLED = "Peru shelled two villages at the lake"
PLAIN = deed(SHELLED, who(SHELLED, "Peru"), "shelled")


def test_a_deed_whose_doer_its_own_words_name_is_sure() -> None:
    assert kind_of(PLAIN) == "deed"
    assert is_sure(PLAIN)


@pytest.mark.parametrize(
    "claim",
    [
        replace(PLAIN, rule="model:verb:attack"),
        replace(PLAIN, rule="acts/attack:noun:raid"),
        replace(PLAIN, rule=f"{PLAIN.rule}+weighed"),
        replace(PLAIN, part=SegmentKind.TURN),
        replace(PLAIN, actors=(who(SHELLED, "Peru", by="pronoun"),)),
        replace(PLAIN, actors=(ActorRef(name="Peru", kind=ActorKind.STATE, by="pack"),)),
        replace(PLAIN, actors=(who(SHELLED, "Peru", kind=ActorKind.PERSON),)),
        replace(PLAIN, sentence="Chile has long held that the league is a gang for which Peru shelled the lake."),
        replace(PLAIN, sentence=f"Thousands may flee as {PLAIN.quote}."),
        deed("Peru often shelled the lake", who("Peru often", "Peru"), "shelled"),
        deed("accusing Peru of shelling the lake", who("accusing Peru", "Peru"), "shelling"),
    ],
)
def test_a_deed_told_in_another_way_is_not(claim: Move) -> None:
    assert not is_sure(claim)


URGED = "urged Chile to open the harbour before winter"


def demand(quote: str = URGED, before: str = "Peru", after: str = "", **fields: Any) -> Demand:
    """A demand whose sentence begins with words before its own, and goes on behind them."""
    by = ActorRef(name="Peru", kind=ActorKind.STATE, by="pack", span=Span(0, 4))
    start = len(before) + 1
    of = ActorRef(name="Chile", kind=ActorKind.STATE, by="pack")
    told = {
        "by": (by,),
        "of": (of,),
        "content": "to open the harbour",
        "sentence": f"{before} {quote}{after}.",
        **fields,
    }
    return Demand(report="r1", span=Span(start, start + len(quote)), quote=quote, **told)


NAMED_ELSEWHERE = ActorRef(name="Peru", kind=ActorKind.STATE, by="pack", span=Span(200, 204))


@pytest.mark.parametrize(
    ("claim", "sure"),
    [
        (demand(), True),
        (demand(of=()), False),
        (demand("urged the opening of the harbour to feed the town", of=(), content="to feed the town"), False),
        (demand("demanded a fair share of the catch", of=(), content="a fair share of the catch"), True),
        (demand(by=()), False),
        (demand(voice=said_by("Holm")), False),
        (demand(modality=Modality.HYPOTHETICAL), False),
        (demand("insisted that the harbour was open"), False),
        (demand("cling to old demands"), False),
        (demand(by=(NAMED_ELSEWHERE,)), False),
        (demand(sentence=""), False),
        (demand(after=", a newspaper said"), False),
        (demand(before="A lawyer of Peru’s friends"), True),
        (demand("had to face the demand of Chile for a fair share", content="a fair share of it"), False),
        (demand("called a rival “a snake” and"), False),
        (demand("a harbour treaty demanded by its navy", content="a harbour treaty"), False),
        (demand("urged its old friends, Chile and Brazil", of=(), content="its old friends, Chile and Brazil"), False),
    ],
)
def test_a_demand_is_sure_where_a_verb_of_asking_tells_it_as_fact(claim: Demand, sure: bool) -> None:
    assert is_sure(claim) is sure


def threat(quote: str, *on: ActorRef) -> Leverage:
    return Leverage(**words(quote), by=(who(quote, "Peru"),), on=on, type=LeverageKind.THREAT, content="to leave")


def test_a_threat_against_a_side_is_sure_and_one_against_a_person_is_not() -> None:
    quote = "Peru threatened Chile with a blockade of its ports"
    assert is_sure(threat(quote, who(quote, "Chile")))
    assert not is_sure(threat(quote, who(quote, "Chile", kind=ActorKind.PERSON)))
    pressed = "Peru had pressed for talks with Chile in the capital"
    assert not is_sure(threat(pressed, who(pressed, "Chile")))
    danger = "Peru lives under the threat of an attack by Chile"
    assert not is_sure(threat(danger, who(danger, "Chile")))
    notice = "Peru gave Chile advance warning of that attack"
    assert not is_sure(threat(notice, who(notice, "Chile")))
    fear = "Peru warned Chile that it could lose the harbour"
    assert not is_sure(threat(fear, who(fear, "Chile")))


def meeting(quote: str, *names: str, status: MeetingStatus = MeetingStatus.HELD, by: str = "name") -> MeetingMention:
    people = tuple(who(quote, n, by=by, kind=ActorKind.PERSON) for n in names)
    return MeetingMention(**words(quote), participants=people, status=status)


@pytest.mark.parametrize(
    ("claim", "sure"),
    [
        (meeting("Lind met Quispe in Oslo", "Lind", "Quispe"), True),
        (meeting("Lind met with visitors", "Lind"), False),
        (meeting("Lind met Quispe in Oslo", "Lind", "Quispe", by="description"), False),
        (meeting("Lind sent Quispe to the meeting", "Lind", "Quispe"), False),
        (meeting("Lind travelled for talks with Quispe", "Lind", "Quispe"), False),
        (meeting("the visit of Lind to Quispe", "Lind", "Quispe"), False),
        (meeting("Lind met Quispe and Rojas separately", "Lind", "Quispe", "Rojas"), False),
        (meeting("Lind had discussed the dam with Quispe", "Lind", "Quispe"), False),
        (meeting("Lind, Quispe and Rojas met", "Lind", "Quispe", "Rojas"), True),
        (meeting("Lind, Quispe and Rojas are to meet", "Lind", "Quispe", "Rojas", status=MeetingStatus.PLANNED), False),
    ],
)
def test_a_meeting_is_sure_where_it_names_all_who_met(claim: MeetingMention, sure: bool) -> None:
    assert is_sure(claim) is sure


@pytest.mark.parametrize(
    ("label", "state", "sure"),
    [
        ("prisoner swap", ProposalState.REJECTED, True),
        ("plans", ProposalState.REJECTED, False),
        ("prisoner swap", ProposalState.UNKNOWN, False),
        ("swap of all prisoners at dawn", ProposalState.TABLED, True),
        ("talks", ProposalState.TABLED, False),
    ],
)
def test_an_offer_is_sure_where_its_author_and_what_came_of_it_are_told(
    label: str, state: ProposalState, sure: bool
) -> None:
    quote = "Peru put a swap of all prisoners to Chile, which rejected it"
    claim = ProposalMention(**words(quote), authors=(who(quote, "Peru"),), label=label, state=state)
    assert is_sure(claim) is sure
    ignored = replace(claim, quote="Peru put a swap of all prisoners to Chile, which ignored it")
    assert is_sure(ignored) is (sure and state is not ProposalState.REJECTED)


@pytest.mark.parametrize(
    ("quote", "sure"),
    [
        ("Chile rejected Peru’s prisoner swap", True),
        ("Chile rejected a prisoner swap proposed by Peru", True),
        ("Chile rejected an invitation of Peru to a prisoner swap", False),
        ("Chile was against the prisoner swap demanded by Peru", False),
    ],
)
def test_an_offer_that_was_refused_is_sure_where_words_tie_it_to_its_author(quote: str, sure: bool) -> None:
    claim = ProposalMention(
        **words(quote), authors=(who(quote, "Peru"),), label="prisoner swap", state=ProposalState.REJECTED
    )
    assert is_sure(claim) is sure


def test_a_text_is_sure_where_its_sentence_lets_somebody_named_tell_it_or_nobody() -> None:
    quote = "signed the harbour treaty"
    text = Instrument(**words(quote), label="harbour treaty", body=None, action="signed")
    plain = replace(text, sentence="Peru signed the harbour treaty with Chile.")
    assert is_sure(plain)
    assert not is_sure(replace(plain, voice=said_by("Holm")))
    assert is_sure(replace(plain, sentence="Peru signed the harbour treaty, Holm announced.", voice=said_by("Holm")))
    assert not is_sure(replace(plain, modality=Modality.HISTORICAL))


def test_a_call_that_was_refused_is_no_offer() -> None:
    quote = "Chile rejected Peru’s calls for a prisoner swap"
    call = ProposalMention(
        **words(quote), authors=(who(quote, "Peru"),), label="calls for a prisoner swap", state=ProposalState.REJECTED
    )
    assert not is_sure(call)


DEAL = "Peru and Chile agreed on a swap of all prisoners"


@pytest.mark.parametrize(
    ("quote", "sure"),
    [
        (DEAL, True),
        ("Peru and Chile hope to have agreed on a swap of all prisoners", False),
        ("Peru agreed with Chile that the swap of all prisoners had failed", False),
        ("Peru and Chile are to negotiate a swap of all prisoners", False),
        ("Peru and Chile agreed on the first phase of a swap of all prisoners", False),
    ],
)
def test_a_deal_is_sure_where_two_are_told_to_have_agreed(quote: str, sure: bool) -> None:
    authors = (who(quote, "Peru"), who(quote, "Chile"))
    claim = ProposalMention(**words(quote), authors=authors, label="prisoner swap", state=ProposalState.ACCEPTED)
    assert is_sure(claim) is sure
    assert not is_sure(replace(claim, authors=authors[:1]))


@pytest.mark.parametrize(
    ("quote", "state", "sure"),
    [
        ("the river bridge was closed", AccessState.CLOSED, True),
        ("Chile reopened the river bridge", AccessState.OPEN, True),
        ("most of the bridges to close", AccessState.CLOSED, False),
        ("the flow of grain through the river bridge", AccessState.OPEN, False),
        ("efforts to have the river bridge reopened", AccessState.OPEN, False),
        ("the river bridge was closed", AccessState.PLANNED, False),
    ],
)
def test_a_crossing_is_sure_where_a_verb_tells_its_state(quote: str, state: AccessState, sure: bool) -> None:
    claim = AccessReport(**words(quote), facility="River bridge", state=state)
    assert is_sure(claim) is sure


@pytest.mark.parametrize(
    ("quote", "sure"),
    [
        ("signed a maritime charter", True),
        ("will have signed a maritime charter by June", False),
        ("efforts to conclude a maritime charter", False),
    ],
)
def test_a_text_is_sure_where_it_is_told_to_have_been_signed(quote: str, sure: bool) -> None:
    claim = Instrument(**words(quote), label="maritime charter", action="signed")
    assert is_sure(claim) is sure
    assert not is_sure(replace(claim, sentence=f"They {quote}, according to a newspaper."))


def test_harm_to_aid_is_sure_where_its_place_is_told() -> None:
    harm = Incident(**words("two hospitals bombed at the lake"), what="bombed", place="Lake Ranco")
    assert is_sure(harm)
    assert not is_sure(replace(harm, place=None))
    assert not is_sure(replace(harm, voice=said_by("Holm")))
