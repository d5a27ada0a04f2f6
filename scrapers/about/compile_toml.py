"""Every file of facts as Python reads it at once: `compiled_toml.py`, written by `make facts`, for reading TOML takes long.

    python -m scrapers.about.compile_toml [--check]

With `--check` nothing is written, and the exit status is 1 where the files say something else.
"""

import sys
import tomllib
from pathlib import Path

from scrapers.about.dated_fact import FOLDER

COMPILED = FOLDER / "compiled_toml.py"
HEAD = '''"""What each file of facts states, by the text of the file; written by `make facts`, never by hand."""

import datetime
from collections.abc import Mapping
from typing import Any

STATED: Mapping[str, Mapping[str, Any]] = {
'''


def compiled(folder: Path = FOLDER) -> str:
    """The module that says what every TOML file in a folder and below it states, a line each."""
    written = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.toml"))]
    lines = [f"    {text!r}: {tomllib.loads(text)!r},\n" for text in written]
    return "".join([HEAD, *lines, "}\n"])


if __name__ == "__main__":
    if "--check" not in sys.argv:
        COMPILED.write_text(compiled(), encoding="utf-8")
    elif COMPILED.read_text(encoding="utf-8") != compiled():
        sys.exit(f"{COMPILED.name} says something else than the TOML files; run `make facts`")
