"""Files of facts are read as they were compiled, and parsed only where they were edited since: no old fact is told."""

from pathlib import Path

import pytest

from scrapers.about.compile_toml import COMPILED, compiled
from scrapers.about.dated_fact import FOLDER, BadFacts, read_toml


def test_what_is_compiled_is_what_the_files_state() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compiled(), "run `make facts`"


def test_a_file_that_was_edited_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "zhipu.toml"
    text = (FOLDER / "zhipu.toml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    assert read_toml(file) == read_toml(FOLDER / "zhipu.toml")
    other = tmp_path / "edited.toml"
    other.write_text(text.replace("https://bigmodel.cn", "https://edited.example"), encoding="utf-8")
    assert "edited.example" in str(read_toml(other))


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    file.write_bytes(b"seen = \xff")
    with pytest.raises(BadFacts, match=r"acme\.toml"):
        read_toml(file)
