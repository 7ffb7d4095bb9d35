"""What a store packs comes back as it was, and what is damaged does not come back at all."""

import pytest

from travaux.store.packing import pack, unpack


@pytest.mark.parametrize("body", [b"", b"a truce", b"the envoy said \xe2\x80\xa6 " * 5000])
def test_what_is_packed_comes_back(body: bytes) -> None:
    assert unpack(pack(body)) == body


@pytest.mark.parametrize("packed", [b"", b"not packed", pack(b"a truce held at dawn " * 50)[:-9]])
def test_what_is_damaged_is_told(packed: bytes) -> None:
    assert unpack(packed) is None


def test_what_repeats_itself_takes_little_room() -> None:
    assert len(pack(b"claim r1:move:10-20 quote " * 1000)) < 500
