"""A surname that a report gives to a person is that person's in it, even where a group or place has that name."""

import pytest
from tests.reading.mentions.test_offices_held import report

from travaux.coding.coder import Coder
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model
MINISTER = "Thérèse Kayikwamba Wagner"


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            f"{MINISTER}, the Congolese foreign minister, came to Doha. Wagner said the talks would go on.",
            "Wagner",
            [MINISTER],
        ),
        (
            f"Foreign Minister {MINISTER} denounced the Wagner Group. Ms Wagner asked it to leave. Wagner fighters stayed.",
            "Wagner",
            [MINISTER, "Wagner Group"],
        ),
        (f"{MINISTER} came to Doha. The Wagner mercenaries stayed at the mine.", "Wagner", ["Wagner Group"]),
        ("Judge Ana Polisario opened the hearing. Polisario set the day.", "Polisario", ["Ana Polisario"]),
        ("Senator Maria Fatah opened the session. Fatah asked for calm.", "Fatah", ["Maria Fatah"]),
        ("Mali has paid for the Wagner fighters. Wagner left in June.", "Wagner", ["Wagner Group", "Wagner Group"]),
        ("Benjamin Netanyahu Hamas talks stalled. Hamas said no.", "Hamas", ["Hamas"]),
        ("Lee Jordan came to Amman. Jordan said no.", "Jordan", ["Jordan"]),
    ],
)
def test_a_surname_is_the_persons_unless_the_words_say_the_group(
    coder: Coder, text: str, words: str, names: list[str]
) -> None:
    mentions = read_report(coder.nlp, report(text))._.mentions
    assert [m.names[0] for m in mentions if m.span.of(text) == words] == names
