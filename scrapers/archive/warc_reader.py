"""Reading WARC files, ours and others': what a crawl saved, and the bytes at one place of the archive."""

import re
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from warcio.exceptions import ArchiveLoadFailed

from scrapers.archive.saved_page import Known, Saved
from scrapers.archive.warc_stream import BadReplay, records
from scrapers.refusals import UnknownSource
from scrapers.registry import owner
from scrapers.settings import DOWNLOAD_MAXSIZE

_ANSWERS = ("response", "revisit", "resource", "metadata")
_FRAMING = ("content-encoding", "transfer-encoding", "content-length")
# A file of the archive as its records name it: one folder at most, never one that leads out (../).
_NAME = re.compile(r"(?:\w[\w.-]{0,99}/)?\w[\w.-]{0,199}\.warc(?:\.gz)?")
_MOST = 16 * DOWNLOAD_MAXSIZE  # bytes of the pages of one file
_MOST_KEPT = 256
_KEPT = 2 * DOWNLOAD_MAXSIZE  # bytes of pages that later ones were the same as


class Warcs:
    """The WARC files at or below a path; a revisit record is resolved also where another file has the original.

    No file outside the path, or the folder of the file at the path, is opened, whatever a record or a link says.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: OrderedDict[tuple[Path, int], Saved] = OrderedDict()
        self._bytes_kept = 0
        self._folders: dict[Path, bool] = {}

    @cached_property
    def files(self) -> list[Path]:
        found = [self.path] if self.path.is_file() else sorted(self.path.rglob("*.warc*"))
        return [file for file in found if file.name.endswith((".warc", ".warc.gz"))]

    def about(self, file: Path) -> dict[str, str]:
        """What the file says of itself (vendor, kind, vantage, started); empty where it has no warcinfo.

        Raises BadReplay where it is no WARC file, or began at no time that there is.
        """
        for record, position in self._records(file, only=True):
            if record.rec_type == "warcinfo":
                with _named(file, position):
                    about = _pairs(_read(record.content_stream()))
                    if "started" in about:
                        moment_of(about["started"])
                    return about
        return {}

    def saved(self, file: Path) -> list[Saved]:
        """The answers in one file that a source of ours reads, as they came; raises BadReplay where one is damaged."""
        methods: dict[str, str] = {}
        answers: list[tuple[str, Saved]] = []
        held = 0
        for record, position in self._records(file):
            if record.rec_type == "request":
                answered = record.rec_headers.get_header("WARC-Concurrent-To") or ""
                methods[answered] = record.http_headers.protocol if record.http_headers else "GET"
            elif record.rec_type in _ANSWERS and (saved := self._saved(record, file, position)):
                answers.append((record.rec_headers.get_header("WARC-Record-ID") or "", saved))
                held += len(saved.body)
            if held > _MOST:
                raise BadReplay(f"{file}: holds more than {_MOST:,} bytes of pages; split it")
        return [_asked_by(saved, methods.get(number, saved.method)) for number, saved in answers]

    def pages(self, file: Path) -> Iterator[Saved]:
        """The answers in one file, one at a time; raises BadReplay where the file or one of them is damaged."""
        for record, position in self._records(file):
            if record.rec_type in _ANSWERS and (saved := self._saved(record, file, position)):
                yield saved

    def at(self, file: Path, position: int, passed: frozenset[tuple[Path, int]] = frozenset()) -> Saved:
        """The answer whose record begins at this byte, with the bytes its revisit stands for.

        `passed` are the revisits that led here. Raises BadReplay where there is none.
        """
        for record, _ in self._records(file, position, only=True):
            saved = self._saved(record, file, position, passed)
            if saved:
                return saved
        raise BadReplay(f"{file}: no page begins at byte {position}")

    def known(self, known: Known) -> Saved | None:
        """An earlier page of this archive; None where its file is gone or damaged, or it is another page."""
        try:
            page = self.at(self.path / known.archive, known.position)
        except BadReplay:
            return None
        return page if page.sha256 == known.sha256 else None

    def _saved(
        self, record: Any, file: Path, position: int, passed: frozenset[tuple[Path, int]] = frozenset()
    ) -> Saved | None:
        head = record.rec_headers.get_header
        url = (head("WARC-Target-URI") or "").strip("<>")
        source = head("Codingplans-Source") or _source(url)
        if source is None or (record.rec_type == "metadata" and not head("Codingplans-Source")):
            return None
        with _named(file, position):
            saved = _answer(record, file, position, source, url)
        digest = head("WARC-Payload-Digest") or ""
        if saved.failure:
            return saved
        if record.rec_type == "revisit":
            return self._resolved(saved, record, file, passed | {(file, position)})
        if digest.startswith("sha256:") and digest[7:] != saved.sha256:
            raise BadReplay(f"{file}: the page at byte {position} is damaged: {url}")
        return saved

    def _resolved(self, saved: Saved, record: Any, file: Path, passed: frozenset[tuple[Path, int]]) -> Saved:
        head = record.rec_headers.get_header
        uri, date = head("WARC-Refers-To-Target-URI") or saved.url, head("WARC-Refers-To-Date") or ""
        for place in self._places(head, uri, date, file):
            if place in passed:
                continue
            original = self._original(place, passed)
            digest = head("WARC-Payload-Digest") or ""
            if not digest.startswith("sha256:") or digest == f"sha256:{original.sha256}":
                bare = saved.status == 304 or not saved.headers  # the answer said nothing of its own
                shown = original if bare else saved
                found = replace(saved, status=shown.status, headers=shown.headers, body=original.body)
                vars(found)["sha256"] = original.sha256
                return found
        name = head("WARC-Refers-To-Filename") or ""
        raise BadReplay(
            f"{file}: {saved.url} is only named as unchanged since {date[:20] or 'an earlier page'}; "
            f"the file with that page ({name if _NAME.fullmatch(name) else 'unnamed'}) is not here"
        )

    def _original(self, place: tuple[Path, int], passed: frozenset[tuple[Path, int]]) -> Saved:
        """The answer at a place; those that were asked for last are kept, as the next nights name them too."""
        if found := self._kept.get(place):
            self._kept.move_to_end(place)
            return found
        found = self.at(*place, passed)
        if place not in self._kept:
            self._kept[place] = found
            self._bytes_kept += len(found.body)
        while len(self._kept) > _MOST_KEPT or self._bytes_kept > _KEPT:
            self._bytes_kept -= len(self._kept.popitem(last=False)[1].body)
        return found

    def _places(self, head: Any, uri: str, date: str, file: Path) -> Iterator[tuple[Path, int]]:
        """Where the original may be: in the file that the record names, beside its own, or where this address was kept."""
        name, offset = head("WARC-Refers-To-Filename") or "", head("WARC-Refers-To-File-Offset") or ""
        if _NAME.fullmatch(name) and re.fullmatch(r"\d{1,15}", offset):
            place = file.parent / name.rpartition("/")[2], int(offset)
            if place in self._kept or place[0].is_file():
                yield place
        if found := self._index.get((uri, date)):
            yield found

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[Path, int]]:
        index: dict[tuple[str, str], tuple[Path, int]] = {}
        for file in self.files:
            with suppress(BadReplay):
                index |= self._originals(file)
        return index

    def _originals(self, file: Path) -> dict[tuple[str, str], tuple[Path, int]]:
        return {
            ((head("WARC-Target-URI") or "").strip("<>"), head("WARC-Date") or ""): (file, position)
            for record, position in self._records(file)
            for head in [record.rec_headers.get_header]
            if record.rec_type in ("response", "resource")
        }

    def _records(self, file: Path, position: int = 0, only: bool = False) -> Iterator[tuple[Any, int]]:
        """The records from a byte on, or `only` the one that begins there; raises BadReplay, which quotes no byte of it."""
        if file != self.path and not self._holds(file):
            raise BadReplay(f"{file}: leads out of {self.path}, and is not opened")
        try:
            with file.open("rb") as stream:
                for found in records(stream, file, position, only):
                    yield found
                    if only:
                        break
        except OSError as error:
            raise BadReplay(f"{file}: {error.strerror or 'cannot be read'}") from None

    def _holds(self, file: Path) -> bool:
        """Whether the file is really where it seems to be; of each folder that is looked up once."""
        if file.is_symlink():
            return file.resolve().is_relative_to(self._home)
        if file.parent not in self._folders:
            self._folders[file.parent] = file.parent.resolve().is_relative_to(self._home)
        return self._folders[file.parent]

    @cached_property
    def _home(self) -> Path:
        return (self.path.parent if self.path.is_file() else self.path).resolve()


def _asked_by(saved: Saved, method: str) -> Saved:
    return saved if saved.method == method else replace(saved, method=method)


def moment_of(text: str) -> datetime:
    """A moment as WARC files and page.json write it, UTC unless it says otherwise; ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError from error


