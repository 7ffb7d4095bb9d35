"""Which act a refusal, a denial or a condition tells, and what is content of another act, with the parses that hid it."""

from datetime import date

import pytest
from spacy.language import Language

from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.annotations import ActMention
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def read(nlp: Language, text: str) -> tuple[ActMention, ...]:
    found: tuple[ActMention, ...] = read_report(nlp, Report(id="x", text=text, published=date(2025, 6, 1)))._.acts
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The junta refused to release the captives.", [(Act.RELEASE, Modality.NEGATION)]),
        ("Ghana declined to condemn Peru.", [(Act.ACCUSE, Modality.NEGATION)]),
        ("Ghana no longer demands that Peru leave.", [(Act.DEMAND, Modality.NEGATION)]),
        ("Ghana refused to rule out sanctions.", [(Act.REJECT, Modality.NEGATION)]),
        ("Ghana refused to sign the treaty.", [(Act.REJECT, Modality.ASSERTED)]),
        ("Ghana denied that a deal had been reached.", [(Act.AGREE, Modality.NEGATION)]),
        ("The ministry dismissed the report that Ghana had freed the sailors.", [(Act.RELEASE, Modality.NEGATION)]),
        ("There is no truth in the claim that Ghana has resumed talks.", [(Act.RESUME, Modality.NEGATION)]),
        ("Ghana would not free the sailors unless Peru paid.", [(Act.RELEASE, Modality.HYPOTHETICAL)]),
        ("Not a single truck of flour entered the enclave.", [(Act.DELIVER_AID, Modality.NEGATION)]),
        ("The militia has never honoured the truce.", [(Act.ACCUSE, Modality.ASSERTED)]),
    ],
)
def test_what_did_not_happen(nlp: Language, text: str, expected: list[tuple[Act, Modality]]) -> None:
    assert [(a.act, a.modality) for a in read(nlp, text)] == expected


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The rebels threatened to attack ships, close the strait and detain the crew.", [Act.THREATEN]),
        ("Ghana called on Peru to end the raids, lift the siege and resume talks.", [Act.DEMAND]),
        ("Ghana warned that it would close its airspace.", [Act.THREATEN]),
        ("Ghana insists that Peru accept the text.", [Act.DEMAND]),
        ("Peru and Ghana met in Lima to discuss the fighting.", [Act.MEET]),
        ("Peru called the meeting off.", [Act.SUSPEND]),
        ("Ghana freed the captured policemen.", [Act.RELEASE]),
        ("Ghana gave its approval to the Peruvian roadmap.", [Act.ACCEPT]),
        ("Norway reopened the gate; Peru had closed its own crossing.", [Act.OPEN_ACCESS, Act.CLOSE_ACCESS]),
    ],
)
def test_content_and_topics_are_no_acts_of_their_own(nlp: Language, text: str, acts: list[Act]) -> None:
    assert [a.act for a in read(nlp, text)] == acts


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The minister meets the envoy in Lima on Thursday.", Act.MEET, Modality.FUTURE),
        ("Holm to meet Brandt in Oslo, sources say", Act.MEET, Modality.FUTURE),
        ("Ghana was willing to sign, provided that the militia disarmed.", Act.ACCEPT, Modality.HYPOTHETICAL),
        ("The vote came thirty years after Peru invaded the island.", Act.ATTACK, Modality.HISTORICAL),
    ],
)
def test_modality_of_diaries_provisos_and_long_spans(nlp: Language, text: str, act: Act, modality: Modality) -> None:
    assert [a.modality for a in read(nlp, text) if a.act is act] == [modality]


@pytest.mark.parametrize(
    ("text", "act", "actors", "recipients"),
    [
        ("No talks were held between Ghana and Peru.", Act.MEET, ["Ghana", "Peru"], []),
        ("The army shelled positions of the rebels.", Act.ATTACK, ["The army"], ["the rebels"]),
        ("Peruvian helicopters bombed the rebels.", Act.ATTACK, ["Peruvian"], ["the rebels"]),
        ("Ghana threatened to cut off power to Peru.", Act.THREATEN, ["Ghana"], ["Peru"]),
        ("Lorries passed the gate, reopened on Friday by the army.", Act.OPEN_ACCESS, ["the army"], []),
    ],
)
def test_slots_of_hidden_parties(nlp: Language, text: str, act: Act, actors: list[str], recipients: list[str]) -> None:
    found = next(a for a in read(nlp, text) if a.act is act)
    assert [p.span.of(text) for p in found.actors] == actors
    assert [p.span.of(text) for p in found.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("What if Ghana does not agree to a peace plan?", Modality.HYPOTHETICAL),
        ("If Ghana does not accept the offer, the war will drag on.", Modality.HYPOTHETICAL),
        ("Ghana would make a mistake if it does not agree to the truce plan.", Modality.HYPOTHETICAL),
        ("In case Ghana refuses the truce, the bloc will act.", Modality.HYPOTHETICAL),
        ("In the event that Ghana refuses the plan, the talks end.", Modality.HYPOTHETICAL),
        ("Assuming Ghana rejects the offer, the bloc would act.", Modality.HYPOTHETICAL),
        ("In that case Ghana refused the plan.", Modality.ASSERTED),
        ("In the event, Ghana refused the offer.", Modality.ASSERTED),
        ("In a case that stunned the port, Ghana rejected the plan.", Modality.ASSERTED),
        ("Ghana will not accept the plan until Peru withdraws.", Modality.ASSERTED),
    ],
)
def test_a_refusal_that_is_only_supposed(nlp: Language, text: str, modality: Modality) -> None:
    assert [a.modality for a in read(nlp, text) if a.act is Act.REJECT] == [modality]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("Talks on the release of the crew began in Doha.", Act.RELEASE, Modality.HYPOTHETICAL),
        ("Negotiations over the withdrawal of Peru's army have stalled.", Act.WITHDRAW, Modality.HYPOTHETICAL),
        ("Envoys flew to Doha to secure the release of the crew.", Act.RELEASE, Modality.HYPOTHETICAL),
        ("Ghana secured the release of the crew on Sunday.", Act.RELEASE, Modality.ASSERTED),
        ("Talks on Peru's attack on the port began.", Act.ATTACK, Modality.ASSERTED),
    ],
)
def test_what_is_only_talked_about_has_not_happened(nlp: Language, text: str, act: Act, modality: Modality) -> None:
    assert [a.modality for a in read(nlp, text) if a.act is act] == [modality]
