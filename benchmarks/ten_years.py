"""A made-up market of 40 vendors, 100 sources and 400 offers, crawled every night: a database of any age, and its next night.

Rows that a night adds go through the functions that add them; what a night only touches is written once, at the end.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from db.database import Database
from db.open import open_db
from db.tables import crawls, holds, looks, pages
from db.tables.events import Change, differences, facts, record
from db.tables.observations import Origin, begin
from db.tables.states import moment
from db.transaction import writing
from pipeline.outcomes import Crawl, Outcome
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.source import ALL, Source

FIRST = datetime(2026, 1, 1, 18, 30, tzinfo=UTC)
VENDORS = 40
PLANS = 10
CHANGES = 1.2  # of an offer in a year: twice what 2026 saw
BODY = 30  # nights that a page stays as it is
STOCK = 4  # every fourth vendor's pages say what is on sale


def vendors() -> list[str]:
    return [f"vendor-{number:02}" for number in range(VENDORS)]


def sources(vendor: str) -> list[Source]:
    """Two or three sources of a vendor, the first of which states the prices."""
    count = 2 + int(vendor[-2:]) % 2
    return [
        type(
            "Made",
            (Source,),
            {"name": f"{vendor}-{number}", "vendor": vendor, "gives": ALL if not number else ()},
        )()
        for number in range(count)
    ]


def night_of(number: int) -> datetime:
    """When the night with this number began; 0 is the first."""
    return FIRST + timedelta(days=number)


def page_row(source: Source, number: int) -> dict[str, Any]:
    """What the table of pages says of a source's page in a night."""
    body = _body(source.name, number)
    url = f"https://www.{source.vendor}.example/pricing/{source.name}?lang=en"
    at = night_of(number) + timedelta(minutes=2)
    return {
        "source": source.name,
        "url": url,
        "final_url": url,
        "status": 200,
        "media": "text/html; charset=utf-8",
        "fetched_at": moment(at),
        "sha256": hashlib.sha256(body).hexdigest(),
        "bytes": len(body),
        "archive": f"{source.vendor}/{night_of(number):%Y%m%dT%H%M%SZ}.warc.gz",
        "position": 400,
    }


def _body(source: str, number: int) -> bytes:
    return f"{source} {number // BODY}".encode() * 100


def make(path: Path, nights: int) -> Database:
    """A database after so many nights."""
    db = open_db(path)
    with writing(db):
        for number in range(nights):
            for vendor in vendors():
                _crawled(db, vendor, number)
        last = {vendor: _last_page(db, sources(vendor)[0], nights) for vendor in vendors()}
        for vendor in vendors():
            for place in range(PLANS):
                _lived(db, vendor, place, nights, last[vendor])
        _looked(db, nights)
    db.execute("ANALYZE")
    return db


def _crawled(db: Database, vendor: str, number: int) -> None:
    at = moment(night_of(number))
    words = {one.name: _word(one.name, number) for one in sources(vendor)}
    failed = [name for name, word in words.items() if word != "ok"]
    row = {"vendor": vendor, "kind": "live", "started_at": at, "offers": PLANS}
    row |= {
        "outcome": "partial" if failed else "ok",
        "message": f"{failed}: no such page" if failed else None,
    }
    row |= {"file": page_row(sources(vendor)[0], number)["archive"]}
    reads = [
        {
            "source": name,
            "parser": 1,
            "outcome": word,
            "offers": PLANS,
            "message": None if word == "ok" else "no such page",
        }
        for name, word in words.items()
    ]
    crawl_id = crawls.record(db, row, reads)
    pages.record(db, crawl_id, [page_row(one, number) for one in sources(vendor) if words[one.name] == "ok"])


def _word(source: str, number: int) -> str:
    """A source in fifty fails one night in a week, and sources fail once in a hundred nights."""
    often = source == "vendor-07-1" and number % 7 == 0
    return "changed" if often or crc32(f"{source} {number}".encode()) % 100 == 0 else "ok"


def _last_page(db: Database, source: Source, nights: int) -> int | None:
    return pages.last_between(db, source.name, moment(FIRST), moment(night_of(nights)))


