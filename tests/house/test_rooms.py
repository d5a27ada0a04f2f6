"""No folder is so full that a stranger cannot look over it."""

import subprocess
import sys
from pathlib import Path

import house


def _room(root: Path, folder: str, number: int) -> None:
    (root / folder).mkdir(parents=True)
    (root / folder / "__init__.py").touch()
    for n in range(number):
        (root / folder / f"noun{n}.py").write_text("def one():\n    return 1\n", encoding="utf-8")


def test_every_folder_of_the_house_can_be_looked_over_and_its_sizes_are_printed() -> None:
    done = subprocess.run([sys.executable, house.__file__], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "reports/facts" in done.stdout
    assert "lines per function: median" in done.stdout


def test_a_flat_folder_is_too_full_with_more_than_fifteen_files_unless_they_are_a_series(
    tmp_path: Path,
) -> None:
    _room(tmp_path, "reports/facts", 15)
    _room(tmp_path, "scrapers/vendors/acme", 40)
    assert house.crowded(tmp_path) == []
    (tmp_path / "reports/facts/one_more.py").write_text("X = 1\n", encoding="utf-8")
    assert [sentence.split(":")[0] for sentence in house.crowded(tmp_path)] == [
        "reports/facts holds 16 files, more than 15"
    ]


def test_a_function_is_as_long_as_its_lines(tmp_path: Path) -> None:
    _room(tmp_path, "db", 1)
    assert house.lines_per_function(tmp_path) == {"db/noun0.py one:1": 2}
