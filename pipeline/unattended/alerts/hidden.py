"""Keeping addresses secret: what a library says of a failure, without anything that stands in the address."""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

HIDDEN = "****"
LIBRARIES = ("apprise", "urllib3", "requests", "httpx")
LONGEST = 200


class Redacted(logging.Handler):
    """Gathers the warnings that a library gives in this thread, without the parts of an address, so that none is printed.

    What another thread says is dropped: it still waits for the answer of another address.
    """

    def __init__(self, address: str) -> None:
        super().__init__(logging.WARNING)
        self.address = address
        self.said: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.said.append(hide(record.getMessage(), self.address))


def hide(text: str, address: str) -> str:
    """A text in one short line without any part of an address but its scheme."""
    scheme, _, rest = address.partition("://")
    parts = {rest, unquote(rest), *re.split(r"[/:@?&=#,;]+", rest), *re.split(r"[/:@?&=#,;]+", unquote(rest))}
    for part in sorted(filter(None, parts), key=len, reverse=True):
        if len(part) > 2 and part.lower() != scheme.lower():
            text = re.sub(re.escape(part), HIDDEN, text, flags=re.IGNORECASE)
    return " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", text).split())[:LONGEST]


@contextmanager
def quiet(address: str) -> Iterator[Redacted]:
    """Have what libraries log about an address gathered, redacted, and nowhere else."""
    heard, before = Redacted(address), []
    for logger in map(logging.getLogger, LIBRARIES):
        before.append((logger, logger.level, logger.propagate, list(logger.handlers)))
        logger.setLevel(logging.WARNING)
        logger.propagate, logger.handlers = False, [heard]
    try:
        yield heard
    finally:
        for logger, level, propagate, handlers in before:
            if logger.handlers == [heard]:  # else another thread keeps it quiet by now
                logger.setLevel(level)
                logger.propagate, logger.handlers = propagate, handlers