def _lived(db: Database, vendor: str, place: int, nights: int, page: int | None) -> None:
    """An offer's states, one after the other, with the news of each, and the holds of a life."""
    chance = random.Random(f"{vendor} {place}")
    moments = [moment(night_of(number)) for number in _changing(chance, nights)]
    before: Offer | None = None
    for place_in_time, at in enumerate(moments):
        later = moments[place_in_time + 1] if place_in_time + 1 < len(moments) else None
        after = offer(vendor, place, place_in_time)
        seen = (
            moment(datetime.fromisoformat(later) - timedelta(days=1))
            if later
            else moment(night_of(nights - 1))
        )
        source = f"{vendor}-0"
        begin(
            db,
            after,
            Origin("scraped", source, sources={"price": source}, url=_url(vendor), page_id=page),
            at,
            seen,
        )
        changes = differences(before, after) if before else [Change("first_seen", None, facts(after))]
        for change in changes:
            record(
                db,
                after,
                change,
                at=at,
                published_at=at,
                provenance="scraped",
                url=_url(vendor),
                evidence=after.evidence,
            )
        if place_in_time % 2:
            _held(db, after, at, "confirmed")
        before = after
    if before and place == 0 and int(vendor[-2:]) % STOCK == 1:
        _held(db, before, moments[-1], "open")


def _changing(chance: random.Random, nights: int) -> Iterator[int]:
    number = 0
    while number < nights:
        yield number
        number += round(chance.expovariate(CHANGES / 365)) + 1


def _held(db: Database, of: Offer, at: str, status: str) -> None:
    holds.enter(
        db,
        {
            "offer": of.id, "vendor": of.vendor, "field": "price", "rule": "large", "reason": "a large move", "ends_by": "a second source",
            "value": '{"currency": "CNY", "period": "P1M", "price": "9999"}', "known": "{}", "proposed": "{}", "source": f"{of.vendor}-0",
            "since": at, "last_seen": at, "status": status, "ended_at": None if status == "open" else at,
        },
    )  # fmt: skip


def _url(vendor: str) -> str:
    return f"https://www.{vendor}.example/pricing/{vendor}-0?lang=en"


def offer(vendor: str, place: int, turn: int = 0) -> Offer:
    """An offer in the state with this number."""
    region = "CN" if int(vendor[-2:]) % 2 else "INTL"
    price = 20 + 17 * place + 3 * (turn % 7)
    row: dict[str, Any] = {
        "vendor": vendor,
        "product": "coding-plan",
        "plan": f"tier-{place // 2}",
        "plan_name": f"Tier {place // 2}",
        "region": region,
        "per": "account",
        "period": "P1Y" if place % 2 else "P1M",
        "currency": "CNY" if region == "CN" else "USD",
        "price": price * (10 if place % 2 else 1),
        "quotas": [{"amount": price * 40, "unit": "requests", "window": "PT5H"}],
        "evidence": f"{price} a month, as the page says in a sentence of about this length",
    }
    if int(vendor[-2:]) % STOCK == 0:
        row["availability"] = "SoldOut" if turn % 5 == 4 else "InStock"
    return Offer.from_json(row)


def _looked(db: Database, nights: int) -> None:
    for vendor in vendors()[::STOCK]:
        plans = ["/".join(offer(vendor, place).id.split("/")[:5]) for place in range(0, PLANS, 2)]
        for number in range(nights):
            looks.note_looks(db, dict.fromkeys(plans, number % 9 > 0), moment(night_of(number)))


def next_night(db: Database, number: int, vendor: str) -> Crawl:
    """A vendor's crawl in a night in which nothing changed."""
    told = [_now(db, vendor, place) for place in range(PLANS)]
    outcomes, found = [], []
    for one in sources(vendor):
        row = page_row(one, number)
        page = Page(
            row["url"], _body(one.name, number), night_of(number) + timedelta(minutes=2), source=one.name,
            headers={"content-type": row["media"]}, archive=row["archive"], position=row["position"],
        )  # fmt: skip
        found.append(page)
        outcomes.append(Outcome(one, "ok", tuple(told), pages={known.id: page for known in told}))
    return Crawl(vendor, "live", moment(night_of(number)), outcomes, found)


def _now(db: Database, vendor: str, place: int) -> Offer:
    """The offer as it is known, so that the night changes nothing."""
    wanted = offer(vendor, place).id
    turn = db.execute(
        "SELECT count(*) - 1 FROM observations JOIN offers ON offers.id = offer_id WHERE offer = ?", [wanted]
    ).fetchone()[0]
    return offer(vendor, place, turn)


def last_day(nights: int) -> date:
    return night_of(nights - 1).date()
