"""Keeps reports, their claims and what could not be read; a kill at any moment leaves it whole."""

from travaux.store.opening import Address, open_store
from travaux.store.schema import CodingStatus
from travaux.store.store import Coding, Refusal, Store, StoreCounts

__all__ = ["Address", "Coding", "CodingStatus", "Refusal", "Store", "StoreCounts", "open_store"]
