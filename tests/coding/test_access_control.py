"""Who controls crossings, ports and corridors: who holds a point or a side of it, and how it changed hands."""

import pytest
from tests.coding.reading import code, of_kind

from travaux.coding.coder import Coder
from travaux.ontology.claim import Control
from travaux.ontology.vocabulary import ControlEvent, Modality

pytestmark = pytest.mark.model
HELD, TAKEN, HANDED, LOST = ControlEvent.HELD, ControlEvent.TAKEN, ControlEvent.HANDED_OVER, ControlEvent.LOST


def read(coder: Coder, text: str) -> list[Control]:
    return of_kind(code(coder, text), Control)


@pytest.mark.parametrize(
    ("text", "event", "point", "by"),
    [
        ("The Torkham crossing, which is controlled by the Taliban, reopened.", HELD, "Torkham crossing", ["Taliban"]),
        ("The port of Hodeidah has been held by the Houthis for years.", HELD, "Hodeidah port", ["Houthis"]),
        ("Lorries wait at the Houthi-controlled port of Hodeidah.", HELD, "Hodeidah port", ["Houthis"]),
        ("The rebel-held crossing at Ceelwaaq is open.", HELD, "crossing at Ceelwaaq", ["rebels"]),
        ("The airport of Goma, now in rebel hands, is shut.", HELD, "Goma airport", ["rebels"]),
        ("The port of Sirte is under Houthi control.", HELD, "port of Sirte", ["Houthis"]),
        ("Drivers say the bandits who control the Gao road take a fee.", HELD, "Gao road", ["bandits"]),
        ("Russian peacekeepers patrol the Lachin corridor.", HELD, "Lachin corridor", ["Russian peacekeepers"]),
        ("The M23 and Rwandan troops control the Bunagana crossing.", HELD, "Bunagana crossing", ["M23", "Rwanda"]),
        ("The forces of General Saleh hold the Ras Lanuf port.", HELD, "Ras Lanuf port", ["forces of General Saleh"]),
        ("Fighters of the M23 captured the Bunagana crossing.", TAKEN, "Bunagana crossing", ["M23"]),
        ("The Bab al-Hawa crossing fell to the rebels.", TAKEN, "Bab al-Hawa crossing", ["rebels"]),
        ("The army's capture of the Nepko bridge cut the road.", TAKEN, "Nepko bridge", ["army"]),
        ("The seizure of the Jilib bridge by al-Shabaab went on.", TAKEN, "Jilib bridge", ["Al-Shabaab"]),
        ("Control of the Bashair 2 border post passed to the M23.", HANDED, "Bashair 2 border post", ["M23"]),
    ],
)  # fmt: skip
def test_who_holds_a_point(coder: Coder, text: str, event: ControlEvent, point: str, by: list[str]) -> None:
    (claim,) = read(coder, text)
    assert (claim.event, claim.facility, [a.name for a in claim.by]) == (event, point, by)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The Egyptian side of the Rafah crossing is run by the army.", [("Egyptian", ["Egypt"])]),
        (
            "The Tajik side of the Ishkashim bridge is guarded by Russian soldiers; the Afghan side is held by the Taliban.",
            [("Tajik", ["Russia"]), ("Afghan", ["Taliban"])],
        ),
        (
            "The Chadian side of the crossing at Adre is manned by gendarmes and the Sudanese side by the RSF.",
            [("Chadian", ["gendarmes"]), ("Sudanese", ["Rapid Support Forces"])],
        ),
        ("The Wagah crossing has two gates; the Pakistani side is run by the Rangers.", [("Pakistani", ["Rangers"])]),
        ("Egypt controls its side of the Rafah crossing.", [("Egypt", ["Egypt"])]),
    ],
)
def test_each_side_has_its_holder(coder: Coder, text: str, sides: list[tuple[str, list[str]]]) -> None:
    assert [(c.side, [a.name for a in c.by]) for c in read(coder, text)] == sides


@pytest.mark.parametrize(
    ("text", "event", "by", "formerly"),
    [
        ("Rebels captured the Bunagana crossing from the Congolese army.", TAKEN, ["Rebels"], ["DR Congo"]),
        ("The junta handed the Myawaddy border post to the Border Guard Force.", HANDED, ["Border Guard Force"], ["junta"]),
        ("Congolese troops withdrew from the Bunagana crossing on Sunday.", LOST, [], ["DR Congo"]),
        ("The militia no longer controls the Adre crossing.", LOST, [], ["militias"]),
    ],
)  # fmt: skip
def test_who_had_it_before(coder: Coder, text: str, event: ControlEvent, by: list[str], formerly: list[str]) -> None:
    (claim,) = read(coder, text)
    assert (claim.event, [a.name for a in claim.by], [a.name for a in claim.formerly]) == (event, by, formerly)


@pytest.mark.parametrize(
    ("text", "modality", "edtf"),
    [
        ("The port of Hodeidah has been held by the Houthis since 2014.", Modality.ASSERTED, "2014/.."),
        ("Since 2012 the Semalka crossing has been run by the Kurdish authorities.", Modality.ASSERTED, "2012/.."),
        ("The Torkham crossing, run by the Taliban, reopened on Monday.", Modality.ASSERTED, None),
        ("In 2012 the Nassib crossing was held by rebels.", Modality.HISTORICAL, "2012"),
        ("Hamas ran the Gaza side of the Rafah crossing until May.", Modality.HISTORICAL, "../2025-05"),
        ("Israel took over the Palestinian side of the Rafah crossing on 7 May 2024.", Modality.ASSERTED, "2024-05-07"),
        ("The junta agreed to hand the Myawaddy crossing over to the police.", Modality.FUTURE, None),
    ],
)
def test_since_when_and_whether_it_is_so(coder: Coder, text: str, modality: Modality, edtf: str | None) -> None:
    (claim,) = read(coder, text)
    assert (claim.modality, claim.when.edtf if claim.when else None) == (modality, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels tried to seize the Nassib crossing.",
        "The rebels could seize the Nassib crossing within days, analysts warned.",
        "The UN called on Eritrea to hand control of the Zalambessa crossing to Ethiopia.",
        "The buffer is to stop the militia from controlling the Nassib crossing.",
        "Posts that claimed falsely that the navy had taken over Karachi port went round the world.",
        "Traffic at the Nassib crossing is controlled by lights.",
        "The minister runs the risk of closing the Nassib crossing.",
        "The lorries passed the Erez crossing to Gaza.",
        "The rebels do not control the Nassib crossing.",
        "Do the rebels control the Nassib crossing?",
    ],
)
def test_what_tells_of_no_holder(coder: Coder, text: str) -> None:
    assert read(coder, text) == []


def test_a_denied_capture_is_told_as_denied(coder: Coder) -> None:
    (claim,) = read(coder, "The army denied that militants had captured the Chaman crossing.")
    assert claim.voice.denied
    assert claim.event is TAKEN
