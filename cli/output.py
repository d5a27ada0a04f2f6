"""Standard output: what programs read is UTF-8, a table is what the terminal can show, and as wide."""

import io
import shutil
import sys

PIPED = 120


def set_encoding(form: str) -> None:
    """Prepare standard output for a format: a character a terminal lacks becomes "?", but never one in JSON, CSV or Markdown."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if form == "table":
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def width_of() -> int:
    """The columns of the terminal (or COLUMNS), or a readable width where the output goes into a file or a pipe."""
    return shutil.get_terminal_size((PIPED, 24)).columns
