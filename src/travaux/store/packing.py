"""Packs what a store keeps of its own making: evidence repeats itself, so that a quick packer makes a twentieth of it."""

import zstandard

_LEVEL = 3


def pack(body: bytes) -> bytes:
    """The bytes, packed."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(body)


def unpack(packed: bytes) -> bytes | None:
    """The bytes that were packed; None where they are damaged."""
    try:
        return zstandard.ZstdDecompressor().decompress(packed)
    except zstandard.ZstdError:
        return None
