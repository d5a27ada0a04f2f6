"""What of all that happened a rule wants."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alerted import ago, price
from story import CLAUDE, change, crawl, hold, hold_state, offer

from db.open import open_db
from db.tables.states import moment
from pipeline.unattended.configuration import Rule
from reports.alerts.happened import wanted
from reports.alerts.message import Size, compose


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ({}, {"price_changed", "page_discovered", "hold_waits", "vendor_fails"}),
        ({"kinds": ("price_changed",)}, {"price_changed"}),
        ({"vendors": ("other",)}, set()),
        ({"plans": ("coding-plan/lite",)}, {"price_changed", "hold_waits"}),
        ({"plans": ("coding-plan/max",)}, set()),
        ({"plans": ("coding-plan/lite",), "regions": ("INTL",)}, set()),
        ({"regions": ("INTL",)}, {"vendor_fails", "page_discovered"}),
        ({"price_below": "41", "currency": "CNY"}, {"price_changed"}),
        ({"price_below": "40", "currency": "CNY"}, set()),
        ({"ratio_above": "3"}, {"price_changed"}),
        ({"ratio_above": "9"}, set()),
        ({"cups_below": "6"}, {"price_changed"}),
        ({"cups_below": "5"}, set()),
        ({"hold_older_than_days": 7}, {"hold_waits"}),
        ({"hold_older_than_days": 20}, set()),
        ({"failing_for_days": 3}, {"vendor_fails"}),
        ({"failing_for_days": 9}, set()),
        ({"silent_for_hours": 36}, {"crawler_silent"}),
        ({"silent_for_hours": 96}, set()),
        ({"intro_ends_in_days": 3}, {"intro_ends"}),
        ({"intro_ends_in_days": 1}, set()),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_a_rule_wants_what_all_that_it_says_is_true_of(
    tmp_path: Path, rule: dict[str, object], kinds: set[str]
) -> None:
    db = open_db(tmp_path / "plans.db")
    now = datetime.now(UTC)
    last = now - timedelta(hours=40 if "silent_for_hours" in rule else 1)
    crawl(db, ago(days=9))
    crawl(db, moment(last), vendor="quiet", source="quiet-cn")
    crawl(db, ago(days=4) if "silent_for_hours" not in rule else ago(hours=41), "failed", "status 500")
    hold_state(db, offer(), ago(days=9))
    hold_state(db, offer(**CLAUDE), ago(days=9))
    until = (now + timedelta(days=2)).date().isoformat()
    if "intro_ends_in_days" in rule:
        first = [{"price": "9.9", "periods": 1}]
        hold_state(db, offer(plan="intro", charges=first, intro_until=until), ago(days=9))
    hold(db, ago(days=12))
    price(db, "40", ago(hours=1))
    change(db, "models_changed", {"models": ["a"]}, {"models": ["b"]}, ago(hours=1))
    change(db, "price_changed", {"price": "3"}, {"price": "4"}, ago(hours=2), cause="correction", of="acme/a/b/CN/account/P1M/CNY")  # fmt: skip
    page = {"url": "https://acme.example/new", "title": "New"}
    change(db, "page_discovered", None, page, ago(hours=1), of="acme/-/new")
    found = wanted(db, [Rule.model_validate(rule)], ago(days=1), now)
    assert {one.kind for one in found} == kinds


def test_no_exchange_rate_is_news_unless_it_is_asked_for(tmp_path: Path) -> None:
    db = open_db(tmp_path / "plans.db")
    db.table("rates").insert_all(
        [
            {"day": day, "currency": currency, "per_eur": value, "source": "ECB"}
            for day, cny in (("2026-10-05", "8"), ("2026-11-02", "7"))
            for currency, value in (("CNY", cny), ("USD", "1"))
        ],
        replace=True,
    )
    hold_state(db, offer(region="INTL", currency="USD", price=20), "2026-10-05T10:00:00Z")
    limit = {"price_below": "150", "currency": "CNY"}
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert wanted(db, [Rule.model_validate(limit)], "2026-01-01", now) == []
    [told] = wanted(db, [Rule.model_validate({**limit, "rates": True})], "2026-01-01", now)
    assert told.kind == "rate_moved"
    assert "140.00 CNY" in compose([told], "en", None, Size(2000)).text
