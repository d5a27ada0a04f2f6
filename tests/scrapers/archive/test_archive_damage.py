"""One bad file costs its own pages, by name; nothing outside the folder is opened, and no file's bytes are quoted."""

import gzip
import json
import re
import resource
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from places import TESTS
from test_archive import AT, PAGE, kept

from scrapers.archive.replay import Shelf, load
from scrapers.archive.saved_page import Known
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_stream import BadReplay
from scrapers.archive.warc_writer import Archive
from scrapers.refusals import Unfetched
from scrapers.settings import DOWNLOAD_MAXSIZE

SECRET = "root:x:0:0"
OTHER = replace(PAGE, url="https://www.kimi.com/help/membership/other", body=b"<p>another</p>")


def records(file: Path, *changes: tuple[bytes, bytes]) -> None:
    """Write a file again with its records changed, each a gzip member as before."""
    packed, members = file.read_bytes(), []
    while packed:
        unpacker = zlib.decompressobj(31)
        member = unpacker.decompress(packed)
        packed = unpacker.unused_data
        for before, after in changes:
            member = re.sub(before, after, member)
        members.append(gzip.compress(member))
    file.write_bytes(b"".join(members))


def reading(path: Path) -> tuple[list[Shelf], list[str]]:
    bad: list[BadReplay] = []
    return list(load(path, bad.append)), [str(one) for one in bad]


def saved_folder(folder: Path, **about: object) -> Path:
    folder.mkdir()
    said = {"source": PAGE.source, "url": PAGE.url, "fetched_at": "2026-11-20T03:00:00+00:00"} | about
    (folder / "page.json").write_text(json.dumps(said))
    (folder / "body.html").write_bytes(PAGE.body)
    return folder


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def of_yesterday(file: Path) -> None:
    records(file, (rb"WARC-Date: [^\r]*", b"WARC-Date: yesterday"))


def begun_never(file: Path) -> None:
    records(
        file,
        (rb"started: [^\r]*", b"started: 99999-13-45"),
        (rb"Content-Length: \d+", b"Content-Length: 180"),
    )


def of_no_status(file: Path) -> None:
    records(file, (rb"HTTP/1.1 200 OK", b"HTTP/1.1 abc OK"))


def another_program(file: Path) -> None:
    file.write_bytes(f"{SECRET}:root\n".encode() * 50)


def longer_than_said(file: Path) -> None:
    records(file, (rb"Content-Length: \d+", b"Content-Length: 3"))


