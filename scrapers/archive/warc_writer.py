"""The archive: every answer a spider reads, in WARC files that other tools read too.

One file a vendor and crawl, `<vendor>/<UTC start>.warc.gz`, a gzip member a record. A body that an earlier page
of the same address already had becomes a `revisit` record, which names the record that holds the bytes; it has no
request, and no heads where its status and type are those of the other record. A page
that a browser rendered is a `resource` record: the DOM after the tab of `Codingplans-Click` was opened, not what
a server sent. A request without an answer is a `metadata` record with its outcome. Records of
`Codingplans-Source` say which source asked. Bodies are kept decoded: without chunks and compression.

A file is written beside its name, as `.part`, and takes its name when it is whole: a crawl that is killed, or a
disk that is full, leaves no broken file behind.
"""

import os
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from scrapers.archive.saved_page import Bodies, Known, Saved
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_records import (
    PackedRecords,
    failure_record,
    request_record,
    resource_record,
    response_record,
    revisit_record,
)
from scrapers.refusals import Unfetched
from scrapers.settings import DOWNLOAD_MAXSIZE

_PART = ".part"
_ABANDONED = 86_400  # seconds after which a file that never became whole is nobody's any more


class Archive:
    """Writes the answers of one vendor's crawl; makes its file when the first one comes.

    `known` says, by address and SHA-256, which bodies the archive already holds. `lost` says why nothing of this
    crawl is kept, where its file cannot be written.
    """

    def __init__(
        self,
        directory: Path,
        vendor: str,
        kind: str,
        at: datetime,
        *,
        vantage: str | None = None,
        known: Bodies | None = None,
    ) -> None:
        self.directory, self.vendor, self.kind, self.at = directory, vendor, kind, at.astimezone(UTC)
        self.vantage = vantage
        self.known: Bodies = {} if known is None else known
        self._new: dict[tuple[str, str], Known] = {}
        self.name: str | None = None
        self.lost: str | None = None
        self._file: BinaryIO | None = None

    def keep(self, saved: Saved, unmodified: Known | None = None) -> tuple[str, int]:
        """Append an answer and its request; the file, relative to the archive, and where the record begins.

        `unmodified` is the page that the server's 304 stands for. A body that is bigger than a page can be is kept
        as a failure. Raises Unfetched where the file cannot be written; then nothing of this crawl is kept.
        """
        try:
            if self.lost is None:
                return self._keep(_bounded(saved), unmodified)
        except OSError as error:
            self._abandon(error)
        raise Unfetched("error", f"the archive of pages cannot be written: {self.lost}")

    def close(self) -> None:
        """Finish the file: once this returns it is whole and has its name, or `lost` says why it is not there."""
        if self._file is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._part.rename(self._path)
            self._file.close()
            _sync(self._path.parent)
        except OSError as error:
            self._abandon(error)
        self._file = None

    @property
    def _path(self) -> Path:
        return self.directory / (self.name or "")

    @property
    def _part(self) -> Path:
        return self._path.with_name(self._path.name + _PART)

    def _keep(self, saved: Saved, unmodified: Known | None) -> tuple[str, int]:
        known = unmodified or self._held((saved.url, saved.sha256))
        name, file = self._open()
        original = Warcs(self.directory).known(known) if known and known.archive != name else None
        position, records = file.tell(), BytesIO()
        warc = PackedRecords(records)
        if saved.failure:
            record = failure_record(warc, saved)
        elif known and (known.archive == name or original):
            profile, alike = ("server-not-modified", True) if unmodified else (None, _alike(saved, original))
            record = revisit_record(warc, saved, known, profile, alike=alike)
        elif saved.rendered:
            record = resource_record(warc, saved)
        else:
            record = response_record(warc, saved)
        warc.write_record(record)
        if not saved.failure and record.rec_type != "revisit":
            when = saved.fetched_at
            self._new[saved.url, saved.sha256] = Known(saved.url, saved.sha256, when, name, position)
        if not saved.rendered and record.rec_type != "revisit":
            warc.write_record(request_record(warc, saved, record.rec_headers.get_header("WARC-Record-ID")))
        file.write(records.getvalue())
        return name, position

    def _abandon(self, error: OSError) -> None:
        self.lost = error.strerror or type(error).__name__
        if self._file:
            with suppress(OSError):
                self._file.close()
            self._part.unlink(missing_ok=True)
            self._file = None

    def _held(self, key: tuple[str, str]) -> Known | None:
        return self._new.get(key) or self.known.get(key)

    def _open(self) -> tuple[str, BinaryIO]:
        if self._file is None:
            self._file = self._new_file()
            PackedRecords(self._file).write_record(self._info())
        assert self.name
        return self.name, self._file

    def _new_file(self) -> BinaryIO:
        folder = self.directory / self.vendor
        folder.mkdir(parents=True, exist_ok=True)
        _drop_abandoned(folder)
        for number in range(1, 1000):
            again = f"-{number}" if number > 1 else ""
            self.name = f"{self.vendor}/{self.at:%Y%m%dT%H%M%SZ}{again}.warc.gz"
            try:
                file = self._part.open("xb")
            except FileExistsError:
                continue
            if not self._path.exists():
                return file
            file.close()
            self._part.unlink()
        raise FileExistsError(f"{folder}: too many files of {self.at}")

    def _info(self) -> Any:
        about = {
            "software": _software(),
            "format": "WARC File Format 1.1",
            "vendor": self.vendor,
            "kind": self.kind,
            "vantage": self.vantage,
            "started": self.at.isoformat(),
        }
        return PackedRecords(BytesIO()).create_warcinfo_record(Path(self.name or "").name, about)


@cache
def _software() -> str:
    return f"codingplans/{version('codingplans')} warcio/{version('warcio')}"


def _alike(saved: Saved, original: Saved | None) -> bool:
    """Whether an answer with the bytes of an earlier one has its status and media type too."""
    return original is not None and (saved.status, _media(saved)) == (original.status, _media(original))


def _media(saved: Saved) -> str | None:
    return next((value for name, value in saved.headers if name.lower() == "content-type"), None)


def _bounded(saved: Saved) -> Saved:
    if len(saved.body) <= DOWNLOAD_MAXSIZE:
        return saved
    return replace(saved, body=b"", failure=("too-big", f"{saved.url} is bigger than a price page can be"))


def _drop_abandoned(folder: Path) -> None:
    """Remove what crawls left behind that were killed long ago."""
    for part in folder.glob(f"*{_PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()


def _sync(folder: Path) -> None:
    """Have the new name in the folder on the disk too, where the system can do that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
