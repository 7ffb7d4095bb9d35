"""Words that look like times and are none, and times in headlines."""

from datetime import date
from itertools import pairwise

import pytest

from travaux.reading.times.find import RULES, find_times

PUBLISHED = date(2024, 10, 9)

NEGATIVES = [
    "Hamas may accept the offer.",
    "At least 20 may have died in the raid.",
    "AT LEAST 20 MAY HAVE DIED IN RAID",
    "Dozens may still be alive.",
    "Thousands march on parliament.",
    "THOUSANDS MARCH ON PARLIAMENT",
    "10,000 March On Capital",
    "It is the second ship.",
    "The second vote failed.",
    "The sun rose over the strip.",
    "Prices fall as trade resumes.",
    "A fall in prices is likely.",
    "About 1,200 people were killed.",
    "Some 2,000 people fled.",
    "About 2000 people fled.",
    "They freed 1948 prisoners.",
    "UN resolution 1701 ended it.",
    "Security Council Resolution 1973 allowed force.",
    "A Boeing 737 and a Boeing 2000 landed.",
    "Flight 1942 was delayed.",
    "It cost $2024 a head.",
    "An F-16 and 2 T-72 tanks.",
    "The Arab Spring changed the region.",
    "Theresa May said no.",
    "August Wilson wrote plays.",
    "Jan Egeland of the council spoke.",
    "He reads the Sunday Times.",
    "The Mail on Sunday reported it.",
    "Bloody Sunday is remembered.",
    "He visited a Christmas market.",
    "The Good Friday Agreement holds.",
    "A 42-year-old man was hurt.",
    "The Daily Telegraph reported it.",
    "He was sent off in the second half.",
    "Section 1990 of the code.",
    "See https://example.org/2024/03/05/story-2024 for more.",
    "Call 555-2020 now.",
    "The score was 10-12.",
    "A 5-7 vote.",
    "He sat down to monitor friday-like moods.",
    "One day he will pay.",
    "The augmented forces decided to decline.",
    "Some 3.5 million people.",
    "He won 50.2024 percent.",
]


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_time(text: str) -> None:
    assert [t.span.of(text) for t in find_times(text, PUBLISHED) if t.rule != "set"] == []


PLANTED = [
    ("ISRAEL TO WITHDRAW BY MONDAY", "BY MONDAY", "2024-10-14"),
    ("TALKS TO RESUME IN MAY, SAYS QATAR", "MAY", "2024-05"),
    ("TRUCE SIGNED OCTOBER 5", "OCTOBER 5", "2024-10-05"),
    ("Envoys meet Tuesday’s team in Cairo", "Tuesday", "2024-10-08"),
    ("The 2021 elections were void.", "2021", "2021"),
    ("His 2022 invasion failed.", "2022", "2022"),
    ("The pre-2011 order is gone.", "2011", "2011"),
    ("Officials said in March that May's plan had failed.", "March", "2024-03"),
    ("In 2011 protests erupted.", "2011", "2011"),
    ("Speaking on Friday, he said he may resign.", "Friday", "2024-10-04"),
    ("The ceasefire, from 9 a.m. on Sunday, holds.", "9 a.m. on Sunday", "2024-10-06"),
    ("A ceasefire began – on Monday – in the north", "Monday", "2024-10-07"),
    ("In this Sept. 30, 2016, file photo he speaks.", "Sept. 30, 2016", "2016-09-30"),
    ("İstanbul talks took place on Monday.", "Monday", "2024-10-07"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), PLANTED)
def test_planted_time(text: str, words: str, edtf: str) -> None:
    assert (words, edtf) in [(t.span.of(text), t.edtf) for t in find_times(text, PUBLISHED)]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.name}: {r.example[:40]}")
def test_every_rule_reads_its_example(rule: object) -> None:
    example = getattr(rule, "example")  # noqa: B009
    assert find_times(example, PUBLISHED), "the rule's own sentence holds no time"


def test_spans_do_not_cross_lines_or_each_other() -> None:
    text = "On Friday\n5 people met\n\nMarch\n2021 saw two days\nago"
    found = find_times(text, PUBLISHED)
    assert all("\n" not in t.span.of(text) for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
