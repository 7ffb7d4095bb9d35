from datetime import date

import pytest

from travaux.intake.dateline import find_place_line, find_prefix, find_published, is_dateline, read_date
from travaux.intake.segments import segment_text

BODY = "The envoy left the town by the lake on Monday without a signed text, said an official of the host country."


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 5, 2021", date(2021, 3, 5)),
        ("5 March 2021", date(2021, 3, 5)),
        ("5th of March 2021", date(2021, 3, 5)),
        ("Sept. 9, 2020", date(2020, 9, 9)),
        ("2021-03-05T10:00:00Z", date(2021, 3, 5)),
        ("2017.12.30.", date(2017, 12, 30)),
        ("25/03/2021", date(2021, 3, 25)),
        ("03/25/2021", date(2021, 3, 25)),
        ("4/4/2021", date(2021, 4, 4)),
        ("04/03/2021", None),
        ("31 February 2021", None),
        ("March 5", None),
        ("2021", None),
    ],
)
def test_full_dates_only(words: str, day: date | None) -> None:
    assert read_date(words) == day


@pytest.mark.parametrize(
    "line",
    [
        "Friday, July 2, 2021",
        "(September 6, 2021)",
        "9:42 A.M. EDT",
        "Updated 14:30 GMT, 5 March 2021",
        "Published on 5 March 2021 at 10:15",
        "Issued on: 04/02/2021 - 06:59 Modified: 05/02/2021 - 03:57",
        "Agency | Updated: 2017-09-15 21:45",
        "2021-03-05 10:00",
    ],
)
def test_lines_that_hold_a_date(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "On 5 March 2021 the sides met.",
        "Updated rules for the crossing came into force on 5 March 2021.",
        "Talks on May 3, 2021",
        "Release of 50 prisoners",
        "Published a list of names",
    ],
)
def test_sentences_with_a_date_are_none(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Published: 5 March 2021\n\n{BODY}", date(2021, 3, 5)),
        (f"Updated: 7 March 2021\nPublished: 5 March 2021\n\n{BODY}", date(2021, 3, 5)),
        (f"Updated: 7 March 2021\n\n{BODY}", date(2021, 3, 7)),
        (f"March 5, 2021\n\n{BODY}", date(2021, 3, 5)),
        (f"LAKETOWN, March 5, 2021 (Agency) - {BODY}", date(2021, 3, 5)),
        (f"LAKETOWN, March 5 (Agency) - {BODY}", None),
        (f"{BODY}\n\n{BODY}\n\n{BODY}\n\nMarch 5, 2021\n\n{BODY}", None),
        (f"{BODY}\n\n{BODY}\n\n{BODY}\n\nFirst published on March 5, 2021", date(2021, 3, 5)),
        (BODY, None),
    ],
)
def test_published_day_of_a_text(text: str, day: date | None) -> None:
    assert find_published(text, segment_text(text)) == day


def test_place_line_is_as_printed() -> None:
    text = f"March 5, 2021\n\nPORT SUDAN, Sudan (AFP) — {BODY}"
    assert find_place_line(text, segment_text(text)) == "PORT SUDAN, Sudan (AFP)"


def test_prefix_leaves_the_sentence_whole() -> None:
    words = f"LAKETOWN (Reuters) - {BODY}"
    assert words[find_prefix(words) :] == BODY
    assert find_prefix(BODY) == 0
