"""Reading WARC files, ours and others': what a crawl saved, and the bytes at one place of the archive."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scrapers.refused import UnknownSource
from scrapers.registry import owner
from scrapers.saved import Saved

_ANSWERS = ("response", "revisit", "resource", "metadata")
_FRAMING = ("content-encoding", "transfer-encoding", "content-length")


class BadReplay(ValueError):
    """A path that holds no saved pages, or only part of one; the message names it."""


class Warcs:
    """The WARC files at or below a path; a revisit record is resolved also where another file has the original."""

    def __init__(self, path: Path) -> None:
        self.path = path
        found = [path] if path.is_file() else sorted(path.rglob("*.warc*"))
        self.files = [file for file in found if file.name.endswith((".warc", ".warc.gz"))]
        self._index: dict[tuple[str, str], tuple[Path, int]] | None = None

    def about(self, file: Path) -> dict[str, str]:
        """What the file says of itself (vendor, kind, vantage, started); empty where it has no warcinfo."""
        for record, _ in _records(file):
            if record.rec_type == "warcinfo":
                return _pairs(record.content_stream().read())
            break
        return {}

    def saved(self, file: Path) -> list[Saved]:
        """The answers in one file that a source of ours reads, as they came."""
        if not _whole(file.read_bytes()):
            raise BadReplay(f"{file}: ends in the middle of a record")
        methods: dict[str, str] = {}
        answers: list[tuple[str, Saved]] = []
        for record, position in _records(file):
            if record.rec_type == "request":
                answered = record.rec_headers.get_header("WARC-Concurrent-To") or ""
                methods[answered] = record.http_headers.protocol if record.http_headers else "GET"
            elif record.rec_type in _ANSWERS and (saved := self._saved(record, file, position)):
                answers.append((record.rec_headers.get_header("WARC-Record-ID") or "", saved))
        return [replace(saved, method=methods.get(number, saved.method)) for number, saved in answers]

    def at(self, file: Path, position: int) -> Saved:
        """The answer whose record begins at this byte, with the bytes its revisit stands for."""
        for record, _ in _records(file, position):
            saved = self._saved(record, file, position)
            if saved:
                return saved
            break
        raise BadReplay(f"{file}: no page begins at byte {position}")

    def _saved(self, record: Any, file: Path, position: int) -> Saved | None:
        head = record.rec_headers.get_header
        url = (head("WARC-Target-URI") or "").strip("<>")
        source = head("Codingplans-Source") or _source(url)
        if source is None or (record.rec_type == "metadata" and not head("Codingplans-Source")):
            return None
        body = record.content_stream().read()
        http = record.http_headers
        headers = [pair for pair in http.headers if pair[0].lower() not in _FRAMING] if http else []
        status = int(http.get_statuscode()) if http else int(head("Codingplans-Rendered") or 200)
        if record.rec_type == "resource":
            headers = [("Content-Type", head("Content-Type") or "text/html; charset=utf-8")]
        saved = Saved(
            source, url, head("Codingplans-Method") or "GET", unquote(head("Codingplans-Click") or "") or None,
            status, headers, body, datetime.fromisoformat(head("WARC-Date")),
            final_url=head("Codingplans-Final-URI") or url, rendered=bool(head("Codingplans-Rendered")),
            kept=(f"{file.parent.name}/{file.name}", position),
        )  # fmt: skip
        digest = head("WARC-Payload-Digest") or ""
        if record.rec_type != "revisit" and digest.startswith("sha256:") and digest[7:] != saved.sha256:
            raise BadReplay(f"{file}: the page at byte {position} is damaged: {url}")
        if record.rec_type == "metadata":
            said = _pairs(body)
            return replace(saved, body=b"", failure=(said.get("outcome", ""), said.get("message", "")))
        return self._resolved(saved, record, file) if record.rec_type == "revisit" else saved

    def _resolved(self, saved: Saved, record: Any, file: Path) -> Saved:
        head = record.rec_headers.get_header
        uri, date = head("WARC-Refers-To-Target-URI") or saved.url, head("WARC-Refers-To-Date") or ""
        for place, position in self._places(head, uri, date, file):
            original = self.at(place, position)
            digest = head("WARC-Payload-Digest") or ""
            if not digest.startswith("sha256:") or digest == f"sha256:{original.sha256}":
                bare = saved.status == 304 or not saved.headers  # the answer said nothing of its own
                shown = original if bare else saved
                return replace(saved, status=shown.status, headers=shown.headers, body=original.body)
        raise BadReplay(
            f"{file}: {saved.url} is only named as unchanged since {date or 'an earlier page'}; "
            f"the file with that page ({head('WARC-Refers-To-Filename') or 'unnamed'}) is not here"
        )

    def _places(self, head: Any, uri: str, date: str, file: Path) -> Iterator[tuple[Path, int]]:
        name, offset = head("WARC-Refers-To-Filename"), head("WARC-Refers-To-File-Offset")
        if name and offset:
            for place in (file.parent.parent / name, file.parent / Path(name).name):
                if place.is_file():
                    yield place, int(offset)
        if found := self._indexed().get((uri, date)):
            yield found

    def _indexed(self) -> dict[tuple[str, str], tuple[Path, int]]:
        if self._index is None:
            self._index = {}
            for file in self.files:
                for record, position in _records(file):
                    head = record.rec_headers.get_header
                    if record.rec_type in ("response", "resource"):
                        self._index[(head("WARC-Target-URI") or "").strip("<>"), head("WARC-Date")] = (
                            file,
                            position,
                        )
        return self._index


def _records(file: Path, position: int = 0) -> Iterator[tuple[Any, int]]:
    try:
        with file.open("rb") as stream:
            stream.seek(position)
            records = ArchiveIterator(stream)
            for record in records:
                yield record, records.offset
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise BadReplay(f"{file}: not a WARC file: {error}") from None


def _whole(packed: bytes) -> bool:
    """Whether the last gzip member has its end; what is not packed has."""
    while packed.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(31)
        try:
            unpacker.decompress(packed)
        except zlib.error:
            return False
        if not unpacker.eof:
            return False
        packed = unpacker.unused_data
    return True


def _pairs(body: bytes) -> dict[str, str]:
    lines = body.decode("utf-8", "replace").splitlines()
    return {found[1]: found[2].strip() for line in lines if (found := re.match(r"([\w-]+):(.*)", line))}


def _source(url: str) -> str | None:
    try:
        return owner(url).name
    except UnknownSource:
        return None
