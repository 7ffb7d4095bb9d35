"""Feeds as sites write them."""

from datetime import date
from pathlib import Path

import pytest

from travaux.errors import InputError
from travaux.fetch import Fetched
from travaux.fetch.feeds import ENTRIES, read_feed

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title> River
 News </title>
<item><title>Talks &amp; a truce</title>
<link>https://river.example/1#top</link><pubDate>Tue, 03 Jun 2025 23:30:00 -0300</pubDate></item>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><link>/2</link></item>
<item><title>Again</title><link>https://river.example/1</link></item>
<item><title>No page</title></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><entry><title>One</title>
<link rel="alternate" href="https://port.example/one"/><updated>2025-06-05T08:00:00Z</updated></entry></feed>"""


def fetched(body: str | bytes, address: str = "https://river.example/feed") -> Fetched:
    data = body if isinstance(body, bytes) else body.encode()
    return Fetched(asked=address, address=address, kind="application/rss+xml", body=data)


def test_entries_have_the_addresses_of_their_pages_each_once() -> None:
    page = read_feed(fetched(RSS))
    assert page.title == "River News"
    assert [e.address for e in page.entries] == ["https://river.example/1", "https://river.example/2"]
    assert page.entries[0].published == date(2025, 6, 4)
    assert page.entries[0].title == "Talks & a truce"
    assert page.entries[1].published is None


def test_atom_is_read_too() -> None:
    page = read_feed(fetched(ATOM))
    assert [(e.address, e.published) for e in page.entries] == [("https://port.example/one", date(2025, 6, 5))]


@pytest.mark.parametrize("body", ["<html><body>No feed</body></html>", "", b"\x00\xff\xfe", "http://127.0.0.1/feed"])
def test_what_is_no_feed_is_refused(body: str | bytes) -> None:
    with pytest.raises(InputError, match="no feed"):
        read_feed(fetched(body))


def test_a_feed_reads_no_file_and_no_other_address() -> None:
    body = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + RSS.removeprefix(
        '<?xml version="1.0"?>'
    ).replace("Talks", "&x;")
    try:
        titles = [e.title or "" for e in read_feed(fetched(body)).entries]
    except InputError:
        return
    name = Path("/etc/hostname").read_text(encoding="utf-8").strip()
    assert all(name not in title for title in titles)


def test_a_feed_of_thousands_is_cut() -> None:
    items = "".join(f"<item><link>https://river.example/{n}</link></item>" for n in range(ENTRIES + 50))
    assert len(read_feed(fetched(f'<rss version="2.0"><channel>{items}</channel></rss>')).entries) == ENTRIES
