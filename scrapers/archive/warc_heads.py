"""The pages of a WARC file by their addresses alone: only what a source of ours reads is worth its body."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from scrapers.archive.warc_reader import moment_of
from scrapers.archive.warc_stream import BadReplay
from scrapers.refusals import UnknownSource
from scrapers.registry import owner

_PIECE = 1 << 16
_HEAD = 1 << 14  # bytes of a record in which its own head ends
_MAGIC = b"\x1f\x8b\x08"
_FIELD = re.compile(rb"^(WARC-Type|WARC-Target-URI|WARC-Date): *<?([^\r\n>]{1,4000})>?\r?$", re.M | re.I)
_OURS = b"\r\nCodingplans-Source: "
_PAGES = ("response", "revisit", "resource")


@dataclass(frozen=True, order=True)
class Head:
    """A page in a file that a source reads: when it was fetched (UTC), and the byte its record begins at."""

    fetched_at: datetime
    url: str
    position: int
    source: str
    vendor: str


def heads(file: Path, spoiled: Callable[[BadReplay], None]) -> Iterator[Head]:
    """The pages in a file of packed records of others that a source of ours reads, in the order of the file.

    `spoiled` is told of each record that is damaged; those that follow it are found all the same.
    """
    try:
        with file.open("rb") as stream:
            if stream.read(3) != _MAGIC:
                raise BadReplay(f"{file}: its records are not packed one by one (.warc.gz)")
            position: int | None = 0
            while position is not None:
                try:
                    for begins, head in _members(stream, position):
                        if found := _head(head, begins):
                            yield found
                    return
                except _Cut as cut:
                    spoiled(BadReplay(f"{file}: the record at byte {cut.begins} is damaged, and is left out"))
                    position = _following(stream, cut.begins)
    except OSError as error:
        raise BadReplay(f"{file}: {error.strerror or 'cannot be read'}") from None


class _Cut(Exception):
    """A record that is damaged or cut off, and the byte it begins at."""

    def __init__(self, begins: int) -> None:
        super().__init__(begins)
        self.begins = begins


def _members(stream: BinaryIO, begins: int) -> Iterator[tuple[int, bytes]]:
    """Each packed record from a byte on: where it begins, and its first bytes. Raises _Cut."""
    stream.seek(begins)
    packed = stream.read(_PIECE)
    while packed:
        unpacker, head, taken = zlib.decompressobj(31), b"", 0
        try:
            while not unpacker.eof and packed:
                piece = unpacker.decompress(packed, _PIECE)
                head += piece[: _HEAD - len(head)]
                left = unpacker.unconsumed_tail or unpacker.unused_data
                taken += len(packed) - len(left)
                packed = unpacker.unconsumed_tail or (b"" if unpacker.eof else stream.read(_PIECE))
        except zlib.error:
            raise _Cut(begins) from None
        if not unpacker.eof:
            raise _Cut(begins)
        yield begins, head
        begins += taken
        packed = unpacker.unused_data or stream.read(_PIECE)


def _following(stream: BinaryIO, begins: int) -> int | None:
    """Where the next record may begin after the one at a byte; None where none does."""
    stream.seek(begins + 1)
    place, kept = begins + 1, b""
    while piece := stream.read(_PIECE):
        found = (kept + piece).find(_MAGIC)
        if found >= 0:
            return place - len(kept) + found
        place, kept = place + len(piece), piece[-2:]
    return None


def _head(head: bytes, position: int) -> Head | None:
    said = {name.lower(): value.strip() for name, value in _FIELD.findall(head.split(b"\r\n\r\n")[0])}
    if said.get(b"warc-type", b"").decode("ascii", "replace") not in _PAGES or _OURS in head:
        return None  # of ours a night is read as a whole, or not at all
    url = said.get(b"warc-target-uri", b"").decode("utf-8", "replace")
    try:
        source = owner(url)
        at = moment_of(said.get(b"warc-date", b"").decode("ascii", "replace"))
    except (UnknownSource, ValueError):
        return None
    return Head(at, url, position, source.name, source.vendor)
