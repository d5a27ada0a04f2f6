"""The archive of a crawl: other tools read it, it replays to the same database, and unchanged nights are small."""

import gzip
import json
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from crawler import codingplans, outcomes, rows
from street import Street
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OBSERVED = """SELECT offer, price, list_price, intro_price, availability, quotas, models, evidence, first_seen,
    last_seen, ended, source, sources, observations.url FROM observations JOIN offers ON offers.id = offer_id
    ORDER BY offer, first_seen, observations.id"""


def warcio(command: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line of warcio, as anybody would use it."""
    return subprocess.run(
        [sys.executable, "-m", "warcio.cli", command, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )


def types(files: list[Path]) -> list[str]:
    """The type of every record."""
    listed = warcio("index", "-f", "warc-type,offset", *files).stdout.splitlines()
    return [json.loads(line)["warc-type"] for line in listed]


def nights(db: Path) -> tuple[list[Path], list[Path]]:
    """The files of the first and of the second crawl."""
    files = [sorted(vendor.iterdir()) for vendor in db.with_name(f"{db.stem}-archive").iterdir()]
    return [first for first, _ in files], [second for _, second in files]


def test_other_tools_read_it_and_an_unchanged_night_adds_only_revisits(seen: Path) -> None:
    first, second = nights(seen)
    assert {"warcinfo", "response", "request", "metadata"} == set(types(first))  # metadata: no browser here
    again = types(second)
    assert {"warcinfo", "revisit", "request", "metadata"} == set(again)
    assert again.count("request") <= again.count("metadata")  # what is unchanged needs none
    checked = warcio("check", *first, *second)
    assert (checked.returncode, checked.stdout) == (0, "")
    pages = again.count("revisit")
    assert (
        sum(file.stat().st_size for file in second) < 800 * pages
    )  # a revisit, and its share of the file's own record
    assert all(file.stat().st_mode & 0o777 for file in first)


def test_replay_into_an_empty_database_tells_the_same(db: Path, street: Street, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    replayed = codingplans(
        "crawl", "--replay", db.with_name("seen-archive"), "--db", again, bases={}, out=tmp_path / "out"
    )
    assert replayed.status == 1, replayed.said  # the browser was missing that night too
    assert rows(again, OBSERVED) == rows(db, OBSERVED)
    assert outcomes(again) == outcomes(db)
    assert street.visits == []
    once_more = codingplans(
        "crawl",
        "--replay",
        tmp_path / "again-archive",
        "--db",
        tmp_path / "third.db",
        bases={},
        out=tmp_path / "out",
    )
    assert rows(tmp_path / "third.db", OBSERVED) == rows(db, OBSERVED), once_more.said


def test_pages_point_to_their_bytes(db: Path) -> None:
    from scrapers.archive.warc_reader import Warcs

    archive = db.with_name("seen-archive")
    for file, position, sha256, url in rows(db, "SELECT archive, position, sha256, url FROM pages"):
        saved = Warcs(archive).at(archive / file, position)
        assert (saved.sha256, saved.url) == (sha256, url)


def test_missing_original_is_named(db: Path, tmp_path: Path) -> None:
    _, second = nights(db)
    alone = tmp_path / "alone"
    alone.mkdir()
    file = next(file for file in second if file.parent.name == "kimi")
    shutil.copy(file, alone)
    ran = codingplans("crawl", "--replay", alone, "--db", tmp_path / "x.db", bases={}, out=tmp_path / "out")
    assert ran.status == 2
    assert "unchanged since" in ran.said
    assert file.name in ran.said


@pytest.mark.parametrize(
    "body", [b"", b"not a WARC", gzip.compress(b"nor this")], ids=["empty", "text", "gzip"]
)
def test_other_files_are_refused_in_one_line(body: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(body)
    ran = codingplans("crawl", "--replay", file, "--db", tmp_path / "x.db", bases={}, out=tmp_path / "out")
    assert ran.status == 2
    [line] = ran.said.splitlines()
    assert str(file) in line


def test_archive_of_another_tool_replays(tmp_path: Path, street: Street) -> None:
    """Chunked, packed, redirected, without any field of ours."""
    page = next(page for page in street.shops["claude.com"].sold if page.source == "claude-pricing")
    with (tmp_path / "other.warc.gz").open("wb") as file:
        warc = WARCWriter(file, gzip=True)
        moved = StatusAndHeaders(
            "301 Moved", [("Location", "https://www.claude.com/pricing")], protocol="HTTP/1.1"
        )
        warc.write_record(warc.create_warc_record(page.url, "response", BytesIO(b""), 0, http_headers=moved))
        packed = gzip.compress(page.body)
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
        headers = [
            ("Content-Type", "text/html"),
            ("Content-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"),
        ]
        found = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        body = BytesIO(chunked)
        warc.write_record(
            warc.create_warc_record(
                "https://www.claude.com/pricing", "response", body, len(chunked), http_headers=found
            )
        )
        image = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
        logo = "https://claude.com/logo.png"
        warc.write_record(warc.create_warc_record(logo, "response", BytesIO(b"PNG"), 3, http_headers=image))
    ran = codingplans(
        "crawl",
        "--replay",
        tmp_path / "other.warc.gz",
        "--db",
        tmp_path / "x.db",
        bases={},
        out=tmp_path / "out",
    )
    assert ran.status == 0, ran.said
    [(asked, final)] = rows(tmp_path / "x.db", "SELECT url, final_url FROM pages")
    assert (asked, final) == (page.url, "https://www.claude.com/pricing")
