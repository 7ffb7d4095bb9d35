"""Keeps reports, their claims and what could not be read; a kill at any moment leaves it whole."""

from travaux.store.opening import Address, open_store
from travaux.store.schema import CodingStatus
from travaux.store.store import Coding, Refusal, Stamp, Store, StoreCounts

__all__ = ["Address", "Coding", "CodingStatus", "Refusal", "Stamp", "Store", "StoreCounts", "open_store"]
