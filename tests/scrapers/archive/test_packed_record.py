"""Plain records are read at once; what is read is what warcio reads, and whatever else stands in a file is left to it."""

import gzip
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scrapers.archive.packed_record import packed_records
from scrapers.archive.saved_page import Saved
from scrapers.archive.warc_writer import Archive

AT = datetime(2026, 9, 1, 3, tzinfo=UTC)
HEADS = [("Content-Type", "text/html; charset=utf-8"), ("X-Empty", ""), ("X-Colons", "a: b")]


def saved(url: str, body: bytes, **fields: object) -> Saved:
    about = {
        "source": "acme",
        "method": "GET",
        "click": None,
        "status": 200,
        "headers": HEADS,
        "fetched_at": AT,
    }
    return Saved(url=url, body=body, **(about | fields))  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a record of every kind."""
    archive = Archive(tmp_path, "acme", "live", AT)
    for one in (
        saved("https://acme.example/a", b"<p>\r\n\r\n$1"),
        saved("https://acme.example/a", b"<p>\r\n\r\n$1"),
        saved("https://acme.example/b", b"", method="POST", status=404),
        saved("https://acme.example/c", "¥49".encode(), click="按季", rendered=True),
        saved("https://acme.example/d", b"", failure=("timeout", "no answer")),
    ):
        archive.keep(one)
    archive.close()
    return tmp_path / (archive.name or "")


def read(records: object) -> list[tuple[object, ...]]:
    found = []
    for record, position in records:  # type: ignore[attr-defined]
        http = record.http_headers
        said = (http.protocol, http.statusline, http.headers) if http else None
        heads = record.rec_headers
        found.append(
            (position, record.rec_type, heads.headers, said, record.content_stream().read(), heads.protocol)
        )
    return found


def test_it_reads_what_warcio_reads(file: Path) -> None:
    with file.open("rb") as stream:
        plain = read(packed_records(stream, 0))
    with file.open("rb") as stream:
        records = ArchiveIterator(stream)
        assert plain == read((record, records.offset) for record in records)
    assert {kind for _, kind, *_ in plain} >= {
        "warcinfo",
        "response",
        "revisit",
        "resource",
        "metadata",
        "request",
    }


@pytest.mark.parametrize(
    ("said", "other"),
    [
        (b"X-Empty: ", b"Content-Encoding: gzip"),
        (b"X-Empty: ", b"X-Folded: a\r\n b"),
        (b"X-Empty: ", b"X-Letter: \xe9"),
        (b"X-Empty: ", b"no head"),
        (b"HTTP/1.1 200", b"HTTP/2 200"),
        (b"WARC/1.1", b"ARC/1.1"),
        (b"WARC-Type: response", b"WARC-Type: conversion"),
        (b"$1\r\n\r\n", b"$1\r\n\r\n\r\n"),
    ],
)
def test_what_is_not_plain_is_left_to_others(file: Path, said: bytes, other: bytes) -> None:
    with file.open("rb") as stream:
        positions = [position for _, position in packed_records(stream, 0)]
    packed = file.read_bytes()[positions[1] : positions[2]]
    changed = gzip.compress(_as_long_as_it_says(gzip.decompress(packed).replace(said, other)))
    assert list(packed_records(BytesIO(_same(packed)), 0))
    assert list(packed_records(BytesIO(changed), 0)) == []


def _same(packed: bytes) -> bytes:
    return gzip.compress(_as_long_as_it_says(gzip.decompress(packed)))


def _as_long_as_it_says(record: bytes) -> bytes:
    """A record whose length is said anew, for a body that ends in its first two empty lines."""
    head, _, rest = record.partition(b"\r\n\r\n")
    length = len(rest.partition(b"$1\r\n\r\n")[0]) + len(b"$1")
    return re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, head, count=1) + b"\r\n\r\n" + rest
