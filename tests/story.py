"""Small databases that tests of reports tell a story with."""

from datetime import date
from functools import cache
from typing import Any

from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from db.tables.crawls import record as record_crawl
from db.tables.events import Change, record
from db.tables.observations import Origin, begin
from reports.question import ReportQuery
from reports.views.catalogue import report
from scrapers.offer import Offer

MAY = date(2026, 5, 29)
CLAUDE = {
    "vendor": "claude",
    "product": "membership",
    "plan": "pro",
    "region": "INTL",
    "currency": "USD",
    "price": 20,
}


@cache
def _blank() -> Database:
    return open_db(":memory:")


def empty() -> Database:
    """A database with rates and nothing else."""
    db = Database(":memory:")
    _blank().conn.backup(db.conn)
    db.conn.isolation_level = None
    return db


@cache
def past() -> Database:
    """The bundled history; tests only read it."""
    db = open_db(":memory:")
    import_history(db)
    return db


def offer(**changes: Any) -> Offer:
    """An offer of a vendor that does not exist: 40 yuan a month."""
    row: dict[str, Any] = {
        "vendor": "acme", "product": "coding-plan", "plan": "lite", "plan_name": "Lite", "region": "CN",
        "per": "account", "period": "P1M", "currency": "CNY", "price": 40, "evidence": "40元/月",
    }  # fmt: skip
    return Offer.from_json(row | changes)


def hold_state(db: Database, seen: Offer, first: str, last: str | None = None, **origin: Any) -> None:
    """A state read from a page, from a moment on."""
    where = {"provenance": "scraped", "source": "acme-cn", "sources": {"price": "acme-cn"}, **origin}
    begin(db, seen, Origin(**where), first, last or first)


def crawl(db: Database, at: str, outcome: str = "ok", message: str | None = None, **more: Any) -> None:
    """One reading of one source of the vendor that does not exist."""
    row = {"vendor": "acme", "kind": "live", "source": "acme-cn", **more}
    whole = outcome if outcome in ("ok", "partial") else "failed"
    known = {name: row[name] for name in ("vendor", "kind")}
    told = {"outcome": outcome, "offers": 1, "message": message}
    unread = {"unread": row["unread"]} if "unread" in row else {}
    record_crawl(
        db,
        known | told | {"started_at": at, "outcome": whole},
        [told | unread | {"source": row["source"], "parser": 1}],
    )


def hold(db: Database, since: str, **more: Any) -> None:
    """An open hold on the price of the offer that does not exist."""
    row = {
        "offer": offer().id, "vendor": "acme", "field": "price", "rule": "large", "reason": "a large move: 40 to 400",
        "ends_by": "a second source", "value": '{"price": "400"}', "source": "acme-cn", "since": since, "last_seen": since,
    }  # fmt: skip
    if "proposed" in db.table("holds").columns_dict:
        row["proposed"] = "{}"
    db.table("holds").insert({**row, **more})


def change(
    db: Database,
    kind: str,
    before: Any,
    after: Any,
    at: str,
    published: str | None = None,
    of: str | None = None,
    **more: Any,
) -> None:
    """An event of the offer that does not exist, or of another."""
    record(
        db,
        of or offer(),
        Change(kind, before, after),
        at=at,
        published_at=published or at,
        **{"provenance": "scraped", **more},
    )


def rows(db: Database, name: str, day: date = MAY, **more: Any) -> list[dict[str, Any]]:
    """The rows of a report as programs read them."""
    return [dict(row) for row in asked(db, name, day, **more)["rows"]]


def asked(db: Database, name: str, day: date = MAY, **more: Any) -> dict[str, Any]:
    """A report as programs read it."""
    return report(db, name, ReportQuery(day=day, **more)).to_json()
