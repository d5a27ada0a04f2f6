"""How standard output is encoded: what programs read is UTF-8, a table is what the terminal can show."""

import io
import sys


def set_encoding(form: str) -> None:
    """Prepare standard output for a format: a character a terminal lacks becomes "?", but never one in JSON, CSV or Markdown."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if form == "table":
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