def _answer(record: Any, file: Path, position: int, source: str, url: str) -> Saved:
    """The record as it stands; ValueError or TypeError where a field is none."""
    head, http = record.rec_headers.get_header, record.http_headers
    headers = [pair for pair in http.headers if pair[0].lower() not in _FRAMING] if http else []
    if record.rec_type == "resource":
        headers = [("Content-Type", head("Content-Type") or "text/html; charset=utf-8")]
    body = _read(record.content_stream())
    saved = Saved(
        source=source,
        url=url,
        method=head("Codingplans-Method") or "GET",
        click=unquote(head("Codingplans-Click") or "") or None,
        status=int(http.get_statuscode()) if http else int(head("Codingplans-Rendered") or 200),
        headers=headers,
        body=body,
        fetched_at=moment_of(head("WARC-Date") or ""),
        final_url=head("Codingplans-Final-URI") or url,
        rendered=bool(head("Codingplans-Rendered")),
        kept=(f"{file.parent.name}/{file.name}", position),
    )
    if not 100 <= saved.status <= 999:
        raise ValueError
    if record.rec_type == "metadata":
        said = _pairs(body)
        return replace(saved, body=b"", failure=(said.get("outcome", ""), said.get("message", "")))
    if len(body) > DOWNLOAD_MAXSIZE:
        return replace(saved, body=b"", failure=("too-big", f"{url} is bigger than a price page can be"))
    return saved


def _read(stream: Any) -> bytes:
    """What a record holds, up to one byte more than a page can be."""
    parts: list[bytes] = []
    left = DOWNLOAD_MAXSIZE + 1
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


@contextmanager
def _named(file: Path, position: int) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, EOFError, ArchiveLoadFailed, zlib.error):
        raise BadReplay(
            f"{file}: the record at byte {position} cannot be read: its date, status or length makes no sense"
        ) from None


def _pairs(body: bytes) -> dict[str, str]:
    lines = body.decode("utf-8", "replace").splitlines()
    return {found[1]: found[2].strip() for line in lines if (found := re.match(r"([\w-]+):(.*)", line))}


def _source(url: str) -> str | None:
    try:
        return owner(url).name
    except UnknownSource:
        return None
