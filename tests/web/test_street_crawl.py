"""A live-style crawl of the whole street: right prices, right outcomes, and a machine without a network."""

import json
import time
from pathlib import Path

import pytest
from crawler import codingplans, outcomes, prices, rows
from street import RENDERED, Street

from scrapers.archive.replay import SAMPLES
from scrapers.contact import user_agent
from scrapers.refusals import UnknownSource
from scrapers.registry import sources, vendors


def stated() -> dict[str, set[str]]:
    """What a person read on the sample pages of the last night that give prices: those of each offer."""
    found: dict[str, set[str]] = {}
    gives = {source.name: source.gives for source in sources()}
    for info in SAMPLES.glob("*/*/page.json"):
        about = json.loads(info.read_text(encoding="utf-8"))
        if "2026-10-06" in str(about["fetched_at"]) and "price" in gives.get(about["source"], ()):
            for offer in json.loads(info.with_name("offers.json").read_text(encoding="utf-8")):
                if offer["price"] is not None:
                    names = ("vendor", "product", "plan", "region", "per", "period", "currency")
                    found.setdefault("/".join(offer[name] for name in names), set()).add(offer["price"])
    return found


@pytest.mark.browser
def test_whole_street_browser_included(street: Street, db: Path, tmp_path: Path) -> None:
    ran = codingplans(
        "crawl", "--db", db, bases=street.bases, out=tmp_path / "out", env={"CODINGPLANS_VANTAGE": "test"}
    )
    assert ran.status == 0, ran.said
    assert outcomes(db) == {source.name: "ok" for source in sources() if source.nightly}
    assert ("test",) in rows(db, "SELECT vantage FROM crawls WHERE id = (SELECT max(id) FROM crawls)")
    read, right = prices(db), stated()
    held = {offer for (offer,) in rows(db, "SELECT offer FROM holds")}
    assert {offer: said[0] for offer, said in read.items() if said[0] not in right.get(offer, ())} == {}
    assert right.keys() - read.keys() <= held
    assert {"zhipu-glm-coding-cn"} == {
        row[0] for row in rows(db, "SELECT source FROM observations WHERE url LIKE '%bigmodel.cn/glm-coding'")
    }
    kept = rows(db, "SELECT DISTINCT archive FROM pages")
    assert all((tmp_path / "seen-archive" / file).is_file() for (file,) in kept)


def test_second_crawl_asks_only_for_what_changed(street: Street, db: Path, tmp_path: Path) -> None:
    contact = {"CODINGPLANS_CONTACT": "https://example.org/crawler"}
    codingplans("crawl", "minimax", "--db", db, bases=street.bases, out=tmp_path / "out", env=contact)
    documents = [seen for seen in street.visits if seen.path.endswith(".md")]
    assert documents
    assert [seen.path for seen in documents if "If-None-Match" not in seen.headers] == []
    agents = {seen.headers["User-Agent"] for seen in street.visits}
    assert agents == {user_agent("https://example.org/crawler")}


def test_without_browser_the_vendor_uses_its_other_sources(seen: Path) -> None:
    found = outcomes(seen)
    assert {found.pop(source) for source in RENDERED} == {"no-browser"}
    assert set(found.values()) == {"ok"}
    [(said,)] = rows(seen, "SELECT message FROM reads WHERE outcome = 'no-browser' ORDER BY id DESC LIMIT 1")
    assert "needs a browser" in said


def test_without_network_it_fails_at_once_and_keeps_its_prices(db: Path, tmp_path: Path) -> None:
    before, began = prices(db), time.monotonic()
    nowhere = {source.name: "http://nowhere.invalid" for source in sources()}
    ran = codingplans("crawl", "--db", db, bases=nowhere, out=tmp_path / "out")
    assert time.monotonic() - began < 20
    assert ran.status == 1
    lines = [line for line in ran.said.splitlines() if "failed" in line]
    assert all("no address" in line or "needs a browser" in line for line in lines)
    assert sorted(line.split()[2].rstrip(":") for line in lines) == vendors()
    assert set(outcomes(db).values()) <= {"dns", "no-browser"}
    assert prices(db) == before


def test_bases_that_cannot_be_read_are_one_line(db: Path, tmp_path: Path) -> None:
    ran = codingplans(
        "crawl", "--db", db, bases={}, env={"CODINGPLANS_BASE_URLS": "bigmodel.cn"}, out=tmp_path / "out"
    )
    assert ran.status == 2
    [line] = ran.said.splitlines()
    assert "CODINGPLANS_BASE_URLS" in line


def test_unknown_vendor_is_named(db: Path, street: Street, tmp_path: Path) -> None:
    ran = codingplans("crawl", "acme", "--db", db, bases=street.bases, out=tmp_path / "out")
    assert ran.status == 2
    assert "acme" in ran.said
    assert UnknownSource.__name__ not in ran.said
