"""Files come whole or not at all, and never over a folder."""

from pathlib import Path

import pytest

from travaux.errors import UsageError
from travaux.export.writing import write_text, write_with


def test_a_file_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write_text(path, "one")
    write_text(path, "two\r\n")
    assert path.read_bytes() == b"two\r\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_file_that_fails_half_way_leaves_the_older_one(tmp_path: Path) -> None:
    path = write_text(tmp_path / "out.txt", "one")

    def fail(place: Path) -> None:
        place.write_text("half")
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_with(path, fail)
    assert path.read_text() == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_a_folder_or_a_missing_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is a folder.*Nothing was written"):
        write_text(tmp_path, "one")
    with pytest.raises(UsageError, match=r"does not exist.*Nothing was written"):
        write_text(tmp_path / "no" / "out.txt", "one")
