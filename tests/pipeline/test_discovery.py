"""Indexes: what a vendor's own lists name for the first time is an event for a person, once, and never a price."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.open import open_db
from pipeline.crawl.discovery import look
from pipeline.outcomes import crawl_of
from pipeline.publish.store import store
from reports.feeds.feed_files import write_feeds
from reports.files.export import write_data
from reports.question import ReportQuery
from reports.views.changes import changes_report
from reports.views.health import health_report
from scrapers.page import Page
from scrapers.page_list import PageList
from scrapers.refusals import NotAPricePage, PageChanged, Unfetched
from scrapers.registry import indexes, named, sources
from scrapers.spider import Reading

FIRST = datetime(2026, 10, 7, 18, 30, tzinfo=UTC)
INDEX = named("zhipu-index-cn")
LIST = """# BigModel
- [概述](https://docs.bigmodel.cn/cn/coding-plan/overview.md): GLM Coding Plan
- [接入](https://docs.bigmodel.cn/cn/coding-plan/tool/claude.md)
- [模型](https://docs.bigmodel.cn/cn/guide/models/glm-5.md)
"""
NEW = "- [智能体套餐](https://docs.bigmodel.cn/cn/agents/subscribe.md)\n"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_db(tmp_path / "x.db")


def night(db: Database, number: int, said: str | Reading, index: Any = INDEX) -> None:
    at = FIRST + timedelta(days=number)
    page = (
        Page(url=index.url, body=said.encode(), fetched_at=at, source=index.name)
        if isinstance(said, str)
        else None
    )
    reading = said if isinstance(said, Reading) else Reading(index, page)
    when = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    store(db, crawl_of(index.vendor, "live", when, [], [reading]))
    look(db, index.vendor, when, "live", [reading])


def news(db: Database) -> list[dict[str, Any]]:
    rows = changes_report(db, ReportQuery(day=date(2026, 12, 1), kind="page_discovered")).rows
    return [{name: row[name] for name in ("at", "offer", "before", "after", "cause")} for row in rows]


def test_first_look_is_known_and_a_new_page_is_an_event_once(db: Database) -> None:
    night(db, 0, LIST)
    assert news(db) == []
    for number in (1, 2, 3):
        night(db, number, LIST + NEW)
    night(db, 4, LIST)
    night(db, 5, LIST + NEW)
    assert news(db) == [
        {
            "at": "2026-10-08T18:30:00Z",
            "offer": "zhipu/-/docs-bigmodel-cn-cn-agents-subscribe",
            "before": None,
            "after": {"url": "https://docs.bigmodel.cn/cn/agents/subscribe.md", "title": "智能体套餐"},
            "cause": "vendor",
        }
    ]
    assert db.table("observations").count == 0


def test_an_empty_first_look_is_a_look(db: Database) -> None:
    night(db, 0, "[Models](https://docs.bigmodel.cn/cn/models.md)")
    night(db, 1, LIST)
    assert [row["after"]["title"] for row in news(db)] == ["接入"]  # the overview has a source


@pytest.mark.parametrize(
    "said",
    [
        "<html><body>Just a moment...</body></html>",
        "",
        "nothing listed here",
        "<!doctype html><html><body>" + "<p>Welcome to our documentation.</p>" * 3 + "</body></html>",
        Reading(INDEX, None, refused=Unfetched("timeout", "docs.bigmodel.cn did not answer in time")),
    ],
)
def test_a_look_that_failed_is_no_look_and_is_named(db: Database, said: Any) -> None:
    night(db, 0, said)
    night(db, 1, LIST)
    assert news(db) == []
    night(db, 2, LIST + NEW)
    night(db, 3, said)
    assert len(news(db)) == 1
    report = health_report(db, ReportQuery(day=date(2026, 10, 11)))
    assert [row["index"] for row in report.extra["unlisted"]] == ["zhipu-index-cn"]
    assert [row["url"] for row in report.extra["discovered"]] == [
        "https://docs.bigmodel.cn/cn/agents/subscribe.md"
    ]
    assert any("智能体套餐" in line for line in report.closing)


def test_a_failed_index_is_no_failure_of_its_vendor() -> None:
    refused = Reading(INDEX, None, refused=PageChanged("x"))
    assert crawl_of("zhipu", "live", "2026-10-07T00:00:00Z", [], [refused]).outcomes == []


def test_an_address_is_known_however_it_is_written(db: Database) -> None:
    night(db, 0, LIST + NEW)
    night(db, 1, LIST + NEW.replace("subscribe.md", "subscribe/?from=home").replace("https", "http"))
    assert news(db) == []


def test_the_list_that_a_source_fetches_is_read_from_its_page(db: Database) -> None:
    index, source = named("volcengine-index-cn"), named("volcengine-promotion-docs")
    assert not index.nightly
    for number, title in enumerate(("Coding Plan 个人版", "Video Plan 套餐")):
        row = {"DocumentID": 100 + number, "DocumentCode": "x", "Title": title}
        body = json.dumps({"Result": [{"DocumentID": 99, "Title": "文档", "Children": [row]}]}).encode()
        at = FIRST + timedelta(days=number)
        reading = Reading(
            source,
            Page(url=source.url, body=body, fetched_at=at, source=source.name),
            refused=PageChanged("x"),
        )
        look(db, "volcengine", at.isoformat(), "live", [reading])
    assert [row["after"] for row in news(db)] == [
        {"url": "https://www.volcengine.com/docs/82379/101", "title": "Video Plan 套餐"}
    ]
    assert index.vendor == "volcengine"


def test_sitemaps_are_read_and_sitemaps_of_sitemaps_followed() -> None:
    index = named("claude-index")
    assert isinstance(index, PageList)
    maps = "<sitemapindex><sitemap><loc>https://claude.com/docs/sitemap.xml</loc></sitemap><sitemap><loc>https://evil.example/s.xml</loc></sitemap></sitemapindex>"
    page = Page(url=index.url, body=f'<?xml version="1.0"?>{maps}'.encode())
    assert [fetch.url for fetch in index.follow(page)] == ["https://claude.com/docs/sitemap.xml"]
    assert index.listed(page) == []
    urls = ("pricing", "pricing/max", "plans/team-plan", "blog/max-thinking", "customers/acme-team")
    body = "".join(f"<url><loc>https://claude.com/{url}</loc></url>" for url in urls)
    plans = index.plans(Page(url=index.url, body=f"<urlset>{body}</urlset>".encode()))
    assert [one.key.removeprefix("claude.com/") for one in plans][:3] == [
        "pricing",
        "pricing/max",
        "plans/team-plan",
    ]
    with pytest.raises(NotAPricePage):
        index.listed(Page(url=index.url, body=b"<urlset></urlset>"))


def test_discoveries_are_no_news_for_readers_of_prices(db: Database, tmp_path: Path) -> None:
    night(db, 0, LIST)
    night(db, 1, LIST + NEW)
    day = date(2026, 10, 9)
    data = {
        path.name: path.read_text("utf-8")
        for path in write_data(db, day, tmp_path / "data")
        if path.suffix == ".json"
    }
    assert "智能体套餐" in str(health_report(db, ReportQuery(day=day)).closing)
    assert "智能体套餐" not in data["prices.json"] + data["changes.json"]
    feeds = write_feeds(db, day, tmp_path, None)
    assert "智能体套餐" not in "".join(path.read_text("utf-8") for path in feeds)


def test_indexes_are_named_after_their_vendor_and_never_sources() -> None:
    names = [index.name for index in indexes()]
    assert len(set(names)) == len(names)
    assert not {source.name for source in sources()} & set(names)
    for index in indexes():
        assert index.name.startswith(f"{index.vendor}-index")
        assert (type(index).__doc__ or "").strip()
        assert index.region in ("CN", "INTL")
        assert index.fetches()
