import pytest

from travaux.errors import InputError
from travaux.intake.decode import declared_charset, decode_text, find_binary

WORDS = "Café in Zürich said “no” to the plan — it costs £5, the délégation told reporters."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_usual_encodings(encoding: str) -> None:
    assert decode_text(WORDS.encode(encoding), "a") == WORDS


def test_declared_charset_is_believed_if_it_fits() -> None:
    words = "Délégation polonaise à Łódź"
    assert decode_text(words.encode("iso-8859-2", "replace"), "a", "iso-8859-2").startswith("D")
    assert decode_text(WORDS.encode(), "a", "iso-8859-2") == WORDS
    assert decode_text(WORDS.encode("cp1252"), "a", "no-such-charset") == WORDS


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="windows-1251">',
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        b'<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_charset_that_a_page_declares(head: bytes) -> None:
    assert declared_charset(b"<html>" + head) == "windows-1251"
    assert declared_charset(b"<html><p>charset=x</p>") is None


def test_cyrillic_is_guessed() -> None:
    words = "Переговоры о перемирии завершились без результата, сообщил представитель министерства иностранных дел."
    assert decode_text(words.encode("cp1251"), "a") == words


def test_wrong_byte_order_mark() -> None:
    with pytest.raises(InputError, match="utf-16-le"):
        decode_text(b"\xff\xfea", "a")


@pytest.mark.parametrize(("data", "kind"), [(b"PK\x03\x04", "ZIP"), (b"a\0b", "binary"), (b"GIF89a", "GIF")])
def test_binary_data_are_named(data: bytes, kind: str) -> None:
    assert kind in (find_binary(data) or "")


def test_text_is_not_binary() -> None:
    assert find_binary(WORDS.encode()) is None
    assert find_binary(b"a\tb\r\nc\f") is None
