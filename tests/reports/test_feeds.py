"""Feeds: valid Atom, nothing twice, nothing on an unchanged night, and harmless whatever a vendor writes."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from db.tables.events import Change, record
from db.tables.observations import Origin, begin
from db.tables.rates import save_rates
from reports.feeds.feed_files import write_feeds
from scrapers.offer import Offer

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY = date(2026, 11, 1)
SITE = "https://plans.example/codingplans"
NASTY = "<script>alert(1)</script> ]]> &amp; \"'=cmd()|\x00\x07\x1b[31m \u202e\u200f \ufffe\uffff 套餐🧋 <a href='javascript:x'>"


def an_offer(plan: str = "lite", **values: Any) -> Offer:
    fields = {
        "vendor": "acme", "product": "coding-plan", "plan": plan, "plan_name": f"Acme {plan.title()}", "region": "CN",
        "period": "P1M", "currency": "CNY", "price": "49", "evidence": "49 元/月",
    }  # fmt: skip
    return Offer.from_json(fields | values)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    base = open_db(tmp_path / "prices.db")
    begin(base, an_offer(), Origin("scraped", "acme-page", url="https://acme.example/plans"), at(1), at(30))
    return base


def at(day: int) -> str:
    return f"2026-10-{day:02}T18:30:00Z"


def price_moved(db: Database, offer: Offer, day: int, before: str, after: str, **details: Any) -> None:
    change = Change("price_changed", {"price": before}, {"price": after})
    values = {
        "provenance": "scraped",
        "published_at": at(day),
        "url": "https://acme.example/plans",
        "evidence": "x",
    }
    record(db, offer, change, at=at(day), **(values | details))


def renamed(db: Database, old: Offer, new: Offer, day: int) -> None:
    change = Change("renamed", {"offer": old.id}, {"offer": new.id})
    record(db, new, change, at=at(day), published_at=at(day), provenance="scraped", evidence="x")


def built(db: Database, folder: Path, day: date = DAY, base_url: str | None = SITE) -> dict[str, bytes]:
    paths = write_feeds(db, day, folder, base_url)
    return {path.name: path.read_bytes() for path in paths if path.suffix == ".xml"}


def check_json_feed(text: bytes) -> list[dict[str, Any]]:
    """What JSON Feed 1.1 asks of a feed: version, title, items, each with a unique id as text and its content."""
    said = json.loads(text)
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(said["title"], str) and said["title"]  # noqa: PT018
    assert said["authors"] == [{"name": "codingplans"}]
    items: list[dict[str, Any]] = said["items"]
    for one in items:
        assert isinstance(one["id"], str)
        assert one["content_html"]
        assert RFC3339.fullmatch(one["date_published"])
        assert re.match("https?://", one.get("url", "https://"))
        assert not re.search(r"<(?!/?p>)", one["content_html"]), "only paragraphs, everything else is text"
    assert len({one["id"] for one in items}) == len(items)
    return items


def told(feed: bytes) -> list[str]:
    return [
        entry.findtext(f"{ATOM}title") or "" for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")
    ]


def check_atom(feed: bytes) -> list[ElementTree.Element]:
    """What RFC 4287 asks of a feed document."""
    root = ElementTree.fromstring(feed)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for one in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1, name
            assert (one.findtext(f"{ATOM}{name}") or "").strip()
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one.findtext(f"{ATOM}id") or "")
        moments = [one.findtext(f"{ATOM}{name}") for name in ("updated", "published")]
        for moment in filter(None, moments):
            assert RFC3339.fullmatch(moment)
            assert datetime.fromisoformat(moment)
        alternate = [
            link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"
        ]
        assert len(alternate) == 1
        assert alternate[0].get("href")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in (root, *entries)]
    assert len(ids) == len(set(ids))
    updated = [one.findtext(f"{ATOM}updated") or "" for one in entries]
    assert updated == sorted(updated, reverse=True)
    if entries:
        assert root.findtext(f"{ATOM}updated") == updated[0]
    for summary in root.iter(f"{ATOM}summary"):
        assert summary.get("type") == "html"
        assert not re.search(r"<(?!/?p>)", summary.text or ""), "only paragraphs, everything else is text"
    return entries


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Database:
    base = open_db(tmp_path_factory.mktemp("history") / "history.db")
    import_history(base)
    return base


def test_every_feed_of_the_bundled_history_is_valid(history: Database, tmp_path: Path) -> None:
    feeds = built(history, tmp_path)
    assert {
        "changes.xml",
        "changes.zh.xml",
        "introductions.xml",
        "corrections.xml",
        "vendor-zhipu.xml",
    } <= set(feeds)
    for name, feed in feeds.items():
        root = ElementTree.fromstring(feed)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == ("zh" if ".zh." in name else "en")
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links == {"alternate": f"{SITE}/", "self": f"{SITE}/feeds/{name}"}
        check_atom(feed)
    assert len(told(feeds["changes.xml"])) > 50
    vendors = [name for name in feeds if re.fullmatch(r"vendor-[a-z]+\.xml", name)]
    assert sorted(told(feeds["changes.xml"])) == sorted(
        title for name in vendors for title in told(feeds[name])
    )


def test_every_feed_has_the_same_items_as_json_feed(history: Database, tmp_path: Path) -> None:
    for name, feed in built(history, tmp_path).items():
        text = (tmp_path / "feeds" / name.replace(".xml", ".json")).read_bytes()
        items = check_json_feed(text)
        assert [one["id"] for one in items] == ids(feed)
        assert [one["title"] for one in items] == told(feed)
        assert json.loads(text)["feed_url"] == f"{SITE}/feeds/{name.replace('.xml', '.json')}"


def test_a_feed_works_where_its_address_is_not_known(db: Database, tmp_path: Path) -> None:
    feed = ElementTree.fromstring(built(db, tmp_path, base_url=None)["changes.xml"])
    assert [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")] == [
        ("alternate", "../")
    ]


def test_an_unchanged_night_leaves_every_byte(history: Database, tmp_path: Path) -> None:
    assert built(history, tmp_path, date(2026, 10, 20)) == built(history, tmp_path, date(2026, 10, 29))


def test_the_rate_is_no_news(db: Database, tmp_path: Path) -> None:
    price_moved(db, an_offer(), 5, "40", "49")
    before = built(db, tmp_path)
    save_rates(db, [("2026-10-31", "CNY", "9.9", "test"), ("2026-10-31", "USD", "1.1", "test")])
    assert built(db, tmp_path) == before


def test_the_terms_of_a_plan_that_move_in_one_night_are_one_entry(db: Database, tmp_path: Path) -> None:
    price_moved(db, an_offer(), 5, "40", "49")
    price_moved(db, an_offer(period="P1Y"), 5, "400", "490")
    price_moved(db, an_offer("pro"), 5, "80", "99")
    assert sorted(told(built(db, tmp_path)["changes.xml"])) == [
        "Acme Coding Plan Lite (Mainland China): price change 40 → 49 CNY (month), 400 → 490 CNY (year)",
        "Acme Coding Plan Pro (Mainland China): price change 80 → 99 CNY (month)",
    ]


def test_a_rename_is_one_entry_whenever_its_terms_were_noticed(db: Database, tmp_path: Path) -> None:
    for region in ("CN", "INTL"):
        renamed(db, an_offer("old", region=region), an_offer("lite", region=region), 5)
    first = built(db, tmp_path)["changes.xml"]
    for number, period in enumerate(("P3M", "P1Y")):
        renamed(db, an_offer("old", period=period), an_offer("lite", period=period), 6 + number)
    second = built(db, tmp_path)["changes.xml"]
    assert told(second) == [
        "Acme Coding Plan Lite (Mainland China, International): renamed Acme Coding Plan (old) → Acme Coding Plan Lite"
    ]
    assert ids(first) == ids(second)
    renamed(db, an_offer("lite"), an_offer("old"), 20)
    renamed(db, an_offer("old"), an_offer("lite"), 25)
    assert len(set(ids(built(db, tmp_path)["changes.xml"]))) == 3


def ids(feed: bytes) -> list[str]:
    return [entry.findtext(f"{ATOM}id") or "" for entry in ElementTree.fromstring(feed).iter(f"{ATOM}entry")]


def test_a_change_kept_twice_appears_once_under_the_same_id(db: Database, tmp_path: Path) -> None:
    price_moved(db, an_offer(), 6, "40", "49")
    first = built(db, tmp_path)["changes.xml"]
    price_moved(db, an_offer(), 5, "40", "49", provenance="curated")  # people knew it a day earlier
    price_moved(db, an_offer(), 9, "40", "49")
    assert built(db, tmp_path)["changes.xml"] == first
    price_moved(db, an_offer(), 12, "49", "40")
    price_moved(db, an_offer(), 13, "40", "49")
    assert len(told(built(db, tmp_path)["changes.xml"])) == 3


def test_corrections_have_a_feed_of_their_own(db: Database, tmp_path: Path) -> None:
    price_moved(db, an_offer(), 5, "40", "49", cause="correction")
    feeds = built(db, tmp_path)
    assert told(feeds["corrections.xml"]) == [
        "Acme Coding Plan Lite (Mainland China): price change 40 → 49 CNY (our correction) (month)"
    ]
    assert told(feeds["changes.xml"]) == told(feeds["vendor-acme.xml"]) == []


def test_what_was_first_seen_by_us_is_no_news(db: Database, tmp_path: Path) -> None:
    change = Change("first_seen", None, {"price": "49"})
    record(db, an_offer(), change, at=at(5), published_at=at(5), provenance="scraped", evidence="x")
    assert told(built(db, tmp_path)["changes.xml"]) == []


def test_an_entry_is_dated_by_its_publication(db: Database, tmp_path: Path) -> None:
    price_moved(db, an_offer(), 5, "40", "49", published_at=at(8))
    assert told(built(db, tmp_path, date(2026, 10, 7))["changes.xml"]) == []
    entry = check_atom(built(db, tmp_path)["changes.xml"])[0]
    assert entry.findtext(f"{ATOM}updated") == "2026-10-08T18:30:00+00:00"
    assert "First seen 2026-10-05T18:30:00Z" in (entry.findtext(f"{ATOM}summary") or "")


def test_introductions_ending_are_told_when_announced_and_when_over(db: Database, tmp_path: Path) -> None:
    intro = an_offer(intro_price="9.9", intro_periods=1, intro_until="2026-11-11")
    begin(db, intro, Origin("scraped", "acme-page"), at(10), at(30))
    feed = built(db, tmp_path)["introductions.xml"]
    assert told(feed) == ["Acme Coding Plan Lite (Mainland China): intro price ends on 2026-11-11"]
    assert "9.9 CNY until 2026-11-11, then 49 CNY (month)" in (
        check_atom(feed)[0].findtext(f"{ATOM}summary") or ""
    )
    over = Change(
        "intro_ended", {"intro_price": "9.9", "intro_periods": 1, "intro_until": "2026-11-11"}, None
    )
    record(
        db, intro, over, at="2026-11-12T00:00:00Z", published_at="2026-11-12T18:30:00Z", provenance="scraped"
    )
    later = built(db, tmp_path, date(2026, 11, 13))
    assert ids(later["introductions.xml"])[1:] == ids(feed)
    assert told(later["introductions.xml"])[0] == told(later["changes.xml"])[0]
    price_moved(db, intro, 20, "40", "49")
    assert len(told(built(db, tmp_path, date(2026, 11, 13))["introductions.xml"])) == 2


@pytest.mark.parametrize("where", ["plan_name", "evidence", "url", "facts"])
def test_no_text_of_a_vendor_harms_a_feed(db: Database, tmp_path: Path, where: str) -> None:
    nasty: Callable[[str, str], str] = lambda name, usual: NASTY if where == name else usual  # noqa: E731
    offer = an_offer("pro", plan_name=nasty("plan_name", "Pro"), intro_price="9", intro_until="2026-12-12")
    begin(db, offer, Origin("scraped", "acme-page", url=nasty("url", "https://acme.example")), at(2), at(30))
    price_moved(
        db, offer, 5, "40", "49", evidence=nasty("evidence", "x"), url=nasty("url", "javascript:alert(1)")
    )
    gone = Change("plan_gone", {"price": "49", "plan_name": nasty("facts", "Pro")}, None)
    record(db, offer, gone, at=at(9), published_at=at(9), provenance="scraped", evidence="x")
    for name, feed in built(db, tmp_path).items():
        said = (tmp_path / "feeds" / name.replace(".xml", ".json")).read_bytes()
        for one in check_json_feed(said):
            assert not set("\x00\x07\x1b\u202e\u200f\ufffe\uffff") & set("".join(map(str, one.values())))
        for entry in check_atom(feed):
            text = "".join(entry.itertext())
            assert not set("\x00\x07\x1b\u202e\u200f\ufffe\uffff") & set(text)
            assert all((link.get("href") or "").startswith("https://") for link in entry.iter(f"{ATOM}link"))
            assert "<script" not in (entry.findtext(f"{ATOM}summary") or "")


def test_a_feed_holds_the_latest_entries_only(db: Database, tmp_path: Path) -> None:
    for number in range(320):
        price_moved(db, an_offer(f"tier-{number}"), 5, "40", "49", evidence=json.dumps(number))
    feeds = built(db, tmp_path)
    assert len(check_atom(feeds["changes.xml"])) == 300
    assert len(check_atom(feeds[f"vendor-{an_offer('tier-0').vendor}.xml"])) == 60
