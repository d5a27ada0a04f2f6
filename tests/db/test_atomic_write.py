"""A file is replaced as a whole, or stays as it was."""

from pathlib import Path

import pytest

from db.atomic_write import atomic_text, atomic_write


def test_a_reader_sees_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    atomic_text(path, "old\n")

    def write(making: Path) -> None:
        making.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old\n"

    assert atomic_write(path, write) == path
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    atomic_text(path, "old\n")

    def write(making: Path) -> None:
        making.write_text("ne", encoding="utf-8")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        atomic_write(path, write)
    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]
