"""What SQLite's errors about a file mean to the person who named it."""

import sqlite3

_WRITE = "it cannot be written; make it and its folder writable, or give another with --db"
_WORDS = {
    sqlite3.SQLITE_READONLY: _WRITE,
    sqlite3.SQLITE_PERM: _WRITE,
    sqlite3.SQLITE_AUTH: _WRITE,
    sqlite3.SQLITE_BUSY: "another program is writing to it; try again when that is done",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; try again when that is done",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again, nothing half-done was kept",
    sqlite3.SQLITE_IOERR: "the disk did not answer; check it and try again, nothing half-done was kept",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a copy, or give another with --db",
    sqlite3.SQLITE_NOTADB: "not a database; name another file",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check its permissions, or give another with --db",
}


def trouble(error: Exception) -> str | None:
    """What to do about an error that lies with the file, None for an error of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _WORDS.get(code & 0xFF)  # the low byte is the primary code
