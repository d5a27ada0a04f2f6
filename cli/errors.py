"""Errors at the command line: one line that names the file, vendor or value and what to do next."""

import os
import sys
from collections.abc import Callable
from typing import Any

FAILED, USAGE, REFUSED = 1, 2, 3


class Failed(Exception):
    """Part of the work failed; the message names what. Exit status 1."""


class Wrong(Exception):
    """The command was called in a way that cannot work; the message says what to do. Exit status 2."""


def report_errors(app: Callable[..., Any]) -> int:
    """Run the application and return its exit status."""
    try:
        app()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except KeyboardInterrupt:
        return _say("interrupted; what was finished is kept", 130)
    except (Wrong, ValueError, OSError) as error:
        return _say(str(error), USAGE)
    except Exception as error:
        known = type(error).__module__.split(".")[0] in ("cli", "pipeline", "db", "reports", "scrapers")
        if not known:
            return _unforeseen(error)
        return _say(str(error), FAILED if isinstance(error, Failed) else USAGE)
    return 0


def _unforeseen(error: Exception) -> int:
    """A fault of ours: one line for the user, the traceback for who asks for it."""
    if os.environ.get("CODINGPLANS_DEBUG"):
        raise error
    return _say(f"internal error, {type(error).__name__}: {error}; CODINGPLANS_DEBUG=1 shows where", FAILED)


def _say(message: str, status: int) -> int:
    print(f"codingplans: {message}", file=sys.stderr)
    return status
