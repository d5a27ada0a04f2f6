"""Nights of a vendor that does not exist: what its pages said, one night after the other, and what people then see."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from time_machine import travel

from db.database import Database
from db.open import open_db
from db.tables.states import State, moment, states_on
from pipeline.outcomes import Crawl, Outcome
from pipeline.publish.decide import Decision, accept_hold, accept_source, reject_hold
from pipeline.publish.store import store
from pipeline.trackers.import_listings import Summary, import_listings
from reports.facts.open_holds import OpenHold, open_holds
from scrapers.offer import Offer, first_charge, plain
from scrapers.page import Page
from scrapers.source import ALL, Source

START = datetime(2026, 3, 1, 18, tzinfo=UTC)
Said = Sequence[Offer] | str  # the offers of a source, or the word of its failure


def source(name: str, gives: frozenset[str] = ALL, **values: Any) -> Source:
    return type("Tiny", (Source,), {"name": name, "vendor": "acme", "gives": gives, **values})()


PAGE = source("acme-page")
API = source("acme-api")
WITNESS = source("acme-witness", frozenset())
NEW = source("acme-new", proven=False)  # nobody ever saw its page in real bytes
FACTS = source("acme-facts", frozenset({"quotas", "models", "availability"}))


def introduced(values: dict[str, Any]) -> dict[str, Any]:
    """The fields of an offer with its first charge, if any, as the schedule it is."""
    rest = {name: value for name, value in values.items() if name not in ("intro_price", "intro_periods")}
    first = values.get("intro_price")
    charges = first_charge(None if first is None else Decimal(first), values.get("intro_periods"))
    return rest | ({"charges": charges} if charges else {})


def offer(plan: str = "pro", price: str | None = "49", **values: Any) -> Offer:
    """An offer of acme: yuan, per account and month, unless said otherwise."""
    fields: dict[str, Any] = {
        "vendor": "acme", "product": "coding-plan", "plan": plan, "plan_name": plan.title(), "region": "CN",
        "period": "P1M", "currency": "CNY", "price": None if price is None else Decimal(price),
    }  # fmt: skip
    if values.get("list_price") is not None:
        values["list_price"] = Decimal(values["list_price"])
    fields |= introduced(values)
    return Offer(**({"evidence": f"{fields['plan_name']} ¥{price} / {fields['period']}"} | fields))


def tiers(**prices: str) -> list[Offer]:
    return [offer(plan.replace("_", "-"), price) for plan, price in prices.items()]


@cache
def empty() -> bytes:
    """A database with its rates and nothing else; making it costs more than a night."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        open_db(file).close()
        return file.read_bytes()


class Nights:
    """A database and a clock. `night` crawls acme, a day after the last time unless `hours` says otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        file = folder / "nights.db"
        file.write_bytes(empty())
        self.db: Database = open_db(file)
        self.now = START - timedelta(days=1)

    def night(self, said: Mapping[Source, Said] | Said, hours: float = 24, kind: str = "live") -> None:
        self.now += timedelta(hours=hours)
        sources = said if isinstance(said, Mapping) else {PAGE: said}
        pages: list[Page] = []
        outcomes = []
        for one, offers in sources.items():
            if isinstance(offers, str):
                outcomes.append(Outcome(one, offers, message=f"{offers}: nothing was read"))
                continue
            page = Page(f"https://acme.example/{one.name}", b"", self.now, source=one.name)
            pages.append(page)
            outcomes.append(Outcome(one, "ok", tuple(offers), pages={found.id: page for found in offers}))
        store(self.db, Crawl("acme", kind, moment(self.now), outcomes, pages))

    def nights(self, count: int, said: Mapping[Source, Said] | Said) -> None:
        for _ in range(count):
            self.night(said)

    def listed(self, *lines: Mapping[str, Any], vendor: str = "zhipu-ai", hours: float = 24) -> Summary:
        """One scrape of another tracker, as its listings file has it."""
        self.now += timedelta(hours=hours)
        file = self.folder / f"{self.now:%Y-%m-%dT%H%M}.jsonl"
        file.write_text(
            "".join(json.dumps(line_of(vendor, self.now, line), ensure_ascii=False) + "\n" for line in lines),
            encoding="utf-8",
        )
        return import_listings(self.db, file)

    def accept(self, number: int) -> None:
        with travel(self.now, tick=False):
            accept_hold(self.db, number)

    def accept_source(self, source: Source) -> list[Decision]:
        with travel(self.now, tick=False):
            return accept_source(self.db, source.name)

    def reject(self, number: int) -> None:
        with travel(self.now, tick=False):
            reject_hold(self.db, number)

    @property
    def today(self) -> date:
        return self.now.date()

    def states(self) -> dict[str, State]:
        """What is shown tonight, by plan: {"pro": …, "pro/P3M": …}."""
        return {_short(state.offer.id): state for state in states_on(self.db, self.today)}

    def by_id(self) -> dict[str, State]:
        return {state.offer.id: state for state in states_on(self.db, self.today)}

    def shown(self) -> dict[str, str]:
        return {name: plain(state.offer.price or Decimal(0)) for name, state in self.states().items()}

    def held(self) -> list[OpenHold]:
        return open_holds(self.db, self.today, moment(self.now))

    def reasons(self) -> dict[str, str]:
        return {_short(hold.offer): hold.reason for hold in self.held()}

    def rules(self) -> dict[str, str]:
        rows = self.db.query("SELECT offer, rule FROM open_holds ORDER BY id")
        return {_short(row["offer"]): row["rule"] for row in rows}

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """Every event, oldest first, with its plan; of the given kinds where any are given."""
        rows = [dict(row) for row in self.db.query("SELECT * FROM events ORDER BY published_at, offer, kind")]
        for row in rows:
            row |= {name: json.loads(row[name]) if row[name] else None for name in ("before", "after")}
            row["plan"] = _short(row["offer"])
        return [row for row in rows if not kinds or row["kind"] in kinds]

    def news(self) -> list[tuple[str, str]]:
        """What a reader would call news: (kind, plan)."""
        return [(row["kind"], row["plan"]) for row in self.events() if row["kind"] != "first_seen"]

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """All that the judge ever wrote, for comparing two databases."""
        tables = ("offers", "observations", "holds", "events", "absences")
        return {table: list(self.db.query(f"SELECT * FROM {table} ORDER BY 1")) for table in tables}


def line_of(vendor: str, at: datetime, line: Mapping[str, Any]) -> dict[str, Any]:
    """A whole line of a listings file; what is not given is null, the unit 月."""
    empty = dict.fromkeys(("list_price_text", "notes", "details"))
    return {"observed_at": at.isoformat(), "vendor": vendor, "unit": "月", "source_urls": [], **empty, **line}


def _short(offer_id: str) -> str:
    """ "pro" for the usual offer; what differs from it follows the plan: "pro/P3M", "pro/INTL/USD"."""
    _, product, plan, region, per, period, currency = offer_id.split("/")
    usual = (("coding-plan", product), ("CN", region), ("account", per), ("P1M", period), ("CNY", currency))
    return "/".join([plan, *(value for expected, value in usual if value != expected)])
