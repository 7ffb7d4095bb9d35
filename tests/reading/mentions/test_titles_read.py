"""Whose words a text gives as its title tells; and titles of reports, which tell of nobody's."""

from datetime import date

import pytest

from travaux.packs.load import load_world
from travaux.reading.mentions.titles import Genre, read_title

DAY = date(2025, 6, 11)
SPOKEN, ANSWERED, TOLD = Genre.SPOKEN, Genre.ANSWERED, Genre.TOLD


@pytest.mark.parametrize(
    ("words", "genre", "name", "office"),
    [
        ("Statement from Foreign Minister Kari Holm on the Truce in Chad", SPOKEN, "Kari Holm", "Foreign Minister"),
        ("Remarks by President Emmanuel Macron Before His Departure", SPOKEN, "Emmanuel Macron", "President"),
        ("Remarks by Prime Minister Kari Holm to the Lima Forum", SPOKEN, "Kari Holm", "Prime Minister"),
        (
            "Remarks by Security Adviser to the Prime Minister Dr. Kari Holm at the Bergen Conference",
            SPOKEN,
            "Kari Holm",
            "Security Adviser to the Prime Minister",
        ),
        ("Statement by Macron Announcing Aid to Fiji", SPOKEN, "Emmanuel Macron", None),
        ("Press Gaggle with Coordinator for Arctic Affairs Kari Holm", ANSWERED, "Kari Holm", "Coordinator for Arctic Affairs"),
        ("Readout of President Macron’s Call with Premier Kari Holm of Norway", TOLD, "Emmanuel Macron", "President"),
        ("Readout of MFA Envoy Kari Holm’s Trip to Kenya", TOLD, "Kari Holm", "MFA Envoy"),
        ("Statement by the Norwegian Refugee Council on Chad", SPOKEN, "Norwegian Refugee Council", None),
    ],
)  # fmt: skip
def test_a_title_names_whose_words_or_doings_a_text_gives(
    words: str, genre: Genre, name: str, office: str | None
) -> None:
    title = read_title(words, load_world(), None, DAY)
    assert title is not None
    assert (title.genre, title.people[0].name, title.people[0].office) == (genre, name, office)


def test_a_joint_title_names_all_who_speak_and_what_they_are_called_together() -> None:
    title = read_title("Joint Statement from the Leaders of Norway, Chile, and Peru", load_world(), None, DAY)
    assert title is not None
    assert title.joint
    assert [b.name for b in title.people] == ["Norway", "Chile", "Peru"]
    assert title.together == "Leaders of Norway, Chile, and Peru"


def test_a_surname_under_an_office_is_who_held_it_on_the_day() -> None:
    title = read_title("Remarks by Vice President Vance on the Truce", load_world(), "United States", DAY)
    assert title is not None
    assert title.people[0].name == "JD Vance"


@pytest.mark.parametrize(
    "words",
    [
        "Statement from Holm fuels hopes of a truce in Chad",
        "Macron's speech in Lima sparks a row",
        "Letter of resignation stuns Oslo",
        "Statement of Principles",
        "Background Press Call by a Senior Official on Chad",
        "Norway and Peru sign a treaty",
        "Background Press Call on Premier Lie’s Call with President Macron",
    ],
)
def test_the_title_of_a_report_tells_of_nobodys_words(words: str) -> None:
    assert read_title(words, load_world(), None, DAY) is None


def test_somebodys_speech_is_theirs_where_their_state_publishes_it() -> None:
    words = "President Macron’s Speech on the Truce in Chad"
    assert read_title(words, load_world(), None, DAY) is None
    own = read_title(words, load_world(), "France", DAY)
    assert own is not None
    assert own.people[0].name == "Emmanuel Macron"
