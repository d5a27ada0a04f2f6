"""The records of a WARC file as they stand in it, one after the other, whoever wrote it; what is damaged is refused."""

import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scrapers.archive.packed_record import packed_records
from scrapers.settings import DOWNLOAD_MAXSIZE

_BLANK = re.compile(rb"\r?\n\r?\n")
_PIECE = 1 << 16
_HEAD = 1 << 18  # bytes of the heads of one record
_LARGEST = 32 * DOWNLOAD_MAXSIZE  # bytes of one record


class BadReplay(ValueError):
    """A path that holds no saved pages, or only part of one; the message names it."""


def records(stream: BinaryIO, file: Path, position: int, only: bool) -> Iterator[tuple[Any, int]]:
    """The records from a byte on and where each begins: the plain ones as they are, from the first other one on by warcio."""
    rest = yield from packed_records(stream, position)
    if rest is not None:
        stream.seek(rest)
        _refuse_broken(stream, file, only)
        stream.seek(rest)
        others = ArchiveIterator(stream)
        while (record := _next(others, file)) is not None:
            yield record, others.offset


def _next(records: ArchiveIterator, file: Path) -> Any:
    try:
        with redirect_stderr(StringIO()):  # warcio quotes there what it did not expect
            record = next(records, None)
    except (ArchiveLoadFailed, EOFError, ValueError, TypeError, AttributeError, zlib.error):
        raise BadReplay(f"{file}: not a WARC file, or one with a broken record") from None
    if records.err_count:
        raise BadReplay(f"{file}: a record is not as long as it says")
    return record


def _refuse_broken(stream: BinaryIO, file: Path, only: bool) -> None:
    """Raise BadReplay for an empty file, a gzip member without its end, and a record too large for memory or time.

    Nothing is unpacked beyond one piece at a time. What is not packed is left to the reader of records.
    """
    packed = stream.read(_PIECE)
    if not packed:
        raise BadReplay(f"{file}: is empty")
    while packed.startswith(b"\x1f\x8b"):
        unpacker, head, size = zlib.decompressobj(31), b"", 0
        try:
            while not unpacker.eof:
                piece = unpacker.decompress(packed, _PIECE)
                head += piece[: _HEAD - len(head)]
                size += len(piece)
                if size > _LARGEST:
                    raise BadReplay(f"{file}: a record unpacks to more than {_LARGEST:,} bytes")
                packed = unpacker.unconsumed_tail or stream.read(_PIECE)
                if not (packed or piece or unpacker.eof):
                    raise BadReplay(f"{file}: ends in the middle of a record")
        except zlib.error:
            raise BadReplay(f"{file}: a record is damaged: it cannot be unpacked") from None
        if len(head) == _HEAD and not _headed(head):
            raise BadReplay(f"{file}: the head of a record is longer than {_HEAD:,} bytes")
        packed = unpacker.unused_data + packed
        if only:
            break


def _headed(head: bytes) -> bool:
    """Whether the heads of a record, and of the HTTP answer in it, end within these bytes."""
    end = _BLANK.search(head)
    if end is None:
        return False
    return b"application/http" not in head[: end.start()] or _BLANK.search(head, end.end()) is not None
