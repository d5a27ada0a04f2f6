"""Records packed one by one and written plainly, as our own are: read at once, without looking for what else they could be."""

import zlib
from collections.abc import Generator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

_PIECE = 1 << 16
_LARGEST = 2 << 20  # bytes; a page that is larger is read piece by piece
_TYPES = {"response", "revisit", "resource", "metadata", "request", "warcinfo"}
_OF_HTTP = {"response", "revisit", "request"}
_BEGINS = {"request": ("GET ", "POST ")}
_PACKED = {"content-encoding", "transfer-encoding"}  # a body that is sent otherwise than it is

Found = tuple["PackedRecord", int]


@dataclass(frozen=True)
class Heads:
    """The first line of a record, or of the HTTP message in it, in two parts, and what its heads say.

    `first` is what the first head of a name, in lower case, says.
    """

    protocol: str
    statusline: str
    headers: list[tuple[str, str]]
    first: dict[str, str]

    def get_header(self, name: str) -> str | None:
        """What a head says, whatever the case of its name; None where there is none."""
        return self.first.get(name.lower())

    def get_statuscode(self) -> str:
        """The status of an answer."""
        return self.statusline.split(" ", 1)[0]


@dataclass(frozen=True)
class PackedRecord:
    """A record as warcio would give it."""

    rec_type: str
    rec_headers: Heads
    http_headers: Heads | None
    body: bytes

    def content_stream(self) -> BytesIO:
        """The bytes it holds, without the heads of an HTTP message."""
        return BytesIO(self.body)


def packed_records(stream: BinaryIO, position: int) -> Generator[Found, None, int | None]:
    """Each record from a byte on, and where it begins, as long as they are plain and whole.

    Answers where the first one begins that is not, or is bigger than most; None where the file ends.
    """
    stream.seek(position)
    packed = stream.read(_PIECE)
    if not packed:
        return position
    while packed:
        member = _member(stream, packed)
        record = _record(member[0]) if member else None
        if member is None or record is None:
            return position
        yield record, position
        position += member[1]
        packed = member[2] or stream.read(_PIECE)
    return None


def _member(stream: BinaryIO, packed: bytes) -> tuple[bytes, int, bytes] | None:
    """What is packed first, in how many bytes, and those read beyond them; None where it is damaged or too large."""
    unpacker, parts, read, size = zlib.decompressobj(31), list[bytes](), len(packed), 0
    try:
        while not unpacker.eof:
            parts.append(unpacker.decompress(packed, _LARGEST + 1 - size))
            size += len(parts[-1])
            if unpacker.eof:
                break
            packed = stream.read(_PIECE)
            if size > _LARGEST or unpacker.unconsumed_tail or not packed:
                return None
            read += len(packed)
    except zlib.error:
        return None
    return b"".join(parts), read - len(unpacker.unused_data), unpacker.unused_data


def _record(unpacked: bytes) -> PackedRecord | None:
    """The one record in these bytes; None where it is not plain, or not as long as it says."""
    head, _, rest = unpacked.partition(b"\r\n\r\n")
    heads = _heads(head, ("WARC/1.1", "WARC/1.0"))
    if heads is None:
        return None
    kind, length = heads.get_header("WARC-Type") or "", heads.get_header("Content-Length") or ""
    address = heads.get_header("WARC-Target-URI") or ""
    if kind not in _TYPES or length != str(len(rest) - 4) or not rest.endswith(b"\r\n\r\n"):
        return None
    if " " in address or address.startswith("<"):
        return None
    body, http = rest[:-4], None
    if kind in _OF_HTTP and body and address.startswith(("http://", "https://")):
        said, blank, body = body.partition(b"\r\n\r\n")
        http = _heads(said, _BEGINS.get(kind, ("HTTP/1.1 ", "HTTP/1.0 ")))
        if http is None or not blank or any(name.lower() in _PACKED for name, _ in http.headers):
            return None
    return PackedRecord(kind, heads, http, body)


def _heads(head: bytes, begins: tuple[str, ...]) -> Heads | None:
    """The first line and the heads; None where they are anything but plain lines of a name and a value."""
    if not head.isascii():
        return None
    first, *lines = head.decode("ascii").split("\r\n")
    if not first.startswith(begins):
        return None
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip() or "\n" in line or "\r" in line:
            return None
        headers.append((name, value.strip()))
    protocol, _, statusline = first.partition(" ")
    said = {name.lower(): value for name, value in reversed(headers)}
    return Heads(protocol, statusline.strip(), headers, said)
