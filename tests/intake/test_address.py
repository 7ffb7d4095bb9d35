from ipaddress import ip_network

from tests.fetch.sites import Page, serve
from tests.intake.inputs import read_all
from tests.intake.packing import PARAGRAPHS, make_page
from travaux.errors import InputError
from travaux.fetch import FetchOptions
from travaux.ontology.report import Report

FETCH = FetchOptions(allowed=(ip_network("127.0.0.0/8"),), ports=None, delay_s=0)
ITEM = f"<item><title>A</title><description>{PARAGRAPHS[0]}</description></item>"
FEED = f"<rss version='2.0'><channel><title>Lake</title>{ITEM}</channel></rss>"


def test_a_page_a_text_and_a_feed_at_an_address() -> None:
    pages = {
        "/a": Page(make_page()),
        "/t": Page(PARAGRAPHS[1].encode(), kind="text/plain"),
        "/f": Page(FEED.encode(), kind="application/rss+xml"),
    }
    with serve(pages) as site:
        page, text, entry = read_all(*(site.address(path) for path in pages), fetch=FETCH)
    assert isinstance(page, Report)
    assert isinstance(text, Report)
    assert isinstance(entry, Report)
    assert page.url == site.address("/a")
    assert page.retrieved is not None
    assert text.text == PARAGRAPHS[1]
    assert entry.text == f"A\n\n{PARAGRAPHS[0]}"


def test_an_address_that_cannot_be_had_is_refused_and_the_rest_goes_on() -> None:
    with serve({"/t": Page(PARAGRAPHS[1].encode(), kind="text/plain")}) as site:
        error, report = read_all(site.address("/none"), site.address("/t"), fetch=FETCH)
        (inner,) = read_all(site.address("/t"))
    assert isinstance(error, InputError)
    assert error.place == site.address("/none")
    assert "404" in error.reason
    assert isinstance(report, Report)
    assert isinstance(inner, InputError)
