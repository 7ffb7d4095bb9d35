"""The readings of the bargaining keep places, not words, and give the words back with the text."""

from eval.gold import HELD_BACK
from training.records import place_items, quote_items, read_records

TEXT = "Peru offered Chile a truce. Chile wants its fishermen freed."


def test_places_become_quotes_again() -> None:
    demands = [{"quote": "wants its fishermen freed", "by": ["Chile"], "of": ["Peru"], "content": "free the fishermen"}]
    placed = place_items({"demands": demands, "terms": []}, TEXT)
    assert placed == {"demands": [{"quote": [34, 59], "by": ["Chile"], "of": ["Peru"]}]}
    (demand,) = quote_items(placed, TEXT)["demands"]
    assert demand["quote"] == "wants its fishermen freed"


def test_a_quote_that_the_text_lacks_is_dropped() -> None:
    assert place_items({"terms": [{"quote": "a truce of a year", "issue": "ceasefire"}]}, TEXT) == {}


def test_no_reading_is_of_a_held_back_report_or_holds_words() -> None:
    for reading in read_records():
        assert reading["id"] not in HELD_BACK
        assert reading["use"] in {"rules", "model", "measure"}
        for items in reading["record"].values():
            assert not [i for i in items if isinstance(i.get("quote"), str) or "content" in i or "label" in i]
