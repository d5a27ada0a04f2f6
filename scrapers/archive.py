"""The archive: every answer a spider reads, in WARC files that other tools read too.

One file a vendor and crawl, `<vendor>/<UTC start>.warc.gz`, a gzip member a record. A body that an earlier page
of the same address already had becomes a `revisit` record, which names the record that holds the bytes. A page
that a browser rendered is a `resource` record: the DOM after the tab of `Codingplans-Click` was opened, not what
a server sent. A request without an answer is a `metadata` record with its outcome. Records of
`Codingplans-Source` say which source asked. Bodies are kept decoded: without chunks and compression.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.saved import Known, Saved

PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_SECRET = ("authorization", "proxy-authorization")
_FRAMING = ("content-length", "content-encoding", "transfer-encoding", "connection")


class Archive:
    """Writes the answers of one vendor's crawl; makes its file when the first one comes.

    `known` says, by address and SHA-256, which bodies the archive already holds.
    """

    def __init__(
        self,
        directory: Path,
        vendor: str,
        kind: str,
        at: datetime,
        *,
        vantage: str | None = None,
        known: Mapping[tuple[str, str], Known] | None = None,
    ) -> None:
        self.directory, self.vendor, self.kind, self.at = directory, vendor, kind, at.astimezone(UTC)
        self.vantage = vantage
        self.known = dict(known or {})
        self.name: str | None = None
        self._file: BinaryIO | None = None

    def keep(self, saved: Saved, unmodified: Known | None = None) -> tuple[str, int]:
        """Append an answer and its request; the file, relative to the archive, and where the record begins.

        `unmodified` is the page that the server's 304 stands for.
        """
        known = unmodified or self.known.get((saved.url, saved.sha256))
        name, position, warc = self._open()
        if saved.failure:
            record = _failure(warc, saved)
        elif known and self._holds(known):
            record = _revisit(warc, saved, known, "server-not-modified" if unmodified else None)
        elif saved.rendered:
            record = _resource(warc, saved)
        else:
            record = _response(warc, saved)
        warc.write_record(record)
        if not saved.failure and not known:
            when = saved.fetched_at
            self.known[saved.url, saved.sha256] = Known(saved.url, saved.sha256, when, name, position)
        if not saved.rendered:
            warc.write_record(_request(warc, saved, record.rec_headers.get_header("WARC-Record-ID")))
        return name, position

    def close(self) -> None:
        """Finish the file; nothing is lost once this returns."""
        if self._file:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def _holds(self, known: Known) -> bool:
        return known.archive == self.name or (self.directory / known.archive).is_file()

    def _open(self) -> tuple[str, int, WARCWriter]:
        if self._file is None:
            self._file = self._new_file()
            WARCWriter(self._file, gzip=True, warc_version="1.1").write_record(self._info())
        assert self.name
        return self.name, self._file.tell(), WARCWriter(self._file, gzip=True, warc_version="1.1")

    def _new_file(self) -> BinaryIO:
        folder = self.directory / self.vendor
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            again = f"-{number}" if number > 1 else ""
            path = folder / f"{self.at:%Y%m%dT%H%M%SZ}{again}.warc.gz"
            try:
                file = path.open("xb")
            except FileExistsError:
                continue
            self.name = f"{self.vendor}/{path.name}"
            return file
        raise FileExistsError(f"{folder}: too many files of {self.at}")

    def _info(self) -> Any:
        about = {
            "software": f"codingplans/{version('codingplans')} warcio/{version('warcio')}",
            "format": "WARC File Format 1.1",
            "vendor": self.vendor,
            "kind": self.kind,
            "vantage": self.vantage,
            "started": self.at.isoformat(),
        }
        warc = WARCWriter(BytesIO(), warc_version="1.1")
        return warc.create_warcinfo_record(Path(self.name or "").name, about)


def iso(moment: datetime) -> str:
    """A moment as WARC writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fields(saved: Saved) -> dict[str, str]:
    fields = {"WARC-Date": iso(saved.fetched_at), "Codingplans-Source": saved.source}
    fields |= {"Codingplans-Method": saved.method} if saved.method != "GET" else {}
    fields |= {"Codingplans-Click": quote(saved.click)} if saved.click else {}
    if saved.rendered:
        fields |= {"Codingplans-Rendered": str(saved.status)}
        fields |= {"Codingplans-Final-URI": saved.final_url} if saved.final_url not in ("", saved.url) else {}
    return fields


def _digest(saved: Saved) -> dict[str, str]:
    return {"WARC-Payload-Digest": f"sha256:{saved.sha256}"}


def _response(warc: WARCWriter, saved: Saved) -> Any:
    return warc.create_warc_record(
        saved.url, "response", BytesIO(saved.body), len(saved.body),
        warc_headers_dict=_fields(saved) | _digest(saved), http_headers=_http(saved),
    )  # fmt: skip


def _resource(warc: WARCWriter, saved: Saved) -> Any:
    return warc.create_warc_record(
        saved.url, "resource", BytesIO(saved.body), len(saved.body),
        warc_content_type=dict(saved.headers).get("Content-Type", "text/html; charset=utf-8"),
        warc_headers_dict=_fields(saved) | _digest(saved),
    )  # fmt: skip


def _revisit(warc: WARCWriter, saved: Saved, known: Known, profile: str | None) -> Any:
    where = {"WARC-Refers-To-Filename": known.archive, "WARC-Refers-To-File-Offset": str(known.position)}
    record = warc.create_revisit_record(
        saved.url, f"sha256:{known.sha256}", known.url, iso(known.fetched_at),
        http_headers=None if saved.rendered else _http(saved), warc_headers_dict=_fields(saved) | where,
    )  # fmt: skip
    record.rec_headers.replace_header("WARC-Profile", PROFILE + (profile or "identical-payload-digest"))
    return record


def _failure(warc: WARCWriter, saved: Saved) -> Any:
    outcome, message = saved.failure or ("", "")
    said = f"outcome: {outcome}\r\nmessage: {' '.join(message.split())}\r\n".encode()
    return warc.create_warc_record(
        saved.url, "metadata", BytesIO(said), len(said), warc_headers_dict=_fields(saved)
    )


def _request(warc: WARCWriter, saved: Saved, answer: str) -> Any:
    parts = urlsplit(saved.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), *_without(saved.asked_headers, (*_SECRET, "host"))]
    fields = {"WARC-Date": iso(saved.fetched_at), "WARC-Concurrent-To": answer}
    return warc.create_warc_record(
        saved.url, "request", BytesIO(saved.asked_body), len(saved.asked_body), warc_headers_dict=fields,
        http_headers=StatusAndHeaders(f"{saved.method} {path} HTTP/1.1", headers, is_http_request=True),
    )  # fmt: skip


def _http(saved: Saved) -> Any:
    reason = HTTPStatus(saved.status).phrase if saved.status in HTTPStatus._value2member_map_ else ""
    headers = [*_without(saved.headers, _FRAMING), ("Content-Length", str(len(saved.body)))]
    return StatusAndHeaders(f"{saved.status} {reason}".strip(), headers, protocol="HTTP/1.1")


def _without(headers: Sequence[tuple[str, str]], names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in names]
