"""Gets what the user gave the address of, without harm to the user's network, to its source, or to travaux."""

from travaux.fetch.fetcher import Fetched, Fetcher, Marks, SiteFailingError
from travaux.fetch.options import FEED_KINDS, PAGE_KINDS, FetchOptions

__all__ = ["FEED_KINDS", "PAGE_KINDS", "FetchOptions", "Fetched", "Fetcher", "Marks", "SiteFailingError"]
