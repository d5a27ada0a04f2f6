"""The records of a WARC file: how what was asked for and what came of it are written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.archive.saved_page import Known, Saved

PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_SECRET = ("authorization", "proxy-authorization")
_FRAMING = ("content-length", "content-encoding", "transfer-encoding", "connection")


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


def response_record(warc: WARCWriter, saved: Saved) -> Any:
    """What a server answered."""
    return warc.create_warc_record(
        saved.url,
        "response",
        BytesIO(saved.body),
        len(saved.body),
        warc_headers_dict=_fields(saved) | _digest(saved),
        http_headers=_http(saved),
    )


def resource_record(warc: WARCWriter, saved: Saved) -> Any:
    """What a browser rendered."""
    return warc.create_warc_record(
        saved.url,
        "resource",
        BytesIO(saved.body),
        len(saved.body),
        warc_content_type=dict(saved.headers).get("Content-Type", "text/html; charset=utf-8"),
        warc_headers_dict=_fields(saved) | _digest(saved),
    )


class PackedRecords(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """Writes records, each packed by itself; one without any block has no digest of it either."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(out, gzip=True, warc_version="1.1")

    def ensure_digest(self, record: Any, block: bool = True, payload: bool = True) -> None:
        """The digests a record still lacks, as WARC headers of it."""
        super().ensure_digest(record, block and bool(record.http_headers or record.length), payload)


def revisit_record(warc: WARCWriter, saved: Saved, known: Known, profile: str | None, *, alike: bool) -> Any:
    """An answer whose bytes another record holds; `profile` is how that is known, by its digest where None.

    One that is `alike` also in its status and type has no heads of its own: those of the other record are its.
    """
    bare = alike or saved.rendered
    where = {"WARC-Refers-To-Filename": known.archive, "WARC-Refers-To-File-Offset": str(known.position)}
    record = warc.create_revisit_record(
        saved.url,
        f"sha256:{known.sha256}",
        known.url,
        iso(known.fetched_at),
        http_headers=None if bare else _http(saved),
        warc_headers_dict=_fields(saved) | where,
    )
    if bare:
        record.content_type = None
    record.rec_headers.replace_header("WARC-Profile", PROFILE + (profile or "identical-payload-digest"))
    return record


def failure_record(warc: WARCWriter, saved: Saved) -> Any:
    """A request without an answer, and its outcome."""
    outcome, message = saved.failure or ("", "")
    said = f"outcome: {outcome}\r\nmessage: {' '.join(message.split())}\r\n".encode()
    return warc.create_warc_record(
        saved.url, "metadata", BytesIO(said), len(said), warc_headers_dict=_fields(saved)
    )


def request_record(warc: WARCWriter, saved: Saved, answer: str) -> Any:
    """What was asked for; `answer` is the id of the record that came of it. Keys are left out."""
    parts = urlsplit(saved.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), *_without(saved.asked_headers, (*_SECRET, "host"))]
    fields = {"WARC-Date": iso(saved.fetched_at), "WARC-Concurrent-To": answer}
    return warc.create_warc_record(
        saved.url,
        "request",
        BytesIO(saved.asked_body),
        len(saved.asked_body),
        warc_headers_dict=fields,
        http_headers=StatusAndHeaders(f"{saved.method} {path} HTTP/1.1", headers, is_http_request=True),
    )


def _http(saved: Saved) -> Any:
    reason = HTTPStatus(saved.status).phrase if saved.status in HTTPStatus._value2member_map_ else ""
    headers = [*_without(saved.headers, _FRAMING), ("Content-Length", str(len(saved.body)))]
    return StatusAndHeaders(f"{saved.status} {reason}".strip(), headers, protocol="HTTP/1.1")


def _without(headers: Sequence[tuple[str, str]], names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in names]
