"""The log of unattended runs: text or JSON lines, to standard error or to a file of its own for each process and run."""

import logging
import os
import sys
import time
from datetime import UTC, datetime
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from pythonjsonlogger.json import JsonFormatter

from pipeline.unattended.configuration import Log

NAME = "codingplans.unattended"
DAY = 86400


def open_log(log: Log, what: str) -> logging.Logger:
    """The log of this process. A file is `NAME-TIME-WHAT-PROCESS`, turned over at midnight; those older than are kept go.

    Several processes never share a file: one that turns it over would lose the lines of the others.
    """
    logger = logging.getLogger(NAME)
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.setLevel(logging.INFO)
    logger.propagate = False
    handler = _file(log.file, what, log.keep_days) if log.file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(_json() if log.format == "json" else _text())
    logger.addHandler(handler)
    return logger


def _file(file: Path, what: str, days: int) -> logging.Handler:
    file.parent.mkdir(parents=True, exist_ok=True)
    _sweep(file, days)
    begun = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    own = file.with_name(f"{file.stem}-{begun}-{what}-{os.getpid()}{file.suffix}")
    return TimedRotatingFileHandler(own, "midnight", backupCount=days, encoding="utf-8", utc=True)


def _sweep(file: Path, days: int) -> None:
    """Remove the files of processes that ended longer ago."""
    for old in file.parent.glob(f"{file.stem}-*T*Z-*{file.suffix}*"):
        if time.time() - old.stat().st_mtime > days * DAY:
            old.unlink(missing_ok=True)


def _text() -> logging.Formatter:
    formatter = logging.Formatter("%(asctime)s %(levelname)-7s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    return formatter


def _json() -> logging.Formatter:
    formatter = JsonFormatter(
        "%(asctime)s %(levelname)s %(message)s",
        "%Y-%m-%dT%H:%M:%SZ",
        rename_fields={"asctime": "at", "levelname": "level"},
        json_ensure_ascii=False,
    )
    formatter.converter = time.gmtime
    return formatter
