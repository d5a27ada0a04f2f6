"""The archive's files: what they hold, what is never written twice, and what is never written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.archive.replay import load
from scrapers.archive.saved_page import Known, Saved
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_stream import BadReplay
from scrapers.archive.warc_writer import Archive

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PAGE = Saved(
    "kimi-help-cn", "https://www.kimi.com/help/membership/membership-pricing", "GET", None, 200,
    [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")],
    "<p>¥49</p>".encode(), AT,
    final_url="https://www.kimi.com/help/membership/membership-pricing",
    asked_headers=[("Accept", "*/*"), ("Proxy-Authorization", "Basic c2VjcmV0")],
)  # fmt: skip


def kept(
    folder: Path, *pages: Saved, known: dict[tuple[str, str], Known] | None = None, at: datetime = AT
) -> Path:
    """The file that these pages were written to."""
    archive = Archive(folder, "kimi", "live", at, vantage="home", known=known)
    for page in pages:
        archive.keep(page)
    archive.close()
    assert archive.name
    return folder / archive.name


def test_page_comes_back_as_it_was(tmp_path: Path) -> None:
    posted = replace(
        PAGE, method="POST", asked_body=b"{}", status=500, body=b"\x00\xff", url=f"{PAGE.url}#pro"
    )
    rendered = replace(PAGE, click="连续包月", rendered=True, final_url="https://www.kimi.com/x")
    failed = replace(
        PAGE, method="PUT", body=b"", headers=(), status=0, failure=("dns", "no address\nis known")
    )
    [shelf] = load(kept(tmp_path, PAGE, posted, rendered, failed))
    assert (shelf.at, shelf.vantage) == (AT, "home")
    back = {saved.key: saved for saved in shelf.saved.values()}
    for page in (PAGE, posted):
        got = back[page.key]
        assert (got.body, got.status, got.fetched_at, got.url) == (
            page.body,
            page.status,
            page.fetched_at,
            page.url,
        )
        assert list(got.headers) == list(page.headers)
    got = back[rendered.key]
    assert (got.body, got.click, got.rendered, got.final_url) == (
        PAGE.body,
        "连续包月",
        True,
        "https://www.kimi.com/x",
    )
    assert back[failed.key].failure == ("dns", "no address is known")


def test_unchanged_body_is_kept_once_also_within_a_crawl(tmp_path: Path) -> None:
    file = kept(tmp_path, PAGE, replace(PAGE, source="kimi-subscription", status=203))
    first, second = Warcs(tmp_path).saved(file)
    assert (first.body, second.body, second.status) == (PAGE.body, PAGE.body, 203)
    assert file.stat().st_size < 2500


def test_unchanged_page_is_one_small_record_and_comes_back_as_it_was(tmp_path: Path) -> None:
    first = kept(tmp_path, replace(PAGE, method="POST", asked_body=b"{}"))
    [old] = Warcs(tmp_path).saved(first)
    later = AT + timedelta(days=1)
    known = {
        (PAGE.url, PAGE.sha256): Known(
            PAGE.url, PAGE.sha256, AT, "kimi/20261123T030000Z.warc.gz", old.kept[1]
        )
    }
    changed_heads = [("Content-Type", "text/html; charset=utf-8"), ("ETag", '"2"'), ("Date", "today")]
    again = replace(PAGE, method="POST", asked_body=b"{}", fetched_at=later, headers=changed_heads)
    said_otherwise = replace(again, source="kimi-other", status=203)
    file = kept(tmp_path, again, said_otherwise, known=known, at=later)
    same, other = Warcs(tmp_path).saved(file)
    assert (same.body, same.status, same.method, same.fetched_at) == (PAGE.body, 200, "POST", later)
    assert list(same.headers) == list(PAGE.headers)
    assert (other.body, other.status, list(other.headers)) == (PAGE.body, 203, changed_heads)
    assert other.kept[1] - same.kept[1] < 420


def test_changed_body_or_another_address_is_kept(tmp_path: Path) -> None:
    known = {(PAGE.url, PAGE.sha256): Known(PAGE.url, PAGE.sha256, AT, "kimi/gone.warc.gz", 0)}
    other = replace(PAGE, url="https://www.kimi.com/other")
    file = kept(tmp_path, PAGE, replace(PAGE, body=b"new"), other, known=known)
    assert [saved.body for saved in Warcs(tmp_path).saved(file)] == [PAGE.body, b"new", PAGE.body]


def test_crawls_of_one_second_never_share_a_file(tmp_path: Path) -> None:
    assert kept(tmp_path, PAGE) != kept(tmp_path, PAGE)
    assert len(list(load(tmp_path))) == 2


def test_crawl_without_answers_leaves_no_file(tmp_path: Path) -> None:
    Archive(tmp_path, "kimi", "live", AT).close()
    assert list(tmp_path.iterdir()) == []


def test_secrets_are_not_written(tmp_path: Path) -> None:
    import gzip

    said = gzip.decompress(kept(tmp_path, PAGE).read_bytes())
    assert b"c2VjcmV0" not in said
    assert b"Accept: */*" in said


def test_cut_file_is_refused(tmp_path: Path) -> None:
    file = kept(tmp_path, PAGE)
    file.write_bytes(file.read_bytes()[:500])
    with pytest.raises(BadReplay, match="kimi"):
        list(load(tmp_path))


def test_nothing_to_replay(tmp_path: Path) -> None:
    with pytest.raises(BadReplay, match="no saved pages"):
        list(load(tmp_path))
