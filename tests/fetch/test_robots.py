"""Rules of robots.txt as RFC 9309 has them."""

import time

import pytest

from travaux.fetch.robots import read_robots

RULES = b"""
# of this site
User-agent: *
Disallow: /private/
Allow: /private/open$
Disallow: /*.pdf$
Crawl-delay: 4

User-agent: OtherBot
User-agent: travaux
Disallow: /news/draft
Allow: /news/draft-law
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open", True),
        ("/private/opened", False),
        ("/a/b.pdf", False),
        ("/a/b.pdf?page=2", True),
        ("/news/draft", True),
    ],
)
def test_rules_for_all_hold_where_none_are_for_the_name(path: str, allowed: bool) -> None:
    robots = read_robots(RULES, "somebody")
    assert robots.allow(f"https://site.example{path}") is allowed
    assert robots.delay_s == 4.0


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/private/x", True), ("/news/draft/2", False), ("/news/draft-law", True), ("/a/b.pdf", True)],
)
def test_rules_for_the_name_stand_in_the_place_of_those_for_all(path: str, allowed: bool) -> None:
    assert read_robots(RULES, "Travaux").allow(f"https://site.example{path}") is allowed


def test_characters_are_compared_however_they_are_written() -> None:
    robots = read_robots("User-agent: *\nDisallow: /~an%6ea/caf\u00e9".encode(), "travaux")
    assert not robots.allow("https://site.example/%7Eanna/caf%C3%A9/x")
    assert robots.allow("https://site.example/~anna/")


def test_an_empty_rule_and_an_empty_file_forbid_nothing() -> None:
    assert read_robots(b"User-agent: *\nDisallow:", "travaux").allow("https://site.example/x")
    assert read_robots(b"", "travaux").allow("https://site.example/x")
    assert read_robots(b"\xff\xfe\x00 no text : at all\n<html>", "travaux").allow("https://site.example/x")


def test_no_pattern_makes_the_search_slow() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"*b$", "travaux")
    begun = time.perf_counter()
    assert robots.allow("https://site.example/" + "a" * 3000)
    assert time.perf_counter() - begun < 1