@pytest.mark.parametrize(
    "damage",
    [emptied, cut, of_yesterday, begun_never, of_no_status, another_program, longer_than_said],
    ids=lambda damage: damage.__name__,
)
def test_one_bad_file_costs_its_own_pages(
    damage: object, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad, good = kept(tmp_path, PAGE), kept(tmp_path, OTHER)
    damage(bad)  # type: ignore[operator]
    shelves, [line] = reading(tmp_path)
    assert [shelf.file for shelf in shelves] == [good]
    assert str(bad) in line
    assert "\n" not in line
    assert SECRET not in line + "".join(capfd.readouterr())
    with pytest.raises(BadReplay, match=re.escape(str(bad))):
        list(load(tmp_path))


@pytest.mark.parametrize("name", ["/etc/passwd", "../../x", "../x.warc.gz", "kimi/other.warc.gz"])
def test_revisit_opens_nothing_outside_its_folder(name: str, tmp_path: Path) -> None:
    known = {(PAGE.url, PAGE.sha256): Known(PAGE.url, PAGE.sha256, AT, "kimi/20261123T030000Z.warc.gz", 0)}
    archive = tmp_path / "archive"
    original = kept(archive, PAGE)
    [(_, position)] = [(r, p) for r, p in Warcs(archive)._records(original) if r.rec_type == "response"]
    known = {key: replace(one, position=position) for key, one in known.items()}
    file = kept(archive, PAGE, OTHER, known=known)
    original.unlink()
    (tmp_path / "x").write_text(SECRET)
    (tmp_path / "x.warc.gz").write_text(SECRET)
    records(file, (rb"WARC-Refers-To-Filename: [^\r]*", b"WARC-Refers-To-Filename: " + name.encode()))
    shelves, [line] = reading(archive)
    assert shelves == []
    assert str(file) in line
    assert SECRET not in line
    assert "passwd" not in line


def test_revisit_of_itself_is_one_line(tmp_path: Path) -> None:
    file = kept(tmp_path, PAGE, replace(PAGE, source="kimi-subscription"))
    [_, (_, position)] = [
        (r, p) for r, p in Warcs(tmp_path)._records(file) if r.rec_type in ("response", "revisit")
    ]
    records(file, (rb"WARC-Refers-To-File-Offset: \d+", b"WARC-Refers-To-File-Offset: %d" % position),
            (rb"WARC-Refers-To-Date: [^\r]*", b"WARC-Refers-To-Date: 2020-01-01T00:00:00Z"))  # fmt: skip
    _, [line] = reading(tmp_path)
    assert str(file) in line


def test_link_out_of_the_archive_is_not_opened(tmp_path: Path) -> None:
    elsewhere, archive = kept(tmp_path / "elsewhere", PAGE), tmp_path / "archive"
    kept(archive, OTHER)
    link = archive / "kimi" / "link.warc.gz"
    link.symlink_to(elsewhere)
    shelves, [line] = reading(archive)
    assert len(shelves) == 1
    assert str(link) in line


@pytest.mark.parametrize(
    "about",
    [{"fetched_at": "99999-13-45"}, {"fetched_at": None}, {"status": "abc"}, {"url": 7}, {"headers": {"a": 1}}, {"click": 3}],
    ids=str,
)  # fmt: skip
def test_one_bad_folder_costs_its_own_page(about: dict[str, object], tmp_path: Path) -> None:
    saved_folder(tmp_path / "good")
    bad = saved_folder(tmp_path / "bad", **about)
    [shelf], [line] = reading(tmp_path)
    assert len(shelf.saved) == 1
    assert str(bad) in line


@pytest.mark.parametrize("text", ["[1, 2]", "", "not json", f'"{SECRET}', "[" * 100_000])
def test_page_json_that_is_none(text: str, tmp_path: Path) -> None:
    info = saved_folder(tmp_path / "bad") / "page.json"
    info.write_text(text)
    shelves, [line] = reading(tmp_path)
    assert shelves == []
    assert str(info) in line
    assert SECRET not in line


@pytest.mark.parametrize("name", ["body.html", "page.json"])
def test_saved_folder_with_a_link_out_of_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    linked = saved_folder(tmp_path / "pages") / name
    linked.unlink()
    linked.symlink_to(tmp_path / "secret")
    shelves, [line] = reading(tmp_path / "pages")
    assert shelves == []
    assert str(linked) in line
    assert SECRET not in line


def test_crawl_that_is_killed_leaves_no_file_and_the_next_takes_its_name(tmp_path: Path) -> None:
    """The file of a crawl has its name when it is whole, and never before."""
    killed = Archive(tmp_path, "kimi", "live", AT)
    killed.keep(PAGE)
    assert Warcs(tmp_path).files == []
    [part] = (tmp_path / "kimi").iterdir()
    assert kept(tmp_path, PAGE).name == "20261123T030000Z-2.warc.gz"
    killed.close()
    assert not part.exists()
    assert len(list(load(tmp_path))) == 2


def test_full_disk_keeps_nothing_of_the_crawl_and_says_so(tmp_path: Path) -> None:
    script = f"""
import resource, sys
sys.path[:0] = [{str(TESTS / "scrapers/archive")!r}]
from pathlib import Path
from test_archive import AT, PAGE
from dataclasses import replace
from scrapers.archive.warc_writer import Archive
from scrapers.refusals import Unfetched
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
archive = Archive(Path({str(tmp_path)!r}), "kimi", "live", AT)
import random
for number in range(5):
    try:
        archive.keep(replace(PAGE, url=f"{{PAGE.url}}/{{number}}", body=random.randbytes(9000)))
    except Unfetched as error:
        print(error)
archive.close()
print(archive.lost)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    *refused, lost = ran.stdout.splitlines()
    assert lost == "File too large"
    assert refused
    assert all("archive of pages cannot be written: File too large" in line for line in refused)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_original_that_is_damaged_is_written_again(tmp_path: Path) -> None:
    """An unchanged page never depends on bytes that are not there any more."""
    first = kept(tmp_path, PAGE)
    [(_, position)] = [(r, p) for r, p in Warcs(tmp_path)._records(first) if r.rec_type == "response"]
    known = {(PAGE.url, PAGE.sha256): Known(PAGE.url, PAGE.sha256, AT, f"kimi/{first.name}", position)}
    first.write_bytes(first.read_bytes()[: position + 20])
    second = kept(tmp_path, PAGE, known=known)
    first.unlink()
    assert [saved.body for saved in Warcs(tmp_path).saved(second)] == [PAGE.body]


def test_archive_that_unpacks_to_gigabytes_is_read_in_little_memory(tmp_path: Path) -> None:
    """A record of 120 MB packs to 120 kB; what it holds is too big for a page, and the page beside it is read."""
    file = kept(tmp_path, PAGE)
    assert Warcs(tmp_path).saved(file)  # all that reading needs is loaded
    packer, packed = zlib.compressobj(9, wbits=31), []
    head = (
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-11-23T03:00:00Z\r\n"
        f"WARC-Target-URI: {PAGE.url}\r\nContent-Type: text/html\r\nContent-Length: {120 << 20}\r\n\r\n"
    )
    packed.append(packer.compress(head.encode()))
    packed += [packer.compress(b" " * (1 << 20)) for _ in range(120)]
    packed += [packer.compress(b"\r\n\r\n"), packer.flush()]
    file.write_bytes(b"".join(packed) + file.read_bytes())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    big, small = Warcs(tmp_path).saved(file)
    assert big.failure == ("too-big", f"{PAGE.url} is bigger than a price page can be")
    assert (small.failure, small.body) == (None, PAGE.body)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes


def test_head_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(gzip.compress(b"WARC/1.1\r\nX: " + b"a" * 10_000_000))
    with pytest.raises(BadReplay, match="head of a record"):
        list(load(tmp_path))


def test_page_that_is_too_big_is_kept_as_that(tmp_path: Path) -> None:
    big = replace(PAGE, body=b" " * (DOWNLOAD_MAXSIZE + 1))
    [saved] = Warcs(tmp_path).saved(kept(tmp_path, big))
    assert saved.failure is not None
    assert saved.failure[0] == "too-big"


def test_keeping_after_a_loss_refuses(tmp_path: Path) -> None:
    (tmp_path / "kimi").write_text("a file where a folder belongs")
    archive = Archive(tmp_path, "kimi", "live", AT)
    for _ in range(2):
        with pytest.raises(Unfetched, match="cannot be written"):
            archive.keep(PAGE)
    archive.close()
