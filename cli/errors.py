"""Errors at the command line: one line that names the file, vendor or value and what to do next."""

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FAILED, USAGE, REFUSED, INTERRUPTED = 1, 2, 3, 130


class Failed(Exception):
    """Part of the work failed; the message names what. Exit status 1."""

    exit_status = FAILED


class Wrong(Exception):
    """The command was called in a way that cannot work; the message says what to do. Exit status 2."""


def readable(file: Path) -> None:
    """Raise Wrong where there is no file that can be read."""
    if file.is_dir():
        raise Wrong(f"{file} is a folder; name one file in it")
    if not file.is_file():
        raise Wrong(f"{file}: no such file")
    if not os.access(file, os.R_OK):
        raise Wrong(f"{file}: may not be read; check its permissions")


def report_errors(app: Callable[..., Any]) -> int:
    """Run the application and return its exit status."""
    try:
        app()
    except SystemExit as done:  # Typer turns Ctrl-C into an exit of its own, without a word
        status = done.code if isinstance(done.code, int) else 0
        return _say("interrupted; what was finished is kept", status) if status == INTERRUPTED else status
    except OSError as error:
        return _say(*_system(error))
    except sqlite3.Error as error:
        return _stored(error)
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("cli", "pipeline", "db", "reports", "scrapers"):
            return _unforeseen(error)
        return _say(str(error), getattr(error, "exit_status", USAGE))
    return 0


def _system(error: OSError) -> tuple[str, int]:
    """What the machine refused, with the file it is about, and the exit status."""
    if error.strerror is None:
        return str(error), USAGE
    if error.filename is None:
        return f"{error.strerror}; what was finished is kept", FAILED
    return (
        f"{error.filename}: {error.strerror}; name another file or folder, or change its permissions",
        USAGE,
    )


def _stored(error: sqlite3.Error) -> int:
    """An error of the database's file, where no one closer to it knew its name."""
    from db.errors import trouble

    words = trouble(error)
    return _say(f"the database: {words} ({error})", FAILED) if words else _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    """A fault of ours: one line for the user, the traceback for who asks for it."""
    if os.environ.get("CODINGPLANS_DEBUG"):
        raise error
    return _say(f"internal error, {type(error).__name__}: {error}; CODINGPLANS_DEBUG=1 shows where", FAILED)


def _say(message: str, status: int) -> int:
    print(f"codingplans: {message}", file=sys.stderr)
    return status
