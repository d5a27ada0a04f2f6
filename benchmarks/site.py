"""How long the site takes for ten years of 200 plans, against the same pages without charts.

    python benchmarks/site.py [PLANS] [YEARS]

Prints seconds and megabytes, and the build's time as a multiple of the floor measured in the same run: the pages
rendered with no chart and no file beside them.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from db.database import Database
from db.open import open_db
from db.tables.events import differences, record
from db.tables.observations import Origin, begin
from reports.site.build import build, pages
from reports.site.charts.draw import draw
from reports.site.extras import Written
from reports.site.facts import gather
from reports.site.pages import over_time, pay, pick, value
from reports.site.pages import plan as plan_page
from reports.site.render import Pages
from scrapers.offer import Offer

LAST = date(2026, 10, 30)
CHANGES = 1.2  # a year and plan: twice what 2026 saw


def story(plans: int, years: int) -> Database:
    """A database of plans whose prices, introductions and quotas change every few months, and their events."""
    db, chance = open_db(":memory:"), random.Random(4)
    for number in range(plans):
        day, before = LAST - timedelta(days=365 * years), None
        while day < LAST:
            after = _offer(number, chance)
            moment = f"{day}T18:30:00Z"
            begin(db, after, Origin("scraped", f"vendor-{number % 25}"), moment, f"{LAST}T18:30:00Z")
            for change in differences(before, after) if before else ():
                record(db, after, change, at=moment, published_at=moment, provenance="scraped")
            before, day = after, day + timedelta(days=round(chance.expovariate(CHANGES / 365)) + 1)
    return db


def _offer(number: int, chance: random.Random) -> Offer:
    region = "CN" if number % 2 else "INTL"
    price = chance.randrange(20, 600)
    row: dict[str, Any] = {
        "vendor": f"vendor-{number % 25}",
        "product": "coding-plan",
        "plan": f"tier-{number // 25}",
        "plan_name": f"Tier {number // 25}",
        "region": region,
        "period": "P1M",
        "currency": "CNY" if region == "CN" else "USD",
        "price": price,
        "quotas": [{"amount": price * 40, "unit": "requests", "window": "PT5H"}],
        "evidence": f"{price} a month, as the page says in a sentence of about this length",
    }
    if chance.random() < 0.3:
        row |= {"intro_price": price // 2, "intro_periods": 2}
    return Offer.from_json(row)


def timed(what: str, work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time of one piece of work, printed."""
    start = time.process_time()
    result = work()
    spent = time.process_time() - start
    print(f"{what:42}{spent:8.2f} s")
    return spent, result


def main(plans: int = 200, years: int = 10) -> None:
    db = story(plans, years)
    states, events = (
        db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("observations", "events")
    )
    print(f"{plans} plans, {years} years: {states} states, {events} events")
    with tempfile.TemporaryDirectory() as folder:
        spent = {}
        spent["gather"], facts = timed("gather", lambda: gather(db, LAST))
        past = over_time.measured(facts)
        jobs = plan_page.jobs(facts) | over_time.jobs(past) | value.jobs(facts)
        spent["answers"], answers = timed("the cheapest ways for 1 to 24 months", lambda: pay.answers(facts))
        without = dict.fromkeys(jobs, "")
        floor, _ = timed(
            "floor: pages without charts", lambda: _render(facts, without, past, answers, Path(folder, "a"))
        )
        spent["charts"], _ = timed(f"{len(jobs)} charts", lambda: draw(jobs))
        whole, _ = timed("the whole site, with data and feeds", lambda: build(db, LAST, Path(folder, "b")))
        size, data, feeds = (_megabytes(Path(folder, "b", name)) for name in (".", "data", "feeds"))
    for name, seconds in spent.items():
        print(f"{name:42}{seconds / floor:8.2f} x the floor")
    print(f"{'the whole site':42}{whole / floor:8.2f} x the floor")
    print(
        f"{'pages and assets':42}{size - data - feeds:8.2f} MB; data files {data:.2f} MB, feeds {feeds:.2f} MB"
    )


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _render(facts: Any, drawn: Any, past: Any, answers: Any, folder: Path) -> None:
    site = Pages(facts, folder, None, Written(), {}, folder)
    for lang in ("en", "zh"):
        for name, values in pages(facts, lang, drawn, past, answers, pick.sold_on(facts)):
            site.write(lang, name, values)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
